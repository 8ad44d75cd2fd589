"""Where the tables of a sheet are, without knowing what they are about.

A sheet is cut into lanes by columns that are blank from top to bottom. In a lane the header is the first row that is
*headed like a table*, and the table goes on to the next such row or to the end of the lane.

What tells a header from data, in the order in which it is asked:

- **It is as wide as the table.** It has words for most of the columns that the next rows fill, a few that run over
  aside. A title, a unit or a date above the table has not; nor do such rows say "填报单位：…" of the whole sheet.
- **It names.** Its cells are words, or times and running numbers, which head columns too (2023年, 9月3日, 1, 2, 3). A
  cell that looks like those below it (a number over numbers), or that comes again below it, is a value; a word over
  numbers, times or codes is a name. More values than names: a row of data.
- **It stands alone.** Below a header there is data. Where every other row has its own words for columns, or is merged
  in a way of its own, there is a form, which is no table. A row that says a word of the header again in its column, and
  has names where the rows between have values, is the next header.

Under an open table more is asked, since a row of words may be a row of data there: after a blank row, a title or a
total, or with a first cell that is known to head columns, the row must have words where the table above has values,
or mostly words that tables have as headers everywhere, or a layout of its own. The header of the table above is a
new table after a gap, and the same table without one.

Two lanes are one table if their headers share their rows, unless they have the same headers or titles of their own, or
one of them ends, filled in every row, before the other. So are two without a header. A lane without a header next to a
table with one is no part of it, unless its rows begin where that header stands, and both are data together.
Columns to the left of a header whose cells are words head the rows: they belong to the table, called by their letters.
A header that is the same one twice, without a gap, heads two tables.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from docgen.tables.layout.grid import Grid, Lane, folded_header
from docgen.tables.layout.heads import Region, usual_look
from docgen.tables.layout.looks import Look, look, says_of_itself
from docgen.tables.layout.stacks import Block, Stacks

__all__ = ["Block", "find_blocks"]

_MOST_LANES = 200  # tables side by side
_FAR = sys.maxsize
_BELOW = 12  # rows under a header that tell what a column holds


def find_blocks(grid: Grid, known: Collection[str] = ()) -> list[Block]:
    """The tables of a sheet, from top to bottom and from left to right. `known` are folded headers that columns are
    known to have; a row with several of them is a header whatever stands below it."""
    finder = _Finder(grid, Stacks(grid, frozenset(known)))
    found = finder.blocks(Region(0, len(grid), Lane(0, max(grid.columns, default=0))))
    return sorted(found, key=lambda block: (block.first, block.lane))


@dataclass(frozen=True)
class _Finder:
    grid: Grid
    stacks: Stacks
    seen: dict[Region, Block | None] = field(default_factory=dict)

    def blocks(self, region: Region) -> Iterator[Block]:
        """The tables of a region, lane by lane; what falls into lanes only for some of its rows is cut there first."""
        lanes = self._lanes(region)
        parts = [replace(region, lane=lane) for lane in lanes] if len(lanes) > 1 else self._parts(region)
        for part in parts:
            yield from self.blocks(part)
        for block in self.stacks.blocks(replace(region, lane=lanes[0])) if lanes and not parts else ():
            inner = Region(block.first, block.end, block.lane)
            yield from self.blocks(inner) if len(self._lanes(inner)) > 1 else self._copies(block)

    def _copies(self, block: Block) -> list[Block]:
        """The tables that a block is made of if its header is the same one several times, side by side without a gap
        (姓名, 电话, 姓名, 电话), over cells that look the same each time; those that have rows."""
        width = _period([folded_header(str(heading)) for heading in block.headings])
        if width == len(block.headings):
            return [block]
        parts = [block.headings[at : at + width] for at in range(0, len(block.headings), width)]
        looks = [[usual_look(self.grid, _rows_of(block), heading.index) for heading in part] for part in parts]
        if not any(looks[0]) or any(b not in (a, None) for part in looks for a, b in zip(looks[0], part, strict=True)):
            return [block]
        ends = [*(part[0].index - 1 for part in parts[1:]), block.lane.right]
        lefts = [block.lane.left, *(end + 1 for end in ends[:-1])]
        lanes = map(Lane, lefts, ends)
        copies = (replace(block, lane=lane, headings=part) for lane, part in zip(lanes, parts, strict=True))
        return [copy for copy, found in zip(copies, looks, strict=True) if any(found)]

    def _parts(self, region: Region) -> list[Region]:
        """The rows of a region cut where some, between blank ones, hold tables side by side; none if none do."""
        parts, top = [], region.top
        for band in self._bands(region):
            if band != region and self._falls_apart(band):
                parts += [Region(top, band.top, region.lane), band]
                top = band.end
        return [*parts, Region(top, region.end, region.lane)] if parts else []

    def _falls_apart(self, band: Region) -> bool:
        """Whether rows hold several tables side by side, each with a header."""
        lanes = self._lanes(band)
        heads = (self._head(replace(band, lane=lane)) for lane in lanes) if len(lanes) > 1 else ()
        return sum(head is not None and head.has_header for head in heads) > 1

    def _bands(self, region: Region) -> Iterator[Region]:
        """The rows between blank ones."""
        top = None
        for row in range(region.top, region.end + 1):
            is_blank = row == region.end or not self.grid.filled(row, region.lane)
            if is_blank and top is not None:
                yield Region(top, row, region.lane)
            top = None if is_blank else row if top is None else top

    def _lanes(self, region: Region) -> list[Lane]:
        """The columns that tables of the region have, tables side by side apart."""
        runs = self._runs(region)
        if len(runs) > _MOST_LANES:
            return [Lane(runs[0].left, runs[-1].right)]
        lanes: list[Lane] = []
        for run in runs:
            if lanes and self._is_one_piece(lanes[-1], run, region):
                lanes[-1] = Lane(lanes[-1].left, run.right)
            else:
                lanes.append(run)
        return lanes

    def _runs(self, region: Region) -> list[Lane]:
        """Runs of columns that are not blank from top to bottom."""
        used = self.grid.used(region.top, region.end, region.lane)
        starts = [column for before, column in pairwise([-2, *used]) if column > before + 1]
        ends = [column for column, after in pairwise([*used, _FAR]) if after > column + 1]
        return [Lane(left, right) for left, right in zip(starts, ends, strict=True)]

    def _is_one_piece(self, left: Lane, right: Lane, region: Region) -> bool:
        """Whether two lanes are one table with a blank column in it."""
        one, other = (self._head(replace(region, lane=lane)) for lane in (left, right))
        if one is None and other is None:
            return self._head(replace(region, lane=Lane(left.left, right.right))) is not None
        if any(head is not None and not head.has_header for head in (one, other)):
            return self._are_bare(one, other, replace(region, lane=Lane(left.left, right.right)))
        if one is None or other is None:
            return self._heads(one, right) or self._heads(other, left)
        if (one.first, one.last) != (other.first, other.last):
            return False
        return not (_share_names(one, other) or self._has_own_title(other, region) or self._ends_alone(one, other))

    def _are_bare(self, one: Block | None, other: Block | None, region: Region) -> bool:
        """Whether lanes, of which one has rows without a header, are such rows together."""
        if one is None or other is None or not (one.has_header or other.has_header):
            return True
        whole = self._head(region)
        return one.first == other.first and whole is not None and not whole.has_header

    def _head(self, region: Region) -> Block | None:
        """The first table of a lane."""
        if region not in self.seen:
            self.seen[region] = next(self.stacks.blocks(region), None)
        return self.seen[region]

    def _heads(self, block: Block | None, lane: Lane) -> bool:
        """Whether the header of `block` goes on in `lane`: words stand there in its rows, or times over other cells."""
        rows = range(block.first, block.last + 1) if block else ()
        below = _rows_of(block) if block else ()
        for column, cell in (
            (column, self.grid.at(row, column)) for row in rows for column in self.grid.filled(row, lane)
        ):
            own = look(cell)
            if own is Look.WORD and not says_of_itself(cell):
                return True
            if own is Look.TIME and usual_look(self.grid, below, column) not in (None, own):
                return True
        return False

    def _has_own_title(self, block: Block, region: Region) -> bool:
        """Whether a title stands above the first column of `block`, with nothing else beside it in its lane."""
        for row in range(region.top, block.first):
            filled = self.grid.filled(row, block.lane)
            cell = self.grid.at(row, block.lane.left)
            if filled == (block.lane.left,) and look(cell) is Look.WORD and not says_of_itself(cell):
                return True
        return False

    def _ends_alone(self, one: Block, other: Block) -> bool:
        """Whether the shorter of two blocks is filled in every row to its end, below which the longer goes on."""
        rows = {
            block: [r for r in range(block.last + 1, block.end) if self.grid.filled(r, block.lane)]
            for block in (one, other)
        }
        short, long = sorted((rows[one], rows[other]), key=lambda filled: filled[-1] if filled else 0)
        if not short or not long or short[-1] == long[-1]:
            return False
        return short == list(range(short[0], short[-1] + 1))


def _rows_of(block: Block) -> range:
    """The first rows under its header, which tell what its columns hold."""
    return range(block.last + 1, min(block.end, block.last + 1 + _BELOW))


def _period(names: Sequence[str]) -> int:
    """After how many names, two at least, they begin again, up to the end; all of them if they do not."""
    widths = (n for n in range(2, len(names) // 2 + 1) if len(names) % n == 0 and names[:-n] == names[n:])
    width = next(widths, len(names))
    return width if len(set(names[:width])) == width else len(names)


def _share_names(one: Block, other: Block) -> bool:
    names = {folded_header(str(heading)) for heading in one.headings}
    return any(folded_header(str(heading)) in names for heading in other.headings)
