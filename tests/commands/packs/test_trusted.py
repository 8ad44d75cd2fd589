"""What a print room must be able to trust: nothing is handed over short, nothing printed is made twice in two ways, and
the lists tell of all, whatever was asked for."""

import json
import sqlite3

import openpyxl
import pytest
from docx import Document
from print_room import Room, home, office

from docgen.batch.names import VOID
from docgen.tables.write import workbook


@pytest.fixture
def room(docgen, tmp_path) -> Room:
    """丰乐社区 with 40 households, 长寿社区 with 5; their packs made."""
    made = Room(docgen, office(tmp_path / "换届"))
    made.run()
    return made


def hand_over(room: Room, *words: str, code: int) -> str:
    room.office.write()
    result = room.docgen("-w", room.workspace, "handover", *words)
    assert result.code == code, result.out + result.err
    return str(result.out + result.err)


def missing(room: Room) -> list[tuple[object, ...]]:
    """The places of letters that were not made, as 打印清单.xlsx lists them."""
    sheet = openpyxl.load_workbook(room.out / "公开信" / "打印清单.xlsx")["未印"]
    return [tuple(cell.value for cell in row[1:3]) for row in sheet.iter_rows(min_row=2, max_row=sheet.max_row - 1)]


def repeat_a_code(room: Room, place: str) -> None:
    own = [each for each in room.office.homes if each["社区"] == place]
    own[1]["户编号"] = own[0]["户编号"]


class TestHandover:
    def test_a_township_of_which_a_community_is_not_made_is_refused(self, docgen, tmp_path):
        room = Room(docgen, office(tmp_path / "换届"))
        room.run("石羊镇", "丰乐社区")
        said = hand_over(room, "石羊镇", code=1)
        assert "1 communities of 石羊镇 have no print packs (5 households): 长寿社区" in said
        assert not (room.out / "_交接").exists()
        assert "丰乐社区" in hand_over(room, "石羊镇", "丰乐社区", code=0)

    def test_nothing_goes_while_a_run_has_not_come_to_its_end(self, room):
        with sqlite3.connect(room.workspace / ".docgen" / "ledger.sqlite") as db:
            row = (json.dumps(["公开信", "石羊镇"]), "2013-11-06 09:00:00", "甲", "机器", 1)
            db.execute("INSERT INTO attempt VALUES (?, ?, ?, ?, ?)", row)
        said = hand_over(room, "石羊镇", code=1)
        assert "a run has not come to its end: docgen 公开信 石羊镇" in said
        result = room.docgen("-w", room.workspace, "runs", "verify")
        assert result.code == 1
        assert "docgen runs resume" in result.out


class TestHeldBack:
    def test_a_later_run_of_other_places_still_lists_them(self, room):
        repeat_a_code(room, "丰乐社区")
        room.run(code=1)
        assert missing(room) == [("石羊镇", "丰乐社区")] * 40
        room.run("石羊镇", "长寿社区", "--again")
        assert missing(room) == [("石羊镇", "丰乐社区")] * 40

    def test_what_is_to_be_pulled_out_stays_listed(self, room):
        room.say("石羊镇", "--mark-printed")
        room.office.homes.pop(6)
        room.run()
        listed = room.folder() / "公开信_丰乐社区_撤回清单.docx"
        before = listed.read_bytes()
        kept = dict(room.office.homes[1])
        repeat_a_code(room, "丰乐社区")
        room.run(code=1)
        assert listed.read_bytes() == before
        assert not list((room.out / VOID.zh).rglob("*撤回清单*"))
        room.office.homes[1] = kept
        room.run()
        assert listed.read_bytes() == before


class TestPrinted:
    @pytest.mark.parametrize(
        ("first", "then", "said"),
        [
            ((), ("--combine", "township"), "without --combine"),
            (("--combine", "township"), (), "--combine township"),
        ],
    )
    def test_letters_stay_together_as_they_were_printed(self, docgen, tmp_path, first, then, said):
        room = Room(docgen, office(tmp_path / "换届", 丰乐社区=6, 长寿社区=3))
        room.run(*first)
        room.say("石羊镇", *first, "--mark-printed")
        room.office.homes.append(home("丰乐社区", 1, 90))
        before = sorted(path for path in room.out.rglob("*") if path.is_file())
        for words in ((), ("--range", "1-2")):
            result = room.say(*then, *words, code=1)
            assert said in result.err
        assert sorted(path for path in room.out.rglob("*") if path.is_file()) == before
        room.say("石羊镇", *first, "--unmark-printed")
        room.run(*then)

    def test_another_version_alone_prints_nothing_again(self, room):
        room.say("石羊镇", "--mark-printed")
        room.office.settings += '"版本" = "2013-GKX-02"\n'
        room.office.homes.append(home("丰乐社区", 1, 90))
        report = room.run()
        assert [path.name for path in room.print_files()] == [
            "公开信_丰乐社区_第1批_001-040.docx",
            "公开信_丰乐社区_第2批（补发）_041-041.docx",
        ]
        assert not list(room.folder().glob("*撤回清单*"))
        assert "all-anew" not in {each["code"] for each in report["problems"]}

    def test_what_changes_nearly_all_printed_letters_is_said(self, room):
        room.say("石羊镇", "--mark-printed")
        room.office.settings = room.office.settings.replace("2013-11-06", "2013-11-20")
        report = room.run()
        (problem,) = [each for each in report["problems"] if each["code"] == "all-anew"]
        assert problem["text"]["en"].startswith("40 of 40 printed letters say something else now")


class TestWhatMovedAway:
    def test_letters_asked_for_say_where_their_household_is(self, room):
        room.say("石羊镇", "--mark-printed")
        room.office.homes[2]["社区"] = "长寿社区"
        result = room.say("丰乐社区", "--only", "0401-0003", code=2)
        assert "its household is in 石羊镇长寿社区" in result.err
        report = room.run("丰乐社区", "--range", "3-4")
        (problem,) = [each for each in report["problems"] if each["code"] == "superseded"]
        assert problem["text"]["zh"].endswith("（现在石羊镇长寿社区）")

    def test_the_sheet_that_is_signed_names_the_list_of_what_to_pull_out(self, room):
        room.say("石羊镇", "--mark-printed")
        room.office.homes.pop(6)
        room.run()
        hand_over(room, "石羊镇", "丰乐社区", code=0)
        sheet = next((room.out / "_交接").rglob("交接单.docx"))
        assert "公开信_丰乐社区_撤回清单.docx" in "".join(Document(str(sheet)).element.body.itertext())


HELP = [["编号", "户主姓名", "乡镇", "社区", "地址", "金额"], ["J1", "陶一", "石羊镇", "丰乐社区", "1号", 300]]


@pytest.mark.parametrize(
    ("file", "sheet", "is_told"),
    [("救助.xlsx", "救助", True), ("救助.xlsx", "Sheet1", False), ("户信息.xlsx", "救助", False)],
)
def test_a_sheet_that_is_read_as_households_for_its_header_alone_is_told(room, file, sheet, is_told):
    (room.workspace / "data" / file).write_bytes(workbook({sheet: HELP}))
    told = f"{file} / {sheet}: this sheet was read as the table 户 (1 rows) for its header alone"
    said = room.docgen("-w", room.workspace, "letter", "--dry-run")
    assert (told in said.err) == is_told
    checked = room.docgen("-w", room.workspace, "check").out
    assert ("was read as the table 户 (1 rows) for its header alone" in checked) == is_told
