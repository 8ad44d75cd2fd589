"""How many letters the packs of a run hold, by community; the counts must add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

from docgen.batch.packs.pack import Outline

NAMES = ("社区数", "批数", "应发", "印制", "撤回", "缺", "备用")


@dataclass(frozen=True)
class Counts:
    """Communities, packs, letters: those due are printed and not pulled out again (`recalled`), or missing."""

    places: int = 0
    packs: int = 0
    due: int = 0
    printed: int = 0
    recalled: int = 0
    missing: int = 0
    spares: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether every one of those due is accounted for."""
        return self.due == self.printed - self.recalled + self.missing

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    def shown(self) -> dict[str, int]:
        """They by the names of their columns."""
        return dict(zip(NAMES, astuple(self), strict=True))


def by_place(packs: Iterable[Outline]) -> dict[tuple[str, str], Counts]:
    """The counts of each community (township, community), in the order in which they first come up."""
    found: dict[tuple[str, str], list[Outline]] = {}
    for pack in packs:
        found.setdefault((pack.town, pack.place), []).append(pack)
    return {place: _of_place(own) for place, own in found.items()}


def _of_place(packs: Sequence[Outline]) -> Counts:
    """What is due is what the last pack says; what a supplement brings is missing no more."""
    missing = {each.row for pack in packs for each in pack.missing}.difference(*(pack.late for pack in packs))
    return Counts(
        places=1,
        packs=len(packs),
        due=packs[-1].due,
        printed=sum(pack.letters for pack in packs),
        missing=len(missing),
        spares=sum(pack.spares for pack in packs),
    )
