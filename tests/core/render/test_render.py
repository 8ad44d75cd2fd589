"""Templates and contexts to documents: what is printed, what is refused, and how mistakes are named."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import canonical, document, docxtpl

from docgen.problems import DocgenError, TemplateSpot
from docgen.render import Compiled, compile_template, evaluate
from docgen.text import speaking

CONTEXT = {
    "标题": "第3期 <要点> & “进展”",
    "草稿": True,
    "行": [{"名": "甲&乙", "女": True, "职务": "书记"}, {"名": "丙", "女": False, "职务": "委员"}],
    "社区": {"乡镇": {"指导组": {"电话": "028-8713"}}},
}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


def rich_template(path: Path) -> Path:
    """Values, loops over paragraphs and table rows, conditions, header and footer."""
    return document(
        path,
        "标题：{{ 标题 }}，共{{ 行|length }}人，{{ 社区.乡镇.指导组.电话 }}",
        "{%p for 人 in 行 %}",
        "{{ loop.index }}. {{ 人.名 }}{% if 人.女 %}（女）{% else %}（男）{% endif %}",
        "{%p endfor %}",
        "{%p if 草稿 %}",
        "草稿",
        "{%p endif %}",
        rows=[("姓名", "职务"), ("{%tr for 人 in 行 %}", ""), ("{{ 人.名 }}", "{{ 人.职务 }}"), ("{%tr endfor %}", "")],
        header="{{ 标题 }}",
        footer="{% if 草稿 %}草稿{% else %}正式{% endif %}",
    )


def lines(docx: bytes) -> list[str]:
    """The text of the body's paragraphs, as Word shows it."""
    return [paragraph.text for paragraph in Document(BytesIO(docx)).paragraphs]


def printed(path: Path, source: str, context: Mapping[str, Any]) -> str:
    """The one paragraph that `source` becomes."""
    return lines(compile_template(document(path / "t.docx", source)).render(context))[0]


def refusal(path: Path, *paragraphs: str, context: Mapping[str, Any], **where: Any) -> DocgenError:
    """The error for a template that cannot be printed."""
    where.pop("paragraphs", None)
    with pytest.raises(DocgenError) as caught:
        compile_template(document(path / "letter.docx", *paragraphs, **where)).render(context)
    return caught.value


# -- what is printed --


def test_loops_conditions_and_dotted_names_print_in_body_table_header_and_footer(tmp_path: Path):
    docx = compile_template(rich_template(tmp_path / "t.docx")).render(CONTEXT)
    assert lines(docx) == ["标题：第3期 <要点> & “进展”，共2人，028-8713", "1. 甲&乙（女）", "2. 丙（男）", "草稿"]
    made = Document(BytesIO(docx))
    table = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert table == [["姓名", "职务"], ["甲&乙", "书记"], ["丙", "委员"]]
    assert made.sections[0].header.paragraphs[0].text == CONTEXT["标题"]
    assert made.sections[0].footer.paragraphs[0].text == "草稿"


