"""Rounding down, thousands, percents, measure words."""

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docgen.data.figures import show
from docgen.problems import DocgenError
from docgen.render import filters
from docgen.schema import Quantity

Printed = Callable[..., str]


@given(st.integers(0, 10**7), st.sampled_from([1, 10, 100, 1000, 10_000]), st.booleans())
def test_about_is_the_rounding_of_the_figures_and_never_says_too_much(number: int, step: int, over: bool):
    text = filters.about(Quantity(number, over=over), step) or ""
    assert text == show(Quantity(number, over=over), step)
    said = Decimal(text.removesuffix("余").replace("万", "0000"))
    assert said <= number
    assert ("余" in text) == (over or said < number)


ABOUT = {
    "hundred millions": (123456789, 10**8, "1亿余"),
    "hundred millions and no more": (2 * 10**8, 10**8, "2亿"),
    "ten millions": (123456789, 10**7, "12000万余"),
    "ten thousands": (123456789, 10**4, "12345万余"),
    "ten thousands that make a hundred million": (2 * 10**8 + 1, 10**4, "2亿余"),
    "two ten thousands": (50000, 20000, "4万余"),
    "hundred thousands": (1234567, 10**5, "120万余"),
    "thousands": (12345, 1000, "12000余"),
    "fifteens": (100, 15, "90余"),
    "below the step": (99, 100, "99"),
    "below a hundred million": (99999999, 10**8, "99999999"),
    "text with a word": ("173人", 10, "170余人"),
    "text with thousands": ("1,722", 100, "1700余"),
    "约": ("约173", 10, "约170"),
}


@pytest.mark.parametrize(("value", "step", "text"), ABOUT.values(), ids=ABOUT)
def test_about(value: Any, step: int, text: str):
    assert filters.about(value, step) == text


TYPED = {
    "1,680.50": "1680.50",
    "３０": "30",
    "30人": "30",
    " 30 ": "30",
    "￥1,680.50元": "1680.50",
    "-5.0": "-5.0",
    "1.50万": "15000",
    "1.25亿元": "125000000",
    "一百二十户": "120",
    "170余": "170余",
    "30多人": "30余",
    "约300": "约300",
    "300左右": "约300",
    "007": "7",
    ".5": "0.5",
    "0.00000001": "0.00000001",
}


@pytest.mark.parametrize(("typed", "text"), TYPED.items(), ids=TYPED)
def test_texts_are_numbers(printed: Printed, typed: str, text: str):
    assert printed("{{ 值|数字 }}", 值=typed) == text


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(["{:,f}", "{:f}", " {:,f} 元", "{:f}人"]))
def test_a_number_keeps_its_value_and_decimals(number: Decimal, shape: str):
    read = filters.number(shape.format(number))
    assert read == number
    assert str(read) == f"{number:f}"


@given(st.text("0123456789,.万亿余约元人￥- 一十百", max_size=12))
def test_any_text_is_a_number_or_is_refused(text: str):
    for name, arguments in {
        "数字": (),
        "千分位": (),
        "小数": (2,),
        "金额大写": (),
        "约数": (10,),
        "百分数": (1,),
    }.items():
        with suppress(DocgenError):
            assert str(filters.FILTERS[name].function(text, *arguments))


COUNTED = {
    "{{ '1,680.50'|数字 * 1.5 }}": "2520.750",
    "{{ 0.1 + '0.2'|数字 }}": "0.3",
    "{{ '30人'|数字 + 5 }}": "35",
    "{{ '1.00'|数字 * 2 - 0.5 }}": "1.50",
    "{{ ('1,680.50'|数字) > 1000 }}": "True",
    "{{ '1,680.50'|数字|小数(1)|千分位 }}": "1,680.5",
}


@pytest.mark.parametrize(("source", "text"), COUNTED.items(), ids=COUNTED)
def test_a_number_that_was_a_text_can_be_counted_with(printed: Printed, source: str, text: str):
    assert printed(source) == text


DECIMALS = {
    "half goes up": (0.125, 2, "0.13"),
    "half of a float goes up": (1.005, 2, "1.01"),
    "half of a negative number": ("-2.5", 0, "-3"),
    "no minus zero": ("-0.001", 2, "0.00"),
    "zeros": (3, 2, "3.00"),
    "none": ("2.5", 0, "3"),
    "money": ("￥1,680.5元", 2, "￥1680.50元"),
}


@pytest.mark.parametrize(("value", "digits", "text"), DECIMALS.values(), ids=DECIMALS)
def test_decimals(value: Any, digits: int, text: str):
    assert filters.decimals(value, digits) == text


PERCENTS = {
    "as it is": (0.504, (), "50.4%"),
    "half": (0.5, (), "50%"),
    "nothing": (0, (), "0%"),
    "all": (1, (), "100%"),
    "two decimals": (0.2996, (), "29.96%"),
    "rounded as stated": (0.504, (0,), "50%"),
    "half goes up": (0.285, (0,), "29%"),
    "half of a float goes up": (0.145, (0,), "15%"),
    "zeros stay": (0.5, (2,), "50.00%"),
    "a float is what it was typed as": (1.1 / 100, (), "1.1%"),
    "text without its sign": ("0.504", (), "50.4%"),
    "text that begins with the point": (".5", (), "50%"),
    "text with its sign": ("32.5%", (), "32.5%"),
    "full-width": ("３２．５％", (0,), "33%"),
    "a fall": (-0.125, (0,), "-13%"),
}


@pytest.mark.parametrize(("value", "digits", "text"), PERCENTS.values(), ids=PERCENTS)
def test_percents(value: Any, digits: tuple[int, ...], text: str):
    assert filters.percent(value, *digits) == text


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4))
@example(976, 4402, 1)
@example(1, 8, 2)
def test_a_share_is_exact_and_rounded_once_half_up(part: int, whole: int, digits: int):
    units = (2 * part * 100 * 10**digits + whole) // (2 * whole)
    assert filters.share(part, whole, digits) == f"{Decimal(units).scaleb(-digits):.{digits}f}%"


QUANTITIES = {
    "thousands": ("{{ 数|千分位 }}", "2,000余"),
    "unit": ("{{ 数|单位('份') }}", "2000余份"),
    "numeral": ("{{ 数|汉字数字 }}", "二千余"),
    "about": ("{{ 数|约数(100) }}", "2000余"),
    "range": ("{{ 数|区间(3000) }}", "2000余—3000"),
}


@pytest.mark.parametrize(("source", "text"), QUANTITIES.values(), ids=QUANTITIES)
def test_what_is_more_than_a_number_stays_so(printed: Printed, source: str, text: str):
    assert printed(source, 数=Quantity(2000, over=True)) == text
    assert printed(source, 数="2000余") == text


def test_thousands_keep_decimals_and_sign():
    assert filters.thousands(-1234567.5) == "-1,234,567.5"
    assert filters.thousands(1e15) == "1,000,000,000,000,000"
    assert filters.unit(1e15, "元") == "1000000000000000元"
    assert filters.thousands("￥1680.50元") == "￥1,680.50元"
    assert filters.thousands(Quantity(1300, over=True, word="约")) == "约1,300"


def test_a_measure_word_is_written_once():
    assert filters.unit("30人", "人") == "30人"
    assert filters.unit("约300", "人") == "约300人"
