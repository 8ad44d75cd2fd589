"""The shared strings of an .xlsx package: how long they are, and which are struck out in part."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

_ITEM = re.compile(rb"<(?:\w+:)?si\b[^>]*>")
STRUCK = re.compile(rb"""<(?:\w+:)?strike\s*(?:/?>|val\s*=\s*["'](?:1|true|on)["'])""")
"""What begins struck-out text within a string (ISO 29500-1, 18.4.10)."""


@dataclass
class Strings:
    """The length in bytes of every string, its markup counted in, and the numbers of those that are struck out."""

    lengths: array[int] = field(default_factory=lambda: array("q"))
    struck: set[int] = field(default_factory=set)

    @classmethod
    def read(cls, pieces: Iterable[bytes]) -> Strings:
        """The strings of the part whose pieces these are (ISO 29500-1, 18.4)."""
        strings, rest = cls(), b""
        for piece in pieces:
            data = rest + piece
            cut = data.rfind(b"<")  # no tag is cut in two
            cut = len(data) if cut < 0 else cut
            strings._add(data[:cut])
            rest = data[cut:]
        strings._add(rest)
        return strings

    def _add(self, data: bytes) -> None:
        first, *items = _ITEM.split(data)
        for number, item in enumerate((first, *items), len(self.lengths) - 1) if b"strike" in data else ():
            if STRUCK.search(item):
                self.struck.add(number)
        if self.lengths:
            self.lengths[-1] += len(first)
        self.lengths.extend(map(len, items))

    @property
    def longest(self) -> int:
        """The length of the longest."""
        return max(self.lengths, default=0)
