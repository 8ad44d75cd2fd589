"""The sandbox that templates run in: escaped, strict, bounded, without a way to Python."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sized
from itertools import islice
from time import monotonic
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.runtime import Macro, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from docgen.problems import DocgenError
from docgen.render.bare import PLACES
from docgen.render.bounded import BOUNDED, NO_FORMAT, as_text, formatted
from docgen.render.charging import WATCHED, Watched, charging
from docgen.render.codegen import ByteCodeGenerator, PlainCodeGenerator
from docgen.render.emit import Printed, emitter
from docgen.render.filters import functions
from docgen.render.inserts import Insert
from docgen.render.missing import NO_CALL, NO_TEXT, Missing, MissingValue, do_default, printable
from docgen.render.reach import MAX_TEXT, TOO_LARGE, check_call, check_fields, may_reach
from docgen.render.reasons import in_plain_words
from docgen.schema import Record
from docgen.text import Text

Functions = Mapping[str, Callable[..., Any]]

# What one document may cost: bytes that loops write (and at least one for each turn), digits of a number.
MAX_LOOPED = 64 << 20
MAX_SECONDS = 60.0
"""How long one document may take; only what is out of all proportion comes near."""
MAX_BITS = 4_096
TEXT_SECONDS = 2.0
"""The same of a file name or a condition, which is asked for each row."""
CALL = 256
"""What a call counts for: some 250,000 calls of macros a document."""

# Filters and globals that are no use for a document: they look into objects, differ each time, or blow up a text.
_UNFIT_FILTERS = """attr pprint random tojson urlize xmlattr""".split()
_UNFIT_GLOBALS = ("lipsum",)


class TextSandbox(ImmutableSandboxedEnvironment):
    """Looks at items before attributes, since what a template names is data; bounds what a template may cost."""

    code_generator_class = PlainCodeGenerator
    intercepted_binops = frozenset({"+", "*", "**", "%"})
    looped = 0
    seconds = MAX_SECONDS
    until = 0.0

    def __init__(self, filters: Functions | None = None, *, autoescape: bool = True) -> None:
        super().__init__(autoescape=autoescape, undefined=Missing, finalize=printable, extensions=_EXTENSIONS)
        for name in _UNFIT_FILTERS:
            del self.filters[name]
        for name in _UNFIT_GLOBALS:
            del self.globals[name]
        self.filters.update({"default": do_default, "d": do_default, **BOUNDED, **functions(), **(filters or {})})
        if autoescape:  # all is escaped where it is printed
            self.filters.update({"e": as_text, "escape": as_text})
        self.filters.update(charging(self.filters, self))

    def begin(self) -> None:
        """A new document."""
        self.looped, self.until = 0, 0.0

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

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """The method `format` of a text, if what it would fill has a bound."""
        wrapped = super().wrap_str_format(value)
        if wrapped is not None:
            check_fields(value.__self__)
        return wrapped

    def charge(self, cost: int) -> None:
        """Raise SecurityError when the document has cost too much."""
        self.looped += cost
        now = monotonic()
        if not self.until:
            self.until = now + self.seconds
        if self.looped > MAX_LOOPED or now > self.until:
            raise SecurityError(str(_TOO_LONG))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """An operation whose result could be outsized, if it is not."""
        numbers = isinstance(left, int) and isinstance(right, int)
        if operator == "**" and numbers and left.bit_length() * max(right, 0) > MAX_BITS:
            raise SecurityError(str(TOO_LARGE))
        if operator == "*" and _repeats_a_number(left, right):
            raise SecurityError(str(_NUMBER_AS_TEXT))
        if operator == "*" and not numbers:
            if (made := _size(left) * _size(right)) > MAX_TEXT:
                raise SecurityError(str(TOO_LARGE))
            self.charge(made)
        if operator == "%" and isinstance(left, str):
            return formatted(left, right)
        if operator == "+" and isinstance(left, str | list | tuple) and _size(left) + _size(right) > MAX_TEXT:
            raise SecurityError(str(TOO_LARGE))
        value = super().call_binop(context, operator, left, right)
        if isinstance(value, int) and value.bit_length() > MAX_BITS:
            raise SecurityError(str(TOO_LARGE))
        return value

    @staticmethod
    def settled(text: Any) -> Any:
        """What was collected: Markup if it holds markup, else the text that it was before it was escaped."""
        made = Markup(text)
        return made if "<" in made else made.unescape()

    @staticmethod
    def macro(*parts: Any) -> Macro:
        """A macro of the template."""
        return _Macro(*parts)

    def concatenated(self, parts: Iterable[Any]) -> str:
        """`a ~ b`."""
        text = markup_join(Markup(p.__html__()) if isinstance(p, Insert) else printable(p) for p in parts)
        if len(text) > MAX_TEXT:
            raise SecurityError(str(TOO_LARGE))
        return text

    def charged(self, items: Any, weight: int) -> Any:
        """What a loop runs over, once it is known that the document can afford it."""
        if not isinstance(items, Sized):
            items = list(items)
        self.charge(len(items) * (weight + 1))
        return items if len(items) <= WATCHED else Watched(items, self)


_AT_A_TIME = 64

_XX = Text("this is a list or a group of values, not a text", "这里是一组值，不是文字，需指明其中一项")
_TOO_LONG = Text("the loops of this template never come to an end", "模板里的循环次数过多")
_NUMBER_AS_TEXT = Text(
    "this number is a text, which would be repeated; the filter 数字 makes a number of it",
    "这里的数字是文字，相乘会变成重复；请用过滤器“数字”转成数字",
)
_EXTENSIONS = ("jinja2.ext.do", "jinja2.ext.loopcontrols")


class _Macro(Macro):
    """A macro whose text is a text (PlainCodeGenerator)."""

    def _invoke(self, arguments: Any, autoescape: bool) -> Any:
        made = self._func(*arguments)
        return TextSandbox.settled(made) if autoescape else made


def _repeats_a_number(*factors: Any) -> bool:
    """Whether one of the factors is a text that says a number, as the cells of a .csv do."""
    return any(isinstance(factor, str) and any(map(str.isdecimal, factor)) for factor in factors)


def _size(value: Any) -> int:
    return abs(value) if isinstance(value, int) else len(value) if isinstance(value, Sized) else 1


class Sandbox(TextSandbox):
    """The environment of documents: what it compiles yields escaped UTF-8."""

    code_generator_class = ByteCodeGenerator

    def __init__(self, filters: Functions | None = None, tests: Functions | None = None) -> None:
        super().__init__(filters)
        self.filters.update(PLACES)
        self.tests.update(tests or {})
        self.printed = Printed()
        self.emit = emitter(self.printed, printable)

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
    environment = TextSandbox(autoescape=False)
    environment.seconds = TEXT_SECONDS
    return environment.from_string(source)


def evaluate(source: str, context: Mapping[str, Any]) -> str:
    """A template text, such as a file name pattern, filled in. Raises DocgenError that names the text."""
    try:
        template = _text_template(source)
        template.environment.begin()
        return str(template.render(context))
    except DocgenError:
        raise
    except MissingValue as error:
        why = Text("{name} is missing or blank", "“{name}”没有值").format(name=error.name)
    except Exception as error:  # whatever an expression of the user raises
        why = plain_reason(error)
    raise DocgenError(Text("{source!r}: {why}", "“{source}”：{why}").format(source=source, why=why))


def plain_reason(error: BaseException) -> Text:
    """What an expression of a template raised, in one line."""
    own = (text for text in (NO_TEXT, NO_CALL, TOO_LARGE, _TOO_LONG, NO_FORMAT, _NUMBER_AS_TEXT) if str(error) in text)
    return next(own, None) or in_plain_words(error)
