"""Loads the forms of a workspace: each is a plugin, so that one that is broken stops no other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from docgen.files import UNREADABLE, check_file, unlistable
from docgen.forms.declared.declaration import Declaration, Mistakes, declared_in
from docgen.forms.declared.generator import form_class
from docgen.forms.declared.names import wrong_names
from docgen.forms.declared.rules import checks_of
from docgen.plugin.found import Kind, Source, State, Trust
from docgen.plugin.manager import Plugins
from docgen.plugin.spec import Owned, Registry, hookimpl
from docgen.problems import DocgenError, FileLine, Problem, Severity
from docgen.schema import Table
from docgen.text import Text, reason_of
from docgen.workspace import FORM, folders_of_forms

TEMPLATES = "forms"
"""The plugin that says where the templates of forms lie."""


def form_folders(root: Path) -> list[Path]:
    """The folders of forms in the folder `root` of a workspace, by name."""
    return list(folders_of_forms(root, []))


def load_forms(plugins: Plugins, root: Path, taken: Collection[str], *, whole: bool = True) -> None:
    """Load the forms in `root`. Names in `taken` are those of commands, which no form may have. Unless they are to be
    known as a `whole`, nobody looks at their expressions: a help text needs names and titles."""
    failed: list[OSError] = []
    folders = list(folders_of_forms(root, failed))
    for error in failed:
        plugins.fail(TEMPLATES, _source(root, root), unlistable(error, FileLine(str(root))))
    if folders:
        plugins.load(TEMPLATES, _source(root, root), lambda: _Templates(root))
    read = _Read(plugins, folders, taken, whole=whole)
    for folder in folders:
        plugins.load(folder.name, _source(folder, folder / FORM), partial(read.form_in, folder))


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


class _Read:
    """All forms of a workspace, read before any of them is loaded: one may name the table that another brings, as long
    as nothing is wrong with that one."""

    def __init__(self, plugins: Plugins, folders: Iterable[Path], taken: Collection[str], *, whole: bool) -> None:
        self.registry, self.taken, self.whole = plugins.registry, taken, whole
        self.forms: dict[Path, Declaration] = {}
        self.wrong: dict[Path, Exception] = {}
        others = {plugin.name for plugin in plugins.found if plugin.state is not State.SKIPPED}
        for folder in folders:
            try:
                form = declared_in(folder)
            except Exception as error:  # said of this form when it is loaded
                self.wrong[folder] = error
            else:
                if folder.name not in others:  # else loading it says so
                    self.forms[folder] = form
        known = plugins.registry.tables()
        self.tables = self._all_tables(known)
        while wrong := self._wrong() or self._claimed_twice():
            for folder, problems in wrong.items():
                self.wrong[folder] = Mistakes.of(problems)
                del self.forms[folder]
            self.tables = self._all_tables(known)
        for folder, form in self.forms.items():
            self.registry.records |= {each.__table__.name: Owned(folder.name, each) for each in form.tables}

    def _all_tables(self, known: Mapping[str, Table]) -> dict[str, Table]:
        own = (record.__table__ for form in self.forms.values() for record in form.tables)
        return {table.name: table for table in own} | dict(known)

    def _wrong(self) -> dict[Path, list[Problem]]:
        """What is wrong with a form by itself, or with what it names."""
        return {folder: problems for folder, form in self.forms.items() if (problems := self._wrong_with(form))}

    def _wrong_with(self, form: Declaration) -> list[Problem]:
        found = [*_file(form), *_taken(form, self.taken, self.registry), *wrong_names(form, self.tables)]
        if self.whole:
            from docgen.forms.declared.expressions import wrong_expressions

            found += wrong_expressions(form, self.tables)
        return sorted(found, key=lambda problem: getattr(problem.where, "line", None) or 0)

    def _claimed_twice(self) -> dict[Path, list[Problem]]:
        """The first form with a name or a table that one before it brings already."""
        owners = {("table", name): owned.owner for name, owned in self.registry.records.items()}
        for folder, form in self.forms.items():
            errors = []
            for key, claim in _claims(form):
                if claim in owners:
                    text = _IS_TAKEN.format(name=claim[1], first=owners[claim], second=folder.name)
                    errors.append(form.file.error(key, text))
                owners[claim] = folder.name
            if errors:
                return {folder: _problems(errors)}
        return {}

    def form_in(self, folder: Path) -> _Form:
        """The form in a folder. Raises what is wrong with it, mostly Mistakes."""
        if folder in self.wrong:
            raise self.wrong[folder]
        return _Form(self.forms[folder], self.tables, self.registry)


class _Form:
    """A form as a plugin. `tables` are those of the workspace, of all forms too."""

    def __init__(self, form: Declaration, tables: Mapping[str, Table], registry: Registry) -> None:
        self.form, self.tables, self.places = form, tables, registry.known_places
        self.filters = {name: owned.item for name, owned in registry.filters.items()}

    @hookimpl
    def setup(self, docgen: Registry) -> None:
        """Bring the table, the checks and the generator."""
        form = self.form
        for own in form.tables:
            docgen.record(own)
        docgen.check(*checks_of(form, self.tables))
        template = form.template.relative_to(form.folder.parent).as_posix()
        known = self.places
        places = known if known and form.each and known.has_places(self.tables[form.each]) else None
        made: Any = form_class(form, self.tables, template, places)
        made.filters = self.filters
        docgen.generator(made)


def _claims(form: Declaration) -> Iterator[tuple[str, tuple[str, str]]]:
    """What nobody else may be called, each with its key: names of commands, and tables."""
    yield "name", ("command", form.name)
    if form.alias not in ("", form.name):
        yield "alias", ("command", form.alias)
    for number, each in enumerate(form.tables, 1):
        part = f"table[{number}]" if isinstance(form.file.values["table"], list) else "table"
        yield f"{part}.name", ("table", each.__table__.name)


def _file(form: Declaration) -> list[Problem]:
    """What is wrong with the template, as far as it can be told without opening it."""
    try:
        check_file(form.template)
    except OSError as error:
        text = _NO_TEMPLATE.format(name=form.template.name, why=reason_of(error))
        return [replace(each, code=UNREADABLE) for each in _problems([form.file.error("template", text)])]
    return []


def _problems(errors: Iterable[DocgenError]) -> list[Problem]:
    return [Problem("form", Severity.ERROR, error.text, error.where, error.hint) for error in errors]


def _taken(form: Declaration, taken: Collection[str], registry: Registry) -> list[Problem]:
    names = {"name": form.name, "alias": form.alias}
    owners = {name: owned.owner for name, owned in registry.generators.items()}
    errors = [form.file.error(key, _IS_COMMAND.format(name=name)) for key, name in names.items() if name in taken]
    errors += [
        form.file.error(key, _IS_TAKEN.format(name=name, first=owners[name], second=form.folder.name))
        for key, name in names.items()
        if name in owners
    ]
    return _problems(errors)


_IS_TAKEN = Text(
    "the name {name!r} is taken: {first} and {second} both bring it",
    "名称“{name}”重复：{first} 和 {second} 都提供了它",
)
_IS_COMMAND = Text("{name} is a command of docgen; give the form another name", "{name} 是程序自带的命令，请换个名称")
_NO_TEMPLATE = Text("the template {name} cannot be read: {why}", "模板 {name} 无法读取：{why}")
