"""What a value weighs: all that is in it, counted as often as it is in it.

`a = (a, a)` forty times in a row makes forty tuples that print as 2**40 texts: Python's own functions (str, ==, hash,
sorted) walk them all in one call that nothing ends. So a value is weighed before it is given to such a function. Each
list is looked at once, however often it is shared, so weighing takes no longer than the value is large in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from types import NoneType
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.utils import Cycler, Namespace

from docgen.render.inserts import Rich
from docgen.render.reach import TOO_LARGE

MAX_DEPTH = 100
"""Lists in lists: Python hashes them by recursion, without a guard against the end of the stack."""
LIGHT = frozenset({bool, float, date, time, timedelta, NoneType})
"""Kinds of values that weigh nothing to speak of."""
_VIEWS: tuple[type[Any], ...] = (type({}.keys()), type({}.values()), type({}.items()))
HOLDERS: tuple[type[Any], ...] = (list, tuple, dict, set, frozenset, *_VIEWS)
"""Kinds of lists and groups of values that Python walks through."""
_RUN = 64
"""What the format of a run of formatted text counts for."""
_WORTH_KEEPING = 256
_MOST_KEPT = 64
_ANY = 1 << 100

_Known = dict[int, tuple[int, int]]
"""Weights and heights of lists, by identity."""


class Scales:
    """Weighs the values of one evaluation. Heavy lists are kept in mind with their weight, so that a list which grows
    by one item at a time is not walked anew each time."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Any, tuple[int, int]]] = {}
        self._may_change = False

    def clear(self) -> None:
        """Forget the values of the evaluation before."""
        if self._kept:
            self._kept.clear()

    def weigh(self, value: Any, most: int) -> int:
        """The weight of `value`: 1, and 1 more for each character of a text and for four bits of a whole number; of a
        list or a group of values also the weight of all that is in it. Raises SecurityError when it is more than
        `most`, or when it has more than MAX_DEPTH lists in each other."""
        self._may_change = False
        weight, height = self._whole(value, {}, most, 0)
        if height and weight >= _WORTH_KEEPING and not self._may_change:
            self._keep(value, weight, height)
        return weight

    def keep_sum(self, value: Any, *parts: Any) -> None:
        """Keep in mind what a list weighs that was just made of these heavy lists and others, which were weighed."""
        if not isinstance(value, list | tuple) or not any(id(part) in self._kept for part in parts):
            return
        self._may_change = False
        measured = [self._whole(part, {}, _ANY, 0) for part in parts]
        if not self._may_change:
            self._keep(value, sum(weight for weight, _ in measured), max(height for _, height in measured))

    def _keep(self, value: Any, weight: int, height: int) -> None:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[id(value)] = value, (weight, height)

    def _whole(self, value: Any, known: _Known, most: int, depth: int) -> tuple[int, int]:
        """The weight of any value, and how many lists in each other it has."""
        if (alone := _weight_alone(value)) is not None:
            return _within(alone, most), 0
        key = id(value)
        kept = self._kept.get(key)
        found = kept[1] if kept is not None and kept[0] is value else known.get(key)
        if found is None:
            known[key] = most + 1, 0  # one that holds itself has no end
            found = known[key] = self._summed(value, known, most, depth)
        if depth + found[1] > MAX_DEPTH:
            raise SecurityError(str(TOO_LARGE))
        return _within(found[0], most), found[1]

    def _summed(self, value: Any, known: _Known, most: int, depth: int) -> tuple[int, int]:
        """The weight of a list or a group of values, and its height."""
        if depth > MAX_DEPTH:
            raise SecurityError(str(TOO_LARGE))
        weight, height = 1, 0
        for part in self._parts(value):
            kind = part.__class__
            if kind is str:
                weight += 1 + len(part)
            elif kind in LIGHT:
                weight += 1
            elif kind is int:
                weight += 1 + (part.bit_length() >> 2)
            else:
                own, its = self._whole(part, known, most, depth + 1)
                weight += own
                height = max(height, its)
            if weight > most:
                break
        return weight, height + 1

    def _parts(self, value: Any) -> Iterable[Any]:
        """What lies in a value: the items of a list, the keys and values of a group."""
        if isinstance(value, Namespace):
            self._may_change = True
            return _pairs(value._Namespace__attrs)
        if isinstance(value, _VIEWS):
            return _pairs(value.mapping)
        if isinstance(value, dict):
            return _pairs(value)
        return value.items if isinstance(value, Cycler) else value


def _weight_alone(value: Any) -> int | None:
    """The weight of a value that holds no others; None for a list or a group of values."""
    if isinstance(value, str | bytes):
        return 1 + len(value)
    if isinstance(value, range):
        return 1 + len(value)
    if isinstance(value, int):
        return 1 + (value.bit_length() >> 2)
    if isinstance(value, Decimal):
        return 1 + (abs(value.adjusted()) if value.is_finite() else 0)
    if isinstance(value, Rich):
        return 1 + sum(_RUN + len(run.text) for run in value.runs)
    return None if isinstance(value, (*HOLDERS, Namespace, Cycler)) else 1


def _within(weight: int, most: int) -> int:
    if weight > most:
        raise SecurityError(str(TOO_LARGE))
    return weight


def _pairs(group: Mapping[Any, Any]) -> Iterator[Any]:
    for key, value in group.items():
        yield key
        yield value


def size_of(value: Any) -> int:
    """About how many bytes a value takes by itself, without what is in it."""
    if isinstance(value, str):
        return len(value) if value.isascii() else 2 * len(value)
    if isinstance(value, list | tuple):
        return 8 * len(value)
    return 64 * len(value) if isinstance(value, dict | set | frozenset) else 0
