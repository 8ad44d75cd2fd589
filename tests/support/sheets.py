"""Workbooks of one sheet, and what is found in them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from docgen.tables import FoundTable, find_tables

Row = Sequence[Any]
Shown = tuple[tuple[int, int] | None, str, int]


def write(path: Path, rows: Sequence[Row], merge: str = "") -> Path:
    """A workbook of one sheet; `merge` lists the merged cells."""
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(tuple(row))
    for cells in merge.split():
        page.merge_cells(cells)
    book.save(path)
    return path


def shown(table: FoundTable) -> Shown:
    """Its header rows, columns and number of rows."""
    return table.header_rows, " ".join(table.columns), table.rows


def found(folder: Path, rows: Sequence[Row], merge: str = "") -> list[Shown]:
    """The tables in a workbook of these rows."""
    return [shown(table) for table in find_tables(write(folder / "表.xlsx", rows, merge))]
