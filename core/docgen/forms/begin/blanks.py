"""Blanks that people fill in by hand: 姓名：____, dates, dots, brackets, boxes, and cells of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from docgen.forms.begin.boxes import boxes_to_tags
from docgen.forms.begin.found import Found, text_of
from docgen.forms.begin.labels import BY_HAND, SIGNER, Names, first_tag, is_label, names_of
from docgen.forms.begin.lines import DRAWN, Line
from docgen.forms.begin.spots import NUMBERED, Spot, room_before_date, spots_of
from docgen.forms.begin.tables import cells_to_tags
from docgen.render.xml import W

Put = tuple[int, int, str]
"""Where a tag goes, and what it says."""

_BELOW = re.compile(r"\s*[（(]([^（）()]{2,12})[）)]\s*")
_ROOM = re.compile(r"([ \t　\xa0]{2,})[^\W\d_]{1,3}\s*")
"""Room before a unit, in a cell."""
_SHORT = 2  # letters of a unit
_COLON = re.compile(r"[\s　]*([^\s:：]{1,12}(?:[ 　]{1,4}[^\s:：]{1,3})*)[ 　]*[:：]\s*")


def blanks_to_tags(root: Any, names: Names, found: Found) -> None:
    """Make tags of the blanks below `root` whose label is a name of something; the labels of others are noted in
    `found`, and their blanks stay."""
    for table in root.iter(f"{W}tbl"):
        cells_to_tags(table, names, found)
    for paragraph in root.iter(f"{W}p"):
        cell = cell_of(paragraph)
        if cell is None or not found.told[cell]:
            _of_line(Line(paragraph), cell, names, found)


def cell_of(paragraph: Any) -> Any:
    """The cell in which a paragraph stands; None outside of tables."""
    return next(paragraph.iterancestors(f"{W}tc"), None)


def _of_line(line: Line, cell: Any, names: Names, found: Found) -> None:
    spots = [spot for spot in spots_of(line.text) if not is_shown(spot, line, found)]
    beside = found.beside.get(cell, "")
    if not spots and beside and (room := _ROOM.fullmatch(line.text)):
        spots = [Spot(0, room.end(1), "gap", room[1])]
    boxes = [spot for spot in spots if spot.kind == "box"]
    tags = boxes_to_tags(line, boxes, beside, names, found) if boxes else []
    whole = bool(beside) and len(spots) == 1 and _is_all(spots[0], line, cell)
    before = True
    for spot in spots:
        if spot.kind != "box":
            own = _tag(spot, line, beside if whole else "", names, sure=before or not spot.after)
            if before := own is not None:
                tags.append(_put(spot, line, own, names, found))
            else:
                _note(spot, line, beside, names, found, whole=whole)
    if not spots and found.shown.isdisjoint(line.nodes):
        tags += _behind_colon(line, cell, names, found)
    line.put(sorted(tags))


def _put(spot: Spot, line: Line, tag: str, names: Names, found: Found) -> Put:
    """Where a tag goes: in the place of a blank, or of a name before the date of its signature, which stays."""
    start, end, behind = spot.start, spot.end, ""
    if spot.kind == "date" and SIGNER.search(spot.label) and not names.is_day(tag):
        start, end = room_before_date(spot, line.text)
        behind = "" if start < end else "  "
        found.by_hand.append(f"{spot.label}（日期）")
        found.told[line.paragraph] += 1
    found.blanks[line.paragraph, tag] = line.text[start:end].replace(DRAWN, "_")
    return start, end, tag + behind


def _tag(spot: Spot, line: Line, beside: str, names: Names, *, sure: bool) -> str | None:
    """The tag of a place. In ____村____组 it is not `sure` whether a label is of what stands before or behind it."""
    if BY_HAND.search(spot.caption):
        return None
    own = spot if sure else replace(spot, label="", whole="")
    asked = [*names_of(own, guess=names.guess), *_below(spot, line)]
    asked += [beside] if beside and not spot.label else []
    tag = first_tag(asked, names)
    is_none = (spot.kind == "bracket" and names.guess) or (spot.kind == "range" and tag and names.is_day(tag))
    return None if is_none else tag


def _note(spot: Spot, line: Line, beside: str, names: Names, found: Found, *, whole: bool) -> None:
    """Note that a place stays. What has no label is listed later, once a paragraph."""
    label = spot.label or spot.caption or (beside if whole or BY_HAND.search(beside) else "")
    caption = f"（{spot.caption}）" if spot.label and BY_HAND.search(spot.caption) else ""
    if caption or BY_HAND.search(label):
        found.by_hand.append(f"{label}{caption}")
    elif label:
        colon = line.text[: spot.start].rstrip()[-1] if spot.colon else ""
        mark = f"{label}{colon}{spot.shape or '____'}"
        (found.unnamed if names.of_blank(label) else found.left).append((mark, line.around))
    found.told[line.paragraph] += bool(label)


def is_shown(spot: Spot, line: Line, found: Found) -> bool:
    """Whether a place is what a field or a content control shows; that is told elsewhere."""
    return bool(found.shown) and not found.shown.isdisjoint(line.between(spot.start, spot.end))


def _is_all(spot: Spot, line: Line, cell: Any) -> bool:
    """Whether a cell holds a place to write in, perhaps with a unit, and nothing else."""
    others = line.text[: spot.start] + line.text[spot.end :]
    own = "".join(line.text.split()).replace(DRAWN, "")
    return len(re.sub(r"\W+", "", others)) <= _SHORT and own == "".join(text_of(cell).split())


def _below(spot: Spot, line: Line) -> Iterator[str]:
    """What the next paragraph says in brackets of a line that is nothing but a rule."""
    after = line.paragraph.getnext()
    if after is not None and after.tag == f"{W}p" and line.text.strip() == spot.text.strip():
        match = _BELOW.fullmatch(Line(after).text)
        if match:
            yield match[1]


def _behind_colon(line: Line, cell: Any, names: Names, found: Found) -> Iterator[Put]:
    """A label with a colon and nothing behind it: in a cell it asks for something, elsewhere if it is just a column."""
    match = _COLON.fullmatch(line.text) if line.text.endswith(("：", ":", " ", "　")) else None
    if not match or cell in found.heads or NUMBERED.match(match[1]) or not is_label(match[1]):
        return
    label = "".join(match[1].split())
    is_cell = cell is not None and "".join(text_of(cell).split()) == "".join(line.text.split())
    if tag := names.of_blank(label) if is_cell else names.exact(label):
        found.blanks[line.paragraph, tag] = ""
        yield len(line.text), len(line.text), tag
    elif is_cell:
        found.by_hand.append(label)
