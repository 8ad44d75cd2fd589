"""Sheets and CSV files as rows, whatever their headers are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from docgen.forms.cells import cell_value, formatted_value
from docgen.forms.values import Unusable
from docgen.problems import Cell, Problem, Severity, UsageError
from docgen.schema import variable, writable
from docgen.tables.find import NAME_EACH, NAMES
from docgen.tables.header import SEARCH_ROWS, Heading, headings_at
from docgen.tables.layout.blocks import Block, find_blocks
from docgen.tables.layout.body import body_rows
from docgen.tables.layout.grid import Grid, Lane
from docgen.tables.letters import column_letter
from docgen.tables.read import data_rows
from docgen.tables.readers.sheet import Sheet
from docgen.tables.report import SheetReport
from docgen.tables.values.cells import CellError, is_blank, is_ditto, not_computed, plain
from docgen.text import Text

NUMBER = "序号"
"""What the number of a row is called, 1 for the first, where no column is called so."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row, or an object of a list: where it stands, which one it is (from 1), its values by their names in
    templates. `problem` says why no document can be made of it."""

    origin: Cell
    number: int
    values: dict[str, Any]
    problem: Problem | None = None


@dataclass(frozen=True)
class Table:
    """The rows of a sheet or file. `letters` are those of the columns, by their names in templates; `unclear` are
    names that several columns have, with the cells of their headers; `left_out` says how many rows are totals or notes,
    `hidden` how many of the rows nobody sees. `titles` are the whole headers of the columns, by those names.
    """

    name: str
    rows: list[Row]
    letters: dict[str, str] = field(default_factory=dict)
    unclear: dict[str, list[Cell]] = field(default_factory=dict)
    left_out: dict[Text, int] = field(default_factory=dict)
    hidden: int = 0
    titles: dict[str, str] = field(default_factory=dict)

    def blanks(self, name: str) -> list[Cell]:
        """The cells of the column of that name that are blank."""
        letter = self.letters.get(name, "")
        return [row.origin.at(letter) for row in self.rows if name in row.values and row.values[name] is None]


def find_table(sheet: Sheet, file: str, columns: Sequence[str] = ()) -> Table | None:
    """The table of `sheet`, or None when it holds none; with `columns` its rows have no header, and the columns these
    names, from the left. In a file of text a row may not have more cells than the header. Raises UsageError for rows
    with another number of columns."""
    grid = Grid(sheet.rows, sheet.merges)
    block = _find_bare_block(grid, columns) if columns else _block(sheet)
    if block is None:
        return None
    names = names_of(block.headings)
    names |= _by_letter(sheet, block, names.values())
    report = SheetReport(file, sheet.name)
    width = max(heading.index for heading in block.headings) + 1
    reader = _Reader(file, sheet, names, None if sheet.typed else width)
    _fill_merged(sheet, block.last)
    rows = list(_rows(reader, data_rows(body_rows(grid, block, sheet.rest), report)))
    letters = {name: column_letter(index) for index, name in names.items()}
    unnamed = [heading for heading in block.headings if heading.index not in names]
    unclear = _unclear(unnamed, Cell(file, sheet.name, block.last + 1))
    hidden = sum(row.origin.row is not None and row.origin.row - 1 in sheet.marks.hidden_rows for row in rows)
    headers = {heading.index: str(heading) for heading in block.headings}
    titles = {name: headers[index] for index, name in names.items() if index in headers}
    return Table(sheet.name, rows, letters, unclear, report.left_out, hidden, titles)


def _unclear(headings: Iterable[Heading], where: Cell) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for heading in headings:
        found.setdefault(_short(heading), []).append(where.at(column_letter(heading.index)))
    return {name: cells for name, cells in found.items() if name}


# -- the header --

_SAYS_SOMETHING = re.compile(r"[^:：]+[:：].+").fullmatch


def _block(sheet: Sheet) -> Block | None:
    """The header and all below it: the header is the first row with names for most of the columns, which is neither a
    title nor says something of the whole sheet (填报单位：…)."""
    rows = sheet.rows[:SEARCH_ROWS]
    widest = max((sum(not is_blank(cell) for cell in row) for row in rows), default=0)
    for top, row in enumerate(rows):
        filled = [cell for cell in row if not is_blank(cell)]
        texts = sum(isinstance(cell, str) for cell in filled)
        of_the_sheet = len(filled) < widest and any(_SAYS_SOMETHING(plain(cell)) for cell in filled)
        if not filled or 2 * texts < len(filled) or of_the_sheet:
            continue
        last, headings = headings_at(sheet, top)
        if len(headings) >= max(min(2, widest), 0.6 * widest):
            lane = Lane(0, max(map(len, sheet.rows)) - 1)
            return Block(lane, top, last, len(sheet.rows), tuple(headings))
    return None


def _find_bare_block(grid: Grid, columns: Sequence[str]) -> Block | None:
    """The rows without a header, their columns called so: from the first one on that fills several of them."""
    found = next((block for block in find_blocks(grid) if not block.has_header), None)
    used = [heading.index for heading in found.headings] if found else grid.columns
    if len(used) != len(columns):
        raise UsageError(NAMES.format(n=len(used), letters="、".join(map(column_letter, used))), hint=NAME_EACH)
    lane = Lane(0, used[-1])
    least = min(2, len(used))
    first = next((row for row in range(len(grid)) if len(grid.filled(row, lane)) >= least), 0)
    headings = tuple(Heading(index, (name,)) for index, name in zip(used, columns, strict=True))
    return Block(lane, first, first - 1, len(grid), headings)


def looks_headless(sheet: Sheet) -> bool:
    """Whether the first rows of a sheet are data without a header, for all that one can see."""
    grid = Grid(sheet.rows[:SEARCH_ROWS], [merge for merge in sheet.merges if merge[2] < SEARCH_ROWS])
    blocks = find_blocks(grid)
    return bool(blocks) and not any(block.has_header for block in blocks)


def names_of(headings: Sequence[Heading]) -> dict[int, str]:
    """The names of columns in templates, by their numbers: without brackets and signs (金额(元) → 金额); with what
    stands in the brackets, or with the parent header, where that tells two apart. A column that nothing tells from
    another has none."""
    names: dict[int, str] = {}
    for spell in (_short, _whole, _short_with_parent, _whole_with_parent):
        spelled = {heading.index: spell(heading) for heading in headings if heading.index not in names}
        counts = Counter(spelled.values()) + Counter(names.values())
        names |= {index: name for index, name in spelled.items() if name and counts[name] == 1}
    return names


def _by_letter(sheet: Sheet, block: Block, taken: Collection[str]) -> dict[int, str]:
    """The names of columns that hold something under a header that is blank or says nothing but signs: 列C."""
    said = {heading.index for heading in block.headings if writable("".join(heading.words))}
    silent = {*range(max(heading.index for heading in block.headings) + 1)} - said
    names = {index: f"列{column_letter(index)}" for index in silent}
    filled = {i for row in sheet.rows[block.last + 1 :] for i in silent if i < len(row) and not is_blank(row[i])}
    return {index: name for index, name in sorted(names.items()) if index in filled and name not in taken}


def _short(heading: Heading) -> str:
    return variable(heading.words[-1])


def _whole(heading: Heading) -> str:
    return writable(heading.words[-1])


def _short_with_parent(heading: Heading) -> str:
    return variable("".join(heading.words))


def _whole_with_parent(heading: Heading) -> str:
    return writable("".join(heading.words))


# -- the rows --


def _fill_merged(sheet: Sheet, last: int) -> None:
    """Below the header a cell that is merged over several rows counts for each of them."""
    for top, left, bottom, _ in sheet.merges:
        if last < top < bottom:
            for row in sheet.rows[top + 1 : bottom + 1]:
                row[left : left + 1] = sheet.rows[top][left : left + 1]


def _rows(reader: _Reader, data: Iterable[tuple[int, list[Any]]]) -> Iterator[Row]:
    number = 0
    for place, raw in data:
        if not raw:  # a total: what stands below it begins anew
            reader.above = {}
            continue
        number += 1
        yield reader.row(place, number, raw)


class _Reader:
    """Turns the raw rows of one sheet into rows. With `width` a row may not have more cells than that."""

    def __init__(self, file: str, sheet: Sheet, names: dict[int, str], width: int | None) -> None:
        self.file = file
        self.sheet = sheet.name
        self.marks = sheet.marks
        self.names = list(names.items())
        self.styled = set(names) if self.marks.texts else self.marks.spans.keys() & names.keys()
        self.width = width
        self.begin: dict[str, Any] = {} if NUMBER in names.values() else {NUMBER: 0}
        self.above: dict[str, Any] = {}

    def row(self, place: int, number: int, raw: list[Any]) -> Row:
        """The row that stands in row `place` of the sheet and is the table's `number`th."""
        origin = Cell(self.file, self.sheet, place)
        values = dict(self.begin)
        if values:
            values[NUMBER] = number
        end = len(raw)
        for index, name in self.names:
            try:
                values[name] = self._value(place - 1, index, raw[index] if index < end else None)
            except CellError as error:
                values[name] = _unusable(name, error, origin.at(column_letter(index)))
        for name in [name for name, value in values.items() if value.__class__ is str and is_ditto(value)]:
            values[name] = self.above.get(name)
        self.above = values
        return Row(origin, number, values, self._too_wide(raw, origin))

    def _value(self, row: int, index: int, cell: Any) -> Any:
        if cell.__class__ is not str and index in self.styled:
            return formatted_value(cell, self.marks.format_at(row, index), self.marks.texts.get((row, index)))
        value = cell_value(cell)
        if value is None and (row, index) in self.marks.uncomputed:
            raise not_computed()
        return value

    def _too_wide(self, raw: list[Any], origin: Cell) -> Problem | None:
        if self.width is None or all(map(is_blank, raw[self.width :])):
            return None
        return Problem("row", Severity.ERROR, _TOO_WIDE, origin.at(column_letter(self.width)), _IN_QUOTES)


_TOO_WIDE = Text("the row has more cells than the header", "这一行的单元格比表头多")
_IN_QUOTES = Text(
    'A cell that holds a comma stands in quotes: "…,…".', "含有逗号的单元格要放在半角双引号里，或用 Excel 重新另存。"
)


def _unusable(name: str, error: CellError, cell: Cell) -> Unusable:
    text = Text("{name}: {error}", "{name}：{error}").format(name=name, error=error.text)
    return Unusable(Problem("cell", Severity.ERROR, text, cell, error.hint))
