"""What a form, `docgen check` and `docgen forms check` say of rows that were read and perhaps should not be."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font
from own_forms import Forms
from roster import CONFIG, roster

LIST = """
access = "内部"
[table]
name = "签到"
sheets = ["名册"]
[[table.columns]]
title = "序号"
[[table.columns]]
title = "姓名"
kind = "姓名"
[[table.columns]]
title = "职务"
"""
NAMES = "{% for 人 in 签到 %}{{ 人.姓名 }}，{% endfor %}"
HEADER = ("序号", "姓名", "职务")
ROWS = [(1, "郝元", "主任"), (2, "汪敏红", "会计"), (3, "丁一", "站长"), (4, "卜二", "干事")]
TOLD = (("check",), ("forms", "check"), ("签到",))


@pytest.fixture
def bare(docgen, tmp_path) -> Forms:
    """A folder with the form and no workbook."""
    found = roster(docgen, tmp_path / "二村")
    (found.workspace / "data" / "花名册.csv").unlink()
    found.put("签到", LIST, NAMES)
    return found


def book(forms: Forms, *rows: Sequence[Any], name: str = "名册", change: Callable[[Any], Any] = lambda _: None) -> None:
    """A workbook of one sheet of that name; `change` may do more to it."""
    made = Workbook()
    page: Any = made.active
    page.title = name
    for row in rows:
        page.append(row)
    change(page)
    made.save(forms.workspace / "data" / f"{name}.xlsx")


class TestRowsThatShouldPerhapsNotCount:
    def test_a_struck_out_person_is_told_and_printed(self, bare):
        def strike(page: Any) -> None:
            for cell in page[3]:
                cell.font = Font(strike=True)

        book(bare, HEADER, *ROWS, change=strike)
        for words in TOLD:
            said = bare.say("--lang", "zh", *words)
            assert said.count("姓名：单元格画了删除线，仍然计入") == 1
            assert "B3" in said
        assert bare.made() == {"签到/签到.docx": ["郝元，汪敏红，丁一，卜二，"]}

    def test_a_struck_out_cell_without_words_is_not(self, bare):
        def strike(page: Any) -> None:
            page["C5"].font = Font(strike=True)

        book(bare, HEADER, *ROWS[:3], (4, "卜二"), change=strike)
        assert "删除线" not in bare.say("--lang", "zh", "check")

    def test_a_struck_out_post_is_told(self, bare):
        def strike(page: Any) -> None:
            page["C5"].font = Font(strike=True)

        book(bare, HEADER, *ROWS, change=strike)
        assert "职务：单元格画了删除线，仍然计入" in bare.say("--lang", "zh", "签到")

    def test_rows_hidden_by_a_filter_are_told_by_the_run_as_a_warning(self, bare):
        def hide(page: Any) -> None:
            page.row_dimensions[3].hidden = page.row_dimensions[4].hidden = True

        book(bare, HEADER, *ROWS, change=hide)
        said = bare.say("--lang", "zh", "签到")
        assert said.count("有2行被隐藏，已照常读入") == 1
        assert "提醒: 名册.xlsx / 名册 / 第3行: 有2行被隐藏，已照常读入" in said
        assert bare.made() == {"签到/签到.docx": ["郝元，汪敏红，丁一，卜二，"]}

    def test_rows_that_are_to_be_skipped_are_not_told_by_the_run(self, bare):
        def hide(page: Any) -> None:
            page.row_dimensions[3].hidden = True

        book(bare, HEADER, *ROWS, change=hide)
        said = CONFIG + '[options.tables]\nhidden = "skip"\n'
        (bare.workspace / "docgen.toml").write_text(said, encoding="utf-8")
        assert "隐藏" not in bare.say("--lang", "zh", "签到")
        assert "有1行被隐藏，没有读入" in bare.say("--lang", "zh", "check")
        assert bare.made() == {"签到/签到.docx": ["郝元，丁一，卜二，"]}


class TestSheetOfTheNextMonth:
    """A sheet with the header of the table and another name is not read; what to write is told."""

    NOT_READ = "这张工作表没有读入“签到”表：它有该表3列中的3列，但不叫“名册”"
    WRITE = '请在 form.toml 里写 sheets = ["名册", "4月"]'

    def test_is_told_with_what_to_write(self, bare):
        book(bare, HEADER, *ROWS[:2])
        book(bare, HEADER, *ROWS[2:], name="4月")
        for words in (*TOLD, ("tables",)):
            said = bare.say("--lang", "zh", *words)
            assert said.count(self.NOT_READ) == 1
            assert self.WRITE in said
        assert bare.made() == {"签到/签到.docx": ["郝元，汪敏红，"]}

    def test_written_so_it_is_read(self, bare):
        book(bare, HEADER, *ROWS[:2])
        book(bare, HEADER, *ROWS[2:], name="4月")
        toml = bare.workspace / "forms" / "签到" / "form.toml"
        toml.write_text(LIST.replace('"名册"]', '"名册", "4月"]'), encoding="utf-8")
        assert "没有读入" not in bare.say("--lang", "zh", "签到")
        assert bare.made() == {"签到/签到.docx": ["丁一，卜二，郝元，汪敏红，"]}

    def test_alone_it_is_named_where_the_table_is_missed(self, bare):
        book(bare, HEADER, *ROWS, name="4月")
        for words in (("forms", "check"), ("签到",)):
            said = bare.say("--lang", "zh", *words, code=1)
            assert "4月.xlsx / 4月 / 第1行 有它的表头" in said
            assert self.WRITE in said

    def test_sheets_of_one_workbook_are_told_at_once(self, bare):
        def months(page: Any) -> None:
            for month in ("5月", "6月"):
                page.parent.copy_worksheet(page).title = month

        book(bare, HEADER, *ROWS[:2])
        book(bare, HEADER, *ROWS[2:], name="4月", change=months)
        said = bare.say("--lang", "zh", "签到")
        assert said.count("没有读入") == 1
        assert "这张和另外2张工作表（5月、6月）没有读入“签到”表" in said
        assert 'sheets = ["名册", "4月", "5月", "6月"]' in said

    def test_one_without_a_name_goes_by_its_file(self, bare):
        book(bare, HEADER, *ROWS[:2])
        book(bare, HEADER, *ROWS[2:], name="Sheet1")
        (bare.workspace / "data" / "Sheet1.xlsx").rename(bare.workspace / "data" / "四月.xlsx")
        assert 'sheets = ["名册", "四月"]' in bare.say("--lang", "zh", "签到")

    @pytest.mark.parametrize(
        "header",
        [("姓名", "电话", "住址", "村"), ("姓名", "职务", "电话", "住址", "村")],
        ids=["few-of-its-columns", "many-others"],
    )
    def test_a_sheet_of_something_else_is_not_told_by_the_run(self, bare, header):
        book(bare, HEADER, *ROWS[:2])
        book(bare, header, *(header for _ in range(3)), name="别的")
        assert "没有读入" not in bare.say("--lang", "zh", "签到")
        assert "这张工作表没有读入：不是已知的表" in bare.say("--lang", "zh", "check")


class TestRowsThatAreTheSame:
    def test_are_told_with_their_numbers_and_printed(self, bare):
        book(bare, HEADER, *ROWS[:2], (3, "郝元", "主任"), ROWS[3], (5, "郝元", "主任"), (6, "卜二", "干事"))
        for words in TOLD:
            said = bare.say("--lang", "zh", *words)
            assert said.count("这张工作表里有各格都相同的行：第2、4、6行；第5、7行") == 1
        assert "the same in all cells: 2 = 4 = 6; 5 = 7" in bare.say("check")
        assert bare.made()["签到/签到.docx"] == ["郝元，汪敏红，郝元，卜二，郝元，卜二，"]

    def test_differing_in_a_cell_are_two(self, bare):
        book(bare, HEADER, *ROWS, (5, "郝元", "副主任"))
        assert "相同" not in bare.say("--lang", "zh", "check")

    def test_differing_in_a_column_that_the_form_does_not_have_are_two(self, bare):
        rows = [(*row, f"8711000{n}") for n, row in enumerate((*ROWS, ROWS[0]))]
        book(bare, (*HEADER, "电话"), *rows)
        assert "相同" not in bare.say("--lang", "zh", "check")

    def test_of_a_table_with_a_key_the_key_tells(self, bare):
        toml = LIST.replace('sheets = ["名册"]', 'sheets = ["名册"]\nkey = ["姓名"]')
        (bare.workspace / "forms" / "签到" / "form.toml").write_text(toml, encoding="utf-8")
        book(bare, HEADER, *ROWS, ROWS[0])
        said = bare.say("--lang", "zh", "check", code=1)
        assert "有1行与别处重复" in said
        assert "各格都相同" not in said


LISTS = """
[lists.甲]
table = "签到"
sort = ["姓名"]
[lists.乙]
table = "签到"
sort = ["姓名"]
"""


class TestRareCharacters:
    """陈𠅤: a character that no typeface of the office need have, and whose strokes nobody knows."""

    RARE = "里的“𠅤”（U+20164）不在 GBK 字符集内"
    PEOPLE = (HEADER, *ROWS[:1], (2, "陈𠅤", "会计"), (3, "丁𠅤", "站长"))

    def template(self, forms: Forms, *paragraphs: str) -> None:
        document = Document()
        for each in paragraphs:
            document.add_paragraph(each)
        document.save(str(forms.workspace / "forms" / "签到" / "签到.docx"))

    def test_in_a_row_are_told_once_with_the_cell(self, bare):
        book(bare, *self.PEOPLE)
        each = 'each = "签到"\nfilename = "签到/{{ 序号 }}"\n'
        (bare.workspace / "forms" / "签到" / "form.toml").write_text(each + LIST, encoding="utf-8")
        self.template(bare, "{{ 姓名 }}")
        said = bare.say("--lang", "zh", "签到")
        assert said.count(self.RARE) == 1
        assert "B3: “姓名”" + self.RARE in said
        assert "还有B4" in said

    def test_in_lists_are_told_once_with_the_cells(self, bare):
        book(bare, *self.PEOPLE)
        (bare.workspace / "forms" / "签到" / "form.toml").write_text(LIST + LISTS, encoding="utf-8")
        self.template(bare, *(f"{{% for 人 in {name} %}}{{{{ 人.姓名 }}}}{{% endfor %}}" for name in "甲乙"))
        said = bare.say("--lang", "zh", "签到")
        assert "B3: “姓名”" + self.RARE in said
        assert said.count(self.RARE) == 1
        assert said.count("“姓名”里有1个字查不到笔画") == 1
        assert "B4: “姓名”里有1个字查不到笔画" in said  # 丁 has fewer strokes
        assert said.count("还有B4（共2行）") == said.count("还有B3（共2行）") == 1
