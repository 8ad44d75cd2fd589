"""Where a tag may stand: docxtpl would lose what stands beside it, or could not join its pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from docgen.render.mistakes.mistake import Mistake
from docgen.render.source import NOWHERE, TAG, Tag, Words
from docgen.render.xml import W
from docgen.text import Text

_OF_CELLS = ("colspan", "cellbg", "vm", "hm")
_WHOLE = {"p": Text("paragraph", "段落"), "tr": Text("row", "行"), "tc": Text("cell", "单元格")}
_PICTURES = tuple(f"{W}{name}" for name in ("drawing", "pict", "object"))
_SWALLOWED = {*_PICTURES, *(f"{W}{name}" for name in ("fldChar", "instrText", "footnoteReference", "endnoteReference"))}
_SHOWN = 20


def misplaced(words: Words, tag: Tag) -> Iterator[Mistake]:
    """What is wrong with the place of a tag."""
    yield from _outside_table(words, tag)
    yield from _beside(words, tag)
    yield from _split(words, tag)
    yield from _dashed(words, tag)


def level(words: Words, tag: Tag) -> tuple[str, ...]:
    """The names of the elements that a tag stands in once docxtpl has put it in the place of its row, paragraph …"""
    if tag.kind:
        whole = _around(words, tag, tag.kind)
        return () if whole is None else _names(whole)[1:]
    index = words.index(tag.start)
    return _names(words.nodes[max(index - 1, 0) if tag.text.startswith("{%-") else index])


def cell(words: Words, tag: Tag) -> Any:
    """The cell that a tag stands in, or None."""
    return _around(words, tag, "tc")


def _around(words: Words, tag: Tag, name: str) -> Any:
    """The nearest element of this name around a tag, or None."""
    return next(words.node(tag.start).iterancestors(f"{W}{name}"), None)


def _names(element: Any) -> tuple[str, ...]:
    return (element.tag, *(outer.tag for outer in element.iterancestors()))


def _outside_table(words: Words, tag: Tag) -> Iterator[Mistake]:
    needed = tag.kind if tag.kind in ("tr", "tc") else "tc" if tag.word in _OF_CELLS else ""
    if needed and _around(words, tag, needed) is None:
        yield Mistake(tag, "template-place", _OUTSIDE, _TO_TABLE.format(kind=tag.kind) if tag.kind else None)


_OUTSIDE = Text("it stands outside a table", "它不在表格里")
_TO_TABLE = Text("Put it into a table, or write p instead of {kind}.", "请移到表格里，或把 {kind} 改为 p。")


def _beside(words: Words, tag: Tag) -> Iterator[Mistake]:
    """A tag that takes the place of its paragraph, row or cell takes along what stands beside it."""
    whole = _around(words, tag, tag.kind) if tag.kind in _WHOLE else None
    if whole is None:
        return
    rest = words.inside(whole).replace(tag.text, "", 1)
    rest = _COMMENT.sub("", rest).strip()
    lost = f"“{_cut(rest)}”" if rest else _unwritten(whole)
    if lost:
        text = _BESIDE.format(whole=_WHOLE[tag.kind], rest=lost)
        yield Mistake(tag, "template-lost", text, _ALONE.format(whole=_WHOLE[tag.kind]))


_COMMENT = re.compile(r"\{#.*?#\}")


def _unwritten(whole: Any) -> Text | None:
    """What beside text an element holds that a reader would miss."""
    elements = (_UNWRITTEN.get(e.tag) for e in whole.iter(*_UNWRITTEN) if e.tag != _BREAK or e.get(_TYPE) == "page")
    return next(elements, None)


_BREAK, _TYPE = f"{W}br", f"{W}type"
_UNWRITTEN = {
    **dict.fromkeys(_PICTURES, Text("a picture", "图片")),
    f"{W}sectPr": Text("a section break", "分节符"),
    _BREAK: Text("a page break", "分页符"),
    **dict.fromkeys((f"{W}fldChar", f"{W}fldSimple"), Text("a field", "域")),
}
_BESIDE = Text(
    "it takes the place of its whole {whole}, and what stands beside it would be lost: {rest}",
    "它会取代所在的{whole}，旁边的内容会丢失：{rest}",
)
_ALONE = Text("Give it a {whole} of its own.", "请让它独占所在的{whole}。")


def _split(words: Words, tag: Tag) -> Iterator[Mistake]:
    """A tag whose pieces are not simply one behind the other."""
    first, last = words.node(tag.start), words.node(tag.start + len(tag.text) - 1)
    if first is last or not tag.closed:
        return
    if "\n" in tag.text:
        yield Mistake(tag, "template-split", _PARAGRAPHS, _ONE_PARAGRAPH)
    elif _names(first) != _names(last) or _SWALLOWED & {e.tag for e in _between(first, last)} or _hides(words, tag):
        yield not_joined(tag)


def not_joined(tag: Tag) -> Mistake:
    """The mistake of a tag whose pieces stay apart."""
    return Mistake(tag, "template-split", _FORMATTING, _ANEW)


_PARAGRAPHS = Text("it begins in one paragraph and ends in another", "它从一段开始，到另一段才结束")
_ONE_PARAGRAPH = Text("Write it in one paragraph.", "请写在同一段内。")
_FORMATTING = Text(
    "formatting splits it, such as a link, a field, a picture or a tracked change, and it cannot be read",
    "它被格式（超链接、域、图片、修订等）拆开了，无法识别",
)
_ANEW = Text("Delete it and type it again in one go.", "请删除后重新连续输入一遍。")


def _hides(words: Words, tag: Tag) -> bool:
    """Whether text that Word does not show, such as a deletion, stands between the two signs of a bracket."""
    pairs = (tag.start, tag.start + len(tag.text) - 2)
    return any(e.text for at in pairs for e in _between(words.node(at), words.node(at + 1)))


def _between(first: Any, last: Any) -> Iterator[Any]:
    """The elements behind `first` and before `last`, in the order of the document."""
    for outer in (first, *first.iterancestors()) if first is not last else ():
        for sibling in outer.itersiblings():
            for element in sibling.iter():
                if element is last:
                    return
                yield element


def _dashed(words: Words, tag: Tag) -> Iterator[Mistake]:
    """docxtpl joins {%- to the text before, and -%} to the text behind, and drops what lies between."""
    before, behind = _in_node(words, tag)
    if tag.text.startswith("{%-") and before:
        yield Mistake(tag, "template-lost", _DASH.format(sign="{%-", rest=before[-_SHOWN:]), _NO_DASH)
    if tag.text.endswith("-%}") and behind and not re.search(r"\{[{%]", behind):
        yield Mistake(tag, "template-lost", _DASH.format(sign="-%}", rest=_cut(behind)), _NO_DASH)


_DASH = Text("the text beside {sign} would be lost: “{rest}”", "{sign} 旁边的文字会丢失：“{rest}”")
_NO_DASH = Text("Write the tag without the sign -.", "请去掉标记里的“-”。")


def _in_node(words: Words, tag: Tag) -> tuple[str, str]:
    """The text before and behind a tag in its own piece of text, if there are pieces further on that side."""
    end = tag.start + len(tag.text)
    first, last = words.index(tag.start), words.index(end - 1)
    before = words.text[words.starts[first] : tag.start] if first else ""
    behind = words.text[end : words.starts[last + 1]] if last + 1 < len(words.starts) else ""
    return before.strip(), behind.strip()


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def lost_text(name: str, words: Words, source: str) -> Iterator[Mistake]:
    """Whatever else docxtpl made of a part: what Word shows beside the tags must stand in its Jinja `source`, too."""
    try:
        left = "".join(Words(name, TAG.sub("", source)).text.split())
    except etree.XMLSyntaxError:
        yield Mistake(Tag("", words, NOWHERE), "template-split", _TORN, _ANEW)
        return
    beside = TAG.sub(lambda tag: " " * len(tag[0]), words.text)
    shown = "".join(beside.split())
    if shown != left:
        same = next((i for i, (here, there) in enumerate(zip(shown, left, strict=False)) if here != there), -1)
        at = [position for position, sign in enumerate(beside) if not sign.isspace()][same] if shown else 0
        lost = (beside[at : at + _SHOWN].strip() or words.text[at : at + _SHOWN]).partition("\n")[0]
        yield Mistake(Tag(lost, words, at), "template-lost", _LOST, _ANEW)


_TORN = Text("tags and formatting lie across each other", "标记与格式互相交叉")
_LOST = Text("this is cut off or printed as it stands by a tag near it", "受附近标记影响，此处内容会丢失或原样印出")
