"""Titles of more than a line."""

import pytest

from docgen.gongwen import title_lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        pytest.param("关于做好新老班子交接工作的补充通知", ["关于做好新老班子交接工作的补充通知"], id="short"),
        pytest.param(
            "关于社区党组织和议事会选举有关问题的补充通知",
            ["关于社区党组织和议事会选举", "有关问题的补充通知"],
            id="two lines, broken before 有关",
        ),
        pytest.param("关于甲\n 有关问题的通知", ["关于甲", "有关问题的通知"], id="as its writer broke it"),
        pytest.param("甲" * 25, ["甲" * 25], id="nowhere to break"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_title_is_broken_where_a_reader_pauses(title: str, lines: list[str]) -> None:
    assert title_lines(title) == lines


def test_no_line_of_a_long_title_is_too_long_or_begins_with_de() -> None:
    title = "关于进一步规范社区党组织和议事会选举程序、公开推荐结果、严肃换届纪律有关问题的补充通知"
    lines = title_lines(title)
    assert "".join(lines) == title
    assert len(lines) == 3
    assert all(len(line) <= 20 and line[0] not in "的、和" for line in lines)
