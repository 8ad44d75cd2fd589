"""工作日志.xlsx, 指导记录.xlsx, 督查抽查.xlsx, 信访调查.xlsx, 研究事项.xlsx."""

from __future__ import annotations

from openpyxl import Workbook

from _make.excel import DAY, DITTO, HAN_DAY, LEFT, MERGE, TEXT, Column, Page, new_book, remarks, serial
from _make.petitions import Petition
from _make.spelling import padded, written_day
from _make.work import Inspection, Question, Report, Visit


def daily_reports(reports: list[Report]) -> Workbook:
    """A sheet a month; the day is written once for all townships."""
    book = new_book()
    columns: list[Column[Report]] = [
        Column("日期", 15, lambda r: r.held_on, HAN_DAY, repeat=MERGE),
        Column("乡镇（街道）", 13, lambda r: r.township.name),
        Column("工作阶段", 13, lambda r: r.stage),
        Column("当日进展", 40, lambda r: r.progress, LEFT),
        Column("新增完成社区数", 10, lambda r: r.newly_done),
        Column("累计完成社区数", 10, lambda r: r.done),
        Column("存在问题", 30, lambda r: r.issues, LEFT),
        Column("典型做法", 22, lambda r: r.practice, LEFT),
        Column("信访情况", 9, lambda r: r.petitions),
        Column("填报人", 10, lambda r: padded(r.township.reporter, "　")),
        Column("审核人", 10, lambda r: padded(r.township.approver, "　")),
        Column("备注", 10, lambda r: r.note),
    ]
    for month in (11, 12):
        page = Page(book, f"{month}月", columns)
        page.title(f"2013年{month}月换届工作日报")
        page.header()
        page.fill(report for report in reports if report.held_on.month == month)
        page.note("说明：每日17:00前报送，无情况零报告；当日进展不得空白。")
        page.close()
    return book


def visits(leaders: list[Visit], groups: list[Visit]) -> Workbook:
    """City leaders and groups, each in a sheet of their own."""
    book = new_book()
    by_leaders: list[Column[Visit]] = [
        serial(),
        Column("日期", 13, lambda v: written_day(v.held_on, "2013-11-02"), TEXT, repeat=DITTO),
        Column("类别", 11, lambda v: v.kind),
        Column("市领导", 11, lambda v: v.who),
        Column("乡镇（街道）", 13, lambda v: v.township.name),
        Column("社区", 13, lambda v: v.community.name if v.community else None),
        Column("人次", 8, lambda v: v.people),
        Column("指导内容", 40, lambda v: v.matter, LEFT),
        remarks(),
    ]
    by_groups: list[Column[Visit]] = [
        serial(),
        Column("日期", 13, lambda v: written_day(v.held_on, "2013/11/2"), TEXT),
        Column("类别", 11, lambda v: v.kind),
        Column("组别", 9, lambda v: v.group.label if v.group else None),
        Column("指导人员", 11, lambda v: v.who),
        Column("镇街", 13, lambda v: v.township.short),
        Column("社区", 13, lambda v: v.community.short if v.community else None),
        Column("人次", 8, lambda v: v.people),
        Column("主要内容", 40, lambda v: v.matter, LEFT),
        remarks(),
    ]
    _visits(Page(book, "市级领导包片", by_leaders), "市级领导包片指导记录", leaders)
    _visits(Page(book, "各组现场指导", by_groups), "指导组、督导组一线指导台账", groups)
    return book


def _visits(page: Page[Visit], title: str, rows: list[Visit]) -> None:
    page.title(title)
    page.header()
    page.fill(rows)
    page.total("合计", {"日期": f"{len(rows)}次", "人次": sum(visit.people for visit in rows)})
    page.close()


def inspections(rows: list[Inspection]) -> Workbook:
    """Spot checks in the order of their days."""
    book = new_book()
    columns: list[Column[Inspection]] = [
        serial(),
        Column("检查日期", 13, lambda i: written_day(i.held_on, "2013.11.2"), TEXT, repeat=MERGE),
        Column("督导组", 9, lambda i: str(i.group.number), TEXT),
        Column("乡镇（街道）", 13, lambda i: i.township.name),
        Column("被查社区", 13, lambda i: i.community.name),
        Column("检查方式", 11, lambda i: i.method),
        Column("发现问题", 36, lambda i: i.finding, LEFT),
        Column("问题等级", 9, lambda i: i.severity),
        Column("处理意见", 11, lambda i: i.ruling),
        Column("整改期限", 12, lambda i: written_day(i.remedy_by, "11月2日"), TEXT),
        Column("整改情况", 10, lambda i: i.remedy),
        Column("是否通报", 9, lambda i: "是" if i.criticised else "否"),
        Column("检查人员", 18, lambda i: "、".join(i.inspectors), LEFT),
        remarks(),
    ]
    page = Page(book, "督查台账", columns)
    page.title("换届工作督查抽查台账")
    page.header()
    page.fill(rows)
    criticised = sum(row.criticised for row in rows)
    page.total("合计", {"检查日期": f"{len(rows)}次", "是否通报": f"{criticised}个"})
    page.close()
    return book


def petitions(rows: list[Petition]) -> Workbook:
    """The one sheet that names who complained."""
    book = new_book()
    columns: list[Column[Petition]] = [
        Column("信访编号", 13, lambda p: p.number, TEXT),
        Column("受理日期", 13, lambda p: p.received_on, DAY),
        Column("来源", 10, lambda p: p.channel),
        Column("信访人", 10, lambda p: p.complainant),
        Column("联系方式", 15, lambda p: p.contact, TEXT),
        Column("乡镇（街道）", 13, lambda p: p.township.name),
        Column("社区", 13, lambda p: p.community.name),
        Column("被反映人", 11, lambda p: p.subject),
        Column("反映内容", 32, lambda p: p.matter, LEFT),
        Column("问题类别", 11, lambda p: p.category),
        Column("承办单位", 20, lambda p: p.township.name + p.township.committee, LEFT),
        Column("调查人", 18, lambda p: "、".join(p.investigators), LEFT),
        Column("办理期限", 13, lambda p: p.due_on, DAY),
        Column("调查结论", 11, lambda p: p.conclusion),
        Column("处理结果", 22, lambda p: p.outcome, LEFT),
        Column("办结日期", 13, lambda p: p.closed_on, DAY),
        remarks(),
    ]
    page = Page(book, "信访件登记", columns)
    page.title("换届信访件登记及专题调查台账（内部资料，严禁外传）")
    page.header()
    page.fill(rows)
    page.total("合计", {"受理日期": f"{len(rows)}件"})
    page.close()
    return book


def questions(rows: list[Question]) -> Workbook:
    """Questions of procedure by meeting."""
    book = new_book()
    columns: list[Column[Question]] = [
        Column("序号", 6, lambda q: q.number, TEXT),
        Column("会议日期", 15, lambda q: written_day(q.held_on, "2013年11月2日"), TEXT, repeat=MERGE),
        Column("会议名称", 24, lambda q: q.meeting, repeat=MERGE),
        Column("程序性问题", 46, lambda q: q.question, LEFT),
        Column("研究意见", 50, lambda q: q.ruling, LEFT),
        remarks(),
    ]
    page = Page(book, "研究事项", columns)
    page.title("换届选举程序性问题研究台账")
    page.header()
    page.fill(rows)
    page.total("合计", {"程序性问题": f"{len(rows)}项"})
    page.close()
    return book
