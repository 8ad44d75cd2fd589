"""What a form that begins prints for a blank cell: nothing in a place of its own, and no sentence with a gap."""

import pytest
from old_forms import old_form, para, table
from township import Township

DATA = (
    ("姓名", "岗位", "补贴", "电话"),
    ("郑远山", "保洁员", 600, "028-00000001"),
    ("周清", None, None, None),
)
POST = "聘您为{岗位}，每月补贴____元。"


@pytest.fixture
def township(docgen, tmp_path) -> Township:
    return Township(docgen, tmp_path / "石羊镇")


def new(township: Township, *body: str, more: tuple[str, ...] = ()) -> str:
    """Make the form 表; what the command says."""
    source = old_form(township.folder, *body)
    return township.say("forms", "new", "表", "--from", source, "--data", township.workbook(*DATA), *more)


def test_a_sentence_with_a_gap_is_refused_with_the_cell(township):
    assert "nothing is printed" not in new(township, para("{姓名}同志："), para(POST.replace("____", "{补贴}")))
    said = township.say("表", code=1)
    assert "{{ 岗位 }}: " in said
    assert "名单.xlsx / Sheet1 / row 3" in said
    assert [texts for texts, _ in township.made().values()] == [["郑远山同志：", "聘您为保洁员，每月补贴600元。"]]


@pytest.mark.parametrize(
    "text",
    ["用途：{岗位}。自开具之日起有效。", "经研究，由{岗位}负责", "补贴：{补贴}元（大写：{补贴}）。", "好！他是{岗位}"],
)
def test_what_has_the_signs_of_a_sentence_is_one(township, text):
    new(township, para("{姓名}"), para(text))
    township.say("表", code=1)
    assert len(township.made()) == 1


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        (para("姓名：{姓名}，岗位：{岗位}，补贴：{补贴}元，电话：____"), "姓名：周清，岗位：，补贴：元，电话："),
        (
            para("姓名：____　岗位：____　　（注：岗位没有定的不填。）"),
            "姓名：周清　岗位：　　（注：岗位没有定的不填。）",
        ),
        (para("岗位：____\n姓名：____。"), "岗位：\n姓名：周清。"),
        (table(("姓名", "", "岗位", "")), "姓名|周清|岗位|"),
    ],
)
def test_a_place_of_its_own_prints_nothing_which_is_told(township, body, printed):
    assert "Where a cell of these columns is blank, nothing is printed in its place: 岗位" in new(township, body)
    township.say("表")
    texts, rows = list(township.made().values())[1]
    assert "\n".join([*texts, *map("|".join, rows)]) == printed


def test_rows_of_a_list_and_a_form_of_a_workbook_alone(township):
    said = new(township, table(("姓名", "岗位"), ("", ""), ("", "")))
    assert "nothing is printed in its place: 岗位\n" in said
    township.say("表")
    said = township.say("forms", "new", "册", "--data", township.folder / "名单.xlsx", "--each")
    assert "nothing is printed in its place: 岗位、补贴、电话\n" in said


def test_what_the_old_form_says_of_blanks_itself_stays(township):
    new(township, para('{姓名}同志，聘您为{{ 岗位|空("") }}。'))
    township.say("表")
    assert [texts for texts, _ in township.made().values()][1] == ["周清同志，聘您为。"]
