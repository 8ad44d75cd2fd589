"""Finds and loads plugins, one by one: one that fails is off, and everything else works."""

from __future__ import annotations

import importlib
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pluggy

from docgen.plugin.spec import PROJECT, Hooks, Registry
from docgen.problems import DocgenError, FileLine, Problem, Severity
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.plugin.generator import Generator

ENTRY_POINTS = "docgen.plugins"
BUILT_IN = (
    "docgen.records",
    "docgen_plugins.bulletin",
    "docgen_plugins.notice",
    "docgen_plugins.letter",
    "docgen_plugins.circular",
    "docgen_plugins.weekly",
    "docgen_plugins.admonition",
    "docgen_plugins.review",
)
"""The built-in plugins, by name so that nothing below imports them."""


class State(StrEnum):
    """How a plugin is."""

    ON = "on"
    FAILED = "failed"
    UNTRUSTED = "untrusted"


@dataclass(frozen=True)
class Plugin:
    """A plugin that was found: where it comes from, how it is, what it brings, and what is wrong with it: all that is
    known, and what is said of it first."""

    name: str
    origin: str
    state: State
    hooks: tuple[str, ...] = ()
    brings: dict[str, list[str]] = field(default_factory=dict)
    problem: Problem | None = None
    problems: tuple[Problem, ...] = ()


class Plugins:
    """All plugins of this run, and what they brought together."""

    def __init__(self) -> None:
        self.manager = pluggy.PluginManager(PROJECT)
        self.manager.add_hookspecs(Hooks)
        self.registry = Registry()
        self.found: list[Plugin] = []

    def load(self, name: str, origin: str, find: Callable[[], object], path: Path | None = None) -> None:
        """Load one plugin: import, register, check its hooks, let it fill a draft, take the draft in.

        `find` gives the plugin, a module or whatever has hooks; `path` is where its own code lies, if that is known
        before it is imported.
        """
        module: object = None
        try:
            module = find()
            self.manager.register(module, name)
            self.manager.check_pending()
            draft = Registry(owner=name)
            self._only(name, "setup")(docgen=draft)
            self.registry.merge(draft)
        except (Exception, SystemExit) as error:  # a plugin may raise anything; it must not stop the others
            if module is not None and self.manager.is_registered(module):
                self.manager.unregister(module)
            own = path or Path(getattr(module, "__file__", None) or name)
            first = _failure(name, own, error)
            every = tuple(error.as_problems("plugin")) if isinstance(error, DocgenError) else (first,)
            self.found.append(Plugin(name, origin, State.FAILED, problem=first, problems=every))
            return
        hooks = tuple(caller.name for caller in self.manager.get_hookcallers(module) or ())
        brings = {kind: list(shelf) for kind, shelf in draft.shelves().items() if shelf}
        self.found.append(Plugin(name, origin, State.ON, hooks, brings))

    def prepare_context(self, generator: Generator, row: Any, context: dict[str, Any]) -> None:
        """Let plugins change what one document prints. A letter costs nothing where none does."""
        hook = self.manager.hook.prepare_context
        if hook.get_hookimpls():
            hook(generator=generator, row=row, context=context)

    def published(self, report: Any) -> list[Problem]:
        """Tell plugins of a run. What they raise is returned, since it cannot undo the run."""
        problems = []
        for plugin in self.manager.get_plugins():
            name = self.manager.get_name(plugin) or ""
            try:
                self._only(name, "published")(report=report)
            except Exception as error:
                problems.append(_afterwards(name, Path(getattr(plugin, "__file__", name)), error))
        return problems

    def _only(self, name: str, hook: str) -> Any:
        others = [p for p in self.manager.get_plugins() if self.manager.get_name(p) != name]
        return self.manager.subset_hook_caller(hook, remove_plugins=others)


def load_plugins(local: Path | None = None) -> Plugins:
    """Built-in plugins, those of installed packages, then the trusted ones of the folder `local`."""
    plugins = Plugins()
    for name in BUILT_IN:
        plugins.load(name, "docgen", lambda name=name: importlib.import_module(name))  # type: ignore[misc]
    for entry in _entry_points():
        plugins.load(entry.name, entry.dist.name if entry.dist else "", entry.load)
    for path in _local(local):
        _load_local(plugins, path)
    return plugins


def _load_local(plugins: Plugins, path: Path) -> None:
    from docgen.plugin.trust import is_trusted

    if is_trusted(path):
        plugins.load(path.stem, str(path), lambda: _import_file(path), path)
    else:
        plugins.found.append(Plugin(path.stem, str(path), State.UNTRUSTED, problem=_untrusted(path)))


def _entry_points() -> Iterator[Any]:
    """The plugins of installed packages. Loading importlib.metadata is a tenth of `docgen --help`, so it is left
    alone while no package on the path even names the group."""
    infos = (info for folder in sys.path for info in Path(folder).glob("*-info/entry_points.txt"))
    if not any(ENTRY_POINTS in info.read_text(encoding="utf-8", errors="replace") for info in infos):
        return
    from importlib.metadata import entry_points

    yield from sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.name)


def _local(folder: Path | None) -> list[Path]:
    if folder is None or not folder.is_dir():
        return []
    packages = [path for path in folder.iterdir() if (path / "__init__.py").is_file()]
    return sorted([*folder.glob("*.py"), *packages])


def find_local(folder: Path, name: str) -> Path | None:
    """The plugin called `name` in the folder, or None."""
    return next((path for path in _local(folder) if path.stem == name), None)


def _import_file(path: Path) -> ModuleType:
    from docgen.plugin.sources import import_source

    return import_source(f"docgen_local_{path.stem}", path)


def _failure(name: str, own: Path, error: BaseException) -> Problem:
    why = error.text if isinstance(error, DocgenError) else Text(*[str(error) or type(error).__name__] * 2)
    return Problem(
        code="plugin",
        severity=Severity.ERROR,
        text=Text("the plugin {name} is off: {why}", "插件 {name} 未启用：{why}").format(name=name, why=why),
        where=error.where if isinstance(error, DocgenError) and error.where else _own_line(own, error),
        hint=Text("Everything else works. Mend it or take it away.", "其余功能不受影响。请修好或移走它。"),
    )


def _afterwards(name: str, own: Path, error: Exception) -> Problem:
    return Problem(
        code="published",
        severity=Severity.WARNING,
        text=Text("the plugin {name} failed after the run: {why}", "插件 {name} 在生成之后出错：{why}").format(
            name=name, why=error
        ),
        where=_own_line(own, error),
        hint=Text("The documents are made all the same.", "文件已照常生成。"),
    )


def _own_line(own: Path, error: BaseException) -> FileLine:
    """The last line of the plugin's own code that the error went through; else the plugin."""
    if isinstance(error, SyntaxError) and error.filename:
        return FileLine(error.filename, error.lineno)
    home = own.parent if own.name == "__init__.py" else own
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame for frame in frames if Path(frame.filename).is_relative_to(home)]
    return FileLine(lines[-1].filename, lines[-1].lineno) if lines else FileLine(str(own))


def _untrusted(path: Path) -> Problem:
    return Problem(
        code="untrusted",
        severity=Severity.WARNING,
        text=Text("the plugin {name} has not been run: it is not trusted", "插件 {name} 未运行：尚未信任").format(
            name=path.stem
        ),
        where=FileLine(str(path)),
        hint=Text(
            "If you know where it comes from: docgen plugins trust {name}",
            "若来源可靠，请运行：docgen plugins trust {name}",
        ).format(name=path.stem),
    )
