"""What is compiled for the slots of a record does as setattr would, whatever the columns are called."""

from __future__ import annotations

import pytest

from docgen import Record, column
from docgen.problems import Cell
from docgen.schema import Lore, uncut
from docgen.schema.slots import copier, maker

ODD = {"class": column("类"), "ﬁ": column("序"), "名": column("名"), "x": column("其他")}  # a keyword, a ligature
Odd = Record.define("怪表", ODD)
SHEET = Lore(Cell("怪表.xlsx", "甲"))


def test_records_are_made_of_tuples_with_number_and_sheet():
    made = maker(Odd, ("class", "ﬁ", "名"), {"x": "同"})(SHEET, [(3, "a", "b", "c"), (4, "d", "e", "f")])
    assert [[getattr(row, name) for name in ODD] for row in made] == [["a", "b", "c", "同"], ["d", "e", "f", "同"]]
    assert [row.origin for row in made] == [Cell("怪表.xlsx", "甲", 3), Cell("怪表.xlsx", "甲", 4)]
    assert uncut(made[0]) is made[0]
    assert made[0] != made[1]


def test_slots_are_copied_and_an_unset_one_is_told():
    row, copy = maker(Odd, ODD, {})(SHEET, [(3, 1, 2, 3, 4), (4, 5, 6, 7, 8)])
    copier(("class", "ﬁ"))(copy, row)
    assert [getattr(copy, name) for name in ODD] == [1, 2, 7, 8]
    del row.x
    with pytest.raises(AttributeError):
        copier(("x",))(copy, row)


def test_what_is_said_of_one_row_is_not_said_of_the_others_of_its_sheet():
    first, second = maker(Odd, ODD, {})(SHEET, [(3, 1, 2, 3, 4), (4, 5, 6, 7, 8)])
    first.extra["其他情况"] = "雨"
    first.mark_bad(ODD["x"], None)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        second.bad["x"] = None  # type: ignore[index]
    assert first.extra == {"其他情况": "雨"}
    assert second.extra == {}
    assert not second.bad
    assert second.x == 8
