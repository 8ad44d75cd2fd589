"""现任干部.xlsx, 民主评议.xlsx, 诫勉谈话.xlsx, 联审意见.xlsx."""

from __future__ import annotations

from openpyxl import Workbook

from _make.cadres import RECTIFY, WITHDREW, Appraisal, Cadres, Incumbent, Talk
from _make.candidates import Candidate
from _make.chance import dice
from _make.excel import (
    DAY,
    HAN_DAY,
    LEFT,
    MERGE,
    MONTH,
    PERCENT,
    TEXT,
    Column,
    Page,
    Value,
    new_book,
    remarks,
    serial,
)
from _make.people import People
from _make.places import DEPARTMENTS, Department, Places
from _make.spelling import padded, written_day
from _make.work import WEEKS

_VOTES = "评议票数"
_OPINIONS = "各部门审查意见"
_SAID = {WITHDREW: "服从组织安排，主动放弃参选", RECTIFY: "正视问题，限期整改并参选"}


def incumbents(places: Places, cadres: Cadres) -> Workbook:
    """The list of those in office, with a 小计 for each township."""
    book = new_book()
    columns: list[Column[Incumbent]] = [
        serial(),
        Column("镇街", 13, lambda i: i.community.township.name, repeat=MERGE),
        Column("社区名称", 13, lambda i: i.community.name, repeat=MERGE),
        Column("姓  名", 11, lambda i: padded(i.person.name, "　")),
        Column("性别", 6, lambda i: i.person.sex),
        Column("出生年月", 11, lambda i: i.person.born.replace(day=1), MONTH),
        Column("公民身份号码", 22, lambda i: i.person.resident_id, TEXT),
        Column("现任职务", 24, lambda i: i.post, LEFT),
        Column("所属班子", 12, lambda i: i.body),
        Column("任现职时间", 12, lambda i: i.since, MONTH),
        Column("处理情形", 11, lambda i: i.measure),
        Column("处理日期", 13, lambda i: i.measure_on, DAY),
        Column("处理依据", 32, lambda i: i.basis, LEFT),
        Column("是否参选", 10, lambda i: i.runs),
        Column("备注", 18, lambda i: i.note, LEFT),
    ]
    page = Page(book, "社区干部花名册", columns)
    page.title("都江堰市社区干部队伍信息台账")
    page.line("填报单位：市委组织部　　　　填报时间：2013.12.13")
    page.header()
    for township in places.townships:
        theirs = [i for i in cadres.incumbents if i.community.township is township]
        page.fill(theirs)
        page.total("小计", {"姓  名": f"{len(theirs)}人"})
    page.total("合计", {"姓  名": f"{page.count}人"})
    page.note("注：处理情形填写：无、立案查处、届中调整、取消资格、诫勉谈话。")
    page.close()
    return book


def appraisals(cadres: Cadres) -> Workbook:
    """The votes, under a header of two rows."""
    book = new_book()
    columns: list[Column[Appraisal]] = [
        serial(),
        Column("乡镇", 10, lambda a: a.incumbent.community.township.short, repeat=MERGE),
        Column("社区", 13, lambda a: a.incumbent.community.name, repeat=MERGE),
        Column("被评议人", 11, lambda a: a.incumbent.person.name),
        Column("职务", 24, lambda a: a.incumbent.post, LEFT),
        Column("评议日期", 13, _appraised_on, TEXT),
        Column("应到人数", 7, lambda a: a.expected),
        Column("实到人数", 7, lambda a: a.present),
        Column("发出票数", 7, lambda a: a.handed_out),
        Column("收回票数", 7, lambda a: a.returned),
        Column("有效票", 7, lambda a: a.valid),
        Column("无效票", 7, lambda a: a.returned - a.valid),
        Column("满意", 7, lambda a: a.satisfied, parent=_VOTES),
        Column("基本满意", 7, lambda a: a.rather, parent=_VOTES),
        Column("不满意", 7, lambda a: a.dissatisfied, parent=_VOTES),
        Column("弃权", 7, lambda a: a.abstained, parent=_VOTES),
        Column("不满意率", 10, lambda a: a.rate, PERCENT),
        Column("备注", 10, lambda a: a.note),
    ]
    page = Page(book, "届满民主评议", columns)
    page.title("社区“两委”班子成员届满民主评议结果汇总表")
    page.line("填报单位：市委组织部　　　　填报时间：2013年12月6日")
    page.header()
    page.fill(cadres.appraisals)
    summed = ("有效票", "无效票", "满意", "基本满意", "不满意", "弃权")
    sums = {c.head: sum(_whole(c.value(a)) for a in cadres.appraisals) for c in columns if c.head in summed}
    page.total("合计", {"被评议人": f"{page.count}人", **sums})
    page.note("注：1.不满意率=不满意票÷有效票×100%，弃权票计入有效票。")
    page.note("2.高于50%的不得参选，30%—50%（含）的由组织部会同乡镇（街道）党（工）委诫勉谈话。")
    page.close()
    return book


