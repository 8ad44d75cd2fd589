"""The generator of a form: documents of the rows of a table, or one of all tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from docgen.data import Dataset, Rows, unlisted_names
from docgen.forms.choice import names_in
from docgen.forms.declared.declaration import Declaration, ListOf
from docgen.forms.declared.head import HEAD, head_of
from docgen.forms.declared.lists import chosen, lists_for, sort_columns
from docgen.forms.declared.names import lists_of, spellings
from docgen.forms.declared.values import Linked, Names, name_of, names_of, values_of
from docgen.plugin.generator import NUMBER, Generator, parameter
from docgen.problems import Problem, UsageError, did_you_mean
from docgen.records import Areas
from docgen.render.uses import uses
from docgen.schema import Kind, Record, Table, variable
from docgen.text import Text

OF_ALL = ("年度", "工作名称", "发文单位")
"""What docgen.toml says, for all documents."""

TOWNSHIP, COMMUNITY = "乡镇", "社区"
"""The tables of places that somebody may name on the command line."""

_PLACES = Text(
    "PLACES: townships and communities; without any, all",
    "PLACES（地方）：乡镇（街道）、社区，可写几个；不写则全部",
)


_NAMES = Text(
    "NAMES: rows of the table {table} by their names; without any, all",
    "NAMES（名称）：“{table}”表里的名称，可写几个；不写则全部",
)


class DeclaredForm(Generator):
    """A form that a form.toml declares."""

    declaration: ClassVar[Declaration]
    filters: ClassVar[Mapping[str, Any]] = {}

    def rows(self, data: Dataset) -> Sequence[Any]:
        """The rows that get a document, in their order; without `each` one None for all data."""
        if self.each is None:
            return [None]
        said, table = self.declaration, data.tables[self.each.__table__.name]
        rows = chosen(data[self.each], ListOf(table.name, said.where, said.sort))
        if places := getattr(self, "places", ()):
            areas = Areas(places, data)
            rows = rows.where(lambda row: areas.holds(*_home(row)))
        if names := getattr(self, "names", ()):
            rows = _called(rows, names)
        self._numbers = {row: number for number, row in enumerate(rows, 1)}
        return list(rows)

    _numbers: Mapping[Any, int] = {}

    def context(self, row: Any, data: Dataset) -> dict[str, Any]:
        """What the template prints of a row. A cell that cannot be read, or may not be seen, fails where it is
        printed."""
        settings = data.settings
        values: dict[str, Any] = dict(zip(OF_ALL, (settings.year, settings.title, settings.issuer), strict=True))
        if row is not None:
            own = variable(self._table)
            values |= values_of(row, {**self._names, **self._names.get(own, {})}, data.tables)
            values.setdefault(own, Linked(name_of(row), dict(values)))  # {{ 社区 }}, {{ 社区.乡镇 }}
            if NUMBER not in spellings(data.tables[self._table]):
                values[NUMBER] = self._numbers.get(row, 1)
        if self.declaration.official:
            values |= head_of(values, data)
        return values | lists_for(self.declaration, row, data, self._names, but=values)

    @classmethod
    def gives(cls, tables: Mapping[str, Table]) -> Mapping[str, Table | None]:
        """Lists of rows, the row itself by its table's name, and what docgen.toml says."""
        lists = {name: tables[own.table] for name, own in lists_of(cls.declaration, tables).items()}
        own = {variable(cls.each.__table__.name): tables[cls.each.__table__.name]} if cls.each else {}
        return {**dict.fromkeys((*OF_ALL, NUMBER, *(HEAD if cls.declaration.official else ()))), **lists, **own}

    def left_out(self, data: Dataset) -> Iterable[Problem]:
        """Names that stand last in a list because nobody knows their strokes."""
        lists = {**lists_of(self.declaration, data.tables), "": ListOf(self._table, sort=self.declaration.sort)}
        for own in (own for name, own in lists.items() if own.table and (not name or name in self._names)):
            rows = data[data.tables[own.table].record]
            for column in (column for column in map(rows.table.column, sort_columns(own, rows.table))):
                if column.kind is Kind.NAME:
                    yield from unlisted_names(data, chosen(rows, own), column.name)

    def document(self, row: Any) -> str:
        """The form, and what the row is called."""
        return f"{self.name} {name_of(row)}" if row is not None else self.name

    @property
    def _table(self) -> str:
        return self.each.__table__.name if self.each else ""

    @cached_property
    def _names(self) -> Names:
        """The names that the template uses, and the pattern of its documents' names."""
        named: Names = {name: {} for name in names_in(self.filename, is_text=True)}
        return named | names_of(uses(self.declaration.template, self.filters))


def _called(rows: Rows[Any], names: Sequence[str]) -> Rows[Any]:
    """The rows of these names. Raises UsageError for one that no row has."""
    known = {name_of(row) for row in rows}
    for name in names:
        if name not in known:
            listed = Text("There are: {names}", "现有：{names}").format(names="、".join(sorted(known)))
            raise UsageError(_NO_ROW.format(name=name), hint=did_you_mean(name, known) or listed)
    return rows.where(lambda row: name_of(row) in names)


_NO_ROW = Text("there is no {name}", "没有“{name}”")


def _home(row: Record) -> tuple[Record | None, Record | None]:
    """The township and the community of a row, as far as it has them."""
    own = row.__table__.name
    found = {column.to: row.get(column.name) for column in row.__table__.columns if column.to in (TOWNSHIP, COMMUNITY)}
    community = row if own == COMMUNITY else found.get(COMMUNITY)
    township = row if own == TOWNSHIP else found.get(TOWNSHIP)
    if township is None and isinstance(community, Record):
        township = community.get("township")
    return township, community


def form_class(
    declaration: Declaration, tables: Mapping[str, Table], template: str, *, places: bool
) -> type[DeclaredForm]:
    """The generator of a form. With `places` somebody may name townships and communities, else rows by their names."""
    said = declaration
    each = tables[said.each].record if said.each else None
    facts: dict[str, Any] = {
        "declaration": said,
        "name": said.name,
        "alias": said.alias,
        "title": Text(said.title, said.title),
        "template": template,
        "access": said.access,
        "each": each,
        "together": said.together,
        "series": said.series,
        "given": said.given,
        "publishes": {
            tables[name].record: tuple(spellings(tables[name])[title] for title in titles)
            for name, titles in said.publishes.items()
        },
        "filename": said.filename or _usual_name(said, each),
        "__module__": __name__,
        "__doc__": said.title,
    }
    if places:
        facts["places"] = parameter(_PLACES, tuple)
    elif each:
        facts["names"] = parameter(_NAMES.format(table=said.each), tuple)
    return type(said.name, (DeclaredForm,), facts)


def _usual_name(said: Declaration, each: type[Record] | None) -> str:
    if each is None or said.together:
        return f"{said.name}/{said.name}"
    number = variable(said.each) if NUMBER in spellings(each.__table__) else NUMBER  # 序号 of a sheet may be blank
    return f"{said.name}/{said.name}-{{{{ {number} }}}}"
