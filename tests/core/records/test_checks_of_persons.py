"""E03 to E08: who is who."""

from datetime import date

import pytest
from office import (
    BAMBOO,
    BLISS,
    DAY,
    ID,
    LI,
    OTHER_ID,
    PROSECUTORS,
    STONE,
    WANG,
    Case,
    candidate,
    incumbent,
    names,
    problems,
    resident_id,
    review,
    row,
    rules_of,
    settings,
    talk,
    unreadable,
    votes,
)

from docgen.problems import Cell
from docgen.records import (
    Candidate,
    Community,
    Household,
    IssuedDocument,
    Petition,
    Recommendation,
    Township,
)
from docgen.records.checks import persons
from docgen.records.join import listed
from docgen.text import Text

ELSEWHERE = {"township": STONE, "community": BAMBOO}
TWINS = [candidate(7, post="书记", resident_id=ID), candidate(8, post="委员", resident_id=OTHER_ID)]


def petition(**values: object) -> Petition:
    made: Petition = row(Petition, **{"township": STONE, "community": BLISS, "subject": "李明", **values})
    return made


def recommended(**values: object) -> Recommendation:
    made: Recommendation = row(Recommendation, **{**LI, "day": DAY, "chosen": True, **values})
    return made


FOUND: list[Case] = [
    (
        persons.numbers_twice,
        [candidate(number="04-01"), candidate(3, number="04-01", **WANG, resident_id=OTHER_ID)],
    ),
    (
        persons.numbers_twice,
        [row(Township, 2, name="甲镇", code="990181101"), row(Township, 3, name="乙镇", code="990181101")],
    ),
    (
        persons.numbers_twice,
        [row(Community, n, township=STONE, name=name, code="990181104003") for n, name in ((2, "甲"), (3, "乙"))],
    ),
    (
        persons.numbers_twice,
        [row(IssuedDocument, n, series="组", year=2013, number=n, full_number="组〔2013〕2号") for n in (2, 3)],
    ),
    (persons.not_on_the_list, [review(resident_id=None)]),
    (persons.not_on_the_list, [candidate(**WANG, resident_id=None), review()]),
    (persons.not_on_the_list, [candidate(resident_id=OTHER_ID), review(resident_id=ID)]),
    (persons.not_on_the_list, [candidate(**ELSEWHERE, resident_id=None), review()]),
    (persons.not_on_the_list, [candidate(), votes(1)]),
    (persons.not_on_the_list, [talk()]),
    (persons.not_on_the_list, [petition()]),
    (persons.not_on_the_list, [recommended()]),
    (persons.incumbent_or_not, [candidate(incumbent=True)]),
    (persons.incumbent_or_not, [incumbent(), candidate(incumbent=False)]),
    (persons.applied_in_two_communities, [candidate(2), candidate(3, **ELSEWHERE)]),
    (persons.applied_in_two_communities, [candidate(2), candidate(3, post="书记"), candidate(4, **ELSEWHERE)]),
    (persons.two_names, [candidate(2), candidate(3, name="李鸣")]),
    (persons.two_names, [candidate(2), review(name="李鸣")]),
    (persons.two_names, [candidate(2), incumbent(name="李鸣")]),
    (persons.two_names, [candidate(number="04-03-01"), review(number="04-03-01", resident_id=None, name="李鸣")]),
    (persons.same_name_and_birth, [candidate(2), candidate(3, **ELSEWHERE, resident_id=OTHER_ID)]),
    (persons.birth_and_sex, [candidate(born=date(1970, 1, 1))]),
    (persons.birth_and_sex, [candidate(sex="女")]),
    (persons.odd_names, [candidate(name="李?")]),
    (persons.odd_names, [candidate(name="李□")]),
    (persons.odd_names, [candidate(name="李\ue864")]),
    (persons.odd_names, [row(Household, head="李某某")]),
    (persons.odd_names, [incumbent(name="李明2")]),
    (persons.ambiguous, [*TWINS, review(resident_id=None)]),
    (persons.ambiguous, [*TWINS, petition()]),
    (persons.ambiguous, [*TWINS, recommended()]),
    (persons.ambiguous, [incumbent(7), incumbent(8, resident_id=OTHER_ID), votes(1)]),
    (persons.ambiguous, [incumbent(7), incumbent(8, resident_id=OTHER_ID), talk()]),
    (persons.ambiguous, [candidate(7), incumbent(8, resident_id=OTHER_ID), petition()]),
    (persons.ambiguous, [candidate(7, resident_id=None), candidate(8, resident_id=None), review()]),
]
LEFT_ALONE: list[Case] = [
    (persons.numbers_twice, [candidate(2, number="04-03-01"), candidate(3, number="04-03-01", post="书记")]),
    (persons.numbers_twice, [candidate(2), candidate(3, resident_id=OTHER_ID)]),
    (persons.not_on_the_list, [candidate(), review(), review(resident_id=None), petition(), recommended()]),
    (persons.not_on_the_list, [candidate(name="李鸣"), review()]),
    (persons.not_on_the_list, [incumbent(), votes(1), talk(), petition()]),
    (persons.not_on_the_list, [recommended(chosen=False), petition(subject=None)]),
    (persons.not_on_the_list, [unreadable(review(resident_id=None), "community")]),
    (persons.not_on_the_list, [*TWINS, review(resident_id=None)]),
    (persons.incumbent_or_not, [incumbent(), candidate(incumbent=True), candidate(**WANG, resident_id=OTHER_ID)]),
    (persons.incumbent_or_not, [incumbent(resident_id=OTHER_ID), candidate(incumbent=False)]),
    (persons.incumbent_or_not, [candidate(incumbent=False)]),
    (persons.applied_in_two_communities, [candidate(2), candidate(3, post="书记")]),
    (persons.applied_in_two_communities, [candidate(2, resident_id=None), candidate(3, **ELSEWHERE, resident_id=None)]),
    (persons.two_names, [candidate(2), candidate(3, post="书记"), review(), incumbent()]),
    (
        persons.same_name_and_birth,
        [candidate(2), candidate(3, **ELSEWHERE, born=date(1970, 11, 1), resident_id=OTHER_ID)],
    ),
    (persons.same_name_and_birth, [candidate(2), candidate(3, resident_id=OTHER_ID)]),
    (persons.birth_and_sex, [candidate(), candidate(sex="女", resident_id=resident_id(sex="女"))]),
    (persons.birth_and_sex, [unreadable(candidate(), "born", "sex"), candidate(resident_id=None)]),
    (persons.odd_names, [candidate(name="扎西·多吉"), candidate(name="㛃䶮"), row(Township, name="石羊2镇")]),
    (persons.ambiguous, [*TWINS, review(resident_id=ID)]),
    (persons.ambiguous, [candidate(7), candidate(8, post="书记"), review(resident_id=None)]),
    (persons.ambiguous, [candidate(7), candidate(8, **ELSEWHERE, resident_id=OTHER_ID), review(resident_id=None)]),
    (persons.ambiguous, [candidate(), incumbent(), petition()]),
    (persons.ambiguous, [candidate(), incumbent(resident_id=None), petition()]),
]


