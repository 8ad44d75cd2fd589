"""`docgen runs verify --content`: every letter is read back out of the print files and compared with its row."""

import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from print_room import Room, home, office
from tampering import cut_out, replace_words, rewrite, swap_letters, swap_words

from docgen.batch import workers


@pytest.fixture
def room(docgen, tmp_path) -> Room:
    """The packs of 丰乐社区, 40 households, and of 长寿社区, 5."""
    made = Room(docgen, office(tmp_path / "换届"))
    made.run()
    return made


def compared(room: Room, code: int = 1) -> list[dict[str, Any]]:
    """What is found in the letters, but for what is found of the files themselves."""
    room.office.write()
    result = room.docgen("-w", room.workspace, "runs", "verify", "--content", "--json")
    assert result.code == code, result.out + result.err
    report = json.loads(result.out)
    assert report["letters"] >= 45
    return [
        each
        for each in report["problems"]
        if each["code"] != "changed" or "after it was made" not in each["text"]["en"]
    ]


def plant(room: Room, change: Callable[[Any], None]) -> str:
    """Change the print file of 丰乐社区; gives its name."""
    (file,) = room.print_files()
    rewrite(file, change)
    return file.relative_to(room.workspace).as_posix()


class TestRight:
    @pytest.mark.parametrize(
        "how",
        [(), ("--separate",), ("--combine", "township"), ("--combine", "all"), ("--spares", "10%"), ("--sides", "2")],
        ids=lambda how: " ".join(how) or "usual",
    )
    def test_all_letters_of_an_untouched_run_pass(self, docgen, tmp_path, how):
        room = Room(docgen, office(tmp_path / "换届"))
        room.run(*how)
        assert compared(room, code=0) == []

    def test_several_processes_find_the_same(self, room, monkeypatch):
        monkeypatch.setattr(workers, "WORTH", 1)
        assert compared(room, code=0) == []
        plant(room, swap_words("户主3", "户主5"))
        assert [each["code"] for each in compared(room)] == ["wrong-letter"] * 2

    def test_printed_packs_pass_whatever_the_template_says_now(self, room):
        room.say("石羊镇", "--mark-printed")
        room.overlay("，", "，，")
        room.run()
        assert compared(room, code=0) == []
        plant(room, swap_words("户主3", "户主5"))
        assert [each["code"] for each in compared(room)] == ["wrong-letter"] * 2


