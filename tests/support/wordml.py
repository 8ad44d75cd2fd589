"""What is wrong with the WordprocessingML of one part, by rules of our own with their clauses in ISO/IEC 29500-1.

Elements of other namespaces are left alone, except for the numbers of drawings; so is what stands in mc:Fallback.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_BLOCKS = "p|tbl|sdt|customXml|altChunk|ins|del|moveFrom|moveTo+"
_RUNS = "r|hyperlink|ins|del|moveFrom|moveTo|smartTag|sdt|customXml|fldSimple|subDoc|dir|bdo+"
_ROWS = "sdt|customXml|ins|del|moveFrom|moveTo+"

# The children of an element in the order of its content model, a step each; names joined by | may come in any order,
# those of a step with + many times.
ORDER = {
    "document": "background body",  # 17.2.3
    "body": f"{_BLOCKS} sectPr",  # 17.2.2
    **dict.fromkeys(("hdr", "ftr", "footnote", "endnote", "comment", "txbxContent"), _BLOCKS),  # 17.10, 17.11, 17.13.4
    "p": f"pPr {_RUNS}",  # 17.3.1.22
    **dict.fromkeys(("hyperlink", "rt", "rubyBase"), _RUNS),  # 17.16.22, 17.3.3.24, 17.3.3.27
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
        suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
        snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
        textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",  # 17.3.1.26
    "numPr": "ilvl numId numberingChange ins",  # 17.3.1.19
    "pBdr": "top left bottom right between bar",  # 17.3.1.24
    "tabs": "tab+",  # 17.3.1.38
    "r": """rPr t|br|tab|cr|sym|drawing|pict|object|fldChar|instrText|delText|delInstrText|footnoteReference|
        endnoteReference|commentReference|footnoteRef|endnoteRef|annotationRef|separator|continuationSeparator|ruby|
        noBreakHyphen|softHyphen|ptab|pgNum|contentPart|lastRenderedPageBreak|dayShort|dayLong|monthShort|monthLong|
        yearShort|yearLong+""",  # 17.3.2.25
    "rPr": """ins del moveFrom moveTo rStyle|rFonts|b|bCs|i|iCs|caps|smallCaps|strike|dstrike|outline|shadow|emboss|
        imprint|noProof|snapToGrid|vanish|webHidden|color|spacing|w|kern|position|sz|szCs|highlight|u|effect|bdr|shd|
        fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish|oMath rPrChange""",  # 17.3.1.29, 17.3.2.28
    "tbl": f"tblPr tblGrid tr|{_ROWS}",  # 17.4.37
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing
        tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange""",  # 17.4.59
    "tblPrEx": "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblPrExChange",  # 17.4.60
    "tblBorders": "top start|left bottom end|right insideH insideV",  # 17.4.38
    "tblGrid": "gridCol+ tblGridChange",  # 17.4.48
    "tr": f"tblPrEx trPr tc|{_ROWS}",  # 17.4.78
    "trPr": """cnfStyle|divId|gridBefore|gridAfter|wBefore|wAfter|cantSplit|trHeight|tblHeader|tblCellSpacing|jc|hidden
        ins del trPrChange""",  # 17.4.81
    "tc": f"tcPr {_BLOCKS}",  # 17.4.65
    "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark
        headers cellIns|cellDel|cellMerge tcPrChange""",  # 17.4.69
    "tcBorders": "top start|left bottom end|right insideH insideV tl2br tr2bl",  # 17.4.66
    "sdt": "sdtPr sdtEndPr sdtContent",  # 17.5.2
    "sectPr": """headerReference|footerReference+ footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType
        pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings
        sectPrChange""",  # 17.6.17
    "styles": "docDefaults latentStyles style+",  # 17.7.4.18
    "style": """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked
        personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr+""",  # 17.7.4.17
    "numbering": "numPicBullet+ abstractNum+ num+ numIdMacAtCleanup",  # 17.9.16
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl+",  # 17.9.1
    "num": "abstractNumId lvlOverride+",  # 17.9.15
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",  # 17.9.6
}
# Marks of ranges may stand anywhere (17.13.5, 17.13.6).
ANYWHERE = re.compile(r"(bookmark|commentRange|moveFromRange|moveToRange|customXml\w+Range|perm)(Start|End)|proofErr")

_HOLDERS = frozenset(
    """sdt customXml altChunk ins del moveFrom moveTo smartTag fldSimple subDoc dir bdo drawing pict object fldChar ruby
    contentPart background tblCellMar tcMar cols pgBorders footnotePr endnotePr headers docDefaults latentStyles
    tblStylePr numPicBullet lvlOverride sdtPr sdtEndPr sdtContent""".split()
)
_TEXTS = frozenset("t delText instrText delInstrText fldData".split())

_WITH_VALUE = """pStyle rStyle tblStyle basedOn next link name color sz szCs kern highlight shd vertAlign em jc
    textAlignment textDirection outlineLvl ilvl numId abstractNumId gridSpan gridBefore gridAfter vAlign top left start
    bottom right end insideH insideV tl2br tr2bl between bar bdr lvlJc suff rsid nsid tmpl multiLevelType""".split()
REQUIRED = {
    **dict.fromkeys(_WITH_VALUE, (f"{W}val",)),
    "bookmarkStart": (f"{W}id", f"{W}name"),
    "tab": (f"{W}val", f"{W}pos"),
    "comment": (f"{W}id", f"{W}author"),
    "fldChar": (f"{W}fldCharType",),
    "fldSimple": (f"{W}instr",),
    "abstractNum": (f"{W}abstractNumId",),
    "num": (f"{W}numId",),
    "lvl": (f"{W}ilvl",),
    "tblStylePr": (f"{W}type",),
    **dict.fromkeys(("headerReference", "footerReference"), (f"{R}id", f"{W}type")),
    **dict.fromkeys(("bookmarkEnd", "footnote", "endnote", "footnoteReference", "endnoteReference"), (f"{W}id",)),
    **dict.fromkeys(("commentRangeStart", "commentRangeEnd", "commentReference"), (f"{W}id",)),
}
NEEDED = {"tbl": ("tblPr", "tblGrid"), "num": ("abstractNumId",), "tabs": ("tab",)}
# The same names with another meaning: tab in a run, the sides of cell margins (widths, not lines), start of a list.
_OTHER = {"tab": "tabs", **dict.fromkeys("top left start bottom right end".split(), "pBdr tblBorders tcBorders")}

_COLOR = re.compile("auto|[0-9A-Fa-f]{6}")  # 17.18.38
_COUNT = re.compile("[0-9]+")  # 17.18.10
_SIZE = re.compile(r"[0-9]+|[0-9]+(\.[0-9]+)?(mm|cm|in|pt|pc|pi)")  # 17.18.42
VALUES = {
    **dict.fromkeys([("color", "val"), ("shd", "fill"), ("shd", "color")], _COLOR),
    **dict.fromkeys([("gridSpan", "val"), ("numId", "val"), ("ilvl", "val"), ("gridCol", "w")], _COUNT),
    **dict.fromkeys([("sz", "val"), ("szCs", "val")], _SIZE),
    ("bookmarkStart", "name"): re.compile(".{1,40}"),  # 17.13.6.2
}


class Markup:
    """The elements of a part by name, except what stands in for markup that is not understood."""

    def __init__(self, root: Any) -> None:
        self.root = root
        hidden = {inner for fallback in root.iter(FALLBACK) for inner in fallback.iter("*")}
        self.all = [element for element in root.iter(f"{W}*") if element not in hidden]
        self.drawings = [element for element in root.iter(f"{WP}docPr") if element not in hidden]
        self._named: dict[str, list[Any]] = {}
        for element in self.all:
            self._named.setdefault(local(element), []).append(element)

    def elements(self, *names: str) -> Iterator[Any]:
        """All elements w:`names`, those of a name in reading order."""
        return chain.from_iterable(self._named.get(name, ()) for name in names)

    def values(self, name: str, attribute: str = "val") -> list[str]:
        """The attribute of all elements w:`name`, where it stands."""
        return [value for element in self.elements(name) if (value := element.get(W + attribute)) is not None]


Rule = Callable[[Markup], Iterable[str]]


def faults(markup: Markup) -> list[str]:
    """What the rules find in a part."""
    return [fault for rule in RULES for fault in rule(markup)]


def local(element: Any) -> str:
    """The name of an element of w without its namespace; nothing for others."""
    tag = element.tag
    return tag[len(W) :] if isinstance(tag, str) and tag.startswith(W) else ""


def repeated(items: Iterable[Any]) -> list[Any]:
    """The items that are there more than once."""
    return [item for item, count in Counter(items).items() if count > 1]


class Place(NamedTuple):
    """Where a child stands among others, and whether it may be there many times."""

    rank: int
    many: bool


def _places(model: str) -> dict[str, Place]:
    steps = enumerate(re.sub(r"\|\s+", "|", model).split())
    return {name: Place(rank, step[-1] == "+") for rank, step in steps for name in step.rstrip("+").split("|")}


PLACES = {parent: _places(model) for parent, model in ORDER.items()}
LEAVES = (
    _TEXTS
    | {name for places in PLACES.values() for name in places if name not in ORDER and not name.endswith("Change")}
    - _HOLDERS
)


def order(markup: Markup) -> Iterator[str]:
    """Children that the content model does not have, or has earlier, or once."""
    for parent in ORDER:
        for element in markup.elements(parent):
            yield from _order(parent, tuple(map(local, element)))


@lru_cache(maxsize=100_000)  # the rows and paragraphs of a document are alike
def _order(parent: str, children: tuple[str, ...]) -> list[str]:
    found, highest, seen = [], 0, set()
    for name in children:
        if not name or ANYWHERE.fullmatch(name):
            continue
        place = PLACES[parent].get(name)
        if place is None:
            found.append(f"w:{name} has no place in w:{parent}")
            continue
        if place.rank < highest:
            found.append(f"w:{name} stands too late in w:{parent}")
        if name in seen and not place.many:
            found.append(f"w:{name} stands twice in w:{parent}")
        highest = max(highest, place.rank)
        seen.add(name)
    return found


def loose(markup: Markup) -> Iterator[str]:
    """Text where only elements may stand, and elements where none may."""
    for element in markup.all:
        name = local(element)
        if name in LEAVES and any(map(local, element)):
            yield f"w:{name} holds elements"
        if name in _TEXTS:
            continue
        for text in (element.text, *(child.tail for child in element)):
            if text and text.strip():
                yield f"the text {text.strip()[:20]!r} stands in w:{name}, outside of w:t"


def required(markup: Markup) -> Iterator[str]:
    """Attributes and children that must be there."""
    for name, children in NEEDED.items():
        for element in markup.elements(name):
            yield from (f"w:{name} has no w:{child}" for child in children if element.find(W + child) is None)
    for element in markup.elements(*REQUIRED):
        name = local(element)
        if name in _OTHER and local(element.getparent()) not in _OTHER[name].split():
            continue
        for attribute in REQUIRED[name]:
            if attribute not in element.attrib:
                yield f"w:{name} has no {etree.QName(attribute).localname}"


def written(markup: Markup) -> Iterator[str]:
    """Values of attributes that are none: colours, counts, sizes."""
    for (name, attribute), pattern in VALUES.items():
        for value in markup.values(name, attribute):
            if not pattern.fullmatch(value):
                yield f"w:{name} has {attribute}={value!r}"


def tables(markup: Markup) -> Iterator[str]:
    """Tables without rows (17.4.37), rows without cells, and a grid that the rows do not fit (17.4.17)."""
    for table in markup.elements("tbl"):
        grid, rows = table.find(f"{W}tblGrid"), list(_own(table, "tr"))
        if not rows:
            yield "w:tbl has no row"
        columns = 0 if grid is None else len(grid.findall(f"{W}gridCol"))
        widths = [_width(row) for row in rows]
        if 0 in map(len, (list(_own(row, "tc")) for row in rows)):
            yield "w:tr has no cell"
        if widths and max(widths) != columns:
            yield f"the widest row takes {max(widths)} columns, w:tblGrid has {columns}"


def cells(markup: Markup) -> Iterator[str]:
    """A cell holds a block at least, and a paragraph last (17.4.65)."""
    for cell in markup.elements("tc"):
        blocks = [name for name in map(local, cell) if name in ("p", "tbl", "sdt", "customXml")]
        if not blocks or blocks[-1] == "tbl":
            yield "w:tc does not end with a paragraph"


def _own(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those in content controls, but none of a table inside."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml"):
            yield from _own(child, name)


def _width(row: Any) -> int:
    """The columns of the grid that a row takes."""
    around = row.findall(f"{W}trPr/{W}gridBefore") + row.findall(f"{W}trPr/{W}gridAfter")
    spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in _own(row, "tc")]
    numbers = [1 if span is None else _number(span) for span in spans] + list(map(_number, around))
    return sum(numbers)


def _number(element: Any) -> int:
    value = element.get(f"{W}val", "")
    return int(value) if value.isdecimal() else 0


def numbers(markup: Markup) -> Iterator[str]:
    """What is numbered or named once: drawings (20.4.2.5), paragraphs (by Word, below 80000000), styles, lists."""
    drawings = [element.get("id") for element in markup.drawings]
    paragraphs = [value for e in markup.elements("p", "tr") if (value := e.get(f"{W14}paraId"))]
    for kind, items in {
        "drawing": drawings,
        "w14:paraId": paragraphs,
        "bookmark": markup.values("bookmarkStart", "id"),
        "bookmark name": map(str.lower, markup.values("bookmarkStart", "name")),
        "style": markup.values("style", "styleId"),
        "num": markup.values("num", "numId"),
        "abstractNum": markup.values("abstractNum", "abstractNumId"),
        "footnote": markup.values("footnote", "id"),
        "endnote": markup.values("endnote", "id"),
        "comment": markup.values("comment", "id"),
    }.items():
        yield from (f"{kind} {item} is there twice" for item in repeated(items))
    for number in paragraphs:
        if not re.fullmatch("[0-9A-Fa-f]{8}", number) or not 0 < int(number, 16) < 0x80000000:
            yield f"w14:paraId {number} is out of range"


def pairs(markup: Markup) -> Iterator[str]:
    """Bookmarks and comments that begin and do not end, or the other way round (17.13.4, 17.13.6)."""
    for kind in ("bookmark", "commentRange"):
        starts, ends = (Counter(markup.values(f"{kind}{end}", "id")) for end in ("Start", "End"))
        yield from (f"{kind} {item} has no end" for item in starts - ends)
        yield from (f"{kind} {item} has no start" for item in ends - starts)


def sections(markup: Markup) -> Iterator[str]:
    """A section has one header and one footer of each type (17.10.2, 17.10.5)."""
    for section in markup.elements("sectPr"):
        for name in ("headerReference", "footerReference"):
            kinds = [reference.get(f"{W}type") for reference in section.findall(W + name)]
            yield from (f"w:sectPr has two w:{name} of type {kind}" for kind in repeated(kinds))


RULES: tuple[Rule, ...] = (order, loose, required, written, tables, cells, numbers, pairs, sections)
