"""Where the tables of any workbook are, and what their columns are called."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side
from sheets import Row, Shown, found, shown

from docgen.tables import find_tables

_ = None
VOTES = [("张三", 20, 3), ("李四", 18, 5), ("王五", 19, 4)]
HEADER = ("姓名", "满意", "不满意")

# -- headers: name → rows, merged cells, what is to be found --

HEADERS: dict[str, tuple[Sequence[Row], str, Shown]] = {
    "first-row": ([HEADER, *VOTES], "", ((1, 1), "姓名 满意 不满意", 3)),
    "title-and-unit": (
        [("民主评议汇总表",), ("填报单位：石羊镇", _, "单位：票"), HEADER, *VOTES],
        "A1:C1",
        ((3, 3), "姓名 满意 不满意", 3),
    ),
    "annex-title-place-and-date": (
        [
            ("附件2", _, _, _, "第1页"),
            ("民主评议汇总表",),
            ("石羊镇", _, _, _, "2013年11月"),
            (*HEADER, "弃权", "备注"),
            *[(*row, 0, _) for row in VOTES],
        ],
        "A2:E2",
        ((4, 4), "姓名 满意 不满意 弃权 备注", 3),
    ),
    "title-over-the-middle": (
        [(_, _, "候选人汇总表"), ("姓名", "票数", "社区", "备注", "联系人"), ("张三", 3, "丰乐", _, "王")],
        "",
        ((2, 2), "姓名 票数 社区 备注 联系人", 1),
    ),
    "long-preamble": (
        [*[(f"第{n}条 各社区应当按照要求认真填写本表。",) for n in range(1, 22)], HEADER, *VOTES],
        "",
        ((22, 22), "姓名 满意 不满意", 3),
    ),
    "names-and-values-of-the-sheet-above": (
        [("单位", "石羊镇"), ("日期", "2013-11-22"), (), ("姓名", "票数", "社区", "备注"), ("张三", 3, "丰乐", "补")],
        "",
        ((4, 4), "姓名 票数 社区 备注", 1),
    ),
    "blank-row-below": ([HEADER, (), *VOTES], "", ((1, 1), "姓名 满意 不满意", 3)),
    "not-in-the-corner": ([(), (), *[(_, _, *row) for row in (HEADER, *VOTES)]], "", ((3, 3), "姓名 满意 不满意", 3)),
    "line-breaks-and-spaces": (
        [("姓  名", "推荐\n票数", "Order  ID"), *VOTES],
        "",
        ((1, 1), "姓名 推荐票数 Order ID", 3),
    ),
    "two-rows": (
        [("姓名", "票数", _, "备注"), (_, "满意", "不满意", _), *[(*row, "补") for row in VOTES]],
        "A1:A2 B1:C1 D1:D2",
        ((1, 2), "姓名 票数/满意 票数/不满意 备注", 3),
    ),
    "two-rows-nothing-merged": (
        [("姓名", "票数", _, _, "备注"), (_, "满意", "不满意", "弃权", _), *[(*row, 0, "补") for row in VOTES]],
        "",
        ((1, 2), "姓名 票数/满意 票数/不满意 票数/弃权 备注", 3),
    ),
    "two-rows-with-the-first-column-said-twice": (
        [("社区", "书记", _, "主任", _), ("社区", "赞成", "反对", "赞成", "反对"), ("丰乐", 1, 2, 3, 4)],
        "B1:C1 D1:E1",
        ((1, 2), "社区 书记/赞成 书记/反对 主任/赞成 主任/反对", 1),
    ),
    "parents-in-a-row-of-their-own": (
        [
            ("花名册",),
            (_, _, "评议票数", _, "联系方式", _),
            ("序号", "姓名", "满意", "不满意", "手机", "住址"),
            (1, "张三", 20, 3, "13912345678", "一组"),
            (2, "李四", 18, 5, "13912345679", "二组"),
        ],
        "A1:F1 C2:D2 E2:F2",
        ((2, 3), "序号 姓名 评议票数/满意 评议票数/不满意 联系方式/手机 联系方式/住址", 2),
    ),
    "three-rows": (
        [
            ("地区", "人口", _, _, _, "户数"),
            (_, "城镇", _, "农村", _, _),
            (_, "男", "女", "男", "女", _),
            ("石羊镇", 1, 2, 3, 4, 5),
            ("安龙镇", 6, 7, 8, 9, 10),
        ],
        "A1:A3 B1:E1 F1:F3 B2:C2 D2:E2",
        ((1, 3), "地区 人口/城镇/男 人口/城镇/女 人口/农村/男 人口/农村/女 户数", 2),
    ),
    "three-rows-the-last-blank": (
        [("序号", "请假", _, "迟到"), (_, "事假（单位：天）", "病假（单位：天）", _), (), (1, 0.5, 2, 4)],
        "A1:A3 B1:C1 D1:D3 B2:B3 C2:C3",
        ((1, 3), "序号 请假/事假（单位：天） 请假/病假（单位：天） 迟到", 1),
    ),
    "units-in-a-row-of-their-own": (
        [("地区", "人口", "户数", "面积"), (_, "（人）", "户", "（亩）"), ("石羊镇", 1, 2, 3), ("安龙镇", 4, 5, 6)],
        "",
        ((1, 2), "地区 人口（人） 户数（户） 面积（亩）", 2),
    ),
    "column-numbers": (
        [("地区", "人口", "户数", "面积"), ("甲", 1, 2, 3), ("石羊镇", 11, 21, 31), ("安龙镇", 4, 5, 6)],
        "",
        ((1, 1), "地区 人口 户数 面积", 2),
    ),
    "years": ([("乡镇", 2011, 2012), ("石羊镇", 101, 2200), ("安龙镇", 4, 5)], "", ((1, 1), "乡镇 2011 2012", 2)),
    "days": (
        [("任务", date(2013, 11, 1), date(2013, 11, 2)), ("动员", "开会", _), ("推荐", _, "投票")],
        "",
        ((1, 1), "任务 2013-11-01 2013-11-02", 2),
    ),
    "days-of-a-month-under-a-parent": (
        [("姓名", "日期", _, _, "合计"), (_, 1, 2, 3, _), ("张三", "√", "√", "×", 2), ("李四", "√", "×", "×", 1)],
        "A1:A2 B1:D1 E1:E2",
        ((1, 2), "姓名 日期/1 日期/2 日期/3 合计", 2),
    ),
    "quarters": ([("区县", "Q1", "Q2"), ("石羊", 1, 2), ("安龙", 1, 2)], "", ((1, 1), "区县 Q1 Q2", 2)),
    "only-words": (
        [("乡镇", "书记", "镇长"), ("石羊镇", "张三", "王五"), ("安龙镇", "李四", "赵六")],
        "",
        ((1, 1), "乡镇 书记 镇长", 2),
    ),
    "names-of-fields-below": (
        [
            ("字段名", "类型", "说明"),
            ("姓名", "文本", "候选人姓名"),
            ("性别", "文本", "男或女"),
            ("电话", "数字", "手机"),
        ],
        "",
        ((1, 1), "字段名 类型 说明", 3),
    ),
    "one-column": ([("姓名",), ("张三",), ("李四",)], "", ((1, 1), "姓名", 2)),
    "one-name-twice": (
        [("姓名", "日期", "备注", "日期", "备注"), ("张三", date(2013, 1, 1), "补", date(2013, 1, 2), _)],
        "",
        ((1, 1), "姓名 日期 备注 日期_2 备注_2", 1),
    ),
    "each-merged-over-two-columns": (
        [("姓名", _, "满意", _), ("张三", _, 20, _), ("李四", _, 18, _)],
        "A1:B1 C1:D1 A2:B2 C2:D2 A3:B3 C3:D3",
        ((1, 1), "姓名 满意", 2),
    ),
    "none": ([(n, name, n * 10) for n, name in enumerate("甲乙丙丁", 1)], "", (None, "A B C", 4)),
    "template-without-rows": (
        [("汇总表",), ("填报单位：",), ("姓名", "票数", "社区", "联系人")],
        "A1:D1 A2:D2",
        ((3, 3), "姓名 票数 社区 联系人", 0),
    ),
    "template-with-numbered-rows": ([("序号", *HEADER), (1,), (2,), (3,)], "", ((1, 1), "序号 姓名 满意 不满意", 0)),
}


@pytest.mark.parametrize(("rows", "merge", "wanted"), HEADERS.values(), ids=HEADERS)
def test_the_header_is_found(tmp_path: Path, rows: Sequence[Row], merge: str, wanted: Shown) -> None:
    assert found(tmp_path, rows, merge) == [wanted]


def test_rows_that_are_only_formatted_are_none(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (("汇总表",), ("姓名", "票数", "社区", "联系人")):
        page.append(row)
    for row in page["A3:D32"]:
        for cell in row:
            cell.border = Border(bottom=Side("thin"))
    book.save(tmp_path / "表.xlsx")
    assert [shown(table) for table in find_tables(tmp_path / "表.xlsx")] == [((2, 2), "姓名 票数 社区 联系人", 0)]


# -- several tables in a sheet --

SEVERAL: dict[str, tuple[Sequence[Row], str, Sequence[Shown]]] = {
    "stacked": (
        [("姓名", "票数"), ("张三", 3), (), ("社区", "户数"), ("丰乐社区", 30), ("天府社区", 40)],
        "",
        [((1, 1), "姓名 票数", 1), ((4, 4), "社区 户数", 2)],
    ),
    "stacked-under-titles-with-one-header": (
        [("石羊镇",), ("姓名", "票数"), ("张三", 3), ("李四", 4), (), ("安龙镇",), ("姓名", "票数"), ("王五", 5)],
        "A1:B1 A6:B6",
        [((2, 2), "姓名 票数", 2), ((7, 7), "姓名 票数", 1)],
    ),
    "stacked-without-a-gap": (
        [("一、人员",), ("姓名", "票数"), ("张三", 3), ("二、社区",), ("社区名称", "户数"), ("丰乐社区", 30)],
        "",
        [((2, 2), "姓名 票数", 1), ((5, 5), "社区名称 户数", 1)],
    ),
    "stacked-below-a-total": (
        [("姓名", "票数"), ("张三", 3), ("合计", 3), ("社区名称", "户数"), ("丰乐社区", 30)],
        "",
        [((1, 1), "姓名 票数", 1), ((4, 4), "社区名称 户数", 1)],
    ),
    "a-week-each-with-its-days": (
        [
            ("任务", date(2013, 11, 4), date(2013, 11, 5), "备注"),
            ("动员", "开会", _, "在镇上"),
            ("备注：顺延。",),
            (),
            ("任务", date(2013, 11, 11), date(2013, 11, 12), "备注"),
            ("推荐", _, "投票", _),
            ("宣传", "张贴", _, _),
        ],
        "A3:D3",
        [((1, 1), "任务 2013-11-04 2013-11-05 备注", 1), ((5, 5), "任务 2013-11-11 2013-11-12 备注", 2)],
    ),
    "template-above-a-table": (
        [("表一",), ("姓名", "票数", "社区"), (), ("表二",), ("名称", "数量", "单价"), ("笔", 3, 4)],
        "A1:C1 A4:C4",
        [((2, 2), "姓名 票数 社区", 0), ((5, 5), "名称 数量 单价", 1)],
    ),
    "side-by-side": (
        [("姓名", "票数", _, "社区", "户数"), ("张三", 3, _, "丰乐社区", 30), ("李四", 4), ("王五", 5)],
        "",
        [((1, 1), "姓名 票数", 3), ((1, 1), "社区 户数", 1)],
    ),
    "side-by-side-with-one-header": (
        [("序号", "姓名", _, "序号", "姓名"), (1, "张三", _, 3, "王五"), (2, "李四", _, 4, "赵六")],
        "",
        [((1, 1), "序号 姓名", 2), ((1, 1), "序号 姓名", 2)],
    ),
    "side-by-side-under-titles": (
        [("候选人", _, _, "统计"), ("姓名", "票数", _, "社区", "户数"), ("张三", 3, _, "天府社区", 40)],
        "A1:B1 D1:E1",
        [((2, 2), "姓名 票数", 1), ((2, 2), "社区 户数", 1)],
    ),
    "side-by-side-not-on-one-row": (
        [
            ("候选人", _, _, _, _),
            ("姓名", "票数", _, "统计", _),
            ("张三", 3, _, "社区", "户数"),
            ("李四", 4, _, "天府社区", 40),
        ],
        "",
        [((2, 2), "姓名 票数", 2), ((3, 3), "社区 户数", 1)],
    ),
    "one-over-two": (
        [
            ("社区", "户数", "人口", "党员", "面积"),
            ("丰乐", 1, 2, 3, 4),
            (),
            ("姓名", "票数", _, "类别", "金额"),
            ("张三", 3, _, "办公", 30),
            ("李四", 4),
        ],
        "",
        [((1, 1), "社区 户数 人口 党员 面积", 1), ((4, 4), "姓名 票数", 2), ((4, 4), "类别 金额", 1)],
    ),
}


@pytest.mark.parametrize(("rows", "merge", "wanted"), SEVERAL.values(), ids=SEVERAL)
def test_several_tables_are_told_apart(
    tmp_path: Path, rows: Sequence[Row], merge: str, wanted: Sequence[Shown]
) -> None:
    assert found(tmp_path, rows, merge) == wanted


ONE: dict[str, Sequence[Row]] = {
    "blank-column": [("姓名", "性别", _, "票数", "社区"), ("张三", "男", _, 3, "丰乐"), ("李四", "女", _, 4, "天府")],
    "blank-column-before-remarks": [
        ("姓名", "性别", "票数", _, "社区"),
        ("张三", "男", 3, _, "丰乐"),
        ("李四", "女", 4),
    ],
    "blank-rows-between-groups": [
        ("姓名", "性别", "票数", "社区"),
        ("张三", "男", 3, "丰乐"),
        (),
        ("李四", "女", 4, "天府"),
    ],
    "header-pasted-again": [
        ("姓名", "性别", "票数", "社区"),
        ("张三", "男", 3, "丰乐"),
        ("姓名", "性别", "票数", "社区"),
        ("李四", "女", 4, "天府"),
    ],
}


@pytest.mark.parametrize("rows", ONE.values(), ids=ONE)
def test_a_table_with_a_gap_stays_one(tmp_path: Path, rows: Sequence[Row]) -> None:
    assert found(tmp_path, rows) == [((1, 1), "姓名 性别 票数 社区", 2)]
