"""The way of whoever delivers: along the streets and the houses, in the order in which people count them."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import is_normalized, normalize

LAST = "\U0010ffff"
"""Stands behind every text: what is blank comes last."""


def way_key(order: int | None, deliverer: str | None, group: str | None, address: str | None, code: str | None) -> str:
    """A text that sorts as households are gone to: by `order` where there is one, those without it behind; then by who
    delivers, group, house and code."""
    place = LAST if order is None else _counted(str(max(order, 0)))
    return "\0".join((place, _known(deliverer), _known(group), _door(address), _door(code)))


@lru_cache(maxsize=8192)
def natural(text: str) -> str:
    """A text that sorts as people sort `text`: numbers as such, before letters and these before Chinese; 十二栋 is
    12栋, full-width is half-width, and 3号 comes before 3-1号, 3A号 and 4号."""
    if not is_normalized("NFKC", text):
        text = normalize("NFKC", text)
    return _NUMBER.sub(_in_order, text.upper())


def _known(text: str | None) -> str:
    return natural(text) if text else LAST


_DIGITS = "0123456789"
_AFTER = "号室户楼层单元栋幢座组"


def _door(text: str | None) -> str:
    """What is before the last number of an address or a code, and that number, each by itself: they come again, the
    whole does not."""
    if not text:
        return LAST
    bare = text.rstrip(_AFTER)
    house = bare.rstrip(_DIGITS)
    if house == bare or house[-1:] == "第" or house[-1:].isnumeric():
        return natural(text)
    number = text[len(house) :]
    return natural(house) + (_counted(number) if bare == text else natural(number))


_HAN = {han: str(value) for value, han in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_TENS = {"十": 10, "百": 100, "千": 1000}
_UNIT = "(?:号楼|单元|网格|(?:村民|居民)?小?组|[号栋幢座楼层室户])"
_NUMBER = re.compile(rf"第?(?:([0-9]+)|([{''.join(_HAN)}{''.join(_TENS)}]+)){_UNIT}?|(?<![A-Z])([A-Z]){_UNIT}")


def _in_order(found: re.Match[str]) -> str:
    digits, han, letter = found.groups()
    return letter or _counted(digits or _arabic(han))


def _counted(digits: str) -> str:
    """A number as a text that sorts as one: how long it is stands first, behind a sign that no text begins with."""
    digits = digits.lstrip("0")
    return f"\x01{chr(len(digits))}{digits}"


@lru_cache(maxsize=4096)
def _arabic(han: str) -> str:
    """十二 → 12, 一百零三 → 103, 一五〇二 → 1502."""
    if not any(unit in han for unit in _TENS):
        return "".join(map(_HAN.__getitem__, han))
    total, digit = 0, 0
    for char in han:
        if char in _TENS:
            total += (digit or 1) * _TENS[char]
            digit = 0
        else:
            digit = 10 * digit + int(_HAN[char])
    return str(total + digit)
