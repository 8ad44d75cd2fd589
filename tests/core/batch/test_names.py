"""Patterns to paths."""

from pathlib import PurePosixPath

import pytest

from docgen.batch.names import document_path, safe_name
from docgen.problems import DocgenError


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("信", "信"),
        ("{{ 社区 }}/{{ 姓名 }}-{{ 序号 }}", "丰乐社区/王芳-1"),
        ("{{ 日期 }}/信", "2013_12_16/信"),
        ("{{ '甲/乙' }}", "甲_乙"),
        ("{% if 序号/2 > 0 %}{{ 姓名 }}{% endif %}", "王芳"),
        ("/信//{{ 姓名 }}/", "信/王芳"),
    ],
)
def test_a_slash_of_the_pattern_makes_a_folder_and_one_of_a_value_none(pattern: str, path: str):
    context = {"社区": "丰乐社区", "姓名": "王芳", "序号": 1, "日期": "2013/12/16"}
    assert document_path(pattern, context) == PurePosixPath(path)


@pytest.mark.parametrize("pattern", ["..", "../信", "{{ 空 }}", "", "/", "信/{{ 点 }}"])
def test_a_part_of_which_nothing_is_left_is_refused(pattern: str):
    with pytest.raises(DocgenError):
        document_path(pattern, {"空": "", "点": ".."})


def test_a_name_that_is_missing_is_answered_with_the_nearest():
    with pytest.raises(DocgenError) as caught:
        document_path("{{ 社区 }}-{{ 姓名 }}", {"所在社区": "丰乐", "姓名": "王芳"})
    assert "所在社区" in str(caught.value.hint)


def test_a_name_that_is_blank_is_said():
    with pytest.raises(DocgenError, match="needs 姓名, which is blank"):
        document_path("{{ 社区 }}-{{ 姓名 }}", {"社区": "丰乐", "姓名": None})


UNSEEN = ["\x00", "\x1b", "\x7f", "\x85", "\xad", "\u061c", "\u200b", "\u200e", "\u2028", "\u2029", "\u202e", "\u2060"]
UNSEEN += ["\u2066", "\ufeff", "\ud800", "\U000e0041"]


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
def test_what_ends_a_line_or_turns_the_way_of_writing_is_in_no_name(sign: str):
    assert safe_name(f"王{sign}芳") == "王_芳"
    assert safe_name("王\u3000芳·é") == "王\u3000芳·é"
