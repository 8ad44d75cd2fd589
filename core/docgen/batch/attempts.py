"""One run at a time in a workspace; one that did not come to its end can be taken up again."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from filelock import FileLock, Timeout

from docgen.batch.history import user
from docgen.batch.ledger import Ledger
from docgen.batch.publishing import refusal, write_private
from docgen.files import read_file
from docgen.problems import DocgenError
from docgen.processes import Stopped
from docgen.rights import narrow_rights
from docgen.state import NotAsWritten, parse_as, refuse_link
from docgen.text import Text

RUNNING = "running.json"
"""In .docgen/: who holds the lock."""
MAX_BYTES = 1 << 20
"""What that may hold."""

_STOPPED = Text("stopped", "已停止")
GO_ON = Text(
    "What was made before is whole. To go on: docgen runs resume, or the same command again.",
    "此前生成的都完整无缺。要接着生成，请用 docgen runs resume，或重新运行同一条命令。",
)


@dataclass(frozen=True)
class Attempt:
    """A run that is under way or was stopped: when it began, who, where and as which process; what was typed."""

    began: str
    who: str
    host: str
    pid: int
    argv: tuple[str, ...]

    @property
    def typed(self) -> str:
        """What was typed after `docgen`."""
        return " ".join(self.argv)


@contextmanager
def alone(ledger: Ledger, argv: Sequence[str]) -> Iterator[None]:
    """Have the workspace of the ledger for this run, which was asked for by `argv`, while the block runs. One that is
    stopped leaves an unfinished attempt behind. Raises DocgenError saying who runs, if another run is under way."""
    with locked(ledger, argv):
        try:
            _begin(ledger, argv)
            yield
            _end(ledger, argv)
        except KeyboardInterrupt:
            raise Stopped(_STOPPED, hint=GO_ON) from None
        except Stopped as error:
            error.hint = error.hint or GO_ON
            raise
        except (DocgenError, SystemExit):  # it said why: there is nothing to go on with
            _end(ledger, argv)
            raise


@contextmanager
def locked(ledger: Ledger, argv: Sequence[str]) -> Iterator[None]:
    """Let no other command write in the workspace of the ledger while the block runs. Raises DocgenError saying who
    does, if another one is at it."""
    file = ledger.file.with_name("run.lock")
    lock = FileLock(file, timeout=0, mode=0o600)
    try:
        ledger.prepare()
        narrow_rights(refuse_link(file))
        lock.acquire()
    except Timeout:
        raise _busy(_read_running(ledger)) from None
    except (OSError, NotImplementedError) as error:
        raise refusal(error if isinstance(error, OSError) else OSError(str(error)), file) from None
    try:
        _write_running(ledger, argv)
        yield
    finally:
        lock.release()


def unfinished(ledger: Ledger) -> list[Attempt]:
    """The attempts that did not come to their end, the last one first; the one under way is among them."""
    query = "SELECT argv, began, who, host, pid FROM attempt ORDER BY rowid DESC"
    rows = ledger.select(_Row, query)
    with ledger.reading():
        return [_attempt(row) for row in rows]


class _Row(NamedTuple):
    """An attempt as it is noted; what was typed is a list in JSON."""

    typed: str
    began: str
    who: str
    host: str
    pid: int


def _attempt(row: _Row) -> Attempt:
    return Attempt(row.began, row.who, row.host, row.pid, tuple(parse_as(list[str], row.typed)))


def _begin(ledger: Ledger, argv: Sequence[str]) -> None:
    with ledger.open() as db:
        db.execute("INSERT OR REPLACE INTO attempt VALUES (?, ?, ?, ?, ?)", _row(argv))


def _row(argv: Sequence[str]) -> _Row:
    typed, now = json.dumps(list(argv), ensure_ascii=False), datetime.now().isoformat(" ", "seconds")
    return _Row(typed, now, user(), socket.gethostname(), os.getpid())


def _write_running(ledger: Ledger, argv: Sequence[str]) -> None:
    """Write down who holds the lock, for others who want it."""
    with suppress(OSError):  # the error that they get names nobody then
        write_private(ledger.file.with_name(RUNNING), json.dumps(_row(argv), ensure_ascii=False).encode())


def _read_running(ledger: Ledger) -> Attempt | None:
    try:
        return _attempt(parse_as(_Row, read_file(ledger.file.with_name(RUNNING), MAX_BYTES)))
    except (OSError, NotAsWritten):
        return None


def _end(ledger: Ledger, argv: Sequence[str]) -> None:
    with ledger.open() as db:
        db.execute("DELETE FROM attempt WHERE argv = ?", (json.dumps(list(argv), ensure_ascii=False),))


def _busy(last: Attempt | None) -> DocgenError:
    hint = Text("Wait until it has ended, or stop it there with Ctrl-C.", "请等它结束，或在那边按 Ctrl-C 停下。")
    if last is None:
        return DocgenError(
            Text("another run is under way in this workspace", "这个工作文件夹里正有另一批在生成"), hint=hint
        )
    text = Text(
        "another run is under way in this workspace: docgen {typed}, by {who} on {host} since {began} (process {pid})",
        "这个工作文件夹里正有另一批在生成：docgen {typed}（{who}，{host}，{began} 开始，进程 {pid}）",
    )
    return DocgenError(
        text.format(typed=last.typed, who=last.who, host=last.host, began=last.began, pid=last.pid), hint=hint
    )
