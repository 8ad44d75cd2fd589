"""Issuing and voiding, step by step: each step may be done again, so that work that was stopped is ended from its
note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar

from docgen.batch.audit import note
from docgen.batch.begun import Begun, Work
from docgen.batch.guard.openness import state
from docgen.batch.hashes import sha256, sha256_of
from docgen.batch.history import History
from docgen.batch.ledger import Ledger
from docgen.batch.publishing import write_whole
from docgen.register import Entry, Issue, Kept, Register
from docgen.rights import limit_rights
from docgen.schema import Access
from docgen.state import Within, read_as

Number = Annotated[int, Within(1, 999_999)]


@dataclass(frozen=True)
class PendingFile:
    """A file to be put in place: the name of its content in the note, its path, its SHA-256; where what lies there is
    kept (`old`, None if nothing does), and whether that is docgen's own. Paths are keys of the ledger."""

    name: str
    path: str
    sha256: str
    old: str | None
    ours: bool
    access: Annotated[int, Within(min(Access), max(Access))]


@dataclass(frozen=True)
class PendingMove:
    """A file to be moved aside, with where it lies then; the SHA-256 that tells a new file in its place from it."""

    path: str
    to: str
    unless: str = ""


@dataclass(frozen=True)
class IssueWork(Work):
    """All that issuing a document writes. `file` is its path below out/ as the register keeps it, `content` the name of
    what the register keeps of it in the note, "" for nothing; `before` is the copy that it takes the place of, `draft`
    the draft. `run` is the run that the history names."""

    KIND: ClassVar = "issue"
    series: str
    year: Number
    number: Number
    document: str
    title: str
    day: str
    given: bool
    revision: Number
    file: str
    sha256: str
    content: str
    kept: Kept
    because: str | None
    generator: str
    run: str
    out: str
    files: Annotated[list[PendingFile], Within(1, 100)] = field(default_factory=list)
    before: PendingMove | None = None
    draft: PendingMove | None = None
    draft_ours: bool = True
    logged: Mapping[str, Any] = field(default_factory=dict)

    @property
    def entry(self) -> Entry:
        """The number as the register is to have it. Raises NotAsWritten for a day that is none."""
        day = read_as(date, self.day)
        return Entry(self.series, self.year, self.number, self.document, self.title, day)


@dataclass(frozen=True)
class VoidWork(Work):
    """All that voiding a number writes; `issued` is the file that is in force no more, if docgen issued one."""

    KIND: ClassVar = "void"
    series: str
    year: Number
    number: Number
    reason: str
    issued: PendingMove | None = None


def finish_issue(begun: Begun, work: IssueWork, register: Register, ledger: Ledger) -> bool:
    """Number the document and put all of it in place; what is done already stays. False, with nothing done, when
    somebody else has the number. Raises DocgenError or OSError where it is stopped: the note stays."""
    content = begun.read(work.content) if work.content else None
    issue = Issue(work.series, work.year, work.number, work.revision, work.file, work.sha256, content, work.kept)
    if not register.enter_issue(work.entry, issue, work.because, given=work.given):
        return False
    out, access = ledger.place(work.out), max(Access(file.access) for file in work.files)
    with limit_rights(access, out, *(ledger.place(file.path).parent for file in work.files)):
        if work.before:
            _move(work.before, ledger)
        for file in work.files:
            _put(begun, file, ledger)
        if work.draft:
            _move(work.draft, ledger)
    _note_files(work, ledger)
    for file in work.files:
        state(out, [ledger.place(file.path)], Access(file.access))
    note(ledger, "reissue" if work.because else "issue", work.label, **work.logged)
    return True


def finish_void(work: VoidWork, register: Register, ledger: Ledger) -> Path | None:
    """Void the number and move its file aside; gives where that lies now. What is done already stays. Raises
    DocgenError or OSError where it is stopped."""
    entry = register.numbered(work.series, work.number, work.year)
    if entry and entry.void is None:
        register.void(work.series, work.number, work.year, work.reason)
    if work.issued:
        _move(work.issued, ledger)
    note(ledger, "void", work.label)
    return ledger.place(work.issued.to) if work.issued else None


def _move(move: PendingMove, ledger: Ledger) -> None:
    path, to = ledger.place(move.path), ledger.place(move.to)
    if path.exists() and not to.exists() and not (move.unless and sha256_of(path) == move.unless):
        to.parent.mkdir(parents=True, exist_ok=True)
        path.replace(to)


def _put(begun: Begun, file: PendingFile, ledger: Ledger) -> None:
    path = ledger.place(file.path)
    if path.exists() and sha256_of(path) == file.sha256:
        return
    if path.exists() and file.old:
        History.copy(path, ledger.place(file.old))
    path.parent.mkdir(parents=True, exist_ok=True)
    data = begun.read(file.name)
    if sha256(data) != file.sha256:
        raise begun.error()
    write_whole(path, data)


def _note_files(work: IssueWork, ledger: Ledger) -> None:
    history = History(ledger, work.generator, ledger.place(work.out), run=work.run)
    with ledger.together():
        for file in work.files:
            path = ledger.place(file.path)
            ledger.record(path.parent, {path.name: file.sha256}, work.generator)
            old = ledger.place(file.old) if file.old else None
            history.note(path, file.sha256, old if old and old.exists() else None, ours=file.ours)
        if work.draft:
            history.note(ledger.place(work.draft.path), None, ledger.place(work.draft.to), ours=work.draft_ours)
