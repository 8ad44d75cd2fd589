"""打印清单.xlsx, as the print room opens it."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from packing import pack, printed

from docgen.batch.packs.lists import print_list
from docgen.batch.packs.ticks import ticked


def sheets(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


def rows(data: bytes, sheet: str = "打印清单") -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheets(data)[sheet].iter_rows()]


def test_each_pack_has_a_row_in_printing_order_and_boxes_to_tick():
    first = pack(402, missing=2, spares=8, deliverer="张伟", both_sides=True)
    head, one, two, totals = rows(print_list(printed(first, pack(30, place="石碑社区", number=2, supplement=True))))
    assert head == [
        *("序号", "乡镇", "社区", "批次", "文件", "份数", "备用"),
        *("起止序号", "起止编号", "投递员", "单/双面", "打印", "核对", "打包"),
    ]
    assert one == [
        *(1, "石羊镇", "丰乐社区", "第1批", "公开信_丰乐社区_第1批.docx", 400, 8),
        *("001—402", "0403-00001 至 0403-00402", "张伟", "双面", "□ 打印", "□ 核对", "□ 打包"),
    ]
    assert two[:4] == [2, "石羊镇", "石碑社区", "第2批（补发）"]
    assert two[9:11] == [None, "单面"]
    assert totals[:7] == ["合计", None, None, "2批", None, 430, 8]


def test_every_missing_letter_is_listed_with_its_row_and_the_reason():
    head, *listed, totals = rows(
        print_list(printed(pack(40, missing=2), pack(40, missing=1, place="石碑社区"))), "未印"
    )
    assert head == ["序号", "乡镇", "社区", "批次", "件号", "数据行", "原因"]
    assert listed[0] == [1, "石羊镇", "丰乐社区", "第1批", "005", "台账.xlsx / 户 / 第6行", "地址太长"]
    assert [row[2] for row in listed] == ["丰乐社区", "丰乐社区", "石碑社区"]
    assert totals[-1] == "3份"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "#REF!", "=HYPERLINK(1)"])
def test_no_cell_starts_a_formula(name):
    odd = replace(pack(2), place=name, deliverer=name)
    listed = sheets(print_list(printed(odd)))["打印清单"]
    for cell in (listed["C2"], listed["J2"]):
        assert (cell.value, cell.data_type) == (name, "s")


def test_characters_that_no_workbook_holds_are_left_out():
    assert rows(print_list(printed(replace(pack(2), place="丰\x0b乐\ud800"))))[1][2] == "丰乐"


def test_the_same_packs_give_the_same_bytes():
    assert print_list(printed(pack(), pack(number=2))) == print_list(printed(pack(), pack(number=2)))


def test_it_is_known_by_what_it_says_and_nobody_is_named():
    known = {sheets(print_list(printed(*packs))).properties.keywords for packs in ((pack(),), (pack(41),), ())}
    assert len(known) == 3
    assert all(re.fullmatch("docgen:[0-9a-f]{16}", keywords) for keywords in known)
    assert sheets(print_list([])).properties.creator == "docgen"


def test_odd_characters_of_cells_are_known_again_when_another_program_saved_them():
    odd = replace(pack(2, missing=1), place=" 丰\r\n乐\t\x0b", deliverer="=1+1")
    book, saved = sheets(print_list(printed(odd))), BytesIO()
    book["打印清单"]["L2"] = "■ 打印"
    book.save(saved)
    found = ticked(saved.getvalue())
    assert found is not None
    assert found.signature in book.properties.keywords


def test_it_prints_across_with_its_header_on_each_page():
    for sheet in sheets(print_list(printed(pack(missing=1)))):
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_nothing_to_print_is_a_list_all_the_same():
    _, totals = rows(print_list([]))
    assert totals[:7] == ["合计", None, None, "0批", None, 0, 0]
