"""Template stands in for docxtpl: the same tags and objects give the same parts, with docxtpl itself as the oracle."""

import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm
from docxtpl import InlineImage, Listing, RichText, RichTextParagraph
from jinja2 import Environment
from lxml import etree
from oracle import Context, canonical, document, docxtpl, ours, picture

from docgen.problems import DocgenError
from docgen.render import Template, compile_template

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


ROWS = (("姓名", "票"), ("{%tr for 人 in 人员 %}", ""), ("{{ 人.名 }}", "{{ 人.票 }}"), ("{%tr endfor %}", ""))
PEOPLE = [{"名": "甲 & 乙", "票": 3}, {"名": "<丙>", "票": 0}]

PLAIN: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...], str, dict[str, Any]]] = {
    "values": (("{{ 甲 }}，{{ 乙 }}",), (), "{{ 甲 }}", {"甲": "A & B", "乙": 3}),
    "paragraph loop": (
        ("{%p for x in 数 %}", "{{ loop.index }}．{{ x }}", "{%p endfor %}"),
        (),
        "",
        {"数": ["一", "二"]},
    ),
    "condition": (("{%p if 有 %}", "有", "{%p else %}", "无", "{%p endif %}"), (), "", {"有": False}),
    "row loop": (("表",), ROWS, "", {"人员": PEOPLE}),
    "no rows": (("表",), ROWS, "", {"人员": []}),
    "cell loop": (
        ("表",),
        (("{%tc for x in 数 %}", "{{ x }}", "{%tc endfor %}"),),
        "",
        {"数": ["一", "二", "三", "四"]},
    ),
    "comment": (("前{# 说明 #}后", "{#p 整段 #}"), (), "", {}),
    "white space": (("甲{%- if 真 %}", "乙{% endif -%}", "丙"), (), "", {"真": True}),
    "breaks": (("{{ 文 }}",), (), "{{ 文 }}", {"文": "一\n二\t三\a四\f五"}),
    "listing": (("{{ 文 }}",), (), "", {"文": Listing("一\n二 & 三")}),
    "rich text": (("{{r 文 }}",), (), "", {"文": RichText("粗", bold=True, color="#FF0000", size=28)}),
    "rich paragraph": (("{{p 段 }}",), (), "", {"段": RichTextParagraph("段落", parastyle="Heading 1")}),
    "properties": (("甲",), (), "", {"题": "第3期"}),
    "set and macro": (("{% set x = 3 %}{{ x }}{% macro m(y) %}[{{ y }}]{% endmacro %}{{ m(x) }}",), (), "", {}),
    "filter block": (("{% filter trim %} {{ 甲 }}b {% endfilter %}",), (), "", {"甲": "a & <"}),
}


@pytest.mark.parametrize("name", PLAIN)
def test_plain_values_give_the_parts_that_docxtpl_gives(tmp_path: Path, name: str):
    paragraphs, rows, header, values = PLAIN[name]
    path = document(tmp_path / "t.docx", *paragraphs, rows=rows, header=header)
    assert ours(path, lambda _: values) == docxtpl(path, lambda _: values)


def bound(tmp_path: Path) -> dict[str, tuple[str, Context]]:
    """Tags, and contexts of objects that are bound to the template that they are for."""
    png = str(picture(tmp_path / "p.png"))

    def subdoc(template: Any) -> dict[str, Any]:
        made = template.new_subdoc()
        made.add_paragraph("子文档")
        return {"子": made}

    def link(template: Any) -> dict[str, Any]:
        return {"文": RichText("链接", url_id=template.build_url_id("https://example.org/"))}

    return {
        "picture": ("{{ 图 }}", lambda t: {"图": InlineImage(t, png, width=Mm(20))}),
        "picture with a link": ("{{ 图 }}", lambda t: {"图": InlineImage(t, png, anchor="https://example.org/")}),
        "pictures in a loop": ("{% for x in 图 %}{{ x }}{% endfor %}", lambda t: {"图": [InlineImage(t, png)] * 2}),
        "sub-document": ("{{p 子 }}", subdoc),
        "hyperlink": ("{{r 文 }}", link),
    }


@pytest.mark.parametrize("name", ["picture", "picture with a link", "pictures in a loop", "sub-document", "hyperlink"])
def test_objects_bound_to_the_template_give_the_parts_that_docxtpl_gives(tmp_path: Path, name: str):
    tag, context = bound(tmp_path)[name]
    path = document(tmp_path / "t.docx", "前", tag, "后")
    assert ours(path, context) == docxtpl(path, context)


def test_a_picture_of_the_template_is_replaced(tmp_path: Path):
    old, new = picture(tmp_path / "old.png"), picture(tmp_path / "new.png", red=7)
    made = Document()
    made.add_picture(str(old))
    made.add_paragraph("{{ 甲 }}")
    made.save(str(tmp_path / "t.docx"))
    template = Template(tmp_path / "t.docx")
    template.replace_media(str(old), str(new))
    parts = canonical(template.render({"甲": "x"}))
    assert [part for name, part in parts.items() if name.startswith("word/media/")] == [new.read_bytes()]


