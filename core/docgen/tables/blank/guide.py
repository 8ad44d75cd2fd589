"""What goes into a column, in a clerk's words, and an example of it."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.schema import Access, Column, Kind, Table
from docgen.text import Text

SHEET = Text("How to fill in", "填写说明")

_ABOUT = {
    Kind.TEXT: Text("Text, as it is", "文字，照实填写"),
    Kind.NAME: Text("A name", "姓名或名称，中间不加空格"),
    Kind.INT: Text("A whole number, without a unit", "整数，只填数字，不写单位"),
    Kind.QUANTITY: Text("A number; “170余” is at least 170", "数量，只填数字；约数可写“170余”"),
    Kind.DECIMAL: Text("A number or an amount such as 1200.50", "小数或金额，只填数字，如 1200.50"),
    Kind.PERCENT: Text("A percentage such as 32.5%", "百分比，如 32.5%"),
    Kind.DATE: Text("A date, written like 2013-11-22", "日期，写成 2013-11-22 的样子"),
    Kind.YEARMONTH: Text(
        "A month, written like 1970.10 (the column is text, so that the last zero stays)",
        "年月，写成 1970.10 的样子（这一列是文本格式，末尾的零不会丢）",
    ),
    Kind.BOOL: Text("Choose yes or no from the list", "从下拉框里选“是”或“否”"),
    Kind.LIST: Text("One or several, with commas between them", "可以填几个，中间用顿号隔开"),
    Kind.PHONE: Text("A telephone number; several with commas", "电话号码；有几个的，用顿号隔开"),
    Kind.EMAIL: Text("An e-mail address", "电子邮箱"),
    Kind.ID: Text(
        "A Chinese resident ID of 18 signs (the column is text: just type it)",
        "18位身份证号（这一列是文本格式，直接录入即可）",
    ),
    Kind.CODE: Text(
        "A number or code (the column is text, so that zeros in front stay)",
        "编号或代码（这一列是文本格式，开头的零不会丢）",
    ),
}

YES, NO = Text("yes", "是"), Text("no", "否")

# The area 990181 was never assigned; a number of 028-0 cannot be dialled.
_EXAMPLES: Mapping[Kind, str | Text] = {
    Kind.NAME: Text("Ann Lee", "张三"),
    Kind.INT: "3",
    Kind.QUANTITY: "36",
    Kind.DECIMAL: "1200.50",
    Kind.PERCENT: "32.5%",
    Kind.YEARMONTH: "1970.10",
    Kind.BOOL: YES,
    Kind.LIST: Text("Ann Lee, Bob Ray", "张三、李四"),
    Kind.PHONE: Text("530-555-0123", "028-01234567"),
    Kind.EMAIL: "xinfang@example.org",
    Kind.ID: "990181197010010013",
    Kind.CODE: "001",
}


def choices(column: Column) -> list[str]:
    """The values that a drop-down of `column` offers; none when any value may stand there."""
    return [YES.written, NO.written] if column.kind is Kind.BOOL else list(dict.fromkeys(column.options.values()))


def explanation(column: Column) -> str:
    """What goes into `column`."""
    sentences = [_about(column)]
    if column.required:
        sentences.append(_REQUIRED.written)
    if column.fill:
        sentences.append(_AS_ABOVE.written)
    if column.counted and not column.required:
        sentences.append(_COUNTED.written)
    if column.access is Access.SEALED:
        sentences.append(_SEALED.written)
    return "".join(f"{sentence}{_STOP.written}" for sentence in sentences).strip()


def _about(column: Column) -> str:
    if column.to:
        several = _SEVERAL.written if column.kind is Kind.LIST else ""
        return _REFERENCE.written.format(table=column.to) + several
    if column.kind is Kind.ENUM:
        return _CHOICE.written + "、".join(choices(column))
    return _ABOUT[column.kind].written


def example(column: Column, year: int, words: Mapping[str, str]) -> str:
    """What might stand in `column`; `words` has it by header, or by the table that the column refers to."""
    if known := words.get(column.title) or words.get(column.to):
        return known
    if column.kind is Kind.ENUM:
        return choices(column)[0]
    if column.kind is Kind.DATE:
        return f"{year}-11-22"
    shown: str | Text = "" if column.to else _EXAMPLES.get(column.kind, "")
    return shown.written if isinstance(shown, Text) else shown


def instructions(table: Table, first_row: int) -> list[str]:
    """How to fill in the sheet of `table`, whose rows begin in `first_row`."""
    lines = [line.written.format(table=table.name, row=first_row) for line in _INSTRUCTIONS]
    if table.wide:
        one, parent = table.column(table.wide.into).title, table.wide.parents[0]
        lines.append(_WIDE.written.format(one=one, parent=parent))
    return [f"{number}. {line}" for number, line in enumerate(lines, 1)]


_STOP = Text(". ", "。")
_REQUIRED = Text("Every row needs it", "必填")
_AS_ABOVE = Text("Blank means as in the row above", "与上一行相同的，可以留空")
_COUNTED = Text("It may be blank; the column itself is counted and must stay", "可以留空，但这一列不能删，统计要用")
_SEALED = Text("It never leaves this sheet and is printed nowhere", "绝不外传，不会印在任何文件上")
_REFERENCE = Text("The name or number of a row of the table {table}", "填“{table}”表里已有的名称或编号")
_SEVERAL = Text("; one or several, with commas between them", "，可以填几个，中间用顿号隔开")
_CHOICE = Text("Choose from the list: ", "从下拉框里选：")
_WIDE = Text(
    "Each {one} may also have a column: “{parent}” in a merged cell above, the name of the {one} below it.",
    "也可以把每个{one}排成一列：上面合并一格写“{parent}”，下面一格写{one}的名称。",
)
_INSTRUCTIONS = (
    Text(
        "Fill in the sheet {table} only, from row {row} on, a line for each. Save and close it, then run the check.",
        "只在“{table}”工作表里填，从第{row}行起，一行一项。填完保存并关闭，再运行检查。",
    ),
    Text(
        "Columns marked (required) must be filled in in each row. A header shows how its column is filled in.",
        "标有“（必填）”的列每行都要填，其余的列没有就空着。光标停在表头上，会显示这一列怎样填。",
    ),
    Text(
        "Columns may change places, be added or, if they are not required, be deleted; leave the headers as they are.",
        "列的顺序可以调，用不上的选填列可以删，自己要用的列可以加；表头的文字请不要改。",
    ),
    Text("The examples below are invented and do not count.", "下面的例子全是虚构的，只作参照，不会计入数据。"),
)
