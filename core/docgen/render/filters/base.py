"""How a filter is declared: its two names, what it does, and an example that a test runs.

A filter passes on a value that is missing, so that printing it is the error, as it is without the filter. A value
that it cannot use is refused by the filter's name, with the value shortened and masked.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from jinja2 import Undefined

from docgen.problems import DocgenError
from docgen.render.filters.shown import shown
from docgen.text import Text

P = ParamSpec("P")
Plain = Callable[Concatenate[Any, P], Any]


@dataclass(frozen=True)
class Filter:
    """A filter of templates. `example` is a template text, `result` what it prints."""

    function: Callable[..., Any]
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
    """A value that a filter cannot use: `needed` says what could be, `place` where the value stands if it is one of
    several, `hint` what to do."""

    def __init__(self, needed: Text, value: Any, place: Text | None = None, hint: Text | None = None) -> None:
        super().__init__(needed)
        self.needed = needed
        self.value = value
        self.place = place
        self.hint = hint


FILTERS: dict[str, Filter] = {}
"""Every filter under each of its names, in the order of the documentation."""

_NO_WORDS: Mapping[str, str] = {}


def template_filter(
    chinese: str,
    description: Text,
    example: str,
    result: str,
    *,
    takes_blank: bool = False,
    words: Mapping[str, str] = _NO_WORDS,
) -> Callable[[Plain[P]], Plain[P]]:
    """Declare the function as a filter; its own name is the English one. It is given no missing value unless it
    `takes_blank`; `words` are Chinese names of its arguments. Raises ValueError when a name is taken."""

    def declare(function: Plain[P]) -> Plain[P]:
        guarded = _guarded(function, chinese, example, takes_blank, words)
        made = Filter(guarded, chinese, function.__name__, description, example, result)
        for name in made.names:
            if name in FILTERS:
                raise ValueError(f"two filters are named {name}")
            FILTERS[name] = made
        return guarded

    return declare


def _guarded(function: Plain[P], chinese: str, example: str, takes_blank: bool, words: Mapping[str, str]) -> Plain[P]:
    @wraps(function)
    def guarded(value: Any, /, *args: Any, **kwargs: Any) -> Any:
        for given in (value, *args, *kwargs.values()):
            if isinstance(given, Undefined) or (given is None and not takes_blank):
                return given  # printing it raises
        named: dict[str, Any] = {words.get(name, name): given for name, given in kwargs.items()}
        try:
            return function(value, *args, **named)
        except Unfit as error:
            str(error.value)  # a cell that could not be read raises, and names itself
            raise _refusal(chinese, error) from None
        except TypeError:
            _check_arguments(function, chinese, example, (value, *args), named)
            raise

    return guarded


def _refusal(chinese: str, error: Unfit) -> DocgenError:
    place = error.place or Text("this", "这里")
    text = _UNFIT.format(name=chinese, needed=error.needed, place=place, value=shown(error.value))
    return DocgenError(text, hint=error.hint)


def _check_arguments(
    function: Callable[..., Any], chinese: str, example: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    try:
        inspect.signature(function).bind(*args, **kwargs)
    except TypeError:
        hint = Text("For example: {example}", "例如：{example}").format(example=example)
        raise DocgenError(_ARGUMENTS.format(name=chinese), hint=hint) from None


_UNFIT = Text("the filter {name} needs {needed}; {place} is {value}", "过滤器“{name}”需要{needed}，{place}是{value}")
_ARGUMENTS = Text("what stands in the brackets of the filter {name} is wrong", "过滤器“{name}”括号里的参数不对")


def printed(value: Any) -> str:
    """A text or number as a tag would print it, without exponents; a truth value as 是 or 否. Raises Unfit for anything
    else."""
    if isinstance(value, str | Undefined):
        return str(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float | Decimal):
        return f"{Decimal(f'{value:.15g}' if isinstance(value, float) else value):f}"
    if isinstance(value, int):
        return str(value)
    raise Unfit(Text("a text", "文字"), value)
