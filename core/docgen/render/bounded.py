"""Filters of Jinja that could make something outsized, each with its bound; and texts formatted with %."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import Undefined, filters, pass_environment
from jinja2.exceptions import SecurityError
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from docgen.render.missing import printable
from docgen.render.reach import MAX_TEXT, TOO_LARGE, check_join, check_replace, check_sizes
from docgen.text import Text

_SPEC = re.compile(r"%(?:\((?P<key>\w+)\))?[-+ #0]*(?P<width>\d*)(?:\.(?P<precision>\d*))?(?P<kind>[diouxXeEfFgGs%])|%")
NO_FORMAT = Text(
    "the signs after % are no format: %s is a text, %d a whole number, %.2f one with two decimals",
    "% 后面的格式写错了：“%s”是文字，“%d”是整数，“%.2f”是两位小数",
)


def formatted(text: str, values: Any) -> Any:
    """`text % values`. Raises SecurityError for a format that is none, or asks for too much."""
    for spec in _SPEC.finditer(text):
        if not spec["kind"]:
            raise SecurityError(str(NO_FORMAT))
        check_sizes(int(spec["width"] or 0), int(spec["precision"] or 0))
    given = values.values() if isinstance(values, Mapping) else values if isinstance(values, tuple) else (values,)
    brings_markup = any(hasattr(printable(value), "__html__") for value in given)
    made = (escape(text) if brings_markup else str(text)) % values
    if len(made) > MAX_TEXT:
        raise SecurityError(str(TOO_LARGE))
    return made


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
    return filters.do_batch(items, max(linecount, 1), fill_with)


def do_slice(items: Collection[Any], slices: int, fill_with: Any = None) -> Iterator[list[Any]]:
    """Jinja's filter `slice`: so many columns of items."""
    check_sizes(slices)
    return filters.sync_do_slice(items, max(slices, 1), fill_with)


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
    return filters.do_wordwrap(environment, text, width, break_long_words, between, break_on_hyphens)


BOUNDED: dict[str, Callable[..., Any]] = {
    "batch": do_batch,
    "center": do_center,
    "format": do_format,
    "indent": do_indent,
    "join": do_join,
    "replace": do_replace,
    "slice": do_slice,
    "sum": do_sum,
    "wordwrap": do_wordwrap,
}


def as_text(value: Any) -> Any:
    """Jinja's filters `e` and `escape` where all is escaped when it is printed: escaping before would do it twice over
    as soon as another filter follows."""
    return value if isinstance(value, str | Undefined | Markup) or hasattr(value, "__html__") else str(value)
