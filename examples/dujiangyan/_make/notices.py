"""通知要点.xlsx: what the office wrote for two 补充通知, one that was sent and one that is still being written."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from openpyxl import Workbook

from _make.chance import dice
from _make.excel import LEFT, MERGE, Column, Page, new_book
from _make.people import People

SENT, OPEN = "议事会选举", "新老班子交接"

HOUSEHOLDS, RESULTS, COUNCIL, DEMANDS = "规范“一户一票”推荐程序", "公开推荐结果", "依法选举村民议事会", "工作要求"

# Notice, part, heading, what the office wrote; blank: still to be written.
TEXTS = (
    (SENT, "标题", "", "关于社区党组织和议事会选举有关问题的补充通知"),
    (SENT, "引用文件", "", "关于做好2013年社区党组织换届选举工作的通知"),
    (SENT, "引用文号", "", "都社组换〔2013〕1号"),
    (
        SENT,
        "缘由",
        "",
        "各乡镇（街道）按照统一部署，全面启动社区换届工作，总体进展平稳。从指导督导情况看，"
        "个别社区存在推荐票发放登记不规范、推荐结果公布不及时、议事会成员产生程序不清楚等问题。"
        "为进一步规范程序、严肃纪律，",
    ),
    (
        SENT,
        "事项",
        HOUSEHOLDS,
        "以户为单位推荐社区党组织班子成员初步人选，每户1票，由户主或者户主书面委托的同户成年人填写，不得跨户委托。",
    ),
    (
        SENT,
        "事项",
        HOUSEHOLDS,
        "推荐票由乡镇（街道）统一印制、不编号，逐户发放、逐户登记。推荐户数应当达到社区总户数的80%以上，"
        "达不到的，应当补充推荐。",
    ),
    (SENT, "事项", HOUSEHOLDS, "集中安置点人户分离的，在户籍所在社区推荐，不得重复推荐。11月13日前完成推荐。"),
    (SENT, "事项", RESULTS, "推荐会结束后当场清点票数、当场公布结果，由监票人、计票人和2名以上义务监督员签字确认。"),
    (SENT, "事项", RESULTS, "次日12:00前在社区公开栏张贴推荐结果，张贴时间不少于3天，同时报乡镇（街道）备案。"),
    (
        SENT,
        "事项",
        COUNCIL,
        "村民议事会成员由各村民小组议事会推选产生，每个村民小组2至5名，社区党组织班子成员通过法定程序兼任。",
    ),
    (
        SENT,
        "事项",
        COUNCIL,
        "村民小组议事会成员由户代表会议直接选举产生，参加会议的户代表应当超过本小组总户数的三分之二。",
    ),
    (SENT, "事项", COUNCIL, "议事会选举与社区党组织换届统筹安排，11月30日前完成。"),
    (SENT, "要求", DEMANDS, "各乡镇党委、街道党工委书记是第一责任人，应当逐个社区研究推荐和选举方案。"),
    (SENT, "要求", DEMANDS, "11月8日17:00前报送换届选举日程表，推荐结束后3日内报送推荐结果汇总表。"),
    (SENT, "要求", DEMANDS, "对拉票贿选、弄虚作假的，发现一起、查处一起，并通报全市。"),
    (SENT, "附件", "", "社区党组织班子成员初步人选推荐结果汇总表"),
    (SENT, "附件", "", "社区党组织和议事会换届选举日程表"),
    (SENT, "联系人", "", "{contact}"),
    (SENT, "联系电话", "", "028-01345345"),
    (SENT, "抄送", "", "市委常委，市纪委机关，市委组织部，市民政局，各指导组、督导组"),
    (OPEN, "标题", "", "关于做好新老班子交接有关工作的补充通知"),
    (OPEN, "引用文件", "", "关于做好新老班子交接工作的通知"),
    (OPEN, "缘由", "", "部分乡镇（街道）反映，交接清单和审计时限不够明确。"),
    (OPEN, "事项", "明确交接内容", "印章、账目、档案、资产和债务逐项列出清单，移交人、接收人和监交人共同签字。"),
    (OPEN, "事项", "明确交接时限", ""),
    (OPEN, "要求", DEMANDS, "交接清单一式三份，社区、乡镇（街道）各存1份，报送领导小组办公室1份。"),
    (OPEN, "联系电话", "", "028-01345345"),
)


class Point(NamedTuple):
    """Something that the office wrote for a notice."""

    notice: str
    part: str
    heading: str
    number: int
    text: str


def points() -> list[Point]:
    """In the order of the notices; numbers begin anew in each part and below each heading."""
    contact = People(dice("notices")).names(1, set())[0]
    count = Counter[tuple[str, str, str]]()
    found = []
    for notice, part, heading, text in TEXTS:
        count[notice, part, heading] += 1
        found.append(Point(notice, part, heading, count[notice, part, heading], text.format(contact=contact)))
    return found


def book() -> Workbook:
    """The sheet as the clerk keeps it."""
    made = new_book()
    columns: list[Column[Point]] = [
        Column("通知", 15, lambda p: p.notice, repeat=MERGE),
        Column("栏目", 11, lambda p: p.part),
        Column("小标题", 26, lambda p: p.heading or None),
        Column("序号", 7, lambda p: p.number),
        Column("内容", 80, lambda p: p.text or None, LEFT),
    ]
    page = Page(made, "通知要点", columns)
    page.title("补充通知要点（由起草人填写）")
    page.header()
    page.fill(points())
    page.note(
        "注：栏目填写：标题、引用文件、引用文号、缘由、事项、要求、附件、联系人、联系电话、紧急程度、主送、抄送。"
    )
    page.note(
        "事项按小标题归在一起，依次编为一、二、三；主送不写的，按乡镇（街道）的类别写；没写的内容在通知中显示【待补】。"
    )
    page.close()
    return made
