"""公开信: a letter for each household, one side of a sheet; those of a community make one print file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from docgen import (
    Access,
    Dataset,
    DocgenError,
    Generator,
    Problem,
    Record,
    Registry,
    Settings,
    Severity,
    Text,
    chinese_date,
    hookimpl,
    parameter,
)
from docgen.gongwen import fits
from docgen.records import Areas, Community, Household, Rules, Township, group_number

ROOM = {
    "社区": 10,
    "乡镇": 10,
    "会议时间": 31,
    "会议地点": 31,
    "举报电话": 26,
    "电子邮箱": 26,
    "联系单位": 31,
    "户编号": 10,
    "社区小组": 14,
    "地址": 32,
    "户主": 12,
    "署名": 35,
    "版本": 12,
}
"""How many 字 fit into the fields of the template, each one line. 社区 also stands in the title, 社区小组 and 户主
in the greeting. Where half-width characters may be many there is room for faces that make them wider than half."""

_OF_HOUSEHOLD = {"户编号": "code", "社区小组": "group", "地址": "address", "户主": "head"}
_OF_COMMUNITY = {"社区": "name", "会议时间": "meeting_time", "会议地点": "meeting_place"}
_NOT_KNOWN = {"户编号": "（未编号）", "地址": "—", "户主": "（未登记）"}


class Letter(Generator):
    """One 公开信 a household. What a community or township must say and does not is said once for all its letters."""

    name = "letter"
    alias = "公开信"
    title = Text("open letter to each household (公开信)", "公开信（一户一封）")
    template = "letter/公开信.docx"
    access = Access.PUBLIC
    each = Household
    together = True
    filename = "公开信/{{ 次序 }}-{{ 乡镇 }}/{{ 社区 }}/公开信_{{ 社区 }}"

    places: tuple[str, ...] = parameter(
        Text(
            "PLACES: townships and communities, such as 石羊镇, or 石羊镇 丰乐社区; without any, all of them",
            "PLACES（地方）：乡镇（街道）或社区，如 石羊镇、石羊镇 丰乐社区；不写为全部",
        ),
        tuple,
    )

    def rows(self, data: Dataset) -> list[Household]:
        """The households in the order in which letters are handed out. Raises UsageError for an unknown place."""
        places = data.once(places_of)
        rows = (row for row in self._asked_for(data) if not places[row.get("community")].lacks)
        return sorted(rows, key=lambda row: (places[row.get("community")].order, *_way(row)))

    def _asked_for(self, data: Dataset) -> Iterable[Household]:
        if not self.places:
            return data[Household]
        return filter(Areas(self.places, data).hold, data[Household])

    def left_out(self, data: Dataset) -> Iterator[Problem]:
        """What keeps letters from being made, once for each community or township; who is greeted without a name."""
        places, waiting = data.once(places_of), dict[Lack, int]()
        nameless: list[Household] = []
        for row in self._asked_for(data):
            place = places[row.get("community")]
            for lack in place.lacks:
                waiting[lack] = waiting.get(lack, 0) + 1
            if not place.lacks and row.is_set("head") and row.head is None:
                nameless.append(row)
        yield from (lack.problem(number, data) for lack, number in waiting.items())
        if nameless:
            yield _nameless(nameless, data)

    def context(self, row: Household, data: Dataset) -> dict[str, Any]:
        """What the letters of the community have in common, and the household's own fields; the wording of the greeting
        is the template's."""
        place = data.once(places_of)[row.community]
        own = {
            "户编号": row.code or _NOT_KNOWN["户编号"],
            "社区小组": place.home + (row.group or ""),
            "地址": row.address or _NOT_KNOWN["地址"],
            "户主": row.head or _NOT_KNOWN["户主"],
        }
        for name, text in own.items():
            if not fits(text, ROOM[name]):
                raise _too_long(row, name, data)
        return {**place.values, **own, "具名": bool(row.head), "党员户": bool(row.party)}


def _way(row: Household) -> tuple[Any, ...]:
    """The way of whoever delivers: by group, then along the houses, 2号 before 10号."""
    return _group(row.get("group", "")), _natural(row.get("address", "")), _natural(row.get("code", ""))


@lru_cache(maxsize=1024)
def _group(name: str) -> list[str | int]:
    return _natural(group_number(name))


def _natural(text: str) -> list[str | int]:
    """Texts and numbers by turns, so that numbers are compared as such."""
    parts: list[str | int] = list(_NUMBER.split(text))
    parts[1::2] = map(int, parts[1::2])
    return parts


_NUMBER = re.compile(r"(\d+)")


# -- what the letters of a community have in common --


class Lack(NamedTuple):
    """Something that keeps the letters of a community or a township from being made."""

    row: Record
    column: str
    text: Text
    hint: Text

    def problem(self, letters: int, data: Dataset) -> Problem:
        """It as a problem of so many letters."""
        text = Text("{what}; its {n} letters are not made", "{what}，{n}封公开信没有生成")
        where = self.row.origin.at(data.letter(self.row.origin, self.column))
        text = text.format(what=self.text, n=letters)
        return Problem("letter", Severity.ERROR, text, where, self.hint, table=self.row.__table__.name)


class Place(NamedTuple):
    """A community: its place in the official order, its name in the lines of a household, what its letters print."""

    order: tuple[int, int, str]
    home: str
    values: Mapping[str, Any]
    lacks: tuple[Lack, ...] = ()


