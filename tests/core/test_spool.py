"""Rows of long tables: whoever looks at them sees the rows that were read, however many lie in the file."""

from __future__ import annotations

import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import BadCell, Kind, Problem, Record, Severity, Text, column
from docgen.data import Rows
from docgen.data.view import View
from docgen.problems import Cell, DocgenError
from docgen.schema import Lore, spool
from docgen.schema.chunk import BAD, Chunk
from docgen.schema.spool import Spool


class House(Record, table="屋", key=("code",), bulk=True):
    code: str = column("编号")
    people: int = column("人口", kind=Kind.INT)
    day: date = column("日期", kind=Kind.DATE)
    note: str = column("备注")


TABLE = House.__table__
CELLS = {
    "code": st.sampled_from(["", "A1", "A2", "三栋"]) | st.text(max_size=3),
    "people": st.none() | st.integers(0, 3),
    "day": st.none() | st.dates(date(2013, 1, 1), date(2013, 1, 3)),
    "note": st.none(),
}
BROKEN = Problem("cell", Severity.ERROR, Text("no number", "不是数"))


@st.composite
def sheets(draw: st.DrawFn) -> list[list[Record]]:
    """Sheets with rows, some of which have a bad cell or a column that nobody declared."""
    made = []
    for sheet in range(draw(st.integers(0, 3))):
        where, rows = Cell("户册.xlsx", f"{sheet}"), list[Record]()
        lore = Lore(where)
        for number in range(2, 2 + draw(st.integers(0, 9))):
            row = House.bare(lore, number)
            for name, cells in CELLS.items():
                setattr(row, name, draw(cells))
            if draw(st.sampled_from([False, False, True])):
                row.mark_bad(TABLE.column("people"), BROKEN)
            if draw(st.sampled_from([False, False, True])):
                row.extra["颜色"] = draw(st.sampled_from("红绿"))
            rows.append(row)
        made.append(rows)
    return made


def seen(row: Record) -> dict[str, Any]:
    """All that can be asked of a row."""
    known = {name: row.get(name, "") if row.is_set(name) else BROKEN for name in CELLS}
    return {**known, "origin": row.origin, "bad": dict(row.bad), "extra": dict(row._lore.extra)}


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch):
    monkeypatch.setattr(spool, "SIZE", 4)
    monkeypatch.setattr(spool, "_OPEN", 2)


def spooled(sheets: list[list[Record]], step: int) -> Spool:
    made = Spool(TABLE)
    for rows in sheets:
        for start in range(0, len(rows), step):
            made.extend(rows[start : start + step])
    return made


@settings(deadline=None)
@given(sheets(), st.integers(1, 6))
def test_the_rows_are_those_that_were_put_in(found, step):
    rows = [row for sheet in found for row in sheet]
    made = spooled(found, step)
    assert len(made) == len(rows)
    assert list(map(seen, made)) == list(map(seen, rows))
    assert list(map(seen, made)) == list(map(seen, rows)), "they can be looked at again"


@settings(deadline=None)
@given(sheets(), st.integers(1, 6), st.data())
def test_some_of_the_rows_in_any_order(found, step, data):
    rows = [row for sheet in found for row in sheet]
    view = View(spooled(found, step))
    places = data.draw(st.lists(st.sampled_from(range(len(rows))), max_size=9)) if rows else []
    assert list(map(seen, view.at(places))) == [seen(rows[at]) for at in places]
    sheets = [(sheet.sheet, number) for sheet, numbers in view.at(places).sheets() for number in numbers]
    assert sheets == [(rows[at].origin.sheet, rows[at].origin.row) for at in places]
    start, stop = data.draw(st.integers(0, 9)), data.draw(st.integers(0, 9))
    assert list(map(seen, view[start:stop])) == list(map(seen, rows[start:stop]))


@settings(deadline=None)
@given(sheets(), st.integers(1, 6))
def test_rows_answer_as_if_they_were_a_list(found, step):
    rows = [row for sheet in found for row in sheet]
    long, short = Rows(TABLE, View(spooled(found, step)), {}), Rows(TABLE, rows, {})
    for name in (*CELLS, "颜色"):
        if name != "颜色":
            assert long.values(name) == short.values(name)
            assert list(long.columns(name, "code")) == list(short.columns(name, "code"))
    assert [seen(row) for row in long.where(people=None)] == [seen(row) for row in short.where(people=None)]
    assert [seen(row) for row in long.where(lambda row: (row.people or 0) > 1)] == [
        seen(row) for row in short.where(lambda row: (row.people or 0) > 1)
    ]
    assert list(map(seen, long.sort("people", "code"))) == list(map(seen, short.sort("people", "code")))
    groups, expected = long.by("day"), short.by("day")
    assert {day: list(map(seen, rows)) for day, rows in groups.items()} == {
        day: list(map(seen, rows)) for day, rows in expected.items()
    }
    assert list(map(seen, long[:0].joined(groups.values()))) == list(map(seen, short[:0].joined(expected.values())))


