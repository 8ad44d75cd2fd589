"""`docgen handover 石羊镇`: a stick or a zip file with what may be printed, readable without docgen."""

import hashlib
import json
import re
import zipfile
from pathlib import Path

import docx
import pytest
from print_room import Room, home, office
from tampering import rewrite, swap_words

from docgen.batch.ledger import Ledger
from docgen.batch.packs import handover as writing
from docgen.problems import DocgenError
from docgen.schema import Access
from docgen_plugins.letter import Letter

ILLEGAL = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .]$|[ .]/')
PAPERS = ["交接单.docx", "目录.txt"]


@pytest.fixture
def room(docgen, tmp_path) -> Room:
    """The packs of 丰乐社区, 40 households, and of 长寿社区, 5."""
    made = Room(docgen, office(tmp_path / "换届"))
    made.run()
    return made


def hand(room: Room, *words: object, code: int = 0) -> list[Path]:
    """Hand over; gives where things lie."""
    room.office.write()
    result = room.docgen("-w", room.workspace, "handover", *words, "--json")
    assert result.code == code, result.out + result.err
    return [Path(each["path"]) for each in json.loads(result.out)["handed_over"]]


def refused(room: Room, *words: object, code: int = 1) -> str:
    """Why nothing is handed over."""
    room.office.write()
    result = room.docgen("-w", room.workspace, "handover", *words)
    assert result.code == code, result.out + result.err
    assert not list(room.out.glob("_交接/交接*"))
    return str(result.err)


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def sheet(folder: Path) -> str:
    """What 交接单.docx says, tables included."""
    made = docx.Document(str(folder / "交接单.docx"))
    return "\n".join(node.text or "" for node in made.element.body.iter("{*}t"))


class TestFolder:
    def test_it_holds_what_is_printed_and_nothing_else(self, room):
        (room.folder() / "我的备注.docx").write_bytes(b"theirs")
        (folder,) = hand(room, "石羊镇")
        assert folder == room.out / "_交接" / "交接_石羊镇"
        packs = [
            f"公开信/04-石羊镇/{place}/公开信_{place}_第1批_{end}.docx"
            for place, numbers in (("丰乐社区", "001-040"), ("长寿社区", "001-005"))
            for end in (numbers, "封面单", "签收表")
        ]
        assert names(folder) == sorted([*PAPERS, *packs])
        for name in names(folder):
            if name not in PAPERS:
                assert (folder / name).read_bytes() == (room.out / name).read_bytes()

    def test_the_list_of_contents_is_read_without_docgen(self, room):
        (folder,) = hand(room, "石羊镇")
        data = (folder / "目录.txt").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\n") == data.count(b"\r\n") > 10
        text = data.decode("utf-8-sig")
        assert text.startswith("石羊镇公开信交接目录\r\n")
        assert "第1批　序号001—040　编号0401-0001至0401-0040　40份，备用0份，缺0份" in text
        assert "合计：2批，45份，备用0份，缺0份。" in text
        listed = re.findall(r"^(\S.*\.docx)\r\n    (\d+)　([0-9a-f]{64})", text, re.MULTILINE)
        files = {name.replace("\\", "/"): (int(size), digest) for name, size, digest in listed}
        assert files.keys() == {*names(folder)} - {"目录.txt"}
        for name, (size, digest) in files.items():
            data = (folder / name).read_bytes()
            assert (size, digest) == (len(data), hashlib.sha256(data).hexdigest())

    def test_the_sheet_that_is_signed_counts_the_packs(self, room):
        (folder,) = hand(room, "石羊镇")
        text = sheet(folder)
        assert "公开信交接单" in text
        assert "石羊镇" in text
        assert "公开信_丰乐社区_第1批_001-040.docx" in text
        assert "45" in text

    def test_single_letters_go_too_and_the_sheet_names_the_first(self, docgen, tmp_path):
        room = Room(docgen, office(tmp_path / "换届"))
        room.run("--separate")
        (folder,) = hand(room, "石羊镇", "丰乐社区")
        assert folder.name == "交接_石羊镇_丰乐社区"
        assert len([name for name in names(folder) if "0401-" in name]) == 40
        assert "公开信_丰乐社区_0001_0401-0001.docx 等40个文件" in sheet(folder)

    def test_pdfs_of_docgen_go_along_and_those_of_others_stay(self, room):
        (letters,) = room.print_files()
        pdf, other = letters.with_suffix(".pdf"), room.folder() / "别人的.pdf"
        for path in (pdf, other):
            path.write_bytes(b"%PDF-1.7")
        Ledger(room.workspace / ".docgen").set(pdf, b"%PDF-1.7", "letter")
        (folder,) = hand(room, "石羊镇")
        assert [name.rpartition("/")[2] for name in names(folder) if name.endswith(".pdf")] == [pdf.name]

    def test_each_township_and_each_community_may_have_its_own(self, docgen, tmp_path):
        made = office(tmp_path / "换届")
        made.second_town()
        room = Room(docgen, made)
        room.run()
        both = hand(room, "石羊镇", "向峨乡")
        assert [path.name for path in both] == ["交接_石羊镇", "交接_向峨乡"]
        assert not any("石羊" in name for name in names(both[1]))
        assert "石羊" not in (both[1] / "目录.txt").read_text(encoding="utf-8-sig")
        apart = hand(room, "石羊镇", "--separate-places", "--out", tmp_path / "U盘")
        assert [path.name for path in apart] == ["交接_石羊镇_丰乐社区", "交接_石羊镇_长寿社区"]
        assert "合计：1批，5份" in (apart[1] / "目录.txt").read_text(encoding="utf-8-sig")

    def test_the_folder_of_handovers_says_that_it_is_internal(self, room):
        hand(room, "石羊镇")
        assert (room.out / "_交接" / "公开范围：内部.txt").exists()
        log = (room.workspace / ".docgen" / "audit.jsonl").read_text(encoding="utf-8").splitlines()
        line = json.loads(log[-1])
        assert (line["action"], line["what"], line["letters"]) == ("handover", "letter", 45)


