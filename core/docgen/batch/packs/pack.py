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


@dataclass(frozen=True)
class Printed:
    """A pack in the lists of a run: its files below out/ and its counts; `done` if it was printed."""

    pack: Pack
    folder: str
    letters: str
    cover: str
    receipts: str
    done: bool = False
