"""Pages as pictures."""

import io
import sys

import pypdfium2
import pytest
from PIL import Image

from docgen.pdf import page_pictures
from docgen.problems import DocgenError


@pytest.fixture
def pdf() -> bytes:
    """Two pages: A4 upright, and A4 across."""
    document, file = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(595, 842)
    document.new_page(842, 595)
    document.save(file)
    document.close()
    return file.getvalue()


@pytest.mark.parametrize(("dpi", "size"), [(72, (595, 842)), (144, (1190, 1684))])
def test_a_picture_for_each_page(pdf: bytes, dpi: int, size: tuple[int, int]):
    pictures = [Image.open(io.BytesIO(png)) for png in page_pictures(pdf, dpi)]
    assert [(picture.format, picture.size) for picture in pictures] == [("PNG", size), ("PNG", size[::-1])]


@pytest.mark.parametrize("missing", ["pypdfium2", "PIL.Image"])
def test_without_the_extra_the_message_says_how_to_get_it(monkeypatch, pdf: bytes, missing: str):
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(DocgenError) as caught:
        page_pictures(pdf, 96)
    assert "pip install 'docgen[preview]'" in caught.value.hint.en


def test_other_bytes_are_refused():
    with pytest.raises(DocgenError, match="PDF"):
        page_pictures(b"no PDF", 96)
