"""Figures: which rows stand behind a number, as of which day, and how it is printed."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import (
    Access,
    Cell,
    Dataset,
    DocgenError,
    FigureSpec,
    Kind,
    Period,
    Problem,
    Quantity,
    Record,
    Rows,
    Settings,
    Severity,
    Text,
    column,
    distinct,
    figure,
    ref,
    total,
)
from docgen.config import ConfigFile
from docgen.data.dataset import Store
from docgen.data.figures import show


class Town(Record, table="镇", key=("name",)):
    """A town."""

    name: str = column("镇名", access=Access.PUBLIC)
    phone: str = column("电话")


class Visit(Record, table="走访", dated="day"):
    """A visit, entered on one day and approved on another."""

    town: Town = ref("镇", "镇")
    who: str = column("姓名")
    people: Quantity = column("人次", kind=Kind.QUANTITY)
    day: date = column("日期", kind=Kind.DATE)
    approved_on: date = column("审批日期", kind=Kind.DATE)


TITLE = Text("visits", "走访")


@figure("visits", TITLE, TITLE, unit="次", show=10)
def visits(data: Dataset) -> Rows[Visit]:
    return data[Visit]


@figure("people", TITLE, TITLE, unit="人次", measure=total("people"))
def people(data: Dataset) -> Rows[Visit]:
    return data[Visit]


@figure("persons", TITLE, TITLE, unit="人", measure=distinct("who"))
def persons(data: Dataset) -> Rows[Visit]:
    return data[Visit]


@figure("approved", TITLE, TITLE, unit="次", dated="approved_on")
def approved(data: Dataset) -> Rows[Visit]:
    return data[Visit]


FIGURES: dict[str, FigureSpec] = {spec.name: spec for spec in (visits, people, persons, approved)}
START = date(2013, 11, 4)
SETTINGS = Settings(ConfigFile(Path("docgen.toml"), (), {}), "专项", 2013, START, 4, "组织部")


def row(record: Any, **values: Any) -> Any:
    """A row with these values; all else is blank."""
    return record(**values)


TOWNS: list[Town] = [row(Town, name=name, phone="87130000") for name in ("石羊镇", "灌口镇", "玉堂镇")]


def dataset(rows: Iterable[Visit]) -> Dataset:
    tables = {"镇": Town.__table__, "走访": Visit.__table__}
    return Dataset(Store(SETTINGS, tables, {"镇": list(TOWNS), "走访": list(rows)}, FIGURES, []))


def nth(days: int) -> date:
    return START + timedelta(days=days)


def visit(day: int | None, who: str = "王", people: int = 1, town: int = 0, approved: int | None = None) -> Visit:
    numbers = {"day": day, "approved_on": approved}
    days = {name: nth(number) for name, number in numbers.items() if number is not None}
    made: Visit = row(Visit, town=TOWNS[town], who=who, people=Quantity(people), **days)
    return made


def unreadable(visit: Visit, name: str) -> Visit:
    """The row with a cell that could not be read."""
    problem = Problem("cell", Severity.ERROR, Text("no date", "不是日期"), Cell("a.xlsx", "走访", 4, "D"))
    visit.mark_bad(Visit.__table__.column(name), problem)
    return visit


def span(first: int, last: int) -> Period:
    return Period(nth(first), nth(last), Text("span", "期间"))


# -- which rows count --


def test_a_row_on_the_cut_off_day_counts_and_a_later_one_does_not():
    data = dataset([visit(3), visit(4, people=20), visit(5, who="李")])
    figures = data.upto(nth(4)).figures
    assert [figures[name].value for name in ("visits", "people", "persons")] == [2, 21, 1]
    assert data.upto(nth(3)).figures["visits"].value == 1


def test_a_period_counts_its_first_and_last_day_and_none_beside():
    figures = dataset([visit(day) for day in (1, 2, 3, 4, 5)]).during(span(2, 4)).figures
    assert [found.day for found in figures["visits"].rows] == [nth(2), nth(3), nth(4)]


def test_a_blank_date_counts_from_the_beginning_and_in_no_period():
    data = dataset([visit(None, people=7), visit(3)])
    assert data.upto(nth(0)).figures["people"].value == 7
    assert data.during(span(0, 9)).figures["people"].value == 1


@pytest.mark.parametrize("view", ["everything", "upto", "during"])
def test_an_unreadable_date_never_counts(view: str):
    data = dataset([unreadable(visit(1), "day"), visit(1)])
    views = {"everything": data, "upto": data.upto(nth(9)), "during": data.during(span(0, 9))}
    assert views[view].figures["visits"].value == 1


def test_a_figure_with_its_own_date_is_cut_by_that():
    data = dataset([visit(1, approved=8), visit(1, approved=3), visit(1)])
    assert data.upto(nth(7)).figures["approved"].value == 2
    assert data.during(span(8, 14)).figures["approved"].value == 1
    assert data.during(span(1, 2)).figures["approved"].value == 0


@pytest.mark.parametrize(
    "later", [visit(20, approved=3), unreadable(visit(1, approved=3), "day")], ids=["later", "bad"]
)
def test_a_figure_with_its_own_date_does_not_look_at_the_tables(later: Visit):
    data = dataset([later])
    assert data.upto(nth(7)).figures["approved"].value == 1
    assert data.during(span(2, 5)).figures["approved"].value == 1
    assert data.upto(nth(7)).figures["visits"].value == 0


def test_a_person_counts_once_in_the_week_of_the_first_visit():
    data = dataset([visit(9, "王"), visit(2, "王"), visit(8, "李"), visit(9, "李"), visit(16, "王")])
    weeks = [data.during(span(7 * n, 7 * n + 6)).figures["persons"].value for n in range(3)]
    assert weeks == [1, 1, 0]
    assert data.upto(nth(20)).figures["persons"].value == 2


def test_a_row_without_a_value_is_no_person():
    assert dataset([visit(1), row(Visit, day=nth(1), town=TOWNS[0])]).figures["persons"].value == 1


days = st.integers(0, 40)
some_visits = st.lists(st.builds(visit, days, st.sampled_from("王李张赵"), st.integers(0, 50), st.integers(0, 1), days))


@given(rows=some_visits, cuts=st.sets(st.integers(1, 40)))
def test_the_periods_add_up_to_the_whole(rows: list[Visit], cuts: set[int]):
    data = dataset(rows)
    edges = [0, *sorted(cuts), 41]
    periods = [data.during(span(first, after - 1)) for first, after in pairwise(edges)]
    for name in ("visits", "people", "persons"):
        assert sum(view.figures[name].value for view in periods) == data.upto(nth(40)).figures[name].value


# -- by township --


@given(rows=some_visits, last=days)
def test_the_townships_add_up_to_the_whole(rows: list[Visit], last: int):
    figures = dataset(rows).upto(nth(last)).figures
    for name in FIGURES:
        parts = figures[name].by(Town)
        assert sum(parts[town].value for town in TOWNS) == figures[name].value


@pytest.mark.parametrize("access", Access, ids=lambda access: access.name)
def test_a_township_is_found_also_by_the_row_that_a_document_sees(access: Access):
    seen = dataset([visit(1, people=5), visit(2, people=6), visit(2, people=3, town=1)]).seen_at(access)
    parts = seen.figures["people"].by(Town)
    assert {town.name: parts[town].value for town in seen[Town]} == {"石羊镇": 11, "灌口镇": 3, "玉堂镇": 0}
    assert str(parts[seen[Town][2]]) == "0人次"


def test_a_figure_names_the_rows_behind_it():
    rows = [visit(1), visit(5), visit(2)]
    assert list(dataset(rows).upto(nth(3)).figures["visits"].rows) == [rows[0], rows[2]]


def test_an_unknown_figure_is_named_with_the_nearest():
    with pytest.raises(DocgenError) as caught:
        dataset([]).figures["persens"]
    assert "persens" in caught.value.text.en
    assert caught.value.hint is not None
    assert "persons" in caught.value.hint.en


# -- how a number is printed --


@pytest.mark.parametrize(
    ("value", "step", "printed"),
    [
        (173, 10, "170余"),
        (170, 10, "170"),
        (2000, 1000, "2000"),
        (2001, 1000, "2000余"),
        (102_345, 10_000, "10万余"),
        (100_000, 10_000, "10万"),
        (9, 10, "9"),
        (999, 1000, "999"),
        (9_999, 10_000, "9999"),
        (0, 10, "0"),
        (1722, 1, "1722"),
    ],
)
def test_a_number_is_rounded_down_and_says_so(value: int, step: int, printed: str):
    assert show(Quantity(value), step) == printed


@pytest.mark.parametrize(
    ("value", "step", "printed"), [(170, 10, "170余"), (100_000, 10_000, "10万余"), (5, 10, "5余"), (7, 1, "7余")]
)
def test_at_least_so_many_stays_at_least_so_many(value: int, step: int, printed: str):
    assert show(Quantity(value, over=True), step) == printed


def test_one_approximate_cell_makes_the_sum_approximate():
    approximate = visit(1)
    approximate.people = Quantity(20, over=True)
    assert str(dataset([visit(1, people=150), approximate]).figures["people"]) == "170余人次"
    assert str(dataset([visit(1, people=150), visit(1, people=20)]).figures["people"]) == "170人次"


@given(st.integers(0, 10**7), st.sampled_from([1, 10, 100, 1000, 10_000, 100_000]), st.booleans())
def test_a_printed_number_is_never_above_the_exact_one(value: int, step: int, over: bool):
    printed = show(Quantity(value, over=over), step)
    match = re.fullmatch(r"(\d+)(万?)(余?)", printed)
    assert match
    number = int(match[1]) * (10_000 if match[2] else 1)
    assert value - step < number <= value
    assert bool(match[3]) == (number < value or over)


def test_a_figure_prints_its_unit():
    assert str(dataset([visit(day) for day in range(23)]).figures["visits"]) == "20余次"
