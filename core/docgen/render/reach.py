"""What a template may reach of a value: data, and the methods of texts, lists, groups and days that only look.

Jinja's sandbox keeps templates off what begins with an underscore. That is not enough: a context may hold an object
whose methods write files. So a method may be called only if it is named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sized
from datetime import date, time, timedelta
from decimal import Decimal
from types import BuiltinMethodType
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.utils import Cycler, Joiner, Namespace

from docgen.render.inserts import Insert
from docgen.text import Text

MAX_TEXT = 1 << 20
"""Characters of a text that an expression makes."""
MAX_WIDTH = 1_000
"""Columns, rows or characters that a filter or a method may be asked to fill."""

_OWN = (LoopContext, Macro, Cycler, Joiner, Namespace, TemplateReference, BlockReference)
"""What Jinja itself gives to templates."""
_METHODS: tuple[tuple[type | tuple[type, ...], frozenset[str]], ...] = (
    (
        str,
        frozenset(
            """capitalize casefold center count endswith find index isalnum isalpha isascii isdecimal isdigit islower
            isnumeric isspace istitle isupper join ljust lower lstrip partition removeprefix removesuffix replace
            rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title upper
            zfill""".split()
        ),
    ),
    (Mapping, frozenset("copy get items keys values".split())),
    ((list, tuple), frozenset("copy count index".split())),
    ((set, frozenset), frozenset("isdisjoint issubset issuperset".split())),
    (
        (date, time),
        frozenset("date isocalendar isoformat isoweekday replace strftime time timestamp timetuple weekday".split()),
    ),
    (Decimal, frozenset(["quantize"])),
    (timedelta, frozenset(["total_seconds"])),
    (float, frozenset(["is_integer"])),
)

MAX_SEARCH = 1 << 27
"""Comparisons of characters in one call."""
SPLITTING = frozenset("rsplit split splitlines".split())
"""Methods that make a list of a text."""
_SLOW = frozenset("lstrip rfind rindex rpartition rsplit rstrip strip".split())
"""Methods that Python works out in steps of both lengths multiplied."""
_FILLING = ("center", "ljust", "rjust", "zfill")

TOO_LARGE = Text("an expression makes something far too large", "表达式的结果过大")


def may_reach(value: Any, attribute: str, found: Any) -> bool:
    """Whether a template may have `attribute` of `value`, which is `found`."""
    if isinstance(value, _OWN):
        return True
    if isinstance(value, Insert | type):
        return False
    if not callable(found):
        return True
    return any(isinstance(value, kind) and attribute in names for kind, names in _METHODS)


def check_call(function: Any, arguments: tuple[Any, ...]) -> None:
    """Raise SecurityError when the call of a method would make an outsized text, or search for too long."""
    if not isinstance(function, BuiltinMethodType):
        return
    value, name = function.__self__, function.__name__
    if isinstance(value, str) and name == "replace" and len(arguments) > 1:
        check_replace(value, *arguments[:2])
    elif isinstance(value, str) and name == "join" and arguments:
        check_join(value, arguments[0])
    elif isinstance(value, str) and name in _FILLING:
        check_sizes(*arguments[:1])
    elif isinstance(value, str) and name in _SLOW and arguments and isinstance(arguments[0], str):
        check_search(value, arguments[0])
    elif name == "strftime" and any(re.search(r"%[^%a-zA-Z]*\d{2}", str(given)) for given in arguments):
        raise SecurityError(str(TOO_LARGE))
    elif name == "strftime":
        check_sizes(*map(len, map(str, arguments)))


def check_search(text: str, signs: str) -> None:
    """Raise SecurityError when looking at each character of `text` for each of `signs` takes too long."""
    if len(text) * len(signs) > MAX_SEARCH:
        raise SecurityError(str(TOO_LARGE))


def check_sizes(*sizes: Any) -> None:
    """Raise SecurityError when one of the numbers of places to fill is too large, or none."""
    for size in sizes:
        if not isinstance(size, int) or abs(size) > MAX_WIDTH:
            raise SecurityError(str(TOO_LARGE))


def check_replace(value: Any, old: Any, new: Any) -> None:
    """Raise SecurityError when replacing would make an outsized text."""
    text, old, new = str(value), str(old), str(new)
    if len(text) + text.count(old) * max(len(new) - len(old), 0) > MAX_TEXT:
        raise SecurityError(str(TOO_LARGE))


def check_join(between: Any, items: Any) -> None:
    """Raise SecurityError when joining would make an outsized text. Looks at what is already there."""
    if isinstance(items, Iterable) and isinstance(items, Sized):
        size = sum(len(item) if isinstance(item, str) else 16 for item in items) + len(str(between)) * len(items)
        if size > MAX_TEXT:
            raise SecurityError(str(TOO_LARGE))
