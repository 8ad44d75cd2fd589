"""The tables of any workbook, without knowing what they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from docgen.problems import UsageError
from docgen.tables.layout.blocks import Block, find_blocks
from docgen.tables.layout.body import body_rows
from docgen.tables.layout.grid import Grid, Heading
from docgen.tables.letters import column_letter
from docgen.tables.readers.book import read_sheets
from docgen.tables.readers.sheet import Sheet
from docgen.text import Text


@dataclass(frozen=True)
class FoundRow:
    """A row of data: its number as Excel shows it, and its values by column."""

    number: int
    values: dict[str, Any]


@dataclass(frozen=True)
class FoundTable:
    """A table in a workbook.

    `header_rows` are the first and the last row of its header as Excel numbers them; None if it has no header, and its
    columns are called by their letters. `columns` are unique, in order; parents stand before children (请假/事假), and
    a name that comes again has a number (备注_2); a column on the left that heads the rows, and has no header itself,
    is called by its letter. `letters` are the columns in Excel. `rows` is the number of rows of data. `left_out` says
    how many others there are, and why; `unnamed` are the letters of other columns without a header, which are left out
    too. `title` stands above it.
    """

    file: str
    sheet: str
    header_rows: tuple[int, int] | None
    columns: tuple[str, ...]
    letters: tuple[str, ...]
    rows: int
    left_out: dict[Text, int]
    unnamed: tuple[str, ...]
    title: str
    _grid: Grid = field(repr=False, compare=False)
    _block: Block = field(repr=False, compare=False)

    def data(self) -> Iterator[FoundRow]:
        """The rows of data, one by one. A cell that is merged downwards holds for each of its rows."""
        indexes = [heading.index for heading in self._block.headings]
        held: dict[int, tuple[int, Any]] = {}  # column → the last row of a merged cell, and what it says
        for number, _, why in body_rows(self._grid, self._block):
            for index in indexes:
                bottom = self._grid.bottom(number, index)
                if bottom > number:
                    held[index] = bottom, self._grid.at(number, index)
            if why is None:
                values = (
                    held[index][1] if number <= held.get(index, _NEVER)[0] else self._grid.at(number, index)
                    for index in indexes
                )
                yield FoundRow(number + 1, dict(zip(self.columns, values, strict=True)))

    def drop_header(self) -> FoundTable:
        """Read the header row as data too: columns are called by their letters."""
        return _found(self._grid, self._block.drop_header(), self.file, self.sheet)

    def name_columns(self, names: Sequence[str]) -> FoundTable:
        """The table with these names for its columns, which have no header. Raises UsageError for another number of
        names, or one that comes twice."""
        if len(names) != len(self.columns) or len(set(names)) < len(names):
            text = NAMES.format(n=len(self.columns), letters="、".join(self.letters))
            raise UsageError(text, hint=NAME_EACH)
        return replace(self, columns=tuple(names))

    @property
    def twice(self) -> dict[str, list[str]]:
        """The headers that several columns have, each with the letters of these."""
        found: dict[str, list[str]] = {}
        for heading, letter in zip(self._block.headings, self.letters, strict=True):
            found.setdefault(str(heading), []).append(letter)
        return {title: letters for title, letters in found.items() if len(letters) > 1}

    def is_merged_down(self, column: str) -> bool:
        """Whether a cell of a column holds for several rows of data."""
        index = self._block.headings[self.columns.index(column)].index
        return any(self._grid.bottom(row.number - 1, index) > row.number - 1 for row in self.data())


_NEVER = (-1, None)
NAMES = Text("the rows have {n} columns: {letters}", "数据有{n}列：{letters}")
NAME_EACH = Text("Give each a name of its own: 姓名,职务.", "请依次给每列写一个名称，不要重复：姓名,职务。")
NO_HEADER = Text("{n} rows without a header, in the columns {letters}", "{n}行数据没有表头，各列是{letters}")
"""What is said of the rows of a sheet that nothing heads."""


def find_tables(path: str | Path) -> list[FoundTable]:
    """The tables of the workbook, CSV file or web page `path`: sheet by sheet, from top to bottom and from left to
    right. Raises DocgenError when it cannot be opened."""
    file = Path(path)
    return [table for sheet in read_sheets(file) for table in tables_of(sheet, file.name)]


def tables_of(sheet: Sheet, file: str) -> Iterator[FoundTable]:
    """The tables of one sheet of `file`."""
    grid = Grid([*sheet.rows, *sheet.rest], sheet.merges)
    for block in find_blocks(grid):
        yield _found(grid, block, file, sheet.name)


def _found(grid: Grid, block: Block, file: str, sheet: str) -> FoundTable:
    why = Counter(row.why for row in body_rows(grid, block))
    rows = why.pop(None, 0)
    header = (block.first + 1, block.last + 1) if block.has_header else None
    left_out = {reason: count for reason, count in why.items() if reason}
    unnamed = tuple(column_letter(column) for column in sorted(_unnamed(grid, block)))
    letters = tuple(column_letter(heading.index) for heading in block.headings)
    names = unique_names(block.headings)
    return FoundTable(file, sheet, header, names, letters, rows, left_out, unnamed, block.title, grid, block)


def _unnamed(grid: Grid, block: Block) -> set[int]:
    """The columns of the table with data but without a heading."""
    data = (row for row in body_rows(grid, block) if row.why is None)
    return {column for row in data for column in grid.filled(row.number, block.lane)} - block.columns


def unique_names(headings: Iterable[Heading]) -> tuple[str, ...]:
    """What the columns are called: one that is called like another before it gets a number."""
    names: dict[str, None] = {}
    for heading in headings:
        name, number = str(heading), 1
        while name in names:
            number += 1
            name = f"{heading}_{number}"
        names[name] = None
    return tuple(names)
