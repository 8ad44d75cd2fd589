"""What cells say, as clerks type them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import Column, Kind, Quantity
from docgen.tables.values.cells import CellError, is_blank, is_ditto
from docgen.tables.values.parsers import parser

YEAR = 2013
WIDE = str.maketrans("0123456789.-/,%", "０１２３４５６７８９．－／，％")
OPINIONS = {"无异议": "无异议", "同意": "无异议", "√": "无异议", "有异议": "有异议", "×": "有异议"}
COLUMN = {kind: Column("列", kind=kind, options=OPINIONS if kind is Kind.ENUM else {}) for kind in Kind}


def read(kind: Kind, raw: Any) -> Any:
    return parser(COLUMN[kind], YEAR)(raw)


NOV_22 = date(2013, 11, 22)
OCT_1970 = date(1970, 10, 1)

GOOD: dict[Kind, list[tuple[Any, Any]]] = {
    Kind.TEXT: [
        ("  a\r\nb ", "a\nb"),
        ("（街道）", "（街道）"),
        ("丰\u200b乐\ufeff", "丰乐"),
        (3.0, "3"),
        (3.5, "3.5"),
        (datetime(2013, 11, 22), "2013-11-22"),
    ],
    Kind.NAME: [
        ("张  三", "张三"),
        ("李　四", "李四"),
        (" 王\u00a0五\n", "王五"),
        ("买买提•某", "买买提·某"),
        ("扎西 ・ 多吉", "扎西·多吉"),
        ("John Smith", "John Smith"),
    ],
    Kind.INT: [
        (23.0, 23),
        ("1,722", 1722),
        ("1，722", 1722),
        ("1722名", 1722),
        ("２３", 23),
        ("10万", 100_000),
        ("0", 0),
    ],
    Kind.PERCENT: [("32.5%", 0.325), (0.325, 0.325), ("３２．５％", 0.325), ("50 %", 0.5), (0.0, 0.0), ("100%", 1.0)],
    Kind.DATE: [
        (41600.0, NOV_22),
        (41600.75, NOV_22),
        (datetime(2013, 11, 22, 9, 5), NOV_22),
        (NOV_22, NOV_22),
        ("2013.11.22", NOV_22),
        ("2013-11-22", NOV_22),
        ("2013/11/22", NOV_22),
        ("20131122", NOV_22),
        (20131122.0, NOV_22),
        ("13.11.22", NOV_22),
        ("2013年11月22日", NOV_22),
        ("11月22日", NOV_22),
        ("２０１３．１１．２２", NOV_22),
        (" 2013. 11. 22\n", NOV_22),
        ("2013.1.2", date(2013, 1, 2)),
    ],
    Kind.YEARMONTH: [
        ("1970.10", OCT_1970),
        ("1970年10月", OCT_1970),
        ("1970-10", OCT_1970),
        ("1970/10", OCT_1970),
        ("197010", OCT_1970),
        (197010.0, OCT_1970),
        ("1970-10-05", OCT_1970),
        ("1970年10月5日", OCT_1970),
        (datetime(1970, 10, 5), OCT_1970),
        ("1970.01", date(1970, 1, 1)),
        ("1970.1", date(1970, 1, 1)),
        (1970.01, date(1970, 1, 1)),
        (1970.11, date(1970, 11, 1)),
        (25569.0, date(1970, 1, 1)),
    ],
    Kind.BOOL: [(yes, True) for yes in ("√", "✓", "☑", "○", "是", "有", "1", 1.0, True, "TRUE", "已完成", " 是 ")]
    + [(no, False) for no in ("×", "否", "无", "0", 0.0, False, "FALSE", "/")],
    Kind.ENUM: [("无异议", "无异议"), ("同意", "无异议"), (" 同 意", "无异议"), ("√", "无异议"), ("×", "有异议")],
    Kind.LIST: [
        ("张三、李四", ("张三", "李四")),
        ("张三，李四;王五；赵六", ("张三", "李四", "王五", "赵六")),
        ("张三\n李 四", ("张三", "李四")),
        ("张三", ("张三",)),
        ("张  三、李　　四", ("张三", "李四")),
    ],
    Kind.PHONE: [
        ("13800138000", "13800138000"),
        (13800138000.0, "13800138000"),
        ("138 0013 8000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("028-87112233", "028-87112233"),
        ("87112233", "87112233"),
        ("13800138000/87112233", "13800138000、87112233"),
    ],
    Kind.EMAIL: [("a.b@djy.gov.cn", "a.b@djy.gov.cn"), (" ａ@163.com ", "a@163.com")],
    Kind.ID: [
        ("11010519491231002X", "11010519491231002X"),
        ("11010519491231002x", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
        ("'110105 19491231 002X", "11010519491231002X"),
    ],
    Kind.CODE: [(510181001.0, "510181001"), (" R1-２ ", "R1-2")],
}

BAD: dict[Kind, list[Any]] = {
    Kind.INT: ["若干", "10万余", "约300", 3.5, "3%", "-3", "3.5", "无", True],
    Kind.QUANTITY: [
        *("余", "很多", "10万余万", 0.5, "2013-11-22", "3百", "一百二", "一万五", "几十", "1.5"),
        *("300以上", "300不到", "10几", "3个半", "2，3", "1,7", "约", "约300余余"),
    ],
    Kind.PERCENT: [32.5, "32.5", "很高", "-1%", "1/3"],
    Kind.DATE: ["22日", "2013.11", "2013-02-30", "2013.13.01", "尽快", 13.1122, 3.0, "0000-01-01"],
    Kind.YEARMONTH: [1970.1, "1970", 1970.0, "1970.13", "1970.00", "十月", "0000.10", "0000年1月"],
    Kind.BOOL: ["也许", "2", 2.0, "是否"],
    Kind.ENUM: ["不知道", "无", 1.0],
    Kind.PHONE: ["12345", "1380013800", "138001380001", "二八七", "13800138000 87112233"],
    Kind.EMAIL: ["djy.gov.cn", "a@b", "张@b.cn", "a@@b.cn", "a@b.cn, c@d.cn"],
    Kind.ID: [
        "110105194912310021",
        "11010519491231002",
        "1101051949123100X2",
        "110105194902310026",
        "٥10181197001010012",
        "无",
    ],
}


def cases(table: dict[Kind, list[Any]]) -> list[Any]:
    return [
        pytest.param(kind, raw, id=f"{kind.value}-{number}")
        for kind, raws in table.items()
        for number, raw in enumerate(raws)
    ]


@pytest.mark.parametrize(("kind", "case"), cases(GOOD))
def test_a_cell_says_what_a_person_means(kind: Kind, case: tuple[Any, Any]) -> None:
    raw, meant = case
    said = read(kind, raw)
    assert said == meant
    assert type(said) is type(meant)


@pytest.mark.parametrize(("kind", "raw"), cases(BAD))
def test_a_cell_that_does_not_fit_its_column_is_refused(kind: Kind, raw: Any) -> None:
    with pytest.raises(CellError) as caught:
        read(kind, raw)
    assert caught.value.text.en
    assert caught.value.text.zh


@pytest.mark.parametrize(
    ("raw", "number", "over"),
    [
        ("10万余", 100_000, True),
        ("10余万", 100_000, True),
        ("2000余", 2000, True),
        ("2，000 余份", 2000, True),
        ("300多户", 300, True),
        ("1722名", 1722, False),
        (170.0, 170, False),
    ],
)
def test_an_approximate_number_stays_approximate(raw: Any, number: int, over: bool) -> None:
    said = read(Kind.QUANTITY, raw)
    assert (said, said.over) == (number, over)
    assert isinstance(said, Quantity)


# -- what the refusal says --


def refusal(kind: Kind, raw: Any) -> CellError:
    with pytest.raises(CellError) as caught:
        read(kind, raw)
    return caught.value


def test_an_id_typed_as_a_number_is_to_be_typed_again() -> None:
    error = refusal(Kind.ID, 5.10181e17)
    assert "末几位已丢失" in error.text.zh
    assert error.hint is not None
    assert "文本" in error.hint.zh


def test_1970_1_in_a_number_cell_may_be_january_or_october() -> None:
    error = refusal(Kind.YEARMONTH, 1970.1)
    assert "1月还是10月" in error.text.zh
    assert error.hint is not None
    assert "1970.01" in error.hint.zh
    assert "1970.10" in error.hint.zh


def test_an_unknown_choice_is_answered_with_the_meanings_once_each() -> None:
    assert refusal(Kind.ENUM, "好").text.zh == "只能填：无异议、有异议"


def test_an_approximate_number_is_refused_where_an_exact_one_is_needed() -> None:
    assert "准确" in refusal(Kind.INT, "10万余").text.zh


def test_a_refused_date_is_shown_how_to_write_one() -> None:
    hint = refusal(Kind.DATE, "下周").hint
    assert hint is not None
    assert "2013-11-22" in hint.zh


# -- blank and ditto --


@pytest.mark.parametrize("raw", [None, "", " ", "　", "\u200b", "\n\t\u00a0"], ids=ascii)
def test_what_cannot_be_seen_is_blank(raw: Any) -> None:
    assert is_blank(raw)


@pytest.mark.parametrize("raw", [0, 0.0, False, "0", "-", "无"], ids=repr)
def test_a_nought_is_not_blank(raw: Any) -> None:
    assert not is_blank(raw)


@pytest.mark.parametrize(("raw", "ditto"), [("同上", True), (" 〃 ", True), ("″", True), ('"', True), ("同意", False)])
def test_ditto_marks_are_told_from_words(raw: Any, ditto: bool) -> None:
    assert is_ditto(raw) is ditto


# -- for every value --

NUMBERS: dict[str, Callable[[int], Any]] = {
    "number": float,
    "text": str,
    "thousands": "{:,}".format,
    "full-width": lambda n: f"{n:,}".translate(WIDE),
    "unit": "{} 名".format,
    "ten-thousands": lambda n: f"{n // 10_000}万" if n % 10_000 == 0 else str(n),
    "padded": "　{}\n".format,
}
DATES: dict[str, Callable[[date], Any]] = {
    "excel": lambda day: float((day - date(1899, 12, 30)).days),
    "datetime": lambda day: datetime(day.year, day.month, day.day, 23, 59),
    "iso": date.isoformat,
    "dots": lambda day: f"{day.year}.{day.month}.{day.day}",
    "slashes": lambda day: f"{day.year}/{day.month:02}/{day.day:02}",
    "digits": lambda day: f"{day:%Y%m%d}",
    "digits-as-number": lambda day: float(f"{day:%Y%m%d}"),
    "chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "full-width": lambda day: day.isoformat().translate(WIDE),
}


@pytest.mark.parametrize("write", NUMBERS.values(), ids=NUMBERS)
@settings(deadline=None)
@given(number=st.one_of(st.integers(0, 10**9), st.integers(0, 10**5).map(lambda n: n * 10_000)))
def test_a_whole_number_reads_back_in_every_spelling(write: Callable[[int], Any], number: int) -> None:
    assert read(Kind.INT, write(number)) == number


@pytest.mark.parametrize("write", DATES.values(), ids=DATES)
@settings(deadline=None)
@given(day=st.dates(date(YEAR - 5, 1, 1), date(YEAR + 5, 12, 31)))
def test_a_date_reads_back_in_every_shape(write: Callable[[date], Any], day: date) -> None:
    assert read(Kind.DATE, write(day)) == day


@settings(deadline=None)
@given(day=st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31)))
def test_a_date_without_its_year_lies_in_the_year_of_the_project(day: date) -> None:
    assert read(Kind.DATE, f"{day.month}月{day.day}日") == day


@settings(deadline=None)
@given(
    born=st.dates(date(1900, 1, 1), date(2020, 1, 1)), place=st.integers(110_000, 659_999), order=st.integers(0, 999)
)
def test_of_eleven_check_digits_an_id_has_one(born: date, place: int, order: int) -> None:
    body = f"{place}{born:%Y%m%d}{order:03}"
    right = [last for last in "0123456789X" if passes(body + last)]
    weighted = sum(int(digit) * 2 ** (17 - position) for position, digit in enumerate(body))
    assert right == ["0123456789X"[(1 - weighted) % 11]]  # ISO 7064, MOD 11-2: all 18 sum up to 1


def passes(number: str) -> bool:
    try:
        return bool(read(Kind.ID, number) == number)
    except CellError:
        return False


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
@settings(deadline=None)
@given(raw=st.one_of(st.text(min_size=1), st.text("01239年月日.-/万余,，%X√、 １", min_size=1), st.floats(-1e9, 1e9)))
def test_whatever_stands_in_a_cell_is_read_or_refused(kind: Kind, raw: Any) -> None:
    try:
        said: Any = read(kind, raw)
    except CellError as error:
        said = error.text.en and error.text.zh
    assert said is not None
    assert said != "" or kind in (Kind.TEXT, Kind.NAME, Kind.CODE)
