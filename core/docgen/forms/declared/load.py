"""Loads the forms of a workspace: each is a plugin, so that one that is broken stops no other."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import Any

from docgen.forms.declared.declaration import Declaration, Mistakes, declared_in
from docgen.forms.declared.generator import COMMUNITY, TOWNSHIP, form_class
from docgen.forms.declared.names import wrong_names
from docgen.forms.declared.rules import checks_of
from docgen.plugin.found import Kind, Source, Trust
from docgen.plugin.manager import Plugins
from docgen.plugin.spec import Registry, hookimpl
from docgen.problems import Problem, Severity
from docgen.schema import Table
from docgen.text import Text
from docgen.workspace import FORM

TEMPLATES = "forms"
"""The plugin that says where the templates of forms lie."""


def form_folders(root: Path) -> list[Path]:
    """The folders of forms in the folder `root` of a workspace: those that bring a table first, since others may list
    its rows; by name."""
    found = [path.parent for path in root.glob(f"*/{FORM}")] if root.is_dir() else []
    return sorted(found, key=lambda folder: (b"[table]" not in (folder / FORM).read_bytes(), folder))


def load_forms(plugins: Plugins, root: Path, taken: Collection[str]) -> None:
    """Load the forms in `root`. Names in `taken` are those of commands, which no form may have."""
    folders = form_folders(root)
    if folders:
        plugins.load(TEMPLATES, _source(root, root), lambda: _Templates(root))
    for folder in folders:
        plugins.load(folder.name, _source(folder, folder / FORM), partial(_Form, folder, plugins, taken))


def _source(folder: Path, path: Path) -> Source:
    return Source(Kind.FORM, str(folder), path=path, trust=Trust.NO_CODE)


class _Templates:
    """The folder in which the templates of all forms lie."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @hookimpl
    def setup(self, docgen: Registry) -> None:
        """Say where it is."""
        docgen.templates(self.root)


class _Form:
    """A form as a plugin. Raises Mistakes when something is wrong with its form.toml."""

    def __init__(self, folder: Path, plugins: Plugins, taken: Collection[str]) -> None:
        self.form = declared_in(folder)
        self.tables = plugins.registry.tables()
        for own in self.form.tables:
            self.tables.setdefault(own.__table__.name, own.__table__)
        self.filters = {name: owned.item for name, owned in plugins.registry.filters.items()}
        if wrong := [*_taken(self.form, taken, plugins.registry), *wrong_names(self.form, self.tables)]:
            raise Mistakes.of(wrong)

    @hookimpl
    def setup(self, docgen: Registry) -> None:
        """Bring the table, the checks and the generator."""
        form = self.form
        for own in form.tables:
            docgen.record(own)
        docgen.check(*checks_of(form, self.tables))
        template = form.template.relative_to(form.folder.parent).as_posix()
        places = bool(form.each) and _has_places(self.tables[form.each])
        made: Any = form_class(form, self.tables, template, places=places)
        made.filters = self.filters
        docgen.generator(made)


def _has_places(table: Table) -> bool:
    """Whether its rows lie in townships and communities."""
    return table.name in (TOWNSHIP, COMMUNITY) or any(each.to in (TOWNSHIP, COMMUNITY) for each in table.columns)


def _taken(form: Declaration, taken: Collection[str], registry: Registry) -> list[Problem]:
    names = {"name": form.name, "alias": form.alias}
    owners = {name: owned.owner for name, owned in registry.generators.items()}
    errors = [form.file.error(key, _IS_COMMAND.format(name=name)) for key, name in names.items() if name in taken]
    errors += [
        form.file.error(key, _IS_TAKEN.format(name=name, first=owners[name], second=form.folder.name))
        for key, name in names.items()
        if name in owners
    ]
    return [Problem("form", Severity.ERROR, error.text, error.where) for error in errors]


_IS_TAKEN = Text(
    "the name {name!r} is taken: {first} and {second} both bring it",
    "名称“{name}”重复：{first} 和 {second} 都提供了它",
)
_IS_COMMAND = Text("{name} is a command of docgen; give the form another name", "{name} 是程序自带的命令，请换个名称")
