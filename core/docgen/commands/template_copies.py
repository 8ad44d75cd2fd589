"""`docgen templates eject` and `diff`: a copy of a template to change, and what was changed in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from docgen.commands.base import App, command, json_option, pass_app
from docgen.commands.output import echo, echo_json
from docgen.commands.template_names import filters_of, found_template, templates_of
from docgen.plugin.templates import OWN, Template, Templates, changed_since_copied, copy_to
from docgen.problems import DocgenError, UsageError
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.render.compare import Difference


@command(
    "eject",
    Text(
        "Copy a template of docgen or of a plugin into this workspace, to change it in Word.",
        "把内置模板或插件的模板复制到本工作文件夹，用 Word 修改。",
    ),
)
@click.argument("name")
@pass_app
def eject(app: App, name: str) -> None:
    """Copy the template."""
    own, found = app.workspace.templates, templates_of(app)
    wanted = found_template(found, name)
    source = next((each for each in found.named(wanted.name) if each.owner != OWN), None)
    if source is None:
        text = Text("neither docgen nor a plugin brings {name}", "{name} 不是内置模板，也不是插件的模板")
        raise DocgenError(text.format(name=wanted.name))
    path = copy_to(own, source)
    echo(Text("Copied to {path}; from now on that file counts.", "已复制到 {path}，今后以它为准。").format(path=path))


@command(
    "diff",
    Text(
        "Show what differs between a template of this workspace and the one that it replaces, or between two files.\n\n"
        "Exit 0: they are the same; 1: they differ.",
        "比较本工作文件夹的模板与它所代替的模板，或比较两个文件。\n\n相同时退出码为 0，不同时为 1。",
    ),
)
@click.argument("template")
@click.argument("other", required=False)
@json_option
@pass_app
def diff(app: App, template: str, other: str | None, as_json: bool) -> None:
    """Print what differs; exit 1 when something does."""
    from docgen.render.compare import compare

    found = templates_of(app)
    new = found_template(found, other or template)
    old = found_template(found, template) if other else _original(found, new)
    difference = compare(old.path, new.path)
    used, used_before = (_used(app, each) for each in (new, old))
    gained, lost = sorted(used - used_before), sorted(used_before - used)
    changed = changed_since_copied(found.own, old) if found.own and not other else None
    if as_json:
        names = {"new": gained, "gone": lost}
        echo_json({**_as_dict(old, new, difference), "names": names, "changed_since_copied": changed})
    else:
        _echo_difference(old, new, difference)
        _echo_names(Text("Names that are new: {names}", "新用到的名称：{names}"), gained)
        _echo_names(Text("Names that are gone: {names}", "不再用的名称：{names}"), lost)
        if changed:
            echo(_CHANGED.format(origin=old.origin))
    if not difference.same:
        raise SystemExit(1)


_CHANGED = Text("Since it was copied, that of {origin} has changed too.", "复制之后，{origin}又有改动。")


def _original(found: Templates, new: Template) -> Template:
    """The one that the template replaces; a template that replaces none is compared with nothing."""
    original = found.replaced(new)
    if original is not None:
        return original
    if new.owner not in (OWN, None):
        text = Text("{name} has no copy in this workspace", "本工作文件夹里没有 {name} 的副本")
        hint = Text("To make one: docgen templates eject {name}", "要复制一份：docgen templates eject {name}")
        raise DocgenError(text.format(name=new.name), hint=hint.format(name=new.name))
    text = Text("{name} replaces no other template", "{name} 没有代替别的模板")
    hint = Text("Say what to compare: docgen templates diff OLD NEW", "请写明比较哪两个：docgen templates diff 旧 新")
    raise UsageError(text.format(name=new.name), hint=hint)


def _used(app: App, template: Template) -> set[str]:
    """The names that the template uses, as its context gives them."""
    from docgen.render.uses import uses

    return {".".join(use.source) for use in uses(template.path, filters_of(app))}


def _as_dict(old: Template, new: Template, difference: Difference) -> dict[str, Any]:
    changes = [
        {"sign": change.sign, "place": change.line.place._asdict(), "text": change.line.text}
        for change in difference.changes
    ]
    return {
        "old": str(old.path),
        "new": str(new.path),
        "same": difference.same,
        "only_layout": difference.layout and not changes,
        "changes": changes,
    }


def _echo_difference(old: Template, new: Template, difference: Difference) -> None:
    if difference.same:
        echo(Text("They are the same.", "两者相同。"))
        return
    for sign, template in (("---", old), ("+++", new)):
        text = Text("{sign} {path} ({origin})", "{sign} {path}（{origin}）")
        echo(text.format(sign=sign, path=template.path, origin=template.origin))
    for change in difference.changes:
        echo(f"{change.sign} {change.line.place}  {change.line.text}")
    if not difference.changes:
        echo(Text("The texts are the same; only the layout differs.", "文字相同，只有版式不同。"))


def _echo_names(text: Text, names: Iterable[str]) -> None:
    if names:
        echo(text.format(names="、".join(names)))
