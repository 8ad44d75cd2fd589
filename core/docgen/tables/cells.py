"""What a cell says: one parser a kind.

A parser takes the raw value of a cell that is not blank and gives the value meant, or raises CellError.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from docgen.schema import Column, Kind, Quantity
from docgen.text import Text

Parser = Callable[[Any], Any]

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_DITTO = frozenset({"同上", "〃", "″", '"', "”"})
_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_DOTS = re.compile(r"\s*[•・．∙·]\s*")
_YES = frozenset("√ ✓ ☑ ○ 是 有 1 true yes 已完成 已 对".split())
_NO = frozenset("× ✗ ☐ 否 无 0 false no 未完成 未 /".split())
_NONE = frozenset({"—", "——", "-", "--", "/", "无"})
_MAY_SAY_NONE = frozenset({Kind.INT, Kind.QUANTITY, Kind.PERCENT, Kind.DATE, Kind.YEARMONTH, Kind.PHONE, Kind.EMAIL})
_YEARS = 5
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119: a plain number in a date column is an Excel serial
_UNITS = "人次|名|人|位|户|票|份|次|个|张|封|条|本|件|项|期|支|组|元|岁|年"
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class CellError(ValueError):
    """A cell that does not hold what its column should; `text` says what was expected."""

    def __init__(self, text: Text, hint: Text | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint


def is_blank(raw: Any) -> bool:
    """Whether a cell holds nothing that can be seen."""
    if not isinstance(raw, str):
        return raw is None
    text = raw.strip()
    return not text or (ord(text[0]) in _INVISIBLE and not text.translate(_INVISIBLE).strip())


def is_ditto(raw: Any) -> bool:
    """Whether a cell says "as above"."""
    return isinstance(raw, str) and raw.strip() in _DITTO


def says_none(raw: Any, kind: Kind) -> bool:
    """Whether a cell that should hold a number, a date or an address says that there is none (—, /, 无)."""
    return kind in _MAY_SAY_NONE and isinstance(raw, str) and raw.strip() in _NONE


def plain(raw: Any) -> str:
    """The cell as text, as a person reads it: no invisible characters, 3.0 as 3, a date as 2013-11-22."""
    if isinstance(raw, str):
        return raw.translate(_INVISIBLE).replace("\r\n", "\n").strip()
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime) and not (raw.hour or raw.minute or raw.second):
        return raw.date().isoformat()
    return str(raw)


def folded(raw: Any) -> str:
    """The cell as text for comparing: NFKC, no white space at all."""
    return _folded(plain(raw))


@lru_cache(maxsize=1 << 14)  # names of places and departments come again and again
def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def parser(column: Column, year: int) -> Parser:
    """The parser of `column`; `year` completes dates that lack one."""
    if column.kind is Kind.ENUM:
        return _enum(column)
    if column.kind is Kind.DATE:
        return lambda raw: _near(_date(raw, year), year)
    return _PARSERS[column.kind]


def _name(raw: Any) -> str:
    return _DOTS.sub("·", _HAN_GAP.sub("", plain(raw)))


def _int(raw: Any) -> int:
    value = _quantity(raw)
    if value.over:
        raise CellError(Text("an exact number is needed", "这里要填准确的数"))
    return int(value)


def _quantity(raw: Any) -> Quantity:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        if not float(raw).is_integer() or raw < 0:
            raise CellError(Text("a whole number is needed", "应为整数，且不能是负数"))
        return Quantity(int(raw))
    match = re.fullmatch(rf"(\d{{1,3}}(?:,\d{{3}})+|\d+)(万)?(余|多)?(万)?({_UNITS})?", folded(raw), re.ASCII)
    if not match or (match[2] and match[4]):
        raise CellError(Text("a number is needed", "应为数字"))
    number = int(match[1].replace(",", "")) * (10_000 if match[2] or match[4] else 1)
    return Quantity(number, over=bool(match[3]))


def _percent(raw: Any) -> float:
    """A share between 0 and 1; text must carry its sign."""
    if isinstance(raw, float) and 0 <= raw <= 1:
        return raw
    match = re.fullmatch(r"(\d+(?:\.\d+)?)%", folded(raw))
    if not match:
        raise CellError(Text("a percent such as 32.5% is needed", "应为百分比，如 32.5%"))
    return float(match[1]) / 100


def _date(raw: Any, year: int) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    return _serial(raw) or _date_text(folded(raw), year)


def _near(day: date, year: int) -> date:
    """A day of the project's time: a year far off is a slip of the keys."""
    if abs(day.year - year) > _YEARS:
        raise CellError(Text("the year is far from {year}", "年份与{year}年相差太远").format(year=year))
    return day


def _serial(raw: Any) -> date | None:
    """The day of a number that Excel shows as a date only when the cell is formatted so."""
    if isinstance(raw, int | float) and _SERIALS.start <= raw < _SERIALS.stop:
        return _EXCEL_EPOCH + timedelta(days=int(raw))
    return None


