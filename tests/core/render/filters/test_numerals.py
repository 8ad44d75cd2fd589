"""Chinese numerals and amounts, against an inverse and against cn2an where it is right."""

from decimal import Decimal
from typing import Any

import cn2an
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docgen.render import filters
from docgen.schema import Quantity

NUMERALS = {
    0: "零",
    10: "十",
    15: "十五",
    20: "二十",
    110: "一百一十",
    101: "一百零一",
    1001: "一千零一",
    1010: "一千零一十",
    10_010: "一万零一十",
    100_000: "十万",
    102_345: "十万二千三百四十五",
    10_001_000: "一千万一千",
    100_001_000: "一亿零一千",  # cn2an: 一亿一千
    100_100_000: "一亿零一十万",
    1_000_010_000: "十亿零一万",
    10**12: "一万亿",
    10**12 + 10**8: "一万零一亿",
    -5: "负五",
    Decimal("95.06"): "九十五点零六",
    0.5: "零点五",
    0.1 + 0.2: "零点三",
    "1,722": "一千七百二十二",
    "１７２２": "一千七百二十二",
    "10万余": "十万余",
    Quantity(170, over=True): "一百七十余",
    Quantity(300, over=True, word="约"): "约三百",
    "约300人": "约三百人",
    "10余万": "十万余",
    "30人": "三十人",
    "三十": "三十",
}


@pytest.mark.parametrize(("value", "text"), NUMERALS.items(), ids=map(repr, NUMERALS))
def test_numerals(value: Any, text: str):
    assert filters.numeral(value) == text


def read(text: str) -> int:
    """The number that Chinese numerals say."""
    for word, size in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        high, found, low = text.rpartition(word)
        if found:
            return (read(high) if high else 1) * size + (read(low.removeprefix("零")) if low else 0)
    return "零一二三四五六七八九".index(text)


@given(st.integers(0, 10**16 - 1))
@example(100_001_000)
def test_a_numeral_says_its_number(number: int):
    text = filters.numeral(number) or ""
    assert read(text) == number
    assert "零零" not in text
    assert not text.endswith("零") or number == 0


@given(st.integers(0, 10**8 - 1))
def test_below_a_hundred_million_cn2an_writes_the_same(number: int):
    assert filters.numeral(number) == cn2an.an2cn(number)
    assert filters.formal(number) == cn2an.an2cn(number, "up")


AMOUNTS = {
    0: "零元整",
    100: "壹佰元整",
    "1,680.32": "壹仟陆佰捌拾元叁角贰分",
    16409.02: "壹万陆仟肆佰零玖元零贰分",
    "325.04": "叁佰贰拾伍元零肆分",
    107000.53: "壹拾万柒仟元伍角叁分",
    10.5: "壹拾元伍角整",
    0.5: "伍角整",
    "0.05": "伍分",
    Decimal("-12.00"): "负壹拾贰元整",
    "3万": "叁万元整",
    "3万元": "叁万元整",
    "1.5万元": "壹万伍仟元整",
    "￥1,680.32元": "壹仟陆佰捌拾元叁角贰分",
    "¥ 1，680.32": "壹仟陆佰捌拾元叁角贰分",
    "１００元": "壹佰元整",
    100_001_000: "壹亿零壹仟元整",
}


@pytest.mark.parametrize(("value", "text"), AMOUNTS.items(), ids=map(str, AMOUNTS))
def test_amounts(value: Any, text: str):
    assert filters.amount(value) == text


@given(st.integers(0, 10**10 - 1))
def test_amounts_are_those_of_cn2an_but_for_the_end(cents: int):
    text = filters.amount(Decimal(cents) / 100) or ""
    theirs = cn2an.an2cn(f"{cents // 100}.{cents % 100:02}", "rmb")
    assert text.removesuffix("整") == theirs.removesuffix("整")
    assert text.endswith("整") == (cents % 10 == 0)


def test_digits_keep_their_zeros():
    assert filters.han_digits("0731") == "〇七三一"
    assert filters.han_digits(" ２０１３ ") == "二〇一三"
