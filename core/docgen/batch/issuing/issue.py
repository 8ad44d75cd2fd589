"""Issues a prepared document, or voids a number: all of it is noted first, then done step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.batch.begun import ending, note_work
from docgen.batch.guard.openness import state_aside
from docgen.batch.history import History, free
from docgen.batch.issuing.order import Issuing, Office, Order
from docgen.batch.issuing.steps import (
    IssueWork,
    PendingFile,
    PendingMove,
    VoidWork,
    finish_issue,
    finish_void,
)
from docgen.batch.ledger import Ledger
from docgen.batch.names import VOID
from docgen.batch.publishing import File, Outcome, Published, refusing
from docgen.batch.running import place
from docgen.plugin.generator import is_given
from docgen.register import Issue, Register, digest
from docgen.schema import Access

Sheet = Callable[[Issuing], File]
"""Makes the 校核单."""


@dataclass(frozen=True)
class Labels:
    """What an issued document is called, and what the audit log says of it besides."""

    called: str
    logged: Mapping[str, Any]


@dataclass(frozen=True)
class _Paper:
    """A file that issuing puts in place, and where that is."""

    name: str
    file: File
    access: Access
    placed: Published

    def pending(self, ledger: Ledger, history: History) -> PendingFile:
        path, outcome = self.placed.path, self.placed.outcome
        replaces = outcome in (Outcome.REPLACED, Outcome.OVERWRITTEN)
        old = ledger.key(history.room_for(path)) if replaces else None
        ours = outcome is not Outcome.OVERWRITTEN
        return PendingFile(self.name, ledger.key(path), digest(self.file.data), old, ours, int(self.access))


def issue(office: Office, issuing: Issuing, order: Order, sheet: Sheet, labels: Labels) -> bool:
    """Number the document, put it and its 校核单 in their places, and keep what it rests on. False when somebody else
    took the number in the meantime: then nothing was done, and it is to be prepared again. Raises DocgenError when it
    cannot be done, or is half done: then the next command that writes ends it."""
    ledger = office.publisher.ledger
    assert ledger is not None
    before = office.register.issued(issuing.entry)
    document, paper = _papers(office, issuing, sheet, before)
    with refusing(document.placed.path):
        work = _work(office, issuing, order, labels, [document, paper], before)
    begun = note_work(ledger, work, {each.name: each.file.data for each in (document, paper)})
    with ending(begun):
        done = finish_issue(begun, work, office.register, ledger)
    if done:
        issuing.file, issuing.sheet = document.placed, paper.placed
    return done


def _papers(office: Office, issuing: Issuing, sheet: Sheet, before: Issue | None) -> tuple[_Paper, _Paper]:
    """The document and its 校核单; the copy `before`, which is moved aside, leaves its place free."""
    made = File(place(office.out, issuing.item.path, office.template.suffix), issuing.data)
    leaves = before is not None and office.home / before.file == made.path
    placed = Published(made.path, Outcome.NEW) if leaves else office.publisher.decide(made)
    paper = sheet(issuing)
    return (
        _Paper("document", made, office.generator.access, placed),
        _Paper("sheet", paper, Access.INTERNAL, office.publisher.decide(paper)),
    )


def _work(
    office: Office, issuing: Issuing, order: Order, labels: Labels, papers: list[_Paper], before: Issue | None
) -> IssueWork:
    entry, history, ledger = issuing.entry, office.publisher.history, office.publisher.ledger
    assert entry.day is not None
    assert history is not None
    assert ledger is not None
    document, sheet = papers
    sha256 = digest(document.file.data)
    draft = issuing.draft
    return IssueWork(
        label=labels.called,
        series=entry.series,
        year=entry.year,
        number=entry.number,
        document=entry.document,
        title=entry.title,
        day=entry.day.isoformat(),
        given=is_given(office.generator),
        revision=issuing.revision,
        file=office.below(document.placed.path),
        sha256=sha256,
        content="" if office.generator.access >= Access.RESTRICTED else document.name,
        kept={**issuing.kept, "sheet": office.below(sheet.placed.path)},
        because=order.because,
        generator=office.generator.name,
        run=history.id,
        out=ledger.key(office.out),
        files=[each.pending(ledger, history) for each in papers],
        before=_aside(office.home / before.file, office.home, before.revision, ledger, sha256) if before else None,
        draft=PendingMove(ledger.key(draft), ledger.key(history.room_for(draft))) if draft else None,
        draft_ours=draft is None or ledger.is_ours(draft),
        logged=dict(labels.logged),
    )


def void(register: Register, ledger: Ledger, key: tuple[str, int, int], reason: str, home: Path) -> Path | None:
    """Void the number of a series and year; what was issued under it below `home` is moved to _作废. Gives where that
    lies now, None if nothing was there. Raises DocgenError for a number that is not in use, and when it is half
    done: then the next command that writes ends it."""
    series, year, number = key
    register.require_living(series, number, year)
    issued = register.issues.last(series, year, number)
    path = home / issued.file if issued else None
    with refusing(home / VOID.written):
        move = _aside(path, home, issued.revision, ledger) if issued and path and path.exists() else None
    work = VoidWork(f"{series} {year} {number}", series, year, number, reason, move)
    begun = note_work(ledger, work)
    with ending(begun):
        return finish_void(work, register, ledger)


def _aside(path: Path, out: Path, revision: int, ledger: Ledger, unless: str = "") -> PendingMove:
    """How a document that is in force no more is moved to _作废, whose folder says who may see it as its own does."""
    ledger.check(path)
    below = path.relative_to(out) if path.is_relative_to(out) else Path(path.name)
    name = f"{below.stem}{VOID.written}{revision}{below.suffix}"
    target = ledger.check(free(out / VOID.written / below.with_name(name)))
    target.parent.mkdir(parents=True, exist_ok=True)
    state_aside(out, path, target)
    return PendingMove(ledger.key(path), ledger.key(target), unless)
