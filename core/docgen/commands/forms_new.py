"""`docgen forms new`: a form of what there is: an old Word form, a workbook, or a few names of columns."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.app import NewForm, check_unmixed, lies_in, write
from docgen.commands.base import App, InputFile, command, option, pass_app
from docgen.commands.forms_said import say
from docgen.commands.options import Titles
from docgen.commands.output import echo
from docgen.problems import DocgenError, DocumentSpot, UsageError
from docgen.text import Text
from docgen.workspace import FORMS, is_workspace

if TYPE_CHECKING:
    from docgen.forms.begin.columns import Columns
    from docgen.forms.begin.conversion import Conversion

_ACCESS = ("公开", "内部", "受限")


@command(
    "new",
    Text(
        "Make a form: the Word template, form.toml, and a workbook to fill in if there is none.\n\n"
        "Of an old Word form (--from) merge fields of Word and WPS, names in 《》, 【】 or {}, blanks (姓名：____, "
        "dates, dots, 性别：□男 □女) and empty cells beside or below a label become tags where the workbook "
        "(--data) has such a column; a table row of them repeats by itself. Without --data, columns are proposed for "
        "them. Every other blank is listed. Without --from the template has the columns of the workbook, or those "
        "that you name. Nothing is overwritten; where there is no workspace, the current folder becomes one.",
        "新建表单：Word 模板、form.toml；没有工作簿的，同时生成一个待填的。\n\n"
        "有旧表格的（--from）：Word、WPS 的邮件合并域，《姓名》【姓名】{姓名} 这样的写法，“姓名：____”的空白处、日期、"
        "省略号、“性别：□男 □女”的方框，以及栏目旁边、表头下面的空格，凡工作簿（--data）里有这一列的，都换成标记；"
        "表格里写了这些列的一行会自动逐行重复。没有 --data 的，按这些栏目拟出数据表的列。其余的空白逐处列出。"
        "没有旧表格的，按工作簿的列，或你写的列生成模板。"
        "已有的文件不会覆盖；当前文件夹还不是工作文件夹的，就在这里新建。",
    ),
)
@click.argument("name")
@option(
    "--from",
    "source",
    type=InputFile(),
    help=Text("The old Word form (.docx).", "旧的 Word 表格（.docx）。"),
)
@option(
    "--data",
    type=InputFile(),
    help=Text(
        "The workbook; it is copied if it does not lie among the data of the workspace.",
        "工作簿；不在工作文件夹的数据里的会复制过来。",
    ),
)
@option(
    "--sheet", help=Text("Which sheet of the workbook; else the one that fits best.", "用哪张工作表；不写用最合适的。")
)
@option(
    "--columns",
    type=Titles(),
    help=Text(
        "The columns, if there is no workbook, or its rows have no header: 姓名,职务.",
        "没有工作簿，或数据没有表头时，依次有哪些列：姓名,职务。",
    ),
)
@option(
    "--each/--list",
    "each",
    default=None,
    help=Text("A document for each row, or one of all rows.", "每行一份，还是全部行在一份里。"),
)
@option(
    "--access",
    type=click.Choice(_ACCESS),
    help=Text("Who may see the documents; 受限 if nothing is said.", "公开范围；不写为受限。"),
)
@pass_app
def new(
    app: App,
    name: str,
    source: Path | None,
    data: Path | None,
    sheet: str | None,
    columns: tuple[str, ...] | None,
    each: bool | None,
    access: str | None,
) -> None:
    """Make the form, and say what to do next."""
    root = _root(app)
    _check_name(app, root, name)
    asked = _Asked(name, source, data, sheet, columns or (), each, access)
    if sheet and not data:
        raise UsageError(_ONLY_WITH.format(one="--sheet", other="--data"))
    if not (source or data or columns):
        asked = _ask(asked)
    form, made = _begin(app, root, asked)
    say(root, form, made, write(root, form), asked.each)
    if left_out := _too_personal(app, asked, form.columns):
        echo(_TOO_PERSONAL.format(names="、".join(left_out), access=asked.access))


@dataclass(frozen=True)
class _Asked:
    """What was asked for."""

    name: str
    source: Path | None
    data: Path | None
    sheet: str | None
    columns: tuple[str, ...]
    each: bool | None
    access: str | None


def _root(app: App) -> Path:
    """The workspace, or the folder that becomes one."""
    try:
        return app.root
    except DocgenError:
        folder = app.folder or Path.cwd()
        if not folder.is_dir():
            raise
        return folder.absolute()


def _check_name(app: App, root: Path, name: str) -> None:
    """Raises UsageError for a name that is none of a folder, or taken."""
    from docgen.batch.names import safe_name
    from docgen.commands.summaries import SUMMARIES
    from docgen.schema import variable

    is_name = name.strip(". ") and safe_name(name) == name and variable(name).isidentifier()
    if not is_name or name.startswith("-"):
        raise UsageError(Text("{name!r} cannot be the name of a form", "“{name}”不能作表单名").format(name=name))
    folder = root / FORMS / name
    if folder.exists():
        text = Text("there is a form {name} already, and it was left alone", "已有表单“{name}”，没有改动它")
        raise DocgenError(text.format(name=name), where=DocumentSpot(str(folder)))
    registry = app.plugins.registry
    if name in registry.generators or name in registry.records or name in SUMMARIES:
        text = Text("the name {name} is taken by a command or a table", "名称“{name}”已用于程序自带的命令或表")
        hint = Text("Another one, such as {name}2.", "请换一个，例如“{name}2”。")
        raise UsageError(text.format(name=name), hint=hint.format(name=name))


def _ask(asked: _Asked) -> _Asked:
    """Ask at the terminal. Raises UsageError where nobody sits there."""
    if not sys.stdin.isatty():
        raise UsageError(_OF_WHAT, hint=_HOW)
    columns = click.prompt(str(_WHICH), type=Titles())
    each = click.confirm(str(_EACH), default=True) if asked.each is None else asked.each
    access = asked.access or click.prompt(str(_WHO), type=click.Choice(_ACCESS), default="受限")
    return _Asked(asked.name, None, None, None, columns, each, access)


_OF_WHAT = Text("a form of what?", "按什么建表单？")
_HOW = Text(
    "Give an old Word form (--from), a workbook (--data), or names of columns (--columns 姓名,职务).",
    "请写旧表格（--from）、工作簿（--data），或列名（--columns 姓名,职务）。",
)
_ONLY_WITH = Text("{one} needs {other}", "{one} 要和 {other} 一起写")
_WHICH = Text("Which columns has the table (姓名、职务…)", "数据表有哪些列（如：姓名、职务）")
_EACH = Text("A document for each row? (n: one list of all rows)", "每行一份文件吗？（n：全部行列在一份里）")
_WHO = Text("Who may see the documents", "公开范围")


def _begin(app: App, root: Path, asked: _Asked) -> tuple[NewForm, Conversion | None]:
    """The form, and what became of the old one."""
    from docgen.forms.begin.columns import named
    from docgen.forms.begin.sketch import sketch
    from docgen.forms.begin.toml import form_toml

    year = _year(app, root, asked.data)
    found = _columns(app, root, asked, year)
    if asked.source is None:
        made, each, columns = None, bool(asked.each), found[0]
        columns.check()
        template = sketch(asked.name, columns, _too_personal(app, asked, columns), each=each)
    else:
        columns, made = _best(app, asked, asked.source, found)
        columns = columns if columns.wanted else named(made.placed)
        template, each = made.data, not made.repeats
        if not columns.wanted:
            raise DocgenError(_NOTHING, where=DocumentSpot(asked.source.name))
        columns.check()
    left_out = _too_personal(app, asked, columns)
    toml = form_toml(asked.name, columns, asked.access or _ACCESS[-1], left_out, each=each)
    is_new = not is_workspace(root)
    if columns.table and asked.data and not is_new:
        if unread := app.reading.unread:  # rows of the table may stand there
            raise DocgenError(unread[0].text, hint=unread[0].hint, where=unread[0].where, problems=unread)
        fed = sorted({sheet.file for sheet in app.reading.sheets if sheet.table == columns.table})
        check_unmixed(root, asked.data, columns.table, fed)
    return NewForm(asked.name, template, toml, columns, each, asked.data, year if is_new else None), made


def _year(app: App, root: Path, data: Path | None) -> int:
    """That of the workspace; of one that begins here, that of the days in the workbook, or of today."""
    from docgen.forms.begin.columns import year_of

    if is_workspace(root):
        return app.workspace.settings.year
    return (year_of(data) if data else None) or date.today().year


def _columns(app: App, root: Path, asked: _Asked, year: int) -> list[Columns]:
    """Those of each table of the workbook, or of the sheet that was named. Raises UsageError when it has none."""
    from docgen.forms.begin.columns import named, of_workbook

    if asked.data is None:
        return [named(asked.columns)]
    in_data = is_workspace(root) and lies_in(asked.data, root)
    tables = app.plugins.registry.tables()
    return of_workbook(asked.data, asked.name, tables, year, in_data=in_data, sheet=asked.sheet, names=asked.columns)


def _best(app: App, asked: _Asked, source: Path, found: Sequence[Columns]) -> tuple[Columns, Conversion]:
    """The old form with the columns of the table that fills in most of it, or with those that it seems to ask for."""
    from docgen.forms.begin.columns import named
    from docgen.forms.begin.conversion import converted
    from docgen.forms.begin.labels import Guess, Tags
    from docgen.schema import variable

    def filled(columns: Columns) -> Conversion:
        rows = variable(columns.table or asked.name)
        if columns.wanted:
            return converted(source, Tags(columns, _too_personal(app, asked, columns)), rows, each=asked.each)
        made = converted(source, Guess(), rows, each=asked.each)
        left_out = _too_personal(app, asked, named(made.placed))
        some = 0 < len(left_out) < len(made.placed)
        return converted(source, Guess(left_out), rows, each=asked.each) if some else made

    return max(((columns, filled(columns)) for columns in found), key=lambda pair: len(pair[1].placed))


def _too_personal(app: App, asked: _Asked, columns: Columns) -> list[str]:
    """Columns that documents of the access that was asked for must not show."""
    if asked.access not in _ACCESS[:-1]:
        return []
    known = app.plugins.registry.tables().get(columns.table)
    if known is None:
        return columns.personal
    access = _ACCESS.index(asked.access)
    closed = [column for column in known.columns if column.access > access and not column.mask]
    names = {name for column in closed for name in (column.title, *column.aliases)}
    return [each.title for each in columns.wanted if each.title in names]


_NOTHING = Text(
    "Nothing to fill in was found in the Word form. Write names of columns there, such as 【姓名】, and try again.",
    "Word 表格里没有找到可填的地方。请在要填的地方写上列名，如【姓名】，再运行一次。",
)
_TOO_PERSONAL = Text(
    "Only restricted documents (受限) may show these, so a document that is {access} leaves them out: {names}",
    "以下各列只有“受限”的文件才能印出，{access}文件里不印：{names}",
)
