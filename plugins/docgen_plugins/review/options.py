"""[options.review] of docgen.toml: who signs, whom to ask, by when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from docgen import TO_FILL_IN, MissingOption, Settings, Text, UsageError, chinese_date

_SECTION = "review"


class Options:
    """What the papers of the review print; what is not set shows as 【待补】."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._values: Mapping[str, Any] = settings.options.get(_SECTION, {})

    def text(self, name: str, missing: str | None = None) -> str:
        """A line of text; where it is not set, `missing`, or 【待补】."""
        value = self._values.get(name) or missing
        return MissingOption(_SECTION, name) if value is None else str(value)

    def names(self, name: str) -> list[str]:
        """One name or several."""
        value = self._values.get(name) or TO_FILL_IN
        return [str(part) for part in value] if isinstance(value, list) else re.split(r"[、，,]", str(value))

    def day(self, name: str) -> date | None:
        """A day. Raises DocgenError with the line of what is none."""
        value = self._values.get(name)
        if value is None or type(value) is date:
            return value
        raise self._settings.file.error(
            f"options.review.{name}",
            Text("{name} is not a day", "“{name}”不是日期").format(name=name),
            hint=Text("Write it like: {name} = 2013-11-15", "写法：{name} = 2013-11-15").format(name=name),
        )


def typed_day(typed: str) -> date | None:
    """2013-11-15, 2013.11.15 or 2013年11月15日; None for nothing. Raises UsageError for what is no day."""
    if not typed:
        return None
    found = re.fullmatch(r"(\d{4})\D(\d{1,2})\D(\d{1,2})日?", typed.strip())
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(typed)
    except ValueError:
        hint = Text("Write it like 2013-11-15.", "写法：2013-11-15。")
        raise UsageError(Text("{typed} is not a day", "“{typed}”不是日期").format(typed=typed), hint=hint) from None


def in_words(day: date | None) -> str:
    """2013年11月15日, of the last day to answer, or 【待补】."""
    return chinese_date(day) if day else MissingOption(_SECTION, "反馈期限")