def _date_text(text: str, year: int) -> date:
    wrong = CellError(
        Text("a date is needed", "应为日期"), Text("Write it like 2013-11-22.", "写成 2013-11-22 这样的形式。")
    )
    if match := re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})", text):
        parts = [int(group) for group in match.groups() if group]
    elif match := re.fullmatch(r"(\d{2})[-./](\d{1,2})[-./](\d{1,2})", text):
        parts = [2000 + int(match[1]), int(match[2]), int(match[3])]
    elif match := re.fullmatch(r"(\d{1,2})月(\d{1,2})日", text):
        parts = [year, int(match[1]), int(match[2])]
    else:
        raise wrong
    try:
        return date(*parts)
    except ValueError:
        raise wrong from None


def _yearmonth(raw: Any) -> date:
    """The first day of the month; 1970.1 typed as a number could be January or October."""
    if day := raw if isinstance(raw, date) else _serial(raw):
        return date(day.year, day.month, 1)
    if isinstance(raw, float) and re.fullmatch(r"\d{4}\.1", str(raw)):
        raise CellError(
            Text("January or October? The cell lost a zero", "1月还是10月？单元格丢了末尾的零"),
            Text("Set the cell to text and type 1970.01 or 1970.10.", "把单元格设为文本，再填 1970.01 或 1970.10。"),
        )
    match = re.fullmatch(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](?:\d{1,2}日?)?)?|(\d{2})(?:\d{2})?)", folded(raw))
    try:
        return date(int(match[1]), int(match[2] or match[3]), 1)  # type: ignore[index]
    except (TypeError, ValueError):
        raise CellError(Text("a month such as 1970.10 is needed", "应为年月，如 1970.10")) from None


def _bool(raw: Any) -> bool:
    text = folded(raw).lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise CellError(Text("yes or no is needed (是, 否, √, ×)", "应为 是、否、√ 或 ×"))


def _enum(column: Column) -> Parser:
    known = {folded(spelling): value for spelling, value in column.options.items()}
    values = "、".join(dict.fromkeys(column.options.values()))

    def parse(raw: Any) -> str:
        try:
            return known[folded(raw)]
        except KeyError:
            raise CellError(Text(f"one of these is needed: {values}", f"只能填：{values}")) from None

    return parse


def _list(raw: Any) -> tuple[str, ...]:
    """Names between separators; white space separates only where nothing else does, and pads short names (张  三)."""
    text = plain(raw)
    parts = [part for part in re.split(r"[、,，;；\n/]", text) if part.strip()]
    words = text.split()
    if len(parts) == 1 and all(len(word) > 1 for word in words):
        parts = words
    return tuple(_name(part.strip()) for part in parts)


def _phone(raw: Any) -> str:
    numbers = [folded(part) for part in re.split(r"[、,，;；\n/]", plain(raw)) if part.strip()]
    for number in numbers:
        if not re.fullmatch(r"1[3-9]\d{9}|(0\d{2,3}-?)?\d{7,8}(-\d{1,5})?", number, re.ASCII):
            raise CellError(Text("a telephone number is needed", "应为电话号码"))
    return "、".join(numbers)


def _email(raw: Any) -> str:
    text = folded(raw)
    if not re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", text, re.ASCII):
        raise CellError(Text("an e-mail address is needed", "应为电子邮箱"))
    return text


def _id(raw: Any) -> str:
    """A resident ID of 18 characters with its right check digit (GB 11643-1999)."""
    if isinstance(raw, int | float):
        raise CellError(
            Text("the ID was typed as a number, its last digits are lost", "身份证号按数字录入，末几位已丢失"),
            Text("Set the cell to text and type it again.", "把单元格设为文本，重新录入。"),
        )
    text = folded(raw).lstrip("'").upper()
    if not re.fullmatch(r"\d{17}[\dX]", text, re.ASCII):
        raise CellError(Text("an ID has 18 characters", "身份证号应为18位"))
    _date_text(text[6:14], 0)
    if id_check_digit(text) != text[17]:
        raise CellError(Text("the check digit of the ID is wrong", "身份证号校验位不对"))
    return text


def id_check_digit(digits: str) -> str:
    """The 18th character that belongs to the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _ID_WEIGHTS, strict=False))
    return "10X98765432"[total % 11]


_PARSERS: dict[Kind, Parser] = {
    Kind.TEXT: plain,
    Kind.NAME: _name,
    Kind.INT: _int,
    Kind.QUANTITY: _quantity,
    Kind.PERCENT: _percent,
    Kind.YEARMONTH: _yearmonth,
    Kind.BOOL: _bool,
    Kind.LIST: _list,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.ID: _id,
    Kind.CODE: folded,
}
