"""What is not planned anew, since nothing that it is made of has changed, and what has to be all the same."""

import json
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest
from print_room import Room, home, office, stamps
from trusting import trusting

from docgen.batch.packs.entries import Entries

ALL = ["丰乐社区", "石碑社区", "长寿社区"]
COUNTING = """
from docgen import Access, Generator, Packs, Text, hookimpl
from docgen.records import Household


def number_of(data):
    return len(data[Household])


class Card(Generator):
    name, alias, title = "card", "户数卡", Text("card", "户数卡")
    template, access, each = "card.docx", Access.PUBLIC, Household
    filename = "户数卡/{{{{ 社区 }}}}/户数卡_{{{{ 社区 }}}}"
    packs = Packs(code="code", place=("township", "community"), receipt={{"户主": "head"}})

    def rows(self, data):
        {before}
        return super().rows(data)

    def context(self, row, data):
        return {{"社区": row.community.name, "编号": row.code, "全市户数": {number}}}


@hookimpl
def setup(docgen):
    docgen.generator(Card)
"""


@pytest.fixture
def room(docgen, tmp_path) -> Room:
    """丰乐社区 with 12 households, 长寿社区 with 3, 石碑社区 with 4; their packs made."""
    made = Room(docgen, office(tmp_path / "换届", 丰乐社区=12, 长寿社区=3, 石碑社区=4))
    made.run()
    return made


@pytest.fixture
def planned(monkeypatch) -> list[str]:
    """The places that runs plan, as they come."""
    names: list[str] = []
    kept = Entries.of

    def of(self, rows, at, problems):
        names.append(at.name)
        return kept(self, rows, at, problems)

    monkeypatch.setattr(Entries, "of", of)
    return names


def test_only_the_community_of_a_corrected_household_is_planned_and_made(room, planned):
    before = {place: stamps(room.folder(place)) for place in ("丰乐社区", "长寿社区", "石碑社区")}
    room.office.homes[13]["户主姓名"] = "改名户主"
    report = room.run()
    assert planned == ["长寿社区"]
    assert (report["rows"], report["made"], report["unchanged"]) == (19, 19, 16)
    assert "改名户主" in "".join(room.pages("长寿社区"))
    for place in ("丰乐社区", "石碑社区"):
        assert stamps(room.folder(place)) == before[place]


def test_rows_that_moved_down_are_not_planned(docgen, tmp_path, planned):
    room = Room(docgen, office(tmp_path / "换届", 丰乐社区=3, 长寿社区=3))
    for place in room.office.places:
        place["总户数"] = ""
    room.run()
    planned.clear()
    room.office.homes.insert(0, {**home("丰乐社区", 1, 77), "户编号": "0401-0077"})
    room.run()
    assert planned == ["丰乐社区"]


def test_ticks_are_looked_at_once_and_then_no_more(room, planned):
    room.office.homes[0]["签收人"] = "本人"
    room.office.homes[0]["备注"] = "交其女"
    room.run()
    assert "丰乐社区" in planned
    planned.clear()
    room.office.homes[18]["户主姓名"] = "改名户主"
    room.run()
    assert planned == ["石碑社区"]


@pytest.mark.parametrize("change", ["hotline", "settings", "template", "option"])
def test_what_all_letters_print_is_never_missed(room, planned, change):
    words = ()
    if change == "hotline":
        book = next(path for path in (room.workspace / "data").glob("*.xlsx") if _holds(path, "举报电话"))
        _replace_hotline(book)
    elif change == "settings":
        file = room.workspace / "docgen.toml"
        file.write_text(file.read_text(encoding="utf-8") + "\n[rules]\nroll_off = 11\n", encoding="utf-8")
    elif change == "template":
        room.overlay("公开信", "公开信函")
    else:
        words = ("--spares", "1")
    result = room.docgen("-w", room.workspace, "letter", "--json", *words)
    assert result.code == 0, result.out + result.err
    assert sorted(planned) == ALL
    if change != "settings":
        assert json.loads(result.out)["unchanged"] == 0


def _holds(path: Path, title: str) -> bool:
    return any(cell.value == title for sheet in openpyxl.load_workbook(path) for row in sheet for cell in row)


def _replace_hotline(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet:
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("028-"):
                    cell.value = "028-87110099"
    book.save(path)


def test_a_file_that_is_gone_is_made_again(room, planned):
    room.print_files("石碑社区")[0].unlink()
    room.run("--again")
    planned.clear()
    room.print_files("石碑社区")[0].unlink()
    room.office.homes[0]["户主姓名"] = "改名户主"
    room.run()
    assert planned == ["丰乐社区", "石碑社区"]
    assert len(room.pages("石碑社区")) == 4


def test_a_dry_run_tells_the_same(room, planned):
    room.office.homes[0]["户主姓名"] = "改名户主"
    report = room.run("--dry-run")
    assert planned == ["丰乐社区"]
    assert report["unchanged"] == 7
    room.run()
    assert planned == ["丰乐社区", "丰乐社区"]


@pytest.mark.parametrize(
    ("before", "number"),
    [
        ("pass", "len(data[Household])"),
        ("data.once(number_of)", "data.once(number_of)"),
        ("pass", "data.once(number_of)"),
    ],
)
def test_a_document_that_depends_on_the_whole_roll_is_made_anew_when_another_place_changes(
    docgen, tmp_path, monkeypatch, before, number
):
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    made = Room(docgen, office(tmp_path / "换届", 丰乐社区=3, 长寿社区=2))
    for folder in ("plugins", "templates"):
        (made.workspace / folder).mkdir()
    text = COUNTING.format(before=before, number=number)
    (made.workspace / "plugins" / "cards.py").write_text(text, encoding="utf-8")
    template = docx.Document()
    template.add_paragraph("{{ 编号 }}：全市{{ 全市户数 }}户")
    template.save(str(made.workspace / "templates" / "card.docx"))
    assert docgen("-w", made.workspace, *trusting(made.workspace, "cards")).code == 0
    assert docgen("-w", made.workspace, "card").code == 0
    made.office.homes.append(home("长寿社区", 2, 3))
    made.office.write()
    assert docgen("-w", made.workspace, "card").code == 0
    (file,) = (made.out / "户数卡" / "丰乐社区").glob("*_001-003.docx")
    assert [line.text.partition("：")[2] for line in docx.Document(str(file)).paragraphs if line.text] == [
        "全市6户"
    ] * 3


def test_lists_that_say_the_same_are_not_made_again(room):
    before = {name: stamp for name, stamp in stamps(room.out / "公开信").items() if "/" not in name}
    room.office.homes[0]["户主姓名"] = "改名户主"
    room.run()
    assert {name: stamp for name, stamp in stamps(room.out / "公开信").items() if "/" not in name} == before
    (room.out / "公开信" / "打印清单.xlsx").unlink()
    room.office.homes[0]["户主姓名"] = "又改名户主"
    room.run()
    assert (room.out / "公开信" / "打印清单.xlsx").exists()


def test_another_folder_has_its_own(room, planned, tmp_path):
    room.run("--out", tmp_path / "别处")
    assert sorted(planned) == ALL
    shutil.rmtree(tmp_path / "别处")
