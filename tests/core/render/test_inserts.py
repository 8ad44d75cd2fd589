"""Pictures, formatted text and sub-documents that are bound to no template."""

import pickle
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from docxtpl import RichText
from oracle import picture

from docgen.problems import DocgenError, TemplateSpot
from docgen.render import Picture, Rich, Sub, Template, combined, compile_template
from docgen.text import speaking

Make = Callable[..., Path]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.fixture
def made(tmp_path: Path) -> Make:
    """A .docx of these paragraphs and this header."""

    def make(*paragraphs: str, name: str = "t.docx", header: str = "") -> Path:
        document = Document()
        for text in paragraphs:
            document.add_paragraph(text)
        document.sections[0].header.paragraphs[0].text = header
        document.save(str(tmp_path / name))
        return tmp_path / name

    return make


@pytest.fixture
def seal(tmp_path: Path) -> Path:
    return picture(tmp_path / "章.png")


def opened(data: bytes) -> Any:
    return Document(BytesIO(data))


def lines(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in opened(data).paragraphs]


def pictures(part: Any) -> list[bytes]:
    """The pictures that a part shows, in order."""
    return [part.related_parts[name].blob for name in part.element.xpath(".//a:blip/@r:embed")]


class TestPicture:
    def test_it_stands_in_the_line_of_text_as_large_as_said(self, made, seal):
        document = opened(compile_template(made("甲{{ 章 }}乙")).render({"章": Picture(seal, width=40, height=30)}))
        (shape,) = document.inline_shapes
        assert (shape.width, shape.height) == (Mm(40), Mm(30))
        assert pictures(document.part) == [seal.read_bytes()]
        assert document.paragraphs[0].text == "甲乙"

    @pytest.mark.parametrize("size", [{"width": 20}, {"height": 20}, {}], ids=["width", "height", "its own"])
    def test_the_other_side_follows(self, made, seal, size):
        (shape,) = opened(compile_template(made("{{ 章 }}")).render({"章": Picture(seal, **size)})).inline_shapes
        assert shape.width == shape.height  # as the picture itself
        assert shape.width == (Mm(20) if size else 2 * 914400 // 72)

    def test_in_loops_and_headers_each_part_shows_its_own_and_equal_ones_are_stored_once(self, made, seal, tmp_path):
        other = picture(tmp_path / "other.png", red=5)
        path = made("{%p for x in 图 %}", "{{ x }}", "{%p endfor %}", header="{{ 图[1] }}")
        data = compile_template(path).render({"图": [Picture(seal), Picture(other), Picture(seal.read_bytes())]})
        document = opened(data)
        assert pictures(document.part) == [seal.read_bytes(), other.read_bytes(), seal.read_bytes()]
        assert pictures(document.sections[0].header.part) == [other.read_bytes()]
        assert sum(name.startswith("word/media/") for name in zipfile.ZipFile(BytesIO(data)).namelist()) == 2
        numbers = document.element.xpath(".//wp:docPr/@id")
        assert len(set(numbers)) == 3

    def test_its_link_and_its_description(self, made, seal):
        value = Picture(seal, link='https://example.com/?a=1&b="2"', description="公“章”<&>")
        document = opened(compile_template(made("{{ 章 }}")).render({"章": value}))
        assert document.element.xpath("string(.//wp:docPr/@descr)") == "公“章”<&>"
        (name,) = document.element.xpath(".//*[local-name()='hlinkClick']/@r:id")
        assert document.part.rels[name].target_ref == 'https://example.com/?a=1&b="2"'

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "\\\\server\\share"])
    def test_what_a_document_must_not_lead_to_is_refused(self, made, seal, address):
        with pytest.raises(DocgenError, match="no address"):
            compile_template(made("{{ 章 }}")).render({"章": Picture(seal, link=address)})

    @pytest.mark.parametrize(
        ("content", "message"), [(None, "cannot be read"), (b"no picture", "no picture"), (b"", "no picture")]
    )
    def test_a_file_that_is_none_is_named(self, made, tmp_path, content, message):
        if content is not None:
            (tmp_path / "坏.png").write_bytes(content)
        with pytest.raises(DocgenError, match=message) as caught:
            compile_template(made("{{ 章 }}")).render({"章": Picture(tmp_path / "坏.png")})
        assert "坏.png" in str(caught.value)

    def test_the_same_bytes_in_another_process(self, made, seal):
        template = compile_template(made("{{ 章 }}{{r 点 }}", "{{p 附 }}"))
        context = {"章": Picture(seal), "点": Rich("甲", bold=True), "附": Sub(made("附件", name="sub.docx"))}
        with ProcessPoolExecutor(1) as pool:
            assert pool.submit(template.render, context).result() == template.render(context)

    @pytest.mark.parametrize("escape", [True, False], ids=["the fast way", "the way of docxtpl"])
    def test_template_takes_it_too(self, made, seal, escape):
        template = Template(made("{{ 章 }}", "{{r 点 }}", "{{p 附 }}"))
        link = Rich("信", bold=True, link="https://example.com/")
        values = {"章": Picture(seal, width=8), "点": link, "附": Sub(made("附件", name="sub.docx"))}
        document = opened(template.render(values, autoescape=escape))
        assert pictures(document.part) == [seal.read_bytes()]
        assert document.inline_shapes[0].width == Mm(8)
        assert [p._p.xpath("string(.)") for p in document.paragraphs] == ["", "信", "附件"]
        (name,) = document.element.xpath(".//w:hyperlink/@r:id")
        assert document.part.rels[name].target_ref == "https://example.com/"

    def test_a_value_that_is_no_markup_is_refused_when_printed_as_such(self, made):
        with pytest.raises(DocgenError, match="printed as markup"):
            compile_template(made("{{ 文|safe }}")).render({"文": "a<b & c"})


