"""What a run of a form says of the sheets that feed its tables: they were read, and somebody should look at them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from docgen.data import COPY, SAME, Dataset, said_once
from docgen.problems import Problem, Severity
from docgen.tables.claims import FED_TOO
from docgen.tables.read import HIDDEN_ROWS
from docgen.tables.rows import STRUCK
from docgen.tables.unread import NOT_FED

_TOLD = (NOT_FED, FED_TOO, COPY, SAME, HIDDEN_ROWS, STRUCK)


def doubts(data: Dataset, used: Collection[str]) -> Iterator[Problem]:
    """Warnings on the sheets of the tables that are `used`: those that are called otherwise, read or not, or
    repeat rows of others or of their own, and rows that nobody sees, or that are struck out."""
    for code in _TOLD:
        found = (each for each in data.problems if each.code == code and each.table in used)
        yield from said_once(
            replace(each, severity=Severity.WARNING) for each in found if each.severity is not Severity.ERROR
        )
