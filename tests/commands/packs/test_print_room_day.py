"""A day in the print room: what was printed stays, and no sheet is printed that need not be."""

import docx
import pytest
from letters import letters
from print_room import Room, home, office, put_aside, remade, sheets, standing

COMMA = ("，", "，，")


@pytest.fixture
def room(docgen, tmp_path) -> Room:
    """丰乐社区 with 40 households, 长寿社区 with 5; their packs made and marked as printed."""
    made = Room(docgen, office(tmp_path / "换届"))
    made.run()
    made.say("石羊镇", "--mark-printed")
    return made


def late(room: Room, *numbers: int, place: str = "丰乐社区") -> None:
    room.office.homes += [home(place, 1, number) for number in numbers]


def rows(file) -> list[list[str]]:
    """The cells of the last table of a document, row by row."""
    return [[cell.text for cell in row.cells] for row in docx.Document(str(file)).tables[-1].rows]


class TestDay:
    def test_sheets_remade_over_the_whole_day_are_sixteen_and_three(self, room):
        total, before = 0, sheets(room.out)
        pack = room.pages()

        def remade_since() -> int:
            nonlocal before
            now, was = sheets(room.out), before
            before = now
            return remade(was, now)

        room.run("石羊镇", "丰乐社区", "--range", "12-27")  # a jam
        jam = list((room.out / "_重印").rglob("*.docx"))
        assert [path.name for path in jam] == ["公开信_丰乐社区_第1批_重印16份_012-027.docx"]
        assert [letter.letter for letter in letters(jam[0])] == pack[11:27]
        total += remade_since()

        late(room, 41, 42, 43)
        gone = room.office.homes.pop(6)  # number 7 has moved away
        room.run()
        assert room.print_files()[1].name == "公开信_丰乐社区_第2批（补发）_041-043.docx"
        assert all(f"户主{number}户：" in page for number, page in zip((41, 42, 43), room.pages()[40:], strict=True))
        (pulled,) = rows(room.folder() / "公开信_丰乐社区_撤回清单.docx")[1:]
        assert pulled[2:6] == ["丰乐社区", "第1批", "007", gone["户编号"]]
        total += remade_since()
        room.say("石羊镇", "--mark-printed")

        room.overlay(*COMMA)
        report = room.run()
        (note,) = [each for each in report["problems"] if each["code"] == "template-changed"]
        assert "2013-GKX-01" in note["text"]["zh"]
        total += remade_since()

        for each in room.office.homes:
            each.update({"签收人": "本人", "签收日期": "2013-11-20", "送达情况": "已送达", "备注": "交其女"})
        room.run()
        total += remade_since()
        assert total == 16 + 3
        assert room.pages()[:40] == pack


