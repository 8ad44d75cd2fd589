"""Numbered notes below a table (domain.md §2.2, 6): sentences in the column of the numbers are no rows, rows are."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from depth import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from docgen import Kind, Record, column
from docgen.tables import read_folder
from docgen.tables.layout.words import is_sure_note

_ = None


class Member(Record, table="名单"):
    number: str = column("序号")
    name: str = column("姓名", kind=Kind.NAME)
    sex: str = column("性别")
    phone: str = column("电话")
    note: str = column("备注")


HEADER = ("序号", "姓名", "性别", "电话", "备注")
PEOPLE = [(1, "李明", "男", "13900000000"), (2, "王秀兰", "女", "13900000001"), (3, "赵铁柱", "男", "13900000002")]
TOTAL = ("总计", "3人")


def read(folder: Path, *rows: Sequence[Any]) -> tuple[list[str], dict[str, int]]:
    """The numbers of the rows that are read, and how many others there are, and why."""
    book = Workbook()
    page: Any = book.active
    page.title = "名单"
    for row in rows:
        page.append(row)
    book.save(folder / "名单.xlsx")
    reading = read_folder(folder, [Member.__table__], 2026)
    assert [*reading.broken, *reading.problems] == []
    (report,) = reading.sheets
    return [row.number for row in reading.rows["名单"]], {why.zh: n for why, n in report.left_out.items()}


NOTES = {
    "numbers": [("1、本表由各村填报。",), ("2、一式三份。",)],
    "dots": [("1.本表由各村填报。",), ("2．一式三份；",)],
    "brackets": [("（1）本表由各村填报。",), ("(2)一式三份。",)],
    "circles": [("①本表由各村填报。",), ("②一式三份。",)],
    "long": [("1、本表由各村（社区）于月底前填报",), ("2、一式三份",)],
    "signed": [("1.由各村填报。",), ("2.金额单位为元。", _, "填表人：周婷")],
    "signed-only": [("2.金额单位为元。", _, "填表人：周婷", "审核人：")],
    "below-a-word": [("注：1.由各村填报。",), ("2.金额单位为元。", _, "填表人：周婷")],
}


@pytest.mark.parametrize("above", [[TOTAL], [TOTAL, ()], [()], []], ids=["total", "total-gap", "gap", "at-once"])
@pytest.mark.parametrize("notes", NOTES.values(), ids=NOTES)
def test_mess_06_numbered_notes_are_no_rows(tmp_path: Path, notes: list[Any], above: list[Any]) -> None:
    numbers, left_out = read(tmp_path, HEADER, *PEOPLE, *above, *notes)
    assert numbers == ["1", "2", "3"]
    assert left_out == {"表下说明": len(notes)} | ({"合计行": 1} if TOTAL in above else {})


def test_mess_06_a_numbered_sentence_below_words_is_a_note_too(tmp_path: Path) -> None:
    rows = [(f"{name}村", *row[1:]) for name, row in zip("甲乙丙", PEOPLE, strict=True)]
    numbers, left_out = read(tmp_path, HEADER, *rows, TOTAL, ("1、一式三份。",))
    assert numbers == ["甲村", "乙村", "丙村"]
    assert left_out == {"合计行": 1, "表下说明": 1}


def test_mess_06_numbers_with_signs_are_rows(tmp_path: Path) -> None:
    rows = [(f"{row[0]}、", *row[1:]) for row in PEOPLE]
    numbers, left_out = read(tmp_path, HEADER, *rows, TOTAL, ("4.", "孙丽", "女", "13900000003"), ("1、一式三份。",))
    assert numbers == ["1、", "2、", "3、", "4."]
    assert left_out == {"合计行": 1, "表下说明": 1}


def test_mess_06_a_sentence_beside_cells_of_the_table_is_a_row(tmp_path: Path) -> None:
    numbers, _left = read(tmp_path, HEADER, *PEOPLE, TOTAL, ("4、本村代报。", "孙丽", "女", "13900000003"))
    assert numbers[-1] == "4、本村代报。"


def test_mess_06_sentences_among_the_data_are_rows(tmp_path: Path) -> None:
    matters = [("1、落实安全责任。", "李明", "男"), ("2、检查重点部位。", "赵铁柱", "男"), ("3、整改全部隐患。",)]
    numbers, left_out = read(tmp_path, HEADER, *matters)
    assert numbers == ["1、落实安全责任。", "2、检查重点部位。", "3、整改全部隐患。"]
    assert left_out == {}


def test_mess_06_a_numbered_sentence_with_rows_below_is_none_of_the_end(tmp_path: Path) -> None:
    rows = [("甲村", *PEOPLE[0][1:]), ("1、其余待报。",), ("乙村", *PEOPLE[1][1:])]
    assert read(tmp_path, HEADER, *rows)[0] == ["甲村", "1、其余待报。", "乙村"]


ENTRIES = st.sampled_from(["{}、", "{}.", "（{}）", "({})", "{}．"])


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), people=st.integers(1, 5), notes=st.integers(0, 3))
def test_mess_06_whatever_the_numbers_look_like_people_stay_and_notes_go(
    tmp_path: Path, data: st.DataObject, people: int, notes: int
) -> None:
    sign = data.draw(st.sampled_from(["{}", "{}、", "{}.", "({})"]))
    rows = [(sign.format(n), f"李明{'甲乙丙丁戊'[n]}", "男", f"1390000000{n}") for n in range(people)]
    said = [(data.draw(ENTRIES).format(n + 1) + "本表由各村填报。",) for n in range(notes)]
    below = data.draw(st.sampled_from([[], [()], [TOTAL]]))
    numbers, left_out = read(tmp_path, HEADER, *rows, *below, *said)
    assert numbers == [row[0] for row in rows]
    assert left_out.get("表下说明", 0) == notes


def test_a_row_of_nothing_but_the_word_note_is_a_note():
    assert is_sure_note(["备注"])
    assert not is_sure_note(["备注", "已搬走"])
