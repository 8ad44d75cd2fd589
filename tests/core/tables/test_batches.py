"""Rows that are read many at once mean what they mean one by one, and what is said of them is the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from unittest.mock import patch

import pytest
from depth import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import Kind, Problem, Record, column, ref
from docgen.problems import Cell
from docgen.tables.batches import Batches
from docgen.tables.header import headers_in
from docgen.tables.layout.grid import Grid
from docgen.tables.readers.marks import Marks, Spans, Style
from docgen.tables.readers.sheet import Sheet
from docgen.tables.rows import RowReader


class Roll(Record, table="名册", key=("township", "home", "code")):
    township: object = ref("乡镇", "乡镇", required=True, fill=True)
    home: object = ref("社区", "社区", within="township", required=True, fill=True)
    code: str = column("户编号", kind=Kind.CODE)
    address: str = column("地址")
    head: str = column("户主姓名", kind=Kind.NAME, required=True)
    people: int = column("人口", kind=Kind.INT)
    share: int = column("比例", kind=Kind.PERCENT)
    day: object = column("日期", kind=Kind.DATE)
    party: bool = column("党员户", kind=Kind.BOOL)
    phone: str = column("电话", kind=Kind.PHONE)
    born: object = column("出生年月", kind=Kind.YEARMONTH)
    number: str = column("身份证号", kind=Kind.ID)
    state: str = column("状态", kind=Kind.ENUM, options=("在家", "外出"))


HEADERS = [each.title for each in Roll.__table__.columns]
USUAL: list[list[Any]] = [
    ["石羊镇", "幸福镇"],
    ["丰乐社区", "新城社区"],
    ["0101-00001", "0101-00002", "0101-00003", "0101-00004"],
    ["安顺街1号院", "安顺街2号院", "安顺街3号院", "2组"],
    ["林飞健", "杨浩荣", "王某", "欧阳春晓"],
    [2.0, 3.0, 4.0],
    [0.5, 0.25],
    ["2013-11-22", "2013年11月2日"],
    ["", "√", "是"],
    ["13712345678", "02887123456", ""],
    ["1970.10", "1971.3", ""],
    ["", "990181197010011234"],
    ["在家", "外出", ""],
]
ODD: list[Any] = [
    *("", None, " ", "同上", "〃", "—", "/", "无", "a\nb", "甲\n乙丙丁", "#REF!", "1.2E+17", "王□明", "x" * 400),
    *(0.0, -0.0, 1.0, 1, True, 12.5, 1e18, "1", "一", "3人", "石羊镇", "合计", "未知", "2013.9", "70.1"),
]


def read(rows: Sequence[Sequence[Any]], marks: Marks, *, at_once: bool) -> tuple[list[Any], list[Problem], int]:
    """What the rows mean, what is said of them, and how many were read with others."""
    sheet = Sheet("名册", [HEADERS, *map(list, rows)], [], marks=marks)
    header = headers_in(Grid(sheet.rows[:1], []), "名册", "名册.xlsx", [Roll.__table__])[0].header
    assert header
    problems: list[Problem] = []
    reader = RowReader(header, sheet, Cell("名册.xlsx", "名册"), {}, (2013, None), problems)
    quick, original = 0, Batches.read

    def counted(self: Batches, batch: Any) -> Any:
        nonlocal quick
        found = original(self, batch) if at_once else None
        quick += len(found or ())
        return found

    with patch.object(Batches, "read", counted):
        read = reader.read((number, row) for number, row in enumerate(sheet.rows[1:], 2))
        found = [record for records in read for record in records]
    return [meaning(row) for row in found], problems, quick


def meaning(row: Record) -> Any:
    values = [(name, getattr(row, name)) for name in Roll.column_names() if row.is_set(name)]
    return row.origin, sorted((name, type(value).__name__, str(value)) for name, value in values), dict(row.bad)


def formatted() -> Marks:
    """A sheet in which the number format of a column changes on the way."""
    marks = Marks([Style(), Style("0%"), Style('0"岁"')], {5: Spans(), 6: Spans()})
    marks.spans[5].add(12, 30, 2)
    marks.spans[6].add(3, 9, 1)
    return marks


usual_rows = st.lists(st.tuples(*map(st.sampled_from, USUAL)).map(list), min_size=1, max_size=40)
changes = st.lists(st.tuples(st.integers(0, 39), st.integers(0, 12), st.sampled_from(ODD)), max_size=6)


@given(usual_rows, changes, st.booleans())
@settings(max_examples=examples(150), deadline=None)
def test_at_once_and_one_by_one_say_the_same(rows, odd, has_formats):
    for row, index, cell in odd:
        if row < len(rows):
            rows[row][index] = cell
    marks = formatted() if has_formats else Marks()
    assert read(rows, marks, at_once=True)[:2] == read(rows, marks, at_once=False)[:2]


def test_plain_rows_are_read_at_once_also_after_others():
    plain = [
        "石羊镇",
        "丰乐社区",
        "0101-00001",
        "安顺街1号院",
        "林飞健",
        2.0,
        0.5,
        "2013-11-22",
        "",
        "",
        "",
        "",
        "在家",
    ]
    rows = [[*plain[:2], f"0101-{n:05}", f"安顺街{n}号院", *plain[4:]] for n in range(2000)]
    rows[40][4] = ""
    found, problems, quick = read(rows, Marks(), at_once=True)
    assert len(found) == 2000
    assert [problem.code for problem in problems] == ["blank"]
    assert quick > 1800


@pytest.mark.parametrize("rows", [[["石羊镇"]], [[]], [["石羊镇", "丰乐社区"] + [""] * 20, []]])
def test_short_long_and_no_rows(rows):
    assert read(rows, Marks(), at_once=True)[:2] == read(rows, Marks(), at_once=False)[:2]
