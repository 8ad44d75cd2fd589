"""Percents and shares."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from docgen.render.filters.base import Unfit, template_filter
from docgen.render.filters.values import divided, exact, rounded
from docgen.text import Text, folded

_A_SHARE = Text("a share between 0 and 1, or a text with %", "0到1之间的比率，或带%的文字")
_DIGITS_NEEDED = Text(
    "a share of at most two decimals, or the number of decimals in brackets, as in 百分数(1)",
    "至多两位小数的百分数，或在括号里写明小数位数，如 百分数(1)",
)
_MOST_UNSTATED = -2


@template_filter(
    "百分数",
    Text(
        "A share as percent with so many decimals, half rounded up. Without brackets it is not rounded, and refused "
        "when it would have to be.",
        "比率写成百分数，括号里是小数位数，四舍五入。不写括号就不取舍，除不尽时报错。",
    ),
    "{{ 0.504|百分数 }}，{{ '0.504'|百分数(0) }}，{{ (165/1722)|百分数(2) }}",
    "50.4%，50%，9.58%",
)
def percent(value: Any, digits: int | None = None) -> str:
    """50.4%, of a share between 0 and 1 (below zero for a fall) or of a text that carries its %.

    Raises DocgenError for other numbers, so that 32.5 is never 3250%, and where rounding would not be stated.
    """
    number = _share(value) * 100
    if digits is not None:
        return f"{rounded(number, digits)}%"
    plain = number.normalize()
    if int(plain.as_tuple().exponent) < _MOST_UNSTATED:
        raise Unfit(_DIGITS_NEEDED, value)
    return f"{plain:f}%"


@template_filter(
    "占比",
    Text(
        "The share of the number in a whole, as percent with so many decimals.",
        "占总数的百分比，括号里是总数和小数位数。",
    ),
    "{{ 976|占比(4402, 1) }}",
    "22.2%",
)
def share(value: Any, whole: Any, digits: int) -> str:
    """22.2%, counted exactly and rounded once, half up. Raises DocgenError for 余 and for a whole of zero."""
    return f"{rounded(divided(exact(value).value * 100, exact(whole).value), digits)}%"


def _share(value: Any) -> Decimal:
    text = folded(value) if isinstance(value, str) else ""
    if text.endswith("%"):
        return _bare(text[:-1], value) / 100
    number = _bare(value, value)
    if abs(number) > 1:
        raise Unfit(_A_SHARE, value)
    return number


def _bare(number: Any, value: Any) -> Decimal:
    try:
        found = exact(number)
    except Unfit:
        raise Unfit(_A_SHARE, value) from None
    if found.unit or found.money:
        raise Unfit(_A_SHARE, value)
    return found.value
