"""The workbooks of the example, from what data.py says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from openpyxl import Workbook

from _township import data
from _township.data import Community
from _township.people import People
from _township.workbooks import Value, new_book, sheet
from docgen import name_key

TOWN = data.TOWN
Rows = list[list[Value]]


def books(places: list[Community]) -> dict[str, Workbook]:
    """All of them, by name."""
    made = {}
    for name, fill in _BOOKS.items():
        made[name] = new_book()
        fill(made[name], places)
    return made


def _base(book: Workbook, places: list[Community]) -> None:
    town: dict[str, Value] = {
        "排序": 4,
        "乡镇名称": TOWN,
        "类别": "镇",
        "党组织全称": "中共石羊镇委员会",
        "社区数": len(places),
        "党员数": sum(len(each.members) for each in places),
        "总户数": sum(each.households for each in places),
        "指导组编号": "第4指导组",
        "应急预案完成": "是",
        "预案完成日期": date(data.YEAR, 11, 7),
    }
    sheet(book, "乡镇", "乡镇基本情况", list(town), [list(town.values())])
    leader, *others = People("group").names(3)
    group = ["第4指导组", "指导组", leader, "、".join(others), TOWN, "028-01000004", "zu04@example.org"]
    sheet(book, "指导组", "指导组名单", ("组号", "类型", "组长", "成员", "联系乡镇", "举报电话", "电子邮箱"), [group])
    rows = [_community(number, each) for number, each in enumerate(places, 1)]
    lines = [list(row.values()) for row in rows]
    sheet(book, "社区", "石羊镇社区基本情况", list(rows[0]), lines, merged=["乡镇（街道）"])


def _community(number: int, place: Community) -> dict[str, Value]:
    return {
        "序号": number,
        "乡镇（街道）": TOWN,
        "社区名称": place.name,
        "党组织类型": place.body,
        "党员数": len(place.members),
        "总户数": place.households,
        "应选职数": place.posts,
        "应选书记": 1,
        "选举日期": data.ELECTED,
        "会议时间": "上午9时",
        "会议地点": place.hall,
    }


def _candidates(book: Workbook, places: list[Community]) -> None:
    heads = (
        *("候选人编号", "乡镇（街道）", "社区", "姓名", "性别", "民族", "出生年月", "身份证号", "文化程度", "政治面貌"),
        *(
            "入党时间",
            "现工作单位及职务",
            "拟任职务",
            "产生方式",
            "报名日期",
            "初审意见",
            "复审结论",
            "复审日期",
            "取消原因",
            "人选状态",
        ),
    )
    rows: Rows = []
    for place in places:
        for each in place.candidates:
            who, refused = each.person, each.state == "取消资格"
            minority = "藏族" if "·" in who.name else "汉族"
            rows.append(
                [
                    *(each.number, TOWN, place.name, who.name, who.sex, minority, f"{who.born:%Y.%m}", who.resident_id),
                    *(each.school, "中共党员", f"{each.joined:%Y.%m}", each.job, each.post, "一户一票推荐"),
                    *(date(data.YEAR, 11, 8), "合格", "取消资格" if refused else "合格", date(data.YEAR, 11, 15)),
                    *("R4-1" if refused else None, each.state),
                ]
            )
    sheet(book, "候选人", "石羊镇社区党组织班子成员初步人选汇总表", heads, rows)


def _recommended(book: Workbook, places: list[Community]) -> None:
    heads = (
        *("乡镇（街道）", "社区", "推荐日期", "应推荐户数", "实推荐户数", "发出推荐票", "收回推荐票", "有效票"),
        *("姓名", "拟任职务", "得票数", "是否初步人选"),
    )
    rows: Rows = []
    for place in places:
        came = place.households - 6
        for each in place.candidates:
            counts = (place.households, came, came, came - 1, place.ballots)
            rows.append([TOWN, place.name, data.RECOMMENDED, *counts, each.person.name, each.post, each.votes, "是"])
    sheet(book, "推荐结果", "“一户一票”推荐结果汇总表", heads, rows)


def _members(book: Workbook, places: list[Community]) -> None:
    rows: Rows = [
        [place.name, name, f"第{n % (2 if place.posts < 5 else 3) + 1}党小组"]
        for place in places
        for n, name in enumerate(place.members)
    ]
    sheet(book, "党员名册", "石羊镇社区党员名册", ("社区", "姓名", "党小组"), rows, merged=["社区"])


def _results(book: Workbook, places: list[Community]) -> None:
    heads = (
        *("社区", "大会日期", "应到", "实到", "发出选票", "收回选票", "有效票", "废票", "姓名", "职务"),
        *("赞成", "不赞成", "弃权", "是否当选", "总监票人", "监票人", "计票人"),
    )
    rows: Rows = []
    for place in places:
        chief, *others = People(f"tellers {place.name}").names(5)
        came = place.present
        meeting: list[Value] = [place.name, data.ELECTED, len(place.members), came, came, came, came - 1, 1]
        tellers: list[Value] = [chief, "、".join(others[:2]), "、".join(others[2:])]
        for each in data.results(place):
            votes: list[Value] = [each.ayes, each.noes, each.abstained, "是" if each.elected else "否"]
            rows.append([*meeting, each.name, each.post, *votes, *tellers])
    merged = (*heads[:8], *heads[14:])
    sheet(book, "选举结果", "党员大会选举结果统计表", heads, rows, merged=merged)


def _shown(book: Workbook, places: list[Community]) -> None:
    days: list[Value] = [data.SHOWN_FROM, data.SHOWN_TO]
    rows: Rows = [
        [
            each.name,
            *days,
            None,
            "石羊镇党政办公室（组织）",
            "028-01000104",
            "石羊镇人民政府二楼",
            date(data.YEAR, 11, 17),
        ]
        for each in places
    ]
    heads = ("社区", "公示开始", "公示截止", "不计天数", "受理部门", "受理电话", "受理地址", "落款日期")
    sheet(book, "公示安排", "初步人选公示安排", heads, rows)


def _pledged(book: Workbook, places: list[Community]) -> None:
    rows: Rows = [
        [each.number, what, until] for place in places for each in place.formal for what, until in data.pledges(each)
    ]
    sheet(book, "承诺事项", "竞职承诺事项登记表", ("候选人编号", "承诺事项", "完成期限"), rows, merged=["候选人编号"])


def _supervisors(book: Workbook, places: list[Community]) -> None:
    people = People("supervisors")
    first, last = date(data.YEAR, 11, 6), date(data.YEAR + 3, 11, 5)
    rows: Rows = [
        [place.name, people.name(people.sex()), f"石监〔2013〕{2 * n + m + 1}号", first, last]
        for n, place in enumerate(places)
        for m in range(2)
    ]
    sheet(book, "义务监督员", "社区义务监督员聘任名册", ("社区", "姓名", "聘书编号", "聘期起", "聘期止"), rows)


def _handed_over(book: Workbook, places: list[Community]) -> None:
    rows: Rows = []
    for n, place in enumerate(places):
        things = data.HANDED_OVER if n == 0 else data.HANDED_OVER[:: n + 3]
        rows += [[place.name, *thing, None] for thing in things]
    heads = ("社区", "类别", "名称", "数量", "单位", "状况", "备注")
    sheet(book, "交接清单", "新老班子交接登记", heads, rows, merged=["社区"])


def _emergency(book: Workbook, _: list[Community]) -> None:
    people = People("emergency")
    rows: Rows = [
        [group, role, people.name(), post, duty, f"028-0100{2000 + n}"]
        for n, (group, role, post, duty) in enumerate(data.EMERGENCY)
    ]
    heads = ("小组", "组内职务", "姓名", "单位及职务", "职责", "联系电话")
    sheet(book, "应急人员", "应急处置机构人员", heads, rows, merged=["小组"])
    duty: Rows = [[day, leader, staff, "028-01000004"] for day, leader, staff in data.duty_roster()]
    sheet(book, "应急值班", "换届期间应急值班表", ("值班日期", "带班领导", "值班人员", "值班电话"), duty)


def _requests(book: Workbook, _: list[Community]) -> None:
    heads = ("名称", "标题", "主送", "缘由", "事项", "签发人", "联系人", "联系电话", "抄送")
    people = People("requests")
    signer, contact = people.names(2)
    plan = (
        "1．换届范围：丰乐、望湾、柳荫3个社区党组织。\n"
        "2．时间安排：11月4日启动，11月9日开展“一户一票”推荐，11月28日召开党员大会选举，12月10日前完成新老班子交接。\n"
        "3．职数设置：丰乐社区党总支委员5名，望湾社区、柳荫社区党支部委员各3名，差额比例不低于20%。\n"
        "4．组织领导：成立镇换届工作领导小组，各社区成立临时党组织，负责换届期间的工作。"
    )
    names = (
        "1．丰乐社区党总支委员候选人6名。\n2．望湾社区党支部委员候选人4名。\n3．柳荫社区党支部委员候选人4名。\n"
        "以上人选均经“一户一票”推荐、镇党委初审和市级联审合格，并已公示，公示期内没有收到不同意见。"
    )
    rows: Rows = [
        [
            *("换届方案", "关于社区党组织换届选举工作方案的请示", "中共都江堰市委组织部"),
            "我镇3个社区党组织任期将于2013年11月届满。根据市委关于社区党组织换届选举工作的统一部署，结合实际，"
            "制定了换届选举工作方案，主要内容如下：",
            *(plan, signer, contact, "028-01000204", None),
        ],
        [
            *("候选人", "关于社区党组织委员候选人的请示", "中共都江堰市委组织部"),
            "按照换届选举工作方案，经民主推荐、资格审查和公示，我镇党委研究，拟提名下列人员为社区党组织委员候选人：",
            *(names, signer, contact, "028-01000204", None),
        ],
    ]
    sheet(book, "请示事项", "请示登记表", heads, rows)


def _replies(book: Workbook, places: list[Community]) -> None:
    heads = ("社区", "标题", "来文", "来文文号", "批复意见", "抄送")
    rows: Rows = []
    for n, place in enumerate(places, 1):
        chosen = [each.person.name for each in place.formal[: place.posts]]
        listed = "、".join(sorted(chosen, key=name_key))
        said = (
            f"同意{listed}{len(chosen)}名同志为{place.name}{place.body}委员。\n"
            f"同意{chosen[0]}同志任{place.name}{place.body}书记，{chosen[1]}同志任副书记。\n"
            "请按照有关规定做好新老班子交接工作，并于12月10日前将交接情况报镇党委。"
        )
        title = f"关于{place.name}{place.body}选举结果的"
        rows.append([place.name, f"{title}批复", f"{title}请示", f"{place.name[:2]}社党〔2013〕{n + 4}号", said, None])
    sheet(book, "批复事项", "批复登记表", heads, rows)


def _talks(book: Workbook, places: list[Community]) -> None:
    people = People("students")
    heads = ("编号", "社区", "学校", "调查员", "调查日期", "对象类别", "反映的问题", "意见建议")
    rows: Rows = []
    for n, place in enumerate(places, 1):
        pair = "、".join(people.names(2))
        for m, (kind, problem, advice) in enumerate(data.TALKS, 1):
            day = date(data.YEAR, 11, 4 + n)
            rows.append([f"DY-{n}{m:02d}", place.name, "省工商职业技术学院", pair, day, kind, problem, advice])
    sheet(book, "访谈记录", "校地合作入户访谈记录", heads, rows)


_BOOKS: dict[str, Callable[[Workbook, list[Community]], None]] = {
    "基础台账": _base,
    "候选人": _candidates,
    "推荐结果": _recommended,
    "党员名册": _members,
    "公示安排": _shown,
    "承诺事项": _pledged,
    "选举结果": _results,
    "应急预案": _emergency,
    "请示": _requests,
    "批复": _replies,
    "义务监督员": _supervisors,
    "交接清单": _handed_over,
    "访谈记录": _talks,
}
