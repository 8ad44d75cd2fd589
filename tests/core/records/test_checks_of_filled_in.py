"""E01, W01: what must be filled in because of another column."""

import pytest
from office import BLISS, DAY, STONE, Case, candidate, incumbent, problems, row, rules_of, talk, unreadable

from docgen.records import Distribution, Household, Inspection, IssuedDocument, Petition, Township
from docgen.records.checks import filled_in

INVESTIGATED = {"measure": "立案查处", "measure_on": DAY, "measure_basis": "违规发放补贴"}
PROMISED = {"outcome": "整改后参选", "remedy": "公开财务", "remedy_by": DAY}
CLOSED = {"number": "1", "subject": "李明", "conclusion": "不属实", "closed_on": DAY}
PLACE = {"township": STONE, "community": BLISS}


def letters(**values: object) -> Distribution:
    made: Distribution = row(Distribution, **{**PLACE, "material": "公开信", "issued": 400, "planned": 400, **values})
    return made


# What must be filled in, a right row, and what must be blank to make it wrong.
NEEDED = [
    (incumbent(**INVESTIGATED), "measure_on"),
    (incumbent(**INVESTIGATED), "measure_basis"),
    (candidate(party="中共预备党员", joined_party=DAY), "joined_party"),
    (talk(**PROMISED), "remedy"),
    (talk(**PROMISED), "remedy_by"),
    (row(Inspection, **PLACE, ruling="限期整改", remedy_by=DAY), "remedy_by"),
    (row(Petition, **PLACE, **CLOSED), "closed_on"),
    (letters(), "planned"),
    (row(IssuedDocument, kind="通知", full_number="都社组换〔2013〕1号"), "full_number"),
]
IDS = [f"E01-{right.__table__.name}-{name}" for right, name in NEEDED]


def blanked(right, name: str):
    return row(type(right), 5, **{c.name: right.get(c.name) for c in right.__table__.columns if c.name != name})


@pytest.mark.parametrize(("right", "name"), NEEDED, ids=IDS)
def test_a_blank_cell_that_another_column_calls_for_is_found_and_named(right, name):
    wrong = blanked(right, name)
    (found,) = problems(right, wrong, checks=filled_in.NEEDED)
    assert (found.code, found.where) == ("E01", wrong.origin)
    assert right.__table__.column(name).title in found.text.zh


@pytest.mark.parametrize(("right", "name"), NEEDED, ids=IDS)
def test_an_unreadable_cell_is_not_said_to_be_blank(right, name):
    assert problems(unreadable(blanked(right, name), name), checks=filled_in.NEEDED) == []


@pytest.mark.parametrize(
    "right",
    [
        incumbent(measure="无"),
        incumbent(),
        candidate(party="群众"),
        candidate(),
        talk(outcome="主动放弃"),
        row(Inspection, **PLACE, ruling="当场纠正"),
        row(Petition, **PLACE, **{**CLOSED, "conclusion": "调查中", "closed_on": None}),
        letters(material="公告", planned=None),
        row(IssuedDocument, kind="信息专报"),
    ],
    ids=lambda right: f"E01-{right.__table__.name}",
)
def test_a_cell_that_nothing_calls_for_may_be_blank(right):
    assert problems(right, checks=filled_in.NEEDED) == []


def test_every_condition_is_tried():
    titles = {rule.title.zh for check in filled_in.NEEDED for rule in check.rules}
    tried = {(right.__table__.name, right.__table__.column(name).title) for right, name in NEEDED}
    assert len(filled_in.NEEDED) == len(tried)
    assert all(any(title.startswith(table) and column in title for title in titles) for table, column in tried)


FOUND: list[Case] = [
    (filled_in.household_without_place, [row(Household, **PLACE, head="李明")]),
    (filled_in.plan_without_day, [row(Township, name="玉堂镇", plan_done=True)]),
]
LEFT_ALONE: list[Case] = [
    (filled_in.household_without_place, [row(Household, group="3组"), row(Household, address="平安路1号")]),
    (filled_in.household_without_place, [unreadable(row(Household), "address")]),
    (filled_in.plan_without_day, [row(Township, plan_done=True, plan_done_on=DAY), row(Township, plan_done=False)]),
    (filled_in.plan_without_day, [row(Township), unreadable(row(Township, plan_done=True), "plan_done_on")]),
]


@pytest.mark.parametrize(("check", "rows"), FOUND, ids=["E01-household", "W01-plan"])
def test_found(check, rows):
    assert [problem.where for problem in problems(*rows, checks=[check])] == [rows[-1].origin]


@pytest.mark.parametrize(("check", "rows"), LEFT_ALONE)
def test_left_alone(check, rows):
    assert problems(*rows, checks=[check]) == []


def test_every_rule_is_tried_on_wrong_and_on_right_rows():
    assert {check for check, _ in FOUND} == {check for check, _ in LEFT_ALONE} == rules_of(filled_in)
