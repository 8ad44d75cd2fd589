"""What the checks find in a roll as a whole is what one finds row by row."""

from collections import Counter
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from office import BAMBOO, BLISS, STONE, office, problems, row, unreadable

from docgen.records import Household
from docgen.records.checks import letters, roll

COLUMNS = {
    "code": st.sampled_from([None, "04-1", "04-2", "04-3"]),
    "community": st.sampled_from([None, BLISS, BAMBOO]),
    "group": st.sampled_from([None, "1组"]),
    "address": st.sampled_from([None, "平安路1号", "平安路2号", "平安路3号"]),
    "head": st.sampled_from([None, "王甲", "王乙"]),
}
BAD = st.sampled_from([(), (), (), ("code",), ("community",), ("address",), ("head",), ("address", "community")])
rolls = st.lists(st.tuples(st.fixed_dictionaries(COLUMNS), BAD), max_size=12)


def households(drawn) -> list[Household]:
    rows = enumerate(drawn, 2)
    return [unreadable(row(Household, number, township=STONE, **values), *bad) for number, (values, bad) in rows]


@given(rolls)
@settings(deadline=None)
def test_households_twice_are_found_among_those_that_may_be(drawn):
    rows, checks = households(drawn), [letters.households_twice, letters.heads_of_one_address]
    with patch.object(letters, "twins", lambda data: data[Household]):
        expected = problems(*rows, checks=checks)
    assert problems(*rows, checks=checks) == expected


@given(rolls)
@settings(deadline=None)
def test_households_are_counted_by_place_in_their_order(drawn):
    rows = households(drawn)
    counted = Counter(each.get("community") for each in rows)
    assert list(roll.in_communities(office(*rows)).items()) == list(counted.items())
    first = roll.first_of(office(*rows))
    assert [first[community] for community in counted] == [
        next(each for each in rows if each.get("community") == community) for community in counted
    ]
