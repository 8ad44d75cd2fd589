"""What is found in an old form where something is to be filled in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from lxml import etree

from docgen.render.xml import W, local

TagOf = Callable[[str], str | None]
"""Gives the tag of a name; None where nothing is called so."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OUTSIDE = re.compile(r"[\s:：_＿]+")


@dataclass
class Found:
    """What became of the names of a part that are no tags now: those that were left, since nothing is called so, and
    those that are `held` by something of Word that a tag would break, both with the text around; labels whose blanks
    stay, to be filled in by hand; names `of_a_row` in a document of all rows; fields whose `formats` were not kept. And
    what stood where a tag stands now, by paragraph and tag; the runs that were put into blank rows, with their labels;
    and the texts that those fields show which stay."""

    left: list[tuple[str, str]] = field(default_factory=list)
    held: list[tuple[str, str]] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    of_a_row: list[str] = field(default_factory=list)
    formats: list[tuple[str, str]] = field(default_factory=list)
    blanks: dict[tuple[Any, str], str] = field(default_factory=dict)
    in_rows: list[tuple[Any, str]] = field(default_factory=list)
    shown: set[Any] = field(default_factory=set)


def text_of(element: Any) -> str:
    """The text of a paragraph or cell, as a person reads it."""
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def plain_label(text: str) -> str:
    """A label without the spaces and the colon that set it apart: 姓　名： is 姓名."""
    return _OUTSIDE.sub("", text)


def text_node(text: str) -> Any:
    """A text of a run."""
    node = etree.Element(f"{W}t")
    node.text = text
    node.set(_SPACE, "preserve")
    return node


def put_text(run: Any, text: str) -> None:
    """Let a run say `text` and nothing else; its look stays."""
    for child in list(run):
        if local(child) != "rPr":
            run.remove(child)
    run.append(text_node(text))


def put_between(nodes: Sequence[Any], tags: Iterable[tuple[int, int, str]]) -> None:
    """Put tags in the place of some characters of the texts `nodes`: each with where it starts and ends, one after the
    other. A tag looks as the first of its characters."""
    starts = [0, *accumulate(len(node.text or "") for node in nodes)]
    for start, end, tag in reversed(list(tags)):
        first = at = bisect_right(starts, start) - 1
        while at < len(nodes) and starts[at] < end:
            text = nodes[at].text or ""
            before, behind = text[: max(start - starts[at], 0)], text[end - starts[at] :]
            nodes[at].text = before + (tag if at == first else "") + behind
            nodes[at].set(_SPACE, "preserve")
            at += 1


def fill(cell: Any, tag: str) -> Any:
    """Put a tag into an empty cell, in the look that its paragraph has for text; gives the run."""
    paragraph = cell.find(f"{W}p")
    for node in paragraph.iter(f"{W}t"):  # spaces
        node.text = ""
    looks = paragraph.find(f"{W}r/{W}rPr")
    looks = paragraph.find(f"{W}pPr/{W}rPr") if looks is None else looks
    run = etree.SubElement(paragraph, f"{W}r")
    if looks is not None:
        run.append(_run_looks(looks))
    run.append(text_node(tag))
    return run


def _run_looks(looks: Any) -> Any:
    """The looks of a run, or of a paragraph's mark, as those of another run: what was inserted, deleted or changed is
    not told of that."""
    made = etree.fromstring(etree.tostring(looks))
    for child in list(made):
        if local(child) in ("ins", "del", "moveFrom", "moveTo", "rPrChange"):
            made.remove(child)
    return made
