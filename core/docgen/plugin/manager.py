"""Finds and loads plugins, one by one: one that fails is off, and everything else works."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

from docgen.files import read_file, unlistable
from docgen.plugin.blame import aside, failed_at_work, home_of, own_line, shows_all
from docgen.plugin.entry_points import ENTRY_POINTS, entry_point_files, local_plugins
from docgen.plugin.found import (
    Kind,
    Plugin,
    Source,
    State,
    Trust,
    afterwards,
    check_api,
    failure,
    name_taken,
    not_run,
    stated_api,
    without_hooks,
)
from docgen.plugin.hooked import check_hooks
from docgen.plugin.package import PackageOffError, find_package
from docgen.plugin.spec import PROJECT, Hooks, Registry
from docgen.problems import DocgenError, FileLine, Problem
from docgen.text import Text
from docgen.workspace import PluginChoice

if TYPE_CHECKING:
    from datetime import datetime

    from docgen.plugin.generator import Generator

__all__ = ["Kind", "Plugin", "Plugins", "Source", "State", "Trust", "load_packages", "load_plugins"]

NO_LOCAL_VARIABLE = "DOCGEN_NO_LOCAL_PLUGINS"
"""Set to anything but 0, no plugin of a workspace runs, trusted or not."""


class Plugins:
    """All plugins of this run, and what they brought together. `taken` are the names of commands, which no generator
    may have."""

    def __init__(self, taken: Collection[str] = ()) -> None:
        self.manager = pluggy.PluginManager(PROJECT)
        self.manager.add_hookspecs(Hooks)
        self.registry = Registry()
        self.taken = frozenset(taken)
        self.found: list[Plugin] = []

    def load(self, name: str, source: Source, find: Callable[[], object]) -> None:
        """Load one plugin: import, register, check its hooks, let it fill a draft, take the draft in. `find` gives the
        plugin, a module or whatever has hooks."""
        module: object = None
        try:
            self._check_name(name, source)
            api = check_api(source.api)
            if source.api == 1 and source.kind is Kind.PACKAGE and source.main:
                _refuse_version_1(str(source.main), read_file(source.main))
            with aside():
                module = find()
                api = check_api(getattr(module, "docgen_api", api))
                check_hooks(self.manager, module)
                self.manager.register(module, name)
                draft = Registry(owner=name, reserved=self.taken, beside=self.registry)
                self._only(name, "setup")(docgen=draft)
            self.registry.merge(draft)
            if source.kind is Kind.BUILT_IN:
                self.registry.packages.add(name)
            if source.kind in (Kind.PACKAGE, Kind.FILE):
                self.registry.foreign |= draft.records.keys()
        except KeyboardInterrupt:  # Ctrl-C stops everything; whatever else a plugin raises only itself
            raise
        except BaseException as error:
            if module is not None and self.manager.is_registered(module):
                self.manager.unregister(module)
            self.fail(name, source, error, home_of(module))
            return
        home = source.path or home_of(module)
        hooks = tuple(caller.name for caller in self.manager.get_hookcallers(module) or ())
        brings = {kind: list(shelf) for kind, shelf in draft.shelves().items() if shelf}
        problem = None if hooks or home is None else without_hooks(name, home)
        self.found.append(Plugin(name, source, State.ON, hooks, brings, problem, home=home, api=api))

    def fail(self, name: str, source: Source, error: BaseException, home: Path | None = None) -> None:
        """Take note of a plugin that is off because of an error; `home` is where its code lies, if that is known. A
        plugin of an installed package whose tables the workspace does not use is turned off, not broken."""
        where = source.path or home or Path(source.origin or name)
        first = failure(name, where, error)
        every = tuple(error.as_problems("plugin")) if isinstance(error, DocgenError) else (first,)
        every = tuple(replace(each, where=each.where or first.where) for each in every)
        is_of_unused = isinstance(error, PackageOffError) and source.kind is Kind.PACKAGE
        state = State.OFF if is_of_unused else State.FAILED
        self.found.append(Plugin(name, source, state, problem=first, problems=every, home=where))

    def _check_name(self, name: str, source: Source) -> None:
        for other in self.found:
            if other.name == name and other.state is not State.SKIPPED:
                raise name_taken(name, other, source)

    def prepare_context(self, generator: Generator, row: Any, context: dict[str, Any]) -> None:
        """Let plugins change what one document prints; a letter costs nothing where none does. Raises DocgenError that
        names the plugin which fails."""
        hook = self.manager.hook.prepare_context
        if not hook.get_hookimpls():
            return
        try:
            with aside():
                hook(generator=generator, row=row, context=context)
        except (DocgenError, KeyboardInterrupt):
            raise
        except BaseException as error:
            if (blamed := self.blamed(error)) is None:
                raise
            raise blamed from error

    def published(self, report: Any) -> list[Problem]:
        """Tell plugins of a run. What they raise is returned, since it cannot undo the run."""
        problems = []
        for plugin in self.manager.get_plugins():
            name = self.manager.get_name(plugin) or ""
            try:
                with aside():
                    self._only(name, "published")(report=report)
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                problems.append(afterwards(name, home_of(plugin) or Path(name), error))
        return problems

    def blamed(self, error: BaseException) -> DocgenError | None:
        """What is said of an error that went through the code of a plugin, of the innermost one; None if it went
        through none but docgen's own, whose bugs keep their traceback."""
        if shows_all():
            return None
        outside = [each for each in self.found if each.home and each.source.kind in (Kind.PACKAGE, Kind.FILE)]
        guilty = next((each for each in outside if each.home and own_line(each.home, error)), None)
        return failed_at_work(guilty.name, guilty.home, error) if guilty and guilty.home else None

    def _only(self, name: str, hook: str) -> Any:
        others = [p for p in self.manager.get_plugins() if self.manager.get_name(p) != name]
        return self.manager.subset_hook_caller(hook, remove_plugins=others)


