"""Masks never show what they should hide; names are laid out."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docgen.problems import DocgenError
from docgen.render import filters


@given(st.from_regex("[0-9]{17}[0-9X]", fullmatch=True))
def test_the_mask_of_an_id_keeps_six_and_four(number: str):
    masked = filters.mask_id(number)
    assert masked == f"{number[:6]}********{number[-4:]}"
    assert filters.mask_id(masked) == masked
    assert filters.mask_id(f" {number[:6]} {number[6:].lower()}") == masked


def test_the_mask_of_an_old_id_keeps_six_and_four():
    assert filters.mask_id("990181700101123") == "990181*****1123"


@given(st.text("0123456789X*", min_size=1, max_size=20))
def test_whatever_an_id_looks_like_no_more_than_ten_digits_show(text: str):
    try:
        masked = filters.mask_id(text) or ""
    except DocgenError:
        return
    assert set(masked[6:-4]) == {"*"}
    assert len(masked) - masked.count("*") == 10


PHONES = {
    "mobile": ("13812345678", "138****5678"),
    "with blanks": ("138 1234 5678", "138****5678"),
    "with dashes": ("138-1234-5678", "138****5678"),
    "from abroad": ("+86 13812345678", "138****5678"),
    "two": ("13812345678、19912345678", "138****5678、199****5678"),
    "masked already": ("138****5678", "138****5678"),
    "with a landline": ("028-87123456/13812345678", "138****5678"),
    "landline": ("028-87123456", None),
    "landline with brackets": ("（028）87123456", None),
    "landline with an extension": ("028-87123456-801", None),
    "local": ("87123456", None),
    "service": ("400-712-3456", None),
}


@pytest.mark.parametrize(("value", "text"), PHONES.values(), ids=PHONES)
def test_telephones(value: str, text: str | None):
    assert filters.mask_phone(value) == text


@given(st.text("0123456789*-、/ ", min_size=1, max_size=30))
@example("13812345678")
@example("02887123456")
def test_of_a_telephone_only_three_and_four_digits_of_mobiles_show(text: str):
    try:
        masked = filters.mask_phone(text)
    except DocgenError:
        return
    assert masked is None or re.fullmatch(r"1[3-9]\d\*{4}\d{4}(、1[3-9]\d\*{4}\d{4})*", masked)


NAMES = {"张三": "张", "张 三 丰": "张", "欧阳修": "欧阳", "欧阳": "欧", "张": "", "扎西·多吉": "扎", "𠮷田": "𠮷"}


@pytest.mark.parametrize(("name", "kept"), NAMES.items(), ids=NAMES)
def test_of_a_name_only_the_surname_shows(name: str, kept: str):
    assert filters.mask_name(name) == f"{kept}某某"
    assert filters.mask_name(name, "某") == f"{kept}某"
    assert filters.anonymous(name) == "某某"


SEVERAL = {
    "、": "张三、李四",
    "commas": "张三,李四，",
    "semicolons": "张三；李四;",
    "lines": "张三\n李四",
    "stroke": "张三/李四",
    "blanks": "张三 李四",
    "padded": "张　三、李　四",
}


@pytest.mark.parametrize("names", SEVERAL.values(), ids=SEVERAL)
def test_each_of_several_names_is_masked(names: str):
    assert filters.mask_name(names) == "张某某、李某某"
    assert filters.mask_name(["张三", "李四"]) == "张某某、李某某"
    assert filters.mask_name("张三、欧阳 小明、扎西·多吉") == "张某某、欧阳某某、扎某某"
    assert filters.mask_name(["张三、李四", "王五"], "某") == "张某、李某、王某"


def test_no_name_is_blank():
    assert filters.mask_name(" 、") is None


def test_masks_take_numbers_that_kept_their_digits():
    assert filters.mask_phone(13800000000) == "138****0000"
    assert filters.mask_phone(13800000000.0) == "138****0000"
    assert filters.mask_id(990181197001011234) == "990181********1234"
    assert filters.mask_id(990181700101123.0) == "990181*****1123"


PADDED = {
    "two": ("张三", "张　三"),
    "two, padded with blanks": ("张  三", "张　三"),
    "two, padded already": ("张　三", "张　三"),
    "three": ("王小明", "王小明"),
    "four": ("欧阳小明", "欧阳小明"),
    "rare": ("𠮷㛃", "𠮷　㛃"),
    "dot": ("扎西·多吉", "扎西·多吉"),
    "short with dot": ("甲·乙", "甲·乙"),
    "Latin": ("Li", "Li"),
    "one": ("张", "张"),
}


@pytest.mark.parametrize(("name", "text"), PADDED.values(), ids=PADDED)
def test_names_are_padded(name: str, text: str):
    assert filters.pad_name(name) == text


def test_rows_and_names_stand_by_strokes(printed):
    rows = [{"姓名": "孔方"}, {"姓名": None}, {"姓名": "王牛"}]
    assert printed("{% for 人 in 名单|姓氏笔画 %}{{ 人.姓名 or '空' }}；{% endfor %}", 名单=rows) == "王牛；孔方；空；"
    assert (
        printed("{{ 名单|姓氏笔画('户主')|map(attribute='户主')|join }}", 名单=[{"户主": "毛"}, {"户主": "牛"}])
        == "牛毛"
    )
    assert printed("{{ 名单|姓氏笔画 }}", 名单="毛 毛，王三运；王勇") == "王勇、王三运、毛毛"


def test_what_is_no_list_is_not_sorted():
    with pytest.raises(DocgenError, match="needs a list of names or rows"):
        filters.by_strokes(5)


def test_names_are_padded_to_a_width():
    assert filters.pad_name("张三", 4) == "张　　三"
    assert filters.pad_name("王小明", 4) == "王小明"
    assert filters.pad_name("张三", 2) == "张三"
