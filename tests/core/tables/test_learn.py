"""What headers that nobody knows may mean, and how docgen.toml learns it."""

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from docgen import Access, Kind, Record, column
from docgen.tables import read_folder
from docgen.tables.aliases import write_aliases
from docgen.tables.learn import Proposal, as_aliases, propose
from docgen.workspace import open_workspace

Row = Sequence[Any]


class Visit(Record, table="走访", key=("name",)):
    community: str = column("社区", required=True, fill=True, access=Access.PUBLIC)
    name: str = column("姓名", kind=Kind.NAME, required=True)
    phone: str = column("联系电话", kind=Kind.PHONE)
    votes: int = column("推荐票数", "得票数", kind=Kind.INT)
    day: date = column("走访日期", kind=Kind.DATE)
    result: str = column("走访结果", kind=Kind.ENUM, options=("满意", "不满意"))
    member: bool = column("是否党员", kind=Kind.BOOL)


TABLES = [Visit.__table__]
HEADER = ("社区", "姓名", "联系电话", "推荐票数", "走访日期", "走访结果", "是否党员")
DATA = [
    ("丰乐社区", "张三", "13912345678", 12, "2013.11.22", "满意", "是"),
    ("天府社区", "李四", "13912345679", 7, "2013.11.23", "不满意", "否"),
    ("景环社区", "王小五", "87112233", 9, "2013.11.24", "满意", "√"),
]


def write(folder: Path, header: Row, rows: Sequence[Row] = DATA, *, name: str = "表.xlsx", sheet: str = "走访") -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in (header, *rows):
        page.append(tuple(row))
    book.save(folder / name)


def instead(**headers: str) -> list[str]:
    """The usual header, with others in place of some: B="对象" for the second."""
    return [headers.get("ABCDEFG"[place], header) for place, header in enumerate(HEADER)]


def learnt(folder: Path) -> list[tuple[str, str]]:
    return [(proposal.header, proposal.title) for proposal in propose(folder, TABLES, 2013)]


LIKE: dict[str, tuple[str, str, str]] = {
    "a-slip": ("B", "姓各", "姓名"),
    "a-longer-word": ("B", "走访对象姓名", "姓名"),
    "an-alias": ("D", "最后得票数", "推荐票数"),
    "somewhat-alike-and-days": ("E", "走访时间", "走访日期"),
    "days-whatever-it-is-called": ("E", "哪一天", "走访日期"),
    "telephones-whatever-they-are-called": ("C", "怎么找", "联系电话"),
    "one-of-the-options": ("F", "群众态度", "走访结果"),
}


@pytest.mark.parametrize(("letter", "header", "title"), LIKE.values(), ids=LIKE)
def test_a_header_is_known_by_its_words_and_its_cells(tmp_path: Path, letter: str, header: str, title: str) -> None:
    write(tmp_path, instead(**{letter: header}))
    (proposal,) = propose(tmp_path, TABLES, 2013)
    assert (proposal.header, proposal.table, proposal.title) == (header, "走访", title)
    assert str(proposal.where) == f"表.xlsx / 走访 / {letter}1"
    assert proposal.why.zh
    assert proposal.why.en


UNLIKE: dict[str, tuple[str, str, Any]] = {
    "cells-that-cannot-stand-there": ("E", "走访时间", "上午"),
    "words-that-are-not-alike": ("A", "小组", "一组"),
    "numbers-that-may-be-anything": ("D", "年龄", 41),
    "yes-and-no-that-may-be-anything": ("G", "外出", "是"),
}


@pytest.mark.parametrize(("letter", "header", "cell"), UNLIKE.values(), ids=UNLIKE)
def test_nothing_is_proposed_for(tmp_path: Path, letter: str, header: str, cell: Any) -> None:
    place = "ABCDEFG".index(letter)
    write(tmp_path, instead(**{letter: header}), [(*row[:place], cell, *row[place + 1 :]) for row in DATA])
    assert learnt(tmp_path) == []


def test_a_column_of_words_is_known_by_what_it_says_in_other_sheets(tmp_path: Path) -> None:
    write(tmp_path, HEADER, name="a.xlsx")
    write(tmp_path, instead(A="所在村居"), name="b.xlsx")
    assert learnt(tmp_path) == [("所在村居", "社区")]


def test_one_header_gets_one_column_and_one_column_one_header(tmp_path: Path) -> None:
    write(tmp_path, [*instead(E="走访时间"), "走访的日期"], [(*row, "2013.11.25") for row in DATA])
    assert learnt(tmp_path) == [("走访的日期", "走访日期")]


