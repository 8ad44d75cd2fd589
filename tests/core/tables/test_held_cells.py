"""What stands for the cells below it: a merged cell, a blank in a column that is filled down, a ditto mark."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from docgen import Access, Record, column
from docgen.tables import read_folder


def write(folder: Path, rows: Sequence[Sequence[str | None]], *, merge: str = "") -> None:
    """A workbook of seats, some of whose cells may be merged."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "座次"
    for row in rows:
        page.append(row)
    if merge:
        page.merge_cells(merge)
    book.save(folder / "表.xlsx")


class Seat(Record, table="座位", sheets=("座次",), key=("name",), named=True):
    name: str = column("姓名", required=True, access=Access.PUBLIC)
    place: str = column("社区", fill=True, access=Access.PUBLIC)
    note: str = column("备注", access=Access.PUBLIC)


def seats(folder: Path) -> tuple[list[str | None], list[tuple[str, str, str]]]:
    reading = read_folder(folder, [Seat.__table__], 2013)
    told = [(str(problem.where), problem.code, str(problem.text)) for problem in reading.problems]
    return [row.place for row in reading.rows["座位"]], told


def test_a_merged_cell_fills_no_blank_below_it_and_that_is_told(tmp_path: Path) -> None:
    rows = [("姓名", "社区", "备注"), ("甲", "丰乐社区"), ("乙", None), ("丙", "马祖社区"), ("丁", None), ("戊", "〃")]
    write(tmp_path, rows, merge="B2:B3")
    places, told = seats(tmp_path)
    assert places == ["丰乐社区", "丰乐社区", "马祖社区", None, None]
    ((where, code, text),) = told
    assert (where, code) == ("表.xlsx / 座次 / B5", "left-blank")
    assert "B5、B6" in text


def test_blanks_repeat_what_is_above_in_a_column_without_merged_cells(tmp_path: Path) -> None:
    rows = [("姓名", "社区", "备注"), ("甲", "丰乐社区"), ("乙", None), ("丙", "马祖社区"), ("丁", None)]
    write(tmp_path, rows)
    assert seats(tmp_path) == (["丰乐社区", "丰乐社区", "马祖社区", "马祖社区"], [])


def test_a_ditto_mark_below_a_blank_cell_is_told_in_every_column(tmp_path: Path) -> None:
    rows = [("姓名", "社区", "备注"), ("甲", "丰乐社区", None), ("乙", None, "同上")]
    write(tmp_path, rows)
    _, told = seats(tmp_path)
    assert [each[:2] for each in told] == [("表.xlsx / 座次 / C3", "left-blank")]
