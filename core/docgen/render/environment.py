"""The sandbox that templates run in: escaped, strict, bounded, without a way to Python."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sized
from itertools import islice
from types import BuiltinMethodType
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext, Macro, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from docgen.problems import DocgenError
from docgen.render import budget
from docgen.render.answers import AmbiguousAnswer, AnsweringContext, find_answer
from docgen.render.bare import PLACES
from docgen.render.bounded import BOUNDED, BOUNDED_TESTS, NO_FORMAT, as_text, bounded_format, formatted
from docgen.render.budget import CALL, MAX_BITS, MAX_KEY, TOO_LONG, Budget, Limits
from docgen.render.charging import Charged, charged_filter, charged_test
from docgen.render.codegen import ByteCodeGenerator, PlainCodeGenerator
from docgen.render.emit import Printed, emitter
from docgen.render.filters import functions
from docgen.render.inserts import Insert
from docgen.render.missing import NO_CALL, NO_TEXT, Missing, MissingValue, do_default, printable
from docgen.render.reach import MAX_TEXT, SPLITTING, TOO_LARGE, check_call, may_reach
from docgen.render.reasons import in_plain_words
from docgen.render.weight import LIGHT
from docgen.schema import Record
from docgen.text import Text

Functions = Mapping[str, Callable[..., Any]]

MAX_WRITTEN = 64 << 20
"""Bytes of one part of a document."""
MAX_BLOCK = 16 << 20
"""Characters of what a macro or a block makes."""

# Filters and globals that are no use for a document: they look into objects, differ each time, or blow up a text.
_UNFIT_FILTERS = """attr pprint random tojson urlize xmlattr""".split()
_UNFIT_GLOBALS = ("lipsum",)


class TextSandbox(ImmutableSandboxedEnvironment):
    """Looks at items before attributes, since what a template names is data; has a budget for each evaluation."""

    filters: Charged
    tests: Charged  # type: ignore[assignment]
    code_generator_class = PlainCodeGenerator
    context_class: type[Context] = AnsweringContext
    intercepted_binops = frozenset({"+", "-", "*", "**", "%"})

    def __init__(
        self, filters: Functions | None = None, *, autoescape: bool = True, limits: Limits | None = None
    ) -> None:
        super().__init__(autoescape=autoescape, undefined=Missing, finalize=printable, extensions=_EXTENSIONS)
        self.budget = Budget(limits or budget.DOCUMENT)
        for name in _UNFIT_FILTERS:
            del self.filters[name]
        for name in _UNFIT_GLOBALS:
            del self.globals[name]
        self.filters.update({"default": do_default, "d": do_default, **BOUNDED, **functions(), **(filters or {})})
        if autoescape:  # all is escaped where it is printed
            self.filters.update({"e": as_text, "escape": as_text})
        self.filters = Charged(self.filters, charged_filter, self.budget)
        self.tests = Charged({**self.tests, **BOUNDED_TESTS}, charged_test, self.budget)

    def begin(self) -> None:
        """A new document."""
        self.budget.begin()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute` in a template."""
        if obj.__class__ is dict:
            if attribute in obj:
                return obj[attribute]
        elif isinstance(obj, Mapping | Record):
            try:
                return obj[attribute]
            except KeyError:
                pass
        found = find_answer(obj, attribute)
        if found is not None:
            return obj[found]
        return self.undefined(obj=obj, name=attribute) if isinstance(obj, Record) else super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`obj[argument]` in a template."""
        if argument.__class__ is not int:
            self.budget.spend(self.budget.scales.weigh(argument, MAX_KEY))
        if isinstance(obj, Record):
            return self.getattr(obj, str(argument))
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Jinja's rule, and ours (reach.py)."""
        return super().is_safe_attribute(obj, attr, value) and may_reach(obj, attr, value)

    def call(self, context: Any, function: Any, *args: Any, **kwargs: Any) -> Any:
        """`function(…)`, if the document can still afford calls."""
        look = self.budget.look
        self.budget.spend(CALL)
        args = tuple(map(look, args))
        for value in kwargs.values():
            look(value)
        if isinstance(function, Macro | LoopContext):  # what it prints is paid for there
            return super().call(context, function, *args, **kwargs)
        if isinstance(function, BuiltinMethodType):
            self._check_method(function, args)
        return self.budget.make(super().call(context, function, *args, **kwargs))

    def _check_method(self, method: Any, args: tuple[Any, ...]) -> None:
        """Pay for a method of a text or a list. Raises SecurityError when it would make something outsized."""
        owner = method.__self__
        if not isinstance(owner, dict):
            self.budget.look(owner)
        if isinstance(owner, str) and len(owner) >= MAX_KEY and method.__name__ in SPLITTING:
            self.budget.spend(0, 64 * len(owner))  # each piece is a text of its own
        check_call(method, args)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """The method `format` of a text, if what it would fill has a bound."""
        wrapped = super().wrap_str_format(value)
        return None if wrapped is None else bounded_format(value, wrapped)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """An operation whose result could be outsized, if it is not."""
        if operator == "%" and isinstance(left, str):
            return self.budget.make(formatted(left, right))
        if isinstance(left, int) and isinstance(right, int):
            if operator == "**" and left.bit_length() * max(right, 0) > MAX_BITS:
                raise SecurityError(str(TOO_LARGE))
        elif operator == "*":
            self._check_repeated(left, right)
        elif left.__class__ not in LIGHT or right.__class__ not in LIGHT:
            return self.budget.joined(left, right, lambda: self.binop_table[operator](left, right))
        return self.budget.make(super().call_binop(context, operator, left, right))

    def _check_repeated(self, left: Any, right: Any) -> None:
        """Raise SecurityError when `left * right` would make an outsized text or list."""
        if _repeats_a_number(left, right):
            raise SecurityError(str(_NUMBER_AS_TEXT))
        for value, times in ((left, right), (right, left)):
            if isinstance(times, int) and not isinstance(value, int | float):
                weight = self.budget.scales.weigh(value, self.budget.limits.steps)
                if max(times, 0) * _length(value) > MAX_TEXT:
                    raise SecurityError(str(TOO_LARGE))
                self.budget.spend(max(times, 0) * weight)

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
        read = list(map(self.budget.read, parts))
        if sum(len(part) for part in read if isinstance(part, str)) > MAX_TEXT:
            raise SecurityError(str(TOO_LARGE))
        return self.budget.make((markup_join if self.autoescape else str_join)(read))  # type: ignore[no-any-return]

    def charged(self, items: Any, steps: int, size: int) -> Any:
        """What a loop runs over, once it is known that the document can afford it."""
        return self.budget.loop(items, steps, size)

    def spend(self, steps: int, size: int) -> None:
        """Pay for a turn of a loop whose length nobody knows, or for a macro."""
        self.budget.spend(steps, size)

    def look(self, value: Any) -> Any:
        """`value`, which is going to be compared."""
        return self.budget.look(value)

    def build(self, value: Any) -> Any:
        """A list or a group of values that the template wrote down."""
        return self.budget.build(value)

    def cut(self, value: Any) -> Any:
        """A part of a list or a text."""
        return self.budget.make(value)

    def concat(self, parts: Iterable[Any]) -> Any:
        """The text of a template or a macro, or the bytes of a whole story; a few pieces at a time, while they are not
        too much."""
        pieces, made, size = iter(parts), list[Any](), 0
        nothing: Any = ""
        while some := list(islice(pieces, _AT_A_TIME)):
            nothing = b"" if isinstance(some[0], bytes) else ""
            made.append(nothing.join(some))
            size += len(made[-1])
            if size > (MAX_WRITTEN if nothing == b"" else MAX_BLOCK):
                raise SecurityError(str(TOO_LARGE))
        if nothing == "":  # a text may be printed over and over
            self.budget.spend(size, size)
        return made[0] if len(made) == 1 else nothing.join(made)


