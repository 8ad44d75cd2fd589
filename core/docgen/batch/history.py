"""What each run did to the files below out/: what it replaced is kept in out/_旧版/ (in English _old versions)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from getpass import getuser
from pathlib import Path
from secrets import token_hex

from docgen.batch.guard.openness import state_aside
from docgen.batch.ledger import Ledger
from docgen.batch.names import OLD
from docgen.text import Text

UNDO = "undo"


@dataclass(frozen=True)
class Change:
    """A file that a run wrote, or took away (then `sha256` is None). `old` is where the one before lies now, if there
    was one; it was `ours` if no person had changed it."""

    path: Path
    sha256: str | None
    old: Path | None
    ours: bool


@dataclass(frozen=True)
class Run:
    """A run that changed files. `out` is the folder that it wrote below."""

    id: str
    began: str
    who: str
    generator: str
    out: Path
    undone: bool
    changes: int


class History:
    """The notes of one run, begun with its first change. `ledger` is told what to keep in mind of it."""

    def __init__(self, ledger: Ledger, generator: str, out: Path, run: str = "") -> None:
        self.ledger, self.generator, self.out = ledger, generator, out.absolute()
        self.began = datetime.now()
        self._id = run

    @property
    def id(self) -> str:
        """The name of the run: the time when it began."""
        self.begin()
        return self._id

    def begin(self) -> None:
        """Give the run its name, if it has none yet."""
        if not self._id:
            self._id = self._begin()

    def _begin(self) -> str:
        stamp = self.began.strftime("%Y%m%d-%H%M%S")
        with self.ledger.open() as db:
            known = {row[0] for row in db.execute("SELECT id FROM run WHERE id LIKE ?", (f"{stamp}%",))}
            name = next(n for number in range(1, len(known) + 2) if (n := _numbered(stamp, number)) not in known)
            began = self.began.isoformat(" ", "seconds")
            row = (name, began, user(), self.generator, self.ledger.key(self.out), 0)
            db.execute("INSERT INTO run VALUES (?, ?, ?, ?, ?, ?)", row)
        return name

    def keep(self, path: Path) -> Path:
        """Keep the file at `path`, which is about to be replaced; gives where it lies from now on."""
        old = self.room_for(path)
        self.copy(path, old)
        return old

    @staticmethod
    def copy(path: Path, to: Path) -> None:
        """Have the file at `path` also at `to`, unless something lies there: the place is never empty, not even when
        the run is killed now. Raises OSError."""
        if to.exists():
            return
        try:
            os.link(path, to, follow_symlinks=False)
        except OSError:  # a USB stick, a network drive
            draft = to.with_name(f".docgen-{token_hex(8)}.tmp")
            shutil.copy2(path, draft, follow_symlinks=False)
            draft.replace(to)

    def room_for(self, path: Path, where: Text = OLD) -> Path:
        """Where what lies at `path` can be put: nothing lies there yet, and its folder is made. Who may see that folder
        is stated as where the file lay."""
        place = self.ledger.check(free(self.out / where.written / self.id / _below(path, self.out)))
        place.parent.mkdir(parents=True, exist_ok=True)
        state_aside(self.out, path.absolute(), place)
        return place

    def take_away(self, path: Path, where: Text = OLD) -> Path:
        """Put the file at `path` aside, since another takes its place elsewhere; gives where it lies now."""
        ours, old = self.ledger.is_ours(path), self.room_for(path, where)
        path.replace(old)
        self.note(path, None, old, ours=ours)
        return old

    def note(self, path: Path, digest: str | None, old: Path | None, *, ours: bool) -> None:
        """What stands at `path` now, by its SHA-256, None for nothing; for `old` and `ours` see Change."""
        self.note_all([(path, digest, old, ours)])

    def note_all(self, changes: Iterable[tuple[Path, str | None, Path | None, bool]]) -> None:
        """The same of many files."""
        key = self.ledger.key
        rows = [
            (self.id, key(path), digest, key(old) if old else None, int(ours)) for path, digest, old, ours in changes
        ]
        with self.ledger.open() as db:
            db.executemany("INSERT OR REPLACE INTO change VALUES (?, ?, ?, ?, ?)", rows)


def runs(ledger: Ledger) -> list[Run]:
    """All runs that changed files, the last one first."""
    query = """SELECT id, began, who, generator, out, undone, (SELECT count(*) FROM change WHERE run = id)
               FROM run ORDER BY id DESC"""
    rows = ledger.select(tuple[str, str, str, str, str, int, int], query)
    return [Run(*row[:4], ledger.place(row[4]), bool(row[5]), row[6]) for row in rows if row[6]]


def changes(ledger: Ledger, run: str) -> list[Change]:
    """What a run did, file by file."""
    query = "SELECT path, sha256, old, ours FROM change WHERE run = ? ORDER BY path"
    rows = ledger.select(tuple[str, str | None, str | None, int], query, (run,))
    return [Change(ledger.place(p), digest, ledger.place(old) if old else None, bool(o)) for p, digest, old, o in rows]


def user() -> str:
    """Who runs docgen, as the system calls them."""
    try:
        return getuser()
    except (KeyError, OSError):  # no name for this user
        return "?"


def _numbered(stamp: str, number: int) -> str:
    return stamp if number == 1 else f"{stamp}-{number}"


def _below(path: Path, out: Path) -> Path:
    path = path.absolute()
    return path.relative_to(out) if path.is_relative_to(out) else Path(path.name)


def free(path: Path) -> Path:
    """The path, or one like it that nothing lies at yet."""
    return next(place for place in _places(path) if not place.exists())


def _places(path: Path) -> Iterator[Path]:
    yield path
    number = 2
    while True:
        yield path.with_name(f"{path.stem}_{number}{path.suffix}")
        number += 1
