"""What an appraisal leads to, in whole numbers (domain.md §1.3; 民主评议 in §2.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from docgen import Access, BadCell, Dataset, DocgenError, Problem, Settings, Severity, Text
from docgen.records.people import BARRED, FREE, TALK, Appraisal
from docgen.records.rules import BASES, Rules


def _valid(row: Appraisal) -> int:
    return row.returned - (row.invalid or 0) if row.valid is None else row.valid


_BASE: dict[str, Callable[[Appraisal], int]] = {
    "有效票": _valid,
    "收回票数": lambda row: row.returned,
    "实到人数": lambda row: row.present,
    "有效票-弃权": lambda row: _valid(row) - (row.abstained or 0),
}


@dataclass(frozen=True)
class Bands:
    """Above `bar_above` percent nobody may run; from `talk_from` percent on there is an admonition talk. An appraisal
    without a vote lies in no band."""

    basis: str
    talk_from: int
    bar_above: int

    @classmethod
    def of(cls, data: Dataset) -> Bands:
        """The bands of docgen.toml. Raises DocgenError when [rules] basis is not set: it has no silent default. The
        error names everybody whose band depends on the choice."""
        rules = Rules.of(data.settings)
        if not rules.basis:
            rows = data.seen_at(Access.SEALED)[Appraisal] if data.has(Appraisal) else ()  # said, not printed
            raise _no_basis(data.settings, cls("", rules.talk_from, rules.bar_above), rows)
        return cls(rules.basis, rules.talk_from, rules.bar_above)

    def barred(self, row: Appraisal) -> bool:
        """Above the limit, strictly (高于50%): exactly 50% is not."""
        return self.grade(row) == BARRED

    def to_talk(self, row: Appraisal) -> bool:
        """In the band of the talk, both ends included (30%—50%)."""
        return self.grade(row) == TALK

    def grade(self, row: Appraisal) -> str:
        """What the votes lead to: one of the values of 等次."""
        return self.lies_in(row.dissatisfied, self.base(row))

    def lies_in(self, votes: int, base: int) -> str:
        """The same for so many votes of dissatisfaction out of so many."""
        if base <= 0:
            return FREE
        if 100 * votes > self.bar_above * base:
            return BARRED
        return TALK if 100 * votes >= self.talk_from * base else FREE

    def base(self, row: Appraisal) -> int:
        """How many votes the rate is a share of."""
        return _BASE[self.basis](row)

    def has_rate(self, row: Appraisal) -> bool:
        """Whether the votes could be read, and there are any."""
        return self.base(row) > 0 and row.dissatisfied is not None

    def percent(self, row: Appraisal) -> str:
        """The rate as people read it; never to be compared with."""
        return f"{100 * row.dissatisfied / self.base(row):.2f}%"

    def grades(self, row: Appraisal) -> dict[str, str]:
        """What the votes would lead to by each basis."""
        return {basis: replace(self, basis=basis).grade(row) for basis in BASES}


def _no_basis(settings: Settings, bands: Bands, rows: Iterable[Appraisal]) -> DocgenError:
    error = settings.file.error(
        "rules.basis",
        Text(
            "[rules] basis is not set: what the rate of dissatisfaction is a share of",
            "[rules] 没有写明 basis：不满意率以什么为基数",
        ),
        hint=Text("Write one of: {bases}", "请写明其一：{bases}").format(
            bases="、".join(f'basis = "{base}"' for base in BASES)
        ),
    )
    if not settings.rules.get("basis"):  # else somebody has chosen, and misspelt it
        people = [problem for row in rows if (problem := _depends(bands, row))]
        error.problems = (*error.as_problems("basis"), *people)
    return error


def _depends(bands: Bands, row: Any) -> Problem | None:
    """Somebody who is in one band by one basis and in another by another."""
    try:
        grades = bands.grades(row)
        who = f"{row.township.name}{row.community.name} {row.name}"
    except BadCell:
        return None
    if len(set(grades.values())) == 1:
        return None
    text = Text("{who} depends on it: {grades}", "{who} 的结果取决于基数：{grades}")
    by_grade = {grade: "、".join(b for b in BASES if grades[b] == grade) for grade in grades.values()}
    shown = "；".join(f"{bases} → {grade}" for grade, bases in by_grade.items())
    return Problem(
        "basis", Severity.NOTE, text.format(who=who, grades=shown), row.origin, table=Appraisal.__table__.name
    )
