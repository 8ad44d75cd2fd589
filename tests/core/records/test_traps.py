"""The traps of domain.md §7 that concern the data, from the sheet to the check."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from office import ID, OTHER_ID, RULES
from workbooks import DEPARTMENTS, GROUPS, PLACES, TOWNS, Grid, candidates, load, read, visits

from docgen import Cell, Dataset, Problem
from docgen.data import run_checks
from docgen.records import (
    CHECKS,
    Candidate,
    Distribution,
    GuidanceVisit,
    Inspection,
    Review,
    Township,
)
from docgen.tables.write import workbook


def at(data: Dataset, table: str, letter: str) -> list[Problem]:
    """What is wrong with the second row of a sheet, in a column."""
    return [problem for problem in data.problems if problem.where == Cell("台账.xlsx", table, 2, letter)]


def test_trap_03_a_total_row_is_no_row_of_data(tmp_path: Path):
    rows: Grid = [
        ["2013-11-18", "指导组", "郑远山", "石羊镇", "", 2],
        ["2013-11-19", "指导组", "郑远山", "石羊镇", "", 3],
    ]
    data = read(tmp_path, 指导记录=visits(*rows, ["合  计", "", "", "", "", 5]))
    assert data.problems == []
    assert sum(visit.people for visit in data[GuidanceVisit]) == 5


def test_trap_04_the_same_community_name_in_two_townships(tmp_path: Path):
    other = {"乡镇(街道)": "灌口街道", "身份证号": OTHER_ID}
    one, two = read(tmp_path, 候选人=candidates({}, other))[Candidate]
    assert (one.community.households, two.community.households) == (400, 500)


def test_trap_05_1970_1_is_never_taken_for_january(tmp_path: Path):
    data = read(tmp_path, 候选人=candidates({"出生年月": 1970.1}))
    (person,) = data[Candidate]
    assert person.get("born") in (None, date(1970, 10, 1))
    assert person.is_set("born") or at(data, "候选人", "E")


def test_trap_06_an_id_typed_as_a_number_is_lost_and_not_repaired(tmp_path: Path):
    data = read(tmp_path, 候选人=candidates({"身份证号": 9.90181197010011e17}))
    (found,) = at(data, "候选人", "F")
    assert not data[Candidate][0].is_set("resident_id")
    assert "990181" not in str(found.as_dict())
    assert [problem.code for problem in run_checks(data, CHECKS)] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("张  三", "张三"),
        ("张　三", "张三"),
        ("买买提•某", "买买提·某"),
        ("买买提．某", "买买提·某"),
        ("买买提・某", "买买提·某"),
    ],
)
def test_trap_07_a_name_is_the_same_however_it_is_padded_and_dotted(tmp_path: Path, typed: str, meant: str):
    reviews: Grid = [["乡镇", "社区", "姓名", "部门", "审查意见", "审查日期"]]
    reviews += [["石羊", "丰乐", typed, "检察院", "无异议", "2013-11-18"]]
    data = read(tmp_path, 候选人=candidates({"姓名": meant}), 联审结果=reviews)
    assert data[Review][0].name == meant
    assert {problem.code for problem in run_checks(data, CHECKS)} == {"E20"}  # 纪委 has no row; nobody is unknown


def test_trap_08_a_blank_community_is_the_one_above_and_a_blank_opinion_is_none(tmp_path: Path):
    change = {"社区": "", "姓名": "王秀", "身份证号": OTHER_ID}
    passed = {"复审结论": "合格", "复审日期": "2013-11-20"}
    reviews: Grid = [["乡镇", "社区", "姓名", "部门", "审查意见", "审查日期"]]
    reviews += [
        ["石羊", "丰乐", "李明", name, opinion, "2013-11-18"] for name, opinion in (("检察", "无异议"), ("纪委", ""))
    ]
    data = read(tmp_path, 候选人=candidates(passed, change), 联审结果=reviews)
    assert [person.community.name for person in data[Candidate]] == ["丰乐社区"] * 2
    (found,) = run_checks(data, CHECKS)
    assert (found.code, found.text.zh) == ("E23", "复审结论为合格，但纪委未反馈")
    assert found.where == Cell("台账.xlsx", "候选人", 2, "K")


def test_trap_09_a_day_without_its_year_is_of_the_project_and_one_without_its_month_an_error(tmp_path: Path):
    rows: Grid = [["22日", "指导组", "郑远山", "石羊镇", "", 1], ["11月22日", "指导组", "郑远山", "石羊镇", "", 1]]
    data = read(tmp_path, 指导记录=visits(*rows))
    assert [visit.get("day") for visit in data[GuidanceVisit]] == [None, date(2013, 11, 22)]
    assert len(at(data, "指导记录", "A")) == 1


def test_trap_10_an_approximate_number_stays_one_and_is_refused_for_letters(tmp_path: Path):
    grid: Grid = [["乡镇", "社区", "物料", "应发数", "实发数", "发放日期", "经办人"]]
    grid += [
        ["石羊", "丰乐", "公告", "", "10万余", "2013-11-18", "吴桐"],
        ["石羊", "丰乐", "公开信", "390余", 390, "2013-11-18", "吴桐"],
    ]
    data = read(tmp_path, 宣传发放=grid)
    assert str(data[Distribution][0].issued) == "100000余"
    assert [(p.code, p.where) for p in run_checks(data, CHECKS)] == [("E17", Cell("台账.xlsx", "宣传发放", 3, "D"))]


def test_trap_11_a_township_without_a_row_counts_nothing(tmp_path: Path):
    grid: Grid = [["日期", "组号", "乡镇", "社区", "方式", "发现问题", "是否通报"]]
    grid += [["2013-11-18", "1", "石羊", "丰乐", "暗访", "无", ""]]
    data = read(tmp_path, 督查抽查=grid)
    by_township = data.figures["inspections"].by(Township)
    assert [by_township[township].value for township in data[Township]] == [1, 0]
    assert len(data[Inspection]) == 1


def test_trap_12_under_a_merged_header_an_unknown_department_is_named(tmp_path: Path):
    book = openpyxl.load_workbook(
        BytesIO(workbook({"乡镇": TOWNS, "指导组": GROUPS, "社区": PLACES, "部门": DEPARTMENTS}))
    )
    for name, grid in (("候选人", candidates({})), ("联审结果", _wide("纪委", "检察院", "环保局"))):
        sheet = book.create_sheet(name)
        for line in grid:
            sheet.append(line)
    book["联审结果"].merge_cells("E1:G1")
    for letter in "ABCDH":
        book["联审结果"].merge_cells(f"{letter}1:{letter}2")
    book.save(tmp_path / "台账.xlsx")
    data = load(tmp_path)
    assert [(p.code, p.value, str(p.where)) for p in data.problems] == [("reference", "环保局", "台账.xlsx / 联审结果")]
    assert [row.department.name for row in data[Review] if row.is_set("department")] == ["纪委", "检察"]


def _wide(*departments: str) -> list[list[Any]]:
    head = ["乡镇", "社区", "姓名", "身份证号", "各部门审查意见", *[None] * (len(departments) - 1), "审查日期"]
    row = ["石羊镇", "丰乐社区", "李明", ID, *["无异议"] * len(departments), "2013-11-18"]
    return [head, [None, None, None, None, *departments, None], row]


def test_trap_13_townships_are_counted_in_the_sheet_and_never_known_beforehand(tmp_path: Path):
    data = read(tmp_path)
    assert data.figures["emergency_plans"].value == 1
    assert len(data[Township]) == 2
    assert run_checks(data, CHECKS) == []


def test_trap_14_a_week_across_the_end_of_a_month_and_of_a_year(tmp_path: Path):
    days = ("2013-12-27", "2013-12-28", "2014-01-01", "2014-01-03", "2014-01-04")
    data = read(tmp_path, 指导记录=visits(*([day, "指导组", f"郑{n}", "石羊镇", "", 1] for n, day in enumerate(days))))
    week = next(week for n in range(1, 20) if (week := RULES.weeks.week(n)).end == date(2014, 1, 3))
    assert [str(visit.day) for visit in data.during(week)[GuidanceVisit]] == list(days[1:4])


def test_trap_21_one_row(tmp_path: Path):
    data = read(tmp_path, 候选人=candidates({}))
    assert data.problems == run_checks(data, CHECKS) == []
