"""Making the documents of a plan: one that fails is named, and the others are made."""

from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from docx import Document

from docgen import Generator, Severity
from docgen.batch import Item, Outcome, Plan, run
from docgen.batch.ledger import Ledger
from docgen.problems import TemplateSpot
from docgen.render import compile_template


class Letter(Generator):
    """Any document."""

    name = "letter"


FAILING: dict[str, tuple[str, Any]] = {"missing name": ("{{ 数.甲 }}", {}), "sum": ("{{ 数 + 1 }}", "2")}


@pytest.mark.parametrize(("source", "value"), FAILING.values(), ids=FAILING)
def test_a_document_that_fails_is_one_error_that_names_its_template_and_the_others_are_made(
    tmp_path: Path, source: str, value: Any
):
    document = Document()
    document.add_paragraph("{% if 数 is not none %}" + source + "{% endif %}")
    document.save(str(tmp_path / "信.docx"))
    items = [Item(PurePosixPath(name), {"数": what}, False) for name, what in (("a", None), ("b", value), ("c", None))]
    plan, out = Plan(Letter(), items, []), tmp_path / "out"
    report = run(plan, compile_template(tmp_path / "信.docx"), out, Ledger(tmp_path / ".docgen"))
    assert [(file.path, file.outcome) for file in report.files] == [(out / f"{n}.docx", Outcome.NEW) for n in "ac"]
    assert sorted(out.iterdir()) == [file.path for file in report.files]
    (problem,) = report.problems
    assert report.failed
    assert problem.severity is Severity.ERROR
    assert isinstance(problem.where, TemplateSpot)
    assert problem.where.template == "信.docx"