VALUES = {
    "signs of XML": "王&张 <李> \"赵\" '钱'",
    "tags of a template": "{{ 密 }} {% if %} {%p endfor %}",
    "end of CDATA": "a ]]> b <![CDATA[ c",
    "elements of Word": "</w:t></w:r></w:p>",
    "line breaks": "第一行\n第二行\n\n第四行",
    "tab and blanks at the ends": "  甲\t乙  ",
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_value_is_printed_as_it_is(tmp_path: Path, value: str):
    assert printed(tmp_path, "甲{{ 值 }}乙", {"值": value}) == f"甲{value}乙"


@pytest.fixture(scope="module")
def one_value(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    return compile_template(document(tmp_path_factory.mktemp("one") / "t.docx", "[{{ 值 }}]"))


@settings(deadline=None)  # the documents are checked, which takes long on a busy machine
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\t&<>{}%'\"")))
def test_any_text_is_printed_as_it_is(one_value: Compiled, value: str):
    assert lines(one_value.render({"值": value})) == [f"[{value}]"]


@pytest.mark.parametrize("dirt", ["\x00", "\x01", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"], ids=ascii)
def test_a_character_that_xml_forbids_does_not_break_the_file(tmp_path: Path, dirt: str):
    assert printed(tmp_path, "{{ 值 }}", {"值": f"王{dirt}小明"}) == "王小明"


@pytest.mark.parametrize("context", [{"社区": {}}, {"社区": {"电话": None}, "备注": None}], ids=["missing", "blank"])
def test_a_default_prints_for_a_name_that_is_not_there_or_blank(tmp_path: Path, context: dict[str, Any]):
    assert printed(tmp_path, '[{{ 备注|default("") }}][{{ 社区.电话|default("无") }}]', context) == "[][无]"


@pytest.mark.parametrize("draft", [True, False], ids=["draft", "final"])
def test_every_part_equals_what_docxtpl_makes(tmp_path: Path, draft: bool):
    path, context = rich_template(tmp_path / "t.docx"), {**CONTEXT, "草稿": draft, "标题": "a&b\n'c'\td <e>"}
    assert canonical(compile_template(path).render(context)) == docxtpl(path, lambda _: context)


RENDER = """
import hashlib, json, sys
from pathlib import Path
from docgen.render import compile_template
docx = compile_template(Path(sys.argv[1])).render(json.loads(sys.argv[2]))
print(hashlib.sha256(docx).hexdigest())
"""


def test_the_same_context_gives_the_same_bytes_also_in_another_process(tmp_path: Path):
    path = rich_template(tmp_path / "t.docx")
    compiled = compile_template(path)
    here = {hashlib.sha256(compiled.render(CONTEXT)).hexdigest() for _ in range(2)}
    for seed in ("1", "2"):
        command = [sys.executable, "-c", RENDER, str(path), json.dumps(CONTEXT)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
        here.add(run.stdout.strip())
    assert len(here) == 1
    with zipfile.ZipFile(BytesIO(compiled.render(CONTEXT))) as package:
        assert max(entry.date_time for entry in package.infolist()) < (2013,)  # nor does the time of day matter


# -- mistakes in a template --


@pytest.mark.parametrize(
    ("mistakes", "end"), [(["{{ 名| }}"], "stands"), (["{{ 名| }}", "{% if 名 %}", "{{ 名|无 }}"], " … and 2 more")]
)
def test_the_error_says_the_first_mistake_and_how_many_more(tmp_path: Path, mistakes: list[str], end: str):
    error = refusal(tmp_path, *mistakes, context={})
    assert str(error).startswith("letter.docx / body / paragraph 1 / {{ 名| }}: ")
    assert str(error).endswith(end)
    assert len(str(error).splitlines()) == 1
    assert [problem.where.tag for problem in error.problems] == mistakes
    assert "more" not in str(error.problems[0])


@pytest.mark.parametrize(
    ("where", "part", "place"),
    [
        ({"paragraphs": ["第一段", "姓名：{{ 姓明 }}"]}, "body", "paragraph 2, after “姓名：”"),
        ({"rows": [("职务", "电话"), ("书记", "{{ 姓明 }}")]}, "body", "table 1 row 2 cell 2"),
        ({"header": "{{ 姓明 }}"}, "header", "paragraph 1"),
        ({"footer": "{{ 姓明 }}"}, "footer", "paragraph 1"),
    ],
    ids=["body", "table", "header", "footer"],
)
def test_a_missing_name_is_named_with_its_place_and_the_nearest_name(
    tmp_path: Path, where: dict[str, Any], part: str, place: str
):
    error = refusal(tmp_path, *where.get("paragraphs", ()), context={"姓名": "王", "单位": "镇"}, **where)
    assert error.where == TemplateSpot("letter.docx", part, place, "{{ 姓明 }}")
    assert "姓明" in error.text.en
    assert "姓明" in error.text.zh
    assert "姓名" in str(error.hint)


def test_all_missing_names_are_named_at_once(tmp_path: Path):
    paragraphs = ["{{ 姓明 }}{{ 单位 }}", "{{ 社区.电活 }}", '{{ 备注|default("") }}']
    error = refusal(tmp_path, *paragraphs, context={"单位": "镇", "社区": {"电话": 1}}, header="{{ 甲 }}")
    found = {p.where.tag: str(p.hint or "") for p in error.problems if isinstance(p.where, TemplateSpot)}
    assert set(found) == {"{{ 姓明 }}", "{{ 社区.电活 }}", "{{ 甲 }}"}
    assert "电话" in found["{{ 社区.电活 }}"]


def test_missing_names_come_in_the_order_of_the_template(tmp_path: Path):
    error = refusal(tmp_path, "{{ 丙 }}", "{{ 甲 }}", "{{ 乙 }}{{ 丙 }}", context={})
    assert [p.where.tag for p in error.problems if isinstance(p.where, TemplateSpot)] == [
        "{{ 丙 }}",
        "{{ 甲 }}",
        "{{ 乙 }}",
    ]


def test_a_name_that_is_missing_in_a_row_of_a_loop_names_the_tag_and_the_nearest_name(tmp_path: Path):
    loop = ["{%p for 人 in 行 %}", "{{ 人.姓明 }}", "{%p endfor %}"]
    error = refusal(tmp_path, *loop, context={"行": [{"姓名": "王"}]})
    assert error.where == TemplateSpot("letter.docx", "body", "paragraph 2", "{{ 人.姓明 }}")
    assert "姓名" in str(error.hint)


def test_a_blank_value_is_not_printed_as_none_but_named_like_one_that_is_missing(tmp_path: Path):
    error = refusal(tmp_path, "电话：{{ 电话 }}", context={"电话": None})
    assert error.where == TemplateSpot("letter.docx", "body", "paragraph 1, after “电话：”", "{{ 电话 }}")


def test_a_missing_dotted_name_is_not_mistaken_for_the_tag_of_its_last_part(tmp_path: Path):
    error = refusal(tmp_path, "{{ 乡镇 }}", "{{ 社区.乡镇 }}", context={"乡镇": "石羊镇", "社区": {}})
    assert error.where == TemplateSpot("letter.docx", "body", "paragraph 2", "{{ 社区.乡镇 }}")


@pytest.mark.parametrize("source", ["{{ 数 / 2 }}", "{{ 数 // 2 }}", "{{ 数 % 2 }}", "{{ 数 ** 2 }}", "{{ -数 }}"])
def test_a_missing_name_in_a_sum_names_the_tag(tmp_path: Path, source: str):
    error = refusal(tmp_path, source, context={"数量": 1})
    assert error.where == TemplateSpot("letter.docx", "body", "paragraph 1", source)
    assert "数量" in str(error.hint)


@pytest.mark.parametrize("source", ["{{ 数 + 1 }}", "{{ 1 / 零 }}", "{{ 数|round }}", "{{ 数() }}"])
def test_an_expression_that_fails_is_one_clear_error_that_names_the_tag(tmp_path: Path, source: str):
    error = refusal(tmp_path, "甲", source, context={"数": "2", "零": 0})
    assert error.where == TemplateSpot("letter.docx", "body", "paragraph 2", source)
    assert error.text.en.startswith("the template fails: ")
    assert "\n" not in error.text.en


@pytest.mark.parametrize(
    "wrong",
    [
        *("{{ 姓名 | }}", "{{ 姓名 姓名 }}", "{%p for 人 of 行 %}", "{% fro 人 in 行 %}", "{%p if %}", "{{ (姓名 }}"),
        *("{{ 姓名 }", "{{ 姓名|大些 }}", "{%p for 人 in 行 %}", "{%p endfor %}", "{%p else %}"),
    ],
)
def test_a_tag_that_cannot_be_understood_is_named(tmp_path: Path, wrong: str):
    with pytest.raises(DocgenError) as caught:
        compile_template(document(tmp_path / "letter.docx", "{{姓名}}", f"甲{wrong}", "{{ 单位 }}"))
    assert caught.value.where == TemplateSpot("letter.docx", "body", "paragraph 2, after “甲”", wrong)


def test_a_tag_that_cannot_be_understood_is_named_inside_a_block(tmp_path: Path):
    path = document(tmp_path / "letter.docx", "{%p if 姓名 %}", "甲", "{%p elif %}", "乙", "{%p endif %}")
    with pytest.raises(DocgenError) as caught:
        compile_template(path)
    assert caught.value.where == TemplateSpot("letter.docx", "body", "paragraph 3", "{%p elif %}")


# -- the sandbox --


class Thing:
    """Something of Python that a plugin put into a context."""

    def __init__(self) -> None:
        self.name = "x"


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ x.__init__.__globals__ }}",
        "{{ x['__class__'] }}",
        "{{ x|attr('__class__') }}",
        "{{ '{0.__class__}'.format(x) }}",
        "{{ cycler.__init__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ self.__init__ }}",
        "{{ names.append(1) }}",
        "{{ names['append'](1) }}",
        "{{ table.update({1: 2}) }}",
    ],
)
def test_a_template_has_no_way_to_python_and_changes_nothing(tmp_path: Path, attack: str):
    context = {"x": Thing(), "names": ["b", "a"], "table": {"a": 1}}
    refusal(tmp_path, attack, context=context)
    with pytest.raises(DocgenError):
        evaluate(attack, context)
    assert (context["names"], context["table"]) == (["b", "a"], {"a": 1})


def test_a_blank_value_in_a_row_of_a_loop_names_its_tag(tmp_path: Path):
    loop = ["{%p for 人 in 行 %}", "{{ 人.电话 }}", "{%p endfor %}"]
    error = refusal(tmp_path, *loop, context={"行": [{"电话": "1"}, {"电话": None}]})
    assert error.where == TemplateSpot("letter.docx", "body", "paragraph 2", "{{ 人.电话 }}")


def test_a_loop_that_is_never_closed_inside_an_if_is_named(tmp_path: Path):
    error = refusal(tmp_path, "{%p if 甲 %}", "{%p for a in 乙 %}", "{%p endif %}", context={})
    assert error.where.tag == "{%p for a in 乙 %}"
