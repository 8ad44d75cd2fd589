"""Codes of households without one: given once, kept, unlike all others, and written into a copy of the roll only."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from depth import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import Office

from docgen.commands.base import App
from docgen.records import Household
from docgen.register import Register
from docgen.register.codes import Codes, Natural
from docgen.register.copies import roll_copies
from docgen.tables import read_folder
from docgen_plugins.letter import Letter

CODE = Household.__table__.column("code")
RUNS = st.lists(st.tuples(st.lists(st.sampled_from("甲乙丙丁"), max_size=5), st.sets(st.integers(1, 9))), max_size=5)
"""The heads of households without a code, and the numbers of codes that stand on the roll, run by run."""


def home(head: str, place: str = "丰乐社区", beginning: str = "B0403") -> Natural:
    return "石羊镇", place, beginning, ("3组", "12号", head)


@pytest.fixture
def register(tmp_path) -> Register:
    return Register(tmp_path / "register.sqlite")


OLD_TABLE = """CREATE TABLE given_code (
    code TEXT PRIMARY KEY, township TEXT NOT NULL, community TEXT NOT NULL, record TEXT NOT NULL)"""


class TestAssign:
    def test_codes_of_a_register_of_an_older_version_are_kept(self, register):
        first = Codes(register).assign([home("甲"), home("乙")], ())
        with register.writing() as db:
            rows = db.execute("SELECT * FROM given_code ORDER BY rowid").fetchall()
            db.execute("DROP TABLE given_code")
            db.execute(OLD_TABLE)
            db.executemany("INSERT INTO given_code VALUES (?, ?, ?, ?)", rows)
        assert Codes(register).assign([home("乙"), home("甲"), home("丙")], ()) == [*first[::-1], "B0403-003"]

    def test_codes_follow_each_other_and_are_kept(self, register):
        first = Codes(register).assign([home("甲"), home("乙")], ())
        assert first == ["B0403-001", "B0403-002"]
        again = Codes(Register(register.path)).assign([home("丙"), home("乙"), home("甲")], ())
        assert again == ["B0403-003", "B0403-002", "B0403-001"]

    def test_each_community_counts_for_itself(self, register):
        other = home("甲", "竹瓦社区", "B0404")
        assert Codes(register).assign([home("甲"), other, home("乙")], ()) == ["B0403-001", "B0404-001", "B0403-002"]

    def test_two_communities_without_a_number_share_no_code(self, register):
        codes = Codes(register)
        assert codes.assign([home("甲", "丰乐社区", "B0400")], ()) == ["B0400-001"]
        assert codes.assign([home("甲", "竹瓦社区", "B0400")], ()) == ["B0400-002"]

    def test_none_that_stands_on_the_roll_in_either_case_or_was_given(self, register):
        codes = Codes(register)
        assert codes.assign([home("甲")], {"B0403-001", "b0403-007", "0403-00001"}) == ["B0403-008"]
        assert codes.assign([home("乙")], ()) == ["B0403-009"]

    def test_more_than_a_thousand(self, register):
        made = Codes(register).assign([home(f"户{n}") for n in range(1001)], ())
        assert (made[998], made[999], made[1000]) == ("B0403-999", "B0403-1000", "B0403-1001")

    def test_two_that_look_alike_have_two_codes_in_their_order(self, register):
        codes = Codes(register)
        assert codes.assign([home("甲"), home("甲")], ()) == ["B0403-001", "B0403-002"]
        assert codes.assign([home("甲"), home("甲"), home("甲")], ()) == ["B0403-001", "B0403-002", "B0403-003"]

    def test_when_one_of_them_is_on_the_roll_the_other_keeps_its_own(self, register):
        codes = Codes(register)
        codes.assign([home("甲"), home("甲")], ())
        assert codes.assign([home("甲")], {"B0403-001"}) == ["B0403-002"]

    def test_a_look_gives_the_same_codes_and_writes_nothing(self, register):
        codes = Codes(register)
        seen = codes.assign([home("甲"), home("乙")], (), keep=False)
        assert not register.path.exists()
        assert codes.assign([home("甲"), home("乙")], ()) == seen

    def test_what_is_known_already_is_only_read(self, register):
        codes = Codes(register)
        codes.assign([home("甲")], ())
        before = register.path.read_bytes()
        assert codes.assign([home("甲")], ()) == ["B0403-001"]
        assert register.path.read_bytes() == before

    def test_the_numbers_of_documents_stay(self, register):
        register.allot("信息专报", "第1周", year=2013, title="专报")
        Codes(register).assign([home("甲")], ())
        assert [entry.number for entry in register.entries()] == [1]

    def test_the_register_holds_no_name_and_no_address(self, register):
        Codes(register).assign([("石羊镇", "丰乐社区", "B0403", ("3组", "平安路12号", "陈建国"))], ())
        kept = register.path.read_bytes().decode("utf-8", "ignore")
        assert "丰乐社区" in kept
        assert not any(private in kept for private in ("陈建国", "平安路"))

    def test_runs_at_once_give_no_code_twice(self, register):
        def run(number: int) -> list[str]:
            return Codes(Register(register.path)).assign([home("共同"), home(f"户{number}")], ())

        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(run, range(24)))
        assert len({shared for shared, _ in made}) == 1
        assert len({own for _, own in made} | {made[0][0]}) == 25

    @settings(deadline=None, max_examples=examples(30))
    @given(RUNS)
    def test_whatever_the_roll_is_codes_are_unique_and_come_again(self, tmp_path_factory, runs):
        codes = Codes(Register(tmp_path_factory.mktemp("codes") / "register.sqlite"))
        for heads, numbers in runs:
            wanted, taken = [home(head) for head in heads], {f"B0403-{number:03}" for number in numbers}
            made = codes.assign(wanted, taken)
            assert len(set(made) | taken) == len(made) + len(taken)
            assert codes.assign(wanted, taken) == made
            assert sorted(codes.assign(wanted[::-1], taken)) == sorted(made)


# -- on a roll --

HOMES: list[dict[str, object]] = [
    {"户编号": "0403-00001"},
    {"户编号": "", "地址": "3组13号", "户主姓名": "李<&>明"},
    {"户编号": "", "地址": "3组9号"},
    {"户编号": "", "地址": "3组1号", "社区": "无名社区"},
]


@pytest.fixture
def office(tmp_path) -> Office:
    return Office(tmp_path / "换届", places=[{"序号": 3}], homes=HOMES)


def filled(folder: Path, *, keep: bool = True) -> tuple[App, list[Any], list[Any]]:
    """What a run does before it makes letters: the app, its rows, and what was given."""
    app = App(folder)
    letter = Letter(places=())
    seen = app.any_data.seen_at(letter.access, letter.publishes)
    rows = letter.rows(seen)
    taken = {row.code for row in app.any_data[Household] if row.get("code")}
    natural_key = partial(Letter.packs.natural_key, letter)
    given_codes = Codes(app.register).given(rows.where(code=None), natural_key, lambda: taken, keep=keep)
    app.any_data.put(CODE, given_codes)
    return (
        app,
        [letter.context(row, seen) for row in rows if row.is_set("community")],
        [(row.origin, code) for row, code in given_codes],
    )


def test_a_letter_prints_the_code_that_its_household_was_given(office):
    _, contexts, given_codes = filled(office.write())
    assert {each["地址"]: each["户编号"] for each in contexts} == {
        "3组12号": "0403-00001",
        "3组9号": "B0403-001",
        "3组13号": "B0403-002",
    }
    assert [where.row for where, _ in given_codes] == [4, 3]
    assert [each["户编号"] for each in filled(office.folder)[1]] == [each["户编号"] for each in contexts]


def test_a_dry_run_shows_them_and_writes_nothing(office):
    _, contexts, _ = filled(office.write(), keep=False)
    assert [each["户编号"] for each in contexts] == ["B0403-001", "0403-00001", "B0403-002"]
    assert not (office.folder / "register.sqlite").exists()


def copied(app: App, given_codes: Any) -> bytes:
    ((name, data),) = roll_copies(given_codes, CODE, app.any_data, app.reading)
    assert name in {file.name for file in app.reading.files}
    return data


def codes_of(folder: Path) -> dict[str, str]:
    """The codes of a roll by address, as docgen reads them."""
    tables = App(folder).plugins.registry.tables(App(folder).workspace.settings)
    rows = read_folder(folder / "data", tables.values(), 2013).rows["户"]
    return {row.get("address"): row.get("code") for row in rows}


def test_the_copy_holds_them_and_the_original_stays(office):
    workbook = office.write() / "data" / "台账.xlsx"
    before = workbook.read_bytes()
    app, _, given_codes = filled(office.folder)
    copy = copied(app, given_codes)
    assert workbook.read_bytes() == before
    workbook.write_bytes(copy)
    assert _resaved(workbook)["户"]["A4"].value == "B0403-001"
    assert codes_of(office.folder) == {
        "3组12号": "0403-00001",
        "3组13号": "B0403-002",
        "3组9号": "B0403-001",
        "3组1号": None,
    }
    assert filled(office.folder)[2] == []


@pytest.mark.parametrize("sign", ["=", "－"])
def test_a_code_that_looks_like_a_formula_stays_a_text_when_somebody_edits_it(office, sign):
    app, _, given_codes = filled(office.write())
    copy = copied(app, [(where, f"{sign}{code}") for where, code in given_codes])
    sheet = openpyxl.load_workbook(BytesIO(copy))["户"]
    cells = [sheet["A3"], sheet["A4"]]
    assert [cell.value for cell in cells] == [f"{sign}B0403-002", f"{sign}B0403-001"]
    assert all((cell.data_type, bool(cell.quotePrefix)) == ("s", True) for cell in cells)
    assert not sheet["B3"].quotePrefix


def test_the_copy_is_no_data_until_somebody_saves_it(office):
    app, _, given_codes = filled(office.write())
    (office.folder / "data" / "副本.xlsx").write_bytes(copied(app, given_codes))
    again = App(office.folder)
    assert [problem.where.file for problem in again.problems() if problem.code == "marked-copy"] == ["副本.xlsx"]
    assert len(again.any_data[Household]) == len(HOMES)


def test_all_else_of_the_workbook_stays_as_it_was(office):
    path = office.write() / "data" / "台账.xlsx"
    book = openpyxl.load_workbook(path)
    book["户"]["A3"].number_format = "@"
    book["户"]["A3"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    book["户"]["K2"] = "=1+1"
    book.save(path)
    app, _, given_codes = filled(office.folder)
    copy = office.folder / "副本.xlsx"
    copy.write_bytes(copied(app, given_codes))
    old, new = openpyxl.load_workbook(path), openpyxl.load_workbook(copy)
    changed = [
        (sheet.title, cell.coordinate, new[sheet.title][cell.coordinate].value)
        for sheet in old
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != new[sheet.title][cell.coordinate].value
    ]
    assert changed == [("户", "A3", "B0403-002"), ("户", "A4", "B0403-001")]
    assert (new["户"]["A3"].number_format, new["户"]["A3"].fill.fgColor.rgb) == ("@", "00FFFF00")


def test_a_roll_without_the_column_is_given_one_on_the_right(office):
    path = office.write() / "data" / "台账.xlsx"
    book = openpyxl.load_workbook(path)
    book["户"].delete_cols(1)
    book.save(path)
    app, contexts, given_codes = filled(office.folder)
    assert [each["户编号"] for each in contexts] == ["B0403-001", "B0403-002", "B0403-003"]
    path.write_bytes(copied(app, given_codes))
    sheet = _resaved(path)["户"]
    last = sheet.max_column
    assert [sheet.cell(row, last).value for row in range(1, 6)] == [
        "户编号",
        "B0403-002",
        "B0403-003",
        "B0403-001",
        None,
    ]
    assert sheet.cell(1, last).font.bold
    assert codes_of(office.folder)["3组9号"] == "B0403-001"


def test_of_another_kind_of_file_an_xlsx_is_made(office):
    data = office.write() / "data"
    book = openpyxl.load_workbook(data / "台账.xlsx")
    lines = [",".join(str(value or "") for value in row) for row in book["户"].iter_rows(values_only=True)]
    (data / "户.csv").write_text("\n".join(lines), encoding="gb18030")
    del book["户"]
    book.save(data / "台账.xlsx")
    app, _, given_codes = filled(office.folder)
    copy = office.folder / "副本.xlsx"
    copy.write_bytes(copied(app, given_codes))
    (sheet,) = openpyxl.load_workbook(copy)
    assert [cell.value for cell in sheet["A"]] == ["户编号", "0403-00001", "B0403-002", "B0403-001", None]


def test_what_never_leaves_its_sheet_is_in_no_copy(office):
    path = office.write() / "data" / "台账.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("信访调查")
    petition = {"信访编号": "X1", "受理日期": "2013-11-08", "来源": "来信", "信访人": "周小满", "乡镇(街道)": "石羊镇"}
    petition |= {"社区": "丰乐社区", "被反映人": "李明", "反映内容": "程序", "承办单位": "镇纪委", "调查结论": "调查中"}
    sheet.append(list(petition))
    sheet.append(list(petition.values()))
    book.save(path)
    app, _, given_codes = filled(office.folder)
    copy = office.folder / "副本.xlsx"
    copy.write_bytes(copied(app, given_codes))
    assert openpyxl.load_workbook(copy).sheetnames == ["户"]


def _resaved(path: Path) -> Any:
    """The workbook, saved again as Excel does."""
    book = openpyxl.load_workbook(path)
    book.save(path)
    return book
