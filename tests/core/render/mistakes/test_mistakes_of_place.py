"""Tags that stand where docxtpl would lose text, tear the document apart, or not see them at all."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from mistaken import assert_chinese, errors, tagged
from oracle import document, written

from docgen.problems import TemplateSpot
from docgen.render import compile_template, mistakes_in
from docgen.text import speaking


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


# -- beside a tag --

LOST: dict[str, tuple[list[str], list[tuple[str, str]], list[tuple[str, str]]]] = {
    "beside p": (["甲{%p if 乙 %}丙", "{%p endif %}"], [], [("{%p if 乙 %}", "甲丙")]),
    "two p in a paragraph": (
        ["{%p if 乙 %}{%p endif %}"],
        [],
        [("{%p if 乙 %}", "{%p endif %}"), ("{%p endif %}", "{%p if 乙 %}")],
    ),
    "a loop in one row": (
        [],
        [("{%tr for 人 in 行 %}{{ 人 }}", "{%tr endfor %}")],
        [("{%tr for 人 in 行 %}", "{{ 人 }}"), ("{%tr endfor %}", "{%tr for 人 in 行 %}")],
    ),
    "before a dash": (["前", "甲{%- if 乙 %}丙{% endif %}"], [], [("{%- if 乙 %}", "甲")]),
    "behind a dash": (["{% if 乙 -%}甲", "丙{% endif %}"], [], [("{% if 乙 -%}", "甲")]),
}


@pytest.mark.parametrize("name", LOST)
def test_text_that_a_tag_would_take_along_is_an_error(tmp_path: Path, name: str):
    paragraphs, rows, expected = LOST[name]
    found = errors(document(tmp_path / "信.docx", *paragraphs, rows=rows))
    assert tagged(found) == [("template-lost", tag) for tag, _ in expected]
    for problem, (_, lost) in zip(found, expected, strict=True):
        assert lost in problem.text.en
        assert_chinese(problem.text)


# -- tags that Word has cut to pieces --


def run(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """A paragraph."""
    return f"<w:p>{''.join(runs)}</w:p>"


def table(*cells: str) -> str:
    """A table of one column."""
    grid = '<w:tblPr/><w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid>'
    rows = "".join(f"<w:tr><w:tc>{cell}</w:tc></w:tr>" for cell in cells)
    return f"<w:tbl>{grid}{rows}</w:tbl>"


def row(*cells: str) -> str:
    """A table of one row."""
    columns = '<w:gridCol w:w="1000"/>' * len(cells)
    grid = f"<w:tblPr/><w:tblGrid>{columns}</w:tblGrid>"
    return f"<w:tbl>{grid}<w:tr>{''.join(f'<w:tc>{paragraph(run(cell))}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


LINK = '<w:hyperlink w:anchor="a">{}</w:hyperlink>'
DELETED = "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
SPLIT: dict[str, tuple[str, str]] = {
    "paragraphs": (paragraph(run("{{ 姓")) + paragraph(run("名 }}")), "{{ 姓 名 }}"),
    "a link around its first half": (paragraph(LINK.format(run("{{ 姓")), run("名 }}")), "{{ 姓名 }}"),
    "a deletion in its bracket": (paragraph(run("{"), DELETED.format("旧"), run("{ 姓名 }}")), "{{ 姓名 }}"),
    "a field inside": (paragraph(run("{{ 姓"), FIELD.format("begin"), run("名 }}"), FIELD.format("end")), "{{ 姓名 }}"),
    "an empty text": (paragraph(run("{{ 姓"), '<w:r><w:t xml:space="preserve"/></w:r>', run("名 }}")), "{{ 姓名 }}"),
}


@pytest.mark.parametrize("name", SPLIT)
def test_a_tag_whose_pieces_cannot_be_joined_is_named(tmp_path: Path, name: str):
    xml, tag = SPLIT[name]
    found = errors(written(tmp_path / "信.docx", paragraph(run("甲")), xml))
    assert [p.where for p in found] == [TemplateSpot("信.docx", "body", "paragraph 2", tag)]
    assert_chinese(found[0].text)


JOINED: dict[str, tuple[str, str]] = {
    "spelling marks": (run("{") + '<w:proofErr w:type="spellStart"/>' + run("{ 姓") + run("名 }") + run("}"), "王"),
    "bookmark": (run("{{ 姓") + '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>' + run("名 }}"), "王"),
    "line break": ("<w:r><w:t>{</w:t><w:br/><w:t>{ 姓</w:t><w:tab/><w:t>名 }}</w:t></w:r>", "王"),
    "a deletion inside": (run("{{ 姓") + DELETED.format("旧") + run("名 }}"), "王"),
    "curly quotes": (run("{{ 备注|default(“无”) }}") + run("{{ 备注|default(‘无’) }}"), "无无"),
    "curly quotes in a text": (
        run("{{ 备注|default('“甲”') }}{{ 备注|default(“‘乙’”) }}") + run('{{ 备注|default("it’s") }}'),
        "“甲”‘乙’it&#39;s",
    ),
    "a loop from one cell to the next": (row("{% for x in '丙丁' %}一", "{{ x }}{% endfor %}"), "丙一丁"),
    "braces of a text": (
        run('{"b":{}}｛甲｝{100%}') + run("{% raw %}{{ a }{% endraw %}"),
        '{"b":{}}｛甲｝{100%}{{ a }',
    ),
    "a value with braces": (run("{{ {'a': {'b': 姓名}}.a.b }}{{ '}}' }}"), "王}}"),
}


@pytest.mark.parametrize("name", JOINED)
def test_what_docxtpl_can_join_or_mend_is_no_mistake(tmp_path: Path, name: str):
    xml, text = JOINED[name]
    path = written(tmp_path / "信.docx", paragraph(xml))
    assert mistakes_in(path) == []
    body = compile_template(path).parts({"姓名": "王"})[0]
    assert text in re.sub("<[^>]*>", "", body.decode())


STRUCTURES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "a loop over rows that ends outside the table": (
        table(paragraph(run("{%tr for a in 乙 %}")), paragraph(run("甲"))) + paragraph(run("{%p endfor %}")),
        [("template-block", "{%p endfor %}")],
    ),
    "rows between two tables, which docxtpl would make one": (
        table(paragraph(run("一")))
        + paragraph(run("{%tr if 甲 %}"))
        + paragraph(run("{%tr endif %}"))
        + table(paragraph(run("二"))),
        [("template-place", "{%tr if 甲 %}"), ("template-place", "{%tr endif %}")],
    ),
    "a block that begins in a link": (
        paragraph(LINK.format(run("{% if 甲 %}乙")), run("丙{% endif %}")),
        [("template-block", "{% endif %}")],
    ),
    "a block that ends in a deletion": (
        paragraph(run("{% if 甲 %}乙"), DELETED.format("{% endif %}")),
        [("template-block", "{% if 甲 %}")],
    ),
    "a tag in a field": (
        paragraph(run("甲"), "<w:r><w:instrText>HYPERLINK {{ 网址 | }}</w:instrText></w:r>"),
        [("template-syntax", "{{ 网址 | }}")],
    ),
    "a picture beside p": (
        paragraph(run("{%p if 甲 %}"), "<w:r><w:pict/></w:r>") + paragraph(run("{%p endif %}")),
        [("template-lost", "{%p if 甲 %}")],
    ),
    "an if from one cell to the next": (
        row("{% if 甲 %}一", "二{% endif %}"),
        [("template-block", "{% endif %}")],
    ),
    "a section break beside p": (
        paragraph("<w:pPr><w:sectPr/></w:pPr>", run("{%p if 甲 %}")) + paragraph(run("{%p endif %}")),
        [("template-lost", "{%p if 甲 %}")],
    ),
    "a page break beside p": (
        paragraph(run("{%p if 甲 %}"), '<w:r><w:br w:type="page"/></w:r>') + paragraph(run("{%p endif %}")),
        [("template-lost", "{%p if 甲 %}")],
    ),
    "the beginning of a field beside p": (
        paragraph(run("{%p if 甲 %}"), FIELD.format("begin")) + paragraph(run("{%p endif %}"), FIELD.format("end")),
        [("template-lost", "{%p if 甲 %}"), ("template-lost", "{%p endif %}")],
    ),
    "a dash at the end of a table": (
        table(paragraph(run("{% if 甲 -%}"))) + paragraph(run("乙{% endif %}")),
        [("template-block", "{% endif %}")],
    ),
    "a row around another table": (
        table(table(paragraph()) + paragraph(run("{%tr if 甲 %}")), paragraph(run("{%tr endif %}"))),
        [("template-split", "")],
    ),
}


@pytest.mark.parametrize("name", STRUCTURES)
def test_what_would_tear_a_document_apart_is_an_error(tmp_path: Path, name: str):
    xml, expected = STRUCTURES[name]
    found = errors(written(tmp_path / "信.docx", xml))
    assert tagged(found) == expected
    for problem in found:
        assert_chinese(problem.text)


def test_text_boxes_which_a_file_holds_twice_are_named_once(tmp_path: Path):
    box = f"<w:txbxContent>{paragraph(run('{{ 姓名 }'))}</w:txbxContent>"
    old_and_new = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    )
    path = written(tmp_path / "信.docx", paragraph(run("前"), f"<w:r>{old_and_new}</w:r>", run("{{ 单位 }")))
    assert tagged(errors(path)) == [("template-open", "{{ 姓名 }"), ("template-open", "{{ 单位 }")]


def test_paragraphs_are_counted_without_those_in_cells(tmp_path: Path):
    table = "<w:tbl><w:tr><w:tc><w:p/><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    path = written(tmp_path / "信.docx", "<w:p/>", table, "<w:p><w:r><w:t>{{ 甲|无此 }}</w:t></w:r></w:p>")
    (mistake,) = mistakes_in(path)
    assert isinstance(mistake.where, TemplateSpot)
    assert mistake.where.place == "paragraph 2"
