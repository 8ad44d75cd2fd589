"""E11, E12: votes that do not add up, and rates and grades that do not follow from them."""

import pytest
from office import (
    BLISS,
    LI,
    STONE,
    Case,
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

from docgen.records import Questionnaire, Recommendation
from docgen.records.checks import votes as checks

NO_VOTES = votes(0, 3, returned=0, valid=0, satisfied=0)


def recommended(**values: object) -> Recommendation:
    given = {"entitled": 400, "present": 380, "handed_out": 380, "returned": 377, "valid": 370, "votes": 200}
    made: Recommendation = row(Recommendation, **{**LI, **given, **values})
    return made


def forms(**values: int) -> Questionnaire:
    given = {"handed_out": 9, "returned": 8, "valid": 8}
    made: Questionnaire = row(Questionnaire, township=STONE, community=BLISS, group="群众", **{**given, **values})
    return made


FOUND: list[Case] = [
    (checks.votes_add_up, [votes(5, satisfied=34)]),
    (checks.votes_add_up, [votes(5, valid=None, invalid=2, satisfied=35)]),
    (checks.votes_add_up, [votes(5, returned=43)]),
    (checks.votes_add_up, [votes(5, invalid=1)]),
    (checks.votes_add_up, [votes(5, handed_out=44)]),
    (checks.votes_add_up, [votes(5, expected=41)]),
    (checks.votes_add_up, [NO_VOTES]),
    (checks.ballots_and_questionnaires, [recommended(present=401)]),
    (checks.ballots_and_questionnaires, [recommended(handed_out=381)]),
    (checks.ballots_and_questionnaires, [recommended(returned=381)]),
    (checks.ballots_and_questionnaires, [recommended(valid=378)]),
    (checks.ballots_and_questionnaires, [recommended(votes=371)]),
    (checks.ballots_and_questionnaires, [forms(returned=10)]),
    (checks.ballots_and_questionnaires, [forms(valid=9)]),
    (checks.stored_results, [votes(13, rate=0.324)]),
    (checks.stored_results, [votes(12, grade="正常")]),
    (checks.stored_results, [NO_VOTES, votes(12, rate=0.3001)]),
    (checks.stored_rate_of_talk, [votes(12), talk(rate=0.32)]),
]
LEFT_ALONE: list[Case] = [
    (checks.votes_add_up, [votes(5)]),
    (checks.votes_add_up, [votes(5, valid=None, returned=42, invalid=2)]),
    (checks.votes_add_up, [votes(5, satisfied=30, abstained=5)]),
    (checks.votes_add_up, [votes(5, expected=None)]),
    (checks.votes_add_up, [unreadable(votes(5), "satisfied")]),
    (checks.ballots_and_questionnaires, [recommended(), forms(), unreadable(recommended(votes=500), "votes")]),
    (checks.stored_results, [votes(13, rate=0.33, valid=39, satisfied=26)]),
    (checks.stored_results, [votes(12, grade="诫勉谈话", rate=0.3), votes(5)]),
    (checks.stored_results, [NO_VOTES, unreadable(votes(5), "dissatisfied")]),
    (checks.stored_rate_of_talk, [votes(12), talk(rate=0.3), talk()]),
    (checks.stored_rate_of_talk, [talk(rate=0.3)]),
]


@pytest.mark.parametrize(("check", "rows"), FOUND, ids=names(FOUND))
def test_found(check, rows):
    assert [problem.where for problem in problems(*rows, checks=[check])] == [rows[-1].origin]


@pytest.mark.parametrize(("check", "rows"), LEFT_ALONE, ids=names(LEFT_ALONE))
def test_left_alone(check, rows):
    assert problems(*rows, checks=[check]) == []


def test_every_rule_is_tried_on_wrong_and_on_right_rows():
    assert {check for check, _ in FOUND} == {check for check, _ in LEFT_ALONE} == rules_of(checks)


@pytest.mark.parametrize(
    ("rate", "right"),
    [(0.2991, True), (0.299, True), (0.2990654206, True), (0.3, True), (0.298, False), (0.2995, False)],
)
def test_a_rate_may_be_off_by_half_of_the_last_digit_that_is_shown(rate: float, right: bool):
    """32 of 107 are 29.9065…%; 30% is that too, written without decimals."""
    row = votes(32, valid=107, rate=rate)
    assert (problems(row, checks=[checks.stored_results]) == []) == right


def test_the_rate_follows_from_the_basis_of_docgen_toml_which_the_message_names():
    row = votes(16, returned=33, valid=32, abstained=2, rate=0.5333, satisfied=14)
    assert problems(row, checks=[checks.stored_results], rules=settings(basis="有效票-弃权")) == []
    (found,) = problems(row, checks=[checks.stored_results])
    assert "50.00%：不满意16票，有效票32票" in found.text.zh


def test_a_rate_of_a_talk_may_be_that_of_any_of_several_appraisals():
    assert problems(votes(5), votes(12), incumbent(), talk(rate=0.3), checks=[checks.stored_rate_of_talk]) == []
