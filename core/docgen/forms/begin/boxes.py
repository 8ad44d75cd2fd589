"""Boxes to tick: 性别：□男 □女, or 男□ 女□."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docgen.forms.begin.found import Found
from docgen.forms.begin.labels import Names, first_tag
from docgen.forms.begin.lines import Line
from docgen.forms.begin.spots import Spot

_WORD = r"[^\s□☐▢❑❏，、；。,;:：()（）_＿\"\\{}]{1,12}"
_OPTION = re.compile(rf"[ \u3000\xa0]*({_WORD})")
_BEFORE = re.compile(rf"({_WORD})[ \u3000\xa0]*\Z")
_BEHIND = re.compile(
    r"([^\s□☐▢❑❏，；。:：]{1,16})[ \u3000]*[:：][ \u3000]*"
    rf"(?:{_WORD}[ \u3000]?[□☐▢❑❏][ \u3000、/]*){{2,}}"
    r"(?=\Z|\n|[，。；,;]|(?<=[ \u3000]{2})|[^\s□☐▢❑❏:：]{1,16}[:：])"
)
"""A question whose answers all have their box behind them: 性别：男□ 女□."""
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


def _groups(text: str, boxes: Sequence[Spot]) -> list[_Group]:
    """The boxes of each question, from the left to the right."""
    found = []
    for match in _BEHIND.finditer(text):
        own = [box for box in boxes if match.start() <= box.start < match.end()]
        before = [match.end(1), *(box.end for box in own)]
        words = [_BEFORE.search(text, start, box.start) for start, box in zip(before, own, strict=False)]
        if own and all(words):
            found.append(_Group(match[1], own, [word[1] for word in words if word]))
    taken = {box.start for group in found for box in group.boxes}
    if others := [box for box in boxes if box.start not in taken]:
        found += _other_groups(text, others)
    return sorted(found, key=lambda group: group.boxes[0].start)


def _other_groups(text: str, boxes: Sequence[Spot]) -> Iterator[_Group]:
    """Those whose words do not all stand before their box. What a box stands for comes after it, unless nothing stands
    after the last one."""
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
