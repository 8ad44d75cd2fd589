"""Documents from which nothing leads to a picture or document elsewhere.

LibreOffice loads a local picture that fills a shape whatever its settings say. So what a document has outside of itself
leads nowhere before LibreOffice sees it; links that a reader may click stay.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from docgen.opc import Packed, packed_parts, parsed, serialized, zipped

NOWHERE = "about:blank"
_CLICKED = "/hyperlink"
_RELATIONS, _ZIP = ".rels", b"PK\x03\x04"
_DEEPEST = 5
"""Documents in documents in documents: what lies deeper is emptied."""


def cut_links(document: bytes) -> bytes:
    """The document (.docx) without links to what would be loaded; the same bytes if it has none. Raises
    zipfile.BadZipFile, ValueError, OSError, NotImplementedError for what is no document."""
    return _cut_in_package(document, 0) or document


def _cut_in_package(package: bytes, depth: int) -> bytes | None:
    """The package without such links; None if it has none."""
    parts, changed = packed_parts(io.BytesIO(package)), False
    for name, part in parts.items():
        if (new := _cut_in_part(name, part, depth)) is not None:
            parts[name], changed = Packed.of(part.name, new), True
    return zipped(parts.values()) if changed else None


def _cut_in_part(name: str, part: Packed, depth: int) -> bytes | None:
    if name.lower().endswith(_RELATIONS):
        return _cut_in_relations(part.inflated())
    if zlib.decompressobj(-zlib.MAX_WBITS).decompress(part.data, len(_ZIP)) != _ZIP:
        return None
    if depth == _DEEPEST:
        return b""
    try:
        return _cut_in_package(part.inflated(), depth + 1)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, zlib.error):  # LibreOffice will say the same
        return None


def _cut_in_relations(xml: bytes) -> bytes | None:
    """The relations of a part that lead nowhere else; None if none does, and none at all for those with a document
    type, which may add to them and which no office program writes."""
    from lxml.etree import XMLSyntaxError

    try:
        root = parsed(xml)
    except XMLSyntaxError:
        return None
    if root.getroottree().docinfo.doctype:
        return b""
    cut = [each for each in root.iter("{*}Relationship") if _is_loaded(each.attrib)]
    for each in cut:
        each.set("Target", NOWHERE)
    return serialized(root) if cut else None


def _is_loaded(relation: Mapping[str, str]) -> bool:
    """Whether a relation, given by its attributes, leads out of the package to what is no mere link to click."""
    is_external = relation.get("TargetMode", "").strip().lower() == "external"
    return is_external and not relation.get("Type", "").endswith(_CLICKED)
