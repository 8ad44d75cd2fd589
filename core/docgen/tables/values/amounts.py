"""Numbers and percents as people write them: 1,722名, 10万余, 约300, 一千二百, 百分之三十二."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from docgen.schema import Exact, Quantity
from docgen.tables.values.cells import EXACT, CellError, check_exact, folded, short
from docgen.tables.values.numerals import NUMERAL, chinese_int
from docgen.text import Text

_UNITS = "人次|名|人|位|户|票|份|次|个|张|封|条|本|件|项|期|支|组|元|岁|年"
_TIMES = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_AMOUNT = re.compile(
    rf"(?P<about>大约|约|将近|近)?(?:(?P<digits>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)|(?P<han>{NUMERAL}?))"
    rf"(?P<over>余|多)?(?P<times>千万|百万|千|万|亿)?(?P<more>余|多)?(?P<unit>{_UNITS})?(?P<around>左右)?",
    re.ASCII,
)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%", re.ASCII)
_OF_HUNDRED = re.compile(rf"百分之(?:(\d+(?:\.\d+)?)|({NUMERAL})(?:点({NUMERAL}))?)", re.ASCII)
_APART = re.compile(r"[\d.,]\s+[\d.,]").search  # \d knows full-width digits
_TWO = Text("two numbers, or one in parts?", "是两个数，还是一个数分开写了？")
_ONE = Text("Write one number, without blanks or lines in it.", "请只写一个数，中间不留空格、不换行。")
_SHARE = re.compile(r"0?\.\d+|0", re.ASCII)


def read_int(raw: Any) -> int:
    """A whole number that is exact. Raises CellError."""
    if raw.__class__ is float and 0 <= raw < EXACT and raw.is_integer():
        return int(raw)
    value = read_quantity(raw)
    if value.over:
        raise CellError(Text("an exact number is needed", "这里要填准确的数"))
    return int(value)


def read_quantity(raw: Any) -> Quantity:
    """A whole number that may be said to be about so many. Raises CellError."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        check_exact(raw)
        if not float(raw).is_integer() or raw < 0:
            raise CellError(Text("a whole number is needed", "应为整数，且不能是负数"))
        return Quantity(int(raw))
    if _APART(short(raw)):
        raise CellError(_TWO, _ONE)
    match = _AMOUNT.fullmatch(folded(raw))
    number = _number(match) if match else None
    if match is None or number is None or (match["over"] and match["more"]):
        raise CellError(Text("a number is needed", "应为数字"))
    if match["about"] or match["around"]:
        return Quantity(number, over=True, word="近" if "近" in (match["about"] or "") else "约")
    return Quantity(number, over=bool(match["over"] or match["more"]))


def _number(match: re.Match[str]) -> int | None:
    """The whole number, if it is one: 1.5万 is, 1.5 is not."""
    digits = (match["digits"] or "").replace(",", "")
    if digits.isdecimal() and not match["times"]:
        return int(digits)  # however long: a Decimal has 28 digits
    number = Decimal(digits) if digits else chinese_int(match["han"] or "")
    if number is None:
        return None
    product = number * _TIMES.get(match["times"] or "", 1)
    return int(product) if product == int(product) else None


def read_decimal(raw: Any) -> Exact:
    """A number with its decimals, as it stands: 1000.5, 1,200.50, ￥1200, １２００元. Nothing is rounded. Raises
    CellError."""
    if raw.__class__ in (float, int) and -EXACT < raw < EXACT:
        return Exact(f"{raw:.15g}")
    if isinstance(raw, Decimal):
        return Exact(raw)
    check_exact(raw)
    if _APART(short(raw)):
        raise CellError(_TWO, _ONE)
    match = _DECIMAL.fullmatch(folded(raw))
    if match is None or (match["money"] and match["ahead"]):
        raise CellError(_A_DECIMAL, _LIKE_DECIMALS)
    digits = match["digits"].replace(",", "")
    return Exact(f"-{digits}" if match["minus"] else digits)


_DECIMAL = re.compile(
    r"(?P<ahead>人民币|RMB)?(?P<money>[¥$])?(?P<minus>[-−])?"
    r"(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)(?:元整?|圆整?)?",
    re.ASCII,
)
_A_DECIMAL = Text("a number is needed", "应为数字")
_LIKE_DECIMALS = Text("Write it like 1200 or 1200.50.", "写成 1200 或 1200.50 这样的数字。")


def read_share(raw: Any) -> float:
    """A share between 0 and 1, of a percent in words or with its sign, or of a number below 1. Raises CellError."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        if 0 <= raw < 1:
            return float(raw)
        if raw == 1:
            raise CellError(Text("1% or 100%?", "是 1% 还是 100%？"), Text("Write the sign %.", "请写上百分号。"))
    text = folded(raw)
    if _APART(short(raw)):
        raise CellError(_TWO, _ONE)
    if match := _PERCENT.fullmatch(text):
        return float(Decimal(match[1]) / 100)
    if _SHARE.fullmatch(text):
        return float(text)
    if (match := _OF_HUNDRED.fullmatch(text)) and (number := _spelt(*match.groups())) is not None:
        return float(number / 100)
    raise CellError(Text("a percent such as 32.5% is needed", "应为百分比，如 32.5%"))


def read_shown_share(raw: Any) -> float:
    """A share that its cell shows in hundredths, so that 1 is 100%. Raises CellError."""
    return raw if raw.__class__ is float and raw >= 0 else read_share(raw)


def _spelt(digits: str | None, whole: str | None, decimals: str | None) -> Decimal | None:
    """三十二点五 → 32.5."""
    if digits:
        return Decimal(digits)
    number = chinese_int(whole or "")
    places = [chinese_int(sign) for sign in decimals or ""]
    if number is None or None in places:
        return None
    return Decimal(f"{number}.{''.join(map(str, places))}" if places else number)
