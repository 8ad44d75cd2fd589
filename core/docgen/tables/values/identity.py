"""Resident IDs (GB 11643-1999)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from docgen.personal import id_check_digit
from docgen.tables.values.cells import CellError, Doubtful, folded
from docgen.text import Text

_ID = re.compile(r"\d{17}[\dX]", re.ASCII).fullmatch
_OLD_ID = re.compile(r"\d{15}", re.ASCII).fullmatch


def is_id(text: str) -> bool:
    """Whether a text is an ID of 18 characters, as it should be written."""
    return bool(_ID(text)) and _birth(text) is not None and id_check_digit(text) == text[17]


def read_id(raw: Any) -> str:
    """A resident ID of 18 characters with its right check digit; Doubtful for one of 15, as they were given until 1999:
    no check digit is invented. Raises CellError."""
    if isinstance(raw, int | float):
        raise CellError(
            Text("the ID was typed as a number, its last digits are lost", "身份证号按数字录入，末几位已丢失"),
            Text("Set the cell to text and type it again.", "把单元格设为文本，重新录入。"),
        )
    text = raw if isinstance(raw, str) and _ID(raw) else folded(raw).lstrip("'").upper()
    if not _ID(text):
        if _OLD_ID(text) and _birth(text):
            raise Doubtful(Text("an old ID of 15 digits", "这是15位旧身份证号"), text)
        raise CellError(Text("an ID has 18 characters", "身份证号应为18位"))
    if not _birth(text):
        raise CellError(Text("the day of birth in the ID is none", "身份证号里的出生日期不对"))
    if id_check_digit(text) != text[17]:
        raise CellError(Text("the check digit of the ID is wrong", "身份证号校验位不对"), _COMPARE)
    return str(text)


_COMPARE = Text(
    "One of its characters is likely to be mistyped: compare it with the card.",
    "多半是输错了一位，请对照身份证核对。",
)


def _birth(identity: str) -> date | None:
    """The day of birth that an ID holds: its digits 7 to 14, of an old one 7 to 12."""
    day = identity[6:14] if len(identity) == 18 else f"19{identity[6:12]}"
    try:
        return date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return None


def birth_month(identity: str) -> date | None:
    """The month of birth that an ID holds."""
    day = _birth(identity)
    return day.replace(day=1) if day else None
