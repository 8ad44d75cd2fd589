"""Does work in other processes: plain data goes there, plain data comes back, in the order asked for.

A worker that is killed takes nothing with it: what it was to do is given to new workers, or done here.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process, resource_tracker
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Thread
from typing import Any, Generic, TypeVar

from docgen.batch.parcel import can_be_sent, packed, unpacked
from docgen.problems import DocgenError, Problem
from docgen.render import Combination, Compiled

W = TypeVar("W")
J = TypeVar("J")
R = TypeVar("R")
K = TypeVar("K")

AHEAD = 2
"""Pieces of work that are under way for each worker: more would only fill the memory."""

WORTH = 5_000
"""Records from which on it pays to start processes, which takes half a second."""


class Pool(Generic[W, J, R]):
    """Does `work(piece, tools)` in `jobs` processes; with one, in this one. `work` is a function of a module; each
    process gets the `tools` once."""

    def __init__(self, work: Callable[[J, W], R], tools: W, jobs: int) -> None:
        self.work, self.tools, self.jobs = work, tools, jobs
        self._packed: Path | None = None
        self._pool: ProcessPoolExecutor | None = None

    def begin(self) -> None:
        """Start the processes now, which takes them half a second, while this one has other things to do."""
        for _ in range(self.jobs if self.jobs > 1 else 0):
            with ctrl_c_later():
                self._executor().submit(_nothing)

    def map(self, pieces: Iterable[tuple[K, J]]) -> Iterator[tuple[K, R]]:
        """What comes of each piece, with the key that it came with, in their order. Raises what the work raises."""
        if self.jobs < 2:
            yield from ((key, self.work(piece, self.tools)) for key, piece in pieces)
            return
        try:
            yield from self._elsewhere(pieces)
        finally:
            self.close()

    def _elsewhere(self, pieces: Iterable[tuple[K, J]]) -> Iterator[tuple[K, R]]:
        under_way: deque[tuple[K, J, Future[R]]] = deque()
        for key, piece in pieces:
            under_way.append((key, piece, self._submit(piece)))
            if len(under_way) > AHEAD * self.jobs:
                yield self._next(under_way)
        while under_way:
            yield self._next(under_way)

    def _next(self, under_way: deque[tuple[K, J, Future[R]]]) -> tuple[K, R]:
        key, piece, future = under_way.popleft()
        try:
            return key, future.result()
        except BrokenProcessPool:  # a worker was killed: the others of the pool are lost with it
            self.close()
            waiting = [(each, left, self._submit(left)) for each, left, _ in under_way]
            under_way.clear()
            under_way.extend(waiting)
            return key, self.work(piece, self.tools)

    def _submit(self, piece: J) -> Future[R]:
        try:
            with ctrl_c_later():
                return self._executor().submit(_in_worker, piece)
        except BrokenProcessPool:
            self.close()
            return self._submit(piece)

    def _executor(self) -> ProcessPoolExecutor:
        if self._pool is None:
            spawn = get_context("spawn")  # as on Windows: nothing is taken over but what is sent
            self._pool = ProcessPoolExecutor(self.jobs, spawn, initializer=_begin, initargs=(self._pack(),))
        return self._pool

    def _pack(self) -> Path:
        """A file with the work and the tools. Sent, they would fill the pipe to a worker; one that is killed before it
        has read them would leave this process waiting for ever."""
        with NamedTemporaryFile(prefix="docgen-", delete=False) as file:
            self._packed = Path(file.name)
            file.write(packed((self.work, self.tools)))
        return self._packed

    def close(self) -> None:
        """Wait for what is being done, and end the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
        if self._packed is not None:
            self._packed.unlink(missing_ok=True)
            self._packed = None


@contextmanager
def ctrl_c_later() -> Iterator[None]:
    """Let Ctrl-C wait for the end of the block. A process that is started inside is not stopped by it, not even while
    it begins."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # inside the block it would let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_mine: list[tuple[Callable[[Any, Any], Any], Any]] = []


def _begin(parcel: Path) -> None:
    """Get a worker ready: Ctrl-C is for the parent, which then stops its workers; one whose parent was killed ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, args=(parcel,), daemon=True).start()
    _mine.append(unpacked(parcel.read_bytes()))


def _end_with_parent(parcel: Path) -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        parcel.unlink(missing_ok=True)
        os._exit(1)


def _nothing() -> None:
    """What a process does that is only to be there."""


def _in_worker(piece: Any) -> Any:
    work, tools = _mine[-1]
    return work(piece, tools)


def processes(asked: int, records: int, templates: Iterable[Compiled]) -> int:
    """How many processes are worth starting, of those `asked` for: none for filters that cannot be sent to others."""
    return asked if records >= WORTH and all(can_be_sent(dict(each.filters)) for each in templates) else 1


# -- the work of print files --


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


def print_file(contexts: Sequence[dict[str, Any]], tools: tuple[Compiled, int | None]) -> Made:
    """The records of one print file, in their order; the tools are the template and the sides, see Combination. One
    that fails is left out."""
    template, sides = tools
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
