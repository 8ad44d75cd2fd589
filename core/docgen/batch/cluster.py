"""Does the work of a run on several machines, with Dask: the same pieces as in processes of this one.

Each worker gets the tools once. A worker that is lost loses nothing: Dask gives its pieces to others. A piece may then
be done twice, so each attempt writes in a folder of its own (docgen.batch.packs.making).
"""

from __future__ import annotations

import logging
import pickle
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Any, Generic, TypeVar

from docgen.batch.attempts import GO_ON
from docgen.batch.folders import UNDER_WAY
from docgen.batch.parcel import packed
from docgen.batch.remote import Order, end, look, refused, versions, work_on
from docgen.problems import DocgenError
from docgen.processes import Stopped, ctrl_c_spares_processes
from docgen.state import refuse_link
from docgen.text import Text

W = TypeVar("W")
J = TypeVar("J")
R = TypeVar("R")
K = TypeVar("K")

AHEAD = 3
"""Pieces that are under way for each thread of a worker."""
LOCAL = "local"
PATIENCE = 60.0
"""Seconds for which a run goes on though its cluster has no worker left: one may come back."""
_RETRIES = 3
_SECONDS = 5
"""Until a scheduler must have answered, and between two looks at the workers."""


class Cluster(Generic[W, J, R]):
    """Does `work(piece, tools)` on the Dask cluster at `address`, or on one of this machine with `jobs` processes if
    that is "local". With `shared` the work is to be written below this folder. Raises DocgenError when the cluster is
    not there, or a worker cannot take part. Work that is `watched` is done in processes beside the workers, see Pool.
    """

    def __init__(
        self,
        work: Callable[[J, W], R],
        tools: W,
        address: str,
        jobs: int,
        *,
        shared: Path | None = None,
        watched: bool = False,
    ) -> None:
        self.address, self.sign = address, None
        parcel = packed((work, tools))
        self.client, self.own = _client(address, jobs)
        self.seen, self.threads = 0.0, 1
        try:
            self.sign = _sign(shared) if shared is not None else None
            self.order = Order(token_hex(8), versions(), str(self.sign) if self.sign else None, parcel, watched)
            self._look()
        except BaseException:
            self.close()
            raise

    def map(self, pieces: Iterable[tuple[K, J]]) -> Iterator[tuple[K, R]]:
        """What comes of each piece, with the key that it came with, in their order. Raises what the work raises, and
        Stopped when the cluster is lost."""
        under_way: deque[tuple[K, Any]] = deque()
        try:
            with self._no_loss():
                order = self.client.submit(_same, self.order, pure=False)  # unlike a scattered one, never lost
            for key, piece in pieces:
                with self._no_loss():
                    data = pickle.dumps(piece, pickle.HIGHEST_PROTOCOL)  # which Dask hands on as it is
                    future = self.client.submit(work_on, data, order, pure=False, retries=_RETRIES)
                    under_way.append((key, future))
                    ahead = AHEAD * self._threads()
                if len(under_way) > ahead:
                    yield self._next(under_way)
            while under_way:
                yield self._next(under_way)
        finally:
            with suppress(OSError, RuntimeError):
                self.client.cancel([future for _, future in under_way])
                self.client.run(end, self.order.run, on_error="ignore")
            self.close()

    def close(self) -> None:
        """Leave the cluster; one of our own ends."""
        if self.sign is not None:
            with suppress(OSError):
                self.sign.unlink(missing_ok=True)
                self.sign.parent.rmdir()
        with suppress(OSError, RuntimeError):
            self.client.close()
        if self.own is not None:
            self.own.close()

    def _next(self, under_way: deque[tuple[K, Any]]) -> tuple[K, R]:
        key, future = under_way[0]
        with self._no_loss():
            while (result := _result(future)) is None:
                self._threads()
        under_way.popleft()
        if isinstance(result, Exception):
            raise _said(result)
        return key, pickle.loads(result[0])

    def _threads(self) -> int:
        """How many pieces can be made at once. Raises Stopped when nobody has been there to make one for long."""
        now = time.monotonic()
        if now - self.seen < _SECONDS:
            return self.threads
        found = sum(self.client.nthreads().values())
        if found:
            self.seen, self.threads = now, found
        elif now - self.seen > PATIENCE:
            raise Stopped(_NO_WORKERS.format(address=self.address), hint=GO_ON)
        return self.threads

    @contextmanager
    def _no_loss(self) -> Iterator[None]:
        """Raise Stopped, which can be gone on with, for what Dask raises when the cluster is lost."""
        from distributed import CancelledError

        try:
            yield
        except (CancelledError, TimeoutError, OSError):
            raise Stopped(_LOST.format(address=self.address), hint=GO_ON) from None

    def _look(self) -> None:
        """Raise DocgenError when there is no worker, or one that cannot take part."""
        found = self.client.run(look, self.order, on_error="return")
        if not found:
            raise DocgenError(_NO_WORKERS.format(address=self.address), hint=_START)
        self.seen = time.monotonic()
        self.threads = sum(self.client.nthreads().values())
        for worker, error in found.items():
            if error is not None:
                raise refused(worker, error if isinstance(error, DocgenError) else _no_docgen(error))


