"""A sheet as its reader sees it: which cells are filled, what is merged, and the words above each column."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from docgen.tables.layout.looks import NAMES, heads_a_column, is_label, look, run
from docgen.tables.values.cells import folded, is_blank, plain

DEEPEST = 3
"""So many rows a header may have; one whose cells are merged in both ways may have more."""
_DEEPEST_MERGED = 8

_UNIT = re.compile(r"\([^()]+\)|[户人个元件次份天万亿%‰]|万元|亿元|公里|公顷|小时|平方米|万人")


class Lane(NamedTuple):
    """Columns that lie side by side, from 0, inclusive."""

    left: int
    right: int


@dataclass(frozen=True)
class Heading:
    """The header of one column: its number from 0 and its words, parents first. `again`: it is merged with that on the
    left, over data of its own."""

    index: int
    words: tuple[str, ...]
    again: bool = False

    def __str__(self) -> str:
        return "/".join(self.words)

    @property
    def spellings(self) -> list[str]:
        """What may name the column: the child, then parent and child, then each without its unit."""
        found = [folded_header(self.words[-1]), folded_header("".join(self.words))]
        return found + [bare for word in found if (bare := re.sub(r"\([^()]*\)$", "", word)) and bare != word]


@lru_cache(maxsize=1 << 14)  # each sheet is compared with the headers of all tables
def folded_header(text: str) -> str:
    """A header for comparing: NFKC, no white space, without a trailing * or (必填), (required)."""
    return re.sub(r"^\*+|(\*|\(必填\)|\(required\))+$", "", folded(text))


class Grid:
    """The cells of a sheet by row and column, from 0; a row may be shorter than others."""

    def __init__(self, rows: list[list[Any]], merges: Iterable[tuple[int, int, int, int]]) -> None:
        self.rows = rows
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._filled = [shared.setdefault(filled, filled) for filled in map(filled_columns, rows)]
        self.columns = sorted({column for filled in shared for column in filled})
        self._merges: dict[int, list[tuple[int, int, int]]] = {}  # top → left, bottom, right
        for top, left, bottom, right in merges:
            self._merges.setdefault(top, []).append((left, bottom, right))
        self._merged = sorted(self._merges)

    def __len__(self) -> int:
        return len(self.rows)

    def at(self, row: int, column: int) -> Any:
        """The value of a cell; "" outside the sheet."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""

    def filled(self, row: int, lane: Lane) -> tuple[int, ...]:
        """The columns of `lane` that say something in `row`."""
        filled = self._filled[row]
        if not filled or (lane.left <= filled[0] and filled[-1] <= lane.right):
            return filled
        return filled[bisect_left(filled, lane.left) : bisect_left(filled, lane.right + 1)]

    def used(self, top: int, end: int, lane: Lane) -> list[int]:
        """The columns of `lane` that are not blank in all rows from `top` to before `end`. A merged cell fills all of
        its columns if it has company, unlike a title."""
        found = {column for filled in set(self._filled[top:end]) for column in filled}
        for row in self._merged[bisect_left(self._merged, top) : bisect_left(self._merged, end)]:
            found |= {column for wide in self.accompanied(row, lane) for column in range(wide.left, wide.right + 1)}
        return sorted(column for column in found if lane.left <= column <= lane.right)

    def across(self, row: int, lane: Lane) -> list[Lane]:
        """The merged cells of several columns that begin in `row`."""
        found = (Lane(left, right) for left, _, right in self._merges.get(row, ()))
        return [wide for wide in found if lane.left <= wide.left <= lane.right and wide.right > wide.left]

    def accompanied(self, row: int, lane: Lane) -> list[Lane]:
        """Those that have another cell beside them."""
        wide = self.across(row, lane)
        covered = {column for merged in wide for column in range(merged.left, merged.right + 1)}
        return wide if len(wide) > 1 or not covered.issuperset(self.filled(row, lane)) else []

    def has_merges(self, row: int) -> bool:
        """Whether merged cells begin in `row`."""
        return row in self._merges

    def bottom(self, row: int, column: int) -> int:
        """The last row of the cell, which may be merged downwards."""
        return next((bottom for left, bottom, _ in self._merges.get(row, ()) if left == column), row)

    def next_filled(self, row: int, lane: Lane, end: int) -> Iterator[int]:
        """The rows from `row` to before `end` that say something in `lane`."""
        return (number for number in range(row, end) if self.filled(number, lane))


def filled_columns(row: Sequence[Any]) -> tuple[int, ...]:
    """The columns of a row that say something."""
    filled = [column for column, cell in enumerate(row) if cell is not None and cell != ""]
    for column in filled:
        cell = row[column]
        if cell.__class__ is str and not cell[0].isalnum() and is_blank(cell):  # rare, so the quick way comes first
            return tuple(column for column in filled if not is_blank(row[column]))
    return tuple(filled)


# -- the words above each column --


def headings(grid: Grid, top: int, lane: Lane) -> tuple[int, list[Heading]]:
    """The headings if the header begins in row `top`, and its last row: further rows are those over which its cells
    are merged, and those that stand under its merged cells, fill its holes or give units."""
    last = _merged_down(grid, top, lane)
    while last + 1 < min(top + DEEPEST, len(grid)) and _is_below(grid, top, last, lane):
        last += 1
    return last, headings_of(grid, top, last, lane)


def headings_of(grid: Grid, top: int, last: int, lane: Lane) -> list[Heading]:
    """The headings of a header of these rows."""
    layers = [_layer(grid, row, last, lane) for row in range(top, last + 1)]
    found = []
    for index in range(lane.left, lane.right + 1):
        words = _joined(layer[index] for layer in layers if index in layer)
        if words:
            found.append(Heading(index, words))
    return found


