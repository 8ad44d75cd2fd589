"""Numbers and dates as a person sees them, where the number format says more than the value."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from docgen.period import chinese_date
from docgen.schema import Kind
from docgen.tables.values.amounts import read_decimal
from docgen.tables.values.cells import CellError, check_exact
from docgen.tables.values.formats import GENERAL, shown

_AS_SHOWN = frozenset({Kind.TEXT, Kind.NAME, Kind.LIST, Kind.CODE, Kind.ENUM})
_AMOUNTS = frozenset({Kind.INT, Kind.QUANTITY})
SEEN = _AS_SHOWN | _AMOUNTS | {Kind.DECIMAL, Kind.PERCENT, Kind.YEARMONTH}
"""The kinds of columns for which the format of a cell matters."""

_BOTH_DIGITS = re.compile(r"\d{4}\.\d\d").fullmatch
_SAYS_MORE = re.compile("[%余约近多]").search


def matters(kind: Kind, format: str) -> bool:
    """Whether a number format can say more of a number in a column of that kind than its value does."""
    return bool(_SAYS_MORE(format)) if kind in _AMOUNTS else kind is not Kind.PERCENT


def seen(cell: Any, kind: Kind, format: str, text: str | None = None) -> Any:
    """What a parser of that kind should read instead of the value of a cell of that format: 000123 in a text, 1970.10
    in a month, 170余 in a number. `text` is what the cell shows, where the file says so. Raises CellError for a number
    whose last digits are lost."""
    if isinstance(cell, bool | str):
        return cell
    check_exact(cell)
    if format == GENERAL and text is None:
        return cell
    if isinstance(cell, date | time):
        return (kind in _AS_SHOWN and (_day(cell, text or _moment(cell, format) or shown(cell, format)))) or cell
    if not isinstance(cell, int | float) or kind is Kind.PERCENT:
        return cell
    text = shown(cell, format) if text is None else text
    if kind is Kind.DECIMAL:
        return _decimals(cell, text)
    if text is None or kind in _AS_SHOWN:
        return cell if text is None else text
    says = _BOTH_DIGITS if kind is Kind.YEARMONTH else _SAYS_MORE
    return text if says(text) else cell


def _moment(cell: date | time, format: str) -> str | None:
    """A day with a time as a document says it, where the cell shows both in figures: 2024年3月4日9:30."""
    if not isinstance(cell, datetime) or cell.time() == time() or not _IN_FIGURES(format):
        return None
    return f"{chinese_date(cell)}{cell.hour}:{cell:%M}" + (f":{cell:%S}" if cell.second else "")


def _day(cell: date | time, text: str | None) -> str | None:
    """The text of a cell without 0:00: nobody typed the time of a day at midnight, whatever its format adds."""
    has_time = isinstance(cell, time) or (isinstance(cell, datetime) and cell.time() != time())
    if text is None or has_time:
        return text
    return _MIDNIGHT.sub("", text) or text


_MIDNIGHT = re.compile(r"[\sT]*(上午|AM)?\s*(0?0|12)[:：时]00([:：分]00(\.0+)?秒?|分)?\s*(AM|上午)?$", re.IGNORECASE)
_IN_FIGURES = re.compile(r"(?=.*[yY])(?=.*[dD])(?=.*[hH])(?:[-\sydhms/.:;@\\]|\[\$[^\]]*\])+", re.IGNORECASE).fullmatch


def _decimals(cell: float, text: str | None) -> Any:
    """The number with as many places as the cell shows, if these are all that it has; a percent as it is shown, which
    is no amount."""
    if text is None or "%" in text:
        return text or cell
    try:
        said = read_decimal(text)
    except CellError:
        return cell
    return said if said == cell else cell
