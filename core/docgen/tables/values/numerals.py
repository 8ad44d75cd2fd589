"""Chinese numerals as people write them: 二〇一三, 十二, 一千二百, 十万, 两百零五."""

from __future__ import annotations

_DIGITS = {
    sign: value for signs in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖") for value, sign in enumerate(signs)
}
_DIGITS |= {"○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_ZEROS = "〇零○"

NUMERAL = f"[{''.join((*_DIGITS, *_UNITS))}万亿]+"
"""What a numeral is written with, as a regular expression."""


def chinese_int(text: str) -> int | None:
    """The number that `text` spells, digit by digit or with its units; None when it spells none, or leaves a doubt
    (一百二 may be 102 or 120)."""
    digits = [_DIGITS[sign] for sign in text if sign in _DIGITS]
    if text and len(digits) == len(text):
        return int("".join(map(str, digits)))
    for unit, value in (("亿", 10**8), ("万", 10**4)):
        high, found, low = text.partition(unit)
        if found:
            return _joined(chinese_int(high), value, low)
    return _below_ten_thousand(text)


def _joined(high: int | None, unit: int, low: str) -> int | None:
    rest = chinese_int(low) if low else 0
    if high is None or rest is None or not 0 < high < 10**4 or rest >= unit:
        return None
    spoken = low and low[0] not in _ZEROS and rest < unit // 10  # 一万五 is not said for 10005
    return None if spoken else high * unit + rest


def _below_ten_thousand(text: str) -> int | None:
    total, before, zero, at = 0, 10**4, False, 0
    while at < len(text):
        if text[at] in _ZEROS:
            zero, at = True, at + 1
            continue
        digit = _DIGITS.get(text[at], 0)
        at += bool(digit)
        unit = _UNITS.get(text[at : at + 1], 1)
        if not digit and unit != 10:  # 十二 goes without its one
            return None
        at += unit > 1
        if unit >= before or (total and unit < before // 10 and not zero):
            return None
        total, before, zero = total + (digit or 1) * unit, unit, False
    return total if total and not zero else None
