"""The texts of all parts of a package, also of packages that are embedded in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree

from docgen.config import decode
from docgen.render.source import TEXTS, Words
from docgen.render.texts.binary import decode_base64, lines_of_page, texts_of_data, unpack, xmp_of
from docgen.render.texts.markup import texts_of_markup
from docgen.render.texts.places import DATA, FILE_NAME, part_label
from docgen.render.xml import parsed
from docgen.text import Text

_ROOM = 256 << 20
"""Bytes that embedded files may inflate to, all together; what is beyond is searched as it lies there."""
_DEEPEST = 3
"""How many packages may lie in one another."""
_PLAIN = (".txt", ".csv", ".htm", ".html", ".mht", ".mhtml", ".rtf", ".json")
"""The endings of parts that are read as text, in which the signs of HTML may stand."""
_PAGE = (".mht", ".mhtml")


class PlacedText(NamedTuple):
    """A text of a file, with what a clerk calls its part and its place there."""

    part: Text
    place: Text
    text: str


def shown_texts(parts: Mapping[str, bytes]) -> Iterator[PlacedText]:
    """The lines of the parts that a reader sees. Raises XMLSyntaxError for a damaged part."""
    for name in filter(TEXTS.fullmatch, parts):
        words = Words(name, parts[name].decode("utf-8-sig"))
        at = 0
        for line in words.text.split("\n"):
            if line:
                yield PlacedText(words.part, words.place(at), line)
            at += len(line) + 1


def hidden_texts(parts: Mapping[str, bytes]) -> Iterator[PlacedText]:
    """All other texts: those that no page shows as a line."""
    return _Search(_ROOM).texts(parts)


@lru_cache(maxsize=64)
def texts_in_picture(data: bytes) -> tuple[str, ...]:
    """What the metadata of a picture say. A batch prints the same pictures again and again."""
    return tuple(text for _, text in _Search(_ROOM).texts_of_part("", data))


class _Search:
    """One walk over the parts of a package; `room` is left for what is embedded in them."""

    def __init__(self, room: int) -> None:
        self.room = room

    def texts(self, parts: Mapping[str, bytes]) -> Iterator[PlacedText]:
        for name, data in parts.items():
            label = part_label(name)
            yield PlacedText(label, FILE_NAME, unquote(name))
            found = _texts_of_story(name, data) if TEXTS.fullmatch(name) else self.texts_of_part(name, data)
            yield from (PlacedText(label, place, piece) for place, text in found for piece in self._decoded(text))

    def texts_of_part(self, name: str, data: bytes, depth: int = 0) -> Iterator[tuple[Text, str]]:
        """The texts of a part, or of a file in an embedded one; `depth` is how many packages it lies in."""
        root = _root(data)
        if root is not None:
            yield from texts_of_markup(root)
            return
        if name.lower().endswith(_PLAIN):
            lines = lines_of_page(data) if name.lower().endswith(_PAGE) else decode(data).splitlines()
            yield from ((DATA, unescape(line)) for line in lines)
            return
        yield from ((DATA, text) for text in texts_of_data(data))
        for packet in map(_root, xmp_of(data)):
            yield from texts_of_markup(packet) if packet is not None else ()
        files = unpack(data, self.room) if depth < _DEEPEST else {}
        self.room -= sum(map(len, files.values()))
        for inner, file in files.items():
            yield from ((FILE_NAME, inner),) if inner else ()
            yield from self.texts_of_part(inner, file, depth + 1)

    def _decoded(self, text: str) -> Iterator[str]:
        """The text as it is, and without the escapes of an address; of base64 the texts that its data hold."""
        data = decode_base64(text)
        if data is None:
            yield text
            if "%" in text and (plain := unquote(text)) != text:
                yield plain
        else:
            yield from (found for _, found in self.texts_of_part("", data, depth=1))


def _texts_of_story(name: str, data: bytes) -> Iterator[tuple[Text, str]]:
    """The texts of a part with pages, without those that they show."""
    words = Words(name, data.decode("utf-8-sig"))
    return texts_of_markup(words.root, words.nodes)


def _root(data: bytes) -> Any:
    """The root element of XML; None for anything else, and for XML that is damaged or has a document type."""
    if not data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:2].strip(b"\0").startswith(b"<"):
        return None
    try:
        root = parsed(data)
    except etree.XMLSyntaxError:
        return None
    return None if root.getroottree().docinfo.doctype else root