def test_filters_of_an_own_environment_are_taken_over_into_the_sandbox(tmp_path: Path):
    environment = Environment()
    environment.filters["倒"] = lambda text: text[::-1]
    path = document(tmp_path / "t.docx", "{{ 甲|倒 }}")
    data = Template(path).render({"甲": "ab"}, jinja_env=environment)
    assert Document(BytesIO(data)).paragraphs[0].text == "ba"
    evil = document(tmp_path / "e.docx", "{{ ''.__class__.__mro__ }}")
    with pytest.raises(DocgenError):
        Template(evil).render({}, jinja_env=environment)


def test_one_template_renders_again_and_again_without_the_first_ones_text(tmp_path: Path):
    template = Template(document(tmp_path / "t.docx", "{{ 名 }}"))
    texts = [Document(BytesIO(template.render({"名": name}))).paragraphs[0].text for name in ("甲", "乙", "甲")]
    assert texts == ["甲", "乙", "甲"]


def test_the_names_that_a_template_asks_for(tmp_path: Path):
    path = document(tmp_path / "t.docx", "{{ 甲 }}{% for x in 乙 %}{{ x }}{% endfor %}", header="{{ 丙 }}")
    assert Template(path).get_undeclared_template_variables() == {"甲", "乙", "丙"}


class TestMended:
    """What docxtpl gets wrong comes out right."""

    @pytest.mark.parametrize("tag", ["{% cellbg '00FF00' %}", "{% colspan 2 %}"])
    def test_cell_properties_stand_in_the_order_of_the_schema(self, tmp_path: Path, tag: str):
        path = document(tmp_path / "t.docx", rows=((f"{tag}甲", "乙"),))
        root = etree.fromstring(canonical(Template(path).render({}))["word/document.xml"])
        first = [etree.QName(child).localname for child in next(root.iter("{*}tcPr"))]
        assert first in (["tcW", "shd"], ["tcW", "gridSpan"])

    def test_a_loop_repeats_no_paragraph_number(self, tmp_path: Path):
        path = document(tmp_path / "t.docx", "{%p for x in 数 %}", "{{ x }}", "{%p endfor %}")
        made = Document(str(path))
        for number, paragraph in enumerate(made.paragraphs):
            paragraph._p.set(f"{{{W14}}}paraId", f"{number + 1:08X}")
        made.save(str(path))
        root = etree.fromstring(canonical(Template(path).render({"数": [1, 2, 3]}))["word/document.xml"])
        numbers = [p.get(f"{{{W14}}}paraId") for p in root.iter("{*}p")]
        assert len(set(filter(None, numbers))) == len(list(filter(None, numbers)))

    def test_shading_of_rich_text_has_its_pattern(self, tmp_path: Path):
        path = document(tmp_path / "t.docx", "{{r 文 }}")
        xml = canonical(Template(path).render({"文": RichText("底色", highlight="FFFF00")}))["word/document.xml"]
        assert b'w:val="clear"' in xml

    def test_signs_in_a_property_are_escaped_once(self, tmp_path: Path):
        path = document(tmp_path / "t.docx", "甲")
        made = Document(BytesIO(Template(path).render({"题": "甲 & 乙"})))
        assert made.core_properties.title == "甲 & 乙"

    def test_everything_after_a_lone_surrogate_is_kept(self, tmp_path: Path):
        path = document(tmp_path / "t.docx", "{{ 甲 }}", "后文")
        made = Document(BytesIO(Template(path).render({"甲": "前\ud800中"})))
        assert [paragraph.text for paragraph in made.paragraphs] == ["前中", "后文"]


@pytest.mark.parametrize("text", ["{{" * 20_000, "{%" * 20_000, "}}" * 9_000 + "{{" * 9_000, "{%p " * 20_000])
def test_a_hostile_template_is_refused_in_no_time(tmp_path: Path, text: str):
    path = document(tmp_path / "t.docx", text)
    start = time.process_time()
    with pytest.raises(DocgenError):
        compile_template(path)
    assert time.process_time() - start < 5  # docxtpl's expressions take more than 10 s


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
        "{{ 9 ** (9 ** 9) }}",
        "{{ 'x' * 999999999 }}",
        "{{ [0] * 999999999 }}",
        "{{ '%0999999999d' % 1 }}",
        "{{ 'x'.ljust(999999999) }}",
        "{% set ns = namespace(s='x') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        "{% set ns = namespace(s='x') %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
    ],
    ids=["loops", "power", "text", "list", "format", "method", "join", "sum"],
)
def test_what_would_never_end_or_fill_the_memory_is_refused(tmp_path: Path, source: str):
    with pytest.raises(DocgenError):
        compile_template(document(tmp_path / "t.docx", source)).render({})
