"""A sheet's XML changed at a few cells, without taking it apart: a roll has a million (ISO 29500-1 18.3.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from typing import NamedTuple

from docgen.opc import attribute, start_tag, with_attribute
from docgen.tables.letters import column_letter, column_number

_LETTERS = re.compile(r"[A-Za-z]+")


class SheetCell(NamedTuple):
    """A cell as the sheet writes it: the attributes of its tag, and what stands in it."""

    head: bytes
    content: bytes = b""

    @property
    def style(self) -> int:
        """The number of its format."""
        return int(attribute(self.head, "s") or 0)

    def with_style(self, style: int) -> SheetCell:
        """The cell in another format."""
        return SheetCell(with_attribute(self.head, "s", str(style)), self.content)

    def to_xml(self) -> bytes:
        """The cell in the sheet."""
        return b"<c%b>%b</c>" % (self.head, self.content) if self.content else b"<c%b/>" % self.head


NOTHING = SheetCell(b"")
Change = Callable[[SheetCell, SheetCell], SheetCell]
"""From a cell, blank where there was none, and the one to its left, to what is to stand there."""
Changes = Mapping[int, Mapping[int, Change]]
"""By the number of the row, from 1, and of the column, from 0."""


def patch_sheet(xml: bytes, changes: Changes) -> bytes:
    """The sheet, whose tags must be findable (opc/tags.py), with its cells changed. Rows and cells that are not there
    are added."""
    data = start_tag("sheetData").search(xml)
    if data is None:
        raise ValueError("no sheet")
    if data[2]:  # an empty sheet
        rows = b"".join(_new_row(number, changes[number]) for number in sorted(changes))
        return b"".join((xml[: data.start()], b"<sheetData", data[1], b">", rows, b"</sheetData>", xml[data.end() :]))
    end = xml.index(b"</sheetData", data.end())
    return b"".join((xml[: data.end()], *_patched_rows(xml[data.end() : end], changes), xml[end:]))


def count_columns(xml: bytes, rows: Container[int]) -> int:
    """How many columns the widest of these rows has."""
    found = (row for row in _rows(xml) if row.number in rows)
    return max((column + 1 for row in found for column, _, _, _ in _cells(row.content(xml))), default=0)


class _Row(NamedTuple):
    number: int
    tag: re.Match[bytes]

    def content(self, data: bytes) -> bytes:
        return data[self.tag.end() : _content_end(data, self.tag, b"</row")]

    def end(self, data: bytes) -> int:
        return _end(data, self.tag, b"</row")


def _rows(data: bytes) -> Iterator[_Row]:
    number = 0
    for tag in start_tag("row").finditer(data):
        number = int(attribute(tag[1], "r") or number + 1)
        yield _Row(number, tag)


def _content_end(data: bytes, tag: re.Match[bytes], end: bytes) -> int:
    return tag.end() if tag[2] else data.index(end, tag.end())


def _end(data: bytes, tag: re.Match[bytes], end: bytes) -> int:
    """Where the element of a start tag ends."""
    return tag.end() if tag[2] else data.index(b">", _content_end(data, tag, end)) + 1


def _patched_rows(data: bytes, changes: Changes) -> Iterator[bytes]:
    done = 0
    waiting = sorted(changes, reverse=True)
    for row in _rows(data):
        while waiting and waiting[-1] < row.number:
            yield data[done : row.tag.start()]
            yield _new_row(waiting[-1], changes[waiting.pop()])
            done = row.tag.start()
        if waiting and waiting[-1] == row.number:
            cells = _patched_cells(row.content(data), row.number, changes[waiting.pop()])
            yield b"%b<row%b>%b</row>" % (data[done : row.tag.start()], row.tag[1], cells)
            done = row.end(data)
        if not waiting:
            break
    yield data[done:]
    for number in reversed(waiting):
        yield _new_row(number, changes[number])


def _new_row(number: int, changes: Mapping[int, Change]) -> bytes:
    return b'<row r="%d">%b</row>' % (number, _patched_cells(b"", number, changes))


def _cells(row: bytes) -> Iterator[tuple[int, int, int, SheetCell]]:
    """The cells of a row: column, where the cell begins and ends, the cell."""
    column = -1
    for tag in start_tag("c").finditer(row):
        letters = _LETTERS.match(attribute(tag[1], "r"))
        column = column_number(letters[0].upper()) if letters else column + 1
        content = row[tag.end() : _content_end(row, tag, b"</c")]
        yield column, tag.start(), _end(row, tag, b"</c"), SheetCell(tag[1], content)


def _patched_cells(row: bytes, number: int, changes: Mapping[int, Change]) -> bytes:
    pieces: list[bytes] = []
    done, left = 0, NOTHING
    waiting = sorted(changes, reverse=True)
    for column, start, end, cell in _cells(row):
        while waiting and waiting[-1] < column:
            left = _new_cell(waiting[-1], number, changes[waiting.pop()], left)
            pieces += (row[done:start], left.to_xml())
            done = start
        if waiting and waiting[-1] == column:
            pieces += (row[done:start], changes[waiting.pop()](cell, left).to_xml())
            done = end
        left = cell
    pieces.append(row[done:])
    for column in reversed(waiting):
        left = _new_cell(column, number, changes[column], left)
        pieces.append(left.to_xml())
    return b"".join(pieces)


def _new_cell(column: int, number: int, change: Change, left: SheetCell) -> SheetCell:
    return change(SheetCell(b' r="%b%d"' % (column_letter(column).encode(), number)), left)
