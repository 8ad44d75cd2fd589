"""The parts of Word documents, made by hand."""

from io import BytesIO

from docx import Document
from docx.oxml import parse_xml

from docgen.render.package import read_parts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = f'xmlns:w="{W}" xmlns:r="{R}"'
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
AUTHOR = "章科长"


def document(*paragraphs: str, title: str = "") -> dict[str, bytes]:
    """The parts of a document with these paragraphs, in WordprocessingML, and an author."""
    made = Document()
    made.core_properties.title = title
    for name in ("author", "last_modified_by", "comments", "keywords", "category", "subject"):
        setattr(made.core_properties, name, AUTHOR)
    for xml in paragraphs:
        made.element.body.insert(len(made.element.body) - 1, parse_xml(xml.replace("<w:p>", f"<w:p {NS}>", 1)))
    file = BytesIO()
    made.save(file)
    return read_parts(file.getvalue())


def add(parts: dict[str, bytes], name: str, data: str, kind: str, source: str = "word/document.xml") -> str:
    """Put a part in, with its type and a relation to it, whose id is returned."""
    parts[name] = data.encode()
    folder, _, file = source.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels".lstrip("/")
    empty = f'<Relationships xmlns="{REL}"></Relationships>'.encode()
    id = f"rX{len(parts)}"
    line = f'<Relationship Id="{id}" Type="{kind}" Target="/{name}"/></Relationships>'
    parts[rels] = parts.get(rels, empty).replace(b"</Relationships>", line.encode())
    override = f'<Override PartName="/{name}" ContentType="application/vnd.test+xml"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    return id


def link(parts: dict[str, bytes], source: str, id: str, kind: str, target: str) -> None:
    """A relation of `source` to a file outside."""
    folder, _, file = source.rpartition("/")
    line = f'<Relationship Id="{id}" Type="{R}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    rels = f"{folder}/_rels/{file}.rels"
    empty = f'<Relationships xmlns="{REL}"></Relationships>'.encode()
    parts[rels] = parts.get(rels, empty).replace(b"</Relationships>", line.encode())