class TestChangesAfterPrinting:
    def test_a_corrected_name_makes_a_letter_and_a_line_of_what_to_pull_out(self, room):
        room.office.homes[4]["户主姓名"] = "户主五"
        room.run()
        assert [path.name for path in room.print_files()] == [
            "公开信_丰乐社区_第1批_001-040.docx",
            "公开信_丰乐社区_第2批（补发）_041-041.docx",
        ]
        assert counts(room) == ["2个社区", "3", "45", "46", "1", "0", "0"]
        (pulled,) = pulled_out(room)
        assert pulled[2:] == [
            "丰乐社区",
            "第1批",
            "005",
            "0401-0005",
            "3组　户主5　5号",
            "已更正",
            "第2批（补发）",
            "□",
        ]
        room.say("丰乐社区", "--mark-printed")
        room.run()
        assert not list(room.folder().glob("*撤回清单*"))
        assert put_aside(room.out) == ["公开信_丰乐社区_撤回清单.docx"]
        assert counts(room) == ["2个社区", "3", "45", "46", "1", "0", "0"]

    def test_who_moved_to_another_community_is_pulled_out_there_and_gets_a_letter_here(self, room):
        room.office.homes[8]["社区"] = "长寿社区"
        room.run()
        (pulled,) = pulled_out(room)
        assert pulled[3:6] == ["第1批", "009", "0401-0009"]
        assert "长寿社区" in pulled[-2]
        assert "户主9户：" in room.pages("长寿社区")[-1]
        assert room.print_files("长寿社区")[-1].name.endswith("第2批（补发）_006-006.docx")
        room.say("石羊镇", "--mark-printed")
        report = room.run()
        assert not list(room.folder().glob("*撤回清单*"))
        assert report["made"] == report["rows"] == 45

    def test_a_community_of_which_nobody_is_left(self, room):
        """All have moved: its letters are pulled out; its printed files are not thrown away."""
        for each in room.office.homes[40:]:
            each["社区"] = "丰乐社区"
            each["地址"] = f"新{each['地址']}"
        room.office.places[1]["总户数"] = 0
        before = room.print_files("长寿社区")
        room.run()
        assert room.print_files("长寿社区") == before
        assert [row[4] for row in pulled_out(room, "长寿社区")] == ["001", "002", "003", "004", "005"]
        assert counts(room) == ["2个社区", "3", "45", "50", "5", "0", "0"]

    def test_a_community_none_of_whose_letters_can_be_made_anew(self, room):
        for each in room.office.homes[40:]:
            each["户主姓名"] = "很长的名字" * 5
        before = standing(room.folder("长寿社区"))
        room.run(code=1)
        assert room.print_files("长寿社区")[0].read_bytes() == before["公开信_长寿社区_第1批_001-005.docx"]
        assert not list(room.folder("长寿社区").glob("*撤回清单*"))

    def test_a_second_supplement(self, room):
        late(room, 41)
        room.run()
        room.say("丰乐社区", "--mark-printed")
        late(room, 42)
        room.office.homes[45]["户主姓名"] = "改过"  # of the first supplement
        room.run()
        assert room.print_files()[-1].name == "公开信_丰乐社区_第3批（补发）_042-043.docx"
        (pulled,) = pulled_out(room)
        assert pulled[3:5] == ["第2批（补发）", "041"]
        assert pulled[-2] == "第3批（补发）"

    def test_unmarked_packs_are_made_as_if_they_had_not_been_printed(self, room):
        late(room, 41)
        room.office.homes.pop(0)
        room.run()
        room.say("丰乐社区", "--unmark-printed")
        room.run()
        assert room.names() == [
            "第1批_001-040.docx",
            "第1批_封面单.docx",
            "第1批_签收表.docx",
        ]
        assert "户主2户：" in room.pages()[0]
        assert len(room.pages()) == 40

    def test_marking_again_what_was_unmarked(self, room):
        room.office.homes.pop(0)
        room.run()
        room.say("丰乐社区", "--unmark-printed")
        said = room.say("丰乐社区", "--mark-printed")
        assert "Traceback" not in said.err
        room.run()
        assert [row[4] for row in pulled_out(room)] == ["001"]

    def test_what_was_printed_is_read_only_as_long_as_it_is_as_it_was(self, docgen, tmp_path):
        made = Room(docgen, office(tmp_path / "换届"))
        made.run()
        file = made.print_files()[0]
        file.write_bytes(file.read_bytes() + b" ")
        said = made.say("丰乐社区", "--mark-printed", code=1)
        assert file.name in said.err
        assert "not known what was printed" in said.err
        assert made.run()["made"] == 45
        assert made.print_files()[0].name == file.name

    def test_counts_add_up_whatever_rows_have_shifted(self, docgen, tmp_path):
        made = Room(docgen, office(tmp_path / "换届", 丰乐社区=6))
        made.office.homes[2]["户主姓名"] = "很长的名字" * 5
        made.run(code=1)
        made.say("丰乐社区", "--mark-printed")
        made.office.homes[2]["户主姓名"] = "改短了"
        made.office.homes.insert(0, home("丰乐社区", 1, 90))
        made.run()
        assert counts(made) == ["1个社区", "2", "7", "7", "0", "0", "0"]


def counts(room: Room) -> list[str]:
    """The totals of the summary: communities, packs, due, printed, pulled out, missing, spares. They add up."""
    summary = room.out / "公开信" / "分发汇总.docx"
    assert not any("不相符" in paragraph.text for paragraph in docx.Document(str(summary)).paragraphs)
    return rows(summary)[-1][-7:]


def pulled_out(room: Room, place: str = "丰乐社区") -> list[list[str]]:
    """The rows of the list of letters to pull out."""
    return rows(room.folder(place) / f"公开信_{place}_撤回清单.docx")[1:]


class TestPartlyPrinted:
    @pytest.fixture
    def room(self, docgen, tmp_path) -> Room:
        """Two packs, of the deliverers 甲 and 乙; the first one is printed."""
        made = Room(docgen, office(tmp_path / "换届", 丰乐社区=10))
        for number, each in enumerate(made.office.homes):
            each["投递员"] = "赵一" if number < 6 else "钱二"
        made.run()
        made.say("丰乐社区", "--mark-printed", "--pack", 1)
        return made

    def test_what_is_not_printed_yet_stays_as_it_is(self, room):
        before = standing(room.folder())
        report = room.run()
        assert report["made"] == report["unchanged"] == 10
        assert {name: data for name, data in standing(room.folder()).items() if "清单" not in name} == {
            name: data for name, data in before.items() if "清单" not in name
        }

    def test_packs_are_marked_in_their_order_and_unmarked_from_behind(self, room):
        room.say("丰乐社区", "--mark-printed")
        said = room.say("丰乐社区", "--unmark-printed", "--pack", 1, code=2)
        assert "pack 2 comes after pack 1, and is printed" in said.err
        room.say("丰乐社区", "--unmark-printed")
        said = room.say("丰乐社区", "--mark-printed", "--pack", 2, code=2)
        assert "pack 1 comes before pack 2, and is not printed yet" in said.err

    def test_what_is_late_stands_with_what_is_not_printed_yet(self, room):
        room.office.homes.append({**home("丰乐社区", 1, 11), "投递员": "钱二"})
        room.run()
        assert [path.name for path in room.print_files()] == [
            "公开信_丰乐社区_第1批_001-006.docx",
            "公开信_丰乐社区_第2批_007-011.docx",
        ]
