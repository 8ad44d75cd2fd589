"""What a row says of itself when it is no data: a total, or a note below the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docgen.tables.layout.looks import says_of_itself
from docgen.tables.values.cells import folded

_TOTALS = re.compile(r"(合计|小计|总计|共计)|.*(合计|小计|总计|共计)[:：]?$|累计$|(?i:(sub|grand )?totals?:?$)")
_NOTES = re.compile(
    r"(注\d*[:：.、]|备注\d*[:：]|说明\d*[:：]|附注|填表(人|说明)|制表|审核人|填报(人|说明)[:：]|数据来源|资料来源|(?i:notes?|source)[:：])"
)


_NOTE_SIGNS = frozenset("注备说附填制审数资nNsS")


def is_total(cells: Sequence[Any]) -> bool:
    """Whether a row with these cells, in order, is a total: so says the first, or the second after a number or name."""
    return any(_says_total(cell) for cell in cells[:2])


def _says_total(cell: Any) -> bool:
    return cell.__class__ is str and ("计" in cell or "otal" in cell) and bool(_TOTALS.match(folded(cell)))


def is_note(cells: Sequence[Any]) -> bool:
    """Whether a row with these cells is a note, or holds nothing but people's names after what they are (审核人：)."""
    if not begins_note(cells[0]):
        return False
    return bool(_NOTES.match(folded(cells[0]))) or (len(cells) > 1 and all(map(says_of_itself, cells)))


def begins_note(cell: Any) -> bool:
    """Whether a note may begin with `cell`; quick for one that does not."""
    return cell.__class__ is str and (":" in cell or "：" in cell or cell.lstrip()[:1] in _NOTE_SIGNS)
