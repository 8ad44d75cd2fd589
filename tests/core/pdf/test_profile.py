"""With LibreOffice: no macro runs, nothing outside the document is asked for, only Word documents are read."""

import http.server
import io
import os
import threading
import time
import zipfile
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
from PIL import Image

from docgen.pdf import find_libreoffice, profile, to_pdf
from docgen.pdf.office import _kill, _start
from docgen.pdf.profile import write_profile
from docgen.problems import DocgenError

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="shell scripts stand before LibreOffice"),
]

SCRIPTING = "Office.Common/Security/Scripting"
ANY_KIND = """
for word in "$@"; do
    shift
    case $word in --infilter=*) ;; *) set -- "$@" "$word";; esac
done
exec "$REAL" "$@"
"""
"""Let LibreOffice find out by itself what a document is."""


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


# -- macros --


def with_macro(path: Path, mark: Path) -> Path:
    """A text of LibreOffice whose macro writes `mark` as soon as the text is open."""
    path.write_text(_WITH_MACRO.format(mark=mark), encoding="utf-8")
    return path


_WITH_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:dom="http://www.w3.org/2001/xml-events" xmlns:ooo="http://openoffice.org/2004/office"
  office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:scripts><office:script script:language="ooo:Basic"><ooo:libraries>
<ooo:library-embedded ooo:name="Standard"><ooo:module ooo:name="Module1"><ooo:source-code>Sub Main
Open &quot;{mark}&quot; For Output As #1
Print #1, &quot;ran&quot;
Close #1
End Sub
</ooo:source-code></ooo:module></ooo:library-embedded></ooo:libraries></office:script>
<office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load"
  xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document" xlink:type="simple"/>
</office:event-listeners></office:scripts>
<office:body><office:text><text:p>正文</text:p></office:text></office:body></office:document>
"""


def allowing_macros(folder: Path) -> str:
    """The option that lets LibreOffice find the settings of an administrator who allowed every macro."""
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "lax.xcu").write_text(_LAX, encoding="utf-8")
    layers = (Path(str(find_libreoffice())).resolve().parent / "fundamentalrc").read_text()
    (line,) = (line for line in layers.splitlines() if line.startswith("CONFIGURATION_LAYERS="))
    machine, _, user = line.partition(" user:")
    return f"-env:{machine} xcsxcu:{folder.as_uri()} user:{user}"


_LAX = """<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"
  oor:name="Common" oor:package="org.openoffice.Office">
