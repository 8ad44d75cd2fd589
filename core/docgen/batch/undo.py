"""Undoes a run: what it replaced comes back, what it added is put aside. All of it is noted first, then done step by
step, so that work that was stopped is ended from its note."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from docgen.batch.audit import note
from docgen.batch.begun import Work, ending, note_work
from docgen.batch.hashes import sha256, sha256_of
from docgen.batch.history import UNDO, Change, History, Run, changes
from docgen.batch.ledger import Ledger
from docgen.batch.manifest import MANIFEST
from docgen.batch.publishing import refusing
from docgen.files import read_file
from docgen.problems import DocgenError
from docgen.text import Text

Keep = Callable[[Path], bool]
"""Takes note of what is left in a folder, and says whether anything is."""


@dataclass(frozen=True)
class Return:
    """A change that is taken back: `path` gets what lies at `old`, or nothing; what lies there now is kept at `kept`,
    if there is anything. `ours` and `was_ours`: no person had changed the one before, or the one there now. Paths are
    keys of the ledger."""

    path: str
    old: str | None
    kept: str | None
    ours: bool
    was_ours: bool


@dataclass(frozen=True)
class UndoWork(Work):
    """All that undoing a run writes. `history` is the run that the history names for it."""

    KIND: ClassVar = "undo"
    run: str
    generator: str
    history: str
    out: str
    returns: list[Return] = field(default_factory=list)


def undo(
    ledger: Ledger, run: Run, spared: Collection[Path] = (), keep: Keep = lambda _: False
) -> tuple[list[Change], list[Change]]:
    """Bring back what a run replaced and take away what it added, which is kept in out/_旧版/ in its turn. Gives what
    was undone, and what was left alone: files that have changed since, and those `spared`. Folders in which something
    was undone are not known any more as made whole, unless `keep` takes note of what is left there. Raises DocgenError
    for a run that is undone already, and for one that is half undone: then the next command that writes ends it."""
    if run.undone:
        raise DocgenError(Text("run {run} is undone already", "{run} 已经撤销过").format(run=run.id))
    done, left = list[Change](), list[Change]()
    for change in changes(ledger, run.id):
        fits = change.path not in spared and _stands(change) and (change.old is None or change.old.exists())
        (done if fits else left).append(change)
    if done:
        history = History(ledger, UNDO, run.out)
        with refusing(run.out):
            returns = [_return(history, change) for change in done]
        label = str(Text("undoing run {run}", "撤销 {run}").format(run=run.id))
        work = UndoWork(label, run.id, run.generator, history.id, ledger.key(run.out), returns)
        begun = note_work(ledger, work)
        with ending(begun):
            finish_undo(work, ledger, keep)
    return done, left


def _return(history: History, change: Change) -> Return:
    ledger, there = history.ledger, change.path.exists()
    return Return(
        path=ledger.key(change.path),
        old=ledger.key(change.old) if change.old else None,
        kept=ledger.key(history.room_for(change.path)) if there else None,
        ours=change.ours,
        was_ours=ledger.is_ours(change.path) if there else True,
    )


def finish_undo(work: UndoWork, ledger: Ledger, keep: Keep) -> None:
    """Take back each change; what is taken back already stays. Raises DocgenError or OSError where it is stopped."""
    for each in work.returns:
        _bring_back(each, ledger)
    history = History(ledger, UNDO, ledger.place(work.out), run=work.history)
    with ledger.together():
        for each in work.returns:
            _note(each, work.generator, history)
        with ledger.open() as db:
            db.execute("UPDATE run SET undone = 1 WHERE id = ?", (work.run,))
        for folder in sorted({ledger.place(each.path).parent for each in work.returns}):
            if not keep(folder):
                _forget(ledger, folder)
    note(ledger, "undo", work.run, files=len(work.returns))


def _bring_back(each: Return, ledger: Ledger) -> None:
    path = ledger.place(each.path)
    kept = ledger.place(each.kept) if each.kept else None
    old = ledger.place(each.old) if each.old else None
    if old is None:
        if kept and path.exists() and not kept.exists():
            path.rename(kept)
        return
    if old.exists():
        if kept and path.exists():
            History.copy(path, kept)
        path.parent.mkdir(parents=True, exist_ok=True)
        old.replace(path)
    with suppress(OSError):  # the folder still holds others
        old.parent.rmdir()


def _note(each: Return, generator: str, history: History) -> None:
    ledger, path = history.ledger, history.ledger.place(each.path)
    kept = ledger.place(each.kept) if each.kept else None
    if each.old is None:
        history.note(path, None, kept, ours=each.was_ours)
        return
    data = read_file(path)
    ledger.set(path, data if each.ours else None, generator)
    history.note(path, sha256(data), kept, ours=each.was_ours)


def _forget(ledger: Ledger, folder: Path) -> None:
    """A folder is not as its manifest says."""
    with ledger.open() as db:
        db.execute("DELETE FROM shard WHERE path = ?", (ledger.key(folder),))
    (folder / MANIFEST).unlink(missing_ok=True)
    with suppress(OSError):  # other files are in it
        folder.rmdir()
    ledger.drop([folder / MANIFEST])


def _stands(change: Change) -> bool:
    """Whether the place is still as the run left it."""
    if change.sha256 is None:
        return not change.path.exists()
    return change.path.is_file() and sha256_of(change.path) == change.sha256
