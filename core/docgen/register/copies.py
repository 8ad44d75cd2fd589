"""Copies of rolls with the codes that were given: the office's own workbooks stay as they are."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path

from docgen.data import Dataset
from docgen.files import read_file
from docgen.opc import (
    OFFICE,
    Packed,
    Relations,
    attribute,
    packed_parts,
    parsed,
    prove,
    relations_of,
    with_attribute,
    with_findable_tags,
    zipped,
)
from docgen.problems import Cell
from docgen.register.codes import Given
from docgen.schema import Access, Column
from docgen.tables import Reading
from docgen.tables.annotate.styles import Styles
from docgen.tables.files import MARKED
from docgen.tables.letters import column_number
from docgen.tables.patch import SheetCell, count_columns, patch_sheet
from docgen.tables.write import needs_quote

Texts = dict[int, str]
"""What is to stand in a column, by the numbers of rows."""

_BOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"


def roll_copies(given: Iterable[Given], column: Column, data: Dataset, reading: Reading) -> Iterator[tuple[str, bytes]]:
    """A copy of each workbook that holds rows of `given`, by the name of the file: their codes stand in `column`, which
    is added on the right where there is none. Like a marked copy it is read as no data until somebody saves it. Of a
    workbook with columns that never leave it, only the sheets with codes are copied. Raises DocgenError for a file that
    cannot be read any more."""
    files: dict[str, dict[str, Texts]] = {}
    for where, code in given:
        if where.row is not None:
            files.setdefault(where.file, {}).setdefault(where.sheet, {})[where.row] = code
    paths = {file.name: file.path for file in reading.files}
    for name, sheets in files.items():
        columns = {sheet: data.letter(Cell(name, sheet), column.name) for sheet in sheets}
        for report in reading.sheets:
            if report.file == name and columns.get(report.sheet) == "":
                sheets[report.sheet][report.header_rows[1]] = column.title
        yield name, _copy(paths[name], sheets, columns, whole=not _is_sealed(name, data, reading))


def _is_sealed(file: str, data: Dataset, reading: Reading) -> bool:
    tables = (data.tables[report.table] for report in reading.sheets if report.file == file and report.table)
    return any(column.access is Access.SEALED for table in tables for column in table.columns)


def _copy(path: Path, sheets: Mapping[str, Texts], columns: Mapping[str, str], *, whole: bool) -> bytes:
    """The file with the texts of `sheets` in those columns; the last one where none is named."""
    parts, names = _parts(path, None if whole else sheets)
    places = _sheet_parts(parts)
    styles = _styles_to_quote(parts, sheets.values())
    for sheet, texts in sheets.items():
        part = places[names.get(sheet, sheet)]
        xml = with_findable_tags(parts[part].inflated())
        parts[part] = Packed.of(part.encode(), prove(_with_texts(xml, texts, columns[sheet], styles)))
    if styles:
        parts[_STYLES] = Packed.of(_STYLES.encode(), styles.xml())
    return zipped(parts.values(), comment=MARKED)


def _parts(path: Path, sheets: Iterable[str] | None) -> tuple[dict[str, Packed], Mapping[str, str]]:
    """The parts of the file as an .xlsx, of these sheets only if they are named; what they are called there."""
    if sheets is None and _BOOK in (parts := _packed(path)):
        return parts, {}
    from docgen.tables.annotate.values import as_xlsx

    book, names = as_xlsx(path, None if sheets is None else dict.fromkeys(sheets, ()))
    return packed_parts(BytesIO(book.getvalue())), names


def _packed(path: Path) -> dict[str, Packed]:
    """The parts of the file; none if it is no zip, as an .xls is none."""
    try:
        return packed_parts(BytesIO(read_file(path)))
    except (zipfile.BadZipFile, OSError):
        return {}


def _styles_to_quote(parts: Mapping[str, Packed], texts: Iterable[Texts]) -> Styles | None:
    """The formats of the cells, unless none of the texts needs another than it finds."""
    if _STYLES not in parts or not any(needs_quote(text) for each in texts for text in each.values()):
        return None
    styles = Styles(parts[_STYLES].inflated())
    return None if styles.lack_formats else styles


def _sheet_parts(parts: Mapping[str, Packed]) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    relations = Relations(_BOOK, parts[relations_of(_BOOK)].inflated())
    targets = {relation.id: relation.part(_BOOK) for relation in relations}
    sheets = parsed(parts[_BOOK].inflated()).iter(_SHEET)
    return {str(sheet.get("name")): targets[str(sheet.get(f"{{{OFFICE}}}id"))] for sheet in sheets}


def _with_texts(xml: bytes, texts: Mapping[int, str], letters: str, styles: Styles | None) -> bytes:
    """A sheet with texts in one column, the one behind all others if there is no letter of it."""
    column = column_number(letters) if letters else count_columns(xml, texts)
    return patch_sheet(
        xml, {row: {column: partial(_with_text, text=text, styles=styles)} for row, text in texts.items()}
    )


def _with_text(cell: SheetCell, left: SheetCell, text: str, styles: Styles | None) -> SheetCell:
    """The cell with a text; it looks as before, or as the one to its left if it is new. The text stays one when
    somebody edits it."""
    looks = cell if cell.content or attribute(cell.head, "s") else left
    style = styles.quoted(looks.style) if styles and needs_quote(text) else looks.style
    content = f"<is><t>{escape(text, quote=False)}</t></is>".encode()
    return SheetCell(with_attribute(cell.with_style(style).head, "t", "inlineStr"), content)
