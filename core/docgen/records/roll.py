"""What the checks say of the roll of a community: letters for it are not made before that is mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from docgen import BadCell, Cell, Dataset, Finding, Problem, Record, Severity, Text
from docgen.records.checks import CHECKS
from docgen.records.checks.letters import households_twice
from docgen.records.checks.roll import twins
from docgen.records.outreach import Household
from docgen.records.places import Community

Fault = tuple[Community, str, Problem]
"""A community, the rule that its roll breaks, and where."""


def faults(data: Dataset) -> dict[Community, list[Problem]]:
    """The errors of checks about the roll of each community: each rule's once, at its first row there, with the number
    of rows if there are several. A cell that could not be read is no such error: it concerns one household."""
    errors = [problem for problem in data.problems if _is_of_check(problem)]
    ours = {problem.code for problem in errors if problem.code in _OURS}
    found: dict[Community, dict[str, list[Problem]]] = {}
    for community, rule, problem in (*_anew(data, ours), *_by_row(data, errors)):
        found.setdefault(community, {}).setdefault(rule, []).append(problem)
    return {community: [_said_once(group) for group in rules.values()] for community, rules in found.items()}


def _is_of_check(problem: Problem) -> bool:
    """Checks are called E03, problems of reading in small letters."""
    table = Household.__table__.name
    return problem.severity is Severity.ERROR and problem.table == table and problem.code[:1].isupper()


_OURS = {each.code: each for each in CHECKS if each.severity is Severity.ERROR}


def _anew(data: Dataset, codes: Iterable[str]) -> Iterator[Fault]:
    """What our own checks find, row by row: among the problems of the data those of many rows may be one."""
    for each in (_OURS[code] for code in sorted(codes)):
        for rule in each.rules:
            if Household in rule.needs and all(map(data.has, rule.needs)):
                yield from _of_rule(data, each.code, rule)


def _of_rule(data: Dataset, code: str, rule: Any) -> Iterator[Fault]:
    with suppress(BadCell):
        for found in _twice(data) if rule in households_twice.rules else rule.find(data):
            finding = Finding(*found)
            if finding.row is not None and (community := _community(finding.row)):
                yield community, str(rule.title.en), _problem(data, code, finding, rule.hint)


def _problem(data: Dataset, code: str, finding: Finding, hint: Text | None) -> Problem:
    row: Any = finding.row
    where = row.origin.at(data.letter(row.origin, finding.column)) if finding.column else row.origin
    return Problem(code, Severity.ERROR, finding.text, where, finding.hint or hint, table=row.__table__.name)


def _community(row: Record) -> Community | None:
    """The community that a finding names, or whose household it does."""
    if isinstance(row, Community):
        return row
    found = row.get("community") if isinstance(row, Household) else None
    return found if isinstance(found, Community) else None


def _twice(data: Dataset) -> Iterator[Finding]:
    """Each household that stands twice, by what the check E03 goes by. Which of the two is wrong nobody knows, so that
    both are named: they may lie in two communities."""
    for rows in _alike(data.once(twins)):
        for row in rows:
            other = rows[0] if row is not rows[0] else rows[1]
            yield Finding(row, _ALSO.format(other=other.origin))


def _alike(rows: Iterable[Household]) -> Iterator[list[Household]]:
    """The rows of one 户编号, and those of one community, group, address and head."""
    groups: dict[object, list[Household]] = {}
    for row in rows:
        community, address, head = row.get("community"), row.get("address"), row.get("head")
        home = (id(community), row.get("group"), address, head) if community and address and head else None
        for key in (row.get("code"), home):
            if key is not None:
                groups.setdefault(key, []).append(row)
    return (group for group in groups.values() if len(group) > 1)


_ALSO = Text("the household stands a second time at {other}", "这一户与 {other} 重复")


def _by_row(data: Dataset, errors: Iterable[Problem]) -> Iterator[Fault]:
    """Those of other checks, by the row that they name."""
    others: dict[Cell, list[Problem]] = {}
    for problem in errors:
        if problem.code not in _OURS and isinstance(problem.where, Cell):
            others.setdefault(problem.where.at(""), []).append(problem)
    for row in data[Household] if others else ():
        community = _community(row)
        for problem in others.get(row.origin, ()) if community else ():
            yield community, problem.code, problem  # type: ignore[misc]


def _said_once(group: list[Problem]) -> Problem:
    rows = {problem.where for problem in group}
    if len(rows) == 1:
        return group[0]
    return replace(group[0], text=_ROWS.format(text=group[0].text, n=len(rows)))


_ROWS = Text("{text} – and so in {n} rows", "{text}；同样的问题共{n}行")
