"""宣传发放.xlsx, 问卷调查.xlsx, 典型经验.xlsx, 专报要点.xlsx, 文号登记.xlsx."""

from __future__ import annotations

from openpyxl import Workbook

from _make.excel import DAY, HAN_DAY, LEFT, MERGE, NUMBER, TEXT, Column, Page, Value, new_book, remarks, serial
from _make.outreach import QUESTIONNAIRES, UNITS, Distribution, Document, Example, Point, Questionnaire
from _make.spelling import padded, written_day

# Counts that a clerk typed as text, with a comma or a unit: a material, a rank among its counts, how it was typed.
_TYPED = (("公开信", 0, "{:,}"), ("公告", 0, "{}份"), ("公告", 5, "{}份"), ("标语横幅", 2, "{}条"))


def distributions(rows: list[Distribution]) -> Workbook:
    """Letters; announcements and banners; the rest."""
    book = new_book()
    _letters(book, [row for row in rows if row.material == "公开信"])
    posted = [row for row in rows if row.material in ("公告", "标语横幅")]
    rest = [row for row in rows if row.material in ("知识问答", "其他")]
    _posted(book, "公告和标语横幅", "公告张贴、标语横幅悬挂情况（宣传发放统计表）", posted)
    _posted(book, "其他宣传资料", "其他宣传资料发放台账", rest)
    return book


def _letters(book: Workbook, rows: list[Distribution]) -> None:
    typed = _typed(rows)
    columns: list[Column[Distribution]] = [
        serial(),
        Column("乡镇（街道）", 13, lambda d: d.community.township.name, repeat=MERGE),
        Column("社区", 13, lambda d: d.community.name),
        Column("资料名称", 10, lambda d: d.material),
        Column("单位", 7, lambda d: UNITS[d.material]),
        Column("批次", 9, lambda d: d.batch),
        Column("应发数", 9, lambda d: d.planned, NUMBER),
        Column("印制数", 9, lambda d: d.printed, NUMBER),
        Column("实发数", 9, lambda d: typed.get(d, d.issued), NUMBER),
        Column("签收数", 9, lambda d: d.signed, NUMBER),
        Column("发放日期", 13, lambda d: d.held_on, DAY),
        Column("经办人", 10, lambda d: padded(d.clerk, "　")),
        remarks(),
    ]
    page = Page(book, "公开信发放统计", columns)
    page.title("致党员群众公开信发放统计")
    page.line("填报单位：市委组织部　　　　填报时间：2013.12.13")
    page.header()
    page.fill(rows)
    sums: dict[str, Value] = {
        "应发数": sum(row.planned for row in rows),
        "印制数": sum(row.printed for row in rows),
        "实发数": sum(row.issued for row in rows),
        "签收数": sum(row.signed or 0 for row in rows),
    }
    page.total("合计", sums)
    page.note("注：第2批为补发，应发数为第1批未送达数。")
    page.close()


def _typed(rows: list[Distribution]) -> dict[Distribution, str]:
    """The rows whose count is typed as text."""
    found = {}
    for material, rank, form in _TYPED:
        ranked = sorted((row for row in rows if row.material == material), key=lambda row: -row.issued)
        if ranked:
            found[ranked[rank]] = form.format(ranked[rank].issued)
    return found


def _posted(book: Workbook, name: str, title: str, rows: list[Distribution]) -> None:
    typed = _typed(rows)
    columns: list[Column[Distribution]] = [
        Column("乡镇", 13, lambda d: d.community.township.short, repeat=MERGE),
        Column("村（社区）", 13, lambda d: d.community.short),
        Column("宣传品", 11, lambda d: d.material),
        Column("计量单位", 9, lambda d: UNITS[d.material]),
        Column("批次", 9, lambda d: d.batch),
        Column("数量", 9, lambda d: typed.get(d, d.issued)),
        Column("地点", 26, lambda d: d.place, LEFT),
        Column("日期", 13, lambda d: written_day(d.held_on, "20131102"), TEXT),
        Column("负责人", 10, lambda d: d.clerk),
        remarks(),
    ]
    page = Page(book, name, columns)
    page.title(title)
    page.header()
    page.fill(sorted(rows, key=lambda row: row.community.township.order))
    page.total("总计", {"数量": sum(row.issued for row in rows)})
    page.close()


