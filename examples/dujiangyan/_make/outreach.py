"""What is handed out and written: material, questionnaires, good examples, documents, words of the bulletin."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import NamedTuple

from _make import texts_of_documents as texts
from _make.cadres import Cadres
from _make.chance import CUTOFF, START, day, dice, later, share, some_days
from _make.people import People
from _make.places import Community, Places, Township

QUESTIONNAIRES = {"社区干部": 976, "普通党员": 2050, "群众": 1376}
ANNOUNCEMENTS, BANNERS = 2137, 1084
LATE_LETTERS = 6  # communities that get them only after week 3
UNITS = {"公开信": "封", "公告": "份", "标语横幅": "条", "知识问答": "本", "其他": "份"}
ISSUE_DAYS = (day(11, 8), day(11, 15), day(11, 22))
ISSUE_PERIODS = ("2013-11-04..2013-11-08", "2013-11-09..2013-11-15", "2013-11-16..2013-11-22")


@dataclass(frozen=True, eq=False)
class Distribution:
    """Material handed out or put up in a community."""

    community: Community
    material: str
    batch: str
    planned: int
    printed: int
    issued: int
    signed: int | None
    place: str
    held_on: date
    clerk: str


def distributions(places: Places, cadres: Cadres) -> list[Distribution]:
    """Letters for the households, announcements, banners and other material, by community."""
    chance = dice("distributions")
    clerks = {c.code: cadres.of(c)[-1].person.name for c in places.communities}
    rows = _letters(chance, places, clerks)
    for material, total, spots in (
        ("公告", ANNOUNCEMENTS, ("社区公开栏", "学校门口", "集中安置点", "村民小组公开栏", "社区卫生站")),
        ("标语横幅", BANNERS, ("社区主干道", "社区办公点", "集中安置点", "农贸市场")),
    ):
        rows += _posted(chance, places, clerks, (material, total, spots))
    return rows + _other(chance, places, clerks)


def _letters(chance: Random, places: Places, clerks: dict[str, str]) -> list[Distribution]:
    """About as many as there are households; what came back is delivered in a second batch."""
    first = some_days(chance, day(11, 5), CUTOFF, len(places.communities), weekend=0.5)
    chance.shuffle(first)
    late = set(chance.sample([c.code for c in places.communities if c.households < 600], LATE_LETTERS))
    rows = []
    for community, held_on in zip(places.communities, first, strict=True):
        households, clerk = community.households, clerks[community.code]
        delivered_on = later(CUTOFF, chance.randint(1, 9)) if community.code in late else held_on
        printed = households + households // 40 + 2
        issued = households - int(households * chance.uniform(0.0, 0.04))
        signed = issued - chance.randint(0, issued // 60)
        rows.append(
            Distribution(community, "公开信", "第1批", households, printed, issued, signed, "", delivered_on, clerk)
        )
        rest = households - issued
        if rest > 9 and chance.random() < 0.5:
            again = later(max(delivered_on, CUTOFF), chance.randint(2, 14))
            rows.append(Distribution(community, "公开信", "第2批", rest, rest, rest, rest, "", again, clerk))
    return rows


def _posted(
    chance: Random, places: Places, clerks: dict[str, str], what: tuple[str, int, tuple[str, ...]]
) -> list[Distribution]:
    """Put up once by the end of week 3, in some communities again for the election."""
    material, total, spots = what
    weights = [community.households**0.5 * chance.uniform(0.7, 1.4) for community in places.communities]
    counts = share(total, weights, least=2)
    rows = []
    put_up = some_days(chance, START, CUTOFF, len(counts), weekend=0.4)
    chance.shuffle(put_up)
    for community, count, held_on in zip(places.communities, counts, put_up, strict=True):
        clerk = clerks[community.code]
        place = "、".join(chance.sample(spots, 2))
        rows.append(Distribution(community, material, "第1批", count, count, count, None, place, held_on, clerk))
        if chance.random() < 0.2:
            again, more = later(CUTOFF, chance.randint(1, 18)), chance.randint(1, 4)
            rows.append(Distribution(community, material, "第2批", more, more, more, None, place, again, clerk))
    return rows


def _other(chance: Random, places: Places, clerks: dict[str, str]) -> list[Distribution]:
    rows = []
    for community in chance.sample(places.communities, 40):
        material, clerk = chance.choice(("知识问答", "知识问答", "其他")), clerks[community.code]
        count = 10 * chance.randint(3, 12)
        held_on = chance.choice(some_days(chance, day(11, 6), day(12, 10), 3))
        rows.append(Distribution(community, material, "第1批", count, count, count, None, "", held_on, clerk))
    order = {community.code: index for index, community in enumerate(places.communities)}
    return sorted(rows, key=lambda row: order[row.community.code])


@dataclass(frozen=True)
class Questionnaire:
    """Questionnaires of one kind of respondent in a community."""

    community: Community
    group: str
    handed_out: int
    returned: int
    valid: int
    held_on: date


def questionnaires(places: Places, cadres: Cadres) -> list[Questionnaire]:
    """All communities, three kinds of respondents: 976 + 2,050 + 1,376."""
    chance = dice("questionnaires")
    in_office = [len(cadres.of(community)) for community in places.communities]
    absent = set(chance.sample(range(len(in_office)), sum(in_office) - QUESTIONNAIRES["社区干部"]))
    counts = {
        "社区干部": [count - (index in absent) for index, count in enumerate(in_office)],
        "普通党员": share(QUESTIONNAIRES["普通党员"], [c.members for c in places.communities], least=3),
        "群众": share(QUESTIONNAIRES["群众"], [c.households for c in places.communities], least=2),
    }
    asked = some_days(chance, day(11, 5), day(11, 21), len(places.communities), weekend=0.3)
    chance.shuffle(asked)
    rows = []
    for index, (community, held_on) in enumerate(zip(places.communities, asked, strict=True)):
        for group, numbers in counts.items():
            count = numbers[index]
            returned = count - (chance.random() < 0.12)
            rows.append(Questionnaire(community, group, count, returned, returned - (chance.random() < 0.05), held_on))
    return rows


@dataclass(frozen=True)
class Example:
    """A good example."""

    number: int
    held_on: date
    township: Township
    community: Community | None
    title: str
    content: str
    issue: int


def examples(places: Places) -> list[Example]:
    """Twelve by the end of week 3, four for each issue; three for the next one."""
    townships = {township.name: township for township in places.townships}
    found = []
    for number, (month, the_day, name, community, title, content) in enumerate(texts.EXAMPLES, 1):
        township = townships[name]
        place = township.communities[community - 1] if community else None
        found.append(Example(number, day(month, the_day), township, place, title, content, (number - 1) // 4 + 1))
    return found


@dataclass(frozen=True)
class Document:
    """A numbered document."""

    series: str
    number: int
    kind: str
    title: str
    addressee: str
    held_on: date
    copies: int | None
    state: str
    drafter: str
    checker: str
    signer: str
    note: str

    @property
    def full_number(self) -> str:
        """都社组换〔2013〕1号; an issue has none."""
        return "" if self.kind == "信息专报" else f"{self.series}〔{self.held_on.year}〕{self.number}号"


class Point(NamedTuple):
    """Something that the office wrote for the bulletin of a week."""

    period: str
    part: str
    number: int
    text: str


def points() -> list[Point]:
    """Weeks 1 to 3 are complete; week 4 still lacks its headline and the next steps."""
    count = Counter[tuple[str, str]]()
    found = []
    for period, part, text in texts.POINTS:
        count[period, part] += 1
        found.append(Point(period, part, count[period, part], text))
    return found


def headlines() -> list[str]:
    """The titles of issues 1 to 3."""
    return [point.text for point in points() if point.part == "标题"]


def documents() -> list[Document]:
    """The office's numbers in the order of their days: notices and circulars, one void, and the three issues."""
    drafter, other, checker, signer = People(dice("documents")).names(4, set())
    people = (drafter, checker, signer)
    rows = [
        Document("都社组换", number, kind, title, to, day(month, the_day), copies, state, *people, note=note)
        for number, (month, the_day, kind, title, to, copies, state, note) in enumerate(texts.DOCUMENTS, 1)
    ]
    to = "市委、市政府领导"
    rows += [
        Document("信息专报", number, "信息专报", title, to, held_on, 80, "已印发", other, checker, signer, "")
        for number, (title, held_on) in enumerate(zip(headlines(), ISSUE_DAYS, strict=True), 1)
    ]
    return sorted(rows, key=lambda row: (row.held_on, row.series, row.number))
