"""Reading and writing the XML of parts: nothing is fetched, nothing is expanded."""

from __future__ import annotations

from typing import Any
from xml.parsers.expat import ParserCreate

from lxml import etree

from docgen.text import Text

HOLDS_DOCTYPE = Text(
    "its part {name} holds a document type, which is not allowed", "其中的 {name} 含有不允许的文档类型声明"
)
"""What is said of a part with a document type: it could name files and addresses, and no office program writes one."""
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def parsed(xml: bytes) -> Any:
    """The root element of a part."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(xml, parser)


def mended(xml: bytes) -> Any:
    """The root element of a part that may be written as HTML is, with elements that do not end."""
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True))


def prove(xml: bytes) -> bytes:
    """The part, if it is well-formed and its prefixes are declared, without building a tree of it. Raises ExpatError
    where it is not: docgen's fault."""
    ParserCreate(namespace_separator=" ").Parse(xml, True)
    return xml


def serialized(root: Any) -> bytes:
    """A part with the root element `root`."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def local(element: Any) -> str:
    """The name of an element without its namespace; nothing for comments and the like."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""
