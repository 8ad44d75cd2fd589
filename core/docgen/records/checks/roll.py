"""What several checks ask of the households, of whom there may be 100,000: column by column, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from docgen import Dataset
from docgen.records.outreach import DELIVERED, Household
from docgen.records.places import Community, Township


def twins(data: Dataset) -> list[Household]:
    """The households of which another one has the code or the address, and perhaps some that only seem so."""
    rows = data[Household]
    codes, homes = rows.values("code"), map(id, rows.values("community"))
    places = list(map(hash, zip(homes, rows.values("group"), rows.values("address"), strict=True)))
    again = [_again(codes), _again(places)]
    if not any(again):
        return []
    return [row for row, code, place in zip(rows, codes, places, strict=True) if code in again[0] or place in again[1]]


def _again(values: list[Any]) -> set[Any]:
    """The values that stand there more than once."""
    if len(set(values)) == len(values):
        return set()
    return {value for value, count in Counter(values).items() if count > 1 and value is not None}


def in_townships(data: Dataset) -> dict[Township | None, int]:
    """How many households each township has on its roll."""
    return _counted(data[Household].values("township"))


def in_communities(data: Dataset) -> dict[Community | None, int]:
    """How many households each community has on its roll, in the order in which they come."""
    return _counted(data[Household].values("community"))


def first_of(data: Dataset) -> dict[Community | None, Household]:
    """The first household of each community."""
    rows = data[Household]
    first: dict[Community | None, Household] = {}
    before: object = rows
    for home, row in zip(rows.values("community"), rows, strict=True):
        if home is not before:
            first.setdefault(home, row)
            before = home
    return first


def delivered(data: Dataset) -> dict[Community | None, int]:
    """How many letters were delivered, by community, where the roll records it."""
    rows = data[Household]
    states = rows.values("delivery")
    if DELIVERED not in states:
        return {}
    return _counted(home for home, state in zip(rows.values("community"), states, strict=True) if state == DELIVERED)


def _counted(places: Iterable[Any]) -> dict[Any, int]:
    """How often each place comes; by identity, since it is asked 100,000 times."""
    every = list(places)
    by_id = dict(zip(map(id, every), every, strict=True))
    counts: Counter[Any] = Counter()
    for key, count in Counter(map(id, every)).items():
        counts[by_id[key]] += count
    return counts
