"""`docgen runs verify`: what lies on the disk is what docgen wrote, or is named with what to do."""

import json
import shutil
from pathlib import Path

import pytest
from print_room import Room, office
from tampering import change_facts

from docgen.batch.ledger import Ledger
from docgen.batch.manifest import MANIFEST


@pytest.fixture
def room(docgen, tmp_path) -> Room:
    """The packs of 丰乐社区, 40 households, and of 长寿社区, 5."""
    made = Room(docgen, office(tmp_path / "换届"))
    made.run()
    return made


def verified(room: Room, *words: str, code: int = 1) -> list[tuple[str, str, str]]:
    """What is found: code, file in the workspace, what to do."""
    result = room.docgen("-w", room.workspace, "runs", "verify", *words, "--json")
    assert result.code == code, result.out + result.err
    problems = json.loads(result.out)["problems"]
    return [(each["code"], each["where"], each["hint"]["en"]) for each in problems]


def only(room: Room) -> tuple[str, str, str]:
    (found,) = verified(room)
    return found


def paper(room: Room, end: str) -> Path:
    (found,) = room.folder().glob(f"*{end}")
    return found


class TestDisk:
    def test_an_untouched_workspace_passes_without_its_tables(self, room):
        shutil.rmtree(room.workspace / "data")
        result = room.docgen("-w", room.workspace, "runs", "verify")
        assert result.code == 0
        assert result.out == "10 files, 2 folders of print packs: all as they were made.\n"

    def test_where_nothing_was_made_nothing_is_wrong_and_nothing_is_written(self, docgen, tmp_path):
        workspace = office(tmp_path / "换届").write()
        result = docgen("-w", workspace, "runs", "verify")
        assert (result.code, result.out) == (0, "Nothing was made yet.\n")
        assert not (workspace / ".docgen").exists()

    def test_each_finding_is_one_line_with_file_and_what_to_do(self, room):
        paper(room, "封面单.docx").unlink()
        room.print_files()[0].write_bytes(b"edited")
        lines = room.docgen("-w", room.workspace, "runs", "verify").out.splitlines()
        assert len(lines) == 3
        assert "001-040.docx: the file was changed after it was made → Do not print it." in lines[0]
        assert "docgen letter 石羊镇 丰乐社区 --again --overwrite" in lines[0]
        assert "封面单.docx: the file is gone, while 3 others of its folder are there → Run" in lines[1]
        assert lines[2].startswith("2 problems; 10 files")

    def test_what_is_said_mends_it(self, room):
        paper(room, "封面单.docx").unlink()
        room.print_files()[0].write_bytes(b"edited")
        room.say("石羊镇", "丰乐社区", "--again", "--overwrite")
        assert verified(room, code=0) == []

    def test_a_folder_that_is_gone_is_one_matter(self, room):
        shutil.rmtree(room.folder("长寿社区"))
        code, where, hint = only(room)
        assert (code, where) == ("missing", "out/公开信/04-石羊镇/长寿社区")
        assert "docgen letter 石羊镇 长寿社区" in hint

    def test_a_manifest_that_is_gone_or_says_something_else(self, room):
        (room.folder("长寿社区") / MANIFEST).unlink()
        manifest = room.folder() / MANIFEST
        manifest.write_text(manifest.read_text(encoding="utf-8").replace("封面单", "封面"), encoding="utf-8")
        other = json.loads(manifest.read_text(encoding="utf-8"))
        other["files"].pop()
        manifest.write_text(json.dumps(other), encoding="utf-8")
        found = verified(room)
        assert ("missing", f"out/公开信/04-石羊镇/长寿社区/{MANIFEST}") in [each[:2] for each in found]
        here = [code for code, where, _ in found if where == f"out/公开信/04-石羊镇/丰乐社区/{MANIFEST}"]
        assert here == ["changed", "manifest"]

    def test_files_of_others_in_a_folder_of_packs_are_named(self, room):
        (room.folder() / "旧版公开信.docx").write_bytes(b"theirs")
        (room.folder() / "~$打开的.docx").write_bytes(b"Word's")
        (room.folder() / "Thumbs.db").write_bytes(b"Windows'")
        code, where, _ = only(room)
        assert (code, where) == ("stranger", "out/公开信/04-石羊镇/丰乐社区/旧版公开信.docx")

    def test_a_printed_file_must_come_from_a_backup(self, room):
        room.say("石羊镇", "丰乐社区", "--mark-printed")
        room.print_files()[0].unlink()
        code, where, hint = only(room)
        assert (code, where.rpartition("_")[2]) == ("missing", "001-040.docx")
        assert "backup" in hint

    def test_a_pdf_whose_document_is_no_more_is_stale(self, room):
        pdf = room.folder() / "公开信_丰乐社区_第9批_001-002.pdf"
        pdf.write_bytes(b"%PDF")
        Ledger(room.workspace / ".docgen").set(pdf, b"%PDF", "letter")
        code, where, _ = only(room)
        assert (code, Path(where).name) == ("stale", pdf.name)

    def test_a_single_document_that_was_edited_or_is_gone(self, docgen, small_office):
        made = [json.loads(docgen("-w", small_office, "bulletin", week, "--json").out) for week in ("week-3", "week-4")]
        first, second = (Path(each["files"][0]["path"]) for each in made)
        first.write_bytes(b"edited in Word")
        second.unlink()
        result = docgen("-w", small_office, "runs", "verify", "--json")
        found = {each["where"]: each["code"] for each in json.loads(result.out)["problems"]}
        names = [path.relative_to(small_office).as_posix() for path in (first, second)]
        assert (result.code, found) == (1, {names[0]: "changed", names[1]: "missing"})

    def test_what_was_undone_is_not_missed(self, docgen, small_office):
        docgen("-w", small_office, "bulletin", "week-4")
        assert docgen("-w", small_office, "runs", "undo").code == 0
        assert docgen("-w", small_office, "runs", "verify").code == 0

    def test_what_was_put_aside_and_made_again_is_no_strangers(self, room):
        for words in (("--combine", "township"), (), ("--combine", "all"), ("--combine", "township"), ()):
            room.run(*words)
            assert verified(room, code=0) == []
        (room.folder() / MANIFEST).unlink()
        code, where, _ = only(room)
        assert (code, where) == ("missing", f"out/公开信/04-石羊镇/丰乐社区/{MANIFEST}")
        shutil.move(room.folder(), room.workspace / "移走的")
        room.run()
        assert verified(room, code=0) == []


