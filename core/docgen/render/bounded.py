"""Filters of Jinja that could make something outsized, each with its bound; and texts formatted with %."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import count, repeat
from string import Formatter
from typing import Any

from jinja2 import Undefined, filters, pass_environment
from jinja2.exceptions import SecurityError
from jinja2.nodes import EvalContext
from jinja2.tests import TESTS
from markupsafe import Markup, escape

from docgen.render.missing import printable
from docgen.render.reach import MAX_TEXT, MAX_WIDTH, TOO_LARGE, check_join, check_replace, check_search, check_sizes
from docgen.render.weight import Scales
from docgen.text import Text

_SPEC = re.compile(r"%(?:\((?P<key>\w+)\))?[-+ #0]*(?P<width>\d*)(?:\.(?P<precision>\d*))?(?P<kind>[diouxXeEfFgGs%])|%")
NO_FORMAT = Text(
    "the signs after % are no format: %s is a text, %d a whole number, %.2f one with two decimals",
    "% 后面的格式写错了：“%s”是文字，“%d”是整数，“%.2f”是两位小数",
)


def _weight(value: Any, most: int) -> int:
    """What a value weighs, if it is no more than `most`. Raises SecurityError."""
    return Scales().weigh(value, most)


def formatted(text: str, values: Any) -> Any:
    """`text % values`. Raises SecurityError for a format that is none, or asks for too much."""
    whole, given = 0, iter(values) if isinstance(values, tuple) else repeat(values)
    for spec in _SPEC.finditer(text):
        if not spec["kind"]:
            raise SecurityError(str(NO_FORMAT))
        sizes = int(spec["width"] or 0), int(spec["precision"] or 0)
        check_sizes(*sizes)
        if spec["kind"] != "%":
            value = values.get(spec["key"]) if spec["key"] and isinstance(values, Mapping) else next(given, None)
            whole += max(*sizes, _weight(value, MAX_TEXT + 1))
        if whole > 2 * MAX_TEXT:
            raise SecurityError(str(TOO_LARGE))
    listed = values.values() if isinstance(values, Mapping) else values if isinstance(values, tuple) else (values,)
    brings_markup = any(hasattr(printable(value), "__html__") for value in listed)
    made = (escape(text) if brings_markup else str(text)) % values
    if len(made) > MAX_TEXT:
        raise SecurityError(str(TOO_LARGE))
    return made


def bounded_format(method: Any, wrapped: Callable[..., str]) -> Callable[..., str]:
    """`wrapped`, the method `format` or `format_map` of a text, as a function that raises SecurityError when it would
    make an outsized text."""

    @functools.wraps(wrapped)
    def bounded(*args: Any, **named: Any) -> str:
        given = args[0] if method.__name__ == "format_map" and args else named
        check_fields(method.__self__, args, given)
        return wrapped(*args, **named)

    return bounded


def check_fields(text: str, args: tuple[Any, ...], named: Any) -> None:
    """Raise SecurityError when the fields of `text` ({:>20}) ask for too many places, do not say how many, or would
    be filled with too much."""
    whole, numbers = 0, count()
    for _, field, spec, _ in Formatter().parse(text):
        if field is None:
            continue
        if spec and ("{" in spec or re.search(r"\d{4}", spec)):
            raise SecurityError(str(TOO_LARGE))
        first = re.split(r"[.\[]", field, maxsplit=1)[0]
        number = int(first) if first.isascii() and first.isdigit() and len(first) < 5 else None
        if not first:
            number = next(numbers)
        value = args[number : number + 1] if number is not None else _named(named, first)
        whole += sum(map(int, re.findall(r"\d+", spec or ""))) + _weight(value, MAX_TEXT + 2)
        if whole > 2 * MAX_TEXT:
            raise SecurityError(str(TOO_LARGE))


def _named(values: Any, name: str) -> Any:
    return values.get(name) if isinstance(values, Mapping) else None


def do_format(value: Any, *values: Any, **named: Any) -> Any:
    """Jinja's filter `format`: `"%.2f"|format(x)`."""
    return formatted(str(value), named or values)


def do_replace(value: Any, old: str, new: str, count: int | None = None) -> Any:
    """Jinja's filter `replace`."""
    check_replace(value, old, new)
    text = value if isinstance(value, str) else str(value)
    return text.replace(str(old), new, -1 if count is None else count)


@pass_environment
def do_join(environment: Any, items: Iterable[Any], between: str = "", attribute: str | None = None) -> Any:
    """Jinja's filter `join`."""
    found = list(items) if attribute is None else list(map(filters.make_attrgetter(environment, attribute), items))
    check_join(between, found)
    return filters.sync_do_join(EvalContext(environment), found, between)


@pass_environment
def do_sum(environment: Any, items: Iterable[Any], attribute: str | None = None, start: Any = 0) -> Any:
    """Jinja's filter `sum`, of numbers: lists would be `join` without bound."""
    if not isinstance(start, int | float):
        raise SecurityError(str(TOO_LARGE))
    return filters.sync_do_sum(environment, items, attribute, start)


