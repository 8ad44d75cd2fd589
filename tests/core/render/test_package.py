"""Files that are no templates are refused by name."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.problems import DocgenError, TemplateSpot
from docgen.render import compile_template
from docgen.text import speaking


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


def zipped(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return path


ENTRIES = {
    "one name twice": ["word/document.xml", "word/document.xml"],
    "above": ["word/document.xml", "../evil.xml"],
    "above, hidden": ["word/document.xml", "word/../../evil.xml"],
    "above, Windows": ["word/document.xml", "..\\evil.xml"],
    "absolute": ["word/document.xml", "/etc/evil.xml"],
    "too many": ["word/document.xml", *(f"word/{n}.xml" for n in range(3000))],
    "a workbook": ["xl/workbook.xml"],
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("names", ENTRIES.values(), ids=ENTRIES)
def test_a_zip_that_is_no_word_document_is_refused_by_name(tmp_path: Path, names: list[str]):
    with pytest.raises(DocgenError) as caught:
        compile_template(zipped(tmp_path / "信.docx", *names))
    assert caught.value.where == TemplateSpot("信.docx")


@pytest.mark.parametrize(
    "content", [b"", b"not a zip", b"PK\x03\x04 cut off", None], ids=["empty", "text", "cut", "no"]
)
def test_a_file_that_is_no_word_document_is_refused_by_name(tmp_path: Path, content: bytes | None):
    if content is not None:
        (tmp_path / "信.docx").write_bytes(content)
    with pytest.raises(DocgenError) as caught:
        compile_template(tmp_path / "信.docx")
    assert caught.value.where == TemplateSpot("信.docx")
    assert ("does not exist" in caught.value.text.en) == (content is None)
