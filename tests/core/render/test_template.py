"""Template stands in for docxtpl: the same tags give the same parts, with docxtpl itself as the oracle."""

import time
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from docx import Document
from docxtpl import DocxTemplate, Listing, RichText, RichTextParagraph
from jinja2 import Environment
from oracle import add_note, document, docxtpl, ours, with_cells_in_one_order, written

from docgen.problems import DocgenError
from docgen.render import Template, compile_template


class Case(NamedTuple):
    """A template and the values for it."""

    values: dict[str, Any]
    paragraphs: tuple[str, ...] = ("表",)
    rows: tuple[tuple[str, ...], ...] = ()
    header: str = ""
    title: str = ""


ROWS = (("姓名", "票"), ("{%tr for 人 in 人员 %}", ""), ("{{ 人.名 }}", "{{ 人.票 }}"), ("{%tr endfor %}", ""))
PEOPLE = [{"名": "甲 & 乙", "票": 3}, {"名": "<丙>", "票": 0}]
CELLS = ("{%tc for x in 数 %}", "{{ x }}", "{%tc endfor %}")
BREAKS = "一\n二\t三\a四\f五"

RICH = RichText("粗", style="Strong", color="#FF0000", size=28, bold=True, italic=True, underline="wave", strike=True)
RICH.add("上", superscript=True, underline="odd", font="eastAsia:仿宋")
RICH.add("下", subscript=True, font="宋体", rtl=True, bold=True, italic=True, lang="zh-CN")
RICH.add(RichText(BREAKS, italic=True))
RICH.add(8)
TITLE = RichTextParagraph("段落", parastyle="Heading 1")
TITLE.add(RichText("粗", bold=True))

PLAIN = {
    "values": Case({"甲": "A & B", "乙": 3}, ("{{ 甲 }}，{{ 乙 }}",), header="{{ 甲 }}"),
    "paragraph loop": Case({"数": ["一", "二"]}, ("{%p for x in 数 %}", "{{ loop.index }}．{{ x }}", "{%p endfor %}")),
    "loops in a loop": Case(
        {"数": [["甲", "乙"], ["丙"]]},
        (
            "{%p for x in 数 %}",
            "{% for y in x %}{{ y }}{% if not loop.last %}、{% endif %}{% endfor %}",
            "{%p endfor %}",
        ),
    ),
    "condition": Case({"有": False}, ("{%p if 有 %}", "有", "{%p else %}", "无", "{%p endif %}")),
    "comparison": Case({"数": 3}, ("{% if 数 < 5 and 数 > 1 %}小{% endif %}",)),
    "run condition": Case({"有": True}, ("甲{%r if 有 %}乙{%r endif %}丙",)),
    "row loop": Case({"人员": PEOPLE}, rows=ROWS),
    "no rows": Case({"人员": []}, rows=ROWS),
    "row condition": Case(
        {"有": 0}, rows=(("{%tr if 有 %}",), ("甲",), ("{%tr else %}",), ("乙",), ("{%tr endif %}",))
    ),
    "cell loop": Case({"数": ["一", "二", "三", "四"]}, rows=(CELLS,)),
    "cell loop in a row loop": Case(
        {"题": "甲乙", "表": ["12", "34"]},
        rows=(
            ("{%tc for x in 题 %}", "{{ x }}", "{%tc endfor %}"),
            ("{%tr for 数 in 表 %}", "", ""),
            CELLS,
            ("{%tr endfor %}", "", ""),
        ),
    ),
    "comments": Case({}, ("前{# 说明 #}后", "{#p 整段 #}"), rows=(("{#tr 整行 #}", ""), ("{#tc 整格 #}", "乙"))),
    "white space": Case({"真": True}, ("甲{%- if 真 %}", "乙{% endif -%}", "丙")),
    "white space between paragraphs": Case({"真": True}, ("甲", "{%- if 真 -%}", "乙", "{%- endif -%}", "丙")),
    "typographic quotes": Case({}, ("{{ 甲|default(“无”) }}{{ 乙|default(‘无’) }}",)),
    "breaks": Case({"文": BREAKS}, ("前{{ 文 }}后",), header="{{ 文 }}"),
    "breaks in a cell": Case({"文": BREAKS}, rows=(("{{ 文 }}", ""),)),
    "listing": Case({"文": Listing(BREAKS + " & <六>")}, ("前{{ 文 }}后",)),
    "rich text": Case({"文": RICH}, ("前{{r 文 }}后",)),
    "rich paragraph": Case({"段": TITLE}, ("前", "{{p 段 }}", "后")),
    "title": Case({"题": "第3期"}, title="{{ 题 }}"),
    "braces that are no tag": Case({"甲": 1}, ("{_{ 甲 }_}，{_% if %_}，{{ 甲 }}",)),
    "set": Case({}, ("{% set x = 3 %}{{ x }}{% with y = 4 %}{{ y }}{% endwith %}{% raw %}{{ z }}{% endraw %}",)),
    "macro": Case({}, ("{% macro m(y) %}[{{ y }}{{ caller() }}]{% endmacro %}{% call m(3) %}内{% endcall %}",)),
    "filters": Case(
        {"甲": "a & b", "数": ["<", ">"]}, ("{{ 甲|upper }}{{ 数|join('、') }}{{ 甲|e }}", "{{ 甲|replace('a', '<') }}")
    ),
    "filter block": Case({"甲": "a & <"}, ("{% filter trim %} {{ 甲 }}b {% endfilter %}",)),
}


