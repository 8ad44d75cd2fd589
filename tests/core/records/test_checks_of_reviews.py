"""E14, E20 to E27: the joint review and what the city concludes from it."""

from datetime import date

import pytest
from office import (
    BLISS,
    DAY,
    DISCIPLINE,
    ID,
    OTHER_ID,
    PROSECUTORS,
    STONE,
    WANG,
    Case,
    candidate,
    names,
    problems,
    review,
    row,
    rules_of,
    unreadable,
)

from docgen.records import Candidate, Department, Petition, Review
from docgen.records.checks import reviews

BOTH = [PROSECUTORS, DISCIPLINE]
OPTIONAL = row(Department, 4, name="计生", required=False)
PASSED = candidate(3, decision="合格", decided_on=DAY)
BARRED = candidate(3, decision="取消资格", reason="R4-1", decided_on=DAY)
EARLY, LATE = date(2013, 11, 10), date(2013, 11, 20)


def answers(**of_discipline: object) -> list[Review]:
    """Both departments have answered; `of_discipline` changes what 纪委 says."""
    return [review(PROSECUTORS, 7), review(DISCIPLINE, 8, **of_discipline)]


def petition(**values: object) -> Petition:
    given = {"township": STONE, "community": BLISS, "subject": "李明", "received_on": EARLY}
    made: Petition = row(Petition, **{**given, "conclusion": "不属实", "closed_on": EARLY, **values})
    return made


FOUND: list[Case] = [
    (reviews.reviewed_without_decision, [*BOTH, candidate(3), review(DISCIPLINE), review(PROSECUTORS)]),
    (reviews.departments_missing, [review(resident_id=OTHER_ID, name="王秀"), PASSED]),
    (reviews.departments_missing, [review(opinion=None), PASSED]),
    (reviews.departments_missing, [*BOTH, review(PROSECUTORS), PASSED]),
    (reviews.departments_missing, [*BOTH, review(PROSECUTORS), candidate(3)]),
    (reviews.decided_without_township, [candidate(decision="合格", township_review="不合格")]),
    (reviews.decided_without_township, [candidate(decision="取消资格", township_review="待核")]),
    (reviews.objection_without_reasons, [review(opinion="有异议")]),
    (reviews.objection_without_reasons, [review(opinion="待核")]),
    (reviews.accepted_against_departments, [*BOTH, *answers(opinion="有异议"), PASSED]),
    (reviews.accepted_against_departments, [*BOTH, *answers(opinion=None), PASSED]),
    (reviews.accepted_against_departments, [*BOTH, *answers(opinion="待核"), PASSED]),
    (
        reviews.accepted_against_departments,
        [*BOTH, *answers(), review(DISCIPLINE, 9, opinion="有异议", round=2), PASSED],
    ),
    (reviews.cancelled_without_reason, [candidate(decision="取消资格")]),
    (reviews.cancelled_without_objection, [*answers(), BARRED]),
    (reviews.review_out_of_order, [candidate(3, applied_on=LATE), review(reviewed_on=DAY)]),
    (reviews.review_out_of_order, [candidate(3), review(sent_on=LATE, reviewed_on=DAY)]),
    (reviews.review_out_of_order, [PASSED, review(reviewed_on=LATE)]),
    (reviews.two_opinions, [candidate(3), review(), review(PROSECUTORS, 8, opinion="有异议")]),
    (
        reviews.two_opinions,
        [candidate(3), candidate(4, post="书记"), review(), review(PROSECUTORS, 8, opinion="待核", round=1)],
    ),
    (reviews.accepted_with_open_petition, [PASSED, petition(conclusion="调查中")]),
    (reviews.accepted_with_open_petition, [PASSED, petition(conclusion=None)]),
    (reviews.accepted_with_open_petition, [PASSED, petition(closed_on=LATE)]),
]
LEFT_ALONE: list[Case] = [
    (reviews.reviewed_without_decision, [*BOTH, candidate(), *answers(opinion=None)]),
    (reviews.reviewed_without_decision, [*BOTH, PASSED, *answers()]),
    (reviews.reviewed_without_decision, [*BOTH, unreadable(candidate(), "decision"), *answers()]),
    (reviews.departments_missing, [*BOTH, OPTIONAL, *answers(), PASSED]),
    (reviews.departments_missing, [review(), PASSED, candidate(4, **WANG, resident_id=OTHER_ID)]),
    (reviews.departments_missing, [*BOTH, unreadable(review(), "department"), PASSED]),
    (reviews.decided_without_township, [PASSED, BARRED, candidate(township_review="不合格")]),
    (reviews.decided_without_township, [unreadable(candidate(decision="合格"), "township_review")]),
    (
        reviews.objection_without_reasons,
        [review(), review(opinion="有异议", remark="处分影响期未满"), review(opinion=None)],
    ),
    (reviews.accepted_against_departments, [*BOTH, OPTIONAL, *answers(), review(OPTIONAL, opinion="有异议"), PASSED]),
    (reviews.accepted_against_departments, [*BOTH, *answers(opinion="有异议"), review(DISCIPLINE, 9, round=2), PASSED]),
    (reviews.accepted_against_departments, [*BOTH, *answers(opinion="有异议"), BARRED]),
    (reviews.cancelled_without_reason, [BARRED, PASSED, unreadable(candidate(decision="取消资格"), "reason")]),
    (reviews.cancelled_without_objection, [*answers(opinion="有异议"), BARRED, PASSED]),
    (reviews.cancelled_without_objection, [*answers(), candidate(decision="取消资格", reason="R2")]),
    (reviews.cancelled_without_objection, [candidate(decision="取消资格", reason="R3-1")]),
    (reviews.review_out_of_order, [candidate(applied_on=EARLY, decided_on=LATE), review(sent_on=EARLY)]),
    (reviews.review_out_of_order, [PASSED, review(round=2, reviewed_on=LATE)]),
    (reviews.two_opinions, [candidate(3), review(), review(PROSECUTORS, 8, opinion="有异议", round=2)]),
    (reviews.two_opinions, [candidate(3), *answers(opinion="有异议"), review(PROSECUTORS, 9)]),
    (reviews.accepted_with_open_petition, [PASSED, petition(), petition(received_on=LATE, closed_on=LATE)]),
    (reviews.accepted_with_open_petition, [BARRED, petition(conclusion="调查中")]),
    (reviews.accepted_with_open_petition, [PASSED, petition(subject="王秀", conclusion=None)]),
]


