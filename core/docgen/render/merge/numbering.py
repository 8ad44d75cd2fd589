"""Lists: the definitions of several templates in one part, and a list that begins anew with each record (ISO 29500-1
17.9)."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from itertools import count
from typing import Any

from lxml import etree

from docgen.render.xml import W, local, parsed, serialized

NUMBERING = "word/numbering.xml"
NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_UNCOUNTED = ("bullet", "none")


class Numbering:
    """The part word/numbering.xml of a combined file: begins as the first template's, or empty."""

    def __init__(self, xml: bytes | None) -> None:
        self._root = parsed(xml) if xml else etree.Element(f"{W}numbering", nsmap={"w": W[1:-1]})
        self._abstracts: dict[str, Any] = {
            str(line.get(f"{W}abstractNumId")): line for line in self._root.findall(f"{W}abstractNum")
        }
        self._lists: dict[str, Any] = {str(line.get(f"{W}numId")): line for line in self._root.findall(f"{W}num")}
        self._ids = count(1 + max((int(number) for number in (*self._abstracts, *self._lists)), default=0))
        self._last = next(reversed(self._lists.values()), None)
        self._used: set[str] = set()
        self.changed = False

    def add(self, xml: bytes) -> dict[str, str]:
        """Take in the lists of another template's part; gives their new numbers by the old ones."""
        other = parsed(xml)
        abstracts = {}
        for line in other.findall(f"{W}abstractNum"):
            abstracts[line.get(f"{W}abstractNumId")] = self._add_abstract(line)
        return {
            line.get(f"{W}numId"): self._add_list(deepcopy(line), abstracts[_abstract(line)])
            for line in other.findall(f"{W}num")
            if _abstract(line) in abstracts
        }

    def fresh(self, number: str) -> str:
        """The list to use for `number` in one more record: itself the first time, then one that begins anew. Lists that
        do not count stay as they are."""
        if number not in self._lists or not self._counts(number):
            return number
        if number not in self._used:
            self._used.add(number)
            return number
        line = deepcopy(self._lists[number])
        for level, start in self._starts(number):
            _override(line, level, start)
        return self._add_list(line, _abstract(line))

    def level_of(self, number: str, style: str) -> str:
        """The level of the list that belongs to the paragraph style."""
        for level in self._levels(number):
            linked = level.find(f"{W}pStyle")
            if linked is not None and linked.get(f"{W}val") == style:
                return str(level.get(f"{W}ilvl"))
        return "0"

    def xml(self) -> bytes:
        """The part."""
        return serialized(self._root)

    def _add_abstract(self, line: Any) -> str:
        number = str(next(self._ids))
        added = deepcopy(line)
        added.set(f"{W}abstractNumId", number)
        for child in added.findall(f"{W}nsid") + added.findall(f".//{W}lvlPicBulletId"):
            child.getparent().remove(child)  # one list must not pass for another, and its pictures stay behind
        place = sum(1 for child in self._root if local(child) in ("numPicBullet", "abstractNum"))
        self._root.insert(place, added)
        self._abstracts[number] = added
        self.changed = True
        return number

    def _add_list(self, line: Any, abstract: str) -> str:
        number = str(next(self._ids))
        line.set(f"{W}numId", number)
        line.find(f"{W}abstractNumId").set(f"{W}val", abstract)
        if self._last is None:
            self._root.append(line)
        else:
            self._last.addnext(line)
        self._last = line
        self._lists[number] = line
        self.changed = True
        return number

    def _levels(self, number: str) -> list[Any]:
        if number not in self._lists:
            return []
        abstract = self._abstracts.get(_abstract(self._lists[number]))
        return [] if abstract is None else list(abstract.findall(f"{W}lvl"))

    def _counts(self, number: str) -> bool:
        formats = (level.find(f"{W}numFmt") for level in self._levels(number))
        kinds = ["decimal" if found is None else found.get(f"{W}val") for found in formats]
        return not kinds or any(kind not in _UNCOUNTED for kind in kinds)

    def _starts(self, number: str) -> Iterator[tuple[str, str]]:
        levels = self._levels(number)
        if not levels:  # it takes its levels from a style
            yield "0", "1"
        for level in levels:
            start = level.find(f"{W}start")
            yield level.get(f"{W}ilvl"), "0" if start is None else start.get(f"{W}val")


def _override(line: Any, level: str, start: str) -> None:
    """Let the level of the list begin at `start`, unless it says itself where (17.9.8)."""
    known = {found.get(f"{W}ilvl"): found for found in line.findall(f"{W}lvlOverride")}
    found = known.get(level)
    if found is None:
        found = etree.SubElement(line, f"{W}lvlOverride")
        found.set(f"{W}ilvl", level)
    if found.find(f"{W}startOverride") is None:
        begin = etree.Element(f"{W}startOverride")
        begin.set(f"{W}val", start)
        found.insert(0, begin)


def _abstract(line: Any) -> str:
    found = line.find(f"{W}abstractNumId")
    return "" if found is None else str(found.get(f"{W}val"))
