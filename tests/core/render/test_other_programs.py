"""Templates as other programs write them give the documents that Word's give (ISO 29500-1, XML 1.0, Namespaces)."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from depth import examples
from docx import Document
from docx.shared import RGBColor
from docxtpl import InlineImage
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from office_forms import run_all
from offices import SMALL_OFFICE, copy_office
from ooxml import faults
from other_programs import HANDS, Hand, W, written
from PIL import Image
from pypdfium2 import PdfDocument
from warm_office import WarmOffice

from docgen.pdf import to_pdfs
from docgen.render import Compiled, Rich, Sub, Template, combined, compile_template
from docgen.render.source import TEXTS

CONTEXT = {
    "标题": "公开信 & <说明>",
    "人": [{"姓名": "张三", "票数": 3}, {"姓名": "李四\n（组长）", "票数": 5}],
    "在": True,
    "红": Rich("红字", color="FF0000", shade="#00FF00"),
    "无": [],
}


@pytest.fixture(scope="module")
def template() -> bytes:
    """A letter with what is mended after it is rendered: loops over rows and paragraphs, shading, breaks, a header."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{ 标题 }}"
    document.add_paragraph("{{ 标题 }}，您好 {{r 红 }}")
    document.add_paragraph("{%p if 在 %}")
    document.add_paragraph("在本社区").runs[0].font.color.rgb = RGBColor(0xFF, 0, 0)
    document.add_paragraph("{%p endif %}")
    table = document.add_table(4, 2, style="Table Grid")
    rows = [("姓名", "票数"), ("{%tr for 个 in 人 %}", ""), ("{{ 个.姓名 }}", "{{ 个.票数 }}"), ("{%tr endfor %}", "")]
    for row, words in enumerate(rows):
        for column, text in enumerate(words):
            table.cell(row, column).text = text
    shading = etree.SubElement(table.cell(0, 0)._tc.get_or_add_tcPr(), f"{W}shd")
    shading.set(f"{W}val", "clear")
    shading.set(f"{W}fill", "D8D8D8")
    empty = document.add_table(2, 1)
    empty.cell(0, 0).text, empty.cell(1, 0).text = "{%tr for 个 in 无 %}", "{%tr endfor %}"
    document.add_paragraph("完")
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def texts(document: bytes) -> dict[str, list[str]]:
    """The lines of each part that a reader sees."""
    with zipfile.ZipFile(BytesIO(document)) as package:
        parts = {name: package.read(name) for name in package.namelist() if TEXTS.fullmatch(name)}
    return {
        name: ["".join(text.text or "" for text in p.iter(f"{W}t")) for p in etree.fromstring(xml).iter(f"{W}p")]
        for name, xml in parts.items()
    }


hands = st.sets(st.sampled_from(sorted(HANDS)), min_size=1, max_size=5)


def by(names: set[str]) -> Hand:
    hand = Hand()
    for name in sorted(names):
        hand = HANDS[name](hand)
    return hand


@pytest.mark.parametrize("name", HANDS)
def test_each_way_of_writing_gives_the_same_document(template: bytes, name: str):
    made = compile_template(written(template, by({name}))).render(CONTEXT)
    assert faults(made) == []
    assert texts(made) == texts(compile_template(template).render(CONTEXT))


@settings(max_examples=examples(10))
@given(names=hands)
def test_so_do_several_together(template: bytes, names: set[str]):
    made = compile_template(written(template, by(names))).render(CONTEXT)
    assert faults(made) == []
    assert texts(made) == texts(compile_template(template).render(CONTEXT))


@pytest.mark.parametrize("name", HANDS)
def test_print_files_and_sub_documents_too(template: bytes, name: str):
    plain, other = compile_template(template), compile_template(written(template, by({name})))
    expected = combined([(plain, CONTEXT), (plain, CONTEXT)])
    for first, second in ((plain, other), (other, plain), (other, other)):
        made = combined([(first, CONTEXT), (second, CONTEXT)])
        assert faults(made) == []
        assert texts(made)["word/document.xml"] == texts(expected)["word/document.xml"]
    host = Document()
    host.add_paragraph("{{p 附 }}")
    raw = BytesIO()
    host.save(raw)
    letter = plain.render(CONTEXT)
    put_in = [
        compile_template(raw.getvalue()).render({"附": Sub(data)}) for data in (letter, written(letter, by({name})))
    ]
    assert faults(put_in[1]) == []
    assert texts(put_in[1]) == texts(put_in[0])


