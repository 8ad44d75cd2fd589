"""Workbooks that docgen writes: plain, pleasant, and without a formula from a value, also after somebody edits it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docgen.text import starts_formula

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell

_FIXED_DATE = (2012, 7, 1, 0, 0, 0)
_WIDEST = 60


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """An .xlsx of these sheets, each a header and rows of text and numbers. The same rows give the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    del book[book.active.title]  # type: ignore[union-attr]
    for name, rows in sheets.items():
        _fill(book.create_sheet(name), rows)
    return to_bytes(book)


def to_bytes(book: Workbook, keywords: str = "") -> bytes:
    """An openpyxl workbook as a file, with `keywords` (no markup) among its properties; the same cells give the same
    bytes on every day."""
    raw = BytesIO()
    book.save(raw)
    return _without_dates(raw, keywords)


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """`text` without the characters that a workbook cannot hold (XML 1.0, 2.2)."""
    return _NOT_IN_XML.sub("", text)


def needs_quote(text: str) -> bool:
    """Whether Excel makes something else of `text` when somebody edits its cell: a formula, an error such as #N/A, or,
    of what begins with an apostrophe, the rest."""
    return starts_formula(text) or text[:1] in ("#", "'")


def set_value(cell: Any, value: object) -> None:
    """Put `value` into a cell of openpyxl. A text stays a text, whatever it begins with; one that Excel would make
    something else of is marked as typed after an apostrophe (quotePrefix, ISO 29500-1 18.8.45)."""
    cell.value = legal(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        if needs_quote(cell.value):
            cell.quotePrefix = True


def make_cell(sheet: Any, value: object) -> Cell:
    """A cell for a sheet that is written row by row, with `value` as `set_value` puts it there."""
    from openpyxl.cell import WriteOnlyCell

    cell: Cell = WriteOnlyCell(sheet)
    set_value(cell, value)
    return cell


def cell_content(sheet: Any, value: object) -> object:
    """What to append to a sheet that is written row by row: `value`, or a cell where `value` needs one. Making a cell
    takes its time."""
    if not isinstance(value, str):
        return value
    text = legal(value)
    return make_cell(sheet, text) if needs_quote(text) else text or None


def display_width(text: str) -> int:
    """How many half-width characters wide `text` is."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)


def _fill(sheet: Any, rows: Sequence[Sequence[object]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(number, place)
            set_value(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EEF7")
    for place, column in enumerate(zip(*rows, strict=True), 1):
        width = max(display_width(str(value)) for value in column)
        sheet.column_dimensions[get_column_letter(place)].width = min(width + 2, _WIDEST)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _without_dates(raw: BytesIO, keywords: str) -> bytes:
    """The same workbook without the time of day that openpyxl writes into it."""
    result = BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _CORE % (b"<cp:keywords>%b</cp:keywords>" % keywords.encode() if keywords else b"")
            info = zipfile.ZipInfo(name, _FIXED_DATE)
            info.create_system = 0
            target.writestr(info, data, zipfile.ZIP_DEFLATED)
    return result.getvalue()


_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>docgen</dc:creator>%b</cp:coreProperties>'
)
