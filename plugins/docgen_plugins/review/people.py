"""Who applies, what the departments say of each, and what the city concluded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from docgen import Cell, Dataset, Record
from docgen.records import Candidate, Community, Department, Review, opinions

ACCEPTED, CANCELLED, PENDING = "合格", "取消资格", "待核"
AGREES, OBJECTS = "无异议", "有异议"


@dataclass(frozen=True)
class Person:
    """One who applies in one community: a row for each post, the reviews of them all; of a day, if one is named."""

    rows: tuple[Candidate, ...]
    reviews: tuple[Review, ...] = ()
    day: date | None = None

    @property
    def first(self) -> Candidate:
        """The row that says who it is."""
        return self.rows[0]

    @property
    def origin(self) -> Cell:
        """Where that row stands."""
        return self.first.origin

    @property
    def passed_township(self) -> bool:
        """Whether the township let the person pass."""
        return any(row.get("township_review") == ACCEPTED for row in self.rows)

    @cached_property
    def newest(self) -> dict[Department, list[Review]]:
        """The reviews of the last round of each department; several where it said two things in one round."""
        found: dict[Department, list[Review]] = {}
        for review in self.reviews:
            department = review.get("department")
            if department is None or not _by(self.day, review, "reviewed_on"):
                continue
            theirs = found.setdefault(department, [])
            if theirs and _round(theirs[0]) < _round(review):
                theirs.clear()
            if not theirs or _round(theirs[0]) == _round(review):
                theirs.append(review)
        return found

    def opinion(self, department: Department) -> str:
        """What a department says, blank for no feedback. Raises BadCell for a cell that could not be read."""
        said = (review.opinion for review in self.newest.get(department, ()))
        return "／".join(dict.fromkeys(filter(None, said)))

    def counted(self, department: Department) -> str:
        """The same as one word, for counting: an objection counts more than what else was said."""
        said = {review.get("opinion", "") for review in self.newest.get(department, ())}
        return next((word for word in (OBJECTS, PENDING, AGREES) if word in said), "")

    @cached_property
    def answered(self) -> bool:
        """Whether any department has said something."""
        return any(map(self.counted, self.newest))

    @property
    def concluded(self) -> tuple[Candidate, ...]:
        """The rows with a conclusion that people recorded."""
        return tuple(row for row in self.rows if row.get("decision") and _by(self.day, row, "decided_on"))

    @property
    def outcome(self) -> str:
        """合格, 取消资格 or 待核; nothing for one whom no department has reviewed yet. For two posts, what weighs
        more."""
        recorded = {row.get("decision") for row in self.concluded}
        known = next((word for word in (CANCELLED, ACCEPTED, PENDING) if word in recorded), "")
        return known or (PENDING if self.answered else "")


def _by(day: date | None, row: Record, column: str) -> bool:
    """Whether it was so on that day; a blank date counts from the beginning, as in figures."""
    if day is None:
        return True
    return row.is_set(column) and (row.get(column) or day) <= day


def _round(review: Review) -> int:
    return int(review.get("round", 1))


def persons(data: Dataset) -> list[Person]:
    """All who apply, in the official order, with all that is known of them."""
    known = opinions(data) if data.has(Review) else {}
    groups: dict[object, list[Candidate]] = {}
    for row in in_order(data, data[Candidate]):
        groups.setdefault(identity(row), []).append(row)
    return [Person(tuple(rows), tuple(known.get(rows[0], ()))) for rows in groups.values()]


def identity(row: Candidate) -> object:
    """Rows of one person in one community share it; a person without an ID is alone."""
    resident_id = row.get("resident_id")
    return (row.get("township"), row.get("community"), resident_id) if resident_id else row


def in_order(data: Dataset, rows: Iterable[Candidate]) -> list[Candidate]:
    """By township in the official order, by community in that of their list, then as they stand."""
    return sorted(rows, key=by_community(data))


POSTS = ("书记", "副书记", "主任", "副主任", "委员")
"""The posts in the order of lists."""


def rank(post: str) -> int:
    """The place of a post in lists, whatever body stands before it (居委会副主任), of two the first (书记兼主任).
    Others come last, and so does 监委会, which is a body of its own."""
    said = re.findall("监[^、，兼]*|副?(?:书记|主任)(?!助理)|委员(?!会)", post)
    return min((POSTS.index(each) for each in said if each in POSTS), default=len(POSTS))


def by_post(data: Dataset) -> Callable[[Sequence[Candidate]], tuple[int, int, int]]:
    """A key for sorting people, each with a row for each post: by township and community, then by post."""
    official = by_community(data)
    return lambda rows: (*official(rows[0]), min(rank(row.get("post", "")) for row in rows))


def by_community(data: Dataset) -> Callable[[Candidate], tuple[int, int]]:
    """A key for sorting rows: by township in the official order, by community in that of their list."""
    places = {community: number for number, community in enumerate(data[Community])}
    last = len(places)

    def key(row: Candidate) -> tuple[int, int]:
        township, community = row.get("township"), row.get("community")
        return township.get("order", last) if township else last, places.get(community, last) if community else last

    return key
