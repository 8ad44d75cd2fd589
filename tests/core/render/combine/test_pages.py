"""Print files as LibreOffice draws them: each page is the one that the record has as a document of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from oracle import picture

from docgen.pdf import to_pdfs
from docgen.render import Compiled, combined, compile_template

pytestmark = pytest.mark.libreoffice

PAGE = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" '
PAGE += 'w:header="851" w:footer="992" w:gutter="0"/>'


class Page(NamedTuple):
    text: str
    size: tuple[float, float]
    pixels: bytes


ALIKE = 5e-4
"""Share of a page's bytes that may differ: a mark at the end of a record moves its last letter by half a point."""


def difference(one: Page, other: Page) -> float:
    return sum(a != b for a, b in zip(one.pixels, other.pixels, strict=True)) / len(one.pixels)


def pages(pdf: bytes) -> list[Page]:
    document = pypdfium2.PdfDocument(pdf)
    return [
        Page(page.get_textpage().get_text_range(), page.get_size(), page.render(scale=1).to_pil().tobytes())
        for page in document
    ]


def drawn(folder: Path, **documents: bytes) -> dict[str, list[Page]]:
    """The pages of each document, all drawn in one call."""
    paths = [folder / f"{name}.docx" for name in documents]
    for path, data in zip(paths, documents.values(), strict=True):
        path.write_bytes(data)
    made = {}
    for path, pdf in to_pdfs(paths):
        assert isinstance(pdf, bytes), pdf
        made[path.stem] = pages(pdf)
    return made


def field(paragraph: Any, instruction: str) -> None:
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), instruction)
    element.append(OxmlElement("w:r"))
    element[0].append(OxmlElement("w:t"))
    paragraph._p.append(element)


