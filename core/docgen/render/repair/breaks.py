"""Line breaks, tabs, new paragraphs and new pages of a value, as Word writes them."""

from __future__ import annotations

import re

_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_RUN = re.compile(r"<w:r(?: [^>]*)?>.*?</w:r>", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>.*?</w:t>", re.DOTALL)
# Properties may hold those of before a tracked change.
_PARAGRAPH_STYLE = re.compile(r"<w:pPr>(?:<w:pPrChange .*?</w:pPrChange>|.)*?</w:pPr>", re.DOTALL)
_RUN_STYLE = re.compile(r"<w:rPr>(?:<w:rPrChange .*?</w:rPrChange>|.)*?</w:rPr>", re.DOTALL)
_CHANGE = re.compile(r"<w:([pr]PrChange) .*?</w:\1>", re.DOTALL)
_SECTION = re.compile(r"<w:sectPr[^>]*/>|<w:sectPr.*?</w:sectPr>", re.DOTALL)
_INLINE = re.compile(
    r"<w:(hyperlink|ins|del|moveFrom|moveTo|smartTag|sdt|fldSimple|customXml|dir|bdo)(?: [^>]*)?>.*?</w:\1>", re.DOTALL
)
_LINES = str.maketrans("\a\f", "\n\n")


def has_breaks(xml: bytes) -> bool:
    """Whether any character of `xml` could be a break of a value."""
    return b"\n" in xml or b"\t" in xml or b"\a" in xml or b"\f" in xml


def with_breaks(xml: bytes) -> bytes:
    """New lines, tabs, new paragraphs (\\a) and new pages (\\f) in texts as Word writes them.

    Where no paragraph can begin, in a link or in a field, a new line does; in properties and attributes nothing."""
    return _PARAGRAPH.sub(_break_paragraph, xml.decode()).encode().translate(None, b"\a\f")


def _break_paragraph(paragraph: re.Match[str]) -> str:
    if not any(sign in paragraph[0] for sign in "\n\t\a\f"):
        return paragraph[0]
    style = _CHANGE.sub("", _first(_PARAGRAPH_STYLE, paragraph[0]))
    text = _INLINE.sub(lambda inline: inline[0].translate(_LINES), paragraph[0])
    broken = _RUN.sub(lambda run: _break_run(run[0], style), text)
    return _with_last_section(broken) if "<w:sectPr" in style else broken


def _with_last_section(paragraphs: str) -> str:
    """What ends a section stands in the last of its paragraphs."""
    *earlier, _ = _SECTION.finditer(paragraphs)
    for section in reversed(earlier):
        paragraphs = paragraphs[: section.start()] + paragraphs[section.end() :]
    return paragraphs


def _break_run(run: str, paragraph_style: str) -> str:
    style = _CHANGE.sub("", _first(_RUN_STYLE, run))
    go_on = f'<w:r>{style}<w:t xml:space="preserve">'
    new_paragraph = f"</w:t></w:r></w:p><w:p>{paragraph_style}{go_on}"
    page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    signs = {
        "\t": f"</w:t></w:r><w:r>{style}<w:tab/></w:r>{go_on}",
        "\a": new_paragraph,
        "\n": '</w:t><w:br/><w:t xml:space="preserve">',
        "\f": f"</w:t></w:r></w:p>{page}<w:p>{paragraph_style}{go_on}",
    }
    table = str.maketrans(signs)
    return _TEXT.sub(lambda text: text[0].translate(table), run)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""
