"""What a row says of itself when it is no data: a total, or a note below the table.

The word alone does not tell: 小计量泵 is a thing that somebody bought, 制表上报 a stage of a plan. A total says nothing
else besides what is summed up, and a note has a sign after its word (注：, 注1), or its row for itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docgen.tables.layout.looks import says_of_itself
from docgen.tables.values.cells import folded, plain

_COUNTED = "(人|户|票|份|件|项)?数|金额|数量|面积|大写"
_TAIL = rf"({_COUNTED})?([:：(\[【/、,，—-].*|[\d.,]+[\u4e00-\u9fff%]{{0,3}})?"  # 合计（人）, 合计人数：12, 合计12人
_PLACE = "[\u4e00-\u9fff]{1,6}(镇|乡|街道|[社小]区|村|县)"
_TOTALS = re.compile(
    rf".*(合计|小计|总计|共计)[:：]?|(合计|小计|总计|共计)({_TAIL}|{_PLACE})|共计\D{{0,4}}[\d.,]+\D{{0,3}}|累计[:：]?|(?i:(sub|grand)?[-_]?totals?){_TAIL}"
)
_PEOPLE = "填表人|填报人|制表人?|审核人"
_SIGNED = re.compile(
    rf"注(\d|[:：.、])|(备注|说明|附注)\d*[:：]|附注\d*[.、]|({_PEOPLE})[:：(（]|填[表报]说明[:：]|[数资][据料]来源[:：]"
    r"|(?i:notes?\d*|source)[:：]"
)
_UNSIGNED = rf"附注|{_PEOPLE}|填[表报]说明|数据来源|资料来源"
_WHOLE = re.compile(rf"注|{_UNSIGNED}")
_LONE = re.compile("备注|说明")  # besides, where there is no other cell
_ALONE = re.compile(rf"(?!制表(?!人)|填报人员|填表人员)({_UNSIGNED}).*")
_DRAWN_UP = re.compile(r"制\s*表\s+\S")  # 制表 王五, but not 制表上报
_ITEM = re.compile(
    r"([(（]\d{1,2}[)）]|\d{1,2}[)）.．、]|[①-⑳])\s*(?!\d)(.+[。；;！!]|.{12,})", re.DOTALL
)  # 1、一式三份。
_STATISTIC = re.compile(
    r"平均[\u4e00-\u9fff]{0,4}|均值|最[大小高低](值|分)?|中位数|标准差|方差|(?i:average|mean|median|max(imum)?|min(imum)?)[:：]?"
)
_STATISTIC_SIGNS = frozenset("平均最中标方AaMm")
_RULE = re.compile(r"[-—–=＝_*~～.·]{3,}")
_ANSWERABLE = re.compile(
    r".{0,4}(人|会计|出纳|保管员|主任|主管|审核|复核|审批|制表|填表|日期|时间)|(?i:\w+ by|date|signature)"
)
_CLOSING = re.compile(
    r".{2,}(政府|委员会|办公室|领导小组|党委|支部)|[〇○零一二三四五六七八九]{4}年.{2,6}日?|[-—(]*以下(空白|无正文)[-—)]*"
)
_STAMP = re.compile(r".{2,}[(（](盖章|签章|公章|印章|签字|签名)[)）][:：]?")
_NOTE_SIGNS = frozenset("注备说附填制审数资nNsS")


def is_total(cells: Sequence[Any]) -> bool:
    """Whether a row with these cells, in order, is a total: so says the first, or the second after a number or name."""
    return bool(cells) and (_says_total(cells[0]) or (len(cells) > 1 and _says_total(cells[1])))


def _says_total(cell: Any) -> bool:
    if cell.__class__ is not str or not ("计" in cell or "otal" in cell or "OTAL" in cell):
        return False
    return bool(_TOTALS.fullmatch(folded(cell)))


def is_note(cells: Sequence[Any]) -> bool:
    """Whether a row with these cells is a note, or holds nothing but people's names after what they are (审核人：)."""
    if not begins_note(cells[0]):
        return False
    if is_sure_note(cells) or _WHOLE.fullmatch(folded(cells[0])):
        return True
    if len(cells) > 1:
        return _asks(cells)
    return bool(_ALONE.fullmatch(folded(cells[0])) or _DRAWN_UP.match(plain(cells[0])))


def _asks(cells: Sequence[Any]) -> bool:
    """Whether each cell says something of itself, or is what the cell before asks for (审核：, 王五)."""
    asked = False
    for cell in cells:
        says = says_of_itself(cell)
        if not says and not asked:
            return False
        asked = says and plain(cell)[-1] in ":："
    return True


def is_statistic(cells: Sequence[Any]) -> bool:
    """Whether a row begins with what its numbers are of those above, if they are no sum: 平均值, 最大."""
    first = cells[0]
    return first.__class__ is str and first[:1] in _STATISTIC_SIGNS and bool(_STATISTIC.fullmatch(folded(first)))


def is_rule(cells: Sequence[Any]) -> bool:
    """Whether a row is a line drawn with signs."""
    if cells[0].__class__ is not str or cells[0][:1].isalnum():
        return False
    return all(cell.__class__ is str and _RULE.fullmatch(cell.strip()) for cell in cells)


def is_signed(cells: Sequence[Any]) -> bool:
    """Whether a row names who is answerable, each behind what he is: 经手人, 张三, 会计, 李四."""
    labels = cells[::2]
    if len(cells) % 2 or len(cells) < 4 or not all(cell.__class__ is str for cell in cells):
        return False
    return all(_ANSWERABLE.fullmatch(folded(label)) for label in labels)


def is_closing(cell: Any) -> bool:
    """Whether a cell says who has drawn a list up and when, or that nothing follows, as papers do at their foot."""
    return cell.__class__ is str and bool(_CLOSING.fullmatch(folded(cell)))


def is_stamp(cells: Sequence[Any]) -> bool:
    """Whether a row has nothing but the place for a seal or a signature: 石羊镇人民政府（盖章）."""
    return len(cells) == 1 and cells[0].__class__ is str and bool(_STAMP.fullmatch(cells[0].strip()))


def is_item(cells: Sequence[Any]) -> bool:
    """Whether a row with these cells is an entry of a list of notes: a sentence with its number, and beside it nothing
    but what says something of itself (2.金额单位为元。 填表人：)."""
    first = cells[0]
    if first.__class__ is not str or not _ITEM.fullmatch(first.strip()):
        return False
    return all(map(says_of_itself, cells[1:]))


def is_sure_note(cells: Sequence[Any]) -> bool:
    """Whether a row begins with the word of a note and a sign after it, or holds nothing but that word."""
    first = folded(cells[0])
    return bool(_SIGNED.match(first) or (len(cells) == 1 and (_WHOLE.fullmatch(first) or _LONE.fullmatch(first))))


def says_note(cell: Any) -> bool:
    """Whether a cell is the word of a note, or says something of itself: what a row of signatures is made of."""
    return says_of_itself(cell) or (begins_note(cell) and bool(_WHOLE.fullmatch(folded(cell))))


def begins_note(cell: Any) -> bool:
    """Whether a note may begin with `cell`; quick for one that does not."""
    return cell.__class__ is str and (":" in cell or "：" in cell or cell.lstrip()[:1] in _NOTE_SIGNS)
