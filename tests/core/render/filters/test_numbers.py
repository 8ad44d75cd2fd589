"""Rounding down, thousands, percents, measure words."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docgen.data.figures import show
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
