"""What is remembered of the print packs of a place: in the ledger for the next run, in the register once printed."""

from __future__ import annotations

from typing import Annotated, NotRequired, TypedDict

from docgen.state import Within

_MOST = 1_000_000


class PackFacts(TypedDict):
    """A pack: see docgen.batch.packs.pack.Pack. Of each of its `members` the number, code and row, the digest of what
    its letter prints, and the row as it was; of each that is `missing` the number, the row, and why in both
    languages. `files` are the letters, then the cover sheet and the receipt list; `sums` the SHA-256 of those of a pack
    that was printed."""

    title: str
    town: str
    place: str
    number: Annotated[int, Within(0, _MOST)]
    of: Annotated[int, Within(0, _MOST)]
    due: Annotated[int, Within(0, 1000 * _MOST)]
    spares: Annotated[int, Within(0, _MOST)]
    supplement: bool
    deliverer: str
    both_sides: bool
    version: str
    template: str
    members: list[tuple[int, str, str, str, str]]
    missing: list[tuple[int, str, tuple[str, str]]]
    files: Annotated[list[str], Within(3, _MOST)]
    sums: NotRequired[dict[str, str]]


class PlaceFacts(TypedDict):
    """The packs of a place; where it stands in the official `order`; the letters that are to be pulled out of printed
    packs, by the number of the pack and their own, and how many those are; the letters that are `lost`, by code or
    row."""

    packs: list[PackFacts]
    order: tuple[int, ...]
    recalls: NotRequired[list[tuple[int, int]]]
    pulled: NotRequired[int]
    lost: NotRequired[list[str]]
