"""What must be one of its kind in a file, made so for each record: bookmarks, changes, drawings, notes, lists.

Records of a template repeat its numbers and names. Here those of one record are changed, on the tree of its body; a
template without any of them never comes here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from lxml import etree

from docgen.render.merge.numbering import Numbering, RecordLists
from docgen.render.merge.properties import insert
from docgen.render.xml import W, local

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SHAPE = "_x0000_s"
"""How Word begins the ids of shapes in VML."""
_CHANGES = frozenset(
    """ins del moveFrom moveTo moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd permStart permEnd
    rPrChange pPrChange sectPrChange tblPrChange tcPrChange trPrChange tblGridChange cellIns cellDel cellMerge
    numberingChange customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart
    customXmlDelRangeEnd""".split()
)
"""Annotations that share one row of numbers with bookmarks (ISO 29500-1 17.13.5, 17.13.7)."""
_MAX_BOOKMARK = 40

SIGNS = re.compile(
    r"<w:(?:bookmarkStart|footnoteReference|endnoteReference|numId|sdt|permStart|ins|del|moveFrom|moveTo"
    r"|[a-zA-Z]+Change)\b|" + _SHAPE
)
"""In the source of a body: something that records may not share."""


_BOOKMARK = re.compile(r'<w:bookmarkStart\b[^>]* w:name="([^"]*)"')


@dataclass(frozen=True)
class ListStyle:
    """The list that a paragraph style brings: its number, its level, and the style's own indents, which a list that is
    named in the paragraph would override."""

    number: str
    level: str
    indents: Any


@dataclass
class Identities:
    """Numbers and names of a file that were given already."""

    numbering: Numbering
    annotations: Any = field(default_factory=lambda: count(1))
    shapes: Any = field(default_factory=lambda: count(10_000))
    bookmarks: set[str] = field(default_factory=set)
    """In small letters, as Word does not tell them by case."""
    _tries: dict[str, int] = field(default_factory=dict)

    def know_bookmarks(self, xml: bytes) -> None:
        """Remember the names of the bookmarks of a body that stays as it is."""
        self.bookmarks.update(name.lower() for name in _BOOKMARK.findall(xml.decode()))

    def renew(self, root: Any, numbers: Any, styles: Mapping[str, ListStyle]) -> None:
        """Give the record under `root` its own numbers and names; `numbers` are those of drawings, `styles` the lists
        that its paragraph styles bring."""
        annotations: dict[str, str] = {}
        bookmarks: dict[str, str] = {}
        lists = RecordLists(self.numbering)
        for element in list(root.iter()):
            name = local(element)
            if name in ("bookmarkStart", "bookmarkEnd") or name in _CHANGES:
                self._annotation(element, name, annotations, bookmarks)
            elif name == "docPr" and element.tag.startswith(_WP):
                element.set("id", str(next(numbers)))
            elif name == "p" and element.tag.startswith(W):
                self._paragraph(element, styles, lists)
            elif element.get("id", "").startswith(_SHAPE):
                element.set("id", f"{_SHAPE}{next(self.shapes)}")
            elif name == "sdtPr":
                _unbind(element)
        if bookmarks:
            _lead_to(root, bookmarks)

    def _annotation(self, element: Any, name: str, numbers: dict[str, str], bookmarks: dict[str, str]) -> None:
        old = element.get(f"{W}id")
        if old is not None:
            key = f"{name.removesuffix('Start').removesuffix('End')} {old}"
            if key not in numbers or name == "bookmarkStart":  # one that a loop repeats
                numbers[key] = str(next(self.annotations))
            element.set(f"{W}id", numbers[key])
        if name == "bookmarkStart":
            typed = element.get(f"{W}name", "")
            fresh = self.bookmark(typed)
            bookmarks.setdefault(typed, fresh)
            element.set(f"{W}name", fresh)

    def bookmark(self, name: str) -> str:
        """A name like `name` that no bookmark of the file has, also where a long one must be cut short."""
        free, number = name, self._tries.get(name, 1)
        while free.lower() in self.bookmarks:
            number += 1
            ending = f"_{number}"
            free = name[: _MAX_BOOKMARK - len(ending)] + ending
        self.bookmarks.add(free.lower())
        self._tries[name] = number
        return free

    def _paragraph(self, paragraph: Any, styles: Mapping[str, ListStyle], lists: RecordLists) -> None:
        own = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if own is not None:
            own.set(f"{W}val", lists.of(own.get(f"{W}val")))
            return
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        brought = styles.get(style.get(f"{W}val")) if style is not None else None
        if brought is not None:
            fresh = lists.of(brought.number)
            if fresh != brought.number:
                level = brought.level or self.numbering.level_of(fresh, style.get(f"{W}val"))
                _number(style, fresh, level, brought.indents)


def _number(style: Any, number: str, level: str, indents: Any) -> None:
    """Name the list in the paragraph itself, which has it from its style so far."""
    properties = style.getparent()
    for old in properties.findall(f"{W}numPr"):  # a level without a list
        properties.remove(old)
    found = etree.Element(f"{W}numPr")
    etree.SubElement(found, f"{W}ilvl").set(f"{W}val", level)
    etree.SubElement(found, f"{W}numId").set(f"{W}val", number)
    insert(properties, found)
    if indents is not None and properties.find(f"{W}ind") is None:
        insert(properties, deepcopy(indents))


def _unbind(properties: Any) -> None:
    """A content control without its number, which must be its own, and without what would fill it from elsewhere."""
    for name in ("id", "dataBinding"):
        for found in properties.findall(f"{W}{name}"):
            properties.remove(found)


def _lead_to(root: Any, bookmarks: Mapping[str, str]) -> None:
    """Let references follow the bookmarks: links, and fields such as REF and PAGEREF."""
    names = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, bookmarks))})(?![\w.])")
    for element in root.iter(f"{W}hyperlink", f"{W}instrText", f"{W}fldSimple"):
        if element.tag == f"{W}instrText":
            element.text = names.sub(lambda found: bookmarks[found[0]], element.text or "")
        for attribute in (f"{W}anchor", f"{W}instr"):
            if attribute in element.attrib:
                element.set(attribute, names.sub(lambda found: bookmarks[found[0]], element.get(attribute)))
