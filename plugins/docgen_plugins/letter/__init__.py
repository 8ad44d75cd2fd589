"""公开信: a letter for each household, one side of a sheet; those of a community make print packs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from docgen import (
    Access,
    Dataset,
    DocgenError,
    Generator,
    Packs,
    Problem,
    Registry,
    Rows,
    Severity,
    Text,
    parameter,
)
from docgen.gongwen import fits
from docgen.records import Areas, Community, Household, faults, way_key
from docgen_plugins.letter.places import Lack, Place, meeting_time, places_of
from docgen_plugins.letter.room import ROOM, SHORTEN, TOO_LONG

__all__ = ["ROOM", "Letter", "meeting_time"]

_OF_HOUSEHOLD = {"户编号": "code", "社区小组": "group", "地址": "address", "户主": "head"}
_WAY = ("order", "deliverer", "group", "address", "code")
_NO_CODE, _NO_ADDRESS, _NO_HEAD = "（未编号）", "—", "（未登记）"
_BY_HAND = 16 * "_"


def _find_asked_for(letter: Letter, data: Dataset) -> Rows[Household]:
    """The households of the places that were named; all if none was."""
    rows = data[Household]
    return rows.where(Areas(letter.places, data).hold) if letter.places else rows


def _is_in_scope(letter: Letter, town: str, place: str, data: Dataset) -> bool:
    """Whether the letters of a community are among those asked for."""
    return Areas(letter.places, data).cover(town, place)


def _count_expected(letter: Letter, data: Dataset) -> dict[Community | None, int]:
    """How many letters each community is to get (应发): all its rows, whether their letters can be made or not; under
    None the rows whose community could not be read."""
    return dict(Counter(_find_asked_for(letter, data).values("community")))


def _make_blank(_letter: Letter, context: Mapping[str, Any]) -> dict[str, Any]:
    """A letter for a household that is not on the roll: who it is, is written in by hand."""
    blank = {"户编号": _BY_HAND, "社区小组": context["社区"], "地址": "", "户主": ""}
    return {**context, **blank, "具名": False, "党员户": False}


def _find_natural_key(_letter: Letter, row: Household) -> tuple[str, str, str, tuple[str, str, str]]:
    """What names a household without a 户编号: township, community, how codes begin that are given there, and what its
    letter prints of it. Raises BadCell for a cell that could not be read."""
    town, home = row.township, row.community
    number = f"B{town.get('order', 0):02}{home.get('number', 0):02}"
    return town.name, home.name, number, (row.group or "", row.address or "", row.head or "")


class Letter(Generator):
    """One 公开信 a household. What a community or township must say and does not is said once for all its letters, and
    so is what the checks have against its roll."""

    name = "letter"
    alias = "公开信"
    title = Text("open letter to each household (公开信)", "公开信（一户一封）")
    template = "letter/公开信.docx"
    access = Access.PUBLIC
    each = Household
    together = True
    filename = "公开信/{{ 次序 }}-{{ 乡镇 }}/{{ 社区 }}/公开信_{{ 社区 }}"
    publishes: ClassVar = {Household: ("deliverer",)}  # to choose the pack by; no letter prints it
    packs = Packs(
        code="code",
        place=("township", "community"),
        split="deliverer",
        receipt={"小组": "group", "户主": "head", "地址": "address", "投递员": "deliverer"},
        in_scope=_is_in_scope,
        expected_counts=_count_expected,
        blank_context=_make_blank,
        natural_key=_find_natural_key,
    )

    places: tuple[str, ...] = parameter(
        Text(
            "PLACES: townships and communities, such as 石羊镇, or 石羊镇 丰乐社区; without any, all of them",
            "PLACES（地方）：乡镇（街道）或社区，如 石羊镇、石羊镇 丰乐社区；不写为全部",
        ),
        tuple,
    )

    _home: Community | None = None
    _data: Dataset | None = None
    _place = Place((0, 0, ""), "", {})

    def rows(self, data: Dataset) -> Rows[Household]:
        """The households in the order in which letters are handed out. Raises UsageError for an unknown place."""
        places, held = data.once(places_of), data.once(faults)
        found = _find_asked_for(self, data).by("community")
        homes = [home for home in found if not places[home].lacks and home not in held]
        homes.sort(key=lambda home: places[home].order)
        return data[Household][:0].joined(found[home].sort(*_WAY, key=way_key) for home in homes)

    def left_out(self, data: Dataset) -> Iterator[Problem]:
        """What keeps letters from being made, once for each community or township; who is greeted without a name."""
        places, held, waiting = data.once(places_of), data.once(faults), dict[Lack, int]()
        for home, number in _count_expected(self, data).items():
            for lack in places[home].lacks:
                waiting[lack] = waiting.get(lack, 0) + number
            if home in held:
                yield _held_back(places[home], held[home], number)
        yield from (lack.problem(number, data) for lack, number in waiting.items())
        nameless = _find_asked_for(self, data).where(head=None)
        nameless = nameless.where(lambda row: not places[home := row.get("community")].lacks and home not in held)
        if nameless:
            yield _nameless(nameless, data)

    def context(self, row: Household, data: Dataset) -> dict[str, Any]:
        """What the letters of the community have in common, and the household's own fields; the wording of the greeting
        is the template's."""
        community, head, group = row.community, row.head, row.group
        if community is not self._home or data is not self._data:  # the households of a community come together
            self._home, self._data, self._place = community, data, data.once(places_of)[community]
        name, values = self._place.home, self._place.values
        own = (row.code or _NO_CODE, name + group if group else name, row.address or _NO_ADDRESS, head or _NO_HEAD)
        code, home, address, named = own
        if (
            len(code) > ROOM["户编号"]
            or len(home) > ROOM["社区小组"]
            or len(address) > ROOM["地址"]
            or len(named) > ROOM["户主"]
            or "\n" in f"{code}{home}{address}{named}"
        ):
            _refuse_too_long(row, own, data)
        return {
            **values,
            "户编号": code,
            "社区小组": home,
            "地址": address,
            "户主": named,
            "具名": bool(head),
            "党员户": bool(row.party),
        }


