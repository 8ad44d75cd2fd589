"""Document numbers, lists, lines, marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from docgen.render.filters.base import Unfit, printed, template_filter
from docgen.render.filters.values import whole_number
from docgen.text import Text, folded

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_OPEN, _CLOSE = r"[〔【\[(〖{]", r"[〕】\])〗}]"
_DOCUMENT_NUMBER = re.compile(rf"([^\d〔【\[(〖{{]+){_OPEN}((?:19|20)\d{{2}}){_CLOSE}第?0*([1-9]\d*)号?", re.ASCII)
_SEPARATORS = re.compile(r"[、,，;；\n]")
_YES = frozenset("是 有 √ ✓ ☑ 1 true yes".split())
_NO = frozenset("否 无 × ✗ □ ☐ 0 false no".split())


@template_filter(
    "文号",
    Text(
        "A document number with brackets 〔〕, without 第 and leading zeros (GB/T 9704, 7.2.5).",
        "发文字号用六角括号〔〕，不加“第”，不补零（GB/T 9704 7.2.5）。",
    ),
    "{{ '成组发[2013]第07号'|文号 }}，{{ '成组发【2013】7号'|文号 }}",
    "成组发〔2013〕7号，成组发〔2013〕7号",
)
def document_number(value: Any) -> str:
    """成组发〔2013〕7号. Raises DocgenError for what is no such number, and for a year of two digits."""
    match = _DOCUMENT_NUMBER.fullmatch(folded(printed(value)))
    if match is None:
        raise Unfit(Text("a document number such as 成组发〔2013〕7号", "发文字号（如 成组发〔2013〕7号）"), value)
    return f"{match[1]}〔{match[2]}〕{match[3]}号"


@template_filter(
    "空",
    Text(
        "— for a blank value, or what stands in brackets. A name that does not exist is still an error.",
        "空值写作“—”或括号里的字；名称写错仍然报错。",
    ),
    "{{ none|空 }}，{{ ''|空('／') }}，{{ 0|空('无') }}",
    "—，／，0",
    takes_blank=True,
)
def blank(value: Any, mark: str = "—") -> Any:
    """`mark` for None, a text of blanks or an empty list; any other value as it is, 0 among them, but truth values as
    是 and 否."""
    if isinstance(value, bool):
        return printed(value)
    if isinstance(value, str):
        value = value if value.strip() else None
    return printed(mark) if value is None or value in ([], ()) else value


@template_filter(
    "去空格",
    Text("Without any white space or invisible characters.", "去掉所有空格和看不见的字符。"),
    "{{ '028 8712 3456'|去空格 }}",
    "02887123456",
)
def no_spaces(value: Any) -> str:
    """The text without white space (U+3000 and line breaks too). Raises DocgenError for what is no text."""
    return "".join(printed(value).translate(_INVISIBLE).split())


@template_filter(
    "换行",
    Text(
        "A new line after each ； (or ;) or the sign in brackets; of a list, a line for each item.",
        "每个“；”（半角也算）或括号里的符号之后换行；一组值则每项一行。",
    ),
    "{{ '甲；乙;丙'|换行 }}",
    "甲；\n乙;\n丙",
)
def lines(value: Any, after: str = "；") -> str:
    """Lines inside one paragraph. Raises DocgenError for what is neither text nor a list of texts."""
    if not isinstance(value, str):
        return "\n".join(_items(value))
    sign = "[；;]" if after in ("；", ";") else re.escape(printed(after))
    parts = [part.strip() for part in re.split(f"(?<={sign})", value)] if after else [value]
    return "\n".join(filter(None, parts))


@template_filter(
    "分段",
    Text(
        "A new paragraph for each line of a cell, or for each item of a list.", "单元格里每行一段；一组值则每项一段。"
    ),
    "{{ '甲\n\n乙'|分段 }}",
    "甲\a乙",
)
def paragraphs(value: Any) -> str:
    """Paragraphs laid out as the tag's own; blank lines are left out. Raises DocgenError as `lines` does."""
    found = value.splitlines() if isinstance(value, str) else _items(value)
    return "\a".join(part.strip() for part in found if part.strip())