class TestRich:
    def test_formats_come_out_as_said(self, made):
        value = (
            Rich("重要", bold=True, color="FF0000", size=16, font="楷体_GB2312")
            + "：<&>"
            + Rich("下", underline="double", italic=True, strike=True, shade="FFFF00")
            + Rich("2", raised=True)
        )
        paragraph = opened(compile_template(made("甲{{r 点 }}乙")).render({"点": value})).paragraphs[0]
        assert paragraph.text == "甲重要：<&>下2乙"
        red, plain, marked, raised = paragraph.runs[1:5]
        assert (red.bold, str(red.font.color.rgb), red.font.size.pt, red.font.name) == (
            True,
            "FF0000",
            16,
            "楷体_GB2312",
        )
        assert red._r.xpath("string(w:rPr/w:rFonts/@w:eastAsia)") == "楷体_GB2312"
        assert plain.bold is None
        assert (marked.italic, marked.font.strike, marked._r.xpath("string(w:rPr/w:shd/@w:fill)")) == (
            True,
            True,
            "FFFF00",
        )
        assert raised.font.superscript

    @pytest.mark.parametrize(
        "formats",
        [
            {},
            {"bold": True, "italic": True},
            {"color": "#00FF00"},
            {"underline": "wave"},
            {"style": "Strong"},
            {"strike": True},
        ],
        ids=str,
    )
    def test_it_is_what_richtext_of_docxtpl_is(self, made, formats):
        path = made("甲{{r 点 }}乙")
        mine = opened(compile_template(path).render({"点": Rich("文 & 字", **formats)}))
        theirs = opened(Template(path).render({"点": RichText("文 & 字", **formats)}))
        assert mine.element.xml == theirs.element.xml

    def test_its_link_leads_somewhere(self, made):
        document = opened(compile_template(made("{{r 点 }}")).render({"点": Rich("信", link="mailto:a@example.com")}))
        (name,) = document.element.xpath(".//w:hyperlink/@r:id")
        assert document.part.rels[name].target_ref == "mailto:a@example.com"

    def test_among_plain_text_the_tag_that_needs_an_r_is_named(self, made):
        with pytest.raises(DocgenError, match=r"write \{\{r name\}\}") as caught:
            compile_template(made("第一段", "甲{{ 点 }}")).render({"点": Rich("x", bold=True)})
        assert caught.value.where == TemplateSpot("t.docx", "body", "paragraph 2, after “甲”", "{{ 点 }}")


