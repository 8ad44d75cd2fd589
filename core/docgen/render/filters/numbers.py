"""Numbers in Arabic digits: rounded down, grouped, as shares, with measure words, as ranges."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from docgen.data.figures import show
from docgen.render.filters.base import Unfit, printed, template_filter
from docgen.render.filters.dates import days, is_day
from docgen.render.filters.values import divided, exact, rounded, whole_number
from docgen.schema import Quantity
from docgen.text import Text, folded

_A_SHARE = Text("a share between 0 and 1, or a text with %", "0到1之间的比率，或带%的文字")
_AN_EXACT = Text("an exact number, not one with 余", "准确的数，不带“余”")
_DIGITS_NEEDED = Text(
    "a share of at most two decimals, or the number of decimals in brackets, as in 百分数(1)",
    "至多两位小数的百分数，或在括号里写明小数位数，如 百分数(1)",
)
_BOTH_PERCENT = Text("% at both ends or at neither", "两端都带%或都不带%")
_A_RANGE = Text("a range that does not end before it begins", "先小后大的区间")
_MOST_UNSTATED = -2


@template_filter(
    "约数",
    Text(
        "Rounded down to a multiple of the step, with 余 only if more stands behind it.",
        "向下取到整数倍，实际更多时才写“余”。",
    ),
    "{{ 173|约数(10) }}，{{ 170|约数(10) }}，{{ 102345|约数(10000) }}",
    "170余，170，10万余",
)
def about(value: Any, step: int) -> str:
    """170余, as docgen's own figures are shown. Raises DocgenError for what is no whole number from 0 on."""
    number, over = exact(value)
    if number < 0 or number != int(number):
        raise Unfit(Text("a whole number from 0 on", "不小于0的整数"), value)
    return show(Quantity(int(number), over), whole_number(step, 1))


@template_filter(
    "千分位",
    Text("Thousands separated by commas, decimals and 余 as they are.", "整数部分每三位加逗号，小数和“余”不变。"),
    "{{ 1722|千分位 }}，{{ '2000余'|千分位 }}",
    "1,722，2,000余",
)
def thousands(value: Any) -> str:
    """1,722. Raises DocgenError for what is no number."""
    number, over = exact(value)
    return f"{number:,f}" + ("余" if over else "")


@template_filter(
    "百分数",
    Text(
        "A share as percent with so many decimals, half rounded up. Without brackets it is not rounded, and refused "
        "when it would have to be.",
        "比率写成百分数，括号里是小数位数，四舍五入。不写括号就不取舍，除不尽时报错。",
    ),
    "{{ 0.504|百分数 }}，{{ 0.504|百分数(0) }}，{{ (165/1722)|百分数(2) }}",
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
    return f"{rounded(divided(_exactly(value) * 100, _exactly(whole)), digits)}%"


@template_filter(
    "单位",
    Text("The number with its measure word.", "数字加量词。"),
    "{{ 165|单位('名') }}，{{ '170余'|单位('次') }}",
    "165名，170余次",
)
def unit(value: Any, word: str) -> str:
    """165名; 余 stays before the word. Raises DocgenError for what is no number."""
    exact(value)
    return printed(value).strip() + printed(word)


@template_filter(
    "区间",
    Text(
        "From the value to the one in brackets. % stands at both ends (GB/T 15835-2011); year and month of a date are "
        'not repeated; one value if both are equal. The dash may be told: 区间(上限, "～").',
        "从前者到括号里的后者。两端都写%（GB/T 15835-2011），日期不重复年月，两端相同只写一个。"
        '连接号可另写：区间(上限, "～")。',
    ),
    "{{ 0.3|百分数|区间(0.5|百分数) }}，{{ '2013-11-16'|区间('2013-11-22') }}",
    "30%—50%，2013年11月16日—22日",
)
def span(value: Any, end: Any, dash: str = "—") -> str:
    """30%—50%, of two numbers, texts or dates. Raises DocgenError when it ends before it begins."""
    if is_day(value) and is_day(end):
        return days(value, end).replace("—", printed(dash))
    first, last = printed(value).strip(), printed(end).strip()
    if first.endswith("%") != last.endswith("%"):
        raise Unfit(_BOTH_PERCENT, end)
    if _backwards(first, last):
        raise Unfit(_A_RANGE, end)
    return first if first == last else f"{first}{printed(dash)}{last}"


def _backwards(first: str, last: str) -> bool:
    try:
        return exact(first.rstrip("%"))[0] > exact(last.rstrip("%"))[0]
    except Unfit:
        return False


def _share(value: Any) -> Decimal:
    if isinstance(value, str):
        text = folded(value)
        if not text.endswith("%"):
            raise Unfit(_A_SHARE, value)
        return _exactly(text[:-1]) / 100
    number = _exactly(value)
    if abs(number) > 1:
        raise Unfit(_A_SHARE, value)
    return number


def _exactly(value: Any) -> Decimal:
    number, over = exact(value)
    if over:
        raise Unfit(_AN_EXACT, value)
    return number
