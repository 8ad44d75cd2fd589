"""Where something is to be written in a line of text: rules, dots, dates, empty brackets, boxes, wide gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from docgen.forms.begin.lines import DRAWN

Kind = Literal["rule", "date", "range", "bracket", "box", "gap"]

_SPACE = " \t　\xa0\u2000-\u200a"
_RULE = f"_＿{DRAWN}"
_GAP = f"[{_SPACE}{_RULE}…]"
_TIME = rf"(?:{_GAP}+时(?:{_GAP}+分)?)?"
_DATE = re.compile(
    rf"年(?P<month>{_GAP}*(?:\d{{1,2}}{_GAP}*)?)月(?:(?P<day>{_GAP}*(?:\d{{1,2}}{_GAP}*)?)日{_TIME})?"
    rf"|月(?P<alone>{_GAP}+)日{_TIME}"
)
"""From its first sign on: a line of spaces is read once, not for each of its ends."""
_MONTH = re.compile(r"\d{1,2}\Z")
_YEAR = re.compile(r"(?:[12]\d(?:\d\d)?|[一二〇○零][〇○零一二三四五六七八九]{1,3})\Z")
_BETWEEN = re.compile(rf"[{_SPACE}]*(?:[至到起止—－~～-]|——)+[{_SPACE}]*")
_OTHERS = re.compile(
    rf"(?P<rule>[{_RULE}]{{2,}}|(?<![A-Za-z0-9_＿{DRAWN}])[_＿{DRAWN}](?![A-Za-z0-9_＿{DRAWN}])|[…⋯]{{3,}}|\.{{4,}}|．{{3,}}|·{{4,}})"
    r"|(?P<box>[□☐▢❑❏])"
    rf"|[:：](?P<gap>[{_SPACE}]{{2,}}|\t|[…⋯]{{2,}}|\.{{3,}})"
    rf"|(?P<open>[（(\[［【〔])(?P<bracket>[{_SPACE}]*)(?P<close>[）)\]］】〕])"
)
_CAPTION = re.compile(rf"[{_SPACE}]*[（(]([^（）()]{{2,12}})[）)]")
_UNITS = re.compile(r"(?:万元|亿元|平方米|公里|千米|厘米|周岁|小时|分钟|人次|以上|以下|大写|小写|单位：?.{1,3})\Z")
"""What stands in brackets behind a blank, and says how it is counted."""
_LOOKED_BACK = 60
_ENDS = re.compile(rf"[，。；;,!！?？:：\n\t“”\"《》{{}}□☐▢☑√{_RULE}…]|[{_SPACE}]{{5,}}")
NUMBERED = re.compile(r"(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[）)]|[、．.](?!\d))|[①-⑳●◆■★※*▲]|\d\))\s*")
_BEFORE = re.compile(r"^[（(][^（）()]*[）)](?=\w)")
"""What stands in brackets behind the blank before."""
_LETTER = re.compile(r"[一-鿿A-Za-z]")
LONGEST = 24
"""A label has so many characters at most; what is longer is a sentence."""


@dataclass(frozen=True)
class Spot:
    """A place to write in, from `start` to `end`; `text` is what stands there. Before it stand `label`, which a `colon`
    may end, and perhaps more words of the same (`whole`); behind it a `caption` in brackets. It is `close` if nothing
    stands between it and its label, whose words come right `after` the place before if no sign sets them apart."""

    start: int
    end: int
    kind: Kind
    text: str
    label: str = ""
    whole: str = ""
    colon: bool = False
    close: bool = False
    after: bool = False
    caption: str = ""

    @property
    def drawn(self) -> bool:
        """Whether it is a line below spaces, not one of typed signs."""
        return set(self.text) == {DRAWN}

    @property
    def shape(self) -> str:
        """Its text for a message, however long it is."""
        text = re.sub(rf"[{_RULE}]+", lambda rule: "____"[: max(len(rule[0]), 2)], self.text)
        return re.sub(rf"[{_SPACE}]{{2,}}", "  ", re.sub(r"([….·．⋯])\1{3,}", r"\1\1\1", text)).strip(" \t")


def spots_of(text: str) -> list[Spot]:
    """The places to write in, from the left to the right."""
    found = _ranges(text, list(_dates(text)))
    taken = 0
    others: list[Spot] = []
    for match in _OTHERS.finditer(text):
        while taken < len(found) and found[taken].end <= match.start():
            taken += 1
        others += _other(match, text, found[taken : taken + 1])
    every = sorted([*found, *others], key=lambda spot: spot.start)
    ends = [0, *(spot.end for spot in every)]
    return [_labelled(spot, end, text) for spot, end in zip(every, ends, strict=False)]


def _other(match: re.Match[str], text: str, dates: list[Spot]) -> Iterator[Spot]:
    kind: Kind = "rule" if match["rule"] else "box" if match["box"] else "gap" if match["gap"] else "bracket"
    start, end = match.span(kind)
    if any(start < date.end and date.start < end for date in dates):
        return
    if kind == "bracket":
        yield Spot(start, end, kind, text[match.start() : match.end()])
    elif kind == "gap":
        yield from _gap(start, end, text)
    else:
        yield Spot(start, end, kind, match[kind])


_NEXT = re.compile(
    rf"[^\s:：{_RULE}]{{1,16}}(?:[{_SPACE}]{{1,4}}[^\s:：{_RULE}]{{1,4}}){{0,3}}(?:[:：]|[{_RULE}]{{2}})"
)
_UNIT = re.compile(rf"[^\s:：，。]{{1,4}}(?:[{_SPACE}\n]|\Z)")


def _gap(start: int, end: int, text: str) -> Iterator[Spot]:
    """Spaces behind a colon, if they end the line, or stand before a unit or another label."""
    gap = text[start:end]
    if not gap.strip(".…⋯"):
        yield Spot(start, end, "gap", gap)
        return
    wide = "\t" in gap or "　　" in gap or len(gap) >= 4
    behind = text[end : end + 60]
    if not behind.strip():
        wide, ends = True, True
    else:
        ends = behind[0] == "\n" or bool(_NEXT.match(behind) or _UNIT.match(behind))
    if wide and ends:
        if behind.strip() and not _UNIT.match(behind):  # the next label keeps its distance
            end = max(start, end - 2) if len(gap) > 3 else max(start, end - 1)
        yield Spot(start, end, "gap", text[start:end])


def _dates(text: str) -> Iterator[Spot]:
    """年月日 with room for figures before some of them; the others may be printed."""
    before = 0
    for match in _DATE.finditer(text):
        start = match.start()
        while start > before and re.match(_GAP, text[start - 1]):
            start -= 1
        printed = (_MONTH if match["alone"] else _YEAR).search(text, max(before, start - 4), start)
        room = "" if printed else text[start : match.start()]
        start = printed.start() if printed else start
        if _has_room(room, match):
            yield Spot(start, match.end(), "date", text[start : match.end()])
            before = match.end()


def room_before_date(spot: Spot, text: str) -> tuple[int, int]:
    """Where a name may stand before the date of `spot`, behind its label: a rule of its own, or all but the last room
    that a year takes. It starts where it ends if there is none."""
    start = len(text[: spot.start].rstrip(_SPACES))
    if match := _OWN_RULE.match(text, start, spot.end):
        return start, match.end()
    year = spot.start if spot.text[0].isdigit() else text.index("年" if "年" in spot.text else "月", spot.start)
    return start, max(start, year - _ROOM_OF_YEAR)


_SPACES = " \t　\xa0"
_OWN_RULE = re.compile(rf"[{_RULE}]+(?=[{_SPACE}]+[{_RULE}\d年])")
_ROOM_OF_YEAR = 4


def _has_room(year: str, match: re.Match[str]) -> bool:
    """Whether a figure is to be written: 本月 日 and 年 月 without a day are words."""
    rooms = [room for room in (year, *match.group("month", "day", "alone")) if room and not re.search(r"\d", room)]
    return bool(rooms) if match["day"] else any(len(room) > 1 or room in f"{_RULE}…" for room in rooms)


def _ranges(text: str, dates: list[Spot]) -> list[Spot]:
    """Two days with 至 between them are one."""
    found: list[Spot] = []
    for spot in dates:
        before = found[-1] if found else None
        if before and _BETWEEN.fullmatch(text, before.end, spot.start):
            found[-1] = Spot(before.start, spot.end, "range", text[before.start : spot.end])
        else:
            found.append(spot)
    return found


def _labelled(spot: Spot, before: int, text: str) -> Spot:
    behind = spot.end + (1 if spot.kind == "bracket" else 0)
    at = spot.start - (1 if spot.kind == "bracket" else 0)
    caption = _CAPTION.match(text, behind)
    said = text[max(before, at - _LOOKED_BACK) : at].rpartition("\n")[2]
    trimmed = said.rstrip()
    colon = trimmed.endswith((":", "："))
    pieces = _ENDS.split(trimmed.rstrip(":： \u3000"))[-1].split()
    label = _plain(_last(pieces))
    return replace(
        spot,
        label=label,
        whole=_plain("".join(pieces)) if label else "",
        colon=colon and bool(label),
        close=len(trimmed) == len(said),
        after=before > 0 and not colon and bool(label) and not _ENDS.search(said) and not said[:1].isspace(),
        caption=caption[1] if caption and spot.kind != "box" and not _UNITS.match(caption[1]) else "",
    )


def _last(pieces: list[str]) -> str:
    """The label that ends with the last of some words: 姓 名 is one, and so is Date of birth."""
    at = len(pieces) - 1
    if at < 0:
        return ""
    while at and (
        (len(pieces[at]) == 1 and len(pieces[at - 1]) == 1) or (pieces[at].isascii() and pieces[at - 1].isascii())
    ):
        at -= 1
    return ("" if not pieces[at].isascii() else " ").join(pieces[at:])


def _plain(label: str) -> str:
    label = label.lstrip("）)】］]、．. ")
    match = NUMBERED.match(label)
    label = _BEFORE.sub("", label[match.end() :] if match else label)
    if label.count("（") + label.count("(") > label.count("）") + label.count(")"):
        label = re.split("[（(]", label)[-1]
    return label if _LETTER.search(label) else ""
