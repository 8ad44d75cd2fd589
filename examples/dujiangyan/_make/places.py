"""Townships, communities, guidance groups, departments, and when what happens where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import NamedTuple

from _make.chance import CUTOFF, day, days, dice, is_weekend, later, share
from _make.people import People, landline

COMMUNITIES = 255
HOUSEHOLDS = 107_418
POSTS_OF_FIVE, POSTS_OF_SEVEN = 100, 6  # all other communities elect three
LATE_APPRAISALS = 30

# Name, kind, number of communities, size; in the official order.
_TOWNSHIPS = (
    ("灌口", "街道", 17, 1.7),
    ("幸福", "街道", 18, 1.5),
    ("永丰", "街道", 12, 1.3),
    ("石羊", "镇", 16, 1.0),
    ("聚源", "镇", 15, 1.1),
    ("蒲阳", "镇", 19, 1.0),
    ("崇义", "镇", 14, 0.9),
    ("天马", "镇", 13, 0.9),
    ("柳街", "镇", 12, 0.9),
    ("青城山", "镇", 20, 1.0),
    ("中兴", "镇", 11, 0.9),
    ("玉堂", "镇", 13, 0.9),
    ("龙池", "镇", 6, 0.5),
    ("胥家", "镇", 15, 1.0),
    ("安龙", "镇", 9, 0.8),
    ("大观", "镇", 8, 0.8),
    ("银杏", "街道", 10, 1.4),
    ("奎光塔", "街道", 11, 1.4),
    ("向峨", "乡", 10, 0.6),
    ("虹口", "乡", 6, 0.5),
)
_FIRST, _SECOND = "栖听揽拾映采望枕迎临晴青锦兰竹松梅荷云碧", "霞泉月翠禾溪雪川桥林湾坪园塘石井"
# (township, number in it) → name and households, where these are not left to chance.
_GIVEN = {
    ("石羊镇", 3): ("丰乐社区", 402),
    ("向峨乡", 2): ("石碑社区", 118),
    ("灌口街道", 1): ("宝瓶社区", 1236),
    ("蒲阳镇", 4): ("望溪社区", None),
    ("胥家镇", 9): ("望溪社区", None),  # the same name in two townships
    ("崇义镇", 5): ("听泉社区", None),
    ("柳街镇", 8): ("拾翠社区", None),
    ("大观镇", 2): ("枕霞社区", None),
}
_PLAN_DAYS = (4, 6, 8, 8, 11, 12, 12, 13, 14, 15, 15, 15, 18, 19, 19, 20, 21, 22, 27, 22)  # of November


@dataclass(eq=False)
class Community:
    """A community and the days of its term change."""

    township: Township
    number: int
    name: str
    households: int
    members: int = 0
    posts: int = 3
    appraised_on: date = CUTOFF
    reviewed_on: date = CUTOFF
    elected_on: date = CUTOFF
    supervisors: list[str] = field(default_factory=list)
    interim_secretary: str = ""
    taken: set[str] = field(default_factory=set)

    @property
    def code(self) -> str:
        """Twelve digits: the township's nine and its own three."""
        return f"{self.township.code}{self.number:03d}"

    @property
    def short(self) -> str:
        """丰乐社区 → 丰乐."""
        return self.name.removesuffix("社区")


@dataclass(eq=False)
class Township:
    """A township-level unit."""

    order: int
    short: str
    kind: str
    plan_done_on: date
    secretary: str = ""
    liaison: str = ""
    reporter: str = ""
    approver: str = ""
    phone: str = ""
    communities: list[Community] = field(default_factory=list)

    @property
    def name(self) -> str:
        """石羊镇."""
        return self.short + self.kind

    @property
    def code(self) -> str:
        """Nine digits, under an area that was never assigned."""
        series = {"街道": 0, "镇": 100, "乡": 200}[self.kind]
        return f"990181{series + self.order:03d}"

    @property
    def heads(self) -> tuple[str, str]:
        """Who talks with cadres: the city's liaison and the secretary."""
        return self.liaison, self.secretary

    @property
    def committee(self) -> str:
        """党工委 in a 街道, else 党委."""
        return "党工委" if self.kind == "街道" else "党委"

    @property
    def full_committee(self) -> str:
        """As documents address it."""
        body = "街道工作委员会" if self.kind == "街道" else f"{self.kind}委员会"
        return f"中共都江堰市{self.short}{body}"


@dataclass(eq=False)
class Group:
    """A guidance group (of one township) or a supervision group (of several)."""

    number: int
    kind: str
    head: str
    members: list[str]
    leader: str
    townships: list[Township]
    hotline: str

    @property
    def label(self) -> str:
        """第1组."""
        return f"第{self.number}组"


@dataclass(frozen=True)
class Places:
    """Everything that has a place."""

    townships: list[Township]
    communities: list[Community]
    groups: list[Group]
    leaders: list[str]

    def guides(self, township: Township) -> Group:
        """The guidance group of a township."""
        return self.groups[township.order - 1]

    def community(self, township: str, name: str) -> Community:
        """A community by the names of both."""
        return next(c for c in self.communities if (c.township.name, c.name) == (township, name))


def make_places() -> Places:
    """The whole city."""
    chance = dice("places")
    people = People(chance)
    taken: set[str] = set()
    townships = [
        Township(order, short, kind, day(11, plan))
        for order, ((short, kind, _, _), plan) in enumerate(zip(_TOWNSHIPS, _PLAN_DAYS, strict=True), 1)
    ]
    _make_communities(chance, townships)
    communities = [community for township in townships for community in township.communities]
    _size(chance, communities)
    _plan_days(chance, communities)
    for township in townships:
        _staff(chance, people, township, taken)
    leaders = people.names(32, taken, male=0.8)
    groups = _groups(chance, people, townships, leaders, taken)
    return Places(townships, communities, groups, leaders)


