"""The papers of the review on the pages that LibreOffice makes of them."""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from reviewing import change, make, reviewed, with_id

from docgen.pdf import find_libreoffice, to_pdf
from docgen_plugins.review.room import FORM, form_room

pytestmark = pytest.mark.libreoffice
SIGNATURES = "审查组组长（签字）："


def pages(path: Path) -> list[str]:
    """The text of each page, without blanks."""
    return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(to_pdf(path))]


def lengthen(office: Path) -> str:
    """Fill the fields of a person as far as they go; gives the ID."""
    row = next(row for row in reviewed(office) if row["社区"] == "丰乐社区")
    long = {"报名人": "辩" * 15, "现任职务": "辩" * form_room("现职").chars}
    change(office, "候选人.xlsx", with_id(row["身份证号"], **long))
    remark = "述" * (form_room("有关情况", 3).chars - len("检察有异议：") - 1)
    change(office, "联审意见.xlsx", with_id(row["身份证号"], 检察院="有异议", 情况说明=remark))
    return str(row["身份证号"])


def more_departments(office: Path, number: int) -> None:
    book = openpyxl.load_workbook(office / "data" / "基础台账.xlsx")
    for place in range(number):
        book["部门"].append(
            [f"部门{place}", f"都江堰市第{place}局", None, "否", "近五年行政处罚情况、信用情况", None, None]
        )
    book.save(office / "data" / "基础台账.xlsx")


@pytest.mark.parametrize("department", ["", "纪委"])
def test_a_form_is_a_page_however_long_its_texts_are(docgen, small_office, department):
    full = lengthen(small_office)
    words = ("--for", department) if department else ()
    for place in (("石羊镇", "丰乐社区"), ("向峨乡", "枕禾社区")):
        (path,) = make(docgen, small_office, "review", "forms", *place, *words)
        people = [row for row in reviewed(small_office) if (row["乡镇（街道）"], row["社区"]) == place]
        texts = pages(path)
        assert len(texts) == len(people)
        assert all(row["身份证号"] in "".join(texts) for row in people)
        for text in texts:
            assert "说明" in text
            assert text.endswith("—1—")
        if place[1] == "丰乐社区":
            (text,) = (text for text in texts if full in text)
            assert text.count("辩") == form_room("现职").chars + 15
            assert ("述" in text) is not department


def test_twelve_departments_still_fit_and_thirteen_are_refused(docgen, small_office):
    more_departments(small_office, 5)
    (path,) = make(docgen, small_office, "review", "forms", "石羊镇", "丰乐社区")
    texts = pages(path)
    assert len(texts) == sum(row["社区"] == "丰乐社区" for row in reviewed(small_office))
    assert "部门4" in texts[0]
    more_departments(small_office, 1)
    result = docgen("-w", small_office, "review", "forms", "石羊镇", "丰乐社区")
    assert (result.code, "room for 12 departments" in result.err) == (1, True)


def test_the_wide_table_has_20_to_25_rows_a_page_below_its_header_and_above_the_signatures(docgen, example):
    (path,) = make(docgen, example, "review", "table", "石羊镇", "幸福街道")
    texts = pages(path)
    numbers = [len(re.findall(r"990181\d{11}[\dX]", text)) for text in texts]
    assert sum(numbers) == 104 + 136
    assert all(20 <= number <= 25 for number in numbers[:-1])
    for text in texts:
        assert SIGNATURES in text
        assert "身份证号拟任职务纪委组织部" in text
    first = pypdfium2.PdfDocument(to_pdf(path))[0]
    assert first.get_width() > first.get_height()


def as_docgen_makes_them(documents: list[Path]) -> list[bytes]:
    return list(map(to_pdf, documents))


def as_they_come(documents: list[Path]) -> list[bytes]:
    """The PDFs of LibreOffice without docgen's stand-ins for typefaces: digits of some fallback, often a wide one."""
    program, folder = find_libreoffice(), documents[0].parent / "plain"
    assert program
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = (program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, documents))
    subprocess.run(words, check=True, capture_output=True, timeout=300)
    return [(folder / f"{document.stem}.pdf").read_bytes() for document in documents]


@pytest.mark.parametrize("pdfs_of", [as_docgen_makes_them, as_they_come])
def test_no_id_and_no_month_of_birth_is_broken_over_two_lines(
    docgen, small_office, pdfs_of: Callable[[list[Path]], list[bytes]]
):
    made = [
        *make(docgen, small_office, "review", "forms", "石羊镇", "丰乐社区"),
        *make(docgen, small_office, "review", "table", "石羊镇"),
        *make(docgen, small_office, "review", "list", "石羊镇"),
        *make(docgen, small_office, "review", "letters")[:1],
    ]
    unbroken, broken = Counter[str](), Counter[str]()
    for path, pdf in zip(made, pdfs_of(made), strict=True):
        text = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
        unbroken[path.stem] = len(re.findall(r"990181\d{11}[\dX]|\d{4} ?年 ?\d{1,2} ?月", text))
        broken[path.stem] = len(re.findall(r"990181\d{11}[\dX]|\d{4}年\d{1,2}月", re.sub(r"\s", "", text)))
    assert unbroken == broken
    assert min(broken.values()) >= 10


def test_notices_are_a_page_and_all_is_clean(docgen, small_office):
    title = ("--title", "关于征求社区党组织班子成员初步人选审查意见的函", "--day", "2013-11-11")
    assert docgen("-w", small_office, "register", "allot", "文号", "联审函 2013-11-15", *title).code == 0
    (notice, *_) = make(docgen, small_office, "review", "notices", "石羊镇", "丰乐社区")
    assert len(pages(notice)) == 1
    made = [notice, *make(docgen, small_office, "review", "letters")[:1]]
    for words in (("annex", "石羊镇"), ("table", "石羊镇"), ("list", "石羊镇"), ("forms", "石羊镇", "丰乐社区")):
        made += make(docgen, small_office, "review", *words)
    made += make(docgen, small_office, "review", "forms", "石羊镇", "丰乐社区", "--for", "纪委")
    assert len(made) == 7
    found = json.loads(docgen("lint", "--json", *made).out)
    assert [(fault["id"], fault["file"]) for fault in found if fault["severity"] != "note"] == []


def test_the_fields_of_the_form_have_room_for_what_the_law_lets_people_be_called():
    assert form_room("姓名").chars >= 15
    assert sum(FORM[name] for name in ("部门", "审查内容", "意见", "经办人", "负责人", "盖章", "日期")) == 8844
