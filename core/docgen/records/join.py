"""Which person another row means: by ID, else by the candidate's number, else by township, community and name where
that is one person. Never the first hit (domain.md §2.1)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from docgen import Dataset, Record, Text
from docgen.records.people import Candidate, Incumbent, Review

P = TypeVar("P", bound=Record)


class Match(NamedTuple, Generic[P]):
    """The rows of the one person meant (one person may apply for two posts), or those of all whom it could be."""

    rows: tuple[P, ...] = ()
    ambiguous: tuple[P, ...] = ()


class People(Generic[P]):
    """The persons of a table, to be found."""

    def __init__(self, rows: Iterable[P], code: str = "") -> None:
        self.by_id: dict[Hashable, list[P]] = {}
        self.by_code: dict[Hashable, list[P]] = {}
        self.by_name: dict[Hashable, list[P]] = {}
        for row in rows:
            for index, key in (
                (self.by_id, _value(row, "resident_id")),
                (self.by_code, _value(row, code)),
                (self.by_name, by_name(row)),
            ):
                if key is not None:
                    index.setdefault(key, []).append(row)

    def find(self, row: Record, name: str = "name") -> Match[P]:
        """Whom `row` means; its person stands in the column `name`."""
        resident_id = _value(row, "resident_id")
        if resident_id in self.by_id:
            return Match(tuple(self.by_id[resident_id]))
        code = row.get("number") if isinstance(row, Review) else None  # elsewhere 编号 numbers another thing
        for rows in (self.by_code.get(code, ()), self.by_name.get(by_name(row, name), ())):
            possible = tuple(other for other in rows if not _differ(resident_id, _value(other, "resident_id")))
            if possible:
                return Match(possible) if _is_one(possible) else Match(ambiguous=possible)
        return Match()


def candidates(data: Dataset) -> People[Candidate]:
    """Those who apply."""
    return People(data[Candidate] if data.has(Candidate) else (), "number")


def incumbents(data: Dataset) -> People[Incumbent]:
    """Those in office."""
    return People(data[Incumbent] if data.has(Incumbent) else ())


def on_lists(row: Record, name: str, lists: Iterable[People[Any]]) -> Match[Any]:
    """Whom `row` means on several lists, which may hold one person twice: as a candidate and in office."""
    matches = [people.find(row, name) for people in lists]
    rows = tuple(found for match in matches for found in match.rows)
    unclear = tuple(found for match in matches for found in match.ambiguous)
    ids = {_value(found, "resident_id") for found in rows} - {None}
    if unclear or len(ids) > 1:
        return Match(ambiguous=(*rows, *unclear))
    return Match(rows)


def by_name(row: Record, name: str = "name") -> tuple[Hashable, ...] | None:
    """Township, community and name, where all three are known."""
    key = (row.get("township"), row.get("community"), row.get(name))
    return key if all(key) else None


def grouped(rows: Iterable[P]) -> dict[Hashable, list[P]]:
    """Rows of tables without IDs by name; E08 speaks of those whose name is not enough."""
    found: dict[Hashable, list[P]] = {}
    for row in rows:
        if key := by_name(row):
            found.setdefault(key, []).append(row)
    return found


def listed(rows: Iterable[Record]) -> Text:
    """Persons as a message may name them: where they are, which post, in which row."""
    people = [_PERSON.format(who=_whereabouts(row), row=row.origin) for row in rows]
    return Text("; ".join(person.en for person in people), "；".join(person.zh for person in people))


_PERSON = Text("{who} ({row})", "{who}（{row}）")


def _whereabouts(row: Record) -> str:
    """Township, community and post, as far as they could be read."""
    owners = (row.get(name) for name in ("township", "community"))
    place = "".join(owner.name for owner in owners if isinstance(owner, Record))
    return f"{place} {row.get('post', '')}".strip()


def _value(row: Record, name: str) -> Hashable:
    return row.get(name) if name in _columns(type(row)) else None


@lru_cache
def _columns(record: type[Record]) -> frozenset[str]:
    return frozenset(column.name for column in record.__table__.columns)


def _differ(one: Hashable, other: Hashable) -> bool:
    return one is not None and other is not None and one != other


def _is_one(rows: Iterable[Record]) -> bool:
    """Whether all rows carry one ID; rows without an ID may be anybody."""
    ids = {_value(row, "resident_id") or row for row in rows}
    return len(ids) == 1
