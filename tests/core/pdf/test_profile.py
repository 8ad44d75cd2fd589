"""With LibreOffice: nothing outside the document is asked for, and only Word documents are read."""

import http.server
import io
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from opendocument import packed
from PIL import Image

from docgen.pdf import convert, profile, to_pdf
from docgen.problems import DocgenError

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="shell scripts stand before LibreOffice"),
]

SCRIPTING = "Office.Common/Security/Scripting"


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server's address, and what it was asked for."""
    requests: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            requests.append(self.rfile.readline().decode())

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", requests
        server.shutdown()


# -- what lies outside --

Edit = Callable[[Document, str], object]
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(path: Path, edit: Edit, address: str) -> Path:
    """A document that `edit` led to `address`."""
    document = docx.Document()
    document.add_paragraph("信")
    edit(document, address)
    document.save(str(path))
    return path


def link_picture(document: Document, address: str) -> None:
    link_picture_of(document.add_paragraph(), address)


def link_picture_in_header(document: Document, address: str) -> None:
    header = document.sections[0].header
    header.is_linked_to_previous = False
    link_picture_of(header.paragraphs[0], address)


def link_picture_of(paragraph: Paragraph, address: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    paragraph.add_run().add_picture(file, Mm(20))
    (blip,) = paragraph._p.xpath(".//a:blip")
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), paragraph.part.relate_to(f"{address}/picture.png", RT.IMAGE, is_external=True))


def add_document(document: Document, address: str) -> None:
    """A Word document within the document, with a picture from `address`."""
    inner, file = docx.Document(), io.BytesIO()
    link_picture(inner, address)
    inner.save(file)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    part = Part(PackURI("/word/inner.docx"), kind, file.getvalue(), document.part.package)
    name = document.part.relate_to(part, RT.A_F_CHUNK)
    document.element.body.insert(0, parse_xml(f'<w:altChunk {nsdecls("w", "r")} r:id="{name}"/>'))


def fill_shape(document: Document, address: str) -> None:
    name = document.part.relate_to(f"{address}/picture.png", RT.IMAGE, is_external=True)
    wps = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    document.add_paragraph()._p.append(
        parse_xml(
            f'<w:r {nsdecls("w", "r", "wp", "a")} xmlns:wps="{wps}" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/>'
            f'<wp:docPr id="7" name="x"/><a:graphic><a:graphicData uri="{wps}"><wps:wsp><wps:cNvSpPr/><wps:spPr>'
            '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            f'<a:blipFill><a:blip r:link="{name}"/><a:stretch><a:fillRect/></a:stretch></a:blipFill></wps:spPr>'
            "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
            "</mc:AlternateContent></w:r>"
        )
    )


def link_object(document: Document, address: str) -> None:
    name = document.part.relate_to(f"{address}/book.xlsx", RT.OLE_OBJECT, is_external=True)
    document.add_paragraph()._p.append(
        parse_xml(
            f'<w:r {nsdecls("w", "r")} xmlns:v="urn:schemas-microsoft-com:vml" '
            'xmlns:o="urn:schemas-microsoft-com:office:office"><w:object>'
            '<v:shape id="s1" style="width:50pt;height:50pt"/><o:OLEObject Type="Link" ProgID="Excel.Sheet.12" '
            f'ShapeID="s1" DrawAspect="Content" r:id="{name}" UpdateMode="Always"/></w:object></w:r>'
        )
    )


