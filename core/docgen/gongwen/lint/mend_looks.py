"""What `docgen lint --fix` changes in the looks of a document: paper, typefaces, indents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from docgen.gongwen.layout import FANGSONG, GRID, HEITI, INDENTS, KAITI, PAGE, RED, XIAOBIAOSONG, Font, Size
from docgen.gongwen.lint.body import blanks_at_start, levels, misindented, mistyped, wrong_headings
from docgen.gongwen.lint.document import Paragraph
from docgen.gongwen.lint.findings import WHOLE, Draft
from docgen.gongwen.lint.head import is_set
from docgen.gongwen.lint.looks import W
from docgen.gongwen.lint.mend_text import Change, Edit, Words
from docgen.gongwen.lint.page import body_text, latin_marked, pitch_of, uneven, unnamed
from docgen.opc import local
from docgen.text import Text

_PARAGRAPH = """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
    snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
    textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""".split()
_CHARACTERS = """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
    snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl
    cs em lang eastAsianLayout specVanish oMath rPrChange""".split()
"""The order of what a w:pPr and a w:rPr hold (ISO/IEC 29500-1, 17.3.1.26 and 17.3.2.28)."""


def placed(parent: Any, tag: str, order: list[str]) -> Any:
    """The child `w:tag`; where there is none, a new one in its place among the others."""
    if (found := parent.find(W + tag)) is not None:
        return found
    before = set(order[: order.index(tag)])
    at = next((at for at, child in enumerate(parent) if local(child) not in before), len(parent))
    made = parent.makeelement(W + tag)
    parent.insert(at, made)
    return made


def _properties(element: Any, kind: str) -> Any:
    """The w:pPr of a paragraph or the w:rPr of a run."""
    found = element.find(W + kind)
    if found is None:
        found = element.makeelement(W + kind)
        element.insert(0, found)
    return found


def _say(element: Any, tag: str, **values: str | int) -> None:
    """Set `w:tag` of a paragraph (or of a run, for what runs have)."""
    is_run = local(element) == "r"
    kind, order = ("rPr", _CHARACTERS) if is_run else ("pPr", _PARAGRAPH)
    child = placed(_properties(element, kind), tag, order)
    for name, value in values.items():
        child.set(W + name, str(value))


def set_type(paragraph: Paragraph, font: Font, size: int | None, runs: Iterable[Any] | None = None) -> None:
    """Give the characters of a paragraph a Chinese typeface and a size."""
    for run in (each.element for each in paragraph.inked) if runs is None else runs:
        fonts = placed(_properties(run, "rPr"), "rFonts", _CHARACTERS)
        fonts.attrib.pop(f"{W}eastAsiaTheme", None)
        fonts.set(f"{W}eastAsia", font.name)
        if size is not None:
            _say(run, "sz", val=int(size))
            _say(run, "szCs", val=int(size))


def indent_by_two(paragraph: Paragraph) -> None:
    """2 字 in, for programs that count characters and for those that do not."""
    _say(paragraph.element, "ind", left=0, firstLine=INDENTS.body, firstLineChars=INDENTS.body_chars)
    indent = paragraph.element.find(f"{W}pPr/{W}ind")
    for name in ("hanging", "hangingChars", "leftChars", "start", "startChars"):
        indent.attrib.pop(W + name, None)


def _paper(draft: Draft) -> Iterator[tuple[Text, str]]:
    for section in draft.document.sections:
        if section.landscape or section.element.tag != W + "sectPr":
            continue
        size, margins = section.element.find(W + "pgSz"), section.element.find(W + "pgMar")
        if size is not None and margins is not None:
            values = {"top": PAGE.top, "right": PAGE.right, "bottom": PAGE.bottom, "left": PAGE.left, "gutter": 0}
            for element, sides in ((size, {"w": PAGE.width, "h": PAGE.height}), (margins, values)):
                for name, value in sides.items():
                    element.set(W + name, str(value))
            yield WHOLE, "A4, 37 / 28 / 35 / 26 mm"


def _unfit(draft: Draft) -> Iterator[tuple[Text, str]]:
    """28.95 pt for all lines of the text, headings and empty lines too; what is much higher or lower is on purpose."""
    for each in draft.document.flow:
        pictures = any(True for _ in each.element.iter(W + "drawing", W + "pict", W + "object"))
        usual = each.size <= Size.NO_3 and _USUAL[0] <= pitch_of(draft, each) <= _USUAL[1]
        exact = each.looks.get("spacing", "lineRule") == "exact"
        if usual and not pictures and not (exact and each.looks.number("spacing", "line") == GRID.pitch):
            _say(each.element, "spacing", line=GRID.pitch, lineRule="exact")
            yield each.place, f"{GRID.pitch / 20:g} pt"


_USUAL = (200, 900)  # twips


def _condensed(draft: Draft) -> Iterator[tuple[Text, str]]:
    for each, _ in uneven(draft):
        for run in each.runs:
            _say(run.element, "spacing", val=GRID.spacing)
        yield each.place, f"{GRID.spacing / 20:g} pt"


def _grids(draft: Draft) -> Iterator[tuple[Text, str]]:
    for section in draft.document.sections:
        if section.element.tag == W + "sectPr" and not section.landscape:
            grid = section.element.find(W + "docGrid")
            if grid is None:
                grid = section.element.makeelement(W + "docGrid")
                after = [each for each in section.element if local(each) in ("printerSettings", "sectPrChange")]
                section.element.insert(len(section.element) - len(after), grid)
            grid.attrib.clear()
            grid.set(W + "type", "lines")
            grid.set(W + "linePitch", str(GRID.pitch))
            yield WHOLE, f"{GRID.pitch / 20:g} pt"


def _named(draft: Draft) -> Iterator[tuple[Text, str]]:
    """A typeface by the role of the paragraph; rules of their own look at sizes."""
    black = {id(each) for each in (draft.parts.secrecy, draft.parts.urgency, *draft.parts.annexes) if each}
    song = {id(each) for each in (*draft.parts.marks, *draft.parts.title)}
    numbered = {id(each): (HEITI, KAITI)[level - 1] for each, level, _ in levels(draft) if level < 3}
    for each, _ in unnamed(draft):
        face = XIAOBIAOSONG if id(each) in song else HEITI if id(each) in black else FANGSONG
        font = numbered.get(id(each), face) if len(each.plain) <= _HEADING else face
        set_type(each, font, None)
        yield each.place, font.name


_HEADING = 40  # characters


def _unspaced(draft: Draft) -> Iterator[tuple[Text, str]]:
    text = list(body_text(draft))
    for each in dict.fromkeys((*text, *_text_lines(draft))):
        most = max(each.looks.number("spacing", side) for side in ("before", "after"))
        if most and (each in text or most < GRID.pitch // 2):  # more may stand for a blank line
            _say(each.element, "spacing", before=0, after=0, beforeAutospacing=0, afterAutospacing=0)
            yield each.place, "0"


def _marks(draft: Draft) -> Iterator[tuple[Text, str]]:
    for each, run in latin_marked(draft):
        placed(_properties(run.element, "rPr"), "rFonts", _CHARACTERS).set(f"{W}hint", "eastAsia")
        yield each.place, run.looks.font("eastAsia") or ""


def _head(draft: Draft) -> Iterator[tuple[Text, str]]:
    for each in (draft.parts.secrecy, draft.parts.urgency):
        if each:
            set_type(each, HEITI, Size.NO_3)
            yield each.place, HEITI.name


def _mark(draft: Draft) -> Iterator[tuple[Text, str]]:
    for mark in draft.parts.marks:
        set_type(mark, XIAOBIAOSONG, None)
        for run in mark.inked:
            _say(run.element, "color", val=RED)
        if mark.align != "distribute":
            _say(mark.element, "jc", val="center")
        yield mark.place, XIAOBIAOSONG.name


def _title(draft: Draft) -> Iterator[tuple[Text, str]]:
    for each in draft.parts.title:
        set_type(each, XIAOBIAOSONG, Size.NO_2)
        _say(each.element, "jc", val="center")
        yield each.place, XIAOBIAOSONG.name


def _addressee(draft: Draft) -> Iterator[tuple[Text, str]]:
    addressee = draft.parts.addressee
    if addressee:
        _strip(addressee)
        _say(addressee.element, "ind", left=0, firstLine=0, firstLineChars=0)
        yield addressee.place, "0"


def _strip(paragraph: Paragraph) -> None:
    """Take away the blanks and tabs that a paragraph begins with."""
    words = Words(paragraph.element)
    text = str(words)
    words.replace(Edit(0, len(text) - len(text.lstrip(" 　\t")), ""))
    words.drop_tabs(len(text) - len(text.lstrip(" 　\t")))


def _body_type(draft: Draft) -> Iterator[tuple[Text, str]]:
    """The text; a heading keeps its face, on its own line or at the head of a paragraph."""
    heads = {id(each) for each, level, _ in levels(draft) if level < 3}
    for each in dict.fromkeys((*mistyped(draft), *_small(draft))):
        runs = [run.element for run in each.inked]
        if id(each) in heads and len(each.plain) <= _HEADING:
            for run in runs:
                _say(run, "sz", val=int(Size.NO_3))
            continue
        set_type(each, FANGSONG, Size.NO_3, runs[1:] if id(each) in heads and runs[1:] else runs)
        yield each.place, FANGSONG.name


def _text_lines(draft: Draft) -> list[Paragraph]:
    """The paragraphs of an official document, long and short, that are set as the text is."""
    parts = draft.parts
    lines = (parts.number, parts.addressee, *parts.body, *parts.attachments, parts.name, parts.date, *parts.note)
    return [each for each in lines if each] if parts.official else []


def _small(draft: Draft) -> Iterator[Paragraph]:
    """Those that have another size."""
    yield from (each for each in _text_lines(draft) if any(run.size != Size.NO_3 for run in each.inked))


def _unindented(draft: Draft) -> Iterator[Paragraph]:
    """The short paragraphs of an official document that are not indented at all."""
    for each in draft.parts.body if draft.parts.official else ():
        left, _, first, chars = each.indent
        if each.align in ("left", "both") and not (left or first or chars):
            yield each


def _indents(draft: Draft) -> Iterator[tuple[Text, str]]:
    for each in dict.fromkeys((*misindented(draft), *blanks_at_start(draft), *_unindented(draft))):
        _strip(each)
        indent_by_two(each)
        yield each.place, str(Text("2 characters", "2字"))


def _headings(draft: Draft) -> Iterator[tuple[Text, str]]:
    for each, level in wrong_headings(draft):
        font = (HEITI, KAITI)[level - 1]
        set_type(each, font, Size.NO_3)
        yield each.place, font.name


def _new_pages(draft: Draft) -> Iterator[tuple[Text, str]]:
    from docgen.gongwen.lint.attachments import on_same_page

    for each in on_same_page(draft):
        _say(each.element, "pageBreakBefore", val=1)
        yield each.place, str(Text("a new page", "另面"))


def _annexes(draft: Draft) -> Iterator[tuple[Text, str]]:
    for each in draft.parts.annexes:
        if is_set(each, HEITI, Size.NO_3):
            continue  # its title stands in another line: that is not for us to move
        set_type(each, HEITI, Size.NO_3)
        yield each.place, HEITI.name


def _record(draft: Draft) -> Iterator[tuple[Text, str]]:
    for each in draft.parts.record:
        set_type(each, FANGSONG, Size.NO_4)
        yield each.place, FANGSONG.name


def _headers(draft: Draft) -> Iterator[tuple[Text, str]]:
    from docgen.gongwen.lint.leftovers import headless, table_place

    for number, table in headless(draft):
        row = table.find(W + "tr")
        looks = row.find(W + "trPr")
        if looks is None:
            looks = row.makeelement(W + "trPr")
            row.insert(int(row.find(W + "tblPrEx") is not None), looks)
        looks.append(looks.makeelement(W + "tblHeader"))
        yield table_place(number), str(Text("repeated", "重复标题行"))


class _Mend(NamedTuple):
    """How rules are kept."""

    rules: tuple[str, ...]
    mend: Callable[[Draft], Iterator[tuple[Text, str]]]


_MENDS = (
    _Mend(("GW001", "GW002", "GW003"), _paper),
    _Mend(("GW004",), _unfit),
    _Mend(("GW005",), _condensed),
    _Mend(("GW006",), _grids),
    _Mend(("GW007",), _unspaced),
    _Mend(("GW009",), _named),
    _Mend(("GW010",), _marks),
    _Mend(("GW105",), _head),
    _Mend(("GW106",), _mark),
    _Mend(("GW201",), _title),
    _Mend(("GW211",), _addressee),
    _Mend(("GW220",), _body_type),
    _Mend(("GW221",), _indents),
    _Mend(("GW222",), _headings),
    _Mend(("GW233",), _new_pages),
    _Mend(("GW234",), _annexes),
    _Mend(("GW251",), _record),
    _Mend(("GW280",), _headers),
)


def mend_looks(draft: Draft, broken: set[str]) -> Iterator[Change]:
    """Change the looks for each of the rules that are broken."""
    for each in _MENDS:
        named = [rule for rule in each.rules if rule in broken]
        if named:
            yield from (Change(named[0], place, "", after) for place, after in each.mend(draft))
