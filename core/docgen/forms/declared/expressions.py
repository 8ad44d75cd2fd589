"""Whether the expressions and texts of a form.toml are understood, and what they name is there and fits together.

To look at them takes the template language, which is slow to load: `docgen --help` does without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from docgen.forms.choice import names_in
from docgen.forms.declared.declaration import Declaration, ListOf
from docgen.forms.declared.names import NO_COLUMN, hidden, lists_of, problem
from docgen.forms.kinds import mismatches
from docgen.problems import DocgenError, Problem, did_you_mean
from docgen.schema import Table, find_name


def wrong_expressions(form: Declaration, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """What is wrong with them, each with its line. `tables` are all that the workspace knows, the form's own too."""
    chosen = {"": ListOf(form.each, form.where)} | {f"lists.{name}.": own for name, own in form.lists.items()}
    for at, own in chosen.items():
        if own.where and own.table in tables:
            yield from _of_where(form, f"{at}where", own.where, tables[own.table], tables)
    for key, text in (("filename", form.filename), ("heading", form.heading)):
        yield from _of_text(form, key, text)
    for number, rule in enumerate(form.rules, 1):
        if rule.table in tables:
            table, lists = tables[rule.table], lists_of(form, tables) if rule.table == form.each else ()
            yield from _of_expression(form, f"check[{number}].when", rule.when, table, tables, lists)
            yield from _of_names(form, f"check[{number}].text", rule.text, table, lists, is_text=True)


def _of_where(form: Declaration, key: str, source: str, table: Table, tables: Mapping[str, Table]) -> Iterator[Problem]:
    yield from _of_expression(form, key, source, table, tables)
    try:
        asked = [(key, name) for name in names_in(source)]
    except DocgenError:
        return  # it is told already
    yield from hidden(form, table, asked)


def _of_text(form: Declaration, key: str, text: str) -> Iterator[Problem]:
    try:
        names_in(text, is_text=True)
    except DocgenError as error:
        yield problem(form, key, error.text, error.hint)


def _of_expression(
    form: Declaration, key: str, source: str, table: Table, tables: Mapping[str, Table], lists: Iterable[str] = ()
) -> Iterator[Problem]:
    yield from _of_names(form, key, source, table, lists)
    try:
        for text, hint in mismatches(source, table, tables, lists):
            yield problem(form, key, text, hint)
    except DocgenError:
        return  # it is told already


def _of_names(
    form: Declaration, key: str, source: str, table: Table, lists: Iterable[str], *, is_text: bool = False
) -> Iterator[Problem]:
    known = {column.var for column in table.columns} | set(lists)
    try:
        strange = [name for name in names_in(source, is_text=is_text) if find_name(name, known) is None]
    except DocgenError as error:
        yield problem(form, key, error.text, error.hint)
        return
    for name in strange:
        yield problem(form, key, NO_COLUMN.format(table=table.name, name=name), did_you_mean(name, known))
