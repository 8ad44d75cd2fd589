"""What counts as a number: numbers, and texts that are one, such as those of a CSV file."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from docgen.render.filters.base import Unfit
from docgen.schema import Quantity
from docgen.text import Text, folded

LIMIT = 10**16
_PRECISION = 60
_MOST_DIGITS = 10
_A_NUMBER = Text("a number", "数字")
_A_COUNT = Text("a whole number from {least} on", "不小于{least}的整数")
_TEXT = re.compile(r"([-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(万?)(余?)", re.ASCII)


def exact(value: Any) -> tuple[Decimal, bool]:
    """The number that `value` is, and whether it says 余: 1722, 9.58, "1,722", "10万余", a Quantity.

    A float is taken to 15 digits, as Excel keeps it, so that 0.1 + 0.2 is 0.3. Raises Unfit for other values, for
    numbers that are not finite, and from 10 000 万亿 on.
    """
    number, over = _number(value)
    if not number.is_finite() or abs(number) >= LIMIT:
        raise Unfit(Text("a number below 10^16", "一万万亿以下的数"), value)
    return number, over


def _number(value: Any) -> tuple[Decimal, bool]:
    if isinstance(value, bool):
        raise Unfit(_A_NUMBER, value)
    if isinstance(value, int):
        return Decimal(int(value)), isinstance(value, Quantity) and value.over
    if isinstance(value, float):
        return Decimal(f"{value:.15g}"), False
    if isinstance(value, Decimal):
        return value, False
    match = _TEXT.fullmatch(folded(value)) if isinstance(value, str) else None
    if match is None:
        raise Unfit(_A_NUMBER, value)
    number = Decimal(match[1].replace(",", "").replace("−", "-"))
    return number * (10_000 if match[2] else 1), bool(match[3])


def whole_number(value: Any, least: int) -> int:
    """An argument or value that is a whole number from `least` on. Raises Unfit."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise Unfit(_A_COUNT.format(least=least), value)
    return int(value)


def rounded(number: Decimal, digits: Any) -> str:
    """`number` with so many decimals, half away from zero. Raises Unfit unless 0 ≤ `digits` ≤ 10."""
    if whole_number(digits, 0) > _MOST_DIGITS:
        raise Unfit(Text("at most 10 decimals", "至多10位小数"), digits)
    with localcontext(prec=_PRECISION):
        return f"{number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):f}"


def divided(number: Decimal, by: Decimal) -> Decimal:
    """The quotient, far more exact than it is printed. Raises Unfit for division by zero."""
    if by == 0:
        raise Unfit(Text("a whole that is not zero", "不为零的总数"), 0)
    with localcontext(prec=_PRECISION):
        return number / by
