"""What the options of print packs do, and what stays as it is."""

import hashlib
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from letters import letters
from print_room import TICKS, Room, home, not_whole, office, put_aside, sheets, stamps, standing

from docgen.batch.manifest import MANIFEST
from docgen.batch.shards import Shard, Shards


@pytest.fixture
def room(docgen, tmp_path) -> Room:
    """丰乐社区 with 12 households, 长寿社区 with 3; their packs made."""
    made = Room(docgen, office(tmp_path / "换届", 丰乐社区=12, 长寿社区=3))
    made.run()
    return made


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class TestNothingChanged:
    def test_a_dry_run_writes_nothing_at_all(self, docgen, tmp_path):
        made = Room(docgen, office(tmp_path / "换届", 丰乐社区=3))
        made.office.homes[1]["户编号"] = ""
        made.office.write()
        before = everything(made.workspace)
        report = made.run("--dry-run", "--pdf")
        assert report["rows"] == 3
        assert everything(made.workspace) == before
        made.run()
        made.office.homes.pop()
        made.office.write()
        before = everything(made.workspace)
        times = {name: stamps(made.workspace / name) for name in ("out", ".docgen")}
        made.run("--dry-run", "--archive", "--pdf", "--again")
        made.run("丰乐社区", "--range", "1-2", "--dry-run")
        made.run("--sample", "--dry-run")
        assert everything(made.workspace) == before
        for name in ("out", ".docgen"):
            assert stamps(made.workspace / name) == times[name]

    @pytest.mark.parametrize("words", [(), ("丰乐社区",), ("--again",)])
    def test_files_are_not_touched(self, room, words):
        before = stamps(room.folder())
        room.run(*words)
        after = stamps(room.folder())
        after.pop(MANIFEST), before.pop(MANIFEST)
        assert after == before

    def test_ticks_of_delivery_remake_nothing(self, room):
        before = stamps(room.out)
        for each in room.office.homes:
            each.update(dict(zip(TICKS, ("本人", "2013-11-20", "已送达", "交其女"), strict=True)))
        report = room.run()
        assert (report["made"], report["unchanged"]) == (15, 15)
        assert stamps(room.out) == before


class TestFewer:
    def test_two_packs_shrink_to_one_and_the_second_is_put_aside(self, docgen, tmp_path):
        made = Room(docgen, office(tmp_path / "换届", 丰乐社区=4))
        for number, each in enumerate(made.office.homes):
            each["投递员"] = "赵一" if number < 2 else "钱二"
        made.run()
        assert len(made.print_files()) == 2
        made.office.homes = made.office.homes[:2]
        report = made.run()
        assert made.names() == ["第1批_001-002.docx", "第1批_封面单.docx", "第1批_签收表.docx"]
        assert put_aside(made.out) == [
            "公开信_丰乐社区_第2批_003-004.docx",
            "公开信_丰乐社区_第2批_封面单.docx",
            "公开信_丰乐社区_第2批_签收表.docx",
        ]
        assert sorted(Path(was).name for was, _ in report["stale"]) == put_aside(made.out)

    def test_five_hundred_and_three_households_and_then_four_less(self, docgen, tmp_path, monkeypatch):
        made = Room(docgen, office(tmp_path / "换届", 丰乐社区=503))
        made.run()
        assert [path.name[-12:] for path in made.print_files()] == ["001-500.docx", "501-503.docx"]
        made.office.homes = made.office.homes[4:]
        made.run()
        assert [path.name[-12:] for path in made.print_files()] == ["001-499.docx"]
        assert "公开信_丰乐社区_第2批_501-503.docx" in put_aside(made.out)

    def test_a_community_that_is_gone(self, room):
        room.office.homes = [each for each in room.office.homes if each["社区"] == "丰乐社区"]
        room.office.places.pop()
        room.run()
        assert not room.folder("长寿社区").exists()
        assert "公开信_长寿社区_第1批_001-003.docx" in put_aside(room.out)
        assert MANIFEST not in standing(room.folder("长寿社区"))

    def test_its_folder_came_to_its_place_just_before_the_run_was_stopped(self, docgen, tmp_path, monkeypatch):
        made = Room(docgen, office(tmp_path / "换届", 丰乐社区=2, 长寿社区=3))
        kept = Shards.record

        def stop(self: Shards, shard: Shard) -> None:
            if shard.place == "长寿社区":
                raise KeyboardInterrupt
            kept(self, shard)

        monkeypatch.setattr(Shards, "record", stop)
        assert "docgen runs resume" in made.say(code=1).err
        assert made.print_files("长寿社区")
        monkeypatch.setattr(Shards, "record", kept)
        made.office.homes = made.office.homes[:2]
        made.office.places.pop()
        made.run()
        assert not made.folder("长寿社区").exists()
        assert "公开信_长寿社区_第1批_001-003.docx" in put_aside(made.out)

    def test_its_folder_was_taken_away_by_hand(self, room):
        for path in room.folder("长寿社区").iterdir():
            path.unlink()
        room.folder("长寿社区").rmdir()
        room.office.homes = room.office.homes[:12]
        room.office.places.pop()
        assert room.run()["made"] == 12
        assert put_aside(room.out) == []


