"""`docgen plugins check`: whether a plugin keeps the contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from docgen.commands.base import App, command, json_option, pass_app
from docgen.commands.output import echo_findings
from docgen.commands.trial import BLANK, Trial, tried
from docgen.plugin.blame import failed_at_work
from docgen.plugin.changing import CLOCKS
from docgen.plugin.contract import code_of, of_source, of_what_it_brings
from docgen.plugin.found import Kind, Plugin, State
from docgen.plugin.generator import REQUIRED, Generator
from docgen.plugin.manager import NO_LOCAL_VARIABLE
from docgen.problems import DocgenError, FileLine, Problem, Severity, TemplateSpot, UsageError, did_you_mean
from docgen.text import Text


@command(
    "check",
    Text(
        "Say whether plugins keep the contract, and where they do not. Without NAME those of this workspace and of "
        "packages.\n\n"
        "Looks at names, texts in both languages, access, templates, imports and clocks, and makes documents of the "
        "workspace (outside of one, of the example) twice, without writing them. Runs their code, so a plugin of the "
        "workspace must be trusted.",
        "检查插件是否遵守约定，并指出位置。不写 NAME 则检查本工作文件夹和已安装的插件。\n\n"
        "检查名称、中英文、公开范围、模板、导入和时钟，并用工作文件夹（没有则用示例）的数据试做两遍，不写文件。"
        "检查时会运行插件，所以要先信任。",
    ),
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@json_option
@pass_app
def check(app: App, names: tuple[str, ...], as_json: bool) -> None:
    """Print what is found of each plugin; exit 1 when there are errors."""
    found = [(plugin.name, findings(app, plugin)) for plugin in _asked(app, names)]
    echo_findings("plugin", found, _FINE, as_json=as_json)


def _asked(app: App, names: tuple[str, ...]) -> list[Plugin]:
    plugins = {plugin.name: plugin for plugin in app.plugins.found if plugin.source.kind is not Kind.FORM}
    for name in names:
        if name not in plugins:
            raise UsageError(_NO_PLUGIN.format(name=name), hint=did_you_mean(name, plugins))
    mine = [name for name, plugin in plugins.items() if plugin.source.kind is not Kind.BUILT_IN]
    return [plugins[name] for name in names or mine]


def findings(app: App, plugin: Plugin) -> list[Problem]:
    """All that is wrong with a plugin."""
    found = list(plugin.problems) or ([plugin.problem] if plugin.problem else [])
    if plugin.state in (State.UNTRUSTED, State.SKIPPED):
        return [_not_checked(plugin)]
    for code in code_of(app.plugins, plugin):
        found += of_source(code, plugin)
    if plugin.state is State.ON:
        found += of_what_it_brings(app.plugins, plugin)
        found += _stated(plugin)
        for generator in _generators(app, plugin):
            of_template = list(_of_template(app, generator))
            found += _at_once(of_template, () if _is_absent(of_template) else _of_documents(app, plugin, generator))
    return list(dict.fromkeys(found))


def _not_checked(plugin: Plugin) -> Problem:
    """What is said of a plugin that may not run: it keeps nothing yet."""
    place = FileLine(plugin.origin)
    if plugin.state is State.SKIPPED:
        return Problem("not-checked", Severity.ERROR, _OFF.format(name=plugin.name), place, _LET_RUN)
    told = plugin.problem
    text = _UNTRUSTED.format(why=told.text) if told else _OFF.format(name=plugin.name)
    return Problem("not-checked", Severity.ERROR, text, place, told.hint if told else None)


def _is_absent(of_template: Iterable[Problem]) -> bool:
    return any(problem.code == "template" for problem in of_template)


def _at_once(of_template: Iterable[Problem], of_documents: Iterable[Problem]) -> list[Problem]:
    """Both; of a place that both speak of what is worse, and that once."""
    made = list(of_documents)
    fails = {each.where for each in made if each.severity is Severity.ERROR and isinstance(each.where, TemplateSpot)}
    kept = [each for each in of_template if each.severity is Severity.ERROR or each.where not in fails]
    told = {each.where for each in kept if isinstance(each.where, TemplateSpot)}
    return [*kept, *(each for each in made if each.where not in told)]


def _generators(app: App, plugin: Plugin) -> list[type[Generator]]:
    owned = app.plugins.registry.generators.values()
    return list(dict.fromkeys(each.item for each in owned if each.owner == plugin.name))


def _stated(plugin: Plugin) -> Iterator[Problem]:
    if plugin.api is None and plugin.source.kind is not Kind.BUILT_IN:
        yield Problem("api", Severity.NOTE, _NO_API, FileLine(str(plugin.home)), _SAY_API)


def _of_template(app: App, generator: type[Generator]) -> Iterator[Problem]:
    from docgen.commands.template_check import problems_of
    from docgen.plugin.templates import Templates

    templates = Templates(app.plugins.registry, app.home.templates if app.home else None)
    try:
        template = templates.in_force(generator.template)
    except DocgenError as error:
        yield Problem("template", Severity.ERROR, error.text, hint=error.hint)
        return
    yield from problems_of(app, templates, template)


def _of_documents(app: App, plugin: Plugin, generator: type[Generator]) -> Iterator[Problem]:
    """Whether the data of the workspace, or of the example where there is none, give documents: the same twice, and on
    another day."""
    if plugin.source.kind is Kind.BUILT_IN:
        return
    desk = app if app.home else _example(app)
    values = _values(desk, generator)
    if values is None:
        yield Problem("not-tried", Severity.NOTE, _NOT_TRIED.format(name=generator.name))
        return
    home = FileLine(str(plugin.home))
    try:
        first = _tried(desk, generator, values)
        with _stopped_clock(_modules(app, plugin)):
            again = _tried(desk, generator, values, render=False)
    except DocgenError as error:
        for each in error.as_problems("documents"):
            yield _of_run(each, home)
        return
    except Exception as error:
        yield from failed_at_work(plugin.name, plugin.home or desk.root, error).as_problems("documents")
        return
    yield from _told(first, home)
    if first.prints != again.prints:
        yield Problem("differs", Severity.ERROR, _DIFFERS.format(name=generator.name), home, _SAME)


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


def _example(app: App) -> App:
    """The example workspace, with the plugins that there are."""
    from importlib.resources import files

    found = App(Path(str(files("docgen.examples"))) / "dujiangyan")
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
    import sys

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


_FINE = Text("{name}: keeps the contract.", "{name}：符合约定。")
_UNTRUSTED = Text("not checked: {why}", "没有检查：{why}")
_OFF = Text("not checked: the plugin {name} was not to be run", "没有检查：已要求不运行插件 {name}")
_LET_RUN = Text(
    "Leave out --no-local-plugins, and unset {variable}.", "请去掉 --no-local-plugins，并取消 {variable}。"
).format(variable=NO_LOCAL_VARIABLE)
_NO_PLUGIN = Text("there is no plugin {name}", "没有插件 {name}")
_NO_API = Text("it does not say which version of the contract it needs", "没有写明需要哪一版约定")
_SAY_API = Text("Write docgen_api = 1 at the top.", "请在开头写 docgen_api = 1。")
_NOT_TRIED = Text(
    "{name} was not tried on the data: it asks for something that nobody can guess",
    "没有用数据试算 {name}：它需要的参数无法猜测",
)
_DIFFERS = Text(
    "{name} prints another thing on another day, or each time, with the same data",
    "{name} 用同样的数据，每次或改日生成的内容不同",
)
_SAME = Text("See date.today, sets and random.", "请检查 date.today、集合的顺序和随机数。")
