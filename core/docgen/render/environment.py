"""The sandbox that templates run in: escaped, strict, bounded, without a way to Python."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sized
from itertools import islice
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Undefined, pass_environment
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.nodes import EvalContext
from jinja2.runtime import markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from docgen.problems import DocgenError
from docgen.render.bare import PLACES
from docgen.render.codegen import ByteCodeGenerator
from docgen.render.emit import Printed, emitter
from docgen.render.filters import functions
from docgen.render.inserts import Insert
from docgen.render.reach import MAX_TEXT, TOO_LARGE, check_call, check_join, do_replace, may_reach
from docgen.render.reasons import in_plain_words
from docgen.schema import Record
from docgen.text import Text

# What one document may cost: bytes that loops write (and at least one for each turn), digits of a number.
MAX_LOOPED = 64 << 20
MAX_BITS = 4_096
CALL = 256
"""What a call counts for: some 250,000 calls of macros a document."""

# Filters and globals that are no use for a document: they look into objects, differ each time, or blow up a text.
_UNFIT_FILTERS = """attr batch center format indent pprint random slice tojson urlize wordwrap xmlattr""".split()
_UNFIT_GLOBALS = ("lipsum",)


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
        bounded = {"replace": do_replace, "join": pass_environment(do_join), "sum": pass_environment(do_sum)}
        self.filters.update({"default": _default, "d": _default, **bounded, **functions(), **(filters or {})})

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
        """Jinja's rule, and ours (reach.py)."""
        return super().is_safe_attribute(obj, attr, value) and may_reach(obj, attr, value)

    def call(self, context: Any, function: Any, *args: Any, **kwargs: Any) -> Any:
        """`function(…)`, if the document can still afford calls."""
        self.charge(CALL)
        check_call(function, args)
        return super().call(context, function, *args, **kwargs)

    def charge(self, cost: int) -> None:
        """Raise SecurityError when the document has cost too much."""
        self.looped += cost
        if self.looped > MAX_LOOPED:
            raise SecurityError(str(_TOO_LONG))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """An operation whose result could be outsized, if it is not."""
        numbers = isinstance(left, int) and isinstance(right, int)
        if operator == "**" and numbers and left.bit_length() * max(right, 0) > MAX_BITS:
            raise SecurityError(str(TOO_LARGE))
        if operator == "*" and not numbers and _size(left) * _size(right) > MAX_TEXT:
            raise SecurityError(str(TOO_LARGE))
        if operator == "%" and isinstance(left, str):
            raise SecurityError(str(_NO_FORMAT))
        if operator == "+" and isinstance(left, str | list | tuple) and _size(left) + _size(right) > MAX_TEXT:
            raise SecurityError(str(TOO_LARGE))
        value = super().call_binop(context, operator, left, right)
        if isinstance(value, int) and value.bit_length() > MAX_BITS:
            raise SecurityError(str(TOO_LARGE))
        return value

    def concatenated(self, parts: Iterable[Any]) -> str:
        """`a ~ b`."""
        text = markup_join(Markup(p.__html__()) if isinstance(p, Insert) else _printable(p) for p in parts)
        if len(text) > MAX_TEXT:
            raise SecurityError(str(TOO_LARGE))
        return text

    def charged(self, items: Any, weight: int) -> Any:
        """What a loop runs over, once it is known that the document can afford it."""
        if not isinstance(items, Sized):
            items = list(items)
        self.charge(len(items) * (weight + 1))
        return items


_AT_A_TIME = 64

_NO_TEXT = Text("this is a list or a group of values, not a text", "这里是一组值，不是文字，需指明其中一项")
_TOO_LONG = Text("the loops of this template never come to an end", "模板里的循环次数过多")
_NO_FORMAT = Text("% with a text is not allowed here; use ~ or a filter", "不能对文字使用 %，请用 ~ 或过滤器")


def do_join(environment: Any, items: Iterable[Any], between: str = "", attribute: str | None = None) -> Any:
    """Jinja's filter `join`, bounded."""
    from jinja2.filters import make_attrgetter, sync_do_join

    found = list(items) if attribute is None else list(map(make_attrgetter(environment, attribute), items))
    check_join(between, found)
    context = EvalContext(environment)
    return sync_do_join(context, found, between)


def do_sum(environment: Any, items: Iterable[Any], attribute: str | None = None, start: Any = 0) -> Any:
    """Jinja's filter `sum`, of numbers: lists would be do_join without bound."""
    from jinja2.filters import sync_do_sum

    if not isinstance(start, int | float):
        raise SecurityError(str(TOO_LARGE))
    return sync_do_sum(environment, items, attribute, start)


def _size(value: Any) -> int:
    return abs(value) if isinstance(value, int) else len(value) if isinstance(value, Sized) else 1


class Sandbox(TextSandbox):
    """The environment of documents: what it compiles yields escaped UTF-8."""

    code_generator_class = ByteCodeGenerator

    def __init__(self, filters: Mapping[str, Callable[..., Any]] | None = None) -> None:
        super().__init__(filters)
        self.filters.update(PLACES)
        self.printed = Printed()
        self.emit = emitter(self.printed, _printable)

    def item(self, obj: Any, name: str) -> Any:
        """`obj.name` in a template."""
        if obj.__class__ is dict and name in obj:
            return obj[name]
        return self.getattr(obj, name)

    def concat(self, parts: Iterable[Any]) -> Any:
        """The text of a macro, or the bytes of a whole story; a few pieces at a time, while they are not too much."""
        pieces, whole, size = iter(parts), list[Any](), 0
        nothing: Any = ""
        while made := list(islice(pieces, _AT_A_TIME)):
            nothing = b"" if isinstance(made[0], bytes) else ""
            whole.append(nothing.join(made))
            size += len(whole[-1])
            if size > MAX_LOOPED:
                raise SecurityError(str(TOO_LARGE))
        if nothing == "":  # a text may be printed over and over
            self.charge(size)
        return whole[0] if len(whole) == 1 else nothing.join(whole)


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
    own = (text for text in (_NO_TEXT, TOO_LARGE, _TOO_LONG, _NO_FORMAT) if str(error) in text)
    return next(own, None) or in_plain_words(error)
