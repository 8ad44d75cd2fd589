"""The file register.sqlite: opened for a moment, never half-written, read without being made."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from docgen.problems import DocgenError, FileLine
from docgen.text import Text

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
"""


class Store:
    """The tables in the file at `path`. Opening one that does not exist yet creates nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def select(self, table: str, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query; none while there is no file, or no such table in it. Raises DocgenError for a file that
        cannot be used."""
        if not self.path.exists():
            return []
        try:
            # mode=rw creates nothing, and unlike mode=ro it can undo what a killed run left half-written
            with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=rw", uri=True, timeout=30)) as db:
                if not db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
                    return []
                return db.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._broken(error) from None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection that holds the write lock from the start, so that two runs never take one number."""
        try:
            with closing(sqlite3.connect(self.path, timeout=30, isolation_level=None)) as db:
                db.executescript(_SCHEMA)
                db.execute("BEGIN IMMEDIATE")
                try:
                    yield db
                except BaseException:
                    db.execute("ROLLBACK")
                    raise
                db.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            raise self._broken(error) from None

    def _broken(self, error: sqlite3.DatabaseError) -> DocgenError:
        return DocgenError(
            Text("the register cannot be used: {why}", "登记簿无法使用：{why}").format(why=error),
            hint=Text("Bring back the last copy of register.sqlite.", "请恢复最近一份 register.sqlite 备份。"),
            where=FileLine(self.path.name),
        )