<node oor:name="Security"><node oor:name="Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop>
</node></node></oor:component-data>
"""


def open_document(document: Path, options: list[str]) -> None:
    """Open `document` as a person does, for two seconds."""
    command = [str(find_libreoffice()), *options, "--headless", "--norestore", str(document)]
    process = _start(command, dict(os.environ))
    try:
        lock, until = document.with_name(f".~lock.{document.name}#"), time.monotonic() + 60
        while not lock.exists() and time.monotonic() < until:
            time.sleep(0.05)
        assert lock.exists()
        time.sleep(2)
    finally:
        _kill(process)


@pytest.mark.parametrize(("ours", "runs"), [(False, True), (True, False)], ids=["an empty profile", "ours"])
def test_a_macro_does_not_run_even_where_the_office_allows_all_macros(ours, runs, monkeypatch, tmp_path):
    if not ours:
        monkeypatch.setattr(profile, "SETTINGS", {})
    ran, folder = tmp_path / "ran.txt", tmp_path / "profile"
    write_profile(folder)
    options = [allowing_macros(tmp_path / "office"), f"-env:UserInstallation={folder.as_uri()}"]
    open_document(with_macro(tmp_path / "信.fodt", ran), options)
    assert ran.exists() is runs


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
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    document.add_picture(file)
    (blip,) = document.element.xpath("//a:blip")
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), document.part.relate_to(f"{address}/picture.png", RT.IMAGE, is_external=True))


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


REMOTE: list[Edit] = [
    link_picture,
    link_object,
    attach_template,
    add_foreign_page,
    field('INCLUDEPICTURE "{}/picture.png" \\d'),
    field('INCLUDETEXT "{}/text.docx"'),
    field('LINK Excel.Sheet.12 "{}/book.xlsx" "S!R1C1" \\a \\f 0'),
    field('DATABASE \\d "{}/base" \\s "select 1"'),
]


def of_libreoffice(path: Path, body: str) -> Path:
    """A text of LibreOffice that is named a Word document."""
    names = "office text draw svg:svg-compatible".split()
    spaces = " ".join(
        f'xmlns:{name.partition(":")[0]}="urn:oasis:names:tc:opendocument:xmlns:'
        f'{"drawing" if name == "draw" else name.partition(":")[2] or name}:1.0"'
        for name in names
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "content.xml",
            f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{manifest}"><m:file-entry m:full-path="/" m:media-type="{kind}"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
        )
    return path


_FRAME = '<text:p><draw:frame svg:width="2cm" svg:height="2cm">{}</draw:frame></text:p>'
FOREIGN = [
    _FRAME.format('<draw:image xlink:href="{}/picture.png" xlink:type="simple" xlink:actuate="onLoad"/>'),
    _FRAME.format('<draw:object xlink:href="{}/book.ods" xlink:type="simple" xlink:actuate="onLoad"/>'),
    _FRAME.format('<draw:floating-frame xlink:href="{}/page.html" xlink:type="simple" xlink:actuate="onLoad"/>'),
    '<text:section text:name="s"><text:section-source xlink:href="{}/text.odt"/><text:p>旧</text:p></text:section>',
]


@pytest.mark.parametrize("edit", REMOTE)
def test_nothing_that_a_document_links_to_is_asked_for(edit, asked, tmp_path):
    address, requests = asked
    assert to_pdf(word(tmp_path / "信.docx", edit, address))
    assert requests == []


@pytest.mark.parametrize("body", FOREIGN)
def test_nothing_is_asked_for_by_a_document_of_another_kind(body, asked, office, tmp_path):
    address, requests = asked
    office(ANY_KIND)
    assert to_pdf(of_libreoffice(tmp_path / "信.docx", body.format(address)))
    assert requests == []


@pytest.mark.parametrize(
    ("kept", "hits"),
    [((), True), ((SCRIPTING,), False), (("Inet/Settings",), False)],
    ids=["no settings", "no links", "no network"],
)
def test_two_walls_stand_before_the_network_and_each_holds_alone(kept, hits, asked, office, monkeypatch, tmp_path):
    """Without both the server is reached: this test would see it."""
    address, requests = asked
    office(ANY_KIND)
    monkeypatch.setattr(profile, "SETTINGS", {path: profile.SETTINGS[path] for path in kept})
    assert to_pdf(word(tmp_path / "信.docx", link_picture, address))
    assert to_pdf(of_libreoffice(tmp_path / "文.docx", FOREIGN[1].format(address)))
    assert bool(requests) is hits


def test_a_file_of_this_machine_does_not_come_into_the_pdf(monkeypatch, tmp_path):
    Image.new("RGB", (300, 300), "red").save(tmp_path / "picture.png")
    document = word(tmp_path / "信.docx", link_picture, tmp_path.as_uri())
    assert not _has_red(to_pdf(document))
    monkeypatch.setattr(profile, "SETTINGS", {})
    assert _has_red(to_pdf(document))


def _has_red(pdf: bytes) -> bool:
    with pypdfium2.PdfDocument(pdf) as document:
        return (255, 0, 0) in {color for _, color in document[0].render().to_pil().convert("RGB").getcolors(1 << 20)}


# -- documents that are not what their name claims --


def test_a_text_of_libreoffice_that_is_named_a_word_document_is_not_opened_as_what_it_is(office, tmp_path):
    document = of_libreoffice(tmp_path / "信.docx", "<text:p>正文</text:p>")
    with pytest.raises(DocgenError, match="LibreOffice could not make a PDF of it"):
        to_pdf(document)
    office(ANY_KIND)
    assert to_pdf(document)
