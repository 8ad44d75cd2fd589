"""What printing has fixed."""

import pytest

from docgen.batch.packs.frozen import CORRECTED, GONE, MOVED, Frozen, of_letter
from docgen.register.printed import PrintedLetter, PrintedPack

HERE, THERE = ("石羊镇", "丰乐社区"), ("石羊镇", "长寿社区")
CONTEXT = {"户编号": "1", "户主": "甲"}


def printed(number: int, *codes: str, place: tuple[str, str] = HERE, pulled: tuple[str, ...] = ()) -> PrintedPack:
    letters = tuple(
        PrintedLetter(10 * number + n, code, of_letter({**CONTEXT, "户编号": code}), f"户{code}", code in pulled)
        for n, code in enumerate(codes)
    )
    facts = {"supplement": number > 1, "of": 1}
    return PrintedPack(*place, number, "信", {}, "", "2013-11-06", "甲", facts, letters)


def context(code: str, **other: str) -> dict[str, str]:
    return {**CONTEXT, "户编号": code, **other}


def told(frozen: Frozen, anew: dict[str, str], homes: dict[str, tuple[str, str]]) -> list[tuple[str, int, str, str]]:
    return [(recall.pack, recall.number, recall.why, recall.now) for recall, _ in frozen.recalled(HERE, anew, homes)]


def test_a_letter_stays_that_says_the_same_or_cannot_be_made_anew():
    frozen = Frozen([printed(1, "1")])
    lying = frozen.stays("1", HERE, context("1"))
    assert lying
    assert lying.letter.number == 10
    assert frozen.stays("1", HERE, None) == lying
    assert frozen.stays("1", HERE, context("1", 户主="乙")) is None
    assert frozen.stays("2", HERE, context("2")) is None


@pytest.mark.parametrize(
    ("place", "home", "stays"),
    [(HERE, THERE, False), (("石羊镇", ""), THERE, True), (("", ""), THERE, True), (HERE, ("", ""), True)],
)
def test_it_stays_in_the_bundle_of_its_own_place_only(place, home, stays):
    frozen = Frozen([printed(1, "1", place=place)])
    assert (frozen.stays("1", home, context("1")) is not None) == stays


def test_why_letters_are_pulled_out():
    frozen = Frozen([printed(1, "1", "2", "3", "4", "5", pulled=("5",)), printed(2, "4")])
    homes = {"1": HERE, "2": HERE, "3": THERE, "4": HERE, "5": HERE}
    assert told(frozen, {"2": "第3批（补发）"}, homes) == [
        ("第1批", 11, CORRECTED, "第3批（补发）"),
        ("第1批", 12, MOVED, "长寿社区"),
        ("第1批", 13, CORRECTED, "第2批（补发）"),
    ]
    assert told(frozen, {}, {})[0] == ("第1批", 10, GONE, "")


def test_the_digest_of_a_letter_does_not_hang_on_the_order_of_its_values():
    assert of_letter({"a": 1, "b": 2}) == of_letter({"b": 2, "a": 1})
    assert of_letter({"a": 1}) != of_letter({"a": True})
