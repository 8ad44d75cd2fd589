"""The same sheets as other programs save them: a text file of a county's system, a workbook of Excel 2003."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import xlwt
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

_SHOWN = {
    "yyyy-mm-dd": "{0:%Y-%m-%d}",
    'yyyy"年"m"月"d"日"': "{0.year}年{0.month}月{0.day}日",
    "yyyy.mm": "{0:%Y.%m}",
}


def save_csv(book: Workbook, path: Path) -> None:
    """The first sheet as text, as its cells show it: no merges, no formats, GB18030."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in _cells(book):
        writer.writerow([_shown(cell) for cell in row])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode("gb18030"))


def save_xls(book: Workbook, path: Path) -> None:
    """The first sheet as a workbook of Excel 97 to 2003."""
    old = xlwt.Workbook(encoding="utf-8")
    sheet = old.add_sheet(_sheet(book).title)
    styles: dict[str, xlwt.XFStyle] = {}
    for row in _cells(book):
        for cell in row:
            if cell.value is not None:
                style = styles.setdefault(cell.number_format, _style(cell.number_format))
                sheet.write(cell.row - 1, cell.column - 1, cell.value, style)
    for merge in _sheet(book).merged_cells.ranges:
        sheet.merge(merge.min_row - 1, merge.max_row - 1, merge.min_col - 1, merge.max_col - 1)
    path.parent.mkdir(parents=True, exist_ok=True)
    old.save(str(path))


def _sheet(book: Workbook) -> Worksheet:
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def _cells(book: Workbook) -> list[tuple[Cell, ...]]:
    return [tuple(cell for cell in row if isinstance(cell, Cell)) for row in _sheet(book).iter_rows()]


def _shown(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, date):
        return _SHOWN[cell.number_format].format(value)
    return "" if value is None else str(value)


def _style(number_format: str) -> xlwt.XFStyle:
    style = xlwt.XFStyle()
    style.num_format_str = number_format
    return style
