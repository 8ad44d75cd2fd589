"""`docgen register`: the numbers given so far."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from docgen.commands.base import App, Day, Group, json_option, option, pass_app
from docgen.commands.output import echo, echo_json, echo_problems, echo_table
from docgen.commands.restore import restore
from docgen.commands.summaries import SUMMARIES
from docgen.period import Period, parse_period
from docgen.plugin.generator import REQUIRED, Generator, is_given, name_document, series_of
from docgen.problems import DocgenError, FileLine, Severity, UsageError
from docgen.schema import Access
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.plugin.spec import Owned
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
    echo_table(headers, [_row(app, entry) for entry in entries], right=(2,))


def _row(app: App, entry: Entry) -> tuple[object, ...]:
    state = Text("in use", "有效")
    if entry.void is not None:
        state = Text("void: {why}", "作废：{why}").format(why=entry.void)
    elif issue := app.register.issued(entry):
        again = Text(" (copy {n})", "（第{n}次印）").format(n=issue.revision) if issue.revision > 1 else Text("", "")
        state = Text("issued{again}", "已签发{again}").format(again=again)
    return entry.series, entry.year, entry.number, entry.document, entry.title, entry.day or "", state


def _as_dict(entry: Entry) -> dict[str, object]:
    return {**vars(entry), "day": entry.day.isoformat() if entry.day else None}


register.add_command(restore)


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
@option("--day", required=True, type=Day(), help=Text("The day of approval.", "签发日期。"))
@option(
    "--number",
    help=Text(
        "The number that the registry office gave, instead of the next.", "机要（文书）部门给的文号；不写则依次编号。"
    ),
)
@pass_app
def allot(app: App, series: str, document: str, title: str, day: date, number: str | None) -> None:
    """Allot a number."""
    from docgen.app import called
    from docgen.batch.audit import note
    from docgen.commands.begun import writing
    from docgen.commands.issue import typed_number
    from docgen.commands.restore import lost_numbers
    from docgen.register import Entry

    year, name = app.workspace.settings.year, _document(app, series, document)
    with writing(app):
        if lost := lost_numbers(app):
            raise DocgenError(lost[0].text, hint=lost[0].hint, where=lost[0].where, problems=lost)
        known = app.register.find(series, name)
        if number is None:
            entry = app.register.allot(series, name, year=year, title=title, day=day)
        else:
            given = any(is_given(owned.item) for owned in _numbered(app, series))
            typed = typed_number(app, number, given=given)
            entry = app.register.take(Entry(series, year, typed, name, title, day))
        if known is None:
            note(app.history, "allot", called(app, entry), **_logged(app, entry))
    text = Text("{series} no. {n}: {title} ({day})", "{series}第{n}号：{title}（{day}）")
    echo(text.format(series=entry.series, n=entry.number, title=entry.title, day=entry.day))


def _logged(app: App, entry: Entry) -> dict[str, Any]:
    """What the audit log says of a number besides its name: what it belongs to only where no document of the series is
    restricted."""
    number: dict[str, Any] = {"year": entry.year, "day": str(entry.day)}
    if all(owned.item.access < Access.RESTRICTED for owned in _numbered(app, entry.series)):
        number["document"] = entry.document
    return number


def _numbered(app: App, series: str) -> list[Owned]:
    """The forms that a series numbers."""
    return [owned for owned in app.plugins.registry.generators.values() if series_of(owned.item) == series]


def _document(app: App, series: str, typed: str) -> str:
    """What tells the document from others of the series: as the generator that takes a period says, for documents with
    names its name."""
    theirs = [owned.item for owned in _numbered(app, series)]
    dated = [each for each in theirs if Period in [declared.kind for declared in each.parameters().values()]]
    try:
        period = parse_period(typed, app.workspace.settings.weeks, app.issue_period)
    except DocgenError:
        if theirs and len({each.name for each in dated}) < len({each.name for each in theirs}):
            return typed
        raise
    return name_document(dated[0](), period) if dated else typed if theirs else str(period)


@register.command(
    "void",
    help=Text(
        "Mark a number as dead; it is never used again. What was issued under it goes to the void files in out/.",
        "作废一个号；作废的号不再使用，已签发的文件移到 out/_作废/。",
    ),
)
@click.argument("series")
@click.argument("number", type=int)
@option("--reason", required=True, help=Text("Why it is void.", "作废的原因。"))
@pass_app
def void(app: App, series: str, number: int, reason: str) -> None:
    """Void a number."""
    from docgen.batch.issuing.issue import void as void_number
    from docgen.batch.issuing.steps import VoidWork
    from docgen.commands.begun import writing

    key = (series, app.workspace.settings.year, number)
    with writing(app) as ended:
        works = [work for work in ended if isinstance(work, VoidWork)]
        if any((work.series, work.year, work.number) == key for work in works):
            return
        aside = void_number(app.register, app.history, key, reason, app.workspace.out)
    echo(Text("{series} no. {n} is void.", "{series}第{n}号已作废。").format(series=series, n=number))
    if aside:
        echo(Text("moved to {path}", "已移到 {path}").format(path=aside))


@register.command(
    "reissue",
    help=Text(
        "Print a corrected copy of an issued document under its number; the one before goes to the void files in out/.",
        "更正重印：按原号、原日期重新生成已签发的文件，原件移到 out/_作废/ 并标为作废。",
    ),
)
@click.argument("number", type=int)
@option("--reason", required=True, help=Text("What was wrong.", "更正的原因。"))
@option(
    "--series",
    help=Text("The series; may be left out if just one is of issues.", "系列；只有一种按期编号的文件时可以不写。"),
)
@option("--drafter", help=Text("Who drafted the correction.", "拟稿人。"))
@option("--checker", help=Text("Who checked it: another person.", "核稿人，不得与拟稿人相同。"))
@option("--dry-run", is_flag=True, help=Text("Say what would be printed, and write nothing.", "只说明，不写文件。"))
@json_option
@pass_app
def reissue(
    app: App,
    number: int,
    reason: str,
    series: str | None,
    drafter: str | None,
    checker: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Issue a document again."""
    from docgen.app import Wish, instance
    from docgen.batch.issuing.order import Order
    from docgen.commands.issue import issue_document

    app.require_own()
    name, asked = _issued(app, series or _only_periodical(app), number)
    generator = app.plugins.registry.generators.get(name)
    if generator is None:
        raise DocgenError(Text("its form {name} is no longer there", "生成它的表单“{name}”已不存在").format(name=name))
    _check_asked(generator.item, asked, number)
    order = Order(drafter=drafter or "", checker=checker or "", because=reason)
    issue_document(app, instance(app, generator.item, asked), Wish(dry_run=dry_run, as_json=as_json), order)


