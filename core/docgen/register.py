"""The register of document and issue numbers: register.sqlite, never a cache."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docgen.period import Period
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
"""


@dataclass(frozen=True)
class Entry:
    """A number of a series. `document` tells what it belongs to (a bulletin's days); `day` is the day of approval;
    `void` the reason why the number is dead, which is never used again."""

    series: str
    year: int
    number: int
    document: str
    title: str
    day: date | None
    void: str | None = None


class Register:
    """The numbers given so far. Opening a register that does not exist yet creates nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def entries(self, series: str | None = None) -> list[Entry]:
        """All numbers in order, void ones too; of one series if it is named."""
        where, values = ("WHERE series = ?", (series,)) if series else ("", ())
        return self._select(f"{where} ORDER BY series, year, number", values)

    def find(self, series: str, document: str) -> Entry | None:
        """The living number of a document."""
        found = self._select("WHERE series = ? AND document = ? AND void IS NULL", (series, document))
        return found[0] if found else None

    def numbered(self, series: str, number: int, year: int) -> Entry | None:
        """The entry with that number, void or not."""
        found = self._select("WHERE series = ? AND number = ? AND year = ?", (series, number, year))
        return found[0] if found else None

    def period(self, series: str, number: int, year: int) -> Period | None:
        """The days that a living number stands for, if its document is a period."""
        entry = self.numbered(series, number, year)
        if entry is None or entry.void is not None:
            return None
        first, _, last = entry.document.partition("..")
        label = Text(f"issue {number}", f"第{number}期")
        return Period(date.fromisoformat(first), date.fromisoformat(last), label)

    def next_number(self, series: str, year: int) -> int:
        """One more than the highest number so far: no gap, and no void number again."""
        return max((entry.number for entry in self.entries(series) if entry.year == year), default=0) + 1

    def allot(self, series: str, document: str, *, year: int, title: str, day: date | None = None) -> Entry:
        """The number of `document`: the one it has, else the next. The same call gives the same number."""
        with self._writing() as db:
            if known := self.find(series, document):
                return known
            entry = Entry(series, year, self.next_number(series, year), document, title, day)
            values = (series, year, entry.number, document, title, day.isoformat() if day else None)
            db.execute("INSERT INTO entry (series, year, number, document, title, day) VALUES (?,?,?,?,?,?)", values)
        return entry

    def void(self, series: str, number: int, year: int, reason: str) -> Entry:
        """Mark a number as dead. Raises DocgenError when it is not there or dead already."""
        entry = self.numbered(series, number, year)
        if entry is None or entry.void is not None:
            raise DocgenError(
                Text("{series} {year} no. {number} is not in use", "{series}{year}年第{number}号不在用").format(
                    series=series, year=year, number=number
                ),
                hint=Text("`docgen register` lists the numbers.", "用 docgen register 查看已登记的号。"),
            )
        with self._writing() as db:
            key = (reason, series, year, number)
            db.execute("UPDATE entry SET void = ? WHERE series = ? AND year = ? AND number = ?", key)
        return Entry(**{**vars(entry), "void": reason})

    def _select(self, clause: str, values: tuple[object, ...]) -> list[Entry]:
        if not self.path.exists():
            return []
        query = f"SELECT series, year, number, document, title, day, void FROM entry {clause}"
        try:
            # mode=rw creates nothing, and unlike mode=ro it can undo what a killed run left half-written
            with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=rw", uri=True, timeout=30)) as db:
                if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'entry'").fetchone():
                    return []
                rows = db.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._broken(error) from None
        return [_entry(row) for row in rows]

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
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


def _entry(row: tuple[str, int, int, str, str, str | None, str | None]) -> Entry:
    series, year, number, document, title, day, void = row
    return Entry(series, year, number, document, title, date.fromisoformat(day) if day else None, void)
