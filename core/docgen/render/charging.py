"""Filters and tests that are paid for: what they look at before, and what they make after.

A filter over a list is asked once for each item (`map`, `select`), so short words can ask for endless work or memory:
each item is paid for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from docgen.render.bare import PLACES
from docgen.render.budget import EACH, Budget, long_texts
from docgen.render.weight import HOLDERS, LIGHT

Function = Callable[..., Any]
Pay = Callable[[str, Function, Budget], Function]

_FREE = frozenset(("d", "default", "first", "last", "count", "length", *PLACES))
_EACH = frozenset("map select reject selectattr rejectattr".split())
_TEXTS = frozenset(
    """capitalize center e escape forceescape format indent join lower replace safe string striptags title trim truncate
    upper urlencode wordcount wordwrap""".split()
)
"""Filters that make a text of whatever they are given."""
_LISTS = frozenset("batch items list reverse slice".split())
"""Filters that look at no more than how many items there are."""
_FREE_TESTS = frozenset(
    """boolean callable defined escaped false filter float integer iterable mapping none number sameas sequence string
    test true undefined""".split()
)
_LISTED: tuple[type[Any], ...] = (*HOLDERS, range)
_SHORT = 256
_PATH = 8
"""Steps for each character of an argument that a filter uses with each item: `a.a.a` is looked up name by name."""


class Charged(dict[str, Function]):
    """Filters or tests by name, as Jinja looks them up. `pay` makes one that is paid for; as most templates use few of
    them, it is asked when a name is first looked up."""

    def __init__(self, functions: Mapping[str, Function], pay: Pay, budget: Budget) -> None:
        super().__init__(functions)
        self._pay, self._budget = pay, budget
        self._paid: dict[str, Function] = {}

    def add(self, functions: Mapping[str, Function]) -> None:
        """Take in more, which the budget pays for too."""
        self.update(functions)
        self._paid.clear()

    def __getitem__(self, name: str) -> Function:
        paid = self._paid.get(name)
        if paid is None:
            paid = self._paid[name] = self._pay(name, _uncharged(super().__getitem__(name)), self._budget)
        return paid

    def get(self, name: str, default: Any = None) -> Any:
        """The function of that name, or the default."""
        try:
            return self[name]
        except KeyError:
            return default


def charged_test(name: str, function: Function, budget: Budget) -> Function:
    """The test, so that `budget` pays for it."""
    return function if name in _FREE_TESTS else _marked(_whole(function, budget.look, budget), function)


def charged_filter(name: str, function: Function, budget: Budget) -> Function:
    """The filter, so that `budget` pays for it."""
    if name in _FREE:
        return function
    if name in _EACH:
        charged = _for_each(function, budget)
    elif name in _LISTS:
        charged = _of_list(function, budget)
    else:
        charged = _whole(function, budget.read if name in _TEXTS else budget.look, budget)
    return _marked(charged, function)


def _marked(charged: Function, function: Function) -> Function:
    """`charged` as `function` looks to Jinja: it asks for what its decorators write into a function."""
    charged.__dict__.update(getattr(function, "__dict__", {}), uncharged=function)
    return charged


def _uncharged(function: Any) -> Function:
    """The function that another budget pays for."""
    return getattr(function, "uncharged", function)  # type: ignore[no-any-return]


def _value_at(function: Function) -> int:
    """Which argument is the value: Jinja gives some of them itself first."""
    return 1 if hasattr(function, "jinja_pass_arg") else 0


def _whole(function: Function, look: Callable[[Any], Any], budget: Budget) -> Function:
    """A filter or test that walks through all that it is given."""
    at = _value_at(function)
    make = budget.make

    def charged(*args: Any, **named: Any) -> Any:
        given = tuple(map(look, args[at:]))
        if given and isinstance(given[0], _LISTED):
            budget.spend(len(given[0]) * (EACH + long_texts(*given[1:], *named.values())))
        for value in named.values():
            look(value)
        return _paid(make(function(*args[:at], *given, **named)), budget)

    def charged_alone(value: Any, *args: Any, **named: Any) -> Any:
        kind = value.__class__
        if args or named or not (kind in LIGHT or (kind is str and len(value) < _SHORT)):
            return charged(value, *args, **named)
        made = function(value)
        return made if made.__class__ is str and len(made) < _SHORT else _paid(make(made), budget)

    return charged if at else charged_alone


def _paid(made: Any, budget: Budget) -> Any:
    return budget.each(made, EACH) if isinstance(made, Iterator) else made


def _of_list(function: Function, budget: Budget) -> Function:
    """A filter that gives the items of a list otherwise ordered or cut."""
    at = _value_at(function)

    def charged(*args: Any, **named: Any) -> Any:
        if isinstance(args[at], _LISTED):
            budget.spend(len(args[at]) * EACH)
        made = budget.make(function(*args, **named))
        if isinstance(args[at], str) and isinstance(made, list):  # each character is a text of its own
            budget.spend(0, 64 * len(made))
        return _paid(made, budget)

    return charged


def _for_each(function: Function, budget: Budget) -> Function:
    """A filter that asks another one, or a test, for each item of a list."""
    at = _value_at(function)

    def charged(*args: Any, **named: Any) -> Iterator[Any]:
        steps = EACH + _PATH * long_texts(*args[at + 1 :], *named.values())
        steps += budget.scales.weigh(named.get("default"), budget.limits.steps)
        items = budget.each(iter(args[at]), steps)
        yield from budget.each(iter(function(*args[:at], items, *args[at + 1 :], **named)), 0)

    return charged
