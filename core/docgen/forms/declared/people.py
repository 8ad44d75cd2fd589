"""Full names that a form prints of its own tables where not only those who deal with the case read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.forms.declared.declaration import Declaration
from docgen.forms.declared.names import lists_of, published_by
from docgen.forms.declared.values import Names
from docgen.problems import Problem, Severity
from docgen.schema import ACCESS_NAMES, Access, Kind, Table, fold_name, variable
from docgen.text import Text


def full_names(form: Declaration, tables: Mapping[str, Table], names: Names) -> Iterator[Problem]:
    """A warning for each column of names, of a table that a public or internal form brings, that its template prints
    (`names` are what it asks for) and that [publishes] does not name."""
    if form.access >= Access.RESTRICTED:
        return
    published = published_by(form, tables)
    lists = lists_of(form, tables)
    for record in form.tables:
        table = record.__table__
        asked = {name for key, own in lists.items() if own.table == table.name for name in _all(names.below(key))}
        asked |= {*names, *_all(names.below(variable(table.name)))} if form.each == table.name else set()
        meant = published.get(record, ())
        for column in (column for column in table.columns if column.kind is Kind.NAME and column.name not in meant):
            if fold_name(column.var) in asked and column.access <= form.access:
                yield _told(form, table.name, column.title)


def _all(names: Names) -> Iterator[str]:
    for name, inner in names.items():
        yield name
        yield from _all(inner)


def _told(form: Declaration, table: str, title: str) -> Problem:
    names = {"table": table, "title": title, "mine": ACCESS_NAMES[form.access]}
    error = form.file.error("access", _NAMES.format(**names), hint=_PUBLISH.format(**names))
    return Problem("personal-name", Severity.WARNING, error.text, error.where, error.hint)


_NAMES = Text(
    "full names of {table}.{title} are printed, and this document is {mine}",
    "这是{mine}文件，会印出“{table}”表“{title}”一列的完整姓名",
)
_PUBLISH = Text(
    'If they may be printed, say so in form.toml: [publishes], {table} = ["{title}"]. Else write the surname with 某.',
    '请核对能否写出姓名；可以的，在 form.toml 里写明：[publishes]，{table} = ["{title}"]；不能的，改写为姓加“某”。',
)
