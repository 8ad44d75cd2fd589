"""From rows to documents: where each will lie, and what one row cannot have the others do without."""

from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from docx import Document

from docgen import Access, Cell, Dataset, Generator, Record, Settings, Text, column
from docgen.batch import Outcome, Plan, make_plan, run
from docgen.batch.ledger import Ledger
from docgen.batch.plan import spread
from docgen.batch.publishing import Publisher
from docgen.config import ConfigFile
from docgen.data.dataset import Store
from docgen.problems import DocumentSpot, Severity
from docgen.register import Register
from docgen.render import compile_template

SETTINGS = Settings(ConfigFile(Path("docgen.toml"), (), {}), "换届", 2013, date(2013, 11, 4), 4, "组织部")


class Person(Record, table="人员", key=("name",)):
    """A person."""

    name: str = column("姓名", access=Access.PUBLIC)


class Slip(Generator):
    """A document for each person."""

    name, title, template, filename = "slip", Text("slips", "签收单"), "签收单.docx", "名单/{{ 姓名 }}"
    each, access = Person, Access.PUBLIC

    def context(self, row: Person, data: Dataset) -> dict[str, Any]:
        return {"姓名": row.name}


def plan(folder: Path, *names: str | None) -> Plan:
    """The plan for people of these names, in the rows from 2 on."""
    person: Any = Person
    people = [person(origin=Cell("台账.xlsx", "人员", n), name=name) for n, name in enumerate(names, 2)]
    data = Dataset(Store(SETTINGS, {"人员": Person.__table__}, {"人员": people}, {}, []))
    return make_plan(Slip(), data, Register(folder / "register.sqlite"), lambda *_: None)


def test_rows_with_characters_outside_gbk_are_named_with_their_cells(tmp_path: Path):
    made = plan(tmp_path, "王芳", "翟㛃", "李明")
    (problem,) = made.problems
    assert (problem.severity, problem.where) == (Severity.WARNING, Cell("台账.xlsx", "人员", 3))
    assert "“㛃”（U+36C3）" in problem.text.zh
    assert problem.record == str(Cell("台账.xlsx", "人员", 3))
    assert len(made.items) == 3


def paths(made: Plan) -> list[str]:
    return [str(item.path) for item in made.items]


@pytest.mark.parametrize("name", ["...", "", " ", None], ids=["dots", "empty", "blank", "none"])
def test_a_row_without_a_name_for_its_file_is_named_and_the_others_are_planned(tmp_path: Path, name: str | None):
    made = plan(tmp_path, "王芳", name, "李明")
    assert paths(made) == ["名单/王芳", "名单/李明"]
    assert [problem.where for problem in made.problems] == [Cell("台账.xlsx", "人员", 3)]


@pytest.mark.parametrize(
    ("name", "file"),
    [("王/张", "王_张"), ("../../王", "_.._王"), ("/etc/王", "_etc_王"), ("C:\\王", "C__王")],
    ids=["slash", "above", "absolute", "Windows"],
)
def test_a_value_makes_no_folder_and_leads_to_none(tmp_path: Path, name: str, file: str):
    assert plan(tmp_path, name).items[0].path == PurePosixPath("名单", file)


def test_whatever_a_row_is_called_its_document_lies_inside_out(tmp_path: Path):
    template = tmp_path / "签收单.docx"
    document = Document()
    document.add_paragraph("{{ 姓名 }}")
    document.save(str(template))
    work = tmp_path / "work"
    made = plan(work, "王芳", "../../x", "李明")
    report = run(made, compile_template(template), work / "out", Publisher(Ledger(work / ".docgen"), "test"))
    assert report.problems == []
    assert [file.outcome for file in report.files] == [Outcome.NEW] * 3
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.docx")}
    assert found == {"签收单.docx", *(f"work/out/名单/{name}.docx" for name in ("王芳", "_.._x", "李明"))}


def test_long_titles_that_differ_at_the_end_only_are_two_files(tmp_path: Path):
    title = "关于做好2013年全市社区党组织换届选举工作中资格联审和民主评议有关事项的补充通知"
    made = plan(tmp_path, f"{title}（石羊镇）", f"{title}（灌口镇）")
    assert paths(made) == [f"名单/{title}（石羊镇）", f"名单/{title}（灌口镇）"]


@pytest.mark.parametrize("other", ["ann", "Ann"], ids=["same", "but for its case"])
def test_documents_in_one_place_are_named_and_the_others_are_planned(tmp_path: Path, other: str):
    made = plan(tmp_path, "ann", "bob", other)
    assert paths(made) == ["名单/bob"]
    (problem,) = made.problems
    assert problem.where == DocumentSpot("名单/ann" if other == "ann" else f"名单/ann、名单/{other}")
    assert problem.text.en.endswith("those of 台账.xlsx / 人员 / row 2、row 4")


@pytest.mark.parametrize(
    ("number", "taken"),
    [(1, [0]), (2, [0, 9]), (3, [0, 4, 9]), (4, [0, 3, 6, 9]), (10, list(range(10))), (99, list(range(10)))],
)
def test_a_sample_is_spread_from_the_first_to_the_last(number: int, taken: list[int]):
    assert spread(list(range(10)), number) == taken
