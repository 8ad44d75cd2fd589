"""Where a sheet's table begins, which one it is, and what its columns mean."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from docgen import Access, BadCell, Kind, Problem, Record, column
from docgen.records import Review
from docgen.schema import Table
from docgen.tables import Reading, SheetReport, read_folder

Row = tuple[Any, ...]


class Candidate(Record, table="候选人", sheets=("初步人选", "候选人汇总表"), key=("name",)):
    township: str = column("乡镇(街道)", "乡镇", "镇街", required=True, fill=True, access=Access.PUBLIC)
    name: str = column("姓名", "候选人姓名", kind=Kind.NAME, required=True)
    votes: int = column("推荐票数", "得票数", kind=Kind.INT, access=Access.INTERNAL)
    applied_on: date = column("报名日期", "报名时间", kind=Kind.DATE, required=True)


class Appraisal(Record, table="民主评议", key=("name",)):
    name: str = column("姓名", kind=Kind.NAME, required=True)
    satisfied: int = column("满意", kind=Kind.INT, required=True)
    dissatisfied: int = column("不满意", kind=Kind.INT, required=True)
    phone: str = column("联系人电话", kind=Kind.PHONE)


class Community(Record, table="社区", key=("name",)):
    name: str = column("社区名称", "社区(村)", required=True)
    households: int = column("户数", kind=Kind.INT, required=True)
    residents: int = column("户数(常住)", kind=Kind.INT, var="常住户数")


TABLES = [record.__table__ for record in (Candidate, Appraisal, Community)]
HEADER = ("乡镇", "姓名", "推荐票数", "报名日期")
ZHANG = ("石羊镇", "张三", 12, "2013.11.22")


def write(folder: Path, rows: Iterable[Row], *, name: str = "表.xlsx", sheet: str = "候选人", merge: str = "") -> None:
    """A workbook of one sheet; `merge` lists the merged cells."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    for cells in merge.split():
        page.merge_cells(cells)
    book.save(folder / name)


def read(folder: Path, tables: Iterable[Table] = TABLES) -> Reading:
    return read_folder(folder, tables, 2013)


def only_sheet(reading: Reading) -> SheetReport:
    assert [str(problem) for problem in reading.broken] == []
    (report,) = reading.sheets
    return report


def only_break(reading: Reading) -> Problem:
    (problem,) = reading.broken
    return problem


def understood(reading: Reading) -> dict[str, str]:
    """The meaning of each column by its letter."""
    return {letter: title for letter, _, title in only_sheet(reading).columns}


# -- where --


def test_a_header_is_found_under_titles_and_the_reporting_unit(tmp_path: Path) -> None:
    titles = [("附件2",), ("石羊镇社区换届候选人汇总表",), ("填报单位：石羊镇党委（盖章）", None, "2013.11.22"), ()]
    write(tmp_path, [*titles, HEADER, ZHANG], sheet="Sheet1", merge="A2:D2")
    reading = read(tmp_path)
    assert only_sheet(reading).header_rows == (5, 5)
    assert only_sheet(reading).table == "候选人"
    (row,) = reading.rows["候选人"]
    assert (row["乡镇"], row["姓名"], row["推荐票数"], row["报名日期"]) == ("石羊镇", "张三", 12, date(2013, 11, 22))
    assert (row.origin.file, row.origin.sheet, row.origin.row) == ("表.xlsx", "Sheet1", 6)


def test_a_header_under_a_merged_parent_takes_two_rows(tmp_path: Path) -> None:
    header = [("姓名", "评议票数", None, "备注"), (None, "满意", "不满意", None)]
    write(tmp_path, [*header, ("张三", 20, 3, "补")], sheet="民主评议", merge="B1:C1 A1:A2 D1:D2")
    reading = read(tmp_path)
    assert only_sheet(reading).header_rows == (1, 2)
    assert only_sheet(reading).columns == [
        ("A", "姓名", "姓名"),
        ("B", "评议票数/满意", "满意"),
        ("C", "评议票数/不满意", "不满意"),
        ("D", "备注", ""),
    ]
    (row,) = reading.rows["民主评议"]
    assert (row.name, row.satisfied, row.dissatisfied, row.origin.row) == ("张三", 20, 3, 3)


