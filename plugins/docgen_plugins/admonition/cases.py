"""Which appraisal an admonition talk is about, and who is missing on either side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from docgen import BadCell, Cell, Dataset, DocgenError, Problem, Record, Severity, Text, UsageError, did_you_mean
from docgen.records import AdmonitionTalk, Appraisal, Bands

Person = tuple[Any, ...]


@dataclass(frozen=True)
class Case:
    """A talk, the appraisal that it is about, and what the office counts by."""

    talk: AdmonitionTalk
    appraisal: Appraisal
    bands: Bands

    @property
    def origin(self) -> Cell:
        """The row of the talk."""
        return self.talk.origin

    @property
    def base(self) -> int:
        """How many votes the rate is a share of."""
        return self.bands.base(self.appraisal)

    @property
    def valid(self) -> int:
        """Valid votes, also where the sheet gives only those that are not."""
        return replace(self.bands, basis="有效票").base(self.appraisal)

    @property
    def rate(self) -> str:
        """The rate to one decimal, half up."""
        tenths = (2000 * self.appraisal.dissatisfied + self.base) // (2 * self.base)
        return f"{tenths // 10}.{tenths % 10}%"


class Cases:
    """All talks with their appraisals. Raises DocgenError while [rules] basis is not set."""

    def __init__(self, data: Dataset) -> None:
        self.bands = Bands.of(data)
        self.talks = list(data[AdmonitionTalk])
        self.appraisals: dict[Person, list[Appraisal]] = {}
        for row in data[Appraisal]:
            self.appraisals.setdefault(place_and_name(row), []).append(row)
        self.met = {talk: self._appraisal(talk) for talk in self.talks}

    def in_band(self) -> list[Case]:
        """Those who were rightly talked to; one whose votes cannot be read fails when they are printed."""
        met = ((talk, row) for talk, row in self.met.items() if row and self._lies_in(row))
        return [Case(talk, row, self.bands) for talk, row in met if row]

    def left_out(self) -> Iterator[Problem]:
        """Talks with people outside the band, and people in it without a talk."""
        for talk, row in self.met.items():
            if row is None:
                yield _warning("E30", talk, _UNCLEAR if self._namesakes(talk) else _NO_APPRAISAL)
            elif not self._lies_in(row):
                yield _warning("E30", talk, _OUTSIDE.format(band=self.band, place=row.origin))
        met = {_person(row) for row in self.met.values() if row}
        for rows in self.appraisals.values():
            for row in rows:
                if _person(row) not in met and self._lies_in(row, unread=False):
                    yield _warning("E29", row, _NO_TALK.format(band=self.band))

    @property
    def band(self) -> str:
        """The band in words."""
        return f"{self.bands.talk_from}%—{self.bands.bar_above}%"

    def _namesakes(self, talk: AdmonitionTalk) -> list[Appraisal]:
        return self.appraisals.get(place_and_name(talk), [])

    def _appraisal(self, talk: AdmonitionTalk) -> Appraisal | None:
        """The last one before the talk of the person meant; None when there is none, or two could be meant."""
        rows = same_post(self._namesakes(talk), talk)
        day = talk.get("held_on", date.max)
        earlier = [row for row in rows if row.get("held_on", date.min) <= day] or rows
        return max(earlier, key=lambda row: row.get("held_on", date.min), default=None)

    def _lies_in(self, row: Appraisal, *, unread: bool = True) -> bool:
        try:
            return self.bands.to_talk(row)
        except BadCell:
            return unread


def place_and_name(row: Record) -> Person:
    """What tells people from others, but not namesakes in one community."""
    return row.get("township"), row.get("community"), row.get("name")


def same_post(rows: list[Any], talk: AdmonitionTalk) -> list[Any]:
    """Of people of one name in one community those of the post of `talk`; none if it could be either."""
    if len({row.get("post") for row in rows}) > 1:
        return [row for row in rows if row.get("post") == talk.get("post")]
    return rows


def called(cases: list[Case], names: tuple[str, ...], nobody: Text) -> list[Case]:
    """The cases of the people called so: by name, by 社区 and name in one word or two, by 谈话编号. Raises UsageError
    for a name that is that of several people, or nobody's, which `nobody` says."""
    found: dict[AdmonitionTalk, Case] = {}
    words = list(names)
    while words:
        name, hits = _longest(words, cases)
        if len({_person(case.talk) for case in hits}) != 1:
            raise _several(name, hits) if hits else _nobody(name, cases, nobody)
        found.update({case.talk: case for case in hits})
    return list(found.values())


def _longest(words: list[str], cases: list[Case]) -> tuple[str, list[Case]]:
    """The first word with those whom it calls, or the first two or three if they are places and a name (石羊镇 采月社区
    毛明鹏). Takes them out of `words`."""
    for number in (3, 2):
        *place, name = words[:number]
        hits = [case for case in cases if case.talk.get("name") == name and _lives_in(case.talk, "".join(place))]
        if place and hits:
            del words[:number]
            return "".join((*place, name)), hits
    name = words.pop(0)
    return name, [case for case in cases if _is_called(case.talk, name)]


def _is_called(talk: AdmonitionTalk, typed: str) -> bool:
    name = talk.get("name", "")
    if not name or not typed.endswith(name):
        return bool(typed == talk.get("number"))
    return typed == name or _lives_in(talk, typed.removesuffix(name))


def _lives_in(talk: AdmonitionTalk, place: str) -> bool:
    township, community = (owner.name if owner else "" for owner in (talk.get("township"), talk.get("community")))
    return place != "" and place in (township, community, township + community)


def _several(name: str, hits: list[Case]) -> DocgenError:
    people = "；".join(f"{whereabouts(case.talk)} {case.talk.get('post', '')}" for case in hits)
    text = Text("{name} fits several people: {people}", "“{name}”有几个人：{people}")
    return UsageError(text.format(name=name, people=people), hint=_TELL_APART)


def _nobody(name: str, cases: list[Case], text: Text) -> DocgenError:
    names = (str(case.talk.get("name", "")) for case in cases)
    return UsageError(text.format(name=name), hint=did_you_mean(name, names))


def whereabouts(row: Record) -> str:
    """Township and community, as far as they could be read."""
    return "".join(owner.name for owner in (row.get("township"), row.get("community")) if owner)


def _person(row: Record) -> Person:
    return *place_and_name(row), row.get("post")


def _warning(code: str, row: Record, text: Text) -> Problem:
    hint = _COMPARE if code == "E30" else _HOLD
    return Problem(code, Severity.WARNING, text, row.origin, hint, table=row.__table__.name)


_TELL_APART = Text("Type 社区 and name, or 谈话编号.", "请写明社区和姓名，或者写谈话编号。")
_UNCLEAR = Text(
    "no paper: several people of this name were appraised, and the post is nobody's",
    "没有生成：参加评议的有几个同名的人，职务都对不上",
)
_NO_APPRAISAL = Text("no paper: there is no appraisal of this person", "没有生成：没有此人的民主评议")
_OUTSIDE = Text(
    "no paper: the appraisal is not in the band of {band}, see {place}", "没有生成：评议结果不在{band}之间，见 {place}"
)
_NO_TALK = Text(
    "no paper: in the band of {band}, but without a row of 诫勉谈话",
    "没有生成：评议结果在{band}之间，但诫勉谈话表里没有此人",
)
_COMPARE = Text("Compare the two sheets.", "请核对两张表。")
_HOLD = Text("Hold the talk and enter it.", "请安排诫勉谈话并登记。")
