"""Who is meant: by ID, else by number, else by township, community and name where that is one person; never a guess."""

import pytest
from office import BAMBOO, BLISS, ID, OTHER_ID, STONE, WATER, candidate, incumbent, review, row

from docgen.records import Community, Petition
from docgen.records.join import People, on_lists

BLISS_OF_WATER = row(Community, township=WATER, name="丰乐社区")


def find(people, seeker):
    return People(people, "number").find(seeker)


def test_an_id_says_who_it_is_whatever_the_name():
    right, other = candidate(2, name="李鸣"), candidate(3, resident_id=OTHER_ID)
    assert find([other, right], review()) == ((right,), ())


def test_without_an_id_it_is_the_only_one_of_that_name_in_the_community():
    right, elsewhere = candidate(2), candidate(3, community=BAMBOO, resident_id=OTHER_ID)
    assert find([elsewhere, right], review(resident_id=None)).rows == (right,)


def test_trap_04_the_same_community_name_in_two_townships_is_two_places():
    right = candidate(2)
    other = candidate(3, township=WATER, community=BLISS_OF_WATER, resident_id=OTHER_ID)
    assert find([other, right], review(resident_id=None)).rows == (right,)
    assert find([right], review(resident_id=None, township=WATER, community=BLISS_OF_WATER)).rows == ()


def test_two_of_one_name_are_never_the_first_of_them():
    people = [candidate(2), candidate(3, resident_id=OTHER_ID)]
    assert find(people, review(resident_id=None)) == ((), tuple(people))


def test_one_person_with_two_posts_is_not_two():
    people = (candidate(2), candidate(3, post="书记"))
    assert find(people, review(resident_id=None)) == (people, ())


def test_two_rows_without_an_id_may_be_two_people():
    people = (candidate(2, resident_id=None), candidate(3, post="书记", resident_id=None))
    assert find(people, review()).ambiguous == people


def test_somebody_of_the_same_name_with_another_id_is_somebody_else():
    assert find([candidate(resident_id=OTHER_ID)], review(resident_id=ID)) == ((), ())


def test_the_number_of_a_candidate_says_who_it_is():
    right, other = candidate(2, number="04-01", name="李鸣"), candidate(3, number="04-02", resident_id=OTHER_ID)
    assert find([other, right], review(resident_id=None, number="04-01")).rows == (right,)


def test_the_number_of_a_petition_is_no_candidate_s():
    petition = row(Petition, number="04-01", township=STONE, community=BLISS, subject="王秀")
    assert People([candidate(number="04-01")], "number").find(petition, "subject").rows == ()


@pytest.mark.parametrize("missing", ["township", "community", "name"])
def test_without_a_place_or_a_name_nobody_is_found(missing: str):
    assert find([candidate()], review(resident_id=None, **{missing: None})) == ((), ())


def test_on_two_lists_one_person_is_one_and_two_are_two():
    petition = row(Petition, township=STONE, community=BLISS, subject="李明")
    for resident_id, count in ((ID, 0), (None, 0), (OTHER_ID, 2)):
        lists = [People([candidate()], "number"), People([incumbent(resident_id=resident_id)])]
        assert len(on_lists(petition, "subject", lists).ambiguous) == count
