"""What docxtpl gets wrong comes out right; that the documents are sound is checked with each (conftest.py)."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docxtpl import RichText
from lxml import etree
from oracle import add_note, document, ours, picture, written
from wordml import W14, W

from docgen.render import Template, compile_template

BODY = "word/document.xml"


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]


@pytest.mark.parametrize("tag", ["{% cellbg '00FF00' %}", "{% colspan 2 %}"])
def test_cell_properties_stand_in_the_order_of_the_schema(tmp_path: Path, tag: str):
    path = document(tmp_path / "t.docx", rows=((f"{tag}甲", "乙"),))
    root = etree.fromstring(ours(path, lambda _: {})[BODY])
    first = [etree.QName(child).localname for child in next(root.iter(f"{W}tcPr"))]
    assert first in (["tcW", "shd"], ["tcW", "gridSpan"])


def test_a_loop_repeats_no_paragraph_number(tmp_path: Path):
    path = document(tmp_path / "t.docx", "{%p for x in 数 %}", "{{ x }}", "{%p endfor %}")
    made = Document(str(path))
    for number, paragraph in enumerate(made.paragraphs):
        paragraph._p.set(f"{W14}paraId", f"{number + 1:08X}")
    made.save(str(path))
    root = etree.fromstring(ours(path, lambda _: {"数": [1, 2, 3]})[BODY])
    numbers = [number for p in root.iter(f"{W}p") if (number := p.get(f"{W14}paraId"))]
    assert len(set(numbers)) == len(numbers)


def test_shading_of_rich_text_has_its_pattern(tmp_path: Path):
    path = document(tmp_path / "t.docx", "{{r 文 }}")
    assert b'w:val="clear"' in ours(path, lambda _: {"文": RichText("底色", highlight="FFFF00")})[BODY]


def test_signs_in_a_property_are_escaped_once(tmp_path: Path):
    path = document(tmp_path / "t.docx", "甲", title="{{ 题 }}")
    made = Document(BytesIO(Template(path).render({"题": "甲 & 乙"})))
    assert made.core_properties.title == "甲 & 乙"


def test_every_property_is_filled_in(tmp_path: Path):
    made = Document()
    made.core_properties.category = made.core_properties.keywords = "{{ 类 }}"
    made.save(str(tmp_path / "t.docx"))
    properties = Document(BytesIO(compile_template(tmp_path / "t.docx").render({"类": "通知"}))).core_properties
    assert (properties.category, properties.keywords) == ("通知", "通知")


def test_everything_after_a_lone_surrogate_is_kept(tmp_path: Path):
    path = document(tmp_path / "t.docx", "{{ 甲 }}", "后文")
    assert texts(Template(path).render({"甲": "前\ud800中"})) == ["前中", "后文"]


def test_endnotes_are_filled_in(tmp_path: Path):
    made = Document()
    made.add_paragraph("正文")
    add_note(made, "endnote", "{{ 甲 }}")
    made.save(str(tmp_path / "t.docx"))
    assert "注 &amp; 释".encode() in ours(tmp_path / "t.docx", lambda _: {"甲": "注 & 释"})["word/endnotes.xml"]


def test_a_value_that_looks_like_an_escaped_tag_is_printed_as_it_is(tmp_path: Path):
    path = document(tmp_path / "t.docx", "{{ 甲 }}")
    assert texts(compile_template(path).render({"甲": "{_{ 乙 }_} {_% if %_}"})) == ["{_{ 乙 }_} {_% if %_}"]


# -- grids --

CELL = '<w:tc><w:tcPr><w:vAlign w:val="top"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
TABLE = "<w:tbl><w:tblPr/><w:tblGrid>{}</w:tblGrid>{}</w:tbl>"
LOOP = CELL.format("{%tc for x in 数 %}") + CELL.format("{{ x }}") + CELL.format("{%tc endfor %}")


def columns(data: dict[str, bytes]) -> list[int]:
    """The columns of the grid of each table."""
    root = etree.fromstring(data[BODY])
    return [len(grid) for grid in root.iter(f"{W}tblGrid")]


def test_a_table_in_a_cell_does_not_count_for_the_table_around_it(tmp_path: Path):
    inner = TABLE.format('<w:gridCol w:w="1000"/>', f"<w:tr>{LOOP}</w:tr>")
    outer = TABLE.format('<w:gridCol w:w="3000"/>' * 2, f"<w:tr><w:tc>{inner}<w:p/></w:tc>{CELL.format('甲')}</w:tr>")
    assert columns(ours(written(tmp_path / "t.docx", outer), lambda _: {"数": "一二三四五"})) == [2, 5]


def test_a_grid_has_room_for_cells_that_span_more(tmp_path: Path):
    row = CELL.format("{% colspan 宽 %}题") + CELL.format("尾")
    table = TABLE.format('<w:gridCol w:w="3000"/>' * 2, f"<w:tr>{row}</w:tr>")
    root = etree.fromstring(ours(written(tmp_path / "t.docx", table), lambda _: {"宽": 3})[BODY])
    widths = [int(column.get(f"{W}w", "")) for column in root.iter(f"{W}gridCol")]
    assert widths == [1500] * 4


def test_columns_that_a_row_leaves_out_count_for_the_grid(tmp_path: Path):
    after = "<w:trPr><w:gridAfter w:val='2'/></w:trPr>"
    table = TABLE.format('<w:gridCol w:w="1000"/>' * 3, f"<w:tr>{after}{LOOP}</w:tr>")
    assert columns(ours(written(tmp_path / "t.docx", table), lambda _: {"数": "一"})) == [3]


# -- line breaks, tabs, new paragraphs and pages in odd places --

RUN = "<w:r><w:t>前{{ 文 }}后</w:t></w:r>"
CHANGE = '<w:{0}PrChange w:id="1" w:author="某"><w:{0}Pr>{1}</w:{0}Pr></w:{0}PrChange>'
BOLD, LEFT = CHANGE.format("r", "<w:i/>"), CHANGE.format("p", '<w:jc w:val="left"/>')
PLACES = {
    "a link": f'<w:p><w:hyperlink w:anchor="a">{RUN}</w:hyperlink></w:p>',
    "a field": f'<w:p><w:fldSimple w:instr="DATE">{RUN}</w:fldSimple></w:p>',
    "a content control": f"<w:p><w:sdt><w:sdtContent>{RUN}</w:sdtContent></w:sdt></w:p>",
    "an insertion": f'<w:p><w:ins w:id="1" w:author="某">{RUN}</w:ins></w:p>',
    "a run with a tracked change": f"<w:p>{RUN.replace('<w:t>', f'<w:rPr><w:b/>{BOLD}</w:rPr><w:t>')}</w:p>",
    "a paragraph with a tracked change": f'<w:p><w:pPr><w:jc w:val="center"/>{LEFT}</w:pPr>{RUN}</w:p>',
    "a bookmark": f'<w:p><w:bookmarkStart w:id="1" w:name="b"/>{RUN}<w:bookmarkEnd w:id="1"/></w:p>',
}


@pytest.mark.parametrize("sign", ["\n", "\t", "\a", "\f"], ids=["line", "tab", "paragraph", "page"])
@pytest.mark.parametrize("block", PLACES.values(), ids=PLACES)
def test_breaks_leave_the_text_whole_wherever_they_stand(tmp_path: Path, block: str, sign: str):
    data = compile_template(written(tmp_path / "t.docx", block)).render({"文": f"一{sign}二"})
    root = Document(BytesIO(data)).element.body
    assert "".join(text.text for text in root.iter(f"{W}t")) == "前一二后"
    assert list(root.iter(f"{W}br", f"{W}tab")) or len(list(root.iter(f"{W}p"))) == 2
    assert len(list(root.iter(f"{W}rPrChange", f"{W}pPrChange"))) == block.count("PrChange ")


@pytest.mark.parametrize("sign", ["\a", "\f"], ids=["paragraph", "page"])
def test_a_section_ends_once_after_all_of_its_paragraphs(tmp_path: Path, sign: str):
    path = written(tmp_path / "t.docx", f"<w:p><w:pPr><w:sectPr/></w:pPr>{RUN}</w:p><w:p/>")
    made = Document(BytesIO(compile_template(path).render({"文": f"一{sign}二{sign}三"})))
    assert len(made.sections) == 2
    (last,) = (paragraph.text for paragraph in made.paragraphs if paragraph._p.find(f"{W}pPr/{W}sectPr") is not None)
    assert last == "三后"


@pytest.mark.parametrize("sign", ["\a", "\f"], ids=["paragraph", "page"])
def test_where_no_paragraph_can_begin_the_sign_is_left_out(tmp_path: Path, sign: str):
    made, png = Document(), str(picture(tmp_path / "p.png"))
    made.core_properties.title = "{{ 文 }}"
    made.add_picture(png)._inline.docPr.set("descr", "{{ 文 }}")
    made.save(str(tmp_path / "t.docx"))
    made = Document(BytesIO(compile_template(tmp_path / "t.docx").render({"文": f"一{sign}二"})))
    assert made.core_properties.title == "一二"
    assert made.inline_shapes[0]._inline.docPr.get("descr") == "一二"


# -- bookmarks in blocks --

MARKED = '<w:p><w:bookmarkStart w:id="{0}" w:name="处"/>{1}<w:bookmarkEnd w:id="{0}"/></w:p>'
ITEM = MARKED.format(5, "<w:r><w:t>{{ 项 }}</w:t></w:r>")


def tag(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def bookmarks(data: bytes) -> list[tuple[str, str]]:
    root = Document(BytesIO(data)).element.body
    return [(mark.get(f"{W}id", ""), mark.get(f"{W}name", "")) for mark in root.iter(f"{W}bookmarkStart")]


def test_a_bookmark_that_a_loop_repeats_has_names_and_numbers_of_its_own(tmp_path: Path):
    path = written(tmp_path / "t.docx", f"{tag('{%p for 项 in 数 %}')}{ITEM}{tag('{%p endfor %}')}")
    found = bookmarks(compile_template(path).render({"数": "一二三"}))
    assert [name for _, name in found] == ["处", "处_2", "处_3"]
    assert len({number for number, _ in found}) == 3


def test_a_bookmark_with_one_end_in_a_block_is_left_out_whole(tmp_path: Path):
    start, end = '<w:p><w:bookmarkStart w:id="5" w:name="处"/></w:p>', '<w:p><w:bookmarkEnd w:id="5"/></w:p>'
    path = written(tmp_path / "t.docx", f"{tag('{%p if 有 %}')}{start}{tag('{%p endif %}')}{end}")
    compiled = compile_template(path)
    assert bookmarks(compiled.render({"有": True})) == [("5", "处")]
    assert bookmarks(compiled.render({"有": False})) == []


def test_a_bookmark_outside_of_blocks_stays_as_it_is(tmp_path: Path):
    path = written(tmp_path / "t.docx", ITEM)
    assert bookmarks(compile_template(path).render({"项": "一"})) == [("5", "处")]
