"""Templates of plain text: the same language, text out, and places that are lines."""

import pickle
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.problems import DocgenError
from docgen.render import Picture, Rich, compile_template, mistakes_in
from docgen.render.compare import compare
from docgen.render.plain import BODY, parts_of
from docgen.render.uses import uses

LINES = (
    "【换届】{{ 社区 }}",
    "",
    "{% for 户 in 各户 %}",
    "  {{ loop.index }}. {{ 户.名 }} <&> {% if 户.党员 %}★{% endif %}",
    "{% endfor %}",
    "完",
)
VALUES = {"社区": "丰乐", "各户": [{"名": "甲 & 乙", "党员": True}, {"名": "丙\n丁\t戊", "党员": False}]}
MADE = "【换届】丰乐\r\n\r\n  1. 甲 & 乙 <&> ★\r\n  2. 丙\r\n丁\t戊 <&> \r\n完\r\n"


def put(folder: Path, *lines: str, encoding: str = "utf-8", end: str = "\r\n") -> Path:
    path = folder / "短信.txt"
    path.write_bytes(end.join(lines).encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_text_of_any_editor_becomes_text_that_notepad_reads(tmp_path, encoding, end):
    made = compile_template(put(tmp_path, *LINES, encoding=encoding, end=end), clean=True).render(VALUES)
    assert made.decode("utf-8-sig") == MADE
    assert made.startswith(b"\xef\xbb\xbf")


def test_it_goes_to_other_processes_and_is_the_same_there(tmp_path):
    template = compile_template(put(tmp_path, *LINES))
    assert pickle.loads(pickle.dumps(template)).render(VALUES) == template.render(VALUES)


def test_text_without_tags_stays(tmp_path):
    assert compile_template(put(tmp_path, "甲 & <乙>", "丙")).render({}).decode("utf-8-sig") == "甲 & <乙>\r\n丙\r\n"


def test_a_value_that_is_missing_is_named_with_its_line(tmp_path):
    template = compile_template(put(tmp_path, *LINES))
    with pytest.raises(DocgenError) as error:
        template.render({"社区": "丰乐", "各户": [{"名": "甲"}]})
    assert str(error.value.where) == "短信.txt / body / line 4 / {% if 户.党员 %}"


def test_formatted_text_is_text_and_a_picture_is_refused(tmp_path):
    template = compile_template(put(tmp_path, "{{r 甲 }}。"))
    assert template.render({"甲": Rich("粗", bold=True)}).decode("utf-8-sig") == "粗。\r\n"
    picture = tmp_path / "a.png"
    picture.write_bytes(
        bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154")
        + bytes.fromhex("789c6360000000020001e221bc330000000049454e44ae426082")
    )
    with pytest.raises(DocgenError, match="plain text shows no pictures"):
        compile_template(put(tmp_path, "{{ 甲 }}。")).render({"甲": Picture(picture, width=10)})


def test_all_mistakes_are_told_with_their_lines(tmp_path):
    found = mistakes_in(put(tmp_path, "甲", "{% if x %}", "乙{% endif %}", "{{ 丙 ", "{{ y|没有 }}"))
    assert [str(problem.where) for problem in found] == [
        "短信.txt / body / line 3 / {% endif %}",
        "短信.txt / body / line 4 / {{ 丙 ",
        "短信.txt / body / line 5 / {{ y|没有 }}",
    ]
    assert "each in a line of its own" in str(found[0].hint)


def test_names_and_differences_speak_of_lines_and_of_tags_as_typed(tmp_path):
    old = put(tmp_path, *LINES)
    assert {str(use.places[0]): use.source for use in uses(old)} == {
        "短信.txt / body / line 1 / {{ 社区 }}": ("社区",),
        "短信.txt / body / line 3 / {% for 户 in 各户 %}": ("各户",),
        "短信.txt / body / line 4 / {{ 户.名 }}": ("各户", "名"),
        "短信.txt / body / line 4 / {% if 户.党员 %}": ("各户", "党员"),
    }
    (tmp_path / "新").mkdir()
    new = put(tmp_path / "新", *LINES[:2], "{% for 户 in 名册 %}", *LINES[3:])
    changes = [(change.sign, str(change.line.place), change.line.text) for change in compare(old, new).changes]
    assert changes == [
        ("-", "body, line 3", "{% for 户 in 各户 %}"),
        ("+", "body, line 3", "{% for 户 in 名册 %}"),
    ]


def test_a_text_as_large_as_no_template_is_refused(tmp_path):
    with pytest.raises(DocgenError, match="outsized"):
        compile_template(put(tmp_path, "甲" * 400_000))


@given(st.text("{}%-+p a\t", max_size=12))
def test_a_line_of_one_statement_is_what_it_looks_like(tmp_path_factory, line):
    """Nothing but {% … %} and spaces, which is none of a paragraph (p) already."""
    wanted = re.fullmatch(r"[ \t]*\{%(?![-+]?p )[-+]?\s*((?:(?!%\}|\{%).)*?)[-+]?%\}[ \t]*", line)
    body = parts_of(put(tmp_path_factory.mktemp("a"), line))[BODY].decode()
    texts = re.findall(">([^<>]*)</w:t>", body)
    assert texts == ([f"{{%p {wanted[1].rstrip()} %}}"] if wanted else [line] if line else [])


@pytest.mark.parametrize("line", ["{%" + " " * 200_000, "{% if x" + " " * 200_000 + "%", "{%" * 100_000])
def test_a_strange_line_is_read_at_once(tmp_path, line):
    path = put(tmp_path, line)
    before = time.process_time()
    parts_of(path)
    assert time.process_time() - before < 1
