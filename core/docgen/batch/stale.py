"""Documents that a command made before and does not make any more: they are moved aside, so that nobody prints them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from docgen.batch.history import VOID, History
from docgen.batch.ledger import Ledger
from docgen.batch.publish import Outcome, Published
from docgen.urls import is_below


class Scope:
    """What one command, with all that it was asked for, has made below `out`: `name` tells it from others."""

    def __init__(self, ledger: Ledger, name: str, out: Path) -> None:
        self.ledger, self.name, self.out = ledger, name, out

    def settle(
        self, files: Iterable[Published], history: History, spared: Collection[Path] = ()
    ) -> list[tuple[Path, Path]]:
        """Take `files` as all that belongs; move aside what was made before besides, but for those `spared`. Gives
        where each lay, and lies now. Raises OSError when one cannot be moved."""
        made = list(files)
        belongs = {path for file in made for path in (file.path, file.beside) if path} | set(spared)
        belongs |= {file.path.with_suffix(".pdf") for file in made if file.outcome is Outcome.UNCHANGED}
        gone = [path for path in self._before() if path not in belongs and path.exists() and is_below(path, self.out)]
        moved = [(path, history.take_away(path, VOID)) for path in gone]
        with self.ledger.open() as db:
            db.execute("DELETE FROM made WHERE scope = ?", (self.name,))
            rows = [(self.name, self.ledger.key(file.path), "\n".join(file.rows)) for file in made]
            db.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", rows)
        return moved

    def _before(self) -> list[Path]:
        with self.ledger.open() as db:
            rows = db.execute("SELECT path FROM made WHERE scope = ? ORDER BY path", (self.name,)).fetchall()
        return [self.ledger.place(path) for (path,) in rows]


def outdated_pdfs(files: Iterable[Published], history: History) -> list[tuple[Path, Path]]:
    """Move aside the PDFs that docgen made of documents that are new now; gives where each lay, and lies now."""
    anew = (file.path.with_suffix(".pdf") for file in files if file.outcome in (Outcome.REPLACED, Outcome.OVERWRITTEN))
    there = [pdf for pdf in dict.fromkeys(anew) if pdf.exists() and history.ledger.is_ours(pdf)]
    return [(pdf, history.take_away(pdf, VOID)) for pdf in there]


def rows_of(ledger: Ledger, path: Path) -> list[str]:
    """The rows that a document was made of, as file, sheet and number; none if that is not known."""
    with ledger.open() as db:
        found = db.execute("SELECT rows FROM made WHERE path = ? LIMIT 1", (ledger.key(path),)).fetchone()
    return found[0].splitlines() if found else []
