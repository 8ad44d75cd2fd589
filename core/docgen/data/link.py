"""The second pass: names in reference columns become the rows that they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docgen.problems import Cell, Problem, Severity, did_you_mean
from docgen.schema import Access, Column, Kind, Record, Table
from docgen.tables.read import Guess, Reading
from docgen.tables.values.cells import folded
from docgen.text import Text


def link(tables: Mapping[str, Table], reading: Reading) -> list[Problem]:
    """Resolve every reference of what was read, in place; what could not be resolved is unset and reported."""
    problems: list[Problem] = []
    references = [(table, column) for table in tables.values() for column in table.columns if column.to in tables]
    indexes: dict[str, _Index] = {}
    for table, column in sorted(references, key=lambda found: bool(found[1].within)):  # first what others lie within
        if column.to not in indexes:
            indexes[column.to] = _Index(tables[column.to], reading.rows.get(column.to, []))
        rows = reading.rows.get(table.name, [])
        links = _Links(table, column, indexes[column.to], reading.letters, problems)
        if rows and column.to not in reading.rows:
            links.report_missing_table(rows)
        for row in rows:
            links.resolve(row)
    return problems


# What an optional cell says that names no row in particular: 全市 in 换届日程 means every township.
_NO_ROW = frozenset({"全市", "各乡镇(街道)", "各乡镇、街道", "全部", "无", "/", "—", "——", "-"})


class _Index:
    """The rows of a table by the names that people write for them."""

    def __init__(self, table: Table, rows: Iterable[Record]) -> None:
        self.names = [*table.key[-1:], *table.also]
        self.canonical = table.canonical or (lambda name: name)
        self.exact: dict[str, list[Record]] = {}
        self.loose: dict[str, list[Record]] = {}
        for row in rows:
            for name in self.names_of(row):
                self.exact.setdefault(name, []).append(row)
            for name in dict.fromkeys(map(self.canonical, self.names_of(row))):
                self.loose.setdefault(name, []).append(row)

    def names_of(self, row: Record) -> list[str]:
        """What the row may be called."""
        values = [row.get(name) for name in self.names]
        spellings = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
        return list(dict.fromkeys(folded(spelling) for spelling in spellings if spelling is not None))

    def find(self, name: str, within: str = "", owner: Any = None) -> list[Record]:
        """The rows called `name`: exactly, else in canonical spelling; narrowed to those of `owner`."""
        for found in (self.exact.get(name), self.loose.get(self.canonical(name))):
            narrowed = [row for row in found or () if not within or row.get(within) == owner]
            if narrowed:
                return narrowed
        return []

    def begins(self, text: str) -> list[Record]:
        """The rows with the longest name that `text` begins with (石羊镇党委 → 石羊镇)."""
        starts = [name for name in self.exact if len(name) > 1 and text.startswith(name)]
        return self.exact[max(starts, key=len)] if starts else []


@dataclass
class _Links:
    """Resolves one reference column of one table."""

    table: Table
    column: Column
    index: _Index
    letters: Mapping[tuple[str, str, str], str]
    problems: list[Problem]
    guessed_wrong: set[tuple[str, str]] = field(default_factory=set)
    missing: Problem | None = None
    found: dict[tuple[str, int], list[Record]] = field(default_factory=dict)  # by name, and who it lies within

    def report_missing_table(self, rows: Sequence[Record]) -> None:
        """Said once, when no sheet holds the table that the column refers to; the rows then stay without it."""
        text = Text("{title}: no sheet holds the table {to}", "{title}：没有“{to}”表")
        self.missing = Problem(
            code="missing-table",
            severity=Severity.ERROR,
            text=text.format(title=self.column.title, to=self.column.to),
            where=Cell(rows[0].origin.file),
            hint=Text("Put its workbook into data/.", "请把它的工作簿放进 data 文件夹。"),
            table=self.table.name,
        )
        if any(row.get(self.column.name) is not None for row in rows):
            self.problems.append(self.missing)

    def resolve(self, row: Record) -> None:
        raw = row.get(self.column.name)
        if raw is None or isinstance(raw, Record):
            return
        if self.missing:
            row.mark_bad(self.column, self.missing)
        elif isinstance(raw, Guess):
            self._resolve_guess(row, raw)
        elif not self.column.required and folded(raw) in _NO_ROW:
            row.put(self.column, None)
        elif self.column.kind is Kind.LIST:
            self._resolve_list(row, raw)
        else:
            self._resolve_name(row, str(raw))

    def _resolve_name(self, row: Record, raw: str) -> None:
        within = self.column.within
        owner = row.get(within) if within else None
        if within and not row.is_set(within):  # the column that it lies within is a problem already
            row.mark_bad(self.column, self._problem(row, raw, []))
            return
        known = raw, id(owner)
        found = self.found.get(known)
        if found is None:
            found = self.found[known] = self._find(folded(raw), owner)
        if len(found) == 1:
            row.put(self.column, found[0])
        else:
            self._refuse(row, raw, found)

    def _find(self, name: str, owner: Any) -> list[Record]:
        """By name; a name that begins with its owner's (石羊镇丰乐社区) also without it."""
        if owner is None:
            return self.index.find(name)
        within = self.column.within
        if found := self.index.find(name, within, owner):
            return found
        table = owner.__table__
        names = [folded(value) for key in (*table.key[-1:], *table.also) if (value := owner.get(key))]
        rests = [name.removeprefix(start) for start in names if name.startswith(start)]
        return next((rows for rest in rests if (rows := self.index.find(rest, within, owner))), [])

    def _resolve_guess(self, row: Record, guess: Guess) -> None:
        """What the sheet says for all its rows; if that leads nowhere, it is said once for the sheet."""
        for text in map(folded, guess.names):
            found = self.index.find(text) or self.index.begins(text)
            if len(found) == 1:
                row.put(self.column, found[0])
                return
        sheet = (row.origin.file, row.origin.sheet)
        problem = self._problem(row, " / ".join(guess.names), [])
        row.mark_bad(self.column, problem)
        if sheet not in self.guessed_wrong:
            self.guessed_wrong.add(sheet)
            self.problems.append(problem)

    def _resolve_list(self, row: Record, names: Iterable[str]) -> None:
        found = []
        for name in names:
            rows = self.index.find(folded(name))
            found += rows
            if len(rows) != 1:
                self._refuse(row, name, rows)
        if row.is_set(self.column.name):
            row.put(self.column, tuple(found))

    def _refuse(self, row: Record, raw: str, found: list[Record]) -> None:
        problem = self._problem(row, raw, found)
        row.mark_bad(self.column, problem)
        self.problems.append(problem)

    def _problem(self, row: Record, raw: str, found: list[Record]) -> Problem:
        column, origin = self.column, row.origin
        shown = column.access < Access.RESTRICTED
        if found:
            text = Text("{title}: {value} is the name of several", "{title}：“{value}”有多个同名")
        else:
            text = Text("{title}: {value} is not in the table {to}", "{title}：“{to}”表里没有“{value}”")
        return Problem(
            code="ambiguous" if found else "reference",
            severity=Severity.ERROR,
            text=text.format(title=column.title, value=raw if shown else "…", to=column.to),
            where=origin.at(self.letters.get((origin.file, origin.sheet, column.name), "")),
            hint=did_you_mean(folded(raw), self.index.exact) if shown and not found else None,
            expected=column.to,
            value=raw if shown else "",
            table=self.table.name,
        )
