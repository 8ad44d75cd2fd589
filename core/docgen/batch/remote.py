"""What a worker of a cluster does: gets ready for a run once, makes its pieces, and says when it has stopped."""

from __future__ import annotations

import asyncio
import pickle
import platform
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from typing import Any

import docgen
from docgen.batch.parcel import PACKING, unpacked
from docgen.problems import DocgenError
from docgen.processes import Pool
from docgen.text import Text
from docgen.urls import place_of

Versions = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Order:
    """What a worker is told of a run: its name, the versions that make the same bytes, a file that it must see if it
    is to write where others read (`sign`), and the work with its tools, packed. Work that is `watched` is done in a
    process of its own, which the worker ends when one document takes too long."""

    run: str
    versions: Versions
    sign: str | None
    parcel: bytes
    watched: bool = False


def versions() -> Versions:
    """What must be the same on all machines, since files get other bytes by it."""
    python = ".".join(platform.python_version_tuple()[:2])
    packages = ((name, _version(name)) for name in ("Jinja2", "deflate", "lxml"))
    return ("docgen", docgen.__version__), ("Python", python), *packages


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return _NONE


def differing(here: Versions, there: Versions) -> str:
    """The versions that are not the same, as a message says them."""
    found = dict(there)
    return ", ".join(f"{name} {found.get(name, _NONE)} ≠ {own}" for name, own in here if found.get(name) != own)


def look(order: Order) -> DocgenError | None:
    """Why this worker cannot take part in a run, if it cannot."""
    if wrong := differing(order.versions, versions()):
        return DocgenError(_VERSIONS.format(wrong=wrong), hint=_SAME)
    if order.sign and not _sees(order.sign):
        return DocgenError(_UNSEEN.format(folder=place_of(order.sign).parent.parent), hint=_SHARE)
    return None


def refused(worker: str, error: DocgenError) -> DocgenError:
    """The error that names the worker which cannot take part."""
    return DocgenError(_REFUSED.format(worker=worker, why=error.text), hint=error.hint)


def _sees(sign: str) -> bool:
    try:
        return place_of(sign).exists()
    except (OSError, DocgenError):
        return False


def work_on(piece: bytes, order: Order) -> bytes:
    """Do a piece of a run, which is pickled, as is what comes of it. Raises DocgenError when this worker cannot take
    part."""
    do = _ready(order)
    with _lock:
        if order.run in _ended:
            raise DocgenError(_OVER)
        _at_work[order.run] += 1
    try:
        return pickle.dumps(do(pickle.loads(piece)), pickle.HIGHEST_PROTOCOL)
    finally:
        with _lock:
            _at_work[order.run] -= 1


@lru_cache(maxsize=4)
def _ready(order: Order) -> Callable[[Any], Any]:
    """What does a piece of a run, once for a process: it may have joined after the others were looked at."""
    if error := look(order):
        from distributed import get_worker

        raise refused(get_worker().address, error)
    work, tools = unpacked(order.parcel)
    pool = _pools[order.run] = Pool(work, tools, 1, watched=order.watched, parcel=order.parcel, packing=PACKING)
    return partial(_do_alone, pool, Lock()) if order.watched else pool.do


def _do_alone(pool: Pool[Any, Any, Any], lock: Any, piece: Any) -> Any:
    """What comes of a piece, done by the one process that a worker has beside it: its threads take turns."""
    with lock:
        return pool.do(piece)


async def end(run: str) -> None:
    """Begin no further piece of that run, and wait for those that are being made."""
    with _lock:
        _ended.add(run)
    for _ in range(round(_LONGEST / _MOMENT)):
        if not _at_work[run]:
            break
        await asyncio.sleep(_MOMENT)
    if pool := _pools.pop(run, None):
        pool.close()


_lock = Lock()
_ended: set[str] = set()
_at_work: Counter[str] = Counter()
_pools: dict[str, Pool[Any, Any, Any]] = {}
_MOMENT = 0.02
_LONGEST = 30.0  # seconds that a piece may take until it is not waited for

_NONE = "—"
_REFUSED = Text("the worker {worker} cannot take part: {why}", "工作进程 {worker} 无法参加：{why}")
_VERSIONS = Text("it has other versions than this machine: {wrong}", "它的版本与本机不同：{wrong}")
_SAME = Text("Install the same versions on all machines.", "请在所有机器上安装相同的版本。")
_UNSEEN = Text("it does not see the folder {folder}", "它看不到文件夹 {folder}")
_SHARE = Text(
    "Write to a folder that all machines see under the same path, or to a storage such as s3://…: --out",
    "请用 --out 写到所有机器以同一路径都能看到的共享文件夹，或 s3://… 之类的存储。",
)
_OVER = Text("the run is over", "这一批已经结束")
