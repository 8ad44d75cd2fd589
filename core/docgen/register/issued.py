"""What was issued under a number, as it was printed: the file, its figures, the data behind them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

from docgen.register.store import Store
from docgen.state import parse_as

KeptFigure = TypedDict(
    "KeptFigure", {"name": str, "from": str | None, "to": str | None, "value": int, "printed": str, "rows": int}
)
"""A figure as a document printed it: its name, the first and the last of its days, its value, its text, and how many
rows it counts."""


class Kept(TypedDict, total=False):
    """What is kept of an issued document: the command that made it and what was asked of it; what it is called, its day
    of approval; what it prints, by the names of its context (None of a restricted one); its figures, the data files,
    the rows by table; who drafted and who checked it; the path of the 校核单."""

    command: tuple[str, dict[str, Any]]
    called: str
    day: str | None
    printed: dict[str, str] | None
    figures: list[KeptFigure]
    sources: list[dict[str, str]]
    counts: dict[str, int]
    drafter: str | None
    checker: str | None
    sheet: str | None


@dataclass(frozen=True)
class Issue:
    """A document as it was issued.

    `revision` is 1, or more for a corrected copy; `file` its path below out/; `content` the file itself, None for a
    restricted one. `void` is the reason why a corrected copy took its place.
    """

    series: str
    year: int
    number: int
    revision: int
    file: str
    sha256: str
    content: bytes | None
    kept: Kept = field(default_factory=Kept)
    void: str | None = None


class _Row(NamedTuple):
    """An issue as it is entered; what is kept of it is JSON."""

    series: str
    year: int
    number: int
    revision: int
    file: str
    sha256: str
    content: bytes | None
    kept: str
    void: str | None


_COLUMNS = ", ".join(_Row._fields)


class Issues:
    """The issued documents in the register."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, series: str, year: int, number: int) -> list[Issue]:
        """All revisions under a number, the first one first."""
        where = "WHERE series = ? AND year = ? AND number = ? ORDER BY revision"
        query = f"SELECT {_COLUMNS} FROM issue {where}"
        rows = self._store.select(_Row, "issue", query, (series, year, number))
        return [self._issue(row) for row in rows]

    def _issue(self, row: _Row) -> Issue:
        with self._store.reading():
            issue = Issue(*row[:7], kept=parse_as(Kept, row.kept), void=row.void)
        self._store.below_out(issue.file)
        return issue

    def check_rows(self) -> None:
        """Raise DocgenError if something that was issued is not entered as docgen enters it."""
        for row in self._store.select(_Row, "issue", f"SELECT {_COLUMNS} FROM issue"):
            self._issue(row)

    def last(self, series: str, year: int, number: int) -> Issue | None:
        """What is in force under a number."""
        found = [issue for issue in self.of(series, year, number) if issue.void is None]
        return found[-1] if found else None

    def paths(self) -> set[Path]:
        """Where all lies that is in force, and the verification sheets that go with it. Raises DocgenError for a path
        that leads out of the folders for documents."""
        rows = self._store.select(tuple[str, str], "issue", "SELECT file, kept FROM issue WHERE void IS NULL")
        with self._store.reading():
            sheets = [parse_as(Kept, kept).get("sheet") for _, kept in rows]
        return {self._store.below_out(name) for name in (*(file for file, _ in rows), *sheets) if name}


def write_issue(db: sqlite3.Connection, issue: Issue, because: str) -> None:
    """Enter a document as what is in force under its number; the one before is void, `because` of a reason."""
    kept = json.dumps(issue.kept, ensure_ascii=False)
    key = (issue.series, issue.year, issue.number)
    void_issue(db, *key, because)
    row = (*key, issue.revision, issue.file, issue.sha256, issue.content, kept, None)
    db.execute("INSERT INTO issue VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def void_issue(db: sqlite3.Connection, series: str, year: int, number: int, reason: str) -> None:
    """Have what was issued under a number in force no more."""
    where = "WHERE series = ? AND year = ? AND number = ? AND void IS NULL"
    db.execute(f"UPDATE issue SET void = ? {where}", (reason, series, year, number))


def digest(data: bytes) -> str:
    """The SHA-256 of a file in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
