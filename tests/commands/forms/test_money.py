"""Amounts of money in a form's own table: what is printed, summed, compared, and what a total row declares."""

from datetime import datetime

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from township import Township

ROWS = (("B1", 800), ("B2", 1000.5), ("B3", "1,200元"), ("B4", 600))
TABLE = """
access = "受限"
[table]
name = "补贴"
[[table.columns]]
title = "编号"
kind = "编号"
[[table.columns]]
title = "金额"
"""


@pytest.fixture
def township(docgen, tmp_path) -> Township:
    return Township(docgen, tmp_path / "石羊镇")


def book(township: Township, *rows: tuple[object, ...], total: object = None, name: str = "补贴") -> Worksheet:
    made = Workbook()
    sheet = made.active
    sheet.title = name
    for row in (("编号", "金额"), *rows, *([("合计", total)] if total is not None else [])):
        sheet.append(row)
    made.save(township.folder / f"{name}.xlsx")
    return sheet


def form(township: Township, kind: str, text: str, head: str = "", tail: str = "") -> None:
    folder = township.folder / "forms" / "收据"
    folder.mkdir(parents=True)
    kind = f'kind = "{kind}"\n' if kind else ""
    (folder / "form.toml").write_text(f"{head}{TABLE}{kind}{tail}", encoding="utf-8")
    (township.folder / "docgen.toml").write_text(
        'title = "补贴"\nyear = 2024\nstart = 2024-01-01\nweek_end = "周日"\nissuer = "石羊镇"\n', encoding="utf-8"
    )
    document = Document()
    document.add_paragraph(text)
    document.save(str(folder / "收据.docx"))


def texts(township: Township) -> list[str]:
    return [line for lines, _ in township.made().values() for line in lines]


@pytest.mark.parametrize("kind", ["小数", "金额", "decimal"])
def test_they_print_as_they_stand_and_sum_up_exactly(township, kind):
    book(township, *ROWS, ("B5", "0.10"), ("B6", 0.2))
    form(township, kind, "{% for 行 in 补贴 %}{{ 行.金额 }}；{% endfor %}共{{ 补贴|合计('金额') }}元")
    township.say("收据")
    assert texts(township) == ["800；1000.5；1200；600；0.10；0.2；共3600.80元"]


def test_the_places_of_the_format_are_printed(township):
    sheet = book(township, ("B1", 3600.5), ("B2", 3600.5))
    sheet["B3"].number_format = "#,##0.00"
    sheet.parent.save(township.folder / "补贴.xlsx")
    form(township, "金额", "{% for 行 in 补贴 %}{{ 行.金额 }}；{% endfor %}")
    township.say("收据")
    assert texts(township) == ["3600.5；3600.50；"]


def test_rows_are_chosen_ordered_and_checked_by_them(township):
    book(township, *ROWS)
    head = "each = '补贴'\nwhere = '金额 > 700.5'\nsort = ['-金额']\ntogether = true\n"
    tail = "\n[[check]]\nwhen = '金额 == 1000.5'\ntext = '{{ 编号 }}：{{ 金额 }}元'\nseverity = '提醒'\n"
    form(township, "金额", "{{ 编号 }}：{{ 金额|金额大写 }}", head, tail)
    assert "forms/收据" not in township.say("forms", "check")
    township.say("收据")
    assert texts(township) == ["B3：壹仟贰佰元整", "B2：壹仟元伍角整", "B1：捌佰元整"]
    assert "B2：1000.5元" in township.say("check")


def test_what_is_no_number_is_told_with_its_cell(township):
    book(township, ("B1", 800), ("B2", "若干"))
    form(township, "金额", "{{ 金额 }}", "each = '补贴'\nfilename = '{{ 编号 }}'\n")
    assert "补贴.xlsx / 补贴 / B3: 金额: a number is needed" in township.say("收据", code=1)
    assert texts(township) == ["800"]


class TestTotals:
    @pytest.mark.parametrize("kind", ["", "金额"])
    def test_a_right_one_is_right(self, township, kind):
        book(township, *ROWS, total=3600.5)
        form(township, kind, "甲")
        assert "E09" not in township.say("check")

    @pytest.mark.parametrize("kind", ["", "金额"])
    def test_a_wrong_one_is_told_with_the_sum(self, township, kind):
        book(township, *ROWS, total=3600.4)
        form(township, kind, "甲")
        said = township.say("check", code=1)
        assert "合计 of 金额 says 3600.4; the rows come to 3600.5" in said
        assert "B6" in said

    def test_of_floats_too(self, township):
        book(township, ("B1", 0.1), ("B2", 0.2), total=0.1 + 0.2)
        form(township, "金额", "甲")
        assert "E09" not in township.say("check")

    @pytest.mark.parametrize("total", [9, 4])
    def test_numbers_with_a_measure_word_are_summed_up_or_counted(self, township, total):
        book(township, ("B1", 4), ("B2", 1), ("B3", "2人"), ("B4", 2), total=total)
        form(township, "", "甲")
        assert "E09" not in township.say("check")

    def test_numbers_among_words_come_to_nothing_known(self, township):
        book(township, ("B1", 4), ("B2", "若干"), total=9)
        form(township, "", "甲")
        assert "E09" not in township.say("check")