def questionnaires(rows: list[Questionnaire]) -> Workbook:
    """Three rows a community."""
    book = new_book()
    columns: list[Column[Questionnaire]] = [
        Column("乡镇（街道）", 13, lambda q: q.community.township.name, repeat=MERGE),
        Column("社区", 13, lambda q: q.community.name, repeat=MERGE),
        Column("调查对象", 12, lambda q: q.group),
        Column("发放份数（份）", 11, lambda q: q.handed_out, NUMBER),
        Column("回收份数（份）", 11, lambda q: q.returned, NUMBER),
        Column("有效份数（份）", 11, lambda q: q.valid, NUMBER),
        Column("调查日期", 14, lambda q: written_day(q.held_on, "11月2日"), TEXT),
        remarks(),
    ]
    page = Page(book, "问卷汇总", columns)
    page.title("社区“两委”班子专项调研问卷发放回收表")
    page.line("填报单位：市委组织部、市委党校　　　　填报时间：2013年11月22日")
    page.header()
    page.fill(rows)
    page.total("合  计", _questionnaire_sums(rows))
    for group in QUESTIONNAIRES:
        theirs = [row for row in rows if row.group == group]
        page.total("小  计", {"调查对象": group, **_questionnaire_sums(theirs)})
    page.close()
    return book


def _questionnaire_sums(rows: list[Questionnaire]) -> dict[str, Value]:
    return {
        "发放份数（份）": sum(row.handed_out for row in rows),
        "回收份数（份）": sum(row.returned for row in rows),
        "有效份数（份）": sum(row.valid for row in rows),
    }


def examples(rows: list[Example]) -> Workbook:
    """Good examples; those that an issue used say which."""
    book = new_book()
    columns: list[Column[Example]] = [
        Column("序号", 6, lambda e: e.number),
        Column("宣传日期", 14, lambda e: e.held_on, HAN_DAY),
        Column("乡镇（街道）", 13, lambda e: e.township.name),
        Column("社区", 13, lambda e: e.community.name if e.community else None),
        Column("标题", 34, lambda e: e.title, LEFT),
        Column("主要做法", 60, lambda e: e.content, LEFT),
        Column("采用期号", 10, lambda e: e.issue),
        remarks(),
    ]
    page = Page(book, "典型经验", columns)
    page.title("换届工作好典型好经验台账")
    page.header()
    page.fill(rows)
    page.total("合计", {"宣传日期": f"{len(rows)}条"})
    page.note("注：采用期号填写信息专报的期号，一条经验只采用一次。")
    page.close()
    return book


def points(rows: list[Point]) -> Workbook:
    """What the office writes in its bulletins."""
    book = new_book()
    columns: list[Column[Point]] = [
        Column("期间", 11, lambda p: p.period, repeat=MERGE),
        Column("栏目", 13, lambda p: p.part),
        Column("序号", 7, lambda p: p.number),
        Column("内容", 80, lambda p: p.text, LEFT),
    ]
    page = Page(book, "专报要点", columns)
    page.title("信息专报要点（由起草人填写）")
    page.header()
    page.fill(rows)
    page.note("注：栏目填写：标题、存在问题、下步工作。未写的栏目在专报中显示【待补】。")
    page.close()
    return book


def documents(rows: list[Document]) -> Workbook:
    """The list of numbers."""
    book = new_book()
    columns: list[Column[Document]] = [
        Column("文号", 22, lambda d: d.full_number, TEXT),
        Column("机关代字", 13, lambda d: d.series),
        Column("年份", 8, lambda d: d.held_on.year),
        Column("序号", 7, lambda d: d.number),
        Column("文种", 11, lambda d: d.kind),
        Column("标题", 50, lambda d: d.title, LEFT),
        Column("主送", 26, lambda d: d.addressee, LEFT),
        Column("拟稿人", 10, lambda d: d.drafter),
        Column("核稿人", 10, lambda d: d.checker),
        Column("签发人", 10, lambda d: d.signer if d.state in ("已签发", "已印发") else None),
        Column("成文日期", 13, lambda d: d.held_on, DAY),
        Column("份数", 8, lambda d: d.copies),
        Column("状态", 10, lambda d: d.state),
        Column("备注", 26, lambda d: d.note, LEFT),
    ]
    page = Page(book, "文号登记簿", columns)
    page.title("领导小组办公室文号登记簿")
    page.header()
    page.fill(rows)
    page.note("注：作废的号码不再使用。")
    page.close()
    return book
