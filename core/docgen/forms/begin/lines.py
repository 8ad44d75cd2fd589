"""A paragraph as people see it: one line of text, with the rules to write on that are drawn below spaces."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from typing import Any

from docgen.forms.begin.found import SPACE, text_node
from docgen.render.xml import W, local

DRAWN = "‗"
"""A space with a line below it; a tab of that kind is some of them."""
_TAB, _BOX, _TICKED, _OTHER = DRAWN * 4, "□", "☑", "\ufffc"
_BOXES = frozenset("6F 71 72 A3 A8".split())
_TICKS = frozenset("52 53 54 FD FE".split())
"""What Wingdings has for boxes."""
_TELLING = 12  # characters
_MANY = 20  # paragraphs of a row
_SAYS = frozenset("t tab sym br cr".split())
_NO_TEXT = frozenset("p pPr rPr sdtPr sdtEndPr del moveFrom Fallback".split())
"""What is not of the line: paragraphs in its text boxes, looks, what somebody deleted, the same for old programs."""


class Line:
    """The nodes of a paragraph that say something, and the `text` that they say together."""

    def __init__(self, paragraph: Any) -> None:
        self.paragraph = paragraph
        self.nodes = list(_own(paragraph))
        shown = [_shown(node) for node in self.nodes]
        self.text = "".join(shown)
        self._starts = [0, *accumulate(map(len, shown))]

    @property
    def read(self) -> str:
        """The text for a message."""
        return self.text.replace(DRAWN, "_").strip()

    @property
    def around(self) -> str:
        """The text for a message about a part of it; in a table that of the row, if the paragraph alone says little."""
        row = next(self.paragraph.iterancestors(f"{W}tr"), None)
        if row is None or len(self.read) > _TELLING:
            return self.read
        return " ".join(filter(None, (Line(paragraph).read for paragraph in islice(row.iter(f"{W}p"), _MANY))))

    def between(self, start: int, end: int) -> list[Any]:
        """The nodes that say the characters from `start` to `end`."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_left(self._starts, end, first + 1)
        return self.nodes[first:last]

    def put(self, tags: Iterable[tuple[int, int, str]]) -> None:
        """Put tags in the place of some characters: each with where it starts and ends, one after the other. A tag
        looks as the first of its characters, or as the one before where it takes the place of none."""
        for start, end, tag in reversed(list(tags)):
            if start < end:
                self._put(start, end, tag)
            elif start:
                self._put(start - 1, start, self.text[start - 1] + tag)

    def _put(self, start: int, end: int, tag: str) -> None:
        first = at = bisect_right(self._starts, start) - 1
        while at < len(self.nodes) and self._starts[at] < end:
            own = tag if at == first else ""
            self.nodes[at] = _with(self.nodes[at], start - self._starts[at], end - self._starts[at], own)
            at += 1


def _own(element: Any) -> Iterator[Any]:
    for child in element:
        name = local(child)
        if name in _SAYS:
            yield child
        elif name not in _NO_TEXT:
            yield from _own(child)


def _shown(node: Any) -> str:
    name = local(node)
    if name == "t":
        text = str(node.text or "")
        return DRAWN * len(text) if text and not text.strip() and _is_drawn(node) else text
    if name == "tab":
        return _TAB if _is_drawn(node) else "\t"
    if name == "sym":
        code = node.get(f"{W}char", "")[-2:].upper()
        is_sign = "wingdings" in node.get(f"{W}font", "").lower()
        return _BOX if is_sign and code in _BOXES else _TICKED if is_sign and code in _TICKS else _OTHER
    return "\n"


def _is_drawn(node: Any) -> bool:
    line = node.getparent().find(f"{W}rPr/{W}u")
    return line is not None and line.get(f"{W}val", "single") != "none"


def _with(node: Any, start: int, end: int, tag: str) -> Any:
    """The node with `tag` for some of its characters, or for all of it if it is no text."""
    if local(node) == "t":
        text = node.text or ""
        node.text = text[: max(start, 0)] + tag + text[end:]
        node.set(SPACE, "preserve")
        return node
    made = text_node(tag)
    node.getparent().replace(node, made)
    return made
