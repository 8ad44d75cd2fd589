"""Daily work of the leaders and groups: visits, spot checks, questions studied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from _make import texts_of_work as texts
from _make.chance import CUTOFF, END, START, day, days, dice, is_weekend, later, some_days
from _make.places import Community, Group, Places, Township

LEADER = "市级领导"
WEEKS = ((START, day(11, 8)), (day(11, 9), day(11, 15)), (day(11, 16), CUTOFF))
AFTER = (later(CUTOFF, 1), day(12, 12))

# How many in weeks 1, 2, 3 and in all the time after; the first three are the figures of the report.
LEADER_ROWS = (24, 31, 29, 27)  # 92 people-times by the end of week 3: some of the visits count twice
FIRST_VISITS = (14, 11, 7, 0)  # of the 32 leaders
TWICE = (3, 3, 2, 2)
GROUP_ROWS = (47, 62, 64, 76)
INSPECTIONS = (22, 33, 31, 38)
NEW_TOWNSHIPS = (9, 7, 4, 0)
QUESTIONS = ((5, 7), (7, 5), (11, 6), (14, 6), (18, 5), (21, 5), (25, 4), (28, 3), (33, 2))  # (day from 11-01, number)

_GUIDED = (
    "听取换届工作汇报，现场指导人选推荐工作",
    "指导社区临时党组织组建和运行",
    "走访党员、户代表，了解群众对班子的意见",
    "督促落实一户一票推荐程序",
    "查看公告张贴、公开信发放情况",
    "指导届满民主评议会议",
    "研究软弱涣散社区整顿措施",
    "督促完善突发事件应急处置预案",
    "检查人选资格初审工作台账",
)
_GUIDED_LATER = ("指导党员大会选举筹备工作", "现场指导选举大会", "督促做好新老班子交接", "走访慰问离任干部")
_FINDINGS = (
    ("无", "", ""),
    ("无", "", ""),
    ("公告张贴位置不醒目", "一般", "当场纠正"),
    ("个别党员未收到会议通知", "一般", "当场纠正"),
    ("换届工作台账登记不完整", "一般", "限期整改"),
    ("公开信入户发放进度偏慢", "一般", "限期整改"),
    ("推荐票登记与发放底册不一致", "较重", "限期整改"),
    ("义务监督员未到岗", "一般", "限期整改"),
    ("部分干部对程序不熟悉", "一般", "当场纠正"),
)
_METHODS = ("座谈会", "调阅资料", "明察", "暗访", "现场查看", "随机访谈")
# Township, community, day, what was found: those that the circular names, and a later one.
CRITICISED = (
    ("石羊镇", "丰乐社区", day(11, 7), "宣传发动不到位，公告未按要求张贴，群众知晓率低"),
    ("向峨乡", "石碑社区", day(11, 12), "推荐会议组织松散，户代表到会登记不全"),
    ("崇义镇", "听泉社区", day(11, 14), "以会议通知代替入户发放公开信，台账弄虚作假"),
    ("柳街镇", "拾翠社区", day(11, 18), "届满民主评议未公布结果，程序不规范"),
    ("大观镇", "枕霞社区", day(11, 20), "班子成员值守不到位，工作日志连续漏报"),
    ("蒲阳镇", "望溪社区", day(11, 26), "选举准备工作滞后，未落实整改要求"),
)


@dataclass(frozen=True)
class Visit:
    """A visit on the ground."""

    held_on: date
    kind: str
    who: str
    group: Group | None
    township: Township
    community: Community | None
    people: int
    matter: str


@dataclass(frozen=True)
class Inspection:
    """A spot check."""

    held_on: date
    group: Group
    township: Township
    community: Community
    method: str
    finding: str
    severity: str
    ruling: str
    remedy_by: date | None
    remedy: str
    criticised: bool
    inspectors: list[str]


def leader_visits(places: Places) -> list[Visit]:
    """Of the city leaders: 32 of them and 92 people-times by the end of week 3."""
    chance = dice("leader visits")
    waiting = list(places.leaders)
    chance.shuffle(waiting)
    active: list[str] = []
    taken: set[tuple[object, ...]] = set()
    visits = []
    plan = zip((*WEEKS, AFTER), LEADER_ROWS, FIRST_VISITS, TWICE, strict=True)
    for (first, last), count, new, twice in plan:
        whos = [waiting.pop() for _ in range(new)]
        active += whos
        whos += chance.choices(active, k=count - new)
        chance.shuffle(whos)
        for index, (held_on, who) in enumerate(zip(some_days(chance, first, last, count), whos, strict=True)):
            group = _group_of(places, who)
            township, community = _free_place(chance, group, (held_on, who), taken)
            matter = chance.choice(_GUIDED if held_on <= CUTOFF else _GUIDED_LATER)
            visits.append(Visit(held_on, LEADER, who, None, township, community, 1 + (index < twice), matter))
    return visits


def _group_of(places: Places, leader: str) -> Group:
    """The group that a leader goes with; those without one of their own go with the first ones."""
    return places.groups[places.leaders.index(leader) % len(places.groups)]


def _free_place(
    chance: Random, group: Group, who_when: tuple[date, str], taken: set[tuple[object, ...]]
) -> tuple[Township, Community | None]:
    """A place of the group where nobody of this name was on that day."""
    while True:
        township = chance.choice(group.townships)
        community = chance.choice(township.communities) if chance.random() < 0.85 else None
        key = (*who_when, township.order, community.code if community else "")
        if key not in taken:
            taken.add(key)
            return township, community


def group_visits(places: Places) -> list[Visit]:
    """Of the groups: 173 by the end of week 3."""
    chance = dice("group visits")
    taken: set[tuple[object, ...]] = set()
    visits = []
    for (first, last), count in zip((*WEEKS, AFTER), GROUP_ROWS, strict=True):
        groups = [*places.groups, *chance.choices(places.groups, k=count)][:count]
        chance.shuffle(groups)
        for held_on, group in zip(some_days(chance, first, last, count), groups, strict=True):
            who = group.head if chance.random() < 0.7 else chance.choice(group.members)
            township, community = _free_place(chance, group, (held_on, who), taken)
            matter = chance.choice(_GUIDED if held_on <= CUTOFF else _GUIDED_LATER)
            people = chance.choice((2, 2, 3, 3, 4))
            visits.append(Visit(held_on, group.kind, who, group, township, community, people, matter))
    return sorted(visits, key=lambda visit: (visit.held_on, visit.group.number if visit.group else 0))


def inspections(places: Places) -> list[Inspection]:
    """All townships by the end of week 3; five communities criticised by then, one more later."""
    chance = dice("inspections")
    named = {(township, name) for township, name, _, _ in CRITICISED}
    found = [_criticised(places, *row) for row in CRITICISED]
    townships = _in_turn(chance, places)
    for (first, last), count, until in zip((*WEEKS, AFTER), INSPECTIONS, _so_far(NEW_TOWNSHIPS), strict=True):
        rows = count - sum(first <= held_on <= last for _, _, held_on, _ in CRITICISED)
        for index, held_on in enumerate(some_days(chance, first, last, rows, weekend=0.25)):
            township = townships[:until][-1 - index % until]
            free = [c for c in township.communities if (township.name, c.name) not in named]
            found.append(_inspection(chance, places, held_on, chance.choice(free)))
    unique = {(i.held_on, i.group.number, i.township.order, i.community.code): i for i in found}
    assert len(unique) == sum(INSPECTIONS), "two spot checks by one group in one place on one day"
    return sorted(unique.values(), key=lambda i: (i.held_on, i.township.order))


def _in_turn(chance: Random, places: Places) -> list[Township]:
    """The townships in the order in which they are first checked: those criticised early come early."""
    early = [township for township, _, held_on, _ in CRITICISED if held_on <= WEEKS[1][1]]
    rest = [township for township in places.townships if township.name not in early]
    chance.shuffle(rest)
    first = [township for name in early for township in places.townships if township.name == name]
    return [first[0], *rest[:8], *first[1:], *rest[8:]]


def _so_far(numbers: Sequence[int]) -> list[int]:
    return [sum(numbers[: index + 1]) for index in range(len(numbers))]


def _supervises(places: Places, township: Township) -> Group:
    return next(g for g in places.groups if g.kind == "督导组" and township in g.townships)


def _inspection(chance: Random, places: Places, held_on: date, community: Community) -> Inspection:
    group = _supervises(places, community.township)
    finding, severity, ruling = chance.choice(_FINDINGS)
    remedy_by = later(held_on, 5) if ruling == "限期整改" else None
    remedy = "已整改" if ruling else ""
    return Inspection(
        held_on=held_on,
        group=group,
        township=community.township,
        community=community,
        method=chance.choice(_METHODS),
        finding=finding,
        severity=severity,
        ruling=ruling,
        remedy_by=remedy_by,
        remedy=remedy,
        criticised=False,
        inspectors=[group.head, chance.choice(group.members)],
    )


def _criticised(places: Places, township: str, name: str, held_on: date, finding: str) -> Inspection:
    community = places.community(township, name)
    group = _supervises(places, community.township)
    return Inspection(
        held_on=held_on,
        group=group,
        township=community.township,
        community=community,
        method="暗访",
        finding=finding,
        severity="严重",
        ruling="通报批评",
        remedy_by=later(held_on, 7),
        remedy="已整改" if held_on <= CUTOFF else "整改中",
        criticised=True,
        inspectors=[group.head, group.members[0], group.members[1]],
    )


@dataclass(frozen=True)
class Question:
    """A question of procedure, and what the meeting thought."""

    number: str
    held_on: date
    meeting: str
    question: str
    ruling: str


def questions() -> list[Question]:
    """34 by the end of week 3."""
    found: list[Question] = []
    for meeting, (offset, count) in enumerate(QUESTIONS, 1):
        held_on = later(day(11, 1), offset - 1)
        name = f"领导小组第{meeting // 2 + 1}次会议" if meeting % 2 else f"市委常委会会议（换届专题第{meeting // 2}次）"
        for question, ruling in texts.QUESTIONS[len(found) : len(found) + count]:
            found.append(Question(f"{len(found) + 1:02d}", held_on, name, question, ruling))
    return found


@dataclass(frozen=True)
class Report:
    """What a township reports of a day."""

    held_on: date
    township: Township
    stage: str
    progress: str
    newly_done: int
    done: int
    issues: str
    practice: str
    petitions: str
    note: str = ""


def daily_reports(places: Places, petitions: dict[tuple[date, int], int]) -> list[Report]:
    """Each working day, some on week-ends, a few sent in later; `petitions` by day and order of the township."""
    chance, late = dice("daily reports"), dice("late reports")
    span = days(START, END)
    keys = [(a_day, township) for a_day in span for township in places.townships]
    working = [key for key in keys if not is_weekend(key[0])]
    forgotten = {(key[0], key[1].order) for key in chance.sample(working, 7)}
    reported: dict[int, date] = {township.order: later(START, -1) for township in places.townships}
    found = []
    for held_on, township in keys:
        if is_weekend(held_on) and chance.random() > 0.18:
            continue
        since, received = reported[township.order], petitions.get((held_on, township.order), 0)
        was_forgotten = (held_on, township.order) in forgotten
        report = _report(late if was_forgotten else chance, held_on, since, township, received)
        found.append(replace(report, note="补报") if was_forgotten else report)
        reported[township.order] = held_on
    return found


def _report(chance: Random, held_on: date, since: date, township: Township, petitions: int) -> Report:
    stage = _stage(held_on)
    done = sum(community.elected_on <= held_on for community in township.communities)
    before = sum(community.elected_on <= since for community in township.communities)
    community = chance.choice(township.communities).name
    return Report(
        held_on=held_on,
        township=township,
        stage=stage,
        progress=chance.choice(texts.PROGRESS[stage]).format(n=chance.randint(1, 4), community=community),
        newly_done=done - before,
        done=done,
        issues=chance.choice(texts.ISSUES) if chance.random() < 0.12 else "无",
        practice=chance.choice(texts.PRACTICES) if chance.random() < 0.08 else "",
        petitions=f"{petitions}件" if petitions else "无",
    )


def _stage(held_on: date) -> str:
    """What most communities are busy with."""
    starts = (
        ("宣传发动", START),
        ("届满民主评议", day(11, 7)),
        ("推荐报名", day(11, 11)),
        ("市级复审", day(11, 16)),
        ("公示", day(11, 23)),
        ("选举大会", day(11, 27)),
        ("新老交接", day(12, 9)),
    )
    return [stage for stage, start in starts if start <= held_on][-1]