@pytest.mark.parametrize(("check", "rows"), FOUND, ids=names(FOUND))
def test_found(check, rows):
    assert [problem.where for problem in problems(*rows, checks=[check])] == [rows[-1].origin]


@pytest.mark.parametrize(("check", "rows"), LEFT_ALONE, ids=names(LEFT_ALONE))
def test_left_alone(check, rows):
    assert problems(*rows, checks=[check]) == []


def test_every_rule_is_tried_on_wrong_and_on_right_rows():
    assert {check for check, _ in FOUND} == {check for check, _ in LEFT_ALONE} == rules_of(persons)


def test_people_whose_township_could_not_be_read_are_listed_by_their_row():
    person = Candidate(post="书记", origin=Cell("台账.xlsx", "候选人", 7))
    assert listed([person]) == Text("书记 (台账.xlsx / 候选人 / row 7)", "书记（台账.xlsx / 候选人 / 第7行）")


def test_ambiguous_lists_all_whom_it_could_be_with_township_community_and_post_and_no_name():
    (found,) = problems(*TWINS, review(resident_id=None), checks=[persons.ambiguous])
    for person in TWINS:
        assert f"石羊镇丰乐社区 {person.post}" in found.text.zh
        assert str(person.origin) in found.text.en
        assert f"第{person.origin.row}行" in found.text.zh
    assert "李明" not in f"{found.text}{found.hint}"
    assert ID not in str(found.as_dict())


# -- a column that was sorted alone --


def roll(count: int, shift: int, sheet: str) -> list[Candidate]:
    """So many candidates; their names stand `shift` rows lower than they should."""
    people = [f"王{chr(0x4E00 + n)}" for n in range(count)]
    return [
        candidate(n + 2, sheet=sheet, name=people[(n + shift) % count], resident_id=resident_id(serial=n))
        for n in range(count)
    ]


def opinions(count: int) -> list[object]:
    """What a department says of each of them, by their right names."""
    return [
        review(PROSECUTORS, n + 2, name=f"王{chr(0x4E00 + n)}", resident_id=resident_id(serial=n), sheet="第1批")
        for n in range(count)
    ]


def test_many_ids_with_other_names_are_said_once_for_two_sheets_with_the_likely_cause():
    (found,) = problems(*roll(20, 7, "石羊镇"), *opinions(20), checks=[persons.two_names])
    assert "20个已知的身份证号（编号）中，有20个的姓名与别处不同" in found.text.zh
    assert found.hint is not None
    assert "单独" in found.hint.zh


def test_a_few_ids_with_other_names_are_named_one_by_one():
    people = roll(40, 0, "石羊镇")
    people[3].name, people[4].name = people[4].name, people[3].name
    assert len(problems(*people, *opinions(40), checks=[persons.two_names])) == 2


def test_the_share_from_which_a_column_was_sorted_alone_is_a_setting():
    people = roll(40, 0, "石羊镇")
    for one, other in zip(people[:10:2], people[1:10:2], strict=True):
        one.name, other.name = other.name, one.name
    for share, count in ((60, 10), (20, 1)):
        found = problems(*people, *opinions(40), checks=[persons.two_names], rules=settings(names_changed=share))
        assert len(found) == count
