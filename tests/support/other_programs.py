"""Word documents and workbooks written again as other programs write them: the same markup with other
prefixes, quotes, order of attributes, names of parts, encodings. What a reader sees stays the same."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XML = "http://www.w3.org/XML/1998/namespace"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "[Content_Types].xml"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXTS = {f"{W}t", f"{W}instrText", f"{W}delText", f"{_S}t", f"{_S}v"}


@dataclass(frozen=True)
class Hand:
    """How a program writes a part."""

    prefixes: bool = False  # ns0, ns1 … for the names that Word gives
    default: bool = False  # WordprocessingML without a prefix, its attributes with one
    local: bool = False  # namespaces declared where they are used
    reverse: bool = False  # attributes in another order
    single: bool = False  # quotes '
    spaces: bool = False  # line breaks between elements and before >
    cdata: bool = False
    comments: bool = False
    encoding: str = "utf-8"
    runs: bool = False  # a run for each few characters
    main: str = "word/document.xml"
    folders: bool = False  # entries for folders in the zip


def written(data: bytes, hand: Hand) -> bytes:
    """The .docx or .xlsx `data` as that hand writes it; of an .xlsx, the sheets."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if hand.main != "word/document.xml":
        parts = _moved(parts, hand.main)
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder in ("word/", "word/_rels/") if hand.folders else ():
            archive.writestr(folder, b"")
        for name, part in parts.items():
            is_text = name.startswith(("word/", "xl/worksheets/")) and name.endswith(".xml") and "theme" not in name
            archive.writestr(name, _written(part, hand) if is_text else part)
    return made.getvalue()


def _moved(parts: Mapping[str, bytes], main: str) -> dict[str, bytes]:
    names = {"word/document.xml": main, "word/_rels/document.xml.rels": f"word/_rels/{main.rpartition('/')[2]}.rels"}
    moved = {names.get(name, name): part for name, part in parts.items()}
    for name in (_TYPES, "_rels/.rels"):
        moved[name] = moved[name].replace(b"word/document.xml", main.encode())
    return moved


def _written(part: bytes, hand: Hand) -> bytes:
    root = etree.fromstring(part, etree.XMLParser(remove_comments=True, remove_pis=True))
    if hand.runs:
        _split_runs(root)
    body = _Writer(root, hand).element(root, {})
    mark = "\ufeff" if hand.encoding in ("utf-8-sig", "utf-16") else ""
    encoding = hand.encoding.removesuffix("-sig")
    head = f'{mark}<?xml version="1.0" encoding="{encoding.upper()}"?>\n'
    return (head + body).encode("utf-16-le" if encoding == "utf-16" else encoding)


def _split_runs(root: Any) -> None:
    """A run for each few characters, as Word keeps what was typed at different times."""
    for run in list(root.iter(f"{W}r")):
        texts = run.findall(f"{W}t")
        if len(texts) != 1 or len(run) > 2 or len(texts[0].text or "") < 2:
            continue
        text, place = texts[0].text, run.getparent().index(run)
        for start in range(0, len(text), 5):
            piece = etree.fromstring(etree.tostring(run))
            piece.tail = None
            words = piece.find(f"{W}t")
            words.text = text[start : start + 5]
            words.set(f"{{{_XML}}}space", "preserve")
            place += 1
            run.getparent().insert(place, piece)
        run.getparent().remove(run)


