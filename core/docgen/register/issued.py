"""What was issued under a number, as it was printed: the file, its figures, the data behind them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from docgen.register.store import Store


@dataclass(frozen=True)
class Issue:
    """A document as it was issued.

    `revision` is 1, or more for a corrected copy; `file` its path below out/; `content` the file itself, None for a
    restricted one. `kept`: "command" that made it, "day" of approval, "printed" (what the document prints, by the names
    of its context), "figures", "sources" (data files), "counts" (rows by table), "drafter", "checker", "sheet" (the
    path of the 校核单). `void` is the reason why a corrected copy took its place.
    """

    series: str
    year: int
    number: int
    revision: int
    file: str
    sha256: str
    content: bytes | None
    kept: Mapping[str, Any] = field(default_factory=dict)
    void: str | None = None


class Issues:
    """The issued documents in the register."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, series: str, year: int, number: int) -> list[Issue]:
        """All revisions under a number, the first one first."""
        query = """SELECT series, year, number, revision, file, sha256, content, kept, void FROM issue
                   WHERE series = ? AND year = ? AND number = ? ORDER BY revision"""
        rows = self._store.select("issue", query, (series, year, number))
        return [self._issue(row) for row in rows]

    def _issue(self, row: tuple[Any, ...]) -> Issue:
        issue = replace(Issue(*row), kept=json.loads(row[7]))
        self._store.below_out(issue.file)
        return issue

    def last(self, series: str, year: int, number: int) -> Issue | None:
        """What is in force under a number."""
        found = [issue for issue in self.of(series, year, number) if issue.void is None]
        return found[-1] if found else None

    def paths(self) -> set[Path]:
        """Where all lies that is in force, and the verification sheets that go with it. Raises DocgenError for a path
        that leads out of the folders for documents."""
        rows = self._store.select("issue", "SELECT file, kept FROM issue WHERE void IS NULL")
        names = {name for file, kept in rows for name in (file, json.loads(kept).get("sheet")) if name}
        return {self._store.below_out(name) for name in names}


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
