"""The three hooks of a plugin, and the registry that `setup` fills."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy

from docgen.data import Check, FigureSpec
from docgen.plugin.blame import class_line
from docgen.plugin.columns import wrong_column, wrong_table
from docgen.plugin.declaring import wrong_columns
from docgen.plugin.package import explain_table, missing_table
from docgen.plugin.providers import NumberList, Places
from docgen.problems import DocgenError, Problem, Severity, did_you_mean
from docgen.schema import Column, Record, Table
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.plugin.generator import Generator
    from docgen.workspace import Settings

PROJECT = "docgen"

API = 2
"""The version of this contract; a plugin may state the one that it needs: `docgen_api = 2`."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)

T = TypeVar("T")


class Hooks:
    """What docgen calls. A plugin marks its functions of these names with `@hookimpl`."""

    @hookspec
    def setup(self, docgen: Registry) -> None:
        """Contribute tables, figures, checks, generators, filters and templates. Called once, when loaded."""

    @hookspec
    def prepare_context(self, generator: Generator, row: Any, context: dict[str, Any]) -> None:
        """Change or add what one document prints. Called for each document, before its context is hashed."""

    @hookspec
    def published(self, report: Any) -> None:
        """Told once after a run, with its docgen.batch Report. What is raised here is shown and does not undo it."""


@dataclass(frozen=True)
class Owned:
    """Something that a plugin contributed."""

    owner: str
    item: Any