class TestNewForms:
    def new(self, township: Township, header: str, *cells: object, formats: str = "General") -> str:
        made = Workbook()
        made.active.append(("编号", header))
        for number, cell in enumerate(cells, 1):
            made.active.append((f"A{number}", cell))
            made.active.cell(number + 1, 2).number_format = formats
        data = township.folder / "表.xlsx"
        made.save(data)
        self.said = township.say("forms", "new", "单", "--data", data)
        toml = (township.folder / "forms" / "单" / "form.toml").read_text("utf-8")
        return toml.partition(f'title = "{header}"')[2].partition("kind = ")[2].strip().strip('"')

    @pytest.mark.parametrize(
        ("header", "cells", "formats", "kind"),
        [
            ("金额", (800, 1000.5, "1,200元"), "General", "小数"),
            ("金额", (800, 1000), "General", "小数"),
            ("金额", (1234.5, 1), "¥#,##0.00", "小数"),
            ("金额", (800, "若干"), "General", ""),
            ("面积", (80.5, 90), "General", "小数"),
            ("比例", (0.85, 0.5), "0.0%", ""),
            ("工号", (7, 12), '"SY"0000', "编号"),
            ("邮编", (5321, 611830), "000000", "编号"),
            ("人数", (7, 12), "General", "整数"),
            ("人数", (1200, 12), "#,##0", "整数"),
            ("人数", (7, 12), '0"人"', ""),
            ("账号", (6214591234567890124, 12), "0", ""),
            ("日期", (datetime(2024, 3, 4, 9, 30), datetime(2024, 3, 5)), "yyyy-mm-dd h:mm:ss", ""),
            ("日期", (datetime(2024, 3, 4), datetime(2024, 3, 5)), "yyyy-mm-dd", "日期"),
            ("日期", ("2024-03-04 9:30", "3月5日"), "General", ""),
        ],
    )
    def test_the_kind_loses_nothing_of_what_a_cell_shows(self, township, header, cells, formats, kind):
        assert self.new(township, header, *cells, formats=formats) == kind

    def test_numbers_that_lost_their_end_are_told_at_once(self, township):
        self.new(township, "账号", 6214591234567890124)
        assert "表.xlsx / Sheet / B2: it was typed as a number so long that its last digits are lost" in self.said
        assert "B2  error 账号: it was typed as a number" in township.say("check", code=1)
        said = township.say("单", code=1)
        assert "B2" in said
        assert township.made() == {}
        assert "62145912345678" not in said


@pytest.mark.parametrize("kind", ["", "编号", "电话", "整数", "名单"])
def test_no_column_prints_a_number_that_lost_its_end(township: Township, kind: str):
    book(township, ("B1", 6214591234567890124))
    form(township, kind, "{{ 金额 }}", "each = '补贴'\n")
    said = township.say("收据", code=1)
    assert "its last digits are lost" in said
    assert township.made() == {}


@pytest.mark.parametrize(
    ("format", "said"),
    [
        ("yyyy-mm-dd h:mm:ss", "2024年5月6日9:00"),
        ("yyyy/m/d h:mm", "2024年5月6日9:00"),
        ('yyyy"年"m"月"d"日" h"时"', "2024年5月6日 9时"),
        ("yyyy-mm-dd", "2024-05-06"),
    ],
)
def test_a_day_with_its_time_prints_as_a_document_says_it(township, format, said):
    sheet = book(township, ("B1", datetime(2024, 5, 6, 9, 0)))
    sheet["B2"].number_format = format
    sheet.parent.save(township.folder / "补贴.xlsx")
    form(township, "", "请于{{ 金额 }}参加", "each = '补贴'\n")
    folder = township.folder / "forms" / "收据"
    (folder / "收据.docx").unlink()
    (folder / "收据.txt").write_text("请于{{ 金额 }}参加", encoding="utf-8")
    township.say("收据")
    (made,) = (path for path in (township.folder / "out").rglob("收据*.txt"))
    assert made.read_text("utf-8-sig").strip() == f"请于{said}参加"
