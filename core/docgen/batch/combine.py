"""Puts the documents of a plan together into print files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.batch.plan import Item, Plan
from docgen.batch.publish import File, Publisher
from docgen.batch.run import AT_A_TIME, Report, Step, place, rendered
from docgen.problems import DocgenError, Problem
from docgen.render import Combination, Compiled


@dataclass(frozen=True)
class Proof:
    """What a run would make: its report, without files, and all documents in one; None when there is none."""

    report: Report
    data: bytes | None


def combine(
    plan: Plan,
    template: Compiled,
    out: Path,
    publisher: Publisher,
    *,
    sides: int | None = None,
    step: Step = lambda: None,
) -> Report:
    """Render and publish one print file for each path of the plan. An item that fails is named, and its file holds the
    others. For `sides` see Combination."""
    report = Report.begin(plan, dry=publisher.dry)
    for some in _bundles(_print_files(plan, template, out, sides, report, step)):
        for made, each in zip(publisher.publish([each.file for each in some]), some, strict=True):
            if isinstance(made, DocgenError):
                report.fails(made, each.file.path)
            else:
                report.holds(replace(made, lacking=each.lacking), each.taken)
                report.fronts |= each.on_fronts
    return report


@dataclass(frozen=True)
class _PrintFile:
    """A file to publish, the items that it holds, the rows that it lacks."""

    file: File
    taken: list[Item]
    lacking: tuple[str, ...]
    on_fronts: bool


def _print_files(
    plan: Plan, template: Compiled, out: Path, sides: int | None, report: Report, step: Step
) -> Iterator[_PrintFile]:
    """The print files one by one; what fails is in the report."""
    files = list(plan.files())
    nameless = plan.unplanned() if len(files) == 1 else []
    for path, items in files:
        target = place(out, path)
        file, taken = _put_together(items, template, sides, report, target, step)
        if not taken:
            continue
        try:
            data = file.finish()
        except DocgenError as error:
            report.fails(error, target)
            continue
        yield _PrintFile(File(target, data), taken, _lacking(nameless, items, taken), file.prints_on_fronts)


def _bundles(files: Iterable[_PrintFile]) -> Iterator[list[_PrintFile]]:
    """Files to be noted together: many small ones, or a large one alone."""
    some: list[_PrintFile] = []
    size = 0
    for each in files:
        some.append(each)
        size += len(each.file.data)
        if len(some) == AT_A_TIME or size >= _BUNDLE:
            yield some
            some, size = [], 0
    if some:
        yield some


_BUNDLE = 4_000_000  # bytes


def _lacking(nameless: list[str], items: list[Item], taken: list[Item]) -> tuple[str, ...]:
    """The rows that a print file was to hold and does not: those that could not be planned, and those that failed."""
    held = set(map(id, taken))
    return (*nameless, *(item.record for item in items if id(item) not in held))


def proof(plan: Plan, template: Compiled, *, sides: int | None = None, step: Step = lambda: None) -> Proof:
    """All documents of the plan in one file, to be looked at before they are made."""
    report = Report.begin(plan)
    if len(plan.items) == 1:
        alone = rendered(plan.items[0], template, Path(), report, step)
        report.made = int(alone is not None)
        return Proof(report, alone.data if alone else None)
    file, taken = _put_together(plan.items, template, sides, report, Path(template.name), step)
    report.made, report.fronts = len(taken), file.prints_on_fronts
    return Proof(report, file.finish() if taken else None)


def _put_together(
    items: Iterable[Item], template: Compiled, sides: int | None, report: Report, target: Path, step: Step
) -> tuple[Combination, list[Item]]:
    """The items as one file, and those that it holds."""
    file, taken = Combination(sides=sides), list[Item]()
    for item in items:
        found: list[Problem] = []
        try:
            file.add(template, item.context, problems=found)
            taken.append(item)
        except DocgenError as error:
            report.fails(error, target, item.record)
        step()
        report.problems.extend(replace(problem, record=item.record) for problem in found)
    return file, taken
