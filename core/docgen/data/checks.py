"""Checks: rules across tables that a careful clerk would look at.

@check("E12", Severity.ERROR, Text("the stored rate is not what the votes give", "…"))
def stored_rate(data): yield row, Text("…")
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.problems import Cell, DocgenError, FileLine, Problem, Severity
from docgen.schema import BadCell, Record
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.data.dataset import Dataset

Finding = tuple[Record | None, Text]


@dataclass(frozen=True)
class Check:
    """A check as declared; `find` yields the row in question (or None) and what is wrong with it."""

    code: str
    severity: Severity
    title: Text
    needs: tuple[type[Record], ...]
    find: Callable[[Dataset], Iterable[Finding]]


def check(
    code: str, severity: Severity, title: Text, *, needs: Iterable[type[Record]] = ()
) -> Callable[[Callable[[Dataset], Iterable[Finding]]], Check]:
    """Declare a check. It runs when there are sheets for all tables that it `needs`, else it stays silent."""
    return lambda find: Check(code, severity, title, tuple(needs), find)


def run_checks(data: Dataset, checks: Iterable[Check]) -> list[Problem]:
    """What the checks find, in their order."""
    return [problem for each in checks if all(map(data.has, each.needs)) for problem in _run(data, each)]


def _run(data: Dataset, each: Check) -> Iterator[Problem]:
    try:
        for row, text in each.find(data):
            table = row.__table__.name if row else ""
            where: Cell | None = row.origin if row else None
            yield Problem(each.code, each.severity, text, where, table=table)
    except BadCell:
        return  # the cell is a problem already
    except DocgenError as error:
        yield Problem(each.code, Severity.ERROR, error.text, error.where, error.hint)
    except Exception as error:  # a plugin's bug must not silence the other checks
        yield Problem(
            each.code, Severity.ERROR, _FAILED.format(title=each.title, why=repr(error)), _own_line(each, error)
        )


_FAILED = Text("the check “{title}” itself failed: {why}", "检查“{title}”自身出错：{why}")


def _own_line(each: Check, error: Exception) -> FileLine:
    file = each.find.__code__.co_filename
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return FileLine(file, lines[-1] if lines else None)
