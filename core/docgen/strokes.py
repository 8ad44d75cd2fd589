"""The order of names in office lists, 按姓氏笔画: by number of strokes, then by their kinds 横竖撇点折, one by one.

Surnames are compared first, character by character: 欧 stands before 欧阳. Of one surname, given names of one character
come first (王勇, 王晨, then 王三运), then all are compared character by character. A name with · has no surname that is
cut off: its characters are compared as they follow. Letters and digits come behind all characters of the list,
characters that the list lacks come last, both in the order of their codes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from docgen.text import folded

# 百家姓, the surnames of two characters that are in use.
DOUBLE_SURNAMES = frozenset(
    """欧阳 司马 上官 诸葛 夏侯 司徒 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 轩辕 东方 南宫 端木 百里 呼延 澹台
    申屠 太史 闻人 独孤 公冶 宗政 濮阳 淳于 单于 赫连 钟离 公羊 万俟 鲜于 仲孙 亓官 司空 司寇 巫马 公西
    颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 段干 东郭 南门 西门 左丘 梁丘 第五""".split()
)

NameKey = tuple[tuple[tuple[int, int], ...], bool, tuple[tuple[int, int], ...]]
"""What names are compared by: the surname, whether the given name has more than one character, the given name."""

_DOTS = re.compile(r"[·•‧・．.]")
_IN_LIST, _LETTER, _UNLISTED = range(3)


def surname(name: str) -> str:
    """The surname of a name of Chinese characters: two characters if that is one of 复姓 and something is left, else
    one; blank for a name of one character."""
    double = name[:2] in DOUBLE_SURNAMES and len(name) > 2
    return name[: 1 + double] if len(name) > 1 else ""


def name_key(name: str) -> NameKey:
    """What a name is compared by in a list 按姓氏笔画; blanks in it count for nothing."""
    plain = folded(name)
    bare = _DOTS.sub("", plain)
    family = bare[:1] if bare != plain else surname(plain) or plain
    given = bare[len(family) :]
    return tuple(map(_place, family)), len(given) > 1, tuple(map(_place, given))


def strokes(character: str) -> str:
    """The strokes of a character: 1 横, 2 竖, 3 撇, 4 点, 5 折; blank for one that the list lacks."""
    return _known()[1].get(character, "")


def unlisted(name: str) -> str:
    """The Chinese characters of a name whose strokes nobody knows, so that it comes last."""
    known = _known()[0]
    return "".join(char for char in folded(name) if char not in known and _is_han(char))


def _place(char: str) -> tuple[int, int]:
    found = _known()[0].get(char)
    if found is not None:
        return _IN_LIST, found
    return (_UNLISTED, ord(char)) if _is_han(char) else (_LETTER, ord(char.casefold()[0]))


def _is_han(char: str) -> bool:
    """Also a character of a private area, and a placeholder such as □."""
    return unicodedata.category(char) in ("Lo", "Co", "Cn", "So")


@lru_cache(maxsize=1)
def _known() -> tuple[Mapping[str, int], Mapping[str, str]]:
    """The place of each character in the list, and its strokes. Two threads that come first both read it."""
    text = (files("docgen") / "strokes.txt").read_text(encoding="utf-8")
    lines = (line.split(" ") for line in text.splitlines() if not line.startswith("#"))
    found = {char: digits for digits, characters in lines for char in characters}
    return {char: place for place, char in enumerate(found)}, found
