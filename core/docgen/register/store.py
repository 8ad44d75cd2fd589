"""The file register.sqlite: opened for a moment, never half-written, read without being made, and copied.

The copy in .docgen/ is what a register that was lost, emptied or replaced by an older one is known by, and restored
from.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

from docgen.files import lies
from docgen.problems import DocgenError, DocumentSpot, FileLine
from docgen.rights import make_private_database
from docgen.state import (
    OUT,
    STATE,
    Gate,
    NotAsWritten,
    connect,
    prepare_state,
    read_rows,
    refuse_link,
    temporary_fault,
)
from docgen.text import Text

COPY = "register-copy.sqlite"
"""The copy of the register, in .docgen/."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (
    series   TEXT NOT NULL,
    year     INTEGER NOT NULL,
    number   INTEGER NOT NULL CHECK (number > 0),
    document TEXT NOT NULL,
    title    TEXT NOT NULL,
    day      TEXT,
    void     TEXT,
    PRIMARY KEY (series, year, number)
);
CREATE UNIQUE INDEX IF NOT EXISTS living ON entry (series, document) WHERE void IS NULL;
CREATE TABLE IF NOT EXISTS issue (
    series   TEXT NOT NULL,
    year     INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    file     TEXT NOT NULL,
    sha256   TEXT NOT NULL,
    content  BLOB,
    kept     TEXT NOT NULL,
    void     TEXT,
    PRIMARY KEY (series, year, number, revision)
);
CREATE TABLE IF NOT EXISTS history (name TEXT NOT NULL, writes INTEGER NOT NULL);
"""


_NUMBERS = """SELECT series, year, number, document FROM entry
              UNION ALL SELECT series, year, number, 'void' FROM entry WHERE void IS NOT NULL"""
"""What is true of a register for ever: which document has a number, and which numbers are void."""


@dataclass(frozen=True)
class _History:
    """The name of a register, how often it was written, and the numbers that it has given."""

    name: str
    writes: int
    numbers: frozenset[tuple[object, ...]]


T = TypeVar("T")


class SpoiledRegister(DocgenError):
    """A register, or its copy, that cannot be used as it is."""


class Store:
    """The tables in the file at `path`, in the folder of a workspace. Opening one that does not exist yet creates
    nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.copy = path.parent / STATE / COPY
        self._is_whole = False

    @cached_property
    def _gate(self) -> Gate:
        return Gate.of_workspace(self.path.parent)

    def below_out(self, name: str) -> Path:
        """The file that the register calls so: its path below out/ of the workspace, or where `--out` said. Raises
        DocgenError for a path that leads elsewhere."""
        return self._gate.check(self.path.parent / OUT / name, self.path)

    def select(self, kind: type[T], table: str, query: str, values: tuple[object, ...] = ()) -> list[T]:
        """The rows of a query as tuples of `kind`, see read_rows; none while there is no file, or no such table in it.
        Raises DocgenError for a file that cannot be used, has lost what its copy holds, or holds what docgen never
        wrote there."""
        if not self._is_whole:
            self._refuse_lost()
        if not lies(self.path):
            return []
        try:
            with closing(connect(self.path, create=False)) as db:
                if not db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
                    return []
                rows = db.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._broken(error) from None
        with self.reading():
            return read_rows(kind, rows)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Raise DocgenError, which names the register, for what in it is not as docgen wrote it."""
        try:
            yield
        except NotAsWritten:
            raise self._broken(_NOT_AS_WRITTEN) from None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection that holds the write lock from the start, so that two runs never take one number. Raises
        DocgenError in a workspace from elsewhere, for a file that cannot be used, or has lost what its copy holds."""
        prepare_state(self.path.parent)
        self._refuse_lost()
        make_private_database(self.path)
        try:
            with closing(connect(self.path, by_hand=True)) as db:
                db.executescript(_SCHEMA)
                db.execute("BEGIN IMMEDIATE")
                try:
                    yield db
                    _count_write(db)
                except BaseException:
                    db.execute("ROLLBACK")
                    raise
                db.execute("COMMIT")
                self._write_copy(db)
        except sqlite3.DatabaseError as error:
            raise self._broken(error) from None

    # -- the copy --

    def write_copy(self) -> None:
        """Copy the register as it is, if there is one."""
        if lies(self.path) and not self.needs_copy():
            with closing(connect(self.path, create=False)) as db:
                self._write_copy(db)

    def _write_copy(self, db: sqlite3.Connection) -> None:
        draft = self.copy.with_name(f".docgen-{token_hex(8)}.tmp")
        try:
            # No copy is no fault: the register is whole, and the next write copies it.
            with suppress(OSError, sqlite3.Error):
                make_private_database(draft)
                with closing(sqlite3.connect(draft)) as copy:
                    db.backup(copy)
                draft.replace(refuse_link(self.copy))
        finally:
            draft.unlink(missing_ok=True)

    def _refuse_lost(self) -> None:
        """Raise DocgenError when the register lacks what its copy holds."""
        if self.is_lost():
            raise DocgenError(_LOST, hint=_RESTORE, where=FileLine(self.path.name))
        self._is_whole = True

    def needs_copy(self) -> bool:
        """Whether the register is lost, or is no database that can be used, so that its copy is to take its place.
        Raises DocgenError for one that is only locked, or cannot be opened."""
        try:
            if lies(self.path):
                with closing(connect(self.path, create=False)) as db:
                    db.execute("PRAGMA quick_check").fetchone()
            return self.is_lost()
        except sqlite3.DatabaseError as error:
            if fault := temporary_fault(error, self.path):
                raise fault from None
            return True

    def is_lost(self) -> bool:
        """Whether the register is gone, empty or older than its copy, or gives a number to another document."""
        copied = self._history_of(self.copy)
        if copied is None:
            return False
        own = self._history_of(self.path)
        return own is None or own.name != copied.name or own.writes < copied.writes or not own.numbers >= copied.numbers

    def _history_of(self, path: Path) -> _History | None:
        """What tells a register from older ones; None if it has nothing of the kind. Raises DocgenError for one that is
        locked or cannot be opened."""
        if not lies(path):
            return None
        try:
            with closing(connect(path, create=False)) as db:
                if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'history'").fetchone():
                    return None
                found = read_rows(tuple[str, int], db.execute("SELECT name, writes FROM history").fetchall())
                numbers = frozenset(map(tuple, db.execute(_NUMBERS)))
                return _History(*found[0], numbers) if found else None
        except (sqlite3.DatabaseError, NotAsWritten) as error:
            fault = error if isinstance(error, sqlite3.DatabaseError) else _NOT_AS_WRITTEN
            if path == self.copy and not (isinstance(error, sqlite3.DatabaseError) and temporary_fault(error, path)):
                return None  # a copy that cannot be read proves nothing
            raise self._broken(fault) from None

    def restore_copy(self) -> None:
        """Put the copy, if there is one, in the place of the register; what lies there now is kept beside it. Raises
        DocgenError when that cannot be done."""
        prepare_state(self.path.parent)
        draft = self.path.with_name(f".docgen-{token_hex(8)}.tmp")
        try:
            if lies(self.copy):
                make_private_database(draft)
                with closing(connect(self.copy, create=False)) as copy, closing(sqlite3.connect(draft)) as db:
                    copy.backup(db)
            if lies(self.path):
                self.path.rename(_free_name(self.path))
            if draft.exists():
                draft.replace(self.path)
        except (OSError, sqlite3.DatabaseError) as error:
            text = _NO_COPY.format(why=error)
            raise DocgenError(text, where=DocumentSpot(str(self.copy))) from None
        finally:
            draft.unlink(missing_ok=True)

    def _broken(self, error: sqlite3.DatabaseError | Text) -> DocgenError:
        fault = temporary_fault(error, self.path) if isinstance(error, sqlite3.DatabaseError) else None
        hint = _BACKUP if self.path.name == COPY else _RESTORE
        return fault or SpoiledRegister(_SPOILED.format(why=error), hint=hint, where=FileLine(self.path.name))


