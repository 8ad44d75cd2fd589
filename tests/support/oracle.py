"""What docxtpl makes of a template and what we make of it, comparable part by part."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docxtpl import DocxTemplate
from lxml import etree

from docgen.render import Template

Context = Callable[[Any], dict[str, Any]]


def picture(path: Path, red: int = 255) -> Path:
    """A PNG of 2 × 2 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + bytes([red, 0, 0] * 2)) * 2
    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + data)
    return path


def document(path: Path, *paragraphs: str, rows: tuple[tuple[str, ...], ...] = (), header: str = "") -> Path:
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if rows:
        table = made.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    made.sections[0].header.paragraphs[0].text = header
    made.core_properties.title = "{{ 题|default('题') }}"
    made.save(str(path))
    return path


def canonical(data: bytes) -> dict[str, bytes]:
    """The parts of a document in canonical XML; those that are no XML as they are."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return {name: as_xml(part) if name.endswith((".xml", ".rels")) else part for name, part in parts.items()}


def as_xml(part: bytes) -> bytes:
    """Canonical, relations in order; properties that docxtpl adds empty count as none."""
    root = etree.fromstring(part)
    for element in root.iter("{*}identifier", "{*}language", "{*}description", "{*}subject"):
        if not element.text:
            element.getparent().remove(element)
    if root.tag.endswith(("}Relationships", "}Types")):
        root[:] = sorted(root, key=lambda child: sorted(child.attrib.items()))
    return etree.tostring(root, method="c14n")


def docxtpl(path: Path, context: Context, **options: Any) -> dict[str, bytes]:
    theirs = DocxTemplate(str(path))
    theirs.render(context(theirs), autoescape=True, **options)
    raw = BytesIO()
    theirs.save(raw)
    return canonical(raw.getvalue())


def ours(path: Path, context: Context, **options: Any) -> dict[str, bytes]:
    template = Template(path)
    return canonical(template.render(context(template), **options))
