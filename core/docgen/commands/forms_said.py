"""What `docgen forms new` says of the form that it made: what is filled in, what is not and why, what to do next."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.app import NewForm, Written
from docgen.commands.output import echo, echo_problem
from docgen.problems import Problem, Severity
from docgen.tables.values.cells import lost_digits
from docgen.text import Text
from docgen.workspace import FORMS

if TYPE_CHECKING:
    from docgen.forms.begin.columns import Columns
    from docgen.forms.begin.conversion import Conversion


def say(root: Path, form: NewForm, made: Conversion | None, written: Written, wanted: bool | None) -> None:
    """What was made, whether for each row or of all (as somebody `wanted`, or as the form seems to), what could not be
    placed, and what to do next."""
    from docgen.forms.begin.sentences import blank_in

    echo(_MADE.format(folder=root / FORMS / form.name))
    if wanted is None:
        echo(_FOR_EACH if form.each else _OF_ALL)
    elif form.each and not wanted:
        echo(_NO_LIST)
    if form.columns.table:
        echo(_OF_TABLE.format(table=form.columns.table))
    if made:
        _say_of_old(made, form.columns, root / FORMS / form.name / f"{form.name}.docx")
    if names := blank_in(form.template):
        echo(_BLANK.format(names="、".join(names)))
    if written.copy:
        echo(_COPIED.format(copy=written.copy))
    if written.blank:
        echo(_FILL_IN.format(workbook=written.blank))
    _say_of_cells(form.columns)
    echo(_NEXT.format(name=form.name))


def _say_of_old(made: Conversion, columns: Columns, template: Path) -> None:
    """What became of an old form, and which of the columns are nowhere in it."""
    from docgen.forms.begin.labels import NUMBER
    from docgen.schema import variable

    _say_of_placed(made, {variable(each.title) for each in columns.wanted})
    if not made.repeats:
        _say_of_several(made)
    for text, places in ((_LEFT, made.left), (_BARRED, made.barred), (_UNNAMED, made.unnamed), (_HELD, made.held)):
        for mark, around in places:
            echo(text.format(mark=mark or _EMPTY, around=_excerpt(around, mark)))
    if made.of_a_row:
        echo(_OF_A_ROW.format(names="、".join(made.of_a_row)))
    if made.left or made.unnamed or made.held or made.of_a_row:
        echo((_PLACE_IN_ROW if made.repeats else _PLACE_THEM).format(template=template))
    for name, switch in made.formats:
        echo(_FORMAT.format(name=name, switch=switch))
    if made.by_hand:
        echo(_BY_HAND.format(labels="、".join(made.by_hand)))
    if unused := [each.title for each in columns.wanted if variable(each.title) not in (*made.placed, NUMBER)]:
        echo(_UNUSED.format(names="、".join(unused)))


def _say_of_placed(made: Conversion, known: Collection[str]) -> None:
    """What is filled in, by names of columns that are `known`, and by others."""
    placed = [name for name in made.placed if name in known]
    echo(_PLACED.format(names="、".join(placed)) if placed else _NONE)
    if not made.placed:
        echo(_ALL_SAME)
    if others := [name for name in made.placed if name not in known]:
        echo(_TAGS.format(names="、".join(others)))
    if made.repeats and any(label.endswith("（右）") for label in made.by_hand):
        echo(_RIGHT)


def _say_of_several(made: Conversion) -> None:
    """That one person stands at several places of a document."""
    if made.of_others:
        echo(_OF_OTHERS)
    elif made.several:
        echo(_SEVERAL.format(names="、".join(made.several)))


def _say_of_cells(columns: Columns) -> None:
    """Cells that are likely to be mistakes."""
    for where in columns.lost[:_FEW]:
        echo_problem(Problem("cell", Severity.WARNING, lost_digits().text, where, lost_digits().hint), err=False)
    for odd in () if columns.table else columns.odd[:_FEW]:
        text = _ODD.format(title=odd.title, said=odd.said, kind=odd.kind)
        echo_problem(Problem("cell", Severity.NOTE, text, odd.where, _ODD_HINT), err=False)


def _excerpt(around: str, mark: str) -> str:
    """What stands around a mark, if the whole is long."""
    around = " ".join(around.split("\n"))
    if len(around) <= _SHOWN:
        return around
    at = max(around.find(re.split("[_:： ]", mark)[0]), 0)
    start = max(at - _SHOWN // 3, 0) if at > _SHOWN // 2 else 0
    end = start + _SHOWN
    return f"{'…' if start else ''}{around[start:end].strip()}{'…' if end < len(around) else ''}"


_SHOWN = 40
_FEW = 5
_EMPTY = Text("an empty cell", "空格")
_MADE = Text("Made {folder}", "已生成 {folder}")
_FOR_EACH = Text(
    "It is a document for each row. For one of all rows delete the folder and add --list.",
    "每行一份。要全部行列在一份里，删去这个文件夹，加 --list 再建一次。",
)
_OF_ALL = Text(
    "It is one document of all rows. For one for each row delete the folder and add --each.",
    "全部行列在一份里。要每行一份，删去这个文件夹，加 --each 再建一次。",
)
_NO_LIST = Text(
    "It is a document for each row: the Word form has no row of a table that could be repeated.",
    "仍是每行一份：Word 表格里没有能逐行重复的表格行。",
)
_OF_TABLE = Text(
    "Its data is the table {table} of this workspace; elsewhere it needs what brings that table too.",
    "数据取自本工作文件夹的“{table}”表；给别处用时，带这张表的表单要一起复制。",
)
_PLACED = Text("Filled in from the table: {names}", "从表里填的：{names}")
_TAGS = Text(
    "Tags that were in the Word form already, and are no column of the workbook: {names}",
    "旧表格里原有的标记，工作簿里没有这些列：{names}",
)
_SEVERAL = Text(
    "At several places, the same everywhere; change the template if one is about somebody else: {names}",
    "下面各列填了几处，印的都一样；其中有指别人的，请改模板：{names}",
)
_OF_OTHERS = Text(
    "The Word form says that several people stand on one page (the merge field NEXT). That is not kept: all that is on "
    "the page is about one person. Leave only the first card in the template, one for each person; or put the fields "
    "into one row of a table below a header, and make the form again with --list.",
    "旧表格用“下一记录”域（NEXT）在一页上排几个人，这里没有保留：一页上印的都是同一个人。"
    "请在模板里只留第一张（每人一页）；要几个人在一页上，把这些域放进带表头的表格、只写一行，再用 --list 重建。",
)
_LEFT = Text("not placed, no such column: {mark} in “{around}”", "没有替换（表里没有这一列）：{mark}，在“{around}”")
_BARRED = Text(
    "not placed, since only restricted documents (受限) may show it: {mark} in “{around}”",
    "没有替换（只有“受限”的文件才能印出）：{mark}，在“{around}”",
)
_UNNAMED = Text(
    "not placed, since it is not clear what it is: {mark} in “{around}”",
    "没有替换（看不出填什么）：{mark}，在“{around}”",
)
_HELD = Text(
    "not placed, since a field, a content control or a picture is there: {mark} in “{around}”",
    "没有替换（那里有域、内容控件或图片）：{mark}，在“{around}”",
)
_PLACE_THEM = Text(
    "To fill them in, write the column there in double braces, such as {{{{ 姓名 }}}}: {template}",
    "需要填的，在这个 Word 文件里把它改成双花括号加列名，如 {{{{ 姓名 }}}}：{template}",
)
_PLACE_IN_ROW = Text(
    "To fill them in, write in {template} {{{{ 行.姓名 }}}} in the row that repeats; outside of it {{{{ 会议名称 }}}}, "
    'and its value below [values] in form.toml: 会议名称 = "…"',
    "需要填的，在 {template} 里改：逐行重复的那一行中写 {{{{ 行.姓名 }}}}；列表之外的写 {{{{ 会议名称 }}}}，"
    '再在 form.toml 的 [values] 下面写 会议名称 = "…"',
)
_OF_A_ROW = Text(
    "not placed, since the document lists all rows, and these stand outside of the list: {names}",
    "没有替换（这份文件逐行列出全部数据，下面各列在列表之外，不知道指哪一行）：{names}",
)
_FORMAT = Text(
    "the format of a merge field was not kept; a filter prints it so (docgen templates filters): {name} {switch}",
    "合并域的格式没有保留，需要时用过滤器（docgen templates filters）：{name} {switch}",
)
_COPIED = Text("The workbook was copied; from now on change this one: {copy}", "工作簿已复制，今后请改这一份：{copy}")
_BY_HAND = Text("Left blank, to be filled in by hand: {labels}", "留空待手填的：{labels}")
_NONE = Text(
    "Nothing was filled in: no blank is called like a column of the workbook.",
    "一处也没有填：表格里的空白没有一处与工作簿的列同名。",
)
_BLANK = Text(
    "Where a cell of these columns is blank, nothing is printed in its place: {names}",
    "下面各列的单元格没有填的，印出来也是空白：{names}",
)
_RIGHT = Text(
    "The table has two halves. All people stand in the left one, one below the other; the right one stays blank, and "
    "may be deleted in the template.",
    "这张表分左右两栏：全部人从上到下排在左栏，右栏空着；不要右栏的，请在模板里删去。",
)
_ALL_SAME = Text(
    "So the documents of all rows would be the same. Write columns into the template first.",
    "这样每行一份，份份都一样。请先在模板里写上列名，再运行。",
)
_UNUSED = Text("Columns that the form does not print: {names}", "工作簿里有、这份表格没有印的列：{names}")
_ODD = Text(
    "{title} is taken for texts: “{said}” is no {kind}, as nearly all others are",
    "“{title}”这一列按文字读入：多数是{kind}，“{said}”不是",
)
_ODD_HINT = Text(
    "If it is a mistake, correct it, delete the folder of the form and make it again. Texts print as they stand.",
    "写错了的，改正后删去表单文件夹再建一次；没有写错的不必管，文字照原样印出。",
)
_FILL_IN = Text("Fill in the workbook: {workbook}", "请先填写工作簿：{workbook}")
_NEXT = Text(
    "Next: docgen forms check {name}, then docgen {name}", "下一步：docgen forms check {name}，再运行 docgen {name}"
)