def headings_beside(grid: Grid, top: int, last: int, found: Sequence[Heading], rows: Sequence[int]) -> list[Heading]:
    """`found`, the headings of a header of these rows, with one more for each column that a merged cell covers beside
    them and that most of the `rows` below fill."""
    known = {heading.index: heading for heading in found}
    lane = Lane(found[0].index, found[-1].index)
    merged = [(row, wide) for row in range(top, last + 1) for wide in grid.across(row, lane)]
    for column in {column for _, wide in merged for column in range(wide.left, wide.right + 1)} - known.keys():
        filled = sum(bool(grid.filled(row, Lane(column, column))) for row in rows)
        if 2 * filled > len(rows):
            words = _joined(grid.at(row, wide.left) for row, wide in merged if wide.left <= column <= wide.right)
            known[column] = Heading(column, words, again=True)
    return [known[column] for column in sorted(known)]


def _merged_down(grid: Grid, top: int, lane: Lane) -> int:
    """The last row of the header's merged cells, if all below its first row are names too."""
    bottoms = [grid.bottom(top, column) for column in grid.filled(top, lane)]
    deepest = _DEEPEST_MERGED if grid.across(top, lane) else DEEPEST
    last = max((bottom for bottom in bottoms if bottom < top + deepest), default=top)
    last = min(last, len(grid) - 1)
    return last if all(are_names(grid, row, grid.filled(row, lane)) for row in range(top + 1, last + 1)) else top


def _is_below(grid: Grid, top: int, row: int, lane: Lane) -> bool:
    """Whether the row under `row`, of a header, belongs to the header too. A merged cell that has its row for itself is
    a title, which has nothing under it."""
    above, below = grid.filled(row, lane), grid.filled(row + 1, lane)
    if not below or not above:
        return False
    if len(below) > 1 and set(below) <= set(above) and all(_UNIT.fullmatch(folded(grid.at(row + 1, c))) for c in below):
        return True
    if (row == top and len(above) == 1) or not are_names(grid, row + 1, below):
        return False
    if tells_of_the_sheet(grid, row, row + 1, lane):
        return False
    parents = grid.across(row, lane)
    covered = {column for parent in parents for column in range(parent.left, parent.right + 1)}
    own = [column for column in below if folded(grid.at(row, column)) != folded(grid.at(row + 1, column))]
    return covered.issuperset(own) if parents and own else _fill_holes(above, below)


def speaks_in_pairs(cells: Sequence[Any]) -> bool:
    """Whether these cells of a row are labels, each before what it says, which is no label."""
    labels, values = cells[::2], cells[1::2]
    if not cells or len(labels) != len(values) or not all(isinstance(cell, str) and is_label(cell) for cell in labels):
        return False
    return not any(isinstance(cell, str) and is_label(cell) for cell in values)


def tells_of_the_sheet(grid: Grid, row: int, below: int, lane: Lane) -> bool:
    """Whether a row is made of labels, each with what it says (单位, 石羊镇, 日期, 3月5日), above the header in row
    `below`."""
    if not speaks_in_pairs([grid.at(row, column) for column in grid.filled(row, lane)]):
        return False
    heads = [heads_a_column(plain(grid.at(below, column))) for column in grid.filled(below, lane)]
    return 2 * sum(heads) >= len(heads)


def are_names(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    """Whether the cells of `row` in these columns look like headings, all of them."""
    cells = [grid.at(row, column) for column in columns]
    return all(look(cell) in NAMES for cell in cells) or run(cells)


def _fill_holes(above: Sequence[int], below: Sequence[int]) -> bool:
    """Whether `below` are children of parents that nobody merged: they fill all holes of the row above, and stand
    besides only under the cell before a hole, which is the parent."""
    holes = set(range(above[0], above[-1] + 1)) - set(above)
    beyond = set(range(above[-1] + 1, below[-1] + 1))
    gaps = holes | beyond
    parents = {column - 1 for column in gaps} - gaps
    return bool(gaps) and gaps <= set(below) <= gaps | parents and parents <= set(below) and len(above) > len(parents)


def _layer(grid: Grid, row: int, last: int, lane: Lane) -> dict[int, Any]:
    """What one row of a header says of each column; a parent says it of all that is under it."""
    layer = {column: grid.at(row, column) for column in grid.filled(row, lane)}
    merged = {wide.left: wide.right for wide in grid.across(row, lane)}
    under = {column for below in range(row + 1, last + 1) for column in grid.filled(below, lane)}
    for column, cell in list(layer.items()):
        right = merged.get(column, _reach(column, layer, under))
        layer |= {child: cell for child in range(column, min(right, lane.right) + 1) if child in under}
    return layer


def _reach(column: int, layer: dict[int, Any], under: set[int]) -> int:
    """The last column under a parent that nobody merged: up to the next cell of its row."""
    right = column
    while column in under and right + 1 in under and right + 1 not in layer:
        right += 1
    return right


def _joined(cells: Iterator[Any]) -> tuple[str, ...]:
    """The words of a column, parents first; a unit belongs to the word above it."""
    words: list[str] = []
    for cell in cells:
        word = _word(cell)
        if words and _UNIT.fullmatch(folded(word)):
            words[-1] += word if word[0] in "(（" else f"（{word}）"
        elif not words or words[-1] != word:
            words.append(word)
    return tuple(words)


def _word(cell: Any) -> str:
    """A heading in one line; only between words of Latin letters white space means something."""
    return re.sub(r"(?<![!-~])\s+|\s+(?![!-~])", "", " ".join(plain(cell).split()))
