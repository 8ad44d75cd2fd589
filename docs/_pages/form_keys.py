"""reference/form.md: what may stand in form.toml. A key that the code knows and this page does not stops it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from _pages.markdown import both, code, table
from docgen.forms.declared import declaration, own_table
from docgen.text import Text

_HEAD = """# form.toml

工作文件夹里 `forms/签到表/` 这样一个文件夹，有 `form.toml` 和一个 Word 模板，就是一条命令：`docgen 签到表`。下面是
`form.toml` 里可以写的每一项；一项都不写也可以。`docgen forms check` 一次指出全部错误，并指明行号。

A folder such as `forms/签到表/` of a workspace with a `form.toml` and a Word template is a command, `docgen 签到表`.
These are the keys of its `form.toml`, none of which must be there. `docgen forms check` says everything that is
wrong, with its line.
"""

_FORM = {
    "name": Text("the name of the command; the folder's unless said otherwise", "命令名，默认是文件夹的名称"),
    "alias": Text("a second name of the command", "命令的别名"),
    "title": Text("what the document is called in lists and in --help", "文件的名称，用于列表和 --help"),
    "template": Text(
        "the template in the folder (.docx, or .txt for plain text), where it holds more than one",
        "文件夹里的模板（.docx；纯文本为 .txt）；只有一个时不必写",
    ),
    "access": Text(
        "who may see the documents: {access}; 受限 unless said otherwise. No column above that is printed",
        "公开范围：{access}，默认受限。高于它的列印不出来",
    ),
    "each": Text(
        "the table that gives a document for each row; without it there is one document",
        "每行生成一份的表；不写则只生成一份",
    ),
    "where": Text("an expression on the row: which rows get a document", "选哪些行：对这一行的条件表达式"),
    "sort": Text(
        "the columns of the order; -得票 from the largest down, 姓名 by 姓氏笔画",
        "按哪些列排序；-得票 为从大到小，姓名按姓氏笔画",
    ),
    "filename": Text(
        "the path below out/ without suffix; it may hold columns: 签到表/{{ 社区 }}",
        "out/ 下的路径，不写扩展名，可以带列名：签到表/{{ 社区 }}",
    ),
    "together": Text("true: documents with one path make one print file", "true：路径相同的文件合成一个打印文件"),
    "api": Text("the version of this page that the form was written for: {api}", "表单所依据的版本：{api}"),
    "period": Text(
        "true: the command asks for days (week-3, day-2013-11-22), and lists hold the rows of those days",
        "true：命令要写期间（第3周、day-2013-11-22），列出的是这几天的行",
    ),
    "series": Text(
        "the series of the register that numbers the documents, such as 期号", "由登记簿的哪个系列编号，如“期号”"
    ),
    "given": Text(
        "true: the registry office gives the number (文号), which is typed with --issue --number",
        "true：号由文书科给（文号），签发时用 --issue --number 写明",
    ),
    "heading": Text(
        "the title, with tags; the template prints it as {{ 标题 }}, or line by line as 标题行",
        "标题，可以带列名；模板里写 {{ 标题 }}，或用“标题行”逐行排",
    ),
    "official": Text(
        "true: an official document: what [options.公文] says, its title by lines (标题行), 签发行",
        "true：公文，印 [options.公文] 里的内容，标题按行排（标题行），有签发行",
    ),
    "publishes": Text(
        "columns above its access that it prints all the same, because publishing them is what it is for: [publishes], "
        '候选人 = ["姓名"]',
        '公布就是目的、因而仍可印出的列，尽管其公开范围更高：[publishes]，候选人 = ["姓名"]',
    ),
    "values": Text(
        "values that all documents print, each by its name: [values]", "全部文件都印的内容，各有名称：[values]"
    ),
    "lists": Text(
        "rows of other tables that the template goes through: [lists.成员]", "模板里要逐行列出的其他表：[lists.成员]"
    ),
    "table": Text(
        "a table that the form brings: [table]; several: [[table]] each",
        "表单自带的表：[table]；几张的，各写 [[table]]",
    ),
    "check": Text("what is wrong with a row: [[check]]", "一行里什么算错：[[check]]"),
}
_LIST = {
    "table": Text("the table", "哪张表"),
    "where": Text("an expression: which of its rows", "选哪些行"),
    "sort": Text(
        "the columns of the order; -得票 from the largest down, 姓名 by 姓氏笔画",
        "按哪些列排序；-得票 为从大到小，姓名按姓氏笔画",
    ),
    "by": Text("the column by which the rows stand in groups", "按哪一列分组"),
}
_RULE = {
    "table": Text(
        "the table that is checked; usually that which the form brings, else that of `each`",
        "检查哪张表；默认是自带的表，没有则是 each 的表",
    ),
    "when": Text("an expression that is true of a row that is wrong", "条件表达式：成立就是有问题"),
    "text": Text(
        "what is said of it; it may hold columns: {{ 姓名 }}没有签到", "怎样提示，可以带列名：{{ 姓名 }}没有签到"
    ),
    "severity": Text("错误 (unless said otherwise), 提醒 or 说明", "错误（默认）、提醒或说明"),
}
_TABLE = {
    "name": Text("the name of the table", "表名"),
    "sheets": Text("other names that its sheet or file may have", "工作表或文件的其他名称"),
    "dated": Text("the column that holds the day of a row", "写着这一行日期的列"),
    "key": Text("the columns that tell one row from another", "区分各行的列"),
    "columns": Text("its columns, each a [[table.columns]]", "各列，逐列写 [[table.columns]]"),
}
_COLUMN = {
    "title": Text(
        "its header; also its name in the template, without brackets and signs",
        "表头，也是模板里的名称（去掉括号和符号）",
    ),
    "aliases": Text("other ways to write the header", "表头的其他写法"),
    "kind": Text("what it holds: {kinds}", "类型：{kinds}"),
    "required": Text("true: a blank cell is an error", "true：空格算错"),
    "fill": Text(
        "true: a merged cell holds for all its rows; in a column without any, a blank repeats the one above",
        "true：合并格用于它的各行；这一列没有合并格的，空格沿用上一格",
    ),
    "access": Text("who may see it: {access} or 绝不外传", "公开范围：{access} 或 绝不外传"),
    "options": Text("the values that may stand there", "可填的选项"),
    "to": Text("the table of which it names a row", "引用哪张表的行"),
    "within": Text(
        "the column of this table that narrows the search: 乡镇 for a 社区", "在本表哪一列的范围内查找，如社区在乡镇内"
    ),
}


def form_page() -> str:
    """The page as Markdown."""
    words = {
        "access": "、".join(word for word in own_table.ACCESS if not word.isascii()),
        "kinds": "、".join(word for word in own_table.KINDS if not word.isascii()),
        "api": declaration.API,
    }
    parts = (
        ("form.toml", declaration.KEYS, _FORM),
        ("[lists.名称]", declaration.LIST_KEYS, _LIST),
        ("[table]", own_table.KEYS, _TABLE),
        ("[[table.columns]]", own_table.COLUMN_KEYS, _COLUMN),
        ("[[check]]", declaration.RULE_KEYS, _RULE),
    )
    return _HEAD + "".join(_part(title, keys, said, words) for title, keys, said in parts)


def _part(title: str, keys: Iterable[str], said: Mapping[str, Text], words: Mapping[str, object]) -> str:
    keys = tuple(keys)
    if set(keys) != said.keys():
        raise KeyError(f"{title}: say here what these keys mean, or take them out: {set(keys) ^ said.keys()}")
    rows = ((code(key), both(_filled(said[key], words))) for key in keys)
    return f"\n## {title}\n\n{table((Text('key', '项'), Text('what it says', '写什么')), rows)}"


def _filled(text: Text, words: Mapping[str, object]) -> Text:
    for name, value in words.items():  # not format: templates have braces too
        text = Text(*(side.replace(f"{{{name}}}", str(value)) for side in text))
    return text
