"""`docgen forms new`: a form of what there is, an old Word form and a workbook."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.commands.base import App, command, option, pass_app
from docgen.commands.output import echo
from docgen.problems import DocgenError, DocumentSpot, UsageError
from docgen.text import Text
from docgen.workspace import FORM

if TYPE_CHECKING:
    from docgen.forms.old.conversion import Conversion


@command(
    "new",
    Text(
        "Make a form of an old Word form and a workbook: merge fields of Word and WPS, and names in 《》, 【】 or {} "
        "become tags where the workbook has such a column, a table row of them repeats by itself. What could not be "
        "placed is listed. Nothing that is there is overwritten.",
        "用旧的 Word 表格和一个工作簿做成表单：Word、WPS 的邮件合并域和《姓名》【姓名】{姓名} 这样的写法，"
        "凡表里有这一列的，都换成标记；表格里写了这些列的一行会自动逐行重复。放不下的逐条列出。已有的文件不会覆盖。",
    ),
)
@click.argument("name")
@option(
    "--from",
    "source",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=Text("The Word form (.docx).", "旧的 Word 表格（.docx）。"),
)
@option(
    "--data",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=Text("The workbook; it is copied to data/ if it does not lie there.", "工作簿；不在 data/ 里的会复制过去。"),
)
@pass_app
def new(app: App, name: str, source: Path, data: Path) -> None:
    """Make the form, and say what to do next."""
    from docgen.forms.old.conversion import converted
    from docgen.forms.old.proposal import form_toml, proposed
    from docgen.schema import variable

    folder = _folder(app, name)
    proposal = proposed(data, app.workspace.settings.year)
    made = converted(source, proposal.columns, variable(name))
    folder.mkdir(parents=True)
    (folder / f"{name}.docx").write_bytes(made.data)
    (folder / FORM).write_text(form_toml(name, proposal, repeats=made.repeats), encoding="utf-8")
    _take_in(app, data)
    _say(name, folder, made)


def _folder(app: App, name: str) -> Path:
    """Where the form will lie. Raises UsageError for a name that is none of a folder, or taken."""
    from docgen.batch.names import safe_name
    from docgen.schema import variable

    if not name.strip() or safe_name(name) != name or not variable(name):
        raise UsageError(Text("{name!r} cannot be the name of a form", "“{name}”不能作表单名").format(name=name))
    folder = app.workspace.forms / name
    if folder.exists():
        text = Text("there is a form {name} already, and it was left alone", "已有表单“{name}”，没有改动它")
        raise DocgenError(text.format(name=name), where=DocumentSpot(str(folder)))
    if name in app.plugins.registry.generators or name in app.plugins.registry.records:
        raise UsageError(Text("the name {name} is taken", "名称“{name}”已被占用").format(name=name))
    return folder


def _take_in(app: App, data: Path) -> None:
    """Copy a workbook into data/, unless it lies there."""
    target = app.workspace.data / data.name
    if data.resolve().is_relative_to(app.workspace.data.resolve()) or target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(data, target)


def _say(name: str, folder: Path, made: Conversion) -> None:
    echo(Text("Made {folder}", "已生成 {folder}").format(folder=folder))
    if made.placed:
        echo(Text("Filled in from the workbook: {names}", "从表里填的：{names}").format(names="、".join(made.placed)))
    for mark, around in made.left:
        echo(_LEFT.format(mark=mark, around=around[:_SHOWN]))
    echo(_NEXT.format(name=name))


_SHOWN = 30
_LEFT = Text("not placed, no such column: {mark} in “{around}”", "没有替换（表里没有这一列）：{mark}，在“{around}”")
_NEXT = Text(
    "Next: docgen forms check {name}, then docgen {name}", "下一步：docgen forms check {name}，再运行 docgen {name}"
)
