"""通报要点.xlsx: what the office wrote for its circular of 21 November."""

from __future__ import annotations

from openpyxl import Workbook

from _make.excel import new_book
from _make.points import Point, add_points

PERIOD = "2013-11-04..2013-11-20"
TITLE = "关于5个社区换届工作督查情况的通报"


POINTS = (
    Point("标题", 1, TITLE),
    Point(
        "处理决定",
        1,
        "对上述5个社区予以通报批评，由所在乡镇（街道）党（工）委约谈社区党组织主要负责人，责令限期整改。",
    ),
    Point("工作要求", 1, "被通报的社区要逐条整改，整改情况于11月29日前书面报市领导小组办公室。"),
    Point("工作要求", 2, "各乡镇（街道）要举一反三，对照通报的问题开展自查，发现问题立即纠正。"),
    Point("工作要求", 3, "各指导督导组要加大抽查力度，对整改不力的再次通报。"),
)


def book() -> Workbook:
    """The sheet as the clerk keeps it."""
    made = new_book()
    note = "栏目填写：标题、处理决定、工作要求；被通报的社区和问题取自督查台账，不在这里填写。"
    add_points(made, "通报要点", "通报要点", PERIOD, POINTS, note)
    return made
