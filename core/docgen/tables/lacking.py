"""What a sheet lacks of the table that it is called like: the header, or columns."""

from __future__ import annotations

from docgen.problems import Cell, DocgenError
from docgen.schema import Table
from docgen.tables.find import NO_HEADER
from docgen.tables.layout.blocks import Block
from docgen.tables.layout.grid import Grid
from docgen.tables.letters import column_letter
from docgen.text import Text


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
