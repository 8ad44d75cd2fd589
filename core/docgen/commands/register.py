"""`docgen register`: the numbers given so far."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from docgen.commands.base import App, Group, json_option, option, pass_app
from docgen.commands.output import echo, echo_json, echo_table
from docgen.commands.summaries import SUMMARIES
from docgen.period import Period, parse_period
from docgen.problems import DocgenError
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.register import Entry


@click.group(
    "register",
    cls=Group,
    invoke_without_command=True,
    help=SUMMARIES["register"],
)
@json_option
@click.pass_context
def register(ctx: click.Context, as_json: bool) -> None:
    """List the numbers."""
    if ctx.invoked_subcommand is None:
        _list(ctx.ensure_object(App), as_json)


def _list(app: App, as_json: bool) -> None:
    entries = app.register.entries()
    if as_json:
        echo_json([_as_dict(entry) for entry in entries])
        return
    if not entries:
        echo(Text("No number has been given yet.", "还没有登记过任何号。"))
        return
    headers = (
        Text("series", "系列"),
        Text("year", "年份"),
        Text("number", "号"),
        Text("document", "文件"),
        Text("title", "标题"),
        Text("day", "签发日期"),
        Text("state", "状态"),
    )
    echo_table(headers, [_row(entry) for entry in entries], right=(2,))


def _row(entry: Entry) -> tuple[object, ...]:
    state = Text("void: {why}", "作废：{why}").format(why=entry.void) if entry.void else Text("in use", "有效")
    return entry.series, entry.year, entry.number, entry.document, entry.title, entry.day or "", state


def _as_dict(entry: Entry) -> dict[str, object]:
    return {**vars(entry), "day": entry.day.isoformat() if entry.day else None}


@register.command("next", help=Text("Say the number that comes next in a series.", "查看某个系列的下一个号。"))
@click.argument("series")
@pass_app
def next_number(app: App, series: str) -> None:
    """Print the next number; nothing is taken."""
    year = app.workspace.settings.year
    echo(str(app.register.next_number(series, year)))


@register.command(
    "allot",
    help=Text(
        "Give a document the next number of its series, or say the one it has. DOCUMENT is a period or a name, as its "
        "command takes it.",
        "给一份文件登记下一个号；已登记的，显示原号。文件写期间或名称，与生成它的命令相同。",
    ),
)
@click.argument("series")
@click.argument("document")
@option("--title", required=True, help=Text("The title of the document.", "文件标题。"))
@option("--day", required=True, type=click.DateTime(["%Y-%m-%d"]), help=Text("The day of approval.", "签发日期。"))
@pass_app
def allot(app: App, series: str, document: str, title: str, day: datetime) -> None:
    """Allot a number."""
    year, name = app.workspace.settings.year, _document(app, series, document)
    entry = app.register.allot(series, name, year=year, title=title, day=day.date())
    text = Text("{series} no. {n}: {title} ({day})", "{series}第{n}号：{title}（{day}）")
    echo(text.format(series=entry.series, n=entry.number, title=entry.title, day=entry.day))


def _document(app: App, series: str, typed: str) -> str:
    """What tells the document from others of the series: as the generator that takes a period says, for documents with
    names its name."""
    theirs = [owned.item for owned in app.plugins.registry.generators.values() if owned.item.series == series]
    dated = [each for each in theirs if Period in [declared.kind for declared in each.parameters().values()]]
    try:
        period = parse_period(typed, app.workspace.settings.weeks, app.issue_period)
    except DocgenError:
        if theirs and len({each.name for each in dated}) < len({each.name for each in theirs}):
            return typed
        raise
    return dated[0]().document(period) if dated else typed if theirs else str(period)


@register.command("void", help=Text("Mark a number as dead; it is never used again.", "作废一个号；作废的号不再使用。"))
@click.argument("series")
@click.argument("number", type=int)
@option("--reason", required=True, help=Text("Why it is void.", "作废的原因。"))
@pass_app
def void(app: App, series: str, number: int, reason: str) -> None:
    """Void a number."""
    entry = app.register.void(series, number, app.workspace.settings.year, reason)
    echo(Text("{series} no. {n} is void.", "{series}第{n}号已作废。").format(series=entry.series, n=entry.number))
