"""LibreOffice opens a document of each feature and shows the right text on the right number of pages."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.shared import Mm
from docxtpl import InlineImage, Listing, RichText, RichTextParagraph
from ooxml import faults
from oracle import Context, add_note, document, picture
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from docgen.pdf import to_pdfs
from docgen.render import Template

pytestmark = pytest.mark.libreoffice

ADDRESS = "https://example.org/"


class Feature(NamedTuple):
    """How to build the template, its values, and the text of each page as it must come out, blanks aside."""

    build: Callable[[Path], Path]
    context: Context
    pages: list[str]


def holding(*paragraphs: str, **others: Any) -> Callable[[Path], Path]:
    return lambda path: document(path, *paragraphs, **others)


def built(build: Callable[[Any, Path], None]) -> Callable[[Path], Path]:
    """A template that `build` makes of an empty document; it may put pictures beside it."""

    def make(path: Path) -> Path:
        made = Document()
        build(made, path.parent)
        made.save(str(path))
        return path

    return make


def png(template: Any, red: int = 7) -> str:
    """A picture beside the template."""
    return str(picture(Path(template.template_file).with_name(f"{red}.png"), red))


def with_stories(made: Any, _: Path) -> None:
    made.add_paragraph("首页")
    made.add_section(WD_SECTION.NEW_PAGE)
    made.add_paragraph("次页")
    for section in made.sections:
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        section.header.paragraphs[0].text = "{{ 题 }}"
        section.footer.paragraphs[0].text = "{% if 密 %}内部资料{% endif %}"


def with_notes(made: Any, _: Path) -> None:
    made.add_paragraph("正文")
    add_note(made, "footnote", "{{ 注 }}")
    made.add_paragraph("又文")
    add_note(made, "endnote", "{{ 尾 }}")


def with_picture(made: Any, folder: Path) -> None:
    made.add_picture(str(picture(folder / "old.png", 200)))
    made.add_paragraph("{{ 甲 }}")


def replaced(template: Any) -> dict[str, Any]:
    template.replace_pic("old.png", png(template))
    return {"甲": "换过的图"}


def subdocument(template: Any) -> dict[str, Any]:
    made = template.new_subdoc()
    made.add_heading("子文档", 2)
    made.add_table(1, 2).cell(0, 1).text = "格"
    made.add_picture(png(template))
    return {"子": made}


def merged(template: Any) -> dict[str, Any]:
    inner = Document()
    inner.add_heading("内页", 1)
    inner.add_paragraph("事项", style="List Number")
    inner.add_page_break()
    inner.add_paragraph("又一页")
    inner.save(str(Path(template.template_file).with_name("inner.docx")))
    return {"子": template.new_subdoc(str(Path(template.template_file).with_name("inner.docx")))}


def rich(template: Any) -> dict[str, Any]:
    text = RichText("粗体", bold=True, color="#FF0000", highlight="#FFFF00")
    text.add("大字\n另行", size=44, underline=True, font="eastAsia:黑体")
    text.add("链接", url_id=template.build_url_id(ADDRESS))
    return {"文": text, "段": RichTextParagraph("成段", parastyle="Heading 1")}


def pictures(template: Any) -> dict[str, Any]:
    return {"图": InlineImage(template, png(template), width=Mm(15)), "组": [InlineImage(template, png(template))] * 3}


PEOPLE = [{"名": "张三", "票": 41}, {"名": "李 & 四", "票": 0}]
BREAKS = "一\n二\t三\a四\f五"
FEATURES = {
    "values": Feature(
        holding("致{{ 户主 }}：", "共{{ 数 }}项，<{{ 户主 }}>。"),
        lambda _: {"户主": "王小明&<家人>", "数": 0},
        ["致王小明&<家人>：共0项，<王小明&<家人>>。"],
    ),
    "paragraphs": Feature(
        holding(
            "{%p for x in 事 %}", "{{ loop.index }}．{{ x }}", "{%p endfor %}", "{%p if not 事 %}", "无", "{%p endif %}"
        ),
        lambda _: {"事": ["选举", "公示"]},
        ["1．选举2．公示"],
    ),
    "rows": Feature(
        holding(
            rows=[("姓名", "票"), ("{%tr for x in 人 %}", ""), ("{{ x.名 }}", "{{ x.票 }}"), ("{%tr endfor %}", "")]
        ),
        lambda _: {"人": PEOPLE},
        ["姓名票张三41李&四0"],
    ),
    "cells": Feature(
        holding(rows=[("{%tc for x in 人 %}", "{{ x.名 }}", "{%tc endfor %}")]),
        lambda _: {"人": PEOPLE},
        ["张三李&四"],
    ),
    "cells merged downwards": Feature(
        holding(rows=[("{%tr for x in 人 %}", ""), ("{% vm %}同组", "{{ x.名 }}"), ("{%tr endfor %}", "")]),
        lambda _: {"人": PEOPLE},
        ["同组张三李&四"],
    ),
    "cells merged sideways": Feature(
        holding(rows=[("{%tc for x in 人 %}", "{% hm %}标题", "{%tc endfor %}"), ("甲", "乙", "{#tc 去掉 #}")]),
        lambda _: {"人": PEOPLE},
        ["标题甲乙"],
    ),
    "spans and shades": Feature(
        holding(rows=[("甲", "乙"), ("{% colspan 宽 %}{% cellbg 色 %}合计", "{#tc 去掉 #}")]),
        lambda _: {"宽": 2, "色": "FFFF00"},
        ["甲乙合计"],
    ),
    "breaks": Feature(holding("前{{ 文 }}后"), lambda _: {"文": BREAKS}, ["前一二三四", "五后"]),
    "listing": Feature(holding("前{{ 文 }}后"), lambda _: {"文": Listing(BREAKS)}, ["前一二三四", "五后"]),
    "rich text": Feature(holding("见{{r 文 }}。", "{{p 段 }}"), rich, ["见粗体大字另行链接。成段"]),
    "pictures": Feature(
        holding("图{{ 图 }}", "{% for x in 组 %}{{ x }}{% endfor %}", header="眉{{ 图 }}"), pictures, ["眉图"]
    ),
    "sub-document": Feature(holding("前", "{{p 子 }}", "后"), subdocument, ["前子文档格后"]),
    "merged document": Feature(holding("前", "{{p 子 }}", "后"), merged, ["前内页1.事项", "又一页后"]),
    "headers and footers": Feature(
        built(with_stories),
        lambda _: {"题": "信息专报", "密": True},
        ["信息专报首页内部资料", "信息专报次页内部资料"],
    ),
    "footnotes and endnotes": Feature(
        built(with_notes), lambda _: {"注": "脚注文字", "尾": "尾注文字"}, ["正文1又文i1脚注文字", "i尾注文字"]
    ),
    "properties": Feature(holding("正文", title="{{ 题 }}"), lambda _: {"题": "第3期 & 增刊"}, ["正文"]),
    "replaced picture": Feature(built(with_picture), replaced, ["换过的图"]),
}


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Each feature's document as PDF, all made in one call."""
    documents = {}
    for name, feature in FEATURES.items():
        folder = tmp_path_factory.mktemp("opens")
        template = Template(feature.build(folder / "t.docx"))
        documents[name] = folder / "信.docx"
        data = template.render(feature.context(template))
        assert faults(data) == []
        documents[name].write_bytes(data)
    made = dict(to_pdfs(list(documents.values())))
    pages = {name: made[path] for name, path in documents.items()}
    return {name: pdf for name, pdf in pages.items() if isinstance(pdf, bytes)}


