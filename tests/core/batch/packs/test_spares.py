"""How many spare letters go with a pack."""

import math
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.batch.packs.spares import Spares
from docgen.problems import UsageError


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 500))
def test_a_number_is_for_each_pack(number, letters):
    assert Spares.of(str(number))(letters) == number


@settings(deadline=None)
@given(st.decimals(0, 100, places=2), st.integers(0, 500), st.sampled_from("%％"))
def test_a_share_is_rounded_up_exactly(percent, letters, sign):
    assert Spares.of(f" {percent} {sign}")(letters) == math.ceil(Fraction(percent) * letters / 100)


def test_full_width_digits_count():
    assert (Spares.of("２％")(400), Spares.of("５")(400)) == (8, 5)


@settings(deadline=None)
@given(st.text(max_size=6))
def test_anything_else_is_refused_with_a_hint(typed):
    with suppress(UsageError):
        assert Spares.of(typed)(10) >= 0
        return
    with pytest.raises(UsageError) as caught:
        Spares.of(typed)
    assert typed in str(caught.value.text)
    assert caught.value.hint


@pytest.mark.parametrize("typed", ["", "-1", "0.02", "101%", "1e3", "二", "2%%", "5 封"])
def test_what_is_no_number_of_spares(typed):
    with pytest.raises(UsageError, match="no number of spare letters"):
        Spares.of(typed)
