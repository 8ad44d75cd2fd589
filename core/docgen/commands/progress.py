"""How far a run is: a bar on a terminal, a line now and then in a log, nothing for a moment's work."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import click

from docgen.commands.output import echo_error
from docgen.text import Text

MOMENT = 1.0
"""Seconds of work before anything is shown."""
SECONDS_A_LINE = 10.0
_A_BAR = 0.1
"""Seconds between two looks at the clock that move the bar."""


class Step(Protocol):
    """Called after rows."""

    def __call__(self, rows: int = 1, /) -> None: ...


@contextmanager
def progress(total: int, *, quiet: bool = False, events: bool = False) -> Iterator[Step]:
    """A function to call after each of `total` rows, or after several with their number, while the block runs. With
    `events` it writes lines of JSON on stderr for other programs."""
    if events:
        yield _Spoken(total, MOMENT, _event, last=True).step
    elif quiet:
        yield lambda _=1: None
    elif sys.stderr.isatty():
        with _Bar(total) as bar:
            yield bar.step
    else:
        yield _Spoken(total, SECONDS_A_LINE, _line, last=False).step


class _Spoken:
    """Counts rows and says now and then how far they are: after so many seconds, and `last`, if it spoke before."""

    def __init__(self, total: int, seconds: float, say: Callable[[int, int, float], None], *, last: bool) -> None:
        self.total, self.seconds, self.say, self.last = total, seconds, say, last
        self.done = 0
        self.begun = self.said = time.monotonic()

    def step(self, rows: int = 1) -> None:
        """So many more rows."""
        self.done += rows
        now = time.monotonic()
        if now - self.said >= self.seconds or (self.last and self.done == self.total and self.said > self.begun):
            self.said = now
            self.say(self.done, self.total, self.done / (now - self.begun))


def _line(done: int, total: int, rate: float) -> None:
    """For a log."""
    minutes = (total - done) / rate / 60
    echo_error(_LINE.format(done=done, total=total, rate=round(rate), minutes=f"{minutes:.1f}"))


_LINE = Text(
    "{done} of {total}, {rate} a second, {minutes} minutes left",
    "已完成{done}/{total}，每秒{rate}份，还需{minutes}分钟",
)


def _event(done: int, total: int, rate: float) -> None:
    """For other programs."""
    event = {"event": "progress", "done": done, "total": total, "rate": round(rate)}
    click.echo(json.dumps({**event, "seconds_left": round((total - done) / rate, 1)}), err=True)


class _Bar:
    """For a terminal: rich's bar, which is loaded when the first moment has passed."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.begun = time.monotonic()
        self.next = self.begun + MOMENT
        self.shown: Any = None
        self.task: Any = None

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.shown:
            self.shown.stop()

    def step(self, rows: int = 1) -> None:
        """So many more rows."""
        self.done += rows
        now = time.monotonic()
        if now >= self.next:
            self.next = now + _A_BAR
            if self.shown is None:
                self._begin()
            rate = _RATE.format(rate=round(self.done / (now - self.begun)))
            self.shown.update(self.task, completed=self.done, rate=str(rate))

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        rate, left = TextColumn("{task.fields[rate]}"), TextColumn(str(Text("left:", "剩余")))
        columns = (BarColumn(), MofNCompleteColumn(), rate, left, TimeRemainingColumn())
        self.shown = Progress(*columns, console=Console(file=sys.stderr), transient=True)
        self.task = self.shown.add_task("", total=self.total, completed=self.done, rate="")
        self.shown.start()


_RATE = Text("{rate} a second", "每秒{rate}份")
