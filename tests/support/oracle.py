"""Templates to try, and what docxtpl and we make of them, comparable part by part."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap
from docxtpl import DocxTemplate
from lxml import etree

from docgen.render import Template

Context = Callable[[Any], dict[str, Any]]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
VENDOR = "application/vnd.openxmlformats-officedocument"
NAMESPACES = " ".join(f'xmlns:{prefix}="{nsmap[prefix]}"' for prefix in ("w", "r", "wp", "a", "pic", "w14"))


def picture(path: Path, red: int = 255) -> Path:
    """A PNG of 2 × 2 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + bytes([red, 0, 0] * 2)) * 2
    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + data)
    return path


def document(
    path: Path,
    *paragraphs: str,
    rows: Sequence[Sequence[str]] = (),
    header: str = "",
    footer: str = "",
    title: str = "",
) -> Path:
    """A Word file of these paragraphs, a table of these rows, a header, a footer and a title."""
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if rows:
        table = made.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    section = made.sections[0]
    section.header.paragraphs[0].text = header
    section.footer.paragraphs[0].text = footer
    made.core_properties.title = title
    made.save(str(path))
    return path


def written(path: Path, *blocks: str, header: str = "") -> Path:
    """A Word file of this WordprocessingML, for what python-docx cannot write."""
    made = Document()
    body = made.element.body
    body[:] = [*parsed("".join(blocks)), body.sectPr]
    if header:
        root = made.sections[0].header._element
        root[:] = parsed(header)
    made.save(str(path))
    return path


def parsed(xml: str) -> list[Any]:
    """The elements of a piece of WordprocessingML."""
    return list(parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>"))


def add_part(made: Any, name: str, content: str, kind: str, relation: str) -> str:
    """Add the part word/`name` to a document; the id of its relationship."""
    part = Part(PackURI(f"/word/{name}"), f"{VENDOR}.{kind}", content.encode(), made.part.package)
    return str(made.part.relate_to(part, f"{OFFICE}/{relation}"))


def add_note(made: Any, kind: str, text: str) -> None:
    """Add a footnote or an endnote to the last paragraph of a document."""
    note = f'<w:{kind} w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'
    content = f"<w:{kind}s {NAMESPACES}>{note}</w:{kind}s>"
    add_part(made, f"{kind}s.xml", content, f"wordprocessingml.{kind}s+xml", f"{kind}s")
    made.paragraphs[-1].add_run()._r.extend(parsed(f'<w:{kind}Reference w:id="2"/>'))


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
    """The parts that docxtpl makes of the template; `context` is given what pictures and the like are bound to."""
    theirs = DocxTemplate(str(path))
    theirs.render(context(theirs), **{"autoescape": True, **options})
    raw = BytesIO()
    theirs.save(raw)
    return canonical(raw.getvalue())


def ours(path: Path, context: Context, **options: Any) -> dict[str, bytes]:
    """The parts that we make of it."""
    template = Template(path)
    return canonical(template.render(context(template), **options))


def with_cells_in_one_order(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts, with the properties of each cell of the body sorted: docxtpl's order is not the schema's."""
    root = etree.fromstring(parts["word/document.xml"])
    for cell in root.iter("{*}tcPr"):
        cell[:] = sorted(cell, key=lambda child: str(child.tag))
    return {**parts, "word/document.xml": as_xml(etree.tostring(root))}