@pytest.mark.parametrize("case", PLAIN.values(), ids=PLAIN)
def test_plain_values_give_the_parts_that_docxtpl_gives(tmp_path: Path, case: Case):
    values, paragraphs, rows, header, title = case
    path = document(tmp_path / "t.docx", *paragraphs, rows=rows, header=header, title=title)
    assert ours(path, lambda _: values) == docxtpl(path, lambda _: values)


RUN = "<w:r><w:t>{{ 甲 }}</w:t></w:r>"
LINES = "<w:r><w:rPr><w:b/></w:rPr><w:t>前{{ 文 }}后</w:t></w:r>"
CENTRED = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{LINES}</w:p>'
SHAPE = 'v:shape xmlns:v="urn:schemas-microsoft-com:vml"'
INNER = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p>{RUN}</w:p></w:tc></w:tr></w:tbl>"

WRITTEN = {
    "a tag in several runs": "<w:p><w:r><w:t>前{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{ 甲</w:t></w:r>"
    '<w:proofErr w:type="spellEnd"/><w:r><w:t>|trim }</w:t></w:r><w:r><w:t>}后</w:t></w:r></w:p>',
    "a link": f'<w:p><w:hyperlink w:anchor="a">{RUN}</w:hyperlink></w:p>',
    "a field": f'<w:p><w:fldSimple w:instr="DATE">{RUN}</w:fldSimple></w:p>',
    "a content control": f"<w:sdt><w:sdtContent><w:p>{RUN}</w:p></w:sdtContent></w:sdt>",
    "a text box": f"<w:p><w:r><w:pict><{SHAPE}><v:textbox><w:txbxContent><w:p>{RUN}</w:p></w:txbxContent></v:textbox>"
    "</v:shape></w:pict></w:r></w:p>",
    "a table in a cell": INNER.replace("<w:tc>", f"<w:tc>{INNER}"),
    "formatted paragraphs": CENTRED,
    "an empty paragraph before": f'<w:p w:rsidR="00112233"/>{CENTRED}',
}


@pytest.mark.parametrize("blocks", WRITTEN.values(), ids=WRITTEN)
def test_tags_in_what_word_writes_give_the_parts_that_docxtpl_gives(tmp_path: Path, blocks: str):
    path, values = written(tmp_path / "t.docx", blocks), {"甲": "a & b\n二", "文": BREAKS}
    assert ours(path, lambda _: values) == docxtpl(path, lambda _: values)


