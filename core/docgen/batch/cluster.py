"""Does the work of a run on several machines, with Dask: the same pieces as in processes of this one.

Each worker gets the tools once. A worker that is lost loses nothing: Dask gives its pieces to others. A piece may then
be done twice, so each attempt writes in a folder of its own (docgen.batch.packs.making).
"""

from __future__ import annotations

import pickle
import platform
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Any, Generic, TypeVar

import docgen
from docgen.problems import DocgenError
from docgen.text import Text

W = TypeVar("W")
J = TypeVar("J")
R = TypeVar("R")
K = TypeVar("K")

AHEAD = 3
"""Pieces that are under way for each thread of a worker."""
LOCAL = "local"
_RETRIES = 3
_SECONDS = 20


class Cluster(Generic[W, J, R]):
    """Does `work(piece, tools)` on the Dask cluster at `address`, or on one of this machine with `jobs` processes if
    that is "local". Raises DocgenError when it is not there, or its workers are of other versions."""

    def __init__(self, work: Callable[[J, W], R], tools: W, address: str, jobs: int) -> None:
        self.work, self.packed = work, pickle.dumps(tools)
        self.client, self.own = _client(address, jobs)
        self._check_versions(address)

    def map(self, pieces: Iterable[tuple[K, J]]) -> Iterator[tuple[K, R]]:
        """What comes of each piece, with the key that it came with, in their order. Raises what the work raises."""
        under_way: deque[tuple[K, Any]] = deque()
        try:
            tools = self.client.scatter(self.packed, broadcast=True, hash=False)
            for key, piece in pieces:
                future = self.client.submit(_on_worker, self.work, piece, tools, pure=False, retries=_RETRIES)
                under_way.append((key, future))
                if len(under_way) > AHEAD * max(self._threads(), 1):
                    yield _next(under_way)
            while under_way:
                yield _next(under_way)
        finally:
            for _, future in under_way:
                future.cancel()
            self.close()

    def close(self) -> None:
        """Leave the cluster; one of our own ends."""
        self.client.close()
        if self.own is not None:
            self.own.close()

    def _threads(self) -> int:
        return sum(self.client.nthreads().values())

    def _check_versions(self, address: str) -> None:
        """Raise DocgenError when a worker has another docgen or Python than this process."""
        here, there = versions(), self.client.run(versions)
        if not there:
            self.close()
            raise DocgenError(_NO_WORKERS.format(address=address), hint=_START)
        wrong = {worker: found for worker, found in there.items() if found != here}
        if wrong:
            self.close()
            worker, found = next(iter(wrong.items()))
            ours, theirs = " / ".join(here), " / ".join(found)
            raise DocgenError(_VERSIONS.format(worker=worker, ours=ours, theirs=theirs), hint=_SAME)


def versions() -> tuple[str, str]:
    """What must be the same on all machines: docgen and Python."""
    return docgen.__version__, ".".join(platform.python_version_tuple()[:2])


def _client(address: str, jobs: int) -> tuple[Any, Any]:
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise DocgenError(_MISSING, hint=_INSTALL) from None
    if address == LOCAL:
        own = LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=jobs, threads_per_worker=1, dashboard_address=None, silence_logs=50
        )
        return Client(own), own  # type: ignore[no-untyped-call]
    try:
        return Client(address, timeout=_SECONDS), None  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise DocgenError(_NOT_THERE.format(address=address, why=error), hint=_START) from None


def _next(under_way: deque[tuple[K, Any]]) -> tuple[K, Any]:
    key, future = under_way.popleft()
    return key, future.result()


_tools: dict[str, Any] = {}


def _on_worker(work: Callable[[Any, Any], Any], piece: Any, packed: bytes) -> Any:
    """Do a piece; the tools are unpacked once in a process."""
    name = sha256(packed).hexdigest()
    if name not in _tools:
        _tools.clear()
        _tools[name] = pickle.loads(packed)
    return work(piece, _tools[name])


_MISSING = Text("--cluster needs the packages of docgen[cluster]", "--cluster 需要先安装 docgen[cluster]")
_INSTALL = Text("pip install 'docgen[cluster]'", "pip install 'docgen[cluster]'")
_NOT_THERE = Text("there is no Dask scheduler at {address}: {why}", "{address} 上没有 Dask 调度程序：{why}")
_NO_WORKERS = Text("the cluster at {address} has no workers", "{address} 的集群里没有工作进程")
_START = Text(
    "Start it there: dask scheduler, and on each machine: dask worker {address}".replace("{address}", "tcp://…"),
    "请先在那边启动：dask scheduler，并在每台机器上运行：dask worker tcp://…",
)
_VERSIONS = Text(
    "the worker {worker} has other versions (docgen / Python {theirs}) than this machine ({ours})",
    "工作进程 {worker} 的版本（docgen / Python {theirs}）与本机（{ours}）不同",
)
_SAME = Text("Install the same versions on all machines.", "请在所有机器上安装相同的版本。")
