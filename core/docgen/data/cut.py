"""Rows as a document of some access may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docgen.problems import Problem, Severity
from docgen.schema import ACCESS_NAMES, Access, Column, Record, Table
from docgen.text import Text

Published = Mapping[type[Record], tuple[str, ...]]
"""Columns by their table and attribute."""

NOTHING: Published = {}


class Cut:
    """Copies rows so that columns above `access` hold their mask, or raise when read; also behind references. Those of
    `publishes` stay, by table and attribute."""

    def __init__(self, access: Access, tables: Mapping[str, Table], publishes: Published = NOTHING) -> None:
        self.access = access
        self.tables = tables
        self.published = {(record.__table__.name, name) for record, names in publishes.items() for name in names}
        self._copies: dict[int, Record] = {}
        self._shapes: dict[str, _Shape] = {}

    def __call__(self, row: Record) -> Record:
        """The copy of `row`; the same one each time, so that groups and references agree."""
        known = self._copies.get(id(row))
        if known is not None:
            return known
        copy = self._copies[id(row)] = row.empty(row.origin, row)
        if self.access >= Access.RESTRICTED:  # undeclared columns state no access
            copy.extra = dict(row.extra)
        shape = self._shape(row.__table__.name)
        copy.bad = {**shape.hidden, **row.bad}
        for column in shape.seen:
            if column.name not in row.bad:
                copy.put(column, self._seen(getattr(row, column.name, None)))
        for column in shape.masked:
            if column.name not in row.bad and column.mask:
                value = getattr(row, column.name, None)
                copy.put(column, None if value is None else column.mask(value))
        return copy

    def _shape(self, table: str) -> _Shape:
        if table not in self._shapes:
            self._shapes[table] = self._shaped(self.tables[table])
        return self._shapes[table]

    def _shaped(self, table: Table) -> _Shape:
        shape = _Shape()
        for column in table.columns:
            if column.access <= self.access or (table.name, column.name) in self.published:
                shape.seen.append(column)
            elif column.mask is not None:
                shape.masked.append(column)
            else:
                problem = self._hidden(table, column)
                own = column.name in table.record.column_names()
                shape.hidden.update(dict.fromkeys((column.name,) if own else (column.name, column.var), problem))
        return shape

    def _seen(self, value: Any) -> Any:
        if isinstance(value, Record):
            return self(value)
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


@dataclass(frozen=True)
class _Shape:
    """The columns of a table, by what a document sees of them."""

    seen: list[Column] = field(default_factory=list)
    masked: list[Column] = field(default_factory=list)
    hidden: dict[str, Problem] = field(default_factory=dict)
