"""Boxes to tick: 性别：□男 □女, or 男□ 女□."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docgen.forms.begin.found import Found
from docgen.forms.begin.labels import Names, first_tag
from docgen.forms.begin.lines import Line
from docgen.forms.begin.spots import Spot

_OPTION = re.compile(r"[ \u3000\xa0]*([^\s□☐▢❑❏，、；。,;:：()（）_＿\"\\{}]{1,12})")
_BEFORE = re.compile(r"([^\s□☐▢❑❏，、；。,;:：()（）_＿\"\\{}]{1,12})[ \u3000\xa0]*\Z")
_LABEL = re.compile(r"([^\s□☐▢❑❏，；。:：]{1,16})[ \u3000]*[:：][^:：□]*\Z")


@dataclass
class _Group:
    """Boxes of one question, each with what it stands for."""

    label: str
    boxes: list[Spot] = field(default_factory=list)
    options: list[str] = field(default_factory=list)


def boxes_to_tags(
    line: Line, boxes: Sequence[Spot], beside: str, names: Names, found: Found
) -> list[tuple[int, int, str]]:
    """Tags that tick the boxes of a line whose question is a column with those answers; the others are noted."""
    tags = []
    for group in _groups(line.text, boxes):
        label = group.label or beside
        tag = None if names.guess else first_tag([label] if label else [], names)
        answers = set(names.options(tag)) if tag else set()
        if tag and answers and answers <= set(group.options):
            for box, option in zip(group.boxes, group.options, strict=True):
                tick = f'{tag[:-3]}|勾选("{option}", "☑", "□") }}}}'
                found.blanks[line.paragraph, tick] = "□"
                tags.append((box.start, box.end, tick))
            continue
        found.told[line.paragraph] += len(group.boxes)
        said = " ".join(f"□{option}" for option in group.options)
        found.by_hand.append(f"{label}（{said}）" if label else said)
    return tags


def _groups(text: str, boxes: Sequence[Spot]) -> Iterator[_Group]:
    """The boxes of each question. What a box stands for comes after it, unless nothing stands after the last one."""
    after = bool(_OPTION.match(text, boxes[-1].end))
    group, before = None, 0
    for box in boxes:
        said = text[max(before, box.start - 40) : box.start]
        asks = box.colon if after else bool(re.search("[:：]", said))
        if group is None or asks:
            if group:
                yield group
            group = _Group(_label(said, box, after=after))
        option = _OPTION.match(text, box.end) if after else _BEFORE.search(said)
        group.boxes.append(box)
        group.options.append(option[1] if option else "")
        before = box.end
    if group:
        yield group


def _label(said: str, box: Spot, *, after: bool) -> str:
    if after:
        return box.label
    match = _LABEL.search(said)
    return match[1] if match else ""