def test_a_parent_and_its_child_name_a_column_together(tmp_path: Path) -> None:
    header = [("姓名", "满意", "不满意", "联系人", None), (None, None, None, "姓氏", "电话")]
    write(tmp_path, [*header, ("张三", 20, 3, "李", "87112233")], sheet="民主评议", merge="A1:A2 B1:B2 C1:C2 D1:E1")
    reading = read(tmp_path)
    assert understood(reading)["E"] == "联系人电话"
    (row,) = reading.rows["民主评议"]
    assert row.phone == "87112233"


def test_a_heading_merged_over_two_columns_is_one_column(tmp_path: Path) -> None:
    write(tmp_path, [(*HEADER, "备注", None), (*ZHANG, "雨", None)], merge="E1:F1")
    reading = read(tmp_path)
    assert only_sheet(reading).header_rows == (1, 1)
    (row,) = reading.rows["候选人"]
    assert (row.name, row["备注"]) == ("张三", "雨")


def test_merged_cells_right_of_the_table_do_no_harm(tmp_path: Path) -> None:
    write(tmp_path, [HEADER, ZHANG], merge="G1:H1")
    reading = read(tmp_path)
    assert only_sheet(reading).header_rows == (1, 1)
    assert [row.name for row in reading.rows["候选人"]] == ["张三"]


def test_each_sheet_has_its_own_order_of_columns(tmp_path: Path) -> None:
    write(tmp_path, [HEADER, ZHANG], name="a.xlsx")
    write(tmp_path, [HEADER[::-1], ("2013.11.23", 7, "李四", "安龙镇")], name="b.xlsx")
    zhang, li = read(tmp_path).rows["候选人"]
    assert (zhang.township, zhang.votes) == ("石羊镇", 12)
    assert (li.township, li.votes) == ("安龙镇", 7)


# -- what the columns mean --

SPELLINGS = {
    "title": ("推荐票数", "推荐票数"),
    "alias": ("得票数", "推荐票数"),
    "unit": ("得票数(票)", "推荐票数"),
    "unit-full-width": ("推荐票数（张）", "推荐票数"),
    "line-break": ("推荐\n票数", "推荐票数"),
    "spaced": ("推 荐　票 数", "推荐票数"),
    "star": ("推荐票数*", "推荐票数"),
    "required-mark": ("推荐票数（必填）", "推荐票数"),
    "full-width-star-and-mark": ("得票数（必填）＊", "推荐票数"),
    "all-at-once": ("得 票\n数（票）*", "推荐票数"),
    "other": ("备注", ""),
}


@pytest.mark.parametrize(("typed", "title"), SPELLINGS.values(), ids=SPELLINGS)
def test_a_heading_is_understood_however_it_is_dressed(tmp_path: Path, typed: str, title: str) -> None:
    write(tmp_path, [("乡镇", "姓名", typed, "报名日期"), ZHANG])
    reading = read(tmp_path)
    assert understood(reading)["C"] == title
    (row,) = reading.rows["候选人"]
    assert row.votes == (12 if title else None)


@pytest.mark.parametrize("typed", ["乡镇(街道)", "乡镇（街道）", "乡镇\n（街道）*"], ids=["half", "full", "dressed"])
def test_brackets_that_belong_to_a_title_may_be_half_or_full_width(tmp_path: Path, typed: str) -> None:
    write(tmp_path, [(typed, *HEADER[1:]), ZHANG])
    assert understood(read(tmp_path))["A"] == "乡镇(街道)"


def test_brackets_are_taken_for_a_unit_only_if_no_column_has_them(tmp_path: Path) -> None:
    write(tmp_path, [("社区（村）", "户数（户）", "户数（常住）"), ("丰乐社区", 402, 390)], sheet="社区")
    reading = read(tmp_path)
    assert understood(reading) == {"A": "社区名称", "B": "户数", "C": "户数(常住)"}
    (row,) = reading.rows["社区"]
    assert (row.households, row.residents) == (402, 390)


def test_a_spelling_that_the_office_adds_is_understood(tmp_path: Path) -> None:
    write(tmp_path, [("乡镇", "候选对象", "推荐票数", "报名日期"), ZHANG])
    table = Candidate.__table__.with_aliases({"姓名": ["候选对象"]})
    (row,) = read(tmp_path, [table]).rows["候选人"]
    assert row.name == "张三"


