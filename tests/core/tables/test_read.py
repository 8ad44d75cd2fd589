"""Rows of workbooks as records, and every cell and file that cannot be used."""

import json
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlwt
from docx import Document
from openpyxl import Workbook

from docgen import Access, BadCell, DocgenError, Kind, Problem, Record, Severity, column, ref
from docgen.data.link import link
from docgen.tables import Reading, SheetReport, read_folder

Row = tuple[Any, ...]


class Township(Record, table="乡镇名册", key=("name",)):
    name: str = column("乡镇名称", required=True, access=Access.PUBLIC)


class Visit(Record, table="走访", key=("community", "name")):
    community: str = column("社区", required=True, fill=True, access=Access.PUBLIC)
    name: str = column("姓名", kind=Kind.NAME, required=True)
    resident_id: str = column("身份证号", kind=Kind.ID)
    votes: int = column("票数", kind=Kind.INT, access=Access.INTERNAL)
    day: date = column("日期", kind=Kind.DATE, access=Access.INTERNAL)
    note: str = column("备注", access=Access.INTERNAL)


class Member(Record, table="信息员", key=("name",)):
    township: Township = ref("乡镇", "乡镇名册", required=True, fill=True)
    name: str = column("姓名", kind=Kind.NAME, required=True)
    post: str = column("职务")


TABLES = [record.__table__ for record in (Township, Visit, Member)]
HEADER = ("社区", "姓名", "身份证号", "票数", "日期", "备注")


