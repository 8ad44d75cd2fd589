"""Values that are not there: asking for one is an error, never a blank, unless the template says `default`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Undefined
from jinja2.exceptions import SecurityError, UndefinedError

from docgen.text import Text

NO_TEXT = Text("this is a list or a group of values, not a text", "这里是一组值，不是文字，需指明其中一项")

NO_CALL = Text(
    "this is a function and not a text; brackets may be missing behind it",
    "这里是函数，不是文字；后面可能缺了括号",
)


class MissingValue(UndefinedError):
    """A name that the context does not have, or that is blank there; `known` are the names that stand beside it."""

    def __init__(self, name: str, known: Iterable[str] = ()) -> None:
        super().__init__(name)
        self.name = name
        self.known = list(known)


class Missing(StrictUndefined):
    """An undefined value that tells its name whatever is done with it."""

    def _fail_with_undefined_error(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        if issubclass(self._undefined_exception, SecurityError):
            raise SecurityError(self._undefined_hint)
        owner = self._undefined_obj
        raise MissingValue(str(self._undefined_name), map(str, owner) if isinstance(owner, Mapping) else ())

    def __bool__(self) -> bool:  # type: ignore[override]
        """A parameter that a call of a macro leaves out may be asked for, as in Jinja; nothing else may."""
        if not str(self._undefined_hint).startswith("parameter "):
            self._fail_with_undefined_error()
        return False


for _name in """str iter len eq ne hash contains call getattr getitem lt le gt ge int float complex neg pos
    add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow html""".split():
    setattr(Missing, f"__{_name}__", Missing._fail_with_undefined_error)


def printable(value: Any) -> Any:
    """What a tag prints. A blank value is no text, and never comes out as None; nor do what Python calls functions and
    objects."""
    if isinstance(value, _TEXTS):
        return value
    if value is None:
        raise MissingValue("")
    if isinstance(value, dict | list | tuple | set):
        raise SecurityError(str(NO_TEXT))
    if callable(value):
        raise SecurityError(str(NO_CALL))
    if not _has_words(value) and not hasattr(value, "__html__"):
        raise SecurityError(str(NO_TEXT))
    return value


def _has_words(value: object) -> bool:
    """Whether somebody has said how such a value is written."""
    own: Any = type(value)
    return own.__str__ is not object.__str__


_TEXTS = (str, int, float, Decimal, date, time, Undefined)


def do_default(value: Any, default_value: Any = "", boolean: bool = False) -> Any:
    """Jinja's `default`, which here stands in for a blank value too."""
    if value is None or isinstance(value, Undefined) or (boolean and not value):
        return default_value
    return value
