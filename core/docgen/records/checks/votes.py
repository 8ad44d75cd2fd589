"""E11, E12: votes must add up, and what a sheet says of them must follow from them (domain.md §2.3, §6 B)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from docgen import Dataset, Finding, Record, Severity, Text, check
from docgen.records.bands import Bands
from docgen.records.join import by_name, grouped
from docgen.records.outreach import Questionnaire
from docgen.records.people import AdmonitionTalk, Appraisal, Recommendation

_COUNT_AGAIN = Text("Compare with the count sheet.", "请对照计票单核实。")
_RECKON_AGAIN = Text("Reckon again by the basis of docgen.toml.", "请按 docgen.toml 写明的基数重新计算。")


@check(
    "E11",
    Severity.ERROR,
    Text("the votes of an appraisal do not add up", "民主评议票数不平"),
    needs=(Appraisal,),
    hint=_COUNT_AGAIN,
)
def votes_add_up(data: Dataset) -> Iterator[Finding]:
    for row in data[Appraisal]:
        yield from _sums(row)
        yield from _falling(row, ("expected", "present", "handed_out", "returned"))


def _sums(row: Appraisal) -> Iterator[Finding]:
    names = ("satisfied", "rather", "dissatisfied", "abstained")
    if not all(row.is_set(name) for name in (*names, "valid", "returned", "invalid")):
        return
    valid = row.get("valid", row.get("returned", 0) - row.get("invalid", 0))
    parts = sum(row.get(name, 0) for name in names)
    if parts != valid:
        text = Text("the opinions add up to {a}, valid votes are {b}", "各项票数之和{a}，有效票{b}")
        yield Finding(row, text.format(a=parts, b=valid), column="valid")
    if row.invalid is not None and row.valid is not None and row.valid + row.invalid != row.returned:
        text = Text("有效票 {a} and 无效票 {b} are not 收回票数 {c}", "有效票{a}加无效票{b}不等于收回票数{c}")
        yield Finding(row, text.format(a=row.valid, b=row.invalid, c=row.returned), column="returned")
    if valid <= 0:
        yield Finding(row, Text("without a valid vote there is no rate", "没有有效票，无法计算不满意率"))


def _falling(row: Record, names: tuple[str, ...]) -> Iterator[Finding]:
    """Each number at most as large as the one before it."""
    known = [name for name in names if row.get(name) is not None]
    for more, less in pairwise(known):
        if row.get(less) > row.get(more):
            titles = [row.__table__.column(name).title for name in (less, more)]
            text = Text("{less} {a} is more than {more} {b}", "{less}{a}多于{more}{b}")
            text = text.format(less=titles[0], a=row.get(less), more=titles[1], b=row.get(more))
            yield Finding(row, text, column=less)


@check(
    "E11",
    Severity.ERROR,
    Text("numbers of a recommendation or a questionnaire contradict each other", "推荐票、问卷的数字互相矛盾"),
    hint=_COUNT_AGAIN,
)
def ballots_and_questionnaires(data: Dataset) -> Iterator[Finding]:
    """One ballot a household; nobody has more votes than there are valid ballots."""
    chain = ("entitled", "present", "handed_out", "returned", "valid", "votes")
    for row in data[Recommendation] if data.has(Recommendation) else ():
        yield from _falling(row, chain)
    for form in data[Questionnaire] if data.has(Questionnaire) else ():
        yield from _falling(form, ("handed_out", "returned", "valid"))


@check(
    "E12",
    Severity.ERROR,
    Text("不满意率 or 等次 is not what the votes give", "不满意率、等次与票数算出的不符"),
    needs=(Appraisal,),
    hint=_RECKON_AGAIN,
)
def stored_results(data: Dataset) -> Iterator[Finding]:
    bands = Bands.of(data)
    for row in data[Appraisal].where(bands.has_rate):
        if row.get("rate") is not None and not _is_rate(row.rate, row, bands):
            yield Finding(row, _RATE.format(**_rate(row, bands)), column="rate")
        if row.get("grade") not in (None, bands.grade(row)):
            text = Text("等次 says {a}, the votes lead to {b}", "等次填{a}，按票数应为{b}")
            yield Finding(row, text.format(a=row.grade, b=bands.grade(row)), column="grade")


@check(
    "E12",
    Severity.ERROR,
    Text("诫勉谈话.不满意率 is not what the votes give", "诫勉谈话的不满意率与票数算出的不符"),
    needs=(Appraisal, AdmonitionTalk),
    hint=_RECKON_AGAIN,
)
def stored_rate_of_talk(data: Dataset) -> Iterator[Finding]:
    bands = Bands.of(data)
    appraisals = grouped(data[Appraisal].where(bands.has_rate))
    for talk in data[AdmonitionTalk].where(lambda row: row.rate is not None):
        rows = appraisals.get(by_name(talk))
        if rows and not any(_is_rate(talk.rate, row, bands) for row in rows):
            yield Finding(talk, _RATE.format(**_rate(rows[-1], bands)), column="rate")


_RATE = Text("the votes give {rate}: {votes} of {base} ({basis})", "按票数应为{rate}：不满意{votes}票，{basis}{base}票")


def _rate(row: Appraisal, bands: Bands) -> dict[str, object]:
    base = bands.base(row)
    return {"rate": bands.percent(row), "votes": row.dissatisfied, "base": base, "basis": bands.basis}


def _is_rate(stated: float, row: Appraisal, bands: Bands) -> bool:
    """Whether a rate is that of the votes: off by at most half of the last digit that is shown."""
    shown = Decimal(str(round(stated, 10)))
    digits = min(int(shown.as_tuple().exponent), -2)
    off = abs(Fraction(shown) - Fraction(row.dissatisfied, bands.base(row)))
    return off <= Fraction(1, 2) * Fraction(10) ** digits
