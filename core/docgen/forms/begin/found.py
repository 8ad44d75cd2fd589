"""What is found in an old form where something is to be filled in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from docgen.render.xml import W, local

TagOf = Callable[[str], str | None]
"""Gives the tag of a name; None where nothing is called so."""

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OUTSIDE = re.compile(r"[\s:：_＿…]+")


@dataclass
class Found:
    """What became of the places of a part in which something is to be written.

    Those that hold no tags now: `left`, since nothing is called so; `unnamed`, since nothing says what they are;
    `held` by something of Word that a tag would break; all with the text around. Labels whose blanks stay, to be
    filled in `by_hand`; names `of_a_row` in a document of all rows; merge fields whose `formats` were not kept.

    And what later steps ask for: what stood where a tag stands now (`blanks`, by paragraph and tag); the runs that were
    put into blank rows, with their labels; the texts of fields that stay (`shown`); how many places of a paragraph and
    which cells were `told`; the labels that stand `beside` cells, and the cells
    that head others (`heads`); other `fields` that
    Word fills in, with their paragraphs and first nodes; table rows, or paragraphs, that a field said were about
    `others` than those before; labels that are `unclear`.
    """

    left: list[tuple[str, str]] = field(default_factory=list)
    unnamed: list[tuple[str, str]] = field(default_factory=list)
    held: list[tuple[str, str]] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    of_a_row: list[str] = field(default_factory=list)
    formats: list[tuple[str, str]] = field(default_factory=list)
    blanks: dict[tuple[Any, str], str] = field(default_factory=dict)
    in_rows: list[tuple[Any, str]] = field(default_factory=list)
    shown: set[Any] = field(default_factory=set)
    told: Counter[Any] = field(default_factory=Counter)
    beside: dict[Any, str] = field(default_factory=dict)
    heads: set[Any] = field(default_factory=set)
    fields: list[tuple[str, Any, Any]] = field(default_factory=list)
    others: list[Any] = field(default_factory=list)
    unclear: Collection[str] = ()


def text_of(element: Any) -> str:
    """The text of a paragraph or cell, as a person reads it."""
    return "".join(node.text or "" for node in texts_of(element))


def texts_of(element: Any) -> Iterator[Any]:
    """The texts below an element, but not those that only old programs show in the place of others."""
    return (node for node in element.iter(f"{W}t") if not is_fallback(node))


def is_fallback(element: Any) -> bool:
    """Whether only old programs show it."""
    return next(element.iterancestors(_FALLBACK), None) is not None


def plain_label(text: str) -> str:
    """A label without the spaces and the colon that set it apart: 姓　名： is 姓名."""
    return _OUTSIDE.sub("", text)


def text_node(text: str) -> Any:
    """A text of a run."""
    node = etree.Element(f"{W}t")
    node.text = text
    node.set(SPACE, "preserve")
    return node


def put_text(run: Any, text: str) -> None:
    """Let a run say `text` and nothing else; its look stays."""
    for child in list(run):
        if local(child) != "rPr":
            run.remove(child)
    run.append(text_node(text))


def fill(cell: Any, tag: str) -> Any:
    """Put a tag into an empty cell, in the look that its paragraph has for text; gives the run."""
    paragraph = cell.find(f"{W}p")
    for node in list(cell.iter(f"{W}t", f"{W}tab")):  # spaces and rules
        if node.getparent().tag == f"{W}r":
            node.getparent().remove(node)
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
