"""The second pass: names in reference columns become the rows that they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from docgen.problems import Cell, Problem, Severity, did_you_mean
from docgen.schema import Access, Column, Kind, Record, Spool, Table
from docgen.tables.report import Guess, Reading
from docgen.tables.values.cells import folded
from docgen.text import Text


def link(tables: Mapping[str, Table], reading: Reading) -> list[Problem]:
    """Resolve every reference of what was read, in place; what could not be resolved is unset and reported."""
    problems: list[Problem] = []
    references = [(table, column) for table in tables.values() for column in table.columns if column.to in tables]
    indexes: dict[str, _Index] = {}
    later: dict[str, list[_Links]] = {}
    for table, column in sorted(references, key=lambda found: bool(found[1].within)):  # first what others lie within
        if column.to not in indexes:
            indexes[column.to] = _Index(tables[column.to], reading.rows.get(column.to, []))
        rows = reading.rows.get(table.name, [])
        links = _Links(table, column, indexes[column.to], reading.letters, problems)
        if rows and column.to not in reading.rows:
            links.report_missing_table(rows)
        if isinstance(rows, Spool):
            later.setdefault(table.name, []).append(links)
        else:
            links.resolve_all(rows)
    for name, every in later.items():
        rows = reading.rows[name]
        assert isinstance(rows, Spool)
        reading.rows[name] = rows.changed(partial(_resolve, every))
    return problems


def _resolve(every: Iterable[_Links], rows: list[Record]) -> None:
    """Resolve all references of some rows of a long table."""
    for links in every:
        links.resolve_all(rows)


# What an optional cell says that names no row in particular: 全市 in a plan means all of its parts.
_NO_ROW = frozenset({"全市", "全部", "无", "/", "—", "——", "-"})


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
    guesses: dict[tuple[str, str, tuple[str, ...]], Any] = field(default_factory=dict)  # a row, or why there is none
    missing: Problem | None = None
    headers: dict[tuple[str, str, str], Problem] = field(default_factory=dict)  # by sheet and what was typed
    found: dict[tuple[str, int], list[Record]] = field(default_factory=dict)  # by name, and who it lies within

    def report_missing_table(self, rows: Sequence[Record]) -> None:
        """Said once, when no sheet holds the table that the column refers to; the rows then stay without it."""
        text = Text("{title}: no sheet holds the table {to}", "{title}：没有“{to}”表")
        self.missing = Problem(
            code="missing-table",
            severity=Severity.ERROR,
            text=text.format(title=self.column.title, to=self.column.to),
            where=Cell(rows[0].origin.file),
            hint=Text("Put its workbook beside the others.", "请把它的工作簿和其他表格放在一起。"),
            table=self.table.name,
        )
        if any(row.get(self.column.name) is not None for row in rows):
            self.problems.append(self.missing)

    def resolve_all(self, rows: Iterable[Record]) -> None:
        """Resolve each row; what says the same as the row above, as most rows of a long sheet do, names the same."""
        name, within = self.column.name, self.column.within
        if name not in self.table.record.column_names():
            name = within = ""
        said = owner = found = None
        for row in rows:
            if row._lore.own or not name:  # with a bad cell, or a column that a plugin added
                self.resolve(row)
                continue
            raw = getattr(row, name)
            if found is not None and raw == said and (not within or getattr(row, within) is owner):
                setattr(row, name, found)
                continue
            self.resolve(row)
            now = row.get(name)
            found = now if raw.__class__ is str and isinstance(now, Record) else None
            said, owner = raw, row.get(within) if within else None

    def resolve(self, row: Record) -> None:
        raw = row.get(self.column.name)
        if raw is None or isinstance(raw, Record):
            return
        if self.missing:
            row.mark_bad(self.column, self.missing)
        elif isinstance(raw, Guess):
            self._resolve_guess(row, raw)
        elif not self.column.required and (folded(raw) in _NO_ROW or folded(raw) in self.column.nobody):
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
        """By name; a name that begins with its owner's (石羊镇丰乐村) also without it."""
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
        """What the sheet says for all its rows. If that leads nowhere, or to several, it is said once for the sheet."""
        table = (row.origin.file, row.origin.sheet, guess.names)
        if table not in self.guesses:
            self.guesses[table] = self._guessed(row, guess)
            if isinstance(self.guesses[table], Problem):
                self.problems.append(self.guesses[table])
        found = self.guesses[table]
        if isinstance(found, Problem):
            row.mark_bad(self.column, found)
        else:
            row.put(self.column, found)

    def _guessed(self, row: Record, guess: Guess) -> Any:
        """The one row that the names of a sheet lead to, or the problem that they lead to none."""
        found = [(name, rows[0]) for name in guess.names if len(rows := self._called(folded(name))) == 1]
        if not found:
            return self._nowhere(row, guess)
        for name, other in found[1:]:
            if other != found[0][1]:
                self.problems.append(self._contradiction(row, found[0][0], name))
                break
        return found[0][1]

    def _called(self, text: str) -> list[Record]:
        return self.index.find(text) or self.index.begins(text)

    def _nowhere(self, row: Record, guess: Guess) -> Problem:
        text = Text(
            "there is no column {title}, and neither the title, the sheet nor the file names one: {names}",
            "没有“{title}”列，表题、工作表名、文件名也没有写明：{names}",
        )
        return Problem(
            code="reference",
            severity=Severity.ERROR,
            text=text.format(title=self.column.title, names=" / ".join(guess.names)),
            where=Cell(row.origin.file, row.origin.sheet),
            hint=Text("Add the column.", "请增加这一列。"),
            expected=self.column.to,
            value=" / ".join(guess.names),
            table=self.table.name,
        )

    def _contradiction(self, row: Record, taken: str, other: str) -> Problem:
        text = Text(
            "{title}: {taken} or {other}? {taken} was taken for all rows",
            "{title}：是“{taken}”还是“{other}”？已按“{taken}”读入",
        )
        return Problem(
            code="doubtful",
            severity=Severity.WARNING,
            text=text.format(title=self.column.title, taken=taken, other=other),
            where=Cell(row.origin.file, row.origin.sheet),
            hint=Text("Add the column, or rename the sheet or the file.", "请增加这一列，或改正表名、文件名。"),
            table=self.table.name,
        )

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
        """The header of a wide sheet stands above all its rows, and is named once."""
        origin = row.origin
        sheet = origin.file, origin.sheet, raw
        is_header = self.table.wide is not None and self.column.name == self.table.wide.into and origin.sheet
        if is_header and (origin.file, origin.sheet, self.column.name) not in self.letters:
            problem = self.headers.get(sheet)
            if problem is None:
                problem = replace(self._problem(row, raw, found), where=Cell(origin.file, origin.sheet))
                self.headers[sheet] = problem
                self.problems.append(problem)
        else:
            problem = self._problem(row, raw, found)
            self.problems.append(problem)
        row.mark_bad(self.column, problem)

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
            hint=self._nearest(row, folded(raw)) if shown and not found else None,
            expected=column.to,
            value=raw if shown else "",
            table=self.table.name,
        )

    def _nearest(self, row: Record, name: str) -> Text | None:
        """A name like it, of what lies within the same owner if there is one; or whose it is, if it is another's."""
        within = self.column.within
        owner = row.get(within) if within else None
        if owner is None:
            return did_you_mean(name, self.index.exact)
        others = self.index.find(name)
        if len(others) == 1 and (theirs := others[0].get(within)):
            mine, its = (each.get(each.__table__.key[-1]) for each in (owner, theirs))
            return Text("It lies in {its}, not in {mine}.", "它属于{its}，不属于{mine}。").format(its=its, mine=mine)
        near = (known for known, rows in self.index.exact.items() if any(row.get(within) == owner for row in rows))
        return did_you_mean(name, near)
