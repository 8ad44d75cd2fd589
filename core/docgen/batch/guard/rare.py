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
    """A warning for each of the characters that the document of `row` prints; of what rows share, for the first."""
    for rare in found:
        cell = _cell(row, rare.character, data)
        if cell or not rare.again:
            where = cell or DocumentSpot(file, rare.name)
            text = _RARE.format(character=rare.character, code=rare.code, name=rare.name)
            record = str(getattr(row, "origin", ""))
            yield Problem("rare-character", Severity.WARNING, text, where, _LOOK, record=record)


def _cell(row: Any, character: str, data: Dataset) -> Place | None:
    """The cell of the row that holds it, if one does."""
    origin = getattr(row, "origin", None)
    if not isinstance(row, Record) or not isinstance(origin, Cell):
        return None
    for column in row.__table__.columns:
        value = None if column.name in row.bad else getattr(row, column.name, None)
        if isinstance(value, str) and character in value:
            return origin.at(data.letter(origin, column.name))
    return None


_RARE = Text(
    "“{character}” ({code}) in {name} is not in GBK: the typeface may lack it",
    "“{name}”里的“{character}”（{code}）不在 GBK 字符集内，字体可能缺这个字",
)
_LOOK = Text(
    "Check the printout; where a box stands, write it by hand, or set it in a typeface that has it.",
    "请核对打印出来的字；如果是空框，请手写补上，或改用有这个字的字体。",
)
