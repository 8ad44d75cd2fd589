"""Where packs lie, and what single letters are called: names that every system takes, and that hold no ID."""

import re
import unicodedata
from pathlib import PurePosixPath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from docgen.batch.packs.layout import Layout, Together
from docgen.batch.packs.pack import Member

CODES = st.lists(st.text(max_size=300), min_size=1, max_size=8)
ILLEGAL = re.compile(r'[<>:"/\\|?*\x00-\x1f\ud800-\udfff]')


def names(codes: list[str], spares: int = 2, first: int = 1) -> tuple[str, ...]:
    members = tuple(Member(number, code, "", ()) for number, code in enumerate(codes, first))
    return Layout(separate=True).names(members, spares)


@settings(deadline=None)
@given(CODES)
@example(["备用01", "-备用01"])
@example(["...", "CON", "a" * 300, "户" * 300, "510181199001010010"])
def test_names_of_letters_are_legal_different_and_short(codes):
    made = names(codes)
    folded = {unicodedata.normalize("NFC", name).casefold() for name in made}
    assert len(folded) == len(made) == len(codes) + 2
    for name in made:
        assert not ILLEGAL.search(name)
        assert not name.endswith((" ", "."))
        assert len(f"{'社' * 40}_{name}_第2稿.docx".encode()) <= 255


@pytest.mark.parametrize("code", ["990181199001011236", "9901811990 0101123X", "13800138000", "1-3-8-0-0-1-3-8-0-0-0"])
def test_a_code_that_may_be_an_id_or_a_telephone_is_in_no_name(code):
    assert names([code], spares=0) == ("0001",)


def test_a_code_is_in_the_name_behind_the_number():
    assert names(["0403-00012"], first=12) == ("0012_0403-00012", "0012-备用01", "0012-备用02")
    assert Layout().names((Member(1, "0403-00012", "", ()),), 3) == ()


@pytest.mark.parametrize(
    ("together", "town", "path"),
    [
        (Together.PLACE, "石羊镇", "公开信/04-石羊镇/丰乐社区/公开信_丰乐社区"),
        (Together.TOWN, "石羊镇", "公开信/04-石羊镇/公开信_石羊镇"),
        (Together.ALL, "", "公开信/全部/公开信_全部"),
    ],
)
def test_folders_of_communities_of_townships_and_of_all(together, town, path):
    own = PurePosixPath("公开信/04-石羊镇/丰乐社区/公开信_丰乐社区")
    assert Layout(together).path(own, "公开信", town) == PurePosixPath(path)


@settings(deadline=None)
@given(st.lists(st.text("社区ab._-", min_size=1, max_size=90), min_size=1, max_size=4), st.sampled_from(Together))
def test_packs_have_a_folder_of_their_own_below_out_and_a_short_name(parts, together):
    path = Layout(together).path(PurePosixPath(*(f"p{part}" for part in parts)), "信", "石羊镇")
    assert len(path.parts) >= 3 or (len(path.parts) == 2 and len(parts) == 2)
    assert ".." not in path.parts
    assert len(f"{path.name}_第12批（补发）_00001-10000_第2稿.docx".encode()) <= 255
