"""Workbooks as a township keeps them: a title above, a ruled table, cells merged where the one above is repeated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from docgen.tables.write import display_width, to_bytes

Value = str | int | date | None
Rows = Sequence[Sequence[Value]]

_THIN = Side(style="thin", color="7F7F7F")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_GREY = PatternFill("solid", fgColor="E7E6E6")
_WIDEST = 40


def sheet(
    book: Workbook, name: str, title: str, heads: Sequence[str], rows: Rows, *, merged: Iterable[str] = ()
) -> None:
    """Add a sheet: a title, a header, the rows; in the columns `merged` equal cells below one another are one."""
    page = book.create_sheet(name)
    page.append([title])
    page.append(list(heads))
    for row in rows:
        page.append(list(row))
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(heads))
    page["A1"].font = Font(name="黑体", size=16)
    page["A1"].alignment = _MIDDLE
    page.row_dimensions[1].height = 30
    for line in page.iter_rows(min_row=2):
        for cell in line:
            cell.border, cell.alignment = _BOX, _MIDDLE
            cell.font = Font(name="宋体", size=11, bold=cell.row == 2)
            if isinstance(cell.value, date):
                cell.number_format = 'yyyy"年"m"月"d"日"'
            elif isinstance(cell.value, str):
                cell.number_format = "@"
            if cell.row == 2:
                cell.fill = _GREY
    for place, column in enumerate(zip(heads, *rows, strict=True), 1):
        widest = max(display_width(line) for value in column for line in str(value or "").splitlines() or [""])
        page.column_dimensions[get_column_letter(place)].width = min(max(widest + 2, 8), _WIDEST)
    page.freeze_panes = "A3"
    page.print_title_rows = "2:2"
    for head in merged:
        _merge(page, list(heads).index(head) + 1, rows, list(heads).index(head))


def _merge(page: object, column: int, rows: Rows, place: int) -> None:
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at][0] != rows[start][0] or rows[at][place] != rows[start][place]:
            if at - start > 1:
                page.merge_cells(  # type: ignore[attr-defined]
                    start_row=start + 3, end_row=at + 2, start_column=column, end_column=column
                )
            start = at


def new_book() -> Workbook:
    """A workbook without sheets."""
    book = Workbook()
    del book["Sheet"]
    return book


def save(book: Workbook, path: Path) -> None:
    """Write it; the same cells give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(to_bytes(book))
