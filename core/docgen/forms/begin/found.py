"""What is found in an old form where something is to be filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from docgen.render.xml import W, local

TagOf = Callable[[str], str | None]
"""Gives the tag of a name; None where nothing is called so."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OUTSIDE = re.compile(r"[\s:：_＿]+")


@dataclass
class Found:
    """What became of the names of a part: those that are tags now; those that were left, with the text around; labels
    whose blanks stay, to be filled in by hand; and what stood where a tag stands now, by paragraph and tag."""

    placed: list[str] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    blanks: dict[tuple[Any, str], str] = field(default_factory=dict)


def text_of(element: Any) -> str:
    """The text of a paragraph or cell, as a person reads it."""
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def plain_label(text: str) -> str:
    """A label without the spaces and the colon that set it apart: 姓　名： is 姓名."""
    return _OUTSIDE.sub("", text)


def put_text(run: Any, text: str) -> None:
    """Let a run say `text` and nothing else; its look stays."""
    for child in list(run):
        if local(child) != "rPr":
            run.remove(child)
    node = etree.SubElement(run, f"{W}t")
    node.text = text
    node.set(_SPACE, "preserve")


def put_between(nodes: Sequence[Any], start: int, end: int, tag: str) -> None:
    """Put a tag in the place of some characters of the texts `nodes`; it looks as the first of them."""
    at = 0
    for node in nodes:
        text, after = node.text or "", at + len(node.text or "")
        if after > start and at < end:
            before, behind = text[: max(start - at, 0)], text[max(end - at, 0) :] if after > end else ""
            node.text = before + (tag if at <= start else "") + behind
            node.set(_SPACE, "preserve")
        at = after


def fill(cell: Any, tag: str) -> None:
    """Put a tag into an empty cell, in the look that its paragraph has for text."""
    paragraph = cell.find(f"{W}p")
    run = next(paragraph.iter(f"{W}r"), None)
    if run is None:
        run = etree.SubElement(paragraph, f"{W}r")
        looks = paragraph.find(f"{W}pPr/{W}rPr")
        if looks is not None:
            run.append(_run_looks(looks))
    put_text(run, tag)


def _run_looks(looks: Any) -> Any:
    """The looks of a paragraph's mark, as those of a run: what was inserted or deleted is told of the mark only."""
    made = etree.fromstring(etree.tostring(looks))
    for child in list(made):
        if local(child) in ("ins", "del", "moveFrom", "moveTo", "rPrChange"):
            made.remove(child)
    return made
