"""Where what people recorded is not what the opinions give: said before anything is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from docgen import Dataset, Finding, Problem, Severity, Text, check
from docgen.records import Candidate, Department, Petition, Review, opinions, required
from docgen_plugins.review.people import AGREES, PENDING, Person

CODES = frozenset("E08 E14 E20 E21 E22 E23 E24 E26 E27 review-conclusion review-pending".split())
_TABLES = frozenset(record.__table__.name for record in (Candidate, Review, Petition))


def differences(data: Dataset, but: Iterable[Problem] = ()) -> Iterator[Problem]:
    """What `docgen check` found about the conclusions and the opinions below them, as warnings; `but` are said
    already."""
    said = {(problem.where, problem.text) for problem in but}
    for problem in data.problems:
        about = problem.code in CODES and problem.table in _TABLES
        if about and (problem.where, problem.text) not in said:
            yield replace(problem, severity=Severity.WARNING)


@check(
    "review-conclusion",
    Severity.ERROR,
    Text("联审结论 and 复审结论 are not the same", "联审表的结论与候选人表的复审结论不一致"),
    needs=(Candidate, Review),
    hint=Text("Mend the one that is wrong.", "请核对，改正有误的一处。"),
)
def two_conclusions(data: Dataset) -> Iterator[Finding]:
    """A wide sheet of reviews has a conclusion of its own, which is to be that of the list of candidates."""
    for candidate, reviews in data.once(opinions).items():
        decision, seen = candidate.get("decision"), set()
        for review in reviews:
            said = review.get("conclusion")
            if said and candidate.is_set("decision") and said != decision and review.origin not in seen:
                seen.add(review.origin)
                text = Text("{said} here, {decision} in {other}", "这里是{said}，{other} 是{decision}")
                there = decision or Text("blank", "空白")
                yield Finding(review, text.format(said=said, decision=there, other=candidate.origin))


@check(
    "review-pending",
    Severity.WARNING,
    Text("待核, although no required department objects", "必审部门都无异议，复审结论却为待核"),
    needs=(Candidate, Review, Department),
    hint=Text("Conclude, or write into 备注 what is still open.", "请作出结论，或者在备注里写明还要核实什么。"),
)
def pending_without_doubt(data: Dataset) -> Iterator[Finding]:
    needed, known = required(data), data.once(opinions)
    for row in data[Candidate].where(decision=PENDING, note=None):
        person = Person((row,), tuple(known.get(row, ())))
        if needed and all(person.counted(department) == AGREES for department in needed):
            text = Text("待核, but all required departments say 无异议", "复审结论为待核，但必审部门都是无异议")
            yield Finding(row, text, column="decision")
