"""Chance that comes out the same each time, and sums that come out right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

SEED = 345

YEAR = 2013
START = date(YEAR, 11, 4)
CUTOFF = date(YEAR, 11, 22)  # end of week 3: the report's figures are as of this day
END = date(YEAR, 12, 13)


def dice(subject: str) -> Random:
    """The dice of one subject, so that a change in one workbook leaves the others as they are."""
    return Random(f"{SEED} {subject}")


def day(month: int, number: int) -> date:
    """A day of the year of the term change."""
    return date(YEAR, month, number)


def later(start: date, days: int) -> date:
    """So many days after `start`."""
    return start + timedelta(days=days)


def days(first: date, last: date) -> list[date]:
    """All days from `first` to `last`, both included."""
    return [later(first, n) for n in range((last - first).days + 1)]


def is_weekend(a_day: date) -> bool:
    """Saturday or Sunday."""
    return a_day.weekday() >= 5


def some_days(chance: Random, first: date, last: date, count: int, weekend: float = 0.15) -> list[date]:
    """`count` days in order, fewer of them (`weekend` times as many) on week-ends."""
    span = days(first, last)
    weights = [weekend if is_weekend(a_day) else 1.0 for a_day in span]
    return sorted(chance.choices(span, weights, k=count))


def share(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """`total` as whole numbers in proportion to `weights`, none below `least` (largest remainder)."""
    rest = total - least * len(weights)
    exact = [rest * weight / sum(weights) for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for index in by_remainder[: rest - sum(parts)]:
        parts[index] += 1
    return [part + least for part in parts]
