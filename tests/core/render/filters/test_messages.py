"""Short messages: their length and the numbers in them."""

import pytest

from docgen.problems import DocgenError
from docgen.render.filters import at_most, numbers_in, without_numbers


def test_a_message_of_seventy_characters_passes_and_one_more_is_refused():
    assert at_most("甲" * 70, 70) == "甲" * 70
    with pytest.raises(DocgenError) as error:
        at_most("甲" * 70 + "乙", 70)
    assert "at most 70 characters" in str(error.value.text)
    assert "71" in str(error.value.text)
    assert "Shorten it by 1" in str(error.value.hint)


def test_a_rare_character_counts_as_the_two_that_a_telephone_sends():
    with pytest.raises(DocgenError):
        at_most("甲" * 69 + "𠮷", 70)


@pytest.mark.parametrize(
    "text",
    [
        "请拨打028-00002013",
        "请拨打０２８０００２０１３１",
        "手机138 1234 5678",
        "举报电话12380",
        "身份证990181197001011234",
    ],
)
def test_numbers_are_found(text):
    assert numbers_in(text)
    with pytest.raises(DocgenError, match="without telephone numbers"):
        without_numbers(text)


@pytest.mark.parametrize(
    "text",
    ["2013年11月6日9:00-11:30开会", "2013-11-06 14:30", "共发放公开信12345封，覆盖255个社区", "满意率98.5%，第3期"],
)
def test_days_times_and_counts_are_no_numbers_of_anybody(text):
    assert numbers_in(text) == []
    assert without_numbers(text) == text
