"""What counts as a number: numbers, and texts that say one, as a CSV file has them: ￥1,680.32元, 10万余, 约300."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from docgen.render.filters.base import Unfit
from docgen.schema import Exact, Quantity, of_float
from docgen.tables.values.numerals import NUMERAL, chinese_int
from docgen.text import Text, folded

LIMIT = 10**16
_PRECISION = 60
_MOST_DIGITS = 10
_A_NUMBER = Text(
    "a number, such as 1680.5, 1,680.50, ￥1,680.50元 or 30人", "数字（如 1680.5、1,680.50、￥1,680.50元、30人）"
)
_A_COUNT = Text("a whole number from {least} on", "不小于{least}的整数")
_AN_EXACT = Text("an exact number, not one with 余 or 约", "准确的数，不带“余”“约”")
_TIMES = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_UNITS = """人次 名 人 位 户 票 份 次 个 张 封 条 本 件 项 期 支 组 元 岁 年 天 家 场 间 栋 辆 块 亩 米 公里 千米
    平方米 吨 公斤 千克 小时 分钟 个月""".split()
_TEXT = re.compile(
    rf"(?P<about>大约|约|将近|近)?(?P<money>[¥$])?(?P<minus>[-−])?"
    rf"(?:(?P<digits>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|\.\d+)|(?P<han>{NUMERAL}?))"
    rf"(?P<over>余|多)?(?P<times>千万|百万|千|万|亿)?(?P<more>余|多)?(?P<unit>{'|'.join(_UNITS)})?(?P<around>左右)?",
    re.ASCII,
)


@dataclass(frozen=True)
class Number:
    """A number and what is said of it: 余, 约 or 近, its currency sign and its measure word."""

    value: Decimal
    over: bool = False
    about: str = ""
    money: str = ""
    unit: str = ""

    @property
    def vague(self) -> bool:
        """Whether it is not just so many."""
        return self.over or bool(self.about)

    def said(self, text: str, over: bool = False) -> str:
        """`text`, which is the number written anew, with all that is said of it."""
        more = "余" if (over or self.over) and not self.about else ""
        return f"{self.about}{self.money}{text}{more}{self.unit}"


def read(value: Any) -> Number:
    """The number that `value` is: 1722, 9.58, "1,722", "10万余", "￥1,680.32元", "一百二十", a Quantity.

    A float is taken to 15 digits, as Excel keeps it, so that 0.1 + 0.2 is 0.3. Raises Unfit for other values, for
    numbers that are not finite, and from 10 000 万亿 on.
    """
    number = _number(value)
    if not number.value.is_finite() or abs(number.value) >= LIMIT:
        raise Unfit(Text("a number below 10^16", "一万万亿以下的数"), value)
    return number


def exact(value: Any) -> Number:
    """The same, of a number that is just so many. Raises Unfit for 170余 and 约300 too."""
    number = read(value)
    if number.vague:
        raise Unfit(_AN_EXACT, value)
    return number


def _number(value: Any) -> Number:
    if isinstance(value, Quantity):
        return Number(Decimal(int(value)), value.over and not value.word, value.word)
    if isinstance(value, bool):
        raise Unfit(_A_NUMBER, value)
    if isinstance(value, int | Decimal):
        return Number(Decimal(int(value)) if isinstance(value, int) else Decimal(value))
    if isinstance(value, float):
        return Number(of_float(value))
    match = _TEXT.fullmatch(folded(value)) if isinstance(value, str) else None
    number = _of_text(match) if match else None
    if number is None:
        raise Unfit(_A_NUMBER, value)
    return number


def _of_text(match: re.Match[str]) -> Number | None:
    spelt = None if match["digits"] else chinese_int(match["han"] or "")
    if (match["digits"] is None and spelt is None) or (match["over"] and match["more"]):
        return None
    number = Decimal(match["digits"].replace(",", "") if match["digits"] else spelt or 0)
    if match["times"]:
        number = (number * _TIMES[match["times"]]).normalize() + 0  # 1.50万 has no decimals
    number = -number if match["minus"] else number
    near = "近" if "近" in (match["about"] or "") else "约" if match["about"] or match["around"] else ""
    over = bool(match["over"] or match["more"]) and not near
    return Number(number, over, near, (match["money"] or "").replace("¥", "￥"), match["unit"] or "")


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
        made = number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{made if made else abs(made):f}"


def divided(number: Decimal, by: Decimal) -> Decimal:
    """The quotient, far more exact than it is printed. Raises Unfit for division by zero."""
    if by == 0:
        raise Unfit(Text("a whole that is not zero", "不为零的总数"), 0)
    with localcontext(prec=_PRECISION):
        return number / by


def printable(number: Decimal) -> int | Exact:
    """What a template goes on with: a whole number, or one with the decimals that stand there."""
    return int(number) if int(number.as_tuple().exponent) >= 0 else Exact(number)
