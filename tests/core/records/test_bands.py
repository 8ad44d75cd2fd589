"""What an appraisal leads to: whole numbers, never rounded percents, and no basis that nobody chose."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import RULES, candidate, incumbent, office, problems, settings, talk, unreadable, votes

from docgen import Access, Dataset, DocgenError, FileLine, Settings
from docgen.records import AdmonitionTalk, Appraisal, Bands, Rules
from docgen.records.rules import BASES

NO_VOTES = votes(0, 3, returned=0, valid=0, satisfied=0)


def bands_of(rules: Settings) -> Bands:
    return Bands.of(office(rules=rules))


@pytest.mark.parametrize(
    ("dissatisfied", "valid", "grade"),
    [
        pytest.param(20, 40, "诫勉谈话", id="exactly 50% is a talk"),
        pytest.param(21, 40, "不得参选", id="one vote more is barred"),
        pytest.param(63, 125, "不得参选", id="50.4% is barred, though it rounds to 50"),
        pytest.param(62, 125, "诫勉谈话", id="49.6% is a talk"),
        pytest.param(12, 40, "诫勉谈话", id="exactly 30% is a talk"),
        pytest.param(749, 2500, "正常", id="29.96% is none, though it rounds to 30"),
        pytest.param(750, 2500, "诫勉谈话", id="750 of 2500 is a talk"),
        pytest.param(0, 40, "正常", id="nobody is dissatisfied"),
        pytest.param(40, 40, "不得参选", id="everybody is"),
    ],
)
def test_trap_01_the_edge_of_a_band(dissatisfied: int, valid: int, grade: str):
    appraisal, bands = votes(dissatisfied, valid=valid), bands_of(RULES)
    assert bands.grade(appraisal) == grade
    assert (bands.to_talk(appraisal), bands.barred(appraisal)) == (grade == "诫勉谈话", grade == "不得参选")


@pytest.mark.parametrize(("basis", "barred"), [(base, base == BASES[3]) for base in BASES], ids=BASES)
def test_trap_02_the_basis_decides_about_16_of_32_votes_with_2_abstentions(basis: str, barred: bool):
    appraisal = votes(16, present=34, returned=33, valid=32, abstained=2)
    bands = bands_of(settings(basis=basis))
    assert (bands.barred(appraisal), bands.to_talk(appraisal)) == (barred, not barred)


@pytest.mark.parametrize(
    ("basis", "base"), [("有效票", 60), ("收回票数", 70), ("实到人数", 90), ("有效票-弃权", 50), ("有效票－弃权", 50)]
)
def test_the_rate_is_a_share_of_the_basis(basis: str, base: int):
    bands = bands_of(settings(basis=basis))
    for dissatisfied in (base // 2, base // 2 + 1):
        appraisal = votes(dissatisfied, present=90, returned=70, valid=60, abstained=10)
        assert bands.barred(appraisal) == (dissatisfied > base // 2)


def test_without_valid_votes_they_are_the_returned_ones_less_the_invalid_ones():
    bands = bands_of(RULES)
    assert not bands.barred(votes(20, valid=None, returned=42, invalid=2))
    assert bands.barred(votes(21, valid=None, returned=42, invalid=2))


@given(st.integers(0, 300), st.integers(1, 300), st.integers(1, 99), st.integers(1, 99))
def test_nobody_is_in_both_bands_and_the_limits_are_those_of_the_settings(d: int, n: int, a: int, b: int):
    low, high = sorted((a, b))
    bands = bands_of(settings(basis="有效票", talk_from=low, bar_above=high))
    appraisal, rate = votes(d, valid=n), Fraction(d, n)
    assert bands.barred(appraisal) == (rate > Fraction(high, 100))
    assert bands.to_talk(appraisal) == (Fraction(low, 100) <= rate <= Fraction(high, 100))


@pytest.mark.parametrize("basis", BASES)
def test_an_appraisal_without_a_vote_lies_in_no_band(basis: str):
    assert bands_of(settings(basis=basis)).grade(votes(0, present=0, returned=0, valid=0)) == "正常"


def test_an_appraisal_without_a_vote_does_not_stop_the_figures():
    figures = office(NO_VOTES, votes(12), votes(30)).figures
    assert {name: figures[name].value for name in ("to_talk", "barred")} == {"to_talk": 1, "barred": 1}


# -- without a basis --

UNDECIDED = votes(16, 7, present=34, returned=33, valid=32, abstained=2, satisfied=14)


def refusal(*rows: Appraisal, rules: Settings | None = None, data: Dataset | None = None) -> DocgenError:
    with pytest.raises(DocgenError) as caught:
        Bands.of(data or office(*rows, rules=rules or settings()))
    return caught.value


@pytest.mark.parametrize("rules", [{}, {"basis": "有效票数"}, {"basis": ""}], ids=["not set", "misspelt", "blank"])
def test_without_a_basis_nothing_is_computed_and_the_hint_lists_the_bases(rules: dict[str, str]):
    error = refusal(rules=settings(**rules))
    assert error.where == FileLine("docgen.toml", 3)
    assert error.hint is not None
    for basis in BASES:
        assert f'basis = "{basis}"' in error.hint.zh


def test_the_refusal_names_everybody_whose_band_depends_on_the_choice_and_nobody_else():
    main, *people = refusal(votes(5), UNDECIDED, unreadable(votes(16, 8), "valid")).problems
    assert (main.code, main.where) == ("basis", FileLine("docgen.toml", 3))
    assert [person.where for person in people] == [UNDECIDED.origin]
    assert "石羊镇丰乐社区 李明" in people[0].text.zh
    assert "有效票-弃权 → 不得参选" in people[0].text.zh


def test_who_has_misspelt_the_basis_has_chosen_and_is_told_that_only():
    assert refusal(UNDECIDED, rules=settings(basis="有效票数")).problems == ()


def test_the_refusal_names_them_also_to_a_document_that_may_not_print_names():
    data = office(UNDECIDED, rules=settings()).seen_at(Access.INTERNAL)
    assert len(refusal(data=data).problems) == 2


@pytest.mark.parametrize("name", ["to_talk", "barred"])
def test_figures_refuse_without_a_basis(name: str):
    with pytest.raises(DocgenError, match="basis"):
        _ = office(UNDECIDED, rules=settings()).figures[name]


def test_checks_say_once_that_the_basis_is_missing_and_the_others_go_on():
    found = problems(UNDECIDED, votes(5, 3, satisfied=34), talk(), candidate(resident_id="?"), rules=settings())
    assert [p.where for p in found if p.code == "basis"] == [FileLine("docgen.toml", 3), UNDECIDED.origin]
    assert "E11" in {p.code for p in found}
    assert not {"E12", "E28", "E29", "E30", "W35"} & {p.code for p in found}


# -- [rules] --


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("talk_form = 30", {"talk_form": 30}),
        ("bar_above = 0.5", {"bar_above": 0.5}),
        ("talk_from = 60", {"talk_from": 60, "bar_above": 50}),
        ("roll_off = 100", {"roll_off": 100}),
        ('names_changed = "many"', {"names_changed": "many"}),
        ('election_days = "周六"', {"election_days": "周六"}),
        ('stages = "公示"', {"stages": "公示"}),
        ("stages = []", {"stages": []}),
    ],
)
def test_a_rule_that_is_unknown_or_written_wrong_is_named_with_its_line(line: str, rules: dict[str, object]):
    with pytest.raises(DocgenError) as caught:
        Rules.of(settings(f"[rules]\n{line}", basis="有效票", **rules))
    assert caught.value.where == FileLine("docgen.toml", 2)
    assert caught.value.hint is not None


def test_a_wrong_rule_is_said_once_however_many_checks_ask_for_it():
    found = problems(votes(5), incumbent(), rules=settings("[rules]\nroll_of = 3", basis="有效票", roll_of=3))
    assert [problem.where for problem in found] == [FileLine("docgen.toml", 2)]


def test_the_basis_is_asked_only_of_whom_it_concerns():
    assert problems(candidate(), rules=settings(), without=(Appraisal, AdmonitionTalk)) == []