class TestWrong:
    def test_two_letters_that_changed_places_are_named_by_code_number_and_file(self, room):
        file = plant(room, swap_letters(6, 19))
        first, second = compared(room)
        assert first["where"] == second["where"] == file
        assert first["text"]["en"] == "letter 007 (0401-0007) is that of 0401-0020"
        assert second["text"]["en"] == "letter 020 (0401-0020) is that of 0401-0007"
        assert "--again --overwrite" in first["hint"]["en"]

    def test_two_names_that_changed_places(self, room):
        plant(room, swap_words("户主3", "户主5"))
        first, second = compared(room)
        assert first["text"]["zh"] == "第003号（0401-0003）与户册对不上：户主"
        assert "0401-0005" in second["text"]["en"]
        assert "户主3" not in json.dumps([first, second], ensure_ascii=False)

    @pytest.mark.parametrize(
        ("old", "new", "name"),
        [
            ("0401-0008", "0401-0009", "户编号"),
            ("8号", "9号", "地址"),
            ("028-01000001", "028-01000002", "举报电话"),
            ("2013年11月6日", "2013年11月7日", "日期"),
            ("3组", "4组", "社区小组"),
            ("党员活动室", "会议室", "会议地点"),
            ("依规依纪", "依纪", ""),
        ],
    )
    def test_any_word_that_is_not_as_it_should_be(self, room, old, new, name):
        plant(room, replace_words(7, old, new))
        (found,) = compared(room)
        assert found["code"] == "wrong-letter"
        assert "008号（0401-0008）" in found["text"]["zh"]
        assert found["text"]["zh"].partition("：")[2] == name

    def test_single_letters_that_changed_names(self, docgen, tmp_path):
        room = Room(docgen, office(tmp_path / "换届"))
        room.run("--separate")
        one, other = (next(room.folder().glob(f"*_000{number}_*.docx")) for number in (3, 5))
        data = one.read_bytes(), other.read_bytes()
        one.write_bytes(data[1])
        other.write_bytes(data[0])
        found = {each["where"].rpartition("/")[2]: each["text"]["en"] for each in compared(room)}
        assert found[one.name] == "letter 003 (0401-0003) is that of 0401-0005"
        assert found[other.name] == "letter 005 (0401-0005) is that of 0401-0003"

    def test_a_letter_of_another_community(self, room):
        (mine,), (theirs,) = room.print_files(), room.print_files("长寿社区")
        mine.write_bytes(theirs.read_bytes())
        (found,) = compared(room)
        assert found["text"]["en"] == "it holds 5 letters (sections), not 40"
        theirs.write_bytes(theirs.read_bytes()[:2000])
        assert sorted(each["code"] for each in compared(room)) == ["unreadable"] * 2

    def test_a_letter_that_was_taken_out(self, room):
        plant(room, cut_out(4))
        (found,) = compared(room)
        assert found["text"]["en"] == "it holds 39 letters (sections), not 40"

    def test_a_print_file_without_text(self, room):
        (file,) = room.print_files()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("word/other.xml", "<x/>")
        (found,) = compared(room)
        assert found["code"] == "unreadable"

    def test_a_printed_letter_that_is_wrong_is_pulled_out_and_printed_again(self, room):
        room.say("石羊镇", "--mark-printed")
        plant(room, swap_words("户主3", "户主5"))
        assert "--only CODE" in compared(room)[0]["hint"]["en"]


class TestChanged:
    def test_a_row_that_has_changed_since_is_told_apart_and_mended_by_a_run(self, room):
        plant(room, swap_words("户主3", "户主5"))
        room.office.homes[9]["户主姓名"] = "更正了"
        wrong, other, since = sorted(compared(room), key=lambda each: each["code"], reverse=True)
        assert (wrong["code"], other["code"]) == ("wrong-letter", "wrong-letter")
        assert (since["code"], since["severity"]) == ("changed", "warning")
        assert since["text"]["en"] == "the rows of 1 letters have changed since: 010 (0401-0010)"
        assert "docgen letter 石羊镇 丰乐社区 again" in since["hint"]["en"]
        room.say("石羊镇", "丰乐社区", "--again", "--overwrite")
        assert compared(room, code=0) == []

    def test_of_printed_packs_the_next_run_makes_a_supplement(self, room):
        room.say("石羊镇", "--mark-printed")
        room.office.homes[9]["户主姓名"] = "更正了"
        room.office.homes.append(home("丰乐社区", 1, 41))
        found = compared(room)
        assert [each["code"] for each in found] == ["supplement"] * 2
        assert all("supplement" in each["hint"]["en"] for each in found)
        room.run()
        assert compared(room, code=0) == []

    def test_rows_that_are_gone_and_rows_without_a_letter(self, room):
        room.office.homes.pop(9)
        room.office.homes.append(home("丰乐社区", 1, 41))
        found = {each["code"]: each["text"]["en"] for each in compared(room)}
        assert found == {
            "gone": "1 letters have no row here any more that can be printed: 010 (0401-0010)",
            "no-letter": "1 rows have no letter yet: row 46",
        }

    def test_a_swap_is_found_even_where_the_rows_have_changed(self, room):
        plant(room, swap_letters(6, 19))
        for number in (6, 19):
            room.office.homes[number]["户主姓名"] = f"更正{number}"
        codes = [each["code"] for each in compared(room)]
        assert codes == ["wrong-letter"] * 2

    def test_a_community_that_is_held_back_is_not_compared(self, room):
        room.office.places[0]["会议地点"] = ""
        assert [each["code"] for each in compared(room)] == ["unplanned"]
