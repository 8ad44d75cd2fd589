"""Packs and what may be done to them afterwards: undone, printed with an edited file, held back by their roll."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from print_room import Room, home, not_whole, office, standing

SUPPLEMENT = "第2批（补发）_013-013.docx"
RECALLS = "撤回清单.docx"


@pytest.fixture
def room(docgen, tmp_path) -> Room:
    """A room with the letters of two communities made."""
    made = Room(docgen, office(tmp_path, 丰乐社区=12, 长寿社区=5))
    made.run()
    return made


def undo(room: Room, *which: str) -> None:
    assert room.docgen("-w", room.workspace, "runs", "undo", *which).code in (0, 1)


def last_run(room: Room) -> str:
    """What the last run is called."""
    return json.loads(room.docgen("-w", room.workspace, "runs", "--json").out)[0]["id"]


def verify(room: Room, *words: str) -> dict:
    """What a verification says: its counts, and the codes of what it finds."""
    room.office.write()
    said = json.loads(room.docgen("-w", room.workspace, "runs", "verify", *words, "--json").out)
    return {**said, "problems": [problem["code"] for problem in said["problems"]]}


def hand(room: Room, code: int = 0):
    """Hand over the township."""
    result = room.docgen("-w", room.workspace, "handover", "石羊镇")
    assert result.code == code, result.out + result.err
    return result


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


class TestPrintedPacksStayKnown:
    """After a supplement to them, or the run that made them, is undone."""

    @pytest.fixture
    def corrected(self, room) -> Room:
        """丰乐社区 was printed, a name in it corrected, and the run that made the supplement undone."""
        room.say("丰乐社区", "--mark-printed")
        room.office.homes[0]["户主姓名"] = "改过"
        room.run()
        assert {SUPPLEMENT, RECALLS} <= set(room.names())
        undo(room)
        assert not {SUPPLEMENT, RECALLS} & set(room.names())
        return room

    def test_their_letters_are_counted_and_read(self, corrected):
        found = verify(corrected)
        assert (found["folders"], found["problems"]) == (2, [])
        found = verify(corrected, "--content")
        assert (found["letters"], found["problems"]) == (17, ["supplement"])  # of the name that was corrected
        assert not not_whole(corrected.out)

    def test_they_are_handed_over(self, corrected):
        assert "2 packs, 17 letters" in hand(corrected).out

    def test_the_next_run_makes_the_supplement_again(self, corrected):
        assert corrected.run()["failed"] == 0
        assert {SUPPLEMENT, RECALLS} <= set(corrected.names())
        assert "改过户" in corrected.pages()[-1]
        assert verify(corrected, "--content")["problems"] == []
        assert not not_whole(corrected.out)

    def test_the_next_run_with_the_name_as_it_was_makes_nothing(self, corrected):
        before = corrected.names()
        corrected.office.homes[0]["户主姓名"] = "户主1"
        report = corrected.run()
        assert (report["made"], report["unchanged"], corrected.names()) == (17, 17, before)
        assert verify(corrected, "--content")["problems"] == []

    def test_that_they_were_printed_can_be_taken_back(self, corrected):
        assert "1" in corrected.say("丰乐社区", "--unmark-printed").out
        corrected.run()
        assert "改过户" in corrected.pages()[0]
        assert not {SUPPLEMENT, RECALLS} & set(corrected.names())
        assert verify(corrected, "--content")["problems"] == []

    def test_a_printed_supplement_stays_too(self, corrected):
        corrected.run()
        corrected.say("丰乐社区", "--mark-printed")
        undo(corrected)
        assert SUPPLEMENT in corrected.names()
        found = verify(corrected, "--content")
        assert (found["letters"], found["problems"]) == (18, [])
        report = corrected.run()
        assert (report["made"], report["unchanged"]) == (17, 17)

    def test_households_that_came_have_no_letter_any_more(self, room):
        room.say("丰乐社区", "--mark-printed")
        room.office.homes.append(home("丰乐社区", 1, 13))
        room.run()
        undo(room)
        assert verify(room)["problems"] == []
        room.office.write()
        said = room.docgen("-w", room.workspace, "runs", "verify", "--content").out
        assert "1 rows have no letter yet" in said
        assert "2 packs, 17 letters" in hand(room).out

    def test_one_marked_after_the_run_that_made_it(self, room):
        room.say("丰乐社区", "--mark-printed")
        undo(room)
        assert (verify(room)["folders"], verify(room, "--content")["letters"]) == (1, 12)
        room.run()
        assert (verify(room, "--content")["letters"], verify(room, "--content")["problems"]) == (17, [])

    def test_a_folder_without_them_is_forgotten(self, room):
        undo(room)
        assert verify(room) == {"files": 0, "folders": 0, "letters": 0, "problems": []}
        assert not list(room.folder().parent.parent.glob("**/清单.json"))


class TestHalfPrinted:
    """A place whose first pack was printed, and whose second is undone."""

    @pytest.fixture
    def half(self, docgen, tmp_path) -> Room:
        made = Room(docgen, office(tmp_path, 丰乐社区=12))
        for number, each in enumerate(made.office.homes):
            each["投递员"] = "赵一" if number < 6 else "钱二"
        made.run()
        made.say("丰乐社区", "--mark-printed", "--pack", "1")
        undo(made)
        assert made.names() == ["第1批_001-006.docx", "第1批_封面单.docx", "第1批_签收表.docx"]
        return made

    def test_what_is_missing_is_noticed(self, half):
        room = half.docgen("-w", half.workspace, "runs", "verify")
        assert (room.code, "12 due, 6 printed, 0 missing" in room.out) == (1, True)
        assert "6 rows have no letter yet" in half.docgen("-w", half.workspace, "runs", "verify", "--content").out
        assert "12 due, 6 printed" in hand(half, code=1).err

    def test_it_is_still_noticed_after_another_undoing(self, half):
        half.run()
        undo(half)
        half.run()
        half.office.homes[11]["户主姓名"] = "改过"
        half.run()
        undo(half)
        undo(half)
        assert verify(half)["problems"] == ["counts"]

    def test_the_next_run_makes_the_second_pack(self, half):
        half.run()
        assert half.names()[3:] == ["第2批_007-012.docx", "第2批_封面单.docx", "第2批_签收表.docx"]
        assert verify(half, "--content")["problems"] == []

    def test_what_an_older_run_leaves_is_in_the_manifest(self, half):
        half.run()
        older = last_run(half)
        half.office.homes[11]["户主姓名"] = "改过"
        half.run()
        undo(half, older)
        assert "第2批_007-012.docx" in half.names()
        assert verify(half)["problems"] == ["counts"]
        assert not not_whole(half.out)
        half.run()
        assert verify(half, "--content")["problems"] == []


def test_a_pack_with_an_edited_file_is_not_marked_as_printed(room):
    file = room.print_files()[0]
    file.write_bytes(file.read_bytes() + b"edited")
    room.office.homes[0]["户主姓名"] = "改过"
    room.run()
    assert "has a newer one beside it" in room.say("丰乐社区", "--mark-printed", code=1).err
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
