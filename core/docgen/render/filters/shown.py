"""A value as a message shows it: short, and masked where it looks like an ID or a telephone number."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from typing import Any

from docgen.schema import Record
from docgen.text import Text

_MOST = 30
_MOST_BITS = 200
# A date is no secret; seven digits and more, also in groups (028-8712 3456), may be a number that belongs to a person.
_LONG_DIGITS = re.compile(
    r"(?<!\d)((?:19|20)\d\d([-./ ]?)\d{1,2}\2\d{1,2})(?!\d)|[\d*](?:[ -]?[\d*]){6,}[Xx]?", re.ASCII
)
_KINDS: tuple[tuple[type | tuple[type, ...], Text], ...] = (
    (bool, Text("yes or no", "是或否")),
    (int, Text("a number of very many digits", "位数极多的数")),
    ((list, tuple, set, frozenset), Text("a list", "一组值")),
    (Record, Text("a row of a table", "表中的一行")),
)
_BLANK = Text("blank", "空白")
_QUOTED = Text("“{value}”", "“{value}”")


def shown(value: Any) -> Text:
    """A text, number or date as it stands; of anything else, what it is. A Text says that itself."""
    if isinstance(value, Text):
        return value
    if value is None or (isinstance(value, str) and not value.strip()):
        return _BLANK
    if isinstance(value, str | float | Decimal | date | time) or _is_short_number(value):
        return _QUOTED.format(value=_shortened(_masked(" ".join(str(value).split()))))
    for types, name in _KINDS:
        if isinstance(value, types):
            return name
    return Text("something else", "其他内容")


def _is_short_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value.bit_length() <= _MOST_BITS


def _masked(text: str) -> str:
    return _LONG_DIGITS.sub(lambda match: match[0] if match[1] else _hidden(match[0]), text)


def _hidden(digits: str) -> str:
    """As much as the masks of documents leave: 6 and 4 characters of an ID, 3 and 4 of a mobile number."""
    text = re.sub("[ -]", "", digits)
    first, last = (6, 4) if len(text) >= 15 else (3, 4) if len(text) >= 11 else (2, 2)
    return f"{text[:first]}{'*' * (len(text) - first - last)}{text[-last:]}"


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"