class TestSub:
    @pytest.fixture
    def annex(self, made, seal, tmp_path) -> Path:
        """A document with a list, a picture, a table, a style of its own and a section of its own."""
        document = Document()
        document.add_heading("附件", 1)
        document.styles.add_style("附件正文", 1).font.size = Pt(14)
        document.add_paragraph("正文", style="附件正文")
        for text in "一二":
            document.add_paragraph(text, style="List Number")
        document.add_picture(str(seal))
        document.add_table(1, 1).cell(0, 0).text = "格"
        document.sections[0].header.paragraphs[0].text = "附件的页眉"
        document.save(str(tmp_path / "附件.docx"))
        return tmp_path / "附件.docx"

    def test_its_text_pictures_lists_and_styles_come_along_its_page_does_not(self, made, annex, seal):
        document = opened(
            compile_template(made("前{{ 名 }}", "{{p 附件 }}", "后")).render({"名": "x", "附件": Sub(annex)})
        )
        assert [p.text for p in document.paragraphs] == ["前x", "附件", "正文", "一", "二", "", "后"]
        assert [p.style.name for p in document.paragraphs][1:5] == [
            "Heading 1",
            "附件正文",
            "List Number",
            "List Number",
        ]
        assert document.styles["附件正文"].font.size == Pt(14)
        assert pictures(document.part) == [seal.read_bytes()]
        assert document.tables[0].cell(0, 0).text == "格"
        assert len(document.sections) == 1
        assert document.sections[0].header.paragraphs[0].text == ""

    def test_lists_begin_anew_with_each_insertion(self, made, annex):
        document = opened(
            compile_template(made("{{ 名 }}", "{{p 附件 }}", "{{p 附件 }}")).render({"名": "x", "附件": Sub(annex)})
        )
        numbers = [
            (p._p.xpath("string(w:pPr/w:numPr/w:numId/@w:val)")) for p in document.paragraphs if p.text in tuple("一二")
        ]
        assert numbers[0] == numbers[1]
        assert numbers[2] == numbers[3] != numbers[0]

    def test_a_rendered_document_may_stand_in_another(self, made):
        inner = compile_template(made("里{{ 名 }}", name="inner.docx")).render({"名": "甲"})
        assert lines(compile_template(made("外", "{{p 里 }}", "{{ 名 }}")).render({"里": Sub(inner), "名": "乙"})) == [
            "外",
            "里甲",
            "乙",
        ]

    def test_in_a_cell_the_last_thing_is_a_paragraph(self, tmp_path, annex):
        document = Document()
        document.add_table(1, 1).cell(0, 0).text = "{{p 附件 }}"
        document.save(str(tmp_path / "t.docx"))
        cell = opened(compile_template(tmp_path / "t.docx").render({"附件": Sub(annex)})).tables[0].cell(0, 0)
        assert cell._tc[-1].tag.endswith("}p")

    def test_bookmarks_and_notes_stay_one_of_a_kind(self, made, tmp_path):
        def marked(name: str, *tags: str) -> Path:
            document = Document()
            paragraph = document.add_paragraph(name)._p
            paragraph.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="0" w:name="处"/>'))
            paragraph.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="0"/>'))
            for tag in tags:
                document.add_paragraph(tag)
            document.save(str(tmp_path / f"{name}.docx"))
            return tmp_path / f"{name}.docx"

        data = compile_template(marked("外", "{{p 里 }}")).render({"里": Sub(marked("里"))})
        element = opened(data).element
        assert element.xpath(".//w:bookmarkStart/@w:name") == ["处", "处_2"]
        assert len(set(element.xpath(".//w:bookmarkStart/@w:id"))) == 2

    def test_a_file_that_is_no_document_is_named(self, made, tmp_path):
        (tmp_path / "坏.docx").write_bytes(b"x")
        with pytest.raises(DocgenError) as caught:
            compile_template(made("{{p 附件 }}")).render({"附件": Sub(tmp_path / "坏.docx")})
        assert "坏.docx" in str(caught.value)

    def test_in_a_print_file(self, made, annex, seal):
        template = compile_template(made("致{{ 名 }}", "{{p 附件 }}", "完"))
        document = opened(combined((template, {"名": name, "附件": Sub(annex)}) for name in "甲乙"))
        texts = [p.text for p in document.paragraphs]
        assert texts == [x for name in "甲乙" for x in (f"致{name}", "附件", "正文", "一", "二", "", "完")]
        assert pictures(document.part) == [seal.read_bytes()] * 2

    def test_it_cannot_stand_in_a_header_or_among_text(self, made, annex):
        for path in (made("正文", header="{{p 附件 }}"), made("甲{{ 附件 }}")):
            with pytest.raises(DocgenError, match=r"\{\{p name\}\}"):
                compile_template(path).render({"附件": Sub(annex)})


def test_inserts_may_be_pickled(seal):
    for value in (Picture(seal, width=3), Rich("甲", bold=True) + "乙", Sub(seal)):
        assert pickle.loads(pickle.dumps(value)) == value