SPANS = {
    "vm": (("{%tr for x in 数 %}", ""), ("{% vm %}同组", "前{{ x }}"), ("{%tr endfor %}", "")),
    "vm among text": (("{%tr for x in 数 %}", ""), ("前{% vm %}后", "{{ x }}"), ("{%tr endfor %}", "")),
    "hm": (("{%tc for x in 数 %}", "{% hm %}题", "{%tc endfor %}"), ("甲", "乙", "丙")),
    "colspan": (("甲", "乙", "丙"), ("{% colspan 宽 %}题", "丙", "{#tc 去掉 #}")),
    "cellbg": (("{% cellbg 色 %}甲", "{% cellbg '00FF00' %}乙"),),
    "colspan and cellbg": (("甲", "乙", "丙"), ("{% cellbg 色 %}{% colspan 3 %}题", "{#tc 去掉 #}", "{#tc 去掉 #}")),
}


@pytest.mark.parametrize("rows", SPANS.values(), ids=SPANS)
def test_merged_and_shaded_cells_are_those_of_docxtpl_in_another_order(
    tmp_path: Path, rows: tuple[tuple[str, ...], ...]
):
    path, values = document(tmp_path / "t.docx", rows=rows), {"数": [1, 2, 3], "宽": 2, "色": "FFFF00"}
    mine, theirs = (with_cells_in_one_order(make(path, lambda _: values)) for make in (ours, docxtpl))
    assert mine == theirs


def test_all_headers_and_footers_are_filled_in(tmp_path: Path):
    made = Document()
    made.add_section()
    made.settings.odd_and_even_pages_header_footer = True
    for section in made.sections:
        section.different_first_page_header_footer = True
        for page in ("", "first_page_", "even_page_"):
            for place in ("header", "footer"):
                story = getattr(section, page + place)
                story.is_linked_to_previous = False
                story.paragraphs[0].text = f"{page}{place}{{{{ 甲 }}}}"
    made.save(str(tmp_path / "t.docx"))
    mine = ours(tmp_path / "t.docx", lambda _: {"甲": "x & y"})
    assert mine == docxtpl(tmp_path / "t.docx", lambda _: {"甲": "x & y"})
    assert sum(b"x &amp; y" in part for part in mine.values()) == 12


def test_properties_are_filled_in(tmp_path: Path):
    made = Document()
    for name in ("author", "comments", "identifier", "language", "subject", "title"):
        setattr(made.core_properties, name, f"{name} {{{{ 甲 }}}}")
    made.save(str(tmp_path / "t.docx"))
    mine = ours(tmp_path / "t.docx", lambda _: {"甲": "x"})
    assert mine == docxtpl(tmp_path / "t.docx", lambda _: {"甲": "x"})
    assert b"language x" in mine["docProps/core.xml"]


def test_footnotes_are_filled_in(tmp_path: Path):
    made = Document()
    made.add_paragraph("正文")
    add_note(made, "footnote", "{{ 甲 }}")
    made.save(str(tmp_path / "t.docx"))
    mine = ours(tmp_path / "t.docx", lambda _: {"甲": "注 & 释"})
    assert mine == docxtpl(tmp_path / "t.docx", lambda _: {"甲": "注 & 释"})
    assert "注 &amp; 释".encode() in mine["word/footnotes.xml"]


def test_comments_of_reviewers_are_left_as_they_are(tmp_path: Path):
    made = Document()
    made.add_comment(made.add_paragraph("{{ 甲 }}").runs, "{{ 乙 }}", "某", "某")
    made.save(str(tmp_path / "t.docx"))
    mine = ours(tmp_path / "t.docx", lambda _: {"甲": "x", "乙": "y"})
    assert mine == docxtpl(tmp_path / "t.docx", lambda _: {"甲": "x", "乙": "y"})
    assert b"{{ \xe4\xb9\x99 }}" in mine["word/comments.xml"]


def test_markup_in_values_is_kept_when_escaping_is_turned_off(tmp_path: Path):
    path = document(tmp_path / "t.docx", "{{ 甲 }}")
    values = {"甲": "</w:t><w:br/><w:t>"}
    assert ours(path, lambda _: values, autoescape=False) == docxtpl(path, lambda _: values, autoescape=False)


