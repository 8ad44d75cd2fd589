"""From the rows of a generator to the packs of each place: who stands where, and what each prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from docgen.batch.contexts import Contexts, digest
from docgen.batch.guard.watch import Watch
from docgen.batch.names import document_path
from docgen.batch.packs.division import divided
from docgen.batch.packs.entries import Entries, Entry, in_words
from docgen.batch.packs.fingerprint import Fingerprints
from docgen.batch.packs.frozen import VERSION, Frozen, Place
from docgen.batch.packs.groups import Group, grouped, name_of
from docgen.batch.packs.layout import ALL_PLACES, ALL_TOWNS, Layout
from docgen.batch.packs.making import PackJob
from docgen.batch.packs.pack import Missing, Pack
from docgen.batch.packs.papers import Recall
from docgen.batch.plan import Prepare, left_out
from docgen.batch.still_open import find_open_names
from docgen.data import Dataset
from docgen.plugin.generator import Generator
from docgen.plugin.parameter import in_scope, make_blank
from docgen.problems import Cell, DocgenError, DocumentSpot, Problem, Severity
from docgen.register import PrintedPack
from docgen.schema import Record
from docgen.text import Text

IN_PLACES = Layout()
Spares = Callable[[int], int]
"""How many spare letters go with so many."""


@dataclass
class PlacePlan:
    """The packs of a place that are still to be printed: they lie in the folder `path` below out/, and their names
    begin with `stem`. `printed` are those that were printed, `recalls` what is to be pulled out of them:
    the letters `recalled`, by pack and number. `held` records are held back with all of the place."""

    town: str
    place: str
    path: PurePosixPath
    stem: str
    packs: list[PackJob]
    entries: list[Entry]
    order: tuple[int, ...]
    printed: Sequence[PrintedPack] = ()
    recalls: tuple[Recall, ...] = ()
    recalled: tuple[tuple[int, int], ...] = ()
    held: int = 0
    problems: list[Problem] = field(default_factory=list)
    group: Group | None = None

    @property
    def due(self) -> int:
        """How many letters the place is to have."""
        return len(self.entries) + self.held

    @property
    def pulled(self) -> int:
        """How many letters were pulled out of its bundles, or are to be."""
        return len(self.recalls) + sum(letter.recalled for pack in self.printed for letter in pack.letters)

    @property
    def standing(self) -> int:
        """How many of them have a letter that was printed before and is still right."""
        return sum(entry.lying is not None for entry in self.entries)

    def digest(self, tools: str) -> str:
        """What differs when anything does that is printed; `tools` is that of the templates."""
        return digest((tools, self._digest))

    @cached_property
    def _digest(self) -> str:
        facts = [_facts(job) for job in self.packs]
        printed = [sorted(pack.files.items()) for pack in self.printed]
        return digest((self.path.as_posix(), self.stem, facts, printed, [astuple(each) for each in self.recalls]))


def _facts(job: PackJob) -> tuple[Any, ...]:
    pack = job.pack
    members = [(member.number, member.code, member.receipt) for member in pack.members]
    missing = [(each.number, each.row, str(each.why.zh)) for each in pack.missing]
    rest = (pack.name, pack.of, pack.due, pack.spares, pack.deliverer, pack.version, pack.both_sides, pack.title)
    return job.contexts.digest(), members, missing, rest, Contexts.of(job.spares).digest(), job.names


class Planner:
    """Makes the plan of each place of a generator with packs."""

    def __init__(
        self,
        generator: Generator,
        data: Dataset,
        prepare: Prepare,
        watch: Watch,
        *,
        spares: Spares = lambda _: 0,
        frozen: Frozen | None = None,
        layout: Layout = IN_PLACES,
        around: Callable[[], object] = object,
    ) -> None:
        assert generator.packs
        self.generator, self.packs = generator, generator.packs
        self.spares, self.frozen = spares, frozen or Frozen()
        self.layout, each = layout, generator.each or Record
        asked = sorted(generator.asked.items())
        facts = (asked, repr(spares), layout, generator.access, generator.publishes)
        self.fingerprints = Fingerprints(data, each.__table__, watch, lambda: (around(), *facts))
        self.raw, self.data = data, data.seen_at(generator.access, generator.publishes)
        self.entries = Entries(generator, self.data, data, prepare, watch, layout)
        self.groups = list(grouped(generator, self.data, layout.together))
        self.total = sum(len(group.rows) for group in self.groups)
        self.due = sum(self._expected().values()) or self.total
        self.notes: list[Problem] = []
        self.anew: dict[str, str] = {}  # the packs of what is still to be printed, by code

    def sheets(self) -> Iterator[tuple[Cell, Sequence[int]]]:
        """The rows that were to be printed: some numbers at a time, with their sheet."""
        return chain.from_iterable(group.rows.sheets() for group in self.groups)

    def fingerprint(self, group: Group) -> str:
        """What differs when anything does that the packs of a place are made of; "" for one of which that is not known:
        what was printed elsewhere has a say in it."""
        known = self.generator.each and not self.frozen.of_place
        return self.fingerprints.of(group.rows) if known else ""

    def paths(self) -> dict[PurePosixPath, Place]:
        """The folder of each place (township, community), without making the contexts of all its rows. Raises
        DocgenError when two places would have one, on a system that does not tell a from A."""
        paths = [(self.path(group), group.names) for group in self.groups]
        _refuse_shared(paths)
        emptied = [(_lying(self.frozen.packs(place)), place) for place in self._emptied()]
        return {path.parent: place for path, place in reversed([*paths, *emptied]) if path.name}

    def places(self, but: Callable[[Group], object] = lambda _: False) -> Iterator[PlacePlan]:
        """The plan of each place, in the order of the rows, `but` of some; then of those that had letters printed and
        get none now: they have no row any more, or are held back, and then nothing is pulled out either."""
        yield from (self._planned(group) for group in self.groups if not but(group))
        for place in self._emptied():
            printed = self.frozen.packs(place)
            path, recalls = _lying(printed), ((), ()) if place in self.held else self._recalls(place)
            held = len(self.held.get(place, ()))
            yield PlacePlan(*place, path.parent, path.name, [], [], _LAST, printed, *recalls, held=held)

    @cached_property
    def held(self) -> dict[Place, list[Record]]:
        """The rows of places that are due, and get no letter at all."""
        due = self._expected() if self.due != self.total else {}
        town, place = self.packs.place
        planned = {home for group in self.groups for home in group.rows.values(place)} if due else set()
        held = {each for each in due if each is not None and each not in planned}
        found: dict[Place, list[Record]] = {}
        if held and self.generator.each:
            homes = self.data[self.generator.each].by(place)
            for home in (home for home in homes if home in held):
                for row in homes[home]:
                    found.setdefault((name_of(row.get(town)), name_of(home)), []).append(row)
        return found

    def named(self, row: Record) -> str:
        """A row in the words of a document."""
        return in_words(row)

    def is_in_scope(self, town: str, place: str) -> bool:
        """Whether the letters of a place are among those that were asked for."""
        return in_scope(self.generator, town, place, self.raw)

    def _expected(self) -> Mapping[Any, int]:
        """How many letters each place is to get, those held back too."""
        return self.packs.expected_counts(self.generator, self.data)

    def _emptied(self) -> Iterator[Place]:
        planned = {group.names for group in self.groups}
        places = (place for place in self.frozen.of_place if place not in planned)
        return (place for place in places if self.is_in_scope(*place))

    def path(self, group: Group) -> PurePosixPath:
        """The folder and the stem of the packs of a place, by the first row that can be printed, or those that were
        printed; a path without a name if there is none."""
        for at in range(len(group.rows)):  # to ask for one row makes no others
            with suppress(DocgenError), self.fingerprints.made_alone():
                return self._placed(self.generator.context(group.rows[at], self.data), name_of(group.town))
        return _lying(self.frozen.packs(group.names))

    def _placed(self, context: Mapping[str, Any], town: str) -> PurePosixPath:
        return self.layout.path(document_path(self.generator.filename, context), self.title, town)

    @property
    def title(self) -> str:
        """What the packs hold, in a word."""
        return self.generator.alias or self.generator.name

    def left_out(self) -> Iterable[Problem]:
        """What the generator says of rows that it gives no document."""
        return left_out(self.generator, self.data)

    def _planned(self, group: Group) -> PlacePlan:
        (town, place), problems = group.names, list[Problem]()
        with self.fingerprints.made_alone():
            at = PurePosixPath(place or town or self.title)
            entries = self.entries.of(list(group.rows), at, problems)
        first = next((entry.context for entry in entries if entry.context), None)
        printed = self.frozen.packs((town, place))
        path = self._placed(first, town) if first else _lying(printed)
        self._number(entries, printed)
        jobs = self._jobs(town, place, entries, printed, len(entries)) if path.name else []
        problems.extend(each.to_problem(str(path)) for each in find_open_names(self.generator, first or {}, self.data))
        problems.extend(self._nearly_all_anew(entries, path))
        if self.frozen.last:
            for job in jobs:
                self.anew |= dict.fromkeys((member.code for member in job.pack.members), job.pack.name)
        recalls = self._recalls((town, place)) if printed else ((), ())
        return PlacePlan(
            town,
            place,
            path.parent,
            path.name,
            jobs,
            entries,
            group.order,
            printed,
            *recalls,
            problems=problems,
            group=group,
        )

    def _number(self, entries: Sequence[Entry], printed: Sequence[PrintedPack]) -> None:
        """What was printed keeps its number, what is new comes behind."""
        if not self.frozen.last and not printed:
            return
        number = max((pack.last for pack in printed), default=0)
        for entry in entries:
            entry.lying = self.frozen.stays(entry.member.code, self._home(entry.row), entry.context)
            number += entry.lying is None
            own = entry.lying.letter.number if entry.lying else number
            entry.member = entry.member._replace(number=own)

    def _nearly_all_anew(self, entries: Sequence[Entry], path: PurePosixPath) -> Iterator[Problem]:
        """A warning where most letters of a place that were printed say something else now: what all of them print may
        have been changed without a thought of that."""
        before = [entry for entry in entries if entry.member.code in self.frozen.last]
        anew = sum(entry.lying is None for entry in before)
        if anew >= _MANY and anew * 2 > len(before):
            text = _ALL_ANEW.format(n=len(before), anew=anew)
            yield Problem("all-anew", Severity.WARNING, text, DocumentSpot(str(path)), _LOOK_AT_SETTINGS)

    def other_arrangement(self) -> PrintedPack | None:
        """A printed pack whose letters would stand together otherwise now, if there is one: by community and not by
        township, or the other way round."""
        planned = {group.names for group in self.groups}
        packs = (packs[0] for place, packs in self.frozen.of_place.items() if place not in planned)
        return next((pack for pack in packs if any(_overlap((pack.town, pack.place), own) for own in planned)), None)

    def _recalls(self, place: Place) -> tuple[tuple[Recall, ...], tuple[tuple[int, int], ...]]:
        found = list(self.frozen.recalled(place, self.anew, self.homes))
        return tuple(recall for recall, _ in found), tuple((own.pack.number, own.letter.number) for _, own in found)

    def _home(self, row: Record) -> Place:
        town, place = self.packs.place
        return name_of(row.get(town)), name_of(row.get(place))

    @cached_property
    def homes(self) -> Mapping[str, Place]:
        """The township and community of each record that there is, also of places that were not asked for, by code;
        those that were given a code among them."""
        assert self.generator.each
        rows = self.data[self.generator.each].columns(self.packs.code, *self.packs.place)
        return {str(code or ""): (name_of(town), name_of(place)) for code, town, place in rows}

    def put_codes(self, given: Iterable[tuple[Record, str]]) -> None:
        """Give rows codes."""
        assert self.generator.each
        column = self.data.tables[self.generator.each.__table__.name].column(self.packs.code)
        self.data.put(column, given)

    def known_codes(self) -> frozenset[str]:
        """The codes of all records of the table."""
        assert self.generator.each
        return frozenset(str(code or "") for code in self.data[self.generator.each].values(self.packs.code))

    def _jobs(
        self, town: str, place: str, entries: Sequence[Entry], printed: Sequence[PrintedPack], due: int
    ) -> list[PackJob]:
        new = [entry for entry in entries if entry.lying is None]
        ranges = list(divided([entry.split for entry in new], self.packs.size))
        first = max((pack.number for pack in printed), default=0) + 1
        late = bool(printed) and first > max(pack.facts["of"] for pack in printed)  # all others are printed
        packs = (self._job(town, place, [new[i] for i in each], late) for each in ranges)
        return [
            replace(job, pack=replace(job.pack, number=number, of=first + len(ranges) - 1, due=due))
            for number, job in enumerate(packs, first)
        ]

    def _job(self, town: str, place: str, entries: Sequence[Entry], supplement: bool) -> PackJob:
        contexts = [entry.context for entry in entries if entry.context is not None]
        spare = make_blank(self.generator, contexts[-1]) if contexts else None
        spares = (spare,) * self.spares(len(contexts)) if spare else ()
        pack = Pack(
            title=self.title,
            town=town or ALL_TOWNS,
            place=place or ALL_PLACES,
            number=1,
            of=1,
            due=0,
            members=tuple(entry.member for entry in entries if entry.context is not None),
            missing=tuple(_missing(entry) for entry in entries if entry.context is None),
            spares=len(spares),
            supplement=supplement,
            deliverer=entries[0].split,
            version=str(contexts[0].get(VERSION, "")) if contexts else "",
        )
        return PackJob(pack, Contexts.of(contexts), spares, self.layout.names(pack.members, len(spares)))


def _lying(printed: Sequence[PrintedPack]) -> PurePosixPath:
    """The folder of packs that were printed, and how their names begin."""
    if not printed:
        return PurePosixPath()
    last = printed[-1]
    stem = next(name for file in last.files if (name := file.rpartition(f"_第{last.number}批")[0]))
    return PurePosixPath(last.folder) / stem


def _overlap(one: Place, other: Place) -> bool:
    """Whether two places are different and yet hold the same records: a township, and a community of it."""
    return one != other and all(not a or not b or a == b for a, b in zip(one, other, strict=True))


_MANY = 10
_ALL_ANEW = Text(
    "{anew} of {n} printed letters say something else now: all of these are made anew, and the old ones are to be "
    "pulled out",
    "印过的{n}封里有{anew}封内容变了，都会补发，原来的要撤回",
)
_LOOK_AT_SETTINGS = Text(
    "If that is not meant: what do all letters print that was changed (day, hotline, signature)? Put it back and run "
    "this again before anything is printed.",
    "如果不是有意的：请查看是不是改了每封信都印的内容（日期、热线、署名等），改回后重新运行，再去印。",
)
_LAST = (1_000_000, 0)
"""The place in the official order of what is not in the tables any more."""


def _missing(entry: Entry) -> Missing:
    return Missing(entry.member.number, entry.member.row, entry.why or Text("", ""))


def _refuse_shared(paths: Iterable[tuple[PurePosixPath, Place]]) -> None:
    found: dict[str, Place] = {}
    for path, place in paths:
        first = found.setdefault(str(path.parent).casefold(), place) if path.name else place
        if first is not place:
            text = _ONE_FOLDER.format(one="".join(first), other="".join(place))
            raise DocgenError(text, hint=_RENAME, where=DocumentSpot(str(path.parent)))


_ONE_FOLDER = Text("{one} and {other} would have the same folder", "{one}与{other}会用同一个文件夹")
_RENAME = Text("Give one of them another name in its table.", "请在表里把其中一个改名。")
