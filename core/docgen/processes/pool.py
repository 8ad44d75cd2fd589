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
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from queue import SimpleQueue
from tempfile import NamedTemporaryFile
from threading import Thread
from typing import Any, Generic, NamedTuple, TypeVar

from docgen.problems import DocgenError
from docgen.processes.clock import CLOCK, TICK, Watch, shared_number
from docgen.processes.ctrl_c import ctrl_c_spares_processes
from docgen.text import Text

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


_MOST_STUCK = 5
"""So many documents of a run may take too long: each costs minutes."""
_STUCK = Text("more than {n} documents took too long", "超过{n}份文件迟迟做不完")


class Stopped(DocgenError):
    """Work stopped before its end, and can be taken up again."""


class Packing(NamedTuple):
    """How the work and the tools go to another process: two functions of a module, from an object to bytes and back."""

    pack: Callable[[Any], bytes]
    unpack: Callable[[bytes], Any]


PLAIN = Packing(pickle.dumps, pickle.loads)


@contextmanager
def _may_have_children() -> Iterator[None]:
    """Let this process start others though it is one that Python ends with its parent, as the workers of Dask are."""
    config: dict[str, Any] = current_process()._config  # type: ignore[attr-defined]
    daemon = config.pop("daemon", None)
    try:
        yield
    finally:
        if daemon is not None:
            config["daemon"] = daemon


class _Task(Generic[K, J, R]):
    """A piece of work with its key, and what came of it once it is `done`."""

    def __init__(self, key: K, piece: J) -> None:
        self.key, self.piece = key, piece
        self.done = False
        self.skipped: set[int] = set()
        """The numbers of documents in it that took too long."""
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
        self.watch = Watch(shared_number())
        self.process = _SPAWN.Process(target=_serve, args=(its, parcel, self.watch.number), daemon=True)
        with ctrl_c_spares_processes(), _may_have_children():
            self.process.start()
        its.close()

    def stuck_at(self) -> int:
        """The number of the document that it is at for too long; 0 if there is none."""
        return self.watch.stuck_at(self.tasks[0]) if self.tasks else 0

    def end(self) -> None:
        """End the process, and wait for its end. While it lives, it takes a pipe that is closed for the end of all, and
        removes what others have still to read."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Pool(Generic[W, J, R]):
    """Does `work(piece, tools)` in `jobs` processes; with one, in this one, unless `watched`. `work` is a function of a
    module; each process gets the `tools` once. A process that is at one document for too long (see begin_document) is
    ended, and its piece done anew without that document. `parcel` is the work with the tools if somebody has packed
    them already, as `packing` does."""

    def __init__(
        self,
        work: Callable[[J, W], R],
        tools: W,
        jobs: int,
        *,
        watched: bool = False,
        parcel: bytes = b"",
        packing: Packing = PLAIN,
    ) -> None:
        self.work, self.tools = work, tools
        self.jobs = min(jobs, _MOST_ON_WINDOWS) if sys.platform == "win32" else jobs
        self.watched = watched
        self._parcel: Path | None = None
        self._content, self._packing = parcel, packing
        self._workers: list[_Worker] = []
        self._failed = 0  # workers that were lost before they did anything
        self._stuck = 0

    def begin(self) -> None:
        """Start the processes now, which takes them half a second, while this one has other things to do."""
        while self._is_elsewhere and len(self._workers) < self.jobs:
            try:
                self._workers.append(_Worker(self._packed()))
            except OSError:  # the system gives no more processes
                self._failed += 1
                return

    def map(self, pieces: Iterable[tuple[K, J]]) -> Iterator[tuple[K, R]]:
        """What comes of each piece, with the key that it came with, in their order. Raises what the work raises."""
        if not self._is_elsewhere:
            yield from ((key, self._do_here(piece)) for key, piece in pieces)
            return
        try:
            yield from self._elsewhere(pieces)
        finally:
            self.close()

    def do(self, piece: J) -> R:
        """What comes of one piece. Raises what the work raises."""
        if not self._is_elsewhere:
            return self._do_here(piece)
        task: _Task[None, J, R] = _Task(None, piece)
        self._give(task)
        while not task.done:
            self._listen(None)
        return task.result()

    @property
    def _is_elsewhere(self) -> bool:
        return self.jobs > 1 or self.watched

    def _do_here(self, piece: J, skipped: Collection[int] = ()) -> R:
        with CLOCK.piece(skipped):
            return self.work(piece, self.tools)

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
            if number or self._workers or self.watched:
                self._give(under_way[-1])
            else:  # it may be the only one
                under_way[-1].ends(self._do_here(piece))
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
                task.ends(self._do_here(task.piece, task.skipped))
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
            worker.pipe.send_bytes(pickle.dumps((task.piece, task.skipped), pickle.HIGHEST_PROTOCOL))
        except OSError:
            self._lose(worker)

    def _listen(self, timeout: float | None) -> None:
        """Take what workers have ended; without a timeout (in seconds) wait for a moment, and end those that are at one
        document for too long."""
        workers: dict[Any, _Worker] = {worker.pipe: worker for worker in self._workers}
        workers |= {worker.process.sentinel: worker for worker in self._workers}
        for ready in wait(list(workers), TICK if timeout is None else timeout):
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
        for worker in list(self._workers):
            if number := worker.stuck_at():
                self._end_stuck(worker, number)

    def _end_stuck(self, worker: _Worker, number: int) -> None:
        """End a worker that is at one document for too long; others do what it was given, without that document. Raises
        Stopped when that has happened too often."""
        self._stuck += 1
        if self._stuck > _MOST_STUCK:
            raise Stopped(_STUCK.format(n=_MOST_STUCK))
        worker.tasks[0].skipped.add(number)
        self._workers.remove(worker)
        worker.end()
        for task in worker.tasks:
            self._give(task)

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
                task.ends(self._do_here(task.piece, task.skipped))

    def _packed(self) -> Path:
        """A file with the work and the tools. Sent, they would fill the pipe to a worker that has still to begin."""
        if self._parcel is None:
            with NamedTemporaryFile(prefix="docgen-", delete=False) as file:
                self._parcel = Path(file.name)
                content = self._content or self._packing.pack((self.work, self.tools))
                pickle.dump((self._packing.unpack, content), file)
        return self._parcel


# -- in a worker --


def _serve(pipe: Connection, parcel: Path, number: Any) -> None:
    """Do what comes through the pipe until it is closed. Ctrl-C is for the parent, which then ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pieces: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_receive, args=(pipe, pieces, parcel), daemon=True).start()
    unpack, content = pickle.loads(parcel.read_bytes())
    work, tools = unpack(content)
    CLOCK.number = number
    while True:
        piece, skipped = pickle.loads(pieces.get())
        with CLOCK.piece(skipped):
            outcome = _outcome(work, piece, tools)
        done = pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL)
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
