"""A text is read in its plainest form."""

import sys
import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.lookalikes import fold


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("张\u3164伟", "张伟"),
        ("丁\u034f\u061c\ufe0f\U000e0100浩", "丁浩"),
        ("張偉與劉燁", "张伟与刘烨"),
        ("ＡＢＣ１２３", "abc123"),
        ("Ѕаmе", "same"),
        ("Х Χ χ х", "x x x x"),
        ("٣३３❸〣", "33333"),
        ("З", "三"),
        ("力カ", "力力"),
        ("刘著、张乾", "刘著、张乾"),
    ],
    ids=[
        "filler",
        "unseen",
        "traditional",
        "wide",
        "Cyrillic",
        "check digit",
        "digits",
        "letter",
        "katakana",
        "GB 2312",
    ],
)
def test_each_character_is_read_as_the_plain_one(text: str, plain: str):
    assert fold(text) == plain


@given(st.text(max_size=30))
def test_what_is_folded_stays_as_it_is(text: str):
    assert fold(fold(text)) == fold(text)


def test_no_ordinary_character_is_taken_for_another():
    gb2312 = (bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    characters = "".join(gb2312)
    assert len(characters) == 6763
    assert fold(characters) == characters


def test_the_file_says_what_it_is_made_of():
    head = files("docgen").joinpath("lookalikes.txt").read_text(encoding="utf-8")[:2000]
    for source in ("DerivedCoreProperties-15.0.0.txt", "confusables.txt, 13.0.0", "Unihan_Variants.txt, 15.0.0"):
        assert source in head
    assert "https://www.unicode.org/license.txt" in head


def test_every_digit_is_read_as_its_value():
    digits = [sign for sign in map(chr, range(sys.maxunicode)) if unicodedata.decimal(sign, None) is not None]
    assert len(digits) > 600
    assert [sign for sign in digits if fold(sign) != str(unicodedata.decimal(sign))] == []