def write(folder: Path, rows: Sequence[Row], *, name: str = "表.xlsx", sheet: str = "走访", merge: str = "") -> Path:
    """A workbook of one sheet; `merge` lists the merged cells."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    for cells in merge.split():
        page.merge_cells(cells)
    book.save(folder / name)
    return folder / name


def read(folder: Path) -> Reading:
    return read_folder(folder, TABLES, 2013)


def visits(reading: Reading) -> list[Any]:
    assert [str(problem) for problem in reading.broken] == []
    return list(reading.rows["走访"])


def spots(problems: Sequence[Problem]) -> list[str]:
    return [str(problem.where) for problem in problems]


def left_out(report: SheetReport) -> dict[str, int]:
    return {why.zh: number for why, number in report.left_out.items()}


# -- what stands for the cell above --


def test_a_merged_cell_holds_for_all_its_rows_in_key_columns_only(tmp_path: Path) -> None:
    rows = [HEADER, ("丰乐社区", "张三", None, 5), (None, "李四"), (None, "王五"), ("天府社区", "赵六")]
    write(tmp_path, rows, merge="A2:A4 D2:D4")
    reading = read(tmp_path)
    assert [row.community for row in visits(reading)] == ["丰乐社区", "丰乐社区", "丰乐社区", "天府社区"]
    assert [row.votes for row in visits(reading)] == [5, None, None, None]
    assert not reading.problems


def test_mess_04_ditto_marks_repeat_the_cell_above_in_every_column(tmp_path: Path) -> None:
    rows = [
        HEADER,
        ("丰乐社区", "张三", None, 5, datetime(2013, 11, 22), "雨"),
        ("〃", "李四", None, "同上", "同上", '"'),
        ("同上", "王五", None, "″", " 〃 ", "晴"),
    ]
    write(tmp_path, rows)
    _, li, wang = visits(read(tmp_path))
    assert (li.community, li.votes, li.day, li.note) == ("丰乐社区", 5, date(2013, 11, 22), "雨")
    assert (wang.community, wang.votes, wang.day, wang.note) == ("丰乐社区", 5, date(2013, 11, 22), "晴")


def test_mess_04_a_ditto_mark_with_nothing_above_is_a_blank_cell(tmp_path: Path) -> None:
    write(tmp_path, [HEADER, ("同上", "张三", None, 5)])
    (problem,) = read(tmp_path).problems
    assert (str(problem.where), problem.code) == ("表.xlsx / 走访 / A2", "blank")


def test_a_new_township_ends_what_its_community_cell_holds_for(tmp_path: Path) -> None:
    class Resident(Record, table="住户", key=("name",)):
        township: Township = ref("乡镇", "乡镇名册", required=True, fill=True)
        community: Record = ref("社区", "社区名册", within="township", required=True, fill=True)
        name: str = column("姓名", kind=Kind.NAME, required=True)

    rows = [("石羊镇", "丰乐社区", "张三"), (None, None, "王五"), ("安龙镇", None, "李四")]
    write(tmp_path, [("乡镇", "社区", "姓名"), *rows], sheet="住户")
    reading = read_folder(tmp_path, [Resident.__table__], 2013)
    assert [row.get("community") for row in reading.rows["住户"]] == ["丰乐社区", "丰乐社区", None]
    assert spots(reading.problems) == ["表.xlsx / 住户 / B4"]


def test_mess_04_a_total_row_ends_what_the_cells_above_hold_for(tmp_path: Path) -> None:
    write(tmp_path, [HEADER, ("丰乐社区", "张三"), ("小计", None, None, 5), (None, "李四")])
    reading = read(tmp_path)
    zhang, li = visits(reading)
    assert zhang.community == "丰乐社区"
    assert not li.is_set("community")
    assert spots(reading.problems) == ["表.xlsx / 走访 / A4"]


# -- rows that are not data --


def test_total_rows_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [
        HEADER,
        ("合  计", None, None, 9),
        ("丰乐社区", "张三", None, 5),
        ("小计", None, None, 5),
        ("天府社区", "李四", None, 4),
        ("合计（名）", None, None, 9),
        (None, "总 计", None, 9),
    ]
    write(tmp_path, rows)
    reading = read(tmp_path)
    assert sum(row.votes for row in visits(reading)) == 9
    assert left_out(reading.sheets[0]) == {"合计行": 4}
    assert reading.sheets[0].rows == 2
    assert not reading.problems


@pytest.mark.parametrize("total", ["石羊镇小计", "全市合计", "本页共 计："], ids=["township", "city", "page"])
def test_a_total_row_with_a_name_before_it_is_left_out_too(tmp_path: Path, total: str) -> None:
    write(tmp_path, [HEADER, ("丰乐社区", "张三", None, 5), (total, None, None, 5)])
    reading = read(tmp_path)
    assert [row.name for row in visits(reading)] == ["张三"]
    assert left_out(reading.sheets[0]) == {"合计行": 1}


def test_notes_below_the_table_are_left_out_and_counted(tmp_path: Path) -> None:
    notes = [(), ("注：1.票数以表决票为准。",), ("2.空白为未走访。",), ("填表人：", "张", "审核人：", "李")]
    write(tmp_path, [HEADER, ("丰乐社区", "张三", None, 5), *notes])
    reading = read(tmp_path)
    assert [row.name for row in visits(reading)] == ["张三"]
    assert left_out(reading.sheets[0]) == {"表下说明": 3}
    assert not reading.problems


def test_a_header_pasted_again_is_left_out_and_counted(tmp_path: Path) -> None:
    write(tmp_path, [HEADER, ("丰乐社区", "张三"), HEADER, (None, "李四")])
    reading = read(tmp_path)
    assert [(row.community, row.name, row.origin.row) for row in visits(reading)] == [
        ("丰乐社区", "张三", 2),
        ("丰乐社区", "李四", 4),
    ]
    assert left_out(reading.sheets[0]) == {"重复的表头": 1}


def test_empty_rows_do_not_shift_the_row_numbers(tmp_path: Path) -> None:
    write(tmp_path, [(), (), HEADER, (), ("丰乐社区", "张三"), (None, "　"), ("天府社区", "李四")])
    reading = read(tmp_path)
    assert [row.origin.row for row in visits(reading)] == [5, 7]


# -- what the sheet says once for all --


@pytest.mark.parametrize(
    ("sheet", "name", "titles"),
    [
        ("信息员", "a.xlsx", [("信息员名册",), ("填报单位：石羊镇党委（盖章）  填报时间：2013.11.22",)]),
        ("石羊镇", "信息员.xlsx", []),
        ("信息员", "石羊镇.xlsx", []),
    ],
    ids=["reporting-unit", "sheet-name", "file-name"],
)
def test_a_sheet_without_a_township_column_belongs_to_the_township_that_it_names(
    tmp_path: Path, sheet: str, name: str, titles: list[Row]
) -> None:
    write(tmp_path, [("乡镇名称",), ("安龙镇",), ("石羊镇",)], name="乡镇.xlsx", sheet="乡镇名册")
    write(tmp_path, [*titles, ("姓名", "职务"), ("张三", "干事"), ("李四", "干事")], name=name, sheet=sheet)
    reading = read(tmp_path)
    problems = link({table.name: table for table in TABLES}, reading)
    assert [row.township.name for row in reading.rows["信息员"]] == ["石羊镇", "石羊镇"]
    assert problems == reading.problems == reading.broken == []


def test_a_township_that_no_name_gives_is_missed_once_for_the_sheet(tmp_path: Path) -> None:
    write(tmp_path, [("乡镇名称",), ("石羊镇",)], name="乡镇.xlsx", sheet="乡镇名册")
    write(tmp_path, [("姓名", "职务"), ("张三", "干事"), ("李四", "干事")], name="河口.xlsx", sheet="信息员")
    reading = read(tmp_path)
    (problem,) = link({table.name: table for table in TABLES}, reading)
    assert (problem.code, problem.value, str(problem.where)) == ("reference", "信息员 / 河口", "河口.xlsx / 信息员")
    assert problem.text.zh == "没有“乡镇”列，表题、工作表名、文件名也没有写明：信息员 / 河口"
    assert [row.is_set("township") for row in reading.rows["信息员"]] == [False, False]


def test_names_that_lead_to_two_townships_are_warned_of_once(tmp_path: Path) -> None:
    write(tmp_path, [("乡镇名称",), ("石羊镇",), ("安龙镇",)], name="乡镇.xlsx", sheet="乡镇名册")
    write(tmp_path, [("姓名", "职务"), ("张三", "干事"), ("李四", "干事")], name="石羊镇信息员.xlsx", sheet="安龙镇")
    reading = read(tmp_path)
    (problem,) = link({table.name: table for table in TABLES}, reading)
    said = "乡镇：是“安龙镇”还是“石羊镇信息员”？已按“安龙镇”读入"
    assert (problem.severity, problem.text.zh) == (Severity.WARNING, said)
    assert [row.township.name for row in reading.rows["信息员"]] == ["安龙镇", "安龙镇"]


@pytest.mark.parametrize("rows", [[("人名", "电话"), ("张三", "1")], [("张三", "1", "x"), ("李四", "2", "y")]])
def test_a_sheet_of_rows_that_feeds_no_table_is_warned_of(tmp_path: Path, rows: list[Row]) -> None:
    write(tmp_path, rows, name="名单2.xlsx", sheet="Sheet1")
    assert [(p.code, str(p.where)) for p in read(tmp_path).problems] == [("unknown-sheet", "名单2.xlsx / Sheet1")]


@pytest.mark.parametrize("rows", [[], [("候选人名册",)]])
def test_a_file_that_holds_no_table_is_warned_of(tmp_path: Path, rows: list[Row]) -> None:
    write(tmp_path, rows, name="空.xlsx", sheet="走访")
    assert [(p.code, str(p.where)) for p in read(tmp_path).problems] == [("empty-file", "空.xlsx")]


# -- cells that cannot be read --


def test_columns_that_nobody_declared_are_kept(tmp_path: Path) -> None:
    write(tmp_path, [("社区", "姓名", "爱好", "年龄\n（岁）"), ("丰乐社区", "张三", " 下棋 ", 41)])
    (row,) = visits(read(tmp_path))
    assert row.extra == {"爱好": "下棋", "年龄（岁）": "41"}
    assert row["爱好"] == "下棋"


def test_every_bad_cell_is_named_as_excel_shows_it_and_reading_goes_on(tmp_path: Path) -> None:
    rows = [
        ("走访台账",),
        HEADER,
        ("丰乐社区", None, None, "若干", "2013.13.1", "雨"),
        ("天府社区", "李四", None, "x", 41600),
    ]
    write(tmp_path, rows, name="a.xlsx")
    write(tmp_path, [HEADER, ("景环社区", "王五", None, 1.5)], name="b.xlsx")
    reading = read(tmp_path)
    assert [(str(p.where), p.code, p.text.zh) for p in reading.problems] == [
        ("a.xlsx / 走访 / B3", "blank", "姓名：单元格是空的"),
        ("a.xlsx / 走访 / D3", "cell", "票数：应为数字"),
        ("a.xlsx / 走访 / E3", "cell", "日期：应为日期"),
        ("a.xlsx / 走访 / D4", "cell", "票数：应为数字"),
        ("b.xlsx / 走访 / D2", "cell", "票数：应为整数，且不能是负数"),
    ]
    assert {(p.severity.value, p.table) for p in reading.problems} == {("error", "走访")}
    first, second, third = visits(reading)
    assert (first.community, first.note) == ("丰乐社区", "雨")
    assert (second.name, second.day) == ("李四", date(2013, 11, 22))
    assert third.name == "王五"
    with pytest.raises(BadCell, match="E3"):
        _ = first.day


def test_a_column_past_z_is_named_by_two_letters(tmp_path: Path) -> None:
    fillers = [f"第{number}项" for number in range(26)]
    write(tmp_path, [(*fillers[:25], "社区", "姓名", "票数"), (*[1] * 25, "丰乐社区", "张三", "许多")])
    assert spots(read(tmp_path).problems) == ["表.xlsx / 走访 / AB2"]


def test_a_bad_value_is_shown_unless_its_column_is_restricted(tmp_path: Path) -> None:
    write(tmp_path, [HEADER, ("丰乐社区", "张三", "990181197001011235", "许多")])
    secret, shown = read(tmp_path).problems
    assert str(secret.where).endswith("C2")
    assert secret.value == ""
    assert "9901811970" not in json.dumps(secret.as_dict(), ensure_ascii=False)
    assert shown.value == "许多"


# -- files --


def absurd(path: Path) -> None:
    """A workbook with a part that inflates a thousandfold."""
    write(path.parent, [HEADER, ("丰乐社区", "张三")], name=path.name)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image1.bmp", bytes(32 << 20))


def crowded(path: Path) -> None:
    write(path.parent, [HEADER, ("丰乐社区", "张三")], name=path.name)
    with zipfile.ZipFile(path, "a") as package:
        for number in range(2001):
            package.writestr(f"xl/media/{number}", b"")


def cut_off(path: Path) -> None:
    whole = write(path.parent, [HEADER, ("丰乐社区", "张三")], name=path.name).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def oddly_versioned(path: Path) -> None:
    raw = bytearray(write(path.parent, [HEADER, ("丰乐社区", "张三")], name=path.name).read_bytes())
    raw[raw.index(b"PK\x01\x02") + 6] = 0xFF  # the version that is needed to unpack it
    path.write_bytes(raw)


def protected(path: Path) -> None:
    """As Excel keeps a workbook with a password: in a compound file, under another name."""
    made = xlwt.Workbook()
    made.add_sheet("a")
    made.save(str(path))
    raw, name = bytearray(path.read_bytes()), "EncryptedPackage".encode("utf-16-le")
    at = raw.index("Workbook".encode("utf-16-le"))
    raw[at : at + len(name)] = name
    raw[at + 64] = len(name) + 2
    path.write_bytes(raw)


def xml_of_2003(path: Path) -> None:
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    path.write_text(f'<?xml version="1.0"?>\n<Workbook xmlns="{name}"></Workbook>', encoding="utf-8")


UNUSABLE = {
    "text": (lambda path: path.write_text("石羊镇\n", encoding="utf-8"), "不是工作簿", ".xlsx"),
    "picture": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0"), "不是工作簿", ".xlsx"),
    "empty": (Path.touch, "空文件", "重新保存"),
    "web-page": (lambda path: path.write_bytes(b"<html><table></table></html>"), "没有表格", ".xlsx"),
    "xml-of-2003": (xml_of_2003, "XML 表格", ".xlsx"),
    "web-archive": (lambda path: path.write_bytes(b"MIME-Version: 1.0\nX: y, z\n"), "网页归档", ".xlsx"),
    "word": (lambda path: Document().save(str(path)), "Word 文档", ".xlsx"),
    "cut-off": (cut_off, "已损坏", ".xlsx"),
    "odd-version": (oddly_versioned, "已损坏", ".xlsx"),
    "password": (protected, "密码", "取消密码"),
    "bomb": (absurd, "异常庞大", "另存"),
    "too-many-parts": (crowded, "异常庞大", "另存"),
}


@pytest.mark.parametrize(("make", "text", "hint"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_file_that_cannot_be_used_is_named_with_what_to_do_and_others_are_read(
    tmp_path: Path, make: Any, text: str, hint: str
) -> None:
    make(tmp_path / "a.xlsx")
    write(tmp_path, [HEADER, ("丰乐社区", "张三")], name="b.xlsx")
    reading = read(tmp_path)
    (problem,) = reading.broken
    assert str(problem.where) == "a.xlsx"
    assert text in problem.text.zh
    assert problem.hint is not None
    assert hint in problem.hint.zh
    assert [row.origin.file for row in reading.rows["走访"]] == ["b.xlsx"]


def test_a_workbook_is_told_by_its_bytes_whatever_its_name(tmp_path: Path) -> None:
    write(tmp_path, [HEADER, ("丰乐社区", "张三")]).rename(tmp_path / "表.xls")
    assert [row.origin.file for row in visits(read(tmp_path))] == ["表.xls"]


def test_lock_files_of_excel_and_other_files_are_ignored(tmp_path: Path) -> None:
    write(tmp_path, [HEADER, ("丰乐社区", "张三")])
    (tmp_path / "~$表.xlsx").write_bytes(b"\x07Zhang")
    (tmp_path / ".表.xlsx").write_bytes(b"")
    (tmp_path / "说明.txt").write_text("x", encoding="utf-8")
    reading = read(tmp_path)
    assert len(visits(reading)) == 1
    assert [report.file for report in reading.sheets] == ["表.xlsx"]


@pytest.mark.parametrize("folder", ["empty", "missing"])
def test_a_folder_without_workbooks_is_an_error_that_names_it(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "~$表.xlsx").touch()
    with pytest.raises(DocgenError) as caught:
        read(tmp_path / folder)
    assert str(tmp_path / folder) in caught.value.text.zh
    assert caught.value.hint is not None
    assert ".xlsx" in caught.value.hint.zh
