"""Dates and times of day as a language other than Chinese writes them, by the rules of Unicode's CLDR (Babel)."""

from __future__ import annotations

import datetime
from typing import Any

from docgen.render.filters.base import Unfit, template_filter
from docgen.render.filters.dates import as_day
from docgen.text import Text

_STYLES = ("short", "medium", "long", "full")
_A_STYLE = Text(
    "one of short, medium, long, full, or a pattern such as d MMMM y",
    "short、medium、long、full 之一，或 d MMMM y 这样的格式",
)
_A_LOCALE = Text("a language such as en, en_GB, fr, or zh", "en、en_GB、fr、zh 这样的语言")


@template_filter(
    "外文日期",
    Text(
        "The date in English, or in the language of the second word: long, short, full or a pattern. A date of a form "
        "in a Chinese workspace stays Chinese unless a language is named.",
        "外文的日期（中文表单里的日期，不写语言的仍为中文）：long、short、full，或自己写的格式；第二个词是语言。",
    ),
    """{{ "2026-03-05"|外文日期("long") }}, {{ "2026-03-05"|外文日期("long", "en_GB") }}""",
    "March 5, 2026, 5 March 2026",
)
def date(value: Any, style: str = "long", language: str = "") -> str:
    """March 5, 2026, of a date, a datetime or a text that is one; 9:30 AM of a time of day. Raises DocgenError for
    anything else, and for a style or a language that is not known."""
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date, format_time

    if style not in _STYLES and not any(sign in style for sign in "yMdEHhms"):
        raise Unfit(_A_STYLE, style)
    chosen = language or getattr(value, "written_in", "en")
    try:
        locale = Locale.parse(chosen.replace("-", "_"))
        if isinstance(value, datetime.time):
            return str(format_time(value, style, locale=locale))
        return str(format_date(as_day(value), style, locale=locale))
    except (UnknownLocaleError, ValueError, TypeError):
        raise Unfit(_A_LOCALE, chosen) from None
