"""Names, ID and telephone numbers: masked (domain.md §4) or laid out. A mask fails rather than show too much."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from docgen import masks
from docgen.render.filters.base import Unfit, printed, template_filter
from docgen.render.filters.values import whole_number
from docgen.strokes import DOUBLE_SURNAMES, name_key, surname
from docgen.text import Text, folded

_HAN = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SHORT_NAME = re.compile(f"([{_HAN}])([{_HAN}])")
_GAP = re.compile(f"(?<=[{_HAN}])\\s+(?=[{_HAN}])")
_WORD = re.compile(f"[{_HAN}]{{2,4}}")
_SEPARATORS = re.compile(r"[、,，;；/\n]")
_WIDEST_NAME = 10
_EXACT_FLOATS = 10**15  # beyond, a number has lost its last digits


@template_filter(
    "身份证脱敏",
    Text("The first six and the last four characters of a resident ID.", "身份证号只留前六位和后四位。"),
    "{{ '990181197001011234'|身份证脱敏 }}",
    "990181********1234",
)
def mask_id(value: Any) -> str:
    """990181********1234, of an ID of 18 or 15 characters, or of one already masked. Raises DocgenError for others."""
    lost = isinstance(value, float) and abs(value) >= _EXACT_FLOATS
    masked = None if lost else masks.mask_id(printed(value))
    if masked is None:
        raise Unfit(Text("a resident ID", "身份证号"), value)
    return masked


@template_filter(
    "手机脱敏",
    Text(
        "The first three and the last four digits of mobile numbers; landlines are left out, and if nothing is left "
        "the value is blank.",
        "手机号只留前三位和后四位；座机号去掉，一个不剩时视为空值。",
    ),
    "{{ '13812345678、028-87123456'|手机脱敏 }}",
    "138****5678",
)
def mask_phone(value: Any) -> str | None:
    """138****5678, of one number or several; None when all are landlines. Raises DocgenError for what is no number."""
    masked = [_masked_number(part, value) for part in _SEPARATORS.split(printed(value)) if part.strip()]
    return "、".join(filter(None, masked)) or None


def _masked_number(part: str, value: Any) -> str:
    number = re.sub(r"[()-]", "", folded(part))
    number = re.sub(r"^\+?86(?=1[3-9])", "", number)
    if re.fullmatch(r"1[3-9]\d(\d{4}|\*{4})\d{4}", number, re.ASCII):
        return f"{number[:3]}****{number[-4:]}"
    if re.fullmatch(r"(?:0\d{2,3})?[2-9]\d{6,12}|400\d{7}", number, re.ASCII):
        return ""
    raise Unfit(Text("telephone numbers", "电话号码"), value)


@template_filter(
    "姓名脱敏",
    Text(
        "The surname, and 某某 for the rest, or what stands in brackets; of names with · the first character. Each "
        "name of a list is masked.",
        "只留姓，名写作“某某”或括号里的字；带·的姓名只留第一个字。有几个姓名时逐个脱敏。",
    ),
    "{{ '张三、李四'|姓名脱敏 }}，{{ '欧阳小明'|姓名脱敏('某') }}，{{ '买买提·艾力'|姓名脱敏 }}",
    "张某某、李某某，欧阳某，买某某",
)
def mask_name(value: Any, mark: str = "某某") -> str | None:
    """张某某, as courts do (法释〔2016〕19号, article 9), but for a mark that hides the length of the name. A name
    of one character is all mark. Several names, as a list or in one text, are masked each; None for none. Raises
    DocgenError for what is no text."""
    texts = value if isinstance(value, list | tuple) else [value]
    names = [name for text in texts for part in _SEPARATORS.split(printed(text)) for name in _names(part)]
    return "、".join(f"{surname(name)}{printed(mark)}" for name in names) or None


def _names(text: str) -> list[str]:
    """The names between blanks, if they are no padding (张 三) and do not part a surname (欧阳 小明)."""
    words = text.split()
    if all(_WORD.fullmatch(word) for word in words) and words[:1] and words[0] not in DOUBLE_SURNAMES:
        return words
    return [_name(text)] if words else []


@template_filter(
    "某某",
    Text("某某 whatever the name is, for complainants and witnesses.", "一律写作“某某”，用于投诉人、证人。"),
    "{{ '张三'|某某 }}",
    "某某",
)
def anonymous(value: Any) -> str:
    """某某. Raises DocgenError for what is no text."""
    printed(value)
    return "某某"


@template_filter(
    "姓名对齐",
    Text(
        "A name of two characters as wide as one of three, or as the number in brackets; others as they are.",
        "两个字的姓名中间加全角空格，与三个字（或括号里的字数）对齐；其他姓名不变。",
    ),
    "{{ '张三'|姓名对齐 }}，{{ '王小明'|姓名对齐 }}，{{ '扎西·多吉'|姓名对齐 }}",
    "张　三，王小明，扎西·多吉",
)
def pad_name(value: Any, width: int = 3) -> str:
    """张　三 (U+3000), also of a name that was padded with something else. Raises DocgenError for what is no text and
    for a width above 10."""
    if whole_number(width, 2) > _WIDEST_NAME:
        raise Unfit(Text("a width of at most 10", "不超过10的字数"), width)
    name = _name(value)
    match = _SHORT_NAME.fullmatch(name)
    return f"{match[1]}{'　' * (width - 2)}{match[2]}" if match else name


@template_filter(
    "姓氏笔画",
    Text(
        "Names, or rows, in the order of strokes: by surname, of one surname given names of one character first. Of "
        "rows the brackets say in which column the name stands, if it is not 姓名; a text of several names stays one.",
        "按姓氏笔画排序：笔画少的在前，同笔画的按起笔横竖撇点折，同姓的单名在前。可用于一组姓名、顿号隔开的姓名或表格的行；"
        "行里姓名所在的列不叫“姓名”的，写在括号里。",
    ),
    "{{ '孔方、尹王、王牛、毛毛'|姓氏笔画 }}，{{ ['欧阳明', '王三运', '王勇']|姓氏笔画|列举 }}",
    "王牛、毛毛、尹王、孔方，王勇、王三运、欧阳明",
)
def by_strokes(value: Any, column: str = "姓名") -> Any:
    """The names of a list or a text, or the rows of a list by the name in a column; rows without one come last. Raises
    DocgenError for anything else."""
    if isinstance(value, str):
        return "、".join(sorted(filter(None, map(_name, _SEPARATORS.split(value))), key=name_key))
    if not isinstance(value, Iterable):
        raise Unfit(Text("a list of names or rows", "一组姓名或表格的行"), value)
    return sorted(value, key=lambda each: _place(each, column))


def _place(each: Any, column: str) -> tuple[bool, Any]:
    name = each.get(column) if isinstance(each, Mapping) else each
    return (True, ()) if name is None else (False, name_key(printed(name)))


def _name(value: Any) -> str:
    return _GAP.sub("", printed(value).strip())
