"""Lists: the definitions of several templates in one part, and a list that begins anew with each record (ISO 29500-1
17.9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
        self._begun: set[str] = set()
        self.restarts = 0
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

    def rename_styles(self, numbers: Iterable[str], names: Mapping[str, str]) -> None:
        """Let the levels of these lists belong to the styles by their new names."""
        for abstract in {_abstract(self._lists[number]): None for number in numbers}:
            for style in self._abstracts[abstract].iter(f"{W}pStyle", f"{W}numStyleLink", f"{W}styleLink"):
                style.set(f"{W}val", names.get(style.get(f"{W}val"), style.get(f"{W}val")))

    def begin(self, number: str) -> bool:
        """Whether a record that uses the list `number` is the first whose lists count as that one does."""
        abstract = _abstract(self._lists[number])
        first = abstract not in self._begun
        self._begun.add(abstract)
        return first

    def definition(self, number: str) -> str:
        """What the list `number` counts by: lists of one definition count on each other. Nothing when it does not
        count."""
        return _abstract(self._lists[number]) if number in self._lists and self._counts(number) else ""

    def is_plain(self, number: str) -> bool:
        """Whether the list is as its definition says, and begins nowhere of its own."""
        return self._lists[number].find(f"{W}lvlOverride") is None

    def again(self, number: str, *, restart: bool) -> str:
        """Another list like `number`, which begins anew, or only where that does."""
        line = deepcopy(self._lists[number])
        for level, start in self._starts(number) if restart else ():
            _override(line, level, start)
        self.restarts += 1
        return self._add_list(line, _abstract(line))

    def look_of(self, number: str) -> bytes:
        """What makes the list look as it does."""
        parts = [*self._levels(number)]
        if number in self._lists:
            parts += self._lists[number].findall(f"{W}lvlOverride")
            abstract = self._abstracts.get(_abstract(self._lists[number]))
            parts += [] if abstract is None else abstract.findall(f"{W}numStyleLink")
        return b"".join(etree.tostring(part, method="c14n") for part in parts)

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


class RecordLists:
    """The lists of one record: what counts on in the template counts on, and all begins anew with the record."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._lists: dict[str, str] = {}
        self._begun: dict[str, str] = {}
        self._first: set[str] = set()

    def of(self, number: str) -> str:
        """The list to use for `number`: itself in the first record, and where nothing is counted."""
        if number not in self._lists:
            definition = self._numbering.definition(number)
            self._lists[number] = self._begin(number, definition) if definition else number
        return self._lists[number]

    def _begin(self, number: str, definition: str) -> str:
        known = self._begun.get(definition)
        if known is None and self._numbering.begin(number):
            self._first.add(definition)
        if definition in self._first:
            self._begun[definition] = number
            return number
        if known is not None and self._numbering.is_plain(number):
            return known
        fresh = self._numbering.again(number, restart=known is None)
        self._begun.setdefault(definition, fresh)
        return fresh


def definitions(xml: bytes, numbers: Iterable[str]) -> dict[str, bytes]:
    """What the lists with these numbers look like, whatever their definitions are numbered."""
    numbering = Numbering(xml)
    return {number: numbering.look_of(number) for number in sorted(numbers)}


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