def places_of(data: Dataset) -> dict[Record | None, Place]:
    """Each community; None for households whose community could not be read, which come last and fail one by one."""
    common = _of_all(data.settings)
    towns = {town: _of_township(town) for town in data[Township]}
    found: dict[Record | None, Place] = {None: Place((1_000_000, 0, ""), "", {})}
    for row in data[Community]:
        town = row.get("township")
        values, lacks = towns.get(town, ({}, ()))
        own, own_lacks = _of_community(row)
        order = (town.get("order", 0) if town else 0, row.get("number", 0), row.get("name", ""))
        found[row] = Place(order, row.get("name", ""), {**common, **values, **own}, (*lacks, *own_lacks))
    return found


def _of_all(settings: Settings) -> dict[str, Any]:
    """What docgen.toml says of every letter. Raises DocgenError for a day that is missing, a signature too long."""
    day = settings.option("letter", "日期")
    options = settings.options["letter"]
    version = str(options.get("版本", f"{settings.year}-GKX-01"))
    for name, key, text in (("署名", "issuer", settings.issuer), ("版本", "options.letter.版本", version)):
        if not fits(text, ROOM[name]):
            raise settings.file.error(key, _TOO_LONG.format(title=name, room=ROOM[name]), hint=_SHORTEN)
    return {
        "日期": chinese_date(day) if isinstance(day, date) else str(day),
        "署名": settings.issuer,
        "版本": version,
        "此致敬礼": options.get("此致敬礼", True),
        "参选上限": f"{Rules.of(settings).bar_above}%",
    }


def _of_township(row: Township) -> tuple[dict[str, Any], tuple[Lack, ...]]:
    """Name, hotline, e-mail and whom to ask; what is missing of them."""
    group = row.get("group")
    name, order = row.get("name", ""), row.get("order")
    values = {
        "次序": f"{order or 0:02}",
        "乡镇": name,
        "举报电话": group.get("hotline") if group else None,
        "电子邮箱": group.get("email") if group else None,
        "联系单位": row.get("committee") or name,
    }
    lacks = [_lack(row, name, "order", "排序")] if order is None else []
    missing = [title for title in ("举报电话", "电子邮箱") if not values[title]]
    if missing:
        lacks.append(_lack(row, name, "group", "、".join(missing), _IN_GROUP))
    where = {"举报电话": (group, "hotline"), "电子邮箱": (group, "email")}
    where |= {"乡镇": (row, "name"), "联系单位": (row, "committee")}
    lacks += _long({title: (*place, values[title]) for title, place in where.items()})
    return values, tuple(lacks)


def _of_community(row: Community) -> tuple[dict[str, Any], tuple[Lack, ...]]:
    """Title, day and place of the meeting; what is missing of them."""
    name = row.get("name", "")
    values = {
        "社区": name,
        "会议时间": meeting_time(row.get("election_day"), row.get("meeting_time", "")),
        "会议地点": row.get("meeting_place"),
    }
    missing = {"会议时间": ("election_day", "选举日期"), "会议地点": ("meeting_place", "会议地点")}
    lacks = [_lack(row, name, *column) for title, column in missing.items() if not values[title]]
    lacks += _long({title: (row, column, values[title]) for title, column in _OF_COMMUNITY.items()})
    return values, tuple(lacks)


def meeting_time(day: date | None, time: str) -> str:
    """2013年11月28日（星期四）上午9时; a time that says its day stands for itself. Blank where no day is known."""
    if _DAY.search(time):
        return time
    if day is None:
        return ""
    return f"{chinese_date(day)}（星期{'一二三四五六日'[day.weekday()]}）{time}"


_DAY = re.compile(r"日|\d[-/]\d")


# -- what is said of it --


def _lack(row: Record, name: str, column: str, titles: str, hint: Text | None = None) -> Lack:
    text = Text("{name} has no {titles}", "{name}没有填{titles}").format(name=name, titles=titles)
    fill_in = Text("Fill in {titles}.", "请补填{titles}。").format(titles=titles)
    return Lack(row, column, text, hint or fill_in)


_IN_GROUP = Text(
    "Fill them in for its group in the sheet 指导组; 指导组编号 of the township says which one that is.",
    "请在指导组表里补填；是哪个组，由乡镇表的“指导组编号”决定。",
)


def _long(fields: Mapping[str, tuple[Record | None, str, Any]]) -> Iterator[Lack]:
    """Those of the fields (row, column, text) that hold more than fits."""
    for title, (row, column, text) in fields.items():
        if row and text and not fits(text, ROOM[title]):
            yield Lack(row, column, _TOO_LONG.format(title=title, room=ROOM[title]), _SHORTEN)


def _too_long(row: Household, name: str, data: Dataset) -> DocgenError:
    column = _OF_HOUSEHOLD[name]
    where = row.origin.at(data.letter(row.origin, column))
    return DocgenError(_TOO_LONG.format(title=name, room=ROOM[name]), hint=_SHORTEN, where=where)


_TOO_LONG = Text(
    "{title} does not fit into its line of {room} characters on the letter",
    "{title}太长，公开信上这一行只排得下{room}个字",
)
_SHORTEN = Text("Write it shorter, in one line.", "请写得短一些，写成一行。")


def _nameless(rows: list[Household], data: Dataset) -> Problem:
    text = Text(
        "{n} households without 户主姓名 are greeted without a name: rows {rows}",
        "有{n}户没有户主姓名，称呼里不写姓名：第{rows}行",
    )
    shown = ", ".join(str(row.origin.row) for row in rows[:_SHOWN]) + (" …" if len(rows) > _SHOWN else "")
    where = rows[0].origin.at(data.letter(rows[0].origin, "head"))
    return Problem("letter-greeting", Severity.WARNING, text.format(n=len(rows), rows=shown), where, table="户")


_SHOWN = 10


@hookimpl
def setup(docgen: Registry) -> None:
    """Contribute the letter."""
    docgen.generator(Letter)
