"""Numbers of persons are found however they are typed, and other numbers are left alone."""

from datetime import date

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
)


@settings(derandomize=True, max_examples=examples(500))
@given(st.lists(items, max_size=12), st.sampled_from(["、", "，", "；", "。", "和"]))
def test_lists_of_days_counts_and_sums_hold_no_number_of_a_person(parts: list[str], sign: str):
    assert found(sign.join(parts)) == []


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
