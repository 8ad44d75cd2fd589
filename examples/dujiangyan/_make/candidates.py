"""Those who apply, what the departments say of them, and what the city concludes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import NamedTuple

from _make.cadres import Cadres, Incumbent
from _make.chance import CUTOFF, START, day, dice, later, share
from _make.people import People, Person, landline
from _make.places import Community, Places

CANDIDATES = 1722


class Reason(NamedTuple):
    """Why somebody may not run, how many of them there are, and which departments object."""

    text: str
    people: int
    departments: tuple[str, ...]
    remarks: tuple[str, ...]


# R1 to R4 are the four bars; the sub-codes are this office's own.
REASONS = {
    "R1": Reason("诫勉谈话后整改不明显", 5, ("组织部",), ("2012年诫勉谈话后整改不明显",)),
    "R2": Reason("届满民主评议不满意率高于50%", 2, ("组织部",), ("届满民主评议不满意率高于50%",)),
    "R3-1": Reason("参选动机不纯", 22, ("组织部", "信访"), ("报名期间请客拉票，经核实", "许诺好处拉票，经核实")),
    "R3-2": Reason("服务能力弱", 14, ("组织部",), ("两年来未参加社区事务，群众认可度低",)),
    "R3-3": Reason("主要精力不在社区", 18, ("组织部",), ("长期在外经商，主要精力不在社区", "常年在外务工")),
    "R4-1": Reason("受过刑事处罚", 16, ("检察",), ("受过刑事处罚，未满规定年限",)),
    "R4-2": Reason("违反计划生育政策", 38, ("计生",), ("违反计划生育政策，处理未满规定年限",)),
    "R4-3": Reason("党纪政纪处分影响期未满", 12, ("纪委",), ("党内警告处分影响期未满", "党内严重警告处分影响期未满")),
    "R4-4": Reason("不符合党龄等任职条件", 16, ("组织部",), ("预备党员，不符合任职条件",)),
    "R4-5": Reason("组织或者参与非正常上访", 12, ("信访", "维稳"), ("组织非正常上访，经教育不改",)),
    "R4-6": Reason("需要近亲属回避", 10, ("民政",), ("与同一班子成员有近亲属关系，需要回避",)),
}
_OWN_CHOICE = [code for code in REASONS if code not in ("R1", "R2")]

_TRADES = (
    "务农",
    "个体经营户",
    "社区网格员",
    "村民小组组长",
    "企业职工",
    "退休教师",
    "农民合作社负责人",
    "社区民兵连连长",
)
_SCHOOLS = ("初中及以下", "高中（中专）", "高中（中专）", "大专", "大专", "本科")
_WAYS = ("一户一票推荐", "一户一票推荐", "一户一票推荐", "党员推荐", "个人自荐", "联名推荐")
# The first newcomer of these communities (township, number) has a name worth a test.
_MINORITY = {("龙池镇", 1), ("虹口乡", 1), ("虹口乡", 4), ("向峨乡", 6), ("灌口街道", 3), ("安龙镇", 2)}
_SAME_NAME = {("聚源镇", 4): "张伟", ("玉堂镇", 7): "张伟"}


@dataclass(eq=False)
class Candidate:
    """Somebody who applies for a post, and the way through the reviews."""

    number: str
    community: Community
    person: Person
    incumbent: Incumbent | None
    school: str
    party: str
    joined: date
    occupation: str
    phone: str
    post: str
    nominated_by: str
    votes: int
    applied_on: date
    reviewed_on: date
    decided_on: date
    reason: str = ""
    remark: str = ""
    objections: set[str] = field(default_factory=set)

    @property
    def decision(self) -> str:
        """The city's conclusion."""
        return "取消资格" if self.reason else "合格"


def make_candidates(places: Places, cadres: Cadres, people: People) -> list[Candidate]:
    """All of them, by community."""
    chance = dice("candidates")
    counts = share(CANDIDATES, [community.posts for community in places.communities])
    found: list[Candidate] = []
    for community, count in zip(places.communities, counts, strict=True):
        found += _of_community(chance, community, count, cadres, people)
    _cancel(chance, found, cadres)
    return found


