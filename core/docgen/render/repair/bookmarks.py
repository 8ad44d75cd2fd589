"""Bookmarks that a loop repeats: each needs a number and a name of its own (ISO 29500-1 17.13.6.2)."""

from __future__ import annotations

import re
from itertools import count

_MAX_NAME = 40
_CURSOR = re.compile(r'<w:bookmarkStart\b(?=[^>]* w:name="_GoBack")[^>]*? w:id="([^"]*)"[^>]*/>')
_TAGS = re.compile(r"<w:bookmark(?:Start|End)\b|\{%-?\s*(end)?(?:for|if|macro|call)\b")
_MARKS = re.compile(rb"<w:bookmark(Start|End)\b[^>]*/>")
_ID = re.compile(rb'(?<= w:id=")[^"]*')
_NAME = re.compile(r'(?<= w:name=")[^"]*')


def without_cursor(xml: str) -> str:
    """`xml` without the bookmark _GoBack, by which Word remembers where its cursor was last."""
    while found := _CURSOR.search(xml):
        end = re.compile(rf'<w:bookmarkEnd\b[^>]* w:id="{re.escape(found[1])}"[^>]*/>')
        xml = xml[: found.start()] + end.sub("", xml[found.end() :], count=1)
    return xml


def may_repeat_bookmarks(source: str) -> bool:
    """Whether a block of the Jinja `source` may repeat a bookmark, or leave out one of its two ends."""
    depth = 0
    for found in _TAGS.finditer(source):
        if found[0].startswith("{"):
            depth += -1 if found[1] else 1
        elif depth:
            return True
    return False


def with_own_bookmarks(xml: bytes) -> bytes:
    """Bookmarks with numbers and names of their own, without _GoBack and without ends of what does not begin.

    References lead to the first of those that had one name."""
    xml = without_cursor(xml.decode()).encode()
    marks = [found[0] for found in _MARKS.finditer(xml)]
    return _MARKS.sub(_Renumbering(marks).changed, xml)


class _Renumbering:
    """Goes through the marks of a part in their order."""

    def __init__(self, marks: list[bytes]) -> None:
        numbers = [int(found[0]) for mark in marks if (found := _ID.search(mark)) and found[0].isdigit()]
        self._free = count(max(numbers, default=0) + 1)
        self._taken: set[bytes] = set()
        self._open: dict[bytes, bytes] = {}
        self._names: set[str] = set()

    def changed(self, found: re.Match[bytes]) -> bytes:
        mark = found[0]
        typed = _ID.search(mark)
        old = typed[0] if typed else b""
        if found[1] == b"End":
            number = self._open.pop(old, None)
            return b"" if number is None else _ID.sub(number, mark)
        self._open[old] = number = str(next(self._free)).encode() if old in self._taken else old
        self._taken.add(number)
        return _NAME.sub(lambda name: self._name(name[0]), _ID.sub(number, mark).decode()).encode()

    def _name(self, name: str) -> str:
        numbers, free = count(2), name
        while free.lower() in self._names:
            ending = f"_{next(numbers)}"
            free = name[: _MAX_NAME - len(ending)] + ending
        self._names.add(free.lower())
        return free