@pytest.mark.parametrize("name", HANDS)
def test_the_objects_of_docxtpl_stand_in_them_too(template: bytes, name: str):
    """A picture that is bound to the template goes the way of docxtpl, whose patterns look for Word's prefixes."""
    document = Document(BytesIO(template))
    document.add_paragraph("{{ 章 }}")
    raw = BytesIO()
    document.save(raw)

    def made(data: bytes) -> bytes:
        bound = Template(BytesIO(data))
        return bound.render(CONTEXT | {"章": InlineImage(bound, BytesIO(png()))})

    with_picture = made(written(raw.getvalue(), by({name})))
    assert faults(with_picture) == []
    assert texts(with_picture) == texts(made(raw.getvalue()))
    assert len(Document(BytesIO(with_picture)).inline_shapes) == 1


def png() -> bytes:
    """A picture."""
    drawn = BytesIO()
    Image.new("RGB", (4, 4), "red").save(drawn, "PNG")
    return drawn.getvalue()


COMMANDS = (
    "bulletin week-3",
    "weekly week-3",
    "circular 2013-11-04..2013-11-20",
    "notice 议事会选举",
    "letter 石羊镇 丰乐社区",
    "admonition --all",
    "admonition notice --all",
    "admonition pledge --all",
    "admonition ledger",
    "review summary 2013-11-04..2013-11-22",
    "review forms 石羊镇",
    "review letters",
    "review table 石羊镇",
    "review annex",
    "review notices 石羊镇",
    "review list 石羊镇",
)
"""Commands that use the built-in templates."""


class Used(NamedTuple):
    """A built-in template with what an office put into it."""

    path: Path
    compiled: Compiled
    context: Mapping[str, Any]


@pytest.fixture(scope="module")
def used(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Used]:
    """The built-in templates, as the small office uses them."""
    paths = {path.name: path for path in (repo / "templates").rglob("*.docx")}
    found: dict[str, Used] = {}
    render = Compiled.rendered

    def kept(compiled: Compiled, context: Mapping[str, Any], *others: Any) -> Any:
        if compiled.name in paths:
            found.setdefault(compiled.name, Used(paths[compiled.name], compiled, context))
        return render(compiled, context, *others)

    office = copy_office(SMALL_OFFICE, tmp_path_factory.mktemp("office") / "office")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compiled, "rendered", kept)
        run_all(tuple(tuple(words.split()) for words in COMMANDS), office)
    return [found[name] for name in sorted(found)]


def test_the_built_in_templates_may_be_saved_by_any_of_them(used: list[Used]):
    """A different hand for each template, from a list of all of them."""
    assert len(used) > 18
    for number, (path, compiled, context) in enumerate(used):
        own = sorted(HANDS)[number % len(HANDS) :][:3]
        other = compile_template(written(path.read_bytes(), by(set(own))), compiled.filters, compiled.tests)
        made = other.render(context)
        assert faults(made) == [], (path.name, own)
        assert texts(made) == texts(compiled.render(context)), (path.name, own)


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_opens_what_is_made_of_each(template: bytes, tmp_path: Path):
    for number, hand in enumerate(HANDS.values()):
        made = compile_template(written(template, hand(Hand()))).render(CONTEXT)
        (tmp_path / f"{number}.docx").write_bytes(made)
    paths = sorted(tmp_path.glob("*.docx"))
    for (path, pdf), _ in zip(to_pdfs(paths, processes=1), paths, strict=True):
        assert isinstance(pdf, bytes), path
        assert "李四" in PdfDocument(pdf)[0].get_textpage().get_text_range()


@pytest.mark.slow
@pytest.mark.libreoffice
def test_templates_that_libreoffice_saved_make_sound_documents(
    used: list[Used], tmp_path: Path, warm_office: WarmOffice
):
    """What LibreOffice does not keep is its own affair; each line of text is there, and the file opens."""
    for path, compiled, context in used:
        saved = warm_office.convert_to("docx", path, tmp_path)
        made = compile_template(saved, compiled.filters, compiled.tests).render(context)
        assert set(faults(made)) <= set(faults(saved.read_bytes())), path.name
        plain = texts(compiled.render(context))["word/document.xml"]
        assert squeezed(texts(made)["word/document.xml"]) == squeezed(plain), path.name


def squeezed(lines: list[str]) -> str:
    """The text without blanks."""
    return "".join("".join(lines).split())