# -- the wide review sheet --

WIDE = [
    ("序号", "乡镇", "社区", "姓名", "各部门审查意见", None, None, "审查日期", "评语"),
    (None, None, None, None, "纪委", "信访局", "计生局", None, None),
    (1, "石羊镇", "丰乐社区", "张  三", "无异议", "√", None, "2013.11.20", "好"),
    (2, None, None, "李四", "×", "不知道", "同意", "2013.11.21", None),
]
WIDE_MERGES = "E1:G1 A1:A2 B1:B2 C1:C2 D1:D2 H1:H2 I1:I2 B3:B4 C3:C4"


def test_a_wide_review_sheet_gives_one_record_a_department(tmp_path: Path) -> None:
    write(tmp_path, WIDE, sheet="联审结果", merge=WIDE_MERGES)
    reading = read(tmp_path, [Review.__table__])
    rows: list[Any] = reading.rows["联审结果"]
    assert [(row.name, row.department, row.get("opinion"), row.origin.row) for row in rows] == [
        ("张三", "纪委", "无异议", 3),
        ("张三", "信访局", "无异议", 3),
        ("张三", "计生局", None, 3),
        ("李四", "纪委", "有异议", 4),
        ("李四", "信访局", None, 4),
        ("李四", "计生局", "无异议", 4),
    ]
    assert {row.community for row in rows} == {"丰乐社区"}
    assert [row.reviewed_on.day for row in rows] == [20, 20, 20, 21, 21, 21]
    assert rows[0].extra == {"序号": "1", "评语": "好"}
    assert reading.sheets[0].rows == 2


def opinions(reading: Reading) -> list[Any]:
    assert [str(problem) for problem in reading.broken] == []
    return [row.get("opinion") for row in reading.rows["联审结果"]]


def test_a_wide_sheet_needs_no_cells_merged_downwards(tmp_path: Path) -> None:
    write(tmp_path, WIDE[:3], sheet="联审结果", merge="E1:G1")
    reading = read(tmp_path, [Review.__table__])
    assert only_sheet(reading).header_rows == (1, 2)
    assert opinions(reading) == ["无异议", "无异议", None]


def test_a_wide_sheet_may_have_a_column_of_the_meaning_that_it_unfolds(tmp_path: Path) -> None:
    rows = [(*WIDE[0][:8], "结论"), *WIDE[1:3], (*WIDE[3][:8], "取消资格")]
    write(tmp_path, rows, sheet="联审结果", merge=WIDE_MERGES)
    reading = read(tmp_path, [Review.__table__])
    assert opinions(reading) == ["无异议", "无异议", None, "有异议", None, "无异议"]
    assert [row["结论"] for row in reading.rows["联审结果"]] == ["好"] * 3 + ["取消资格"] * 3
    assert [str(problem.where) for problem in reading.problems] == ["表.xlsx / 联审结果 / F4"]


def test_a_ditto_mark_in_a_wide_sheet_repeats_the_opinion_above(tmp_path: Path) -> None:
    ditto = (2, None, None, "李四", "同上", "〃", "同意", "2013.11.21", None)
    write(tmp_path, [*WIDE[:3], ditto], sheet="联审结果", merge=WIDE_MERGES)
    assert opinions(read(tmp_path, [Review.__table__]))[3:] == ["无异议", "无异议", "无异议"]


def test_a_wide_header_pasted_again_is_left_out_and_counted(tmp_path: Path) -> None:
    rows = [*WIDE[:3], *WIDE[:2], (*WIDE[3][:5], "√", *WIDE[3][6:])]
    write(tmp_path, rows, sheet="联审结果", merge=WIDE_MERGES.removesuffix(" B3:B4 C3:C4"))
    reading = read(tmp_path, [Review.__table__])
    assert len(opinions(reading)) == 6
    assert list(only_sheet(reading).left_out.values()) == [2]
    assert not reading.problems


def test_in_a_wide_sheet_a_blank_opinion_is_no_mistake_and_an_unknown_one_is(tmp_path: Path) -> None:
    write(tmp_path, WIDE, sheet="联审结果", merge=WIDE_MERGES)
    reading = read(tmp_path, [Review.__table__])
    (problem,) = reading.problems
    assert str(problem.where) == "表.xlsx / 联审结果 / F4"
    unread = [row for row in reading.rows["联审结果"] if not row.is_set("opinion")]
    assert [(row["姓名"], row["审查部门"]) for row in unread] == [("李四", "信访局")]
    with pytest.raises(BadCell, match="F4"):
        _ = unread[0].opinion