class TestByHand:
    def test_an_edited_file_stays_and_is_named(self, room):
        file = room.print_files()[0]
        file.write_bytes(file.read_bytes() + b"edited")
        room.office.homes[0]["户主姓名"] = "改过"
        said = room.say().out
        assert file.read_bytes().endswith(b"edited")
        draft = file.with_name(f"{file.stem}_第2稿.docx")
        assert "改过户" in letters(draft)[0].letter
        assert f"made beside the edited one: {draft}" in said
        room.run()
        room.office.homes[0]["户主姓名"] = "又改过"
        room.run()
        assert "又改过户" in letters(draft)[0].letter
        assert len(list(room.folder().glob("*稿*"))) == 1
        room.run("--overwrite")
        assert "又改过户" in room.pages()[0]

    def test_a_persons_own_files_in_the_folder_of_a_pack_stay(self, room):
        own = room.folder() / "照片" / "门口.txt"
        own.parent.mkdir()
        own.write_text("图", encoding="utf-8")
        (room.folder() / "说明.docx").write_bytes(b"mine")
        for name in ("改一", "改二"):
            room.office.homes[0]["户主姓名"] = name
            room.run()
            assert own.read_text(encoding="utf-8") == "图"
            assert (room.folder() / "说明.docx").read_bytes() == b"mine"
        room.office.homes = room.office.homes[12:]
        room.office.places.pop(0)
        room.run()
        assert own.exists()
        assert (room.folder() / "说明.docx").read_bytes() == b"mine"
        assert not list(room.folder().glob("公开信*"))

    def test_ticks_in_the_print_list_are_not_lost(self, room):
        file = room.out / "公开信" / "打印清单.xlsx"
        book = openpyxl.load_workbook(file)
        book["打印清单"]["L3"] = "■ 打印"
        book.save(file)
        room.office.homes.append(home("丰乐社区", 1, 99))
        room.run()
        assert [path.name for path in file.parent.glob("打印清单*")] == ["打印清单.xlsx"]
        listed = openpyxl.load_workbook(file)["打印清单"]
        assert [listed[cell].value for cell in ("F2", "L2", "L3")] == [13, "□ 打印", "■ 打印"]

    def test_a_file_that_was_deleted_is_made_again(self, room):
        before = standing(room.out)
        room.print_files()[0].unlink()
        room.run()
        assert standing(room.out) == before

    @pytest.mark.parametrize(
        "text", ["", "[]", '{"files": [1]}', '{"files": [{"name": "x"}]}', "{" * 5000, "[" * 100_000]
    )
    def test_a_manifest_that_somebody_has_spoiled(self, room, text):
        before = standing(room.out)
        (room.folder() / MANIFEST).write_text(text, encoding="utf-8")
        room.run()
        assert standing(room.out) == before


