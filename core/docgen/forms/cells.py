"""What a cell of a sheet says, as the value that a template gets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from docgen.forms.values import Month, Shown, YesNo, dated
from docgen.tables.values.cells import EXACT, check_readable, is_blank, lost_digits, plain
from docgen.tables.values.formats import is_month, shown


def cell_value(raw: Any) -> Any:
    """The value of a cell, None for a blank one. Raises CellError for one that holds nothing that can be used."""
    if raw.__class__ is str:
        return _text(raw)
    read: Callable[[Any], Any] = _READERS.get(raw.__class__, plain)
    return read(raw)


def formatted_value(raw: Any, format: str, text: str | None) -> Any:
    """The value of a cell of that number format, which shows `text`, if the file says so. Raises CellError as
    `cell_value` does."""
    value = cell_value(raw)
    if isinstance(raw, date) and is_month(format):
        return Month(raw.year, raw.month, raw.day)
    if not isinstance(raw, int | float) or isinstance(raw, bool):
        return value
    seen = shown(raw, format) if text is None else text
    return value if seen is None or seen == plain(raw) else Shown(raw, seen)


def _text(raw: str) -> str | None:
    if not raw or is_blank(raw):
        return None
    check_readable(raw.strip())
    return plain(raw)


def _number(raw: float) -> int | float:
    """15 digits are what Excel keeps: 0.1 + 0.2 is 0.3, and a longer whole number has lost its end."""
    if abs(raw) >= EXACT:
        raise lost_digits()
    return int(raw) if raw.is_integer() else float(f"{raw:.15g}")


_READERS: dict[type, Callable[[Any], Any]] = {
    type(None): lambda _: None,
    float: _number,
    int: lambda raw: raw,
    bool: YesNo,
    date: dated,
    datetime: dated,
    time: dated,
    timedelta: plain,
}
