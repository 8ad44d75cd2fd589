"""How much a row of a sheet is like the header of a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

from docgen.tables.layout.grid import Grid, Heading, Lane, are_names, folded_header, headings
from docgen.tables.layout.looks import NAMES, Look, heads_a_column, is_label, look, run, says_of_itself
from docgen.tables.layout.words import is_note, is_total
from docgen.tables.letters import column_letter
from docgen.tables.values.cells import folded

_BELOW = 12  # rows that a header is compared with
_FORM = 60  # a form has fewer rows
_WIDE_ENOUGH = 0.6
_HOLES = 1 / 3
_NUMBERED = re.compile(r"(\D*[^\W\d]\D*)\d{1,3}")


@dataclass(frozen=True)
class Region:
    """A part of a sheet: its rows from `top` to before `end`, its columns."""

    top: int
    end: int
    lane: Lane


@dataclass
class Head:
    """The rows `first` to `last` taken as a header, and the rows `below` that it is compared with."""

    grid: Grid
    lane: Lane
    first: int
    last: int
    headings: list[Heading]
    below: list[int]

    @cached_property
    def columns(self) -> list[int]:
        """The columns that have a heading."""
        return [heading.index for heading in self.headings]

    @cached_property
    def bodies(self) -> dict[int, Look | None]:
        """What most cells under each heading look like; None where there are none, or it is not clear."""
        return {column: usual_look(self.grid, self.below, column) for column in self.columns}

    @property
    def is_wide(self) -> bool:
        """Whether it has words for most of the columns that the rows below fill, and holds together."""
        return self._reaches and self.holds_together

    @property
    def _reaches(self) -> bool:
        return len(self.columns) >= _WIDE_ENOUGH * self._widest

    @property
    def _widest(self) -> int:
        """How many cells the rows below have at most; a few that run over, and are no header themselves, aside."""
        filled = {row: self.grid.filled(row, self.lane) for row in self.below}
        over = {row for row in self.below if len(filled[row]) > len(self.columns)}
        if 2 * len(over) < len(self.below) and not any(are_names(self.grid, row, filled[row]) for row in over):
            filled = {row: filled[row] for row in self.below if row not in over}
        return max(map(len, filled.values()), default=0)

    @property
    def holds_together(self) -> bool:
        """Whether it has few holes, or those that it has are blank columns of the table."""
        return self.has_few_holes or self._stands_apart

    @property
    def _stands_apart(self) -> bool:
        """Whether its cells stand apart, head columns for all that one can see, and the rows below fill no others."""
        if not self.contrasts and 2 * self.usual < len(self.headings):
            return False
        filled = {column for row in self.below for column in self.grid.filled(row, self.lane)}
        return bool(filled) and filled.issubset(self.columns)

    @property
    def has_few_holes(self) -> bool:
        """Whether most columns between its first and its last have a heading."""
        span = self.columns[-1] - self.columns[0] + 1
        return span - len(self.columns) - self._merged_away <= _HOLES * span

    @property
    def _merged_away(self) -> int:
        """How many columns are parts of headings that are merged over several."""
        inner = {
            column
            for row in range(self.first, self.last + 1)
            for wide in self.grid.across(row, self.lane)
            for column in range(wide.left + 1, wide.right + 1)
        }
        return len(inner - set(self.columns))

    @cached_property
    def values(self) -> int:
        """How many headings are rather values: numbers that do not run, what looks like the cells below it, or comes
        again there."""
        running = self._running
        return sum(self._is_value(heading, running) for heading in self.headings)

    def _is_value(self, heading: Heading, running: Collection[int]) -> bool:
        own, body = look(heading.words[-1]), self.bodies[heading.index]
        if heading.index in {*running, *self._numbered, *self._over_words}:
            return False
        if own not in NAMES or (own is body and own is not Look.WORD):
            return True
        return folded(heading.words[-1]) in self._texts(heading.index)

    def _texts(self, column: int) -> set[str]:
        cells = (self.grid.at(row, column) for row in self.below)
        return {folded(cell) for cell in cells if isinstance(cell, str)}

    @cached_property
    def _running(self) -> frozenset[int]:
        """The columns whose headings are numbers that run."""
        numbers = {h.index: h.words[-1] for h in self.headings if h.words[-1].isdecimal()}
        runs = len(numbers) < len(self.headings) and run(list(numbers.values()))
        return frozenset(numbers) if runs else frozenset()

    @cached_property
    def _numbered(self) -> frozenset[int]:
        """The columns whose headings are one word with different numbers (Column_1, Column_2), as no cell below is."""
        found = {heading.index: _NUMBERED.fullmatch(heading.words[-1]) for heading in self.headings}
        stems = Counter(match[1] for match in found.values() if match)
        numbered = {index: match[0] for index, match in found.items() if match and stems[match[1]] > 1}
        cells = (self.grid.at(row, column) for row in self.below for column in numbered)
        alike = any(isinstance(cell, str) and _NUMBERED.fullmatch(cell.strip()) for cell in cells)
        return frozenset() if alike or len(set(numbered.values())) < len(numbered) else frozenset(numbered)

    @cached_property
    def _over_words(self) -> frozenset[int]:
        """The columns whose headings are numbers over words, if they are most (stations by number over TRUE, FALSE)."""
        numbers = (h.index for h in self.headings if look(h.words[-1]) is Look.NUMBER)
        found = frozenset(index for index in numbers if self.bodies[index] is Look.WORD)
        return found if 2 * len(found) > len(self.headings) else frozenset()

    @cached_property
    def contrasts(self) -> int:
        """How many headings are names over cells that look otherwise."""
        return self.differing(self)

    def differing(self, table: Head) -> int:
        """How many headings are names that look otherwise than the cells under the header `table` in their column."""
        pairs = ((look(heading.words[-1]), table.bodies.get(heading.index)) for heading in self.headings)
        return sum(own in NAMES and body not in (None, own) for own, body in pairs)

    @cached_property
    def usual(self) -> int:
        """How many headings are such as tables have everywhere."""
        return sum(any(map(heads_a_column, heading.words)) for heading in self.headings)

    def known(self, words: Collection[str]) -> int:
        """How many headings are among `words`, which are folded headers."""
        spelled = ((*heading.spellings, *map(folded_header, heading.words)) for heading in self.headings)
        return sum(any(spelling in words for spelling in spellings) for spellings in spelled)

    @property
    def speaks_of_the_sheet(self) -> bool:
        """Whether its first row says something of the whole sheet (填报单位：…), beside which no table has columns."""
        filled = self.grid.filled(self.first, self.lane)
        saying = sum(says_of_itself(self.grid.at(self.first, column)) for column in filled)
        return 2 * saying >= len(filled) or bool(saying and len(filled) < self._widest)

    @property
    def is_names(self) -> bool:
        """Whether it has names, and hardly a value."""
        has_names = any(look(heading.words[-1]) is Look.WORD for heading in self.headings)
        has_names = has_names or self.contrasts > 1 or self.contrasts == len(self.headings) or bool(self._numbered)
        return has_names and 5 * self.values <= len(self.headings)

    @property
    def is_data(self) -> bool:
        """Whether it is rather the first row of a table without a header: rows follow that look like it."""
        enough = len(self.below) > 1 or not self.contrasts
        return self._reaches and bool(self.below) and enough and self.values > self.contrasts

    @property
    def is_mixed(self) -> bool:
        """Whether its columns are words, and cells beside them of which no kind is usual; none is called as columns are
        everywhere."""
        first, last = self.columns[0], self.columns[-1]
        return not self.usual and self.bodies[first] is Look.WORD and self.bodies[last] is None

    def headless(self) -> Head:
        """The same rows as a table without a header; its columns are called by their letters."""
        rows = [self.first, *self.below]
        used = Counter(column for row in rows for column in self.grid.filled(row, self.lane))
        letters = [Heading(c, (column_letter(c),)) for c in sorted(used) if 2 * used[c] >= len(rows)]
        return Head(self.grid, self.lane, self.first, self.first - 1, letters, rows)


def head_at(grid: Grid, row: int, region: Region, *, gaps: bool = False) -> Head:
    """Row `row` taken as the first of a header; with `gaps` it is compared with rows below blank ones too."""
    lane = region.lane
    last, found = headings(grid, row, lane)
    pasted = {_cells(grid, number, lane) for number in range(row, last + 1)}
    below: list[int] = []
    for number in range(last + 1, region.end):
        filled = grid.filled(number, lane)
        if not filled and below and not gaps:
            break
        if not filled or _cells(grid, number, lane) in pasted:
            continue
        if len(below) == _BELOW or (below and _begins_anew(grid, found, number, lane, below)):
            break
        below.append(number)
    return Head(grid, lane, row, last, found, below)


def _begins_anew(grid: Grid, header: Iterable[Heading], row: int, lane: Lane, below: Sequence[int]) -> bool:
    """Whether `row` is the header of a next table, which says again a word of `header` in its column, and has names
    where the rows `below` that one have something else."""
    said = {heading.index: folded(heading.words[-1]) for heading in header}
    filled = grid.filled(row, lane)
    other = [column for column in filled if folded(grid.at(row, column)) != said.get(column)]
    if not other or len(other) == len(filled) or not are_names(grid, row, filled):
        return False
    return any(usual_look(grid, below, column) not in (None, look(grid.at(row, column))) for column in other)


def _cells(grid: Grid, row: int, lane: Lane) -> tuple[str, ...]:
    return tuple(folded(grid.at(row, column)) for column in grid.filled(row, lane))


def usual_look(grid: Grid, rows: Iterable[int], column: int) -> Look | None:
    """What most cells of `column` in `rows` look like, marks and blanks aside."""
    looks = Counter(look(grid.at(row, column)) for row in rows)
    del looks[Look.BLANK], looks[Look.MARK]
    if not looks:
        return None
    best, count = looks.most_common(1)[0]
    return best if 2 * count > looks.total() else None


def labels_beside(head: Head) -> list[Heading]:
    """The headings, which are letters, of columns that have none because they head the rows: words or times to the left
    of the first heading, the nearest of them in most rows."""
    found: list[Heading] = []
    for column in range(head.headings[0].index - 1, head.lane.left - 1, -1):
        filled = sum(look(head.grid.at(row, column)) is not Look.BLANK for row in head.below)
        if usual_look(head.grid, head.below, column) not in NAMES or (not found and 2 * filled < len(head.below)):
            break
        found.insert(0, Heading(column, (column_letter(column),)))
    return found if head.first <= head.last else []


# -- forms --


def is_form(head: Head, end: int) -> bool:
    """Whether the rows from the head on, up to a blank one, are a form: most are merged in a way of their own, or most
    have labels, in several columns or before a value each."""
    grid, lane = head.grid, head.lane
    chunk = list(islice(_chunk(grid, lane, head.last + 1, end), _FORM))
    rows = [row for row in chunk if not _is_beside(grid, row, lane)]
    if not rows or len(chunk) == _FORM:
        return False
    own = {wide for row in range(head.first, head.last + 1) for wide in grid.across(row, lane)}
    odd = sum(not own.issuperset(grid.accompanied(row, lane)) for row in rows)
    return (odd > 1 and 2 * odd > len(rows)) or (head.is_wide and _is_labelled(head, rows))


def _chunk(grid: Grid, lane: Lane, top: int, end: int) -> Iterable[int]:
    for row in range(top, end):
        if not grid.filled(row, lane) and not grid.across(row, lane):
            return
        yield row


def _is_beside(grid: Grid, row: int, lane: Lane) -> bool:
    cells = [grid.at(row, column) for column in grid.filled(row, lane)]
    return bool(cells) and (is_total(cells) or is_note(cells))


def _is_labelled(head: Head, rows: Sequence[int]) -> bool:
    if 4 * head.usual >= 3 * len(head.headings) and head.has_few_holes:
        return False
    labels = {row: _labels(head, row) for row in rows}
    places = {column for columns in labels.values() for column in columns}
    cells = sum(len(head.grid.filled(row, head.lane)) for row in rows)
    if 2 * sum(map(bool, labels.values())) < len(rows) or 3 * sum(map(len, labels.values())) < cells:
        return False
    if len(head.headings) == 2 and places == {head.columns[0]}:
        first, second = (is_label(heading.words[-1]) for heading in head.headings)
        return first and not second
    return len(places) > 1 and any(len(columns) > 1 for columns in labels.values())


def _labels(head: Head, row: int) -> list[int]:
    """The columns in which `row` has labels; none if two stand side by side, with no room for a value."""
    cells = ((column, head.grid.at(row, column)) for column in head.grid.filled(row, head.lane))
    found = [column for column, cell in cells if isinstance(cell, str) and is_label(cell)]
    return [] if any(right - left == 1 for left, right in pairwise(found)) else found


def title_above(grid: Grid, row: int, region: Region) -> str:
    """The words of the first row above `row` that has a single cell, which is no remark: what the table is called."""
    above = islice(reversed(range(region.top, row)), 6)
    rows = [[grid.at(r, c) for c in grid.filled(r, region.lane)] for r in above]
    titles = [cells[0] for cells in rows if len(cells) == 1 and isinstance(cells[0], str)]
    titles = [title for title in titles if len(title.strip()) > 3 and not says_of_itself(title)]
    return titles[-1] if titles else ""


def same_headings(one: Iterable[Heading], other: Iterable[Heading]) -> bool:
    """Whether two headers have the same words, wherever they stand."""
    return [folded_header(str(h)) for h in one] == [folded_header(str(h)) for h in other]
