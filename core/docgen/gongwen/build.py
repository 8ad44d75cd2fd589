"""Builds Word templates that follow GB/T 9704-2012, on python-docx.

    builder = Builder("信息专报")
    builder.title("{{ 标题 }}")
    builder.body("截至{{ 截止日 }}，…")
    builder.save(path)

Texts may hold docxtpl tags; each text becomes one run. The same calls give the same bytes.
"""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from lxml import etree

from docgen.gongwen import elements, styles
from docgen.gongwen.layout import GRID, PAGE
from docgen.gongwen.oxml import Element, paragraph, run, w
from docgen.gongwen.stylesheet import font_table, write_styles
from docgen.render.package import write_parts

if TYPE_CHECKING:
    from docx.document import Document

#: What python-docx's own template brings and a lean one does not need.
BALLAST = frozenset(
    {
        RELATIONSHIP_TYPE.CUSTOM_XML,
        RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
        RELATIONSHIP_TYPE.FONT_TABLE,  # written anew
        RELATIONSHIP_TYPE.NUMBERING,
        RELATIONSHIP_TYPE.THEME,
        RELATIONSHIP_TYPE.THUMBNAIL,
        RELATIONSHIP_TYPE.WEB_SETTINGS,
        "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    }
)
#: Neither a person's nor this machine's day: the day on which the standard came into force.
FIXED_DATE = datetime(2012, 7, 1)


class Builder:
    """A document with the page, styles and page numbers of the standard, filled from top to bottom."""

    def __init__(self, name: str) -> None:
        """Start an empty document; `name` is the title in its properties."""
        self._document: Document = docx.Document()
        _drop_ballast(self._document)
        write_styles(cast(Element, self._document.styles.element))
        _write_settings(cast(Element, self._document.settings.element))
        _write_properties(self._document, name)
        self._section = _write_section(self._document)

    def add(self, *blocks: Element) -> None:
        """Append paragraphs or tables."""
        for block in blocks:
            self._section.addprevious(block)

    def paragraph(self, style: styles.Style, *runs: str | Element) -> None:
        """A paragraph of a style; each text becomes a run."""
        self.add(paragraph(style.id, *runs))

    def blank(self, lines: int = 1) -> None:
        """Empty lines, as the standard counts them."""
        self.add(*(paragraph(None) for _ in range(lines)))

    def tag(self, tag: str) -> None:
        """A paragraph that holds a `{%p … %}` tag only and leaves the document with it."""
        self.paragraph(styles.BODY, tag)

    def bulletin_masthead(self, issuing_body: str, name: str, issue: str, issuer: str, date: str) -> None:
        """报头 of a 简报: its name in large red type, number, issuer and date above a red rule."""
        self.paragraph(styles.MARK, "内部资料　注意保存")
        self.paragraph(styles.ISSUING_BODY, issuing_body)
        self.paragraph(styles.MASTHEAD, name)
        self.paragraph(styles.ISSUE, issue)
        self.paragraph(styles.ISSUER, issuer, "\t", date)

    def title(self, text: str) -> None:
        """标题 (7.3.1)."""
        self.paragraph(styles.TITLE, text)

    def heading(self, text: str, level: int = 1) -> None:
        """A heading of its own line: 一、 in 黑体 or （一） in 楷体 (7.3.3)."""
        self.paragraph(styles.HEADING_1 if level == 1 else styles.HEADING_2, text)

    def body(self, text: str, lead_in: str = "") -> None:
        """A paragraph of text, 2 字 in; `lead_in` stands before it in 楷体 as a second-level heading."""
        start = [run(lead_in, styles.LEAD_IN.id)] if lead_in else []
        self.paragraph(styles.BODY, *start, text)

    def table(self, columns: Sequence[elements.Column], each: str, row_height: int = 360, totals: bool = False) -> None:
        """A ruled table over the whole 版心, one row for `each`, such as "行 in 乡镇表"."""
        self.add(elements.table(columns, each, row_height, totals))

    def record(self, lines: Sequence[str], last: tuple[str, str]) -> None:
        """版记 (7.4), the last block of a document."""
        self.add(elements.record(lines, last), paragraph(styles.ANCHOR.id))

    def to_bytes(self) -> bytes:
        """The .docx file."""
        for part in self._document.part.package.iter_parts():
            if isinstance(part, XmlPart):
                _tidy(cast(Element, part.element))
        raw = BytesIO()
        self._document.save(raw)
        with zipfile.ZipFile(raw) as package:
            return write_parts({name: package.read(name) for name in package.namelist()})

    def save(self, path: Path) -> None:
        """Write the file, and its folder if need be."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.to_bytes())


def _drop_ballast(document: "Document") -> None:
    part, package = document.part, document.part.package
    for rels in (part.rels, package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype in BALLAST]:
            del rels[key]
    blob = etree.tostring(w("fonts", *font_table()), xml_declaration=True, encoding="UTF-8", standalone=True)
    fonts = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, blob, package)
    part.relate_to(fonts, RELATIONSHIP_TYPE.FONT_TABLE)


def _write_settings(root: Element) -> None:
    """Different odd and even footers; no squeezing of punctuation, which would spoil 28 a line."""
    word = "http://schemas.microsoft.com/office/word"
    modern = {"compatibilityMode": 15, "overrideTableStyleFontSizeAndJustification": 1}
    del root[:]
    root.extend(
        [
            w("zoom", percent=100),
            w("bordersDoNotSurroundHeader"),
            w("bordersDoNotSurroundFooter"),
            w("defaultTabStop", val=420),
            w("evenAndOddHeaders"),
            w("characterSpacingControl", val="doNotCompress"),
            w("compat", *(w("compatSetting", name=name, uri=word, val=val) for name, val in modern.items())),
            w("themeFontLang", val="en-US", eastAsia="zh-CN"),
            w("decimalSymbol", val="."),
            w("listSeparator", val=","),
        ]
    )


def _write_properties(document: "Document", name: str) -> None:
    properties = document.core_properties
    del cast(Element, properties._element)[:]
    properties.title = name
    properties.language = "zh-CN"
    properties.created = properties.modified = FIXED_DATE


def _write_section(document: "Document") -> Element:
    """Page, grid and page numbers; returns the `w:sectPr`, before which all content goes."""
    section = document.sections[0]
    root = cast(Element, section._sectPr)
    del root[:]
    for footer, style in ((section.footer, styles.FOOTER_ODD), (section.even_page_footer, styles.FOOTER)):
        footer.is_linked_to_previous = False
        story = cast(Element, footer._element)
        del story[:]
        story.append(elements.page_number(style.id))
    margins = {"top": PAGE.top, "right": PAGE.right, "bottom": PAGE.bottom, "left": PAGE.left}
    root.append(w("pgSz", w=PAGE.width, h=PAGE.height))
    root.append(w("pgMar", **margins, header=PAGE.header, footer=PAGE.footer, gutter=0))
    root.append(w("docGrid", type="lines", linePitch=GRID.pitch))
    return root


def _tidy(root: Element) -> None:
    """Take away namespaces that nothing uses; `r` stays, as rendered links need it."""
    root.attrib.pop("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable", "")
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
