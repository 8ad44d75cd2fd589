"""What one evaluation of a template may cost, in steps and in bytes: a document, a file name, a condition alike.

Everything is paid for before Python is let at it, and by counting alone: whether a document is made does not depend on
how busy the machine is. A step is what Python does in some 50 nanoseconds: one part of a tag, one item of a list, one
character of a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext

from docgen.render.reach import MAX_TEXT, TOO_LARGE
from docgen.render.weight import LIGHT, Scales, size_of
from docgen.text import Text


@dataclass(frozen=True)
class Limits:
    """What one evaluation may cost: `steps`, and the `bytes` that loops write and expressions make."""

    steps: int
    bytes: int


DOCUMENT = Limits(64 << 20, 128 << 20)
TEXT = Limits(8 << 20, 32 << 20)
"""Of a file name, a heading or a condition, which is asked for each row."""
CALL = 256
"""Steps of a call, whatever it does."""
EACH = 32
"""Steps of a filter for each item of a list, whatever it does."""
MAX_BITS = 4_096
"""Of a whole number."""
MAX_KEY = 4_096
"""The weight of what stands in square brackets."""
_SHORT = 256
"""Texts that are not worth counting."""
_SMALL = 1 << 62

TOO_LONG = Text("the loops of this template never come to an end", "模板里的循环次数过多")


class Budget:
    """What an evaluation has cost so far, of what it may cost."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.steps = self.bytes = 0
        self.scales = Scales()

    def begin(self) -> None:
        """Begin a new evaluation, which has cost nothing."""
        self.steps = self.bytes = 0
        self.scales.clear()

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Let the block cost what an evaluation may, and this one nothing."""
        steps, size = self.steps, self.bytes
        self.steps = self.bytes = 0
        try:
            yield
        finally:
            self.steps, self.bytes = steps, size

    def spend(self, steps: int, size: int = 0) -> None:
        """Pay so many steps and bytes. Raises SecurityError when the evaluation has cost too much."""
        self.steps += steps
        self.bytes += size
        if self.steps > self.limits.steps or self.bytes > self.limits.bytes:
            raise SecurityError(str(TOO_LONG))

    def look(self, value: Any) -> Any:
        """Pay for Python walking through the whole of `value`, as == and hash do, and give it back; what comes bit by
        bit as a list. Raises SecurityError."""
        kind = value.__class__
        if kind in LIGHT or (kind is str and len(value) < _SHORT) or (kind is int and -_SMALL < value < _SMALL):
            return value
        value = whole(value)
        self._walk(value, self.limits.steps)
        return value

    def read(self, value: Any) -> Any:
        """Pay for `value` being made into a text, and give it back, as `look` does. Raises SecurityError for what makes
        an outsized text, too."""
        kind = value.__class__
        if kind in LIGHT or (kind is str and len(value) < _SHORT) or (kind is int and -_SMALL < value < _SMALL):
            return value
        value = whole(value)
        self._walk(value, MAX_TEXT + 1)
        return value

    def make(self, value: Any) -> Any:
        """Pay for `value`, which an expression made, and give it back. Raises SecurityError when it is outsized."""
        kind = value.__class__
        if kind in LIGHT or (kind is str and len(value) < _SHORT):
            return value
        if isinstance(value, str) and len(value) > MAX_TEXT:
            raise SecurityError(str(TOO_LARGE))
        if isinstance(value, int):
            if value.bit_length() > MAX_BITS:
                raise SecurityError(str(TOO_LARGE))
        elif size := size_of(value):
            self.spend(size >> 3, size)
        return value

    def joined(self, left: Any, right: Any, join: Callable[[], Any]) -> Any:
        """Pay for what `join` makes of `left` and `right`, such as their sum, and give it. Raises SecurityError when it
        would be outsized."""
        weight = self.scales.weigh(left, self.limits.steps) + self.scales.weigh(right, self.limits.steps)
        if weight > self.limits.steps or size_of(left) + size_of(right) > 8 * MAX_TEXT:
            raise SecurityError(str(TOO_LARGE))
        made = self.make(join())
        self.scales.keep_sum(made, left, right)
        return made

    def build(self, value: Any) -> Any:
        """Pay for `value`, a list or a group of values that the template wrote down, with all that is in it, and give
        it back. Raises SecurityError: so no value is heavier than an evaluation may be long."""
        self.spend(0, size_of(value))
        self._walk(value, self.limits.steps)
        return value

    def _walk(self, value: Any, most: int) -> None:
        """Pay for what `value` weighs, which may be no more than `most`."""
        weight = self.scales.weigh(value, min(most, self.limits.steps))
        if self.steps + weight > self.limits.steps and weight > self.limits.steps >> 3:
            raise SecurityError(str(TOO_LARGE))
        self.spend(weight)

    def loop(self, items: Any, steps: int, size: int) -> Any:
        """Pay for a loop before it begins: `steps` and `size`, in bytes, of each turn. Gives the items."""
        if not isinstance(items, Sized):
            items = list(items)
        self.spend(len(items) * (steps + 1), len(items) * size)
        return items

    def each(self, items: Iterator[Any], steps: int) -> Iterator[Any]:
        """The items that come bit by bit, each paid for with so many steps."""
        for item in items:
            self.spend(steps, size_of(item))
            yield item


def whole(value: Any) -> Any:
    """A list of what comes bit by bit; any other value as it is."""
    return list(value) if isinstance(value, Iterator) and not isinstance(value, LoopContext) else value


def long_texts(*values: Any) -> int:
    """How many characters there are in the texts among these."""
    return sum(len(value) for value in values if isinstance(value, str))