@settings(deadline=None)
@given(sheets(), st.integers(1, 6), st.data())
def test_a_value_that_is_put_later_is_there_for_everybody(found, step, data):
    rows = [row for sheet in found for row in sheet]
    made = spooled(found, step)
    view = View(made)
    list(view)
    for at in data.draw(st.lists(st.sampled_from(range(len(rows))), max_size=4)) if rows else ():
        rows[at].code = "新"
        made.put(rows[at], "code", "新")
    assert list(map(seen, view)) == list(map(seen, rows))
    assert list(view.column("code")) == [row.code for row in rows]


def test_two_looks_at_a_row_give_one_row_and_other_rows_are_others():
    first, second = (House.bare(Lore(Cell("户册.xlsx", "户")), number) for number in (2, 3))
    for row in (first, second):
        row.code = row.people = row.day = row.note = None  # type: ignore[assignment]
    made = spooled([[first, second]], 1)
    assert made[0] == made[0]
    assert len({made[0], made[0], made[1]}) == 2
    assert House() != House(), "rows of no sheet are only themselves"


def test_a_cell_that_could_not_be_read_still_says_why():
    row = House.bare(Lore(Cell("户册.xlsx", "户")), 7)
    for name in CELLS:
        setattr(row, name, None)
    row.mark_bad(TABLE.column("people"), BROKEN)
    (again,) = spooled([[row]], 1)
    with pytest.raises(BadCell, match="no number") as error:
        _ = again.people
    assert error.value.where == Cell("户册.xlsx", "户", 7)


def test_memory_does_not_grow_with_the_rows(monkeypatch):
    """A row more takes less than two bytes; as an object it would take some hundred."""
    monkeypatch.setattr(spool, "SIZE", 2048)
    lore = Lore(Cell("户册.xlsx", "户"))

    def held(rows: int) -> int:
        tracemalloc.start()
        made = Spool(TABLE)
        for start in range(0, rows, 256):
            codes = [f"0403-{number:05}" for number in range(start, start + 256)]
            numbers = list(range(start, start + 256))
            made.extend(Chunk(House, lore, numbers, {"code": codes}, dict.fromkeys(("people", "day", "note")), {}))
        assert sum(1 for row in made if row.code.endswith("0")) == rows // 10 + (rows % 10 > 0)
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return size

    assert held(102_400) - held(10_240) < 2 * 92_160


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_a_full_disk_is_named(monkeypatch):
    monkeypatch.setattr(spool, "TemporaryFile", lambda **_: Path("/dev/full").open("wb", buffering=0))  # noqa: SIM115
    row = House.bare(Lore(Cell("户册.xlsx", "户")), 7)
    for name in CELLS:
        setattr(row, name, None)
    made = Spool(TABLE)
    with pytest.raises(DocgenError, match=r"rows of 屋 cannot be put aside in .*: No space left on device"):
        made.extend([row] * 8)


def houses(numbers: range, block: int = 0, **values: Any) -> list[Record]:
    lore, made = Lore(Cell("户册.xlsx", "户"), block=block), list[Record]()
    for number in numbers:
        row = House.bare(lore, number)
        for name in CELLS:
            setattr(row, name, values.get(name))
        made.append(row)
    return made


def test_two_tables_side_by_side_on_a_sheet_keep_their_rows_apart():
    made = spooled([houses(range(2, 8), code="左"), houses(range(2, 8), block=5, code="右")], 3)
    assert len(set(made)) == 12
    made.put(made[7], "code", "新")
    assert [row.code for row in made] == ["左"] * 6 + ["右", "新"] + ["右"] * 4


def test_a_column_that_could_not_be_read_in_one_sheet_hides_no_other():
    bad, good = houses(range(2, 4)), houses(range(2, 4), people=3)
    for row in bad:
        row.mark_bad(TABLE.column("people"), BROKEN)
    first, second = Chunk.of(bad), Chunk.of(good)
    first.columns, first.same = {n: v for n, v in first.columns.items() if n != "people"}, {"people": BAD}
    assert list(Chunk.joined([first, second]).column("people")) == [BAD, BAD, 3, 3]
