"""Sections: each record of a combined file begins on a new page, in a section of its own (ISO 29500-1 17.6).

A section's properties stand in the last paragraph of what they are for; those of the last section end the body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from docgen.render.merge.body import END, SECTION
from docgen.render.xml import R, W, local, parsed

_ORDER = """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType
    cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange""".split()
"""The order of what stands in a section's properties (CT_SectPr, ISO 29500-1 17.6.17)."""


Shown = tuple[str, str]
"""What a section shows above or below its text: (header|footer, default|first|even)."""

_CARRIER = (  # as low as a line can be, since it takes room on the last page
    b'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>'
    b"%b</w:pPr></w:p>"
)


def closed(content: bytes, section: bytes) -> tuple[bytes, bytes, bytes]:
    """`content` as a section of its own, in three pieces: its properties go into the last paragraph, or, where that is
    none of the body's own, into one more that is a twentieth of a line high."""
    at = _last_paragraph(content)
    last = content[at:].rstrip() if at >= 0 else b""
    start, empty = last.find(b">") + 1, last.endswith(b"/>")
    if empty and start == len(last):
        return content[:at], b"%b><w:pPr>%b</w:pPr></w:p>" % (last[:-2], section), b""
    if not last.endswith(b"</w:p>") or last.count(b"</w:p>") > 1 or b"<w:sectPr" in last or b"<w:pPr/>" in last:
        return content, _CARRIER % section, b""
    if not last.startswith(b"<w:pPr>", start):
        return content[: at + start], b"<w:pPr>%b</w:pPr>" % section, last[start:]
    end, change = last.index(b"</w:pPr>"), last.find(b"<w:pPrChange")
    place = change if 0 <= change < end else end
    return content[: at + place], section, last[place:]


def _last_paragraph(content: bytes) -> int:
    """Where the last paragraph begins, or -1. It is looked for from the end, since a content may be long."""
    at = len(content)
    while (at := content.rfind(b"<w:p", 0, at)) >= 0 and content[at + 4] not in b" >/":
        pass
    return at


@dataclass(frozen=True)
class Opening:
    """How the section of a record begins: its type (nextPage, oddPage; nothing to keep its own), whether its page
    numbers begin at 1, and how its notes are numbered (eachSect, continuous; 17.11.19; nothing to keep it)."""

    type: str = ""
    restart: bool = False
    notes: str = ""

    @property
    def on_front(self) -> bool:
        """Whether it begins on the front of a sheet."""
        return self.type == "oddPage"

    def apply(self, section: Any) -> dict[Shown, str]:
        """Change a w:sectPr; gives the relation ids of what it shows, which are taken out of it."""
        shows = {}
        for line in section.findall(f"{W}headerReference") + section.findall(f"{W}footerReference"):
            shows[local(line).removesuffix("Reference"), line.get(f"{W}type", "default")] = line.get(f"{R}id", "")
            section.remove(line)
        for line in section.findall(f"{W}printerSettings") + section.findall(f"{W}sectPrChange"):
            section.remove(line)
        if self.type:
            _child(section, "type").set(f"{W}val", self.type)
        if self.restart and f"{W}start" not in _child(section, "pgNumType").attrib:
            _child(section, "pgNumType").set(f"{W}start", "1")
        if self.notes:
            _number_notes(_child(section, "footnotePr"), self.notes)
        return shows


def _number_notes(numbers: Any, how: str) -> None:
    for line in numbers.findall(f"{W}numRestart"):
        numbers.remove(line)
    etree.SubElement(numbers, f"{W}numRestart").set(f"{W}val", how)


def own_sections(root: Any) -> list[Any]:
    """The properties of all sections under `root`, without those of before a tracked change."""
    return [section for section in root.iter(f"{W}sectPr") if local(section.getparent()) != "sectPrChange"]


def show(section: Any, shows: Mapping[Shown, str]) -> None:
    """Let a w:sectPr show the parts with these relation ids."""
    ordered = sorted(shows.items(), key=lambda item: item[0][0] == "footer")
    for place, ((what, when), name) in enumerate(ordered):
        line = etree.Element(f"{W}{what}Reference")
        line.set(f"{W}type", when)
        line.set(f"{R}id", name)
        section.insert(place, line)


def _child(section: Any, name: str) -> Any:
    """The child `name`, put in its place if it is not there."""
    found = section.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        before = _ORDER[: _ORDER.index(name)]
        section.insert(sum(1 for line in section if local(line) in before), found)
    return found


@dataclass(frozen=True)
class Section:
    """The properties of the one section of a template's records: what it shows, and all else as XML."""

    shows: Mapping[Shown, str]
    rest: bytes

    @classmethod
    def read(cls, head: bytes, xml: bytes, opening: Opening) -> Section:
        """The section of the w:sectPr `xml` with that opening; `head` declares its names."""
        root = parsed(head + xml + END)
        shows = opening.apply(root[0][0])
        found = SECTION.search(etree.tostring(root))
        assert found is not None
        return cls(shows, re.sub(rb"^<w:sectPr\b[^>]*>|</w:sectPr>$", b"", found[0]))

    def xml(self, shows: Mapping[Shown, str]) -> bytes:
        """The properties, showing the parts with these relation ids."""
        ordered = sorted(shows.items(), key=lambda item: item[0][0] == "footer")
        lines = "".join(f'<w:{what}Reference w:type="{when}" r:id="{name}"/>' for (what, when), name in ordered)
        return b"<w:sectPr>" + lines.encode() + self.rest + b"</w:sectPr>"


def opens_on_front(source: str) -> bool:
    """Whether the first section in the source of a body begins on an odd page."""
    first = SECTION.search(source.encode())
    return first is not None and b'<w:type w:val="oddPage"' in first[0].partition(b"<w:sectPrChange")[0]


def count_sections(source: str) -> int:
    """How many sections the source of a body has."""
    return sum(1 for _ in SECTION.finditer(source.encode())) or 1
