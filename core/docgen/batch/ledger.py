"""What docgen made, so that it can tell its own files from those that a person has changed.

Each workspace has notes of its own, in .docgen. Of files that were made without one, the user has notes.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from docgen.batch.hashes import sha256
from docgen.files import lies, read_file
from docgen.problems import DocgenError, DocumentSpot
from docgen.rights import make_private_database, make_private_folder
from docgen.state import (
    Gate,
    NotAsWritten,
    connect,
    prepare_state,
    read_rows,
    refuse_foreign,
    refuse_link,
    temporary_fault,
    user_folder,
)
from docgen.text import Text
from docgen.urls import is_url, place_of

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, sha256 TEXT, coming TEXT, generator TEXT NOT NULL)",
    # docgen.batch.shards
    "CREATE TABLE IF NOT EXISTS shard (path TEXT PRIMARY KEY, generator TEXT, town TEXT, place TEXT, digest TEXT,"
    " rows TEXT, files TEXT, facts TEXT)",
    # docgen.batch.attempts
    "CREATE TABLE IF NOT EXISTS attempt (argv TEXT PRIMARY KEY, began TEXT, who TEXT, host TEXT, pid INT)",
    # docgen.batch.done
    "CREATE TABLE IF NOT EXISTS done (key TEXT PRIMARY KEY, inputs TEXT, files TEXT, report TEXT)",
    # docgen.batch.stale
    "CREATE TABLE IF NOT EXISTS made (scope TEXT, path TEXT, rows TEXT, PRIMARY KEY (scope, path))",
    # docgen.batch.history
    "CREATE TABLE IF NOT EXISTS run (id TEXT PRIMARY KEY, began TEXT, who TEXT, generator TEXT, out TEXT, undone INT)",
    "CREATE TABLE IF NOT EXISTS change (run TEXT, path TEXT, sha256 TEXT, old TEXT, ours INT, PRIMARY KEY (run, path))",
)


T = TypeVar("T")


class Ledger:
    """The files that docgen wrote, in ledger.sqlite in the folder `state`, by their path in the workspace that it lies
    in (or absolute, outside)."""

    def __init__(self, state: Path) -> None:
        self.root = state.parent.absolute()
        self._below = f"{self.root}{os.sep}"
        self.file = state / "ledger.sqlite"
        self._db: sqlite3.Connection | None = None
        self._has_tables = False

    @cached_property
    def gate(self) -> Gate | None:
        """Which of the paths in it may be used; None where only this user can have written them."""
        return Gate.of_workspace(self.root)

    def check(self, path: Path) -> Path:
        """The path, if docgen may read, write and move what lies there. Raises DocgenError for one that leads out of
        the folders for documents."""
        return self.gate.check(path, self.file) if self.gate else path

    def check_folder(self, path: Path) -> Path:
        """The folder, if docgen may read, write and move what lies in it: one that is no link, as `check` says."""
        return refuse_link(self.check(path))

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is noted inside is written at once at the end, or not at all when something is raised."""
        before = self._db
        with self.open() as db:
            self._db = db
            try:
                yield
            finally:
                self._db = before

    def is_ours(self, path: Path) -> bool:
        """Whether the file at `path` is just what docgen last wrote there, or was about to when it was stopped."""
        query = "SELECT sha256, coming FROM file WHERE path = ?"
        rows = self.select(tuple[str | None, str | None], query, (self.key(path),))
        return bool(rows) and sha256(read_file(path)) in rows[0]

    def announce(self, path: Path, data: bytes, generator: str) -> None:
        """Remember what is about to be written to `path`, and what was announced before if it did get there."""
        query = """
            INSERT INTO file (path, coming, generator) VALUES (?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET coming = excluded.coming, generator = excluded.generator
        """
        arrived = "UPDATE file SET sha256 = coming WHERE path = ? AND coming = ?"
        with self.open() as db:
            if path.exists():
                db.execute(arrived, (self.key(path), sha256(read_file(path))))
            db.execute(query, (self.key(path), sha256(data), generator))

    def confirm(self, path: Path) -> None:
        """What was announced for `path` stands there now."""
        with self.open() as db:
            db.execute("UPDATE file SET sha256 = coming, coming = NULL WHERE path = ?", (self.key(path),))

    def record(self, folder: Path, files: Mapping[str, str], generator: str) -> None:
        """These files of a folder, SHA-256 by name, stand in their places."""
        key = self.key(folder)
        rows = [(f"{key}/{name}", digest, generator) for name, digest in files.items()]
        with self.open() as db:
            db.executemany("INSERT OR REPLACE INTO file (path, sha256, generator) VALUES (?, ?, ?)", rows)

    def drop(self, paths: Iterable[Path]) -> None:
        """These files do not stand there any more."""
        with self.open() as db:
            db.executemany("DELETE FROM file WHERE path = ?", [(self.key(path),) for path in paths])

    def known(self, folder: Path, generator: str) -> dict[str, tuple[str | None, ...]]:
        """The files of a generator right in `folder`, by name: the SHA-256 of what it wrote, and was about to."""
        start = self.key(folder)
        query = "SELECT path, sha256, coming FROM file WHERE path > ? AND path < ? AND generator IN (?, '')"
        values = (f"{start}/", f"{start}0", generator)  # 0 comes after /
        rows = self.select(tuple[str, str | None, str | None], query, values)
        return {path[len(start) + 1 :]: (digest, coming) for path, digest, coming in rows}

    def set(self, path: Path, data: bytes | None, generator: str) -> None:
        """`data` was put at `path`; None if what stands there is a person's."""
        if data is not None:
            self.announce(path, data, generator)
            self.confirm(path)
            return
        with self.open() as db:
            db.execute("DELETE FROM file WHERE path = ?", (self.key(path),))

    def files(self) -> list[Path]:
        """All files that docgen wrote, whether they are still there or not."""
        return [self.place(path) for (path,) in self.select(tuple[str], "SELECT path FROM file ORDER BY path")]

    def forget(self, paths: Iterable[Path]) -> None:
        """Keep no note of these files, nor of runs of which no file is left."""
        with self.open() as db:
            keys = [(self.key(path),) for path in paths]
            db.executemany("DELETE FROM file WHERE path = ?", keys)
            db.executemany("DELETE FROM change WHERE old = ?", keys)
            db.executemany("DELETE FROM change WHERE path = ?", keys)
            db.execute("DELETE FROM run WHERE id NOT IN (SELECT run FROM change)")

    def place(self, key: str) -> Path:
        """The file that `key` stands for. Raises DocgenError for a path that leads out of the folders for documents."""
        if not is_url(key):
            return self.check(self.root / str(key))
        return place_of(self.gate.check_url(key, self.file) if self.gate else key)

    def folder(self, key: str) -> Path:
        """The folder that `key` stands for. Raises DocgenError as `place` does, and for a link."""
        return self.place(key) if is_url(key) else refuse_link(self.place(key))

    def key(self, path: Path) -> str:
        """What a file is called in the notes."""
        text = str(path)
        if text.startswith(self._below):  # of a hundred thousand files it is asked often
            return text[len(self._below) :].replace(os.sep, "/")
        if is_url(path):
            return text
        path = path.absolute()
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """The notes. What is written inside is kept together, or not at all. Raises DocgenError when they cannot be
        used."""
        if self._db is not None:
            yield self._db
            return
        new = not self.file.exists()
        self._has_tables = self._has_tables and not new
        if new:
            self.prepare()
        if not self._has_tables:
            make_private_database(self.file)
        try:
            with closing(connect(self.file)) as db, db:
                if not self._has_tables:
                    if new:  # all tables or none; one that is there is not locked for asking
                        db.execute("BEGIN IMMEDIATE")
                    for statement in _SCHEMA:
                        db.execute(statement)
                yield db
            self._has_tables = True
        except sqlite3.DatabaseError as error:
            raise temporary_fault(error, self.file) or self.spoiled(error) from None

    def select(self, kind: type[T], query: str, values: Sequence[object] = ()) -> list[T]:
        """The rows of a query as tuples of `kind`, see read_rows; none while there are no notes. Raises DocgenError
        when they cannot be used, or hold what docgen never wrote there."""
        if not lies(self.file):
            return []
        with self.open() as db:
            rows = db.execute(query, values).fetchall()
        with self.reading():
            return read_rows(kind, rows)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Raise DocgenError, which names the notes, for what in them is not as docgen wrote it."""
        try:
            yield
        except NotAsWritten:
            raise self.spoiled(_NOT_AS_WRITTEN) from None

    def spoiled(self, why: object) -> DocgenError:
        """The error for notes that cannot be used as they are."""
        return DocgenError(_SPOILED.format(why=why), hint=_DELETE, where=DocumentSpot(str(self.file)))

    def prepare(self) -> None:
        """Have the folder, marked as this user's if it is new."""
        prepare_state(self.root)


