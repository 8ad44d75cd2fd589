"""An .xlsb package: the marks and merges of its sheets, and how much room they would take ([MS-XLSB] 2.1.4, 2.4)."""

from __future__ import annotations

import struct
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from docgen.opc import Relations
from docgen.tables.readers.marks import PLAIN, Marks, Spans, Style
from docgen.tables.readers.package import Package
from docgen.tables.readers.room import MAX_COLUMNS, MAX_ROWS, check_room, check_text
from docgen.tables.values.formats import GENERAL, built_in, cleaned

BOOK = "xl/workbook.bin"

# The records that matter here; cells with a value lie between _RK and _FORMULA_ERROR.
_ROW, _RK, _ERROR, _SHARED, _FORMULA_ERROR = 0, 2, 3, 7, 11
_STRING, _FONT, _FORMAT, _XF, _COLUMN, _SHEET, _MERGE, _CELL_XFS, _END_CELL_XFS = 19, 43, 44, 47, 60, 156, 176, 617, 618
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_LONGEST_RECORD = 1 << 24

_U16, _U32, _FOUR = struct.Struct("<H"), struct.Struct("<I"), struct.Struct("<4I")

Merge = tuple[int, int, int, int]


def marks_of(package: Package) -> dict[str, tuple[Marks, list[Merge]]]:
    """The marks and merges of every sheet, by its name. Raises DocgenError when a sheet would take more room than any
    office's; struct.error, IndexError or ValueError for records that are cut off."""
    targets = {line.id: line.target for line in Relations(BOOK, package.xml("xl/_rels/workbook.bin.rels"))}
    styles, lengths = _styles(package), array("q", _lengths(package))
    found = {}
    for name, relation in _sheets(package):
        target = targets.get(relation, "")
        part = target[1:] if target.startswith("/") else f"xl/{target}"
        if part not in package:
            package.fail()
        found[name] = _Sheet(package, name, styles, lengths).read(part)
    return found


def records(pieces: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The records of a part: the number of each and what it holds. Raises IndexError for one that is cut off."""
    held = b""
    for piece in pieces:
        data, at = held + piece, 0
        while at < len(data) - 8 and (record := _record(data, at)):
            kind, start, at = record
            yield kind, data[start:at]
        held = data[at:]
    at = 0
    while at < len(held):
        record = _record(held, at)
        if record is None:
            raise IndexError
        kind, start, at = record
        yield kind, held[start:at]


def _record(data: bytes, at: int) -> tuple[int, int, int] | None:
    """The number of the record, where it begins and ends; None if it goes on beyond the data."""
    kind, at = data[at], at + 1
    if kind & 0x80:
        kind, at = (kind & 0x7F) | data[at] << 7, at + 1
    size = shift = 0
    while True:
        byte, at = data[at], at + 1
        size |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80 or shift == 28:
            break
    if size > _LONGEST_RECORD:
        raise IndexError
    return (kind, at, at + size) if at + size <= len(data) else None


def _sheets(package: Package) -> Iterator[tuple[str, str]]:
    for kind, data in records(package.pieces(BOOK)):
        if kind == _SHEET:
            relation, at = _text(data, 8)
            yield _text(data, at)[0], relation


def _text(data: bytes, at: int) -> tuple[str, int]:
    """A string and where it ends."""
    length = _U32.unpack_from(data, at)[0]
    end = at + 4 + 2 * min(length, len(data))
    return data[at + 4 : end].decode("utf-16-le"), end


def _styles(package: Package) -> Sequence[Style]:
    formats: dict[int, str] = {}
    struck: list[bool] = []
    styles: list[Style] = []
    in_cells = False
    for kind, data in records(package.pieces("xl/styles.bin") if "xl/styles.bin" in package else ()):
        if kind in (_CELL_XFS, _END_CELL_XFS):
            in_cells = kind == _CELL_XFS
        elif kind == _FORMAT:
            formats[_U16.unpack_from(data)[0]] = cleaned(_text(data, 2)[0])
        elif kind == _FONT:
            struck.append(bool(_U16.unpack_from(data, 2)[0] & 0x8))
        elif kind == _XF and in_cells:
            code, font = _U16.unpack_from(data, 2)[0], _U16.unpack_from(data, 4)[0]
            styles.append(Style(formats.get(code) or built_in(code) or GENERAL, font < len(struck) and struck[font]))
    return styles


def _lengths(package: Package) -> Iterator[int]:
    part = "xl/sharedStrings.bin"
    return (len(data) for kind, data in records(package.pieces(part) if part in package else ()) if kind == _STRING)


class _Sheet:
    def __init__(self, package: Package, name: str, styles: Sequence[Style], lengths: Sequence[int]) -> None:
        self.package = package
        self.name = name
        self.lengths = lengths
        self.marks = Marks(styles, defaultdict(Spans))
        self.matters = {number for number, style in enumerate(styles) if style != PLAIN}
        self.merges: list[Merge] = []
        self.row = self.height = self.width = self.filled = self.text = 0

    def read(self, part: str) -> tuple[Marks, list[Merge]]:
        for kind, data in records(self.package.pieces(part)):
            if kind == _ROW:
                self.row = _U32.unpack_from(data)[0]
                if data[11] & 0x10:
                    self.marks.hidden_rows.add(self.row)
            elif _RK <= kind <= _FORMULA_ERROR:
                self._take(kind, data)
            elif kind == _COLUMN and data[16] & 1:
                first, last = _U32.unpack_from(data)[0], _U32.unpack_from(data, 4)[0]
                self.marks.hidden_columns.update(range(first, min(last + 1, MAX_COLUMNS)))
            elif kind == _MERGE:
                top, bottom, left, right = _FOUR.unpack_from(data)
                self.merges.append((top, left, bottom, right))
        check_room(self.package.file, self.name, self.height, self.width, self.filled)
        check_text(self.package.file, self.name, self.text, self.package.size(part) + sum(self.lengths))
        return self.marks, self.merges

    def _take(self, kind: int, data: bytes) -> None:
        column = _U32.unpack_from(data)[0]
        style = _U32.unpack_from(data, 4)[0] & 0xFFFFFF
        if self.row >= MAX_ROWS or column >= MAX_COLUMNS:
            self.package.fail()
        self.filled += 1
        self.height, self.width = max(self.height, self.row + 1), max(self.width, column + 1)
        if style in self.matters:
            self.marks.spans[column].add(self.row, self.row, style)
        if kind in (_ERROR, _FORMULA_ERROR):
            self.marks.errors[self.row, column] = _ERRORS.get(data[8], "#N/A")
        elif kind == _SHARED:
            number = _U32.unpack_from(data, 8)[0]
            self.text += self.lengths[number] if number < len(self.lengths) else 0
