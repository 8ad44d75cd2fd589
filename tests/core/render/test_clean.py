"""Documents of a template tell nothing of its author and his machine, and stay sound (tests/conftest.py checks it)."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx import Document
from ooxml import faults
from parts import AUTHOR, NS, REL, R, W, add, document, link

from docgen.render import compile_template
from docgen.render.clean import leftovers
from docgen.render.package import write_parts

MACHINE, ACCOUNT, REMARK = "PC-ZHANG", "GOV-zhang", "这句话是否妥当"
WHO = f'w:id="7" w:author="{AUTHOR}" w:date="2013-11-20T08:00:00Z"'


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


def test_the_title_is_the_name_of_the_template(tmp_path):
    file = tmp_path / "公开信.docx"
    file.write_bytes(write_parts(document(title="关于赵德柱同志的公示 138 0013 8001")))
    made = compile_template(file, clean=True).render({})
    assert Document(BytesIO(made)).core_properties.title == "公开信"


def test_a_template_without_properties_gets_a_title(tmp_path):
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


VANISH = "<w:rPr><w:vanish/></w:rPr>"


def field(code: str, result: str, kind: str = "complex") -> str:
    """The runs of a field."""
    if kind == "simple":
        return f"<w:fldSimple w:instr='{code}'><w:r><w:t>{result}</w:t></w:r></w:fldSimple>"
    marks = {end: f"<w:r><w:fldChar w:fldCharType='{end}'/></w:r>" for end in ("begin", "separate", "end")}
    half = len(code) // 2
    typed = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (code[:half], code[half:]))
    return f"{marks['begin']}{typed}{marks['separate']}<w:r><w:t>{result}</w:t></w:r>{marks['end']}"


@pytest.mark.parametrize(
    ("typed", "read", "hidden"),
    [
        (f"<w:r><w:t>一</w:t></w:r><w:r>{VANISH}<w:t>底稿</w:t></w:r>", "一\n", True),
        ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>一</w:t></w:r>", "一\n", False),
        (f"<w:r>{VANISH}<w:t>{{%p if 姓名 %}}</w:t></w:r></w:p><w:p><w:r><w:t>一</w:t></w:r>", "一\n", False),
        (f"<w:r><w:t>一</w:t></w:r><w:r>{VANISH}<w:t>{{{{ 身份证号 }}}}</w:t></w:r>", "一\n", True),
    ],
    ids=["text", "off", "statement", "value"],
)
def test_hidden_text_goes_but_for_statements(typed: str, read: str, hidden: bool):
    paragraphs = [f"<w:p>{part}</w:p>" for part in typed.split("</w:p><w:p>")]
    if "{%p" in typed:
        paragraphs.append(f"<w:p><w:r>{VANISH}<w:t>{{%p endif %}}</w:t></w:r></w:p>")
    parts = document(*paragraphs)
    assert warned(parts) == (["the template holds hidden text; documents are made without it"] if hidden else [])
    assert text(made_of(parts)) == read


def test_text_that_a_style_hides_goes_too():
    parts = document(
        "<w:p><w:r><w:rPr><w:rStyle w:val='Note'/></w:rPr><w:t>底稿</w:t></w:r><w:r><w:t>一</w:t></w:r></w:p>"
    )
    style = b'<w:style w:type="character" w:styleId="Note"><w:name w:val="Note"/><w:rPr><w:vanish/></w:rPr></w:style>'
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", style + b"</w:styles>")
    assert text(made_of(parts)) == "一\n"


@pytest.mark.parametrize("kind", ["simple", "complex"])
@pytest.mark.parametrize(
    "code",
    [
        r'INCLUDETEXT "C:\\Users\\zhang\\章程.docx"',
        r'INCLUDEPICTURE "\\\\GOV-zhang\\章.png" \\d',
        'LINK Excel.Sheet.12 "/media/zhang/a.xlsx" "Sheet1" \\a',
        'HYPERLINK "file:///D:/zhang/a.docx"',
    ],
)
def test_of_a_field_with_a_path_of_a_machine_the_result_stays(code: str, kind: str):
    parts = document(f"<w:p><w:r><w:t>一</w:t></w:r>{field(code, '二', kind)}<w:r><w:t>三</w:t></w:r></w:p>")
    assert warned(parts) == [
        f"a field ({code.split(maxsplit=1)[0]}) names a file of one machine; documents keep what it shows, not the path"
    ]
    made = made_of(parts)
    assert text(made) == "一二三\n"
    assert b"zhang" not in b"".join(made.values())
    assert b"fldChar" not in made["word/document.xml"]


@pytest.mark.parametrize("code", ["PAGE", 'HYPERLINK "https://example.org/home/a"', "REF 书签 \\h"])
def test_other_fields_stay(code: str):
    parts = document(f"<w:p>{field(code, '二')}</w:p>")
    assert warned(parts) == []
    made = Document(BytesIO(write_parts(made_of(parts))))
    assert "".join(node.text for node in made.element.iter(f"{{{W}}}instrText")) == code


def test_a_field_within_the_code_of_another_goes_with_it():
    inner = field("QUOTE", "zhang")
    begin, separate, end = (f"<w:r><w:fldChar w:fldCharType='{mark}'/></w:r>" for mark in ("begin", "separate", "end"))
    code = '<w:r><w:instrText>INCLUDETEXT "D:\\</w:instrText></w:r>'
    parts = document(f"<w:p>{begin}{code}{inner}{separate}<w:r><w:t>章程</w:t></w:r>{end}</w:p>")
    assert text(made_of(parts)) == "章程\n"


def test_a_picture_that_lies_only_on_a_machine_keeps_its_name_alone():
    blip = f"<a:blip xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' xmlns:r='{R}' r:link='rPicture'/>"
    parts = document("<w:p><w:r><w:t>一</w:t></w:r></w:p>")
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:body>", blip.encode() + b"</w:body>")
    link(parts, "word/document.xml", "rPicture", "image", f"file:///C:\\Users\\{MACHINE}\\章.png")
    data = compile_template(write_parts(parts), clean=True).render({})
    relations = made_parts(data)["word/_rels/document.xml.rels"].decode()
    assert 'Target="章.png"' in relations
    assert MACHINE not in relations


def test_numbers_in_names_of_bookmarks_and_pictures_are_warned_of():
    mark = "<w:p><w:bookmarkStart w:id='{0}' w:name='{1}'/><w:r><w:t>一</w:t></w:r><w:bookmarkEnd w:id='{0}'/></w:p>"
    parts = document(mark.format(1, "电话13812345678"), mark.format(2, "_Toc378912345"))
    assert warned(parts) == ["a number of a person stands here, where no page shows it: 138****5678"]