@template_filter(
    "单行",
    Text(
        "The lines of a cell joined to one, by nothing or by what stands in brackets.",
        "把单元格里的几行接成一行，中间可加括号里的字。",
    ),
    "{{ '石羊镇\n丰乐村'|单行 }}",
    "石羊镇丰乐村",
)
def one_line(value: Any, separator: str = "") -> str:
    """One line. Raises DocgenError for what is no text."""
    return printed(separator).join(part.strip() for part in printed(value).splitlines() if part.strip())


@template_filter(
    "列举",
    Text(
        "A list with 、 between its items; with a number in brackets only so many of them and 等, with a measure word "
        "also how many there are. No 、 between 《》 or “” (GB/T 15834-2011).",
        "用顿号列举；括号里写个数时只列这么多，后加“等”；再写量词就带总数。"
        "书名号、引号之间不加顿号（GB/T 15834-2011）。",
    ),
    "{{ ['甲', '乙', '丙']|列举 }}，{{ '甲,乙,丙'|列举(2) }}，{{ ['甲', '乙', '丙']|列举(2, '个') }}",
    "甲、乙、丙，甲、乙等，甲、乙等3个",
)
def listing(value: Any, limit: int = 0, word: str = "") -> str | None:
    """甲、乙等3个, of a list, or of a text that separates its items; None for an empty list. `limit` 0 is none. Raises
    DocgenError for what is neither, and for items that are no text."""
    items = [part.strip() for part in _SEPARATORS.split(value)] if isinstance(value, str) else _items(value)
    items = [item for item in items if item]
    most = whole_number(limit, 0) or len(items)
    text = re.sub("(?<=[》”])、(?=[《“])", "", "、".join(items[:most]))
    if len(items) > most:
        text += f"等{len(items)}{word}" if printed(word) else "等"
    return text or None


@template_filter(
    "勾选",
    Text(
        "√ if the value is what stands in brackets, else □; without brackets for yes and no. Other marks may be told: "
        '勾选("男", "■", "□").',
        '与括号里的相同时写√，否则写□；不写括号用于是否。符号可另写：勾选("男", "■", "□")。',
    ),
    "{{ '男'|勾选('男') }}男 {{ '男'|勾选('女') }}女，{{ true|勾选 }}",
    "√男 □女，√",
)
def tick(value: Any, option: str = "", yes: str = "√", no: str = "□") -> str:
    """√ or □; of a list, whether it has the option. Raises DocgenError for what is neither an option nor yes or no."""
    if not option:
        chosen = _truth(value)
    elif isinstance(value, list | tuple):
        chosen = option in _items(value)
    else:
        chosen = printed(value).strip() == option
    return printed(yes if chosen else no)


@template_filter(
    "是否",
    Text("是 or 否, or the two words in brackets.", "写作是、否，或括号里的两个词。"),
    "{{ true|是否 }}，{{ false|是否('有', '无') }}",
    "是，无",
)
def yes_no(value: Any, yes: str = "是", no: str = "否") -> str:
    """是 or 否, of a truth value or of a text that says it (是, 无, √, ×). Raises DocgenError for anything else."""
    return printed(yes if _truth(value) else no)


def _truth(value: Any) -> bool:
    text = printed(int(value) if isinstance(value, bool) else value).strip().lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise Unfit(Text("yes or no (是, 否, √, ×)", "是或否（是、否、√、×）"), value)


def _items(value: Any) -> list[str]:
    if not isinstance(value, Iterable) or isinstance(value, Mapping | bytes):
        raise Unfit(Text("a text or a list of texts", "文字或一组文字"), value)
    return [printed(item).strip() for item in value]