@pytest.mark.parametrize(("check", "rows"), FOUND, ids=names(FOUND))
def test_found(check, rows):
    assert [problem.where for problem in problems(*rows, checks=[check])] == [rows[-1].origin]


@pytest.mark.parametrize(("check", "rows"), LEFT_ALONE, ids=names(LEFT_ALONE))
def test_left_alone(check, rows):
    assert problems(*rows, checks=[check]) == []


def test_every_rule_is_tried_on_wrong_and_on_right_rows():
    assert {check for check, _ in FOUND} == {check for check, _ in LEFT_ALONE} == rules_of(reviews)


def test_the_departments_that_are_missing_or_against_are_named():
    found = problems(*BOTH, review(PROSECUTORS), PASSED, checks=[reviews.departments_missing])
    assert [problem.text.zh for problem in found] == ["缺纪委的意见"]
    found = problems(*BOTH, *answers(opinion=None), PASSED, checks=[reviews.accepted_against_departments])
    assert [problem.text.zh for problem in found] == ["复审结论为合格，但纪委未反馈"]


def test_an_opinion_is_not_given_to_one_of_two_people_of_that_name():
    twins: list[Candidate] = [candidate(3, decision="合格"), candidate(4, decision="合格", resident_id=OTHER_ID)]
    found = problems(*twins, review(resident_id=None), checks=[reviews.departments_missing])
    assert [problem.where for problem in found] == [twin.origin for twin in twins]
    found = problems(*twins, review(resident_id=ID), checks=[reviews.departments_missing])
    assert [problem.where for problem in found] == [twins[1].origin]
