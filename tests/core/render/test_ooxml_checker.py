"""The checker of documents itself: each planted fault is found, and nothing in sound documents."""

import re
import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docxtpl import DocxTemplate
from ooxml import TYPES, faults
from oracle import add_note, document, parsed, picture, written
from wordml import W14

from docgen.render import Template, compile_template

BODY, HEADER, LISTS, NOTES = "word/document.xml", "word/header1.xml", "word/numbering.xml", "word/footnotes.xml"
BODY_LINKS = "word/_rels/document.xml.rels"
Parts = dict[str, bytes]


def zipped(*entries: tuple[str, bytes]) -> bytes:
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # one name twice
        for name, data in entries:
            package.writestr(name, data)
    return raw.getvalue()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A document with something of everything that the rules look at."""
    made, png = Document(), str(picture(tmp_path_factory.mktemp("sound") / "p.png"))
    marked = made.add_paragraph("书签")._p
    marked[:] = parsed('<w:bookmarkStart w:id="1" w:name="甲"/><w:r><w:t>书签</w:t></w:r><w:bookmarkEnd w:id="1"/>')
    made.add_comment(made.add_paragraph("批注").runs, "某文", "某某", "某")
    made.add_picture(png)
    made.add_picture(png)
    table = made.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1))
    made.add_paragraph("项", style="List Bullet").paragraph_format.space_after = 0
    made.paragraphs[-1]._p.pPr.get_or_add_numPr().extend(parsed('<w:ilvl w:val="0"/><w:numId w:val="1"/>'))
    made.add_paragraph("粗").runs[0].bold = True
    made.paragraphs[-1].runs[0]._r.rPr.extend(parsed('<w:color w:val="FF0000"/><w:shd w:val="clear" w:fill="00FF00"/>'))
    for number, paragraph in enumerate(made.paragraphs, 1):
        paragraph._p.set(f"{W14}paraId", f"{number:08X}")
    add_note(made, "footnote", "注")
    made.sections[0].header.paragraphs[0].text = "眉"
    raw = BytesIO()
    made.save(raw)
    return raw.getvalue()


@pytest.fixture(scope="module")
def parts(sound: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(sound)) as package:
        return {name: package.read(name) for name in package.namelist()}


# What is written instead of what in which part, and the fault that the checker names.
PLANTED: dict[str, tuple[str, str, str, str]] = {
    "a tag left open": (BODY, "</w:body>", "", "is not well-formed"),
    "a character that XML forbids": (BODY, "书签", "书&#7;签", "is not well-formed"),
    "a document type": (HEADER, "<w:hdr", "<!DOCTYPE x><w:hdr", "has a DOCTYPE"),
    "a prefix that nobody declares": (BODY, 'mc:Ignorable="', 'mc:Ignorable="zz ', "mc:Ignorable names zz"),
    "paragraph properties in disorder": (
        BODY,
        '<w:pStyle w:val="ListBullet"/>',
        '<w:jc w:val="left"/><w:pStyle w:val="ListBullet"/>',
        "w:pStyle stands too late in w:pPr",
    ),
    "a run property twice": (BODY, "<w:b/>", "<w:b/><w:b/>", "w:b stands twice in w:rPr"),
    "a run property after its change": (
        BODY,
        "<w:b/>",
        '<w:rPrChange w:id="1" w:author="a"><w:rPr/></w:rPrChange><w:b/>',
        "w:b stands too late in w:rPr",
    ),
    "cell properties in disorder": (
        BODY,
        "<w:tcW ",
        '<w:vAlign w:val="top"/><w:tcW ',
        "w:tcW stands too late in w:tcPr",
    ),
    "table properties in disorder": (
        BODY,
        "<w:tblW ",
        '<w:tblLook w:val="0"/><w:tblW ',
        "w:tblW stands too late in w:tblPr",
    ),
    "row properties after the cells": (BODY, "</w:tr>", "<w:trPr/></w:tr>", "w:trPr stands too late in w:tr"),
    "section properties in disorder": (BODY, "<w:pgSz ", "<w:titlePg/><w:pgSz ", "w:pgSz stands too late in w:sectPr"),
    "the section before the end": (BODY, "</w:body>", "<w:p/></w:body>", "w:p stands too late in w:body"),
    "an element of another kind": (BODY, "<w:b/>", "<w:jc w:val='left'/>", "w:jc has no place in w:rPr"),
    "a grid after the rows": (BODY, "</w:tbl>", "<w:tblGrid/></w:tbl>", "w:tblGrid stands too late in w:tbl"),
    "a paragraph in a paragraph": (BODY, "<w:r><w:t>书签", "<w:p/><w:r><w:t>书签", "w:p has no place in w:p"),
    "a run in a text": (BODY, "书签</w:t>", "<w:r/></w:t>", "w:t holds elements"),
    "a text outside of runs": (BODY, "<w:r><w:t>书签", "露<w:r><w:t>书签", "the text '露' stands in w:p"),
    "shading without pattern": (BODY, '<w:shd w:val="clear" ', "<w:shd ", "w:shd has no val"),
    "a header of no type": (
        BODY,
        '<w:headerReference w:type="default"',
        "<w:headerReference",
        "w:headerReference has no type",
    ),
    "a colour that is none": (BODY, '<w:color w:val="FF0000"', '<w:color w:val="red"', "w:color has val='red'"),
    "a span that is none": (BODY, '<w:gridSpan w:val="2"', '<w:gridSpan w:val="x"', "w:gridSpan has val='x'"),
    "a span that is too wide": (
        BODY,
        '<w:gridSpan w:val="2"',
        '<w:gridSpan w:val="3"',
        "the widest row takes 3 columns, w:tblGrid has 2",
    ),
    "a table without grid": (BODY, "<w:tblGrid>.*</w:tblGrid>", "", "w:tbl has no w:tblGrid"),
    "a table without rows": (BODY, "<w:tr>.*</w:tr>", "", "w:tbl has no row"),
    "a row without cells": (BODY, "<w:tc>.*?</w:tr>", "</w:tr>", "w:tr has no cell"),
    "a cell without paragraph": (BODY, "<w:p/></w:tc>", "</w:tc>", "w:tc does not end with a paragraph"),
    "a cell that ends with a table": (
        BODY,
        "<w:p/></w:tc>",
        "<w:p/><w:tbl><w:tblPr/><w:tblGrid/></w:tbl></w:tc>",
        "w:tc does not end with a paragraph",
    ),
    "two drawings of one number": (BODY, '<wp:docPr id="2"', '<wp:docPr id="1"', "drawing 1 is there twice"),
    "two bookmarks of one name": (
        BODY,
        "<w:bookmarkEnd",
        '<w:bookmarkStart w:id="2" w:name="甲"/><w:bookmarkEnd w:id="2"/><w:bookmarkEnd',
        "bookmark name 甲 is there twice",
    ),
    "two bookmarks of one number": (
        BODY,
        "<w:bookmarkEnd",
        '<w:bookmarkStart w:id="1" w:name="乙"/><w:bookmarkEnd w:id="1"/><w:bookmarkEnd',
        "bookmark 1 is there twice",
    ),
    "a bookmark without end": (BODY, "<w:bookmarkEnd [^>]*>", "", "bookmark 1 has no end"),
    "a bookmark without start": (BODY, "<w:bookmarkStart [^>]*>", "", "bookmark 1 has no start"),
    "a comment without end": (BODY, "<w:commentRangeEnd [^>]*>", "", "commentRange 0 has no end"),
    "two paragraphs of one number": (
        BODY,
        'paraId="00000002"',
        'paraId="00000001"',
        "w14:paraId 00000001 is there twice",
    ),
    "a paragraph of too high a number": (
        BODY,
        'paraId="00000002"',
        'paraId="80000000"',
        "w14:paraId 80000000 is out of range",
    ),
    "two headers of one type": (
        BODY,
        "(<w:headerReference [^>]*>)",
        r"\1\1",
        "w:sectPr has two w:headerReference of type default",
    ),
    "two notes of one number": (NOTES, "(<w:footnote .*</w:footnote>)", r"\1\1", "footnote 2 is there twice"),
    "an abstract list after a list": (
        LISTS,
        "</w:numbering>",
        '<w:abstractNum w:abstractNumId="99"/></w:numbering>',
        "w:abstractNum stands too late in w:numbering",
    ),
    "two lists of one number": (LISTS, "(<w:num .*?</w:num>)", r"\1\1", "is there twice"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_fault_in_the_markup_is_found(parts: Parts, name: str):
    part, old, new, fault = PLANTED[name]
    changed, times = re.subn(old, new, parts[part].decode(), count=1, flags=re.DOTALL)
    assert times == 1
    found = faults(zipped(*{**parts, part: changed.encode()}.items()))
    assert [line for line in found if line.startswith(part) and fault in line], found


# What goes wrong between parts: the parts of a sound document, changed.
BETWEEN: dict[str, tuple[Callable[[Parts], list[tuple[str, bytes]]], str]] = {
    "one entry twice": (lambda p: [*p.items(), (BODY, p[BODY])], f"the entry {BODY} is there twice"),
    "one entry twice but for case": (
        lambda p: [*p.items(), (BODY.upper(), p[BODY])],
        f"the entry {BODY} is there twice",
    ),
    "a name that leads out": (lambda p: [*p.items(), ("../x.xml", b"<x/>")], "the entry '../x.xml' has a name"),
    "a name from the root": (lambda p: [*p.items(), ("/x.xml", b"<x/>")], "the entry '/x.xml' has a name"),
    "a name of Windows": (lambda p: [*p.items(), ("a\\x.xml", b"<x/>")], "has a name that no part may have"),
    "content types last": (lambda p: [*sorted(p.items())[1:], (TYPES, p[TYPES])], f"{TYPES} does not come first"),
    "no content type": (lambda p: [*p.items(), ("word/x.odd", b"")], "word/x.odd has no content type"),
    "a content type too many": (lambda p: without(p, HEADER), f"a content type for {HEADER}, which is not there"),
    "a target that is missing": (lambda p: without(p, HEADER), f"leads to {HEADER}, which is not there"),
    "a part that nothing leads to": (
        lambda p: [*p.items(), ("word/x.xml", b"<x/>")],
        "no relationship leads to word/x.xml",
    ),
    "relationships of nothing": (
        lambda p: [*p.items(), ("word/_rels/x.xml.rels", b"<Relationships/>")],
        "word/_rels/x.xml.rels belongs to no part",
    ),
    "no main document": (lambda p: without(p, "_rels/.rels"), "no relationship leads to a main document"),
    "one relationship twice": (lambda p: edited(p, BODY_LINKS, "(<Relationship .*?>)", r"\1\1"), "is there twice"),
    "a picture of another id": (
        lambda p: edited(p, BODY, 'r:embed="[^"]*"', 'r:embed="rId99"'),
        "embed=rId99 is no relationship of it",
    ),
    "a header of another id": (
        lambda p: edited(p, BODY, '(<w:headerReference .*?r:id=)"[^"]*"', r'\1"rId99"'),
        "id=rId99 is no relationship of it",
    ),
    "a footnote of another id": (
        lambda p: edited(p, NOTES, 'w:id="2"', 'w:id="3"'),
        "the footnote 2 is not there",
    ),
    "a comment of another id": (
        lambda p: edited(p, "word/comments.xml", 'w:id="0"', 'w:id="3"'),
        "the comment 0 is not there",
    ),
    "a list of another id": (lambda p: edited(p, BODY, '<w:numId w:val="1"', '<w:numId w:val="98"'), "the list 98"),
    "a list of nothing": (
        lambda p: edited(p, LISTS, '<w:abstractNumId w:val="[^"]*"', '<w:abstractNumId w:val="97"'),
        "the abstract list 97 is not there",
    ),
}


def without(parts: Parts, name: str) -> list[tuple[str, bytes]]:
    return [(other, data) for other, data in parts.items() if other != name]


def edited(parts: Parts, part: str, old: str, new: str) -> list[tuple[str, bytes]]:
    changed, times = re.subn(old, new, parts[part].decode(), count=1, flags=re.DOTALL)
    assert times == 1
    return [*{**parts, part: changed.encode()}.items()]


@pytest.mark.parametrize("name", BETWEEN)
def test_a_fault_between_the_parts_is_found(parts: Parts, name: str):
    change, fault = BETWEEN[name]
    found = faults(zipped(*change(parts)))
    assert [line for line in found if fault in line], found


def test_what_is_no_zip_is_one_fault(sound: bytes):
    assert len(faults(b"no zip")) == 1
    assert len(faults(sound[: len(sound) // 2])) == 1


# -- what is sound --


def test_a_sound_document_has_no_fault(sound: bytes, parts: Parts):
    assert faults(sound) == []
    assert faults(zipped(*parts.items())) == []


def test_marks_that_word_leaves_in_a_document_are_no_fault(tmp_path: Path):
    fallback = '<mc:Fallback><w:p><w:drawing><wp:docPr id="1" name=""/></w:drawing></w:p></mc:Fallback>'
    blocks = (
        '<w:p><w:r><w:rPr><w14:ligatures w14:val="none"/></w:rPr><w:t>甲</w:t></w:r></w:p>',
        '<w:p><w:proofErr w:type="spellEnd"/></w:p>',
        '<w:bookmarkStart w:id="3" w:name="_GoBack"/><w:bookmarkEnd w:id="3"/>',
        f'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{fallback * 2}'
        "</mc:AlternateContent>",
        '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>',
    )
    assert faults(written(tmp_path / "t.docx", *blocks).read_bytes()) == []


def test_what_others_make_is_sound(tmp_path: Path):
    path = document(tmp_path / "t.docx", "{{ 甲 }}", rows=[("甲", "乙")], header="眉", footer="脚")
    theirs = DocxTemplate(str(path))
    theirs.render({"甲": "x"})
    theirs.save(str(tmp_path / "theirs.docx"))
    for made in (path, tmp_path / "theirs.docx"):
        assert faults(made.read_bytes()) == [], made


# -- its use --


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    """A template whose documents have a row property twice."""
    return written(tmp_path / "t.docx", "<w:p><w:r><w:rPr><w:b/><w:b/></w:rPr><w:t>{{ 甲 }}</w:t></w:r></w:p>")


def test_every_document_that_a_test_makes_is_checked(twice: Path):
    for render in (compile_template(twice).render, Template(twice).render):
        with pytest.raises(AssertionError, match="w:b stands twice"):
            render({"甲": "x"})


@pytest.mark.unsound
def test_a_test_may_make_an_unsound_document_on_purpose(twice: Path):
    assert len(faults(compile_template(twice).render({"甲": "x"}))) == 1
