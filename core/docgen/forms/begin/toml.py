"""The form.toml of a form that begins."""

from __future__ import annotations

import json
from collections.abc import Sequence

from docgen.forms.begin.columns import Columns
from docgen.forms.begin.labels import NUMBER
from docgen.schema import variable


def form_toml(name: str, columns: Columns, access: str, *, each: bool) -> str:
    """Its text: a document for each row, or one of all rows; `access` in the words of form.toml."""
    table = columns.table or name
    lines = [
        f"# 表单“{name}”：运行 docgen {name} 即可生成。改完后运行 docgen forms check {name} 检查。",
        f"title = {_quoted(name)}",
        f"access = {_quoted(access)}  # 公开范围：公开、内部、受限。列的公开范围高于它的，印不出来",
    ]
    if each:
        lines.append(f"each = {_quoted(table)}  # 每行一份；删去这一行，则全部数据一份")
        lines.append(f"filename = {_quoted(_filename(name, columns))}  # 存到 out 里的什么地方，叫什么")
    if not columns.table:
        lines += _own_table(name, columns)
    return "\n".join([*lines, ""])


def _filename(name: str, columns: Columns) -> str:
    """Numbered, and called by what names a row, if a column seems to."""
    called = [column for column in columns.wanted if column.kind in ("姓名", "编号") and column.filled]
    tags = [NUMBER, *(variable(column.title) for column in called[:1])]
    return f"{name}/{name}_{'_'.join(f'{{{{ {tag} }}}}' for tag in tags)}"


def _own_table(name: str, columns: Columns) -> list[str]:
    lines = ["", "# 数据表：工作表叫下面的名称之一，表头有下面各列", "[table]", f"name = {_quoted(name)}"]
    lines.append(f"sheets = {_listed(columns.sheets or (name,))}")
    for column in columns.wanted:
        lines += ["", "[[table.columns]]", f"title = {_quoted(column.title)}"]
        if column.title in columns.ends:
            lines.append(f"aliases = [{_quoted(columns.ends[column.title])}]")
        if column.kind != "文字":
            lines.append(f"kind = {_quoted(column.kind)}")
        if column.merged:
            lines.append("fill = true  # 合并的单元格，下面各行沿用")
    return lines


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _listed(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"
