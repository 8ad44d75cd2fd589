"""Numbers in Chinese numerals: 一百二十三, 壹佰贰拾叁, 二〇一三, amounts of money.

Written here because cn2an leaves a 零 out above 亿 (100,001,000 becomes 一亿一千, which is read as 110,000,000), cuts
amounts off after 分 without a word, and takes as long to import as everything else; the tests compare with it where it
is right.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from docgen.render.filters.base import Unfit, printed, template_filter
from docgen.render.filters.values import exact, read
from docgen.text import Text, folded

_DIGITS = "零一二三四五六七八九"
_PLACES = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))
_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_ONE_BY_ONE = str.maketrans("0123456789", "〇一二三四五六七八九")
_AN_AMOUNT = Text("an amount of yuan with no more than two decimals", "以元为单位、准确到分的金额")


@template_filter(
    "汉字数字",
    Text("The number in Chinese numerals, 余 kept.", "汉字数字，保留“余”。"),
    "{{ 123|汉字数字 }}，{{ 10.05|汉字数字 }}，{{ '170余'|汉字数字 }}",
    "一百二十三，十点零五，一百七十余",
)
def numeral(value: Any) -> str:
    """一百二十三, of a number or a text that is one. Raises DocgenError for anything else, and from 10 000 万亿 on."""
    number = read(value)
    return number.said(_signed(number.value, _colloquial(_decimal(abs(number.value)))))


@template_filter(
    "大写",
    Text("The number in the numerals of bills, which are hard to forge.", "大写数字，防涂改。"),
    "{{ 123|大写 }}",
    "壹佰贰拾叁",
)
def formal(value: Any) -> str:
    """壹佰贰拾叁; what it takes and refuses is that of `numeral`."""
    number = read(value)
    return number.said(_signed(number.value, _decimal(abs(number.value))).translate(_FORMAL))


@template_filter(
    "金额大写",
    Text(
        "An amount of money in yuan, 角 and 分 (会计基础工作规范, article 52). More than two decimals are refused, "
        "never cut off.",
        "人民币金额大写，到元或角为止写“整”（《会计基础工作规范》第五十二条）；超过两位小数时报错，绝不截断。",
    ),
    "{{ 1680|金额大写 }}，{{ '￥1,680.32元'|金额大写 }}，{{ 10.05|金额大写 }}",
    "壹仟陆佰捌拾元整，壹仟陆佰捌拾元叁角贰分，壹拾元零伍分",
)
def amount(value: Any) -> str:
    """壹仟陆佰捌拾元叁角贰分, of a number or a text that is one. Raises DocgenError for 余 and for fractions of 分."""
    number = exact(value)
    cents = abs(number.value) * 100
    if number.unit not in ("", "元") or number.money == "$" or cents != int(cents):
        raise Unfit(_AN_AMOUNT, value)
    yuan, rest = divmod(int(cents), 100)
    text = f"{spelled(yuan, leading_one=True)}元" if yuan or not rest else ""
    return _signed(number.value, text + _change(rest, after_yuan=yuan > 0)).translate(_FORMAL)


def _change(cents: int, after_yuan: bool) -> str:
    tens, ones = divmod(cents, 10)
    if not ones:
        return f"{_DIGITS[tens]}角整" if tens else "整"
    return (f"{_DIGITS[tens]}角" if tens else "零" * after_yuan) + f"{_DIGITS[ones]}分"


@template_filter(
    "逐位数字",
    Text(
        "Digit by digit, with 〇, as years and numbers of things are written (GB/T 15835-2011).",
        "逐位写成汉字，零写作〇，用于年份和编号（GB/T 15835-2011）。",
    ),
    "{{ 2013|逐位数字 }}年",
    "二〇一三年",
)
def han_digits(value: Any) -> str:
    """二〇一三, of a whole number or a text of digits, whose leading zeros stay."""
    text = folded(printed(value))
    if not (text.isascii() and text.isdecimal()):
        raise Unfit(Text("digits", "一串数字"), value)
    return one_by_one(text)


def one_by_one(digits: str) -> str:
    """2013 as 二〇一三."""
    return digits.translate(_ONE_BY_ONE)


def spelled(number: int, leading_one: bool = False) -> str:
    """A whole number from 0 on in Chinese numerals; 10 is 十, or with `leading_one` 一十."""
    return _whole(number) if leading_one else _colloquial(_whole(number))


def _whole(number: int) -> str:
    for size, word in _PLACES:
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if low and low < size // 10 else ""
            return _whole(high) + word + gap + (_whole(low) if low else "")
    return _DIGITS[number]


def _decimal(number: Decimal) -> str:
    """A number from 0 on; decimals are read digit by digit."""
    whole, _, decimals = f"{number:f}".partition(".")
    text = _whole(int(whole))
    return f"{text}点{''.join(_DIGITS[int(digit)] for digit in decimals)}" if decimals else text


def _colloquial(text: str) -> str:
    return text[1:] if text.startswith("一十") else text


def _signed(number: Decimal, text: str) -> str:
    return f"负{text}" if number < 0 else text
