"""Sums of lists and of columns."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.problems import Cell, DocgenError
from docgen.render import filters
from docgen.render.missing import MissingValue
from docgen.schema import Quantity, Record, column
from docgen.text import Text

Printed = Callable[..., str]
ROWS = [{"名": "甲", "补助金额": "1,680.50"}, {"名": "乙", "补助金额": "￥30元"}]
GAP = [{"补助金额": "1"}, {"补助金额": ""}, {"补助金额": None}]


@given(st.lists(st.decimals(-(10**9), 10**9, places=2)))
def test_a_sum_is_exact_whatever_its_numbers_come_as(numbers: list[Decimal]):
    assert filters.total([f"{number:,f}元" for number in numbers]) == sum(numbers)
    assert filters.total([float(number) for number in numbers]) == sum(numbers)


SUMS = {
    "{{ 行|合计('补助金额') }}": "1710.50",
    "{{ 行|合计(列='补助金额') }}": "1710.50",
    "{{ 行|total(column='补助金额') }}": "1710.50",
    "{{ 行|map(attribute='补助金额')|合计 }}": "1710.50",
    "{{ 行|合计('补助金额')|金额大写 }}": "壹仟柒佰壹拾元伍角整",
    "{{ 行|合计('补助金额')|小数(2)|千分位 }}": "1,710.50",
    "{{ 缺|合计('补助金额', 空=0) }}": "1",
    "{{ 缺|total('补助金额', blank='0.5') }}": "2.0",
    "{{ [0.1, 0.2]|合计 }}": "0.3",
    "{{ [1, 2, 3]|合计 }}": "6",
    "{{ []|合计 }}": "0",
    "{{ [1, '2000余']|合计 }}": "2001余",
    "{{ [1, '约300']|合计 }}": "约301",
    "{{ [{'社区': {'户数': '12户'}}]|合计('社区.户数') }}": "12",
}


@pytest.mark.parametrize(("source", "text"), SUMS.items(), ids=SUMS)
def test_sums(printed: Printed, source: str, text: str):
    assert printed(source, 行=ROWS, 缺=GAP) == text


REFUSED = {
    "blank": (GAP, "补助金额", "第2行的“补助金额”是空白"),
    "text": ([*ROWS, {"补助金额": "三百吧"}], "补助金额", "第3行的“补助金额”是“三百吧”"),
    "no such column": (ROWS, "补助金颧", "第1行是没有这一列的行"),
    "text in a list": ([1, "丙"], "", "第2项是“丙”"),
    "blank in a list": ([1, None], "", "第2项是空白"),
    "no rows": ([1], "补助金额", "第1项是“1”"),
    "row without its column": (ROWS, "", "第1行是其他内容"),
    "fraction and 余": ([0.5, Quantity(1, over=True)], "", "这里是“1.5”"),
}


@pytest.mark.parametrize(("value", "column", "text"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_number_is_named_with_its_row(value: Any, column: str, text: str):
    with pytest.raises(DocgenError) as caught:
        filters.total(value, column)
    assert text in caught.value.text.zh
    assert "合计" in caught.value.text.en


def test_a_blank_says_how_it_may_count():
    with pytest.raises(DocgenError) as caught:
        filters.total(GAP, "补助金额")
    assert caught.value.hint is not None
    assert "空=0" in caught.value.hint.zh


def test_a_column_that_is_mistyped_is_guessed():
    with pytest.raises(DocgenError) as caught:
        filters.total(ROWS, "补助金颧")
    assert caught.value.hint == Text("Did you mean 补助金额?", "是不是“补助金额”？")


def test_a_missing_item_is_missing(printed: Printed):
    with pytest.raises(MissingValue, match="补助"):
        printed("{{ 行|map(attribute='补助')|合计 }}", 行=ROWS)


def test_a_row_of_a_workbook_is_named_by_its_place():
    grant = Record.define("补助", {"money": column("补助金额")})
    rows = [grant(money="30元"), grant(money="无", origin=Cell("补助.xlsx", "一季度", 7))]
    with pytest.raises(DocgenError) as caught:
        filters.total(rows, "补助金额")
    assert "补助.xlsx / 一季度 / 第7行的“补助金额”是“无”" in caught.value.text.zh
    assert "补助金额 in 补助.xlsx / 一季度 / row 7 is “无”" in caught.value.text.en
    assert filters.total(rows[:1], "补助金额") == 30
    with pytest.raises(DocgenError, match="one without it"):
        filters.total(rows, "金额")