def _make_communities(chance: Random, townships: list[Township]) -> None:
    given = {name for name, _ in _GIVEN.values()}
    names = [f"{first}{second}社区" for first in _FIRST for second in _SECOND]
    names = [name for name in names if name not in given]
    chance.shuffle(names)
    weights = []
    for township, (_, _, count, size) in zip(townships, _TOWNSHIPS, strict=True):
        for number in range(1, count + 1):
            name, households = _GIVEN.get((township.name, number), (names.pop(), None))
            township.communities.append(Community(township, number, name, households or 0))
            weights.append(size * chance.uniform(0.55, 1.6))
    open_sizes = [(c, w) for c, w in zip(_all(townships), weights, strict=True) if not c.households]
    rest = HOUSEHOLDS - sum(c.households for c in _all(townships))
    for (community, _), households in zip(open_sizes, share(rest, [w for _, w in open_sizes]), strict=True):
        community.households = households


def _all(townships: Sequence[Township]) -> list[Community]:
    return [community for township in townships for community in township.communities]


def _size(chance: Random, communities: list[Community]) -> None:
    by_size = sorted(communities, key=lambda c: -c.households)
    for rank, community in enumerate(by_size):
        community.posts = 7 if rank < POSTS_OF_SEVEN else 5 if rank < POSTS_OF_SEVEN + POSTS_OF_FIVE else 3
        community.members = max(19, round(community.households * chance.uniform(0.09, 0.16)))


def _plan_days(chance: Random, communities: list[Community]) -> None:
    """The city reviews the communities' candidates day by day; the appraisal comes before, the election after."""
    span = days(day(11, 7), CUTOFF)
    weights = [0.3 if is_weekend(a_day) else 0.75 if a_day <= day(11, 8) else 1.0 for a_day in span]
    reviews = [a_day for a_day, n in zip(span, share(COMMUNITIES, weights), strict=True) for _ in range(n)]
    chance.shuffle(reviews)
    late = set(chance.sample(range(COMMUNITIES), LATE_APPRAISALS))
    for index, (community, reviewed_on) in enumerate(zip(communities, reviews, strict=True)):
        community.reviewed_on = reviewed_on
        community.appraised_on = max(day(11, 5), later(reviewed_on, -chance.randint(2, 7)))
        if index in late:
            community.appraised_on = later(CUTOFF, chance.randint(1, 10))
        start = max(reviewed_on, community.appraised_on)
        community.elected_on = min(later(start, chance.randint(9, 20)), day(12, 12))


def _staff(chance: Random, people: People, township: Township, taken: set[str]) -> None:
    township.secretary, township.liaison, township.reporter, township.approver = people.names(4, taken)
    township.phone = landline(chance)
    for community in township.communities:
        community.interim_secretary, *community.supervisors = people.names(3, community.taken)


def _groups(
    chance: Random, people: People, townships: list[Township], leaders: list[str], taken: set[str]
) -> list[Group]:
    """One guidance group a township, and seven supervision groups that share the townships."""
    shares = [[township] for township in townships] + [townships[start::7] for start in range(7)]
    found = []
    for number, (theirs, leader) in enumerate(zip(shares, leaders, strict=False), 1):
        kind = "指导组" if number <= len(townships) else "督导组"
        head, *members = people.names(4, taken)
        found.append(Group(number, kind, head, members, leader, theirs, landline(chance)))
    return found


class Department(NamedTuple):
    """A department of the joint review, the header of its column, and how it likes to say that all is well."""

    name: str
    header: str
    fine: str
    full_name: str
    aliases: str
    duty: str


DEPARTMENTS = (
    Department("纪委", "纪委", "无异议", "中共都江堰市纪律检查委员会", "市纪委", "党纪政纪处分、正在接受调查的情况"),
    Department("组织部", "组织部", "无异议", "中共都江堰市委组织部", "市委组织部", "党员身份、任职条件、诫勉整改情况"),
    Department("信访", "信访局", "无异议", "都江堰市信访局", "信访局、市信访局", "非正常上访、信访反映核查情况"),
    Department("维稳", "维稳办", "同意", "都江堰市维护稳定工作办公室", "维稳办、市维稳办", "影响社会稳定的情况"),
    Department("检察", "检察院", "无", "都江堰市人民检察院", "检察院、市检察院", "刑事处罚、立案侦查情况"),
    Department("民政", "民政局", "√", "都江堰市民政局", "民政局、市民政局", "居委会任职、近亲属回避情况"),
    Department("计生", "计生局", "符合", "都江堰市人口和计划生育局", "计生局、市计生局", "计划生育情况"),
)


class Stage(NamedTuple):
    """A stage of the calendar, its days, and who sees to it."""

    name: str
    begins: date
    ends: date
    unit: str


SCHEDULE = (
    Stage("宣传发动", day(11, 4), day(12, 6), "市委组织部、市委宣传部"),
    Stage("届满民主评议", day(11, 5), day(12, 2), "各乡镇（街道）党（工）委"),
    Stage("推荐报名（一户一票）", day(11, 4), day(11, 21), "社区临时党组织"),
    Stage("乡镇初审", day(11, 5), day(11, 21), "各乡镇（街道）党（工）委"),
    Stage("市级复审", day(11, 6), day(11, 22), "资格审查组"),
    Stage("公示", day(11, 9), day(12, 6), "各乡镇（街道）党（工）委"),
    Stage("选举大会", day(11, 16), day(12, 12), "社区临时党组织"),
    Stage("结果报批", day(11, 18), day(12, 14), "各乡镇（街道）党（工）委"),
    Stage("新老交接", day(11, 20), day(12, 16), "各乡镇（街道）党（工）委"),
)
