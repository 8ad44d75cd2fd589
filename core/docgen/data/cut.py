"""Rows as a document of some access may see them."""

from __future__ import annotations

from collections.abc import Mapping
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

    def __call__(self, row: Record) -> Record:
        """The copy of `row`; the same one each time, so that groups and references agree."""
        if id(row) in self._copies:
            return self._copies[id(row)]
        copy = row.empty(row.origin, row)
        self._copies[id(row)] = copy
        copy.bad = dict(row.bad)
        if self.access >= Access.RESTRICTED:  # undeclared columns state no access
            copy.extra = dict(row.extra)
        for column in self.tables[row.__table__.name].columns:
            self._copy(row, copy, column)
        return copy

    def _copy(self, row: Record, copy: Record, column: Column) -> None:
        name = column.name
        if name in row.bad:
            return
        value = getattr(row, name, None)
        if column.access <= self.access or (row.__table__.name, name) in self.published:
            copy.put(column, self._seen(value))
        elif column.mask is not None:
            copy.put(column, None if value is None else column.mask(value))
        else:
            copy.mark_bad(column, self._hidden(row, column))

    def _seen(self, value: Any) -> Any:
        if isinstance(value, Record):
            return self(value)
        if isinstance(value, tuple) and value and isinstance(value[0], Record):
            return tuple(self(row) for row in value)
        return value

    def _hidden(self, row: Record, column: Column) -> Problem:
        return Problem(
            code="access",
            severity=Severity.ERROR,
            text=Text(
                "{title} is {level}; this document sees {mine} data only",
                "“{title}”属于{level}，本文件只能用{mine}数据",
            ).format(title=column.title, level=ACCESS_NAMES[column.access], mine=ACCESS_NAMES[self.access]),
            where=row.origin,
            table=row.__table__.name,
        )
