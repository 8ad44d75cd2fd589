"""Numbers of persons are found however they are typed, and other numbers are left alone."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from random import Random

import pytest
from depth import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import personal_numbers
from docgen.personal import digits_in, id_check_digit, telephones_in

ID, MOBILE = "990181198208260098", "13812345678"
SIGNS = ["", " ", "\n", "-", "_", "/", ".", "·", "—", "\u3000", "\u200b", "(", " - ", "\r\n"]
WORDS = ["", "据反映", "其身份证号", "电话：", "（", "第3期，", "2013年11月，"]


def found(text: str) -> list[tuple[bool, str]]:
    return [(number.is_id, number.digits) for number in personal_numbers(text)]


def of_chinese(digits: str) -> str:
    return digits.translate(str.maketrans("0123456789", "〇一二三四五六七八九"))


@st.composite
def ids(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1930, 1, 1), date(1995, 12, 31)))
    number = f"990181{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return number + id_check_digit(number)


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


def cut(digits: str, sizes: tuple[int, ...]) -> list[str]:
    pieces = []
    for size in sizes:
        pieces.append(digits[:size])
        digits = digits[size:]
    return pieces


@given(ids(), st.lists(st.sampled_from(SIGNS), min_size=17, max_size=17), st.sampled_from(WORDS))
def test_an_id_is_found_whatever_stands_between_its_digits(number: str, signs: list[str], before: str):
    typed = number[0] + "".join(sign + digit for sign, digit in zip(signs, number[1:], strict=True))
    assert (True, number) in found(f"{before}{typed}，已到场")


@given(ids(), st.sampled_from([*SIGNS, "、", "，", "；"]))
def test_an_id_is_found_in_any_one_sign(number: str, sign: str):
    assert found(f"证{sign.join(number)}") == [(True, number)]


@given(ids(), st.sampled_from("123456789"))
def test_an_id_is_found_behind_a_digit_too_many(number: str, digit: str):
    assert (True, number) in found(f"证{digit}{number}")


@given(
    mobiles,
    st.sampled_from([(11,), (3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (3, 3, 5), (1,) * 11]),
    st.sampled_from([" ", "-", "·", "/", "_", ".", "  ", "\u200b", "\n"]),
    st.sampled_from(WORDS),
)
def test_a_mobile_number_is_found_however_it_is_cut(number: str, sizes: tuple[int, ...], sign: str, before: str):
    assert found(f"{before}{sign.join(cut(number, sizes))}。") == [(False, number)]


@given(mobiles, st.integers(1, 10))
def test_a_mobile_number_is_found_over_the_end_of_a_line(number: str, at: int):
    assert found(f"电话{number[:at]}\n{number[at:]}，2013年") == [(False, number)]


@pytest.mark.parametrize(
    "typed",
    [
        "138(1234)5678",
        "138（1234）5678",
        "一三八一二三四五六七八",
        "幺三八 一二三四 五六七八",
        "①③⑧①②③④⑤⑥⑦⑧",
        "１３８１２３４５６７８",
        "+86 138 1234 5678",
        "8613812345678",
        "013812345678",
        "5、138/1234/5678",
        "2 人，1 3 8 1 2 3 4 5 6 7 8",
    ],
)
def test_other_ways_to_type_a_mobile_number(typed: str):
    assert found(typed) == [(False, MOBILE)]


def test_numbers_side_by_side_are_told_apart():
    assert found("138 1234 5678 139/1234/5678") == [(False, MOBILE), (False, "13912345678")]
    assert found(f"{ID} {MOBILE}") == [(True, ID), (False, MOBILE)]
    assert found(f"{ID}、990181700101123") == [(True, ID), (True, "990181700101123")]


def test_chinese_digits_of_an_id():
    assert found(f"证号{of_chinese(ID)}。") == [(True, ID)]


@pytest.mark.parametrize(
    "typed",
    [
        "20131104 20131120 20131129",
        "2012-11-19、2012-11-20、2012-12-11",
        "1985.3-1988.07",
        "15.5、16.25、17.125",
        "15.5%、16.25%、17.12%",
        "15、28、31、16、22、7",
        "1、3、2、1、0、4、1、2、3、1、2",
        "15,000,000,000元",
        "15000-160000元",
        "150、2050、1376",
        "成组发〔2013〕15号、〔2013〕16号",
        "028-87110000 028-87119999",
        "990181********1234",
        "138****5678",
        "二〇一三年十一月二十日",
        "990181199913011234",
    ],
)
def test_other_numbers_are_none_of_a_person(typed: str):
    assert found(typed) == []


days = st.dates(date(1990, 1, 1), date(2020, 12, 31))
items = st.one_of(
    st.builds("{:%Y-%m-%d}".format, days),
    st.builds("{0.year}年{0.month}月{0.day}日".format, days),
    st.builds("{0.year}.{0.month}".format, days),
    st.builds("{:%Y%m%d}".format, days),
    st.builds("{:.2f}%".format, st.floats(0, 100)),
    st.builds("成组发〔{0.year}〕{1}号".format, days, st.integers(1, 200)),
    st.builds("028-8{:07}".format, st.integers(0, 9_999_999)),
    st.builds("{}".format, st.integers(0, 99_999)),
    st.builds("{:,}元".format, st.integers(0, 99_999_999_999)),
    st.builds("{:.2f}".format, st.floats(0, 9_999_999)),
    st.builds("{}×{}".format, st.integers(1, 9_999), st.integers(1, 999)),
    st.builds("{}＋{}".format, st.integers(1, 9_999), st.integers(1, 999)),
    st.builds("（{}）材料{}份".format, st.integers(1, 20), st.integers(1, 999)),
    st.builds("{}. 丰乐社区{}组".format, st.integers(1, 20), st.integers(1, 99)),
    st.builds("{:%Y%m%d}{:06}".format, days, st.integers(0, 235_959)),
)


@settings(derandomize=True, max_examples=examples(500))
@given(st.lists(items, max_size=12), st.sampled_from(["、", "，", "；", "。", "和"]))
def test_lists_of_days_counts_and_sums_hold_no_number_of_a_person(parts: list[str], sign: str):
    assert found(sign.join(parts)) == []


@pytest.mark.slow
def test_a_hundred_thousand_lists_of_one_kind_hold_no_number_of_a_person():
    chance = Random(20261203)
    for kind in KINDS:
        for _ in range(100_000 // len(KINDS)):
            sign = chance.choice(["、", "，", "；", "。", "和", ", ", "\n", "\t", " / "])
            text = sign.join(kind(chance, number) for number in range(1, chance.randint(2, 16)))
            assert found(text) == [], text


def _day(chance: Random) -> date:
    return date(chance.randint(1949, 2030), chance.randint(1, 12), chance.randint(1, 28))


KINDS: list[Callable[[Random, int], str]] = [
    lambda chance, _: f"{_day(chance):%Y%m%d}",
    lambda chance, _: f"{_day(chance):%Y-%m-%d}",
    lambda chance, _: "{0.year}年{0.month}月{0.day}日".format(_day(chance)),
    lambda chance, _: "{0.year}.{0.month}.{0.day}".format(_day(chance)),
    lambda chance, _: f"{_day(chance):%Y-%m-%d} {chance.randint(0, 23):02}:{chance.randint(0, 59):02}",
    lambda chance, _: f"{int(10 ** chance.uniform(0, 9)):,}",
    lambda chance, _: f"{10 ** chance.uniform(0, 7):.2f}元",
    lambda chance, _: f"{chance.randint(1, 99_999)}",
    lambda chance, _: f"{chance.uniform(0, 100):.1f}%",
    lambda chance, _: f"{chance.randint(1, 9_999)}×{chance.randint(1, 999)}",
    lambda chance, _: f"{(a := chance.randint(1, 9_999))}×{(b := chance.randint(1, 999))}={a * b}",
    lambda chance, _: f"{(a := chance.randint(1, 9_999))}+{(b := chance.randint(1, 999))}={a + b}",
    lambda chance, number: f"{number}、材料{chance.randint(1, 500)}份",
    lambda chance, number: f"（{number}）丰乐社区{chance.randint(1, 20)}组",
    lambda chance, number: f"{number}. 0403-{chance.randint(0, 99_999):05}",
]


# -- what nobody sees, and what looks alike --

UNSEEN = ["\u00ad", "\u034f", "\u061c", "\u115f", "\u17b4", "\u180b", "\u200b", "\u2064", "\u3164", "\ufe0f", "\uffa0"]
UNSEEN += ["\U000e0100", "\U0001d173"]


@given(ids(), mobiles, st.sampled_from(UNSEEN))
def test_signs_that_nobody_sees_hide_no_number(number: str, mobile: str, sign: str):
    assert found(f"证{sign.join(number)}。") == [(True, number)]
    assert found(f"{mobile[:3]}{sign}{mobile[3:]}") == [(False, mobile)]


@pytest.mark.parametrize("sign", "xXｘＸ×✕✖ХхΧχⅹⅩ╳")
def test_whatever_looks_like_the_check_digit_x_is_one(sign: str):
    number = "99018119700101125X"
    assert found(f"身份证{number[:-1]}{sign}，男") == [(True, number)]
    assert found(f"{number[:-1]} {sign}") == [(True, number)]


@pytest.mark.parametrize(
    "typed",
    [
        "13812З45678",
        "l38l2345678",
        "I38 I234 5678",
        "13８1２34५678",
        "❶❸❽❶❷❸❹❺❻❼❽",
        "138一1234一5678",
        "138ー1234ー5678",
        "138——————1234——————5678",
        "138______12345678",
        "壹叄捌壹貳叁肆伍陸柒捌",
        "〡〣〨〡〢〣〤〥〦〧〨",
    ],
)
def test_a_mobile_number_in_other_letters_and_behind_dashes(typed: str):
    assert found(f"电话{typed}。") == [(False, MOBILE)]


@pytest.mark.parametrize("cuts", [(6, 14), (6, 12, 14), (9,), (6,), (14,), tuple(range(1, 18))])
@pytest.mark.parametrize("sign", ["、", "，", "；"])
def test_signs_of_a_list_between_the_digits_of_an_id(cuts: tuple[int, ...], sign: str):
    parts = [ID[begin:end] for begin, end in pairwise((0, *cuts, 18))]
    assert found(f"身份证号{sign.join(parts)}。") == [(True, ID)]


@pytest.mark.parametrize(
    "typed", ["09902466781", "0990-2466781", "+86 990 2466781", "869902466781", "零九九零二四六六七八一", "——2466781"]
)
def test_a_wanted_telephone_is_found_behind_any_area_code(typed: str):
    assert digits_in(f"电话{typed}。", {"2466781"}) == {"2466781"}


@pytest.mark.parametrize("typed", ["32466781", "24667812", "1990246678", "99902466781"])
def test_a_wanted_telephone_within_other_digits_is_none(typed: str):
    assert digits_in(f"电话{typed}。", {"2466781"}) == set()


def test_the_wanted_digits_are_found_in_any_groups_or_within_longer_ones():
    wanted = {"02801971790", "1971790", "13987654321"}
    assert digits_in("电话028 0197-1790。", wanted) == {"02801971790"}
    assert digits_in("197·17、90", wanted) == {"1971790"}
    assert digits_in("5139876543210", wanted) == {"13987654321"}
    assert digits_in("一三九/八七六五/四三二一", wanted) == {"13987654321"}
    assert digits_in("01971791、2013年", wanted) == set()


def test_part_of_a_mobile_number_is_no_telephone():
    numbers = telephones_in("139 8765 4321 / 028-87654321")
    assert {"13987654321", "02887654321", "87654321"} <= numbers
    assert "1398765" not in numbers


@pytest.mark.timeout(30)
@pytest.mark.parametrize("text", ["0-", "1,", "1/1/", "12 ", "1=", "13912345678、", "990181199001011234、"])
def test_a_long_text_takes_time_that_grows_with_its_length(text: str):
    """With the square of its length it would be minutes."""
    text = (text * 200_000)[:200_000]
    personal_numbers(text)
    telephones_in(text)
    digits_in(text, {"2466781"})
