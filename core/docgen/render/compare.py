"""What differs between two documents, by meaning: their lines of text with places, and whether only the layout does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from lxml import etree

from docgen.problems import DocgenError, DocumentSpot
from docgen.render.package import read_parts
from docgen.render.source import Words
from docgen.text import Text

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

# The parts that people read, in the order in which they are compared.
_STORIES = ("document", r"header\d*", r"footer\d*", "footnotes", "endnotes")
# What Word writes anew each time that a document is saved.
_NOT_LAYOUT = re.compile(r"docProps/.*|\[Content_Types\]\.xml")
_TRACES = {f"{_W}{name}" for name in ("rsids", "proofErr", "lastRenderedPageBreak")}
_TRACE_ATTRIBUTES = re.compile(rf"{re.escape(_W)}rsid\w*|{re.escape(_W14)}(?:paraId|textId)")


@dataclass(frozen=True)
class Line:
    """A paragraph that is not empty: where it stands and what it says, tags as typed."""

    place: Text
    text: str


@dataclass(frozen=True)
class Change:
    """A line that only the old document (`-`) or only the new one (`+`) has."""

    sign: str
    line: Line


@dataclass(frozen=True)
class Difference:
    """What differs: lines of text, and whether anything else does (fonts, spacing, styles, pictures)."""

    changes: list[Change]
    layout: bool

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.changes and not self.layout


def compare(old: Path, new: Path) -> Difference:
    """What differs between two .docx files. Raises DocgenError for one that cannot be read."""
    before, after = read_parts(old), read_parts(new)
    try:
        lines = [(list(_lines(before, story)), list(_lines(after, story))) for story in _STORIES]
    except (etree.XMLSyntaxError, UnicodeDecodeError):
        text = Text("one of the two files is damaged", "两个文件中有一个已损坏")
        raise DocgenError(text, where=DocumentSpot(f"{old.name}, {new.name}")) from None
    changes = [change for pair in lines for change in _changes(*pair)]
    return Difference(changes, _canonical(before) != _canonical(after))


def _lines(parts: Mapping[str, bytes], story: str) -> Iterator[Line]:
    for name in sorted(name for name in parts if re.fullmatch(rf"word/{story}\.xml", name)):
        words, position = Words(name, parts[name].decode("utf-8-sig")), 0
        for line in words.text.split("\n"):
            if line.strip():
                text = line.replace("{%p ", "{% ") if words.plain else line
                place = words.place(position)
                yield Line(Text("{part}, {place}", "{part} {place}").format(part=words.part, place=place), text)
            position += len(line) + 1


def _changes(old: list[Line], new: list[Line]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, [line.text for line in old], [line.text for line in new], autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        gone = [Change("-", line) for line in old[start:end]]
        come = [Change("+", line) for line in new[new_start:new_end]]
        if len(gone) == len(come):  # each line with what became of it
            yield from (change for pair in zip(gone, come, strict=True) for change in pair)
        else:
            yield from (*gone, *come)


def _canonical(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts that make the layout, in canonical XML without the traces that Word leaves."""
    return {name: _plain(data) for name, data in parts.items() if not _NOT_LAYOUT.fullmatch(name)}


def _plain(data: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:  # a picture
        return data
    for node in list(root.iter()):
        parent = node.getparent()
        if node.tag in _TRACES and parent is not None:
            parent.remove(node)
            continue
        for name in [name for name in node.attrib if _TRACE_ATTRIBUTES.fullmatch(name)]:
            del node.attrib[name]
    return bytes(etree.tostring(root, method="c14n"))
