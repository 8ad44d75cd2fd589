"""Rows as objects whose slots are the columns of their table, and the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar, Self

from docgen.problems import Cell, DocgenError, Problem
from docgen.schema.columns import Column, Kind, Wide
from docgen.schema.names import find_name, variable


@dataclass(frozen=True)
class Table:
    """What a Record class says of its table.

    `sheets`: other names that a sheet or file of this table goes by. `key`: the columns that tell one row from
    another; `also`: columns that other tables may name a row by, beside the last key column; `canonical` makes
    spellings of that name comparable (石羊镇 and 石羊). `dated`: the column that cut-off days look at. `bulk`:
    read only in passing, never kept whole. `named`: fed only by what is called so, whatever headers other sheets have.
    `foreign`: brought by a plugin that does not come with docgen, and fed by what is called so, or says just the same.
    """

    record: type[Record]
    name: str
    columns: tuple[Column, ...]
    sheets: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    canonical: Callable[[str], str] | None = None
    dated: str = ""
    bulk: bool = False
    named: bool = False
    foreign: bool = False
    wide: Wide | None = None

    def column(self, name: str) -> Column:
        """The column with attribute `name`. Raises KeyError."""
        for found in self.columns:
            if found.name == name:
                return found
        raise KeyError(name)

    def named_column(self, var: str) -> Column | None:
        """The column that a template calls `var`, in any of the spellings that it answers to; None if there is none.
        Raises AmbiguousName if there are two."""
        columns = {column.var: column for column in self.columns}
        found = find_name(var, columns)
        return None if found is None else columns[found]

    def with_columns(self, extra: Iterable[Column]) -> Table:
        """This table with more columns, whose values become attributes of the records too."""
        return replace(self, columns=(*self.columns, *extra))

    def with_aliases(self, aliases: Mapping[str, Iterable[str]]) -> Table:
        """This table with more spellings, by column title."""
        columns = (replace(c, aliases=(*c.aliases, *aliases.get(c.title, ()))) for c in self.columns)
        return replace(self, columns=tuple(columns))


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class BadCell(DocgenError):
    """A value was asked for whose cell could not be read, or that this document may not see."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text, hint=problem.hint, where=problem.where, problems=(problem,))


class RecordType(type):
    """Turns annotated columns into slots and keeps their declaration as `__table__`."""

    def __new__(
        mcs, name: str, bases: tuple[type, ...], space: dict[str, Any], *, table: str = "", **options: Any
    ) -> RecordType:
        """A class for `table`; `options` are the fields of Table."""
        columns = tuple(replace(c, name=n) for n, c in space.items() if isinstance(c, Column))
        space = {n: v for n, v in space.items() if not isinstance(v, Column)}
        space.setdefault("__slots__", tuple(c.name for c in columns))
        cls = super().__new__(mcs, name, bases, space)
        if table:
            record: Any = cls
            record.__table__ = Table(record, table, columns, **options)
            record._vars = _unique_vars(table, columns)
            record._names = frozenset(c.name for c in columns)
        return cls

    def __init__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any], **_options: Any) -> None:
        super().__init__(name, bases, space)


def _unique_vars(table: str, columns: Iterable[Column]) -> dict[str, str]:
    names: dict[str, str] = {}
    for col in columns:
        if col.var in names:
            raise ValueError(f"{table}: the columns {names[col.var]} and {col.name} are both {col.var} in templates")
        names[col.var] = col.name
    return names


class Lore:
    """What is known of a row beside its values: its sheet, its bad cells, what nobody declared. The rows of a sheet of
    which there is nothing to say share one, that nobody can change; any other has its `own`. Tables that stand side by
    side on a sheet are told by their first column (`block`)."""

    __slots__ = ("bad", "block", "extra", "own", "sheet")

    def __init__(
        self,
        sheet: Cell,
        bad: Mapping[str, Problem] = _NOTHING,
        extra: Mapping[str, Any] = _NOTHING,
        own: bool = False,
        block: int = 0,
    ) -> None:
        self.sheet = sheet
        self.block = block
        self.bad: Any = dict(bad) if own else MappingProxyType(bad)
        self.extra: Any = dict(extra) if own else _NOTHING
        self.own = own


