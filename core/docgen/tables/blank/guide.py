"""What goes into a column, in a clerk's words, and an example of it."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.schema import Access, Column, Kind, Table

SHEET = "填写说明"

_ABOUT = {
    Kind.TEXT: "文字，照实填写",
    Kind.NAME: "姓名或名称，中间不加空格",
    Kind.INT: "整数，只填数字，不写单位",
    Kind.QUANTITY: "数量，只填数字；约数可写“170余”",
    Kind.DECIMAL: "小数或金额，只填数字，如 1200.50",
    Kind.PERCENT: "百分比，如 32.5%",
    Kind.DATE: "日期，写成 2013-11-22 的样子",
    Kind.YEARMONTH: "年月，写成 1970.10 的样子（这一列是文本格式，末尾的零不会丢）",
    Kind.BOOL: "从下拉框里选“是”或“否”",
    Kind.LIST: "可以填几个，中间用顿号隔开",
    Kind.PHONE: "电话号码；有几个的，用顿号隔开",
    Kind.EMAIL: "电子邮箱",
    Kind.ID: "18位身份证号（这一列是文本格式，直接录入即可）",
    Kind.CODE: "编号或代码（这一列是文本格式，开头的零不会丢）",
}

# The area 990181 was never assigned; a number of 028-0 cannot be dialled.
_EXAMPLES = {
    Kind.NAME: "张三",
    Kind.INT: "3",
    Kind.QUANTITY: "36",
    Kind.DECIMAL: "1200.50",
    Kind.PERCENT: "32.5%",
    Kind.YEARMONTH: "1970.10",
    Kind.BOOL: "是",
    Kind.LIST: "张三、李四",
    Kind.PHONE: "028-01234567",
    Kind.EMAIL: "xinfang@example.org",
    Kind.ID: "990181197010010013",
    Kind.CODE: "001",
}


def choices(column: Column) -> list[str]:
    """The values that a drop-down of `column` offers; none when any value may stand there."""
    return ["是", "否"] if column.kind is Kind.BOOL else list(dict.fromkeys(column.options.values()))


def explanation(column: Column) -> str:
    """What goes into `column`."""
    sentences = [_about(column)]
    if column.required:
        sentences.append("必填")
    if column.fill:
        sentences.append("与上一行相同的，可以留空")
    if column.counted and not column.required:
        sentences.append("可以留空，但这一列不能删，统计要用")
    if column.access is Access.SEALED:
        sentences.append("绝不外传，不会印在任何文件上")
    return "。".join(sentences) + "。"


def _about(column: Column) -> str:
    if column.to:
        several = "，可以填几个，中间用顿号隔开" if column.kind is Kind.LIST else ""
        return f"填“{column.to}”表里已有的名称或编号{several}"
    if column.kind is Kind.ENUM:
        return f"从下拉框里选：{'、'.join(choices(column))}"
    return _ABOUT[column.kind]


def example(column: Column, year: int, words: Mapping[str, str]) -> str:
    """What might stand in `column`; `words` has it by header, or by the table that the column refers to."""
    if known := words.get(column.title) or words.get(column.to):
        return known
    if column.kind is Kind.ENUM:
        return choices(column)[0]
    if column.kind is Kind.DATE:
        return f"{year}-11-22"
    return "" if column.to else _EXAMPLES.get(column.kind, "")


def instructions(table: Table, first_row: int) -> list[str]:
    """How to fill in the sheet of `table`, whose rows begin in `first_row`."""
    lines = [
        f"只在“{table.name}”工作表里填，从第{first_row}行起，一行一项。填完保存并关闭，再运行检查。",
        "标有“（必填）”的列每行都要填，其余的列没有就空着。光标停在表头上，会显示这一列怎样填。",
        "列的顺序可以调，用不上的选填列可以删，自己要用的列可以加；表头的文字请不要改。",
        "下面的例子全是虚构的，只作参照，不会计入数据。",
    ]
    if table.wide:
        one, parent = table.column(table.wide.into).title, table.wide.parents[0]
        lines.append(f"也可以把每个{one}排成一列：上面合并一格写“{parent}”，下面一格写{one}的名称。")
    return [f"{number}. {line}" for number, line in enumerate(lines, 1)]
