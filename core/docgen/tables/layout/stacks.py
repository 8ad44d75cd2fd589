"""The tables of a lane, one below the other: where each begins and ends (blocks says by what signs)."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from docgen.tables.layout.grid import (
    DEEPEST,
    Grid,
    Heading,
    Lane,
    headings_beside,
    headings_of,
    speaks_in_pairs,
    tells_of_the_sheet,
)
from docgen.tables.layout.heads import Head, Region, head_at, is_form, labels_beside, same_headings, title_above
from docgen.tables.layout.looks import Look, look, may_head_a_column, says_of_itself
from docgen.tables.layout.words import is_note, is_total
from docgen.tables.letters import column_letter
from docgen.tables.values.cells import plain

_ALL = Lane(0, sys.maxsize)
_TRIES = 30  # rows that may be no header before a lane is given up
_TITLES = 3  # rows between a table and the header of the next
_TWO_PAIRS = 4
_SHORT = 20  # characters of an entry of a list
_LONGEST_PARENT = 12  # characters; more are a title


@dataclass(frozen=True)
class Block:
    """A table in a sheet: its header rows (from 0, inclusive; none if `last` < `first`), and `end`, the row after its
    last. `title` stands above it."""

    lane: Lane
    first: int
    last: int
    end: int
    headings: tuple[Heading, ...]
    title: str = ""

    @property
    def has_header(self) -> bool:
        """Whether it has a header; else its columns are called by their letters."""
        return self.first <= self.last

    def drop_header(self) -> Block:
        """Read the header rows as data too: columns are called by their letters."""
        letters = tuple(Heading(each.index, (column_letter(each.index),)) for each in self.headings)
        return replace(self, last=self.first - 1, headings=letters)

    @cached_property
    def columns(self) -> frozenset[int]:
        """The columns that have a heading."""
        return frozenset(heading.index for heading in self.headings)


@dataclass(frozen=True)
class Stacks:
    """Finds the tables of lanes in `grid`; `known` are headers that columns are known to have."""

    grid: Grid
    known: frozenset[str]

    def blocks(self, region: Region) -> Iterator[Block]:
        """The tables of a region that is one lane, from top to bottom."""
        head = self._first(region)
        top = region.top
        while head:
            after = self._next(head, region)
            if after and self._only_tells(head, after):
                head = after
                continue
            end = self._without_titles(head, after.first) if after else region.end
            title = title_above(self.grid, head.first, Region(top, region.end, region.lane))
            yield Block(region.lane, head.first, head.last, end, self._headings(head), title)
            head, top = after, end

    def _headings(self, head: Head) -> tuple[Heading, ...]:
        found = headings_beside(self.grid, head.first, head.last, head.headings, head.below)
        return (*labels_beside(head), *found)

    def _only_tells(self, head: Head, after: Head) -> bool:
        """Whether what looks like a table says something of that of `after`, below it: it has no row, or nothing but
        labels and what they say."""
        if head.first > head.last:
            return len(after.headings) > 2 and self._are_pairs(range(head.first, after.first), head.lane)
        if after.first == head.last + 1:
            return not same_headings(head.headings, after.headings)
        rows = self.grid.next_filled(head.first, head.lane, after.first)
        if all(tells_of_the_sheet(self.grid, row, after.first, head.lane) for row in rows):
            return True
        return len(head.headings) == 2 < len(after.headings) and head.is_mixed

    def _are_pairs(self, rows: range, lane: Lane) -> bool:
        """Whether each of these rows is a word and what it says, at the left."""
        pairs = [self.grid.filled(row, lane) for row in self.grid.next_filled(rows.start, lane, rows.stop)]
        words = (look(self.grid.at(row, lane.left)) for row in self.grid.next_filled(rows.start, lane, rows.stop))
        return all(pair == (lane.left, lane.left + 1) for pair in pairs) and all(word is Look.WORD for word in words)

    def _first(self, region: Region) -> Head | None:
        """The first header of a region, or the first row of a table without one."""
        tries, skip = 0, region.top
        for row in self.grid.next_filled(region.top, region.lane, region.end):
            if row < skip or len(self.grid.filled(row, region.lane)) < self._least:
                continue
            head = head_at(self.grid, row, region)
            if head.speaks_of_the_sheet or self._is_label_row(row, region):
                continue
            tries += 1
            if self._is_known(head):
                return self._with_parents(head, region)
            if is_form(head, region.end):
                skip = self._chunk_end(row, region)
            elif _is_first(head, region):
                return self._with_parents(head, region)
            elif head.is_data or head_at(self.grid, row, region, gaps=True).is_data:
                return head_at(self.grid, row, region, gaps=True).headless()
            if tries > _TRIES:
                return None
        return None

    def _is_label_row(self, row: int, region: Region) -> bool:
        """Whether a row has labels, each with what it says, and the header stands below it."""
        cells = [self.grid.at(row, column) for column in self.grid.filled(row, region.lane)]
        if len(cells) < _TWO_PAIRS or not speaks_in_pairs(cells):
            return False
        below = next(self.grid.next_filled(row + 1, region.lane, region.end), None)
        if below is None:
            return False
        if speaks_in_pairs([self.grid.at(below, column) for column in self.grid.filled(below, region.lane)]):
            return self._is_label_row(below, region)
        head = head_at(self.grid, below, region)
        return len(head.headings) >= len(cells) and head.is_names and not head.values and head.contrasts > 0

    @cached_property
    def _least(self) -> int:
        """How many cells a header has at least: one only in a sheet of one column, beside what it says of itself."""
        columns: set[int] = set()
        for row in range(len(self.grid)):
            filled = self.grid.filled(row, _ALL)
            if len(filled) < 2 or not any(says_of_itself(self.grid.at(row, column)) for column in filled):
                columns.update(filled)
            if len(columns) > 1:
                return 2
        return min(2, len(self.grid.columns), max(len(columns), 1))

    def _is_known(self, head: Head) -> bool:
        known = head.known(self.known)
        return known >= min(2, len(head.headings)) and 5 * known >= 3 * len(head.headings) and head.holds_together

    def _with_parents(self, head: Head, region: Region) -> Head:
        """The head with the row above it, if that has nothing but merged parents of some of its columns."""
        row = head.first - 1
        if row < region.top or head.last - row >= DEEPEST or tells_of_the_sheet(self.grid, row, head.first, head.lane):
            return head
        parents = self.grid.across(row, head.lane)
        if (
            not parents
            or self._is_title_row(row, parents, head)
            or list(self.grid.filled(row, head.lane)) != sorted(p.left for p in parents)
        ):
            return head
        found = headings_of(self.grid, row, head.last, head.lane)
        return replace(head, first=row, headings=found) if len(found) == len(head.headings) else head

    def _is_title_row(self, row: int, parents: list[Lane], head: Head) -> bool:
        """Whether the only merged cell of a row is a title rather than the parent of some columns."""
        only, words = parents[0], plain(self.grid.at(row, parents[0].left))
        covered = sum(only.left <= column <= only.right for column in head.columns)
        from_the_left = only.left <= head.columns[0]
        return len(parents) == 1 and (from_the_left or 2 * covered > len(head.columns) or len(words) > _LONGEST_PARENT)

    def _chunk_end(self, row: int, region: Region) -> int:
        while row < region.end and self.grid.filled(row, region.lane):
            row += 1
        return row

    def _next(self, head: Head, region: Region) -> Head | None:
        """The header of the table below that of `head`."""
        grid, lane = self.grid, region.lane
        said = head.headings[0].words[-1]
        apart = False
        for row in range(head.last + 1, region.end):
            filled = grid.filled(row, lane)
            first = grid.at(row, filled[0]) if len(filled) > 1 else ""
            if first and (apart or may_head_a_column(first) or first == said):
                found = head_at(grid, row, region)
                if self._is_next(found, head, apart=apart, region=region):
                    return self._with_parents(found, Region(head.last + 1, region.end, lane))
            apart = len(filled) < 2 or says_of_itself(grid.at(row, filled[0]))
        return None

    def _is_next(self, found: Head, head: Head, *, apart: bool, region: Region) -> bool:
        """Whether `found` is the header of another table below that of `head`; `apart`: a gap or a title is between."""
        if len(found.headings) < 2 or not found.is_wide or found.speaks_of_the_sheet:
            return False
        if same_headings(found.headings, head.headings):
            return apart
        if found.values or not found.is_names or is_form(found, region.end):
            return False
        if found.contrasts and found.differing(head):
            return True
        if not apart and not self._is_total(found.first - 1, region.lane):
            return False
        usual = self._is_known(found) or 2 * found.usual >= len(found.headings)
        return usual or self._has_own_layout(found, head)

    def _has_own_layout(self, found: Head, head: Head) -> bool:
        """Whether header and rows stand in columns in which the table above has nothing."""
        new = set(found.columns) - set(head.columns)
        return bool(new) and any(new & set(self.grid.filled(row, found.lane)) for row in found.below)

    def _without_titles(self, head: Head, end: int) -> int:
        """The end of the table of `head` if the next header begins in row `end`: before the titles of that."""
        row = end
        while row - 1 > head.last and end - row < _TITLES and self._is_title(row - 1, head.lane):
            row -= 1
        below_gap = row - 1 <= head.last or not self.grid.filled(row - 1, head.lane)
        return row if below_gap else max(row, end - 1)

    def _is_total(self, row: int, lane: Lane) -> bool:
        return is_total([self.grid.at(row, column) for column in self.grid.filled(row, lane)])

    def _is_title(self, row: int, lane: Lane) -> bool:
        cells = [self.grid.at(row, column) for column in self.grid.filled(row, lane)]
        if not cells or is_total(cells) or is_note(cells):
            return False
        return len(cells) == 1 or any(map(says_of_itself, cells))


def _is_first(head: Head, region: Region) -> bool:
    """Whether `head` is a header, with no table above it."""
    if not head.is_wide or not head.is_names:
        return False
    if len(head.headings) == 1:
        return _is_list(head)
    if head.below:
        return head.contrasts >= head.values
    titled = bool(title_above(head.grid, head.first, region))
    return not head.values and len(head.headings) > 2 and (titled or 3 * head.usual >= len(head.headings))


def _is_list(head: Head) -> bool:
    """Whether the only column of a sheet has a heading and short entries, not the sentences of a note."""
    cells = [plain(head.grid.at(row, head.columns[0])) for row in (head.first, *head.below)]
    short = all(len(cell) <= _SHORT and not re.search("[，。；：！？]", cell) for cell in cells)
    return bool(head.below) and short and (head.usual > 0 or head.contrasts > 0)
