"""Sheets and CSV files as rows: the header under titles, the names of columns, what a cell is to a template."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from docgen.forms.grids import Table, find_table
from docgen.forms.records import read_records
from docgen.forms.values import Unusable
from docgen.problems import Cell
from docgen.render import evaluate
from docgen.schema import BadCell
from docgen.tables.readers.book import Sheet

HEADER = ["姓名", "乡镇(街道)", "票数"]


def table(*rows: list[Any], merges: tuple[tuple[int, int, int, int], ...] = (), whole: bool = False) -> Table:
    found = find_table(Sheet("名单", [list(row) for row in rows], list(merges), typed=not whole), "名单.xlsx")
    assert found is not None
    return found


def first(value: Any) -> Any:
    """What the only row holds for a cell."""
    return table(["姓名", "值"], ["王芳", value]).rows[0].values["值"]


@pytest.mark.parametrize("number_format", ["General", "0.0%"])
def test_a_formula_that_was_never_reckoned_is_no_blank(tmp_path: Path, number_format: str):
    book = Workbook()
    for row in (["姓名", "票数"], ["王芳", "=6*2"], ["李明", 12]):
        book.active.append(row)
    for cell in book.active["B"][1:]:
        cell.number_format = number_format
    book.save(tmp_path / "名单.xlsx")
    first, second = read_records(tmp_path / "名单.xlsx").tables[0].rows
    assert isinstance(first.values["票数"], Unusable)
    assert float(second.values["票数"]) == 12


# -- the header --


@pytest.mark.parametrize(
    "above",
    [
        [],
        [["初步人选名单", "", ""]],
        [["初步人选名单", "", ""], ["填报单位：石羊镇", "", "2013年11月"]],
        [["初步人选名单", "", ""], ["填报单位：石羊镇", "填报人：赵勇", ""], ["", "", ""]],
    ],
    ids=["none", "a title", "a title and a line", "a line of two and a blank row"],
)
def test_the_header_is_found_under_titles(above: list[list[str]]):
    rows = table(*above, HEADER, ["王芳", "石羊镇", 12.0]).rows
    assert [row.values for row in rows] == [{"序号": 1, "姓名": "王芳", "乡镇": "石羊镇", "票数": 12}]
    assert rows[0].origin == Cell("名单.xlsx", "名单", len(above) + 2)


def test_every_sheet_of_the_example_has_the_header_and_the_rows_that_the_tables_have(example_with_forms):
    from docgen.commands.base import App

    app = App(example_with_forms)
    assert len(app.reading.sheets) > 40
    for sheet in app.reading.sheets:
        found = read_records(app.workspace.data / sheet.file, sheet.sheet or None).tables[0]
        assert len(found.rows) == sheet.rows, sheet
        assert found.left_out == sheet.left_out, sheet
        assert found.rows[0].origin.row is not None
        assert found.rows[0].origin.row > sheet.header_rows[1]


def test_a_sheet_without_a_table_holds_none():
    assert find_table(Sheet("空", [["", ""], []], []), "x.xlsx") is None
    assert find_table(Sheet("空", [], []), "x.xlsx") is None


def test_columns_are_called_without_brackets_and_signs_or_by_what_tells_them_apart():
    found = table(["乡镇(街道)", "电话", "电话(手机)", "是否 现任?", "票数（张）"], ["石羊镇", "1", "2", "是", 3.0])
    assert found.rows[0].values == {
        "序号": 1,
        "乡镇": "石羊镇",
        "电话": "1",
        "电话手机": "2",
        "是否现任": "是",
        "票数": 3,
    }


def test_a_header_of_two_rows_names_its_children_and_those_that_are_alike_with_their_parents():
    found = table(
        ["姓名", "联审", "", "复审", ""],
        ["", "公安", "日期", "结论", "日期"],
        ["王芳", "合格", "11月8日", "通过", "11月9日"],
        merges=((0, 1, 0, 2), (0, 3, 0, 4), (0, 0, 1, 0)),
    )
    assert found.rows[0].values == {
        "序号": 1,
        "姓名": "王芳",
        "公安": "合格",
        "联审日期": "11月8日",
        "结论": "通过",
        "复审日期": "11月9日",
    }


def test_a_column_without_a_name_goes_by_its_letter_if_it_holds_something():
    found = table(["姓名", "", "%", None, "票数"], ["王芳", "甲", 3.0, " ", 1.0], ["李明", "", 4.0, None, 2.0])
    assert found.rows[1].values == {"序号": 2, "姓名": "李明", "列B": None, "列C": 4, "票数": 2}
    assert found.letters["列C"] == "C"


def test_a_name_that_two_columns_have_belongs_to_none_and_their_cells_are_known():
    found = table(["备注", "姓名", "备注"], ["甲", "王芳", "乙"])
    assert "备注" not in found.rows[0].values
    assert found.unclear == {"备注": [Cell("名单.xlsx", "名单", 1, "A"), Cell("名单.xlsx", "名单", 1, "C")]}


# -- the rows --


def test_totals_notes_and_repeated_headers_are_no_rows_and_are_counted():
    found = table(
        HEADER,
        ["王芳", "石羊镇", 1.0],
        HEADER,
        ["合计", "", 1.0],
        ["李明", "同上", 2.0],
        ["注：以上为11月的数", "", ""],
    )
    assert [row.values["姓名"] for row in found.rows] == ["王芳", "李明"]
    assert [row.number for row in found.rows] == [1, 2]
    assert sum(found.left_out.values()) == 3
    assert found.rows[1].values["乡镇"] is None  # a total ends a block: there is nothing above


@pytest.mark.parametrize(
    "rows",
    [
        [["A", 1, 2, 3], ["B", 4, 5, 6]],
        [["A", 1, 2, 3]],
        [["甲", 1, 2, 3], ["乙", 4, 5000, 6]],
        [["一", 1, 2, 3], ["二", 4, 5, 6]],
        [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]],
        [[1, 2, 3, 4], [2, 5000, "", 6.5]],
        [["1", "2", "3", "4"]],
    ],
)
def test_a_row_that_counts_as_the_others_do_is_a_row(rows: list[list[Any]]):
    found = table(["班级", "一班", "二班", "三班"], *rows)
    assert (len(found.rows), found.left_out) == (len(rows), {})
    assert str(found.rows[0].values["一班"]) == str(rows[0][1])


@pytest.mark.parametrize(
    "rows",
    [
        [["甲", 1, 2, 3], ["石羊镇", 4, 5, 6]],
        [["甲", "乙", 1, 2], ["石羊镇", "户", 5, 6]],
        [["A", "B", 3, 4], ["石羊镇", "户", 5, 6]],
        [["", 1, 2, 3], ["石羊镇", 4, 5, 6], ["安龙镇", 7, 8, 9]],
        [[1, 2, 3, 4], ["石羊镇", 4, 5, 6]],
        [[1, 2, 3, 4], [1, 5000, 900, 6], [2, 5, 6, 7]],
    ],
)
def test_a_row_of_column_numbers_is_none(rows: list[list[Any]]):
    found = table(["地区", "人口", "户数", "面积"], *rows)
    assert len(found.rows) == len(rows) - 1
    assert sum(found.left_out.values()) == 1


def test_ditto_marks_and_merged_cells_repeat_what_stands_above():
    found = table(HEADER, ["王芳", "石羊镇", 1.0], ["李明", "", 2.0], ["赵勇", "同上", "〃"], merges=((1, 1, 2, 1),))
    assert [row.values["乡镇"] for row in found.rows] == ["石羊镇"] * 3
    assert found.rows[2].values["票数"] == 2


def test_a_blank_cell_that_is_not_merged_is_missing():
    found = table(HEADER, ["王芳", "石羊镇", 1.0], ["李明", " \u200b", 2.0])
    assert found.rows[1].values["乡镇"] is None
    assert found.blanks("乡镇") == [Cell("名单.xlsx", "名单", 3, "B")]


def test_the_column_number_is_that_of_the_sheet_if_it_has_one():
    assert table(["序号", "姓名"], [7.0, "王芳"]).rows[0].values["序号"] == 7


def test_a_row_of_text_with_more_cells_than_the_header_is_a_problem_of_that_row():
    found = table(HEADER, ["王芳", "石羊镇", "1", ""], ["李明", "石羊镇", "丰乐", "2"], whole=True)
    assert [row.problem is None for row in found.rows] == [True, False]
    problem = found.rows[1].problem
    assert problem is not None
    assert problem.where == Cell("名单.xlsx", "名单", 3, "D")


# -- cells --


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        (12.0, "12"),
        (15.5, "15.5"),
        (0.1 + 0.2, "0.3"),
        ("007", "007"),
        (" 王 芳\u200b ", "王 芳"),
        (date(2013, 12, 6), "2013年12月6日"),
        (datetime(2013, 12, 6), "2013年12月6日"),
        (datetime(2013, 12, 6, 9, 5), "2013年12月6日9时5分"),
        (time(15, 0), "15时"),
        (timedelta(hours=30, minutes=5), "30:05"),
        (True, "是"),
        (False, "否"),
    ],
)
def test_a_cell_prints_as_a_clerk_expects(raw: object, printed: str):
    assert evaluate("{{ 值 }}", {"值": first(raw)}) == printed


@pytest.mark.parametrize(
    ("raw", "source", "printed"),
    [
        (date(2013, 12, 6), "{{ 值|星期 }}，{{ 值|年月('.') }}", "星期五，2013.12"),
        (datetime(2013, 12, 6, 9, 5), "{{ 值|日期 }}{{ 值|时间 }}", "2013年12月6日9时5分"),
        (1722.0, "{{ 值|千分位 }}，{{ 值 + 1 }}", "1,722，1723"),
        (0.504, "{{ 值|百分数 }}", "50.4%"),
        (False, "{% if 值 %}是{% else %}不是{% endif %}", "不是"),
    ],
)
def test_dates_and_numbers_are_still_such_to_filters(raw: object, source: str, printed: str):
    assert evaluate(source, {"值": first(raw)}) == printed


@pytest.mark.parametrize("raw", ["#REF!", "#N/A", "#DIV/0!", "#####", 5.10181197001011e17, "5.10181E+17"])
@pytest.mark.parametrize(
    "source", ["{{ 值 }}", "{{ 值|default('无') }}", "{% if 值 %}{% endif %}", "{{ 值 ~ '' }}", "{{ 值 == 1 }}"]
)
def test_a_cell_that_cannot_be_used_is_an_error_whatever_is_done_with_it(raw: object, source: str):
    value = first(raw)
    assert isinstance(value, Unusable)
    with pytest.raises(BadCell) as caught:
        evaluate(source, {"值": value})
    assert caught.value.where == Cell("名单.xlsx", "名单", 2, "B")
