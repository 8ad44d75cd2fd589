"""Documents that a command made before and does not make any more: they are moved aside, so that nobody prints them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from docgen.batch.history import History
from docgen.batch.ledger import Ledger
from docgen.batch.names import VOID, without_draft
from docgen.batch.publishing import Outcome, Published, refusal
from docgen.problems import DocgenError
from docgen.urls import is_below


class Moved(NamedTuple):
    """A file that was moved aside: where it lay, and lies now; whether a person had changed it; why it could not be
    moved."""

    path: Path
    now: Path
    edited: bool = False
    failure: DocgenError | None = None


class Scope:
    """What one command, with all that it was asked for, has made below `out`: `name` tells it from others."""

    def __init__(self, ledger: Ledger, name: str, out: Path) -> None:
        self.ledger, self.name, self.out = ledger, name, out

    def settle(self, files: Iterable[Published], history: History, spared: Collection[Path] = ()) -> list[Moved]:
        """Take `files` as all that belongs; move aside what was made before besides, but for those `spared`. A file
        that a person has changed belongs as long as the one beside it does, and no longer. One that cannot be moved is
        tried again the next time."""
        made, before = list(files), self._before()
        edited = {path: file.rows for file in made if file.beside for path in self._edited(file.beside, before)}
        belongs = {path for file in made for path in (file.path, file.beside) if path} | {*edited, *spared}
        belongs |= {file.path.with_suffix(".pdf") for file in made if file.outcome is Outcome.UNCHANGED}
        gone = [path for path in before if path not in belongs and path.exists() and is_below(path, self.out)]
        moved = [self._moved(path, history) for path in gone]
        stay = {*spared, *(each.path for each in moved if each.failure)}
        self._note([path for path in before if path not in stay], {**edited, **{each.path: each.rows for each in made}})
        return moved

    def _moved(self, path: Path, history: History) -> Moved:
        try:
            edited = not self.ledger.is_ours(path)
            return Moved(path, history.take_away(path, VOID), edited)
        except OSError as error:
            return Moved(path, path, failure=refusal(error, path))

    def _edited(self, path: Path, before: Iterable[Path]) -> list[Path]:
        """What a person has changed of what was made before: the document at `path`, and drafts beside it."""
        own = [each for each in before if each.parent == path.parent and without_draft(each.name) == path.name]
        return [each for each in own if each.exists() and not self.ledger.is_ours(each)]

    def _note(self, gone: Iterable[Path], made: Mapping[Path, Iterable[str]]) -> None:
        """Forget what is `gone` for what is `made`."""
        with self.ledger.open() as db:
            keys = [(self.name, self.ledger.key(path)) for path in gone]
            db.executemany("DELETE FROM made WHERE scope = ? AND path = ?", keys)
            rows = [(self.name, self.ledger.key(path), "\n".join(rows)) for path, rows in made.items()]
            db.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", rows)

    def _before(self) -> list[Path]:
        query = "SELECT path FROM made WHERE scope = ? ORDER BY path"
        rows = self.ledger.select(tuple[str], query, (self.name,))
        return [self.ledger.place(path) for (path,) in rows]


def outdated_pdfs(files: Iterable[Published], history: History) -> list[tuple[Path, Path]]:
    """Move aside the PDFs that docgen made of documents that are new now; gives where each lay, and lies now."""
    anew = (file.path.with_suffix(".pdf") for file in files if file.outcome in (Outcome.REPLACED, Outcome.OVERWRITTEN))
    there = [pdf for pdf in dict.fromkeys(anew) if pdf.exists() and history.ledger.is_ours(pdf)]
    return [(pdf, history.take_away(pdf, VOID)) for pdf in there]


def rows_of(ledger: Ledger, path: Path) -> list[str]:
    """The rows that a document was made of, as file, sheet and number; none if that is not known."""
    found = ledger.select(tuple[str], "SELECT rows FROM made WHERE path = ? LIMIT 1", (ledger.key(path),))
    return found[0][0].splitlines() if found else []
