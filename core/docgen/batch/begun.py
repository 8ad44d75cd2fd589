"""Work of several writes, such as issuing a document: all of it is noted before the first write, so that whatever stops
it, the next command that writes ends it.

The note lies in .docgen/begun/NAME/, with the files that are to be put in place. It counts from when work.json is
there, which is written last and taken away when all is done.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any, ClassVar, Self, TypedDict

from docgen.batch.ledger import Ledger
from docgen.batch.publishing import refusal, write_private
from docgen.files import read_file
from docgen.problems import DocgenError, DocumentSpot
from docgen.state import NotAsWritten, is_plain_name, parse_as, read_as, refuse_link
from docgen.text import Text, reason_of

BEGUN, WORK = "begun", "work.json"
MAX_BYTES = 64 << 20
"""What a note may hold, besides the files that are to be put in place."""


@dataclass(frozen=True)
class Work:
    """Work that is noted as a whole, in plain values: each kind is a class of its own. `label` names it to a person."""

    KIND: ClassVar = ""
    label: str

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> Self:
        """The work that was noted so. Raises NotAsWritten for facts of other work."""
        return read_as(cls, facts)


@dataclass(frozen=True)
class Begun:
    """A note of work that was begun: its kind, its label, its facts, and the folder that it lies in."""

    kind: str
    label: str
    facts: Mapping[str, Any]
    folder: Path

    def read(self, name: str) -> bytes:
        """The content of a file that is to be put in place. Raises DocgenError when it cannot be read."""
        if not is_plain_name(name):
            raise self.error()
        try:
            return read_file(refuse_link(self.folder / name))
        except OSError:
            raise self.error() from None

    def error(self) -> DocgenError:
        """The error for a note that somebody has changed."""
        return DocgenError(_BROKEN, hint=_BROKEN_HINT, where=DocumentSpot(str(self.folder)))

    def end(self) -> None:
        """Take the note away: all is done, or none of it."""
        (self.folder / WORK).unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        with suppress(OSError):  # other work lies there
            self.folder.parent.rmdir()


@contextmanager
def ending(begun: Begun) -> Iterator[None]:
    """Take the note away when the block has done the work. Raises DocgenError for work that an OSError stopped: the
    note stays."""
    try:
        yield
    except OSError as error:
        raise DocgenError(_HALF.format(label=begun.label, why=reason_of(error)), hint=_TO_END) from error
    begun.end()


def note_work(ledger: Ledger, work: Work, files: Mapping[str, bytes] | None = None) -> Begun:
    """Note work that begins now, with the contents of the files that it puts in place, by name. Raises DocgenError when
    the note cannot be written: then nothing has begun."""
    ledger.prepare()
    folder = refuse_link(ledger.file.with_name(BEGUN)) / token_hex(8)
    facts = asdict(work)
    note = {"kind": work.KIND, "facts": facts}
    try:
        folder.mkdir(mode=0o700, parents=True)
        for name, data in (files or {}).items():
            write_private(folder / name, data)
        write_private(folder / WORK, json.dumps(note, ensure_ascii=False).encode())
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise refusal(error, folder) from None
    return Begun(work.KIND, work.label, facts, folder)


def find_begun(state: Path) -> list[Begun]:
    """The work that was begun in the workspace with this .docgen and not ended, the oldest first. Raises DocgenError
    for a note that cannot be read."""
    root = state / BEGUN
    if not root.is_dir() or root.is_symlink():
        return []
    notes = [path for path in root.glob(f"*/{WORK}") if not path.parent.is_symlink()]
    return [_read(path) for path in sorted(notes, key=lambda path: path.stat().st_mtime_ns)]


def sweep_begun(state: Path) -> None:
    """Clear away notes that were never whole: of those nothing was done. No other command may be writing."""
    root = state / BEGUN
    if root.is_dir() and not root.is_symlink():
        for folder in root.iterdir():
            if not (folder / WORK).exists():
                shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            root.rmdir()


class _Note(TypedDict):
    kind: str
    facts: dict[str, Any]


def _read(path: Path) -> Begun:
    try:
        note = parse_as(_Note, read_file(refuse_link(path), MAX_BYTES))
        return Begun(note["kind"], read_as(str, note["facts"].get("label")), note["facts"], path.parent)
    except (OSError, NotAsWritten):
        raise Begun("", "", {}, path.parent).error() from None


_BROKEN = Text("the note of work that was begun cannot be used", "没做完的事项的记录无法使用")
_BROKEN_HINT = Text(
    "Look at the last files below out/ and at `docgen register`, then delete this folder.",
    "请核对 out/ 里最后的文件和 docgen register，再删除这个文件夹。",
)
_HALF = Text("{label} is half done: {why}", "“{label}”只做了一半：{why}")
_TO_END = Text(
    "Put right what is in the way; then docgen runs resume ends it, as does the next command that writes.",
    "请先排除障碍；然后用 docgen runs resume 做完，下一条会写文件的命令也会先把它做完。",
)
