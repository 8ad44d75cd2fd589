"""Sizes, ids, GUIDs, hashes and days are no numbers of persons; what is typed as a text is one wherever it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.personal import personal_numbers
from docgen.render.texts.technical import texts_of_attribute, texts_of_value
from docgen.render.xml import W

A, V, WP = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}",
    "{urn:schemas-microsoft-com:vml}",
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}",
)
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
OWN = "{urn:own}"
MOBILE = "13912345678"


def found(element: str, attribute: str, value: str) -> list[str]:
    texts = texts_of_attribute(element, attribute, value)
    return [number.digits for text in texts for number in personal_numbers(text)]


@pytest.mark.parametrize(
    ("element", "attribute", "value"),
    [
        (f"{A}gd", "fmla", "*/ 1350 2500 100"),
        (f"{V}formulas", "eqn", "sum 1350 0 2500"),
        (f"{V}shape", "path", "m135,2500l1380,138 0013 8000xe"),
        (f"{V}shape", "style", "width:135.2500pt;height:138pt"),
        (f"{W}p", f"{W14}paraId", "13812345"),
        (f"{A}ext", "uri", "{13812345-678A-4342-B048-A13800138000}"),
        (f"{W}tag", f"{W}val", "{13812345-678A-4342-B048-A13800138000}"),
        (f"{W}docVar", f"{W}val", "a13800138000b4c1d"),
        (f"{W}ins", f"{W}date", "2013-11-04T08:00:00.13800138000Z"),
        (f"{W}bookmarkStart", f"{W}name", "__RefHeading__151_42375979"),
        (f"{W}bookmarkStart", f"{W}name", "_Toc378912345"),
        (f"{W}writeProtection", f"{W}hash", "k13800138000Ab/x=="),
        (f"{W}pStyle", f"{W}val", "WW-Standard111111111111111"),
        (f"{W}hyperlink", f"{W}tooltip", "http://example.org/url?eid=2-s2.0-18544408735&rel=3.0.0"),
        (f"{WP}extent", "cx", "5274310"),
    ],
)
def test_what_programs_write_is_no_number_of_a_person(element: str, attribute: str, value: str):
    assert found(element, attribute, value) == []


@given(st.integers(-(2**32), 2**32), st.sampled_from([f"{W}val", f"{W}w", "cx", "x", f"{W}id", "fmla", "path"]))
def test_no_number_of_the_schemas_is_one_of_a_person(number: int, attribute: str):
    assert found(f"{W}sz", attribute, str(number)) == []


@given(st.uuids(), st.binary(min_size=16, max_size=64), st.sampled_from([f"{W}tag", f"{OWN}x"]))
def test_no_guid_and_no_hash_is_one(guid: object, data: bytes, element: str):
    for value in (str(guid), f"{{{str(guid).upper()}}}", data.hex() + "a0", f"rId-{guid}"):
        assert found(element, "value", value) == []


@given(
    st.sampled_from(
        ["139 1234 5678", "139-1234-5678", "电话１３９１２３４５６７８", "一三九一二三四五六七八", "+8613912345678"]
    ),
    st.sampled_from([(f"{W}listItem", f"{W}value"), (f"{OWN}x", "y"), (f"{W}p", f"{OWN}y"), (f"{WP}docPr", "descr")]),
)
def test_as_a_text_it_is_one_however_it_is_typed(typed: str, place: tuple[str, str]):
    assert found(*place, typed) == [MOBILE]


@pytest.mark.parametrize("attribute", [f"{W}val", "fmla", "path", f"{W}own"])
def test_in_a_technical_attribute_an_unbroken_one_is_seen(attribute: str):
    assert found(f"{W}sz", attribute, MOBILE) == [MOBILE]


def test_a_landline_is_not_looked_for_among_sizes():
    assert list(texts_of_attribute(f"{WP}extent", "cx", "5274310")) == []


def test_a_fraction_holds_no_number():
    assert list(texts_of_value("0.13912345678")) == []
