"""What several checks ask of the households, of whom there may be 100,000: column by column, once."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from docgen import Dataset
from docgen.records.outreach import DELIVERED, Household
from docgen.records.places import Community, Township


def twins(data: Dataset) -> list[Household]:
    """The households of which another one has the code or the address, and perhaps some that only seem so."""
    rows = data[Household]
    codes = array("q", (hash(code) if code is not None else _NONE for (code,) in rows.columns("code")))
    homes = rows.columns("community", "group", "address")
    places = array("q", (hash((id(home), group, door)) if door else _NONE for home, group, door in homes))
    again = _again(codes), _again(places)
    if not any(again):
        return []
    pairs = enumerate(zip(codes, places, strict=True))
    return [rows[at] for at, (code, place) in pairs if code in again[0] or place in again[1]]


_NONE = -1
"""Stands for what is blank; no hash is -1."""


def _again(hashes: array[int]) -> set[int]:
    """Those that stand there more than once: 8 bytes each, where the values would take a hundred."""
    ordered = sorted(hashes)
    return {one for one, other in pairwise(ordered) if one == other} - {_NONE}


def in_townships(data: Dataset) -> dict[Township | None, int]:
    """How many households each township has on its roll."""
    return _counted(data[Household].values("township"))


def in_communities(data: Dataset) -> dict[Community | None, int]:
    """How many households each community has on its roll, in the order in which they come."""
    return _counted(data[Household].values("community"))


def first_of(data: Dataset) -> dict[Community | None, Household]:
    """The first household of each community."""
    rows = data[Household]
    first: dict[Community | None, int] = {}
    before: object = rows
    for at, (home,) in enumerate(rows.columns("community")):
        if home is not before:
            first.setdefault(home, at)
            before = home
    return {home: rows[at] for home, at in first.items()}


def delivered(data: Dataset) -> dict[Community | None, int]:
    """How many letters were delivered, by community, where the roll records it."""
    rows = data[Household]
    return _counted(home for home, state in rows.columns("community", "delivery") if state == DELIVERED)


def _counted(places: Iterable[Any]) -> dict[Any, int]:
    """How often each place comes; by identity, since it is asked 100,000 times."""
    every = list(places)
    by_id = dict(zip(map(id, every), every, strict=True))
    counts: Counter[Any] = Counter()
    for key, count in Counter(map(id, every)).items():
        counts[by_id[key]] += count
    return counts
