"""How checks run: silent without their tables, said once, and never stopped by one that fails."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from office import BLISS, ID, STONE, candidate, incumbent, office, row, unreadable

from docgen import Cell, Check, Dataset, DocgenError, FileLine, Finding, Problem, Severity, Text, check
from docgen.data import run_checks
from docgen.records import Candidate, Community, Incumbent

WRONG = Text("wrong", "不对")
MEND = Text("Mend it.", "请改正。")


def rule(find: Callable[[Dataset], Iterator[Any]], code: str = "X1", **options: Any) -> Check:
    return check(code, Severity.WARNING, Text("a rule", "规则"), **options)(find)


def every_candidate(data: Dataset) -> Iterator[Finding]:
    for person in data[Candidate]:
        yield Finding(person, WRONG)


def many(count: int, sheet: str = "候选人") -> list[Candidate]:
    return [candidate(n, sheet=sheet, name=f"王{n}") for n in range(2, 2 + count)]


def run(*checks: Check, rows: list[Any], **how: Any) -> list[Problem]:
    return run_checks(office(*rows, **how), checks)


def test_a_finding_has_code_severity_place_table_and_what_to_do():
    (found,) = run(rule(every_candidate, hint=MEND), rows=[candidate(7)])
    assert found == Problem("X1", Severity.WARNING, WRONG, Cell("台账.xlsx", "候选人", 7), MEND, table="候选人")


def test_a_finding_may_be_a_plain_pair_and_may_be_about_no_row():
    (found,) = run(rule(lambda _: iter([(None, WRONG)])), rows=[])
    assert (found.text, found.where, found.table) == (WRONG, None, "")


def test_a_finding_may_say_what_to_do_in_this_case():
    other = Text("Ask him.", "请问本人。")
    (found,) = run(rule(lambda _: iter([Finding(None, WRONG, other)]), hint=MEND), rows=[])
    assert found.hint == other


def test_a_finding_names_the_cell_of_its_column_where_the_sheet_has_it():
    data = office(STONE, BLISS)
    data.store.letters = {("台账.xlsx", "社区", "name"): "C"}
    checks = [
        rule(
            lambda data: (Finding(place, WRONG, column=name) for place in data[Community] for name in ("name", "note"))
        )
    ]
    assert [str(problem.where) for problem in run_checks(data, checks)] == [
        "台账.xlsx / 社区 / C2",
        "台账.xlsx / 社区 / row 2",
    ]


def test_without_a_sheet_for_one_of_its_tables_a_rule_is_silent():
    checks = rule(every_candidate, needs=(Candidate, Incumbent))
    assert run(checks, rows=[candidate()], without=(Incumbent,)) == []
    assert len(run(checks, rows=[candidate()])) == 1


# -- the same thing many times --


def test_up_to_twenty_rows_of_a_sheet_are_named_one_by_one():
    assert len(run(rule(every_candidate), rows=many(20))) == 20


def test_more_are_said_once_a_sheet_with_their_number_and_their_rows():
    found = run(rule(every_candidate), rows=[*many(1722, "石羊镇"), *many(3, "虹口乡")])
    assert len(found) == 4
    assert found[0].where == Cell("台账.xlsx", "石羊镇", 2)
    assert found[0].text.zh == "不对；这张表里同样的问题共1722处，在第2–1723行"
    assert found[0].text.en == "wrong – and so in 1722 rows of this sheet: 2–1723"


def test_rows_far_apart_are_named_until_nobody_reads_on():
    rows = many(60)[::2]
    (found,) = run(rule(every_candidate), rows=rows)
    assert found.text.zh.endswith("共30处，在第2, 4, 6, 8, 10, 12, 14, 16, 18, 20 …行")


def test_findings_without_a_row_are_not_counted_together():
    checks = rule(lambda _: ((None, Text(f"{n}", f"{n}")) for n in range(30)))
    assert len(run(checks, rows=[])) == 30


def test_the_same_words_about_the_same_row_are_said_once():
    assert len(run(rule(every_candidate), rule(every_candidate, "X2"), rows=many(3))) == 3


# -- what fails --


def test_what_keeps_several_checks_from_their_work_is_said_once():
    def refuse(data: Dataset) -> Iterator[Finding]:
        raise DocgenError(WRONG, hint=MEND, where=FileLine("docgen.toml", 3))
        yield

    found = run(rule(refuse), rule(refuse, "X2"), rule(every_candidate, "X3"), rows=[candidate()])
    assert [(problem.code, str(problem.where)) for problem in found] == [
        ("X1", "docgen.toml:3"),
        ("X3", "台账.xlsx / 候选人 / row 2"),
    ]
    assert (found[0].severity, found[0].hint) == (Severity.ERROR, MEND)


def test_a_cell_that_could_not_be_read_is_a_problem_already():
    def read(data: Dataset) -> Iterator[Finding]:
        for person in data[Candidate]:
            _ = person.resident_id
            yield Finding(person, WRONG)

    assert run(rule(read), rows=[unreadable(candidate(), "resident_id")]) == []


def test_a_bug_is_named_with_its_line_and_the_other_checks_go_on():
    def fail(data: Dataset) -> Iterator[Finding]:
        yield Finding(None, Text(str(1 / len(data[Incumbent])), ""))

    found = run(rule(fail), rule(every_candidate, "X2"), rows=[candidate()])
    assert [problem.code for problem in found] == ["X1", "X2"]
    assert "ZeroDivisionError" in found[0].text.en
    assert isinstance(found[0].where, FileLine)
    assert found[0].where.file == __file__


# -- several rules, one number --


def test_rules_with_one_code_become_one_check_in_the_order_of_the_numbers():
    checks = Check.joined([rule(every_candidate, "W10"), rule(every_candidate, "E09"), rule(every_candidate, "W10")])
    assert [(each.code, len(each.rules)) for each in checks] == [("E09", 1), ("W10", 2)]


def test_each_rule_of_a_check_asks_for_its_own_tables():
    both = Check.joined([rule(every_candidate), rule(every_candidate, needs=(Incumbent,))])
    assert len(run(*both, rows=[candidate()], without=(Incumbent,))) == 1


def test_a_code_with_two_severities_is_refused():
    other = check("X1", Severity.ERROR, Text("another rule", "另一规则"))(every_candidate)
    with pytest.raises(ValueError, match="X1 is both warning and error"):
        Check.joined([rule(every_candidate), other])


def test_what_checks_look_up_is_made_once_for_a_view():
    made = []
    data = office(candidate(), incumbent(), row(Community, name="丰乐社区"))

    def index(data: Dataset) -> list[str]:
        made.append(1)
        return [person.resident_id for person in data[Candidate]]

    assert data.once(index) == data.once(index) == [ID]
    assert len(made) == 1
    assert data.upto(data.today).once(index) == [ID]
    assert len(made) == 2
