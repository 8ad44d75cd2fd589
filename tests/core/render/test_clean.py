"""Documents of a template tell nothing of its author and his machine, and stay sound (tests/conftest.py checks it)."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx import Document
from docx.oxml import parse_xml
from ooxml import faults

from docgen.render import compile_template
from docgen.render.clean import leftovers
from docgen.render.package import read_parts, write_parts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = f'xmlns:w="{W}" xmlns:r="{R}"'
AUTHOR, MACHINE, ACCOUNT, REMARK = "章科长", "PC-ZHANG", "GOV-zhang", "这句话是否妥当"
WHO = f'w:id="7" w:author="{AUTHOR}" w:date="2013-11-20T08:00:00Z"'
REL = "http://schemas.openxmlformats.org/package/2006/relationships"


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


def add(parts: dict[str, bytes], name: str, data: str, kind: str, source: str = "word/document.xml") -> None:
    """Put a part in, with its type and a relation to it."""
    parts[name] = data.encode()
    folder, _, file = source.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels".lstrip("/")
    empty = f'<Relationships xmlns="{REL}"></Relationships>'.encode()
    line = f'<Relationship Id="rX{len(parts)}" Type="{kind}" Target="/{name}"/></Relationships>'
    parts[rels] = parts.get(rels, empty).replace(b"</Relationships>", line.encode())
    override = f'<Override PartName="/{name}" ContentType="application/vnd.test+xml"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())


def link(parts: dict[str, bytes], source: str, id: str, kind: str, target: str) -> None:
    """A relation of `source` to a file outside."""
    folder, _, file = source.rpartition("/")
    line = f'<Relationship Id="{id}" Type="{R}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    rels = f"{folder}/_rels/{file}.rels"
    empty = f'<Relationships xmlns="{REL}"></Relationships>'.encode()
    parts[rels] = parts.get(rels, empty).replace(b"</Relationships>", line.encode())


def made_of(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts of the document that the cleaned template gives."""
    data = compile_template(write_parts(parts), clean=True).render({"姓名": "钱明"})
    assert faults(data) == []
    return made_parts(data)


def made_parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def warned(parts: dict[str, bytes]) -> list[str]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "模板.docx"
        file.write_bytes(write_parts(parts))
        return [problem.text.en for problem in leftovers(file)]


def text(parts: dict[str, bytes]) -> str:
    return "".join(f"{p.text}\n" for p in Document(BytesIO(write_parts(parts))).paragraphs)


def test_nothing_of_author_and_machine_is_left():
    parts = document(
        '<w:p><w:commentRangeStart w:id="1"/><w:r w:rsidR="00AA11BB"><w:t>{{ 姓名 }}</w:t></w:r>'
        '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r></w:p>',
        f'<w:p><w:permStart w:id="5" w:ed="{ACCOUNT}"/><w:hyperlink r:id="rFile"><w:r><w:t>附表</w:t></w:r>'
        '</w:hyperlink><w:permEnd w:id="5"/></w:p>',
    )
    comment = f"<w:comment {WHO.replace('7', '1', 1)}><w:p><w:r><w:t>{REMARK}</w:t></w:r></w:p></w:comment>"
    add(parts, "word/comments.xml", f"<w:comments {NS}>{comment}</w:comments>", f"{R}/comments")
    add(parts, "word/people.xml", f"<p>{AUTHOR}</p>", f"{R}/people")
    add(parts, "customXml/item1.xml", f"<x>{ACCOUNT}</x>", f"{R}/customXml")
    add(parts, "docProps/custom.xml", f"<x>{ACCOUNT}</x>", f"{R}/custom-properties", "")
    add(parts, "word/printerSettings/printer1.xml", f"<x>{MACHINE}</x>", f"{R}/printerSettings")
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(
        b"</Properties>", f"<Company>{ACCOUNT}</Company></Properties>".encode()
    )
    settings = (
        '<w:attachedTemplate r:id="rTemplate"/><w:mailMerge><w:mainDocumentType w:val="formLetters"/>'
        f'<w:dataType w:val="native"/><w:connectString w:val="{MACHINE}"/><w:dataSource r:id="rData"/></w:mailMerge>'
        f'<w:docVars><w:docVar w:name="x" w:val="{MACHINE}"/></w:docVars><w:rsids><w:rsid w:val="00AA11BB"/></w:rsids>'
    )
    parts["word/settings.xml"] = f"<w:settings {NS}>{settings}</w:settings>".encode()
    link(parts, "word/settings.xml", "rTemplate", "attachedTemplate", f"file:///C:\\Users\\{MACHINE}\\Normal.dotm")
    link(parts, "word/settings.xml", "rData", "mailMergeSource", f"file:///\\\\{MACHINE}\\data.xlsx")
    link(parts, "word/document.xml", "rFile", "hyperlink", f"file:///C:\\Users\\{MACHINE}\\a.docx")
    assert warned(parts) == ["the template holds comments; documents are made without them"]
    made = made_of(parts)
    for secret in (AUTHOR, MACHINE, ACCOUNT, REMARK, "00AA11BB", "Normal.dotm", "comment", "python-docx"):
        holding = [name for name, data in made.items() if secret in name or secret.encode() in data]
        assert not holding, secret
    assert text(made) == "钱明\n附表\n"
    assert not [name for name in made if name.startswith(("customXml", "docProps/")) and name != "docProps/core.xml"]


