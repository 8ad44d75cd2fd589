"""Months, percents and numbers as clerks type them, each kind of mess by its number."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st
from visits import Visit

from docgen.tables import read_folder
from docgen.tables.values.numerals import chinese_int


@pytest.mark.parametrize(
    ("raw", "format", "month"),
    [
        (1970.1, "0.00", 10),
        (1970.01, "0.00", 1),
        ("1970.10", "@", 10),
        ("1970.1", "@", 1),
        ("一九七〇年十月", "General", 10),
        (datetime(1970, 10, 5), "yyyy.mm", 10),
    ],
)
def test_mess_15_a_month_is_what_the_cell_shows(value: Any, raw: Any, format: str, month: int):
    assert value("出生年月", raw, format) == date(1970, month, 1)


@pytest.mark.parametrize("format", ["General", "0.0"])
def test_mess_15_1970_1_typed_as_a_number_is_not_guessed(fault: Any, format: str):
    assert "1月还是10月" in fault("出生年月", 1970.1, format).text.zh


@pytest.mark.parametrize(("identity", "month"), [("110105197010310027", 10), ("110105197001310028", 1)])
def test_mess_15_the_id_tells_which_month_1970_1_is(read: Any, identity: str, month: int):
    from docgen.tables.values.identity import id_check_digit

    identity = identity[:17] + id_check_digit(identity)
    reading = read({"出生年月": 1970.1, "身份证号": identity})
    assert reading.problems == []
    assert reading.rows["走访"][0].born == date(1970, month, 1)


def test_mess_15_an_id_of_another_year_tells_nothing(read: Any):
    reading = read({"出生年月": 1970.1, "身份证号": "11010519491231002X"})
    assert ["1月还是10月" in problem.text.zh for problem in reading.problems] == [True]


def test_mess_15_in_a_text_file_1970_1_may_have_been_a_number(tmp_path: Path):
    (tmp_path / "走访.csv").write_text("姓名,出生年月\n张三,1970.1\n李四,1970.10\n", encoding="utf-8")
    reading = read_folder(tmp_path, [Visit.__table__], 2013)
    assert [str(problem.where) for problem in reading.problems] == ["走访.csv / B2"]
    assert reading.rows["走访"][1].born == date(1970, 10, 1)


@pytest.mark.parametrize(
    ("raw", "format"),
    [
        (0.325, "0%"),
        (0.325, "0.0%"),
        (0.325, "General"),
        *((text, "@") for text in ("32.5%", "３２．５％", "百分之三十二点五", "百分之32.5", "32.5 %", "0.325")),
    ],
)
def test_mess_16_percents(value: Any, raw: Any, format: str):
    assert value("满意率", raw, format) == 0.325


@pytest.mark.parametrize(("raw", "format", "share"), [(1, "0%", 1.0), (0, "0%", 0.0), ("百分之三十二", "@", 0.32)])
def test_mess_16_whole_percents(value: Any, raw: Any, format: str, share: float):
    assert value("满意率", raw, format) == share


@pytest.mark.parametrize(
    ("raw", "format"), [(32.5, "General"), (32.5, "0.0"), ("32.5", "@"), (1, "General"), ("很高", "@")]
)
def test_mess_16_a_percent_without_its_sign_is_not_guessed(fault: Any, raw: Any, format: str):
    assert fault("满意率", raw, format).expected == "percent"


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        *((text, 1722) for text in ("1,722", "1722名", "1，722", "一千七百二十二", "一七二二", 1722)),
        *((text, 1200) for text in ("一千二百", "一千二百名", "1.2千", "壹仟贰佰")),
        *((text, 100_000) for text in ("10万", "十万", "10万份")),
    ],
)
def test_mess_17_numbers_as_text_with_units_and_thousands(value: Any, raw: Any, number: int):
    said = value("发放数", raw)
    assert (said, said.over) == (number, False)


@pytest.mark.parametrize(
    ("raw", "number", "printed"),
    [
        ("10万余", 100_000, "100000余"),
        ("十余万份", 100_000, "100000余"),
        ("300多户", 300, "300余"),
        ("约300", 300, "约300"),
        ("大约三百户", 300, "约300"),
        ("近300", 300, "近300"),
        ("300左右", 300, "约300"),
    ],
)
def test_mess_17_what_is_said_of_a_number_is_never_lost(value: Any, raw: str, number: int, printed: str):
    said = value("发放数", raw)
    assert (said, said.over, str(said)) == (number, True, printed)
    assert (said + 5).over


def test_mess_17_a_number_whose_format_says_about_is_about(value: Any):
    assert str(value("发放数", 170, '0"余份"')) == "170余"


@pytest.mark.parametrize("raw", ["3\n5", "3 5", "12\n13份", "1 722", "３　５", "1,\n722"], ids=ascii)
def test_mess_17_two_numbers_in_a_cell_are_not_one(fault: Any, raw: str):
    assert "两个数" in fault("发放数", raw).text.zh


def test_mess_16_two_percents_in_a_cell_are_not_one(fault: Any):
    assert "两个数" in fault("满意率", "3\n5%").text.zh


@pytest.mark.parametrize("raw", ["一百二", "几十", "若干", "3个半", -3, 3.5])
def test_mess_17_what_leaves_a_doubt_is_refused(fault: Any, raw: Any):
    assert fault("发放数", raw).expected == "quantity"


@given(number=st.integers(1, 99_999_999))
def test_mess_17_every_numeral_reads_back(number: int):
    assert chinese_int(cn2an.an2cn(number)) == number


_DIGIT_BY_DIGIT = re.compile("[一二两三九][零一二两三九]")


@given(text=st.text("零一二两三九十百千万亿", max_size=12).filter(lambda text: not _DIGIT_BY_DIGIT.search(text)))
def test_mess_17_of_two_readings_of_a_numeral_none_is_taken(text: str):
    number = chinese_int(text)
    if number:
        spelt, typed = (re.sub("零", "", words).replace("一十", "十") for words in (cn2an.an2cn(number), text))
        assert typed.replace("两", "二") == spelt
