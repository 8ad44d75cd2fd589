"""Nothing that a template or a form says runs for ever or eats the memory."""

import time
import tracemalloc

import pytest

from docgen.problems import DocgenError
from docgen.render import budget, evaluate
from docgen.render.environment import TextSandbox

ENDLESS = {
    "a number of digits without end": "9**(9**9) > 1",
    "a text without end": "('甲' * 10**9)|length",
    "a list without end": "range(10**9)|list|length",
    "a list of lists": "([range(99999)|list] * 1000000)|map('sum')|list|length",
    "each against each": "range(99999)|select('in', range(99999)|list)|list|length",
    "none against each": "range(99999)|reject('in', range(99999)|list)|list|length",
    "a long text for each": "range(99999)|map('replace', '', 'y' * 500000)|list|length",
    "a long text of each": "('a' * 1000)|map('replace', 'a', 'a' * 1000000)|list|length",
    "a long text in each": "('a' * 1000000)|list|batch(2)|map('join', 'x' * 100)|list|length",
}


@pytest.mark.parametrize("expression", ENDLESS.values(), ids=ENDLESS)
def test_an_expression_is_stopped_while_the_machine_is_still_well(expression: str):
    started = time.process_time()
    tracemalloc.start()
    try:
        with pytest.raises(DocgenError) as caught:
            evaluate(f"{{% if {expression} > 0 %}}1{{% endif %}}", {})
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert any(words in caught.value.text.en for words in ("far too large", "never come to an end", "Range too big"))
    assert most < 300 << 20
    assert time.process_time() - started < 30  # tracing makes it slow


def test_loops_in_loops_are_stopped_by_counting():
    environment = TextSandbox(autoescape=False, limits=budget.TEXT)
    inner = "{% set y = ('ab' * 99)|replace('a', 'b')|upper %}"
    template = environment.from_string(f"{{% for x in range(99999) %}}{inner * 20}{{% endfor %}}")
    with pytest.raises(Exception, match="never come to an end"):
        template.render()


def test_a_condition_is_paid_for_row_by_row_and_not_by_all_rows_together():
    calls = 1_000
    source = f"{{% for n in range({calls}) %}}{{% set x = 姓名.strip() %}}{{% endfor %}}{{{{ 姓名 }}}}"
    rows = budget.TEXT.steps // (budget.CALL * calls) + 10
    assert {evaluate(source, {"姓名": "张三"}) for _ in range(rows)} == {"张三"}


def test_what_is_paid_for_is_as_before():
    context = {"行": [{"名": "乙", "数": 2}, {"名": "甲", "数": 1}], "词": "a-b"}
    sums = "{{ 行|map(attribute='数')|sum }}{{ 行|sort(attribute='数')|map(attribute='名')|join('、') }}"
    assert evaluate(sums, context) == "3甲、乙"
    chosen = "{{ 行|selectattr('数', 'gt', 1)|map(attribute='名')|first }}{{ 词|replace('-', '+')|upper }}"
    assert evaluate(chosen, context) == "乙A+B"
    last = "{% if loop.last %}{{ loop.length }}{% endif %}"
    assert evaluate("{% for n in range(2000) %}" + last + "{% endfor %}", {}) == "2000"