def test_the_title_is_the_templates_or_its_name(tmp_path):
    assert b"<dc:title>\xe9\x80\x9a\xe6\x8a\xa5</dc:title>" in made_of(document(title="通报"))["docProps/core.xml"]
    file = tmp_path / "公开信.docx"
    bare = document()
    for name in ("docProps/core.xml", "docProps/app.xml"):
        del bare[name]
    bare["_rels/.rels"] = (
        f'<Relationships xmlns="{REL}"><Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    ).encode()
    bare["[Content_Types].xml"] = b"".join(
        piece + b">" for piece in bare["[Content_Types].xml"].split(b">")[:-1] if b"/docProps/" not in piece
    )
    file.write_bytes(write_parts(bare))
    made = compile_template(file, clean=True).render({})
    assert Document(BytesIO(made)).core_properties.title == "公开信"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (f"<w:p><w:r><w:t>一</w:t></w:r><w:ins {WHO}><w:r><w:t>二</w:t></w:r></w:ins></w:p>", "一二\n"),
        (f"<w:p><w:r><w:t>一</w:t></w:r><w:del {WHO}><w:r><w:delText>二</w:delText></w:r></w:del></w:p>", "一\n"),
        (
            f"<w:p><w:ins {WHO}><w:del {WHO}><w:r><w:delText>二</w:delText></w:r></w:del><w:r><w:t>三</w:t></w:r>"
            "</w:ins></w:p>",
            "三\n",
        ),
        (
            f"<w:p><w:pPr><w:jc w:val='left'/><w:rPr><w:b/></w:rPr><w:pPrChange {WHO}><w:pPr/></w:pPrChange></w:pPr>"
            f"<w:r><w:rPr><w:b/><w:rPrChange {WHO}><w:rPr/></w:rPrChange></w:rPr><w:t>一</w:t></w:r></w:p>",
            "一\n",
        ),
        (f"<w:p><w:pPr><w:rPr><w:ins {WHO}/></w:rPr></w:pPr><w:r><w:t>一</w:t></w:r></w:p>", "一\n"),
        (
            f"<w:p><w:moveFromRangeStart {WHO} w:name='m'/><w:moveFrom {WHO}><w:r><w:t>一</w:t></w:r></w:moveFrom>"
            f"<w:moveFromRangeEnd w:id='7'/><w:moveToRangeStart {WHO} w:name='m'/><w:moveTo {WHO}><w:r><w:t>二</w:t>"
            "</w:r></w:moveTo><w:moveToRangeEnd w:id='7'/></w:p>",
            "二\n",
        ),
    ],
    ids=["inserted", "deleted", "inserted and deleted", "looks", "paragraph", "moved"],
)
def test_tracked_changes_are_accepted(typed: str, read: str):
    parts = document(typed)
    assert warned(parts) == ["the template holds tracked changes; documents are made as if they were accepted"]
    made = made_of(parts)
    assert text(made) == read
    assert AUTHOR.encode() not in b"".join(made.values())
    assert warned(made) == []


def test_a_deleted_end_joins_two_paragraphs_and_deleted_rows_go():
    cell = "<w:tc><w:tcPr/><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = f"<w:tr><w:trPr><w:del {WHO}/></w:trPr>{cell.format('甲')}</w:tr><w:tr>{cell.format('乙')}</w:tr>"
    grid = "<w:tblPr/><w:tblGrid><w:gridCol w:w='900'/></w:tblGrid>"
    parts = document(
        f"<w:p><w:pPr><w:rPr><w:del {WHO}/></w:rPr></w:pPr><w:r><w:t>一</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>二</w:t></w:r></w:p>",
        f"<w:tbl {NS}>{grid}{rows}</w:tbl>",
        "<w:p><w:r><w:t>三</w:t></w:r></w:p>",
    )
    made = Document(BytesIO(write_parts(made_of(parts))))
    assert [paragraph.text for paragraph in made.paragraphs] == ["一二", "三"]
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [["乙"]]


def test_but_for_the_numbers_of_sessions_a_built_in_template_is_clean(repo):
    file = repo / "templates" / "admonition" / "整改承诺书.docx"
    template = compile_template(file)
    given = {name: "一" for (name,) in template.names()}
    plain = made_parts(template.render(given))
    plain["word/document.xml"] = re.sub(rb' w:rsid\w*="\w*"', b"", plain["word/document.xml"])
    assert made_parts(compile_template(file, clean=True).render(given)) == plain


def test_without_clean_a_document_is_what_docxtpl_makes():
    kept = compile_template(write_parts(document(title="通报"))).render({})
    assert Document(BytesIO(kept)).core_properties.author == AUTHOR
