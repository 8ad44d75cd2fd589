"""docgen circular: each community that is criticised stands in it, with the rows of its inspections, and no other."""

import re
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from desk import write
from openpyxl import Workbook

WORDS = [
    ("期间", "栏目", "序号", "内容"),
    ("第2周", "标题", 1, "关于社区党组织换届督查情况的通报"),
    ("第2周", "处理决定", 1, "对上述社区予以通报批评。"),
    ("第2周", "工作要求", 1, "11月29日前完成整改。"),
    ("第2周", "工作要求", 2, "各乡镇（街道）举一反三。"),
]


@pytest.fixture
def office(small_office: Path) -> Path:
    """The small office with the words of a circular, and a letter code for its number."""
    book = Workbook()
    page: Any = book.active
    page.title = "通报要点"
    for row in WORDS:
        page.append(row)
    book.save(small_office / "data" / "通报要点.xlsx")
    return small_office


def made(office: Path) -> Path:
    (file,) = (office / "out" / "通报").glob("*.docx")
    return file


def text_of(file: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)


def sheet_of(office: Path) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The headers of the inspections and the rows below them."""
    sheet = openpyxl.load_workbook(office / "data" / "督查抽查.xlsx").worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if any(row)]
    top = next(number for number, row in enumerate(rows) if any("日期" in str(cell) for cell in row))
    return [str(cell) for cell in rows[top]], rows[top + 1 :]


def test_every_community_criticised_is_named_with_its_finding_and_the_count_is_theirs(docgen, example):
    heads, rows = sheet_of(example)
    marked = next(number for number, head in enumerate(heads) if "通报" in head)
    result = docgen("-w", example, "circular", "week-1..week-3")
    assert result.code == 0, result.err
    text = text_of(made(example))
    named = re.findall(r"^（[一二三四五六七八九十]+）(\S+?社区)。", text, re.MULTILINE)
    assert len(named) == len(set(named)) == 5
    assert sum(row[marked] in ("是", "√") for row in rows) >= 5
    assert "现对5个社区予以通报" in text
    assert text.count("发现，") >= 5


def test_people_write_title_ruling_and_demands(docgen, office):
    write(office, "基础台账.xlsx", (20, None, "灌口街道", "灌口", "街道"))  # the small office has no 街道
    assert docgen("-w", office, "通报", "第2周").code == 0
    text = text_of(made(office))
    assert "关于社区党组织换届督查情况的通报" in text.replace("\n", "")
    assert "对上述社区予以通报批评。" in text
    assert "2．各乡镇（街道）举一反三。" in text
    assert "各乡镇党委、街道党工委：" in text


def test_without_their_words_it_is_a_draft_that_names_what_is_open(docgen, office):
    result = docgen("-w", office, "circular", "week-1..week-3")
    assert result.code == 0
    for name in ("标题", "处理决定", "工作要求"):
        assert f"{name} is still to be written" in result.err
    assert "草稿" in made(office).name


def test_it_has_a_number_of_the_same_series_as_the_notices(docgen, office):
    number = ("--title", "关于社区党组织换届督查情况的通报", "--day", "2013-11-25")
    before = docgen("-w", office, "register", "next", "文号").out.strip()
    assert docgen("-w", office, "register", "allot", "文号", "week-2", *number).code == 0
    assert docgen("-w", office, "circular", "week-2").code == 0
    assert f"〔2013〕{before}号" in text_of(made(office))
    assert "2013年11月25日" in text_of(made(office))


def test_a_period_in_which_nobody_is_criticised_is_refused(docgen, office):
    result = docgen("-w", office, "circular", "day-2013-11-06")
    assert result.code == 1
    assert "no inspection of" in result.err
    assert not (office / "out" / "通报").exists()


def test_it_names_no_person(docgen, office):
    assert docgen("-w", office, "circular", "week-1..week-3").code == 0
    text = text_of(made(office))
    heads, rows = sheet_of(office)
    who = next(number for number, head in enumerate(heads) if "检查人" in head or "人员" in head)
    names = {name for row in rows for name in str(row[who] or "").split("、") if len(name) > 1}
    assert names
    assert not [name for name in names if name in text]
