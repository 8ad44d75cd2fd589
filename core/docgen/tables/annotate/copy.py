"""The checked copy of a workbook."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.files import read_file
from docgen.opc import (
    OFFICE,
    ContentTypes,
    Packed,
    Relations,
    packed_parts,
    parsed,
    prove,
    relations_of,
    with_findable_tags,
    zipped,
)
from docgen.problems import Severity
from docgen.tables.annotate.comments import (
    COMMENTS_TYPE,
    SHAPES_TYPE,
    commented_cells,
    shapes_of,
    with_comments,
    with_comments_shown,
    with_shapes,
)
from docgen.tables.annotate.styles import S, Styles
from docgen.tables.files import MARKED
from docgen.tables.letters import column_number
from docgen.tables.patch import Change, SheetCell, patch_sheet

if TYPE_CHECKING:
    from docgen.tables.annotate.values import Masks

WORKBOOK, STYLES, TYPES = "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"
_FIRST_LETTERS = "A"
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True)
class Remark:
    """What is to be said of a cell: `column` are its letters, or nothing for the row as a whole."""

    sheet: str
    row: int
    column: str
    severity: Severity
    text: str


def annotated(path: Path, remarks: Iterable[Remark], masks: Masks | None = None) -> bytes:
    """A copy of the workbook `path`, an .xlsx, with the cells of `remarks` coloured by severity and commented. Of an
    .xlsx all else stays as it was, charts and formulas too; of other kinds of files only the values are copied, and of
    one with `masks` only those of the sheets that these name, without what stands in the columns.

    Raises DocgenError when the file cannot be read.
    """
    names: dict[str, str] = {}
    try:
        package = _Package(packed_parts(BytesIO(read_file(path)))) if masks is None else None
    except (zipfile.BadZipFile, KeyError, OSError):
        package = None
    if package is None:
        from docgen.tables.annotate.values import as_xlsx

        book, names = as_xlsx(path, masks)
        package = _Package(packed_parts(book))
    for sheet, found in _by_sheet(remarks).items():
        package.mark(names.get(sheet, sheet), found)
    return package.zipped()


Marks = dict[tuple[int, str], list[Remark]]


def _by_sheet(remarks: Iterable[Remark]) -> dict[str, Marks]:
    sheets: dict[str, Marks] = defaultdict(lambda: defaultdict(list))
    for remark in remarks:
        sheets[remark.sheet][remark.row, remark.column or _FIRST_LETTERS].append(remark)
    return sheets


class _Package:
    """The parts of the workbook, those that change put anew."""

    def __init__(self, parts: dict[str, Packed]) -> None:
        self._parts = parts
        self._types = ContentTypes(self._read(TYPES))
        self._styles = Styles(self._read(STYLES))
        self._sheets = self._sheet_parts()
        if not self._sheets or self._styles.lack_formats or not self._parts.keys() >= set(self._sheets.values()):
            raise KeyError(WORKBOOK)  # written in ISO 29500 Strict, or not as Excel lays it out

    def _read(self, name: str) -> bytes:
        return self._parts[name].inflated()

    def _put(self, name: str, data: bytes) -> None:
        self._parts[name] = Packed.of(name.encode(), data)

    def _relations(self, source: str) -> Relations:
        name = relations_of(source)
        return Relations(source, self._read(name) if name in self._parts else None)

    def _sheet_parts(self) -> dict[str, str]:
        """The part of each sheet, by the sheet's name."""
        targets = {relation.id: relation.part(WORKBOOK) for relation in self._relations(WORKBOOK)}
        sheets = parsed(self._read(WORKBOOK)).iter(f"{S}sheet")
        return {sheet.get("name"): targets[sheet.get(f"{{{OFFICE}}}id")] for sheet in sheets}

    def mark(self, sheet: str, marks: Marks) -> None:
        """Colour and comment cells of a sheet."""
        part = self._sheets[sheet]
        xml = patch_sheet(with_findable_tags(self._read(part)), self._colours(marks))
        relations = self._relations(part)
        shown_by = shapes_of(xml)
        texts = {place: "\n".join(dict.fromkeys(r.text for r in found)) for place, found in marks.items()}
        comments = self._part_of(relations, "comments")
        old = self._read(comments) if comments in self._parts else None
        taken = commented_cells(old)
        new = {(row, letters): text for (row, letters), text in texts.items() if f"{letters}{row}" not in taken}
        self._put_linked(relations, comments or self._free("xl/comments"), with_comments(old, texts), "comments")
        shapes = next((r.part(part) for r in relations if r.id == shown_by), "")
        drawn = with_shapes(self._read(shapes) if shapes in self._parts else None, new)
        name = self._put_linked(relations, shapes or self._free("xl/drawings/vmlDrawing"), drawn, "vmlDrawing")
        self._put(part, prove(xml if shown_by else with_comments_shown(xml, name)))
        self._put(relations_of(part), relations.xml())

    def _colours(self, marks: Marks) -> dict[int, dict[int, Change]]:
        rows: dict[int, dict[int, Change]] = defaultdict(dict)
        for (row, letters), found in marks.items():
            worst = min((remark.severity for remark in found), key=lambda severity: _RANK[severity])
            rows[row][column_number(letters)] = partial(self._coloured, severity=worst.value)
        return rows

    def _coloured(self, cell: SheetCell, _left: SheetCell, severity: str) -> SheetCell:
        return cell.with_style(self._styles.coloured(cell.style, severity))

    @staticmethod
    def _part_of(relations: Relations, kind: str) -> str:
        """The part of that kind that a sheet leads to, or nothing."""
        found = (r.part(relations.source) for r in relations if r.kind == f"{OFFICE}/{kind}")
        return next(found, "")

    def _free(self, stem: str) -> str:
        ending = "vml" if "vml" in stem else "xml"
        number = 1
        while (name := f"{stem}{number}.{ending}") in self._parts:
            number += 1
        return name

    def _put_linked(self, relations: Relations, part: str, data: bytes, kind: str) -> str:
        """Put a part that a sheet leads to; gives the id of the relation."""
        self._put(part, data)
        self._types.add(part, SHAPES_TYPE if kind == "vmlDrawing" else COMMENTS_TYPE)
        for relation in relations:
            if relation.part(relations.source) == part:
                return relation.id
        name = f"docgen{kind}"
        relations.add(name, f"{OFFICE}/{kind}", part)
        return name

    def zipped(self) -> bytes:
        """The file."""
        self._put(STYLES, self._styles.xml())
        self._put(TYPES, self._types.xml())
        return zipped(self._parts.values(), comment=MARKED)
