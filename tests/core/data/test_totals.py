"""E09: total rows against the rows that they stand for."""

from pathlib import Path

import pytest
from office import RULES

from docgen import Access, Cell, Dataset, Kind, Problem, Record, column
from docgen.tables.write import workbook

Grid = list[list[object]]
HEADER: list[object] = ["镇街", "姓名", "得票", "占比", "是否到会"]


class Vote(Record, table="票数", key=("town", "name")):
    """Somebody's votes."""

    town: str = column("镇街", required=True, fill=True)
    name: str = column("姓名", required=True)
    votes: int = column("得票", kind=Kind.QUANTITY, access=Access.INTERNAL)
    share: float = column("占比", kind=Kind.PERCENT)
    present: bool = column("是否到会", kind=Kind.BOOL)


ROWS: Grid = [
    ["石羊镇", "李明", 30, 0.3, "是"],
    ["石羊镇", "王秀", 20, 0.2, "否"],
    ["灌口镇", "赵青", 50, 0.5, "是"],
]


def found(folder: Path, *rows: list[object]) -> list[Problem]:
    (folder / "台账.xlsx").write_bytes(workbook({"票数": [HEADER, *rows]}))
    return Dataset.read(folder, {"票数": Vote.__table__}, {}, RULES)[0].problems


def total(label: str, votes: object = "", name: object = "", present: object = "", share: object = "") -> list[object]:
    return [label, name, votes, share, present]


RIGHT: list[tuple[str, Grid]] = [
    ("below", [*ROWS, total("合计", 100)]),
    ("on top", [total("合  计", 100), *ROWS]),
    ("with a unit", [*ROWS, total("总计", "100票")]),
    ("subtotals", [*ROWS[:2], total("小计", 50), ROWS[2], total("小计", 50), total("合计", 100)]),
    ("subtotals on top", [total("小计", 50), *ROWS[:2], total("小计", 50), ROWS[2]]),
    ("how many people", [*ROWS, total("合计", 100, "3人")]),
    ("how many came", [*ROWS, total("合计", present="2人")]),
    ("a share is no sum", [*ROWS, total("合计", 100, share=0.77)]),
    ("a subtotal of nobody knows what", [*ROWS, total("合计", 100), total("小计", 77)]),
    ("about", [*ROWS[:2], ["灌口镇", "赵青", "50余", "", "是"], total("合计", 101)]),
]
WRONG: list[tuple[str, Grid, str]] = [
    ("below", [*ROWS, total("合计", 101)], "C5"),
    ("on top", [total("合计", 99), *ROWS], "C2"),
    ("a subtotal", [*ROWS[:2], total("小计", 51), ROWS[2], total("合计", 100)], "C4"),
    ("the whole", [*ROWS[:2], total("小计", 50), ROWS[2], total("合计", 50)], "C6"),
    ("how many people", [*ROWS, total("合计", 100, "4人")], "B5"),
]


@pytest.mark.parametrize("rows", [rows for _, rows in RIGHT], ids=[f"E09 {name}" for name, _ in RIGHT])
def test_a_right_total_is_left_alone(rows: Grid, tmp_path: Path):
    assert found(tmp_path, *rows) == []


@pytest.mark.parametrize(("rows", "spot"), [case[1:] for case in WRONG], ids=[f"E09 {case[0]}" for case in WRONG])
def test_a_wrong_total_is_named_with_its_cell(rows: Grid, spot: str, tmp_path: Path):
    assert [(p.code, p.where) for p in found(tmp_path, *rows)] == [
        ("E09", Cell("台账.xlsx", "票数", int(spot[1:]), spot[0]))
    ]


def test_the_message_says_both_numbers(tmp_path: Path):
    (problem,) = found(tmp_path, *ROWS, total("合计", 101))
    assert problem.text.zh == "合计的“得票”填101，各行合起来是100"
    assert (problem.value, problem.expected) == ("101", "100")


@pytest.mark.parametrize(
    ("row", "text", "expected"),
    [
        (total("合计", name=9), "合计的“姓名”填9，这一列填了内容的有5行", "5"),
        (total("合计", present=3), "合计的“是否到会”填3，这一列填“是”的有2行", "2"),
        (total("合计", present=6), "合计的“是否到会”填6，共有5行", "5"),
    ],
)
def test_of_a_column_of_words_the_message_says_what_is_nearest(row, text, expected, tmp_path: Path):
    more: Grid = [["灌口镇", "钱宁", 1, "", ""], ["灌口镇", "孙和", 1, "", ""]]
    (problem,) = found(tmp_path, *ROWS, *more, row)
    assert (problem.text.zh, problem.expected) == (text, expected)


def test_a_cell_that_could_not_be_read_is_no_second_problem(tmp_path: Path):
    (problem,) = found(tmp_path, *ROWS[:2], ["灌口镇", "赵青", "多数", "", "是"], total("合计", 100))
    assert problem.code == "cell"


def test_trap_03_a_row_lost_from_the_sheet_shows_in_its_total(tmp_path: Path):
    (problem,) = found(tmp_path, *ROWS[:2], total("合计", 100))
    assert problem.code == "E09"
