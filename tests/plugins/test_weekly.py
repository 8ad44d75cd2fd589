"""docgen weekly: the 周报 of the example and of the small office, who missed a report, what happens otherwise."""

import re
import shutil
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from offices import copy_example


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, shared by the tests of its own weekly report."""
    return copy_example(tmp_path_factory.mktemp("whole") / "dujiangyan")


@pytest.fixture
def whole_report(docgen, whole: Path) -> Path:
    """The weekly report of week 3 of the example; the first test makes it."""
    if not list((whole / "out").glob("周报/*.docx")):
        assert docgen("-w", whole, "weekly", "week-3").code == 0
    return made(whole)


@pytest.fixture
def whole_pages(docgen, whole: Path) -> list[str]:
    """The text of each page of it."""
    if not list((whole / "out").glob("周报/*.pdf")):
        assert docgen("-w", whole, "weekly", "week-3", "--pdf").code == 0
    (file,) = (whole / "out" / "周报").glob("*.pdf")
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(str(file))]


def made(office: Path) -> Path:
    (file,) = (office / "out" / "周报").glob("*.docx")
    return file


def text_of(file: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)


def table_of(file: Path, number: int) -> list[list[str]]:
    return [[cell.text.replace("\n", "") for cell in row.cells] for row in docx.Document(str(file)).tables[number].rows]


def test_it_counts_reports_by_township_in_the_official_order(whole_report):
    head, *rows, total = table_of(whole_report, 1)
    assert head[:5] == ["序号", "乡镇（街道）", "社区数", "累计完成", "本周新增"]
    assert [row[0] for row in rows] == [str(number) for number in range(1, 21)]
    assert (rows[0][1], rows[-1][1]) == ("灌口街道", "虹口乡")
    assert total[2] == "255"
    assert all(int(row[5]) == int(row[6]) + int(row[7]) for row in rows)
    assert sum(int(row[6]) for row in rows) == int(total[6])


def test_who_missed_a_report_is_named_with_the_days(docgen, small_office):
    file = small_office / "data" / "工作日志.xlsx"
    book = openpyxl.load_workbook(file)
    sheet = book["11月"]
    header = [str(cell.value) for cell in sheet[2]]
    day, town = header.index("日期"), next(i for i, name in enumerate(header) if "乡镇" in name)
    last: object = None
    gone = []
    for number, row in enumerate(sheet.iter_rows(min_row=3, values_only=True), 3):
        last = row[day] or last
        if "向峨" in str(row[town]) and str(last).endswith(("11-20 00:00:00", "11-20", "11月20日", "11.20", "1120")):
            gone.append(number)
    assert gone
    for number in reversed(gone):
        sheet.delete_rows(number)
    book.save(file)
    assert docgen("-w", small_office, "周报", "第3周").code == 0
    _, *rows, total = table_of(made(small_office), 1)
    assert rows[-1][5:] == ["5", "4", "1", "11月20日"]
    assert total[7] == "1"
    assert "漏报1份，漏报的是向峨乡。" in text_of(made(small_office))


def test_numbers_are_those_of_the_bulletin(docgen, small_office):
    assert docgen("-w", small_office, "weekly", "week-3").code == 0
    ledger = {row[0]: row[1:] for row in table_of(made(small_office), 0)}
    assert ledger["复审人选"] == ["名", "29", "64"]
    assert ledger["市领导指导"] == ["人次", "2", "5"]


def test_what_townships_wrote_stands_with_township_and_day_and_nothing_is_left_out(whole_report):
    text = text_of(whole_report)
    practices, problems = text.split("三、典型做法")[1].split("四、存在问题")
    assert "1．银杏街道（11月16日）：用坝坝会讲换届政策。" in practices
    assert problems.count("）：") == 8
    assert "：无" not in text


def test_a_period_without_reports_is_refused(docgen, small_office):
    result = docgen("-w", small_office, "weekly", "2014-03-01..2014-03-05")
    assert result.code == 1
    assert "no daily report lies in" in result.err
    assert not (small_office / "out").exists() or not list((small_office / "out").rglob("*.docx"))


def test_without_the_table_of_reports_it_says_what_is_missing(docgen, small_office):
    (small_office / "data" / "工作日志.xlsx").unlink()
    shutil.rmtree(small_office / ".docgen", ignore_errors=True)
    result = docgen("-w", small_office, "weekly", "week-3")
    assert result.code == 1
    assert "工作日志" in result.err


@pytest.mark.libreoffice
def test_the_pages(whole_pages):
    assert len(whole_pages) == 3
    assert "合" in whole_pages[1]
    assert "统计截至" in whole_pages[-1]


@pytest.mark.libreoffice
def test_no_number_is_divided_between_two_lines(whole_pages):
    assert re.search(r"已报\s*100\s*份", whole_pages[0])