class TestSelection:
    def test_only_these_codes(self, room):
        pages, before = room.pages(), standing(room.out)
        room.run("--only", "0401-0003", "--only", "0402-0001")
        made = {name: sheet for name, sheet in sheets(room.out).items() if name.startswith("_重印")}
        assert sorted(made) == [
            "_重印/公开信/04-石羊镇/丰乐社区/公开信_丰乐社区_第1批_重印1份_003-003.docx",
            "_重印/公开信/04-石羊镇/长寿社区/公开信_长寿社区_第1批_重印1份_001-001.docx",
        ]
        assert [made[name] for name in sorted(made)] == [[pages[2]], [room.pages("长寿社区")[0]]]
        after = standing(room.out)
        assert {name: after[name] for name in before} == before

    def test_a_condition_changes_no_number_batch_or_byte(self, room):
        pages, before = room.pages(), standing(room.out)
        for each in room.office.homes[:4]:
            each["备注"] = "看"
        room.run("--where", '地址 == "3号" or 地址 == "11号"')
        after = standing(room.out)
        assert {name: after[name] for name in before} == before
        made = [sheet for name, sheet in sheets(room.out).items() if "丰乐社区_第1批_重印2份_003-011" in name]
        assert made == [[pages[2], pages[10]]]

    def test_a_code_that_nobody_has(self, room):
        assert "no letter has the code" in room.say("--only", "0401-9999", code=2).err

    @pytest.mark.parametrize("words", [("丰乐社区", "--range", "90-95"), ("--where", '地址 == "无"')])
    def test_nothing_is_selected(self, room, words):
        said = room.say(*words, code=2)
        assert "no letter" in said.err

    @pytest.mark.parametrize("expression", ['地址 = "3号"', "地址 ==", "(地址", '地址 < 3 and "x" = 1'])
    def test_a_condition_that_is_not_understood(self, room, expression):
        said = room.say("--where", expression, code=1).err
        assert f"--where {expression}: this is not understood" in said
        assert "Write ==" in said
        assert "%" not in said

    def test_a_condition_that_fails_says_why_without_template_code(self, room):
        said = room.say("--where", "not " * 400 + "地址", code=1).err
        assert "this is not understood" in said
        said = room.say("--where", "地址 < 3", code=1).err
        assert "--where 地址 < 3: " in said
        assert "%" not in said

    def test_a_range_counts_within_one_community(self, room):
        assert "--range counts within one community" in room.say("--range", "1-2", code=2).err


class TestHow:
    def test_spares_are_counted_apart(self, room):
        report = room.run("--spares", "10%")
        assert (report["made"], report["spares"]) == (15, 3)
        assert len(room.pages()) == 14
        assert "尊敬的" in room.pages()[-1] or "居民朋友" in room.pages()[-1]

    def test_separate_and_back(self, room):
        before = standing(room.out)
        room.run("--separate", "--spares", "1")
        made = [path.name for path in sorted(room.folder("长寿社区").glob("*_0*.docx"))]
        assert made == [
            "公开信_长寿社区_0001-备用01.docx",
            *(f"公开信_长寿社区_000{n}_0402-000{n}.docx" for n in (1, 2, 3)),
        ]
        assert not room.print_files()
        room.run()
        assert standing(room.out) == before

    def test_combined_and_back(self, room):
        before = standing(room.out)
        room.run("--combine", "township")
        made = sheets(room.out)
        assert list(made) == ["公开信/04-石羊镇/公开信_石羊镇_第1批_001-015.docx"]
        room.run("--combine", "all")
        assert list(sheets(room.out)) == ["公开信/全部/公开信_全部_第1批_001-015.docx"]
        room.run()
        assert standing(room.out) == before

    def test_the_zip_file_of_a_township_has_the_same_bytes_and_goes_when_it_is_not_right_any_more(self, room):
        room.run("--archive")
        file = room.out / "公开信" / "04-石羊镇.zip"
        first = hashlib.sha256(file.read_bytes()).hexdigest()
        with zipfile.ZipFile(file) as archive:
            assert "04-石羊镇/丰乐社区/公开信_丰乐社区_第1批_001-012.docx" in archive.namelist()
            assert not any(MANIFEST in name for name in archive.namelist())
        room.run("--archive", "--again")
        assert hashlib.sha256(file.read_bytes()).hexdigest() == first
        room.office.homes[0]["户主姓名"] = "改过"
        room.run()
        assert not file.exists()
        assert "04-石羊镇.zip" in put_aside(room.out)
        room.office.homes[0]["户主姓名"] = "户主1"
        room.run("--archive")
        assert hashlib.sha256(file.read_bytes()).hexdigest() == first

    def test_samples_lie_beside_their_rows(self, room):
        before = standing(room.out)
        room.run("--sample")
        after = standing(room.out)
        assert {name: after[name] for name in before} == before
        pages = letters(room.out / "_样张" / "公开信_样张.docx")
        listed = openpyxl.load_workbook(room.out / "_样张" / "公开信_样张对照.xlsx").worksheets[0]
        assert listed.max_row == len(pages) + 1
        assert "户主1户" in pages[0].letter
        head, *rows = listed.iter_rows(values_only=True)
        assert {row[head.index("社区")] for row in rows} == {"丰乐社区"}

    @pytest.mark.libreoffice
    def test_a_sample_and_a_reprint_as_pdf(self, room):
        report = room.run("--sample", "--pdf")
        pdf = room.out / "_样张" / "公开信_样张.pdf"
        assert report["pdf"] == [str(pdf)]
        assert pdf.read_bytes().startswith(b"%PDF")
        (again,) = room.run("--only", "0402-0001", "--pdf")["pdf"]
        assert again.endswith("_重印1份_001-001.pdf")
        assert Path(again).exists()
        room.office.homes[0]["户主姓名"] = "改过"
        room.run("--sample")
        assert not pdf.exists()

    @pytest.mark.libreoffice
    def test_pdfs_that_are_not_right_any_more_go(self, room):
        room.run("长寿社区", "--pdf")
        (pdf,) = room.folder("长寿社区").glob("*_001-003.pdf")
        room.run()
        assert pdf.exists()
        room.office.homes[12]["户主姓名"] = "改过"
        room.run()
        assert not pdf.exists()
        room.run("长寿社区", "--pdf")
        room.office.homes = room.office.homes[:12]
        room.office.places.pop()
        room.run()
        assert not room.folder("长寿社区").exists()
        assert pdf.name in put_aside(room.out)


