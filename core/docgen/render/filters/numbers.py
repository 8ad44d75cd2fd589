"""Numbers in Arabic digits: read from texts, rounded, rounded down, grouped, with measure words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from docgen.render.filters.base import Unfit, printed, template_filter
from docgen.render.filters.values import exact, printable, read, rounded, whole_number
from docgen.schema import Quantity
from docgen.text import Text

_HUNDRED_MILLION, _TEN_THOUSAND = 10**8, 10**4
_WHOLE = Text("a whole number from 0 on", "不小于0的整数")
_NO_WORD = Text("a number without a measure word, or with the same", "不带量词的数，或带同一个量词的数")


@template_filter(
    "数字",
    Text(
        "The number that a text says, to count on with; its decimals stay, currency signs and measure words go.",
        "把文字读成数，可以接着计算；小数位照旧，货币符号和量词去掉。",
    ),
    "{{ '1,680.50'|数字 }}，{{ '３０人'|数字 + 5 }}",
    "1680.50，35",
)
def number(value: Any) -> Any:
    """An int or a Decimal, or a Quantity of 170余. Raises DocgenError for what is no number."""
    found = read(value)
    if not found.vague:
        return printable(found.value)
    return Quantity(_count(found.value, value), over=True, word=found.about)


@template_filter(
    "小数",
    Text(
        "So many decimals, half rounded up; 千分位 may follow.",
        "保留括号里的小数位数，四舍五入；后面可接“千分位”。",
    ),
    "{{ 3.14159|小数(2) }}，{{ '1,680.5'|小数(2) }}，{{ 1680.5|小数(2)|千分位 }}",
    "3.14，1680.50，1,680.50",
)
def decimals(value: Any, digits: int) -> str:
    """3.14; 0.125 becomes 0.13. Raises DocgenError for what is no number, and for 170余."""
    found = exact(value)
    return found.said(rounded(found.value, digits))


@template_filter(
    "千分位",
    Text("Thousands separated by commas, decimals and 余 as they are.", "整数部分每三位加逗号，小数和“余”不变。"),
    "{{ 1722|千分位 }}，{{ '2000余'|千分位 }}",
    "1,722，2,000余",
)
def thousands(value: Any) -> str:
    """1,722. Raises DocgenError for what is no number."""
    found = read(value)
    return found.said(f"{found.value:,f}")


@template_filter(
    "约数",
    Text(
        "Rounded down to a multiple of the step, with 余 only if more stands behind it; steps of ten thousand print "
        "万, whole hundred millions 亿.",
        "向下取到整数倍，实际更多时才写“余”；按万取时写“万”，满整亿时写“亿”。",
    ),
    "{{ 173|约数(10) }}，{{ 170|约数(10) }}，{{ 102345|约数(10000) }}，{{ 123456789|约数(100000000) }}",
    "170余，170，10万余，1亿余",
)
def about(value: Any, step: int) -> str:
    """170余, as docgen's own figures are shown; below the step as it is. Raises DocgenError for what is no whole number
    from 0 on."""
    found = read(value)
    whole, least = _count(found.value, value), whole_number(step, 1)
    down = whole // least * least
    return found.said(_in_units(down, least), over=down < whole) if down else found.said(str(whole))


def _in_units(down: int, step: int) -> str:
    for size, sign in ((_HUNDRED_MILLION, "亿"), (_TEN_THOUSAND, "万")):
        if down % size == 0 and step % _TEN_THOUSAND == 0:
            return f"{down // size}{sign}"
    return str(down)


def _count(found: Decimal, value: Any) -> int:
    if found < 0 or found != int(found):
        raise Unfit(_WHOLE, value)
    return int(found)


@template_filter(
    "单位",
    Text("The number with its measure word.", "数字加量词。"),
    "{{ 165|单位('名') }}，{{ '170余'|单位('次') }}",
    "165名，170余次",
)
def unit(value: Any, word: str) -> str:
    """165名; 余 stays before the word, which is written once. Raises DocgenError for what is no number, and for one
    that has another word."""
    own, wanted = read(value).unit, printed(word)
    if own and own != wanted:
        raise Unfit(_NO_WORD, value)
    return printed(value).strip() + (wanted if not own else "")
