"""The lists of a form: rows of tables by the names that its template, or a check, has for them; in their order,
numbered, in groups."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from docgen.data import Dataset, Groups, Rows
from docgen.forms.choice import condition
from docgen.forms.declared.declaration import Declaration, ListOf
from docgen.forms.declared.names import lists_of, reference, spellings
from docgen.forms.declared.values import Names, shown, values_of
from docgen.plugin.generator import NUMBER, ROWS
from docgen.schema import Record, Table, fold_name

Passes = Callable[[Record], None]
"""Lets a row that is printed pass, or raises DocgenError."""


def lists_for(
    form: Declaration,
    row: Any,
    data: Dataset,
    names: Names,
    but: Container[str] = (),
    passes: Passes = lambda _: None,
) -> dict[str, list[dict[str, Any]]]:
    """The lists of the document of `row` that `names` asks for, each row as its columns by name; none called as `but`
    is. Raises DocgenError for a row that does not pass."""
    every = lists_of(form, data.tables)
    wanted = (name for name in every if name in names and name not in but)
    return {name: _listed(every[name], form.each, row, data, names.below(name), passes) for name in wanted}


def _listed(own: ListOf, each: str, row: Any, data: Dataset, names: Names, passes: Passes) -> list[dict[str, Any]]:
    table = data.tables[own.table]
    column = reference(table, each) if row is not None else ""
    found = chosen(data.once(_By(own.table, column))[row] if column else data[table.record], own)
    for line in found:
        passes(line)
    if own.by:
        return list(_groups(found, own.by, names, data))
    return _numbered(values_of(line, names, data.tables, listed=True) for line in found)


def _numbered(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with their numbers 1, 2, 3, whatever the sheet says."""
    return [{**values, NUMBER: number} for number, values in enumerate(rows, 1)]


def _groups(rows: Rows[Any], by: str, names: Names, data: Dataset) -> Iterator[dict[str, Any]]:
    """The rows in groups, each with what its rows share, by the name of the column, and its `行`. Rows behind a
    reference have a group each, in their order, those too that no row refers to. Rows that say nothing that can be read
    are the last group: a template that prints what they share fails."""
    attribute = spellings(rows.table)[by]
    column = next(each for each in rows.table.columns if each.name == attribute)
    found: dict[Any, list[Any]] = {}
    if column.to:
        found = {row: [] for row in data[data.tables[column.to].record]}
    for row in rows:
        found.setdefault(row.get(attribute), []).append(row)
    found |= {None: found.pop(None)} if None in found else {}
    shared = Names({fold_name(column.var): names.below(column.var)})
    for number, (value, own) in enumerate(found.items(), 1):
        made = _numbered(values_of(row, names.below(ROWS), data.tables, listed=True) for row in own)
        said = (
            values_of(own[0], shared, data.tables)
            if own
            else {column.var: shown(value, shared.below(column.var), data.tables)}
        )
        yield {**said, ROWS: made, NUMBER: number}


@dataclass(frozen=True)
class _By:
    """The rows of a table by the row that they refer to, grouped once for all documents."""

    table: str
    column: str

    def __call__(self, data: Dataset) -> Groups[Any, Any]:
        return data[data.tables[self.table].record].by(self.column)


def chosen(rows: Rows[Any], own: ListOf) -> Rows[Any]:
    """Those rows that a list is of, in its order."""
    if own.where:
        rows = rows.where(condition(own.where, rows.table, "where"))
    signs = ("-" if name.startswith("-") else "" for name in own.sort)
    return rows.sort(*map("".join, zip(signs, sort_columns(own, rows.table), strict=True)))


def sort_columns(own: ListOf, table: Table) -> list[str]:
    """The attributes of the columns that a list is sorted by."""
    attributes = spellings(table)
    return [attributes[name.removeprefix("-")] for name in own.sort]
