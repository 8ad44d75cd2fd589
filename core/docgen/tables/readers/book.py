"""A file of any kind as sheets: values by the reader that knows it best, marks beside them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from docgen.files import read_file, unreadable
from docgen.problems import Cell
from docgen.tables.letters import column_letter
from docgen.tables.readers.marks import Marks
from docgen.tables.readers.package import Package, damaged
from docgen.tables.readers.sheet import Sheet, sound_merges
from docgen.tables.readers.sniff import Format, format_of, format_of_package
from docgen.tables.readers.undated import Undated

__all__ = ["Sheet", "column_letter", "read_sheets"]

Known = Mapping[str, tuple[Marks, list[tuple[int, int, int, int]] | None]]


def read_sheets(path: Path) -> Iterator[Sheet]:
    """The sheets of the file `path`, in order. Raises DocgenError when it cannot be read, with what to do."""
    found = format_of(path)
    if found is Format.DELIMITED:
        from docgen.tables.readers.delimited import read_delimited

        yield read_delimited(path)
        return
    try:
        data = read_file(path)
    except OSError as error:
        raise unreadable(error, Cell(path.name)) from None
    yield from _READERS[found](data, path)


def _zipped(data: bytes, path: Path) -> Iterator[Sheet]:
    from lxml import etree

    from docgen.tables.readers.oddzip import lay_out

    package = Package(data, path.name)
    try:
        package = lay_out(package)
        known = _known(package)
    except (etree.XMLSyntaxError, ValueError, IndexError, struct.error):
        package.fail()
    return _calamine(package, known)


def _known(package: Package) -> Known:
    """The marks of the sheets of a package, and their merges, where calamine does not know them."""
    from docgen.tables.readers import ods, xlsb, xlsx

    found = format_of_package(package)
    if found is Format.XLSX:
        return {name: (marks, None) for name, marks in xlsx.marks_of(package).items()}
    return xlsb.marks_of(package) if found is Format.XLSB else ods.marks_of(package)


def _xls(data: bytes, path: Path) -> Iterator[Sheet]:
    from docgen.tables.readers.xls import read_xls

    return read_xls(data, path)


def _html(data: bytes, path: Path) -> Iterator[Sheet]:
    from docgen.tables.readers.html import read_html

    return read_html(data, path)


_READERS: dict[Format, Callable[[bytes, Path], Iterator[Sheet]]] = {
    Format.XLSX: _zipped,
    Format.XLS: _xls,
    Format.HTML: _html,
}


def _calamine(package: Package, known: Known) -> Iterator[Sheet]:
    """Values by calamine, which reads by content, whatever the file is called; merges too, where they are not known."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book, undated = CalamineWorkbook.from_filelike(BytesIO(package.data)), Undated(package)
        for listed in book.sheets_metadata:
            if listed.typ != SheetTypeEnum.WorkSheet:
                continue
            marks, merges = known.get(listed.name, (Marks(), None))
            visible = listed.visible == SheetVisibleEnum.Visible
            yield _sheet(book.get_sheet_by_name(listed.name), marks, merges, undated, visible)
    except BaseException as error:
        if not isinstance(error, CalamineError) and not _is_panic(error):
            raise
        raise damaged(package.file) from None


def _sheet(
    sheet: Any, marks: Marks, merges: list[tuple[int, int, int, int]] | None, undated: Undated, visible: bool
) -> Sheet:
    """A sheet of calamine as one of ours. Nothing keeps the former, which holds all values once more."""
    rows = _rows_of(sheet, marks, undated)
    if merges is None:
        merges = [(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
    _show_errors(rows, marks)
    _space_texts(rows, marks)
    return Sheet(sheet.name, rows, sound_merges(merges, rows), visible, marks)


def _rows_of(sheet: Any, marks: Marks, undated: Undated) -> list[list[Any]]:
    try:
        rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    except BaseException as error:  # a date or a duration that cannot be
        if not isinstance(error, OverflowError) and not _is_panic(error):
            raise
        return undated.rows(sheet.name, marks)
    return rows


def _is_panic(error: BaseException) -> bool:
    """Whether a library in Rust has given up."""
    return type(error).__name__ == "PanicException"


def _space_texts(rows: list[list[Any]], marks: Marks) -> None:
    """Calamine leaves out the tabs and line breaks of an .ods."""
    for (top, left, height, width), text in marks.spaced.items():
        for row in rows[top : top + height]:
            row[left : left + width] = [text] * len(row[left : left + width])


def _show_errors(rows: list[list[Any]], marks: Marks) -> None:
    """Calamine leaves cells with an error blank."""
    for (row, column), text in marks.errors.items():
        if row < len(rows):
            rows[row] += [""] * (column + 1 - len(rows[row]))
            rows[row][column] = text
