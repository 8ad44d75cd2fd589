"""A text that looks like a formula stays a text in every workbook that docgen writes, also when somebody edits it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from packing import pack, printed
from warm_office import WarmOffice

from docgen import Access, Kind, Record, column
from docgen.batch.packs.lists import print_list
from docgen.batch.packs.sample import Chosen, beside
from docgen.problems import Severity
from docgen.tables.annotate import Remark, annotated
from docgen.tables.blank import blank_workbook
from docgen.tables.readers.book import read_sheets
from docgen.tables.write import workbook

SIGNS = ["=1+1", "+86 028", "-5度", "@张三", "\t=1", "＝1+1", "＋1", "－1", "＠李四", " =1", "#N/A", "'引号", "\x01=1"]
PLAIN = ["张三", "1=1", "3-5", "a@example.org", "", "〇"]


def cells_of(data: bytes) -> Iterator[Any]:
    for sheet in openpyxl.load_workbook(BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            yield from row


def by_rows(text: str, folder: Path) -> bytes:
    return workbook({"表": [["姓名", text], ["张三", text]]})


def a_copy(text: str, folder: Path) -> bytes:
    path = folder / "表.csv"
    path.write_text(f'姓名,备注\n张三,"{text}"\n', encoding="utf-8")
    return annotated(path, [Remark("", 2, "B", Severity.ERROR, "x")])


def a_print_list(text: str, folder: Path) -> bytes:
    return print_list(printed(replace(pack(2), place=text, deliverer=text)))


def a_sample(text: str, folder: Path) -> bytes:
    """The rows beside letters that are read before all are printed."""
    table = Record.define("户", {"name": column("户主", access=Access.PUBLIC)}).__table__
    entry: Any = SimpleNamespace(row={"name": text}, member=SimpleNamespace(row="台账.xlsx / 户 / 第6行"))
    return beside([Chosen(entry, ["一批的第一份"])], table)


WRITERS: list[Callable[[str, Path], bytes]] = [by_rows, a_copy, a_print_list, a_sample]


@pytest.mark.parametrize("text", SIGNS)
@pytest.mark.parametrize("write", WRITERS)
def test_a_text_that_looks_like_a_formula_is_quoted(write, text, tmp_path):
    found = [cell for cell in cells_of(write(text, tmp_path)) if cell.value == text.strip("\x01")]
    assert found
    assert all((cell.data_type, bool(cell.quotePrefix)) == ("s", True) for cell in found)


@pytest.mark.parametrize("write", WRITERS)
def test_no_other_cell_is(write, tmp_path):
    for text in PLAIN:
        assert not any(cell.quotePrefix for cell in cells_of(write(text, tmp_path)))
    numbers = list(cells_of(workbook({"表": [["数"], [-5], [1.5], [None]]})))
    assert [(cell.value, cell.data_type, bool(cell.quotePrefix)) for cell in numbers[1:3]] == [
        (-5, "n", False),
        (1.5, "n", False),
    ]


@given(st.lists(st.text(st.characters(exclude_categories=["C"]), max_size=6), min_size=1, max_size=20))
def test_no_cell_holds_a_formula_or_an_error(texts):
    cells = cells_of(workbook({"表": [["头"], *([text] for text in texts)]}))
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}


@pytest.mark.parametrize("text", SIGNS)
def test_docgen_reads_the_same_text_again(text, tmp_path):
    path = tmp_path / "表.xlsx"
    path.write_bytes(workbook({"表": [["备注"], [text]]}))
    (sheet,) = read_sheets(path)
    assert sheet.rows[1][0] == text.strip("\x01")


@pytest.mark.libreoffice
def test_libreoffice_shows_the_same_text(warm_office: WarmOffice, tmp_path):
    texts = [text for text in SIGNS if text.isprintable()]
    source = tmp_path / "表.xlsx"
    source.write_bytes(workbook({"表": [["备注"], *([text] for text in texts)]}))
    shown = warm_office.convert_to("csv:Text - txt - csv (StarCalc):44,34,76", source, tmp_path / "out")
    assert shown.read_text(encoding="utf-8").splitlines() == ["备注", *texts]


def test_names_of_a_form_start_no_formula_in_its_empty_workbook():
    table = Record.define("=户", {"odd": column("=HYPERLINK(1)", access=Access.PUBLIC)}).__table__
    data = blank_workbook(table, 2013, {})
    heads = [cell for cell in cells_of(data) if str(cell.value).startswith("=")]
    assert [cell.value for cell in heads] == ["=户", "=HYPERLINK(1)"]
    assert all((cell.data_type, bool(cell.quotePrefix)) == ("s", True) for cell in heads)


def test_a_choice_with_a_quote_ends_no_list_of_choices():
    options = {'是"': '是"', "否": "否"}
    table = Record.define("户", {"choice": column("选", kind=Kind.ENUM, options=options)}).__table__
    sheet = openpyxl.load_workbook(BytesIO(blank_workbook(table, 2013, {}))).worksheets[0]
    assert not sheet.data_validations.dataValidation