# -- what is said of letters that are not made --


def _refuse_too_long(row: Household, own: Iterable[str], data: Dataset) -> None:
    """Raise DocgenError with the cell of the first field that holds more than fits."""
    for (name, column), text in zip(_OF_HOUSEHOLD.items(), own, strict=True):
        if not fits(text, ROOM[name]):
            where = row.origin.at(data.letter(row.origin, column))
            raise DocgenError(TOO_LONG.format(title=name, room=ROOM[name]), hint=SHORTEN, where=where)


def _held_back(place: Place, found: list[Problem], letters: int) -> Problem:
    """The first of what checks found, with all of it in words, below the name of the community."""
    home, first = place.home, found[0]
    en = "; ".join(each.text.en.removeprefix(f"{home}: ") for each in found)
    zh = "；".join(each.text.zh.removeprefix(f"{home}：") for each in found)
    return replace(first, text=_HELD_BACK.format(home=home, what=Text(en, zh), n=letters))


_HELD_BACK = Text(
    "{home}: {what}. Its {n} letters are held back until that is mended",
    "{home}：{what}。改正之前，这个社区的{n}封公开信都不生成",
)


def _nameless(rows: Rows[Household], data: Dataset) -> Problem:
    text = Text(
        "{n} households without 户主姓名 are greeted without a name: rows {rows}",
        "有{n}户没有户主姓名，称呼里不写姓名：第{rows}行",
    )
    shown = ", ".join(str(row.origin.row) for row in rows[:_SHOWN]) + (" …" if len(rows) > _SHOWN else "")
    where = rows[0].origin.at(data.letter(rows[0].origin, "head"))
    return Problem("letter-greeting", Severity.WARNING, text.format(n=len(rows), rows=shown), where, table="户")


_SHOWN = 10


def contribute(docgen: Registry) -> None:
    """Contribute the letter."""
    docgen.generator(Letter)
