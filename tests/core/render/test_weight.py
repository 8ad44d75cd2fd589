"""What a value weighs, and that nothing walks through one that is too heavy."""

import time
import tracemalloc

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError
from jinja2.utils import Namespace

from docgen.problems import DocgenError
from docgen.render import Template, compile_template, evaluate
from docgen.render.weight import MAX_DEPTH, Scales

LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.floats(allow_nan=False)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
        | inner.map(lambda value: [value, value])
        | inner.map(lambda value: Namespace(a=value, b=value))
    ),
    max_leaves=20,
)
MUCH = 1 << 200


def plainly(value: object) -> int:
    """The weight by walking through the whole of it."""
    if isinstance(value, str):
        return 1 + len(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return 1 + (value.bit_length() >> 2)
    if isinstance(value, Namespace):
        value = value._Namespace__attrs
    if isinstance(value, dict):
        return 1 + sum(plainly(each) for pair in value.items() for each in pair)
    return 1 + sum(map(plainly, value)) if isinstance(value, list | tuple) else 1


@given(VALUES, VALUES)
def test_the_weight_is_that_of_all_that_is_in_it(value, other):
    scales = Scales()
    weight = plainly(value)
    assert scales.weigh(value, MUCH) == weight
    assert scales.weigh([value, value, other], MUCH) == 1 + 2 * weight + plainly(other)
    assert scales.weigh(value, weight) == weight
    with pytest.raises(SecurityError):
        scales.weigh(value, weight - 1)


@given(st.lists(VALUES, min_size=1, max_size=5), VALUES)
def test_what_is_kept_in_mind_of_a_growing_list_is_right(items, more):
    scales, grown = Scales(), ["甲" * 300]
    for item in [*items, more]:
        scales.weigh(grown, MUCH)
        scales.weigh([item], MUCH)
        before, grown = grown, [*grown, item]
        scales.keep_sum(grown, before, [item])
        assert plainly(grown) <= scales.weigh(grown, MUCH) <= plainly(grown) + len(items) + 1


def test_what_is_shared_is_looked_at_once():
    value: object = "甲"
    for _ in range(MAX_DEPTH - 1):
        value = (value, value, value)
    assert Scales().weigh(value, 1 << 1000) > 3 ** (MAX_DEPTH - 1)
    with pytest.raises(SecurityError):
        Scales().weigh(value, 1 << 40)


def test_what_holds_itself_or_lies_too_deep_is_refused():
    round_trip: list[object] = []
    round_trip.append(round_trip)
    deep: object = "甲" * 300
    scales = Scales()
    with pytest.raises(SecurityError):
        scales.weigh(round_trip, MUCH)
    for _ in range(MAX_DEPTH):
        deep = (deep,)
        scales.weigh(deep, MUCH)
    with pytest.raises(SecurityError):
        scales.weigh((deep,), MUCH)


def test_what_changes_is_weighed_anew():
    group, scales = Namespace(a="甲" * 500), Scales()
    held = [group]
    before = scales.weigh(held, MUCH)
    group["a"] = "乙" * 900
    assert scales.weigh(held, MUCH) == before + 400


GROW = "{% set n = namespace(a='x') %}{% for i in range(40) %}{% set n.a = (n.a, n.a) %}{% endfor %}"
DICTS = "{% set n = namespace(a='x') %}{% for i in range(40) %}{% set n.a = dict(a=n.a, b=n.a) %}{% endfor %}"
NAMESPACES = "{% set n = namespace(a='x') %}{% for i in range(40) %}{% set n.a = namespace(a=n.a, b=n.a) %}{% endfor %}"
GROUPS = {
    "string": GROW + "{{ n.a|string|length }}",
    "equal": GROW + "{% set m = n.a %}" + GROW + "{% if n.a == m %}1{% endif %}",
    "in": GROW + "{% if 'y' in n.a %}1{% endif %}",
    "key": GROW + "{{ {n.a: 1}|length }}",
    "unique": GROW + "{{ [n.a, n.a]|unique|list|length }}",
    "format": GROW + "{{ ('%s' % (n.a,))|length }}",
    "join": GROW + "{{ [n.a]|join|length }}",
    "dicts": DICTS + "{{ n.a|string|length }}",
    "namespaces": NAMESPACES + "{{ n.a|string|length }}",
    "varargs": "{% macro m(d) %}{% if d %}{{ m(d - 1, varargs, varargs) }}{% else %}{{ varargs|string }}{% endif %}"
    "{% endmacro %}{{ m(40, 1) }}",
    "fill": "{% set n = namespace(a='x') %}{% for i in range(9) %}{% set n.a = [1]|batch(999, n.a)|list %}{% endfor %}"
    "{{ n.a|string|length }}",
    "default": "{% set n = namespace(a='x') %}{% for i in range(9) %}"
    "{% set n.a = range(999)|map(attribute='q', default=n.a)|list %}{% endfor %}{{ n.a|string|length }}",
    "deep": "{% set n = namespace(a='x') %}{% for i in range(99999) %}{% set n.a = (n.a,) %}{% endfor %}{{ {n.a: 1} }}",
}
SINGLE = {
    "round up": "{{ 1.5|round(1000000000, 'ceil') }}",
    "round": "{% set places = 10**9 %}{{ 5|round(-places) }}",
    "odd": "{{ '%999999999d' is odd }}",
    "divisible": "{{ '%999999999d' is divisibleby(7) }}",
    "filled over and over": "{% set x = 'y' * 1000000 %}{{ (('%(a)s|' * 9999) % {'a': x})|length }}",
    "fields": "{% set x = 'y' * 1000000 %}{{ ('{a}' * 9999).format(a=x)|length }}",
    "tags": "{{ ('<b>x</b>' * 100000)|striptags|length }}",
    "strip": "{% set x = 'a' * 1000000 %}{{ x.strip('b' * 900000 ~ 'a')|length }}",
    "from the right": "{% set x = 'a' * 1000000 %}{{ x.rfind('b' ~ 'a' * 500000) }}",
    "wrap": "{{ ('a' * 500000)|wordwrap(1)|length }}",
    "quoted": "{{ ('甲' * 1000000)|urlencode|length }}",
    "pieces of a loop": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "days": "{{ day.strftime('%c' * 300000)|length }}",
}


def of_text(source: str) -> None:
    import datetime

    evaluate(source, {"day": datetime.date(2013, 11, 22)})


def document(source: str, folder: object) -> str:
    made = docx.Document()
    made.add_paragraph(source)
    made.save(f"{folder}/信.docx")
    return f"{folder}/信.docx"


@pytest.mark.parametrize("source", [*GROUPS.values(), *SINGLE.values()], ids=[*GROUPS, *SINGLE])
def test_a_text_is_stopped_before_python_is_let_at_it(source: str):
    started = time.process_time()
    tracemalloc.start()
    try:
        with pytest.raises(DocgenError) as caught:
            of_text(source)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(caught.value.text.en) < 300
    assert most < 100 << 20
    assert time.process_time() - started < 20  # tracing makes it slow


@pytest.mark.parametrize("source", GROUPS.values(), ids=GROUPS)
def test_a_document_is_stopped_and_names_its_place(source: str, tmp_path):
    with pytest.raises(DocgenError) as caught:
        compile_template(document(source, tmp_path)).render({})
    assert "信.docx / body / paragraph 1" in str(caught.value.where)
    with pytest.raises(DocgenError):
        Template(document(source, tmp_path)).render({"bound": object()})


def test_lists_that_grow_and_lists_of_rows_are_as_before():
    rows = [{"名": f"第{number}户", "票": number, "组": number % 3} for number in range(2000)]
    grow = (
        "{% set n = namespace(l=[]) %}{% for r in 行 %}{% set n.l = n.l + [(r.名, r.票)] %}{% endfor %}{{ n.l|length }}"
    )
    assert evaluate(grow, {"行": rows[:500]}) == "500"
    chosen = "{{ 行|selectattr('票', 'gt', 5)|map(attribute='名')|list|length }} {{ 行|groupby('组')|length }}"
    assert evaluate(chosen, {"行": rows}) == "1994 3"
    kept = (
        "{{ 行|sort(attribute='票', reverse=true)|map(attribute='名')|first }} {{ '第5户' in 行|map(attribute='名') }}"
    )
    assert evaluate(kept, {"行": rows}) == "第1999户 True"
    assert (
        evaluate("{{ a - b }} {{ a / b }} {{ 3 is odd }} {{ [3, 1, 3]|unique|join }}", {"a": 6, "b": 4})
        == "2 1.5 True 31"
    )