class TestZip:
    def test_it_opens_in_windows_and_is_the_same_each_time(self, room, tmp_path):
        one, other = (hand(room, "石羊镇", "--zip", "--out", tmp_path / name)[0] for name in ("一", "二"))
        assert one.name == "交接_石羊镇.zip"
        assert one.read_bytes() == other.read_bytes()
        with zipfile.ZipFile(one) as archive:
            assert archive.testzip() is None
            for entry in archive.infolist():
                assert entry.filename.isascii() or entry.flag_bits & 0x800
                assert not ILLEGAL.search(entry.filename)
                assert (entry.create_system, entry.date_time) == (0, (1980, 1, 1, 0, 0, 0))
            inside = sorted(entry.filename.removeprefix("交接_石羊镇/") for entry in archive.infolist())
        (folder,) = hand(room, "石羊镇")
        assert inside == names(folder)

    def test_the_same_again_is_left_alone_and_something_else_is_not_replaced(self, room, tmp_path):
        for words in ((), ("--zip",)):
            (path,) = hand(room, "石羊镇", *words)
            assert "As it was before" in room.docgen("-w", room.workspace, "handover", "石羊镇", *words).out
            if path.is_dir():
                (path / "目录.txt").write_bytes(b"signed")
            else:
                path.write_bytes(b"theirs")
            before = names(room.out)
            result = room.docgen("-w", room.workspace, "handover", "石羊镇", *words)
            assert (result.code, "lies there already" in result.err) == (1, True)
            assert names(room.out) == before


