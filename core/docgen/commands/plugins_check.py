"""`docgen plugins check`: whether a plugin keeps the contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from docgen.commands.base import App, command, json_option, pass_app
from docgen.commands.output import echo_findings
from docgen.commands.plugins_tried import desk_of, of_documents, of_hooks, of_rules
from docgen.plugin.contract import code_of, of_source, of_what_it_brings
from docgen.plugin.found import Kind, Plugin, State
from docgen.plugin.generator import Generator
from docgen.plugin.manager import NO_LOCAL_VARIABLE
from docgen.problems import DocgenError, FileLine, Problem, Severity, TemplateSpot, UsageError, did_you_mean
from docgen.text import Text


@command(
    "check",
    Text(
        "Say whether plugins keep the contract, and where they do not. Without NAME those of this workspace and of "
        "packages.\n\n"
        "Looks at names, texts in both languages, access, templates, imports, clocks and the order of sets, runs "
        "checks and figures, and makes documents of the workspace (outside of one, of the example) twice, without "
        "writing them; of docgen's own too where a plugin adds to them. Runs their code, so a plugin of the workspace "
        "must be trusted: one that is not is an error.",
        "检查插件是否遵守约定，并指出位置。不写 NAME 则检查本工作文件夹和已安装的插件。\n\n"
        "检查名称、中英文、公开范围、模板、导入、时钟和集合的顺序，试运行检查和数字，并用工作文件夹（没有则用示例）的"
        "数据试做两遍，不写文件；插件若补充自带文件的内容，也试做这些文件。检查时会运行插件，所以要先信任，未信任的算错误。",
    ),
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@json_option
@pass_app
def check(app: App, names: tuple[str, ...], as_json: bool) -> None:
    """Print what is found of each plugin; exit 1 when there are errors."""
    app = desk_of(app)
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
            found += _at_once(of_template, () if _is_absent(of_template) else of_documents(app, plugin, generator))
        found += [*of_rules(app, plugin), *of_hooks(app, plugin)]
    told: dict[object, Problem] = {}
    for problem in found:
        told.setdefault((problem.where, problem.text), problem)
    return list(told.values())


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


_FINE = Text("{name}: keeps the contract.", "{name}：符合约定。")
_UNTRUSTED = Text("not checked: {why}", "没有检查：{why}")
_OFF = Text("not checked: the plugin {name} was not to be run", "没有检查：已要求不运行插件 {name}")
_LET_RUN = Text(
    "Leave out --no-local-plugins, and unset {variable}.", "请去掉 --no-local-plugins，并取消 {variable}。"
).format(variable=NO_LOCAL_VARIABLE)
_NO_PLUGIN = Text("there is no plugin {name}", "没有插件 {name}")
_NO_API = Text("it does not say which version of the contract it needs", "没有写明需要哪一版约定")
_SAY_API = Text("Write docgen_api = 2 at the top.", "请在开头写 docgen_api = 2。")
