"""Does work in other processes: plain data goes there, plain data comes back, in the order asked for.

A worker that is killed takes nothing with it. Each has a pipe of its own and shares no lock with others, so that none
waits for one that is gone; the pools of Python's own library do, when one is killed while another begins.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from queue import SimpleQueue
from tempfile import NamedTemporaryFile
from threading import Thread
from typing import Any, Generic, TypeVar

from docgen.batch.ctrl_c import ctrl_c_spares_processes
from docgen.batch.parcel import packed, unpacked

W = TypeVar("W")
J = TypeVar("J")
R = TypeVar("R")
K = TypeVar("K")

AHEAD = 2
"""Pieces of work that are under way for each worker: more would only fill the memory."""

_FAILURES = 20
"""So many workers may be lost one after the other before they did anything."""

_MOST_ON_WINDOWS = 30
"""Windows waits for 64 things at most, two of each worker."""

_SPAWN = get_context("spawn")  # as on Windows: nothing is taken over but what is sent


class _Task(Generic[K, J, R]):
    """A piece of work with its key, and what came of it once it is `done`."""

    def __init__(self, key: K, piece: J) -> None:
        self.key, self.piece = key, piece
        self.done = False
        self._result: R | None = None
        self._error: BaseException | None = None

    def ends(self, result: R | None, error: BaseException | None = None) -> None:
        """The piece is done."""
        self.done, self._result, self._error = True, result, error

    def result(self) -> R:
        """What came of it. Raises what the work raised."""
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]


class _Worker:
    """A process, and the tasks that it was given and has not ended."""

    def __init__(self, parcel: Path) -> None:
        self.tasks: deque[_Task[Any, Any, Any]] = deque()
        self.ended = 0
        self.pipe, its = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_serve, args=(its, parcel), daemon=True)
        with ctrl_c_spares_processes():
            self.process.start()
        its.close()

    def end(self) -> None:
        """End the process, and wait for its end."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


class Pool(Generic[W, J, R]):
    """Does `work(piece, tools)` in `jobs` processes; with one, in this one. `work` is a function of a module; each
    process gets the `tools` once."""

    def __init__(self, work: Callable[[J, W], R], tools: W, jobs: int) -> None:
        self.work, self.tools = work, tools
        self.jobs = min(jobs, _MOST_ON_WINDOWS) if sys.platform == "win32" else jobs
        self._parcel: Path | None = None
        self._workers: list[_Worker] = []
        self._failed = 0  # workers that were lost before they did anything

    def begin(self) -> None:
        """Start the processes now, which takes them half a second, while this one has other things to do."""
        while self.jobs > 1 and len(self._workers) < self.jobs:
            try:
                self._workers.append(_Worker(self._packed()))
            except OSError:  # the system gives no more processes
                self._failed += 1
                return

    def map(self, pieces: Iterable[tuple[K, J]]) -> Iterator[tuple[K, R]]:
        """What comes of each piece, with the key that it came with, in their order. Raises what the work raises."""
        if self.jobs < 2:
            yield from ((key, self.work(piece, self.tools)) for key, piece in pieces)
            return
        try:
            yield from self._elsewhere(pieces)
        finally:
            self.close()

    def close(self) -> None:
        """End the processes. What they are at is not ended."""
        for worker in self._workers:
            worker.end()
        self._workers = []
        if self._parcel is not None:
            self._parcel.unlink(missing_ok=True)
            self._parcel = None

    def _elsewhere(self, pieces: Iterable[tuple[K, J]]) -> Iterator[tuple[K, R]]:
        under_way: deque[_Task[K, J, R]] = deque()
        for number, (key, piece) in enumerate(pieces):
            under_way.append(_Task(key, piece))
            if number or self._workers:
                self._give(under_way[-1])
            else:  # it may be the only one
                under_way[-1].ends(self.work(piece, self.tools))
            self._listen(0)
            while under_way and (under_way[0].done or len(under_way) > AHEAD * self.jobs):
                yield self._next(under_way)
        while under_way:
            yield self._next(under_way)

    def _next(self, under_way: deque[_Task[K, J, R]]) -> tuple[K, R]:
        task = under_way.popleft()
        while not task.done:
            self._listen(None)
        return task.key, task.result()

    def _give(self, task: _Task[K, J, R]) -> None:
        """Send a task to the worker that has least to do."""
        while True:
            if self._failed > _FAILURES:  # none can be started on this machine
                task.ends(self.work(task.piece, self.tools))
                return
            self.begin()
            if not self._workers:
                continue
            worker = min(self._workers, key=lambda each: len(each.tasks))
            if len(worker.tasks) < AHEAD:
                break
            self._listen(None)
        worker.tasks.append(task)
        try:
            worker.pipe.send_bytes(pickle.dumps(task.piece, pickle.HIGHEST_PROTOCOL))
        except OSError:
            self._lose(worker)

    def _listen(self, timeout: float | None) -> None:
        """Take what workers have ended, at least one thing if there is no timeout (in seconds)."""
        workers: dict[Any, _Worker] = {worker.pipe: worker for worker in self._workers}
        workers |= {worker.process.sentinel: worker for worker in self._workers}
        for ready in wait(list(workers), timeout):
            worker = workers[ready]
            if worker not in self._workers or (ready is not worker.pipe and worker.pipe.poll()):
                continue  # what it has said comes first
            try:
                if ready is not worker.pipe:
                    raise EOFError
                result, error = pickle.loads(worker.pipe.recv_bytes())
            except (EOFError, OSError):
                self._lose(worker)
            else:
                worker.tasks.popleft().ends(result, error)
                worker.ended += 1
                self._failed = 0

    def _lose(self, worker: _Worker) -> None:
        """A worker was killed: what it was at is done here, in case that was the reason; others get the rest."""
        if worker not in self._workers:
            return
        self._workers.remove(worker)
        self._failed += not worker.ended
        worker.end()
        for number, task in enumerate(worker.tasks):
            if number:
                self._give(task)
            else:
                task.ends(self.work(task.piece, self.tools))

    def _packed(self) -> Path:
        """A file with the work and the tools. Sent, they would fill the pipe to a worker that has still to begin."""
        if self._parcel is None:
            with NamedTemporaryFile(prefix="docgen-", delete=False) as file:
                self._parcel = Path(file.name)
                file.write(packed((self.work, self.tools)))
        return self._parcel


# -- in a worker --


def _serve(pipe: Connection, parcel: Path) -> None:
    """Do what comes through the pipe until it is closed. Ctrl-C is for the parent, which then ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pieces: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_receive, args=(pipe, pieces, parcel), daemon=True).start()
    work, tools = unpacked(parcel.read_bytes())
    while True:
        done = pickle.dumps(_outcome(work, pickle.loads(pieces.get()), tools), pickle.HIGHEST_PROTOCOL)
        try:
            pipe.send_bytes(done)
        except OSError:  # the parent is gone, or ends this one
            os._exit(1)


def _outcome(work: Callable[[Any, Any], Any], piece: Any, tools: Any) -> tuple[Any, BaseException | None]:
    try:
        return work(piece, tools), None
    except BaseException as error:  # whatever it is, it is the parent's to say
        error.add_note(traceback.format_exc())
        return None, error


def _receive(pipe: Connection, pieces: SimpleQueue[bytes], parcel: Path) -> None:
    """Take in pieces while another one is worked at. When the parent closes the pipe, or is gone, so is the worker."""
    try:
        while True:
            pieces.put(pipe.recv_bytes())
    finally:
        with suppress(OSError):
            parcel.unlink()
        os._exit(1)
