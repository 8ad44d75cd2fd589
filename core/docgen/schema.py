"""Tables as classes: Record, column(), ref(), Access, Kind.

    class Community(Record, table="社区", key=("township", "name")):
        township: Township = ref("乡镇(街道)", "乡镇(街道)", "乡镇", fill=True, access=Access.PUBLIC)
        name: str = column("社区名称", "社区", required=True, access=Access.PUBLIC)

A row of a sheet always becomes a record. A cell that could not be read leaves its slot unset: the row can be
counted, reading that slot raises BadCell with the cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum, IntEnum
from typing import Any, ClassVar, Self
from unicodedata import normalize

from docgen.problems import Cell, DocgenError, Problem
from docgen.text import Text


class Access(IntEnum):
    """Who may see a column or a document (domain.md §4); a document sees columns up to its own access."""

    PUBLIC = 0
    INTERNAL = 1
    RESTRICTED = 2
    SEALED = 3


ACCESS_NAMES = {
    Access.PUBLIC: Text("public", "公开"),
    Access.INTERNAL: Text("internal", "内部"),
    Access.RESTRICTED: Text("restricted", "受限"),
    Access.SEALED: Text("sealed", "绝不外传"),
}


class Kind(Enum):
    """What a column holds; the cell parsers are in docgen.tables.values.cells."""

    TEXT = "text"
    NAME = "name"
    INT = "int"
    QUANTITY = "quantity"
    PERCENT = "percent"
    DATE = "date"
    YEARMONTH = "yearmonth"
    BOOL = "bool"
    ENUM = "enum"
    LIST = "list"
    PHONE = "phone"
    EMAIL = "email"
    ID = "id"
    CODE = "code"


class Quantity(int):
    """A whole number that may stand for "at least so many": 170余 is Quantity(170, over=True).

    Adding keeps the mark: 170余 + 3 is at least 173. Of a number that is not at least, but about or nearly so many,
    `word` is 约 or 近; it is `over` too, so that nobody takes it for exact.
    """

    over: bool
    word: str

    def __new__(cls, value: int, over: bool = False, word: str = "") -> Self:
        self = super().__new__(cls, value)
        self.over = over
        self.word = word
        return self

    def __getnewargs__(self) -> tuple[int, bool, str]:  # type: ignore[override]
        return int(self), self.over, self.word

    def __add__(self, other: int) -> Quantity:
        if not isinstance(other, int):
            return NotImplemented
        about = self.word or getattr(other, "word", "")
        return Quantity(int(self) + int(other), self.over or getattr(other, "over", False), "约" if about else "")

    __radd__ = __add__

    def __str__(self) -> str:
        if self.word:
            return f"{self.word}{int(self)}"
        return f"{int(self)}余" if self.over else str(int(self))

    def __repr__(self) -> str:
        return f"Quantity({int(self)}, over={self.over})"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    `required`: a blank cell is an error. `counted`: a number or a rule follows from it, so the sheet must have the
    column, whose cells may be blank. `fill`: a blank or merged cell repeats the one above (key columns).
    `access`: who may see it; `mask` makes the value that lower documents see instead. `options` of an enum map
    each accepted spelling to the value meant. `to`/`within` make it a reference (see `ref`). `nobody` are words of a
    column of persons that name none (匿名).
    """

    title: str
    aliases: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    required: bool = False
    fill: bool = False
    access: Access = Access.RESTRICTED
    mask: Callable[[Any], Any] | None = None
    var: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    counted: bool = False
    to: str = ""
    within: str = ""
    name: str = ""
    nobody: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.var:
            object.__setattr__(self, "var", variable(self.title))


def variable(title: str) -> str:
    """The name of a header in templates: without brackets and signs (乡镇(街道) → 乡镇), see `writable`."""
    return writable(re.sub(r"[(（][^)）]*[)）]", "", title))


_NO_NAMES = frozenset("not true false none True False None self".split())
"""Words that mean something of their own in a template."""


def writable(text: str) -> str:
    """The text as a name that a template can hold, blank if it is of signs only: m² is m2, and _ stands before a digit
    (1月 → _1月) and before a word of the template language."""
    name = re.sub(r"\W", "", text)
    if not f"_{name}".isidentifier():
        name = "".join(sign for sign in normalize("NFKC", name) if f"_{sign}".isidentifier())
    return f"_{name}" if name in _NO_NAMES or (name and not name.isidentifier()) else name


def column(  # noqa: PLR0913 - a column has many sides
    title: str,
    *aliases: str,
    kind: Kind = Kind.TEXT,
    required: bool = False,
    fill: bool = False,
    access: Access = Access.RESTRICTED,
    mask: Callable[[Any], Any] | None = None,
    var: str = "",
    options: Mapping[str, str] | Iterable[str] = (),
    counted: bool = False,
    nobody: tuple[str, ...] = (),
) -> Any:
    """A column with header `title` or one of `aliases`; the keywords are those of Column."""
    spellings = dict(options) if isinstance(options, Mapping) else {option: option for option in options}
    return Column(title, aliases, kind, required, fill, access, mask, var, spellings, counted, nobody=nobody)


