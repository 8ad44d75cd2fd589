"""Documents that are rendered one after the other by one template are what each would be by itself."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import pytest
from depth import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import pass_context
from lxml import etree
from oracle import document

from docgen.problems import DocgenError
from docgen.render import Compiled, Rich, compile_template

SOURCES = (
    "{{ 甲 }}，{{ 乙 }}。",
    "{{ 甲 }}{% if 乙 %}有{% else %}无{% endif %}{{ 甲 }}",
    "{{ 甲|length }}{{ 甲 }}",
    "{% for 甲 in [1, 2] %}{{ 甲 }}{{ 乙 }}{% endfor %}{{ 甲 }}",
    "{% set 乙 = 甲 %}{{ 乙 }}{{ 甲 }}",
    "{% macro 说(x) %}{{ x }}{{ 乙 }}{% endmacro %}{{ 说(甲) }}{{ 乙 }}",
    "{% filter upper %}{{ 甲 }}{% endfilter %}{{ 甲 }}",
    "{{ 甲|default('无') }}{{ 乙 }}",
    "{% if 乙 is defined %}{{ 乙 }}{% endif %}{{ 甲 }}",
    "{% for x in 丙 %}{{ x }}{{ 甲 }}{% endfor %}",
    "{{ 甲 if 乙 else 甲 }}{{ 甲 }}{{ 丁 }}",
    "{{ 甲 }}{{ range }}",
    "{{ ('<b>' ~ '<') ~ 甲 }}{{ 丁 }}",
)
VALUES = st.sampled_from(["张伟", "张三", "a<b", "AT&T", "", "\x0b", "甲\a乙", 1, True, 0, False, None, 1.0])
LISTS = st.lists(VALUES.filter(bool), max_size=2)


def rendered(template: Compiled, context: dict[str, Any]) -> object:
    try:
        problems: list[Any] = []
        return template.render(context, problems=problems), problems
    except DocgenError as error:
        return str(error)


@lru_cache
def pickled(source: str) -> bytes:
    with TemporaryDirectory() as folder:
        return pickle.dumps(compile_template(document(Path(folder) / "t.docx", source)))


@pytest.mark.parametrize("source", SOURCES)
@settings(max_examples=examples(25), deadline=None)
@given(
    contexts=st.lists(
        st.fixed_dictionaries(
            {"甲": VALUES, "丁": VALUES},
            optional={"乙": VALUES, "range": VALUES, "丙": LISTS},
        ),
        min_size=3,
        max_size=8,
    )
)
def test_each_is_what_it_would_be_by_itself(source: str, contexts: list[dict[str, Any]]):
    shared = pickle.loads(pickled(source))
    for context in contexts:
        assert rendered(shared, context) == rendered(pickle.loads(pickled(source)), context)


def lines(data: bytes) -> list[str]:
    with ZipFile(BytesIO(data)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    return ["".join(text.text or "" for text in paragraph.iter("{*}t")) for paragraph in body.iter("{*}p")]


def test_a_list_that_has_changed_meanwhile_is_printed_as_it_is(tmp_path: Path):
    template = compile_template(document(tmp_path / "t.docx", "{% for x in 各户 %}{{ x }}{% endfor %}{{ 名 }}"))
    names = ["甲"]
    for number in range(4):
        names.append(str(number))
        assert lines(template.render({"各户": names, "名": "户"})) == ["".join(names) + "户"]


def test_a_value_that_cannot_stand_there_is_refused_after_many_that_can(tmp_path: Path):
    template = compile_template(document(tmp_path / "t.docx", "{{ 名 }}，{{ 地 }}"))
    for name in ("张伟", "张三", "李四", "王五"):
        assert lines(template.render({"名": name, "地": "丰乐社区"})) == [f"{name}，丰乐社区"]
    with pytest.raises(DocgenError, match=r"\{\{r name\}\}"):
        template.render({"名": Rich("加粗", bold=True), "地": "丰乐社区"})
    with pytest.raises(DocgenError, match="地"):
        template.render({"名": "张伟"})


def test_a_filter_that_looks_at_the_whole_context(tmp_path: Path):
    @pass_context
    def greeted(context: Any, town: str) -> str:
        return f"{town}{context['名']}"

    template = compile_template(document(tmp_path / "t.docx", "{{ 名 }}：{{ 镇|问候 }}"), {"问候": greeted})
    for name in ("甲", "乙", "丙", "丁"):
        assert lines(template.render({"名": name, "镇": "石羊镇"})) == [f"{name}：石羊镇{name}"]


def test_threads_that_share_a_template(tmp_path: Path):
    source = document(tmp_path / "t.docx", "{{ 名 }}{% if 大 %}，{{ 地 }}{% endif %}")
    for _ in range(20):
        template = compile_template(source)
        with ThreadPoolExecutor(4) as pool:
            names = [f"第{number}户" for number in range(40)]
            made = list(pool.map(template.render, [{"名": name, "大": True, "地": "丰乐"} for name in names]))
        assert [lines(data)[0] for data in made] == [f"{name}，丰乐" for name in names]


@pytest.mark.usefixtures("poor")
def test_what_is_too_much_is_refused_however_often_it_was_not(tmp_path: Path):
    template = compile_template(document(tmp_path / "t.docx", "{% for i in range(3000) %}{{ 名 }}{% endfor %}"))
    for _ in range(3):
        template.parts({"名": "短"})
    with pytest.raises(DocgenError):
        template.parts({"名": "长" * 60_000})
