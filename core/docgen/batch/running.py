"""Makes the documents of a plan and puts them in their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from docgen.batch.issuing.standing import stand
from docgen.batch.parcel import PACKING
from docgen.batch.plan import Item, Plan
from docgen.batch.publishing import File, Outcome, Published, Publishes
from docgen.batch.workers import must_be_watched
from docgen.problems import DocgenError, DocumentSpot, Problem, Severity
from docgen.processes import Pool, begin_document
from docgen.render import Compiled

AT_A_TIME = 64
"""Documents that are held in memory and noted together."""

Step = Callable[[], object]
"""Called after each row."""


@dataclass
class Report:
    """What a run did: files in their places, documents that could not be made, things still to be filled in.

    `drafts` are not to be signed yet: `unfinished` of them since words are missing, `unnumbered` for want of a number.
    `made` of `rows` rows stand in a file, `same` of them in one that has not changed. `fronts`: some begin on a front
    page, so that both sides are to be printed; `dry`: it is only what a run would do. `errors`: those of the tables
    behind it. `pdfs` were made of the files. `stale` ones no longer belong: where they lay, and lie now.
    `refused` is where documents would lie that could not be made, `unwritten` where they could not be put.
    """

    generator: str
    files: list[Published] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    errors: tuple[Problem, ...] = ()
    drafts: int = 0
    unfinished: int = 0
    unnumbered: int = 0
    rows: int = 0
    made: int = 0
    same: int = 0
    fronts: bool = False
    dry: bool = False
    pdfs: list[Published] = field(default_factory=list)
    stale: list[tuple[Path, Path]] = field(default_factory=list)
    refused: list[Path] = field(default_factory=list)
    unwritten: list[Path] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether something was not made that should have been."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    @classmethod
    def begin(cls, plan: Plan, *, dry: bool = False) -> Report:
        """The report of a run that has not made anything yet."""
        return cls(plan.generator.name, problems=list(plan.problems), errors=plan.errors, rows=plan.rows, dry=dry)

    def holds(self, file: Published, items: Sequence[Item]) -> None:
        """Take in a file with the items that stand in it."""
        self.files.append(replace(file, rows=tuple(item.record for item in items if item.record)))
        self.made += len(items)
        self.same += len(items) if file.outcome is Outcome.UNCHANGED else 0
        self.drafts += sum(item.draft for item in items)
        self.unfinished += sum(item.draft and bool(item.still_open) for item in items)
        self.unnumbered += sum(item.draft and not item.registered for item in items)
        for item in items:
            self.problems.extend(each.to_problem(file.path.name) for each in item.still_open)

    def fails(self, error: DocgenError, path: Path, record: str = "") -> None:
        """Take in why a document could not be made."""
        error.where = error.where or DocumentSpot(path.name)
        self.problems.extend(error.of_record(record).problems)

    def lacks(self, problems: Sequence[Problem], path: Path, record: str = "") -> None:
        """Take in why something is not in a document; a problem without a place lies in the document."""
        for problem in problems:
            where = problem.where or DocumentSpot(path.name)
            self.problems.append(replace(problem, where=where, record=problem.record or record))


def run(plan: Plan, template: Compiled, out: Path, publisher: Publishes, *, step: Step = lambda: None) -> Report:
    """Render and publish each item below `out`. One that fails is named, and the others are made."""
    report = Report.begin(plan, dry=publisher.dry)
    for item in plan.items:
        if item.issued:
            _stands(item, out, publisher, report)
    documents = rendered([item for item in plan.items if not item.issued], template, out, report, step)
    while files := list(islice(documents, AT_A_TIME)):
        for (item, file), made in zip(files, publisher.publish([file for _, file in files]), strict=True):
            if isinstance(made, DocgenError):
                report.unwritten.append(file.path)
                report.fails(made, out / item.path, item.record)
            else:
                report.holds(made, [item])
    return report


def _stands(item: Item, out: Path, publisher: Publishes, report: Report) -> None:
    try:
        file, problems = stand(item, out, publisher)
    except DocgenError as error:
        report.fails(error, out / item.path, item.record)
        return
    report.files.append(file)
    report.made += 1
    report.same += file.outcome is Outcome.UNCHANGED
    report.problems.extend(problems)


def rendered(
    items: Sequence[Item], template: Compiled, out: Path, report: Report, step: Step
) -> Iterator[tuple[Item, File]]:
    """The documents of the items, as far as they can be made; why others cannot is a problem of the report."""
    pool = Pool(_document, template, 1, watched=must_be_watched([template]), packing=PACKING)
    for item, (data, problems) in pool.map((item, item.context) for item in items):
        path = place(out, item.path, template.suffix)
        step()
        if data is None:
            report.refused.append(path)
            report.lacks(problems, path, item.record)
        else:
            report.problems.extend(replace(problem, record=item.record) for problem in problems)
            yield item, File(path, data, keep="期号" in item.context)


def _document(context: dict[str, Any], template: Compiled) -> tuple[bytes | None, Sequence[Problem]]:
    """A document, and what is to be said of it; without one, why it cannot be made."""
    found: list[Problem] = []
    try:
        begin_document()
        return template.render(context, problems=found), found
    except DocgenError as error:
        return None, error.as_problems("document")


def place(out: Path, path: PurePosixPath, suffix: str = ".docx") -> Path:
    """The file of a document below `out`."""
    return out.joinpath(*path.parts).with_name(f"{path.name}{suffix}")
