"""Whose recorded conclusion the opinions or the rules contradict: nothing about them goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from docgen import Cell, Check, Dataset, DocgenError, Finding, Problem, Record, Severity, Text
from docgen.records import CHECKS, Candidate, Petition, Review, opinions
from docgen_plugins.review.differences import two_conclusions
from docgen_plugins.review.people import ACCEPTED, CANCELLED

_CODES = frozenset("E20 E21 E22 E23 E24 E26 E27 review-conclusion".split())
Contradictions = dict[Cell, list[Problem]]


def contradictions(data: Dataset) -> Contradictions:
    """Each error that `docgen check` finds in a recorded 合格 or 取消资格, by the row of the candidate. As checks do it
    looks at all columns, whatever a document may see, and lets out only rows."""
    whole = replace(data, cut=None).aside()
    meant, found = _Meant(whole), Contradictions()
    for row, problem in _findings(whole):
        for candidate in meant(row):
            if candidate.get("decision") in (ACCEPTED, CANCELLED):
                about = replace(problem, record=str(candidate.origin))
                found.setdefault(candidate.origin, []).append(about)
    return found


def _findings(data: Dataset) -> Iterator[tuple[Record, Problem]]:
    checks: Iterable[Check] = (each for each in (*CHECKS, two_conclusions) if each.code in _CODES)
    for each in checks:
        for rule in each.rules:
            for found in rule.find(data) if all(map(data.has, rule.needs)) else ():
                row, text, hint, column = Finding(*found)
                if row is not None:
                    where = row.origin.at(data.letter(row.origin, column))
                    table = row.__table__.name
                    yield row, Problem(each.code, Severity.ERROR, text, where, hint or rule.hint, table=table)


class _Meant:
    """Which candidates a row is about: its own, those whose reviews stand in it, whom a petition names."""

    def __init__(self, data: Dataset) -> None:
        self.reviewed: dict[Cell, list[Candidate]] = {}
        for candidate, reviews in data.once(opinions).items() if data.has(Review) else ():
            for origin in {review.origin for review in reviews}:
                self.reviewed.setdefault(origin, []).append(candidate)
        self.named: dict[object, list[Candidate]] = {}
        for candidate in data[Candidate]:
            self.named.setdefault(_place_and_name(candidate, "name"), []).append(candidate)

    def __call__(self, row: Record) -> list[Candidate]:
        if isinstance(row, Candidate):
            return [row]
        if isinstance(row, Petition):
            return self.named.get(_place_and_name(row, "subject"), [])
        return self.reviewed.get(row.origin, [])


def _place_and_name(row: Record, name: str) -> object:
    return row.get("township"), row.get("community"), row.get(name)


def held_back(rows: Iterable[Record], data: Dataset) -> list[Problem]:
    """What contradicts the conclusions of these candidates, each once."""
    known = data.once(contradictions)
    return list(dict.fromkeys(problem for row in rows for problem in known.get(row.origin, ())))


def refuse_contradicted(problems: Iterable[Problem], paper: Text) -> None:
    """Raise DocgenError with the problems, which keep `paper` from being made; nothing if there is none."""
    said = [replace(each, text=_NOT_MADE.format(paper=paper, why=each.text)) for each in problems]
    if said:
        raise DocgenError(said[0].text, hint=said[0].hint, where=said[0].where, problems=said)


_NOT_MADE = Text("no {paper}: {why}", "没有生成{paper}：{why}")