_SPOILED = Text("docgen's own notes cannot be used: {why}", "程序的记录文件无法使用：{why}")
_NOT_AS_WRITTEN = Text("something in them is not as docgen wrote it", "其中有内容不是程序写的样子")
_DELETE = Text(
    "Bring back the last copy of this file, or delete it. Files made before will then be kept, and new ones written "
    "beside them.",
    "请恢复这个文件的备份，或删除它。删除后，以前生成的文件会原样保留，新的写在旁边。",
)


class UserLedger(Ledger):
    """Notes in a folder of the user's own, which nobody else can have written: on files outside of any workspace, or
    those in the workspace `root` whose own notes are somebody else's."""

    def __init__(self, state: Path, root: Path | None = None) -> None:
        super().__init__(state)
        self._workspace = root
        if root:
            self.root = root.absolute()
            self._below = f"{self.root}{os.sep}"

    @cached_property
    def gate(self) -> Gate | None:
        """Which paths documents may be written to; None outside of a workspace, where this user named each."""
        return Gate.of_workspace(self._workspace) if self._workspace else None

    def prepare(self) -> None:
        make_private_folder(self.file.parent)


def user_ledger() -> Ledger | None:
    """The notes on files that this user made outside of any workspace; None where nothing can be noted."""
    folder = user_folder()
    return UserLedger(folder) if folder else None


def ledger_beside(root: Path) -> UserLedger:
    """This user's notes on a workspace whose own are somebody else's, in the user's folder. Raises DocgenError, which
    names `docgen adopt`, when there is no such folder."""
    folder = user_folder()
    if folder is None:
        raise refuse_foreign(root)
    return UserLedger(folder / "elsewhere" / sha256(str(root.resolve()).encode())[:16], root)