_AT_A_TIME = 16

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


def _length(value: Any) -> int:
    return len(value) if isinstance(value, Sized) else 1


class Sandbox(TextSandbox):
    """The environment of documents: what it compiles yields escaped UTF-8."""

    code_generator_class = ByteCodeGenerator

    def __init__(self, filters: Functions | None = None, tests: Functions | None = None) -> None:
        super().__init__(filters)
        self.filters.add(PLACES)
        self.tests.add(tests or {})
        self.printed = Printed()
        self.emit = emitter(self.printed, printable)

    def item(self, obj: Any, name: str) -> Any:
        """`obj.name` in a template."""
        if obj.__class__ is dict and name in obj:
            return obj[name]
        return self.getattr(obj, name)

    def concatenated(self, parts: Iterable[Any]) -> str:
        """`a ~ b`, of what may be printed."""
        return super().concatenated([Markup(p.__html__()) if isinstance(p, Insert) else printable(p) for p in parts])


@functools.lru_cache(maxsize=256)
def _text_template(source: str) -> Any:
    return TextSandbox(autoescape=False, limits=budget.TEXT).from_string(source)


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
    raise UnfitText(source, why)


class UnfitText(DocgenError):
    """A template text that could not be filled in, and `why`."""

    def __init__(self, source: str, why: Text) -> None:
        brief = source if len(source) <= _BRIEF else f"{source[:_BRIEF]}…"
        super().__init__(Text("{source!r}: {why}", "“{source}”：{why}").format(source=brief, why=why))
        self.why = why


_BRIEF = 100


def plain_reason(error: BaseException) -> Text:
    """What an expression of a template raised, in one line."""
    if isinstance(error, AmbiguousAnswer):
        return error.why
    own = (text for text in (NO_TEXT, NO_CALL, TOO_LARGE, TOO_LONG, NO_FORMAT, _NUMBER_AS_TEXT) if str(error) in text)
    return next(own, None) or in_plain_words(error)
