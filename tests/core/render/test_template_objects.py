"""Pictures, sub-documents, links and replacements: Template against docxtpl."""

from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText
from oracle import Context, add_note, add_part, canonical, document, docxtpl, ours, parsed, picture

from docgen.render import Template

LOOP = ("{%p for x in 物 %}", "{{ x }}", "{%p endfor %}")
ROWS = (("{%tr for x in 物 %}", ""), ("{{ x }}", "甲"), ("{%tr endfor %}", ""))
ADDRESS = "https://example.org/?a=1&b=2"


def paragraph(template: Any) -> Any:
    """A sub-document of one paragraph."""
    made = template.new_subdoc()
    made.add_paragraph("子 & 文档")
    return made


def full(template: Any, png: str) -> Any:
    """A sub-document with a heading, a table, a picture and a list."""
    made = template.new_subdoc()
    made.add_heading("标题", 2)
    made.add_table(1, 2).cell(0, 0).text = "格"
    made.add_picture(png)
    made.add_paragraph("项", style="List Bullet")
    return made


def bound(png: str) -> dict[str, tuple[dict[str, Any], Context]]:
    """What a template holds, and contexts of objects that are bound to the template that they are for."""
    return {
        "picture": ({"paragraphs": ["{{ 物 }}"]}, lambda t: {"物": InlineImage(t, png, width=Mm(20))}),
        "picture with a link": ({"paragraphs": ["{{ 物 }}"]}, lambda t: {"物": InlineImage(t, png, anchor=ADDRESS)}),
        "picture of an object": (
            {"paragraphs": ["{{ 物.picture }}"]},
            lambda t: {"物": SimpleNamespace(picture=InlineImage(t, png))},
        ),
        "pictures that come one by one": (
            {"paragraphs": LOOP},
            lambda t: {"物": (InlineImage(t, png) for _ in range(2))},
        ),
        "pictures in a loop": ({"paragraphs": LOOP}, lambda t: {"物": [InlineImage(t, png)] * 2}),
        "pictures in rows": (
            {"rows": ROWS},
            lambda t: {"物": [InlineImage(t, png), InlineImage(t, png, height=Mm(9))]},
        ),
        "picture in a header": ({"header": "{{ 物 }}"}, lambda t: {"物": InlineImage(t, png)}),
        "linked picture in a footer": ({"footer": "{{ 物 }}"}, lambda t: {"物": InlineImage(t, png, anchor=ADDRESS)}),
        "sub-document": ({"paragraphs": ["前", "{{p 物 }}", "后"]}, lambda t: {"物": full(t, png)}),
        "sub-documents in a loop": (
            {"paragraphs": [LOOP[0], "{{p x }}", LOOP[2]]},
            lambda t: {"物": [paragraph(t), full(t, png)]},
        ),
        "sub-document in a cell": ({"rows": [("{{p 物 }}", "甲")]}, lambda t: {"物": paragraph(t)}),
        "sub-document in a header": ({"header": "{{p 物 }}"}, lambda t: {"物": paragraph(t)}),
        "link": ({"paragraphs": ["见{{r 物 }}。"]}, lambda t: {"物": RichText("链接", url_id=t.build_url_id(ADDRESS))}),
    }


@pytest.mark.parametrize("name", bound(""))
def test_objects_bound_to_the_template_give_the_parts_that_docxtpl_gives(tmp_path: Path, name: str):
    holds, context = bound(str(picture(tmp_path / "p.png")))[name]
    path = document(tmp_path / "t.docx", *holds.pop("paragraphs", ()), **holds)
    assert ours(path, context) == docxtpl(path, context)


def test_one_template_renders_again_with_other_pictures(tmp_path: Path):
    path, pictures = (
        document(tmp_path / "t.docx", "{{ 图 }}{{ 名 }}"),
        [picture(tmp_path / f"{n}.png", n) for n in (1, 2)],
    )
    mine = Template(path)
    for n, png in enumerate(pictures):

        def context(template: Any, n: int = n, png: Path = png) -> dict[str, Any]:
            return {"名": n, "图": InlineImage(template, str(png))}

        assert canonical(mine.render(context(mine))) == docxtpl(path, context)


CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="图"/>'
    f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" r:id="{{}}"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def with_chart(made: Any) -> None:
    content = f'<c:chartSpace xmlns:c="{CHART}"><c:chart><c:plotArea/></c:chart></c:chartSpace>'
    relation = add_part(made, "charts/chart1.xml", content, "drawingml.chart+xml", "chart")
    made.element.body[:0] = parsed(DRAWING.format(relation))


def with_headings(made: Any) -> None:
    made.add_heading("内页", 1)
    made.add_paragraph("一", style="List Number")
    made.add_paragraph("二", style="List Number")
    made.add_table(1, 2, style="Table Grid").cell(0, 1).text = "格"


