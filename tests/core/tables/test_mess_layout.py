"""How real sheets are laid out (domain.md §2.2): each kind of mess by its number there."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from docgen import Access, Kind, Record, column, ref
from docgen.data.link import link
from docgen.problems import Severity
from docgen.records import Review
from docgen.tables import Reading, Total, read_folder

Row = Sequence[Any]
_ = None


class Township(Record, table="乡镇名册", key=("name",)):
    name: str = column("乡镇名称", required=True, access=Access.PUBLIC)


class Candidate(Record, table="候选人", sheets=("初步人选",), key=("name",)):
    township: Township = ref("乡镇", "乡镇名册", "镇街", required=True, fill=True)
    community: str = column("社区", "社区名称", required=True, fill=True, access=Access.PUBLIC)
    name: str = column("姓名", "候选人姓名", kind=Kind.NAME, required=True)
    votes: int = column("推荐票数", "得票数", kind=Kind.INT, access=Access.INTERNAL)
    day: date = column("报名日期", "报名时间", kind=Kind.DATE, access=Access.INTERNAL)


class Appraisal(Record, table="民主评议", key=("name",)):
    name: str = column("姓名", kind=Kind.NAME, required=True)
    satisfied: int = column("满意", "干部满意", kind=Kind.INT, required=True)
    dissatisfied: int = column("不满意", kind=Kind.INT, required=True)
    crowd: int = column("群众满意", kind=Kind.INT)


TABLES = [record.__table__ for record in (Township, Candidate, Appraisal)]
HEADER = ("乡镇", "社区", "姓名", "推荐票数", "报名日期")
ZHANG = ("石羊镇", "丰乐社区", "张三", 12, "2013.11.22")
LI = ("石羊镇", "丰乐社区", "李四", 7, "2013.11.23")


def write(path: Path, rows: Sequence[Row], *, sheet: str = "候选人", merge: str = "") -> None:
    """A workbook of one sheet; `merge` lists the merged cells."""
    path.parent.mkdir(exist_ok=True)
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(tuple(row))
    for cells in merge.split():
        page.merge_cells(cells)
    book.save(path)


def reading_of(folder: Path, rows: Sequence[Row], *, sheet: str = "候选人", merge: str = "") -> Reading:
    write(folder / "表.xlsx", rows, sheet=sheet, merge=merge)
    reading = read_folder(folder, TABLES, 2013)
    assert [str(problem) for problem in reading.broken] == []
    return reading


def names(reading: Reading) -> list[tuple[str, int]]:
    return [(row.name, row.origin.row) for row in reading.rows["候选人"]]


def left_out(reading: Reading) -> dict[str, int]:
    (report,) = reading.sheets
    return {why.zh: number for why, number in report.left_out.items()}


# -- 1: titles, units and dates above the header --

ABOVE: dict[str, tuple[Sequence[Row], str]] = {
    "annex-title-unit": (
        [("附件2",), ("石羊镇社区换届候选人汇总表",), ("填报单位：石羊镇党委（盖章）   填报时间：2013.11.22",)],
        "A2:E2 A3:E3",
    ),
    "unit-in-several-cells": ([("候选人汇总表",), ("填报单位：石羊镇党委", _, _, "单位：人", "2013.11.22")], "A1:E1"),
    "cells-without-colons": ([("候选人汇总表",), ("石羊镇", _, _, _, "2013年11月22日")], ""),
    "blank-rows": ([(), ("候选人汇总表",), ()], ""),
    "twenty-lines-of-rules": ([(f"第{number}条 各社区应当如实填写。",) for number in range(1, 21)], ""),
}


@pytest.mark.parametrize(("above", "merge"), ABOVE.values(), ids=ABOVE)
def test_mess_01_a_header_is_found_under_titles(tmp_path: Path, above: Sequence[Row], merge: str) -> None:
    reading = reading_of(tmp_path, [*above, HEADER, ZHANG, LI], merge=merge)
    assert reading.sheets[0].header_rows == (len(above) + 1, len(above) + 1)
    assert names(reading) == [("张三", len(above) + 2), ("李四", len(above) + 3)]
    assert not reading.problems


def test_mess_01_the_reporting_unit_gives_the_township_that_no_column_gives(tmp_path: Path) -> None:
    write(tmp_path / "乡镇.xlsx", [("乡镇名称",), ("石羊镇",)], sheet="乡镇名册")
    unit = ("填报单位：石羊镇（盖章）", _, _, "填报时间：2013.11.22")
    reading = reading_of(tmp_path, [("候选人汇总表",), unit, HEADER[1:], ZHANG[1:]])
    link({table.name: table for table in TABLES}, reading)
    assert [row.township.name for row in reading.rows["候选人"]] == ["石羊镇"]


# -- 2: headers of several rows --

DEEP: dict[str, tuple[Sequence[Row], str]] = {
    "two-rows": ([("姓名", "评议票数", _, "备注"), (_, "满意", "不满意", _)], "A1:A2 B1:C1 D1:D2"),
    "two-rows-nothing-merged-down": ([("姓名", "评议票数", _, "备注"), (_, "满意", "不满意", _)], "B1:C1"),
    "two-rows-nothing-merged": ([("姓名", "评议票数", _, "备注"), (_, "满意", "不满意", _)], ""),
    "parents-over-a-full-row": ([(_, "评议票数", _, _), ("姓名", "满意", "不满意", "备注")], "B1:C1"),
    "three-rows": (
        [("姓名", "评议", _, "备注"), (_, "表决票数", _, _), (_, "满意", "不满意", _)],
        "A1:A3 B1:C1 B2:C2 D1:D3",
    ),
    "three-rows-one-blank": (
        [("姓名", "评议", _, "备注"), (_, "满意", "不满意", _), ()],
        "A1:A3 B1:C1 B2:B3 C2:C3 D1:D3",
    ),
    "units-below": ([("姓名", "满意", "不满意", "备注"), (_, "（票）", "（票）", _)], ""),
}


@pytest.mark.parametrize(("header", "merge"), DEEP.values(), ids=DEEP)
def test_mess_02_a_header_may_have_several_rows(tmp_path: Path, header: Sequence[Row], merge: str) -> None:
    reading = reading_of(tmp_path, [*header, ("张三", 20, 3, "补"), ("李四", 18, 5, _)], sheet="民主评议", merge=merge)
    assert reading.sheets[0].header_rows == (1, len(header))
    rows: list[Any] = reading.rows["民主评议"]
    assert [(row.name, row.satisfied, row.dissatisfied) for row in rows] == [("张三", 20, 3), ("李四", 18, 5)]


def test_mess_02_a_child_names_its_column_before_parent_and_child_together(tmp_path: Path) -> None:
    header = [("姓名", "干部", _, "群众"), (_, "满意", "不满意", "满意")]
    merge = "A1:A2 B1:C1"
    write(tmp_path / "表.xlsx", [*header, ("张三", 20, 3, 7)], sheet="民主评议", merge=merge)
    (problem,) = read_folder(tmp_path, TABLES, 2013).broken
    assert problem.text.zh == "有两列都是“满意”：B、D"


# -- 3: cells merged down --


def test_mess_03_a_merged_cell_holds_for_all_its_rows_in_key_columns_only(tmp_path: Path) -> None:
    rows = [HEADER, ZHANG, (_, _, "李四", _, _), (_, "天府社区", "王五", 3, _), (_, _, "赵六", _, _)]
    reading = reading_of(tmp_path, rows, merge="A2:A5 B2:B3 B4:B5 D2:D3")
    found: list[Any] = reading.rows["候选人"]
    assert [row.community for row in found] == ["丰乐社区", "丰乐社区", "天府社区", "天府社区"]
    assert [row.votes for row in found] == [12, None, 3, None]
    assert not reading.problems


def test_mess_03_a_remark_merged_down_beside_a_blank_row_makes_no_row(tmp_path: Path) -> None:
    rows = [(*HEADER, "说明"), (_, _, _, _, _, "票数以表决票为准。"), ZHANG, LI]
    assert names(reading_of(tmp_path, rows, merge="F2:F4")) == [("张三", 3), ("李四", 4)]


# -- 5: totals --


def totals(reading: Reading) -> list[Total]:
    (report,) = reading.sheets
    return report.totals


def test_mess_05_totals_are_no_rows_and_are_kept_to_compare_with(tmp_path: Path) -> None:
    rows = [
        HEADER,
        ("合  计", _, "4人", 28, _),
        ZHANG,
        LI,
        (_, "小计", "2人", 19, _),
        ("安龙镇", "景环社区", "王五", 9, _),
        ("安龙镇小计", _, "1人", 9, _),
        ("总计：", _, _, "1,028", "见附件"),
    ]
    reading = reading_of(tmp_path, rows)
    assert names(reading) == [("张三", 3), ("李四", 4), ("王五", 6)]
    assert left_out(reading) == {"合计行": 4}
    assert [(total.where.row, total.label, total.values, total.above) for total in totals(reading)] == [
        (2, "合计", {"姓名": 4, "推荐票数": 28}, None),
        (5, "小计", {"姓名": 2, "推荐票数": 19}, (3, 4)),
        (7, "安龙镇小计", {"姓名": 1, "推荐票数": 9}, (6, 6)),
        (8, "总计:", {"推荐票数": 1028}, None),
    ]


def test_mess_05_a_total_has_the_numbers_of_columns_that_nobody_knows_too(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, [(*HEADER, "年龄\n（岁）"), (*ZHANG, 41), ("合计", _, _, 12, _, 40.5)])
    (total,) = totals(reading)
    assert total.values == {"推荐票数": 12, "年龄（岁）": 40.5}


# -- 6: notes --


def test_mess_06_notes_below_the_table_are_no_rows(tmp_path: Path) -> None:
    notes = [
        (),
        ("注：1.取消原因代码见附件。",),
        ("2.本表内容真实。",),
        ("填表人：张", _, "审核人：李", _, "联系电话：87112233"),
        ("单位负责人：王", _, "填表时间：2013年11月22日"),
    ]
    reading = reading_of(tmp_path, [HEADER, ZHANG, LI, *notes])
    assert names(reading) == [("张三", 2), ("李四", 3)]
    assert left_out(reading) == {"表下说明": 4}
    assert not reading.problems


def test_mess_06_a_heading_between_the_rows_is_none(tmp_path: Path) -> None:
    rows = [("序号", *HEADER), ("一、书记候选人",), (1, *ZHANG), ("二、委员候选人",), (1, *LI)]
    reading = reading_of(tmp_path, rows)
    assert names(reading) == [("张三", 3), ("李四", 5)]
    assert left_out(reading) == {"单独的标题或说明": 2}


def test_mess_06_a_row_with_nothing_but_its_number_is_none(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, [("序号", *HEADER), (1, *ZHANG), (2,), (3,)])
    assert names(reading) == [("张三", 2)]
    assert left_out(reading) == {"只有序号的空行": 2}


def test_mess_06_a_row_that_lacks_nearly_all_is_still_a_row(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, [HEADER, ZHANG, (_, _, "李四", _, _)])
    assert names(reading) == [("张三", 2), ("李四", 3)]


def test_mess_06_names_below_a_note_are_still_rows(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, [HEADER, ZHANG, ("注：李四已退出。",), (_, _, "王五"), ("注意事项说明", *LI[1:])])
    assert names(reading) == [("张三", 2), ("王五", 4), ("李四", 5)]


# -- 7: repeated headers --

PAGES: dict[str, Sequence[Row]] = {
    "at-once": [HEADER],
    "after-a-blank-row": [(), HEADER],
    "with-the-title": [(), ("候选人汇总表",), HEADER],
}


@pytest.mark.parametrize("pasted", PAGES.values(), ids=PAGES)
def test_mess_07_a_header_pasted_again_belongs_to_the_same_table(tmp_path: Path, pasted: Sequence[Row]) -> None:
    reading = reading_of(tmp_path, [("候选人汇总表",), HEADER, ZHANG, *pasted, (_, _, *LI[2:])])
    assert names(reading) == [("张三", 3), ("李四", 4 + len(pasted))]
    assert {row.community for row in reading.rows["候选人"]} == {"丰乐社区"}
    assert not reading.problems


def test_mess_07_a_header_of_two_rows_pasted_again_is_left_out(tmp_path: Path) -> None:
    header = [("姓名", "评议票数", _, "备注"), (_, "满意", "不满意", _)]
    rows = [*header, ("张三", 20, 3, "补"), *header, ("李四", 18, 5, _)]
    reading = reading_of(tmp_path, rows, sheet="民主评议", merge="A1:A2 B1:C1 D1:D2")
    assert [row.name for row in reading.rows["民主评议"]] == ["张三", "李四"]
    assert left_out(reading) == {"重复的表头": 2}


# -- 22: one sheet or file for each township --


def test_mess_22_a_table_comes_in_many_files_and_sheets_each_with_its_own_order(tmp_path: Path) -> None:
    write(tmp_path / "乡镇.xlsx", [("乡镇名称",), ("石羊镇",), ("安龙镇",), ("聚源镇",)], sheet="乡镇名册")
    write(tmp_path / "石羊镇.xlsx", [HEADER[1:], ZHANG[1:]], sheet="候选人")
    write(tmp_path / "聚源镇.xlsx", [HEADER[:0:-1], LI[:0:-1]], sheet="初步人选(2)")
    book = Workbook()
    del book["Sheet"]
    for township in ("安龙镇", "石羊镇"):
        page = book.create_sheet(township)
        for row in (("序号", "得票数", "社区名称", "候选人姓名"), (1, 5, f"{township[0]}社区", "王五")):
            page.append(row)
    book.save(tmp_path / "候选人汇总.xlsx")
    reading = read_folder(tmp_path, TABLES, 2013)
    assert reading.broken == link({table.name: table for table in TABLES}, reading) == []
    found: list[Any] = reading.rows["候选人"]
    assert sorted((row.township.name, row.name, row.votes) for row in found) == [
        ("安龙镇", "王五", 5),
        ("石羊镇", "张三", 12),
        ("石羊镇", "王五", 5),
        ("聚源镇", "李四", 7),
    ]


# -- 23: several tables in one sheet --

APPRAISAL = [("姓名", "满意", "不满意"), ("王五", 20, 3), ("赵六", 18, 5)]


def tables(reading: Reading) -> list[tuple[str, tuple[int, int], int]]:
    return [(report.table, report.header_rows, report.rows) for report in reading.sheets]


def test_mess_23_tables_stacked_in_one_sheet_are_read_each_as_what_it_is(tmp_path: Path) -> None:
    rows = [("一、候选人",), HEADER, ZHANG, LI, (), ("二、民主评议",), *APPRAISAL]
    reading = reading_of(tmp_path, rows, sheet="汇总")
    assert tables(reading) == [("候选人", (2, 2), 2), ("民主评议", (7, 7), 2)]
    assert names(reading) == [("张三", 3), ("李四", 4)]
    assert [(row.name, row.origin.row) for row in reading.rows["民主评议"]] == [("王五", 8), ("赵六", 9)]


def test_mess_23_tables_side_by_side_are_read_each_as_what_it_is(tmp_path: Path) -> None:
    rows = [(*HEADER, _, *APPRAISAL[0]), (*ZHANG, _, *APPRAISAL[1]), (*[_] * 6, *APPRAISAL[2])]
    reading = reading_of(tmp_path, rows, sheet="汇总")
    assert tables(reading) == [("候选人", (1, 1), 1), ("民主评议", (1, 1), 2)]
    assert names(reading) == [("张三", 2)]
    assert [(row.name, row.satisfied, row.origin.row) for row in reading.rows["民主评议"]] == [
        ("王五", 20, 2),
        ("赵六", 18, 3),
    ]
    assert not reading.problems


def test_mess_23_one_header_twice_side_by_side_heads_all_rows(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, [(*APPRAISAL[0], *APPRAISAL[0]), (*APPRAISAL[1], *APPRAISAL[2])], sheet="民主评议")
    assert [row.name for row in reading.rows["民主评议"]] == ["王五", "赵六"]


def test_mess_23_one_table_stacked_under_titles_is_read_whole(tmp_path: Path) -> None:
    rows = [("石羊镇候选人",), HEADER, ZHANG, (), ("安龙镇候选人",), HEADER, ("安龙镇", "景环社区", "王五", 9, _)]
    reading = reading_of(tmp_path, rows)
    assert tables(reading) == [("候选人", (2, 2), 1), ("候选人", (6, 6), 1)]
    assert names(reading) == [("张三", 3), ("王五", 7)]


def test_mess_23_a_table_that_nobody_knows_beside_a_known_one_is_noted(tmp_path: Path) -> None:
    rows = [(*HEADER, _, "类别", "金额"), (*ZHANG, _, "办公", 300), (*[_] * 6, "差旅", 400)]
    reading = reading_of(tmp_path, rows)
    assert sorted(tables(reading)) == [("", (1, 1), 0), ("候选人", (1, 1), 1)]
    (note,) = reading.problems
    assert (note.severity.value, str(note.where)) == ("note", "表.xlsx / 候选人 / G1")


def test_mess_23_a_wide_sheet_with_a_table_below_is_unfolded_alone(tmp_path: Path) -> None:
    wide = [
        ("乡镇", "社区", "姓名", "各部门审查意见", _, "审查日期"),
        (_, _, _, "纪委", "信访局", _),
        ("石羊镇", "丰乐社区", "张三", "无异议", "√", "2013.11.20"),
        (),
        ("类别", "金额"),
        ("办公", 300),
    ]
    write(tmp_path / "表.xlsx", wide, sheet="联审结果", merge="A1:A2 B1:B2 C1:C2 D1:E1 F1:F2")
    reading = read_folder(tmp_path, [Review.__table__], 2013)
    found: list[Any] = reading.rows["联审结果"]
    assert [(row.name, row.department) for row in found] == [("张三", "纪委"), ("张三", "信访局")]


# -- 29: running numbers --

NUMBERED = ("序号", *HEADER)


def numbered(folder: Path, *numbers: Any) -> Reading:
    """A sheet whose rows have these running numbers."""
    people = [(number, "石羊镇", "丰乐社区", f"张{name}") for number, name in zip(numbers, "甲乙丙丁戊", strict=False)]
    return reading_of(folder, [NUMBERED, *people])


@pytest.mark.parametrize(
    ("numbers", "said", "place"),
    [
        ((1, 2, 2, 4), "序号有2处不连续，第一处：2之后是2", "A4"),
        ((1, 2, 4), "序号不连续：2之后是4", "A4"),
        (("１", "2.", "５"), "序号不连续：2之后是5", "A4"),
    ],
)
def test_mess_29_wrong_numbers_are_warned_of_once_and_every_row_counts(
    tmp_path: Path, numbers: tuple[Any, ...], said: str, place: str
) -> None:
    reading = numbered(tmp_path, *numbers)
    assert len(reading.rows["候选人"]) == len(numbers)
    (problem,) = reading.problems
    assert (problem.code, problem.severity, problem.text.zh) == ("numbering", Severity.WARNING, said)
    assert str(problem.where) == f"表.xlsx / 候选人 / {place}"


@pytest.mark.parametrize(
    "numbers", [(1, 2, 3), (57, 58), (1, 2, 1, 2), (1, None, 2), (None, None), ("一", "三"), (1.0, "2", "３")]
)
def test_mess_29_numbers_that_begin_again_or_are_missing_are_no_problem(
    tmp_path: Path, numbers: tuple[Any, ...]
) -> None:
    reading = numbered(tmp_path, *numbers)
    assert len(reading.rows["候选人"]) == len(numbers)
    assert reading.problems == []


def test_mess_29_a_total_row_between_leaves_the_count_alone(tmp_path: Path) -> None:
    rows = [NUMBERED, (1, *ZHANG), ("小计", _, _, _, 12), (2, *LI)]
    assert reading_of(tmp_path, rows).problems == []
