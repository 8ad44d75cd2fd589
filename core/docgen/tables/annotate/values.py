"""A file of another kind as an .xlsx whose cells can be marked: its values, how numbers and dates look, its merges."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import Any

from docgen.problems import readable
from docgen.tables.letters import column_number
from docgen.tables.readers.book import read_sheets
from docgen.tables.readers.sheet import Sheet
from docgen.tables.values.cells import LONGEST
from docgen.tables.write import legal, set_value, to_bytes

_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_WIDTH = 14


Masks = Mapping[str, Sequence[tuple[str, int]]]
"""By sheet, the letters of columns that nobody else may read, with the number of the row above their values."""
MASK = "***"


def as_xlsx(path: Path, masks: Masks | None = None) -> tuple[BytesIO, dict[str, str]]:
    """The file `path` as an .xlsx, and what each of its sheets is called there; with `masks`, only the sheets that
    these name, with the values of the columns masked. Raises DocgenError when it cannot be read."""
    from openpyxl import Workbook

    book = Workbook()
    del book["Sheet"]
    names: dict[str, str] = {}
    for sheet in read_sheets(path):
        if masks is not None and sheet.name not in masks:
            continue
        title = _NOT_IN_A_NAME.sub("_", legal(sheet.name or readable(path.stem)))[:_LONGEST_NAME]
        page: Any = book.create_sheet(title)
        names[sheet.name] = page.title
        whole = sheet.whole()
        for letters, above in (masks or {}).get(sheet.name, ()):
            _mask(whole, column_number(letters), above)
        _fill(page, whole)
    return BytesIO(to_bytes(book)), names


def _mask(sheet: Sheet, column: int, above: int) -> None:
    for row in sheet.rows[above:]:
        if column < len(row) and row[column] not in (None, ""):
            row[column] = MASK


def _fill(page: Any, sheet: Sheet) -> None:
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            if value in (None, ""):
                continue
            if isinstance(value, float) and not isfinite(value):
                value = str(value)  # noqa: PLW2901 - Excel has no such number
            cell = page.cell(row + 1, column + 1)
            set_value(cell, legal(value)[:LONGEST] if isinstance(value, str) else value)
            if not isinstance(value, str):
                cell.number_format = sheet.marks.format_at(row, column) or cell.number_format
    for top, left, bottom, right in sheet.merges:
        page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    page.sheet_format.defaultColWidth = _WIDTH