def with_header(made: Any) -> None:
    made.add_paragraph("正文")
    made.sections[0].header.paragraphs[0].text = "内眉"
    made.add_section()
    made.add_paragraph("第二节")


def with_bookmark(made: Any) -> None:
    made.element.body[:0] = parsed('<w:p><w:bookmarkStart w:id="0" w:name="甲"/><w:bookmarkEnd w:id="0"/></w:p>')


def with_footnote(made: Any) -> None:
    made.add_paragraph("正文")
    add_note(made, "footnote", "注")


def with_tag(made: Any) -> None:
    made.add_paragraph("{{ 不填 }}")


INNER = [with_chart, with_headings, with_header, with_bookmark, with_footnote, with_tag]


@pytest.mark.parametrize("build", INNER, ids=lambda build: build.__name__)
def test_a_document_merged_into_the_template(tmp_path: Path, build: Any):
    inner, path = Document(), document(tmp_path / "t.docx", "前", "{{p 子 }}", "后")
    build(inner)
    inner.save(str(tmp_path / "inner.docx"))

    def context(template: Any) -> dict[str, Any]:
        return {"子": template.new_subdoc(str(tmp_path / "inner.docx"))}

    assert ours(path, context) == docxtpl(path, context)


def test_pictures_of_the_template_in_a_loop(tmp_path: Path):
    made, png = Document(), str(picture(tmp_path / "p.png"))
    for text in LOOP:
        made.add_paragraph(text)
    made.paragraphs[1].add_run().add_picture(png)
    made.save(str(tmp_path / "t.docx"))
    context = {"物": [1, 2, 3]}
    assert ours(tmp_path / "t.docx", lambda _: context) == docxtpl(tmp_path / "t.docx", lambda _: context)


class TestReplacements:
    """A picture or a workbook of the template, replaced."""

    OLD_BOOK, NEW_BOOK = b"PK old", b"PK new"
    OFFICE = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
    OBJECT = f'<w:p><w:r><w:object><o:OLEObject {OFFICE} r:id="{{}}"/></w:object></w:r></w:p>'

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        made = Document()
        made.add_picture(str(picture(tmp_path / "old.png")))
        made.add_paragraph("{{ 甲 }}")
        (tmp_path / "old.xlsx").write_bytes(self.OLD_BOOK)
        (tmp_path / "new.xlsx").write_bytes(self.NEW_BOOK)
        kind = "spreadsheetml.sheet"
        book = add_part(made, "embeddings/book1.xlsx", self.OLD_BOOK.decode(), kind, "package")
        made.element.body[:0] = parsed(self.OBJECT.format(book))
        made.sections[0].header.paragraphs[0].add_run().add_picture(str(picture(tmp_path / "head.png", red=99)))
        made.save(str(tmp_path / "t.docx"))
        return tmp_path / "t.docx"

    @pytest.mark.parametrize(
        ("how", "old", "new", "part"),
        [
            ("replace_pic", "old.png", "new.png", "word/media/image1.png"),
            ("replace_pic", "head.png", "new.png", "word/media/image2.png"),
            ("replace_media", "{folder}/old.png", "new.png", "word/media/image1.png"),
            ("replace_zipname", "word/media/image1.png", "new.png", "word/media/image1.png"),
            ("replace_zipname", "word/embeddings/book1.xlsx", "new.xlsx", "word/embeddings/book1.xlsx"),
            ("replace_embedded", "{folder}/old.xlsx", "new.xlsx", "word/embeddings/book1.xlsx"),
        ],
    )
    def test_what_the_template_holds_is_replaced(
        self, path: Path, tmp_path: Path, how: str, old: str, new: str, part: str
    ):
        picture(tmp_path / "new.png", red=7)
        mine, theirs = Template(path), DocxTemplate(str(path))
        for template in (mine, theirs):
            getattr(template, how)(old.format(folder=tmp_path), str(tmp_path / new))
        theirs.render({"甲": "x"}, autoescape=True)
        raw = BytesIO()
        theirs.save(raw)
        made = canonical(mine.render({"甲": "x"}))
        assert made == canonical(raw.getvalue())
        assert made[part] == (tmp_path / new).read_bytes()

    def test_what_was_replaced_once_is_not_replaced_again(self, path: Path, tmp_path: Path):
        template = Template(path)
        template.replace_pic("old.png", str(picture(tmp_path / "new.png", red=7)))
        template.render({"甲": "x"})
        template.reset_replacements()
        parts = canonical(template.render({"甲": "y"}))
        assert parts["word/media/image1.png"] == (tmp_path / "old.png").read_bytes()
