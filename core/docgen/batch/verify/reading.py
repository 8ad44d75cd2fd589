"""Reads letters back out of print files: what stands in each, whoever wrote the file."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from docgen.files import read_file
from docgen.opc import Relations, relations_of
from docgen.render import Compiled
from docgen.render.package import BODY
from docgen.render.xml import R, W, parsed

UNREADABLE = (zipfile.BadZipFile, zlib.error, etree.LxmlError, OSError, KeyError, ValueError, RuntimeError)
"""What is raised for a file that is no Word document (any more)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter says: the lines of its text that are not blank, those above and below the text of its pages, and
    how many sections it is made of."""

    text: str
    around: frozenset[str] = frozenset()
    sections: int = 1

    @property
    def all(self) -> str:
        """Everything that it says."""
        return "\n".join((self.text, *sorted(self.around)))


# -- what a file holds --


def sections_in(source: Path | bytes, *, around: bool = False) -> list[Told]:
    """The sections of a Word document in their order, with what stands `around` their text if that is asked for.
    Raises one of UNREADABLE."""
    with zipfile.ZipFile(BytesIO(source if isinstance(source, bytes) else read_file(source))) as archive:
        body = archive.read(BODY)
        if not around:
            return [Told(text) for text in _texts(body)]
        lines = _Around(archive)
        return [Told(text, lines.of(names)) for text, names in _sections(body)]


def letters_of(sections: Sequence[Told], expected: Sequence[int]) -> list[Told] | None:
    """The letters that these sections make, which should be made of so many each; None if they make another number."""
    sizes = expected
    if sum(expected) != len(sections):
        each, rest = divmod(len(sections), max(len(expected), 1))
        if rest or not each:
            return None
        sizes = [each] * len(expected)
    whole = iter(sections)
    return [_joined([next(whole) for _ in range(size)]) for size in sizes]


def _joined(sections: Sequence[Told]) -> Told:
    if len(sections) == 1:
        return sections[0]
    around = frozenset[str]().union(*(section.around for section in sections))
    return Told("\n".join(section.text for section in sections if section.text), around, len(sections))


_PARAGRAPH, _TEXT, _SECTION = (f"{W}{name}" for name in ("p", "t", "sectPr"))
_REFERENCES = (f"{W}headerReference", f"{W}footerReference")


def _sections(body: bytes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The text of each section of a part, and the relation ids of what is shown around it. The properties of a section
    stand in its last paragraph, before the words of that."""
    lines: list[str] = []
    line = list[str]()
    section: Any = None
    for element in parsed(body).iter(_PARAGRAPH, _TEXT, _SECTION):
        tag = element.tag
        if tag == _TEXT:
            line.append(element.text or "")
        elif tag == _SECTION:
            section = element if _is_own(element) else section
        elif not _is_inside(element, section):
            lines.append("".join(line))
            line = []
            if section is not None:
                yield _joined_lines(lines), _shown(section)
                lines, section = [], None
    lines.append("".join(line))
    yield _joined_lines(lines), _shown(section)


def _texts(body: bytes) -> list[str]:
    """The text of each section. A part that names things as Word does is cut at its paragraphs, most of which stand in
    every letter and are read once: that takes a fifth of the time. What could be read in two ways is parsed."""
    as_word = body.count(_WORDML) == body.count(b"xmlns:w=") == body.count(_NAMED) == 1
    if not as_word or b"<!" in body or b"<w:txbxContent" in body:
        return [text for text, _ in _sections(body)]
    for start in (b"<w:p ", b"<w:p/>"):
        body = body.replace(start, _START)
    found, lines = list[str](), list[str]()
    for text, ends in map(_piece, body.split(_START)[1:]):
        lines.append(text)
        if ends:
            found.append(_joined_lines(lines))
            lines = []
    return [*found, _joined_lines(lines)] if lines or not found else found


_WORDML = W.strip("{}").encode()
_NAMED = b'xmlns:w="%b"' % _WORDML
_START = b"<w:p>"
_WORDS = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_END = re.compile(rb"<w:sectPr\b")


@lru_cache(maxsize=10_000)
def _piece(xml: bytes) -> tuple[str, bool]:
    """The text from one paragraph to the next, and whether a section ends there."""
    words = b"".join(_WORDS.findall(xml)).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return unescape(words.decode()), len(_END.findall(xml)) > xml.count(b"<w:sectPrChange")


def _is_own(section: Any) -> bool:
    """Whether it holds for a section, not for what that was before a tracked change."""
    return not str(section.getparent().tag).endswith("sectPrChange")


def _is_inside(paragraph: Any, section: Any) -> bool:
    """Whether a paragraph stands in a text box of the one that ends the section."""
    return section is not None and section.getparent().getparent() in paragraph.iterancestors(_PARAGRAPH)


def _joined_lines(lines: Iterable[str]) -> str:
    return "\n".join(filter(None, lines))


def _shown(section: Any) -> tuple[str, ...]:
    if section is None:
        return ()
    return tuple(line.get(f"{R}id", "") for line in section if line.tag in _REFERENCES)


class _Around:
    """The texts of headers and footers of a file, by relation id."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.parts = {each.id: each.part(BODY) for each in Relations(BODY, archive.read(relations_of(BODY)))}
        self.known: dict[str, str] = {}

    def of(self, names: Iterable[str]) -> frozenset[str]:
        """What those say that say anything."""
        return frozenset(filter(None, map(self._text, names)))

    def _text(self, name: str) -> str:
        if name not in self.known:
            self.known[name] = text_of(self.archive.read(self.parts[name]))
        return self.known[name]


def text_of(part: bytes) -> str:
    """The lines of a part that are not blank."""
    return "\n".join(text for text, _ in _sections(part))


# -- what it should hold --


def told_by(template: Compiled, context: Mapping[str, Any]) -> Told:
    """What the letter of a context says. Raises DocgenError as rendering does."""
    rendered = template.rendered(context)
    if any(links.subs for links in rendered.links.values()):
        return _joined(sections_in(template.render(context), around=varies_around(template)))
    parts = dict(zip((story.name for story in template.stories), rendered.parts, strict=True))
    body = parts.get(BODY) or next(part.inflated() for part in template.package.fixed if part.name == BODY.encode())
    texts = _texts(body)
    return Told(_joined_lines(texts), _around(parts), len(texts))


def varies_around(template: Compiled) -> bool:
    """Whether what stands above and below the text differs from letter to letter."""
    return any(_is_around(story.name) for story in template.stories)


def _around(parts: Mapping[str, bytes]) -> frozenset[str]:
    return frozenset(filter(None, (text_of(part) for name, part in parts.items() if _is_around(name))))


def _is_around(name: str) -> bool:
    return name.startswith(("word/header", "word/footer"))
