"""E13, E28 to W35: what appraisals lead to, and the admonition talks (domain.md §1.3, §3.4, §6 D)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docgen import Dataset, Finding, Record, Severity, Text, check
from docgen.records.bands import Bands
from docgen.records.join import by_name, candidates, grouped
from docgen.records.people import BARRED, AdmonitionTalk, Appraisal, Candidate, Incumbent
from docgen.records.rules import BASES

_OUT = ("取消资格", "自愿放弃", "落选")
_WITHDREW, _RECTIFIES = "主动放弃", "整改后参选"


@check(
    "E13",
    Severity.ERROR,
    Text(
        "a talk without 参选意向: the outcomes do not add up to the talks",
        "谈话没有参选意向，各种去向之和不等于谈话人数",
    ),
    needs=(AdmonitionTalk,),
    hint=Text("Fill in 主动放弃, 整改后参选 or 未定.", "请填主动放弃、整改后参选或未定。"),
)
def talk_without_outcome(data: Dataset) -> Iterator[Finding]:
    for row in data[AdmonitionTalk].where(lambda row: row.outcome is None and row.held_on <= data.today):
        yield Finding(row, Text("held, but 参选意向 is blank", "已经谈话，没有填参选意向"), column="outcome")


@check(
    "E28",
    Severity.ERROR,
    Text("above the limit, but still running", "不满意率高于上限，仍在参选"),
    needs=(Appraisal,),
    hint=Text("Disqualify, or mend the votes.", "应取消参选资格；票数有误的请改正。"),
)
def barred_but_running(data: Dataset) -> Iterator[Finding]:
    people, standing = data.once(candidates), data.once(_running)
    for row in data[Appraisal].where(Bands.of(data).barred):
        active = [person for person in people.find(row).rows if _is_active(person)]
        if active or by_name(row) in standing:
            place = active[0].origin if active else standing[by_name(row)].origin
            text = Text("may not run, but see {place}", "不得参选，但见 {place}")
            yield Finding(row, text.format(place=place), column="dissatisfied")


def _running(data: Dataset) -> dict[object, Incumbent]:
    rows = data[Incumbent].where(runs="参选") if data.has(Incumbent) else ()
    return {by_name(row): row for row in rows if by_name(row)}


def _is_active(row: Candidate) -> bool:
    """Whether an applicant still stands, for all that could be read."""
    readable = row.is_set("decision") and row.is_set("status")
    return readable and row.decision != "取消资格" and row.status not in _OUT


@check(
    "E29",
    Severity.WARNING,
    Text("in the band of the talk, but no talk", "在诫勉区间而无诫勉谈话"),
    needs=(Appraisal, AdmonitionTalk),
    hint=Text("Hold the talk and enter it.", "请安排诫勉谈话并登记。"),
)
def band_without_talk(data: Dataset) -> Iterator[Finding]:
    talks = grouped(data[AdmonitionTalk])
    for row in data[Appraisal].where(Bands.of(data).to_talk):
        if by_name(row) and by_name(row) not in talks:
            text = Text("dissatisfaction is in the band, there is no talk yet", "不满意率在诫勉区间，尚无诫勉谈话记录")
            yield Finding(row, text)


@check(
    "E30",
    Severity.ERROR,
    Text("a talk outside the band", "诫勉谈话对象不在诫勉区间"),
    needs=(Appraisal, AdmonitionTalk),
    hint=Text(
        "Compare with the appraisal; a talk for another cause belongs elsewhere.",
        "请与民主评议核对；因其他原因谈话的，不记在这里。",
    ),
)
def talk_outside_band(data: Dataset) -> Iterator[Finding]:
    band = set(map(by_name, data[Appraisal].where(Bands.of(data).to_talk)))
    for row in data[AdmonitionTalk]:
        if by_name(row) and by_name(row) not in band:
            yield Finding(row, Text("no appraisal of this person lies in the band", "没有此人在诫勉区间的民主评议"))


@check(
    "E31",
    Severity.ERROR,
    Text("a talk that is not between appraisal and election", "谈话不在评议之后、选举之前"),
    needs=(AdmonitionTalk,),
    hint=Text("Mend the date that is wrong.", "请改正有误的日期。"),
)
def talk_out_of_order(data: Dataset) -> Iterator[Finding]:
    appraisals = grouped(data[Appraisal]) if data.has(Appraisal) else {}
    for talk in data[AdmonitionTalk].where(lambda row: row.held_on):
        days = [day for row in appraisals.get(by_name(talk), ()) if (day := row.get("held_on"))]
        if days and talk.held_on <= min(days):
            text = Text("not after the appraisal of {day}", "不晚于民主评议（{day}）")
            yield Finding(talk, text.format(day=min(days)), column="held_on")
        community = talk.get("community")
        election_day = community.get("election_day") if community else None
        for name in ("held_on", "remedy_by"):
            if election_day and (day := talk.get(name)) and day >= election_day:
                text = Text("not before the election of {day}", "不早于选举大会（{day}）")
                yield Finding(talk, text.format(day=election_day), column=name)
        if (remedy_by := talk.get("remedy_by")) and remedy_by <= talk.held_on:
            yield Finding(talk, Text("整改期限 is not after the talk", "整改期限不晚于谈话日期"), column="remedy_by")


@check(
    "E32",
    Severity.ERROR,
    Text("what was said in the talk, or 是否参选, contradicts the candidates", "参选意向、是否参选与候选人名单不符"),
    needs=(Candidate,),
    hint=Text(
        "Mend the list of candidates, or what was entered of the person.", "请核实本人意愿，改正候选人名单或登记。"
    ),
)
def runs_or_not(data: Dataset) -> Iterator[Finding]:
    people = data.once(candidates)
    for row, column, runs in _intentions(data):
        match = people.find(row)
        active = [person for person in match.rows if _is_active(person)]
        if active and not runs:
            text = Text("does not run, but see {place}", "不参选，但见 {place}")
            yield Finding(row, text.format(place=active[0].origin), column=column)
        if runs and not match.rows and not match.ambiguous:
            yield Finding(row, Text("runs, but is no candidate", "要参选，但候选人里没有此人"), column=column)


def _intentions(data: Dataset) -> Iterator[tuple[Record, str, bool]]:
    """Who runs and who does not, as talks and the list of incumbents say. Whoever is to run may still apply as long
    as the list of candidates grows."""
    last = max((day for row in data[Candidate] if (day := row.get("applied_on"))), default=None)
    for talk in data[AdmonitionTalk] if data.has(AdmonitionTalk) else ():
        closed = last and talk.get("held_on") and talk.held_on < last
        if talk.get("outcome") == _WITHDREW or (talk.get("outcome") == _RECTIFIES and closed):
            yield talk, "outcome", talk.outcome == _RECTIFIES
    for row in data[Incumbent] if data.has(Incumbent) else ():
        if row.get("runs") in ("放弃", BARRED):
            yield row, "runs", False


@check(
    "E33",
    Severity.ERROR,
    Text("passed, although 整改结果 is 不明显 or 拒不整改 (R1)", "整改不明显或拒不整改（R1），却通过了审查"),
    needs=(AdmonitionTalk, Candidate),
    hint=Text("Such a cadre may not run: mend 复审结论 or 整改结果.", "此类干部不得参选，请改正复审结论或整改结果。"),
)
def passed_without_remedy(data: Dataset) -> Iterator[Finding]:
    people = data.once(candidates)
    for talk in data[AdmonitionTalk].where(lambda row: row.remedy_result in ("不明显", "拒不整改")):
        for row in people.find(talk).rows:
            if row.get("decision") == "合格":
                text = Text("整改结果 is {result}, yet see {place}", "整改结果为{result}，但见 {place}")
                yield Finding(talk, text.format(result=talk.remedy_result, place=row.origin), column="remedy_result")


@check(
    "E34",
    Severity.ERROR,
    Text(
        "fewer than two talk, or the recorder is one of those who talk", "谈话人不足两人，或记录人就是谈话对象、主谈人"
    ),
    needs=(AdmonitionTalk,),
    hint=Text("Two talk, a third takes the minutes.", "应有两人以上谈话，另有一人记录。"),
)
def who_talks(data: Dataset) -> Iterator[Finding]:
    for row in data[AdmonitionTalk]:
        talkers, recorder = row.get("talkers", ()), row.get("recorder")
        if row.is_set("talkers") and len(talkers) < 2:
            yield Finding(row, Text("only one talks", "谈话人不足两人"), column="talkers")
        if recorder and recorder in (row.get("name"), *talkers[:1]):
            yield Finding(
                row, Text("the recorder takes part in the talk", "记录人是谈话对象或主谈人"), column="recorder"
            )


@check(
    "W35",
    Severity.WARNING,
    Text("one vote more or less would change the band", "差一票就会改变处置结果"),
    needs=(Appraisal,),
    hint=Text("Count again; then write 票数已复核 in 备注.", "请复核票数；复核后在备注里写明“票数已复核”。"),
)
def close_to_a_threshold(data: Dataset) -> Iterator[Finding]:
    bands = Bands.of(data)
    for row in data[Appraisal].where(lambda row: _is_close(row, bands)):
        if "复核" not in row.get("note", ""):
            shown = _by_basis(row, bands)
            text = Text("{grade}, within one vote of another result; {rates}", "{grade}，差一票就会改变；{rates}")
            yield Finding(row, text.format(grade=bands.grade(row), rates=shown), column="dissatisfied")


def _is_close(row: Appraisal, bands: Bands) -> bool:
    base, votes = bands.base(row), row.dissatisfied
    return base > 0 and len({bands.lies_in(near, base) for near in (votes - 1, votes, votes + 1)}) > 1


def _by_basis(row: Appraisal, bands: Bands) -> str:
    """The rate by the office's basis, then by the others that give another."""
    rates: dict[str, str] = {}
    for basis in sorted(BASES, key=lambda basis: basis != bands.basis):
        by = replace(bands, basis=basis)
        if by.has_rate(row):
            rates.setdefault(f"{row.dissatisfied}/{by.base(row)} = {by.percent(row)}", basis)
    return "；".join(f"{basis} {rate}" for rate, basis in rates.items())
