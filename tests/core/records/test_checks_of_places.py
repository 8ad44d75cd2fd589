"""E02, E10: townships, groups and communities that contradict each other."""

import pytest
from office import (
    BAMBOO,
    BLISS,
    DAY,
    GROUP,
    STONE,
    WATER,
    Case,
    incumbent,
    names,
    problems,
    row,
    rules_of,
    unreadable,
)

from docgen.records import Community, GuidanceGroup, GuidanceVisit, Recommendation, Township
from docgen.records.checks import places

OTHER_GROUP = row(GuidanceGroup, 3, number="2", kind="指导组", townships=())
UNREAD_TOWN = unreadable(row(Township, 4, name="玉堂镇", group=GROUP), "communities")


def town(**values: object) -> Township:
    made: Township = row(Township, 5, **{"name": "石羊镇", "group": None, **values})
    return made


def parts(township: Township) -> list[Community]:
    return [
        row(Community, n, township=township, name=name, members=40, households=90) for n, name in ((2, "甲"), (3, "乙"))
    ]


def with_parts(**values: object) -> list[object]:
    """Two communities of 90 households and 40 members each, and their township."""
    township = town(**values)
    return [*parts(township), township]


def recommended(entitled: int) -> object:
    return row(Recommendation, community=BLISS, township=STONE, entitled=entitled, name="李明", day=DAY)


FOUND: list[Case] = [
    (places.groups_and_townships, [OTHER_GROUP, town(group=OTHER_GROUP)]),
    (
        places.groups_and_townships,
        [OTHER_GROUP, GROUP, STONE, row(GuidanceGroup, 9, number="3", kind="指导组", townships=(STONE,))],
    ),
    (places.unknown_leader, [GROUP, town(leader="郑远川")]),
    (places.community_count, [BLISS, BAMBOO, STONE]),
    (places.community_count, [town(communities=4)]),
    (places.community_count, [UNREAD_TOWN, town(communities=4)]),
    (places.sums_of_townships, with_parts(households=181)),
    (places.sums_of_townships, with_parts(households=179)),
    (places.sums_of_townships, with_parts(members=79)),
    (places.cadres_of_communities, [incumbent(), row(Community, township=STONE, name="丙", in_office=1)]),
    (places.visits_of_groups, [row(GuidanceVisit, group=OTHER_GROUP), row(GuidanceGroup, number="4", visits=2)]),
    (places.households_entitled, [recommended(399)]),
]
LEFT_ALONE: list[Case] = [
    (
        places.groups_and_townships,
        [STONE, GROUP, row(GuidanceGroup, 9, number="21", kind="督导组", townships=(STONE,))],
    ),
    (places.groups_and_townships, [unreadable(row(GuidanceGroup, number="5", kind="指导组"), "townships"), WATER]),
    (
        places.groups_and_townships,
        [row(GuidanceGroup, number="6", kind="指导组", townships=(unreadable(town(), "group"),))],
    ),
    (places.unknown_leader, [GROUP, town(leader="郑远山"), WATER]),
    (places.unknown_leader, [OTHER_GROUP, town(leader="郑远川")]),
    (places.community_count, [STONE, BLISS, WATER]),
    (places.sums_of_townships, with_parts(households=180, members=80)),
    (places.sums_of_townships, with_parts(members=95)),
    (places.sums_of_townships, [town(households=5)]),
    (places.cadres_of_communities, [incumbent(), BLISS]),
    (places.visits_of_groups, [row(GuidanceVisit, group=OTHER_GROUP), OTHER_GROUP]),
    (places.households_entitled, [recommended(400)]),
]


@pytest.mark.parametrize(("check", "rows"), FOUND, ids=names(FOUND))
def test_found(check, rows):
    assert [problem.where for problem in problems(*rows, checks=[check])] == [rows[-1].origin]


@pytest.mark.parametrize(("check", "rows"), LEFT_ALONE, ids=names(LEFT_ALONE))
def test_left_alone(check, rows):
    assert problems(*rows, checks=[check]) == []


def test_every_rule_is_tried_on_wrong_and_on_right_rows():
    assert {check for check, _ in FOUND} == {check for check, _ in LEFT_ALONE} == rules_of(places)


def test_a_count_is_told_with_what_both_sides_say():
    (found,) = problems(town(communities=4), BLISS, checks=[places.community_count])
    assert "4" in found.text.zh
    assert "0行" in found.text.zh
    assert found.hint is not None
