"""What is said when a document cannot be rendered: in the reader's words, with the place and never with a blank."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from mistaken import assert_chinese
from oracle import document

from docgen import BadCell, Cell, DocgenError, Problem, Record, Severity, Text, column
from docgen.problems import TemplateSpot
from docgen.render import compile_template
from docgen.text import speaking


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


def failure(folder: Path, *paragraphs: str, context: dict[str, Any]) -> DocgenError:
    """The error of rendering."""
    with pytest.raises(DocgenError) as caught:
        compile_template(document(folder / "信.docx", *paragraphs)).render(context)
    return caught.value


VALUES = {"文": "x", "数": 3, "零": 0, "表": [1], "组": {"甲": 1}, "日": date(2013, 11, 4), "空": None, "物": object()}
REASONS = {
    "{{ 文 + 1 }}": ("text and a number cannot be added", "文字和数字不能相加"),
    "{{ 数 - 文 }}": ("“-” cannot stand between a number and text", "数字和文字之间不能用“-”"),
    "{{ 数 / 零 }}": ("divided by zero", "除数为零"),
    "{{ 数 % 零 }}": ("divided by zero", "除数为零"),
    "{{ -文 }}": ("“-” cannot be used with text", "“-”不能用于文字"),
    "{{ 文 < 数 }}": ("text and a number cannot be compared", "文字和数字不能比较"),
    "{{ 日 < 数 }}": ("a date and a number cannot be compared", "日期和数字不能比较"),
    "{{ 数() }}": ("brackets cannot follow a number", "数字后面不能加括号"),
    "{{ 文(数) }}": ("of a header such as 金额(元) write what stands before", "模板里只写“金额”"),
    "{% for x in 数 %}{% endfor %}": ("a list is needed here and not a number", "这里需要列表，而不是数字"),
    "{% for x, y in 表 %}{% endfor %}": ("a list is needed here and not a number", "这里需要列表，而不是数字"),
    "{% for x, y in 文 %}{% endfor %}": ("more or fewer", "与每项的内容不符"),
    "{{ 数|length }}": ("a number has no length", "数字没有长度"),
    "{{ 1 in 数 }}": ("nothing can be looked up in a number", "数字里不能查找内容"),
    "{{ 文|round }}": ("a number is needed here and not text", "这里需要数字，而不是文字"),
    "{{ 文|upper(1) }}": ("brackets of “upper” does not fit", "“upper”括号里的内容不合要求"),
    "{{ 文|replace('x') }}": ("brackets of “replace” does not fit", "“replace”括号里的内容不合要求"),
    "{{ 数|round(1, '上') }}": ("a filter cannot use", "过滤器括号里的内容不合要求"),
    "{{ 表|map('大些')|join }}": ("no filter “大些”", "没有名为“大些”的过滤器"),
    "{{ 表|select('大些')|join }}": ("no test “大些”", "没有名为“大些”的判断"),
    "{{ 表 }}": ("a list or a group of values", "这里是一组值"),
    "{{ 组 }}": ("a list or a group of values", "这里是一组值"),
    "{{ 文.upper }}": ("this is a function and not a text", "这里是函数，不是文字"),
    "{{ cycler }}": ("this is a function and not a text", "这里是函数，不是文字"),
    "{{ 文 ~ dict }}": ("this is a function and not a text", "这里是函数，不是文字"),
    "{% for x in 表 %}{{ loop }}{% endfor %}": ("this is a function and not a text", "这里是函数，不是文字"),
    "{{ 物 }}": ("a list or a group of values", "这里是一组值"),
    "{{ 行 }}": ("a list or a group of values", "这里是一组值"),
    "{{ '1.234' * 2 }}": ("the filter 数字 makes a number of it", "请用过滤器“数字”"),
    "{{ 文 * 99999999 }}": ("far too large", "结果过大"),
    "{{ 9 ** 99999 }}": ("far too large", "结果过大"),
    "{{ 文 % 数 }}": ("does not fit its format", "与格式不符"),
    "{{ '%q' % 数 }}": ("are no format", "格式写错了"),
    "{{ '%9999d' % 数 }}": ("far too large", "结果过大"),
    "{{ '%.9999f'|format(数) }}": ("far too large", "结果过大"),
    "{{ '{:>99999}'.format(数) }}": ("far too large", "结果过大"),
    "{{ 文.zfill(99999) }}": ("far too large", "结果过大"),
    "{{ 文|center(99999) }}": ("far too large", "结果过大"),
    "{{ [数]|batch(99999, 0)|first|length }}": ("far too large", "结果过大"),
    "{{ 文.encode() }}": ("may not use “encode”; work it out beforehand", "不能使用“encode”；请事先算好"),
    "{{ range(10 ** 9)|join }}": ("far too large", "数值过大"),
    "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}": ("brackets of “m” does not fit", "“m”括号里的内容不合要求"),
    "{{ (1 if 零) + 1 }}": ("an if in a tag has no else", "标记里的 if 缺少 else"),
}


@pytest.mark.parametrize("source", REASONS)
def test_what_an_expression_fails_of_is_said_in_both_languages(tmp_path: Path, source: str):
    en, zh = REASONS[source]
    error = failure(tmp_path, "甲", source, context={**VALUES, "行": person()})
    assert error.text.en.startswith("the template fails: ")
    assert en in error.text.en
    assert error.text.zh.startswith("模板出错：")
    assert zh in error.text.zh
    assert_chinese(error.text)
    assert isinstance(error.where, TemplateSpot)
    assert error.where.place == "paragraph 2"


def test_what_nobody_foresaw_keeps_its_own_words_in_brackets(tmp_path: Path):
    error = failure(tmp_path, "{{ 文.index('y') }}", context=VALUES)
    assert error.text == Text(
        "the template fails: it cannot be worked out (substring not found)",
        "模板出错：无法处理（substring not found）",
    )


class Person(Record, table="人员", key=("name",)):
    """A person."""

    name: str = column("姓名")
    phone: str = column("电话")


def person() -> Person:
    """A person whose phone could not be read."""
    made: Any = Person
    record: Person = made(origin=Cell("台账.xlsx", "人员", 3), name="王芳")
    where = Cell("台账.xlsx", "人员", 3, "C")
    problem = Problem("E005", Severity.ERROR, Text("this is no phone number", "不是电话号码"), where)
    record.mark_bad(Person.__table__.column("phone"), problem)
    return record


@pytest.mark.parametrize(
    "source",
    [
        "{{ 人.电话 }}",
        '{{ 人.电话|default("") }}',
        '{{ 人["电话"]|d("无") }}',
        "{% if 人.电话 is defined %}{% endif %}",
    ],
)
def test_a_cell_that_could_not_be_read_fails_the_document_even_with_a_default(tmp_path: Path, source: str):
    error = failure(tmp_path, source, context={"人": person()})
    assert isinstance(error, BadCell)
    assert error.where == Cell("台账.xlsx", "人员", 3, "C")


def test_a_name_that_a_record_lacks_is_named_with_the_nearest_one(tmp_path: Path):
    error = failure(tmp_path, "{{ 人.姓明 }}，{{ 人.电活 }}", context={"人": person()})
    assert [(str(problem.where).rpartition(" / ")[2], str(problem.hint)) for problem in error.problems] == [
        ("{{ 人.姓明 }}", "Did you mean 姓名?"),
        ("{{ 人.电活 }}", "Did you mean 电话?"),
    ]


def test_a_missing_value_is_a_blank_only_where_the_template_says_so(tmp_path: Path):
    assert compile_template(document(tmp_path / "信.docx", '[{{ 备注|default("") }}]')).render({})
    error = failure(tmp_path, "[{{ 备注 }}]", context={})
    assert error.problems[0].where == TemplateSpot("信.docx", "body", "paragraph 1, after “[”", "{{ 备注 }}")
    assert error.problems[0].text == Text("there is nothing for 备注", "模板用到的“备注”没有数据")


def said(error: DocgenError) -> list[tuple[str, str]]:
    """Each problem with its tag."""
    return [(str(problem.where).rpartition(" / ")[2], problem.text.en) for problem in error.problems]


def test_only_what_rendering_really_needs_is_missing(tmp_path: Path):
    source = (
        "{% if 备注 %}备注{{ 备注 }}{% endif %}{% if 无 %}{{ 空 }}{% else %}{{ 空 }}{% endif %}姓{{ 姓民 }}{{ 电活 }}"
    )
    error = failure(tmp_path, source, context={"备注": None, "姓名": "王", "电话": 1, "无": "", "空": None})
    assert said(error) == [
        ("{{ 空 }}", "空 is blank"),
        ("{{ 姓民 }}", "there is nothing for 姓民"),
        ("{{ 电活 }}", "there is nothing for 电活"),
    ]
    assert str(error.problems[1].hint) == "Did you mean 姓名?"


def test_of_the_parts_of_a_condition_on_a_missing_name_none_is_blamed(tmp_path: Path):
    source = "{% if 已婚 %}{{ 甲 }}{% else %}{{ 乙 }}{% endif %}{% for x in 行 %}{{ x.丙 }}{% endfor %}{{ 丁 }}"
    error = failure(tmp_path, source, context={"甲": None, "乙": None, "丁": None, "行": [{"丙": 1}, {}]})
    assert said(error) == [
        ("{% if 已婚 %}", "there is nothing for 已婚"),
        ("{{ x.丙 }}", "there is nothing for 丙"),
        ("{{ 丁 }}", "丁 is blank"),
    ]


BLANKS = {
    "{{ 社区 }}": ("“社区”这一格是空的", "{{ 社区|空 }}", "{{ 社区|default('') }}"),
    "{{ 社区|大写 }}": ("“社区”这一格是空的", "{{ 社区|大写|空 }}", "{{ 社区|大写|default('') }}"),
    "{{ 社区.乡镇 }}": ("“社区”这一格是空的", "{{ 社区.乡镇|default('') }}", ""),
    "{{ 人.电话 ~ 人.姓名 }}": ("“电话”这一格是空的", "{{ 人.电话|空 }}", "{{ 人.电话|default('') }}"),
    "{% for 行 in 表 %}{{ 行.电话 }}{% endfor %}": ("“电话”这一格是空的，在这些行：王", "{{ 行.电话|空 }}", ""),
    "{{ 人.get('电话') }}": ("这个标记没有内容可印", "请在表格里补填", ""),
}


@pytest.mark.parametrize("source", BLANKS)
def test_a_blank_is_told_from_an_unknown_name(tmp_path: Path, source: str):
    someone = {"姓名": "王", "电话": None}
    error = failure(tmp_path, source, context={"社区": None, "人": someone, "表": [someone]})
    text, *hints = BLANKS[source]
    assert [problem.text.zh for problem in error.problems] == [text]
    assert error.hint
    assert all(hint in error.hint.zh for hint in hints)
    assert_chinese(error.text)


@pytest.mark.parametrize(
    ("source", "tag", "place"),
    [
        ("前{{ 姓名 }}，{{ 数|日期 }}", "{{ 数|日期 }}", "paragraph 1, after “前，”"),
        ("{% if 数 == '' %}无{% endif %}{% for x in 数 %}{% endfor %}", "{% for x in 数 %}", "paragraph 1, after “无”"),
        ("{% if 无 %}甲{{ 姓名 + 1 }}{% endif %}乙{{ 姓名 + 1 }}", "{{ 姓名 + 1 }}", "paragraph 1, after “甲乙”"),
        ("{{ 姓名 }}丙{{ 姓名|default(“无”) + 1 }}", "{{ 姓名|default(“无”) + 1 }}", "paragraph 1, after “丙”"),
    ],
)
def test_what_fails_is_named_and_no_other_tag(tmp_path: Path, source: str, tag: str, place: str):
    error = failure(tmp_path, source, context={"姓名": "王", "数": 3, "无": None})
    assert error.where == TemplateSpot("信.docx", "body", place, tag)


@pytest.mark.parametrize(
    ("typed", "known", "near"),
    [("性名", "性别 姓名", "姓名"), ("日其", "月日 日期", "日期"), ("电活", "手电 电话", "电话")],
)
def test_of_equally_near_names_the_likeliest_is_advised(tmp_path: Path, typed: str, known: str, near: str):
    for names in (known.split(), known.split()[::-1]):
        error = failure(tmp_path, f"{{{{ {typed} }}}}", context=dict.fromkeys(names, 1))
        assert str(error.hint) == f"Did you mean {near}?"


def test_a_hostile_template_lists_no_more_than_a_hundred_missing_names(tmp_path: Path):
    error = failure(tmp_path, "".join(f"{{{{ 名{n} }}}}" for n in range(1000)), context={"名": 1})
    assert len(error.problems) == 100
