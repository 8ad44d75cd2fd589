"""How a filter is declared: its two names, what it does, and an example that a test runs.

A filter passes on a value that is missing, so that printing it is the error, as it is without the filter. A value
that it cannot use is refused by the filter's name and the kind of the value; the value itself, which may be
personal, stands in no message.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from jinja2 import Undefined

from docgen.problems import DocgenError
from docgen.schema import Record
from docgen.text import Text

P = ParamSpec("P")
Plain = Callable[Concatenate[Any, P], str | None]


@dataclass(frozen=True)
class Filter:
    """A filter of templates. `example` is a template text, `result` what it prints."""

    function: Callable[..., str | None]
    chinese: str
    english: str
    description: Text
    example: str
    result: str

    @property
    def names(self) -> tuple[str, str]:
        """Both names that a template may use."""
        return self.chinese, self.english


class Unfit(Exception):
    """A value that a filter cannot use: `needed` says what could be, `value` is looked at for its kind only."""

    def __init__(self, needed: Text, value: Any) -> None:
        super().__init__(needed)
        self.needed = needed
        self.kind = kind_of(value)


FILTERS: dict[str, Filter] = {}
"""Every filter under each of its names, in the order of the documentation."""


def template_filter(
    chinese: str, description: Text, example: str, result: str, *, takes_blank: bool = False
) -> Callable[[Plain[P]], Plain[P]]:
    """Declare the function as a filter; its own name is the English one. It is given no missing value unless it
    `takes_blank`. Raises ValueError when a name is taken."""

    def declare(function: Plain[P]) -> Plain[P]:
        guarded = _guarded(function, chinese, example, takes_blank)
        made = Filter(guarded, chinese, function.__name__, description, example, result)
        for name in made.names:
            if name in FILTERS:
                raise ValueError(f"two filters are named {name}")
            FILTERS[name] = made
        return guarded

    return declare


def _guarded(function: Plain[P], chinese: str, example: str, takes_blank: bool) -> Plain[P]:
    @wraps(function)
    def guarded(value: Any, /, *args: P.args, **kwargs: P.kwargs) -> str | None:
        for given in (value, *args, *kwargs.values()):
            if isinstance(given, Undefined) or (given is None and not takes_blank):
                return given  # type: ignore[return-value] # printing it raises
        try:
            return function(value, *args, **kwargs)
        except Unfit as error:
            raise DocgenError(_UNFIT.format(name=chinese, needed=error.needed, kind=error.kind)) from None
        except TypeError:
            _check_arguments(function, chinese, example, (value, *args), kwargs)
            raise

    return guarded


def _check_arguments(
    function: Callable[..., Any], chinese: str, example: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    try:
        inspect.signature(function).bind(*args, **kwargs)
    except TypeError:
        hint = Text("For example: {example}", "例如：{example}").format(example=example)
        raise DocgenError(_ARGUMENTS.format(name=chinese), hint=hint) from None


_UNFIT = Text("the filter {name} needs {needed}, this is {kind}", "过滤器“{name}”需要{needed}，这里是{kind}")
_ARGUMENTS = Text("what stands in the brackets of the filter {name} is wrong", "过滤器“{name}”括号里的参数不对")

_KINDS: tuple[tuple[type | tuple[type, ...], Text], ...] = (
    (str, Text("another text", "别的文字")),
    (bool, Text("yes or no", "是或否")),
    ((int, float, Decimal), Text("another number", "别的数")),
    (date, Text("a date", "日期")),
    (time, Text("a time of day", "时刻")),
    ((list, tuple, set, frozenset), Text("a list", "一组值")),
    (Record, Text("a row of a table", "表中的一行")),
)


def kind_of(value: Any) -> Text:
    """What a value is, for messages that must not print it."""
    for types, name in _KINDS:
        if isinstance(value, types):
            return name
    return Text("something else", "其他内容")


def printed(value: Any) -> str:
    """A text or number as a tag would print it, without exponents. Raises Unfit for anything else."""
    if isinstance(value, str | Undefined):
        return str(value)
    if isinstance(value, float | Decimal):
        return f"{Decimal(f'{value:.15g}' if isinstance(value, float) else value):f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise Unfit(Text("a text", "文字"), value)
