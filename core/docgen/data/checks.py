"""Checks: rules across tables that a careful clerk would look at.

@check("E12", Severity.ERROR, Text("the stored rate is not what the votes give", "…"), needs=(Appraisal,))
def stored_rate(data): yield row, Text("…")
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from docgen.problems import Cell, DocgenError, FileLine, Place, Problem, Severity
from docgen.schema import BadCell, Record
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.data.dataset import Dataset


class Finding(NamedTuple):
    """One thing wrong: the row in question (None: no row), what is wrong with it, what to do if that is not what the
    rule says anyway, and the column whose cell it is."""

    row: Record | None
    text: Text
    hint: Text | None = None
    column: str = ""


Found = Finding | tuple[Record | None, Text]


@dataclass(frozen=True)
class Rule:
    """One rule of a check as declared; `find` yields what breaks it, `hint` says what to do."""

    title: Text
    needs: tuple[type[Record], ...]
    hint: Text | None
    find: Callable[[Dataset], Iterable[Found]]


@dataclass(frozen=True)
class Check:
    """The rules that share a code, which people look up, and a severity."""

    code: str
    severity: Severity
    rules: tuple[Rule, ...]

    @staticmethod
    def joined(checks: Iterable[Check]) -> tuple[Check, ...]:
        """One check a code, in the order of their numbers. Raises ValueError for a code with two severities."""
        made: dict[str, Check] = {}
        for each in checks:
            first = made.setdefault(each.code, replace(each, rules=()))
            if first.severity is not each.severity:
                raise ValueError(f"{each.code} is both {first.severity} and {each.severity}")
            made[each.code] = replace(first, rules=(*first.rules, *each.rules))
        return tuple(sorted(made.values(), key=lambda each: (each.code[1:], each.code)))


def check(
    code: str, severity: Severity, title: Text, *, needs: Iterable[type[Record]] = (), hint: Text | None = None
) -> Callable[[Callable[[Dataset], Iterable[Found]]], Check]:
    """Declare a check of one rule. It runs when there are sheets for all tables that it `needs`, else it stays
    silent."""
    return lambda find: Check(code, severity, (Rule(title, tuple(needs), hint, find),))


def run_checks(data: Dataset, checks: Iterable[Check]) -> list[Problem]:
    """What the checks find, in their order. What one rule finds with very many rows of a sheet is said once, and what
    keeps several from their work too."""
    found: dict[tuple[Text, Place | None], Problem] = {}
    for each in checks:
        for rule in each.rules:
            if all(map(data.has, rule.needs)):
                for problem in said_once(list(_run(data, each, rule))):
                    found.setdefault((problem.text, problem.where), problem)
    return list(found.values())


def _run(data: Dataset, each: Check, rule: Rule) -> Iterator[Problem]:
    made: Iterable[Found] = ()
    try:
        made = rule.find(data)
        for found in made:
            if not _is_finding(found):
                text = _NO_FINDING.format(title=rule.title, got=repr(found)[:80])
                yield Problem(each.code, Severity.ERROR, text, _own_line(rule, made))
                return
            yield _problem(data, each, rule, Finding(*found))
    except BadCell:
        return  # the cell is a problem already
    except DocgenError as error:
        yield from error.as_problems(each.code)
    except (Exception, SystemExit) as error:  # a plugin's bug must not silence the other checks
        text = _FAILED.format(title=rule.title, why=repr(error))
        yield Problem(each.code, Severity.ERROR, text, _own_line(rule, made, error))


def _is_finding(found: object) -> bool:
    if not isinstance(found, tuple) or not 2 <= len(found) <= len(Finding._fields):
        return False
    row, text, hint, column = Finding(*found)
    fits = isinstance(row, Record | None) and isinstance(text, Text)
    return fits and isinstance(hint, Text | None) and isinstance(column, str)


_FAILED = Text("the check “{title}” itself failed: {why}", "检查“{title}”自身出错：{why}")
_NO_FINDING = Text(
    "the check “{title}” itself failed: it yields Finding(row, Text(…)), and not {got}",
    "检查“{title}”自身出错：应给出 Finding(row, Text(…))，不是 {got}",
)


def _problem(data: Dataset, each: Check, rule: Rule, found: Finding) -> Problem:
    row = found.row
    where = row.origin if row else None
    if where and found.column:
        where = where.at(data.letter(where, found.column))
    table = row.__table__.name if row else ""
    return Problem(each.code, each.severity, found.text, where, found.hint or rule.hint, table=table)


def _own_line(rule: Rule, made: object, error: BaseException | None = None) -> FileLine:
    """The line of the check: that which the error went through, else where it stands, else where it begins."""
    code = rule.find.__code__
    trace = traceback.extract_tb(error.__traceback__) if error else []
    lines = [frame.lineno for frame in trace if frame.filename == code.co_filename]
    if (halted := getattr(made, "gi_frame", None)) and halted.f_code.co_filename == code.co_filename:
        lines.append(halted.f_lineno)
    return FileLine(code.co_filename, lines[-1] if lines else code.co_firstlineno)


# -- the same thing thousands of times --

_ONE_BY_ONE, _RUNS = 20, 10


def said_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The `problems` of one rule; where a sheet has more of them than anybody reads, its first one speaks for all."""
    sheets: dict[object, list[Problem]] = {}
    for problem in problems:
        where = problem.where
        place = (where.file, where.sheet) if isinstance(where, Cell) and where.row else problem
        sheets.setdefault((place, problem.severity), []).append(problem)
    for group in sheets.values():
        if len(group) <= _ONE_BY_ONE:
            yield from group
        else:
            yield _for_all(group)


def _for_all(group: list[Problem]) -> Problem:
    rows = {problem.where.row for problem in group if isinstance(problem.where, Cell) and problem.where.row}
    text = Text("{text} – and so in {n} rows of this sheet: {rows}", "{text}；这张表里同样的问题共{n}处，在第{rows}行")
    return replace(group[0], text=text.format(text=group[0].text, n=len(group), rows=_runs(sorted(rows))))


def _runs(rows: list[int]) -> str:
    """The rows with neighbours joined, the first of them at least: 5–12, 14."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1][1:] = [row]
        else:
            runs.append([row])
    shown = ", ".join("–".join(map(str, run)) for run in runs[:_RUNS])
    return f"{shown} …" if len(runs) > _RUNS else shown