def shown(pdf: bytes) -> list[str]:
    """The text of each page, without the blanks that LibreOffice puts between Chinese and Latin."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in opened]


@pytest.mark.parametrize("name", FEATURES)
def test_the_pages_show_what_the_feature_prints_and_no_more(pdfs: dict[str, bytes], name: str):
    assert shown(pdfs[name]) == FEATURES[name].pages


def images(pdf: bytes) -> list[Any]:
    """The colour of each picture on the first page."""
    with pypdfium2.PdfDocument(pdf) as opened:
        found = opened[0].get_objects(filter=[FPDF_PAGEOBJ_IMAGE])
        return [image.get_bitmap().to_pil().convert("RGB").getpixel((0, 0)) for image in found]


@pytest.mark.parametrize(("name", "count"), [("pictures", 5), ("sub-document", 1), ("replaced picture", 1)])
def test_the_pictures_are_the_ones_that_were_given(pdfs: dict[str, bytes], name: str, count: int):
    assert images(pdfs[name]) == [(7, 0, 0)] * count


def test_the_title_is_that_of_the_file(pdfs: dict[str, bytes]):
    with pypdfium2.PdfDocument(BytesIO(pdfs["properties"])) as opened:
        assert opened.get_metadata_dict()["Title"] == "第3期 & 增刊"