def letter(document: Any, folder: Path) -> None:
    """Headings and lists in python-docx's own look, a header that varies, page x of y; two pages."""
    document.add_heading("致 {{ 名 }}", 1)
    for text in ("一 {{ 名 }}", "二"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("点", style="List Bullet")
    for number in range(60):
        document.add_paragraph(f"第{number}行 {{{{ 名 }}}}")
    section = document.sections[0]
    section.header.paragraphs[0].text = "页眉 {{ 名 }}"
    footer = section.footer.paragraphs[0]
    footer.add_run("第")
    field(footer, "PAGE")
    footer.add_run("页，共")
    field(footer, "NUMPAGES")
    footer.add_run("页")


def notice(document: Any, folder: Path) -> None:
    """Another look under the same names of styles, another paper, a picture, a table at the end."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "DejaVu Serif", Pt(16)
    normal.paragraph_format.space_after = Pt(0)
    document.styles["Heading 1"].font.size = Pt(30)
    document.add_heading("通知 {{ 名 }}", 1)
    document.add_paragraph("大字 {{ 名 }}")
    document.add_picture(str(picture(folder / "red.png")), width=Mm(30))
    table = document.add_table(2, 2)
    table.style = "Table Grid"
    table.cell(0, 0).text = "{{ 名 }}"
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(210), Mm(297), Mm(28)


def annex(document: Any, folder: Path) -> None:
    """A page upright, a page across with a footer of its own."""
    document.add_paragraph("竖 {{ 名 }}")
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.footer.is_linked_to_previous = False
    section.footer.paragraphs[0].text = "横页脚"
    document.add_paragraph("横 {{ 名 }}")


@pytest.fixture
def template(tmp_path: Path) -> Callable[[Callable[[Any, Path], None]], Compiled]:
    def make(build: Callable[[Any, Path], None]) -> Compiled:
        document = Document()
        build(document, tmp_path)
        document.save(str(tmp_path / f"{build.__name__}.docx"))
        return compile_template(tmp_path / f"{build.__name__}.docx")

    return make


def test_each_page_is_the_one_that_the_record_has_alone(template, tmp_path):
    kinds = [template(letter), template(notice), template(annex)]
    records = [(kind, {"名": name}) for name in ("甲", "乙") for kind in kinds]
    alone = {f"n{number}": kind.render(context) for number, (kind, context) in enumerate(records)}
    made = drawn(tmp_path, together=combined(records), **alone)
    together = made.pop("together")
    expected = [page for name in alone for page in made[name]]
    assert [page.text for page in together] == [page.text for page in expected]
    assert [page.size for page in together] == [page.size for page in expected]
    assert max(map(difference, together, expected)) < ALIKE
    assert "第2页，共3页" in together[1].text.replace(" ", "")


def tight(document: Any, folder: Path) -> None:
    """No distances by default."""
    document.styles.element.xpath("w:docDefaults/w:pPrDefault/w:pPr/w:spacing")[0].getparent().clear()
    document.add_paragraph("致{{ 名 }}")


def tables(document: Any, folder: Path) -> None:
    """Distances by default, but not in tables whose style has its own; a table at the end, and an empty paragraph."""
    document.add_paragraph("表 {{ 名 }}")
    for style in ("Table Grid", None):
        table = document.add_table(4, 2)
        table.style = style
        for cell in table.column_cells(0):
            cell.text = "格 {{ 名 }}"
        document.add_paragraph("间" if style else "")
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("共")
    field(footer, "NUMPAGES")


def test_rows_are_as_high_as_in_a_document_of_their_own(template, tmp_path):
    kinds = [template(tight), template(tables), template(tables)]
    records = list(zip(kinds, ({"名": name} for name in "甲乙丙"), strict=True))
    made = drawn(
        tmp_path,
        together=combined(records),
        **{f"n{number}": kind.render(context) for number, (kind, context) in enumerate(records)},
    )
    together = made.pop("together")
    alone = [page for pages in made.values() for page in pages]
    assert [page.text for page in together] == [page.text for page in alone]
    assert max(map(difference, together, alone)) < ALIKE
    assert "共1" in together[2].text.replace(" ", "")


def test_pages_are_counted_where_a_table_ends_the_last_record(raw, tmp_path):
    """LibreOffice drops the empty paragraph behind it, and a mark in that."""
    row = "<w:tr><w:tc><w:p><w:r><w:t>{{ 名 }}</w:t></w:r></w:p></w:tc></w:tr>"
    table = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>{row}</w:tbl><w:p w:rsidR="00AB12CD"/>'
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    counted = f"<w:r><w:t>共</w:t></w:r>{begin}<w:r><w:instrText>NUMPAGES</w:instrText></w:r>{end}"
    footer = f'<w:ftr xmlns:w="{qn("w:p")[1:-2]}"><w:p>{counted}</w:p></w:ftr>'
    shows = '<w:footerReference w:type="default" r:id="footer"/>'
    template = compile_template(raw(table, section=shows + PAGE, parts={"footer": footer}))
    made = drawn(tmp_path, together=combined([(template, {"名": name}) for name in "甲乙"]))["together"]
    assert ["".join(page.text.split()) for page in made] == ["甲共1", "乙共1"]


def one_page(document: Any, folder: Path) -> None:
    document.add_paragraph("致{{ 名 }}")


@pytest.mark.parametrize(
    ("sides", "wanted"), [(1, list("一二三四五")), (2, ["一", "", "二", "", "三", "", "四", "", "五"])]
)
def test_five_letters_of_a_page_with_and_without_blank_backs(template, tmp_path, sides, wanted):
    """Blank pages counted, which LibreOffice leaves out of a PDF unless told."""
    kind = template(one_page)
    (tmp_path / "five.docx").write_bytes(combined(((kind, {"名": name}) for name in "一二三四五"), sides=sides))
    ((_, pdf),) = to_pdfs([tmp_path / "five.docx"], blank_pages=True)
    assert isinstance(pdf, bytes)
    assert [page.text.strip().removeprefix("致") for page in pages(pdf)] == wanted
    ((_, as_it_says),) = to_pdfs([tmp_path / "five.docx"])
    assert isinstance(as_it_says, bytes)
    assert len(pages(as_it_says)) == len(wanted)
