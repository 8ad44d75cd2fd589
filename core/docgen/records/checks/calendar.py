"""E36 to W42: dates, stages and the daily reports (domain.md §1.7, §6 E)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from docgen import Dataset, Finding, Record, Severity, Text, check
from docgen.records.outreach import BULLETIN, VOID, Distribution, GoodExample, IssuedDocument, Questionnaire
from docgen.records.people import Appraisal, Candidate, Incumbent, Recommendation, Review
from docgen.records.places import Community, ScheduleEntry, Township
from docgen.records.reporting import missed_days
from docgen.records.rules import ANY_DAY, WORKDAYS, Rules
from docgen.records.work import DailyReport, GuidanceVisit, Inspection, Petition

Window = tuple[date, date]

# Whose day must lie in the window of the stage with this word in its name; a blank word is the whole calendar.
_STAGE_OF: tuple[tuple[type[Record], str, str], ...] = (
    (Candidate, "applied_on", "报名"),
    (Candidate, "decided_on", "复审"),
    (Review, "reviewed_on", "复审"),
    (Appraisal, "held_on", "民主评议"),
    (Recommendation, "day", "推荐"),
    (Community, "election_day", "选举大会"),
    (Inspection, "day", ""),
)

# What has happened, so its day cannot lie ahead.
_HAPPENED: tuple[tuple[type[Record], str], ...] = (
    (Incumbent, "measure_on"),
    (Candidate, "applied_on"),
    (Candidate, "decided_on"),
    (Review, "reviewed_on"),
    (Appraisal, "held_on"),
    (Recommendation, "day"),
    (DailyReport, "day"),
    (GuidanceVisit, "day"),
    (Inspection, "day"),
    (Petition, "received_on"),
    (Petition, "closed_on"),
    (Questionnaire, "day"),
    (Distribution, "day"),
)


@check(
    "E36",
    Severity.ERROR,
    Text("a date outside the window of its stage in 换届日程", "日期不在换届日程的时间段内"),
    needs=(ScheduleEntry,),
    hint=Text("Mend the date, or the calendar.", "请改正日期，或者修改换届日程。"),
)
def outside_window(data: Dataset) -> Iterator[Finding]:
    for record, name, word in _STAGE_OF:
        windows = _windows(data, word)
        for row in data[record] if windows and data.has(record) else ():
            day, window = row.get(name), windows.get(row.get("township")) or windows.get(None)
            if day and window and not window[0] <= day <= window[1]:
                text = Text("{title} {day} is not within {a} – {b}", "{title}{day}不在{a}至{b}之间")
                title = record.__table__.column(name).title
                yield Finding(row, text.format(title=title, day=day, a=window[0], b=window[1]), column=name)


def _windows(data: Dataset, word: str) -> dict[Township | None, Window]:
    """First and last day of a stage by township; under None those of all."""
    found: dict[Township | None, Window] = {}
    for entry in data[ScheduleEntry].where(lambda row: word in row.stage and row.begins and row.ends):
        if entry.is_set("township"):
            begins, ends = found.get(entry.township, (entry.begins, entry.ends))
            found[entry.township] = (min(begins, entry.begins), max(ends, entry.ends))
    return found


@check(
    "E36",
    Severity.ERROR,
    Text("换届日程: a stage ends before it begins", "换届日程：结束日期早于开始日期"),
    needs=(ScheduleEntry,),
    hint=Text("Mend one of the two dates.", "请改正其中一个日期。"),
)
def window_upside_down(data: Dataset) -> Iterator[Finding]:
    for row in data[ScheduleEntry].where(lambda row: row.ends < row.begins):
        yield Finding(row, Text("结束日期 is before 开始日期", "结束日期早于开始日期"), column="ends")


@check(
    "E37",
    Severity.ERROR,
    Text("a day in the future for what has happened", "已经发生的事，日期却在将来"),
    hint=Text("Mend the date.", "请改正日期。"),
)
def in_the_future(data: Dataset) -> Iterator[Finding]:
    for record, name in _HAPPENED:
        for row in data[record] if data.has(record) else ():
            day = row.get(name)
            if day and day > data.today:
                text = Text("{title} {day} lies in the future", "{title}{day}还没有到")
                title = record.__table__.column(name).title
                yield Finding(row, text.format(title=title, day=day), column=name)


# -- daily reports --


def _reports(data: Dataset) -> dict[Any, list[DailyReport]]:
    """Those of whole townships, by township and in the order of their days."""
    rows = data[DailyReport].where(lambda row: row.township and row.day and row.community is None)
    return {township: list(theirs.sort("day")) for township, theirs in rows.by("township").items()}


@check(
    "E38",
    Severity.ERROR,
    Text(
        "a stage goes back, or 累计完成社区数 falls or does not add up", "阶段倒退，或累计完成社区数减少、与新增数不符"
    ),
    needs=(DailyReport,),
    hint=Text(
        "Mend the report; where a stage was reopened, say so in 备注.", "请改正日信息；确需倒退的，请在备注里说明。"
    ),
)
def going_back(data: Dataset) -> Iterator[Finding]:
    rules = Rules.of(data.settings)
    for township, rows in data.once(_reports).items():
        for before, row in pairwise(rows):
            yield from _against_earlier(before, row, rules)
        for row in rows:
            done, communities = row.get("done"), township.get("communities")
            if done is not None and communities is not None and done > communities:
                text = Text("累计完成 {a} is more than the {b} communities", "累计完成{a}个，多于社区数{b}个")
                yield Finding(row, text.format(a=done, b=communities), column="done")


def _against_earlier(before: DailyReport, row: DailyReport, rules: Rules) -> Iterator[Finding]:
    then, now = (rules.stage_number(report.get("stage", "")) for report in (before, row))
    if then is not None and now is not None and now < then and not row.get("note"):
        text = Text("back from {a} to {b}, without a word in 备注", "从“{a}”退回“{b}”，备注没有说明")
        yield Finding(row, text.format(a=before.stage, b=row.stage), column="stage")
    done, earlier, new = row.get("done"), before.get("done"), row.get("newly_done")
    if done is None or earlier is None:
        return
    if done < earlier:
        text = Text("累计完成 fell from {a} to {b}", "累计完成由{a}减为{b}")
        yield Finding(row, text.format(a=earlier, b=done), column="done")
    elif new is not None and done != earlier + new:
        text = Text("累计完成 {c} is not {a} before and {b} new", "累计完成{c}不等于上次{a}加新增{b}")
        yield Finding(row, text.format(a=earlier, b=new, c=done), column="done")


@check(
    "E39",
    Severity.ERROR,
    Text("two daily reports of one township for one day", "同一乡镇同一天有两份日信息"),
    needs=(DailyReport,),
    hint=Text("Leave one of the two.", "请只留一份。"),
)
def reported_twice(data: Dataset) -> Iterator[Finding]:
    for rows in data.once(_reports).values():
        for before, row in pairwise(rows):
            if row.day == before.day:
                yield Finding(row, Text("reported already in {other}", "与 {other} 重复").format(other=before.origin))


@check(
    "W39",
    Severity.WARNING,
    Text("a township that missed daily reports", "乡镇漏报日信息"),
    needs=(DailyReport, Township),
    hint=Text("Ask for them; a day without news is a 零报告.", "请补报；无情况也要零报告。"),
)
def not_reported(data: Dataset) -> Iterator[Finding]:
    rows = data[DailyReport].where(lambda row: row.township and row.day)
    by_township = rows.by("township")
    for township, missing in missed_days(rows, data[Township]).items():
        theirs = by_township[township]
        if missing:
            shown = "、".join(map(str, missing[:10])) + (" …" if len(missing) > 10 else "")
            text = Text("{n} reports missed: {days}", "漏报{n}天：{days}").format(n=len(missing), days=shown)
            yield Finding(theirs[0] if theirs else township, text)


# -- issues and election days --


@check(
    "W40",
    Severity.WARNING,
    Text(
        "典型经验.采用期号 is no issue of 文号登记 (a week's number?)",
        "典型经验的采用期号在文号登记里没有（是不是写成了周次）",
    ),
    needs=(GoodExample, IssuedDocument),
    hint=Text("Write the number of the issue, which is not that of the week.", "请写期号；期号不是周次。"),
)
def issue_or_week(data: Dataset) -> Iterator[Finding]:
    """The next issue may be marked already; what an issue prints was there before it."""
    issued = data[IssuedDocument].where(kind=BULLETIN).where(lambda row: row.state != VOID)
    days = {row.number: row.get("day") for row in issued if row.get("number")}
    following = max(days, default=0) + 1
    for row in data[GoodExample].where(lambda row: row.issue is not None):
        day = days.get(row.issue)
        if row.issue > following:
            text = Text("there is no issue {n} yet; the next is {next}", "还没有第{n}期，下一期是第{next}期")
            yield Finding(row, text.format(n=row.issue, next=following), column="issue")
        elif day and row.get("day") and row.day > day:
            text = Text("issue {n} is of {day}, before this", "第{n}期成文于{day}，早于这条经验")
            yield Finding(row, text.format(n=row.issue, day=day), column="issue")


@check(
    "W42",
    Severity.WARNING,
    Text("an election on a day that [rules] election_days rules out", "选举日期不合 [rules] election_days 的规定"),
    needs=(Community,),
    hint=Text(
        "Choose another day, or change election_days in docgen.toml.",
        "请另选日期，或修改 docgen.toml 的 election_days。",
    ),
)
def election_day(data: Dataset) -> Iterator[Finding]:
    wanted = Rules.of(data.settings).election_days
    for row in data[Community].where(lambda row: row.election_day and wanted != ANY_DAY):
        if (row.election_day.weekday() < 5) != (wanted == WORKDAYS):
            text = Text("{day} is not a day of {wanted}", "{day}不是{wanted}")
            yield Finding(row, text.format(day=row.election_day, wanted=wanted), column="election_day")
