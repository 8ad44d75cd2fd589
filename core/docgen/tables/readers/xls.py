"""Workbooks of Excel 97 to 2003 and of WPS (.xls, .et): values and marks, by xlrd."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any, Literal

from docgen.tables.readers.marks import PLAIN, Marks, Spans, Style
from docgen.tables.readers.ole import Compound
from docgen.tables.readers.package import damaged, has_password, no_workbook, word_document
from docgen.tables.readers.sheet import Sheet, sound_merges
from docgen.tables.values.formats import GENERAL, built_in, cleaned

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5  # xlrd's types of cells


def read_xls(data: bytes, path: Path) -> Iterator[Sheet]:
    """The sheets of the workbook with these bytes. Raises DocgenError if it is damaged, has a password, or is none."""
    compound = Compound(data, path.name)
    if "encryptedpackage" in compound.streams:
        raise has_password(path.name)
    stream = compound.stream("Workbook", "Book")
    if stream is None:
        raise word_document(path.name) if "worddocument" in compound.streams else no_workbook(path.name)
    yield from _sheets(stream, path.name)


def _sheets(stream: bytes, file: str) -> Iterator[Sheet]:
    from xlrd import open_workbook
    from xlrd.biffh import XLRDError

    try:
        book = open_workbook(file_contents=stream, formatting_info=True, logfile=io.StringIO(), ragged_rows=True)
        for number in range(book.nsheets):
            yield _sheet(book, book.sheet_by_index(number))
    except XLRDError as error:
        raise has_password(file) if "encrypted" in str(error) else damaged(file) from None
    except Exception:  # xlrd trusts what it reads: damage comes as whatever error it leads to
        raise damaged(file) from None


def _sheet(book: Any, sheet: Any) -> Sheet:
    styles = [_style(book, xf) for xf in book.xf_list]
    marks = Marks(styles, defaultdict(Spans))
    matters = {number for number, style in enumerate(styles) if style != PLAIN}
    rows: list[list[Any]] = []
    for row in range(sheet.nrows):
        values = []
        for column, cell in enumerate(sheet.row(row)):
            values.append(_value(cell, book.datemode))
            if cell.ctype == _ERROR:
                marks.errors[row, column] = values[-1]
            elif cell.xf_index in matters and cell.ctype in (_TEXT, _NUMBER, _DATE):
                marks.spans[column].add(row, row, cell.xf_index)
        rows.append(values)
    struck = {number for number, font in enumerate(book.font_list) if font.struck_out}
    for place, runs in sheet.rich_text_runlist_map.items():
        if any(font in struck for _, font in runs):
            marks.struck.add(place)
    marks.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    marks.hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    rows = _filled(rows)
    return Sheet(sheet.name, rows, sound_merges(merges, rows), sheet.visibility == 0, marks)


def _filled(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows of one length, without the blank formatted cells around them."""
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _style(book: Any, xf: Any) -> Style:
    """A format with a number that every workbook has is shown as a Chinese Excel shows it."""
    known = book.format_map.get(xf.format_key)
    code = built_in(xf.format_key)
    if code == GENERAL and known and known.format_str:
        code = cleaned(known.format_str)
    return Style(code, bool(book.font_list[xf.font_index].struck_out))


def _value(cell: Any, datemode: Literal[0, 1]) -> Any:
    """As calamine gives it: text, float, bool, datetime or time; an error as #REF!, "" for blanks."""
    if cell.ctype == _DATE:
        return moment(cell.value, datemode)
    if cell.ctype == _BOOLEAN:
        return bool(cell.value)
    if cell.ctype == _ERROR:
        return _error(cell.value)
    return cell.value if cell.ctype in (_TEXT, _NUMBER) else ""


def moment(value: float, datemode: Literal[0, 1]) -> datetime | time | float:
    """The day or the time of day that a number is, from 1900 or, in `datemode` 1, from 1904; the number if it is
    none."""
    from xlrd import xldate

    try:
        found: datetime = xldate.xldate_as_datetime(value, datemode)
    except (xldate.XLDateError, ValueError, OverflowError):
        return value
    return found.time() if 0 <= value < 1 else found


def _error(code: int) -> str:
    from xlrd.biffh import error_text_from_code

    return str(error_text_from_code.get(code, "#N/A"))