def load_plugins(
    local: Path | None = None,
    *,
    choice: PluginChoice | None = None,
    run_local: bool = True,
    run_developed: bool = False,
    taken: Collection[str] = (),
) -> Plugins:
    """Load the built-in packages that the workspace's `choice` uses, the plugins of installed packages that it does not
    turn off, then the trusted ones of the folder `local`; those are only listed without `run_local`, or if the variable
    DOCGEN_NO_LOCAL_PLUGINS says so. One that is being written runs only with `run_developed`. `taken` are names that no
    generator may have. Raises UsageError for a built-in package that does not exist."""
    choice = choice or PluginChoice()
    plugins = load_packages(choice.use, taken)
    for entry in _entry_points():
        if entry.name in choice.off:
            plugins.found.append(Plugin(entry.name, _source_of(entry), State.OFF))
        else:
            plugins.load(entry.name, _source_of(entry), entry.load)
    run_local = run_local and os.environ.get(NO_LOCAL_VARIABLE, "0") in ("", "0")
    failed: list[OSError] = []
    for path in local_plugins(local, failed):
        load_local(plugins, path, run=run_local, run_developed=run_developed)
    for error in failed:
        folder = Path(str(local))
        plugins.fail(folder.name, Source(Kind.FILE, str(folder), path=folder), unlistable(error, FileLine(str(folder))))
    return plugins


def load_packages(names: Iterable[str], taken: Collection[str] = ()) -> Plugins:
    """Load the built-in packages of these names. Raises UsageError for one that does not exist."""
    plugins = Plugins(taken)
    ours = Source(Kind.BUILT_IN, "docgen", sys.modules["docgen"].__version__)
    for name in dict.fromkeys(names):
        plugins.load(name, ours, partial(importlib.import_module, find_package(name).module))
    return plugins


def load_local(plugins: Plugins, path: Path, *, run: bool = True, run_developed: bool = False) -> None:
    """Load the plugin at `path`, if it is trusted as it is, or with `run_developed` if somebody is writing it; without
    `run` only take note of it."""
    from docgen.plugin.trust import contents, trusted_contents, trusted_hashes

    files: dict[str, bytes] | None = None
    error: DocgenError | None = None
    try:
        files = trusted_contents(path)
        until = _developed_until(path) if files is None and run and run_developed else None
        if until is not None:
            load_files(plugins, path, contents(path), Trust.DEVELOPED)
            _say_developed(plugins, path, until)
            return
    except DocgenError as raised:
        error = raised
    trust = Trust.TRUSTED if files else Trust.CHANGED if trusted_hashes(path) else Trust.NONE
    if error is None and (files is None or not run):
        state = State.UNTRUSTED if run else State.SKIPPED
        problem = not_run(path.stem, path, trust) if run else None
        plugins.found.append(
            Plugin(path.stem, Source(Kind.FILE, str(path), path=path, trust=trust), state, problem=problem)
        )
        return
    load_files(plugins, path, files or {}, trust, error)


def _developed_until(path: Path) -> datetime | None:
    from docgen.plugin.development import developed_until  # needed by those who write plugins

    return developed_until(path)


def _say_developed(plugins: Plugins, path: Path, until: datetime) -> None:
    """Warn of a plugin that runs as it is, unless something worse is said of it."""
    from docgen.plugin.development import say_developed

    plugin = plugins.found[-1]
    if plugin.problem is None:
        plugins.found[-1] = replace(plugin, problem=say_developed(plugin.name, path, until))


def load_files(
    plugins: Plugins, path: Path, files: dict[str, bytes], trust: Trust, error: DocgenError | None = None
) -> None:
    """Load the plugin at `path` of its `files`, see docgen.plugin.trust.contents; with `error` just say it."""
    main = files.get(path.name) or files.get(f"{path.name}/__init__.py", b"")
    source = Source(Kind.FILE, str(path), path=path, api=stated_api(main), trust=trust)

    def find() -> object:
        from docgen.plugin.sources import PREFIX, import_source

        if error:
            raise error
        if source.api == 1:
            _refuse_version_1(str(path), main)
        if "." in path.stem:
            raise DocgenError(_DOT.format(name=path.stem))
        return import_source(f"{PREFIX}{path.stem}", path, files)

    plugins.load(path.stem, source, find)


def _refuse_version_1(file: str, source: bytes) -> None:
    from docgen.plugin.renewal import refuse_version_1  # only few plugins are that old

    refuse_version_1(file, source)


def _entry_points() -> Iterator[Any]:
    """The plugins of installed packages. importlib.metadata is slow to load: it is left alone while there are none."""
    if not entry_point_files():
        return
    from importlib.metadata import entry_points

    yield from sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.name)


def _source_of(entry: Any) -> Source:
    """Where the plugin of an entry point comes from. Its own code is not run for it."""
    from importlib.util import find_spec

    api: object = None
    path: Path | None = None
    main: Path | None = None
    try:
        spec = find_spec(entry.module.partition(".")[0])
        own = find_spec(entry.module)
        path = Path(spec.origin).parent if spec and spec.origin and spec.submodule_search_locations else None
        path = path or (Path(spec.origin) if spec and spec.origin else None)
        main = Path(own.origin) if own and own.origin else None
        api = stated_api(read_file(main)) if main else None
    except KeyboardInterrupt:
        raise
    except BaseException:  # loading it says what is wrong
        pass
    name, version = (entry.dist.name, entry.dist.version) if entry.dist else ("", "")
    return Source(Kind.PACKAGE, name, version, path, api, main=main)


_DOT = Text("the name of a plugin has no dot in it: {name}", "插件名称里不能有点号：{name}")
