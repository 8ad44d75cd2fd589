"""A sheet's XML patched at a few cells, without taking it apart: a roll has a million (ISO 29500-1 18.3.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

Colour = Callable[[int], int]
"""From the number of a cell's format to that of its coloured twin."""

_ROW = re.compile(rb"<row\b([^>]*?)(/>|>)")
_NUMBER = re.compile(rb'\br="(\d+)"')
_CELL = re.compile(rb"<c\b([^>]*?)(/>|>)")
_STYLE = re.compile(rb'\bs="(\d+)"')
_AFTER_DRAWING = re.compile(
    rb"<(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|</worksheet>"
)


def coloured(xml: bytes, cells: Mapping[int, Mapping[str, Colour]]) -> bytes:
    """`xml` with the cells in colour: by row number, then by column letters. What is not there is added, blank."""
    start, end = xml.find(b"<sheetData"), xml.find(b"</sheetData>")
    if end < 0:  # an empty sheet
        data = b"".join(_new_row(number, cells[number]) for number in sorted(cells))
        return re.sub(rb"<sheetData\s*/>", lambda _: b"<sheetData>" + data + b"</sheetData>", xml, count=1)
    return xml[:start] + b"".join(_rows(xml[start:end], cells)) + xml[end:]


def _rows(data: bytes, cells: Mapping[int, Mapping[str, Colour]]) -> Iterator[bytes]:
    wanted, done, number = sorted(cells, reverse=True), 0, 0
    for row in _ROW.finditer(data):
        given = _NUMBER.search(row[1])
        number = int(given[1]) if given else number + 1
        while wanted and wanted[-1] < number:
            yield data[done : row.start()]
            yield _new_row(wanted[-1], cells[wanted.pop()])
            done = row.start()
        if wanted and wanted[-1] == number:
            end = row.end() if row[2] == b"/>" else data.index(b"</row>", row.end())
            yield data[done : row.start()]
            yield b"<row" + row[1] + b">" + _cells(data[row.end() : end], number, cells[wanted.pop()]) + b"</row>"
            done = end if row[2] == b"/>" else end + len(b"</row>")
    yield data[done:]
    for number in reversed(wanted):
        yield _new_row(number, cells[number])


def _new_row(number: int, cells: Mapping[str, Colour]) -> bytes:
    return b'<row r="%d">%b</row>' % (number, _cells(b"", number, cells))


def _cells(row: bytes, number: int, cells: Mapping[str, Colour]) -> bytes:
    """The cells of a row, those of `cells` coloured or put in their places."""
    pieces: list[bytes] = []
    done = index = 0
    wanted = sorted(cells, key=column_number, reverse=True)
    for cell in _CELL.finditer(row):
        given = re.search(rb'\br="([A-Z]+)', cell[1])
        index = column_number(given[1].decode()) if given else index + 1
        while wanted and column_number(wanted[-1]) < index:
            pieces += (row[done : cell.start()], _new_cell(wanted[-1], number, cells[wanted.pop()]))
            done = cell.start()
        if wanted and column_number(wanted[-1]) == index:
            pieces += (row[done : cell.start()], _styled(cell, cells[wanted.pop()]))
            done = cell.end()
    pieces.append(row[done:])
    pieces += (_new_cell(letters, number, cells[letters]) for letters in reversed(wanted))
    return b"".join(pieces)


def _styled(cell: re.Match[bytes], colour: Colour) -> bytes:
    style = _STYLE.search(cell[1])
    others = _STYLE.sub(b"", cell[1]).rstrip()
    return b'<c%b s="%d"%b' % (others, colour(int(style[1]) if style else 0), cell[2])


def _new_cell(letters: str, number: int, colour: Colour) -> bytes:
    return b'<c r="%b%d" s="%d"/>' % (letters.encode(), number, colour(0))


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def with_comments_shown(xml: bytes, relation: str) -> bytes:
    """`xml` leading to the shapes of its comments by `relation` (18.3.1.51)."""
    line = (
        b'<legacyDrawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="%b"/>'
        % relation.encode()
    )
    place = _AFTER_DRAWING.search(xml, max(xml.find(b"</sheetData>"), 0))
    return xml if place is None else xml[: place.start()] + line + xml[place.start() :]
