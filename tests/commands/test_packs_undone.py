"""Packs and what may be done to them afterwards: undone, printed with an edited file, held back by their roll."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from print_room import Room, office, standing


@pytest.fixture
def room(docgen, tmp_path) -> Room:
    """A room with the letters of two communities made."""
    made = Room(docgen, office(tmp_path, 丰乐社区=12, 长寿社区=5))
    made.run()
    return made


def undo(room: Room) -> None:
    assert room.docgen("-w", room.workspace, "runs", "undo").code in (0, 1)


def test_after_an_undoing_the_packs_are_made_again_as_they_were(room):
    before = standing(room.out)
    undo(room)
    assert not list(room.out.glob("公开信/*/*/*.docx"))
    room.run()
    assert standing(room.out) == before


def test_what_an_undoing_brought_back_counts_as_docgens_own(room):
    room.office.homes[0]["户主姓名"] = "改过"
    room.run()
    undo(room)
    room.run()
    assert not [name for name in room.names() if "稿" in name]
    assert "改过户" in room.pages()[0]


def test_printed_packs_stay_when_their_run_is_undone(room):
    room.say("丰乐社区", "--mark-printed")
    before = room.names()
    undo(room)
    assert room.names() == before
    assert not room.folder("长寿社区").exists()


def test_a_pack_with_an_edited_file_is_not_marked_as_printed(room):
    file = room.print_files()[0]
    file.write_bytes(file.read_bytes() + b"edited")
    room.office.homes[0]["户主姓名"] = "改过"
    room.run()
    assert "第2稿" in room.say("丰乐社区", "--mark-printed", code=1).err
    shutil.move(file, room.workspace / "改过的.docx")
    room.run()
    room.say("丰乐社区", "--mark-printed")
    assert room.run()["made"] == 17


class TestHeldBack:
    def test_printed_packs_stay_and_no_letter_is_to_be_pulled_out(self, room):
        room.say("丰乐社区", "--mark-printed")
        before = room.names()
        room.office.homes[0]["户编号"] = room.office.homes[1]["户编号"]
        assert room.run(code=1)["held"] == 12
        assert room.names() == before
        assert room.docgen("-w", room.workspace, "runs", "verify").code == 0

    def test_the_lists_name_the_letters_that_are_not_there(self, room):
        room.office.homes[0]["户编号"] = room.office.homes[1]["户编号"]
        room.run(code=1)
        book = openpyxl.load_workbook(room.out / "公开信" / "打印清单.xlsx")
        missing = [row for row in book["未印"].iter_rows(min_row=2, values_only=True) if row[2] == "丰乐社区"]
        assert len(missing) == 12
        assert not room.folder().exists()


def test_two_communities_of_nearly_one_name_are_told_apart(docgen, tmp_path):
    made = Room(docgen, office(tmp_path, A社区=2, a社区=2))
    result = made.docgen("-w", made.workspace, "letter")
    assert result.code == 1
    assert "a社区" in result.err
    assert not Path(made.out / "公开信").exists()


class TestNothingOldIsLeft:
    def test_a_reprint_of_a_pack_that_is_new_now(self, room):
        room.run("丰乐社区", "--range", "2-3")
        assert list(room.out.glob("_重印/**/*.docx"))
        room.office.homes[0]["户主姓名"] = "改过"
        room.run()
        assert not list(room.out.glob("_重印/**/*.docx"))

    def test_the_print_list_says_what_is_printed(self, room):
        room.say("丰乐社区", "--mark-printed")
        room.run()
        book = openpyxl.load_workbook(room.out / "公开信" / "打印清单.xlsx")
        ticks = {row[2]: row[11] for row in book["打印清单"].iter_rows(min_row=2, values_only=True)}
        assert (ticks["丰乐社区"], ticks["长寿社区"]) == ("☑ 打印", "□ 打印")
