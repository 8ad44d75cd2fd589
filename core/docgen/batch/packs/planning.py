"""From the rows of a generator to the packs of each place: who stands where, and what each prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, field, replace
from functools import cached_property
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from docgen.batch.contexts import Contexts, digest
from docgen.batch.guard.rare import rare_characters
from docgen.batch.guard.watch import Watch, errors
from docgen.batch.names import document_path
from docgen.batch.packs.division import divided, together
from docgen.batch.packs.frozen import Frozen, Lying, Place
from docgen.batch.packs.layout import ALL_PLACES, ALL_TOWNS, Layout, Together
from docgen.batch.packs.making import PackJob
from docgen.batch.packs.pack import Member, Missing, Pack
from docgen.batch.packs.papers import Recall
from docgen.batch.plan import Prepare
from docgen.data import Dataset
from docgen.gongwen.glyphs import Glyphs
from docgen.plugin.generator import TO_FILL_IN, Generator
from docgen.problems import Cell, DocgenError, DocumentSpot, Problem, Severity
from docgen.register.printed import PrintedPack
from docgen.schema import Record
from docgen.text import Text

IN_PLACES = Layout()
Spares = Callable[[int], int]
"""How many spare letters go with so many."""


@dataclass(slots=True)
class Entry:
    """A row on its way into a pack: its number in its place, what it prints, or why it cannot be printed; where its
    letter lies if it was printed before and is still right."""

    row: Record
    member: Member
    split: str
    context: dict[str, Any] | None
    why: Text | None = None
    lying: Lying | None = None


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

    @property
    def due(self) -> int:
        """How many records the place has."""
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
        facts = [_facts(job) for job in self.packs]
        printed = [sorted(pack.files.items()) for pack in self.printed]
        return digest(
            (tools, self.path.as_posix(), self.stem, facts, printed, [astuple(each) for each in self.recalls])
        )


def _facts(job: PackJob) -> tuple[Any, ...]:
    pack = job.pack
    members = [(member.number, member.code, member.receipt) for member in pack.members]
    missing = [(each.number, each.row, str(each.why.zh)) for each in pack.missing]
    rest = (pack.name, pack.of, pack.due, pack.spares, pack.deliverer, pack.version, pack.both_sides, pack.title)
    return job.contexts.digest(), members, missing, rest, Contexts.of(job.spares).digest(), job.names


@dataclass(frozen=True)
class _Group:
    """The rows of a place."""

    town: Record | None
    place: Record | None
    rows: list[Record]


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
    ) -> None:
        assert generator.packs
        self.generator, self.packs, self.prepare = generator, generator.packs, prepare
        self.watch, self.spares, self.glyphs, self.frozen = watch, spares, Glyphs(), frozen or Frozen()
        self.layout = layout
        self.raw, self.data = data, data.seen_at(generator.access, generator.publishes)
        town, place = self.packs.place
        rows = generator.rows(self.data)
        groups = groupby(rows, lambda row: self._key(row.get(town), row.get(place)))
        self.groups = [_Group(at, home, list(rows)) for (at, home), rows in groups]
        self.total = sum(len(group.rows) for group in self.groups)
        self.due = sum(generator.due(self.data).values()) or self.total
        self.notes: list[Problem] = []

    def _key(self, town: Record | None, place: Record | None) -> tuple[Record | None, Record | None]:
        together = self.layout.together
        return None if together is Together.ALL else town, place if together is Together.PLACE else None

    def origins(self) -> Iterator[Cell]:
        """The rows that were to be printed."""
        return (row.origin for group in self.groups for row in group.rows)

    def paths(self) -> dict[PurePosixPath, Place]:
        """The folder of each place (township, community), without making the contexts of all its rows. Raises
        DocgenError when two places would have one, on a system that does not tell a from A."""
        paths = [(self._path(group), (_name(group.town), _name(group.place))) for group in self.groups]
        _refuse_shared(paths)
        emptied = [(_lying(self.frozen.packs(place)), place) for place in self._emptied()]
        return {path.parent: place for path, place in reversed([*paths, *emptied]) if path.name}

    def places(self) -> Iterator[PlacePlan]:
        """The plan of each place, in the order of the rows; then of those that had letters printed and get none now:
        they have no row any more, or are held back, and then nothing is pulled out either."""
        yield from map(self._planned, self.groups)
        for place in self._emptied():
            printed = self.frozen.packs(place)
            path, recalls = _lying(printed), ((), ()) if place in self.held else self._recalls(place, [])
            held = len(self.held.get(place, ()))
            yield PlacePlan(*place, path.parent, path.name, [], [], _LAST, printed, *recalls, held=held)

    @cached_property
    def held(self) -> dict[Place, list[Record]]:
        """The rows of places that are due, and get no letter at all."""
        due = self.generator.due(self.data) if self.due != self.total else {}
        town, place = self.packs.place
        planned = {row.get(place) for group in self.groups for row in group.rows} if due else set()
        held = {each for each in due if each is not None and each not in planned}
        found: dict[Place, list[Record]] = {}
        for row in self.data[self.generator.each] if held and self.generator.each else ():
            if row.get(place) in held:
                found.setdefault((_name(row.get(town)), _name(row.get(place))), []).append(row)
        return found

    def named(self, row: Record) -> str:
        """A row in the words of a document."""
        return _row(row.origin)

    def _emptied(self) -> Iterator[Place]:
        planned = {(_name(group.town), _name(group.place)) for group in self.groups}
        places = (place for place in self.frozen.of_place if place not in planned)
        return (place for place in places if self.generator.covers(*place, self.raw))

    def _path(self, group: _Group) -> PurePosixPath:
        """Where the packs of a place lie, by the first row that can be printed, or those that were printed; a path
        without a name if there is none."""
        for row in group.rows:
            with suppress(DocgenError):
                return self._placed(self.generator.context(row, self.data), _name(group.town))
        return _lying(self.frozen.packs((_name(group.town), _name(group.place))))

    def _placed(self, context: Mapping[str, Any], town: str) -> PurePosixPath:
        return self.layout.path(document_path(self.generator.filename, context), self.title, town)

    @property
    def title(self) -> str:
        """What the packs hold, in a word."""
        return self.generator.alias or self.generator.name

    def left_out(self) -> Iterable[Problem]:
        """What the generator says of rows that it gives no document."""
        return self.generator.left_out(self.data)

    def _planned(self, group: _Group) -> PlacePlan:
        town, place, rows = _name(group.town), _name(group.place), group.rows
        splits = [self._split(row) for row in rows]
        problems: list[Problem] = []
        order = together(list(zip(rows, splits, strict=True)), splits)
        at = PurePosixPath(place or town or self.title)
        entries = [self._entry(number, row, split, at, problems) for number, (row, split) in enumerate(order, 1)]
        first = next((entry.context for entry in entries if entry.context), None)
        printed = self.frozen.packs((town, place))
        path = self._placed(first, town) if first else _lying(printed)
        self._number(entries, printed)
        jobs = self._jobs(town, place, entries, printed) if path.name else []
        problems.extend(_still_open(first or {}, path))
        numbers = (_official_number(group.town), _official_number(group.place))
        recalls = self._recalls((town, place), jobs) if printed else ((), ())
        return PlacePlan(
            town,
            place,
            path.parent,
            path.name,
            jobs,
            entries,
            numbers,
            printed,
            *recalls,
            problems=problems,
        )

    def _split(self, row: Record) -> str:
        """What a pack holds rows of one of, if it is filled in."""
        apart = self.packs.split and self.layout.together is Together.PLACE
        return str(row.get(self.packs.split) or "") if apart else ""

    def _member(self, number: int, row: Record) -> Member:
        receipt = [str(row.get(name) or "") for name in self.packs.receipt.values()]
        if self.layout.together is not Together.PLACE:
            receipt[0] = _name(row.get(self.packs.place[1])) + receipt[0]
        return Member(number, str(row.get(self.packs.code) or ""), _row(row.origin), tuple(receipt))

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

    def _recalls(self, place: Place, jobs: Sequence[PackJob]) -> tuple[tuple[Recall, ...], tuple[tuple[int, int], ...]]:
        anew = {member.code: job.pack.name for job in jobs for member in job.pack.members}
        found = list(self.frozen.recalled(place, anew, self.homes))
        return tuple(recall for recall, _ in found), tuple((own.pack.number, own.letter.number) for _, own in found)

    def _home(self, row: Record) -> Place:
        town, place = self.packs.place
        return _name(row.get(town)), _name(row.get(place))

    @cached_property
    def homes(self) -> Mapping[str, Place]:
        """The township and community of each record that there is, also of places that were not asked for, by code;
        those that were given a code among them."""
        assert self.generator.each
        given = (row for group in self.groups for row in group.rows)
        return {
            str(row.get(self.packs.code) or ""): self._home(row) for row in (*self.data[self.generator.each], *given)
        }

    def known_codes(self) -> frozenset[str]:
        """The codes of all records of the table."""
        assert self.generator.each
        return frozenset(str(row.get(self.packs.code) or "") for row in self.data[self.generator.each])

    def _entry(self, number: int, row: Record, split: str, at: PurePosixPath, problems: list[Problem]) -> Entry:
        member = self._member(number, row)
        try:
            context = self.generator.context(row, self.data)
            context.setdefault("草稿", False)
            self.prepare(self.generator, row, context)
        except DocgenError as error:
            error.where = error.where or row.origin
            problems.extend(error.of_record(str(row.origin)).problems)
            return Entry(row, member, split, None, error.text)
        if rare := self.glyphs.rare(context):
            problems.extend(rare_characters(rare, row, at, self.raw))
        if found := self.watch.document(at, context):
            problems.extend(replace(problem, record=str(row.origin)) for problem in found)
            if errors(found):
                why = next(problem.text for problem in found if problem.severity is Severity.ERROR)
                return Entry(row, member, split, None, why)
        return Entry(row, member, split, context)

    def _jobs(self, town: str, place: str, entries: Sequence[Entry], printed: Sequence[PrintedPack]) -> list[PackJob]:
        new = [entry for entry in entries if entry.lying is None]
        ranges = list(divided([entry.split for entry in new], self.packs.size))
        first = max((pack.number for pack in printed), default=0) + 1
        late = bool(printed) and first > max(pack.facts["of"] for pack in printed)  # all others are printed
        packs = (self._job(town, place, [new[i] for i in each], late) for each in ranges)
        return [
            replace(job, pack=replace(job.pack, number=number, of=first + len(ranges) - 1, due=len(entries)))
            for number, job in enumerate(packs, first)
        ]

    def _job(self, town: str, place: str, entries: Sequence[Entry], supplement: bool) -> PackJob:
        contexts = [entry.context for entry in entries if entry.context is not None]
        spare = self.generator.spare(contexts[-1]) if contexts else None
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
            version=str(contexts[0].get("版本", "")) if contexts else "",
        )
        return PackJob(pack, Contexts.of(contexts), spares, self.layout.names(pack.members, len(spares)))


def _row(origin: Cell) -> str:
    """The row in the words of a document, which are Chinese whoever makes it."""
    return f"{origin.file} / {origin.sheet} / 第{origin.row}行"


def _lying(printed: Sequence[PrintedPack]) -> PurePosixPath:
    """The folder of packs that were printed, and how their names begin."""
    if not printed:
        return PurePosixPath()
    last = printed[-1]
    stem = next(name for file in last.files if (name := file.rpartition(f"_第{last.number}批")[0]))
    return PurePosixPath(last.folder) / stem


_LAST = (1_000_000, 0)
"""The place in the official order of what is not in the tables any more."""


def _missing(entry: Entry) -> Missing:
    return Missing(entry.member.number, entry.member.row, entry.why or Text("", ""))


def _name(row: Record | None) -> str:
    return str(row.get("name") or "") if row is not None else ""


def _official_number(row: Record | None) -> int:
    """The place of a township or community in the official order, for lists of several runs."""
    names = row.column_names() if row is not None else ()
    numbers = (row.get(name) for name in ("order", "number") if row is not None and name in names)
    return next((number for number in numbers if isinstance(number, int)), 0)


_ONE_FOLDER = Text("{one} and {other} would have the same folder", "{one}与{other}会用同一个文件夹")
_RENAME = Text("Give one of them another name in its table.", "请在表里把其中一个改名。")


def _refuse_shared(paths: Iterable[tuple[PurePosixPath, Place]]) -> None:
    found: dict[str, Place] = {}
    for path, place in paths:
        first = found.setdefault(str(path.parent).casefold(), place) if path.name else place
        if first is not place:
            text = _ONE_FOLDER.format(one="".join(first), other="".join(place))
            raise DocgenError(text, hint=_RENAME, where=DocumentSpot(str(path.parent)))


_ONE_FOLDER = Text("{one} and {other} would have the same folder", "{one}与{other}会用同一个文件夹")
_RENAME = Text("Give one of them another name in its table.", "请在表里把其中一个改名。")


def _still_open(context: dict[str, Any], path: PurePosixPath) -> Iterator[Problem]:
    """What people have still to write, said once for the letters of a place."""
    for name, value in context.items():
        if value.__class__ is str and TO_FILL_IN in value:
            text = Text("{name} is still to be written: {mark}", "“{name}”还没有内容，文中标为{mark}")
            yield Problem(
                "to-fill-in", Severity.WARNING, text.format(name=name, mark=TO_FILL_IN), DocumentSpot(str(path))
            )
