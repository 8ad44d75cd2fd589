"""The texts of a tree of XML that Word does not show as lines of a page: codes of fields, lists of form fields, names,
alternative texts, formulas, and all that no program knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any

from lxml import etree

from docgen.render.texts.places import ELEMENT_NAME, FIELD_CODE, MIXED_LINE, SHOWN_TWICE, place_of
from docgen.render.texts.technical import ELEMENTS, holds_number, texts_of_attribute, texts_of_value
from docgen.render.xml import W, local
from docgen.text import Text

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "Fallback"
_LINES = frozenset(("p", "si", "is"))
"""The elements whose text is one line, however many runs it is typed in: a paragraph; a cell of a workbook."""
_SYMBOLS = 0xF000
"""Where Word counts the characters of fonts that have their own (ISO 29500-1 17.3.3.30)."""
_DIGITS = re.compile(r"\d(?:\D{0,4}\d){6}")

Found = Iterator[tuple[Text, str]]


def texts_of_markup(root: Any, shown: Collection[Any] = ()) -> Found:
    """The texts below `root`, each with what a clerk calls its place. The elements of `shown` are left out: their text
    is searched as lines of the page."""
    yield from _field_codes(root)
    yield from _lines(root, set(shown))
    yield from _mixed_lines(root)
    yield from _attributes(root)
    yield from _names(root)


def _field_codes(root: Any) -> Found:
    """The code of each field, however many runs it is typed in."""
    marks = root.iter(f"{W}fldChar", f"{W}instrText", f"{W}delInstrText")
    for is_mark, nodes in groupby(marks, key=lambda node: node.tag == f"{W}fldChar"):
        if not is_mark:
            yield from ((FIELD_CODE, text) for text in texts_of_value("".join(node.text or "" for node in nodes)))


def _lines(root: Any, shown: Collection[Any]) -> Found:
    """The text of elements, that of one line and one kind of element in one piece."""
    lines: dict[tuple[Any, str, bool], list[str]] = {}
    for element in root.iter(etree.Element):
        if element.text and element not in shown and not element.text.isspace():
            _add(lines, element, element.tag, element.text)
        if element.tail and not element.tail.isspace():
            _add(lines, element.getparent(), "", element.tail)
    for (_, tag, is_twice), pieces in lines.items():
        name = tag.rpartition("}")[2]
        place = SHOWN_TWICE if is_twice else place_of(name)
        for text in filter(holds_number, pieces) if name in ELEMENTS else ["".join(pieces)]:
            yield from ((place, piece) for piece in texts_of_value(text))


def _add(lines: dict[tuple[Any, str, bool], list[str]], element: Any, tag: str, text: str) -> None:
    """Add a text to the line that it stands in."""
    if element is None:  # behind the root
        return
    line, is_twice = element, False
    for outer in element.iterancestors():
        name = local(outer)
        if name in _LINES and line is element:
            line = outer
        if name == _FALLBACK:
            is_twice = True
            break
    lines.setdefault((line, tag, is_twice), []).append(text)


def _mixed_lines(root: Any) -> Found:
    """The paragraphs with formulas and symbols, whose digits a reader sees in one line with those of the text."""
    shown = (f"{W}t", f"{W}sym", _MATH)
    paragraphs = (next(node.iterancestors(f"{W}p"), None) for node in root.iter(f"{W}sym", _MATH))
    for paragraph in dict.fromkeys(paragraphs):
        if paragraph is not None:
            yield MIXED_LINE, "".join(_sign(node) for node in paragraph.iter(*shown))


def _sign(node: Any) -> str:
    """What a reader sees of a text or a symbol."""
    if node.tag != f"{W}sym":
        return node.text or ""
    try:
        code = int(node.get(f"{W}char", ""), 16)
        return chr(code - _SYMBOLS if code >= _SYMBOLS else code)
    except (ValueError, OverflowError):
        return ""


def _attributes(root: Any) -> Found:
    """The values of attributes, each once."""
    seen = set()
    for element in root.iter(etree.Element):
        tag = element.tag
        for item in element.items():
            if (tag, item) not in seen:
                seen.add((tag, item))
                name, value = item
                for text in texts_of_attribute(tag, name, value):
                    yield place_of(local(element), name.rpartition("}")[2]), text


def _names(root: Any) -> Found:
    """The names of elements and attributes, and of their namespaces, that hold digits."""
    names = {f"{prefix} {uri}" for _, (prefix, uri) in etree.iterwalk(root, events=("start-ns",))}
    for element in root.iter(etree.Element):
        names.add(element.tag)
        names.update(element.attrib)
    for name in sorted({name.rpartition("}")[2] for name in names if _DIGITS.search(name)}):
        yield from ((ELEMENT_NAME, text) for text in texts_of_value(name))
