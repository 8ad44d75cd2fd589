"""Makes the print packs of a generator: plans each place, has workers make what has changed, puts it in its place."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any
from unicodedata import normalize

from docgen import __version__
from docgen.batch.attempts import GO_ON
from docgen.batch.cluster import Cluster
from docgen.batch.contexts import digest
from docgen.batch.folders import Folders
from docgen.batch.manifest import MANIFEST, MadeFile, manifest
from docgen.batch.packs.division import file_names
from docgen.batch.packs.frozen import Place
from docgen.batch.packs.groups import Group
from docgen.batch.packs.making import Job, MadePack, MadePlace, Tools, make, recall_list, write
from docgen.batch.packs.planning import PlacePlan, Planner
from docgen.batch.packs.reprint import REPRINTS
from docgen.batch.parcel import PACKING, source_hash
from docgen.batch.publishing import Outcome, Published, refusal
from docgen.batch.running import Report
from docgen.batch.shards import Shard, Shards, stats
from docgen.batch.storage import RemoteFolders
from docgen.problems import DocgenError, DocumentSpot
from docgen.processes import Pool, Stopped
from docgen.render import Compiled
from docgen.state import FULL
from docgen.text import Text
from docgen.urls import is_below, place_of

MAKING = 1
"""Counted up when the same data and templates give other bytes than before."""

Step = Callable[[int], object]
Workers = Pool[Tools, Job, MadePlace | OSError] | Cluster[Tools, Job, MadePlace | OSError]


@dataclass
class PackReport(Report):
    """What a run of packs did, besides: how many records were held back with their whole place, which are among its
    rows too, and how many spare letters there are."""

    held: int = 0
    spares: int = 0


class PackRun:
    """A run: its planner, its tools, and where things go."""

    def __init__(
        self,
        planner: Planner,
        tools: Tools,
        folders: Folders | RemoteFolders,
        shards: Shards,
        *,
        pool: Workers | None = None,
        again: bool = False,
        dry: bool = False,
    ) -> None:
        self.planner, self.tools, self.folders, self.shards = planner, tools, folders, shards
        self.pool, self.again, self.dry = pool or Pool(make, tools, 1, packing=PACKING), again, dry
        facts = (__version__, MAKING, tools.titles, tools.sides)
        self.version = digest((*facts, [of_template(each) for each in tools.templates]))
        self.template = of_template(tools.letter)
        self.report = PackReport(planner.generator.name, dry=dry, rows=planner.due, held=planner.due - planner.total)
        self.taken: dict[str, Place] = {}

    def carry_out(self, step: Step = lambda _: None) -> PackReport:
        """Make what has changed; `step` is told how many more records are done. One that fails is named, and its pack
        holds the others. Raises DocgenError when the disk is full."""
        self.report.problems.extend([*self.planner.notes, *self.planner.left_out()])
        if self.dry:
            self.report.stale.extend((path, Path()) for shard in self._stale() for path in shard.paths())
            for plan, _ in self._to_make(step):
                self._would_make(plan)
            return self.report
        try:
            self._void()
            self.shards.announce(self.places)
            for plan, made in self.pool.map(self._to_make(step)):
                self._publish(plan, made)
                step(plan.due)
            self.shards.settle()
        finally:
            self.folders.close()
        return self.report

    @cached_property
    def places(self) -> dict[Path, tuple[str, str]]:
        """The township and community of each folder that is planned."""
        return {self.folders.place(path): place for path, place in self.planner.paths().items()}

    def _void(self) -> None:
        """Move what no longer belongs out of the way of whoever prints."""
        for shard in self._stale():
            try:
                self.report.stale.extend(self.folders.void(shard.path, shard.files))
                self.shards.drop(shard)
            except OSError as error:
                self._cannot(error, shard.path)

    def _stale(self) -> list[Shard]:
        """What was made before of what was asked for, and is not planned any more."""
        planner, paths = self.planner, self.places
        return [
            shard
            for shard in self.shards.all()
            if shard.path not in paths
            and is_below(shard.path, self.folders.out)
            and planner.is_in_scope(shard.town, shard.place)
        ]

    def _to_make(self, step: Step) -> Iterator[tuple[PlacePlan, Job]]:
        """The places that have changed; what has not is in the report."""
        for plan in self.planner.places(but=lambda group: self._is_as_before(group, step)):
            self.report.problems.extend(plan.problems)
            known = self.shards.find(self.folders.place(plan.path))
            if plan.path.name and (owner := self._owner((plan.town, plan.place), plan.path, known)):
                self.report.fails(_same_folder(plan, owner), self.folders.place(plan.path))
                step(plan.due)
            elif known and self._stands(plan, known):
                self._holds_same(known, sum(len(job.pack.members) for job in plan.packs) + plan.standing)
                self.shards.keep(known, known.rows if self.dry else self._fingerprint(plan))
                step(plan.due)
            elif plan.packs or plan.printed:
                yield plan, self._job(plan)
            else:
                step(plan.due)

    def _is_as_before(self, group: Group, step: Step) -> bool:
        """Whether the packs of a place are there, and made of just what there is now; they are counted then."""
        path = self.planner.path(group).parent
        known = self.shards.find(self.folders.place(path))
        if not known or not known.rows or self._is_anew(known) or known.rows != self._of(group) or not known.intact():
            return False
        if self._owner(group.names, path, known):
            return False
        self._holds_same(known, known.letters)
        step(len(group.rows))
        return True

    def _of(self, group: Group | None) -> str:
        """What the packs of a place are made of, templates included."""
        rows = self.planner.fingerprint(group) if group else ""
        return rows and digest((self.version, rows))

    def _fingerprint(self, plan: PlacePlan) -> str:
        """That of a plan of which nothing is to be said again; "" of any other."""
        sound = self.planner.fingerprints.are_sound and not plan.problems and not plan.printed
        return self._of(plan.group) if sound else ""

    def _is_anew(self, known: Shard) -> bool:
        return self.again or (isinstance(self.folders, Folders) and self.folders.overwrite and known.edited)

    def _stands(self, plan: PlacePlan, known: Shard) -> bool:
        """Whether the packs of a place are there just as they are planned."""
        return not self._is_anew(known) and known.digest == plan.digest(self.version) and known.intact()

    def _job(self, plan: PlacePlan) -> Job:
        folder = str(self.folders.staged(plan.path) if not self.dry else "")
        attempts = isinstance(self.pool, Cluster) and isinstance(self.folders, Folders)
        return Job(folder, plan.stem, tuple(plan.packs), plan.recalls, attempts)

    def _owner(self, own: Place, path: PurePosixPath, known: Shard | None) -> Place | None:
        """The other place whose packs lie in this folder, also on a system that does not tell a from A."""
        key = normalize("NFC", path.as_posix()).casefold()
        if key in self.taken:
            return self.taken[key]
        self.taken[key] = own
        was = (known.town, known.place) if known and known.files else own
        return None if was == own or self.planner.is_in_scope(*was) else was

    def _holds_same(self, known: Shard, letters: int) -> None:
        files = (Published(known.path / name, Outcome.UNCHANGED) for name in known.files if name != MANIFEST)
        self._count(list(files), letters, letters)
        self.report.spares += sum(facts["spares"] for facts in known.facts["packs"] if "sums" not in facts)

    def _would_make(self, plan: PlacePlan) -> None:
        folder = self.folders.place(plan.path)
        for job in plan.packs:
            files = [folder / name for name in file_names(job.pack, plan.stem)]
            outcomes = [Outcome.REPLACED if path.exists() else Outcome.NEW for path in files]
            self._count(list(map(Published, files, outcomes)), len(job.pack.members), 0)
            self.report.spares += job.pack.spares
        self._count([], plan.standing, plan.standing)

    def _count(self, files: Sequence[Published], letters: int, same: int) -> None:
        self.report.files.extend(files)
        self.report.made += letters
        self.report.same += same

    def _publish(self, plan: PlacePlan, made: MadePlace | OSError) -> None:
        place = self.folders.place(plan.path)
        try:
            if isinstance(made, OSError):
                raise made
            self._say(plan, made.packs)
            if made.all_files() or plan.printed:
                self.folders.history.begin()
                with self.shards.ledger.together():
                    self._put(plan, made)
        except OSError as error:
            self._cannot(error, place)

    def _cannot(self, error: OSError, place: Path) -> None:
        """Report that a folder cannot be written. Raises Stopped when there is no room for any other either."""
        if error.errno in _NO_ROOM:
            raise Stopped(FULL, hint=_FREE_SOME, where=DocumentSpot(str(place))) from error
        self.report.fails(refusal(error, place), place)

    def _say(self, plan: PlacePlan, made: list[MadePack]) -> None:
        """Report what kept records out, and what is to be said of them."""
        for job, pack in zip(plan.packs, made, strict=True):
            where, rows = self.folders.place(plan.path) / plan.stem, [member.row for member in job.pack.members]
            for number, problems in pack.errors.items():
                self.report.lacks(problems, where, rows[number] if number < len(rows) else "")
            for number, problem in pack.notes:
                self.report.problems.append(replace(problem, record=rows[number] if number < len(rows) else ""))
            self.report.lacks(pack.failure, where)
            self.report.fronts |= pack.pack.both_sides

    def _put(self, plan: PlacePlan, made: MadePlace) -> None:
        files, packs = made.all_files(), [pack for pack in made.packs if pack.files]
        own = [{**_facts(pack), "template": self.template} for pack in packs]
        listed = [*_printed(plan), *own]
        listed[-1]["missing"] += [each for pack in made.packs if not pack.files for each in _facts(pack)["missing"]]
        recalls = {"recalls": plan.recalled, "pulled": plan.pulled}
        facts = {"packs": listed, "order": plan.order, **recalls}
        said = {"generator": self.planner.generator.name, "digest": plan.digest(self.version), **_origins(packs)}
        staged = place_of(made.folder)
        keep = [name for pack in plan.printed for name in pack.files]
        if plan.held and (known := self.shards.find(self.folders.place(plan.path))):
            facts |= {name: known.facts.get(name, value) for name, value in recalls.items()}
            keep.append(recall_list(plan.stem))  # it is still to be carried out
        if isinstance(self.folders, Folders):
            staged = self.folders.chosen(staged, plan.path)
            files.append(write(staged, MANIFEST, manifest(said, files)))
        placed = self.folders.put(plan.path, files, staged, keep)
        if isinstance(self.folders, RemoteFolders):
            files.append(write(staged, MANIFEST, manifest(said, files)))
        self.report.stale.extend(placed.stale)
        if any(file.outcome is not Outcome.UNCHANGED for file in placed.files):
            self._void_reprints(plan)
        self._count_made(plan, packs, placed.files)
        whole = not any(pack.errors or pack.failure or pack.notes for pack in made.packs)
        whole &= not any(file.beside for file in placed.files)  # it may be gone by the next run
        self._remember(plan, placed.files, files, facts, whole=whole)

    def _void_reprints(self, plan: PlacePlan) -> None:
        """What was printed again of packs as they were is not to be printed once more."""
        folder = self.folders.place(PurePosixPath(REPRINTS) / plan.path)
        if isinstance(self.folders, Folders) and folder.is_dir():
            known = self.shards.ledger.known(folder, self.planner.generator.name)
            self.report.stale.extend(self.folders.void(folder, known))

    def _count_made(self, plan: PlacePlan, packs: Sequence[MadePack], files: Sequence[Published]) -> None:
        new = {file.path.name for file in files if file.outcome is not Outcome.UNCHANGED}
        counts = [(len(pack.pack.members), _print_files(pack, plan.stem) & new) for pack in packs]
        letters, same = sum(number for number, _ in counts), sum(number for number, changed in counts if not changed)
        self._count(files, plan.standing + letters, plan.standing + same)
        self.report.spares += sum(pack.pack.spares for pack in packs)

    def _remember(
        self, plan: PlacePlan, placed: Sequence[Published], files: Sequence[MadeFile], facts: Any, *, whole: bool
    ) -> None:
        place = self.folders.place(plan.path)
        sums = {file.name: file.sha256 for file in files}
        named = [(file.path.name, sums[(file.beside or file.path).name]) for file in placed]
        known = stats(place, [*named, (MANIFEST, sums[MANIFEST])])
        digest, rows = (plan.digest(self.version), self._fingerprint(plan)) if whole else ("", "")
        self.shards.record(Shard.of(place, (plan.town, plan.place), digest, known, facts, rows))


def _same_folder(plan: PlacePlan, owner: Place) -> DocgenError:
    text = _SAME_FOLDER.format(own=plan.town + plan.place, other="".join(owner))
    return DocgenError(text, hint=_TELL_APART, where=DocumentSpot(str(plan.path)))


_SAME_FOLDER = Text(
    "the packs of {own} are not made: those of {other} lie in the same folder",
    "{own}的批次没有生成：{other}的批次也在这个文件夹",
)
_TELL_APART = Text(
    "Each place needs a folder of its own: let the names of places, or `filename`, tell them apart.",
    "每个地方要有自己的文件夹：请把地名区分开，或在 filename 里加上能区分的内容。",
)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_FREE_SOME = Text(f"Free some room. {GO_ON.en}", f"请先腾出空间。{GO_ON.zh}")


def of_template(template: Compiled) -> str:
    """What tells a template from one that prints other things."""
    stories = [(story.name, story.source) for story in template.stories]
    fixed = [(each.name, each.data) for each in template.package.fixed]
    functions = [(name, template.filters[name]) for name in sorted(template.filters)]
    filters = [(name, each.__module__, getattr(each, "__qualname__", "")) for name, each in functions]
    sources = [(module, source_hash(module)) for module in sorted({module for _, module, _ in filters})]
    return digest((template.name, stories, fixed, filters, sources))


def _facts(made: MadePack) -> dict[str, Any]:
    """What later runs and lists tell of a pack: of its members no more than number, code and row."""
    return {
        **asdict(replace(made.pack, members=(), missing=())),
        "members": [
            (member.number, member.code, member.row, digest, "　".join(filter(None, member.receipt)))
            for member, digest in zip(made.pack.members, made.digests, strict=True)
        ],
        "missing": [(each.number, each.row, each.why) for each in made.pack.missing],
        "files": [file.name for file in made.files],
    }


def _printed(plan: PlacePlan) -> list[dict[str, Any]]:
    """What lists tell of the packs that were printed, as things are now: what was missing is in later packs, or still
    missing there."""
    return [
        {**pack.facts, "due": plan.due, "missing": [], "sums": dict(pack.files), "files": list(pack.files)}
        for pack in plan.printed
    ]


def _print_files(made: MadePack, stem: str) -> set[str]:
    """The files of a pack that hold letters."""
    return {file.name for file in made.files} - set(file_names(made.pack, stem)[1:])


def _origins(made: list[MadePack]) -> dict[str, Any]:
    """The rows that the packs were made of, by file, sheet and number."""
    return {
        "packs": [
            {
                "number": pack.pack.number,
                "files": [file.name for file in pack.files],
                "rows": [member.row for member in pack.pack.members],
                "missing": [each.row for each in pack.pack.missing],
            }
            for pack in made
        ]
    }
