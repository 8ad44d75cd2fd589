"""Puts the documents of a plan together into print files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from docgen.batch.cluster import Cluster
from docgen.batch.parcel import PACKING
from docgen.batch.plan import Item, Plan
from docgen.batch.publishing import File, Publishes
from docgen.batch.running import AT_A_TIME, Report, Step, place, rendered
from docgen.batch.workers import Made, must_be_watched, print_file, processes
from docgen.problems import DocgenError
from docgen.processes import Pool
from docgen.render import Compiled


@dataclass(frozen=True)
class Proof:
    """What a run would make: its report, without files, and all documents in one; None when there is none."""

    report: Report
    data: bytes | None


def combine(
    plan: Plan,
    template: Compiled,
    out: Path,
    publisher: Publishes,
    *,
    sides: int | None = None,
    jobs: int = 1,
    cluster: str | None = None,
    step: Step = lambda: None,
) -> Report:
    """Render and publish one print file for each path of the plan, in `jobs` processes where that pays, or on the
    `cluster` at an address. An item that fails is named, and its file holds the others. For `sides` see Combination."""
    report = Report.begin(plan, dry=publisher.dry)
    files = list(plan.files())
    pool: _Workers
    watched = must_be_watched([template])
    if cluster:
        pool = Cluster(print_file, (template, sides), cluster, jobs, watched=watched)
    else:
        jobs = processes(min(jobs, len(files)), len(plan.items), [template])
        pool = Pool(print_file, (template, sides), jobs, watched=watched, packing=PACKING)
    nameless = plan.unplanned() if len(files) == 1 else []
    for some in _bundles(_print_files(files, nameless, pool, out, report, step)):
        for made, each in zip(publisher.publish([each.file for each in some]), some, strict=True):
            if isinstance(made, DocgenError):
                report.unwritten.append(each.file.path)
                report.fails(made, each.file.path)
            else:
                report.holds(replace(made, lacking=each.lacking), each.taken)
                report.fronts |= each.on_fronts
    return report


Files = list[tuple[PurePosixPath, list[Item]]]
_Tools = tuple[Compiled, int | None]
_Piece = Sequence[dict[str, Any]]
_Workers = Pool[_Tools, _Piece, Made] | Cluster[_Tools, _Piece, Made]


@dataclass(frozen=True)
class _PrintFile:
    """A file to publish, the items that it holds, the rows that it lacks."""

    file: File
    taken: list[Item]
    lacking: tuple[str, ...]
    on_fronts: bool


def _print_files(
    files: Files, nameless: list[str], pool: _Workers, out: Path, report: Report, step: Step
) -> Iterator[_PrintFile]:
    """The print files one by one; what fails is in the report."""
    for (path, items), made in pool.map((file, [item.context for item in file[1]]) for file in files):
        target = place(out, path)
        taken = _taken(items, made, report, target, step)
        if made.data is None:
            report.refused.append(target)
        else:
            yield _PrintFile(File(target, made.data), taken, _lacking(nameless, items, taken), made.on_fronts)


def _taken(items: list[Item], made: Made, report: Report, target: Path, step: Step) -> list[Item]:
    """The items that a print file holds; what kept others out of it is in the report."""
    for number, item in enumerate(items):
        if number in made.errors:
            report.lacks(made.errors[number], target, item.record)
        step()
    for number, problem in made.notes:
        report.problems.append(replace(problem, record=items[number].record))
    report.lacks(made.failure, target)
    return [items[number] for number in made.taken]


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
        alone = next(rendered(plan.items, template, Path(), report, step), None)
        report.made = int(alone is not None)
        return Proof(report, alone[1].data if alone else None)
    pool = Pool(print_file, (template, sides), 1, watched=must_be_watched([template]), packing=PACKING)
    ((_, made),) = pool.map([(0, [item.context for item in plan.items])])
    report.made, report.fronts = len(_taken(plan.items, made, report, Path(template.name), step)), made.on_fronts
    return Proof(report, made.data)
