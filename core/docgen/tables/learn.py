"""Which columns the headers that nobody knows may mean: by what they are called, and by what stands under them.

A header is like a column as far as its words are like the column's title or one of its aliases, and as far as the
cells under it could stand in that column: are dates where it holds dates, or values that it has in other sheets. Cells
that could not stand there rule a column out, however alike the words are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path
from typing import Any

from docgen.problems import Cell, DocgenError, Problem
from docgen.schema import Column, Kind, Table
from docgen.tables.files import as_problem, files_in
from docgen.tables.header import GUIDES, Header, guessed_headers
from docgen.tables.layout.body import body_rows
from docgen.tables.layout.grid import Grid, Heading, folded_header
from docgen.tables.layout.looks import Look, look
from docgen.tables.letters import column_letter
from docgen.tables.readers.book import read_sheets
from docgen.tables.values.cells import CellError, folded, is_blank, is_ditto, plain, says_none
from docgen.tables.values.parsers import parser
from docgen.text import Text

_SAMPLE = 200  # rows
_LIKE, _SOMEWHAT_LIKE = 0.6, 0.34  # words: enough by themselves, enough if the cells fit
_FITS, _SEVERAL = 0.8, 3  # cells: the share that fits, and how many different words tell a column of words
_SAYS_NOTHING = frozenset({Kind.TEXT, Kind.CODE, Kind.LIST})  # any cell could stand there
_TELLING = frozenset({Kind.DATE, Kind.YEARMONTH, Kind.PERCENT, Kind.PHONE, Kind.EMAIL, Kind.ID, Kind.ENUM})
_PERSON = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+·[\u3400-\u9fff·]+")


@dataclass(frozen=True)
class Proposal:
    """A header that may mean a column: where it stands, how an alias spells it, the `table` and the `title` of the
    column, how like they are, of 1, by `words` and by `cells` (None where the cells say nothing)."""

    where: Cell
    header: str
    spelling: str
    table: str
    title: str
    words: float
    cells: float | None

    @property
    def likeness(self) -> float:
        """Both together, to compare proposals by."""
        return self.words + (self.cells or 0) / 2

    @property
    def why(self) -> Text:
        """In a clerk's words."""
        parts = []
        if self.words >= _SOMEWHAT_LIKE:
            parts.append(Text("the names are alike", "名称相近"))
        if self.cells is not None:
            share = round(100 * self.cells)
            parts.append(Text(f"{share}% of its cells fit the column", f"{share}%的单元格符合这一列"))
        return Text("; ".join(part.en for part in parts), "，".join(part.zh for part in parts))


def propose(folder: Path, tables: Iterable[Table], year: int, broken: list[Problem] | None = None) -> list[Proposal]:
    """What the headers that no table knows may mean, in the workbooks of `folder`, the likeliest first. A header gets
    one proposal in a table. What is wrong with files and folders that cannot be read is added to `broken`."""
    broken = [] if broken is None else broken
    sheets = [
        sheet
        for header, grid, where in _headers(folder, tables, broken)
        for sheet in [_Sheet(header, grid, where, year)]
    ]
    values = _values_by_column(sheets)
    best: dict[tuple[str, str], Proposal] = {}
    for proposal in (proposal for sheet in sheets for proposal in sheet.proposals(values)):
        key = proposal.table, folded_header(proposal.spelling)
        if key not in best or best[key].likeness < proposal.likeness:
            best[key] = proposal
    return sorted(best.values(), key=lambda proposal: (proposal.table, -proposal.likeness))


def as_aliases(proposals: Iterable[Proposal]) -> dict[str, dict[str, list[str]]]:
    """The proposals as docgen.toml has them: table → column → headers."""
    aliases: dict[str, dict[str, list[str]]] = {}
    for proposal in proposals:
        aliases.setdefault(proposal.table, {}).setdefault(proposal.title, []).append(proposal.spelling)
    return aliases


def _headers(folder: Path, tables: Iterable[Table], broken: list[Problem]) -> Iterator[tuple[Header, Grid, Cell]]:
    wanted = list(tables)
    files, closed = files_in(folder)
    broken.extend(closed)
    for file in files:
        try:
            for sheet in read_sheets(file.path):
                if plain(sheet.name) in GUIDES:
                    continue
                grid = Grid(sheet.rows, sheet.merges)
                for header in guessed_headers(grid, sheet.name, file.name, wanted):
                    yield header, grid, Cell(file.name, sheet.name, header.last + 1)
        except DocgenError as error:
            broken.append(as_problem(error, file))


