"""Builds Word templates that follow GB/T 9704-2012, on python-docx.

    builder = Builder("通知")
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
from typing import TYPE_CHECKING, Literal, cast

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from lxml import etree

from docgen.gongwen import elements, formats, styles
from docgen.gongwen.fields import width
from docgen.gongwen.format_styles import ATTENDANCE, FOOT_SPACE, LETTER_FOOT
from docgen.gongwen.layout import GRID, JOINT_CHARS, LETTER_PAGE, LETTER_RULE_BOTTOM, PAGE, Page, unsealed
from docgen.gongwen.oxml import Element, indented, paragraph, run, w
from docgen.gongwen.stylesheet import font_table, keep_used, write_styles
from docgen.render.package import write_parts

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _Footer

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


HEADINGS = (styles.HEADING_1, styles.HEADING_2, styles.HEADING_3, styles.HEADING_4)
#: Whether 发文机关标志 and the red rule are drawn, are on the paper already, or are left out.
Redhead = Literal["drawn", "printed", "none"]


class Builder:
    """A document with the page, styles and page numbers of the standard, filled from top to bottom."""

    def __init__(self, name: str, normal: styles.Style = styles.NORMAL) -> None:
        """Start an empty document; `name` is the title in its properties, `normal` the style of what names none."""
        self._document: Document = docx.Document()
        _drop_ballast(self._document)
        write_styles(cast(Element, self._document.styles.element), normal)
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

    def landscape(self) -> None:
        """Turn the pages, for a wide table: its head lies at the binding edge of an odd page (8)."""
        size, margins = (cast(Element, self._section.find(qn(tag))) for tag in ("w:pgSz", "w:pgMar"))
        looks = {"w": PAGE.height, "h": PAGE.width, "orient": "landscape"}
        sides = {"top": PAGE.left, "right": PAGE.top, "bottom": PAGE.right, "left": PAGE.bottom, "footer": 840}
        for element, values in ((size, looks), (margins, sides)):
            for name, value in values.items():
                element.set(qn(f"w:{name}"), str(value))

    def letter_page(self, page: Page = LETTER_PAGE) -> None:
        """The page of a letter or a list, which is no official document: margins of its own, neither grid nor page
        numbers."""
        margins, grid = (cast(Element, self._section.find(qn(tag))) for tag in ("w:pgMar", "w:docGrid"))
        for name in ("top", "right", "bottom", "left", "header", "footer"):
            margins.set(qn(f"w:{name}"), str(getattr(page, name)))
        self._section.remove(grid)
        for footer in _footers(self._document):
            footer.is_linked_to_previous = True

    def blank(self, lines: int = 1) -> None:
        """Empty lines, as the standard counts them."""
        self.add(*(paragraph(None) for _ in range(lines)))

    def tag(self, tag: str) -> None:
        """A paragraph that holds a `{%p … %}` tag only and leaves the document with it."""
        self.paragraph(styles.BODY, tag)

    def newsletter_masthead(self, issuing_body: str, name: str, issue: str, issuer: str, date: str) -> None:
        """报头 of a 简报: its name in large red type, number, issuer and date above a red rule."""
        self.paragraph(styles.MARK, "内部资料　注意保存")
        self.paragraph(styles.ISSUING_BODY, issuing_body)
        self.paragraph(styles.MASTHEAD, name)
        self.paragraph(styles.ISSUE, issue)
        self.paragraph(styles.ISSUER, issuer, "\t", date)

    def letterhead_space(self, *parts: tuple[styles.Style, str]) -> None:
        """The 35 mm above 发文机关标志; in them, flush left, 份号, 密级 and 紧急程度 (7.2.1–7.2.3), and tags."""
        self.add(elements.letterhead_space([paragraph(style.id, text) for style, text in parts]))

    def letterhead(self, name: str, redhead: Redhead = "drawn", narrow: bool = False) -> None:
        """发文机关标志 (7.2.4) in red, or its place on printed paper; `narrow` for one of 13 to 21 characters."""
        style = styles.LETTERHEAD_NARROW if narrow else styles.LETTERHEAD
        self.paragraph(style, name if redhead == "drawn" else "")

    def number(self, text: str, redhead: Redhead = "drawn") -> None:
        """发文字号 (7.2.5); 4 mm below it the red rule (7.2.7), unless the paper has it or there is none."""
        self.paragraph(styles.NUMBER_RULED if redhead == "drawn" else styles.NUMBER, text)

    def joint_letterhead(self, organs: Sequence[str]) -> None:
        """发文机关标志 of several organs, the leading one first (7.2.4)."""
        narrow = max(map(width, organs)) > JOINT_CHARS
        self.add(formats.joint_mark(organs, narrow=narrow))

    def letter_format(self, mark: str, *, narrow: bool = False) -> None:
        """The page of a letter from organ to organ (10.1): the mark 30 mm from the paper's edge, two red double rules
        170 mm wide, no number on the first page."""
        margins = cast(Element, self._section.find(qn("w:pgMar")))
        margins.set(qn("w:footer"), str(LETTER_RULE_BOTTOM))
        for footer in _footers(self._document):
            cast(Element, footer._element).append(paragraph(FOOT_SPACE.id))
        section = self._document.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_footer.is_linked_to_previous = False
        story = cast(Element, section.first_page_footer._element)
        story[:] = [paragraph(LETTER_FOOT.id)]
        self.add(formats.letter_mark(mark, narrow))

    def letter_number(self, number: str, *stack: tuple[styles.Style, str]) -> None:
        """发文字号 of a letter flush right below the upper rule; 份号, 密级 and 紧急程度 flush left (10.1)."""
        self.add(*formats.letter_lines(number, stack))

    def attendance(self, label: str, names: str) -> None:
        """出席, 请假 or 列席 of 纪要 in 黑体, 2 字 in, turned lines behind the colon (10.3)."""
        self.paragraph(ATTENDANCE, run(f"{label}：", styles.LEAD_IN_1.id), names)

    def signed_number(self, number: str, label: str, names: str, redhead: Redhead = "printed") -> None:
        """发文字号 1 字 in, and 1 字 before the end 签发人： with names in 楷体, for a document to a superior (7.2.6).

        Of several lines of names only the last has the number, and the red rule below it.
        """
        style = styles.SIGNED_NUMBER_RULED if redhead == "drawn" else styles.SIGNED_NUMBER
        self.paragraph(style, "\t", number, "\t", label, run(names, styles.APPROVER.id))

    def addressees(self, text: str) -> None:
        """主送机关 (7.3.2), with its colon."""
        self.paragraph(styles.ADDRESSEES, text)

    def title(self, text: str) -> None:
        """标题 (7.3.1)."""
        self.paragraph(styles.TITLE, text)

    def heading(self, text: str, level: int = 1) -> None:
        """A heading of its own line: 一、 in 黑体, （一） in 楷体, 1. and （1） as the text (7.3.3)."""
        self.paragraph(HEADINGS[level - 1], text)

    def body(self, text: str, lead_in: str = "") -> None:
        """A paragraph of text, 2 字 in; `lead_in` stands before it in 楷体 as a second-level heading."""
        start = [run(lead_in, styles.LEAD_IN.id)] if lead_in else []
        self.paragraph(styles.BODY, *start, text)

    def space(self, lines: int = 1) -> None:
        """Empty lines that stay on the page of what follows them."""
        self.add(*(paragraph(styles.SPACE.id) for _ in range(lines)))

    def annex_note(self, *titles: str) -> None:
        """附件说明 (7.3.4), a line below the text: one title, or several with their numbers."""
        self.space()
        if len(titles) == 1:
            self.paragraph(styles.ANNEX_NOTE, f"附件：{titles[0]}")
            return
        for place, title in enumerate(titles, 1):
            self.numbered_annex_note(f"{place}.", title, first=place == 1)

    def numbered_annex_note(self, number: str, title: str, *, first: bool) -> None:
        """A line of 附件说明 with its number; turned lines stand below the title."""
        if first:
            self.paragraph(styles.ANNEX_NOTE_FIRST, f"附件：{number}", "\t", title)
        else:
            self.paragraph(styles.ANNEX_NOTE_NEXT, number, "\t", title)

    def sealed(self, name: str, date: str, long: bool = False) -> None:
        """署名 above the middle of 成文日期, which stands 4 字 in, with room for a seal (7.3.5.1).

        A name of more than 14 characters is `long`: it ends at the edge of 版心.
        """
        self.space(2)
        self.paragraph(styles.SIGNER_LONG if long else styles.SIGNER, name)
        self.paragraph(styles.SIGNED_ON, date)

    def unsealed(self, name: str, date: str, like: str = "") -> None:
        """署名 and 成文日期 without a seal (7.3.5.2), by the widths of these very texts; for a tag, `like` is a date as
        it may print."""
        self.space()
        blocks = (paragraph(styles.SIGNER_LONG.id, name), paragraph(styles.SIGNED_ON.id, date))
        for block, right in zip(blocks, unsealed(width(name), width(like or date)), strict=True):
            self.add(indented(block, left=0, right=right))

    def joint_sealed(self, organs: Sequence[str], date: str) -> None:
        """署名 of several organs with room for their seals, and 成文日期 (7.3.5.1)."""
        self.add(*formats.joint_seals(organs, date))

    def joint_unsealed(self, organs: Sequence[str], date: str, like: str = "") -> None:
        """署名 of several organs without seals, and 成文日期 (7.3.5.2); `like` as for one organ."""
        self.add(*formats.joint_unsealed(organs, date, like or date))

    def note(self, text: str) -> None:
        """附注 (7.3.6), in its brackets."""
        self.body(f"（{text}）")

    def annex(self, number: str, title: str) -> None:
        """The beginning of an attachment (7.3.7): 附件1 on a new page, its title in the third line."""
        self.paragraph(styles.ANNEX, f"附件{number}")
        self.space()
        self.title(title)
        self.space()

    def form(self, columns: Sequence[elements.Column], rows: int, row_height: int = 480) -> None:
        """A ruled table with empty rows."""
        self.add(elements.form(columns, rows, row_height))

    def table(self, columns: Sequence[elements.Column], each: str, row_height: int = 360, totals: bool = False) -> None:
        """A ruled table over the whole 版心, one row for `each`, such as "行 in 人员"."""
        self.add(elements.table(columns, each, row_height, totals))

    def record(self, lines: Sequence[str], last: tuple[str, str]) -> None:
        """版记 (7.4), the last block of a document."""
        self.add(elements.record(lines, last), paragraph(styles.ANCHOR.id))

    def imprint(self, copies: str, when: str, issuer: str, day: str) -> None:
        """版记 of a document that is sent out: `copies` if `when` is true, 印发机关, 印发日期."""
        self.add(elements.imprint(copies, when, issuer, day), paragraph(styles.ANCHOR.id))

    def letter_copies(self, copies: str) -> None:
        """版记 of a letter: 抄送 alone, at the foot of its last page (10.1)."""
        self.add(formats.letter_copies(copies), paragraph(styles.ANCHOR.id))

    def foot(self, text: str) -> None:
        """A line above the page number, on each page."""
        for footer in _footers(self._document):
            cast(Element, footer._element).insert(0, paragraph(styles.TABLE_FOOT.id, text))

    def to_bytes(self) -> bytes:
        """The .docx file."""
        document = self._document
        ends = (end for end in _ends(document) if not end.is_linked_to_previous)
        stories = [document.element, *(end._element for end in ends)]
        keep_used(cast(Element, document.styles.element), cast(list[Element], stories))
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


def _footers(document: "Document") -> "tuple[_Footer, _Footer]":
    section = document.sections[0]
    return section.footer, section.even_page_footer


def _ends(document: "Document") -> "list[_Footer]":
    """The footers, that of the first page too where it has its own."""
    section = document.sections[0]
    first = [section.first_page_footer] if section.different_first_page_header_footer else []
    return [*_footers(document), *first]


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
    for footer, style in zip(_footers(document), (styles.FOOTER_ODD, styles.FOOTER), strict=True):
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
