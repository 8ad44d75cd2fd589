"""With LibreOffice: pages, batches, failures. What a script in its place can show is in test_office.py."""

import http.server
import io
import os
import threading
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from PIL import Image

from docgen.pdf import to_pdf, to_pdfs
from docgen.problems import DocgenError, DocumentSpot

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(os.name == "nt", reason="shell scripts stand before LibreOffice"),
]

THROUGH = 'exec "$REAL" "$@"'
KILLED_AFTER_ONE = """
if [ $CALL = 1 ]; then
    "$REAL" "$@" &
    until ls "$OUT" | grep -q pdf; do sleep 0.01; done
    kill -9 0
fi
exec "$REAL" "$@"
"""


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, without the blanks that LibreOffice puts between Chinese and Latin."""
    with pypdfium2.PdfDocument(pdf) as document:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


@pytest.mark.usefixtures("open_office")
def test_the_pdf_has_the_text_of_the_document(letter):
    pages = pages_of(to_pdf(letter("致 50% 的户#1.docx", "尊敬的王户主：您好！", "第二页，共２页 ABC 12")))
    assert pages == ["尊敬的王户主：您好！", "第二页，共２页ABC12"]


@pytest.mark.usefixtures("open_office")
def test_a_rare_character_that_the_font_lacks_is_there(letter):
    assert pages_of(to_pdf(letter("名.docx", "王䶮㛃"))) == ["王䶮㛃"]


def test_many_documents_are_one_call(letter, office):
    soffice = office(THROUGH)
    documents = [letter(f"{n}/信.docx", f"第{n}户") for n in range(4)]
    made = list(to_pdfs(documents))
    assert [path for path, _ in made] == documents
    assert [pages_of(pdf) for _, pdf in made] == [[f"第{n}户"] for n in range(4)]
    assert soffice.documents() == [4]


@pytest.mark.slow
def test_two_processes_share_the_work_and_no_profile(letter, office):
    soffice = office(THROUGH)
    documents = [letter(f"{n}.docx", f"第{n}户") for n in range(4)]
    made = list(to_pdfs(documents, processes=2))
    assert [path for path, _ in made] == documents
    assert [pages_of(pdf) for _, pdf in made] == [[f"第{n}户"] for n in range(4)]
    assert soffice.documents() == [2, 2]
    assert len(soffice.profiles()) == 2


@pytest.mark.slow
def test_what_fails_twice_is_named_and_the_others_are_made(letter, hollow, office, tmp_path):
    soffice = office(THROUGH)
    text, cut, missing = tmp_path / "文.docx", tmp_path / "断.docx", tmp_path / "无.docx"
    text.write_text("not a zip", encoding="utf-8")  # LibreOffice would print these words
    good = letter("好.docx", "好")
    cut.write_bytes(good.read_bytes()[:5000])
    made = dict(to_pdfs([text, hollow, good, cut, missing]))
    assert pages_of(made.pop(good)) == ["好"]
    assert {path: error.where for path, error in made.items()} == {path: DocumentSpot(str(path)) for path in made}
    assert {path.name: error.text.en for path, error in made.items()} == {
        "文.docx": "this is no Word document (.docx)",
        "空.docx": "LibreOffice could not make a PDF of it",
        "断.docx": "this is no Word document (.docx)",
        "无.docx": "the file cannot be read: there is no such file or folder",
    }
    assert soffice.documents() == [2, 1]
    with pytest.raises(DocgenError, match="could not make"):
        to_pdf(hollow)


@pytest.mark.slow
def test_a_libreoffice_that_is_killed_is_started_again(letter, office):
    soffice = office(KILLED_AFTER_ONE)
    documents = [letter(f"{n}.docx", f"第{n}户") for n in range(5)]
    assert [pages_of(pdf) for _, pdf in to_pdfs(documents)] == [[f"第{n}户"] for n in range(5)]
    first, *more = soffice.documents()
    assert first == 5
    assert set(more) == {1}


@pytest.mark.usefixtures("open_office")
def test_blank_pages_come_where_the_document_asks_for_odd_pages_unless_told_otherwise(letter):
    """Five letters of a page, each to start on a front page: nine pages when the empty backs are among them."""
    five = letter("五户.docx", *"一二三四五", start=WD_SECTION.ODD_PAGE)
    one_sided = letter("单面.docx", *"一二三四五")
    with_backs = ["一", "", "二", "", "三", "", "四", "", "五"]
    made = [pages_of(pdf) for _, pdf in to_pdfs([one_sided, five, one_sided])]
    assert made == [list("一二三四五"), with_backs, list("一二三四五")]
    assert pages_of(to_pdf(five, blank_pages=False)) == list("一二三四五")
    assert pages_of(to_pdf(one_sided, blank_pages=True)) == list("一二三四五")


def test_nothing_is_left_beside_the_document_or_in_the_temporary_folder(letter, hollow, tmp_path, monkeypatch):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    document = letter("只此一份/信.docx", "信")
    list(to_pdfs([document, hollow]))
    assert list(document.parent.iterdir()) == [document]
    assert list(temporary.iterdir()) == []


def test_a_picture_that_the_document_only_links_to_is_not_fetched(letter, tmp_path):
    asked = []

    class Server(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(self.rfile.readline())

    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        document = letter("信.docx", "信")
        link_picture(document, f"http://127.0.0.1:{server.server_port}/picture.png")
        assert pages_of(to_pdf(document)) == ["信"]
        server.shutdown()
    assert asked == []


def link_picture(path: Path, address: str) -> None:
    """Put a picture into the document, and let the document say that it lies at `address`."""
    document, file = docx.Document(str(path)), io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    document.add_picture(file)
    (blip,) = document.element.xpath("//a:blip")
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), document.part.relate_to(address, RT.IMAGE, is_external=True))
    document.save(str(path))