def _check_asked(generator: type[Generator], asked: dict[str, Any], number: int) -> None:
    """Raise DocgenError where a generator does not take what was asked of it: another docgen issued the document, or
    somebody has changed the register."""
    parameters = generator.parameters()
    lacking = {name for name, each in parameters.items() if each.default is REQUIRED} - asked.keys()
    kinds = {name: str if each.kind is Period else each.kind for name, each in parameters.items()}
    fit = all(value is None or type(value) is kinds.get(name) for name, value in asked.items())
    if lacking or not fit or not asked.keys() <= kinds.keys():
        text = _OTHER_ASKED.format(name=generator.name, n=number)
        raise DocgenError(text, hint=_VOID_IT, where=FileLine("register.sqlite"))


_OTHER_ASKED = Text(
    "what was asked of {name} for no. {n} is nothing that it takes now",
    "第{n}号签发时给“{name}”的参数，现在的命令不接受",
)
_VOID_IT = Text(
    "Void the number and issue the document under a new one: docgen register void …",
    "请作废这个号，用新的号签发：docgen register void ……",
)


def _only_periodical(app: App) -> str:
    """The series of the periodical of the workspace. Raises UsageError unless there is just one."""
    series = list(dict.fromkeys(series_of(each) for each in app.plugins.registry.periodicals))
    if len(series) != 1:
        names = dict.fromkeys(series_of(owned.item) for owned in app.plugins.registry.generators.values())
        known = "、".join(filter(None, names))
        raise UsageError(_WHICH, hint=_NAME_IT.format(known=known) if known else None)
    return series[0]


_WHICH = Text("--series must say which series the number is of", "请用 --series 写明是哪个系列的号")
_NAME_IT = Text("There are: {known}", "可写：{known}")


def _issued(app: App, series: str, number: int) -> tuple[str, dict[str, Any]]:
    """The command that made what is in force under a number. Raises DocgenError when docgen did not issue it."""
    from docgen.state import read_as

    issue = app.register.issues.last(series, app.workspace.settings.year, number)
    if issue is None:
        text = Text("docgen has issued no {series} no. {n}", "{series}第{n}号不是用 --issue 签发的")
        hint = Text("`docgen register` lists the numbers.", "用 docgen register 查看；签发时加 --issue")
        raise DocgenError(text.format(series=series, n=number), hint=hint)
    with app.register.reading():
        name, asked = read_as(tuple[str, dict[str, Any]], issue.kept.get("command"))
    return name, {key: tuple(value) if isinstance(value, list) else value for key, value in asked.items()}


@register.command(
    "compare",
    help=Text("Compare the register with the sheet 文号登记.", "核对登记簿与“文号登记”表。"),
)
@json_option
@pass_app
def compare(app: App, as_json: bool) -> None:
    """Say what differs. Exits with 1 when something contradicts."""
    from docgen.commands.issue import compared

    found = compared(app)
    if as_json:
        echo_json([problem.as_dict() for problem in found])
    elif found:
        echo_problems(found)
    else:
        echo(Text("The register and the sheet agree.", "登记簿与“文号登记”表一致。"))
    if any(problem.severity is Severity.ERROR for problem in found):
        raise SystemExit(1)


@register.command(
    "export",
    help=Text(
        "Write the register to a workbook of the shape of 文号登记, in out/核对/.",
        "把登记簿导出成“文号登记”样式的工作簿，放在 out/核对/。",
    ),
)
@pass_app
def export(app: App) -> None:
    """Write the workbook."""
    from docgen.app import called, code_of
    from docgen.batch import publish
    from docgen.rights import limit_rights
    from docgen.schema import Access
    from docgen.tables.write import workbook

    rows: list[list[object]] = [["文号", "机关代字", "年份", "序号", "标题", "成文日期", "状态", "备注"]]
    for entry in app.register.entries():
        code, state = code_of(app, entry.series), "作废" if entry.void is not None else "已签发"
        number = called(app, entry) if code != entry.series else ""
        rows.append([number, code, entry.year, entry.number, entry.title, entry.day or "", state, entry.void or ""])
    path = app.workspace.out / "核对" / "文号登记_导出.xlsx"
    with limit_rights(Access.RESTRICTED, path.parent):  # titles name persons
        made = publish(path, workbook({"文号登记": rows}), app.ledger, "register")
    echo(Text("written: {path}", "已写入：{path}").format(path=made.path))
