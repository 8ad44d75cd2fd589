"""What a form needs of its workspace: tables that sheets hold, options of docgen.toml, each with the place that asks
for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from docgen.forms.declared.declaration import Declaration
from docgen.forms.declared.names import lists_of, spellings
from docgen.gongwen import Office
from docgen.problems import DocgenError, FileLine, Place, Problem, Severity
from docgen.schema import Table
from docgen.tables.unread import may_be
from docgen.text import Text
from docgen.workspace import Settings

if TYPE_CHECKING:
    from docgen.render.uses import Use


def tables_lacking(
    form: Declaration, tables: Mapping[str, Table], uses: Iterable[Use], fed: Collection[str], told: Iterable[Problem]
) -> list[Problem]:
    """Errors for the tables that no sheet holds: `fed` are those that a sheet does. `uses` are the names of the
    template, `told` is what reading found."""
    found: dict[str, Problem] = {}
    for name, place in _needed(form, tables, list(uses)):
        if name not in fed and name in tables:
            required = [column.title for column in tables[name].columns if column.required]
            titles = required or [column.title for column in tables[name].columns]
            hint = may_be(tables[name], told) or _HEADERS.format(headers="、".join(titles))
            found.setdefault(name, Problem("form-table", Severity.ERROR, _NO_SHEET.format(table=name), place, hint))
    return list(found.values())


def _needed(form: Declaration, tables: Mapping[str, Table], uses: list[Use]) -> Iterator[tuple[str, Place]]:
    """The tables of the documents, of the lists that the template names, and of a form that is about no row its own."""
    if form.each:
        yield form.each, _line(form, "each")
    places = {use.source[0]: use.places[0] for use in reversed(uses) if use.places}
    for name, own in lists_of(form, tables).items():
        if name in places:
            declared = name in form.lists
            yield own.table, _line(form, f"lists.{name}.table") if declared else places[name]
            by = tables[own.table].column(spellings(tables[own.table])[own.by]) if own.by else None
            if by and by.to:
                yield by.to, _line(form, f"lists.{name}.by")
    for number, record in enumerate(form.tables, 1) if not form.each else ():
        part = f"table[{number}]" if isinstance(form.file.values["table"], list) else "table"
        yield record.__table__.name, _line(form, f"{part}.name")


def unset(form: Declaration, settings: Settings) -> list[Problem]:
    """Errors for options that official documents and numbers want, and docgen.toml does not say rightly."""
    if not form.official and not form.series:
        return []
    try:
        Office(settings)
    except DocgenError as error:
        key = "official" if form.official else "series"
        asks = _ASKS.format(file=form.file.called, line=form.file.line(key), key=key)
        hint = Text(f"{asks.en} {error.hint.en}", f"{asks.zh}{error.hint.zh}") if error.hint else asks
        return [Problem("form-options", Severity.ERROR, error.text, error.where, hint)]
    return []


def _line(form: Declaration, key: str) -> FileLine:
    return FileLine(form.file.called, form.file.line(key))


_NO_SHEET = Text("no sheet of the workbooks holds the table {table}", "数据表格里没有“{table}”表")
_HEADERS = Text("A sheet of this name with the headers: {headers}", "请准备这个名称的工作表，表头应有：{headers}")
_ASKS = Text("{file}:{line} asks for it: {key}.", "{file}:{line} 的 {key} 要用到它。")
