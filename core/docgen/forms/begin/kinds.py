"""What the cells of a column seem to hold, so that nothing is lost of what they show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from docgen.schema import Column, Kind, of_float
from docgen.tables.values.amounts import read_decimal
from docgen.tables.values.cells import EXACT, CellError, folded, plain
from docgen.tables.values.formats import GENERAL, shown
from docgen.tables.values.parsers import parser

TEXT = "文字"
_CODE, _PHONE, _DECIMAL = "编号", "电话", "小数"
_KINDS = (("整数", Kind.INT), (_DECIMAL, Kind.DECIMAL), ("日期", Kind.DATE), ("年月", Kind.YEARMONTH))
"""What a column may be taken to hold if all of its cells say so, in the words of form.toml."""

_BY_TITLE = (
    *(("身份证", "身份证号"), ("电话", _PHONE), ("手机", _PHONE), ("座机", _PHONE), ("联系方式", _PHONE)),
    *(("联系办法", _PHONE), ("邮箱", "邮箱"), ("姓名", "姓名"), ("编号", _CODE), ("户号", _CODE)),
    *(("年月", "年月"), ("日期", "日期"), ("金额", _DECIMAL), ("单价", _DECIMAL), ("总价", _DECIMAL)),
)


class SeenCell(NamedTuple):
    """A cell with what it shows: its number format, and its text where the file says so."""

    value: Any
    format: str = GENERAL
    text: str | None = None

    @property
    def is_filled(self) -> bool:
        """Whether it holds anything."""
        return self.value is not None and bool(str(self.value).strip())

    @property
    def is_lost(self) -> bool:
        """Whether it is a number whose last digits are lost."""
        return self.value.__class__ in (int, float) and abs(self.value) >= EXACT

    @property
    def seen(self) -> str:
        """What a person sees."""
        if self.text is not None:
            return self.text
        if isinstance(self.value, int | float | date | time) and not isinstance(self.value, bool):
            return shown(self.value, self.format) or plain(self.value)
        return plain(self.value)


def kind_of(title: str, cells: Sequence[SeenCell], year: int) -> str:
    """The kind of a column of these cells, none of which is blank, in the words of form.toml."""
    kinds = dict(_KINDS)
    kind = by_title(title)
    if not cells:
        return kind or TEXT
    if kind == _DECIMAL:
        kind = kind if _reads(cells, Kind.DECIMAL, year) and all(map(_is_amount, cells)) else ""
    elif kind in kinds:
        kind = kind if _fits(kind, cells, year, title) else ""
    elif kind == _PHONE and 2 * sum(_reads([cell], Kind.PHONE, year) for cell in cells) < len(cells):
        kind = TEXT  # 微信 abc
    return kind or next((word for word in kinds if _fits(word, cells, year, title)), _of_texts(cells))


def odd_ones(title: str, cells: Sequence[SeenCell], year: int) -> tuple[str, list[int]]:
    """Of cells that are taken for texts, the kind that nearly all are of, and which ones are not: days, months and
    amounts, one cell in ten at most. Blank and none if there is no such kind."""
    few = max(len(cells) // 10, 1)
    for kind in ("日期", "年月", _DECIMAL) if len(cells) > _TOO_FEW else ():
        odd = [index for index, cell in enumerate(cells) if not _fits(kind, [cell], year, title)]
        if 0 < len(odd) <= few:
            return kind, odd
    return "", []


_TOO_FEW = 3


def by_title(title: str) -> str:
    """What a header says of the kind; blank if it says nothing."""
    return next((kind for word, kind in _BY_TITLE if word in title), "")


def _fits(kind: str, cells: Sequence[SeenCell], year: int, title: str) -> bool:
    """Whether all cells are of the kind, and print as they show. 3-2 is a day below a title that says so, else the
    number of a house."""
    if kind in _IN_FULL and not _OF_DAYS.search(title) and not all(_IN_FULL[kind](cell.value) for cell in cells):
        return False
    return _reads(cells, dict(_KINDS)[kind], year) and all(map(_KEPT[kind], cells))


_OF_DAYS = re.compile("日期|时间|年月|月份|出生|生日|期限|[日月时]$")


def _is_day_in_full(value: Any) -> bool:
    return isinstance(value, date) or re.match(rf"{_YEAR}[-./年]\w{{1,3}}[-./月]\w", folded(str(value))) is not None


def _is_month_in_full(value: Any) -> bool:
    return isinstance(value, str) and re.match(rf"{_YEAR}年\w{{1,3}}月", folded(value)) is not None


_YEAR = r"[\d〇○零一二三四五六七八九]{4}"
_IN_FULL: dict[str, Callable[[Any], bool]] = {"日期": _is_day_in_full, "年月": _is_month_in_full}


def _of_texts(cells: Iterable[SeenCell]) -> str:
    """Codes, if numbers show with zeros or letters before them (000123, SY0007); else texts."""
    numbers = [cell for cell in cells if cell.value.__class__ in (int, float)]
    is_coded = any(_CODED(cell.seen) and cell.seen != plain(cell.value) for cell in numbers)
    return (
        _CODE if is_coded and not any(cell.is_lost for cell in numbers) and len(numbers) == len(list(cells)) else TEXT
    )


_CODED = re.compile(r"0\d+|[A-Za-z][\w-]*\d", re.ASCII).fullmatch


def _reads(cells: Iterable[SeenCell], kind: Kind, year: int) -> bool:
    read = parser(Column("", kind=kind), year)
    try:
        for cell in cells:
            read(cell.value)
    except (CellError, ValueError, TypeError):
        return False
    return True


# -- whether a cell prints as it shows --


def _is_whole(cell: SeenCell) -> bool:
    """A number without unit and zeros before it; commas between thousands go."""
    if not isinstance(cell.value, int | float):
        return re.fullmatch(r"0|[1-9]\d{0,14}", str(cell.value).strip()) is not None
    return cell.seen.replace(",", "") == plain(cell.value)


def _is_decimal(cell: SeenCell) -> bool:
    """The same with decimals."""
    if not isinstance(cell.value, int | float):
        return re.fullmatch(r"-?(0|[1-9]\d{0,11})(\.\d{1,6})?", cell.value.strip()) is not None
    return _is_amount(cell) and re.fullmatch(r"[-\d.,]+", cell.seen) is not None


def _is_amount(cell: SeenCell) -> bool:
    """The same with a currency sign before it or 元 behind it, which an amount goes without."""
    try:
        said = read_decimal(cell.seen)
    except CellError:
        return False
    is_same = not isinstance(cell.value, int | float) or of_float(cell.value) == Decimal(said)
    return is_same and re.match(r"\D*0\d", cell.seen) is None


def _has_no_time(cell: SeenCell) -> bool:
    if isinstance(cell.value, datetime):
        return cell.value.time() == time()
    return not (isinstance(cell.value, str) and re.search(r"\d\s*[:：时点]", cell.value))


def _has_no_day(cell: SeenCell) -> bool:
    return not isinstance(cell.value, date) and not (isinstance(cell.value, str) and _DATE.match(cell.value))


_DATE = re.compile(r"\s*(\d{4})[-./年]\d{1,2}[-./月]\d{1,2}")
_KEPT: dict[str, Callable[[SeenCell], bool]] = {
    "整数": _is_whole,
    _DECIMAL: _is_decimal,
    "日期": _has_no_time,
    "年月": _has_no_day,
}
