"""按姓氏笔画: the order of names in lists of the mainland, and the list of strokes that it rests on."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import strokes
from docgen.strokes import name_key, unlisted

GB2312 = [
    bytes([high, low]).decode("gb2312")
    for high in range(0xB0, 0xF8)
    for low in range(0xA1, 0xFF)
    if not (high == 0xD7 and low > 0xF9)
]
RADICALS = set("丨丿丶匚刂亠冫冖讠卩阝廴艹扌彳彡犭夂饣忄丬氵宀辶彐屮纟灬礻疒衤")

LISTS = {
    "strokes, then 横竖撇点折": "王 牛 毛 方 尹 孔",
    "kinds one after another": "丁 万 马 石 龙 卢 叶 田 史 白 冯 吕 朱 任 刘 江 汤 许 孙",
    "given names of one character first": "王君 王侠 王珉 王勇 王晨 王毅 王三运 王万宾 王玉普 王正伟 王东明",
    "the second character, then the third": "丁来杭 丁学东 丁薛祥 马凯 马兴瑞 马晓天",
    "a surname of two characters behind its first": "欧伟 欧建国 欧阳明 欧阳一鸣",
    "司马 as a surname, and as a name of two characters": "司马 司马明 司徒明",
    "names with ·, however it is typed": "扎西·达娃 扎西•多吉 扎西·次仁",
    "letters behind, unknown characters last": "王伟 李Q 魏明 Anna Bob \U000200d3明",
}


@pytest.mark.parametrize("names", LISTS.values(), ids=LISTS)
def test_lists_stand_in_order(names: str):
    listed = names.split()
    assert sorted(shuffled(listed), key=name_key) == listed


def shuffled(names: list[str]) -> list[str]:
    return names[1::2] + names[::2]


def test_blanks_and_full_width_letters_count_for_nothing():
    assert name_key("王　伟") == name_key("王 伟") == name_key("王伟")
    assert name_key("Ａnna") == name_key("anna")


def test_all_of_gb2312_is_listed():
    assert [char for char in GB2312 if not strokes.strokes(char) and char not in RADICALS] == []


@pytest.mark.parametrize(
    ("char", "digits"),
    {
        "王": "1121",
        "孔": "5215",
        "尹": "5113",
        "凹": "25251",
        "凸": "21251",
        "火": "4334",
        "母": "55414",
        "龙": "13534",
    }.items(),
)
def test_strokes_are_those_of_the_mainland(char: str, digits: str):
    assert strokes.strokes(char) == digits


def test_the_file_stands_in_its_order():
    chars = list(strokes._known()[0])
    of = [strokes.strokes(char) for char in chars]
    assert of == sorted(of, key=lambda digits: (len(digits), digits))
    assert len(chars) == len(set(chars)) > 8000
    assert set("".join(of)) == set("12345")


def test_what_is_not_listed_is_known():
    assert unlisted("\U000200d3王□明") == "\U000200d3□"
    assert unlisted("扎西·多吉 Anna 2") == ""


def test_threads_that_come_first_agree():
    strokes._known.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(name_key, ["王伟"] * 64))) == 1


CHARS = st.sampled_from("王牛毛方尹孔欧阳司马·A龘\U000200d3一丁")
NAMES = st.text(CHARS, min_size=1, max_size=5)


@given(st.lists(NAMES))
def test_the_order_does_not_depend_on_how_names_stood_before(names: list[str]):
    assert list(map(name_key, sorted(names, key=name_key))) == list(
        map(name_key, sorted(shuffled(names), key=name_key))
    )


@given(NAMES, NAMES)
def test_fewer_strokes_of_the_surname_come_first(one: str, two: str):
    first, second = (strokes.strokes(name[0]) for name in (one, two))
    if first and second and len(first) < len(second):
        assert name_key(one) < name_key(two)


@given(NAMES)
def test_a_name_equals_itself_only(name: str):
    assert name_key(name) == name_key(f" {name} ")
    assert name_key(name) != name_key(f"{name}王")
