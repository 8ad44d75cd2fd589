"""The checks of a careful clerk: each with rows that it must find and rows that it must leave alone."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import Cell, Dataset, DocgenError, FileLine, Problem, Record, Settings, Severity, Text
from docgen.data import run_checks
from docgen.data.dataset import Store
from docgen.records import (
    CHECKS,
    FIGURES,
    RECORDS,
    AdmonitionTalk,
    Appraisal,
    Bands,
    Candidate,
    Community,
    DailyReport,
    Incumbent,
    Review,
    Township,
)
from docgen.workspace import ConfigFile

DAY = date(2013, 11, 18)
BASES = ("有效票", "收回票数", "实到人数", "有效票-弃权")
CONFIG = 'title = "换届"\n[rules]\nbasis = "有效票"\n'


def settings(text: str = CONFIG, **rules: object) -> Settings:
    file = ConfigFile(Path("docgen.toml"), tuple(text.split("\n")), {})
    return Settings(file, "换届", 2013, date(2013, 11, 4), 4, "组织部", rules=rules)


RULES = settings(basis="有效票")


def row(record: Any, number: int = 2, **values: Any) -> Any:
    """The row of that number in its sheet; all columns but `values` are blank."""
    return record(origin=Cell("台账.xlsx", record.__table__.name, number), **values)


STONE = row(Township, name="石羊镇", communities=1)
WATER = row(Township, 3, name="灌口镇", communities=0)
BLISS = row(Community, township=STONE, name="丰乐社区")
BAMBOO = row(Community, township=STONE, name="竹瓦社区")
LI = {"township": STONE, "community": BLISS, "name": "李明"}
ID, OTHER_ID = "510181197010011234", "510181197010015678"
VOTES = {"expected": 45, "present": 42, "handed_out": 42, "returned": 40, "valid": 40, "abstained": 0}


def votes(dissatisfied: int, **values: Any) -> Any:
    """The appraisal of 李明, by default 40 valid votes that add up."""
    return row(
        Appraisal,
        **{**LI, **VOTES, "satisfied": 40 - dissatisfied, "rather": 0, **values, "dissatisfied": dissatisfied},
    )


def unreadable(row: Any, name: str) -> Any:
    """The row with a cell that could not be read."""
    problem = Problem("cell", Severity.ERROR, Text("no number", "不是数"), row.origin)
    row.mark_bad(row.__table__.column(name), problem)
    return row


def office(*rows: Record, rules: Settings = RULES) -> Dataset:
    """These rows, where every table has a sheet."""
    tables = {record.__table__.name: record.__table__ for record in RECORDS}
    by_table: dict[str, list[Record]] = {name: [] for name in tables}
    for each in rows:
        by_table[each.__table__.name].append(each)
    return Dataset(Store(rules, tables, by_table, {spec.name: spec for spec in FIGURES}, []))


def problems(*rows: Record, rules: Settings = RULES) -> list[Problem]:
    """Everything that the checks find in these rows."""
    return run_checks(office(*rows, rules=rules), CHECKS)


def reviewed(number: str) -> Any:
    """What a department said of the person with that ID."""
    return row(Review, resident_id=number, department="公安", opinion="无异议")


UNREAD_TOWN = unreadable(row(Township, 3, name="灌口镇"), "communities")
NO_VOTES = row(Appraisal, 3, **LI, returned=0, valid=0, satisfied=0, rather=0, dissatisfied=0)
DECIDED = row(Candidate, decision="合格", resident_id=ID)

# code → rows of which the last is to be found
FOUND: list[tuple[str, list[Any]]] = [
    ("E03", [row(Candidate, n, resident_id=ID, community=place) for n, place in enumerate((BLISS, BAMBOO), 2)]),
    ("E03", [row(Candidate, n, resident_id=ID, community=place) for n, place in enumerate((BLISS, BLISS, BAMBOO), 2)]),
    ("E05", [row(Candidate, n, resident_id=ID, community=BLISS, name=name) for n, name in enumerate(("甲", "乙"), 2)]),
    ("E10", [BLISS, BAMBOO, STONE]),
    ("E10", [row(Township, name="玉堂镇", communities=4)]),
    ("E10", [UNREAD_TOWN, row(Township, name="玉堂镇", communities=4)]),
    ("E11", [votes(5, satisfied=34)]),
    ("E11", [votes(5, valid=None, invalid=2, satisfied=35)]),
    ("E11", [votes(5, returned=43)]),
    ("E11", [votes(5, handed_out=44)]),
    ("E11", [votes(5, expected=41)]),
    ("E11", [NO_VOTES]),
    ("E20", [reviewed(OTHER_ID), DECIDED]),
    ("E20", [row(Review, resident_id=ID, department="公安"), DECIDED]),
    ("E24", [row(Review, resident_id=ID), row(Candidate, decision="取消资格", resident_id=ID)]),
    ("E29", [votes(12)]),
    ("E29", [NO_VOTES, votes(12)]),
    ("E29", [row(AdmonitionTalk, **{**LI, "name": "李敏"}), votes(30, name="李敏", valid=60, satisfied=30), votes(12)]),
    ("E30", [row(AdmonitionTalk, **LI)]),
    ("E30", [votes(11), row(AdmonitionTalk, **LI)]),
    ("E30", [votes(21), row(AdmonitionTalk, **LI)]),
    ("W26", [row(Township, name="玉堂镇", communities=0, plan_done=True)]),
    ("E36", [row(Incumbent, measure="立案查处")]),
    ("E39", [row(DailyReport, 2, day=DAY, township=STONE), row(DailyReport, 3, day=DAY, township=STONE)]),
]


@pytest.mark.parametrize(("code", "rows"), FOUND, ids=[f"{code}-{n}" for n, (code, _) in enumerate(FOUND)])
def test_the_wrong_row_is_found_with_its_place(code: str, rows: list[Any]):
    assert [problem.where for problem in problems(*rows) if problem.code == code] == [rows[-1].origin]


LEFT_ALONE: list[tuple[str, list[Any]]] = [
    ("E03", [row(Candidate, n, resident_id=ID, community=BLISS) for n in (2, 3)]),
    ("E03", [row(Candidate, 2, community=BLISS), row(Candidate, 3, community=BAMBOO)]),
    ("E05", [row(Candidate, n, resident_id=ID, community=BLISS, name="甲") for n in (2, 3)]),
    ("E10", [STONE, BLISS, WATER]),
    ("E11", [votes(5)]),
    ("E11", [votes(5, valid=None, returned=42, invalid=2)]),
    ("E11", [votes(5, satisfied=30, abstained=5)]),
    ("E11", [votes(5, expected=None)]),
    ("E20", [reviewed(ID), DECIDED]),
    ("E20", [row(Candidate, resident_id=ID)]),
    ("E24", [row(Candidate, decision="取消资格", reason="07"), row(Candidate, decision="合格")]),
    ("E29", [votes(12), row(AdmonitionTalk, **LI)]),
    ("E29", [votes(11)]),
    ("E29", [votes(21)]),
    ("E30", [votes(12), row(AdmonitionTalk, **LI)]),
    ("W26", [row(Township, plan_done=True, plan_done_on=DAY), row(Township, plan_done=False), row(Township)]),
    ("E36", [row(Incumbent, measure="立案查处", measure_on=DAY), row(Incumbent, measure="无"), row(Incumbent)]),
    ("E39", [row(DailyReport, day=DAY, township=town) for town in (STONE, WATER)]),
    ("E39", [row(DailyReport, day=DAY, township=STONE, community=place) for place in (BLISS, BLISS, None)]),
    ("E39", [row(DailyReport, day=day, township=STONE) for day in (DAY, date(2013, 11, 19))]),
]


@pytest.mark.parametrize(("code", "rows"), LEFT_ALONE, ids=[f"{code}-{n}" for n, (code, _) in enumerate(LEFT_ALONE)])
def test_a_right_row_is_left_alone(code: str, rows: list[Any]):
    assert [problem for problem in problems(*rows) if problem.code == code] == []


def test_every_check_is_tried_on_wrong_and_on_right_rows():
    codes = {check.code for check in CHECKS}
    assert codes == {code for code, _ in FOUND} == {code for code, _ in LEFT_ALONE}


def test_without_a_basis_the_checks_that_need_it_say_so_and_the_others_go_on():
    found = problems(votes(5, satisfied=34), row(AdmonitionTalk, **LI), rules=settings())
    assert {(p.code, type(p.where)) for p in found} == {("E11", Cell), ("E29", FileLine), ("E30", FileLine)}


# -- the bands: whole numbers, never rounded percents --


@pytest.mark.parametrize(
    ("dissatisfied", "valid", "talk", "barred"),
    [
        pytest.param(20, 40, True, False, id="exactly 50% is a talk"),
        pytest.param(21, 40, False, True, id="one vote more is barred"),
        pytest.param(63, 125, False, True, id="50.4% is barred, though it rounds to 50"),
        pytest.param(62, 125, True, False, id="49.6% is a talk"),
        pytest.param(12, 40, True, False, id="exactly 30% is a talk"),
        pytest.param(749, 2500, False, False, id="29.96% is none, though it rounds to 30"),
        pytest.param(750, 2500, True, False, id="750 of 2500 is a talk"),
        pytest.param(0, 40, False, False, id="nobody is dissatisfied"),
        pytest.param(40, 40, False, True, id="everybody is"),
    ],
)
def test_the_edge_of_a_band(dissatisfied: int, valid: int, talk: bool, barred: bool):
    appraisal, bands = votes(dissatisfied, valid=valid), Bands.of(RULES)
    assert (bands.to_talk(appraisal), bands.barred(appraisal)) == (talk, barred)


@pytest.mark.parametrize(("basis", "barred"), [(base, base == BASES[3]) for base in BASES], ids=BASES)
def test_the_basis_decides_about_16_of_32_votes_with_2_abstentions(basis: str, barred: bool):
    appraisal = votes(16, present=34, returned=33, valid=32, abstained=2)
    bands = Bands.of(settings(basis=basis))
    assert (bands.barred(appraisal), bands.to_talk(appraisal)) == (barred, not barred)


@pytest.mark.parametrize(
    ("basis", "base"), [("有效票", 60), ("收回票数", 70), ("实到人数", 90), ("有效票-弃权", 50), ("有效票－弃权", 50)]
)
def test_the_rate_is_a_share_of_the_basis(basis: str, base: int):
    bands = Bands.of(settings(basis=basis))
    for dissatisfied in (base // 2, base // 2 + 1):
        appraisal = votes(dissatisfied, present=90, returned=70, valid=60, abstained=10)
        assert bands.barred(appraisal) == (dissatisfied > base // 2)


def test_without_valid_votes_they_are_the_returned_ones_less_the_invalid_ones():
    bands = Bands.of(RULES)
    assert not bands.barred(votes(20, valid=None, returned=42, invalid=2))
    assert bands.barred(votes(21, valid=None, returned=42, invalid=2))


@given(st.integers(0, 300), st.integers(1, 300), st.integers(1, 99), st.integers(1, 99))
def test_nobody_is_in_both_bands_and_the_limits_are_those_of_the_settings(d: int, n: int, a: int, b: int):
    low, high = sorted((a, b))
    bands = Bands.of(settings(basis="有效票", talk_from=low, bar_above=high))
    appraisal, rate = votes(d, valid=n), Fraction(d, n)
    assert bands.barred(appraisal) == (rate > Fraction(high, 100))
    assert bands.to_talk(appraisal) == (Fraction(low, 100) <= rate <= Fraction(high, 100))


@pytest.mark.parametrize("rules", [{}, {"basis": "有效票数"}, {"basis": ""}], ids=["not set", "misspelt", "blank"])
def test_without_a_basis_nothing_is_computed_and_the_hint_lists_the_bases(rules: dict[str, str]):
    with pytest.raises(DocgenError) as caught:
        Bands.of(settings(**rules))
    assert caught.value.where == FileLine("docgen.toml", 3)
    assert caught.value.hint is not None
    for basis in BASES:
        assert f'basis = "{basis}"' in caught.value.hint.zh


def test_a_rule_that_is_not_known_or_no_percent_is_named_with_its_line():
    with pytest.raises(DocgenError) as caught:
        Bands.of(settings("[rules]\nbasis = 1\ntalk_form = 30", basis="有效票", talk_form=30))
    assert caught.value.where == FileLine("docgen.toml", 3)
    with pytest.raises(DocgenError) as caught:
        Bands.of(settings("[rules]\nbar_above = 0.5", basis="有效票", bar_above=0.5))
    assert caught.value.where == FileLine("docgen.toml", 2)


@pytest.mark.parametrize("basis", BASES)
def test_an_appraisal_without_a_vote_lies_in_no_band(basis: str):
    bands = Bands.of(settings(basis=basis))
    appraisal = votes(0, present=0, returned=0, valid=0)
    assert (bands.barred(appraisal), bands.to_talk(appraisal)) == (False, False)


def test_an_appraisal_without_a_vote_does_not_stop_the_figures():
    figures = office(NO_VOTES, votes(12), votes(30)).figures
    assert {name: figures[name].value for name in ("to_talk", "barred")} == {"to_talk": 1, "barred": 1}


def test_limits_that_contradict_each_other_are_refused_with_their_line():
    with pytest.raises(DocgenError) as caught:
        Bands.of(settings("[rules]\ntalk_from = 60", basis="有效票", talk_from=60, bar_above=50))
    assert caught.value.where == FileLine("docgen.toml", 2)


def test_an_unreadable_number_of_votes_makes_no_false_sum():
    assert [problem for problem in problems(unreadable(votes(5), "satisfied")) if problem.code == "E11"] == []
