"""`docgen forms`: the forms without code of a workspace, and what is wrong with them."""

from __future__ import annotations

from typing import Any

import click

from docgen.app import NO_FORMS, forms_of, generator_of, in_place, overlaid
from docgen.commands.base import App, Group, json_option
from docgen.commands.forms_check import check
from docgen.commands.forms_new import new
from docgen.commands.output import echo, echo_json, echo_problem, echo_table
from docgen.commands.summaries import SUMMARIES
from docgen.plugin.found import Plugin
from docgen.schema import ACCESS_NAMES
from docgen.text import Text


@click.group("forms", cls=Group, invoke_without_command=True, help=SUMMARIES["forms"])
@json_option
@click.pass_context
def forms(ctx: click.Context, as_json: bool) -> None:
    """List the forms."""
    if ctx.invoked_subcommand is None:
        _list(ctx.ensure_object(App), as_json)


for _command in (new, check):
    forms.add_command(_command)


def _list(app: App, as_json: bool) -> None:
    found = forms_of(app)
    if as_json:
        echo_json([_as_dict(app, plugin) for plugin in found])
        return
    if not found:
        echo(NO_FORMS.format(folder=app.workspace.forms))
        return
    titles = (
        Text("form", "表单"),
        Text("command", "命令"),
        Text("openness", "公开范围"),
        Text("a document for", "每份对应"),
    )
    echo_table(titles, [_row(app, plugin) for plugin in found])
    for plugin in found:
        form = generator_of(app, plugin)
        for problem in overlaid(app, form) if form else ():
            echo_problem(problem)
        if plugin.problem:
            echo_problem(plugin.problem)


def _row(app: App, plugin: Plugin) -> tuple[object, ...]:
    made = generator_of(app, plugin)
    if made is None:
        return plugin.name, "—", "—", Text("off: see below", "未启用，见下")
    each = made.each.__table__.name if made.each else Text("all data", "全部数据")
    names = "、".join(filter(None, (made.name, made.alias)))
    return plugin.name, f"docgen {names}", ACCESS_NAMES[made.access], each


def _as_dict(app: App, plugin: Plugin) -> dict[str, Any]:
    made = generator_of(app, plugin)
    other = in_place(app, made) if made else None
    return {
        "form": plugin.name,
        "folder": plugin.origin,
        "state": plugin.state.value,
        "name": made.name if made else None,
        "alias": (made.alias or None) if made else None,
        "access": made.access.name.lower() if made else None,
        "each": made.each.__table__.name if made and made.each else None,
        "template": str(other.path if other else made.declaration.template) if made else None,
        "problem": plugin.problem.as_dict() if plugin.problem else None,
    }
