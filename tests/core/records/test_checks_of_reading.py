"""Numbers of domain.md §6 that reading answers, wholly or in part, under codes of its own (READING)."""

from pathlib import Path

import pytest
from office import ID, OTHER_ID
from workbooks import candidates, read, visits

from docgen import Cell
from docgen.records.checks import READING

VISIT = ["2013-11-18", "指导组", "郑远山", "石羊镇", "丰乐社区", 1]
WRONG_DIGIT = ID[:17] + ("1" if ID[17] != "1" else "2")
RECOMMENDED = [
    "乡镇",
    "社区",
    "推荐日期",
    "应推荐户数",
    "实推荐户数",
    "发出推荐票",
    "收回推荐票",
    "有效票",
    "姓名",
    "得票数",
]


def changed(**cells: object) -> dict[str, list[list[object]]]:
    return {"候选人": candidates(dict(cells))}


def visit(place: int, value: object) -> dict[str, list[list[object]]]:
    return {"指导记录": visits([*VISIT[:place], value, *VISIT[place + 1 :]])}


def recommended(votes: object) -> dict[str, list[list[object]]]:
    row = ["石羊", "丰乐", "2013-11-12", 400, 380, 380, 377, 370, "李明", votes]
    return {"推荐结果": [list(RECOMMENDED), row]}


CASES = [
    ("E01", "blank", changed(拟任职务=""), "H2"),
    ("E02", "reference", visit(3, "石杨镇"), "D2"),
    ("E02", "reference", visit(4, "风乐社区"), "E2"),
    ("E06", "cell", changed(身份证号=WRONG_DIGIT), "F2"),
    ("E06", "cell", changed(身份证号=ID[:17]), "F2"),
    ("E11", "cell", recommended("二百余"), "J2"),
    ("E17", "cell", recommended("200余"), "J2"),
    ("E37", "cell", visit(0, "22日"), "A2"),
    ("E37", "cell", visit(0, "2031-11-18"), "A2"),
]


@pytest.mark.parametrize(("number", "code", "sheets", "spot"), CASES, ids=[f"{c[0]}-{c[3]}" for c in CASES])
def test_a_bad_cell_is_named_by_reading(number, code, sheets, spot, tmp_path: Path):
    (sheet,) = sheets
    found = [problem for problem in read(tmp_path, **sheets).problems if problem.table == sheet]
    where = Cell("台账.xlsx", sheet, int(spot[1:]), spot[0])
    assert [(problem.code, problem.where) for problem in found] == [(code, where)]
    assert f"`{code}`" in READING[number].en


def test_e01_a_missing_column_is_named_with_its_sheet(tmp_path: Path):
    grid = [[value for n, value in enumerate(line) if n != 3] for line in candidates({})]
    (found,) = read(tmp_path, 候选人=grid).problems
    assert (found.code, found.where) == ("sheet", Cell("台账.xlsx", "候选人"))
    assert "性别" in found.text.zh


def test_e02_the_nearest_name_is_suggested(tmp_path: Path):
    (found,) = read(tmp_path, **visit(3, "石杨镇")).problems
    assert found.hint is not None
    assert "石羊镇" in found.hint.zh


def test_e03_rows_with_the_same_key_are_said_once_for_two_sheets(tmp_path: Path):
    found = read(tmp_path, 候选人=candidates({}, {}, {"姓名": "王秀", "身份证号": OTHER_ID})).problems
    assert [(problem.code, problem.where) for problem in found] == [("repeat", Cell("台账.xlsx", "候选人", 3))]


def test_e09_a_total_that_is_not_the_sum_is_named_with_its_cell(tmp_path: Path):
    (found,) = read(tmp_path, 指导记录=visits(VISIT, [*VISIT[:4], "", 2], ["合计", "", "", "", "", 4])).problems
    assert (found.code, found.where) == ("E09", Cell("台账.xlsx", "指导记录", 4, "F"))


def test_a_calendar_may_say_that_a_window_is_for_the_whole_city(tmp_path: Path):
    calendar = [["阶段", "乡镇(街道)", "开始日期", "结束日期"], ["公示", "全市", "2013-11-09", "2013-11-20"]]
    calendar += [["公示", "石羊镇", "2013-11-09", "2013-11-25"]]
    assert read(tmp_path, 换届日程=calendar).problems == []


def test_all_numbers_that_reading_answers_are_tried():
    assert {case[0] for case in CASES} | {"E03", "E09"} == READING.keys()
