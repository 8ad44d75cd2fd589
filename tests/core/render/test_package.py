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


DOCTYPES = {
    "an entity of a file": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "entities of entities": b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>',
    "an address": b'<!DOCTYPE x SYSTEM "http://localhost/x.dtd"><x/>',
}


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
@pytest.mark.parametrize("content", DOCTYPES.values(), ids=DOCTYPES)
def test_a_document_type_is_refused(tmp_path: Path, part: str, content: bytes):
    with zipfile.ZipFile(tmp_path / "信.docx", "w") as archive:
        for name in {"word/document.xml", part}:
            archive.writestr(name, content if name == part else "<x/>")
    with pytest.raises(DocgenError, match="document type") as caught:
        compile_template(tmp_path / "信.docx")
    assert part in caught.value.text.en


@pytest.mark.parametrize("content", [b"<x>cut off", b"\xff\xfe<\x00", "<x>中</x>".encode("gb18030"), b""])
def test_a_damaged_part_is_named(tmp_path: Path, content: bytes):
    with zipfile.ZipFile(tmp_path / "信.docx", "w") as archive:
        archive.writestr("word/document.xml", content)
    with pytest.raises(DocgenError, match=r"word/document\.xml is damaged"):
        compile_template(tmp_path / "信.docx")


def test_a_part_that_inflates_beyond_measure_is_refused_before_it_does(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "信.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<x>" + b" " * (40 << 20) + b"</x>")
    with pytest.raises(DocgenError, match="inflates"):
        compile_template(tmp_path / "信.docx")


def test_a_zip_whose_data_is_broken_is_refused_by_name(tmp_path: Path):
    path = zipped(tmp_path / "信.docx", "word/document.xml", "word/x.xml")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<x/>" * 100)
    data = bytearray(path.read_bytes())
    data[50:60] = b"\xff" * 10
    path.write_bytes(data)
    with pytest.raises(DocgenError) as caught:
        compile_template(path)
    assert caught.value.where == TemplateSpot("信.docx")
