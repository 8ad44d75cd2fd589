"""The three hooks of a plugin, and the registry that `setup` fills."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy

from docgen.data import Check, FigureSpec
from docgen.problems import DocgenError, did_you_mean
from docgen.schema import Column, Record, Table
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.plugin.generator import Generator
    from docgen.workspace import Settings

PROJECT = "docgen"
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
    """What plugins contribute. Each name belongs to one owner; a second one is an error that names both."""

    owner: str = ""
    generators: dict[str, Owned] = field(default_factory=dict)
    records: dict[str, Owned] = field(default_factory=dict)
    columns: dict[str, Owned] = field(default_factory=dict)
    figures: dict[str, Owned] = field(default_factory=dict)
    checks: dict[str, Owned] = field(default_factory=dict)
    filters: dict[str, Owned] = field(default_factory=dict)
    template_folders: dict[str, Owned] = field(default_factory=dict)

    def generator(self, generator: type[Generator]) -> None:
        """A form that can be made. Raises DocgenError when its declaration is incomplete."""
        generator.check_declaration()
        self._add(self.generators, generator.name, generator)
        if generator.alias:
            self._add(self.generators, generator.alias, generator)

    def record(self, *records: type[Record]) -> None:
        """Tables."""
        for record in records:
            self._add(self.records, record.__table__.name, record)

    def column(self, record: type[Record], name: str, column: Column) -> None:
        """One more column of a table; its value is the attribute `name` of the records."""
        owned = replace(column, name=name)
        added = [other.item[1] for other in self.columns.values() if other.item[0] == record.__table__.name]
        known = [*record.__table__.columns, *added]
        headers = {header for other in known for header in (other.title, *other.aliases)}
        clash = headers.intersection((owned.title, *owned.aliases)) or owned.var in (other.var for other in known)
        if clash or hasattr(record, name):
            raise DocgenError(_taken(f"{record.__table__.name}.{name}", record.__module__, self.owner))
        self._add(self.columns, f"{record.__table__.name}.{name}", (record.__table__.name, owned))

    def figure(self, *figures: FigureSpec) -> None:
        """Named numbers."""
        for figure in figures:
            self._add(self.figures, figure.name, figure)

    def check(self, *checks: Check) -> None:
        """Rules across tables."""
        for check in checks:
            self._add(self.checks, check.code, check)

    def filter(self, name: str, function: Callable[..., Any]) -> None:
        """A filter for templates, `{{ value|name }}`: importable by its module and name, and not called like a
        built-in one."""
        from docgen.render.filters import functions

        if name in functions():
            raise DocgenError(_taken(name, "docgen", self.owner))
        self._add(self.filters, name, function)

    def templates(self, folder: Path) -> None:
        """A folder with templates, searched after the workspace's own."""
        self._add(self.template_folders, str(folder), folder)

    def _add(self, shelf: dict[str, Owned], name: str, item: Any) -> None:
        if name in shelf and shelf[name].item is not item:
            raise DocgenError(_taken(name, shelf[name].owner, self.owner))
        shelf[name] = Owned(self.owner, item)

    def shelves(self) -> dict[str, dict[str, Owned]]:
        """Everything by kind."""
        return {name: value for name, value in vars(self).items() if isinstance(value, dict)}

    def merge(self, draft: Registry) -> None:
        """Take in all of `draft`, or, where a name is taken, raise DocgenError and take nothing."""
        mine = self.shelves()
        for kind, shelf in draft.shelves().items():
            for name in shelf.keys() & mine[kind].keys():
                raise DocgenError(_taken(name, mine[kind][name].owner, draft.owner))
        for kind, shelf in draft.shelves().items():
            mine[kind].update(shelf)

    def tables(self, settings: Settings | None = None) -> dict[str, Table]:
        """The tables with the columns that plugins added and the aliases of docgen.toml.

        Raises DocgenError for an alias of a table or a column that nobody declares.
        """
        made: dict[str, Table] = {}
        for name, owned in self.records.items():
            extra = [added.item[1] for added in self.columns.values() if added.item[0] == name]
            made[name] = owned.item.__table__.with_columns(extra)
        for name, aliases in settings.aliases.items() if settings else ():
            if name not in made:
                raise _unknown_alias(settings, f"aliases.{name}", name, made)
            titles = [column.title for column in made[name].columns]
            for title in aliases.keys() - set(titles):
                raise _unknown_alias(settings, f"aliases.{name}.{title}", title, titles)
            made[name] = made[name].with_aliases(aliases)
        return made


def _unknown_alias(settings: Settings | None, key: str, name: str, known: Iterable[str]) -> DocgenError:
    text = Text("{name} is neither a table nor a column of it", "没有“{name}”这个表或列").format(name=name)
    hint = did_you_mean(name, known)
    return settings.file.error(key, text, hint=hint) if settings else DocgenError(text, hint=hint)


def _taken(name: str, first: str, second: str) -> Text:
    return Text(
        "the name {name!r} is taken: {first} and {second} both bring it",
        "名称“{name}”重复：{first} 和 {second} 都提供了它",
    ).format(name=name, first=first, second=second)
