"""Whether every document of a template is well-formed XML, whatever its conditions and loops leave out or repeat."""

from __future__ import annotations

import re

from docgen.render.source import TAG

_ELEMENT = re.compile(r"<(/?)([\w:.-]+)([^<>]*?)(/?)>")
_BLOCK = re.compile(r"\{%[-+]?\s*(?P<word>\w+)(?P<rest>[^=]*=?)")
_OPENS, _DIVIDES, _ENDS = ("if", "for"), ("elif", "else"), ("endif", "endfor")


def is_balanced(source: str) -> bool:
    """Whether the Jinja `source` of a part gives well-formed XML for all values, if it is well-formed without its tags:
    each block ends in the elements in which it begins, so that it may be left out and repeated. False means that nobody
    knows, and that each document must be read again."""
    blocks: list[_Body] = []
    position = 0
    while (start := source.find("{%", position)) >= 0:
        tag, between = TAG.match(source, start), _without_values(source[position:start])
        if tag is None or between.rfind("<") > between.rfind(">"):  # among the attributes of an element
            return False
        if (blocks and not blocks[-1].see(between)) or not _see_tag(tag[0], blocks):
            return False
        position = tag.end()
    return not blocks


def _without_values(xml: str) -> str:
    """A piece without the tags that print, if signs of elements stand in them: {{ a if b < c }}."""
    return TAG.sub("", xml) if _COMPARES.search(xml) else xml


_COMPARES = re.compile(r"\{[{#][^{}]*[<>]")


def _see_tag(tag: str, blocks: list[_Body]) -> bool:
    """Go on behind the tag of a block; False for one that does not say what it leaves out."""
    found = _BLOCK.match(tag)
    word = found["word"] if found else ""
    if word in _OPENS:
        blocks.append(_Body())
    elif word in _DIVIDES or word in _ENDS:
        if not blocks or not blocks[-1].is_neutral:
            return False
        done = blocks.pop()
        if blocks and not blocks[-1].include(done):
            return False
        if word in _DIVIDES:
            blocks.append(_Body())
    else:
        return word == "set" and found is not None and found["rest"].endswith("=")
    return True


class _Body:
    """What stands between two tags of a block: the elements that it closes without having opened them, and those that
    it leaves open."""

    def __init__(self) -> None:
        self.closed: list[str] = []
        self.opened: list[str] = []

    @property
    def is_neutral(self) -> bool:
        """Whether it ends in elements of the same names as it began in."""
        return self.closed == self.opened[::-1]

    def see(self, xml: str) -> bool:
        """Go on behind a piece of XML; False when it closes another element than the one that is open."""
        return all(self._step(name, closes=bool(close)) for close, name, _, empty in _ELEMENT.findall(xml) if not empty)

    def include(self, inner: _Body) -> bool:
        """Go on behind a block that stands in this one."""
        return all(self._step(name, closes=True) for name in inner.closed) and all(
            self._step(name, closes=False) for name in inner.opened
        )

    def _step(self, name: str, *, closes: bool) -> bool:
        if not closes:
            self.opened.append(name)
        elif self.opened:
            return self.opened.pop() == name
        else:
            self.closed.append(name)
        return True
