"""What a template lacks when it is rendered: it is done once more, and goes on where a value is missing."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from operator import itemgetter
from types import FrameType
from typing import Any, ClassVar

from jinja2 import Undefined
from jinja2.utils import missing

from docgen.render.emit import emitter
from docgen.render.environment import Sandbox
from docgen.render.mistakes.failing import FILE, Lines
from docgen.render.mistakes.items import item_of
from docgen.render.source import Tag
from docgen.schema import Record

_MOST = 2_000
MOST_ITEMS = 5
"""So many items of a list are named; one more says that there are others."""


@dataclass(frozen=True)
class Lack:
    """A value that is missing at `tag`. `name` is what it was asked for by, if there is one; `blank`: it is there and
    holds nothing; `of_blank`: it is asked of what holds nothing. `known` are the names that stand beside it; `items`
    those of a list in which it is missing."""

    tag: Tag | None
    name: str = ""
    known: tuple[str, ...] = ()
    blank: bool = False
    of_blank: bool = False
    items: tuple[str, ...] = ()


def lacking(texts: Mapping[str, str], environment: Sandbox, context: Mapping[str, Any]) -> list[Lack]:
    """Every value that rendering with `context` misses, whichever way the conditions on missing values go."""
    one, other = (_recorded(texts, _Recorder(environment, context, truth=truth)) for truth in (False, True))
    return [lack for place, lack in one.items() if place in other]


Found = dict[tuple[Any, ...], Lack]


def _recorded(texts: Mapping[str, str], recorder: _Recorder) -> Found:
    for part, xml in texts.items():
        with suppress(Exception):  # whatever else is wrong in the part is said when nothing is missing
            recorder.lines = Lines(part, xml)
            recorder.from_string(recorder.lines.source).render(recorder.context)
    return recorder.found


class _Recorder(Sandbox):
    """An environment like another one that writes down what is missing, and takes it for nothing."""

    lines: Lines

    def __init__(self, like: Sandbox, context: Mapping[str, Any], *, truth: bool) -> None:
        super().__init__(like.filters, like.tests)
        self.globals.update(like.globals)
        self.context = context
        self.found: Found = {}
        self._template: Any = None
        self._numbers: list[tuple[int, int]] = []  # lines of the template, and of its code
        silent: Any = type("_OfMissing", (_Silent,), {"truth": truth})
        silent.silent = silent
        self.undefined = type("_Noted", (_Noted,), {"truth": truth, "silent": silent, "recorder": self})
        self._strict: Any = self.finalize
        self.finalize = self.printable
        self.emit = emitter(self.printed, self.printable)

    def printable(self, value: Any) -> Any:
        """What a tag prints."""
        if value is None:
            self.note(blank=True)
            return ""
        return self._strict(value)

    def concatenated(self, parts: Iterable[Any]) -> str:
        """`a ~ b`."""
        return super().concatenated([self.printable(part) for part in parts])

    def call(self, context: Any, function: Any, *args: Any, **kwargs: Any) -> Any:
        """`function(…)`."""
        return function() if isinstance(function, Undefined) else super().call(context, function, *args, **kwargs)

    def note(self, name: str = "", *, owner: Any = missing, blank: bool = False) -> None:
        """Write down that `name` of `owner`, of the context if there is none, is missing where rendering is now."""
        frame = _template_frame()
        if frame is None:
            return
        line = self._line(frame)
        place = (self.lines.part, line, name, blank)
        if place not in self.found and len(self.found) < _MOST:
            known = () if blank else known_in(self.context if owner is missing else owner)
            self.found[place] = Lack(self.lines.tag(line), name, known, blank, owner is None)
        if place in self.found and (lack := self.found[place]).tag:
            item = item_of(frame, lack.tag.text)
            if item and item not in lack.items and len(lack.items) <= MOST_ITEMS:
                self.found[place] = replace(lack, items=(*lack.items, item))

    def _line(self, frame: FrameType) -> int:
        """The line of the template that is being rendered."""
        template = frame.f_globals["__jinja_template__"]
        if template is not self._template:
            self._template, self._numbers = template, template.debug_info
        return self._numbers[bisect_right(self._numbers, frame.f_lineno, key=itemgetter(1)) - 1][0]


def _template_frame() -> FrameType | None:
    """Where the template is that is being rendered; None while none is."""
    frame: FrameType | None = sys._getframe(1)
    while frame and frame.f_code.co_filename != FILE:
        frame = frame.f_back
    return frame


def known_in(owner: Any) -> tuple[str, ...]:
    """The names that values stand by in a group of values."""
    if isinstance(owner, Record):
        return (*(column.var for column in owner.__table__.columns), *map(str, owner.extra))
    return tuple(map(str, owner)) if isinstance(owner, Mapping) else ()


class _Silent(Undefined):
    """What becomes of a missing value: nothing, of the given truth."""

    truth: ClassVar[bool] = False
    silent: ClassVar[type[Undefined]]

    def _note(self) -> None:
        """Write down that it is missing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self._note()
        return self.silent()


class _Noted(_Silent):
    """A missing value that is written down when anything is done with it."""

    recorder: ClassVar[_Recorder]

    def _note(self) -> None:
        self.recorder.note(str(self._undefined_name), owner=self._undefined_obj)


def _answers(answer: Callable[[Any], Any]) -> Any:
    def operation(self: Any, *_args: Any, **_kwargs: Any) -> Any:
        self._note()
        return answer(self)

    return operation


_ANSWERS: dict[str, Callable[[Any], Any]] = {
    "str html": lambda _: "",
    "iter": lambda _: iter(()),
    "len hash int": lambda _: 0,
    "float": lambda _: 0.0,
    "complex": lambda _: 0j,
    "bool eq ne contains lt le gt ge": lambda self: self.truth,
    "call getitem neg pos add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow": (
        lambda self: self.silent()
    ),
}
for _names, _answer in _ANSWERS.items():
    for _name in _names.split():
        setattr(_Silent, f"__{_name}__", _answers(_answer))
