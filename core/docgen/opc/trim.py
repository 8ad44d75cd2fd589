"""Takes out of a package what no program reads: parts that no relationship leads to (ISO 29500-2 6.5), comments and
processing instructions of XML."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from lxml import etree

from docgen.opc.part_names import CONTENT_TYPES
from docgen.opc.relations import ContentTypes, Relations, relations_of
from docgen.opc.xml import parsed, serialized

_XML = ("xml", "vmlDrawing")
"""How the content types of XML end."""


def drop_unreached(parts: Mapping[str, bytes], main: str) -> dict[str, bytes]:
    """The package without the parts that no relationship leads to, from the package or from the part `main` on, and
    without their content types. Raises XMLSyntaxError for a damaged list of relationships."""
    reached = {CONTENT_TYPES, *_reached(parts, main)}
    left = [name for name in parts if name not in reached]
    if not left:
        return dict(parts)
    types = ContentTypes(parts[CONTENT_TYPES])
    for name in left:
        types.drop(name)
    return {**{name: data for name, data in parts.items() if name in reached}, CONTENT_TYPES: types.xml()}


def _reached(parts: Mapping[str, bytes], main: str) -> set[str]:
    """The parts that are reached, and their lists of relationships. Small and capital letters of a name count as one
    (ISO 29500-2 6.2.2.3)."""
    names = {name.lower(): name for name in parts}
    found: set[str] = set()
    todo = ["", main]
    while todo:
        source = todo.pop()
        listed = names.get(relations_of(source).lower())
        found.update(filter(None, (source, listed)))
        if listed:
            targets = (names.get(target.lower()) for target in _targets(source, parts[listed]))
            todo += {target for target in targets if target and target not in found}
    return found


def _targets(source: str, listed: bytes) -> Iterator[str]:
    """The names of parts that the relationships of `source` lead to, however they are written."""
    for relation in Relations(source, listed):
        if not relation.external:
            target = relation.part(source).partition("#")[0].replace("\\", "/")
            yield posixpath.normpath(target)
            if "%" in target:
                yield posixpath.normpath(unquote(target))


def drop_remarks(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The package without comments and processing instructions in any part that is XML; XML with a document type, and
    what is none after all, stays as it is."""
    types = ContentTypes(parts[CONTENT_TYPES])
    return {name: _without_remarks(data) if types.of(name).endswith(_XML) else data for name, data in parts.items()}


def _without_remarks(data: bytes) -> bytes:
    if b"<!--" not in data and data.find(b"<?", 1) < 0 and b"\0" not in data[:4]:
        return data
    try:
        tree = parsed(data).getroottree()
    except etree.XMLSyntaxError:
        return data
    remarks = tree.xpath("//comment() | //processing-instruction()")
    if tree.docinfo.doctype or not remarks:
        return data
    inner = [remark for remark in remarks if remark.getparent() is not None]
    etree.strip_tags(tree.getroot(), *{remark.tag for remark in inner})
    return serialized(tree.getroot())
