"""Text files: which sign divides the cells, and rows that no sheet could hold."""

import tracemalloc
from pathlib import Path

import pytest

from docgen import DocgenError
from docgen.tables import find_tables
from docgen.tables.readers.book import read_sheets

# -- the sign between the cells: text → its rows --

SIGNS: dict[str, tuple[str, list[list[str]]]] = {
    "lists-within-cells": (
        "姓名,成员\n张三,李四;王五;赵六\n李四,王五;赵六;孙七\n",
        [["姓名", "成员"], ["张三", "李四;王五;赵六"], ["李四", "王五;赵六;孙七"]],
    ),
    "the-sign-in-quotes": ('姓名,值\n张三,"1;2;3"\n李四,"4;5"\n', [["姓名", "值"], ["张三", "1;2;3"], ["李四", "4;5"]]),
    "tabs-and-more-commas": (
        "姓名\t成员\n张三\ta, b, c\n李四\td, e\n",
        [["姓名", "成员"], ["张三", "a, b, c"], ["李四", "d, e"]],
    ),
    "commas-in-numbers": ("项目;金额\n笔;1,5\n纸;2,5\n", [["项目", "金额"], ["笔", "1,5"], ["纸", "2,5"]]),
    "below-a-title": (
        "名单\n姓名,成员\n张三,甲;乙\n李四,丙;丁\n",
        [["名单"], ["姓名", "成员"], ["张三", "甲;乙"], ["李四", "丙;丁"]],
    ),
    "rows-that-are-short": (
        "姓名,成员,备注\n张三,甲;乙;丙\n李四,丁;戊;己,补\n",
        [["姓名", "成员", "备注"], ["张三", "甲;乙;丙"], ["李四", "丁;戊;己", "补"]],
    ),
    "line-breaks-in-cells": (
        '姓名,住址\n张三,"一组;\n二组;"\n李四,"三组;\n四组;"\n',
        [["姓名", "住址"], ["张三", "一组;\n二组;"], ["李四", "三组;\n四组;"]],
    ),
    "either-fits": ("姓名,性别;年龄\n张三,男;41\n", [["姓名", "性别;年龄"], ["张三", "男;41"]]),
}


@pytest.mark.parametrize(("text", "rows"), SIGNS.values(), ids=SIGNS)
def test_the_sign_that_makes_a_table_divides_the_cells(tmp_path: Path, text: str, rows: list[list[str]]) -> None:
    (tmp_path / "表.csv").write_text(text, encoding="utf-8")
    (sheet,) = read_sheets(tmp_path / "表.csv")
    assert sheet.rows == rows


# -- rows that are too wide or too long --

LONG = 3_000_000
TOO_WIDE = {
    "cells": "x," * 16_384,
    "cells-in-quotes": '"x",' * 16_384,
    "far-more-cells": "xy," * (LONG // 3),
    "cells-of-several-lines": '"x\ny",' * (LONG // 6),
    "a-line-that-does-not-end": "x" * 2 * LONG,
}


@pytest.mark.parametrize("row", TOO_WIDE.values(), ids=TOO_WIDE)
def test_a_row_that_no_sheet_holds_is_named_before_it_takes_memory(tmp_path: Path, row: str) -> None:
    (tmp_path / "宽.csv").write_text(f"姓名,数\n张三,1\n{row}1\n", encoding="utf-8")
    tracemalloc.start()
    try:
        with pytest.raises(DocgenError, match=r"宽\.csv:3: .*16,384"):
            find_tables(tmp_path / "宽.csv")
        assert tracemalloc.get_traced_memory()[1] < 50 << 20
    finally:
        tracemalloc.stop()


def test_a_row_as_wide_as_a_sheet_is_read(tmp_path: Path) -> None:
    (tmp_path / "宽.csv").write_text("姓名" + ",数" * 16_383 + "\n", encoding="utf-8")
    (sheet,) = read_sheets(tmp_path / "宽.csv")
    assert [len(row) for row in sheet.rows] == [16_384]