def _same(order: Order) -> Order:
    return order


def _result(future: Any) -> tuple[Any] | Exception | None:
    """What came of the work, or what it raised; None if it takes longer than a moment. The worker that has it may be
    lost until it is fetched, and the work is then done again."""
    from distributed import wait

    with suppress(TimeoutError):
        wait(future, timeout=_SECONDS)  # type: ignore[no-untyped-call]
        if future.status == "error":
            error: Exception = future.exception()
            return error
        return (future.result(timeout=_SECONDS),)
    return None


def _said(error: Exception) -> Exception:
    """What the work raised, or what Dask says of workers that did not survive it, in our words."""
    from distributed.scheduler import KilledWorker

    return Stopped(_KILLED, hint=_MEMORY) if isinstance(error, KilledWorker) else error


def _no_docgen(error: Exception) -> DocgenError:
    """What is wrong with a worker that does not even understand the question."""
    return DocgenError(_NO_DOCGEN.format(why=error), hint=_SAME)


def _sign(folder: Path) -> Path:
    """A file by which workers tell that they see the folder that others see."""
    sign = folder / UNDER_WAY / f"{token_hex(8)}.shared"
    refuse_link(sign.parent).mkdir(parents=True, exist_ok=True)
    sign.write_bytes(b"")
    return sign


def _client(address: str, jobs: int) -> tuple[Any, Any]:
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise DocgenError(_MISSING, hint=_INSTALL) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said in our words
    if address == LOCAL:
        with ctrl_c_spares_processes():  # nor will it reach the workers that Dask starts anew later
            own = LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=jobs, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL
            )
        return Client(own), own  # type: ignore[no-untyped-call]
    try:
        return Client(address, timeout=_SECONDS), None  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise DocgenError(_NOT_THERE.format(address=address, why=error), hint=_START) from None


_MISSING = Text("--cluster needs the packages of docgen[cluster]", "--cluster 需要先安装 docgen[cluster]")
_INSTALL = Text("pip install 'docgen[cluster]'", "pip install 'docgen[cluster]'")
_NOT_THERE = Text("there is no Dask scheduler at {address}: {why}", "{address} 上没有 Dask 调度程序：{why}")
_NO_WORKERS = Text("the cluster at {address} has no workers", "{address} 的集群里没有工作进程")
_START = Text(
    "Start it there: dask scheduler, and on each machine: dask worker tcp://…",
    "请先在那边启动：dask scheduler，并在每台机器上运行：dask worker tcp://…",
)
_NO_DOCGEN = Text("it has no docgen, or another one ({why})", "它没有安装 docgen，或版本不同（{why}）")
_SAME = Text("Install the same versions on all machines.", "请在所有机器上安装相同的版本。")
_KILLED = Text("worker after worker ended while they made the same packs", "一个接一个工作进程在生成同一批时退出")
_MEMORY = Text(
    f"They may lack memory: look at what they say where they run. {GO_ON.en}",
    f"可能是内存不足，请查看工作进程的输出。{GO_ON.zh}",
)
_LOST = Text("the cluster at {address} is lost", "与 {address} 的集群失去联系")
