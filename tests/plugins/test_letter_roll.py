"""What the checks have against a roll keeps the letters of its community, and of no other, from being made; in which
order and packs they lie; who lacks a name on the roll."""

import re

import pytest
from letters import Office, all_letters, letters, made
from trusting import trusting

from docgen.plugin.parameter import make_blank
from docgen_plugins.letter import Letter


@pytest.fixture
def office(tmp_path) -> Office:
    """石羊镇 丰乐社区 with five households, 向峨乡 石碑社区 with one."""
    made = Office(tmp_path / "换届")
    made.second_town()
    made.homes = [*({"户编号": f"04-{n}", "地址": f"{n}号"} for n in range(1, 6)), made.homes[1]]
    return made


def names(files):
    return [file.name for file in files]


class TestFaults:
    @pytest.mark.parametrize(
        ("second", "cell", "said"),
        [
            ({"户编号": "04-1"}, "第2行", "这一户与 台账.xlsx / 户 / 第3行 重复"),
            ({"地址": "1号"}, "第2行", "这一户与 台账.xlsx / 户 / 第3行 重复"),
            ({"地址": "", "小组": ""}, "第3行", "地址和小组都没有填"),
        ],
    )
    def test_an_error_in_the_roll_holds_back_the_letters_of_its_community(self, docgen, office, second, cell, said):
        office.homes[1].update(second)
        files, problems = made(docgen, office.write(), code=1)
        assert names(files) == ["公开信_石碑社区_第1批_001-001.docx"]
        (problem,) = problems
        assert problem["severity"] == "error"
        assert problem["text"]["zh"].startswith(f"丰乐社区：{said}")
        assert problem["text"]["zh"].endswith("改正之前，这个社区的5封公开信都不生成")
        assert problem["where"] == f"台账.xlsx / 户 / {cell.replace('第', 'row ').replace('行', '')}"
        assert problem["hint"]["zh"]
        assert not (office.folder / "out" / "公开信" / "04-石羊镇").exists()

    def test_so_does_a_roll_much_shorter_than_the_community(self, docgen, office):
        office.places[1]["总户数"] = 3
        files, (problem,) = made(docgen, office.write(), code=1)
        assert names(files) == ["公开信_丰乐社区_第1批_001-005.docx"]
        assert problem["code"] == "E52"
        said = "石碑社区：这里有1户，总户数为3。改正之前，这个社区的1封公开信都不生成"
        assert problem["text"]["zh"] == said
        assert problem["hint"]["en"].startswith("Is it the right roll?")

    def test_all_that_is_wrong_is_said_in_one_line(self, docgen, office):
        office.places[0]["总户数"] = 50
        for home in office.homes[1:4]:
            home.update({"户编号": "04-1"})
        _, (problem,) = made(docgen, office.write(), code=1)
        assert "同样的问题共4行；这里有5户，总户数为50。" in problem["text"]["zh"]

    def test_a_code_of_two_communities_holds_back_both(self, docgen, office):
        office.homes[-1]["户编号"] = "04-1"
        files, problems = made(docgen, office.write(), code=1)
        assert files == []
        assert [problem["where"] for problem in problems] == ["台账.xlsx / 户 / row 2", "台账.xlsx / 户 / row 7"]

    def test_each_community_is_told_of_its_own_rows_however_many_there_are(self, docgen, office):
        """docgen check says more than twenty of a sheet once, at the first."""
        homes = [
            {"户编号": f"0{p}-{n}", "地址": "", "小组": "", "户主姓名": f"户{n}"} for p in (4, 9) for n in range(15)
        ]
        office.homes = [{**home, **(_SECOND if n >= 15 else {})} for n, home in enumerate(homes)]
        files, problems = made(docgen, office.write(), code=1)
        assert files == []
        assert [problem["where"] for problem in problems] == ["台账.xlsx / 户 / row 2", "台账.xlsx / 户 / row 17"]
        assert all("共15行" in problem["text"]["zh"] and "15封" in problem["text"]["zh"] for problem in problems)

    def test_a_cell_that_cannot_be_read_holds_back_one_letter(self, docgen, office):
        office.homes[2]["党员户"] = "也许"
        files, problems = made(docgen, office.write(), code=1)
        assert names(files) == ["公开信_丰乐社区_第1批_001-005.docx", "公开信_石碑社区_第1批_001-001.docx"]
        assert [len(letters(file)) for file in files] == [4, 1]
        assert [problem["where"] for problem in problems] == ["台账.xlsx / 户 / G4"]

    def test_only_places_that_were_asked_for_are_complained_of(self, docgen, office):
        office.homes[1]["户编号"] = "04-1"
        files, problems = made(docgen, office.write(), "向峨乡")
        assert (names(files), problems) == (["公开信_石碑社区_第1批_001-001.docx"], [])

    def test_the_error_of_a_check_of_somebody_else(self, docgen, office):
        """A plugin's check of the workspace, by the row that it names."""
        plugin = office.write() / "plugins" / "mine.py"
        plugin.parent.mkdir()
        plugin.write_text(_CHECK, encoding="utf-8")
        docgen("-w", office.folder, *trusting(office.folder, "mine"))
        files, (problem,) = made(docgen, office.folder, code=1)
        assert names(files) == ["公开信_石碑社区_第1批_001-001.docx"]
        assert problem["text"]["zh"].startswith("丰乐社区：3号已拆。")


_SECOND = {"乡镇(街道)": "向峨乡", "社区": "石碑社区"}
_CHECK = """
from docgen import Severity, Text, check, hookimpl
from docgen.records import Household

@check("T01", Severity.ERROR, Text("a house that is gone", "已拆的房子"), needs=(Household,))
def gone(data):
    for row in data[Household]:
        if row.get("address") == "3号":
            yield row, Text("3号 is gone", "3号已拆")

@hookimpl
def setup(docgen):
    docgen.check(gone)
"""


class TestOrder:
    def test_packs_are_those_of_who_delivers_and_a_column_says_the_way(self, docgen, office):
        ways = [("周清", "9"), ("陈山", ""), ("周清", "10"), ("陈山", "3"), ("", "")]
        for number, (home, (who, order)) in enumerate(zip(office.homes, ways, strict=False)):
            home.update({"投递员": who, "顺序": order, "户主姓名": "甲乙丙丁戊"[number] * 2})
        files, _ = made(docgen, office.write(), "丰乐社区")
        heads = [[re.search(r"户　主\n(.)", each.receipt)[1] for each in letters(file)] for file in files]
        assert heads == [["丁", "乙"], ["甲", "丙"], ["戊"]]

    def test_who_delivers_stands_on_no_letter(self, docgen, office):
        for home in office.homes:
            home["投递员"] = "周清"
        files, _ = made(docgen, office.write())
        assert not any("周清" in "".join(vars(letter).values()) for letter in all_letters(files))


def test_a_spare_letter_names_nobody_and_has_a_line_for_the_code():
    letter = Letter(places=())
    spare = make_blank(
        letter,
        {
            "社区": "丰乐社区",
            "社区小组": "丰乐社区3组",
            "户编号": "04-1",
            "地址": "3号",
            "户主": "陈建国",
            "具名": True,
            "党员户": True,
        },
    )
    assert "陈建国" not in str(spare)
    assert (spare["社区小组"], spare["地址"], spare["户主"], spare["具名"], spare["党员户"]) == (
        "丰乐社区",
        "",
        "",
        False,
        False,
    )
    assert set(spare["户编号"]) == {"_"}
