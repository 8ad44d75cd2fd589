"""What people tick in 打印清单.xlsx is in the next list too; whatever else they change there stays as it was before."""

import json
import shutil
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from print_room import Room, home, office, put_aside, stamps

from docgen.batch.ledger import Ledger
from docgen.batch.names import OLD

BOXES = ["□ 打印", "□ 核对", "□ 打包"]
PRINTED = ["☑ 打印", *BOXES[1:]]


@pytest.fixture
def room(docgen, tmp_path) -> Room:
    """丰乐社区 with 3 households in row 2, 长寿社区 with 2 in row 3; their packs made."""
    made = Room(docgen, office(tmp_path / "换届", 丰乐社区=3, 长寿社区=2))
    made.run()
    return made


def the_list(room: Room) -> Path:
    return room.out / "公开信" / "打印清单.xlsx"


def edit(path: Path, change: Callable[[Any], None]) -> bytes:
    """What Excel does: the whole file is written anew."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path.read_bytes()


def tick(room: Room, **cells: object) -> bytes:
    """Type into cells of the list, by their place (L2)."""

    def typed(book: Any) -> None:
        for place, value in cells.items():
            book["打印清单"][place] = value

    return edit(the_list(room), typed)


def ticks(room: Room) -> list[list[object]]:
    """The tick columns of the list, row by row without header and totals."""
    rows = list(openpyxl.load_workbook(the_list(room))["打印清单"].iter_rows(min_row=2, values_only=True))
    return [list(row[11:14]) for row in rows[:-1]]


def lists(room: Room) -> list[str]:
    return sorted(path.name for path in the_list(room).parent.glob("打印清单*"))


def verify(room: Room, code: int = 0) -> list[tuple[str, str]]:
    result = room.docgen("-w", room.workspace, "runs", "verify", "--json")
    assert result.code == code, result.out + result.err
    return [(each["code"], each["where"]) for each in json.loads(result.out)["problems"]]


def outcome(report: dict[str, Any], name: str = "打印清单.xlsx") -> str:
    (found,) = [file["outcome"] for file in report["files"] if file["path"].endswith(name)]
    return found


CHANGED = [("changed", "out/公开信/打印清单.xlsx")]


class TestTaken:
    def test_ticks_go_over_to_the_list_that_takes_the_place(self, room):
        ticked = tick(room, L3="■ 打印", M3="√ 王芳")
        room.office.homes.append(home("丰乐社区", 1, 4))
        assert outcome(room.run()) == "replaced"
        assert ticks(room) == [BOXES, ["■ 打印", "√ 王芳", "□ 打包"]]
        assert openpyxl.load_workbook(the_list(room))["打印清单"]["F2"].value == 4
        assert lists(room) == ["打印清单.xlsx"]
        (old,) = (room.out / OLD.zh).rglob("打印清单.xlsx")
        assert old.read_bytes() == ticked
        assert verify(room) == []

    def test_they_go_on_from_list_to_list(self, room):
        tick(room, L3="■ 打印")
        for number in (4, 5):
            room.office.homes.append(home("丰乐社区", 1, number))
            room.run()
        tick(room, N3="■ 打包")
        room.office.homes.append(home("丰乐社区", 1, 6))
        room.run()
        assert ticks(room) == [BOXES, ["■ 打印", "□ 核对", "■ 打包"]]
        assert (lists(room), verify(room)) == (["打印清单.xlsx"], [])

    def test_a_pack_that_is_another_one_loses_its_ticks(self, room):
        tick(room, L2="■ 打印", L3="■ 打印")
        room.office.homes.insert(3, home("丰乐社区", 1, 4))  # _001-003.docx is _001-004.docx now
        room.run()
        assert ticks(room) == [BOXES, ["■ 打印", *BOXES[1:]]]

    def test_they_stay_with_their_pack_when_rows_move(self, room):
        tick(room, L2="■ 一", L3="■ 二")
        room.office.places.append({"社区名称": "石碑社区", "会议地点": "石碑社区党员活动室"})
        room.office.homes = [home("石碑社区", 3, 1), *room.office.homes[3:]]
        room.office.places.pop(0)
        room.run()
        rows = openpyxl.load_workbook(the_list(room))["打印清单"].iter_rows(min_row=2, values_only=True)
        assert {row[2]: row[11] for row in rows if row[2]} == {"石碑社区": "□ 打印", "长寿社区": "■ 二"}

    def test_a_household_that_is_renamed_takes_no_tick(self, room):
        ticked = tick(room, L2="■ 打印", M2="■ 核对")
        room.office.homes[0]["户主姓名"] = "改过"
        assert outcome(room.run()) == "unchanged"
        assert the_list(room).read_bytes() == ticked

    def test_whatever_was_typed_is_taken_and_none_of_it_is_a_formula(self, room):
        tick(room, L3=datetime(2013, 11, 20), M3=2, N3="=1+1")
        room.office.homes.append(home("丰乐社区", 1, 4))
        room.run()
        sheet = openpyxl.load_workbook(the_list(room))["打印清单"]
        assert [sheet["L3"].value.date(), sheet["M3"].value, sheet["N3"].value] == [date(2013, 11, 20), 2, "=1+1"]
        assert sheet["N3"].data_type == "s"

    def test_what_stands_beside_the_totals_is_taken_too(self, room):
        tick(room, N4="全部下发")
        room.office.homes.append(home("丰乐社区", 1, 4))
        room.run()
        assert openpyxl.load_workbook(the_list(room))["打印清单"]["N4"].value == "全部下发"

    def test_overwrite_takes_no_tick_away(self, room):
        tick(room, L3="■ 打印")
        room.office.homes.append(home("丰乐社区", 1, 4))
        room.run("--overwrite")
        assert ticks(room)[1] == ["■ 打印", *BOXES[1:]]

    def test_an_undoing_brings_the_ticked_list_back(self, room):
        ticked = tick(room, L3="■ 打印")
        room.office.homes.append(home("丰乐社区", 1, 4))
        room.run()
        assert room.docgen("-w", room.workspace, "runs", "undo").code == 0
        assert the_list(room).read_bytes() == ticked
        room.run()
        assert ticks(room) == [BOXES, ["■ 打印", *BOXES[1:]]]
        tick(room, L2="■ 打印")
        assert verify(room) == []

    def test_without_docgens_notes_too(self, room):
        tick(room, L3="■ 打印")
        shutil.rmtree(room.workspace / ".docgen")
        room.office.homes.append(home("丰乐社区", 1, 4))
        room.run()
        assert ticks(room) == [BOXES, ["■ 打印", *BOXES[1:]]]
        assert "打印清单_第2稿.xlsx" not in lists(room)


class TestMarked:
    def test_a_printed_pack_is_ticked_and_not_any_more_once_it_is_unmarked(self, room):
        room.say("石羊镇", "丰乐社区", "--mark-printed")
        room.run()
        assert ticks(room) == [PRINTED, BOXES]
        tick(room, M2="■ 核对")
        room.say("石羊镇", "长寿社区", "--mark-printed")
        room.run()
        assert ticks(room) == [["☑ 打印", "■ 核对", "□ 打包"], PRINTED]
        room.say("石羊镇", "--unmark-printed")
        room.run()
        assert ticks(room) == [["□ 打印", "■ 核对", "□ 打包"], BOXES]

    def test_a_tick_like_docgens_own_that_a_person_made_stays(self, room):
        tick(room, L2="☑ 打印")
        room.say("石羊镇", "--mark-printed")
        room.run()
        assert ticks(room) == [PRINTED, PRINTED]
        room.say("石羊镇", "--unmark-printed")
        room.run()
        assert ticks(room) == [PRINTED, BOXES]

    def test_more_than_a_tick_stays_and_a_box_that_was_emptied_is_ticked(self, room):
        tick(room, L2="■ 11月20日", L3=None)
        room.say("石羊镇", "--mark-printed")
        room.run()
        assert ticks(room) == [["■ 11月20日", *BOXES[1:]], PRINTED]


class TestNothingElse:
    def test_a_run_after_ticking_leaves_the_file_alone(self, room):
        tick(room, L2="■ 打印")
        before = stamps(room.out / "公开信")
        for words in ((), (), ("--again",)):
            assert outcome(room.run(*words)) == "unchanged"
        after = stamps(room.out / "公开信")
        assert after["打印清单.xlsx"] == before["打印清单.xlsx"]
        assert after["分发汇总.docx"] == before["分发汇总.docx"]
        assert put_aside(room.out, OLD.zh) == []

    def test_verify_has_nothing_to_say_of_ticks(self, room):
        tick(room, L2="■ 打印", N3="■ 打包 王芳")
        assert verify(room) == []
        room.run()
        assert verify(room) == []
        tick(room, M2="■ 核对")
        assert verify(room) == []

    def test_verify_names_a_list_of_an_earlier_run_in_its_place(self, room):
        earlier = tick(room, L2="■ 打印")
        room.office.homes.append(home("丰乐社区", 1, 4))
        room.run()
        the_list(room).write_bytes(earlier)
        assert verify(room, code=1) == CHANGED
        room.run()
        assert verify(room) == []
        assert openpyxl.load_workbook(the_list(room))["打印清单"]["F2"].value == 4

    @pytest.mark.libreoffice
    def test_a_list_that_another_program_saved(self, room, tmp_path, warm_office):
        room.say("石羊镇", "丰乐社区", "--mark-printed")
        room.run()
        tick(room, L3="■ 打印")
        shutil.copy(warm_office.convert_to("xlsx", the_list(room), tmp_path / "saved"), the_list(room))
        assert verify(room) == []
        room.say("石羊镇", "--unmark-printed")
        room.run()
        assert ticks(room) == [BOXES, ["■ 打印", *BOXES[1:]]]
        assert (lists(room), verify(room)) == (["打印清单.xlsx"], [])


def _comment(book: Any) -> None:
    book["打印清单"]["L2"].comment = Comment("王芳拿走了", "王芳")


CHANGES: dict[str, Callable[[Any], None]] = {
    "a count": lambda book: book["打印清单"].__setitem__("F2", 999),
    "a header": lambda book: book["打印清单"].__setitem__("L1", "已打印"),
    "a column more": lambda book: book["打印清单"].__setitem__("O2", "王芳"),
    "a row more": lambda book: book["打印清单"].__setitem__("L9", "都打完了"),
    "a row less": lambda book: book["打印清单"].delete_rows(2),
    "the missing": lambda book: book["未印"].__setitem__("A9", "另有一份"),
    "a sheet more": lambda book: book.create_sheet("备注"),
    "a sheet less": lambda book: book.remove(book["打印清单"]),
    "a comment": _comment,
    "no signature": lambda book: setattr(book.properties, "keywords", None),
}


class TestNotTaken:
    @pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
    def test_a_list_that_was_changed_elsewhere_stays_with_the_new_one_beside_it(self, room, change):
        tick(room, L3="■ 打印")
        changed = edit(the_list(room), change)
        room.office.homes.append(home("丰乐社区", 1, 4))
        assert outcome(room.run(), "打印清单_第2稿.xlsx") == "beside"
        assert the_list(room).read_bytes() == changed
        assert lists(room) == ["打印清单.xlsx", "打印清单_第2稿.xlsx"]

    @pytest.mark.parametrize("name", [name for name in CHANGES if name != "no signature"])
    def test_verify_says_so(self, room, name):
        edit(the_list(room), CHANGES[name])
        assert verify(room, code=1) == CHANGED

    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a workbook"])
    def test_a_list_that_cannot_be_read(self, room, data):
        the_list(room).write_bytes(data)
        assert verify(room, code=1) == CHANGED
        room.office.homes.append(home("丰乐社区", 1, 4))
        room.run()
        assert the_list(room).read_bytes() == data
        assert "打印清单_第2稿.xlsx" in lists(room)

    def test_a_list_that_was_made_without_a_signature_is_replaced_while_nobody_changed_it(self, room):
        made = edit(the_list(room), CHANGES["no signature"])
        Ledger(room.workspace / ".docgen").set(the_list(room), made, "letter")
        room.office.homes.append(home("丰乐社区", 1, 4))
        assert outcome(room.run()) == "replaced"
        assert openpyxl.load_workbook(BytesIO(the_list(room).read_bytes())).properties.keywords.startswith("docgen:")
