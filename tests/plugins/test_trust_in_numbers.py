"""What could put a wrong number over a signature is said, and makes the bulletin a draft."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from desk import answer, change
from offices import finish_week_3
from trusting import trusting

DATA = "data"


def edit(workspace: Path, book: str, change: Callable[[Any], None], sheet: str | int = 0) -> None:
    """Change a sheet of a workbook, as a clerk would."""
    file = workspace / DATA / book
    opened = openpyxl.load_workbook(file)
    change(opened[sheet] if isinstance(sheet, str) else opened.worksheets[sheet])
    opened.save(file)


def rename(old: str, new: str) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        found = [cell for row in sheet.iter_rows(max_row=6) for cell in row if str(cell.value).replace("\n", "") == old]
        assert found, old
        for cell in found:
            cell.value = new

    return change


def spot(sheet: Any, header: str, after: int = 1) -> Any:
    """The cell of a column, so many rows below its header."""
    found = next(cell for row in sheet.iter_rows(max_row=6) for cell in row if cell.value == header)
    return sheet.cell(found.row + after, found.column)


def count_anew(sheet: Any, header: str, after: int, value: int) -> None:
    """Change a number and what it comes to in the total row, as a careful clerk would."""
    cell = spot(sheet, header, after)
    rows = sheet.iter_rows(min_row=cell.row)
    total = next(row for row in rows if "".join(str(row[0].value).split()) == "合计")[cell.column - 1]
    total.value += value - cell.value
    cell.value = value


def is_draft(workspace: Path) -> bool:
    (made,) = (workspace / "out" / "信息专报").glob("*.docx")
    return "（草稿）" in "".join(paragraph.text for paragraph in docx.Document(str(made)).paragraphs)


@pytest.mark.parametrize(
    ("book", "header"),
    [
        ("督查抽查.xlsx", "是否通报"),
        ("信访调查.xlsx", "被反映人"),
        ("诫勉谈话.xlsx", "参选意向"),
        ("典型经验.xlsx", "采用期号"),
    ],
)
def test_a_column_that_numbers_follow_from_cannot_be_renamed_unnoticed(docgen, small_office, book, header):
    edit(small_office, book, rename(header, "某某栏"))
    result = docgen("-w", small_office, "bulletin", "week-3")
    assert result.code == 1
    assert header in result.err
    assert docgen("-w", small_office, "check").code == 1


def test_a_sheet_that_lost_its_header_is_named_and_nobody_in_it(docgen, small_office):
    def lose(sheet: Any) -> None:
        for row in range(1, 5):
            for cell in sheet[row]:
                if not isinstance(cell, openpyxl.cell.cell.MergedCell):
                    cell.value = None

    edit(small_office, "督查抽查.xlsx", lose)
    shutil.move(small_office / DATA / "督查抽查.xlsx", small_office / DATA / "抽查记录.xlsx")
    result = docgen("-w", small_office, "bulletin", "week-3")
    assert result.code == 1
    assert "no header of the table 督查抽查 was found here" in result.err


def test_a_copy_left_in_the_folder_is_one_error_and_doubles_nothing_unsaid(docgen, small_office):
    shutil.copy(small_office / DATA / "问卷调查.xlsx", small_office / DATA / "问卷调查-副本.xlsx")
    edit(small_office, "问卷调查-副本.xlsx", lambda sheet: setattr(spot(sheet, "备注"), "value", "已核对"))
    problems = json.loads(docgen("-w", small_office, "check", "--json").out)
    repeats = [problem for problem in problems if problem["code"] == "repeat"]
    assert len(repeats) == 1
    assert "问卷调查" in repeats[0]["where"]
    assert docgen("-w", small_office, "bulletin", "week-3").code == 0
    assert is_draft(small_office)


def test_an_error_of_a_rule_makes_a_draft_too(docgen, small_office):
    edit(small_office, "基础台账.xlsx", lambda sheet: count_anew(sheet, "社区数", 1, 99), "乡镇（街道）")
    result = docgen("-w", small_office, "bulletin", "week-3")
    assert "A draft, because the tables that it counts have 1 errors" in result.out
    assert is_draft(small_office)


def test_figures_say_that_a_table_behind_them_has_errors(docgen, small_office):
    edit(small_office, "指导记录.xlsx", lambda sheet: setattr(spot(sheet, "人次", 3), "value", "若干"))
    result = docgen("-w", small_office, "figures", "week-3", "市领导指导")
    assert "These numbers may be wrong" in result.err
    assert "指导记录.xlsx" in result.err
    assert json.loads(docgen("-w", small_office, "figures", "week-3", "--json").out)["errors"]


@pytest.mark.parametrize(("header", "typed"), [("日期", "2031-11-20"), ("人次", -3)])
def test_slips_of_the_keys_are_errors(docgen, small_office, header, typed):
    edit(small_office, "指导记录.xlsx", lambda sheet: setattr(spot(sheet, header, 1), "value", typed))
    result = docgen("-w", small_office, "check")
    assert result.code == 1
    assert header in result.out


def test_an_issue_with_words_missing_is_a_draft(docgen, small_office):
    def empty(sheet: Any) -> None:
        period = ""
        for row in sheet.iter_rows():
            period = row[0].value or period
            if period == "第3周" and row[1].value == "下步工作":
                row[1].value, row[2].value = "存在问题", row[2].value + 5

    edit(small_office, "专报要点.xlsx", empty)
    result = docgen("-w", small_office, "bulletin", "week-3")
    assert "下一步工作 is still to be written" in result.err
    assert is_draft(small_office)


def test_limits_are_printed_as_docgen_toml_sets_them(docgen, small_office):
    file = small_office / "docgen.toml"
    file.write_text(file.read_text("utf-8").replace("bar_above = 50", "bar_above = 40"), "utf-8")
    docgen("-w", small_office, "bulletin", "week-3")
    (made,) = (small_office / "out").rglob("*.docx")
    text = "".join(paragraph.text for paragraph in docx.Document(str(made)).paragraphs)
    assert "高于40%" in text
    assert "在30%—40%之间" in text
    assert "50%" not in text


def test_a_signed_issue_is_never_rewritten(docgen, small_office):
    finish_week_3(small_office)
    assert docgen("-w", small_office, "bulletin", "week-3").code == 0
    (made,) = (small_office / "out").rglob("*.docx")
    signed = made.read_bytes()
    edit(small_office, "指导记录.xlsx", lambda sheet: count_anew(sheet, "人次", 3, 7))
    result = docgen("-w", small_office, "bulletin", "week-3")
    assert "left alone, since it was edited" in result.out
    assert made.read_bytes() == signed
    assert made.with_name(f"{made.stem}_第2稿.docx").exists()


def test_a_draft_gets_its_number_from_the_register(docgen, small_office):
    book = openpyxl.load_workbook(small_office / DATA / "专报要点.xlsx")
    sheet = book.worksheets[0]
    for part, words in (("标题", "稳步推进选举大会"), ("下步工作", "做好交接。")):
        sheet.append(["第4周", part, 9, words])
    book.save(small_office / DATA / "专报要点.xlsx")
    said = docgen(
        "-w",
        small_office,
        "register",
        "allot",
        "信息专报",
        "week-4",
        "--title",
        "稳步推进选举大会",
        "--day",
        "2013-11-29",
    )
    assert said.code == 0
    assert "no. 4" in said.out
    result = docgen("-w", small_office, "bulletin", "week-4")
    assert result.code == 0
    assert "信息专报_第4期_2013-11-29.docx" in result.out


def test_a_period_in_which_nothing_happened_is_doubted(docgen, small_office):
    result = docgen("-w", small_office, "bulletin", "week-44")
    assert result.code == 1
    assert "no row of the tables lies in week 44" in result.err


def test_a_missing_table_that_all_refer_to_is_said_once_a_column(docgen, small_office):
    (small_office / DATA / "基础台账.xlsx").unlink()
    result = docgen("-w", small_office, "check")
    assert result.code == 1
    assert len(result.out.splitlines()) < 200


def test_a_workspace_that_is_named_is_the_one_that_is_used(docgen, small_office, monkeypatch):
    monkeypatch.chdir(small_office)
    result = docgen("-w", "nosuch", "bulletin", "week-3")
    assert result.code == 1
    assert "no workspace here" in result.err


def test_a_figure_and_a_check_of_a_plugin_that_fail_leave_the_others(docgen, small_office, monkeypatch, tmp_path):
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    (small_office / "plugins").mkdir()
    (small_office / "plugins" / "mine.py").write_text(
        "from docgen import Severity, Text, check, figure, hookimpl\n"
        "from docgen.records import Township\n"
        "@figure('broken', Text('b', '坏'), Text('b', '坏'), unit='个')\n"
        "def broken(data): return nonsense\n"
        "@check('X1', Severity.ERROR, Text('c', '查'))\n"
        "def bad(data): yield 1 + None\n"
        "@hookimpl\n"
        "def setup(docgen):\n"
        "    docgen.figure(broken)\n"
        "    docgen.check(bad)\n",
        encoding="utf-8",
    )
    assert docgen("-w", small_office, *trusting(small_office, "mine")).code == 0
    result = docgen("-w", small_office, "figures", "week-3")
    assert result.code == 0
    assert "mine.py:4" in result.err
    assert "64名" in result.out
    checked = docgen("-w", small_office, "check")
    assert checked.code == 1
    assert "mine.py:6" in checked.out


def test_a_document_without_a_number_says_that_its_tables_have_errors(docgen, small_office):
    change(small_office, "民主评议.xlsx", lambda row: {"收回票数": 999} if row.get("被评议人") == "林文刚" else {})
    result = docgen("-w", small_office, "admonition", "ledger")
    assert result.code == 0, result.err
    assert "The tables that it was made from have" in result.out
    assert "民主评议.xlsx" in result.out
    made = answer(docgen("-w", small_office, "admonition", "ledger", "--json"))
    assert {error["table"] for error in made["table_errors"]} == {"民主评议"}


def test_where_there_is_no_row_it_is_said(docgen, small_office):
    edit(small_office, "户.xlsx", lambda sheet: sheet.delete_rows(43, 12))  # the households of 向峨乡
    result = docgen("-w", small_office, "letter", "向峨乡")
    assert (result.code, "There is no row to make a document of." in result.out) == (0, True)
