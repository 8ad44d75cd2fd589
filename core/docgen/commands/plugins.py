"""`docgen plugins`: what is loaded, from where, and what is wrong with the rest."""

from __future__ import annotations

from typing import Any

import click

from docgen.commands.base import App, Group, json_option
from docgen.commands.output import echo_json, echo_problem, echo_table
from docgen.commands.plugins_check import check
from docgen.commands.plugins_new import new
from docgen.commands.plugins_trust import dev, distrust, trust
from docgen.commands.summaries import SUMMARIES
from docgen.plugin.found import Kind, Plugin, State
from docgen.text import Text

_STATES = {
    State.ON: Text("on", "已启用"),
    State.FAILED: Text("off: it failed", "出错，未启用"),
    State.UNTRUSTED: Text("off: not trusted", "未信任，未启用"),
    State.SKIPPED: Text("off: --no-local-plugins", "已按要求不运行"),
    State.OFF: Text("off: docgen.toml", "已在 docgen.toml 停用"),
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


for each in (new, check, dev, trust, distrust):
    plugins.add_command(each)


def _list(app: App, as_json: bool) -> None:
    found = app.plugins.found
    if as_json:
        echo_json([_as_dict(plugin) for plugin in found])
        return
    headers = (Text("plugin", "插件"), Text("from", "来源"), Text("state", "状态"), Text("brings", "提供"))
    echo_table(headers, [(p.name, _origin(p), _STATES[p.state], _brings(p)) for p in found])
    for plugin in found:
        if plugin.problem:
            echo_problem(plugin.problem)


def _origin(plugin: Plugin) -> str:
    return f"{plugin.origin} {plugin.source.version}".strip()


def _brings(plugin: Plugin) -> str:
    parts = (_KINDS[kind].format(n=len(names)) for kind, names in plugin.brings.items())
    return str(Text("; ", "；")).join(map(str, parts))


_KINDS = {
    "generators": Text("generators: {n}", "生成命令{n}"),
    "records": Text("tables: {n}", "表{n}"),
    "columns": Text("columns: {n}", "列{n}"),
    "aliases": Text("headers: {n}", "表头{n}"),
    "figures": Text("figures: {n}", "数字{n}"),
    "checks": Text("checks: {n}", "检查{n}"),
    "filters": Text("filters: {n}", "过滤器{n}"),
    "providers": Text("declarations: {n}", "声明{n}"),
    "template_folders": Text("template folders: {n}", "模板文件夹{n}"),
}
"""What a plugin brings, by the shelves of the registry."""


def _as_dict(plugin: Plugin) -> dict[str, Any]:
    source = plugin.source
    return {
        "name": plugin.name,
        "kind": source.kind.value,
        "origin": source.origin,
        "version": source.version or None,
        "file": str(plugin.home) if plugin.home else None,
        "state": plugin.state.value,
        "trust": source.trust.value,
        "sha256": _sha256(plugin),
        "api": plugin.api if plugin.state is State.ON else _stated(source.api),
        "hooks": list(plugin.hooks),
        "brings": plugin.brings,
        "problem": plugin.problem.as_dict() if plugin.problem else None,
    }


def _stated(api: object) -> int | None:
    return api if isinstance(api, int) else None


def _sha256(plugin: Plugin) -> str | None:
    """What DOCGEN_TRUST wants; of a file of the workspace only."""
    from docgen.plugin.trust import content_hash
    from docgen.problems import DocgenError

    if plugin.source.kind is not Kind.FILE or plugin.source.path is None:
        return None
    try:
        return content_hash(plugin.source.path)
    except DocgenError:
        return None