def _of_community(chance: Random, community: Community, count: int, cadres: Cadres, people: People) -> list[Candidate]:
    applied_all_the_same = cadres.barred[:2]
    standing = [
        incumbent for incumbent in cadres.of(community) if incumbent.runs == "参选" or incumbent in applied_all_the_same
    ]
    newcomers = _newcomers(people, community, count - len(standing))
    running: list[tuple[Person, Incumbent | None]] = [(incumbent.person, incumbent) for incumbent in standing]
    running += [(person, None) for person in newcomers]
    posts = _posts(community.posts, count)
    place = f"{community.township.order:02d}-{community.number:02d}"
    found = []
    for index, (person, incumbent) in enumerate(running):
        number = f"{place}-{index + 1:02d}"
        found.append(_candidate(chance, number, community, person, incumbent, posts[index]))
        _days(chance, found[-1], cadres)
    return found


def _posts(posts: int, count: int) -> list[str]:
    """One or two for each leading post, the rest for the others."""
    leading = ["书记", "副书记", "委员"]
    return [*leading, *["委员"] * (posts - 3), "书记", "副书记", *["委员"] * count][:count]


def _newcomers(people: People, community: Community, count: int) -> list[Person]:
    place, years = (community.township.name, community.number), range(1957, 1989)
    found = [people.of_a_minority(community.taken, years)] if place in _MINORITY else []
    if place in _SAME_NAME:
        found.append(people.person(community.taken, years, name=_SAME_NAME[place]))
    return found + [people.person(community.taken, years) for _ in range(count - len(found))]


def _candidate(
    chance: Random, number: str, community: Community, person: Person, incumbent: Incumbent | None, post: str
) -> Candidate:
    joined = date(min(2011, person.born.year + chance.randint(21, 36)), chance.randint(1, 12), 1)
    return Candidate(
        number=number,
        community=community,
        person=person,
        incumbent=incumbent,
        school=chance.choice(_SCHOOLS),
        party="中共党员",
        joined=joined,
        occupation=f"{community.name}{incumbent.post}" if incumbent else chance.choice(_TRADES),
        phone=landline(chance),
        post=post,
        nominated_by=chance.choice(_WAYS),
        votes=int(community.households * chance.uniform(0.12, 0.62)),
        applied_on=START,
        reviewed_on=CUTOFF,
        decided_on=CUTOFF,
    )


def _days(chance: Random, candidate: Candidate, cadres: Cadres) -> None:
    """Application, the departments' answers, the conclusion: in this order, and none after the last day."""
    delay = chance.choice((0, 0, 0, 0, 0, 0, 0, 1, 2))
    decided_on = min(CUTOFF, later(candidate.community.reviewed_on, delay))
    applied_on = max(START, later(decided_on, -chance.randint(3, 10)))
    talk_on = cadres.rectifying.get(candidate.person.resident_id)
    if talk_on:
        applied_on = later(talk_on, 1)
        decided_on = max(decided_on, later(talk_on, 4))
    elif candidate.incumbent in cadres.barred:
        applied_on = day(11, 5)
    candidate.applied_on, candidate.decided_on = applied_on, decided_on
    candidate.reviewed_on = later(decided_on, -chance.choice((0, 0, 1)))


def _cancel(chance: Random, candidates: list[Candidate], cadres: Cadres) -> None:
    """Disqualify as many as each reason says, but leave every community at least as many as it has posts."""
    to_spare: dict[str, int] = {}
    for candidate in candidates:
        code = candidate.community.code
        to_spare[code] = to_spare.get(code, -candidate.community.posts) + 1
    queue = [c for c in candidates if c.person.resident_id not in cadres.rectifying]
    chance.shuffle(queue)
    for code, reason in REASONS.items():
        fitting = [c for c in queue if not c.reason and _fits(c, code, cadres)]
        for candidate in sorted(fitting, key=lambda c: c.incumbent is not None and code in _OWN_CHOICE):
            if sum(c.reason == code for c in candidates) == reason.people:
                break
            if to_spare[candidate.community.code] > 0:
                to_spare[candidate.community.code] -= 1
                _disqualify(chance, candidate, code)


def _fits(candidate: Candidate, code: str, cadres: Cadres) -> bool:
    if code == "R1":
        return candidate.incumbent is not None and candidate.incumbent.measure == "无"
    return (candidate.incumbent in cadres.barred) == (code == "R2")


def _disqualify(chance: Random, candidate: Candidate, code: str) -> None:
    reason = REASONS[code]
    candidate.reason = code
    candidate.remark = chance.choice(reason.remarks)
    candidate.objections = set(reason.departments[: 1 + (chance.random() < 0.5)])
    if code == "R3-1":
        candidate.objections = set(reason.departments)
    if code == "R4-4":
        candidate.party = "中共预备党员"
        candidate.joined = date(2013, chance.choice((4, 5, 6, 7)), 1)