class Record(metaclass=RecordType):
    """A row of a table. `origin` is the row that it came from; `extra` holds columns that nobody declared."""

    __slots__ = ("_lore", "_row", "_source")
    __table__: ClassVar[Table]
    _vars: ClassVar[dict[str, str]]
    _names: ClassVar[frozenset[str]]

    _lore: Lore
    _row: int | None
    _source: Record | None

    def __init__(self, *, origin: Cell | None = None, **values: Any) -> None:
        self._begin(origin or Cell(""), None)
        for col in self.__table__.columns:
            setattr(self, col.name, values.pop(col.name, None))
        if values:
            raise TypeError(f"{type(self).__name__} has no column {', '.join(values)}")

    @classmethod
    def empty(cls, origin: Cell, source: Record | None = None) -> Self:
        """A record whose slots are still to be put, a copy of `source` if that is given."""
        record = cls.__new__(cls)
        record._begin(origin, source)
        return record

    @classmethod
    def bare(cls, lore: Lore, row: int | None, source: Record | None = None) -> Self:
        """The same, of a sheet whose rows share their lore."""
        record = cls.__new__(cls)
        record._lore = lore
        record._row = row
        record._source = source
        return record

    def _begin(self, origin: Cell, source: Record | None) -> None:
        self._lore = Lore(origin, own=True)
        self._row = origin.row
        self._source = source

    @property
    def origin(self) -> Cell:
        """The row that it came from."""
        sheet = self._lore.sheet
        return Cell(sheet.file, sheet.sheet, self._row, sheet.column)

    @origin.setter
    def origin(self, origin: Cell) -> None:
        self._own().sheet = origin
        self._row = origin.row

    @property
    def bad(self) -> Mapping[str, Problem]:
        """What is wrong with cells that could not be read, by the names of their columns."""
        return self._lore.bad  # type: ignore[no-any-return]

    @property
    def extra(self) -> dict[str, Any]:
        """What stands in columns that the class does not declare, by their headers."""
        return self._own().extra  # type: ignore[no-any-return]

    def _own(self) -> Lore:
        """Its lore, to be changed."""
        lore = self._lore
        if not lore.own:
            lore = self._lore = Lore(lore.sheet, lore.bad, lore.extra, own=True, block=lore.block)
        return lore

    def __eq__(self, other: object) -> bool:
        """Copies of one row, cut to an access, are the same row; so are those of bulk tables that were made of one."""
        if self is other:
            return True
        if not isinstance(other, Record):
            return False
        mine, its = self._source or self, other._source or other
        if mine is its or not (mine._is_of_bulk and its._is_of_bulk):
            return mine is its
        return mine.origin == its.origin and mine._lore.block == its._lore.block

    def __hash__(self) -> int:
        mine = self._source or self
        return hash((mine._row, mine._lore.sheet)) if mine._is_of_bulk else id(mine)

    @property
    def _is_of_bulk(self) -> bool:
        """Whether rows of its table are made anew each time somebody looks at them; one of no sheet is only itself."""
        return self.__table__.bulk and self._row is not None

    def put(self, column: Column, value: Any) -> None:
        """Set a column of the class, or one that a plugin added to the table."""
        if column.name in self._names:
            setattr(self, column.name, value)
        else:
            extra = self._own().extra
            extra[column.name] = extra[column.var] = value

    def mark_bad(self, column: Column, problem: Problem) -> None:
        """Leave the slot unset: reading it raises BadCell with `problem`."""
        bad = self._own().bad
        bad[column.name] = problem
        if column.name not in self._names:
            bad[column.var] = problem
        else:
            with suppress(AttributeError):
                delattr(self, column.name)

    @classmethod
    def column_names(cls) -> frozenset[str]:
        """The attributes that the class itself declares; plugins may add columns to its table."""
        return cls._names

    @classmethod
    def define(cls, table: str, columns: Mapping[str, Column], **options: Any) -> type[Record]:
        """The same as a class statement, for tables that a file declares; `columns` by attribute name."""
        made: Any = RecordType(variable(table), (Record,), dict(columns), table=table, **options)
        return made  # type: ignore[no-any-return]

    def __getattr__(self, name: str) -> Any:
        """An undeclared or added column; for an unset slot, BadCell with its cell."""
        if name.startswith("__") or name in Record.__slots__:
            raise AttributeError(name)
        lore = self._lore
        if name in lore.bad:
            raise self._bad_cell(name)
        if name in lore.extra:
            return lore.extra[name]
        raise AttributeError(f"{type(self).__name__} has no column {name!r}")

    def __getitem__(self, var: str) -> Any:
        """The value by its name in templates. Raises KeyError, or BadCell for an unset slot."""
        name = self._vars.get(var)
        if name is not None:
            return getattr(self, name)
        if var in self._lore.bad:
            raise self._bad_cell(var)
        return self._lore.extra[var]

    def _bad_cell(self, name: str) -> BadCell:
        problem = self._lore.bad[name]
        return BadCell(problem if problem.where else replace(problem, where=self.origin))

    def is_set(self, name: str) -> bool:
        """Whether the cell of `name` could be read."""
        return name not in self._lore.bad

    def get(self, name: str, default: Any = None) -> Any:
        """The value of `name`, or `default` when it is blank or its cell could not be read."""
        value = default if name in self._lore.bad else getattr(self, name)
        return default if value is None else value

    def __repr__(self) -> str:
        return f"<{self.__table__.name} {self.origin}>"


def uncut(row: Record) -> Record:
    """The row of which it is a copy, or itself: for what tells rows apart and for checks, never for what is printed,
    since it holds what a document may not see."""
    return row._source or row


def path_to(source: Table, target: str, tables: Mapping[str, Table]) -> tuple[str, ...] | None:
    """The shortest chain of references from `source` to the table named `target`, or None."""
    if source.name == target:
        return ()
    frontier: list[tuple[Table, tuple[str, ...]]] = [(source, ())]
    seen = {source.name}
    for table, path in frontier:
        for col in table.columns:
            if not col.to or col.kind is Kind.LIST or col.to in seen:
                continue
            if col.to == target:
                return (*path, col.name)
            seen.add(col.to)
            if col.to in tables:
                frontier.append((tables[col.to], (*path, col.name)))
    return None