class TestNotes:
    def test_without_notes_it_says_what_can_be_had_again_and_so_it_is(self, room):
        shutil.rmtree(room.workspace / ".docgen")
        room.print_files("长寿社区")[0].write_bytes(b"edited")
        found = verified(room)
        codes = sorted(code for code, *_ in found)
        assert codes == ["changed", "no-notes", "unknown", "unknown"]
        assert not (room.workspace / ".docgen").exists()
        room.run()
        left = verified(room)
        assert {code for code, where, _ in left if "丰乐社区" in where} == set()
        assert [Path(where).name for code, where, _ in left if code in ("changed", "stranger")] == [
            "公开信_长寿社区_第1批_001-005.docx"
        ]

    def test_counts_that_do_not_add_up(self, room):
        def one_more(facts):
            facts["packs"][0]["due"] += 1

        change_facts(room.workspace, "丰乐社区", one_more)
        result = room.docgen("-w", room.workspace, "runs", "verify")
        assert result.code == 1
        assert "丰乐社区: the counts do not add up: 41 due, 40 printed, 0 missing" in result.out

    def test_a_household_in_two_packs(self, room):
        def taken(facts):
            facts["packs"][0]["members"][2][1] = "0401-0007"

        change_facts(room.workspace, "长寿社区", taken)
        result = room.docgen("-w", room.workspace, "runs", "verify")
        assert result.code == 1
        assert "0401-0007 has two letters: 石羊镇丰乐社区第1批007 and 石羊镇长寿社区第1批003" in result.out

    def test_corrections_moves_and_supplements_add_up(self, room):
        room.say("石羊镇", "--mark-printed")
        room.office.homes[4]["户主姓名"] = "更正了"
        room.office.homes[6].update({"社区": "长寿社区", "地址": "77号"})
        room.office.homes.pop(9)
        room.run()
        assert verified(room, code=0) == []
        room.say("石羊镇", "--mark-printed")
        assert verified(room, code=0) == []
        room.run()
        assert verified(room, "--content", code=0) == []

    def test_a_household_that_is_gone_after_printing_without_a_supplement(self, room, tmp_path):
        room.say("石羊镇", "--mark-printed")
        room.office.homes.pop(9)
        room.run()
        assert any(name.endswith("撤回清单.docx") for name in room.names())
        assert verified(room, "--content", code=0) == []
        assert room.docgen("-w", room.workspace, "handover", "石羊镇", "--out", tmp_path / "U盘").code == 0
        room.say("石羊镇", "--mark-printed")
        assert verified(room, code=0) == []
        room.run()
        assert verified(room, "--content", code=0) == []
