"""What the letters of a community have in common, and what keeps them from being made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from docgen import Dataset, Problem, Record, Settings, Severity, Text, chinese_date
from docgen.gongwen import fits
from docgen.records import Community, Rules, Township
from docgen_plugins.letter.room import ROOM, SHORTEN, TOO_LONG

_OF_COMMUNITY = {"社区": "name", "会议时间": "meeting_time", "会议地点": "meeting_place"}


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
            raise settings.file.error(key, TOO_LONG.format(title=name, room=ROOM[name]), hint=SHORTEN)
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
            yield Lack(row, column, TOO_LONG.format(title=title, room=ROOM[title]), SHORTEN)
