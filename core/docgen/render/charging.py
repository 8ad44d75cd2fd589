"""What filters and tests cost: a document pays for what they look at and for what they make, and has a time limit.

A filter over a list is asked once for each item (`map`, `select`), so short words can ask for endless work or memory:
each item is paid for, with what it is compared to.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from typing import Any, Protocol

from jinja2.filters import FILTERS
from markupsafe import Markup

_EACH = frozenset("map select reject selectattr rejectattr".split())
_FREE = frozenset("d default e escape safe".split())
_COUNTED = (str, Markup, list, tuple, dict)
WATCHED = 1_000
"""A loop of more turns looks at the clock."""
_TURNS = 64


class Purse(Protocol):
    """What is charged: the environment."""

    def charge(self, cost: int) -> None:
        """Raise SecurityError when the document has cost too much."""


def charging(filters: Mapping[str, Callable[..., Any]], purse: Purse) -> dict[str, Callable[..., Any]]:
    """The filters of Jinja among these, so that they are paid for."""
    return {
        name: (_each if name in _EACH else _whole)(function, purse)
        for name, function in filters.items()
        if name in FILTERS and name not in _FREE
    }


def size(value: Any) -> int:
    """What looking at a value costs."""
    return len(value) if value.__class__ in _COUNTED else 1


def _value_at(function: Callable[..., Any]) -> int:
    """Which argument of a filter is the value: Jinja gives some of them itself first."""
    return 1 if hasattr(function, "jinja_pass_arg") else 0


def _whole(function: Callable[..., Any], purse: Purse) -> Callable[..., Any]:
    """A filter of a value."""
    at = _value_at(function)

    @functools.wraps(function)
    def charged(*args: Any, **named: Any) -> Any:
        if (cost := size(args[at])) > 1:
            purse.charge(cost)
        made = function(*args, **named)
        if (cost := size(made)) > 1:
            purse.charge(cost)
        return made

    return charged


def _each(function: Callable[..., Any], purse: Purse) -> Callable[..., Any]:
    """A filter that asks another one, or a test, for each item of a list."""
    at = _value_at(function)

    @functools.wraps(function)
    def charged(*args: Any, **named: Any) -> Iterator[Any]:
        beside = sum(size(value) for value in (*args[at + 1 :], *named.values()))
        items = _paid(args[at], purse, beside)
        for made in function(*args[:at], items, *args[at + 1 :], **named):
            purse.charge(size(made))
            yield made

    return charged


def _paid(items: Any, purse: Purse, beside: int) -> Iterator[Any]:
    for item in items:
        purse.charge(size(item) + beside)
        yield item


class Watched(Iterable[Any], Sized):
    """Items of a long loop, which is stopped when it takes too long."""

    def __init__(self, items: Any, purse: Purse) -> None:
        self.items, self.purse = items, purse

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Any]:
        for turn, item in enumerate(self.items):
            if not turn % _TURNS:
                self.purse.charge(0)
            yield item
