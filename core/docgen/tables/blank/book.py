"""The workbook of one table: its sheet to fill in, and the sheet 填写说明, which no table is told from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING, Any

from docgen.schema import Column, Kind, Table
from docgen.tables.blank import guide
from docgen.tables.blank.rules import FIRST_ROW, LAST_ROW, add_rules, number_format
from docgen.tables.write import display_width, set_value, to_bytes
from docgen.text import Text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEADER = FIRST_ROW - 1
_MARK = Text("(required)", "（必填）")
_BY, _ON = Text("Filled in by: ", "填报单位："), Text("On: ", "填报时间：")
_HOW = Text("How to fill in {table}", "怎样填写“{table}”")
_EXAMPLE = Text(" For example: ", "例：")
_COLUMN = Text("{letter}  {title}", "{letter}列  {title}")
_WIDTHS = {
    Kind.TEXT: 16,
    Kind.NAME: 12,
    Kind.DATE: 12,
    Kind.YEARMONTH: 10,
    Kind.LIST: 20,
    Kind.PHONE: 15,
    Kind.EMAIL: 20,
    Kind.ID: 21,
    Kind.CODE: 13,
}
_NARROW = 9
_BODY, _HEADING = "宋体", "黑体"
_ABOUT, _LINE = 80, 16
"""How many characters an explanation has in a line, and the height of that."""


def file_name(table: Table) -> str:
    """The name of the workbook of `table`."""
    return f"{_safe(table.name)}.xlsx"


def _safe(name: str) -> str:
    """The name without what Windows or Excel forbids in the name of a file or sheet."""
    return re.sub(r'[\\/*?:\[\]<>|"]', "_", name)[:31]


def blank_workbook(table: Table, year: int, words: Mapping[str, str]) -> bytes:
    """An .xlsx in which to fill in `table`, without a row of data.

    `year` is that of the dates which it accepts; `words` are examples by header, or by the table referred to.
    """
    from openpyxl import Workbook

    book = Workbook()
    del book[book.active.title]  # type: ignore[union-attr]
    _sheet(book.create_sheet(_safe(table.name)), table, year)
    _guide(book.create_sheet(guide.SHEET.written), table, year, words)
    return to_bytes(book)


def _sheet(sheet: Worksheet, table: Table, year: int) -> None:
    _above(sheet, table)
    for place, column in enumerate(table.columns, 1):
        _head(sheet, place, column)
        _body(sheet, place, column)
    sheet.row_dimensions[_HEADER].height = 36
    sheet.freeze_panes = f"A{FIRST_ROW}"
    add_rules(sheet, table, year)
    _page(sheet, landscape=True)
    sheet.print_title_rows = f"{_HEADER}:{_HEADER}"


def _above(sheet: Worksheet, table: Table) -> None:
    """The title, and a line for who fills it in: two cells, so that neither is taken for the other's value."""
    from openpyxl.styles import Font

    title = sheet.cell(1, 1)
    set_value(title, table.name.replace("(", "（").replace(")", "）"))
    title.font = Font(_HEADING, 16)
    sheet.row_dimensions[1].height = 30
    for place, text in ((1, _BY), (min(4, max(2, len(table.columns))), _ON)):
        sheet.cell(2, place, text.written).font = Font("楷体", 11)
    sheet.row_dimensions[2].height = 20


def _head(sheet: Worksheet, place: int, column: Column) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin", color="7F7F7F")
    cell = sheet.cell(_HEADER, place)
    set_value(cell, f"{column.title}\n{_MARK.written}" if column.required else column.title)
    cell.font = Font(_BODY, 11, bold=True)
    cell.fill = PatternFill("solid", fgColor="FFE699" if column.required else "E7E6E6")
    cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.comment = Comment(guide.explanation(column), "docgen", height=90, width=260)


def _body(sheet: Any, place: int, column: Column) -> None:
    """The look of the cells below the header. A column's own format would do for Excel; where cells must hold text,
    they are made too, for programs that look at cells only."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    whole = sheet.column_dimensions[get_column_letter(place)]
    head = max(display_width(column.title), display_width(_MARK.written) if column.required else 0)
    whole.width = max(_WIDTHS.get(column.kind, _NARROW), head + 2)
    whole.font, whole.alignment = Font(_BODY, 11), Alignment(vertical="center", wrap_text=True)
    whole.number_format = number_format(column)
    for row in range(FIRST_ROW, LAST_ROW + 1) if whole.number_format == "@" else ():
        sheet.cell(row, place)._style = whole._style  # three styles a cell would take most of the time


def _guide(sheet: Worksheet, table: Table, year: int, words: Mapping[str, str]) -> None:
    """Two cells a row: a sheet of three and more would be taken for a table."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.append([_HOW.written.format(table=table.name)])
    for line in guide.instructions(table, FIRST_ROW):
        sheet.append([line])
    sheet.append([])
    for place, column in enumerate(table.columns, 1):
        shown = guide.example(column, year, words)
        about = guide.explanation(column) + (f"{_EXAMPLE.written}{shown}" if shown else "")
        sheet.append([_COLUMN.written.format(letter=get_column_letter(place), title=column.title), about])
        sheet.row_dimensions[sheet.max_row].height = _LINE * ceil(display_width(about) / _ABOUT)
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for row in sheet.iter_rows():
        row[0].font = Font(_BODY, 11, bold=bool(row[-1].value) and len(row) > 1)
    sheet["A1"].font = Font(_HEADING, 14)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, _ABOUT + 2
    sheet.sheet_properties.tabColor = "7F7F7F"
    _page(sheet, landscape=False)


def _page(sheet: Worksheet, *, landscape: bool) -> None:
    """A4, all columns on the page, as many pages as it takes."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"  # type: ignore[union-attr]