class TestOneBadHousehold:
    def test_it_is_named_the_others_are_made_and_its_community_alone_is_made_again(self, docgen, tmp_path):
        made = Room(docgen, office(tmp_path / "换届", 丰乐社区=6, 长寿社区=3))
        made.office.homes[2]["地址"] = "很长的地址" * 9
        report = made.run(code=1)
        (problem,) = [each for each in report["problems"] if each["severity"] == "error"]
        assert problem["where"].startswith("台账.xlsx / 户 / ")
        assert problem["where"].endswith("4")
        assert (report["rows"], report["made"]) == (9, 8)
        assert len(made.pages()) == 5
        assert "户主4户" in made.pages()[2]
        other = stamps(made.folder("长寿社区"))
        made.run(code=1)
        made.office.homes[2]["地址"] = "3号"
        report = made.run()
        assert (report["rows"], report["made"], report["unchanged"]) == (9, 9, 3)
        assert len(made.pages()) == 6
        assert stamps(made.folder("长寿社区")) == other
        assert not_whole(made.out) == []

    def test_nobody_in_a_community_can_be_printed(self, room):
        for each in room.office.homes[12:]:
            each["地址"] = "很长的地址" * 9
        report = room.run(code=1)
        assert (report["rows"], report["made"]) == (15, 12)
        assert not room.folder("长寿社区").exists()
        assert json.dumps(report["problems"], ensure_ascii=False).count("台账.xlsx / 户") >= 3


class TestMarks:
    def test_as_json(self, room):
        both = [("丰乐社区", 12), ("长寿社区", 3)]
        packs = [{"town": "石羊镇", "place": place, "number": 1, "letters": n} for place, n in both]
        assert room.run("石羊镇", "--mark-printed") == {"marked": packs, "pulled": 0}
        assert room.run("石羊镇", "--mark-printed") == {"marked": [], "pulled": 0}
        assert room.run("长寿社区", "--unmark-printed") == {"unmarked": packs[1:]}

    def test_where_letters_were_only_to_be_pulled_out(self, room):
        room.say("石羊镇", "--mark-printed")
        room.office.homes.pop(4)
        room.run()
        said = room.say("石羊镇", "--mark-printed").out
        assert said == "1 letters of 撤回清单 count as pulled out of their bundles now.\n"

    def test_nothing_to_mark(self, room):
        assert room.say("石羊镇", "--unmark-printed").out == "No pack there is marked as printed.\n"
        room.say("石羊镇", "--mark-printed")
        assert room.say("石羊镇", "--mark-printed").out == "There is no pack there that could be.\n"

    @pytest.mark.parametrize("option", ["--mark-printed", "--unmark-printed"])
    def test_without_a_place_the_hint_names_the_option(self, room, option):
        assert f"docgen letter PLACE {option}" in room.say(option, code=2).err
