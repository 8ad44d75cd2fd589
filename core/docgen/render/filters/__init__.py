"""Filters for Chinese offices: dates, numerals, 余, percents, masks, names, document numbers, blanks, lists.

Each is a function to import and, under a Chinese and an English name, a filter of every template:
`{{ 成文日期|日期 }}`. docs/reference/filters.md lists them. What they do not accept they refuse with DocgenError; a
missing value goes through, so that printing it is the error, except for `空`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docgen.render.filters.base import FILTERS, Filter
from docgen.render.filters.dates import date_time, han_date, long_date, month_day, time_of_day, weekday, year_month
from docgen.render.filters.local import date
from docgen.render.filters.messages import at_most, numbers_in, without_numbers
from docgen.render.filters.numbers import about, decimals, number, thousands, unit
from docgen.render.filters.numerals import amount, formal, han_digits, numeral
from docgen.render.filters.page import filters_page
from docgen.render.filters.people import anonymous, by_strokes, mask_id, mask_name, mask_phone, pad_name
from docgen.render.filters.ranges import span
from docgen.render.filters.shares import percent, share
from docgen.render.filters.sums import total
from docgen.render.filters.texts import (
    blank,
    document_number,
    lines,
    listing,
    no_spaces,
    one_line,
    paragraphs,
    tick,
    yes_no,
)

__all__ = [
    "FILTERS",
    "Filter",
    "about",
    "amount",
    "anonymous",
    "at_most",
    "blank",
    "by_strokes",
    "date",
    "date_time",
    "decimals",
    "document_number",
    "filters_page",
    "formal",
    "functions",
    "han_date",
    "han_digits",
    "lines",
    "listing",
    "long_date",
    "mask_id",
    "mask_name",
    "mask_phone",
    "month_day",
    "no_spaces",
    "number",
    "numbers_in",
    "numeral",
    "one_line",
    "pad_name",
    "paragraphs",
    "percent",
    "share",
    "span",
    "thousands",
    "tick",
    "time_of_day",
    "total",
    "unit",
    "weekday",
    "without_numbers",
    "year_month",
    "yes_no",
]


def functions() -> dict[str, Callable[..., Any]]:
    """The functions by each of their names, as a Jinja environment takes them."""
    return {name: item.function for name, item in FILTERS.items()}
