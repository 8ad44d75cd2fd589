"""`docgen forms`: the forms without code of a workspace, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from docgen.commands.base import App, Group, json_option, pass_app
from docgen.commands.forms_new import new
from docgen.commands.output import echo, echo_json, echo_problem, echo_table
from docgen.commands.summaries import SUMMARIES
from docgen.commands.template_check import problems_of
from docgen.forms.declared.load import TEMPLATES, form_folders
from docgen.forms.declared.people import full_names
from docgen.plugin.found import Plugin, State
from docgen.plugin.templates import Templates
from docgen.problems import Problem, Severity, UsageError, did_you_mean
from docgen.schema import ACCESS_NAMES
from docgen.text import Text


@click.group("forms", cls=Group, invoke_without_command=True, help=SUMMARIES["forms"])
@json_option
@click.pass_context
def forms(ctx: click.Context, as_json: bool) -> None:
    """List the forms."""
    if ctx.invoked_subcommand is None:
        _list(ctx.ensure_object(App), as_json)


forms.add_command(new)


def _list(app: App, as_json: bool) -> None:
    found = _forms(app)
    if as_json:
        echo_json([_as_dict(app, plugin) for plugin in found])
        return
    if not found:
        echo(_NONE.format(folder=app.workspace.forms))
        return
    titles = (
        Text("form", "表单"),
        Text("command", "命令"),
        Text("openness", "公开范围"),
        Text("a document for", "每份对应"),
    )
    echo_table(titles, [_row(app, plugin) for plugin in found])
    for plugin in found:
        if plugin.problem:
            echo_problem(plugin.problem)


def _forms(app: App) -> list[Plugin]:
    """The forms of the workspace, those that are off too."""
    folders = {str(folder) for folder in form_folders(app.workspace.forms)}
    return [plugin for plugin in app.plugins.found if plugin.origin in folders and plugin.name != TEMPLATES]


def _generator(app: App, plugin: Plugin) -> Any:
    """What a form makes; None of one that is off."""
    names = plugin.brings.get("generators", ())
    return app.plugins.registry.generators[names[0]].item if names else None


def _row(app: App, plugin: Plugin) -> tuple[object, ...]:
    made = _generator(app, plugin)
    if made is None:
        return plugin.name, "—", "—", Text("off: see below", "未启用，见下")
    each = made.each.__table__.name if made.each else Text("all data", "全部数据")
    names = "、".join(filter(None, (made.name, made.alias)))
    return plugin.name, f"docgen {names}", ACCESS_NAMES[made.access], each


def _as_dict(app: App, plugin: Plugin) -> dict[str, Any]:
    made = _generator(app, plugin)
    return {
        "form": plugin.name,
        "folder": plugin.origin,
        "state": plugin.state.value,
        "name": made.name if made else None,
        "alias": (made.alias or None) if made else None,
        "access": made.access.name.lower() if made else None,
        "each": made.each.__table__.name if made and made.each else None,
        "problem": plugin.problem.as_dict() if plugin.problem else None,
    }


@forms.command(
    "check",
    help=Text(
        "Say everything that is wrong with forms: form.toml, and the template with it. Without NAME all forms.",
        "检查表单，一次指出全部问题：form.toml 和其中的模板。不写 NAME 则检查全部。",
    ),
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@json_option
@pass_app
def check(app: App, names: tuple[str, ...], as_json: bool) -> None:
    """Print what is wrong with each form; exit 1 when there are errors."""
    found = [(plugin, _problems(app, plugin)) for plugin in _asked(app, names)]
    if as_json:
        echo_json([{"form": each.name, "problems": [one.as_dict() for one in wrong]} for each, wrong in found])
    for plugin, problems in found if not as_json else ():
        for problem in problems:
            echo_problem(problem)
        if not problems:
            echo(_FINE.format(name=plugin.name))
    if any(problem.severity is Severity.ERROR for _, problems in found for problem in problems):
        raise SystemExit(1)


def _asked(app: App, names: tuple[str, ...]) -> list[Plugin]:
    found = {plugin.name: plugin for plugin in _forms(app)}
    if not found:
        raise UsageError(_NONE.format(folder=app.workspace.forms))
    for name in names:
        if name not in found:
            raise UsageError(_NO_FORM.format(name=name), hint=did_you_mean(name, found))
    return [found[name] for name in names or found]


def _problems(app: App, plugin: Plugin) -> list[Problem]:
    """All that is wrong with a form: as declared, or in its template."""
    if plugin.state is not State.ON:
        return list(plugin.problems)
    made = _generator(app, plugin)
    templates = Templates(app.plugins.registry, app.workspace.templates)
    found = problems_of(app, templates, templates.at(Path(made.declaration.template)))
    if any(problem.severity is Severity.ERROR for problem in found):
        return found
    return [*found, *full_names(made.declaration, app.plugins.registry.tables(), made.asked_names())]


_NONE = Text("There is no form in {folder}.", "{folder} 里没有表单。")
_NO_FORM = Text("there is no form {name}", "没有“{name}”这个表单")
_FINE = Text("{name}: nothing is wrong.", "{name}：没有发现问题。")
