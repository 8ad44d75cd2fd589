"""Whether the names that a form.toml uses are those of tables and columns that there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from docgen.forms.declared.declaration import Declaration, ListOf
from docgen.plugin.package import explain_table
from docgen.problems import Problem, Severity, did_you_mean
from docgen.schema import ACCESS_NAMES, Access, Kind, Record, Table, variable
from docgen.text import Text


def wrong_names(form: Declaration, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """What is wrong with them, each with its line; those in expressions see docgen.forms.declared.expressions. `tables`
    are all that the workspace knows, the form's own too."""
    if form.each and form.each not in tables:
        yield _no_table(form, "each", form.each, tables)
    elif form.each:
        yield from _of_columns(form, "", ListOf(form.each, form.where, form.sort), tables)
    elif form.where or form.sort:
        yield problem(form, "where" if form.where else "sort", _NO_EACH)
    yield from _of_lists(form, tables)
    yield from _of_clashes(form, tables)
    if form.given and not form.series:
        yield problem(form, "given", _NO_SERIES)
    yield from _of_checks(form, tables)
    yield from _of_published(form, tables)
    for record in form.tables:
        for column in record.__table__.columns:
            if column.to and column.to not in tables:
                yield _no_table(form, "table", column.to, tables)


def _of_lists(form: Declaration, tables: Mapping[str, Table]) -> Iterator[Problem]:
    for name, own in form.lists.items():
        if own.table not in tables:
            yield _no_table(form, f"lists.{name}.table", own.table, tables)
        else:
            yield from _of_columns(form, f"lists.{name}.", own, tables)


def _of_checks(form: Declaration, tables: Mapping[str, Table]) -> Iterator[Problem]:
    for number, rule in enumerate(form.rules, 1):
        if not rule.table:
            yield problem(form, f"check[{number}].when", _NO_CHECKED)
        elif rule.table not in tables:
            yield _no_table(form, f"check[{number}].table", rule.table, tables)


def _of_published(form: Declaration, tables: Mapping[str, Table]) -> Iterator[Problem]:
    for name, titles in form.publishes.items():
        if name not in tables:
            yield _no_table(form, f"publishes.{name}", name, tables)
            continue
        known = spellings(tables[name])
        for title in titles:
            if title not in known:
                text = NO_COLUMN.format(table=name, name=title)
                yield problem(form, f"publishes.{name}", text, did_you_mean(title, known))
                continue
            column = tables[name].column(known[title])
            if column.access is Access.SEALED or column.complainant or column.kind in (Kind.ID, Kind.PHONE):
                yield problem(form, f"publishes.{name}", _NEVER.format(title=column.title))


def lists_of(form: Declaration, tables: Mapping[str, Table]) -> dict[str, ListOf]:
    """The lists of rows that a template may name: the declared ones, and the tables whose rows refer to the table of
    the row of the document, or all tables where it has none."""
    found = (table for table in tables.values() if not form.each or reference(table, form.each))
    return {**{variable(table.name): ListOf(table.name) for table in found}, **form.lists}


def reference(table: Table, to: str) -> str:
    """The column of a table that refers to the rows of another; blank if none does."""
    return next((column.name for column in table.columns if to and column.to == to), "")


def published_by(form: Declaration, tables: Mapping[str, Table]) -> dict[type[Record], tuple[str, ...]]:
    """The columns of these tables that the form publishes, by their tables and attributes."""
    found = {}
    for name, titles in form.publishes.items():
        if name in tables:
            known = spellings(tables[name])
            found[tables[name].record] = tuple(known[title] for title in titles if title in known)
    return found


def _of_columns(form: Declaration, at: str, own: ListOf, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """The columns that a list is sorted and put into groups by."""
    known = spellings(tables[own.table])
    asked = [*((f"{at}sort", name.removeprefix("-")) for name in own.sort), *([(f"{at}by", own.by)] if own.by else ())]
    for key, name in asked:
        if name not in known:
            text = NO_COLUMN.format(table=own.table, name=name)
            yield problem(form, key, text, did_you_mean(name, known))
    yield from hidden(form, tables[own.table], asked)


def hidden(form: Declaration, table: Table, asked: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Columns that the documents may not show, and so cannot choose, order or group their rows by: `asked` for by the
    keys before them."""
    known, published = spellings(table), published_by(form, {table.name: table}).get(table.record, ())
    for key, name in asked:
        column = table.column(known[name]) if name in known else None
        if column and column.access > form.access and column.name not in published:
            names = {"title": column.title, "level": ACCESS_NAMES[column.access], "mine": ACCESS_NAMES[form.access]}
            yield problem(form, key, _HIDDEN.format(**names), _PUBLISH.format(table=table.name, title=column.title))


def _of_clashes(form: Declaration, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """Names of lists and values that are those of columns, or of one another."""
    columns = {column.var for column in tables[form.each].columns} if form.each in tables else set()
    for section, names, others in (("lists", form.lists, columns), ("values", form.values, {*columns, *form.lists})):
        for name in names:
            if name in others:
                yield problem(form, f"{section}.{name}", _TWICE.format(name=name))


def spellings(table: Table) -> dict[str, str]:
    """The attributes of the columns of a table, by all that people call them."""
    found = {alias: column.name for column in table.columns for alias in column.aliases}
    return found | {name: column.name for column in table.columns for name in (column.title, column.var)}


def _no_table(form: Declaration, key: str, name: str, tables: Mapping[str, Table]) -> Problem:
    hint = explain_table(name) or did_you_mean(name, tables)
    return problem(form, key, _NO_TABLE.format(name=name), hint)


def problem(form: Declaration, key: str, text: Text, hint: Text | None = None) -> Problem:
    """An error at the line of a key."""
    error = form.file.error(key, text, hint=hint)
    return Problem("form", Severity.ERROR, error.text, error.where, hint)


_HIDDEN = Text(
    "{title} is {level}, the documents are {mine}: their rows cannot be chosen or ordered by it",
    "“{title}”属于{level}，这是{mine}文件，不能按它选行、排序或分组",
)
_PUBLISH = Text(
    'If that may be known from the document: [publishes], {table} = ["{title}"].',
    '如果可以由文件看出来，写明：[publishes]，{table} = ["{title}"]。',
)
_TWICE = Text("{name} is the name of a column or a list already", "“{name}”已是列名或清单名，请换个名称")
_NO_EACH = Text("where and sort are for the rows of a table: each is missing", "where、sort 用于逐行生成，请先写 each")
_NO_SERIES = Text("given is for the numbers of a series: series is missing", "given 用于编号，请先写 series")
_NO_CHECKED = Text("which table is checked? Write table = …, or each", "不知道检查哪张表，请写 table = …，或先写 each")
_NEVER = Text("{title} may never be published", "“{title}”不能公开")
_NO_TABLE = Text("there is no table {name}", "没有“{name}”这张表")
NO_COLUMN = Text("the table {table} has no column {name}", "“{table}”表没有“{name}”这一列")
