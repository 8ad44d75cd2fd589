"""What a row says of itself when it is no data: a total, or a note below the table.

The word alone does not tell: 小计量泵 is a thing that somebody bought, 制表上报 a stage of a plan. A total says nothing
else besides what is summed up, and a note has a sign after its word (注：, 注1), or its row for itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docgen.tables.layout.looks import says_of_itself
from docgen.tables.values.cells import folded

_COUNTED = "(人|户|票|份|件|项)?数|金额|数量|面积|大写"
_TAIL = rf"({_COUNTED})?([:：(\[【/、,，—-].*|[\d.,]+[\u4e00-\u9fff%]{{0,3}})?"  # 合计（人）, 合计人数：12, 合计12人
_PLACE = "[\u4e00-\u9fff]{1,6}(镇|乡|街道|社区|村|县)"
_TOTALS = re.compile(
    rf".*(合计|小计|总计|共计)[:：]?|(合计|小计|总计|共计)({_TAIL}|{_PLACE})|共计.*\d.*|累计[:：]?|(?i:(sub|grand)?[-_]?totals?){_TAIL}"
)
_PEOPLE = "填表人|填报人|制表人?|审核人"
_SIGNED = re.compile(
    rf"注(\d|[:：.、])|(备注|说明|附注)\d*[:：]|附注\d*[.、]|({_PEOPLE})[:：(（]|填[表报]说明[:：]|[数资][据料]来源[:：]"
    r"|(?i:notes?\d*|source)[:：]"
)
_UNSIGNED = rf"附注|{_PEOPLE}|填[表报]说明|数据来源|资料来源"
_WHOLE = re.compile(rf"注|{_UNSIGNED}")
_ALONE = re.compile(rf"({_UNSIGNED}).*|备注|说明", re.DOTALL)
_NOTE_SIGNS = frozenset("注备说附填制审数资nNsS")


def is_total(cells: Sequence[Any]) -> bool:
    """Whether a row with these cells, in order, is a total: so says the first, or the second after a number or name."""
    return any(_says_total(cell) for cell in cells[:2])


def _says_total(cell: Any) -> bool:
    if cell.__class__ is not str or not ("计" in cell or "otal" in cell or "OTAL" in cell):
        return False
    return bool(_TOTALS.fullmatch(folded(cell)))


def is_note(cells: Sequence[Any]) -> bool:
    """Whether a row with these cells is a note, or holds nothing but people's names after what they are (审核人：)."""
    if not begins_note(cells[0]):
        return False
    first = folded(cells[0])
    if _SIGNED.match(first) or _WHOLE.fullmatch(first):
        return True
    return bool(_ALONE.fullmatch(first)) if len(cells) == 1 else all(map(says_of_itself, cells))


def is_signed_note(cell: Any) -> bool:
    """Whether a cell begins with the word of a note and a sign after it."""
    return begins_note(cell) and bool(_SIGNED.match(folded(cell)))


def says_note(cell: Any) -> bool:
    """Whether a cell is the word of a note, or says something of itself: what a row of signatures is made of."""
    return says_of_itself(cell) or (begins_note(cell) and bool(_WHOLE.fullmatch(folded(cell))))


def begins_note(cell: Any) -> bool:
    """Whether a note may begin with `cell`; quick for one that does not."""
    return cell.__class__ is str and (":" in cell or "：" in cell or cell.lstrip()[:1] in _NOTE_SIGNS)
