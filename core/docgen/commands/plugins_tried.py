"""What comes of a plugin when its code runs on data, without writing a document: its documents, its figures and checks,
and what it adds to the documents of others."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from docgen.commands.base import App
from docgen.commands.trial import BLANK, Trial, tried
from docgen.data import Dataset, run_checks
from docgen.plugin.blame import failed_at_work
from docgen.plugin.changing import CLOCKS
from docgen.plugin.found import Kind, Plugin
from docgen.plugin.generator import REQUIRED, Generator
from docgen.plugin.package import built_in_packages
from docgen.problems import DocgenError, FileLine, Problem, Severity, TemplateSpot
from docgen.text import Text


def desk_of(app: App) -> App:
    """The workspace; where there is none the example, with the installed plugins and the package that it uses."""
    return app if app.home else App(_example_folder())


def of_documents(desk: App, plugin: Plugin, generator: type[Generator]) -> Iterator[Problem]:
    """Whether the data give documents: the same twice, and on another day."""
    if plugin.source.kind is Kind.BUILT_IN:
        return
    values = _values(desk, generator)
    if values is None:
        yield Problem("not-tried", Severity.NOTE, _NOT_TRIED.format(name=generator.name))
        return
    home = FileLine(str(plugin.home))
    try:
        with _patience(Text(generator.name, generator.alias or generator.name)):
            first = _tried(desk, generator, values)
            with _stopped_clock(_modules(desk, plugin)):
                again = _tried(desk, generator, values, render=False)
    except DocgenError as error:
        for each in error.as_problems("documents"):
            yield _of_run(each, home)
        return
    except Exception as error:
        yield from failed_at_work(plugin.name, plugin.home or desk.root, error).as_problems("documents")
        return
    yield from _told(first, home)
    if not first.prints and not first.unplanned:
        yield Problem("not-tried", Severity.WARNING, _NO_ROWS.format(name=generator.name), home, _FILL_IN)
    if first.prints != again.prints:
        yield Problem("differs", Severity.ERROR, _DIFFERS.format(name=generator.name), home, _SAME)


_NO_ROWS = Text(
    "no document of {name} could be tried: the data give it no row", "没有可试做的“{name}”：数据里没有它要用的行"
)
_FILL_IN = Text("Fill in a row of its table, then check again.", "请在它的表里填一行再检查。")


def _of_run(problem: Problem, home: FileLine) -> Problem:
    """What keeps all documents from being made: a mistake of the plugin, or of the data, which may be another's."""
    if problem.code == "same-name":
        return replace(problem, where=home)
    if isinstance(problem.where, FileLine | TemplateSpot):
        return problem
    return replace(problem, code="not-tried", severity=Severity.NOTE)


def _told(trial: Trial, home: FileLine) -> Iterator[Problem]:
    """What failed: each line of code that does, and what keeps documents from being made."""
    in_code = [each for each in trial.unplanned if isinstance(each.where, FileLine)]
    yield from {(each.where, each.text): replace(each, record="") for each in in_code}.values()
    others = replace(trial, unplanned=[each for each in trial.unplanned if each not in in_code])
    for each in others.told(home):
        yield replace(each, severity=Severity.NOTE) if each.code == BLANK else each


def of_rules(desk: App, plugin: Plugin) -> Iterator[Problem]:
    """What its checks and figures raise, or give that is none."""
    if plugin.source.kind is Kind.BUILT_IN:
        return
    registry = desk.plugins.registry
    checks = [owned.item for owned in registry.checks.values() if owned.owner == plugin.name]
    figures = [name for name, owned in registry.figures.items() if owned.owner == plugin.name]
    if not checks and not figures:
        return
    try:
        data = desk.any_data.aside()
        with _patience(_RULES.format(name=plugin.name)):
            yield from (each for each in run_checks(data, checks) if _is_own(plugin, each))
            for name in figures:
                yield from _of_figure(plugin, data, name)
    except DocgenError as error:  # there are no data
        yield from (_of_run(each, FileLine(str(plugin.home))) for each in error.as_problems("documents"))


def _of_figure(plugin: Plugin, data: Dataset, name: str) -> Iterator[Problem]:
    home = FileLine(str(plugin.home))
    try:
        str(data.figures[name])
    except DocgenError as error:
        yield from (_of_run(each, home) for each in error.as_problems("figure"))
    except Exception as error:
        yield from failed_at_work(plugin.name, Path(home.file), error).as_problems("figure")


def of_hooks(app: App, plugin: Plugin) -> Iterator[Problem]:
    """What goes wrong when it adds to the documents of docgen, of the example. What it does after a run is not tried,
    since it may tell people."""
    if plugin.source.kind is Kind.BUILT_IN:
        return
    if "published" in plugin.hooks:
        yield Problem("not-tried", Severity.NOTE, _NOT_TOLD, FileLine(str(plugin.home)))
    if "prepare_context" not in plugin.hooks:
        return
    example = _example(app)
    registry = app.plugins.registry
    owned = [each for each in registry.generators.values() if each.owner in registry.packages]
    for generator in dict.fromkeys(each.item for each in owned):
        with _patience(Text(generator.name, generator.alias)):
            yield from _of_hook(example, plugin, generator)


