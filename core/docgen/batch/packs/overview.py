"""The lists of all packs of a generator, whichever run made them: 打印清单.xlsx and 分发汇总.docx."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from docgen.batch.contexts import digest
from docgen.batch.done import Done
from docgen.batch.packs.lists import listed, rows_of, workbook_of
from docgen.batch.packs.pack import Member, Missing, Pack, Printed
from docgen.batch.packs.papers import SUMMARY, summary
from docgen.batch.packs.ticks import contents, note, ticked
from docgen.batch.publishing import File, Published, Publishes
from docgen.batch.running import Report
from docgen.batch.shards import Shard, Shards
from docgen.register import PackFacts
from docgen.render import Compiled
from docgen.text import Text
from docgen.urls import is_below, is_url


class Overview:
    """The lists of the packs of `shards`, in the top folder of their files below `out`."""

    TEMPLATE: ClassVar = SUMMARY
    PRINT_LIST: ClassVar = "打印清单.xlsx"

    def __init__(self, shards: Shards, out: Path, template: Callable[[], Compiled], around: object) -> None:
        self.shards = [shard for shard in shards.all() if is_below(shard.path, out)]
        self.out, self.template, self.around = out, template, around
        self.name, self.done = shards.generator, None if is_url(out) else Done(shards.ledger)

    def write(self, publisher: Publishes, held: Sequence[Printed] = ()) -> list[Published]:
        """Write the lists of each top folder, with the places that are `held` back; ticks of a person go over into the
        new print list, any other change stays, see Publisher. Raises DocgenError when one cannot be written."""
        done = list[Published]()
        for top in dict.fromkeys(shard.path.relative_to(self.out).parts[0] for shard in self.shards):
            own = [shard for shard in self.shards if shard.path.relative_to(self.out).parts[0] == top]
            places = sorted(_place(shard, self.out) for shard in own)
            printed = [*(pack for place in places for pack in place.packs), *held]
            pulled = {(pack.pack.town, pack.pack.place): place.pulled for place in places for pack in place.packs}
            context = summary(printed, pulled)
            inputs = digest((repr(self.around), rows_of(printed), context))
            done += self._as_they_are(top, inputs) or self._made(publisher, top, inputs, printed, context)
        return done

    def _as_they_are(self, top: str, inputs: str) -> list[Published]:
        """The lists, if they were made of the same and nobody has changed them."""
        found = self.done.find(f"lists {self.name} {self.out / top}", inputs, Report) if self.done else None
        return found.files if found else []

    def _made(
        self, publisher: Publishes, top: str, inputs: str, printed: Sequence[Printed], context: dict[str, Any]
    ) -> list[Published]:
        path = self.out / top / self.PRINT_LIST
        files = [
            publisher.put(File(path, self._print_list(path, printed))),
            publisher.put(File(self.out / top / Path(SUMMARY).name, self.template().render(context))),
        ]
        if self.done:
            self.done.note(f"lists {self.name} {self.out / top}", inputs, Report(self.name, files=list(files)))
        return files

    def _print_list(self, path: Path, printed: Sequence[Printed]) -> bytes:
        """The print list, with what a person ticked in the one at `path`; that one, if it says all this already. One in
        which nothing else was changed counts as docgen's, so that its place can be taken."""
        new = listed(printed)
        if not self.done:
            return workbook_of(new)
        before, ledger = contents(path), self.done.ledger
        if there := ticked(before):
            new = new.with_ticks_of(there)
            note(ledger, before, there)
            ledger.set(path, before, self.name)
        data = before if there and new.says(there) else workbook_of(new)
        note(ledger, data, new)
        return data


class _Place(NamedTuple):
    """What the lists tell of the packs of a place: where they stand in the official order, the packs, and how many
    letters were pulled out of its bundles."""

    order: tuple[int, ...]
    path: Path
    packs: list[Printed]
    pulled: int


def _place(shard: Shard, out: Path) -> _Place:
    facts, folder = shard.facts, shard.path.relative_to(out).as_posix()
    packs = [
        Printed(pack_of(pack).outline, folder, *_named(pack["files"]), "sums" in pack)  # which only a printed one has
        for pack in facts["packs"]
    ]
    return _Place(facts["order"], shard.path, packs, facts.get("pulled", 0))


def _named(files: Sequence[str]) -> tuple[str, str, str]:
    """What the lists call the files of a pack: of single letters, which come before the papers, the first and last."""
    *letters, cover, receipts = files
    return letters[0] if len(letters) == 1 else f"{letters[0]} … {letters[-1]}", cover, receipts


_NAMES = frozenset(each.name for each in fields(Pack)) - {"members", "missing"}


def pack_of(facts: PackFacts) -> Pack:
    """The pack that is remembered so; of its members nothing is known that stands in a receipt list only."""
    members = tuple(Member(number, code, row, ()) for number, code, row, *_ in facts["members"])
    missing = tuple(Missing(number, row, Text(*why)) for number, row, why in facts["missing"])
    own = {name: value for name, value in facts.items() if name in _NAMES}
    return Pack(members=members, missing=missing, **own)  # type: ignore[arg-type]
