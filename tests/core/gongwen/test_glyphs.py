"""Characters that the typefaces of names and addresses lack."""

import pytest

from docgen.gongwen.glyphs import Glyphs, Rare, outside_gbk


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("李建国 028-01000001（甲）①〇·—…", [], id="what GBK has"),
        pytest.param("朱镕、翟㛃", ["㛃"], id="Extension A"),
        pytest.param("王𠮷𠮷堂", ["𠮷"], id="Extension B, once"),
        pytest.param("张\ue5d2", ["\ue5d2"], id="private use"),
        pytest.param("张龦", ["龦"], id="after the end of GBK"),
        pytest.param("张\u00a0三\u200b\ufeff", [], id="what prints nothing"),
        pytest.param("张三•李四", ["•"], id="a mark that is none of names"),
    ],
)
def test_the_characters_outside_gbk_are_named(text: str, found: list[str]) -> None:
    assert outside_gbk(text) == found


def test_each_document_is_looked_at_and_what_it_shares_with_the_one_before_is_told_apart() -> None:
    glyphs, place = Glyphs(), "".join(["𠮷", "社区"])
    assert glyphs.rare({"社区": place, "户主": "李建国", "党员户": True}) == [Rare("社区", "𠮷")]
    assert glyphs.rare({"社区": place, "户主": "翟㛃", "党员户": False}) == [
        Rare("社区", "𠮷", again=True),
        Rare("户主", "㛃"),
    ]
    assert glyphs.rare({"社区": "丰乐社区", "户主": "张三", "党员户": False}) == []


def test_what_is_no_text_is_passed_over_and_hides_nothing() -> None:
    glyphs = Glyphs()
    assert glyphs.rare({"户主": "张三", "党员户": True, "人口": 3, "名单": None}) == []
    assert glyphs.rare({"户主": "李四", "党员户": False, "人口": 4, "名单": None}) == []
    assert glyphs.rare({"户主": "翟㛃", "党员户": True, "人口": None, "名单": ["𠮷"]}) == [
        Rare("户主", "㛃"),
        Rare("名单", "𠮷"),
    ]


def test_values_inside_lists_and_tables_are_looked_at() -> None:
    assert [found.character for found in Glyphs().rare({"名单": [{"姓名": "翟㛃"}, ("𠮷",)], "数": 3})] == ["㛃", "𠮷"]


def test_the_code_point_is_as_people_look_it_up() -> None:
    assert [Rare("", character).code for character in "㛃𠮷"] == ["U+36C3", "U+20BB7"]