def _of_hook(example: App, plugin: Plugin, generator: type[Generator]) -> Iterator[Problem]:
    home = FileLine(str(plugin.home))
    values = {**(_values(example, generator) or {}), **_sample_values(generator)}
    try:
        trial = tried(example, generator(**values), rows=1, together=bool(generator.packs), render=False)
        found = [replace(each, where=each.where or home, record="") for each in trial.unplanned]
    except DocgenError as error:
        found = list(error.as_problems("documents"))
    except Exception as error:
        found = list(failed_at_work(plugin.name, Path(home.file), error).as_problems("documents"))
    yield from (each for each in found if _is_own(plugin, each))


def _sample_values(generator: type[Generator]) -> Mapping[str, Any]:
    """Values for parameters of a built-in document that the example alone cannot give."""
    samples = (package.samples.get(generator.name, {}) for package in built_in_packages().values())
    return next((each for each in samples if each), {})


def _is_own(plugin: Plugin, problem: Problem) -> bool:
    """Whether it lies in the code of the plugin."""
    where, home = problem.where, plugin.home
    return isinstance(where, FileLine) and home is not None and Path(where.file).is_relative_to(home)


@contextmanager
def _patience(what: Text) -> Iterator[None]:
    """Say what is being tried when that takes long: it may never end."""
    said = str(_STILL.format(what=what))  # another thread does not know the language
    timer = threading.Timer(PATIENCE, lambda: click.echo(said, err=True))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


PATIENCE = 5.0
"""Seconds before it is said what is being tried."""


def _example_folder() -> Path:
    from importlib.resources import files

    return Path(str(files("docgen.examples"))) / "dujiangyan"


def _example(app: App) -> App:
    """The example workspace, with the plugins that there are."""
    found = App(_example_folder())
    vars(found)["plugins"] = app.plugins
    return found


def _values(app: App, generator: type[Generator]) -> dict[str, Any] | None:
    """Values for the parameters that must be given; None where nobody can guess them."""
    from docgen.period import Period, parse_period

    values: dict[str, Any] = {}
    for name, declared in generator.parameters().items():
        if declared.default is not REQUIRED:
            continue
        if declared.kind is Period:
            values[name] = parse_period("week-1..week-9", app.workspace.settings.weeks, app.issue_period)
        elif declared.kind is tuple:
            values[name] = ()
        else:
            return None
    return values


def _tried(app: App, generator: type[Generator], values: dict[str, Any], *, render: bool = True) -> Trial:
    """What comes of a sample of rows. Raises DocgenError with what stands in the way."""
    return tried(app, generator(**values), rows=_SAMPLE, together=bool(generator.packs), render=render)


_SAMPLE = 50


def _modules(app: App, plugin: Plugin) -> list[ModuleType]:
    module = app.plugins.manager.get_plugin(plugin.name)
    if not isinstance(module, ModuleType):
        return []
    own = module.__name__
    return [each for name, each in list(sys.modules.items()) if name == own or name.startswith(f"{own}.")]


@contextmanager
def _stopped_clock(modules: list[ModuleType]) -> Iterator[None]:
    """In these modules `date.today()` and `datetime.now()` say another day than it is."""
    patched = [(module, name, value) for module in modules for name, value in vars(module).items()]
    patched = [(module, name, value) for module, name, value in patched if value is date or value is datetime]
    for module, name, value in patched:
        setattr(module, name, _other_day(value))
    try:
        yield
    finally:
        for module, name, value in patched:
            setattr(module, name, value)


def _other_day(real: type[date]) -> type[date]:
    """The class with another today, of which each day is an instance all the same."""

    class Same(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, real)

    def another(_cls: type, *_: object) -> date:
        return real(1999, 1, 1)

    made: Any = Same(real.__name__, (real,), {name: classmethod(another) for name in CLOCKS})
    return made  # type: ignore[no-any-return]


_NOT_TRIED = Text(
    "{name} was not tried on the data: it asks for something that nobody can guess",
    "没有用数据试算 {name}：它需要的参数无法猜测",
)
_DIFFERS = Text(
    "{name} prints another thing on another day, or each time, with the same data",
    "{name} 用同样的数据，每次或改日生成的内容不同",
)
_SAME = Text("See date.today, sets and random.", "请检查 date.today、集合的顺序和随机数。")
_NOT_TOLD = Text(
    "its hook published was not tried: it may tell people of documents", "没有试运行钩子 published：它可能会通知别人"
)
_RULES = Text("the checks and figures of {name}", "{name} 的检查和数字")
_STILL = Text("still trying {what} … (Ctrl-C stops it)", "仍在试算{what}……（按 Ctrl-C 停止）")
