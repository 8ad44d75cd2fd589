"""联审要点.xlsx: what the office wrote for its report on the joint review, and its codes of reasons."""

from __future__ import annotations

from openpyxl import Workbook

from _make.candidates import REASONS
from _make.excel import LEFT, TEXT, Column, Page, new_book
from _make.points import Point, add_points

PERIOD = "2013-11-04..2013-11-22"


POINTS = (
    Point("审查情况", 1, "联审分三批进行，每批由审查组汇总各部门意见，对有异议的人选逐一研究，集体作出结论。"),
    Point("下步工作", 1, "取消资格的人选，由审查组逐人书面告知，对提出的不同意见认真核实。"),
    Point("下步工作", 2, "指导乡镇（街道）按程序补充推荐人选，补充人选同样先初审、后联审。"),
    Point("下步工作", 3, "对联审合格的人选张榜公示，公示期间的反映及时受理、及时核查。"),
)


def book() -> Workbook:
    """The words of the report on one sheet, the codes on another."""
    made = new_book()
    note = "栏目填写：审查情况、下步工作；数字和三张表由程序从台账统计，不在这里填写。"
    add_points(made, "联审要点", "联审情况汇总报告要点", PERIOD, POINTS, note)
    _codes(made)
    return made


def _codes(made: Workbook) -> None:
    rows = [(code, reason.text) for code, reason in REASONS.items() if "-" in code]
    columns: list[Column[tuple[str, str]]] = [
        Column("原因代码", 12, lambda row: row[0], TEXT),
        Column("情形说明", 40, lambda row: row[1], LEFT),
    ]
    page = Page(made, "原因代码", columns)
    page.title("取消资格原因代码")
    page.header()
    page.fill(rows)
    page.note("注：R1—R4为“四个不准”，短横后的序号为本单位细分的情形。")
    page.close()