Values = Mapping[tuple[str, str], frozenset[str]]
"""The values that a column has, by the names of its table and of itself."""


def _values_by_column(sheets: Iterable[_Sheet]) -> Values:
    found: dict[tuple[str, str], set[str]] = {}
    for sheet in sheets:
        for index, column in sheet.header.columns.items():
            found.setdefault((sheet.header.table.name, column.name), set()).update(map(folded, sheet.cells(index)))
    return {key: frozenset(values) for key, values in found.items()}


class _Sheet:
    """One table of a sheet, with its first rows."""

    def __init__(self, header: Header, grid: Grid, where: Cell, year: int) -> None:
        self.header = header
        self.where = where
        self.year = year
        data = (row.cells for row in body_rows(grid, header.block) if row.why is None)
        self.rows = list(islice(data, _SAMPLE))

    def cells(self, index: int) -> list[Any]:
        """The first cells of a column that say something of their own."""
        cells = (row[index] for row in self.rows if index < len(row))
        return [cell for cell in cells if not is_blank(cell) and not is_ditto(cell)]

    def proposals(self, values: Values) -> list[Proposal]:
        """The likeliest column for each unknown header, none for two."""
        claimed = {column.name for column in self.header.columns.values()}
        wide = self.header.table.wide
        claimed |= {wide.into, wide.value} if wide and self.header.wide else set()
        free = [column for column in self.header.table.columns if column.name not in claimed]
        likely = [p for heading in self.header.unknown for p in self._likely(heading, free, values)]
        chosen: dict[str, Proposal] = {}
        for proposal in sorted(likely, key=lambda p: -p.likeness):
            if proposal.title not in chosen and proposal.header not in {p.header for p in chosen.values()}:
                chosen[proposal.title] = proposal
        return list(chosen.values())

    def _likely(self, heading: Heading, free: Sequence[Column], values: Values) -> Iterator[Proposal]:
        kinds = [column.kind for column in free]
        where = self.where.at(column_letter(heading.index))
        for column in free:
            words = _alike(heading, column)
            cells = self._fit(heading.index, column, values)
            only = column.kind in _TELLING and kinds.count(column.kind) == 1
            if cells is None:
                is_likely = words >= _LIKE
            else:
                is_likely = cells >= _FITS and (words >= _SOMEWHAT_LIKE or only or column.kind in _SAYS_NOTHING)
            if is_likely:
                spelling = "".join(heading.words)
                yield Proposal(where, str(heading), spelling, self.header.table.name, column.title, words, cells)

    def _fit(self, index: int, column: Column, values: Values) -> float | None:
        """The share of the cells that could stand in `column`; None if that says nothing."""
        cells = [cell for cell in self.cells(index) if not says_none(cell, column.kind)]
        if not cells:
            return None
        if column.kind in _SAYS_NOTHING:
            known = values.get((self.header.table.name, column.name), frozenset())
            texts = [folded(cell) for cell in cells if look(cell) is Look.WORD]
            share = sum(text in known for text in texts) / len(cells)
            return share if share >= _FITS and len(set(texts)) >= _SEVERAL else None
        return sum(map(_reader(column, self.year), cells)) / len(cells)


def _reader(column: Column, year: int) -> Callable[[Any], bool]:
    """Whether a cell could stand in `column`."""
    if column.kind is Kind.NAME:
        return lambda cell: bool(_PERSON.fullmatch(folded(cell)))
    parse = parser(column, year)

    def reads(cell: Any) -> bool:
        try:
            parse(cell)
        except CellError:
            return False
        return True

    return reads


def _alike(heading: Heading, column: Column) -> float:
    """How like the words of a header are to what a column is called, of 1."""
    spelled = {folded_header(name) for name in (column.title, *column.aliases)}
    return max(_ratio(said, known) for said in heading.spellings for known in spelled)


def _ratio(one: str, other: str) -> float:
    if len(one) > 1 and len(other) > 1 and (one in other or other in one):
        return 0.8
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
