"""The wall that ends a document which no counting ends, such as one that a filter of a plugin sleeps in.

The process that makes documents counts them where the one that waits for it can see the number. While the number stays
the same for longer than MAX_SECONDS, the process is ended from outside, and the work is done anew without that
document: it fails then as any other does, and the others are made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from ctypes import c_uint64
from multiprocessing import get_context
from time import monotonic
from typing import Any

from docgen.problems import DocgenError
from docgen.text import Text

MAX_SECONDS = 600.0
"""How long one document may take. What its budget lets it do takes a twentieth of that on a slow machine: which
document is ended does not depend on how busy the machine is."""
TICK = 1.0
"""Seconds between two looks at the clock."""


class Clock:
    """The number of the document that this process is at, in the piece of work that it does; 0 before the first."""

    def __init__(self) -> None:
        self.number: Any = c_uint64(0)
        self.skipped: Collection[int] = ()

    @contextmanager
    def piece(self, skipped: Collection[int]) -> Iterator[None]:
        """Count anew for a piece of work, some of whose documents are `skipped`."""
        self.number.value, self.skipped = 0, skipped
        try:
            yield
        finally:
            self.number.value, self.skipped = 0, ()


CLOCK = Clock()
"""Of this process."""


def begin_document() -> None:
    """Count the document that is begun now. Raises DocgenError for one that took too long when it was made before."""
    CLOCK.number.value += 1
    if CLOCK.skipped and CLOCK.number.value in CLOCK.skipped:
        raise DocgenError(_TOO_SLOW.format(seconds=round(MAX_SECONDS)), hint=_LOOK)


def shared_number() -> Any:
    """A number that two processes see."""
    return get_context("spawn").RawValue(c_uint64, 0)


class Watch:
    """Watches the number of another process."""

    def __init__(self, number: Any) -> None:
        self.number = number
        self._seen: tuple[object, int] = (None, 0)
        self._since = monotonic()

    def stuck_at(self, work: object) -> int:
        """The number of the document that has taken too long, while the other process is at this `work`; 0 if there is
        none."""
        now, seen = monotonic(), (work, int(self.number.value))
        if seen != self._seen:
            self._seen, self._since = seen, now
        return seen[1] if now - self._since > MAX_SECONDS else 0


_TOO_SLOW = Text(
    "this document took more than {seconds} seconds and was ended",
    "这份文件超过{seconds}秒仍没有做完，已中止",
)
_LOOK = Text(
    "A filter of a plugin may never come to an end, or wait for something.",
    "可能是插件的过滤器停不下来，或在等待什么。",
)
