"""Traps that concern documents (domain.md §7), by their numbers there; those of the tables are in tests/core/records.

Traps 1 and 2, the ends of the bands and a basis that moves them, are in test_admonition.py; 16 to 18, letters, in
test_letter.py and test_letter_layout.py; 20, an interrupted run, in tests/commands/test_issue.py; 22, an ID in a
comment, in test_privacy.py; 23, plugins that fail, in tests/core/plugin.
"""

from pathlib import Path

import openpyxl
import pytest
from desk import answer, change, documents, text_of, write

from docgen.register import Register

WEEK_4 = ("bulletin", "week-4", "--issue", "--date", "2013-11-29")
ODD = "对“拉票”者&<举报>人\u200b一视同仁"


def complete(workspace, headline: str = "选举大会陆续召开") -> None:
    """What people have to write for week 4."""
    write(workspace, "专报要点.xlsx", ("week-4", "标题", None, headline), ("week-4", "下步工作", 1, "抓好新老交接"))


def test_trap_11_a_township_without_a_row_is_shown_with_nothing(docgen, small_office):
    write(small_office, "基础台账.xlsx", (20, None, "灌口街道", "灌口", "街道"))
    (file,) = answer(docgen("-w", small_office, "bulletin", "week-1", "--json"))["files"]
    text = text_of(small_office / file["path"])
    assert all(town in text for town in ("石羊镇", "向峨乡", "灌口街道"))


def test_trap_14_a_week_across_the_end_of_a_month(docgen, small_office):
    (file,) = answer(docgen("-w", small_office, "weekly", "2013-11-30..2013-12-06", "--json"))["files"]
    assert "2013年11月30日—12月6日" in text_of(small_office / file["path"])


def test_trap_15_a_void_number_is_not_given_again(docgen, small_office):
    complete(small_office)
    assert docgen("-w", small_office, *WEEK_4).code == 0
    assert docgen("-w", small_office, "register", "void", "信息专报", "4", "--reason", "内容有误").code == 0
    change(small_office, "典型经验.xlsx", lambda row: {"采用期号": 5} if row.get("采用期号") == 4 else {})
    result = docgen("-w", small_office, *WEEK_4)
    assert (result.code, "信息专报第5期" in result.out) == (0, True), result.err
    numbers = [entry.number for entry in Register(small_office / "register.sqlite").entries("信息专报")]
    assert numbers == [1, 2, 3, 4, 5]
    assert not [path for path in documents(small_office) if path.startswith("信息专报/") and "第4期" in path]


def test_trap_19_signs_of_xml_in_a_cell_are_printed_as_they_are(docgen, small_office):
    complete(small_office, ODD)
    (file,) = answer(docgen("-w", small_office, "bulletin", "week-4", "--json"))["files"]
    printed = text_of(small_office / file["path"]).replace("\n", "")
    assert ODD.replace("\u200b", "") in printed.replace("\u200b", "")


def forget_totals(path: Path) -> None:
    """Take the numbers of households out of the sheets of places."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for header in [cell for cells in sheet.iter_rows(max_row=4) for cell in cells if "总户数" in str(cell.value)]:
            for row in range(header.row + 1, sheet.max_row + 1):
                if isinstance(sheet.cell(row, header.column).value, int):
                    sheet.cell(row, header.column).value = None
    book.save(path)


@pytest.mark.parametrize("rows", [1, 0])
def test_trap_21_a_roll_of_one_row_and_of_none(docgen, small_office, rows):
    book = openpyxl.load_workbook(small_office / "data" / "户.xlsx")
    (sheet,) = book.worksheets
    header = next(cell.row for cells in sheet.iter_rows(max_row=5) for cell in cells if cell.value == "户编号")
    sheet.delete_rows(header + 1 + rows, sheet.max_row)
    book.save(small_office / "data" / "户.xlsx")
    forget_totals(small_office / "data" / "基础台账.xlsx")  # else the roll is held back: 40 households are expected
    result = docgen("-w", small_office, "letter", "--json")
    assert result.code == 0, result.err
    made = answer(result)
    letters = [file for file in made["files"] if file["path"].endswith("_001-001.docx")]
    assert (made["rows"], made["made"], len(letters)) == (rows, rows, rows)
