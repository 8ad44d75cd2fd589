"""Whether a template and a data file know the same names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docgen.forms.records import COUNT, ROWS, Records
from docgen.problems import did_you_mean
from docgen.render.uses import Use
from docgen.schema import find_name, variable
from docgen.text import Text

_LOOKED_AT = 1000
"""Rows of a list that are asked for their names; those of a table all have the same."""


@dataclass(frozen=True)
class Fit:
    """A name of the template and what feeds it: a text for people, or None with the nearest known name."""

    use: Use
    feed: Text | None
    hint: Text | None = None


def fits(records: Records, uses: Sequence[Use]) -> list[Fit]:
    """What of the data feeds each name. The template is one for each row, unless it goes through the rows itself."""
    known = dict(records.object or _whole(records))
    if records.object is None and not any(use.source[0] in known for use in uses):
        known = _of_row(records)
    return [_fit(records, use, known) for use in uses]


def _whole(records: Records) -> dict[str, Any]:
    lists = {variable(table.name): [row.values for row in table.rows] for table in records.tables}
    lists.pop("", None)
    every = [row.values for table in records.tables for row in table.rows]
    return {**lists, ROWS: every, COUNT: len(every)}


def _of_row(records: Records) -> dict[str, Any]:
    tables = [records.table] if records.table else records.tables
    return {name: value for table in tables for row in table.rows[:_LOOKED_AT] for name, value in row.values.items()}


def _fit(records: Records, use: Use, known: Mapping[str, Any]) -> Fit:
    """Follow the name into the data; a value that is neither object nor list has no names to be wrong about."""
    value: Any = known
    for name in use.source:
        names = list(_names(value))
        if not names:
            break
        found = find_name(name, names)
        if found is None:
            listed = None if use.optional else _KNOWN.format(names="、".join(names[:_LISTED]))
            return Fit(use, None, did_you_mean(name, names) or listed)
        value = next(inner[found] for inner in _objects(value) if found in inner)
    return Fit(use, _feed(records, use))


_LISTED = 20
_KNOWN = Text("The data has: {names}", "数据里有：{names}")


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """The object itself, or those of a list."""
    for inner in value[:_LOOKED_AT] if isinstance(value, list) else [value]:
        if isinstance(inner, Mapping):
            yield inner


def _names(value: Any) -> Iterator[str]:
    yield from dict.fromkeys(name for inner in _objects(value) for name in inner)


def _feed(records: Records, use: Use) -> Text:
    """The column that feeds the name, or the file as such."""
    for table in records.tables:
        if letter := table.letters.get(find_name(use.source[-1], table.letters) or ""):
            place = " / ".join(filter(None, (records.file, table.name)))
            return Text("{place} / {letter}", "{place} / {letter}列").format(place=place, letter=letter)
    return Text("{file}", "{file}").format(file=records.file)
