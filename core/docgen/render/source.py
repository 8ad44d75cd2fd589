"""The text of a template's parts: which parts hold tags, and where in them each tag stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from docgen.render.plain import LINES
from docgen.render.xml import W, parsed
from docgen.text import Text

# A tag, in this order: closed; closed, but with a quote too many; a comment; not closed, up to the end of its line or
# the next tag.
TAG = re.compile(
    r"""\{\{ (?> [^"'{}] | "[^"\n]*" | '[^'\n]*' | \}(?!\})
            | \{(?![{%\#]) (?> [^"'{}] | "[^"\n]*" | '[^'\n]*' | \{[^{}]*\} )*+ \} )*+ \}\}
    | \{% (?> [^"'{%] | "[^"\n]*" | '[^'\n]*' | %(?!\}) | \{(?![{%\#]) )*+ %\}
    | \{\{ (?: (?!\{[{%\#]|\}\}). )*+ \}\} | \{% (?: (?!\{[{%\#]|%\}). )*+ %\}
    | \{\# .*? \#\}
    | \{[{%\#] (?: (?!\{[{%\#])[^}｝\n] )*+ [}｝]{0,2}""",
    re.DOTALL | re.VERBOSE,
)
_STORIES = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml")
TEXTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
"""The names of the parts that a reader sees."""
_DECLARATION = re.compile(r"^(<\?xml[^>]*\?>)\s+")
_PART_NAMES = {
    "document": Text("body", "正文"),
    "header": Text("header", "页眉"),
    "footer": Text("footer", "页脚"),
    "footnotes": Text("footnotes", "脚注"),
    "endnotes": Text("endnotes", "尾注"),
    "docProps/core": Text("properties", "文档属性"),
}
_AROUND = 12
_LOOKED_BACK = 400
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


NOWHERE = -1


@dataclass(frozen=True)
class Tag:
    """A tag as typed, in the words of a part: from `start` on, or NOWHERE in them, if Word does not show it."""

    text: str
    words: Words
    start: int

    @property
    def part(self) -> Text:
        """What people call its part: 正文, 页眉 …"""
        return self.words.part

    @property
    def place(self) -> Text:
        """Its paragraph or table cell, with the words before it."""
        return Text("", "") if self.start == NOWHERE else self.words.place(self.start)

    @property
    def typed(self) -> str:
        """It as its author sees it: in plain text nobody writes the p of a tag that has a line for itself."""
        return self.text.replace("{%p ", "{% ", 1) if self.words.plain else self.text

    @property
    def closed(self) -> bool:
        """Whether it ends as it should."""
        return len(self.text) > 3 and self.text[-2:] == ("}}" if self.text.startswith("{{") else "%}")

    @property
    def kind(self) -> str:
        """What docxtpl lets it take the place of: p, tr, tc, r, or nothing."""
        found = re.match(r"\{[{%](p|tr|tc|r) ", self.text)
        return found[1] if found else ""

    @property
    def inner(self) -> str:
        """What stands between its brackets, without what is docxtpl's, trims blanks or keeps them ({%+ if)."""
        if not self.closed:
            return ""
        inner = self.text[2 + len(self.kind) : -2]
        trimmed = inner.removeprefix("-").removesuffix("-").removeprefix("+")
        return (trimmed.removesuffix("+") if self.text.startswith("{%") else trimmed).strip()

    @property
    def word(self) -> str:
        """What it does: if, endfor …; nothing for one that prints."""
        return re.match(r"\w*", self.inner)[0] if self.text.startswith("{%") else ""  # type: ignore[index]

    def names(self, *chain: str) -> bool:
        """Whether the tag uses the chain of names (部门.主任), alone or behind other names."""
        dotted = r"\s*\.\s*".join(map(re.escape, chain))
        return re.search(rf"(?<!\w){dotted}(?!\w)", self.text) is not None


def stories(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The XML text of the parts that hold tags or what may be meant for one, without a line break of its own after the
    XML declaration."""
    texts = {
        name: _DECLARATION.sub(r"\1", data.decode("utf-8-sig"))
        for name, data in parts.items()
        if _STORIES.fullmatch(name)
    }
    return {name: text for name, text in texts.items() if _BRACKET.search(text)}


_BRACKET = re.compile("[{}｛]")


def patched(xml: str, *, escaped: bool = True) -> str:
    """The Jinja source of a part, in docxtpl's syntax ({%p %}, {%tr %} …), with what docxtpl leaves invalid mended.
    Where values will be `escaped`, an & in a tag is one: docxtpl leaves it as XML writes it."""
    from docxtpl import DocxTemplate

    stand_ins = _stand_ins(xml)  # docxtpl would make all curly quotes straight, those in a text too
    source = str(DocxTemplate.patch_xml(None, xml.translate(stand_ins)))
    if stand_ins:
        curly = {stand_in: quote for quote, stand_in in stand_ins.items()}
        source = _INSIDE.sub(lambda inside: straightened(inside[0].translate(curly)), source).translate(curly)
    if escaped:
        source = _INSIDE.sub(lambda inside: inside[0].replace("&amp;", "&"), source)
    return mended(source)


def _stand_ins(xml: str) -> dict[int, int]:
    """Private characters that the XML does not hold, for the curly quotes that it holds."""
    quotes = [quote for quote in _CURLY if quote in xml]
    free = (code for code in range(0xE000, 0xF8FF) if chr(code) not in xml)
    return {ord(quote): code for quote, code in zip(quotes, free, strict=False)}


def straightened(tag: str) -> str:
    """A tag with straight quotes around its texts, and the quotes in them as typed, if they come in pairs there."""
    read = _QUOTED.sub(_straight_outside, tag)
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", read)
    return tag.translate(_STRAIGHT) if re.search("[\"'“”‘’]", bare) else read


def _straight_outside(quoted: re.Match[str]) -> str:
    quote, inner = quoted[0][0].translate(_STRAIGHT), quoted[0][1:-1]
    paired = not re.search("[“”‘’]", re.sub("“[^“”]*”|‘[^‘’]*’", "", inner))
    return f"{quote}{inner if paired and quote not in inner else inner.translate(_STRAIGHT)}{quote}"


_CURLY = "“”‘’"
_STRAIGHT = str.maketrans(_CURLY, "\"\"''")
_INSIDE = re.compile(r"(?<=\{[\{%])(.*?)(?=[\}%]})")  # as docxtpl has it
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|“[^”\"]*[”\"]|‘[^’']*[’']")


def with_braces(source: str) -> str:
    """Jinja source that prints the braces which are typed as {_{, since they are no tag."""
    return _BRACES.sub(lambda found: _LITERAL[found[0]], source)


_LITERAL = {
    "{_{": "{{ '{{' }}",
    "}_}": "{{ '}}' }}",
    "{_%": "{{ '{%' }}",
    "%_}": "{{ '%}' }}",
}
_BRACES = re.compile(r"\{_\{|\}_\}|\{_%|%_\}")


def mended(source: str) -> str:
    """Cell properties in the order of the schema, and no paragraph number that a loop would repeat (CT_TcPr in ISO
    29500-1 17.4.69; w14:paraId must be unique)."""
    if "{%" in source:
        source = _PARAGRAPH_ID.sub("", source)
    return _CELL.sub(_in_order, source)


_PARAGRAPH_ID = re.compile(r' w14:(?:paraId|textId)="[^"]*"')
_CELL = re.compile(r"(<w:tcPr(?: [^>]*)?>)((?:(?!</w:tcPr>).)*)(</w:tcPr>)", re.DOTALL)
_PROPERTY = re.compile(r"<w:(\w+)(?: [^>]*)?/>|<w:(\w+)(?: [^>]*)?>.*?</w:\2>", re.DOTALL)
_CELL_ORDER = """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark
    headers cellIns cellDel cellMerge tcPrChange""".split()


def _in_order(cell: re.Match[str]) -> str:
    found = [(match[1] or match[2], match[0]) for match in _PROPERTY.finditer(cell[2])]
    whole = "".join(text for _, text in found) == cell[2] and all(name in _CELL_ORDER for name, _ in found)
    if not whole:  # a tag stands between them: left as typed
        return cell[0]
    return cell[1] + "".join(text for _, text in sorted(found, key=lambda it: _CELL_ORDER.index(it[0]))) + cell[3]


def unclosed(xml: str) -> int:
    """How many tags begin before the one before is closed; counted in one pass."""
    count, is_open = 0, ""
    for sign in re.findall(r"\{\{|\{%|\{#|\}\}|%\}|#\}", re.sub(r"<[^>]*>", "", xml)):
        if sign[0] == "{":
            count += bool(is_open)
            is_open = sign
        elif is_open and sign[0] == _CLOSERS[is_open]:
            is_open = ""
    return count + bool(is_open)


_CLOSERS = {"{{": "}", "{%": "%", "{#": "#"}


def part_name(name: str) -> Text:
    """What people call a part: 正文 for word/document.xml."""
    return _PART_NAMES[re.sub(r"word/|\d*\.xml", "", name)]


def tags(name: str, xml: str) -> list[Tag]:
    """The tags of a part in order, without comments. Raises XMLSyntaxError for a damaged part."""
    return Words(name, xml).tags()


class Words:
    """The text of a part as Word shows it, a line for each paragraph, and the elements that it stands in. Raises
    XMLSyntaxError for a part that is damaged."""

    def __init__(self, name: str, xml: str) -> None:
        self.part = part_name(name)
        self.root = parsed(xml.encode())
        self.plain = self.root.get(LINES) is not None
        self.nodes: list[Any] = []
        self.starts: list[int] = []
        self._twice = "mc:Fallback" in xml
        # The properties of a document have no paragraphs.
        texts = self._shown(etree.Element if name.startswith("docProps") else f"{W}t")
        pieces: list[str] = []
        length, line = 0, None
        for node in texts:
            paragraph = next(node.iterancestors(f"{W}p"), node)
            if paragraph is not line and pieces:
                pieces.append("\n")
                length += 1
            self.nodes.append(node)
            self.starts.append(length)
            pieces.append(_text(node))
            length, line = length + len(pieces[-1]), paragraph
        self.text = "".join(pieces)

    def _shown(self, *names: Any, root: Any = None) -> Iterator[Any]:
        """The elements of these names; of a text box that is there twice, for old and new versions of Word, one."""
        found = (self.root if root is None else root).iter(*names)
        return (e for e in found if next(e.iterancestors(_FALLBACK), None) is None) if self._twice else found

    def index(self, position: int) -> int:
        """The number of the element that holds the character at `position`."""
        return bisect_right(self.starts, position) - 1

    def node(self, position: int) -> Any:
        """The element that holds the character at `position`."""
        return self.nodes[self.index(position)]

    def inside(self, element: Any) -> str:
        """The text of an element of the part."""
        return "".join(map(_text, self._shown(f"{W}t", root=element)))

    def tags(self) -> list[Tag]:
        """The tags in order, without comments."""
        found = TAG.finditer(self.text)
        return [Tag(tag[0], self, tag.start()) for tag in found if not (tag[0][:2] == "{#" and tag[0][-2:] == "#}")]

    def place(self, position: int) -> Text:
        """Where the character at `position` stands, as people count: paragraph, or row and cell of a table."""
        line = max(self.text.rfind("\n", 0, position) + 1, position - _LOOKED_BACK)
        before = TAG.sub("", self.text[line:position])[-_AROUND:]
        around = Text(f", after “{before}”", f"，“{before}”之后") if before.strip() else Text("", "")
        return self._place(self.node(position), around)

    def place_of(self, element: Any) -> Text:
        """Where an element of the part stands, as people count."""
        return self._place(element, Text("", ""))

    def _place(self, element: Any, around: Text) -> Text:
        outer = (next(element.iterancestors(f"{W}{name}"), None) for name in ("p", "tc", "tr", "tbl"))
        paragraph, cell, row, table = (None if found is None else self._numbers.get(found) for found in outer)
        if table is not None:
            place = Text("table {t} row {r} cell {c}{around}", "表{t} 第{r}行第{c}格{around}")
            return place.format(t=table, r=row, c=cell, around=around)
        if paragraph is not None:
            place = Text("line {n}", "第{n}行") if self.plain else Text("paragraph {n}{around}", "第{n}段{around}")
            return place.format(n=paragraph, around=around)
        return Text("", "")

    @cached_property
    def _numbers(self) -> dict[Any, int]:
        """Paragraphs and tables numbered through the part, rows in their table, cells in their row; nobody counts the
        paragraphs in cells."""
        outer = {f"{W}tr": f"{W}tbl", f"{W}tc": f"{W}tr"}
        counts: Counter[Any] = Counter()
        numbers = {}
        for element in self._shown(f"{W}p", f"{W}tbl", *outer):
            inside = next(element.iterancestors(outer[element.tag]), None) if element.tag in outer else element.tag
            if inside == f"{W}p" and next(element.iterancestors(f"{W}tbl"), None) is not None:
                inside = None
            counts[inside] += 1
            numbers[element] = counts[inside]
        return numbers


def _text(node: Any) -> str:
    return (node.text or "").replace("\n", " ")
