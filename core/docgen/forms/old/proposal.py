"""A form.toml proposed for a workbook: its table, a column for each header, what the columns seem to hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.problems import Cell, DocgenError
from docgen.schema import Column, Kind
from docgen.tables.find import FoundTable, find_tables
from docgen.tables.values.cells import CellError
from docgen.tables.values.parsers import parser
from docgen.text import Text

_KINDS = (("整数", Kind.INT), ("日期", Kind.DATE))
"""What a column may be taken to hold if all of its cells say so, in the words of form.toml."""

_BY_TITLE = (("身份证", "身份证号"), ("电话", "电话"), ("手机", "电话"), ("邮箱", "邮箱"))
_LOOKED_AT = 200  # rows


@dataclass(frozen=True)
class Proposal:
    """The table of a workbook with what its columns hold, by their titles."""

    sheet: str
    columns: dict[str, str]


def proposed(path: Path, year: int) -> Proposal:
    """The first table of the workbook `path`, whose days are around a year. Raises DocgenError when it has none with a
    header."""
    tables = [table for table in find_tables(path) if table.header_rows and table.columns]
    if not tables:
        raise DocgenError(_NO_TABLE, hint=_HEADER, where=Cell(path.name))
    rows = [row.values for row, _ in zip(tables[0].data(), range(_LOOKED_AT), strict=False)]
    columns = {title: _kind(title, [row[title] for row in rows], year) for title in tables[0].columns}
    return Proposal(_called(tables[0], path), columns)


def _called(table: FoundTable, path: Path) -> str:
    plain = re.fullmatch(r"(?i)sheet ?\d*|工作表 ?\d*|", table.sheet)
    return path.stem if plain else table.sheet


def _kind(title: str, values: Sequence[Any], year: int) -> str:
    """What a column seems to hold."""
    if by_title := next((kind for word, kind in _BY_TITLE if word in title), ""):
        return by_title
    filled = [value for value in values if value not in (None, "")]
    return next((word for word, kind in _KINDS if filled and _all_are(filled, kind, year)), "文字")


def _all_are(values: Iterable[Any], kind: Kind, year: int) -> bool:
    read = parser(Column("", kind=kind), year)
    try:
        for value in values:
            read(value)
    except (CellError, ValueError, TypeError):
        return False
    return True


def form_toml(name: str, proposal: Proposal, *, repeats: bool) -> str:
    """The text of a form.toml for documents of that table: one of all its rows if the template `repeats` some, else one
    for each."""
    each = [] if repeats else [f"each = {_quoted(name)}  # 每行一份", ""]
    lines = [
        f"# 表单“{name}”：docgen {name}",
        f"title = {_quoted(name)}",
        'access = "受限"  # 公开范围：公开、内部、受限；高于它的列印不出来',
        *each,
        "",
        "[table]",
        f"name = {_quoted(name)}",
        f"sheets = [{_quoted(proposal.sheet)}]",
    ]
    for title, kind in proposal.columns.items():
        lines += ["", "[[table.columns]]", f"title = {_quoted(title)}", f"kind = {_quoted(kind)}"]
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


_NO_TABLE = Text("there is no table with a header", "没有找到带表头的表")
_HEADER = Text("The first row holds the names of the columns.", "第一行写各列的名称，数据写在下面。")
