"""Documents of a plan together in print files."""

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from docx import Document

from docgen import Cell, Generator, Problem, Severity, Text
from docgen.batch import Item, Outcome, Plan, combine, proof, workers
from docgen.batch.ledger import Ledger
from docgen.batch.publishing import Publisher
from docgen.render import Compiled, compile_template


class Letter(Generator):
    """Any document."""

    name = "letter"


@pytest.fixture
def template(tmp_path: Path) -> Compiled:
    document = Document()
    document.add_paragraph("致{{ 名 }}")
    document.save(str(tmp_path / "信.docx"))
    return compile_template(tmp_path / "信.docx")


LOOSE = Publisher(None, "letter")


def plan(*names: tuple[str, str | None]) -> Plan:
    """Items with the paths and names, in the rows from 2 on."""
    items = [
        Item(PurePosixPath(path), {"名": name}, draft=False, origin=Cell("a.csv", "", row))
        for row, (path, name) in enumerate(names, 2)
    ]
    return Plan(Letter(), items, [])


def texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in Document(str(path)).paragraphs if paragraph.text]


def test_rows_of_one_path_share_a_file_in_their_order(tmp_path: Path, template: Compiled):
    made = combine(plan(("甲", "一"), ("B", "二"), ("甲", "三"), ("b", "四")), template, tmp_path / "out", LOOSE)
    assert made.problems == []
    assert (made.rows, made.made) == (4, 4)
    assert [file.path.name for file in made.files] == ["甲.docx", "B.docx"]
    assert texts(tmp_path / "out" / "甲.docx") == ["致一", "致三"]
    assert texts(tmp_path / "out" / "B.docx") == ["致二", "致四"]


def test_a_row_that_fails_is_named_and_its_file_holds_the_others(tmp_path: Path, template: Compiled):
    made = combine(plan(("信", "一"), ("信", None), ("信", "三"), ("空", None)), template, tmp_path / "out", LOOSE)
    assert [problem.record for problem in made.problems] == ["a.csv / row 3", "a.csv / row 5"]
    assert (made.rows, made.made) == (4, 2)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["信.docx"]
    assert texts(tmp_path / "out" / "信.docx") == ["致一", "致三"]
    assert [file.lacking for file in made.files] == [("a.csv / row 3",)]


def test_rows_that_could_not_be_planned_lack_in_the_one_print_file(tmp_path: Path, template: Compiled):
    nameless = Problem("document", Severity.ERROR, Text("no name", "没有名称"), record="a.csv / row 9")
    made = combine(replace(plan(("信", "一"), ("信", None)), problems=[nameless]), template, tmp_path / "out", LOOSE)
    assert [file.lacking for file in made.files] == [("a.csv / row 9", "a.csv / row 3")]


@pytest.mark.parametrize("sides", [None, 1, 2])
def test_sides_say_whether_each_begins_on_a_front_page(tmp_path: Path, template: Compiled, sides: int | None):
    made = combine(plan(("信", "一"), ("信", "二")), template, tmp_path / "out", LOOSE, sides=sides)
    assert made.fronts is (sides == 2)
    kinds = {section.start_type.name for section in Document(str(tmp_path / "out" / "信.docx")).sections}
    assert ("ODD_PAGE" in kinds) is (sides == 2)


def test_a_file_that_was_edited_stays_and_the_new_one_lies_beside(tmp_path: Path, template: Compiled):
    out, publisher = tmp_path / "out", Publisher(Ledger(tmp_path / ".docgen"), "test")
    combine(plan(("信", "一")), template, out, publisher)
    (out / "信.docx").write_bytes(b"edited")
    (file,) = combine(plan(("信", "二")), template, out, publisher).files
    assert file.outcome is Outcome.BESIDE
    assert (out / "信.docx").read_bytes() == b"edited"


def test_a_proof_is_all_documents_in_one_and_a_single_one_as_it_will_be(tmp_path: Path, template: Compiled):
    alone = plan(("甲", "一"))
    assert proof(alone, template).data == template.render({"名": "一"})
    made = proof(plan(("甲", "一"), ("乙", None), ("丙", "三")), template)
    assert made.data is not None
    (tmp_path / "proof.docx").write_bytes(made.data)
    assert texts(tmp_path / "proof.docx") == ["致一", "致三"]
    assert (made.report.made, len(made.report.problems)) == (2, 1)
    assert proof(plan(("乙", None)), template).data is None


@pytest.mark.parametrize("jobs", [1, 2])
def test_any_number_of_processes_makes_the_same_report(template, tmp_path, monkeypatch, jobs):
    monkeypatch.setattr(workers, "WORTH", 1)
    made = combine(
        plan(("甲", "一"), ("乙", "二"), ("甲", None), ("乙", "四")), template, tmp_path / "out", LOOSE, jobs=jobs
    )
    assert [(file.path.name, file.lacking) for file in made.files] == [("甲.docx", ("a.csv / row 4",)), ("乙.docx", ())]
    assert [texts(file.path) for file in made.files] == [["致一"], ["致二", "致四"]]
    assert ([problem.record for problem in made.problems], made.made) == (["a.csv / row 4"], 3)
