"""`docgen templates`: which there are, what feeds them, what is wrong with them; copies one, and compares it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from docgen.commands.base import App, Group, json_option, pass_app
from docgen.commands.output import echo, echo_json, echo_table
from docgen.commands.summaries import SUMMARIES
from docgen.commands.template_check import check
from docgen.commands.template_copies import diff, eject
from docgen.commands.template_names import names, templates_of
from docgen.commands.template_new import new
from docgen.plugin.templates import BUILT_IN, OWN, Template, Templates, changed_since_copied
from docgen.problems import UsageError, did_you_mean
from docgen.text import Text


@click.group(
    "templates",
    cls=Group,
    invoke_without_command=True,
    help=SUMMARIES["templates"],
)
@json_option
@click.pass_context
def templates(ctx: click.Context, as_json: bool) -> None:
    """List the templates."""
    if ctx.invoked_subcommand is None:
        _list(ctx.ensure_object(App), as_json)


for _command in (names, check, eject, diff, new):
    templates.add_command(_command)


# -- list --


@templates.command(
    "list", help=Text("List the templates: who uses each and where it comes from.", "列出模板：用于什么、来自哪里。")
)
@json_option
@pass_app
def list_templates(app: App, as_json: bool) -> None:
    """Print the templates in force."""
    _list(app, as_json)


def _list(app: App, as_json: bool) -> None:
    found = templates_of(app)
    missing = [each for each in _generators(found) if not found.named(each.template)]
    if as_json:
        lacking = [{"template": each.template, "path": None, "generators": [each.name]} for each in missing]
        echo_json([*(_as_dict(found, template) for template in found.all()), *lacking])
        return
    headers = (Text("template", "模板"), Text("from", "来自"), Text("used by", "用于"), Text("file", "文件"))
    echo_table(headers, [_row(found, template) for template in found.all()])
    for template in found.all():
        if note := _note(found, template):
            echo(Text("{name}: {note}", "{name}：{note}").format(name=template.name, note=note))
    for each in missing:
        text = Text("{name} needs the template {template}, which is nowhere", "{name} 所用的模板 {template} 不存在")
        echo(text.format(name=_called(each), template=each.template))


def _generators(found: Templates) -> list[Any]:
    return list({owned.item.name: owned.item for owned in found.registry.generators.values()}.values())


def _called(generator: Any) -> Text:
    return Text(generator.name, generator.alias or generator.name)


def _row(found: Templates, template: Template) -> tuple[object, ...]:
    used_by = "、".join(str(_called(each)) for each in found.generators(template))
    return template.name, template.origin, used_by, template.path


def _note(found: Templates, template: Template) -> Text | None:
    """What to know of a template that replaces another."""
    replaced = found.replaced(template)
    if replaced is None:
        return None
    if replaced.sha256 == template.sha256:
        return Text("the same as that of {origin}", "与{origin}相同").format(origin=replaced.origin)
    if found.own and template.owner == OWN and changed_since_copied(found.own, replaced):
        return _CHANGED.format(origin=replaced.origin, name=template.name)
    return Text("stands in place of that of {origin}", "代替{origin}").format(origin=replaced.origin)


_CHANGED = Text(
    "stands in place of that of {origin}, which has changed since it was copied: docgen templates diff {name}",
    "代替{origin}；复制之后，{origin}又有改动，请看 docgen templates diff {name}",
)


def _as_dict(found: Templates, template: Template) -> dict[str, Any]:
    replaced = found.replaced(template)
    changed = changed_since_copied(found.own, replaced) if found.own and replaced and template.owner == OWN else None
    return {
        "template": template.name,
        "path": str(template.path),
        "from": template.owner or "workspace",
        "generators": [each.name for each in found.generators(template)],
        "replaces": str(replaced.path) if replaced else None,
        "same": replaced.sha256 == template.sha256 if replaced else None,
        "changed_since_copied": changed,
    }


# -- filters --


@templates.command(
    "filters",
    help=Text(
        "List the filters, with an example of each.\n\nNAME shows one in full.",
        "列出过滤器，各举一例。\n\n加上名称，只看这一个。",
    ),
)
@click.argument("name", required=False)
@json_option
@pass_app
def filters(app: App, name: str | None, as_json: bool) -> None:
    """Print the filters."""
    found = list(_filters(app))
    if name is not None:
        known = [each for item in found for each in item["names"]]
        found = [item for item in found if name in item["names"]]
        if not found:
            text = Text("there is no filter {name}", "没有“{name}”这个过滤器").format(name=name)
            raise UsageError(text, hint=did_you_mean(name, known))
    if as_json:
        echo_json([{**item, "text": item["text"]._asdict()} for item in found])
    elif name is not None:
        _echo_filter(found[0])
    else:
        headers = (Text("filter", "过滤器"), Text("what it does", "作用"), Text("example", "例"), Text("gives", "结果"))
        echo_table(headers, [("\n".join(i["names"]), i["text"], i["example"], _signs(i["result"])) for i in found])
        echo(Text("↓ is a line break, ↙ a new paragraph.", "↓ 表示换行，↙ 表示另起一段。"))
        echo(Text("Those of Jinja, such as default and join, work too.", "Jinja 自带的 default、join 等也可以用。"))


def _filters(app: App) -> Iterator[dict[str, Any]]:
    from docgen.render.filters import FILTERS

    for item in dict.fromkeys(FILTERS.values()):
        yield {
            "names": list(item.names),
            "text": item.description,
            "example": item.example,
            "result": item.result,
            "from": BUILT_IN,
        }
    for name, owned in app.plugins.registry.filters.items():
        said = (owned.item.__doc__ or "").strip().split("\n")[0]
        yield {"names": [name], "text": Text(said, said), "example": "", "result": "", "from": owned.owner}


def _signs(text: str) -> str:
    """Line breaks and new paragraphs as signs, which a GBK console has."""
    return text.replace("\n", "↓").replace("\a", "↙")


def _echo_filter(item: dict[str, Any]) -> None:
    echo(" / ".join(item["names"]))
    echo(f"  {item['text']}")
    if item["example"]:
        echo(f"  {item['example']} → {_signs(item['result'])}")
    if item["from"] != BUILT_IN:
        echo(Text("  from the plugin {name}", "  来自插件 {name}").format(name=item["from"]))
