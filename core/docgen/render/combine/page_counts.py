"""Fields with the number of pages: in a combined file that of the record is meant (ISO 29500-1 17.16.5.35)."""

from __future__ import annotations

import re

from docgen.render.merge.body import SECTION

_FIELD = r'((?:<w:instrText\b[^>]*>|w:instr=")[^<"]*)'
_COUNT = re.compile(rf"{_FIELD}\bNUMPAGES\b", re.IGNORECASE)
_PAGE = re.compile(rf"{_FIELD}PAGE|<w:pgNum\b", re.IGNORECASE)
_SPLIT = re.compile(
    r"</w:instrText></w:r><w:r(?: [^>]*)?>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:instrText(?: [^>]*)?>", re.DOTALL
)
_START = re.compile(rb'<w:pgNumType\b[^>]* w:start="([^"]*)"')
_END = "PAGEREF _endOfRecord "
"""To the mark at the end of a record, before the record has a number."""


def shows_pages(source: str) -> bool:
    """Whether a part shows numbers of pages."""
    return bool(_PAGE.search(_SPLIT.sub("", source)))


def field_for(body: str) -> str:
    """What stands for NUMPAGES in records with that body: the page on which the record ends, where its numbers count
    its pages from 1; else Word's own count, where it is one section; else nothing does."""
    sections = [found[0].partition(b"<w:sectPrChange")[0] for found in SECTION.finditer(body.encode())]
    starts = [found[1] if (found := _START.search(section)) else None for section in sections]
    if starts[:1] in ([], [None], [b"1"]) and not any(starts[1:]):
        return _END + r"\* Arabic"
    return "SECTIONPAGES" if len(sections) <= 1 else ""


def with_field(source: str, field: str) -> str:
    """A part, or its source, with `field` for NUMPAGES, also where Word has split that among runs."""
    if not field or "instr" not in source:
        return source
    joined = _SPLIT.sub("", source)
    if len(_COUNT.findall(joined)) > len(_COUNT.findall(source)):
        source = joined
    return _COUNT.sub(lambda found: found[1] + field, source)


def is_marked(source: str) -> bool:
    """Whether a part leads to the mark at the end of a record."""
    return _END in source


def with_mark(xml: bytes, bookmark: bytes) -> bytes:
    """The part of a record whose end has that mark."""
    return xml.replace(_END.encode(), b"PAGEREF %b " % bookmark)


def with_bookmark(content: bytes, name: bytes, number: int) -> bytes:
    """`content` with a bookmark at its end."""
    mark = b'<w:bookmarkStart w:id="%d" w:name="%b"/><w:bookmarkEnd w:id="%d"/>' % (number, name, number)
    content = content.rstrip()
    at = max(content.rfind(b"<w:p>"), content.rfind(b"<w:p "), content.rfind(b"<w:p/>"))
    last = content[at:] if at >= 0 else b""
    if at > 0 and _EMPTY.fullmatch(last) and content[:at].rstrip().endswith(b"</w:tbl>"):
        at = _end_of_table(content, at)  # LibreOffice drops an empty paragraph between a table and the next section
        return content[:at] + mark + content[at:]
    if last.endswith(b"/>") and last.count(b"<") == 1:
        return content[:-2] + b">" + mark + b"</w:p>"
    if last.endswith(b"</w:p>"):
        return content[: -len(b"</w:p>")] + mark + b"</w:p>"
    return content + mark


_EMPTY = re.compile(rb"<w:p(?: [^>]*)?(?:/>|>(?:<w:pPr>(?:(?!</w:p>).)*</w:pPr>|<w:pPr/>)?</w:p>)", re.DOTALL)


def _end_of_table(content: bytes, end: int) -> int:
    """Where the last text of the table that ends at `end` ends."""
    start = max(content.rfind(b"<w:tbl>", 0, end), 0)
    text = content.rfind(b"</w:t>", start, end)
    return content.find(b"</w:p>", text, end) if text >= 0 else content.rfind(b"</w:p>", start, end)
