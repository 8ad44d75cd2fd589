"""Says before printing which rows hold characters that the typefaces of names and addresses lack."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docgen.data import Dataset
from docgen.gongwen.glyphs import Rare
from docgen.problems import Cell, DocumentSpot, Place, Problem, Severity
from docgen.schema import Record
from docgen.text import Text


def rare_characters(found: list[Rare], row: Any, file: str, data: Dataset) -> Iterator[Problem]:
    """A warning for each cell with one of the characters that the document of `row` prints: of the row itself, else of
    the tables that were looked at, else of the document. What rows share is told for the first."""
    record = str(getattr(row, "origin", ""))
    told: set[tuple[Place, str]] = set()
    for rare in found:
        places = _places(row, rare.character, data)
        if not places and not rare.again:
            listed = [place for each in _looked_at(data) for place in _places(each, rare.character, data)]
            places = listed or [(DocumentSpot(file, rare.name), rare.name)]
        for where, title in places:
            if (where, rare.character) not in told:
                told.add((where, rare.character))
                text = _RARE.format(character=rare.character, code=rare.code, name=title)
                yield Problem("rare-character", Severity.WARNING, text, where, _LOOK, record=record)


def _looked_at(data: Dataset) -> Iterator[Record]:
    """The rows that lists may print, of tables that are not too long to look through."""
    for name, rows in data.used.items():
        if not data.tables[name].bulk:
            yield from rows


def _places(row: Any, character: str, data: Dataset) -> list[tuple[Place, str]]:
    """The first cell of the row that holds the character, and the title of its column; none if none does."""
    origin = getattr(row, "origin", None)
    if not isinstance(row, Record) or not isinstance(origin, Cell):
        return []
    for column in row.__table__.columns:
        value = None if column.name in row.bad else getattr(row, column.name, None)
        if isinstance(value, str) and character in value:
            return [(origin.at(data.letter(origin, column.name)), column.title)]
    return []


_RARE = Text(
    "“{character}” ({code}) in {name} is not in GBK: the typeface may lack it",
    "“{name}”里的“{character}”（{code}）不在 GBK 字符集内，字体可能缺这个字",
)
_LOOK = Text(
    "Check the printout; where a box stands, write it by hand, or set it in a typeface that has it.",
    "请核对打印出来的字；如果是空框，请手写补上，或改用有这个字的字体。",
)
