"""One way of writing XML for the parts of a document, whichever program wrote them.

Word, LibreOffice and WPS write the same markup with other quotes, prefixes, line breaks, encodings. What is looked for
in a part is looked for in this form: UTF-8, quotes ", the prefixes that Word gives, relationships
declared at the top of the body, nothing but markup and text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from docgen.opc.xml import R, serialized

_WORD = "http://schemas.microsoft.com/office/word"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PREFIXES: Mapping[str, str] = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    f"{_OFFICE}/relationships": "r",
    f"{_OFFICE}/math": "m",
    _MC: "mc",
    f"{_DRAWING}/main": "a",
    f"{_DRAWING}/picture": "pic",
    f"{_DRAWING}/chart": "c",
    f"{_DRAWING}/wordprocessingDrawing": "wp",
    f"{_WORD}/2010/wordprocessingDrawing": "wp14",
    f"{_WORD}/2010/wordprocessingShape": "wps",
    f"{_WORD}/2010/wordprocessingGroup": "wpg",
    f"{_WORD}/2010/wordprocessingCanvas": "wpc",
    f"{_WORD}/2010/wordml": "w14",
    f"{_WORD}/2012/wordml": "w15",
    f"{_WORD}/2006/wordml": "wne",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "urn:schemas-microsoft-com:office:word": "w10",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
}
"""The prefix that Word, or Excel, gives to a namespace."""
_DOCUMENT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}document"
_DECLARED = re.compile(rb"""xmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)["']""")
_LISTS_OF_PREFIXES = (f"{{{_MC}}}Ignorable", f"{{{_MC}}}MustUnderstand", "Requires")
_NAMES = (*(f"{{{_MC}}}{name}" for name in ("ProcessContent", "PreserveElements", "PreserveAttributes")),)
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def normalize_part(xml: bytes) -> bytes:
    """The part `xml` in the form described above. Raises XMLSyntaxError for XML that is damaged."""
    return write_normalized(parse_bare(xml), xml)


def parse_bare(xml: bytes) -> Any:
    """The root element of a part, without comments, processing instructions and blanks between elements. Raises
    XMLSyntaxError for XML that is damaged."""
    return etree.fromstring(xml, _parser())


def write_normalized(root: Any, xml: bytes) -> bytes:
    """The part with the root that `parse_bare` made of `xml`."""
    utf8 = xml if is_utf8(root) else serialized(root)
    is_usual = all(PREFIXES.get(uri, prefix) == prefix for prefix, uri in _declarations(utf8))
    if not is_usual or (root.tag == _DOCUMENT and R[1:-1] not in root.nsmap.values()):
        root = _with_usual_prefixes(root)
    return serialized(root)


def is_utf8(root: Any) -> bool:
    """Whether a part was read from UTF-8."""
    return (root.getroottree().docinfo.encoding or "UTF-8").upper() == "UTF-8"


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_blank_text=True,
        remove_comments=True,
        remove_pis=True,
    )


def _declarations(xml: bytes) -> Iterator[tuple[str, str]]:
    """The prefixes and namespaces that are declared anywhere in the part."""
    for prefix, uri in _DECLARED.findall(xml):
        yield prefix.decode(), uri.decode()


def _with_usual_prefixes(root: Any) -> Any:
    """Write the element `root` with each namespace under the prefix that Word gives it, declared once at the top."""
    names = _usual_names(root)
    _rename_mentions(root, {uri: prefix for prefix, uri in names.items()})
    declared: Any = {prefix or None: uri for prefix, uri in names.items()}
    renamed = etree.Element(root.tag, nsmap=declared)
    for name, value in root.attrib.items():
        renamed.set(name, value)
    renamed.text = root.text
    renamed.extend(list(root))
    etree.cleanup_namespaces(renamed, top_nsmap=declared, keep_ns_prefixes=list(filter(None, names)))
    return renamed


def _usual_names(root: Any) -> dict[str, str]:
    """The namespaces of the part by prefix: Word's where it has one, else the part's own, else a free one."""
    names = {"r": R[1:-1]}
    others: list[tuple[str, str]] = []
    for element in root.iter(etree.Element):
        for prefix, uri in element.nsmap.items():
            if uri in PREFIXES:
                names[PREFIXES[uri]] = uri
            else:
                others.append((prefix or "", uri))
    for prefix, uri in dict.fromkeys(others):
        free = (name for name in (prefix, *(f"ns{n}" for n in range(len(others)))) if name and name not in names)
        if uri not in names.values():
            names[next(free)] = uri
    return names


def _rename_mentions(root: Any, prefixes: Mapping[str, str]) -> None:
    """Rename the prefixes that stand in values: what may be ignored (ISO 29500-3 10), types of properties."""
    for element in root.iter(etree.Element):
        for name in (*_LISTS_OF_PREFIXES, *_NAMES, _TYPE):
            if value := element.get(name):
                known = {prefix or "": prefixes.get(uri, prefix) for prefix, uri in element.nsmap.items()}
                words = (word.partition(":") for word in value.split())
                element.set(name, " ".join(known.get(p, p) + colon + rest for p, colon, rest in words))