@dataclass
class Registry:
    """What plugins contribute. Each name belongs to one owner; a second one is an error that names both. A plugin fills
    one of its own, `beside` that of those before it. `reserved` are the names of commands, which no generator may have.

    Each method raises DocgenError for what it cannot take in.
    """

    owner: str = ""
    generators: dict[str, Owned] = field(default_factory=dict)
    records: dict[str, Owned] = field(default_factory=dict)
    columns: dict[str, Owned] = field(default_factory=dict)
    aliases: dict[str, Owned] = field(default_factory=dict)
    figures: dict[str, Owned] = field(default_factory=dict)
    checks: dict[str, Owned] = field(default_factory=dict)
    filters: dict[str, Owned] = field(default_factory=dict)
    template_folders: dict[str, Owned] = field(default_factory=dict)
    providers: dict[str, Owned] = field(default_factory=dict)
    reserved: frozenset[str] = frozenset()
    foreign: set[str] = field(default_factory=set)  # names of tables that do not come with docgen
    packages: set[str] = field(default_factory=set)  # names of the built-in packages that are on
    beside: Registry | None = None

    def generator(self, generator: type[Generator]) -> None:
        """A form that can be made, a subclass of Generator whose declaration is complete."""
        from docgen.plugin.generator import Generator, require_complete

        _expect(generator, lambda it: isinstance(it, type) and issubclass(it, Generator), "generator", "Generator")
        require_complete(generator)
        for name in dict.fromkeys(filter(None, (generator.name, generator.alias))):
            if self.reserved & {name, name.partition(" ")[0]}:
                raise DocgenError(_taken(name, "docgen", self.owner))
            self._add("generators", name, generator)

    def record(self, *records: type[Record]) -> None:
        """Tables: subclasses of Record."""
        for record in records:
            _expect(record, _is_table, "record", "Record")
            _refuse(list(wrong_table(record.__table__)), record)
            self._add("records", record.__table__.name, record)

    def column(self, record: type[Record], name: str, column: Column) -> None:
        """One more column of a table; its value is the attribute `name` of the records."""
        _expect(record, _is_table, "column", "Record")
        _expect(column, lambda it: isinstance(it, Column), "column", "column(…)")
        _refuse(list(wrong_column(record.__table__.name, replace(column, name=name))))
        if hasattr(record, name):
            raise DocgenError(_taken(f"{record.__table__.name}.{name}", record.__module__, self.owner))
        self._added(record, name, Owned(self.owner, (record.__table__.name, replace(column, name=name))))

    def _added(self, record: type[Record], name: str, owned: Owned) -> None:
        """Take in a column, unless another of its table has its name or a header of its."""
        table, mine = owned.item
        others = [(record.__module__, each) for each in record.__table__.columns]
        others += [(each.owner, each.item[1]) for each in self._columns_of(table)]
        for owner, other in others:
            if shared := _shared(other, mine):
                raise DocgenError(_taken(f"{table}.{name}", owner, owned.owner), hint=_BOTH.format(headers=shared))
        self._add("columns", f"{table}.{name}", owned.item)

    def _columns_of(self, table: str) -> list[Owned]:
        """The columns that plugins add to a table."""
        added = {**(self.beside.columns if self.beside else {}), **self.columns}
        return [each for each in added.values() if each.item[0] == table]

    def alias(self, record: type[Record], title: str, *aliases: str) -> None:
        """More headers that the column `title` of a table goes by."""
        _expect(record, _is_table, "alias", "Record")
        table = record.__table__.with_columns(each.item[1] for each in self._columns_of(record.__table__.name))
        for alias in aliases:
            _with_alias(table, title, alias)
            self._add("aliases", f"{record.__table__.name}.{title}={alias}", (record.__table__.name, title, alias))

    def figure(self, *figures: FigureSpec) -> None:
        """Named numbers."""
        for figure in figures:
            _expect(figure, lambda it: isinstance(it, FigureSpec), "figure", "@figure(…)")
            self._add("figures", figure.name, figure)

    def check(self, *checks: Check) -> None:
        """Rules across tables."""
        for check in checks:
            _expect(check, lambda it: isinstance(it, Check), "check", "@check(…)")
            self._add("checks", check.code, check)

    def filter(self, name: str, function: Callable[..., Any]) -> None:
        """A filter for templates, `{{ value|name }}`: importable by its module and name, and not called like a
        built-in one."""
        from docgen.render.filters import functions

        _expect(function, callable, "filter", "def")
        if name in functions():
            raise DocgenError(_taken(name, "docgen", self.owner))
        self._add("filters", name, function)

    def templates(self, folder: Path) -> None:
        """A folder with templates, searched after the workspace's own."""
        _expect(folder, lambda it: isinstance(it, Path), "templates", "Path(…)")
        self._add("template_folders", str(folder), folder)

    def places(self, places: type[Places]) -> None:
        """The places that somebody may name on the command line, to be asked for the rows that lie in them."""
        _expect(places, lambda it: isinstance(it, type) and hasattr(it, "has_places"), "places", "Places")
        self._add("providers", "places", places)

    def number_list(self, numbers: NumberList) -> None:
        """The list of document numbers that the office keeps, to be compared with the register."""
        _expect(numbers, lambda it: isinstance(it, NumberList), "number_list", "NumberList(…)")
        self._add("providers", "number_list", numbers)

    def _add(self, kind: str, name: str, item: Any) -> None:
        for registry in (self, self.beside):
            known = getattr(registry, kind, {}).get(name)
            if known and (known.item is not item or known.owner != self.owner):
                raise DocgenError(_taken(name, known.owner, self.owner))
        getattr(self, kind)[name] = Owned(self.owner, item)

    @property
    def known_places(self) -> type[Places] | None:
        """The places of the workspace; None if no plugin declares any."""
        return self.providers["places"].item if "places" in self.providers else None

    @property
    def known_numbers(self) -> NumberList | None:
        """The office's own list of numbers; None if no plugin declares one."""
        return self.providers["number_list"].item if "number_list" in self.providers else None

    @property
    def periodicals(self) -> list[type[Generator]]:
        """The generators whose documents are issues: each is of a period, and the register numbers them one by one."""
        from docgen.period import Period

        every = dict.fromkeys(owned.item for owned in self.generators.values())
        numbered = [each for each in every if each.numbering and not each.numbering.given]
        return [each for each in numbered if Period in [asked.kind for asked in each.parameters().values()]]

    def shelves(self) -> dict[str, dict[str, Owned]]:
        """Everything by kind."""
        return {name: value for name, value in vars(self).items() if isinstance(value, dict)}

    def merge(self, draft: Registry) -> None:
        """Take in all of `draft`, or, where a name is taken, raise DocgenError and take nothing."""
        mine = self.shelves()
        for kind, shelf in draft.shelves().items():
            for name in shelf:
                if mine[kind].get(name, shelf[name]) != shelf[name]:
                    raise DocgenError(_taken(name, mine[kind][name].owner, draft.owner))
        whole = Registry()
        for kind, shelf in draft.shelves().items():
            whole.shelves()[kind].update(mine[kind] | shelf)
        tables = whole.check_whole()
        for owned in draft.generators.values():
            for text in wrong_columns(owned.item, tables):
                raise DocgenError(text, where=class_line(owned.item))
        for kind, shelf in draft.shelves().items():
            mine[kind].update(shelf)

    def check_whole(self) -> dict[str, Table]:
        """The tables. Raises DocgenError when two plugins add columns that clash, or what is added, or gets documents,
        has no table."""
        for owned in self.generators.values():
            if (each := owned.item.each) is not None and each.__table__.name not in self.records:
                name = each.__table__.name
                raise missing_table(name, _NO_EACH.format(name=owned.item.name, table=name))
        checked = Registry()
        for key, owned in self.columns.items():
            table = owned.item[0]
            if table not in self.records:
                raise missing_table(table, _NO_TABLE.format(table=table))
            checked._added(self.records[table].item, key.partition(".")[2], owned)
        return self.tables()

    def tables(self, settings: Settings | None = None) -> dict[str, Table]:
        """The tables with the columns and aliases that plugins added, and the aliases of docgen.toml.

        Raises DocgenError for an alias of a table or a column that nobody declares.
        """
        made: dict[str, Table] = {}
        for name, owned in self.records.items():
            extra = [added.item[1] for added in self.columns.values() if added.item[0] == name]
            made[name] = replace(owned.item.__table__.with_columns(extra), foreign=name in self.foreign)
        for owned in self.aliases.values():
            table, title, alias = owned.item
            if table not in made:
                raise missing_table(table, _NO_TABLE.format(table=table))
            made[table] = _with_alias(made[table], title, alias)
        for name, aliases in settings.aliases.items() if settings else ():
            if name not in made:
                raise _unknown_alias(settings, f"aliases.{name}", name, made)
            titles = [column.title for column in made[name].columns]
            for title in aliases.keys() - set(titles):
                raise _unknown_alias(settings, f"aliases.{name}.{title}", title, titles)
            made[name] = made[name].with_aliases(aliases)
        return made


