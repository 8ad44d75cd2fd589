"""The numbers of domain.md §6: each is answered by a check, by reading, or by somebody who is named."""

import re
import time

import pytest
from office import BLISS, STONE, candidate, office, problems, review, row, settings, votes

from docgen import Severity
from docgen.data import run_checks
from docgen.records import CHECKS, RECORDS, Household
from docgen.records.checks import ELSEWHERE, READING


def test_all_55_numbers_are_answered():
    answered = {*(check.code for check in CHECKS), *READING, *ELSEWHERE}
    assert {int(code[1:]) for code in answered} == set(range(1, 56))
    assert not {check.code for check in CHECKS} & ELSEWHERE.keys()


def test_a_code_says_its_severity_but_for_a_talk_that_may_still_be_held():
    letters = {Severity.ERROR: "E", Severity.WARNING: "W"}
    assert {check.code for check in CHECKS if check.code[0] != letters[check.severity]} == {"E29"}


def test_every_rule_says_in_two_languages_what_is_wrong_and_what_to_do():
    for check in CHECKS:
        for rule in check.rules:
            assert rule.hint is not None, rule.title
            for text in (rule.title, rule.hint):
                assert text.en != text.zh
                assert re.search("[一-鿿]", text.zh), text


@pytest.mark.parametrize("basis", [{}, {"basis": "有效票"}], ids=["no basis", "basis"])
def test_trap_21_checks_are_silent_without_sheets_and_without_rows(basis: dict[str, str]):
    for without in (RECORDS, ()):
        found = problems(rules=settings(**basis), without=without)
        assert [problem for problem in found if problem.code != "basis"] == []


@pytest.mark.parametrize("missing", RECORDS, ids=lambda record: record.__table__.name)
def test_no_check_fails_or_invents_something_where_a_table_is_missing(missing):
    rows = [each for each in (STONE, BLISS, candidate(), review(), votes(1)) if not isinstance(each, missing)]
    found = problems(*rows, without=[missing])
    assert not [problem for problem in found if "itself failed" in problem.text.en]
    everywhere = {(problem.code, problem.where) for problem in problems(*rows)}
    assert {(problem.code, problem.where) for problem in found} <= everywhere


def test_trap_21_the_checks_of_100_000_households_take_less_than_reading_them_may():
    given = {"township": STONE, "community": BLISS}
    rows = [
        row(Household, n, **given, code=f"{n:06}", address=f"平安路{n}号", head="王七", delivery="已送达")
        for n in range(100_000)
    ]
    data = office(STONE, BLISS, *rows)
    start = time.process_time()
    found = run_checks(data, CHECKS)
    assert time.process_time() - start < 3
    assert {problem.code for problem in found} == {"E52"}
