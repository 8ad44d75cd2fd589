"""The rows that a template of a form lists: chosen, in their order, numbered, in groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docgen.data import Dataset, Rows
from docgen.forms.choice import condition
from docgen.forms.declared.declaration import ListOf
from docgen.forms.declared.names import spellings
from docgen.forms.declared.values import Names, shown, values_of
from docgen.plugin.generator import NUMBER
from docgen.schema import Table

ROWS = "行"
"""What a template calls the rows of a group."""


def chosen(rows: Rows[Any], own: ListOf, table: Table) -> Rows[Any]:
    """Those rows that a list is of, in its order."""
    if own.where:
        rows = rows.where(condition(own.where, table, "where"))
    attributes = spellings(table)
    return rows.sort(*(attributes[name] for name in own.sort))


def numbered(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with their numbers 1, 2, 3, whatever the sheet says."""
    return [{**values, NUMBER: number} for number, values in enumerate(rows, 1)]


def groups(rows: Rows[Any], by: str, names: Names, data: Dataset) -> Iterator[dict[str, Any]]:
    """The rows in groups, each with what its rows share, by the name of the column, and its `行`. Rows behind a
    reference have a group each, in their order, those too that no row refers to."""
    attribute = spellings(rows.table)[by]
    column = next(each for each in rows.table.columns if each.name == attribute)
    found: dict[Any, list[Any]] = {}
    if column.to:
        found = {row: [] for row in data[data.tables[column.to].record]}
    for row in rows:
        if (value := row.get(attribute)) is not None:
            found.setdefault(value, []).append(row)
    for number, (value, own) in enumerate(found.items(), 1):
        made = numbered(values_of(row, names.get(ROWS, {}), data.tables) for row in own)
        yield {column.var: shown(value, names.get(column.var, {}), data.tables), ROWS: made, NUMBER: number}
