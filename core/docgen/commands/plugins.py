"""`docgen plugins`: what is loaded, from where, and what is wrong with the rest."""

from __future__ import annotations

from typing import Any

import click

from docgen.commands.base import App, Group, json_option, pass_app
from docgen.commands.output import echo, echo_json, echo_problem, echo_table
from docgen.commands.summaries import SUMMARIES
from docgen.plugin.manager import Plugin, State, find_local
from docgen.problems import UsageError, did_you_mean
from docgen.text import Text

_STATES = {
    State.ON: Text("on", "已启用"),
    State.FAILED: Text("off: it failed", "出错，未启用"),
    State.UNTRUSTED: Text("off: not trusted", "未信任，未启用"),
}


@click.group(
    "plugins",
    cls=Group,
    invoke_without_command=True,
    help=SUMMARIES["plugins"],
)
@json_option
@click.pass_context
def plugins(ctx: click.Context, as_json: bool) -> None:
    """List the plugins."""
    if ctx.invoked_subcommand is None:
        _list(ctx.ensure_object(App), as_json)


def _list(app: App, as_json: bool) -> None:
    found = app.plugins.found
    if as_json:
        echo_json([_as_dict(plugin) for plugin in found])
        return
    headers = (Text("plugin", "插件"), Text("from", "来源"), Text("state", "状态"), Text("brings", "提供"))
    echo_table(headers, [(p.name, p.origin, _STATES[p.state], _brings(p)) for p in found])
    for plugin in found:
        if plugin.problem:
            echo_problem(plugin.problem)


def _brings(plugin: Plugin) -> str:
    return "; ".join(f"{kind}: {len(names)}" for kind, names in plugin.brings.items())


def _as_dict(plugin: Plugin) -> dict[str, Any]:
    return {
        "name": plugin.name,
        "origin": plugin.origin,
        "state": plugin.state.value,
        "hooks": list(plugin.hooks),
        "brings": plugin.brings,
        "problem": plugin.problem.as_dict() if plugin.problem else None,
    }


@plugins.command(
    "trust",
    help=Text("Let a plugin of this workspace run from now on.", "信任本工作文件夹的一个插件，今后可以运行。"),
)
@click.argument("name")
@pass_app
def trust(app: App, name: str) -> None:
    """Remember the plugin's content as trusted."""
    from docgen.plugin.trust import trust as remember

    path = find_local(app.workspace.plugins, name)
    if path is None:
        known = [plugin.name for plugin in app.plugins.found]
        raise UsageError(
            Text("there is no plugin {name} in {folder}", "{folder} 里没有插件 {name}").format(
                name=name, folder=app.workspace.plugins
            ),
            hint=did_you_mean(name, known),
        )
    remember(path)
    echo(Text("{name} is trusted as it is now.", "已信任 {name}（以现在的内容为准）。").format(name=name))
