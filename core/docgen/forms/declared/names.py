"""Whether the names that a form.toml uses are those of tables and columns that there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from docgen.forms.choice import names_in
from docgen.forms.declared.declaration import Declaration, ListOf
from docgen.problems import DocgenError, Problem, Severity, did_you_mean
from docgen.schema import ACCESS_NAMES, Access, Kind, Record, Table, variable
from docgen.text import Text


def wrong_names(form: Declaration, tables: Mapping[str, Table]) -> list[Problem]:
    """What is wrong with them, each with its line. `tables` are all that the workspace knows, the form's own too."""
    return list(_wrong(form, tables))


def _wrong(form: Declaration, tables: Mapping[str, Table]) -> Iterator[Problem]:
    if form.each and form.each not in tables:
        yield _no_table(form, "each", form.each, tables)
    elif form.each:
        yield from _of_columns(form, "", form.sort, form.where, tables[form.each])
    elif form.where or form.sort:
        yield _problem(form, "where" if form.where else "sort", _NO_EACH)
    yield from _of_lists(form, tables)
    for key, text in (("filename", form.filename), ("heading", form.heading)):
        yield from _of_text(form, key, text)
    yield from _of_clashes(form, tables)
    if form.given and not form.series:
        yield _problem(form, "given", _NO_SERIES)
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
            yield from _of_columns(form, f"lists.{name}.", own.sort, own.where, tables[own.table], own.by)
            if own.by and own.by not in (known := spellings(tables[own.table])):
                text = _NO_COLUMN.format(table=own.table, name=own.by)
                yield _problem(form, f"lists.{name}.by", text, did_you_mean(own.by, known))


def _of_checks(form: Declaration, tables: Mapping[str, Table]) -> Iterator[Problem]:
    for number, rule in enumerate(form.rules, 1):
        key = f"check[{number}]"
        if not rule.table:
            yield _problem(form, f"{key}.when", _NO_CHECKED)
        elif rule.table not in tables:
            yield _no_table(form, f"{key}.table", rule.table, tables)
        else:
            lists = lists_of(form, tables) if rule.table == form.each else ()
            yield from _of_expression(form, f"{key}.when", rule.when, tables[rule.table], lists)
            yield from _of_expression(form, f"{key}.text", rule.text, tables[rule.table], lists, is_text=True)


def _of_published(form: Declaration, tables: Mapping[str, Table]) -> Iterator[Problem]:
    for name, titles in form.publishes.items():
        if name not in tables:
            yield _no_table(form, f"publishes.{name}", name, tables)
            continue
        known = spellings(tables[name])
        for title in titles:
            if title not in known:
                text = _NO_COLUMN.format(table=name, name=title)
                yield _problem(form, f"publishes.{name}", text, did_you_mean(title, known))
                continue
            column = tables[name].column(known[title])
            if column.access is Access.SEALED or column.complainant or column.kind in (Kind.ID, Kind.PHONE):
                yield _problem(form, f"publishes.{name}", _NEVER.format(title=column.title))


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


def _of_columns(
    form: Declaration, at: str, sort: tuple[str, ...], where: str, table: Table, by: str = ""
) -> Iterator[Problem]:
    known = spellings(table)
    for name in (each.removeprefix("-") for each in sort):
        if name not in known:
            yield _problem(form, f"{at}sort", _NO_COLUMN.format(table=table.name, name=name), did_you_mean(name, known))
    if where:
        yield from _of_expression(form, f"{at}where", where, table)
    yield from _of_hidden(form, at, sort, where, table, by)


def _of_hidden(
    form: Declaration, at: str, sort: tuple[str, ...], where: str, table: Table, by: str
) -> Iterator[Problem]:
    """Columns that the documents may not show, and so cannot choose, order or group their rows by."""
    known, published = spellings(table), published_by(form, {table.name: table}).get(table.record, ())
    try:
        in_where = [(f"{at}where", name) for name in (names_in(where) if where else ())]
    except DocgenError:
        return  # it is told already
    asked = [*in_where, *((f"{at}sort", name.removeprefix("-")) for name in sort), *([(f"{at}by", by)] if by else ())]
    for key, name in asked:
        column = table.column(known[name]) if name in known else None
        if column and column.access > form.access and column.name not in published:
            names = {"title": column.title, "level": ACCESS_NAMES[column.access], "mine": ACCESS_NAMES[form.access]}
            yield _problem(form, key, _HIDDEN.format(**names), _PUBLISH.format(table=table.name, title=column.title))


def _of_text(form: Declaration, key: str, text: str) -> Iterator[Problem]:
    try:
        names_in(text, is_text=True)
    except DocgenError as error:
        yield _problem(form, key, error.text, error.hint)


def _of_clashes(form: Declaration, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """Names of lists and values that are those of columns, or of one another."""
    columns = {column.var for column in tables[form.each].columns} if form.each in tables else set()
    for section, names, others in (("lists", form.lists, columns), ("values", form.values, {*columns, *form.lists})):
        for name in names:
            if name in others:
                yield _problem(form, f"{section}.{name}", _TWICE.format(name=name))


def spellings(table: Table) -> dict[str, str]:
    """The attributes of the columns of a table, by all that people call them."""
    found = {alias: column.name for column in table.columns for alias in column.aliases}
    return found | {name: column.name for column in table.columns for name in (column.title, column.var)}


def _of_expression(
    form: Declaration, key: str, source: str, table: Table, lists: Iterable[str] = (), *, is_text: bool = False
) -> Iterator[Problem]:
    known = {column.var for column in table.columns} | set(lists)
    try:
        strange = [name for name in names_in(source, is_text=is_text) if name not in known]
    except DocgenError as error:
        yield _problem(form, key, error.text, error.hint)
        return
    for name in strange:
        yield _problem(form, key, _NO_COLUMN.format(table=table.name, name=name), did_you_mean(name, known))


def _no_table(form: Declaration, key: str, name: str, tables: Mapping[str, Table]) -> Problem:
    return _problem(form, key, _NO_TABLE.format(name=name), did_you_mean(name, tables))


def _problem(form: Declaration, key: str, text: Text, hint: Text | None = None) -> Problem:
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
_NO_COLUMN = Text("the table {table} has no column {name}", "“{table}”表没有“{name}”这一列")
