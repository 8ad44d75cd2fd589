"""A workbook as grids of values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from docgen.problems import Cell, DocgenError
from docgen.tables.sniff import check_workbook
from docgen.text import Text


@dataclass(frozen=True)
class Sheet:
    """The values of one sheet. `rows[0][0]` is A1; `merges` are (top, left, bottom, right), from 0, inclusive. One that
    is not `visible` people have hidden, or never see."""

    name: str
    rows: list[list[Any]]
    merges: list[tuple[int, int, int, int]]
    visible: bool = True


def read_sheets(path: Path) -> Iterator[Sheet]:
    """The sheets of the workbook `path`, in order. Raises DocgenError when it cannot be opened."""
    check_workbook(path)
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))  # by content, whatever its name
        for known in book.sheets_metadata:
            name, visible = known.name, known.visible == SheetVisibleEnum.Visible
            sheet = book.get_sheet_by_name(name)
            rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
            merges = [(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
            yield Sheet(name, rows, merges, visible)
    except (CalamineError, OSError) as error:
        raise DocgenError(
            Text("the workbook cannot be opened: {why}", "工作簿打不开：{why}").format(why=error),
            hint=Text("Open it in Excel or WPS and save it anew.", "请用 Excel 或 WPS 打开后重新保存。"),
            where=Cell(path.name),
        ) from None


def column_letter(index: int) -> str:
    """The letters of column `index`, from 0: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
