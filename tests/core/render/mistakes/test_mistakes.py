"""All mistakes of a template at once: where each is, what is wrong, what to write instead, in both languages."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from mistaken import assert_chinese, errors, tagged
from oracle import document, docxtpl, ours

from docgen import DocgenError, Severity
from docgen.problems import TemplateSpot
from docgen.render import compile_template, mistakes_in
from docgen.text import speaking


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


# -- a tag alone: as typed, its code, what is said of it in both languages, and what to write instead --

ALONE: dict[str, tuple[str, str, str, str]] = {
    "{{ 姓名 }": ("open", "not closed", "没有写完整", "{{ 姓名 }}"),
    "{{ 姓名 %}": ("open", "not closed", "没有写完整", "{{ 姓名 }}"),
    "{% if 姓名 }}": ("open", "not closed", "没有写完整", "{% if 姓名 %}"),
    "{{ 姓名": ("open", "not closed", "没有写完整", "}}"),
    "{{ 姓名 ｝｝": ("open", "not closed", "没有写完整", "{{ 姓名 }}"),
    "｛｛ 姓名 ｝｝": ("signs", "full-width", "全角", "{{ 姓名 }}"),
    "{｛ 姓名 ｝}": ("signs", "full-width", "全角", "{{ 姓名 }}"),
    "｛% if 姓名 %｝": ("signs", "full-width", "全角", "{% if 姓名 %}"),
    "｛％ if 姓名 ％｝": ("signs", "full-width", "全角", "{% if 姓名 %}"),
    "{ { 姓名 } }": ("signs", "stand apart", "分开", "{{ 姓名 }}"),
    "{ % endif % }": ("signs", "stand apart", "分开", "{% endif %}"),
    "{姓名}}": ("signs", "}}", "前面没有对应的开头", ""),
    "{{ 姓名｜trim }}": ("signs", "full-width", "全角", "{{ 姓名|trim }}"),
    "{{ 姓名|default（＂无，＂） }}": ("signs", "full-width", "全角", '{{ 姓名|default("无，") }}'),
    "{{ 社区。姓名 }}": ("signs", "full-width", "全角", "{{ 社区.姓名 }}"),
    "{{ 姓名|default('，'，'') }}": ("signs", "full-width", "全角", "{{ 姓名|default('，','') }}"),
    "{{ 姓名|大些 }}": ("filter", "no filter “大些”", "没有名为“大些”的过滤器", "大写"),
    "{{ 姓名|uper }}": ("filter", "no filter “uper”", "没有名为“uper”的过滤器", "upper"),
    "{{ 数 is evn }}": ("test", "no test “evn”", "没有名为“evn”的判断", "even"),
    "{{ 姓名 姓名 }}": ("syntax", "cannot hold a blank", "不能有空格", ""),
    "{{ first name }}": ("syntax", "cannot hold a blank", "不能有空格", "{{ firstname }} for a column “first name”"),
    "{{ 人.given name|trim }}": ("syntax", "cannot hold a blank", "不能有空格", "or {{ 人.given_name|trim }}"),
    "{{{ 姓名 }}}": ("syntax", "a brace too many", "大括号多了一个", "Write {{ 姓名 }}"),
    "{{{姓名}}": ("syntax", "a brace too many", "大括号多了一个", "Write {{姓名}}"),
    "{% if 甲 && !乙 || 丙 %}": ("syntax", "“&”", "“&”", "Write {% if 甲 and not 乙 or 丙 %}"),
    "{{ 甲 ? '是' : '否' }}": ("syntax", "“?”", "“?”", "Write {{ '是' if 甲 else '否' }}"),
    "{% set 丙 = 甲 ? 1 : 2 %}": ("syntax", "“?”", "“?”", "Write {% set 丙 = 1 if 甲 else 2 %}"),
    "{{ 甲 & 乙 }}": ("syntax", "“&”", "“&”", "Write {{ 甲 ~ 乙 }}"),
    "{% if 甲 <> 1 %}": ("syntax", "before “>”", "“>”之前", "Write {% if 甲 != 1 %}"),
    "{{ 1月|trim }}": ("syntax", "begin with a digit", "不能以数字开头", "Write {{ _1月|trim }}"),
    "{% if 行.1月 = 3 %}": ("syntax", "begin with a digit", "不能以数字开头", "Write {% if 行._1月 == 3 %}"),
    "{{ 是否党员? }}": ("syntax", "“?”", "“?”", "Write {{ 是否党员 }}, as templates spell “是否党员?”"),
    "{{ 人.完成率% }}": ("syntax", "missing at its end", "末尾缺少", "Write {{ 人.完成率 }}, as"),
    "{{ 甲 {{ 乙 }} }}": ("syntax", "inside another tag", "标记里面又写了标记", "names without brackets"),
    "{% if {{ 甲 }} %}": ("syntax", "inside another tag", "标记里面又写了标记", "Write {% if 甲 %}"),
    "{{ [甲, 乙] }}": ("list", "prints a list", "无法直接印出", "Write {{ [甲, 乙]|join('、') }}"),
    "{{ 行|map(attribute='甲') }}": ("list", "prints a list", "无法直接印出", "attribute='甲')|join('、') }}"),
    "{{ {'甲': 1} }}": ("list", "a group of values", "一组值", ""),
    "{{ 表.append(1) }}": ("change", "by “append”", "不能用“append”", "{% set 集 = 集 + [值] %}"),
    "{% do 表.update(甲) %}": ("change", "by “update”", "不能用“update”", "{% set 集 = 集 + [值] %}"),
    "{{ 姓名|datefmt }}": ("filter", "no filter “datefmt”", "没有名为“datefmt”的过滤器", "mean 日期?"),
    "{{ 姓名|大写金额 }}": ("filter", "no filter “大写金额”", "没有名为“大写金额”的过滤器", "mean 金额大写?"),
    "{{ 金额|currency }}": ("filter", "no filter “currency”", "没有名为“currency”的过滤器", "mean 小数(2)|千分位?"),
    "{{ 姓名 | }}": ("syntax", "a name", "名称", ""),
    "{{ (姓名 }}": ("syntax", "“)” is missing", "缺少“)”", ""),
    "{{ 姓名) }}": ("syntax", "“)” closes", "“)”前面没有", ""),
    "{{ 姓名. }}": ("syntax", "after the dot", "点号", ""),
    "{{ }}": ("syntax", "missing at its end", "末尾缺少", ""),
    '{{ 姓名 == "王 }}': ("syntax", "no closing quote", "引号没有成对", ""),
    "{{ 姓名 == “王 }}": ("syntax", "no closing quote", "引号没有成对", "in pairs"),
    '{{ 姓名|default("“无) }}': ("syntax", "“无” stands", "“无”的位置", "in pairs"),
    "{{ 乡镇（街道） }}": ("signs", "full-width", "全角", "{{ 乡镇 }}"),
    "{{社区.乡镇（街道）|trim}}": ("signs", "full-width", "全角", "{{ 社区.乡镇|trim }}"),
    "{{ 姓名、电话 }}": ("signs", "full-width", "全角", "{{ 姓名 }}、{{ 电话 }}, or with a dot {{ 姓名.电话 }}"),
    "{{ 姓名，电话 }}": ("signs", "full-width", "全角", "{{ 姓名 }}、{{ 电话 }}"),
    "{{ 联系 电话 }}": ("syntax", "cannot hold a blank", "不能有空格", "{{ 联系电话 }}"),
    "{{r 联系 电话|trim }}": ("syntax", "cannot hold a blank", "不能有空格", "{{r 联系电话|trim }}"),
    "{% if 性别 = '男' %}": ("syntax", "“=” cannot follow", "不应出现“=”", "{% if 性别 == '男' %}"),
    "{{ '甲=' if 性别 = '男' else '' }}": ("syntax", "“=”", "“=”", "{{ '甲=' if 性别 == '男' else '' }}"),
    "{% for 人 在 行 %}": ("syntax", "“in” is expected", "应为“in”", "{% for 人 in 行 %}"),
    "{%p如果 姓名 %}": ("word", "“p如果”", "“p如果”", ""),
    "{% 如果 姓名 %}": ("word", "“如果”", "“如果”", "{% if 姓名 %}"),
    "{%p 循环 人 在 行 %}": ("word", "“循环”", "“循环”", "{%p for 人 in 行 %}"),
    "{% 否则 %}": ("word", "“否则”", "“否则”", "{% else %}"),
    "{%pfor 人 in 行 %}": ("syntax", "right behind", "紧跟", "{%p for 人 in 行 %}"),
    "{%trendfor %}": ("syntax", "right behind", "紧跟", "{%tr endfor %}"),
    "{% include '落款.docx' %}": ("word", "take in other files", "不能用“include”引入", "Type into this template"),
    "{% import '宏.docx' as 宏 %}": ("word", "take in other files", "不能用“import”引入", "Type into"),
    "{% extends '底稿.docx' %}": ("word", "take in other files", "不能用“extends”引入", "Type into"),
    "{{ 姓名 ？ 1 }}": ("syntax", "sign “？”", "不能使用符号“？”", ""),
    "{{ f(a=1, a=2) }}": ("syntax", "same name", "重复的名称", ""),
    "{% set 1 = 2 %}": ("syntax", "given a value", "赋值", ""),
    "{% %}": ("syntax", "if or for", "关键词", ""),
    "{{ " + "9" * 5000 + " }}": ("syntax", "far too long", "过长", ""),
    "{% p if 姓名 %}": ("syntax", "right behind", "紧跟", "{%p if 姓名 %}"),
    "{%p　if 姓名 %}": ("syntax", "right behind", "紧跟", "{%p if 姓名 %}"),
    "{{ r 姓名 }}": ("syntax", "right behind", "紧跟", "{{r 姓名 }}"),
    "{% edfor %}": ("word", "“edfor”", "“edfor”", "endfor"),
    "{% fi %}": ("word", "“fi”", "“fi”", "Write {% endif %}"),
    "{% fi 姓名 %}": ("word", "“fi”", "“fi”", "Write {% if 姓名 %}"),
    "{%P if 姓名 %}": ("syntax", "written small", "要小写", "Write {%p if 姓名 %}"),
    "{%TR endfor %}": ("syntax", "written small", "要小写", "Write {%tr endfor %}"),
    "{{R 姓名 }}": ("syntax", "written small", "要小写", "Write {{r 姓名 }}"),
    "{%+p if 姓名 %}": ("syntax", "right behind", "紧跟", "Write {%p if 姓名 %}"),
    "{% End If %}": ("word", "“End”", "“End”", "endif"),
    "{% 姓名 %}": ("word", "“姓名”", "“姓名”", "{{ 姓名 }}"),
    "{%tr endfor %}": ("place", "outside a table", "不在表格里", "instead of tr"),
    "{% colspan 2 %}": ("place", "outside a table", "不在表格里", ""),
    "{% if 姓名 %}": ("block", "{% endif %} is missing", "缺少对应的 {% endif %}", ""),
    "{%r for 人 in 行 %}": ("block", "{%r endfor %} is missing", "缺少对应的 {%r endfor %}", ""),
    "{% endif %}": ("block", "no “if” before it", "前面没有对应的 if", ""),
    "{% else %}": ("block", "stands in no if / for", "不在 if / for 之内", ""),
}
BRIEF = 80


@pytest.mark.parametrize("typed", ALONE, ids=lambda typed: typed[:20])
def test_a_wrong_tag_is_named_with_its_place_and_what_to_write_instead(tmp_path: Path, typed: str):
    code, en, zh, hint = ALONE[typed]
    found = errors(document(tmp_path / "信.docx", "第一段", f"甲{typed}", "{{ 单位 }}"))[0]
    tag = typed if len(typed) <= BRIEF else f"{typed[:BRIEF]}…"
    assert found.where == TemplateSpot("信.docx", "body", "paragraph 2, after “甲”", tag)
    assert found.code == f"template-{code}"
    assert en in found.text.en
    assert zh in found.text.zh
    assert hint in str(found.hint or "")


@pytest.mark.parametrize("typed", ALONE, ids=lambda typed: typed[:20])
def test_nothing_in_chinese_is_said_in_jinjas_english(tmp_path: Path, typed: str):
    with speaking("zh"):
        for found in errors(document(tmp_path / "信.docx", f"甲{typed}")):
            assert str(found.where).startswith("信.docx / 正文 / 第1段，“甲”之后 / ")
            assert_chinese(found.text)
            assert_chinese(found.hint, typed)


# -- blocks --

BLOCKS: dict[str, tuple[list[str], list[tuple[str, str, str]]]] = {
    "not ended before the end of another": (
        ["{%p if 甲 %}", "{%p for a in 乙 %}", "{%p endif %}"],
        [("{%p for a in 乙 %}", "before {%p endif %} (paragraph 3)", "在 {%p endif %}（第3段） 之前")],
    ),
    "across": (
        ["{%p if 甲 %}", "{%p for a in 乙 %}", "{%p endif %}", "{%p endfor %}"],
        [("{%p endif %}", "{%p for a in 乙 %} (paragraph 2) is ended by {%p endfor %} (paragraph 4)", "第4段")],
    ),
    "ended by another word": (
        ["{%p for a in 乙 %}", "丙", "{%p endif %}"],
        [("{%p endif %}", "open here is {%p for a in 乙 %} (paragraph 1)", "尚未结束的是 {%p for a in 乙 %}（第1段）")],
    ),
    "ended twice": (
        ["{%p if 甲 %}", "丙", "{%p endif %}", "{%p endif %}"],
        [("{%p endif %}", "{%p if 甲 %} (paragraph 1) is ended by {%p endif %} (paragraph 3)", "（第1段） 已由")],
    ),
    "a part of no block": (
        ["{%p for a in 乙 %}", "{%p elif 甲 %}", "{%p endfor %}"],
        [("{%p elif 甲 %}", "in no if; open here is {%p for a in 乙 %} (paragraph 1)", "第1段")],
    ),
    "a part after the last": (
        ["{%p if 甲 %}", "{%p else %}", "{%p elif 乙 %}", "{%p endif %}"],
        [("{%p elif 乙 %}", "follows {%p else %} (paragraph 2)", "在 {%p else %}（第2段） 之后")],
    ),
    "several": (
        ["{%p if 甲 %}", "{%p for a in 乙 %}", "{% with %}"],
        [
            ("{%p if 甲 %}", "{%p endif %} is missing", "{%p endif %}"),
            ("{%p for a in 乙 %}", "{%p endfor %} is missing", "{%p endfor %}"),
            ("{% with %}", "{% endwith %} is missing", "{% endwith %}"),
        ],
    ),
    "a misspelt word still begins its block": (
        ["{%p fro a in 乙 %}", "丙", "{%p edfor %}"],
        [("{%p fro a in 乙 %}", "“fro”", "“fro”"), ("{%p edfor %}", "“edfor”", "“edfor”")],
    ),
    "of another kind": (
        ["{%p if 甲 %}", "丙", "{% endif %}"],
        [("{% endif %}", "does not fit {%p if 甲 %} (paragraph 1)", "与 {%p if 甲 %}（第1段） 不在同一层")],
    ),
    "Chinese words": (
        ["{% 如果 甲 %}", "{% 否则 %}", "{% 结束 %}", "{% 循环 a 在 乙 %}", "{% end %}"],
        [
            ("{% 如果 甲 %}", "“如果”", "“如果”"),
            ("{% 否则 %}", "“否则”", "“否则”"),
            ("{% 结束 %}", "“结束”", "“结束”"),
            ("{% 循环 a 在 乙 %}", "“循环”", "“循环”"),
            ("{% end %}", "“end”", "“end”"),
        ],
    ),
    "a tag that nobody understands begins a block": (
        ["{% if 甲 %}{% endif %}", "{% 当 乙 %}", "{% endif %}"],
        [("{% 当 乙 %}", "“当”", "“当”")],
    ),
    "a blank before the letter": (
        ["{% p for a in 乙 %}", "丙", "{%p endfor %}"],
        [("{% p for a in 乙 %}", "right behind", "紧跟")],
    ),
    "a filter over more than text": (
        ["{% filter upper %}", "{% endfilter %}"],
        [("{% endfilter %}", "{% filter upper %} (paragraph 1)", "过滤器会破坏文书")],
    ),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_that_is_wrong_is_named_with_the_place_of_its_partner(tmp_path: Path, name: str):
    paragraphs, expected = BLOCKS[name]
    found = errors(document(tmp_path / "信.docx", *paragraphs))
    assert [tag for _, tag in tagged(found)] == [tag for tag, _, _ in expected]
    for problem, (_, en, zh) in zip(found, expected, strict=True):
        assert en in problem.text.en
        assert zh in problem.text.zh
        assert_chinese(problem.text)
        assert_chinese(problem.hint)


@pytest.mark.parametrize(
    ("paragraphs", "hints"),
    [
        (["{% if 甲 %}", "{%p 结束 %}"], ["Write {%p endif %}"]),
        (["{% if 甲 %}{% for a in 乙 %}", "{% end %}{% end %}"], ["Write {% endfor %}", "Write {% endif %}"]),
        (["{% 结束 %}"], ["None"]),
    ],
)
def test_an_end_without_its_word_is_that_of_the_open_block(tmp_path: Path, paragraphs: list[str], hints: list[str]):
    found = errors(document(tmp_path / "信.docx", *paragraphs))
    assert [str(problem.hint) for problem in found if problem.code == "template-word"] == hints


@pytest.mark.parametrize("typed", ["{{ 姓名|nofilter }}", "{{ 姓名|xyz }}", "{{ 甲 is nowhere }}"])
def test_a_filter_that_is_like_none_is_not_guessed_at(tmp_path: Path, typed: str):
    assert [problem.hint for problem in errors(document(tmp_path / "信.docx", typed))] == [None]


def test_a_tag_inside_another_is_one_mistake_and_begins_its_block(tmp_path: Path):
    path = document(
        tmp_path / "信.docx", "{% if {{ 甲 }} %}乙{% endif %}", "{{ {{ 丙 }} }}{{ 丁|default('{{ 戊 }}') }}"
    )
    assert tagged(errors(path)) == [("template-syntax", "{% if {{ 甲 }} %}"), ("template-syntax", "{{ {{ 丙 }} }}")]


def test_signs_that_keep_blanks_are_taken_as_docxtpl_takes_them(tmp_path: Path):
    paragraphs = "甲 {%+ if 乙 +%} 丙 {%+ else +%} 丁 {%+ endif +%} 戊", "{%+ for x in 乙 %}{{+ x }}{% endfor +%}"
    path = document(tmp_path / "信.docx", *paragraphs)
    assert mistakes_in(path) == []
    assert ours(path, lambda _: {"乙": "己庚"}) == docxtpl(path, lambda _: {"乙": "己庚"})
    assert tagged(errors(document(tmp_path / "信.docx", "{%+ if 甲 +%}乙"))) == [("template-block", "{%+ if 甲 +%}")]


def test_a_value_that_is_missing_in_a_tag_with_such_a_sign_is_named(tmp_path: Path):
    path = document(tmp_path / "信.docx", "{%+ if 乙 ~ '' %}丙{% endif %}")
    with pytest.raises(DocgenError, match="乙 is blank"):
        compile_template(path).render({"乙": None})


def test_a_header_as_it_stands_in_the_sheet_is_spelt_when_it_is_missing(tmp_path: Path):
    path = document(tmp_path / "信.docx", "{{ E-mail|trim }}")
    with pytest.raises(DocgenError) as caught:
        compile_template(path).render({"Email": "a"})
    assert str(caught.value.hint) == "Write {{ Email|trim }}, as templates spell “E-mail”"


def test_a_name_written_like_a_header_with_brackets_is_a_warning(tmp_path: Path):
    path = document(tmp_path / "信.docx", "{{ 补助金额(元) }}{{ f(元) }}")
    assert errors(path) == []
    assert [(p.severity, str(p.hint)) for p in mistakes_in(path)] == [(Severity.WARNING, "Write {{ 补助金额 }}")]
    macro = document(tmp_path / "宏.docx", "{% macro 称呼(人) %}{{ 人 }}{% endmacro %}{{ 称呼(名) }}")
    assert mistakes_in(macro) == []


# -- places --


def test_all_mistakes_are_named_at_once_in_the_order_of_their_places(tmp_path: Path):
    path = document(
        tmp_path / "信.docx",
        "{{ 姓名 }",
        "｛｛ 单位 ｝｝，{{ 日期|日期表 }}",
        "{% fro 人 in 行 %}{% endfor %}",
        rows=[("职务", "{{ 职务 职务 }}")],
        header="{{ 文号",
        footer="{%p if 草稿 %}",
    )
    found = [(p.where.part, p.where.place, p.where.tag) for p in errors(path) if isinstance(p.where, TemplateSpot)]
    assert found == [
        ("body", "paragraph 1", "{{ 姓名 }"),
        ("body", "paragraph 2", "｛｛ 单位 ｝｝"),
        ("body", "paragraph 2, after “｛｛ 单位 ｝｝，”", "{{ 日期|日期表 }}"),
        ("body", "paragraph 3", "{% fro 人 in 行 %}"),
        ("body", "table 1 row 1 cell 2", "{{ 职务 职务 }}"),
        ("header", "paragraph 1", "{{ 文号"),
        ("footer", "paragraph 1", "{%p if 草稿 %}"),
    ]


def test_an_unknown_filter_is_found_where_jinja_would_look_for_it_only_when_it_is_used(tmp_path: Path):
    path = document(tmp_path / "信.docx", "{% if 甲 %}{{ 乙|大些|trim }}{% if 丙 is evn %}{% endif %}{% endif %}")
    assert tagged(errors(path)) == [("template-filter", "{{ 乙|大些|trim }}")]
    assert tagged(mistakes_in(path)) == [
        ("template-filter", "{{ 乙|大些|trim }}"),
        ("template-test", "{% if 丙 is evn %}"),
    ]


def test_filters_that_are_given_are_known(tmp_path: Path):
    path = document(tmp_path / "信.docx", "{{ 乙|倒过来 }}")
    assert mistakes_in(path, {"倒过来": lambda text: text[::-1]}) == []
    assert len(mistakes_in(path)) == 1


# -- files --


def test_a_file_that_is_no_template_is_a_mistake(tmp_path: Path):
    (tmp_path / "信.docx").write_text("甲")
    assert [problem.where for problem in errors(tmp_path / "信.docx")] == [TemplateSpot("信.docx")]


# -- whatever is typed --

FRAGMENTS = """{{ 甲 }} {{_甲 }} {{ }} {%p_if_甲_%} {%p_endif_%} {%_if_甲_%} {%_endif_%} {%_else_%} {%tr_for_a_in_甲_%}
    {%tr_endfor_%} {%_for_a_in_甲_%} {%_endfor_%} {%_raw_%} {%_endraw_%} {%-_if_甲_-%} {%-_endif_%} {{r_甲_}} {%_vm_%}
    {%_colspan_2_%} {{_甲| |无名 {%_set_乙_%} {%_endset_%} {{_f(a=1,a=2)_}} {%_include_'甲'_%} {%_block_b_%} {# #} {%
    %} {_{ }_} ｛｛ ｝｝ ｜ “ ” " ' < & \\ 甲 {#p_甲_#} {%_filter_upper_%} {%_endfilter_%} {%_macro_m()_%}
    {%_endmacro_%} {{_'}}'_}} {%_call_m()_%} {%_endcall_%} {{_9999999999_}} {%_elif_甲_%}""".split()
TYPED = st.lists(st.sampled_from([f.replace("_", " ") for f in FRAGMENTS]), max_size=4).map("".join)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("typed")


@settings(deadline=None)
@given(paragraphs=st.lists(TYPED, max_size=4), cells=st.lists(TYPED, max_size=3), header=TYPED)
def test_whatever_is_typed_gives_named_mistakes_or_a_document_that_word_can_open(
    folder: Path, paragraphs: list[str], cells: list[str], header: str
):
    path = document(folder / "信.docx", *paragraphs, rows=[(cell,) for cell in cells], header=header)
    if found := errors(path):
        assert all(problem.text.en and problem.text.zh for problem in found)
        return
    compiled = compile_template(path)
    for value in ("", "文", ["文", "字"], None):
        try:
            parts = compiled.parts({"甲": value})
        except DocgenError:
            continue
        assert all(etree.fromstring(part).tag for part in parts)


MANY = 3_000
HOSTILE = {
    "blocks": "{% if a %}" * MANY,
    "ends": "{% endif %}" * MANY,
    "blocks across": "{% if a %}{% for b in c %}{% endif %}{% endfor %}" * MANY,
    "words": "".join(f"{{% word{n} %}}" for n in range(MANY)),
    "filters": "".join(f"{{{{ a|filter{n} }}}}" for n in range(MANY)),
    "closed only": "a }} " * MANY,
    "full-width": "｛｛ a ｝｝" * MANY,
    "one paragraph for all": "{%p if a %}" * MANY,
    "apart": "{ { a } }" * MANY,
    "one long word": "{% " + "a" * 100 * MANY + " %}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_template_costs_no_time_and_lists_no_more_than_a_hundred_mistakes(tmp_path: Path, name: str):
    path = document(tmp_path / "信.docx", HOSTILE[name])
    start = time.process_time()
    found = mistakes_in(path)
    assert time.process_time() - start < 10
    assert 0 < len(found) <= 100
    assert max(len(str(problem)) for problem in found) < 1000
