"""A print pack and who stands in it, as its papers and lists tell of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from docgen.text import Text


class Member(NamedTuple):
    """A record of a pack: its `number` in the print order of its place, from 1; its code; the row that it comes from;
    what the receipt list says of it, by the titles of Packs.receipt."""

    number: int
    code: str
    row: str
    receipt: tuple[str, ...]


@dataclass(frozen=True)
class Missing:
    """A record that should be in a pack and is not: its number, the row that it comes from, and why."""

    number: int
    row: str
    why: Text


@dataclass(frozen=True)
class Pack:
    """A print file: `number` of `of` packs of a place (a community), which has `due` records in all. `members` are
    printed, those `missing` are not; `spares` are printed after them without a name. A `supplement` (补发) holds what
    came or changed after the packs before it were printed. `deliverer` is the only one if the packs are split so."""

    title: str
    town: str
    place: str
    number: int
    of: int
    due: int
    members: tuple[Member, ...]
    missing: tuple[Missing, ...] = ()
    spares: int = 0
    supplement: bool = False
    deliverer: str = ""
    both_sides: bool = False
    version: str = ""

    @property
    def name(self) -> str:
        """第1批, 第3批（补发）."""
        return f"第{self.number}批" + ("（补发）" if self.supplement else "")

    @property
    def outline(self) -> Outline:
        """What lists tell of it."""
        ends = (self.members[0].code, self.members[-1].code) if self.members else ("", "")
        found = [*(member.number for member in self.members), *(missing.number for missing in self.missing)]
        return Outline(
            title=self.title,
            town=self.town,
            place=self.place,
            name=self.name,
            due=self.due,
            letters=len(self.members),
            missing=self.missing,
            spares=self.spares,
            codes=ends,
            numbers=(min(found), max(found)) if found else None,
            deliverer=self.deliverer,
            both_sides=self.both_sides,
            late=frozenset(member.row for member in self.members) if self.supplement else frozenset(),
        )


@dataclass(frozen=True)
class Outline:
    """A pack as lists tell of it: how many letters it holds, the codes of the first and the last, the first and the
    last number, also of what is missing at its ends. `late` are the rows that a supplement brings."""

    title: str
    town: str
    place: str
    name: str
    due: int
    letters: int
    missing: tuple[Missing, ...]
    spares: int
    codes: tuple[str, str]
    numbers: tuple[int, int] | None
    deliverer: str
    both_sides: bool
    late: frozenset[str]


@dataclass(frozen=True)
class Printed:
    """A pack in the lists of a run: its files below out/ and its counts; `done` if it was printed."""

    pack: Outline
    folder: str
    letters: str
    cover: str
    receipts: str
    done: bool = False