def do_batch(items: Iterable[Any], linecount: int, fill_with: Any = None) -> Iterator[list[Any]]:
    """Jinja's filter `batch`: rows of so many items."""
    check_sizes(linecount)
    _weight(fill_with, _MAX_FILL)
    return filters.do_batch(items, max(linecount, 1), fill_with)


def do_slice(items: Collection[Any], slices: int, fill_with: Any = None) -> Iterator[list[Any]]:
    """Jinja's filter `slice`: so many columns of items."""
    check_sizes(slices)
    _weight(fill_with, _MAX_FILL)
    return filters.sync_do_slice(items, max(slices, 1), fill_with)


def do_round(value: Any, precision: int = 0, method: Any = "common") -> Any:
    """Jinja's filter `round`."""
    check_sizes(precision)
    return filters.do_round(value, precision, method)


def do_int(value: Any, default: int = 0, base: int = 10) -> int:
    """Jinja's filter `int`: the default for a text of more digits than Python takes, whatever the base."""
    if isinstance(value, str) and len(value) > _MAX_DIGITS:
        return default
    _weight(value, _MAX_DIGITS)
    return filters.do_int(value, default, base)


def do_trim(value: Any, chars: str | None = None) -> Any:
    """Jinja's filter `trim`."""
    text = value if isinstance(value, str) else str(value)
    check_search(text, str(chars or ""))
    return text.strip(chars)


def do_striptags(value: Any) -> str:
    """Jinja's filter `striptags`, which cuts out one tag after the other."""
    text = value if hasattr(value, "__html__") else str(value)
    if isinstance(text, str):
        check_search(text, "<" * (text.count("<") >> 5))
    return filters.do_striptags(text)


@pass_environment
def do_unique(environment: Any, items: Iterable[Any], case_sensitive: bool = False, attribute: Any = None) -> Any:
    """Jinja's filter `unique`. Numbers beyond 2**61, of which any number can be told apart as badly as one likes, are
    few."""
    found = list(items)
    keys = found if attribute is None else map(filters.make_attrgetter(environment, attribute), found)
    if sum(isinstance(key, tuple) or (isinstance(key, int) and abs(key) >= _MODULUS) for key in keys) > MAX_WIDTH:
        raise SecurityError(str(TOO_LARGE))
    return filters.sync_do_unique(environment, found, case_sensitive, attribute)


_MAX_FILL = 4_096
_MAX_DIGITS = 4_300
_MODULUS = (1 << 61) - 1
"""Python hashes a whole number by its rest modulo this one: those that leave the same rest have the same hash."""


def do_center(value: Any, width: int = 80) -> str:
    """Jinja's filter `center`."""
    check_sizes(width)
    return str(value).center(width)


def do_indent(value: Any, width: int | str = 4, first: bool = False, blank: bool = False) -> Any:
    """Jinja's filter `indent`."""
    step = len(width) if isinstance(width, str) else width
    check_sizes(step)
    text = str(value)
    if len(text) + (text.count("\n") + 1) * step > MAX_TEXT:
        raise SecurityError(str(TOO_LARGE))
    return filters.do_indent(text, width, first, blank)


@pass_environment
def do_wordwrap(
    environment: Any,
    value: Any,
    width: int = 79,
    break_long_words: bool = True,
    wrapstring: str | None = None,
    break_on_hyphens: bool = True,
) -> str:
    """Jinja's filter `wordwrap`."""
    text, between = str(value), str(wrapstring or "\n")
    if width < 1 or len(text) * (len(between) + 1) > MAX_TEXT:
        raise SecurityError(str(TOO_LARGE))
    longest = max(map(len, text.split()), default=0)
    check_search(" " * longest, " " * (longest // width))
    return filters.do_wordwrap(environment, text, width, break_long_words, between, break_on_hyphens)


BOUNDED: dict[str, Callable[..., Any]] = {
    "batch": do_batch,
    "center": do_center,
    "format": do_format,
    "indent": do_indent,
    "int": do_int,
    "join": do_join,
    "replace": do_replace,
    "round": do_round,
    "slice": do_slice,
    "striptags": do_striptags,
    "sum": do_sum,
    "trim": do_trim,
    "unique": do_unique,
    "wordwrap": do_wordwrap,
}


def _of_numbers(test: Any) -> Callable[..., bool]:
    """A test that works with %, which would fill in a format if it were asked of a text."""

    @functools.wraps(test)
    def bounded(value: Any, *args: Any) -> bool:
        if isinstance(value, str):
            raise TypeError(f"unsupported operand type(s) for %: 'str' and '{type(next(iter(args), 2)).__name__}'")
        return bool(test(value, *args))

    return bounded


BOUNDED_TESTS: dict[str, Callable[..., bool]] = {
    name: _of_numbers(TESTS[name]) for name in ("divisibleby", "even", "odd")
}


def as_text(value: Any) -> Any:
    """Jinja's filters `e` and `escape` where all is escaped when it is printed: escaping before would do it twice over
    as soon as another filter follows."""
    return value if isinstance(value, str | Undefined | Markup) or hasattr(value, "__html__") else str(value)