class TestRefused:
    def test_a_file_that_was_changed_or_is_gone(self, room):
        (letters,) = room.print_files()
        letters.write_bytes(letters.read_bytes() + b"x")
        next(room.folder("长寿社区").glob("*签收表.docx")).unlink()
        said = refused(room, "石羊镇")
        assert "Nothing is handed over" in said
        assert "was changed after it was made" in said
        assert "签收表.docx: the file is gone" in said
        assert "docgen letter 石羊镇 丰乐社区 --again --overwrite" in said

    def test_what_is_wrong_elsewhere_does_not_matter(self, room):
        next(room.folder("长寿社区").glob("*签收表.docx")).unlink()
        assert [path.name for path in hand(room, "丰乐社区")] == ["交接_石羊镇_丰乐社区"]

    def test_letters_whose_rows_have_changed_since(self, room):
        room.office.homes[3]["户主姓名"] = "更正了"
        assert "have changed since: 004 (0401-0004)" in refused(room, "石羊镇")

    def test_of_printed_packs_a_change_is_noted(self, room):
        room.say("石羊镇", "--mark-printed")
        room.office.homes[3]["户主姓名"] = "更正了"
        room.office.homes.append(home("丰乐社区", 1, 41))
        room.office.write()
        result = room.docgen("-w", room.workspace, "handover", "石羊镇")
        assert result.code == 0
        assert "makes a supplement" in result.err
        assert "交接_石羊镇" in result.out

    def test_a_wrong_letter_even_if_docgen_took_it_for_its_own(self, room):
        (letters,) = room.print_files()
        rewrite(letters, swap_words("户主3", "户主5"))
        said = refused(room, "石羊镇")
        assert "was changed" in said

    @pytest.mark.parametrize("level", ["内部", "受限", "机密", ""])
    def test_a_folder_that_does_not_say_that_it_is_public(self, room, level):
        marker = room.out / "公开信" / "公开范围：公开.txt"
        if level:
            marker.with_name(f"公开范围：{level}.txt").write_text("", encoding="utf-8")
        else:
            marker.unlink()
        assert "does not say that it is public" in refused(room, "石羊镇")

    def test_packs_of_a_generator_that_is_not_public(self, room, monkeypatch):
        monkeypatch.setattr(Letter, "access", Access.INTERNAL)
        assert "not handed over: it is internal" in refused(room, "石羊镇")

    def test_places_that_are_not_there_or_have_no_packs(self, docgen, tmp_path):
        made = office(tmp_path / "换届")
        made.second_town()
        room = Room(docgen, made)
        room.run("石羊镇")
        assert "there are no print packs of 向峨乡" in refused(room, "向峨乡", code=2)
        assert "no township or community 某镇" in refused(room, "某镇", code=2)
        assert room.docgen("-w", room.workspace, "handover").code == 2


class TestWhole:
    @pytest.mark.parametrize("words", [(), ("--zip",)], ids=["folder", "zip"])
    def test_a_full_stick_is_left_as_it_was(self, room, tmp_path, monkeypatch, words):
        copied = []

        def full(what, to):
            copied.append(what)
            if len(copied) == 4:
                raise OSError(28, "No space left on device")
            to.write(b"some")

        stick = tmp_path / "U盘"
        monkeypatch.setattr(writing, "_copy", full)
        result = room.docgen("-w", room.workspace, "handover", "石羊镇", "--out", stick, *words)
        assert (result.code, "no room left" in result.err) == (1, True)
        assert len(copied) == 4
        assert list(stick.iterdir()) == []

    def test_what_a_run_left_that_was_killed_is_cleared_away(self, room):
        left = room.out / "_交接" / ".docgen-交接_石羊镇.tmp"
        left.mkdir(parents=True)
        (left / "half.docx").write_bytes(b"half")
        (folder,) = hand(room, "石羊镇")
        assert not left.exists()
        assert "half.docx" not in names(folder)

    def test_a_file_that_changes_while_it_is_copied_stops_it(self, room, tmp_path):
        (letters,) = room.print_files()
        source = writing.Source(letters, writing.PurePosixPath("公开信.docx"), "0" * 64)
        with pytest.raises(DocgenError, match="changed meanwhile"):
            writing.hand_over(writing.Bundle("交接", [source], []), tmp_path / "U盘")
        assert list((tmp_path / "U盘").iterdir()) == []

    def test_a_path_that_windows_does_not_open_is_named(self, tmp_path):
        long = writing.PurePosixPath("公开信", "长" * 80, "𠮷" * 60 + ".docx")
        fits = writing.PurePosixPath("公开信", "长" * 80, "吉" * 60 + ".docx")
        for name, code in ((fits, ""), (long, "𠮷.docx")):
            bundle = writing.Bundle("交接_石羊镇", [], [], {})
            bundle.papers[str(name)] = b"x"
            if code:
                with pytest.raises(DocgenError, match=code) as caught:
                    bundle.complete("石羊镇公开信交接目录")
                assert "too long" in caught.value.text.en
            else:
                bundle.complete("石羊镇公开信交接目录")
                assert "吉.docx" in bundle.papers["目录.txt"].decode("utf-8-sig")
