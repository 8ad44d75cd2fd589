"""The sandbox that templates run in: escaped, strict, without a way to Python."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Undefined
from jinja2.exceptions import UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from docgen.problems import DocgenError
from docgen.schema import Record
from docgen.text import Text


class MissingValue(UndefinedError):
    """A name that the context does not have, or that is blank there; `known` are the names that stand beside it."""

    def __init__(self, name: str, known: Iterable[str] = ()) -> None:
        super().__init__(name)
        self.name = name
        self.known = list(known)


class _Missing(StrictUndefined):
    """An undefined value that tells its name whatever is done with it."""

    def _fail_with_undefined_error(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        owner = self._undefined_obj
        raise MissingValue(str(self._undefined_name), map(str, owner) if isinstance(owner, Mapping) else ())


for _name in """str iter len bool eq ne hash contains call getattr getitem lt le gt ge int float complex neg pos
    add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow""".split():
    setattr(_Missing, f"__{_name}__", _Missing._fail_with_undefined_error)


def _printable(value: Any) -> Any:
    """What a tag prints; a blank value is no text, and never comes out as None."""
    if value is None:
        raise MissingValue("")
    return value


def _default(value: Any, default_value: Any = "", boolean: bool = False) -> Any:
    """Jinja's `default`, which here stands in for a blank value too."""
    if value is None or isinstance(value, Undefined) or (boolean and not value):
        return default_value
    return value


class Sandbox(ImmutableSandboxedEnvironment):
    """Looks at items before attributes: what a template names is data."""

    def __init__(self, filters: Mapping[str, Callable[..., Any]] | None = None) -> None:
        super().__init__(autoescape=True, undefined=_Missing, finalize=_printable)
        self.filters.update({"default": _default, "d": _default, **(filters or {})})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute` in a template."""
        if isinstance(obj, Mapping | Record):
            try:
                return obj[attribute]
            except (KeyError, AttributeError):
                if isinstance(obj, Record):
                    return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`obj[argument]` in a template."""
        if isinstance(obj, Record):
            return self.getattr(obj, str(argument))
        return super().getitem(obj, argument)


@functools.lru_cache(maxsize=256)
def _text_template(source: str) -> Any:
    environment = Sandbox()
    environment.autoescape = False
    return environment.from_string(source)


def evaluate(source: str, context: Mapping[str, Any]) -> str:
    """A template text, such as a file name pattern, filled in. Raises DocgenError that names the text."""
    try:
        return str(_text_template(source).render(context))
    except DocgenError:
        raise
    except MissingValue as error:
        why = Text("{name} is missing or blank", "“{name}”没有值").format(name=error.name)
    except Exception as error:  # whatever an expression of the user raises
        why = plain_reason(error)
    raise DocgenError(Text("{source!r}: {why}", "“{source}”：{why}").format(source=source, why=why))


def plain_reason(error: Exception) -> Text:
    """What an expression of a template raised, in one line."""
    return Text(str(error) or type(error).__name__, str(error) or type(error).__name__)