def _appraised_on(appraisal: Appraisal) -> Value:
    """Each township sends its own way of writing days."""
    shapes = ("2013.11.2", "2013-11-02", "11月2日", "20131102")
    return written_day(appraisal.held_on, shapes[appraisal.incumbent.community.township.order % len(shapes)])


def _whole(value: Value) -> int:
    assert isinstance(value, int)
    return value


def talks(cadres: Cadres) -> Workbook:
    """The talks in the order of their days."""
    book = new_book()
    vice_head, recorder, other_recorder = People(dice("talkers")).names(3, set())
    number = {talk: index for index, talk in enumerate(cadres.talks, 1)}
    columns: list[Column[Talk]] = [
        Column("谈话编号", 10, lambda t: f"JM{number[t]:02d}", TEXT),
        Column("乡镇（街道）", 13, lambda t: t.community.township.name),
        Column("社区", 13, lambda t: t.community.name),
        Column("谈话对象", 11, lambda t: t.incumbent.person.name),
        Column("职务", 22, lambda t: t.incumbent.post, LEFT),
        Column("诫勉事由", 34, _cause, LEFT),
        Column("不满意率", 10, lambda t: t.appraisal.rate, PERCENT),
        Column("谈话日期", 15, lambda t: t.held_on, HAN_DAY),
        Column("谈话地点", 16, lambda t: f"{t.community.township.name}会议室"),
        Column("谈话人", 28, lambda t: "、".join((vice_head, *t.community.township.heads)), LEFT),
        Column("记录人", 10, lambda t: recorder if number[t] % 2 else other_recorder),
        Column("谈话内容", 34, lambda _: "通报评议结果，指出联系群众不够、事务公开不及时等问题，提出要求", LEFT),
        Column("本人表态", 26, lambda t: _SAID.get(t.outcome, "需要再考虑"), LEFT),
        Column("参选意向", 12, lambda t: t.outcome),
        Column("整改措施", 28, lambda t: "逐户走访听取意见，公开财务，按期向党员报告" if t.remedy_by else None, LEFT),
        Column("整改期限", 13, lambda t: t.remedy_by, DAY),
        Column("整改结果", 10, lambda t: t.remedy_result),
        remarks(),
    ]
    page = Page(book, "诫勉谈话台账", columns)
    page.title("社区干部诫勉谈话台账（内部资料）")
    page.header()
    page.fill(cadres.talks)
    page.total("合计", {"谈话对象": f"{page.count}人"})
    page.close()
    return book


def _cause(talk: Talk) -> str:
    held_on = written_day(talk.appraisal.held_on, "11月2日")
    return f"{held_on}届满民主评议不满意率为{talk.appraisal.rate:.2%}"


def reviews(candidates: list[Candidate]) -> Workbook:
    """One row a candidate, one column a department; a sheet for each batch, which is a week."""
    book = new_book()
    for batch, (first, last) in enumerate(WEEKS, 1):
        theirs = [c for c in candidates if first <= c.decided_on <= last]
        page = Page(book, f"第{batch}批", _review_columns("  " if batch == 2 else ""))
        page.title(f"社区党组织班子成员初步人选资格联审汇总表（第{batch}批）")
        page.line(f"填报单位：资格审查组　　　　填报时间：{written_day(last, '2013年11月2日')}")
        page.header()
        page.fill(theirs)
        objections = {d.header: f"有异议{sum(d.name in c.objections for c in theirs)}人" for d in DEPARTMENTS}
        cancelled = sum(bool(c.reason) for c in theirs)
        page.total("合计", {"姓名": f"{len(theirs)}人", **objections, "联审结论": f"取消{cancelled}人"})
        page.note("注：空白为未反馈，不视为无异议。")
        page.close()
    return book


def _review_columns(gap: str) -> list[Column[Candidate]]:
    return [
        serial(),
        Column("乡镇（街道）", 13, lambda c: c.community.township.name, repeat=MERGE),
        Column("社区", 13, lambda c: c.community.name, repeat=MERGE),
        Column("姓名", 11, lambda c: padded(c.person.name, gap)),
        Column("身份证号", 22, lambda c: c.person.resident_id, TEXT),
        Column("拟任职务", 9, lambda c: c.post),
        *(_opinion_column(department) for department in DEPARTMENTS),
        Column("情况说明", 32, lambda c: c.remark, LEFT),
        Column("审查日期", 13, lambda c: c.reviewed_on, DAY),
        Column("联审结论", 10, lambda c: c.decision),
        remarks(),
    ]


def _opinion_column(department: Department) -> Column[Candidate]:
    def opinion(candidate: Candidate) -> str:
        return "有异议" if department.name in candidate.objections else department.fine

    return Column(department.header, 8, opinion, parent=_OPINIONS)
