"""E13, E28 to W35: what appraisals lead to, and the talks."""

from datetime import date

import pytest
from office import (
    DAY,
    LI,
    OTHER_ID,
    STONE,
    WANG,
    Case,
    candidate,
    incumbent,
    names,
    problems,
    row,
    rules_of,
    settings,
    talk,
    unreadable,
    votes,
)

from docgen.records import AdmonitionTalk, Community
from docgen.records.checks import appraisals

NO_VOTES = votes(0, 3, returned=0, valid=0, satisfied=0)
ELECTING = row(Community, township=STONE, name="枕霞社区", election_day=date(2013, 11, 30))
THERE = {"community": ELECTING}
RECTIFIES = talk(outcome="整改后参选", held_on=date(2013, 11, 10))
LAST_TO_APPLY = candidate(9, **WANG, resident_id=OTHER_ID, applied_on=DAY)

FOUND: list[Case] = [
    (appraisals.talk_without_outcome, [talk(outcome=None)]),
    (appraisals.barred_but_running, [candidate(3), votes(21)]),
    (appraisals.barred_but_running, [candidate(3, decision="合格", status="正式候选人"), votes(21)]),
    (appraisals.barred_but_running, [incumbent(3, runs="参选"), votes(21)]),
    (appraisals.band_without_talk, [votes(12)]),
    (appraisals.band_without_talk, [NO_VOTES, votes(12)]),
    (appraisals.band_without_talk, [talk(**WANG), votes(30, 4, **WANG, valid=60, satisfied=30), votes(12)]),
    (appraisals.talk_outside_band, [talk()]),
    (appraisals.talk_outside_band, [votes(11), talk()]),
    (appraisals.talk_outside_band, [votes(21), talk()]),
    (appraisals.talk_out_of_order, [votes(12, held_on=date(2013, 11, 20)), talk()]),
    (appraisals.talk_out_of_order, [votes(12, held_on=date(2013, 11, 21)), talk()]),
    (appraisals.talk_out_of_order, [talk(**THERE, held_on=date(2013, 11, 30))]),
    (appraisals.talk_out_of_order, [talk(**THERE, remedy_by=date(2013, 12, 1))]),
    (appraisals.talk_out_of_order, [talk(remedy_by=date(2013, 11, 20))]),
    (appraisals.runs_or_not, [candidate(3), talk(outcome="主动放弃")]),
    (appraisals.runs_or_not, [LAST_TO_APPLY, RECTIFIES]),
    (appraisals.runs_or_not, [candidate(3), incumbent(runs="放弃")]),
    (appraisals.runs_or_not, [candidate(3), incumbent(runs="不得参选")]),
    (appraisals.passed_without_remedy, [candidate(3, decision="合格"), talk(remedy_result="不明显")]),
    (appraisals.passed_without_remedy, [candidate(3, decision="合格"), talk(remedy_result="拒不整改")]),
    (appraisals.who_talks, [talk(talkers=("郑远山",))]),
    (appraisals.who_talks, [talk(recorder="李明")]),
    (appraisals.who_talks, [talk(recorder="郑远山")]),
    (appraisals.close_to_a_threshold, [votes(12)]),
    (appraisals.close_to_a_threshold, [votes(11)]),
    (appraisals.close_to_a_threshold, [votes(20)]),
    (appraisals.close_to_a_threshold, [votes(21)]),
    (appraisals.close_to_a_threshold, [unreadable(votes(5), "dissatisfied"), votes(21, 4)]),
]
LEFT_ALONE: list[Case] = [
    (appraisals.talk_without_outcome, [talk(outcome="未定"), talk(outcome=None, held_on=date(2013, 12, 30))]),
    (appraisals.barred_but_running, [candidate(decision="取消资格"), incumbent(runs="不得参选"), votes(21)]),
    (appraisals.barred_but_running, [candidate(status="自愿放弃"), votes(21)]),
    (appraisals.barred_but_running, [candidate(), incumbent(runs="参选"), votes(20)]),
    (appraisals.barred_but_running, [unreadable(candidate(), "decision"), votes(21)]),
    (appraisals.band_without_talk, [votes(12), talk()]),
    (appraisals.band_without_talk, [votes(11), votes(21)]),
    (appraisals.talk_outside_band, [votes(12), talk()]),
    (appraisals.talk_outside_band, [votes(5), votes(12), talk()]),
    (appraisals.talk_out_of_order, [votes(12, held_on=date(2013, 11, 19)), talk(remedy_by=date(2013, 11, 21))]),
    (appraisals.talk_out_of_order, [talk(**THERE, remedy_by=date(2013, 11, 29)), unreadable(talk(), "held_on")]),
    (appraisals.runs_or_not, [candidate(status="自愿放弃"), talk(outcome="主动放弃"), incumbent(runs="放弃")]),
    (appraisals.runs_or_not, [candidate(), RECTIFIES, incumbent(runs="参选")]),
    (appraisals.runs_or_not, [LAST_TO_APPLY, talk(outcome="整改后参选")]),
    (appraisals.runs_or_not, [candidate(3), candidate(4, resident_id=OTHER_ID), talk(outcome="主动放弃")]),
    (appraisals.passed_without_remedy, [candidate(decision="取消资格"), talk(remedy_result="不明显")]),
    (appraisals.passed_without_remedy, [candidate(decision="合格"), talk(remedy_result="一般")]),
    (appraisals.who_talks, [talk(), unreadable(talk(), "talkers")]),
    (appraisals.close_to_a_threshold, [votes(10), votes(13), votes(19), votes(22), votes(0), votes(40), NO_VOTES]),
    (appraisals.close_to_a_threshold, [votes(12, note="补评；票数已复核")]),
]


@pytest.mark.parametrize(("check", "rows"), FOUND, ids=names(FOUND))
def test_found(check, rows):
    assert [problem.where for problem in problems(*rows, checks=[check])] == [rows[-1].origin]


@pytest.mark.parametrize(("check", "rows"), LEFT_ALONE, ids=names(LEFT_ALONE))
def test_left_alone(check, rows):
    assert problems(*rows, checks=[check]) == []


def test_every_rule_is_tried_on_wrong_and_on_right_rows():
    assert {check for check, _ in FOUND} == {check for check, _ in LEFT_ALONE} == rules_of(appraisals)


def test_w35_shows_the_rate_by_the_chosen_basis_first_and_by_the_others():
    row = votes(16, present=34, returned=33, valid=32, abstained=2, satisfied=14)
    (found,) = problems(row, checks=[appraisals.close_to_a_threshold], rules=settings(basis="有效票-弃权"))
    assert "有效票-弃权 16/30 = 53.33%；有效票 16/32 = 50.00%" in found.text.zh


def test_somebody_of_the_same_name_in_another_community_is_not_barred():
    elsewhere = candidate(3, community=ELECTING, resident_id=OTHER_ID)
    assert problems(elsewhere, votes(21), checks=[appraisals.barred_but_running]) == []


def test_no_message_names_a_person():
    rows = [
        candidate(3, decision="合格"),
        votes(21),
        talk(outcome="主动放弃", remedy_result="不明显", talkers=("郑远山",)),
    ]
    for problem in problems(*rows):
        assert not any(name in f"{problem.text.zh}{problem.text.en}{problem.hint}" for name in (LI["name"], "郑远山"))


def test_a_talk_is_not_expected_where_no_sheet_has_talks():
    assert problems(votes(12), incumbent(), checks=[appraisals.band_without_talk], without=(AdmonitionTalk,)) == []
