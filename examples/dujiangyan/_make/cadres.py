"""Those in office: who they are, how they were appraised, and the talks that followed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import NamedTuple

from _make.chance import CUTOFF, YEAR, day, dice, is_weekend, later, share, some_days
from _make.people import People, Person
from _make.places import Community, Places

INCUMBENTS = 981
INVESTIGATED, INVESTIGATED_LATER = 12, 2
ADJUSTED, ADJUSTED_LATER = 33, 4

WITHDREW, RECTIFY, UNDECIDED = "主动放弃", "整改后参选", "未定"


@dataclass(eq=False)
class Incumbent:
    """A cadre in office."""

    person: Person
    community: Community
    post: str
    body: str
    since: date
    measure: str = "无"
    measure_on: date | None = None
    basis: str = ""
    runs: str = "参选"
    note: str = ""


@dataclass(frozen=True)
class Appraisal:
    """The votes on one incumbent in the meeting of the community."""

    incumbent: Incumbent
    held_on: date
    expected: int
    present: int
    handed_out: int
    returned: int
    valid: int
    satisfied: int
    rather: int
    dissatisfied: int
    abstained: int
    note: str = ""

    @property
    def rate(self) -> float:
        """Of the valid votes, as the sheet shows it."""
        return round(self.dissatisfied / self.valid, 4)


@dataclass(frozen=True)
class Talk:
    """A talk with somebody between 30% and 50%."""

    appraisal: Appraisal
    held_on: date
    outcome: str
    remedy_by: date | None
    remedy_result: str

    @property
    def incumbent(self) -> Incumbent:
        """With whom."""
        return self.appraisal.incumbent

    @property
    def community(self) -> Community:
        """Where that is."""
        return self.appraisal.incumbent.community


class Case(NamedTuple):
    """A result that matters: the day of the appraisal, the votes, the talk and what came of it."""

    held_on: date
    dissatisfied: int
    valid: int
    abstained: int
    talk_on: date | None = None
    outcome: str = ""


_CASES = (
    # in the band, both ends included: 50.00% exactly (53.33% without abstentions), 30.00% exactly
    Case(day(11, 5), 16, 32, 2, day(11, 7), WITHDREW),
    Case(day(11, 5), 12, 40, 1, day(11, 8), RECTIFY),
    Case(day(11, 6), 15, 38, 0, day(11, 8), WITHDREW),
    Case(day(11, 6), 21, 47, 1, day(11, 9), RECTIFY),
    Case(day(11, 7), 14, 39, 0, day(11, 11), WITHDREW),
    Case(day(11, 7), 19, 52, 2, day(11, 11), RECTIFY),
    Case(day(11, 8), 23, 51, 0, day(11, 12), WITHDREW),
    Case(day(11, 9), 17, 44, 1, day(11, 12), WITHDREW),
    Case(day(11, 9), 13, 42, 0, day(11, 13), RECTIFY),
    Case(day(11, 10), 18, 41, 0, day(11, 13), WITHDREW),
    Case(day(11, 11), 20, 56, 1, day(11, 13), RECTIFY),
    Case(day(11, 11), 22, 45, 0, day(11, 14), WITHDREW),
    Case(day(11, 12), 16, 49, 1, day(11, 14), RECTIFY),
    Case(day(11, 13), 24, 50, 0, day(11, 15), WITHDREW),
    Case(day(11, 13), 14, 36, 0, day(11, 15), WITHDREW),
    Case(day(11, 14), 19, 48, 1, day(11, 16), RECTIFY),
    Case(day(11, 16), 15, 46, 0, day(11, 18), RECTIFY),
    Case(day(11, 17), 25, 53, 1, day(11, 19), WITHDREW),
    Case(day(11, 18), 18, 37, 0, day(11, 20), WITHDREW),
    # above 50%, strictly
    Case(day(11, 6), 18, 35, 0),
    Case(day(11, 12), 29, 46, 1),
    Case(day(11, 19), 27, 50, 0),
    # 29.91%: not in the band, whatever a rounded percent says
    Case(day(11, 8), 32, 107, 3),
    # after the report's last day
    Case(day(11, 24), 14, 43, 0, day(11, 26), WITHDREW),
    Case(day(11, 27), 21, 50, 1, day(11, 29), UNDECIDED),
    Case(day(12, 1), 17, 41, 0, day(12, 3), WITHDREW),
)

_BASES = {
    "立案查处": ("违规使用集体资金，市纪委立案调查", "截留惠民资金，市纪委立案调查", "违纪发放补贴，市纪委立案调查"),
    "届中调整": (
        "长期不在岗，按程序调整",
        "不胜任现职，按程序调整",
        "因年龄原因按程序调整",
        "本人申请辞职，按程序调整",
    ),
}


@dataclass(frozen=True)
class Cadres:
    """Everything about those in office."""

    incumbents: list[Incumbent]
    appraisals: list[Appraisal]
    talks: list[Talk]
    barred: list[Incumbent]
    rectifying: dict[str, date]  # resident ID → day of the talk

    def of(self, community: Community) -> list[Incumbent]:
        """Those of one community."""
        return [incumbent for incumbent in self.incumbents if incumbent.community is community]


def make_cadres(places: Places, people: People) -> Cadres:
    """Incumbents, the measures taken, the appraisals and the talks."""
    chance = dice("cadres")
    incumbents = _incumbents(chance, places, people)
    cases = _place_cases(chance, places, incumbents)
    _take_measures(chance, incumbents, cases)
    _decide_to_run(chance, incumbents, cases)
    appraisals = _appraise(chance, incumbents, cases)
    talks = [
        _talk(appraisal, cases[appraisal.incumbent.person.resident_id])
        for appraisal in appraisals
        if appraisal.incumbent.measure == "诫勉谈话"
    ]
    talks.sort(key=lambda talk: talk.held_on)
    barred = [appraisal.incumbent for appraisal in appraisals if 2 * appraisal.dissatisfied > appraisal.valid]
    rectifying = {t.incumbent.person.resident_id: t.held_on for t in talks if t.outcome == RECTIFY}
    return Cadres(incumbents, appraisals, talks, barred, rectifying)


def _incumbents(chance: Random, places: Places, people: People) -> list[Incumbent]:
    """As many as there are posts, but for a few that are vacant."""
    vacant = sum(community.posts for community in places.communities) - INCUMBENTS
    short = {community.code for community in chance.sample(places.communities, vacant)}
    found = []
    for community in places.communities:
        for rank in range(community.posts - (community.code in short)):
            person = people.person(community.taken, range(1953, 1984))
            post, body = _post(rank, community.posts)
            since = date(chance.choice((2004, 2007, 2007, 2010, 2010, 2010)), chance.randint(9, 12), 1)
            found.append(Incumbent(person, community, post, body, since))
    return found


def _post(rank: int, posts: int) -> tuple[str, str]:
    if rank == 0:
        return ("党支部书记、居委会主任", "交叉任职") if posts == 3 else ("党总支书记", "党组织")
    if rank == 1:
        return ("党支部副书记", "党组织") if posts == 3 else ("党总支副书记、居委会主任", "交叉任职")
    return ("党支部委员" if posts == 3 else "党总支委员", "党组织") if rank < 4 else ("居委会委员", "居（村）委会")


def _place_cases(chance: Random, places: Places, incumbents: list[Incumbent]) -> dict[str, Case]:
    """Give each case an incumbent in a community of its own, and this community the days that go with it."""
    free = [c for c in places.communities if c.appraised_on <= CUTOFF and c.posts < 7]
    late = [c for c in places.communities if c.appraised_on > CUTOFF]
    chance.shuffle(free)
    cases = {}
    for case in _CASES:
        community = (free if case.held_on <= CUTOFF else late).pop()
        community.appraised_on = case.held_on
        if case.held_on <= CUTOFF:
            community.reviewed_on = max(community.reviewed_on, min(CUTOFF, later(case.talk_on or case.held_on, 4)))
        start = max(community.reviewed_on, case.held_on)
        community.elected_on = min(later(start, chance.randint(9, 14)), day(12, 12))
        theirs = [incumbent for incumbent in incumbents if incumbent.community is community]
        cases[chance.choice(theirs[:3]).person.resident_id] = case
    return cases


def _take_measures(chance: Random, incumbents: list[Incumbent], cases: dict[str, Case]) -> None:
    """Investigations and changes in mid-term, each in a community of its own; talks are a measure too."""
    busy = {i.community.code for i in incumbents if i.person.resident_id in cases}
    free = [i for i in incumbents if i.community.code not in busy]
    chosen = {incumbent.community.code: incumbent for incumbent in chance.sample(free, len(free))}
    queue = list(chosen.values())
    chance.shuffle(queue)
    plan = [
        ("立案查处", INVESTIGATED, day(11, 4), CUTOFF),
        ("立案查处", INVESTIGATED_LATER, later(CUTOFF, 3), day(12, 10)),
        ("届中调整", ADJUSTED, day(11, 4), CUTOFF),
        ("届中调整", ADJUSTED_LATER, later(CUTOFF, 1), day(12, 6)),
    ]
    for measure, count, first, last in plan:
        for measure_on in some_days(chance, first, last, count, weekend=0.1):
            incumbent = queue.pop()
            incumbent.measure, incumbent.measure_on = measure, measure_on
            incumbent.basis = chance.choice(_BASES[measure])
    for incumbent in incumbents:
        case = cases.get(incumbent.person.resident_id)
        if case and case.talk_on:
            incumbent.measure, incumbent.measure_on = "诫勉谈话", case.talk_on
            incumbent.basis = "届满民主评议不满意率在30%—50%之间"
        elif case and 2 * case.dissatisfied > case.valid:
            incumbent.measure, incumbent.measure_on = "取消资格", later(case.held_on, 1)
            incumbent.basis = "届满民主评议不满意率高于50%"


def _decide_to_run(chance: Random, incumbents: list[Incumbent], cases: dict[str, Case]) -> None:
    for incumbent in incumbents:
        case = cases.get(incumbent.person.resident_id)
        if incumbent.measure in ("立案查处", "取消资格"):
            incumbent.runs = "不得参选"
        elif incumbent.measure == "届中调整" or (case and case.outcome not in ("", RECTIFY)):
            incumbent.runs = "放弃"
        elif not case and chance.random() < 0.22:
            incumbent.runs = "放弃"
            if YEAR - incumbent.person.born.year >= 57:
                incumbent.note = "年龄原因不再参选"


def _appraise(chance: Random, incumbents: list[Incumbent], cases: dict[str, Case]) -> list[Appraisal]:
    """One meeting a community; those whom the committee has replaced or charged are not appraised."""
    by_community: dict[str, list[Incumbent]] = {}
    for incumbent in incumbents:
        if incumbent.measure not in ("立案查处", "届中调整"):
            by_community.setdefault(incumbent.community.code, []).append(incumbent)
    return [row for theirs in by_community.values() for row in _meeting(chance, theirs, cases)]


def _meeting(chance: Random, incumbents: list[Incumbent], cases: dict[str, Case]) -> list[Appraisal]:
    community = incumbents[0].community
    case = next((cases[i.person.resident_id] for i in incumbents if i.person.resident_id in cases), None)
    returned = case.valid + chance.randint(0, 2) if case else chance.randint(28, 96)
    handed_out = returned + chance.randint(0, 2)
    present = handed_out + (chance.random() < 0.2)
    expected = present + chance.randint(1, 2 + present // 10)
    note = "补评" if community.appraised_on > CUTOFF else ""
    rows = []
    for incumbent in incumbents:
        mine = cases.get(incumbent.person.resident_id)
        votes = _case_votes(chance, mine) if mine else _votes(chance, returned)
        meeting = (incumbent, community.appraised_on, expected, present, handed_out, returned)
        notes = [note, "票数已复核" if _is_close(votes[0], votes[3]) else ""]
        rows.append(Appraisal(*meeting, *votes, note="；".join(filter(None, notes))))
    return rows


def _is_close(valid: int, dissatisfied: int) -> bool:
    """Whether one vote more or less would lead to something else: such votes were counted again."""
    near = (dissatisfied - 1, dissatisfied, dissatisfied + 1)
    return len({(2 * votes > valid) + (10 * votes >= 3 * valid) for votes in near}) > 1


def _case_votes(chance: Random, case: Case) -> tuple[int, int, int, int, int]:
    rest = case.valid - case.dissatisfied - case.abstained
    satisfied = round(rest * chance.uniform(0.35, 0.6))
    return case.valid, satisfied, rest - satisfied, case.dissatisfied, case.abstained


def _votes(chance: Random, returned: int) -> tuple[int, int, int, int, int]:
    """An ordinary result: well below 30%."""
    valid = returned - chance.choice((0, 0, 0, 0, 1, 1, 2))
    share_of_dissatisfied = min(chance.expovariate(16), 0.27)
    dissatisfied = int(valid * share_of_dissatisfied)
    abstained = chance.choice((0, 0, 0, 1, 1, 2))
    rest = valid - dissatisfied - abstained
    satisfied, rather = share(rest, (chance.uniform(2, 5), 1))
    return valid, satisfied, rather, dissatisfied, abstained


def _talk(appraisal: Appraisal, case: Case) -> Talk:
    assert case.talk_on is not None
    remedy_by = later(case.talk_on, 7) if case.outcome == RECTIFY else None
    if remedy_by and is_weekend(remedy_by):
        remedy_by = later(remedy_by, 2)
    return Talk(appraisal, case.talk_on, case.outcome, remedy_by, "明显" if remedy_by else "")
