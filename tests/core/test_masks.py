"""What a row shows to those who may not see the whole of it. The filter of the same name is in render/filters."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import Access, Cell, mask_id
from docgen.data.cut import Cut
from docgen.records import RECORDS, Candidate, Incumbent, Review

TABLES = {record.__table__.name: record.__table__ for record in RECORDS}
SHOWN = {
    "990181197010011234": "990181********1234",
    "99018119701001123x": "990181********123X",
    "990181701001123": "990181*****1123",
    "990181********1234": "990181********1234",
    "9901811970": None,
    "9901811970100112345": None,
    "无": None,
}


@pytest.mark.parametrize(("number", "shown"), SHOWN.items())
@pytest.mark.parametrize("record", [Candidate, Incumbent, Review])
def test_others_see_the_mask_of_an_id_and_nothing_of_what_is_no_id(record: Any, number: str, shown: str | None):
    row = record(origin=Cell("台账.xlsx", record.__table__.name, 2), resident_id=number)
    assert Cut(Access.INTERNAL, TABLES)(row).resident_id == shown
    assert Cut(Access.RESTRICTED, TABLES)(row).resident_id == number


@given(st.text("0123456789Xx* １", max_size=20))
def test_no_more_than_ten_digits_of_an_id_show(number: str):
    masked = mask_id(number)
    if masked is not None:
        assert set(masked[6:-4]) == {"*"}
        assert len(masked.replace("*", "")) == 10