def _count_write(db: sqlite3.Connection) -> None:
    if not db.execute("UPDATE history SET writes = writes + 1").rowcount:
        db.execute("INSERT INTO history VALUES (?, 1)", (token_hex(16),))


def _free_name(path: Path) -> Path:
    """A name beside the path that nothing has: register_旧1.sqlite."""
    number = 1
    while (free := path.with_name(f"{path.stem}_旧{number}{path.suffix}")).exists():
        number += 1
    return free


_SPOILED = Text("the register cannot be used: {why}", "登记簿无法使用：{why}")
_NOT_AS_WRITTEN = Text("something in it is not as docgen wrote it", "其中有内容不是程序写的样子")
_BACKUP = Text(
    "Bring back a backup of register.sqlite and .docgen/register-copy.sqlite.",
    "请从备份恢复 register.sqlite 和 .docgen/register-copy.sqlite。",
)
_LOST = Text(
    "the register is gone, empty, an older one or changed by hand: it lacks numbers that were given",
    "登记簿不见了、是空的、是旧的或被人改过：缺少已经给出的号",
)
_RESTORE = Text(
    "To see what can be had again, and bring it back: docgen register restore.",
    "用 docgen register restore 查看可以恢复的内容，确认后恢复。",
)
_NO_COPY = Text("the copy of the register cannot be used: {why}", "登记簿的副本无法使用：{why}")
