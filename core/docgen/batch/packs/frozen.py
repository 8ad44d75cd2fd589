"""What printing has fixed: letters that stay in their packs, and those to be pulled out of their bundles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from docgen.batch.contexts import digest
from docgen.batch.packs.papers import Recall
from docgen.register import PrintedLetter, PrintedPack

Place = tuple[str, str]

VERSION = "版本"
"""The name under which a letter prints the version of its template."""

CORRECTED, MOVED, GONE = "已更正", "已迁往他处", "户册中已无此户"
"""Why a letter is pulled out."""


@dataclass(frozen=True)
class Lying:
    """A printed letter, and the pack in which it lies."""

    pack: PrintedPack
    letter: PrintedLetter


class Frozen:
    """The printed packs of a generator, in the order in which they were printed."""

    def __init__(self, packs: Iterable[PrintedPack] = ()) -> None:
        self.of_place: dict[Place, list[PrintedPack]] = {}
        self.last: dict[str, Lying] = {}
        for pack in packs:
            self.of_place.setdefault((pack.town, pack.place), []).append(pack)
            for letter in pack.letters:
                if letter.code and not letter.recalled:
                    self.last[letter.code] = Lying(pack, letter)

    def packs(self, place: Place) -> list[PrintedPack]:
        """The printed packs of a place."""
        return self.of_place.get(place, [])

    def stays(self, code: str, home: Place, context: Mapping[str, Any] | None) -> Lying | None:
        """The printed letter of this code, if it lies where the household is at home and says what `context` does; one
        that cannot be made anew stays too."""
        lying = self.last.get(code)
        if lying is None or not _belongs(lying.pack, home):
            return None
        return lying if context is None or _says_the_same(lying, context) else None

    def recalled(
        self, place: Place, anew: Mapping[str, str], homes: Mapping[str, Place]
    ) -> Iterator[tuple[Recall, Lying]]:
        """What is to be pulled out of the bundles of a place: `anew` names the pack, by code, that holds the letter of
        a household that has changed; `homes` are the places of all households that there are, by code."""
        for pack in self.packs(place):
            for letter in pack.letters:
                if letter.code and not letter.recalled and (why := self._why(pack, letter, anew, homes)):
                    yield Recall(*place, _name(pack), letter.number, letter.code, letter.was, *why), Lying(pack, letter)

    def _why(
        self, pack: PrintedPack, letter: PrintedLetter, anew: Mapping[str, str], homes: Mapping[str, Place]
    ) -> tuple[str, str] | None:
        """Why a letter is pulled out, and where the one is that takes its place; None if it stays."""
        home, last = homes.get(letter.code), self.last[letter.code]
        if home is None:
            return GONE, ""
        if not _belongs(pack, home):
            return MOVED, home[1] or home[0]
        if last.letter is not letter:
            return CORRECTED, _name(last.pack)
        return (CORRECTED, anew[letter.code]) if letter.code in anew else None


def _says_the_same(lying: Lying, context: Mapping[str, Any]) -> bool:
    """Whether a printed letter says what `context` does, but for the version of the template, which is its own."""
    if lying.letter.digest == of_letter(context):
        return True
    version = lying.pack.facts.get("version")
    other = VERSION in context and version is not None and context[VERSION] != version
    return other and lying.letter.digest == of_letter({**context, VERSION: version})


def _belongs(pack: PrintedPack, home: Place) -> bool:
    """Whether the letter of a household lies in the right bundle; one that does not tell its place stays."""
    return all(not own or not its or own == its for own, its in zip((pack.town, pack.place), home, strict=True))


def of_letter(context: Mapping[str, Any]) -> str:
    """What tells a letter from one that says something else."""
    names, joined = _ordered(tuple(context))
    return digest((joined, [context[name] for name in names]))


@lru_cache(maxsize=64)
def _ordered(names: tuple[str, ...]) -> tuple[list[str], str]:
    """The names in an order of their own, and as one text: those of a form's contexts are the same each time."""
    ordered = sorted(names)
    return ordered, "\0".join(ordered)


def _name(pack: PrintedPack) -> str:
    return f"第{pack.number}批" + ("（补发）" if pack.facts.get("supplement") else "")
