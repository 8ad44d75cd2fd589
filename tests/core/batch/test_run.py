"""Making the documents of a plan: one that fails is named, and the others are made."""

from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from docx import Document

from docgen import Access, Cell, Dataset, Generator, Record, Settings, Severity, Text, column
from docgen.batch import Item, Outcome, Plan, make_plan, run
from docgen.batch.ledger import Ledger
from docgen.batch.publishing import Publisher
from docgen.config import ConfigFile
from docgen.data.dataset import Store
from docgen.problems import TemplateSpot
from docgen.register import Register
from docgen.render import compile_template
from docgen.text import speaking


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
    report = run(plan, compile_template(tmp_path / "信.docx"), out, Publisher(Ledger(tmp_path / ".docgen"), "test"))
    assert [(file.path, file.outcome) for file in report.files] == [(out / f"{n}.docx", Outcome.NEW) for n in "ac"]
    assert sorted(out.iterdir()) == [file.path for file in report.files]
    (problem,) = report.problems
    assert report.failed
    assert problem.severity is Severity.ERROR
    assert isinstance(problem.where, TemplateSpot)
    assert problem.where.template == "信.docx"


class Person(Record, table="人员", key=("name",)):
    """A person."""

    name: str = column("姓名", access=Access.PUBLIC)
    phone: str = column("电话", access=Access.PUBLIC)


class Slip(Generator):
    """A document for each person."""

    name, title, template, filename = "slip", Text("slips", "签收单"), "签收单.docx", "{{ 姓名 }}"
    each, access = Person, Access.PUBLIC

    def context(self, row: Person, data: Dataset) -> dict[str, Any]:
        """The name, and the phone where there is one."""
        return {"姓名": row.name, **({"电话": row.phone} if row.phone else {})}


def slips(folder: Path, *people: tuple[str, str | None]) -> Plan:
    """The plan for people of these names and phones, in the rows from 2 on."""
    made: Any = Person
    rows = [made(origin=Cell("台账.xlsx", "人员", n), name=who, phone=p) for n, (who, p) in enumerate(people, 2)]
    config = Settings(ConfigFile(Path("docgen.toml"), (), {}), "换届", 2013, date(2013, 11, 4), 4, "组织部")
    data = Dataset(Store(config, {"人员": Person.__table__}, {"人员": rows}, {}, []))
    return make_plan(Slip(), data, Register(folder / "register.sqlite"), lambda *_: None)


@pytest.mark.parametrize(("source", "text"), [("{{ 电话 }}", "没有数据"), ("{{ 电话|default(1) + '' }}", "不能用“+”")])
def test_what_is_missing_or_fails_names_the_template_the_place_and_the_row(tmp_path: Path, source: str, text: str):
    document = Document()
    document.add_paragraph(f"电话：{source}")
    document.save(str(tmp_path / "签收单.docx"))
    with speaking("zh"):
        plan = slips(tmp_path, ("王芳", "1"), ("李明", None), ("赵六", None))
        report = run(
            plan,
            compile_template(tmp_path / "签收单.docx"),
            tmp_path / "out",
            Publisher(Ledger(tmp_path / ".docgen"), "test"),
        )
        failed = [problem for problem in report.problems if "电话|" not in source or problem.record.endswith("第3行")]
        shown = str(failed[0])
    assert shown.startswith(f"签收单.docx / 正文 / 第1段，“电话：”之后 / {source}: ")
    assert text in shown
    assert shown.endswith("（对应的行：台账.xlsx / 人员 / 第3行）")
    assert failed[0].as_dict()["record"] == "台账.xlsx / 人员 / 第3行"


def test_a_row_that_names_its_own_cell_is_not_named_twice(tmp_path: Path):
    problem = slips(tmp_path, ("", None)).problems[0]
    assert problem.record
    assert str(problem) == f"{problem.record}: {problem.text}"