class _Writer:
    def __init__(self, root: Any, hand: Hand) -> None:
        self._hand = hand
        found = {uri for element in root.iter(etree.Element) for uri in element.nsmap.values()}
        own = {uri: prefix or "" for element in root.iter(etree.Element) for prefix, uri in element.nsmap.items()}
        numbered = {uri: f"ns{number}" for number, uri in enumerate(sorted(found))}
        self._prefixes: dict[str, str] = numbered if hand.prefixes else own
        self._mentioned = {prefix: self._prefixes[uri] for uri, prefix in own.items()}
        mentioned = {word for e in root.iter(etree.Element) for word in e.get(f"{_MC}Ignorable", "").split()}
        self._at_top = {uri for uri in found if not hand.local or own[uri] in mentioned}

    def element(self, element: Any, declared: Mapping[str, str]) -> str:
        """The element with all that it holds; `declared` are the prefixes by namespace."""
        hand = self._hand
        declared = dict(declared)
        new: dict[str, str] = {}
        if not declared:
            new |= {self._prefixes[uri]: uri for uri in sorted(self._at_top)}
            declared |= {uri: self._prefixes[uri] for uri in self._at_top}
        is_default = hand.default and element.tag.startswith(W)
        name = element.tag if is_default else self._name(element.tag, declared, new)
        if is_default:
            name = etree.QName(element).localname
            if declared.get("") != W[1:-1]:
                declared[""] = new[""] = W[1:-1]
        attributes = [(self._name(key, declared, new), self._value(key, v)) for key, v in element.items()]
        spaces = [(f"xmlns:{prefix}" if prefix else "xmlns", uri) for prefix, uri in new.items()]
        lines = [*spaces, *(reversed(attributes) if hand.reverse else attributes)]
        head = name + "".join(f" {key}={self._quoted(value)}" for key, value in lines) + "\n" * hand.spaces
        inner = self._text(element) + "".join(self._beside() + self.element(e, declared) for e in element)
        return f"<{head}>{inner}{self._beside() if len(element) else ''}</{name}>"

    def _beside(self) -> str:
        return "\n  " * self._hand.spaces + '<!-- <w:p> > <row r="2"> -->' * self._hand.comments

    def _text(self, element: Any) -> str:
        text = element.text or ""
        if self._hand.cdata and text.strip() and element.tag in _TEXTS and "]]>" not in text:
            return f"<![CDATA[{text}]]>"
        return escape(text)

    def _name(self, name: str, declared: dict[str, str], new: dict[str, str]) -> str:
        qualified = etree.QName(name)
        uri = qualified.namespace
        if uri is None:
            return str(qualified.localname)
        if uri == _XML:
            return f"xml:{qualified.localname}"
        if uri not in declared:
            declared[uri] = self._prefixes[uri]
            new[self._prefixes[uri]] = uri
        return f"{declared[uri]}:{qualified.localname}".removeprefix(":")

    def _value(self, key: str, value: str) -> str:
        if key == f"{_MC}Ignorable":
            return " ".join(self._mentioned.get(word, word) for word in value.split())
        return self._mentioned.get(value, value) if key == "Requires" else value

    def _quoted(self, value: str) -> str:
        sign = "'" if self._hand.single else '"'
        entities = {"'": "&apos;"} if sign == "'" else {'"': "&quot;"}
        return f"{sign}{escape(value, entities).replace('&gt;', '>')}{sign}"


HANDS: dict[str, Callable[[Hand], Hand]] = {
    "prefixes": lambda hand: replace(hand, prefixes=True),
    "no prefix": lambda hand: replace(hand, default=True),
    "declared where used": lambda hand: replace(hand, local=True),
    "order of attributes": lambda hand: replace(hand, reverse=True),
    "single quotes": lambda hand: replace(hand, single=True),
    "line breaks": lambda hand: replace(hand, spaces=True),
    "CDATA": lambda hand: replace(hand, cdata=True),
    "comments": lambda hand: replace(hand, comments=True),
    "byte order mark": lambda hand: replace(hand, encoding="utf-8-sig"),
    "UTF-16": lambda hand: replace(hand, encoding="utf-16"),
    "split runs": lambda hand: replace(hand, runs=True),
    "document2.xml": lambda hand: replace(hand, main="word/document2.xml"),
    "folders": lambda hand: replace(hand, folders=True),
}
"""What programs do otherwise than Word, each by itself."""
SHEET_HANDS = sorted(set(HANDS) - {"split runs", "document2.xml", "folders"})
"""Those that concern a workbook's sheets."""