def _shared(one: Column, other: Column) -> str:
    """The headers that two columns share, or their name in templates; blank if they can be told apart."""
    headers = [each for each in (one.title, *one.aliases) if each in (other.title, *other.aliases)]
    return "、".join(headers) or (one.var if one.var == other.var else "")


_BOTH = Text("Both have the header {headers}; one needs another.", "两列都有表头“{headers}”，请改掉其中一个。")


def _with_alias(table: Table, title: str, alias: str) -> Table:
    """The table with one more header. Raises DocgenError when no column has the title, or another has the header."""
    titles = [column.title for column in table.columns]
    if title not in titles:
        raise DocgenError(_NO_COLUMN.format(table=table.name, title=title), hint=did_you_mean(title, titles))
    for column in table.columns:
        if alias in (column.title, *column.aliases) and column.title != title:
            raise DocgenError(_MEANT.format(table=table.name, alias=alias, title=column.title))
    return table.with_aliases({title: [alias]})


def _is_table(it: Any) -> bool:
    return isinstance(it, type) and issubclass(it, Record) and hasattr(it, "__table__")


def _refuse(wrong: Sequence[Text], record: type[Record] | None = None) -> None:
    """Raise DocgenError with all that is wrong with a declaration, with the line of its class."""
    if wrong:
        where = class_line(record) if record else None
        problems = [Problem("plugin", Severity.ERROR, text, where) for text in wrong]
        raise DocgenError(wrong[0], where=where, problems=problems if len(wrong) > 1 else ())


def _expect(it: Any, fits: Callable[[Any], bool], method: str, expected: str) -> None:
    if not fits(it):
        raise DocgenError(_NOT_THAT.format(method=method, expected=expected, got=repr(it)[:80]))


_NOT_THAT = Text(
    "docgen.{method}() takes what {expected} makes, and not {got}", "docgen.{method}() 要的是 {expected}，不是 {got}"
)
_NO_TABLE = Text("something is added to the table {table}, which no plugin brings", "要补充的表“{table}”不存在")
_NO_EACH = Text(
    "{name} is for the rows of the table {table}, which no plugin brings: docgen.record(…)",
    "{name} 按“{table}”表逐行生成，但没有插件提供这张表：docgen.record(…)",
)
_NO_COLUMN = Text("the table {table} has no column {title}", "“{table}”表没有“{title}”这一列")
_MEANT = Text(
    "{alias} is a header of the column {title} of {table} already", "“{alias}”已经是“{table}”表“{title}”列的表头"
)


def _unknown_alias(settings: Settings | None, key: str, name: str, known: Iterable[str]) -> DocgenError:
    text = Text("{name} is neither a table nor a column of it", "没有“{name}”这个表或列").format(name=name)
    hint = explain_table(name) or did_you_mean(name, known)
    return settings.file.error(key, text, hint=hint) if settings else DocgenError(text, hint=hint)


def _taken(name: str, first: str, second: str) -> Text:
    return Text(
        "the name {name!r} is taken: {first} and {second} both bring it",
        "名称“{name}”重复：{first} 和 {second} 都提供了它",
    ).format(name=name, first=first, second=second)
