"""Expressions of forms that compare what cannot be compared are refused before any row is asked."""

import pytest

from docgen import Kind, Record, column
from docgen.forms.kinds import mismatches


class Household(Record, table="户"):
    people: int = column("人数", kind=Kind.INT)
    head: str = column("户主")


@pytest.mark.parametrize("sign", ["+", "-", "*", "/", "//"])
def test_what_is_reckoned_of_numbers_is_a_number(sign: str):
    (found,) = mismatches(f'人数 {sign} 2 == "两人"', Household.__table__, {})
    assert f"人数 {sign} 2" in found.text.en
    assert mismatches(f"人数 {sign} 2 > 1", Household.__table__, {}) == []


@pytest.mark.parametrize("sign", ["-", "/", "//"])
def test_nothing_is_reckoned_of_texts(sign: str):
    assert mismatches(f"户主 {sign} 2 > 1", Household.__table__, {})
