"""Petitions: who is complained of, what came of it. Those who complain are invented or stay unnamed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from _make.candidates import Candidate
from _make.chance import CUTOFF, START, day, dice, is_weekend, later, some_days
from _make.people import People, landline
from _make.places import Community, Places, Township

# Persons complained of by the end of week 3, by township: 24 in 15 townships.
_PEOPLE = {
    "灌口街道": 2,
    "幸福街道": 2,
    "永丰街道": 1,
    "石羊镇": 2,
    "聚源镇": 2,
    "蒲阳镇": 2,
    "崇义镇": 1,
    "天马镇": 2,
    "青城山镇": 3,
    "中兴镇": 2,
    "玉堂镇": 1,
    "胥家镇": 1,
    "大观镇": 1,
    "奎光塔街道": 1,
    "虹口乡": 1,
}
_TRUE = 8  # of the 24: the city disqualified them
_REPEATED, _IMPERSONAL, _LATER = 3, 4, 9

_MATTERS = {
    "拉票贿选": ("反映其请客送礼拉票", "反映其许诺好处拉票"),
    "经济问题": ("反映其任职期间账目不清", "反映其侵占集体资产收益", "反映低保评定不公"),
    "作风": ("反映其作风简单粗暴", "反映其办事推诿、不常在岗"),
    "宗族势力": ("反映其利用宗族关系影响推荐",),
    "其他": ("反映其不符合参选条件",),
}
_GENERAL = (
    "反映推荐会议通知不及时",
    "反映参选年龄规定宣传不够",
    "反映公告张贴位置偏僻",
    "反映社区公章管理不严",
)
_CHANNELS = ("来信", "来访", "电话", "邮箱", "短信", "上级转办", "督导组")
_OUTCOMES = {
    "属实": "取消参选资格",
    "部分属实": "批评教育，责成说明",
    "不属实": "予以澄清",
    "无法查实": "存档备查",
    "调查中": "",
}


@dataclass(eq=False)
class Petition:
    """A petition and its inquiry."""

    received_on: date
    channel: str
    complainant: str
    contact: str
    township: Township
    community: Community
    subject: str
    matter: str
    category: str
    investigators: list[str]
    due_on: date
    conclusion: str
    outcome: str
    closed_on: date | None
    number: str = ""


def make_petitions(places: Places, candidates: list[Candidate]) -> list[Petition]:
    """In the order in which they came."""
    chance, people = dice("petitions"), People(dice("complainants"))
    accused = _accused(chance, candidates)
    found = [_about(chance, places, people, candidate) for candidate in accused]
    for first in chance.sample(found, _REPEATED):
        found.append(_again(chance, people, first))
    for received_on in some_days(chance, START, day(11, 19), _IMPERSONAL):
        found.append(_general(chance, places, people, received_on))
    known = {candidate.number for candidate in accused}
    others = [c for c in candidates if c.number not in known and not c.reason]
    for received_on in some_days(chance, later(CUTOFF, 1), day(12, 9), _LATER, weekend=0.3):
        if chance.random() < 0.3:
            found.append(_general(chance, places, people, received_on))
        else:
            found.append(_afterwards(chance, places, people, chance.choice(others), received_on))
    found.sort(key=lambda petition: petition.received_on)
    for number, petition in enumerate(found, 1):
        petition.number = f"XF2013{number:03d}"
    return found


def _accused(chance: Random, candidates: list[Candidate]) -> list[Candidate]:
    """The persons; those whose petition is true were disqualified, with an objection of the petition office."""
    open_to_it = [c for c in candidates if c.decided_on >= day(11, 11) and c.applied_on <= later(c.decided_on, -5)]
    chance.shuffle(open_to_it)
    guilty = [c for c in open_to_it if c.reason == "R3-1"]
    innocent = [c for c in open_to_it if not c.reason]
    found: list[Candidate] = []
    wanted = dict(_PEOPLE)
    for candidate in guilty:
        name = candidate.community.township.name
        if wanted.get(name) and len(found) < _TRUE:
            wanted[name] -= 1
            found.append(candidate)
    assert len(found) == _TRUE
    for candidate in innocent:
        name = candidate.community.township.name
        if wanted.get(name):
            wanted[name] -= 1
            found.append(candidate)
    return found


def _about(chance: Random, places: Places, people: People, candidate: Candidate) -> Petition:
    """Received after the application and closed before the city's conclusion."""
    closed_on = later(candidate.decided_on, -1)
    received_on = max(candidate.applied_on, later(closed_on, -chance.randint(3, 6)))
    if candidate.reason:
        category, conclusion = "拉票贿选", "属实"
    else:
        category = chance.choice(list(_MATTERS))
        conclusion = chance.choice(("部分属实", "不属实", "不属实", "无法查实"))
    matter = chance.choice(_MATTERS[category])
    place = (places, people, candidate.community, received_on)
    return _petition(chance, place, candidate.person.name, (category, matter), conclusion, closed_on)


def _again(chance: Random, people: People, first: Petition) -> Petition:
    """Somebody else says the same of the same person."""
    complainant, contact = _complainant(chance, people)
    return Petition(
        **{
            **vars(first),
            "received_on": later(first.received_on, chance.randint(0, 1)),
            "channel": chance.choice(_CHANNELS),
            "complainant": complainant,
            "contact": contact,
        }
    )


def _general(chance: Random, places: Places, people: People, received_on: date) -> Petition:
    """A petition that names nobody."""
    community = chance.choice(places.communities)
    what = ("程序", chance.choice(_GENERAL))
    return _petition(
        chance, (places, people, community, received_on), "", what, "部分属实", later(received_on, chance.randint(2, 5))
    )


def _afterwards(chance: Random, places: Places, people: People, candidate: Candidate, received_on: date) -> Petition:
    category = chance.choice(list(_MATTERS))
    conclusion = chance.choice(("不属实", "不属实", "部分属实", "无法查实"))
    what = (category, chance.choice(_MATTERS[category]))
    place = (places, people, candidate.community, received_on)
    closed_on = later(received_on, chance.randint(3, 6))
    return _petition(chance, place, candidate.person.name, what, conclusion, closed_on)


def _petition(
    chance: Random,
    place: tuple[Places, People, Community, date],
    subject: str,
    what: tuple[str, str],
    conclusion: str,
    closed_on: date,
) -> Petition:
    places, people, community, received_on = place
    complainant, contact = _complainant(chance, people)
    group = places.guides(community.township)
    due_on = later(received_on, 7)
    outcome = _OUTCOMES[conclusion] if subject else "现场解释，督促整改"
    return Petition(
        received_on=received_on,
        channel=chance.choice(_CHANNELS),
        complainant=complainant,
        contact=contact,
        township=community.township,
        community=community,
        subject=subject,
        matter=what[1],
        category=what[0],
        investigators=chance.sample(group.members, 2),
        due_on=later(due_on, 2) if is_weekend(due_on) else due_on,
        conclusion=conclusion,
        outcome=outcome,
        closed_on=closed_on,
    )


def _complainant(chance: Random, people: People) -> tuple[str, str]:
    if chance.random() < 0.6:
        return "匿名", ""
    return people.name("男"), landline(chance)
