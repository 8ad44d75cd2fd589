"""The form.toml of a form that begins."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from docgen.forms.begin.columns import Columns
from docgen.forms.begin.labels import NUMBER
from docgen.schema import variable
from docgen.text import Text

_ABOUT = Text(
    "The form {name}: docgen {name} makes its documents. After each change run docgen forms check {name}.",
    "表单“{name}”：运行 docgen {name} 即可生成。改完后运行 docgen forms check {name} 检查。",
)
_ACCESS = Text(
    "who may see it: 公开 (public), 内部 (internal), 受限 (restricted); columns above it are not printed",
    "公开范围：公开、内部、受限。列的公开范围高于它的，印不出来",
)
_EACH = Text(
    "a document for each row; without this line there is one of all rows", "每行一份；删去这一行，则全部数据一份"
)
_FILENAME = Text("where in out it goes, and what it is called", "存到 out 里的什么地方，叫什么")
_TABLE = Text(
    "Its table: a sheet called by one of these names, with these headers",
    "数据表：工作表叫下面的名称之一，表头有下面各列",
)
_FILL = Text("merged cells hold for the rows below", "合并的单元格，下面各行沿用")


def form_toml(name: str, columns: Columns, access: str, left_out: Collection[str] = (), *, each: bool) -> str:
    """Its text: a document for each row, or one of all rows; `access` in the words of form.toml. A document of that
    access must not be called by the columns `left_out`. Its comments are in the language that the command speaks."""
    table = columns.table or name
    lines = [
        f"# {_ABOUT.format(name=name)}",
        f"title = {_quoted(name)}",
        f"access = {_quoted(access)}  # {_ACCESS}",
    ]
    if each:
        lines.append(f"each = {_quoted(table)}  # {_EACH}")
        lines.append(f"filename = {_quoted(_filename(name, columns, left_out))}  # {_FILENAME}")
    if not columns.table:
        lines += _own_table(name, columns)
    return "\n".join([*lines, ""])


def _filename(name: str, columns: Columns, left_out: Collection[str]) -> str:
    """Numbered, and called by what names a row, if a column seems to."""
    called = [each for each in columns.wanted if each.kind in ("姓名", "编号") and each.filled]
    tags = [NUMBER, *[variable(each.title) for each in called if each.title not in left_out][:1]]
    return f"{name}/{name}_{'_'.join(f'{{{{ {tag} }}}}' for tag in tags)}"


def _own_table(name: str, columns: Columns) -> list[str]:
    lines = ["", f"# {_TABLE}", "[table]", f"name = {_quoted(name)}"]
    lines.append(f"sheets = {_listed(columns.sheets or (name,))}")
    for column in columns.wanted:
        lines += ["", "[[table.columns]]", f"title = {_quoted(column.title)}"]
        if spellings := columns.spellings(column.title):
            lines.append(f"aliases = {_listed(spellings)}")
        if column.kind != "文字":
            lines.append(f"kind = {_quoted(column.kind)}")
        if column.merged:
            lines.append(f"fill = true  # {_FILL}")
    return lines


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _listed(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"
