"""Packages of an .xlsx that are laid out as Excel does not (ISO 29500-2 leaves names of parts free; XML 1.0, 4.3.3)."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from docgen import DocgenError, Severity
from docgen.tables.annotate import Remark, annotated
from docgen.tables.readers.book import read_sheets

Parts = dict[str, bytes]
ROWS = [["姓名", "票数"], ["张三", 3.0], ["李四 & 王五", 5.0]]
BOOK, RELATIONS, SHEET, STRINGS = (
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
)


@pytest.fixture
def parts(package: Callable[..., Path]) -> Parts:
    """A workbook as Excel writes it."""
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>3</v></c></row>'
        '<row r="3"><c r="A3" t="s"><v>3</v></c><c r="B3"><v>5</v></c></row>'
    )
    texts = "".join(f"<si><t>{text}</t></si>" for text in ("姓名", "票数", "张三", "李四 &amp; 王五"))
    with zipfile.ZipFile(package(rows, strings=texts)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(name: str, old: bytes, new: bytes) -> Callable[[Parts], Parts]:
    def change(parts: Parts) -> Parts:
        assert re.search(old, parts[name])
        return parts | {name: re.sub(old, new, parts[name])}

    return change


def renamed(old: str, new: str) -> Callable[[Parts], Parts]:
    """A part under another name, its list of relations too, and whatever leads to it."""
    lists = [f"xl/_rels/{name.removeprefix('xl/')}.rels" for name in (old, new)]

    def rename(parts: Parts) -> Parts:
        moved = {name.replace(old, new).replace(*lists): data for name, data in parts.items()}
        for name in (name for name in moved if name.endswith(".rels")):
            for start in ("", "xl/"):
                before, after = (f'"{start}{part.removeprefix("xl/")}"'.encode() for part in (old, new))
                moved[name] = moved[name].replace(before, after)
        return moved

    return rename


def in_the_root(parts: Parts) -> Parts:
    moved = {name.removeprefix("xl/"): data for name, data in parts.items()}
    return moved | {"_rels/.rels": moved["_rels/.rels"].replace(b"xl/", b"")}


def strict(parts: Parts) -> Parts:
    names = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006": b"http://purl.oclc.org/ooxml/officeDocument",
    }
    for old, new in names.items():
        parts = {name: data.replace(old, new) for name, data in parts.items()}
    return parts


def encoded(name: str, encoding: str) -> Callable[[Parts], Parts]:
    def encode(parts: Parts) -> Parts:
        return parts | {name: etree.tostring(etree.fromstring(parts[name]), encoding=encoding, xml_declaration=True)}

    return encode


LAYOUTS = {
    "Strict": strict,
    "a count of strings beyond all memory": changed(STRINGS, b"<sst", b'<sst uniqueCount="99999999999"'),
    "a count of strings that is too small": changed(STRINGS, b"<sst", b'<sst count="0" uniqueCount="0"'),
    "workbook in the root": in_the_root,
    "workbook2.xml": renamed(BOOK, "xl/workbook2.xml"),
    "strings2.xml": renamed(STRINGS, "xl/strings2.xml"),
    "./xl/workbook.xml": changed("_rels/.rels", b'"xl/workbook', b'"./xl/workbook'),
    "./worksheets": changed(RELATIONS, b'"worksheets', b'"./worksheets'),
    "../xl/worksheets": changed(RELATIONS, b'"worksheets', b'"../xl/worksheets'),
    "worksheets with a backslash": changed(RELATIONS, b'"worksheets/', rb'"worksheets\\'),
    "/xl/worksheets": changed(RELATIONS, b'"worksheets', b'"/xl/worksheets'),
    "UTF-16 sheet": encoded(SHEET, "UTF-16"),
    "UTF-16 strings": encoded(STRINGS, "UTF-16"),
    "GBK strings": encoded(STRINGS, "GBK"),
    "UTF-16 workbook": encoded(BOOK, "UTF-16"),
}


def saved(parts: Parts, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("change", LAYOUTS.values(), ids=LAYOUTS)
def test_a_workbook_is_read_however_it_is_laid_out(parts: Parts, tmp_path: Path, change: Callable[[Parts], Parts]):
    (sheet,) = read_sheets(saved(change(parts), tmp_path / "票.xlsx"))
    assert (sheet.name, sheet.rows) == ("走访", ROWS)


@pytest.mark.parametrize("change", LAYOUTS.values(), ids=LAYOUTS)
def test_its_cells_are_marked_in_a_copy(parts: Parts, tmp_path: Path, change: Callable[[Parts], Parts]):
    path = saved(change(parts), tmp_path / "票.xlsx")
    copy = openpyxl.load_workbook(BytesIO(annotated(path, [Remark("走访", 2, "B", Severity.ERROR, "票数：空")])))[
        "走访"
    ]
    assert [[cell.value for cell in row] for row in copy.iter_rows()] == ROWS
    assert copy["B2"].comment.text == "票数：空"


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "_rels/.rels", BOOK, RELATIONS, SHEET, STRINGS, "xl/styles.xml", "docProps/app.xml"]
)
@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16"])
def test_a_document_type_is_refused_in_whatever_part_it_stands(parts: Parts, tmp_path: Path, part: str, encoding: str):
    xml = parts.get(part, b"<Properties/>")
    root = etree.fromstring(xml)
    doctype = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
    parts[part] = etree.tostring(root, encoding=encoding, xml_declaration=True, doctype=doctype)
    with pytest.raises(DocgenError) as caught:
        list(read_sheets(saved(parts, tmp_path / "票.xlsx")))
    assert part in caught.value.text.zh
