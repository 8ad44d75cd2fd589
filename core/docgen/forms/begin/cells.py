"""The cells of a table as people see them, those that are merged too, and which rows are headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docgen.forms.begin.found import plain_label, text_of, texts_of
from docgen.forms.begin.labels import NUMBER, is_label
from docgen.render.xml import W

_NUMBERS = re.compile(r"\d{0,3}")
_RULES = re.compile(r"[\s_＿…⋯]+")
_CONTROLS = [f"{W}{name}" for name in ("sdt", "sdtContent", "customXml")]
_HOLDS = [f"{W}{name}" for name in ("fldChar", "fldSimple", "sdt", "drawing", "pict", "object", "tbl")]
"""What a cell may hold though it has no text: a tag beside it would break it, or be in its way."""
_TIERS = 4


@dataclass(frozen=True)
class Slot:
    """A cell of a row: its first column and how many it takes. One that goes on with the cell above has that as its
    `head`; the head of others is the cell itself."""

    cell: Any
    at: int
    span: int
    head: Any

    @property
    def goes_on(self) -> bool:
        """Whether it is part of a cell that began above."""
        return self.head is not self.cell

    @property
    def text(self) -> str:
        """What stands in the whole cell."""
        return text_of(self.head)

    def covers(self, other: Slot) -> bool:
        """Whether it stands above the whole of another."""
        return self.at <= other.at and other.at + other.span <= self.at + self.span


Row = list[Slot]


def grid_of(table: Any) -> list[Row]:
    """The rows of a table."""
    rows: list[Row] = []
    for row in rows_of(table):
        above = {slot.at: slot for slot in rows[-1]} if rows else {}
        rows.append(list(_slots(row, above)))
    return rows


def _slots(row: Any, above: dict[int, Slot]) -> Iterator[Slot]:
    at = _number(row, "trPr", "gridBefore", 0)
    for cell in cells_of(row):
        span = _number(cell, "tcPr", "gridSpan", 1)
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue" and at in above
        yield Slot(cell, at, span, above[at].head if goes_on else cell)
        at += span


def _number(element: Any, looks: str, name: str, usual: int) -> int:
    own = element.find(f"{W}{looks}/{W}{name}")
    said = own.get(f"{W}val", "") if own is not None else ""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 5 else usual


def rows_of(table: Any) -> list[Any]:
    """The rows of a table, those in content controls too."""
    return _inside(table, f"{W}tr")


def cells_of(row: Any) -> list[Any]:
    """The cells of a table row, those in content controls too."""
    return _inside(row, f"{W}tc")


def _inside(element: Any, name: str) -> list[Any]:
    found = []
    for child in element:
        if child.tag == name:
            found.append(child)
        elif child.tag in _CONTROLS:
            found += _inside(child, name)
    return found


def is_header(row: Row) -> bool:
    """Whether all cells of a row are labels."""
    return len(row) > 1 and all(is_label(slot.text) for slot in row) and not all(slot.goes_on for slot in row)


def header_rows(grid: Sequence[Row], at: int) -> Sequence[Row]:
    """The header that stands above the row `at`: its last row, and those above that it shares merged cells with."""
    first = at
    while first and at - first < _TIERS and is_header(grid[first - 1]) and (first == at or _tiered(grid, first)):
        first -= 1
    return grid[first:at]


def _tiered(grid: Sequence[Row], at: int) -> bool:
    """Whether the row `at` is below cells of the row above that are merged down, or stand above several of its own."""
    below, above = grid[at], grid[at - 1]
    wide = any(slot.span > 1 and sum(slot.covers(own) for own in below) > 1 for slot in above)
    return wide or any(slot.goes_on for slot in below)


def paths_of(header: Sequence[Row]) -> list[tuple[str, ...]]:
    """What heads each column, from the top: 党员, 应到."""
    found = []
    for slot in header[-1]:
        above = [next((own for own in row if own.covers(slot)), slot) for row in header[:-1]]
        heads = dict.fromkeys(own.head for own in [*above, slot])
        found.append(tuple(text_of(head) for head in heads))
    return found


def is_blank_row(row: Row, like: Row, header: Row) -> bool:
    """Whether no text stands in a row, but perhaps its number, at the left or below a `header` that says so; it has as
    many cells as the row `like`."""
    if len(row) != len(like) or not row or any(slot.goes_on and _written(slot.text) for slot in row):
        return False
    first, *others = row
    is_blank = not any(_written(typed(slot.cell)) for slot in others if not is_number(slot, header))
    return is_blank and bool(_NUMBERS.fullmatch(_written(typed(first.cell))))


def is_number(slot: Slot, header: Row) -> bool:
    """Whether a cell holds nothing but the number of its row, below a header that says so."""
    at = {own.at for own in header if plain_label(own.text) == NUMBER}
    return slot.at in at and _NUMBERS.fullmatch(_written(typed(slot.cell))) is not None


def is_empty(cell: Any) -> bool:
    """Whether nothing is written in a cell, but perhaps rules to write on."""
    return not _written(typed(cell))


def _written(text: str) -> str:
    return _RULES.sub("", text)


def is_held(cell: Any) -> bool:
    """Whether something else than text stands in a cell, or around it: a field, a content control, a picture."""
    plain = cell.getparent().tag == f"{W}tr" and cell.find(f"{W}p") is not None
    return not plain or next(cell.iter(*_HOLDS), None) is not None


def typed(cell: Any) -> str:
    """The text of a cell without what a content control shows until somebody fills it in."""
    shown = {
        node
        for control in cell.iter(f"{W}sdt")
        if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
        for node in control.iter(f"{W}t")
    }
    return "".join(node.text or "" for node in texts_of(cell) if node not in shown)
