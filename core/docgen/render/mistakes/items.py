"""Which item of a list a tag is being printed for, in words that a person finds it by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import FrameType
from typing import Any

from docgen.schema import Record

NUMBER = "序号"
_VARIABLE = re.compile(r"l_([1-9]\d*)_(.+)")


def item_of(frame: FrameType, tag: str) -> str:
    """The item that the loop around a tag is at, by its number and its name (2 周清), or by its row in a workbook;
    blank outside of loops. `frame` is that of the template, `tag` what stands there."""
    found = [
        (int(match[1]), value)
        for name, value in frame.f_locals.items()
        if (match := _VARIABLE.fullmatch(name)) and isinstance(value, Mapping | Record) and match[2] in tag
    ]
    return _called(max(found, key=lambda each: each[0])[1]) if found else ""


def _called(item: Mapping[str, Any] | Record) -> str:
    if isinstance(item, Record):
        return str(item.origin)
    number = item.get(NUMBER)
    texts = (value for name, value in item.items() if name != NUMBER and isinstance(value, str))
    name = next((text for text in texts if text and not re.search(r"\d", text)), "")
    return " ".join(str(part) for part in (number, name) if part)