class TestFile:
    """Where a template comes from, and where the document goes."""

    def test_what_was_rendered_last_is_saved_as_with_docxtpl(self, tmp_path: Path):
        template = Template(document(tmp_path / "t.docx", "{{ 甲 }}"))
        for value in "一二":
            data = template.render({"甲": value})
        template.save(tmp_path / "out.docx")
        stream = BytesIO()
        template.save(stream)
        assert (tmp_path / "out.docx").read_bytes() == stream.getvalue() == data
        assert Document(str(tmp_path / "out.docx")).paragraphs[0].text == "二"

    @pytest.mark.parametrize("bound", [False, True], ids=["values", "objects of docxtpl"])
    def test_an_open_file_is_a_template_too(self, tmp_path: Path, bound: bool):
        path = document(tmp_path / "t.docx", "{{r 甲 }}")
        with path.open("rb") as file:
            template = Template(file)
        for value in "一二":
            data = template.render({"甲": RichText(value)}, autoescape=not bound)
            assert Document(BytesIO(data)).paragraphs[0].text == value


class TestEnvironment:
    """An environment of one's own."""

    @pytest.fixture
    def environment(self) -> Environment:
        made = Environment()
        made.filters["倒"] = lambda text: text[::-1]
        made.tests["短"] = lambda text: len(text) < 3
        made.add_extension("jinja2.ext.do")
        made.globals["单位"] = "石羊镇"
        return made

    def test_its_filters_tests_and_globals_give_the_parts_that_docxtpl_gives(
        self, tmp_path: Path, environment: Environment
    ):
        path = document(
            tmp_path / "t.docx",
            "{{ 甲|倒 }}{% if 甲 is 短 %}短{% endif %}{{ 甲 is 短 }}{% do 甲.count('b') %}",
            header="{{ 单位 }}{{ 甲|倒 }}",
        )
        mine = ours(path, lambda _: {"甲": "<b"}, jinja_env=environment)
        assert mine == docxtpl(path, lambda _: {"甲": "<b"}, jinja_env=environment)
        assert b"b&lt;" in mine["word/document.xml"]

    def test_it_may_come_second_as_with_docxtpl(self, tmp_path: Path, environment: Environment):
        path = document(tmp_path / "t.docx", "{{ 甲|倒 }}")
        assert Template(path).render({"甲": "一二"}, environment) == Template(path).render(
            {"甲": "一二"}, jinja_env=environment
        )

    def test_delimiters_of_its_own_are_refused(self, tmp_path: Path):
        path = document(tmp_path / "t.docx", "[[ 甲 ]]")
        with pytest.raises(ValueError, match="delimiters"):
            Template(path).render({"甲": 1}, Environment(variable_start_string="[[", variable_end_string="]]"))

    def test_it_does_not_open_the_sandbox(self, tmp_path: Path, environment: Environment):
        evil = document(tmp_path / "t.docx", "{{ ''.__class__.__mro__ }}")
        with pytest.raises(DocgenError):
            Template(evil).render({}, jinja_env=environment)


def test_one_template_renders_again_and_again_without_the_first_ones_text(tmp_path: Path):
    template = Template(document(tmp_path / "t.docx", "{{ 名 }}"))
    texts = [Document(BytesIO(template.render({"名": name}))).paragraphs[0].text for name in ("甲", "乙", "甲")]
    assert texts == ["甲", "乙", "甲"]


def test_the_names_that_a_template_asks_for_are_those_of_docxtpl(tmp_path: Path):
    source = "{{ 甲 }}{% for x in 乙.丙 %}{{ x.丁 }}{{ 戊|default(1) }}{% set 己 = 1 %}{{ 己 }}{% endfor %}"
    path = document(tmp_path / "t.docx", source, header="{{ 丙 }}", footer="{{ 辛 }}")
    mine, theirs = Template(path), DocxTemplate(str(path))
    assert mine.get_undeclared_template_variables() == theirs.get_undeclared_template_variables()
    assert mine.get_undeclared_template_variables(context={"甲": 1, "乙": 2}) == {"丙", "戊", "辛"}


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
@pytest.mark.usefixtures("poor")
def test_what_would_never_end_or_fill_the_memory_is_refused(tmp_path: Path, source: str):
    with pytest.raises(DocgenError):
        compile_template(document(tmp_path / "t.docx", source)).render({})
