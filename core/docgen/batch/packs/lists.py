"""打印清单.xlsx: a row a pack in printing order, to be ticked off in the print room, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from docgen.batch.packs.lacking import LACKING
from docgen.batch.packs.pack import Printed
from docgen.batch.packs.papers import codes, numbers, sides
from docgen.batch.packs.ticks import BOXES, COLUMNS, DONE, PRINTING, TOTAL, Listed
from docgen.tables.write import cell_content, display_width, make_cell, to_bytes

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

MISSING = ("序号", "乡镇", "社区", "批次", "件号", "数据行", "原因")
"""The columns of the list of what is missing."""

_WIDEST = 60
_HEIGHT = 20  # points, room to tick
_A4 = 9


def print_list(printed: Sequence[Printed]) -> bytes:
    """The workbook; the same packs give the same bytes."""
    return workbook_of(listed(printed))


def listed(printed: Sequence[Printed]) -> Listed:
    """What the workbook says before anybody ticks."""
    packs, missing = rows_of(printed)
    marked = frozenset(place for place, each in enumerate(printed, 1) if each.done)
    return Listed({PRINTING: [COLUMNS, *packs], LACKING: [MISSING, *missing]}, marked)


def workbook_of(listed: Listed) -> bytes:
    """The workbook that says so; see docgen.batch.packs.ticks for how it is known again."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, (columns, *rows) in listed.sheets.items():
        _fill(book.create_sheet(name), columns, rows)
    return to_bytes(book, listed.keywords)


def rows_of(printed: Sequence[Printed]) -> tuple[list[list[object]], list[list[object]]]:
    """The rows of both sheets, totals included."""
    return list(_packs(printed)), list(_missing(printed))


def _packs(printed: Sequence[Printed]) -> Iterator[list[object]]:
    """A row for each pack, and the totals."""
    for number, each in enumerate(printed, 1):
        pack = each.pack
        place = [pack.town, pack.place, pack.name, each.letters]
        letters = [pack.letters, pack.spares, numbers(pack), codes(pack)]
        boxes = (DONE, *BOXES[1:]) if each.done else BOXES
        yield [number, *place, *letters, pack.deliverer, sides(pack), *boxes]
    packs = [each.pack for each in printed]
    totals = [sum(pack.letters for pack in packs), sum(pack.spares for pack in packs)]
    yield [TOTAL, "", "", f"{len(packs)}批", "", *totals, *[""] * (len(COLUMNS) - 7)]


def _missing(printed: Sequence[Printed]) -> Iterator[list[object]]:
    """A row for each letter that was not made, and how many they are."""
    lacking = [(each.pack, missing) for each in printed for missing in each.pack.missing]
    for number, (pack, missing) in enumerate(lacking, 1):
        yield [number, pack.town, pack.place, pack.name, f"{missing.number:03}", missing.row, missing.why.zh]
    yield [TOTAL, *[""] * (len(MISSING) - 2), f"{len(lacking)}份"]


def _fill(sheet: Any, columns: Sequence[object], rows: Sequence[Sequence[object]]) -> None:
    """The header, the rows, the last of which has the totals, and how all is printed."""
    from openpyxl.utils import get_column_letter

    for place, values in enumerate(zip(columns, *rows, strict=True), 1):
        width = max(display_width(str(value)) for value in (values[0], max(values, key=lambda value: len(str(value)))))
        sheet.column_dimensions[get_column_letter(place)].width = min(width + 2, _WIDEST)
    _set_page(sheet)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows)}"
    sheet.append([_bold(sheet, title) for title in columns])
    for row in rows[:-1]:
        sheet.append([cell_content(sheet, value) for value in row])
    sheet.append([_bold(sheet, value) for value in rows[-1]])


def _set_page(sheet: Any) -> None:
    """A4 across, as many pages as there are; the header stays above the rows, on paper too. Lines between the cells are
    those of the sheet: a border for each cell would take most of the time."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.print_options.gridLines = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = _HEIGHT, True
    sheet.oddFooter.center.text = "第&P页，共&N页"


def _bold(sheet: Any, value: Any) -> Cell:
    from openpyxl.styles import Font, PatternFill

    cell = make_cell(sheet, value)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E8EEF7")
    return cell
