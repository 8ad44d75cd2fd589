"""Daily reports: on which days they are due, and which townships missed them (domain.md §1.7, W39)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from docgen.records.places import Township
from docgen.records.work import DailyReport

_WORKING_DAYS = 5


def due_days(reports: Iterable[DailyReport]) -> list[date]:
    """The working days of the reports: weekdays on which somebody reported, so that holidays need no list."""
    return sorted({row.day for row in reports if row.get("day") and row.day.weekday() < _WORKING_DAYS})


def missed_days(reports: Iterable[DailyReport], townships: Iterable[Township]) -> Mapping[Township, list[date]]:
    """The due days on which a township did not report, by township in the order of `townships`."""
    rows = list(reports)
    due = due_days(rows)
    reported = {(row.township, row.day) for row in rows if row.get("day") and row.get("township")}
    return {township: [day for day in due if (township, day) not in reported] for township in townships}
