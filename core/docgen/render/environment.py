"""The sandbox that templates run in: escaped, strict, bounded, without a way to Python."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sized
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Undefined
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment

from docgen.problems import DocgenError
from docgen.render.codegen import ByteCodeGenerator
from docgen.render.emit import Printed, emitter
from docgen.render.filters import functions
from docgen.render.reasons import in_plain_words
from docgen.schema import Record
from docgen.text import Text

# What one document may cost: bytes that loops write (and at least one for each turn), digits of a number, characters
# of a text that an expression makes.
MAX_LOOPED = 64 << 20
MAX_BITS = 4_096
MAX_TEXT = 1 << 20

# Filters and globals that are no use for a document: they look into objects, differ each time, or blow up a text.
_UNFIT_FILTERS = ("attr", "batch", "center", "indent", "pprint", "random", "slice", "urlize", "xmlattr")
_UNFIT_GLOBALS = ("lipsum",)
_UNFIT_METHODS = frozenset({"center", "expandtabs", "ljust", "rjust", "zfill", "format", "format_map"})


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
    add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow html""".split():
    setattr(_Missing, f"__{_name}__", _Missing._fail_with_undefined_error)


def _printable(value: Any) -> Any:
    """What a tag prints; a blank value is no text, and never comes out as None."""
    if value is None:
        raise MissingValue("")
    if isinstance(value, dict | list | tuple | set):
        raise SecurityError(str(_NO_TEXT))
    return value


def _default(value: Any, default_value: Any = "", boolean: bool = False) -> Any:
    """Jinja's `default`, which here stands in for a blank value too."""
    if value is None or isinstance(value, Undefined) or (boolean and not value):
        return default_value
    return value


class TextSandbox(ImmutableSandboxedEnvironment):
    """Looks at items before attributes, since what a template names is data; bounds what a template may cost."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})
    looped = 0

    def __init__(self, filters: Mapping[str, Callable[..., Any]] | None = None, *, autoescape: bool = True) -> None:
        super().__init__(autoescape=autoescape, undefined=_Missing, finalize=_printable)
        for name in _UNFIT_FILTERS:
            del self.filters[name]
        for name in _UNFIT_GLOBALS:
            del self.globals[name]
        self.filters.update({"default": _default, "d": _default, **functions(), **(filters or {})})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute` in a template."""
        if obj.__class__ is dict:
            if attribute in obj:
                return obj[attribute]
        elif isinstance(obj, Mapping | Record):
            try:
                return obj[attribute]
            except KeyError:
                if isinstance(obj, Record):
                    return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`obj[argument]` in a template."""
        if isinstance(obj, Record):
            return self.getattr(obj, str(argument))
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Jinja's rule, and no method of a text that makes a long one out of a number."""
        if isinstance(obj, str) and attr in _UNFIT_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """An operation whose result could be outsized, if it is not."""
        numbers = isinstance(left, int) and isinstance(right, int)
        if operator == "**" and numbers and left.bit_length() * max(right, 0) > MAX_BITS:
            raise SecurityError(str(_TOO_LARGE))
        if operator == "*" and not numbers and _size(left) * _size(right) > MAX_TEXT:
            raise SecurityError(str(_TOO_LARGE))
        if operator == "%" and isinstance(left, str):
            raise SecurityError(str(_NO_FORMAT))
        if operator == "+" and isinstance(left, str | list | tuple) and _size(left) + _size(right) > MAX_TEXT:
            raise SecurityError(str(_TOO_LARGE))
        value = super().call_binop(context, operator, left, right)
        if isinstance(value, int) and value.bit_length() > MAX_BITS:
            raise SecurityError(str(_TOO_LARGE))
        return value

    def concatenated(self, parts: Iterable[Any]) -> str:
        """`a ~ b`."""
        text = markup_join(map(_printable, parts))
        if len(text) > MAX_TEXT:
            raise SecurityError(str(_TOO_LARGE))
        return text

    def charged(self, items: Any, weight: int) -> Any:
        """What a loop runs over, once it is known that the document can afford it."""
        if not isinstance(items, Sized):
            items = list(items)
        self.looped += len(items) * (weight + 1)
        if self.looped > MAX_LOOPED:
            raise SecurityError(str(_TOO_LONG))
        return items


_NO_TEXT = Text("this is a list or a group of values, not a text", "这里是一组值，不是文字，需指明其中一项")
_TOO_LARGE = Text("an expression makes something far too large", "表达式的结果过大")
_TOO_LONG = Text("the loops of this template never come to an end", "模板里的循环次数过多")
_NO_FORMAT = Text("% with a text is not allowed here; use ~ or a filter", "不能对文字使用 %，请用 ~ 或过滤器")


def _size(value: Any) -> int:
    return abs(value) if isinstance(value, int) else len(value) if isinstance(value, Sized) else 1


class Sandbox(TextSandbox):
    """The environment of documents: what it compiles yields escaped UTF-8."""

    code_generator_class = ByteCodeGenerator

    def __init__(self, filters: Mapping[str, Callable[..., Any]] | None = None) -> None:
        super().__init__(filters)
        self.printed = Printed()
        self.emit = emitter(self.printed, _printable)

    def item(self, obj: Any, name: str) -> Any:
        """`obj.name` in a template."""
        if obj.__class__ is dict and name in obj:
            return obj[name]
        return self.getattr(obj, name)

    @staticmethod
    def concat(parts: Iterable[Any]) -> Any:
        """The text of a macro, or the bytes of a whole story."""
        made = list(parts)
        return b"".join(made) if made and isinstance(made[0], bytes) else "".join(made)


@functools.lru_cache(maxsize=256)
def _text_template(source: str) -> Any:
    return TextSandbox(autoescape=False).from_string(source)


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
    own = (text for text in (_NO_TEXT, _TOO_LARGE, _TOO_LONG, _NO_FORMAT) if str(error) in text)
    return next(own, None) or in_plain_words(error)
