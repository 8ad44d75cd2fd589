"""Pictures, replacements, merged cells and footnotes: Template against docxtpl."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docxtpl import DocxTemplate, InlineImage
from oracle import as_xml, canonical, document, docxtpl, ours, picture

from docgen.render import Template

FOOTNOTES = (
    b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b'<w:footnote w:id="2"><w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
FOOTNOTES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def with_footnotes(path: Path) -> Path:
    """The document with a footnotes part that holds a tag."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    types, relations = "[Content_Types].xml", "word/_rels/document.xml.rels"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{FOOTNOTES_TYPE}"/></Types>'
    relation = f'<Relationship Id="rId99" Type="{FOOTNOTES_RELATION}" Target="footnotes.xml"/></Relationships>'
    parts[types] = parts[types].replace(b"</Types>", override.encode())
    parts[relations] = parts[relations].replace(b"</Relationships>", relation.encode())
    parts["word/footnotes.xml"] = FOOTNOTES
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def test_footnotes_are_filled_in(tmp_path: Path):
    path = with_footnotes(document(tmp_path / "t.docx", "正文"))
    values = {"x": "注 & 释"}
    mine = ours(path, lambda _: values)
    assert mine == docxtpl(path, lambda _: values)
    assert "注 &amp; 释".encode() in mine["word/footnotes.xml"]


@pytest.mark.parametrize(
    "rows",
    [
        (("{%tr for x in 数 %}", ""), ("{% vm %}同组", "{{ x }}"), ("{%tr endfor %}", "")),
        (("{%tc for x in 数 %}", "{% hm %}题", "{%tc endfor %}"), ("甲", "乙", "丙")),
    ],
    ids=["vm", "hm"],
)
def test_merged_cells_of_loops(tmp_path: Path, rows: tuple[tuple[str, ...], ...]):
    path = document(tmp_path / "t.docx", rows=rows)
    mine, theirs = (canonical_cells(make(path, lambda _: {"数": [1, 2, 3]})) for make in (ours, docxtpl))
    assert mine == theirs


def canonical_cells(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Parts whose cell properties are in one order, whichever that is: docxtpl's is not the schema's."""
    from lxml import etree

    root = etree.fromstring(parts["word/document.xml"])
    for cell in root.iter("{*}tcPr"):
        cell[:] = sorted(cell, key=lambda child: str(child.tag))
    return {**parts, "word/document.xml": as_xml(etree.tostring(root))}


def test_a_picture_in_a_header(tmp_path: Path):
    png = str(picture(tmp_path / "p.png"))
    path = document(tmp_path / "t.docx", "正文", header="{{ 图 }}")

    def context(template: Any) -> dict[str, Any]:
        return {"图": InlineImage(template, png)}

    assert ours(path, context) == docxtpl(path, context)


class TestReplacements:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        made = Document()
        made.add_picture(str(picture(tmp_path / "old.png")))
        made.add_paragraph("{{ 甲 }}")
        made.save(str(tmp_path / "t.docx"))
        return tmp_path / "t.docx"

    @pytest.mark.parametrize("how", ["replace_pic", "replace_media", "replace_zipname"])
    def test_a_picture_of_the_template_is_replaced(self, path: Path, tmp_path: Path, how: str):
        new = picture(tmp_path / "new.png", red=7)
        old = {
            "replace_pic": "old.png",
            "replace_media": str(tmp_path / "old.png"),
            "replace_zipname": "word/media/image1.png",
        }[how]
        mine, theirs = Template(path), DocxTemplate(str(path))
        for template in (mine, theirs):
            getattr(template, how)(old, str(new))
        theirs.render({"甲": "x"}, autoescape=True)
        raw = BytesIO()
        theirs.save(raw)
        assert canonical(mine.render({"甲": "x"})) == canonical(raw.getvalue())

    def test_what_was_replaced_once_is_not_replaced_again(self, path: Path, tmp_path: Path):
        template = Template(path)
        template.replace_pic("old.png", str(picture(tmp_path / "new.png", red=7)))
        template.render({"甲": "x"})
        template.reset_replacements()
        parts = canonical(template.render({"甲": "y"}))
        assert parts["word/media/image1.png"] == (tmp_path / "old.png").read_bytes()


def test_a_document_merged_into_the_template(tmp_path: Path):
    inner = Document()
    inner.add_heading("内页", 1)
    inner.add_paragraph("正文")
    inner.save(str(tmp_path / "inner.docx"))
    path = document(tmp_path / "t.docx", "前", "{{p 子 }}", "后")

    def context(template: Any) -> dict[str, Any]:
        return {"子": template.new_subdoc(str(tmp_path / "inner.docx"))}

    assert ours(path, context) == docxtpl(path, context)
