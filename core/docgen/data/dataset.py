"""The data of a workspace, as plugins and generators see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, overload

from docgen.data.cut import NOTHING, Cut, Published
from docgen.data.figures import Figure, FigureSpec, Missing, compute
from docgen.data.rows import Rows
from docgen.data.view import View
from docgen.period import Period
from docgen.problems import Cell, DocgenError, Problem, Severity, did_you_mean
from docgen.schema import BAD, Access, Column, Record, Spool, Table, uncut
from docgen.text import Text
from docgen.workspace import Settings

if TYPE_CHECKING:
    from docgen.tables import Reading, SheetReport
    from docgen.tables.ahead import Ahead

R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass
class Store:
    """What all views of a dataset share."""

    settings: Settings
    tables: Mapping[str, Table]
    rows: Mapping[str, Sequence[Record]]
    figures: Mapping[str, FigureSpec]
    problems: list[Problem]
    letters: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    sheets: Sequence[SheetReport] = ()
    doubled: Mapping[str, Sequence[Problem]] = field(default_factory=dict)
    today: date = field(default_factory=date.today)
    looks: Counter[str] = field(default_factory=Counter)
    counted: dict[tuple[str, date | None, date | None], Figure] = field(default_factory=dict)
    folder: str = "data"


@dataclass(frozen=True)
class Dataset:
    """Tables by their class: `data[Candidate]` gives Rows. Views share the rows:

    `upto(day)` and `during(period)` leave out later (and earlier) rows, by the `dated` column of each table;
    `seen_at(access)` hides what a document of that access may not show.
    """

    store: Store
    start: date | None = None
    end: date | None = None
    cut: Cut | None = None

    @classmethod
    def read(
        cls,
        folder: Path,
        tables: Mapping[str, Table],
        figures: Mapping[str, FigureSpec],
        settings: Settings,
        ahead: Ahead | None = None,
    ) -> tuple[Dataset, Reading]:
        """The workbooks in `folder` as data, and how they were understood; one of them may be read `ahead`. Raises
        DocgenError for no workbook."""
        from docgen.data.copies import copies
        from docgen.data.link import link  # slow to load, and `docgen --help` reads nothing
        from docgen.data.repeats import repeats
        from docgen.data.totals import totals
        from docgen.tables import read_folder
        from docgen.tables.options import Options
        from docgen.tables.readers.book import read_sheets

        sheets = ahead.sheets if ahead else read_sheets
        reading = read_folder(folder, tables.values(), settings.year, Options.of(settings), sheets)
        problems = [*reading.broken, *reading.problems, *link(tables, reading)]
        doubled = copies(tables, reading.rows)
        problems += [*doubled.problems, *repeats(tables, reading.rows, doubled.pairs), *totals(tables, reading)]
        store = Store(settings, tables, reading.rows, figures, problems, reading.letters, reading.sheets)
        store.doubled, store.folder = doubled.errors, folder.name
        return cls(store), reading

    @overload
    def __getitem__(self, table: str) -> Rows[Record]: ...

    @overload
    def __getitem__(self, table: type[R]) -> Rows[R]: ...

    def __getitem__(self, table: str | type[Record]) -> Rows[Any]:
        """The rows of a table: of its Record class, or by name if a form brings it. Raises DocgenError if there is no
        such table."""
        return self._rows(self._table(table if isinstance(table, str) else table.__table__.name))

    def _table(self, name: str) -> Table:
        if name not in self.store.tables:
            text = Text("there is no table {name}", "没有“{name}”这张表").format(name=name)
            raise DocgenError(text, hint=did_you_mean(name, self.store.tables))
        return self.store.tables[name]

    def _rows(self, table: Table) -> Rows[Any]:
        self.store.looks[table.name] += 1
        rows: Iterable[Any] = self._read(table)
        if isinstance(rows, Spool):
            places = None
            if table.dated and (self.start or self.end):
                places = [at for at, day in enumerate(View(rows).column(table.dated)) if self._is_in_time(day)]
            return Rows(table, View(rows, places, self.cut), self.store.tables)
        if table.dated and (self.start or self.end):
            rows = [row for row in rows if self._in_time(row, table.dated)]
        if self.cut:
            rows = map(self.cut, rows)
        return Rows(table, rows, self.store.tables)

    def _read(self, table: Table) -> Sequence[Record]:
        if table.name not in self.store.rows:
            from docgen.tables.unread import may_be

            needed = [column for column in table.columns if column.required]
            raise DocgenError(
                Text("no sheet in {folder}/ holds the table {table}", "{folder} 文件夹里没有“{table}”表").format(
                    folder=self.store.folder, table=table.name
                ),
                hint=may_be(table, self.problems)
                or Text("Its headers: {headers}", "它的表头应有：{headers}").format(
                    headers="、".join(column.title for column in needed or table.columns)
                ),
            )
        if copy := self.store.doubled.get(table.name):
            raise DocgenError(copy[0].text, hint=copy[0].hint, where=copy[0].where, problems=copy)
        return self.store.rows[table.name]

    def _in_time(self, row: Record, dated: str) -> bool:
        return self._is_in_time(row.get(dated) if row.is_set(dated) else BAD)

    def _is_in_time(self, day: Any) -> bool:
        if day is None or day is BAD:
            return day is None and self.start is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def put(self, column: Column, values: Iterable[tuple[Record, Any]]) -> None:
        """Give rows of one table other values of a column, for all views of the data."""
        for row, value in values:
            rows = self.store.rows[row.__table__.name]
            row.put(column, value)
            uncut(row).put(column, value)
            if isinstance(rows, Spool):
                rows.put(row, column.name, value)

    def has(self, record: type[Record]) -> bool:
        """Whether any sheet feeds the table."""
        return record.__table__.name in self.store.rows

    def find_empty_table(self, *tables: str | type[Record]) -> str:
        """Return the first of the tables, given by name or class, that has no rows of whatever day; "" if all have. A
        table that no sheet feeds does not count."""
        names = (table if isinstance(table, str) else table.__table__.name for table in tables)
        return next((name for name in names if name in self.store.rows and not self.store.rows[name]), "")

    def mark_missing(self, value: T, *records: type[Record], mark: str = "") -> T | str:
        """Give `value` to a document; if one of the tables of `records` has no rows, so that nobody knows it yet, give
        `mark`, or else 【待补】."""
        empty = self.find_empty_table(*records)
        return (mark or Missing(empty)) if empty else value

    def upto(self, day: date) -> Dataset:
        """The data as of the end of `day`."""
        return replace(self, start=None, end=day)

    def during(self, period: Period) -> Dataset:
        """The data of the days of `period` only."""
        return replace(self, start=period.start, end=period.end)

    def once(self, make: Callable[[Dataset], T]) -> T:
        """What `make` gives for this view, made on first use: for what several checks look things up in."""
        if make not in self._made:
            before = self.store.looks.copy()
            self._made[make] = make(self), self.store.looks - before
        made, looks = self._made[make]
        self.store.looks += looks  # who asks for it looks at them too
        return made  # type: ignore[no-any-return]

    @cached_property
    def _made(self) -> dict[Callable[[Dataset], Any], tuple[Any, Counter[str]]]:
        return {}

    def letter(self, where: Cell, column: str) -> str:
        """The letter of a column in the sheet of `where`, by its attribute; blank where the sheet lacks it."""
        return self.store.letters.get((where.file, where.sheet, column), "")

    @property
    def today(self) -> date:
        """The day on which the data is looked at. For checks: no document may depend on it."""
        return self.store.today

    def aside(self) -> Dataset:
        """The same data, in which looking at a table leaves no mark, and one with rows that stand twice may be looked
        at: for checks, which look at everything."""
        return replace(self, store=replace(self.store, looks=Counter(), counted={}, doubled={}))

    def seen_at(self, access: Access, publishes: Published = NOTHING) -> Dataset:
        """The data as a document of `access` may show it, and what it `publishes` beyond; figures and checks still
        count everything."""
        return replace(self, cut=Cut(access, self.store.tables, publishes))

    @property
    def settings(self) -> Settings:
        """docgen.toml."""
        return self.store.settings

    @property
    def tables(self) -> Mapping[str, Table]:
        """The tables by name."""
        return self.store.tables

    @cached_property
    def figures(self) -> Figures:
        """The figures, as of this view's days."""
        return Figures(self)

    @property
    def problems(self) -> list[Problem]:
        """What reading found."""
        return self.store.problems

    @property
    def used(self) -> Mapping[str, Sequence[Record]]:
        """The tables that were looked at so far, with all their rows."""
        return {name: self.store.rows[name] for name in self.store.rows if self.store.looks[name]}

    @property
    def counted(self) -> Mapping[tuple[str, date | None, date | None], Figure]:
        """The figures that were asked for so far, by their names and the first and last day of the data."""
        return self.store.counted

    def problems_in_use(self) -> list[Problem]:
        """What is wrong, or to be looked at, in tables that were looked at so far."""
        return [problem for problem in self.problems if self.store.looks[problem.table]]

    def errors_in_use(self) -> list[Problem]:
        """The errors in tables that were looked at so far: what was made from them is a draft."""
        return [problem for problem in self.problems_in_use() if problem.severity is Severity.ERROR]


class Figures(Mapping[str, Figure]):
    """Figures by name, computed on first use. Raises DocgenError for a name that nobody declared."""

    def __init__(self, data: Dataset) -> None:
        self._data = data
        self._made: dict[str, tuple[Figure, Counter[str]]] = {}

    def __getitem__(self, name: str) -> Figure:
        store = self._data.store
        if name not in self._made:
            before = store.looks.copy()
            self._made[name] = self._compute(name), store.looks - before
        figure, looks = self._made[name]
        store.looks += looks
        return figure

    def __iter__(self) -> Iterator[str]:
        return iter(self._data.store.figures)

    def __len__(self) -> int:
        return len(self._data.store.figures)

    def _compute(self, name: str) -> Figure:
        specs = self._data.store.figures
        if name not in specs:
            raise DocgenError(
                Text("there is no figure {name}", "没有名为“{name}”的数字").format(name=name),
                hint=did_you_mean(name, specs),
            )
        data = replace(self._data, cut=None)
        figure = compute(specs[name], data)
        self._data.store.counted[name, data.start, data.end] = figure
        return figure
