"""What a sheet lacks of the table that it is called like: the header, or columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from docgen.problems import Cell, DocgenError, nearest
from docgen.schema import Column, Table
from docgen.tables.find import NO_HEADER
from docgen.tables.layout.blocks import Block
from docgen.tables.layout.grid import Grid
from docgen.tables.letters import column_letter
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.tables.header import Header


def no_header(where: Cell, table: Table, grid: Grid, bare: Block | None) -> DocgenError:
    """The error for a sheet without the header of `table`; `bare` are rows there that have none at all. It says what a
    header should hold, not what stands there: that may be people."""
    needed = [column.title for column in table.columns if column.required or column.counted]
    needed = needed or [column.title for column in table.columns]
    said = {"table": table.name, "headers": "、".join(needed), "title": needed[0]}
    if bare is None:
        return DocgenError(_NO_HEADER_OF.format(**said), hint=_SHOULD_HOLD.format(**said), where=where)
    rows = sum(bool(grid.filled(row, bare.lane)) for row in range(bare.first, bare.end))
    why = NO_HEADER.format(n=rows, letters="、".join(column_letter(each.index) for each in bare.headings))
    return DocgenError(_BARE.format(why=why, **said), hint=_NAME_LETTERS.format(**said), where=where)


_NO_HEADER_OF = Text("no header of the table {table} was found here", "没有找到“{table}”表的表头")
_SHOULD_HOLD = Text("It should hold: {headers}", "表头应有：{headers}")
_BARE = Text("no header of the table {table} was found here: {why}", "没有找到“{table}”表的表头：{why}")
_NAME_LETTERS = Text(
    "Write the header above them: {headers}. Or say in docgen.toml what the columns are: [aliases.{table}] with a line "
    '{title} = ["A"] for each.',
    "请在数据上面加一行表头：{headers}；"
    '或在 docgen.toml 里写明各列：[aliases.{table}] 下每列一行，如 {title} = ["A"]。',
)


def require_columns(header: Header, where: Cell, filled: Iterable[str]) -> None:
    """Raise DocgenError when a required column has no heading; `filled` are columns that the sheet's name gives."""
    missing = [column for column in header.missing if column.name not in set(filled)]
    if not missing:
        return
    unknown = [str(heading) for heading in header.unknown]
    hints = [f"{column.title} ← {near}?" for column in missing if (near := _nearest_header(column, unknown))]
    found = "、".join(str(heading) for heading in header.headings)
    raise DocgenError(
        Text("the table {table} lacks the column {columns}", "“{table}”表缺少列：{columns}").format(
            table=header.table.name, columns="、".join(column.title for column in missing)
        ),
        hint=Text("Headers found: {found}. {near}", "找到的表头：{found}。{near}").format(
            found=found, near=" ".join(hints)
        ),
        where=where,
    )


def _nearest_header(column: Column, unknown: Sequence[str]) -> str | None:
    for spelling in (column.title, *column.aliases):
        if near := nearest(spelling, unknown):
            return near
    return None
