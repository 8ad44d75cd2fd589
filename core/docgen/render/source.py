"""The text of a template's parts: which parts hold tags, and where in them each tag stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from docgen.text import Text

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[{%].*", re.DOTALL)  # the last: one that is not closed
_STORIES = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml")
_DECLARATION = re.compile(r"^(<\?xml[^>]*\?>)\s+")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART_NAMES = {
    "document": Text("body", "正文"),
    "header": Text("header", "页眉"),
    "footer": Text("footer", "页脚"),
    "footnotes": Text("footnotes", "脚注"),
    "endnotes": Text("endnotes", "尾注"),
    "docProps/core": Text("properties", "文档属性"),
}
_AROUND = 12


@dataclass(frozen=True)
class Tag:
    """A tag as typed, and its place: part (正文, 页眉 …) and paragraph or table cell, with the words before it."""

    text: str
    part: Text
    place: Text

    def names(self, *chain: str) -> bool:
        """Whether the tag uses the chain of names (社区.乡镇), alone or behind other names."""
        dotted = r"\s*\.\s*".join(map(re.escape, chain))
        return re.search(rf"(?<!\w){dotted}(?!\w)", self.text) is not None


def stories(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The XML text of the parts that hold tags, without a line break of its own after the XML declaration."""
    texts = {
        name: _DECLARATION.sub(r"\1", data.decode("utf-8-sig"))
        for name, data in parts.items()
        if _STORIES.fullmatch(name)
    }
    return {name: text for name, text in texts.items() if "{" in text}


def patched(xml: str) -> str:
    """The Jinja source of a part, in docxtpl's syntax ({%p %}, {%tr %} …), with what docxtpl leaves invalid mended."""
    from docxtpl import DocxTemplate

    return mended(str(DocxTemplate.patch_xml(None, xml)))


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


def tags(name: str, xml: str) -> Iterator[Tag]:
    """The tags of a part, in order, each with its place."""
    part = _PART_NAMES[re.sub(r"word/|\d*\.xml", "", name)]
    root = etree.fromstring(xml.encode("utf-8"), _parser())
    for number, paragraph in enumerate(root.iter(f"{_W}p"), 1):
        text = "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
        for match in TAG.finditer(text):
            before = TAG.sub("", text[: match.start()])[-_AROUND:]
            yield Tag(match[0], part, _place(root, paragraph, number, before))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _place(root: Any, paragraph: Any, number: int, before: str) -> Text:
    around = Text(f", after “{before}”", f"，“{before}”之后") if before.strip() else Text("", "")
    row = next(paragraph.iterancestors(f"{_W}tr"), None)
    if row is None:
        return Text("paragraph {n}{around}", "第{n}段{around}").format(n=number, around=around)
    cell = next(paragraph.iterancestors(f"{_W}tc"))
    table = next(row.iterancestors(f"{_W}tbl"))
    return Text("table {t} row {r} cell {c}{around}", "表{t} 第{r}行第{c}格{around}").format(
        t=list(root.iter(f"{_W}tbl")).index(table) + 1,
        r=list(table.iterchildren(f"{_W}tr")).index(row) + 1,
        c=list(row.iterchildren(f"{_W}tc")).index(cell) + 1,
        around=around,
    )