def ref(
    title: str,
    to: str,
    *aliases: str,
    within: str = "",
    required: bool = False,
    fill: bool = False,
    access: Access = Access.PUBLIC,
    many: bool = False,
    counted: bool = False,
    var: str = "",
) -> Any:
    """A column that names a row of table `to`; `within` is the column of this record that narrows the search.

    Resolved after all sheets are read, so tables may refer to each other. `many`: a list of rows.
    """
    kind = Kind.LIST if many else Kind.TEXT
    return Column(title, aliases, kind, required, fill, access, var=var, counted=counted, to=to, within=within)


@dataclass(frozen=True)
class Wide:
    """How a wide sheet is told and unfolded: the columns under a parent header become one record each.

    `parents` are spellings of the parent header; `into` gets the child header, `value` the cell.
    """

    parents: tuple[str, ...]
    into: str
    value: str


@dataclass(frozen=True)
class Table:
    """What a Record class says of its table.

    `sheets`: other names that a sheet or file of this table goes by. `key`: the columns that tell one row from
    another; `also`: columns that other tables may name a row by, beside the last key column; `canonical` makes
    spellings of that name comparable (石羊镇 and 石羊). `dated`: the column that cut-off days look at. `bulk`:
    read only in passing, never kept whole.
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
    wide: Wide | None = None

    def column(self, name: str) -> Column:
        """The column with attribute `name`. Raises KeyError."""
        for found in self.columns:
            if found.name == name:
                return found
        raise KeyError(name)

    def with_columns(self, extra: Iterable[Column]) -> Table:
        """This table with more columns, whose values become attributes of the records too."""
        return replace(self, columns=(*self.columns, *extra))

    def with_aliases(self, aliases: Mapping[str, Iterable[str]]) -> Table:
        """This table with more spellings, by column title."""
        columns = (replace(c, aliases=(*c.aliases, *aliases.get(c.title, ()))) for c in self.columns)
        return replace(self, columns=tuple(columns))


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


class Record(metaclass=RecordType):
    """A row of a table. `origin` is the row that it came from; `extra` holds columns that nobody declared."""

    __slots__ = ("bad", "extra", "origin", "source")
    __table__: ClassVar[Table]
    _vars: ClassVar[dict[str, str]]
    _names: ClassVar[frozenset[str]]

    origin: Cell
    source: Record
    bad: dict[str, Problem]
    extra: dict[str, Any]

    def __init__(self, *, origin: Cell | None = None, **values: Any) -> None:
        self._begin(origin or Cell(""), self)
        for col in self.__table__.columns:
            setattr(self, col.name, values.pop(col.name, None))
        if values:
            raise TypeError(f"{type(self).__name__} has no column {', '.join(values)}")

    @classmethod
    def empty(cls, origin: Cell, source: Record | None = None) -> Self:
        """A record whose slots are still to be put, a copy of `source` if that is given."""
        record = cls.__new__(cls)
        record._begin(origin, source or record)
        return record

    def _begin(self, origin: Cell, source: Record) -> None:
        self.origin = origin
        self.source = source
        self.bad = {}
        self.extra = {}

    def __eq__(self, other: object) -> bool:
        """Copies of one row, cut to an access, are the same row."""
        return isinstance(other, Record) and self.source is other.source

    def __hash__(self) -> int:
        return id(self.source)

    def put(self, column: Column, value: Any) -> None:
        """Set a column of the class, or one that a plugin added to the table."""
        if column.name in self._names:
            setattr(self, column.name, value)
        else:
            self.extra[column.name] = self.extra[column.var] = value

    def mark_bad(self, column: Column, problem: Problem) -> None:
        """Leave the slot unset: reading it raises BadCell with `problem`."""
        self.bad[column.name] = problem
        if column.name not in self._names:
            self.bad[column.var] = problem
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
        if name in self.bad:
            raise self._bad_cell(name)
        if name in self.extra:
            return self.extra[name]
        raise AttributeError(f"{type(self).__name__} has no column {name!r}")

    def __getitem__(self, var: str) -> Any:
        """The value by its name in templates. Raises KeyError, or BadCell for an unset slot."""
        name = self._vars.get(var)
        if name is not None:
            return getattr(self, name)
        if var in self.bad:
            raise self._bad_cell(var)
        return self.extra[var]

    def _bad_cell(self, name: str) -> BadCell:
        problem = self.bad[name]
        return BadCell(problem if problem.where else replace(problem, where=self.origin))

    def is_set(self, name: str) -> bool:
        """Whether the cell of `name` could be read."""
        return name not in self.bad

    def get(self, name: str, default: Any = None) -> Any:
        """The value of `name`, or `default` when it is blank or its cell could not be read."""
        value = default if name in self.bad else getattr(self, name)
        return default if value is None else value

    def __repr__(self) -> str:
        return f"<{self.__table__.name} {self.origin}>"


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
