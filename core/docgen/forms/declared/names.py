"""Whether the names that a form.toml uses are those of tables and columns that there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.forms.choice import names_in
from docgen.forms.declared.declaration import Declaration
from docgen.problems import DocgenError, Problem, Severity, did_you_mean
from docgen.schema import Access, Kind, Record, Table
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
    for name, own in form.lists.items():
        if own.table not in tables:
            yield _no_table(form, f"lists.{name}.table", own.table, tables)
        else:
            yield from _of_columns(form, f"lists.{name}.", own.sort, own.where, tables[own.table])
            if own.by and own.by not in (known := spellings(tables[own.table])):
                text = _NO_COLUMN.format(table=own.table, name=own.by)
                yield _problem(form, f"lists.{name}.by", text, did_you_mean(own.by, known))
    if form.given and not form.series:
        yield _problem(form, "given", _NO_SERIES)
    for said in form.publishes:
        yield from _of_published(form, said, tables)
    yield from _of_own_table(form, tables)


def _of_own_table(form: Declaration, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """What is wrong with the checks of the form's own table, and with what it refers to."""
    for number, rule in enumerate(form.rules, 1):
        if form.table is None:
            yield _problem(form, f"check[{number}].when", _NO_OWN_TABLE)
        else:
            yield from _of_expression(form, f"check[{number}].when", rule.when, form.table.__table__)
            yield from _of_expression(form, f"check[{number}].text", rule.text, form.table.__table__, is_text=True)
    for column in form.table.__table__.columns if form.table else ():
        if column.to and column.to not in tables:
            yield _no_table(form, "table", column.to, tables)


def _of_published(form: Declaration, said: str, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """What is wrong with a column that is to be published, such as 社区.义务监督员: numbers of persons never are."""
    name, _, title = said.partition(".")
    if name not in tables:
        yield _no_table(form, "publishes", name, tables)
        return
    known = spellings(tables[name])
    if title not in known:
        text = _NO_COLUMN.format(table=name, name=title)
        yield _problem(form, "publishes", text, did_you_mean(title, known))
        return
    column = next(each for each in tables[name].columns if each.name == known[title])
    if column.access is Access.SEALED or column.kind in (Kind.ID, Kind.PHONE):
        yield _problem(form, "publishes", _NEVER.format(name=said))


def published_by(form: Declaration, tables: Mapping[str, Table]) -> dict[type[Record], tuple[str, ...]]:
    """The columns that the form publishes, by their tables and attributes; all of them are known."""
    found: dict[type[Record], tuple[str, ...]] = {}
    for said in form.publishes:
        name, _, title = said.partition(".")
        record = tables[name].record
        found[record] = (*found.get(record, ()), spellings(tables[name])[title])
    return found


def _of_columns(form: Declaration, at: str, sort: tuple[str, ...], where: str, table: Table) -> Iterator[Problem]:
    known = spellings(table)
    for name in sort:
        if name not in known:
            yield _problem(form, f"{at}sort", _NO_COLUMN.format(table=table.name, name=name), did_you_mean(name, known))
    if where:
        yield from _of_expression(form, f"{at}where", where, table)


def spellings(table: Table) -> dict[str, str]:
    """The attributes of the columns of a table, by all that people call them."""
    found = {alias: column.name for column in table.columns for alias in column.aliases}
    return found | {name: column.name for column in table.columns for name in (column.title, column.var)}


def _of_expression(
    form: Declaration, key: str, source: str, table: Table, *, is_text: bool = False
) -> Iterator[Problem]:
    known = {column.var for column in table.columns}
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


_NO_EACH = Text("where and sort are for the rows of a table: each is missing", "where、sort 用于逐行生成，请先写 each")
_NO_OWN_TABLE = Text(
    "a check is for the form's own table, and it has none", "check 只检查表单自带的表，这里没有 [table]"
)
_NO_SERIES = Text("given is for the numbers of a series: series is missing", "given 用于编号，请先写 series")
_NEVER = Text("{name} may never be published", "“{name}”不得公开")
_NO_TABLE = Text("there is no table {name}", "没有“{name}”这张表")
_NO_COLUMN = Text("the table {table} has no column {name}", "“{table}”表没有“{name}”这一列")
