"""Makes print files in other processes: plain data goes there, bytes and problems come back, in the order asked for.

A worker that is killed takes nothing with it: what it was to make is given to new workers, then made here.
"""

from __future__ import annotations

import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any

from docgen.problems import DocgenError, Problem
from docgen.render import Combination, Compiled

AHEAD = 2
"""Print files that are under way for each worker: more would only fill the memory."""

WORTH = 5_000
"""Records from which on it pays to start processes, which takes half a second."""


@dataclass
class Made:
    """A print file: its bytes, None if nothing could be taken in; the records that it holds, by their numbers; what
    keeps others out, what is to be said of them, and why the file itself could not be made."""

    data: bytes | None = None
    taken: list[int] = field(default_factory=list)
    errors: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    notes: list[tuple[int, Problem]] = field(default_factory=list)
    failure: tuple[Problem, ...] = ()
    on_fronts: bool = False


Contexts = Sequence[dict[str, Any]]


def put_together(template: Compiled, contexts: Contexts, sides: int | None) -> Made:
    """The records of one print file, in their order. One that fails is left out."""
    made, file = Made(), Combination(sides=sides)
    for number, context in enumerate(contexts):
        found: list[Problem] = []
        try:
            file.add(template, context, problems=found)
            made.taken.append(number)
        except DocgenError as error:
            made.errors[number] = error.as_problems("document")
        made.notes.extend((number, problem) for problem in found)
    if made.taken:
        try:
            made.data, made.on_fronts = file.finish(), file.prints_on_fronts
        except DocgenError as error:
            made.failure = error.as_problems("document")
    return made


class Workers:
    """Makes print files of one template, in `jobs` processes where that pays."""

    def __init__(self, template: Compiled, sides: int | None, jobs: int) -> None:
        self.template, self.sides = template, sides
        self.jobs = 1 if any(map(_is_local, template.filters.values())) else jobs
        self._packed = pickle.dumps((template, sides)) if self.jobs > 1 else b""
        self._pool: ProcessPoolExecutor | None = None

    def made(self, files: Iterable[Contexts]) -> Iterator[Made]:
        """The print files of these contexts, in their order."""
        if self.jobs < 2:
            yield from (put_together(self.template, contexts, self.sides) for contexts in files)
            return
        try:
            yield from self._elsewhere(files)
        finally:
            self._stop()

    def _elsewhere(self, files: Iterable[Contexts]) -> Iterator[Made]:
        under_way: deque[tuple[Contexts, Future[Made]]] = deque()
        for contexts in files:
            under_way.append((contexts, self._submit(contexts)))
            if len(under_way) > AHEAD * self.jobs:
                yield self._next(under_way)
        while under_way:
            yield self._next(under_way)

    def _next(self, under_way: deque[tuple[Contexts, Future[Made]]]) -> Made:
        contexts, future = under_way.popleft()
        try:
            return future.result()
        except BrokenProcessPool:  # a worker was killed: the others of the pool are lost with it
            self._stop()
            waiting = [(each, self._submit(each)) for each, _ in under_way]
            under_way.clear()
            under_way.extend(waiting)
            return put_together(self.template, contexts, self.sides)

    def _submit(self, contexts: Contexts) -> Future[Made]:
        if self._pool is None:
            spawn = get_context("spawn")  # as on Windows: nothing is taken over but what is sent
            self._pool = ProcessPoolExecutor(self.jobs, spawn, initializer=_begin, initargs=(self._packed,))
        try:
            return self._pool.submit(_in_worker, contexts)
        except BrokenProcessPool:
            self._stop()
            return self._submit(contexts)

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _is_local(function: Callable[..., Any]) -> bool:
    """Whether a filter comes from a plugin file of the workspace, which another process cannot import."""
    return function.__module__.startswith("docgen_local_")


_mine: list[tuple[Compiled, int | None]] = []


def _begin(packed: bytes) -> None:
    """Get a worker ready: Ctrl-C is for the parent, which then stops its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _mine.append(pickle.loads(packed))


def _in_worker(contexts: Contexts) -> Made:
    template, sides = _mine[-1]
    return put_together(template, contexts, sides)
