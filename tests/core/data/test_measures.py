"""What figures may not be."""

import pytest

from docgen import DocgenError, Kind, Record, column, total
from docgen.schema import Exact


class Grant(Record, table="补贴", key=()):
    money: Exact = column("金额", kind=Kind.DECIMAL)


def test_a_figure_is_no_sum_of_decimals():
    rows = [Grant(money=Exact("1.5")), Grant(money=Exact("2"))]
    with pytest.raises(DocgenError, match="a figure is a whole number, money holds decimals"):
        total("money")(rows)
