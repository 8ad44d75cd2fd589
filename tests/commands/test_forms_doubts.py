"""What a form, `docgen check` and `docgen forms check` say of rows that were read and perhaps should not be."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
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