def test_a_sheet_of_which_hardly_a_header_is_known_is_told_by_its_name(tmp_path: Path) -> None:
    write(tmp_path, instead(A="社区居委会", B="走访人姓名", C="电话", D="推荐得票数", E="走访时间", F="结果", G="党员"))
    assert dict(learnt(tmp_path)) == {
        "社区居委会": "社区",
        "走访人姓名": "姓名",
        "电话": "联系电话",
        "推荐得票数": "推荐票数",
        "走访时间": "走访日期",
        "结果": "走访结果",
        "党员": "是否党员",
    }


def test_sheets_of_instructions_teach_nothing(tmp_path: Path) -> None:
    write(tmp_path, ("村", *HEADER[1:]), sheet="填写说明")
    assert propose(tmp_path, TABLES, 2013) == []


def test_a_file_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 no")
    write(tmp_path, instead(B="走访人姓名"), name="b.xlsx")
    assert learnt(tmp_path) == [("走访人姓名", "姓名")]


def test_a_child_header_is_learnt_with_its_parent_as_headers_are_spelled(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "走访"
    for row in (("社区", "走访对象", None, "推荐票数"), (None, "姓各", "电 话"), ("丰乐社区", "张三", "87112233", 5)):
        page.append(row)
    page.merge_cells("B1:C1")
    book.save(tmp_path / "表.xlsx")
    proposals = propose(tmp_path, TABLES, 2013)
    known = Visit.__table__.with_aliases(as_aliases(proposals)["走访"])
    (visit,) = read_folder(tmp_path, [known], 2013).rows["走访"]
    assert (visit["姓名"], visit["联系电话"]) == ("张三", "87112233")


# -- docgen.toml --

CONFIG = """\
# 设置
title = "走访"   # 名称
year = 2013
start = 2013-11-04
week_end = "friday"
issuer = "社区"

[rules]
basis = "有效票"   # 基数
"""


def settings(folder: Path, text: str = CONFIG, encoding: str = "utf-8") -> Path:
    path = folder / "docgen.toml"
    path.write_bytes(text.encode(encoding))
    return path


def test_aliases_are_written_beside_what_stands_there(tmp_path: Path) -> None:
    path = settings(
        tmp_path, CONFIG + '\n[aliases."走访"]\n"姓名" = ["对象"]  # 石羊镇这样写\n\n[options.letter]\n份数 = 80\n'
    )
    write_aliases(path, {"走访": {"姓名": ["对象", "走访人"], "联系电话": ["怎么找"]}})
    text = path.read_text(encoding="utf-8")
    for kept in ('title = "走访"   # 名称', 'basis = "有效票"   # 基数', "# 石羊镇这样写", "# 设置"):
        assert kept in text
    assert open_workspace(tmp_path).settings.aliases == {"走访": {"姓名": ["对象", "走访人"], "联系电话": ["怎么找"]}}
    assert text.index("[rules]") < text.index("[aliases") < text.index("[options.letter]")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_that_notepad_saved_is_written_so_that_it_can_be_read(tmp_path: Path, encoding: str) -> None:
    text = (CONFIG + '[aliases.走访]\n姓名 = ["对象"]\n').replace("\n", "\r\n")
    path = settings(tmp_path, text, encoding)
    write_aliases(path, {"走访": {"社区": ["村居"]}})
    assert open_workspace(tmp_path).settings.aliases == {"走访": {"姓名": ["对象"], "社区": ["村居"]}}
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n")
    assert [file.name for file in tmp_path.iterdir()] == ["docgen.toml"]


def test_what_was_written_is_toml_and_writing_it_again_changes_nothing(tmp_path: Path) -> None:
    path = settings(tmp_path)
    aliases = {"乡镇(街道)": {"村（社区）": ['"村"', "a.b", "男/女"]}}
    write_aliases(path, aliases)
    once = path.read_bytes()
    write_aliases(path, aliases)
    assert path.read_bytes() == once
    assert tomllib.loads(once.decode())["aliases"] == aliases


def test_the_likeliest_come_first() -> None:
    from docgen.problems import Cell

    def proposal(words: float, cells: float | None) -> Proposal:
        return Proposal(Cell("表.xlsx"), "头", "头", "走访", "姓名", words, cells)

    assert proposal(0.6, 1.0).likeness > proposal(0.8, None).likeness > proposal(0.0, 1.0).likeness
