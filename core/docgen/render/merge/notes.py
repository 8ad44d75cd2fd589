"""Footnotes and endnotes of many records in one part each (ISO 29500-1 17.11)."""

from __future__ import annotations

from copy import deepcopy
from itertools import count
from typing import Any

from docgen.render.xml import W, parsed, serialized

KINDS = ("footnote", "endnote")


def part_of(kind: str) -> str:
    """The name of the part with the notes of a kind (footnote, endnote)."""
    return f"word/{kind}s.xml"


def content_type(kind: str) -> str:
    """The content type of the part."""
    return f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"


class Notes:
    """The notes of one kind: begins with the lines that separate them from the text, which the first template that has
    notes brings along."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._root: Any = None
        self._ids = count(1)

    def __bool__(self) -> bool:
        return self._root is not None

    def take(self, body: Any, xml: bytes) -> list[Any]:
        """Take in the notes that the record under `body` refers to, from its notes part `xml`; the references get
        their new numbers. Gives the notes taken."""
        references = list(body.iter(f"{W}{self.kind}Reference"))
        if not references:
            return []
        known = {note.get(f"{W}id"): note for note in parsed(xml).iter(f"{W}{self.kind}")}
        if self._root is None:
            self.begin(xml)
        taken = []
        for reference in references:
            note = known.get(reference.get(f"{W}id"))
            if note is None:
                reference.getparent().remove(reference)
                continue
            number = str(next(self._ids))
            reference.set(f"{W}id", number)
            taken.append(deepcopy(note))
            taken[-1].set(f"{W}id", number)
            self._root.append(taken[-1])
        return taken

    def begin(self, xml: bytes, *, keep: bool = False) -> None:
        """Begin with the separators of the part `xml`; with `keep` with all its notes."""
        self._root = parsed(xml)
        for note in list(self._root.iter(f"{W}{self.kind}")) if not keep else ():
            if note.get(f"{W}type", "normal") == "normal":
                self._root.remove(note)
        taken = [int(note.get(f"{W}id")) for note in self._root.iter(f"{W}{self.kind}")]
        self._ids = count(max((*taken, 0)) + 1)

    def xml(self) -> bytes:
        """The part."""
        return serialized(self._root)
