"""Numbers with decimals, such as amounts of money: read exactly, never rounded."""

import pickle
from decimal import Decimal

import pytest

from docgen.schema import Column, Exact, Kind
from docgen.tables.values.cells import CellError
from docgen.tables.values.parsers import parser
from docgen.tables.values.seen import seen

read = parser(Column("金额", kind=Kind.DECIMAL), 2024)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (3600.5, "3600.5"),
        (800.0, "800"),
        (0.1 + 0.2, "0.3"),
        (1e-07, "0.0000001"),
        (-1234.56, "-1234.56"),
        (999999999999.99, "999999999999.99"),
        ("1,200.50", "1200.50"),
        ("１２００元", "1200"),
        ("¥1200", "1200"),
        ("￥1,680.00元", "1680.00"),
        ("-3.10", "-3.10"),
        (" 0.10 ", "0.10"),
        (".5", "0.5"),
        ("人民币1200元整", "1200"),
        ("12345678901234567890.12", "12345678901234567890.12"),
    ],
)
def test_what_a_cell_says(cell, said):
    value = read(cell)
    assert isinstance(value, Decimal)
    assert str(value) == f"{value}" == said


@pytest.mark.parametrize(
    "cell",
    ["若干", "2人", "10万", "1,20.5", "1.2.3", "12 34", "85%", "约300", "1e5", "壹佰元", "¥", "元", "nan", True],
)
def test_what_is_no_number(cell):
    with pytest.raises(CellError):
        read(cell)


@pytest.mark.parametrize("cell", [6.214591234567890e18, 1e15, -1e16, float("nan"), float("inf")])
def test_numbers_that_lost_their_end(cell):
    with pytest.raises(CellError):
        read(cell)


@pytest.mark.parametrize(
    ("cell", "format", "said"),
    [
        (3600.5, "0.00", "3600.50"),
        (3600.5, "General", "3600.5"),
        (1200.0, "#,##0.00", "1200.00"),
        (1234.5, "¥#,##0.00", "1234.50"),
        (1200.0, "#,##0", "1200"),
        (3.14159, "0.00", "3.14159"),
        (1200.4, "0", "1200.4"),
        (-5.5, "#,##0.00_);(#,##0.00)", "-5.5"),
        (800.0, '0.00"元"', "800.00"),
    ],
)
def test_the_places_that_a_cell_shows_stay_and_nothing_is_rounded(cell, format, said):
    assert str(read(seen(cell, Kind.DECIMAL, format))) == said


def test_a_percent_is_no_amount():
    with pytest.raises(CellError):
        read(seen(0.85, Kind.DECIMAL, "0.0%"))


def test_it_compares_and_counts_with_what_people_write():
    value = Exact("1000.10")
    assert value == 1000.1
    assert [value != other for other in (1000.1, 1000.2)] == [False, True]
    assert value > 1000
    assert value <= 1000.1
    assert str(value * 3) == "3000.30"
    assert str(value + 0.2) == "1000.30"
    assert str(sum([value, value])) == "2000.20"
    assert {value: 1}[Decimal("1000.1")] == 1
    again = pickle.loads(pickle.dumps(value))
    assert (type(again), str(again)) == (Exact, "1000.10")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda money: money / 3, "560.166666666667"),
        (lambda money: money / 3 * 3, "1680.5"),
        (lambda money: 1 / money * money, "1"),
        (lambda money: money / 4, "420.125"),
        (lambda money: money * Exact("12345678901234.56"), "20746913393524678.0800"),
    ],
)
def test_a_quotient_without_an_end_has_the_digits_that_excel_keeps(made, said):
    assert str(made(Exact("1680.50"))) == said