def attach_template(document: Document, address: str) -> None:
    settings = document.part._settings_part
    name = settings.relate_to(f"{address}/macros.dotm", f"{_OFFICE}/attachedTemplate", is_external=True)
    settings.element.insert(0, parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{name}"/>'))


def add_foreign_page(document: Document, address: str) -> None:
    """A page of HTML within the document, with a picture, a frame and a style from `address`."""
    html = (
        f'<link rel="stylesheet" href="{address}/a.css"><img src="{address}/b.png"><iframe src="{address}/c"></iframe>'
    )
    part = Part(PackURI("/word/page.html"), "text/html", html.encode(), document.part.package)
    name = document.part.relate_to(part, RT.A_F_CHUNK)
    document.element.body.insert(0, parse_xml(f'<w:altChunk {nsdecls("w", "r")} r:id="{name}"/>'))


def field(instruction: str) -> Edit:
    def add(document: Document, address: str) -> None:
        runs = '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        runs += f'<w:r><w:instrText xml:space="preserve"> {instruction.format(address)} </w:instrText></w:r>'
        runs += '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>旧</w:t></w:r>'
        runs += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"))

    return add


PICTURES: list[Edit] = [link_picture, link_picture_in_header, add_document, fill_shape]
"""What LibreOffice 7.4 asks for by itself."""
OTHERS: list[Edit] = [
    link_object,
    attach_template,
    add_foreign_page,
    field('INCLUDEPICTURE "{}/picture.png" \\d'),
    field('INCLUDETEXT "{}/text.docx"'),
    field('LINK Excel.Sheet.12 "{}/book.xlsx" "S!R1C1" \\a \\f 0'),
    field('DDEAUTO soffice "{}/book.xlsx" "A1"'),
    field('DATABASE \\d "{}/base" \\s "select 1"'),
]
"""What it does not ask for as yet, with any settings."""


def of_libreoffice(path: Path, body: str) -> Path:
    """A text of LibreOffice that is named a Word document."""
    return packed(path, "text", f"<office:body><office:text>{body}</office:text></office:body>")


_FRAME = '<text:p><draw:frame svg:width="2cm" svg:height="2cm">{}</draw:frame></text:p>'
FOREIGN_LINKS = [
    _FRAME.format('<draw:image xlink:href="{}/picture.png" xlink:type="simple" xlink:actuate="onLoad"/>'),
    _FRAME.format('<draw:object xlink:href="{}/book.ods" xlink:type="simple" xlink:actuate="onLoad"/>'),
]
FOREIGN_OTHERS = [
    _FRAME.format('<draw:floating-frame xlink:href="{}/page.html" xlink:type="simple" xlink:actuate="onLoad"/>'),
    '<text:section text:name="s"><text:section-source xlink:href="{}/text.odt"/><text:p>旧</text:p></text:section>',
]


with_settings = pytest.mark.parametrize("ours", [False, True], ids=["an empty profile", "ours"])


def keep_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice sees what a document links to."""
    monkeypatch.setattr(convert, "cut_links", lambda document: document)


@pytest.mark.parametrize(
    ("links", "settings"), [(True, False), (True, True), (False, False)], ids=["no wall", "settings", "links cut"]
)
@pytest.mark.parametrize("edit", PICTURES)
def test_a_picture_that_a_document_links_to_is_asked_for_only_without_both_walls(
    edit, links, settings, asked, monkeypatch, tmp_path
):
    if links:
        keep_links(monkeypatch)
    if not settings:
        monkeypatch.setattr(profile, "SETTINGS", {})
    address, requests = asked
    assert to_pdf(word(tmp_path / "信.docx", edit, address))
    assert bool(requests) is (links and not settings)


@pytest.mark.parametrize("edit", OTHERS)
def test_nothing_else_that_a_document_links_to_is_asked_for(edit, asked, tmp_path):
    address, requests = asked
    assert to_pdf(word(tmp_path / "信.docx", edit, address))
    assert requests == []


@with_settings
@pytest.mark.parametrize("body", FOREIGN_LINKS)
def test_a_link_in_a_document_of_another_kind_is_followed_only_without_the_settings(
    body, ours, asked, office, any_kind, monkeypatch, tmp_path
):
    if not ours:
        monkeypatch.setattr(profile, "SETTINGS", {})
    address, requests = asked
    office(any_kind)
    assert to_pdf(of_libreoffice(tmp_path / "信.docx", body.format(address)))
    assert bool(requests) is not ours


@pytest.mark.parametrize("body", FOREIGN_OTHERS)
def test_nothing_else_is_asked_for_by_a_document_of_another_kind(body, asked, office, any_kind, tmp_path):
    address, requests = asked
    office(any_kind)
    assert to_pdf(of_libreoffice(tmp_path / "信.docx", body.format(address)))
    assert requests == []


@pytest.mark.parametrize(
    ("kept", "hits"),
    [((), True), ((SCRIPTING,), False), (("Inet/Settings",), False)],
    ids=["no settings", "no links", "no network"],
)
def test_two_walls_stand_before_the_network_and_each_holds_alone(
    kept, hits, asked, office, any_kind, monkeypatch, tmp_path
):
    """Without both the server is reached: this test would see it."""
    address, requests = asked
    office(any_kind)
    monkeypatch.setattr(profile, "SETTINGS", {path: profile.SETTINGS[path] for path in kept})
    assert to_pdf(word(tmp_path / "信.docx", link_picture, address))
    assert to_pdf(of_libreoffice(tmp_path / "文.docx", FOREIGN_LINKS[1].format(address)))
    assert bool(requests) is hits


@pytest.mark.parametrize("cut", [False, True], ids=["links stay", "ours"])
@pytest.mark.parametrize("edit", PICTURES)
def test_a_file_of_this_machine_comes_into_no_pdf(edit, cut, monkeypatch, tmp_path):
    """The settings alone do not keep it out of a shape that it fills."""
    if not cut:
        keep_links(monkeypatch)
        monkeypatch.setattr(profile, "SETTINGS", {})
    Image.new("RGB", (300, 300), "red").save(tmp_path / "picture.png")
    assert _has_red(to_pdf(word(tmp_path / "信.docx", edit, tmp_path.as_uri()))) is not cut


def _has_red(pdf: bytes) -> bool:
    with pypdfium2.PdfDocument(pdf) as document:
        colors = document[0].render().to_pil().convert("RGB").getcolors(1 << 20)
        return any(red > 200 and green < 50 and blue < 50 for _, (red, green, blue) in colors)


# -- documents that are not what their name claims --


def test_a_text_of_libreoffice_that_is_named_a_word_document_is_not_opened_as_what_it_is(office, any_kind, tmp_path):
    document = of_libreoffice(tmp_path / "信.docx", "<text:p>正文</text:p>")
    with pytest.raises(DocgenError, match="LibreOffice could not make a PDF of it"):
        to_pdf(document)
    office(any_kind)
    assert to_pdf(document)
