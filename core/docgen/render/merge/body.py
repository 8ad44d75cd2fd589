"""The part word/document.xml cut up, and the names that its beginning declares."""

from __future__ import annotations

import re
from typing import NamedTuple

from docgen.problems import DocgenError, TemplateSpot
from docgen.text import Text

END = b"</w:body></w:document>"
SECTION = re.compile(rb"<w:sectPr\b(?:[^>]*/>|.*?</w:sectPr>)", re.DOTALL)
_START = re.compile(rb"<w:body(?: [^>]*)?>")
_NAME = re.compile(rb' xmlns:([\w.-]+)="([^"]*)"')
_IGNORABLE = re.compile(rb' mc:Ignorable="([^"]*)"')


class Body(NamedTuple):
    """What stands before the content, the content, the properties of the last section."""

    head: bytes
    content: bytes
    section: bytes


def cut(xml: bytes, template: str = "") -> Body:
    """The pieces of the part word/document.xml. Raises DocgenError when it names its parts otherwise than Word does."""
    opened, end = _START.search(xml), xml.rfind(b"</w:body>")
    if opened is None or end < 0:
        raise DocgenError(_OTHER_WORDS, hint=_SAVE_AGAIN, where=TemplateSpot(template))
    start = opened.end()
    at = _last_section(xml, start, end)
    section = xml[at:end].rstrip() if at >= 0 else b""
    whole = section.endswith(b"</w:sectPr>") or (section.endswith(b"/>") and section.count(b"<") == 1)
    if not whole:  # it belongs to a paragraph
        return Body(xml[:start], xml[start:end], b"<w:sectPr/>")
    return Body(xml[:start], xml[start:at], section)


def _last_section(xml: bytes, start: int, end: int) -> int:
    """Where the properties of the last section begin, or -1; those of before a tracked change stand inside of them."""
    at = xml.rfind(b"<w:sectPr", start, end)
    if at >= 0 and xml.find(b"</w:sectPrChange>", at, end) >= 0:
        at = xml.rfind(b"<w:sectPr", start, xml.rfind(b"<w:sectPrChange", start, end))
    return at


def joined_heads(head: bytes, other: bytes, template: str) -> bytes:
    """A beginning that declares the names of both. Raises DocgenError when a name stands for two things."""
    names = dict(_NAME.findall(head))
    missing = b""
    for name, uri in _NAME.findall(other):
        if names.get(name, uri) != uri:
            raise DocgenError(_OTHER_WORDS, hint=_SAVE_AGAIN, where=TemplateSpot(template))
        if name not in names:
            missing += b' xmlns:%b="%b"' % (name, uri)
    ignored = [word for found in (*_IGNORABLE.findall(head), *_IGNORABLE.findall(other)) for word in found.split()]
    if ignored:
        head = _IGNORABLE.sub(b"", head)
        missing += b' mc:Ignorable="%b"' % b" ".join(dict.fromkeys(ignored))
    return head.replace(b"<w:document", b"<w:document" + missing, 1)


_OTHER_WORDS = Text("it was saved by a program that names its parts otherwise", "它由写法不同的软件保存，不能合并")
_SAVE_AGAIN = Text("Open it in Word and save it as .docx.", "请用 Word 打开并另存为 .docx。")
