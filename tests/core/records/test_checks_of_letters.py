"""E03, E17, E48, E52, W53, W55: households, letters and what else is handed out."""

from datetime import date

import pytest
from office import (
    BAMBOO,
    BLISS,
    DAY,
    GROUP,
    STONE,
    WATER,
    Case,
    names,
    problems,
    row,
    rules_of,
    settings,
    unreadable,
)

from docgen import Cell, Quantity
from docgen.records import Community, Distribution, GuidanceGroup, Household, Township
from docgen.records.checks import letters

SMALL = row(Community, township=STONE, name="枕霞社区", households=20)


def household(number: int = 2, **values: object) -> Household:
    given = {"township": STONE, "community": BLISS, "address": f"平安路{number}号", "head": f"王{chr(0x4E00 + number)}"}
    made: Household = row(Household, number, **{**given, **values})
    return made


def households(count: int, file: str = "户.xlsx", **values: object) -> list[Household]:
    """A roll of so many households in a file."""
    made = []
    for n in range(count):
        made.append(household(n + 2, **{"code": f"04-{n:05}", **values}))
        made[-1].origin = Cell(file, "户", n + 2)
    return made


def handed_out(number: int = 2, **values: object) -> Distribution:
    given = {"township": STONE, "community": BLISS, "material": "公开信", "unit": "封", "day": DAY}
    made: Distribution = row(Distribution, number, **{**given, **values})
    return made


def without(**values: object) -> list[object]:
    """A township whose group lacks something, and the households that wait."""
    group = row(GuidanceGroup, number="7", **{"hotline": "028-01000007", "email": "zu07@example.org", **values})
    township = row(Township, 8, name="玉堂镇", group=group)
    return [*(household(n, township=township) for n in range(2, 7)), township]


FOUND: list[Case] = [
    (letters.households_twice, [household(2, code="04-1"), household(3, code="04-1")]),
    (
        letters.households_twice,
        [
            household(2),
            household(3, address="平安路2号", head="王七"),
            household(4, address="平安路2号", head=household(2).head),
        ],
    ),
    (letters.heads_of_one_address, [household(2), household(3, address="平安路2号")]),
    (letters.approximate_letters, [handed_out(planned=Quantity(400, over=True))]),
    (letters.approximate_letters, [handed_out(planned=400, signed=Quantity(390, over=True))]),
    (letters.hotlines, without(hotline=None)),
    (letters.hotlines, without(email=None)),
    (letters.hotlines, [household(township=WATER), WATER]),
    (letters.roll_and_community, [household(community=SMALL)]),
    (letters.letters_and_households, [handed_out(2, planned=9), handed_out(3, planned=359)]),
    (letters.more_than_there_were, [handed_out(printed=400, issued=401)]),
    (letters.more_than_there_were, [handed_out(issued=400, signed=401)]),
    (letters.signed_and_delivered, [household(delivery="已送达"), household(3, delivery="搬迁"), handed_out(signed=2)]),
    (letters.measure_words, [handed_out(unit="份")]),
    (letters.measure_words, [handed_out(material="标语横幅", unit="份")]),
]
LEFT_ALONE: list[Case] = [
    (letters.households_twice, [household(2, code="04-1"), household(3, code="04-2", address="平安路2号")]),
    (letters.households_twice, [household(2, head=None), household(3, head=None, address="平安路2号")]),
    (letters.households_twice, [household(2), household(2, community=BAMBOO)]),
    (letters.heads_of_one_address, [household(2), household(3), household(2, community=BAMBOO, head="王七")]),
    (letters.heads_of_one_address, [household(address=None), household(3, address=None), household(4, group="3组")]),
    (
        letters.approximate_letters,
        [handed_out(planned=400), handed_out(material="公告", issued=Quantity(2000, over=True))],
    ),
    (letters.hotlines, [*without(), WATER]),
    (letters.hotlines, [STONE, GROUP]),
    (letters.roll_and_community, [*households(21, community=SMALL), BAMBOO]),
    (letters.roll_and_community, households(19, community=SMALL)),
    (letters.roll_and_community, households(3, community=unreadable(row(Community, name="丙"), "households"))),
    (letters.letters_and_households, [handed_out(2, planned=400), handed_out(3, planned=9), handed_out(4)]),
    (letters.letters_and_households, [handed_out(material="公告", planned=30)]),
    (letters.more_than_there_were, [handed_out(printed=412, issued=400, signed=400), handed_out(issued=5)]),
    (letters.signed_and_delivered, [household(delivery="已送达"), handed_out(signed=1), handed_out(signed=None)]),
    (letters.signed_and_delivered, [household(), handed_out(signed=390)]),
    (
        letters.measure_words,
        [handed_out(), handed_out(material="知识问答", unit="份"), handed_out(material="其他", unit="条")],
    ),
    (letters.measure_words, [handed_out(unit=None)]),
]


@pytest.mark.parametrize(("check", "rows"), FOUND, ids=names(FOUND))
def test_found(check, rows):
    assert [problem.where for problem in problems(*rows, checks=[check])] == [rows[-1].origin]


@pytest.mark.parametrize(("check", "rows"), LEFT_ALONE, ids=names(LEFT_ALONE))
def test_left_alone(check, rows):
    assert problems(*rows, checks=[check]) == []


def test_every_rule_is_tried_on_wrong_and_on_right_rows():
    assert {check for check, _ in FOUND} == {check for check, _ in LEFT_ALONE} == rules_of(letters)


def test_one_missing_hotline_is_said_once_for_its_township_and_not_5000_times():
    *_, township = without(hotline=None)
    waiting = [household(n, township=township) for n in range(5000)]
    (found,) = problems(*waiting, township, checks=[letters.hotlines])
    assert found.text.zh == "有5000封公开信，但没有举报电话"
    assert found.where == township.origin


def test_two_files_with_the_same_roll_are_said_once():
    (found,) = problems(*households(400), *households(400, "户-副本.xlsx"), checks=[letters.households_twice])
    assert found.text.zh == "有400户与别处重复，第一处：户.xlsx / 户 / 第2行"
    assert found.where == Cell("户-副本.xlsx", "户", 2)


def test_the_same_codes_with_other_heads_mean_a_column_that_was_sorted_alone():
    roll, copy = households(50), households(50, "户-副本.xlsx")
    for before, after in zip(roll, copy[1:] + copy[:1], strict=True):
        after.head = before.head
    (found,) = problems(*roll, *copy, checks=[letters.households_twice])
    assert "50个户编号与别处重复而户主不同" in found.text.zh
    assert "单独给一列排了序" in found.text.zh


def test_how_far_a_roll_may_be_off_is_a_setting():
    for share, count in ((5, 1), (10, 0)):
        rules = settings(basis="有效票", roll_off=share)
        assert (
            len(problems(*households(22, community=SMALL), checks=[letters.roll_and_community], rules=rules)) == count
        )


def test_trap_16_402_households_are_counted_as_402():
    community = row(Community, township=STONE, name="望溪社区", households=402)
    rows = [*households(402, community=community), handed_out(community=community, planned=402, printed=420)]
    assert problems(*rows, checks=list(rules_of(letters))) == []


def test_trap_17_a_household_without_a_head_is_no_error():
    assert (
        problems(
            household(head=None, group="3组"),
            STONE,
            GROUP,
            today=date(2013, 12, 1),
            checks=list(rules_of(letters) - {letters.roll_and_community}),
        )
        == []
    )
