"""Rows as a document of some access may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from docgen.problems import Problem, Severity
from docgen.schema import ACCESS_NAMES, BAD, Access, Column, Lore, Record, Table, copier
from docgen.text import Text

Published = Mapping[type[Record], tuple[str, ...]]
"""Columns by their table and attribute."""

NOTHING: Published = {}
_new = Record.__new__


class Cut:
    """Copies rows so that columns above `access` hold their mask, or raise when read; also behind references. Those of
    `publishes` stay, by table and attribute."""

    def __init__(self, access: Access, tables: Mapping[str, Table], publishes: Published = NOTHING) -> None:
        self.access = access
        self.tables = tables
        self.published = {(record.__table__.name, name) for record, names in publishes.items() for name in names}
        self._copies: dict[int, Record] = {}
        self._shapes: dict[str, _Shape] = {}
        self._lores: dict[Lore, Lore] = {}

    def __call__(self, row: Record) -> Record:
        """The copy of `row`; the same one each time, so that groups and references agree."""
        return self._copies.get(id(row)) or self._copy(row)

    def anew(self, row: Record) -> Record:
        """A copy of `row` that nobody keeps, of a row that is not kept either."""
        return self._copied(row, {})

    def _copy(self, row: Record) -> Record:
        return self._copied(row, self._copies)

    def _copied(self, row: Record, kept: dict[int, Record]) -> Record:
        """The copy, noted in `kept` before the rows that it refers to are copied."""
        shape = self._shapes.get(row.__table__.name) or self._shape(row.__table__.name)
        if row._lore.own or row.__class__ is not shape.record:
            return self._one_by_one(row, shape, kept)
        copies, lore = self._copies, row._lore
        copy = _new(shape.record)
        try:
            shape.fill(copy, row)
        except AttributeError:  # a slot that nobody has put
            return self._one_by_one(row, shape, kept)
        kept[id(row)] = copy
        copy._lore = self._lores.get(lore) or self._lore(lore, shape)
        copy._source = row
        for name, put, shown in shape.others:
            value = getattr(row, name, None)
            put(copy, copies.get(id(value)) or shown(value))
        return copy

    def _lore(self, lore: Lore, shape: _Shape) -> Lore:
        made = self._lores[lore] = Lore(lore.sheet, shape.hidden, block=lore.block)
        return made

    def _one_by_one(self, row: Record, shape: _Shape, kept: dict[int, Record]) -> Record:
        """The copy of a row with bad cells, or with columns that its class does not declare."""
        copy = kept[id(row)] = row.empty(row.origin, row)
        if self.access >= Access.RESTRICTED:  # undeclared columns state no access
            copy.extra.update(row._lore.extra)
        copy._lore.bad.update({**shape.hidden, **row.bad})
        for column, shown in shape.shown:
            if column.name not in row.bad:
                value = getattr(row, column.name, None)
                copy.put(column, shown(value) if shown else value)
        return copy

    def hides(self, table: str) -> bool:
        """Whether some columns of the table may not be seen."""
        return bool((self._shapes.get(table) or self._shape(table)).hidden)

    def column(self, table: str, name: str, values: Iterable[Any]) -> Iterator[Any]:
        """What a document sees of the values of a column; BAD for what it may not see, or could not be read."""
        shape = self._shapes.get(table) or self._shape(table)
        if name in shape.hidden:
            yield from (BAD for _ in values)
            return
        column, shown = next(each for each in shape.shown if each[0].name == name)
        if column.to:
            known: dict[int, Any] = {}  # by the identity of rows of other tables, which stay
            for value in values:
                found = known.get(id(value))
                if found is None:
                    found = known[id(value)] = BAD if value is BAD else self._seen(value)
                yield found
        else:
            yield from (value if value is BAD else shown(value) for value in values) if shown else values

    def _shape(self, name: str) -> _Shape:
        table = self.tables[name]
        shown: list[tuple[Column, Shown | None]] = []
        hidden: dict[str, Problem] = {}
        for column in table.columns:
            if column.access <= self.access or (name, column.name) in self.published:
                shown.append((column, self._seen if column.to else None))
            elif column.mask is not None:
                shown.append((column, partial(_masked, column.mask)))
            else:
                own = column.name in table.record.column_names()
                names = (column.name,) if own else (column.name, column.var)
                hidden.update(dict.fromkeys(names, self._hidden(table, column)))
        made = self._shapes[name] = _Shape(table.record, shown, hidden)
        return made

    def _seen(self, value: Any) -> Any:
        if isinstance(value, Record):
            return self._copies.get(id(value)) or self._copy(value)
        if isinstance(value, tuple) and value and isinstance(value[0], Record):
            return tuple(self(row) for row in value)
        return value

    def _hidden(self, table: Table, column: Column) -> Problem:
        """What is wrong with asking for it; in which row is added when somebody does."""
        return Problem(
            code="access",
            severity=Severity.ERROR,
            text=Text(
                "{title} is {level}; this document sees {mine} data only",
                "“{title}”属于{level}，本文件只能用{mine}数据",
            ).format(title=column.title, level=ACCESS_NAMES[column.access], mine=ACCESS_NAMES[self.access]),
            table=table.name,
        )


Shown = Callable[[Any], Any]


def _masked(mask: Shown, value: Any) -> Any:
    return None if value is None else mask(value)


class _Shape:
    """The columns of a table, by what a document sees of them: `shown` as they are or as a function gives them, the
    others are `hidden`. For quick copies: `fill` puts what stays as it is, `others` are the slots of the rest."""

    def __init__(
        self, record: type[Record], shown: list[tuple[Column, Shown | None]], hidden: dict[str, Problem]
    ) -> None:
        self.record = record
        self.shown = shown
        self.hidden = hidden
        own = [(column.name, how) for column, how in shown if column.name in record.column_names()]
        self.fill = copier(name for name, how in own if how is None)
        self.others = [(name, getattr(record, name).__set__, how) for name, how in own if how is not None]