# -- which table --


@pytest.mark.parametrize(
    ("name", "sheet", "titles"),
    [
        ("a.xlsx", "候选人", []),
        ("a.xlsx", "石羊镇初步人选(2)", []),
        ("a.xlsx", "Sheet1", [("社区候选人汇总表",)]),
        ("石羊镇候选人（最终版）.xlsx", "Sheet1", []),
    ],
    ids=["sheet", "sheet-by-another-name", "title", "file"],
)
def test_a_sheet_is_held_to_the_table_that_it_is_named_for(
    tmp_path: Path, name: str, sheet: str, titles: list[Row]
) -> None:
    write(tmp_path, [*titles, ("乡镇", "姓名"), ("石羊镇", "张三")], name=name, sheet=sheet)
    assert only_break(read(tmp_path)).text.zh == "“候选人”表缺少列：报名日期"


def test_a_table_is_told_by_its_headers_alone_when_all_required_ones_are_there(tmp_path: Path) -> None:
    write(tmp_path, [HEADER, ZHANG], name="a.xlsx", sheet="Sheet1")
    assert [row.name for row in read(tmp_path).rows["候选人"]] == ["张三"]


def test_a_sheet_that_fits_no_table_is_reported_as_none(tmp_path: Path) -> None:
    write(tmp_path, [("月份", "支出"), (11, 300)], name="a.xlsx", sheet="开支")
    write(tmp_path, [HEADER, ZHANG], name="b.xlsx")
    reading = read(tmp_path)
    assert [(s.file, s.sheet, s.table, s.rows) for s in reading.sheets] == [
        ("a.xlsx", "开支", "", 0),
        ("b.xlsx", "候选人", "候选人", 1),
    ]
    assert [(p.code, str(p.where)) for p in reading.problems] == [("unknown-sheet", "a.xlsx / 开支")]
    assert not reading.broken


def test_a_nameless_sheet_without_all_required_columns_is_not_guessed(tmp_path: Path) -> None:
    write(tmp_path, [("乡镇", "姓名"), ("石羊镇", "张三")], name="a.xlsx", sheet="Sheet1")
    reading = read(tmp_path)
    assert only_sheet(reading).table == ""
    assert reading.rows == {}


def test_an_empty_sheet_is_not_a_table(tmp_path: Path) -> None:
    write(tmp_path, [], sheet="Sheet1")
    assert only_sheet(read(tmp_path)).table == ""


# -- what cannot be settled --


def test_two_columns_of_one_meaning_are_an_error_that_names_both_letters(tmp_path: Path) -> None:
    write(tmp_path, [("乡镇", "姓名", "报名日期", "候选人姓名"), ("石羊镇", "张三", "2013.11.22", "李四")])
    reading = read(tmp_path)
    problem = only_break(reading)
    assert problem.text.zh == "有两列都是“姓名”：B、D"
    assert str(problem.where) == "表.xlsx / 候选人 / D1"
    assert problem.hint is not None
    assert not reading.rows.get("候选人")


def test_a_missing_required_column_is_named_with_the_headers_found_and_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, [("乡镇", "姓各", "得票数", "报名日期"), ZHANG])
    problem = only_break(read(tmp_path))
    assert problem.text.zh == "“候选人”表缺少列：姓名"
    assert str(problem.where) == "表.xlsx / 候选人"
    assert problem.hint is not None
    assert "乡镇、姓各、得票数、报名日期" in problem.hint.zh
    assert "姓名 ← 姓各?" in problem.hint.zh


def test_a_sheet_that_cannot_be_settled_does_not_keep_others_from_being_read(tmp_path: Path) -> None:
    write(tmp_path, [("乡镇", "姓名", "姓名", "报名日期"), ZHANG], name="a.xlsx")
    write(tmp_path, [HEADER, ZHANG], name="b.xlsx")
    reading = read(tmp_path)
    assert len(reading.broken) == 1
    assert [row.origin.file for row in reading.rows["候选人"]] == ["b.xlsx"]
