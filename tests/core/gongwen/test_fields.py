"""How much text fits into a field."""

import pytest

from docgen.gongwen import fits, width


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("", 0),
        ("陈建国", 3),
        ("3组12号", 3.5),
        ("买买提·吐尔逊", 7),
        ("㐂𠮷", 2),
        ("ＡＢ", 2),
        ("0403-00001", 5),
        ("“一户”", 4),
    ],
)
def test_a_half_width_character_is_half_a_one(text, wide):
    assert width(text) == wide


@pytest.mark.parametrize(
    ("text", "room", "fit"),
    [("陈建国", 3, True), ("陈建国户", 3, False), ("123456", 3, True), ("1234567", 3, False), ("陈\n建", 9, False)],
)
def test_what_fits(text, room, fit):
    assert fits(text, room) is fit
