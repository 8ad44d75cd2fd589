"""Tables of any workbook, laid out as offices do: labels above them, merged headers, none at all, junk below."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from docgen.tables import find_tables

Rows = Sequence[Sequence[Any]]
_ = None
HEAD = ("序号", "姓名", "乡镇", "票数")
PEOPLE = ((1, "张三", "石羊镇", 3), (2, "李四", "聚源镇", 5), (3, "王五", "石羊镇", 7))
ENGLISH = ("No", "Name", "Town", "Votes")
WHOLE = ("|".join(HEAD), 3)


def found(path: Path, rows: Rows, merged: str = "") -> list[tuple[str, int]]:
    """The tables of a sheet: their columns, none where they go by letters, and how many rows they have."""
    book = Workbook()
    for row in rows:
        book.active.append(tuple(row))
    for cells in merged.split():
        book.active.merge_cells(cells)
    book.save(path / "表.xlsx")
    tables = find_tables(path / "表.xlsx")
    return [("|".join(table.columns) if table.header_rows else f"{len(table.columns)}", table.rows) for table in tables]


LABELS = {
    "a label and what it says in each row": ([("项目", "换届", _, _), ("联系人", "赵六", _, _), HEAD], ""),
    "two of them in each row": (
        [("填报单位", "石羊镇", "日期", "2024-03-01"), ("联系人", "赵六", "电话", "8"), HEAD],
        "",
    ),
    "below a title": ([("选举统计表", _, _, _), ("单位", "石羊镇", "时间", "2024年"), HEAD], "A1:D1"),
    "merged, over several columns": (
        [("项目名称", _, "换届选举", _), ("建设单位", _, "石羊镇", _), HEAD],
        "A1:B1 C1:D1 A2:B2 C2:D2",
    ),
    "with a number": ([("学校", "石羊小学", "人数", 45), HEAD], ""),
    "what it says is long": ([("说明", "本表由各乡镇填写，每月5日前报送。", _, _), ("单位", "元", _, _), HEAD], ""),
}


@pytest.mark.parametrize(("above", "merged"), LABELS.values(), ids=LABELS)
def test_labels_above_a_table_are_no_part_of_it(tmp_path: Path, above: Rows, merged: str):
    assert found(tmp_path, [*above, *PEOPLE], merged) == [WHOLE]


MARKS = [(f"2024{number:02}", f"张{number}", 80 + number, 70 + number) for number in range(8)]
PAIRS = {
    "below a title": [("考勤表", _, _, _), ("部门", "办公室", "月份", "5月")],
    "with a gap": [("部门", "办公室", "月份", "5月"), ()],
    "of a class": [("班级", "三年级二班", "班主任", "刘老师")],
    "of a project": [("项目", "道路硬化", "负责人", "李四")],
}


@pytest.mark.parametrize("above", PAIRS.values(), ids=PAIRS)
def test_nor_where_the_header_has_words_of_its_own(tmp_path: Path, above: Rows):
    assert found(tmp_path, [*above, ("学号", "姓名", "语文", "数学"), *MARKS]) == [("学号|姓名|语文|数学", 8)]


def test_labels_and_a_number_above_a_wider_table(tmp_path: Path):
    about = [("PO Number", 10045), ("Vendor", "ACME Ltd"), ()]
    goods = [("Item", "Description", "Qty", "Price"), ("x1", "pen", 3, 4), ("x2", "ink", 5, 6)]
    assert found(tmp_path, [*about, *goods]) == [("Item|Description|Qty|Price", 2)]


def test_labels_and_a_gap_above_a_wider_table(tmp_path: Path):
    about = [("Report", "Votes"), ("Date", "2024-03-01"), ("Prepared by", "Office"), ()]
    assert found(tmp_path, [*about, ENGLISH, *PEOPLE]) == [("No|Name|Town|Votes", 3)]


def test_a_list_of_two_columns_above_a_wider_table_stays_a_table(tmp_path: Path):
    codes = [("编码", "名称"), (1, "男"), (2, "女"), ()]
    assert found(tmp_path, [*codes, HEAD, *PEOPLE]) == [("编码|名称", 2), WHOLE]


MERGED = {
    "over data of its own": (
        [("序号", "姓名", _, "票数"), (1, "张", "三", 3), (2, "李", "四", 5)],
        "B1:C1",
        ("序号|姓名|姓名_2|票数", 2),
    ),
    "from and to": (
        [
            ("活动", "起止时间", _, _, "地点"),
            ("走访", "1月2日", "至", "1月5日", "甲"),
            ("座谈", "2月2日", "至", "2月5日", "乙"),
        ],
        "B1:D1",
        ("活动|起止时间|起止时间_2|起止时间_3|地点", 2),
    ),
    "in its rows too": (
        [("序号", "姓名", _, "票数"), (1, "张三", _, 3), (2, "李四", _, 5)],
        "B1:C1 B2:C2 B3:C3",
        ("序号|姓名|票数", 2),
    ),
    "with a child for some only": (
        [
            ("序号", "情况", _, _, "票数"),
            (_, "姓名", "性别", _, _),
            (1, "张三", "男", "汉", 3),
            (2, "李四", "女", "汉", 5),
        ],
        "A1:A2 B1:D1 E1:E2",
        ("序号|情况/姓名|情况/性别|情况|票数", 2),
    ),
    "four rows deep": (
        [
            ("序号", "选举", _, _, _),
            (_, "换届", _, _, _),
            (_, "男", _, "女", _),
            (_, "票", "率", "票", "率"),
            (1, 3, "30%", 7, "70%"),
            (2, 4, "40%", 6, "60%"),
        ],
        "A1:A4 B1:E1 B2:E2 B3:C3 D3:E3",
        ("序号|选举/换届/男/票|选举/换届/男/率|选举/换届/女/票|选举/换届/女/率", 2),
    ),
}


@pytest.mark.parametrize(("rows", "merged", "expected"), MERGED.values(), ids=MERGED)
def test_no_column_is_lost_below_a_merged_header(tmp_path: Path, rows: Rows, merged: str, expected: tuple[str, int]):
    assert found(tmp_path, rows, merged) == [expected]


BARE = {
    "payments": [
        *(("2024-01-02", "转账", "张三", 100.5, "支出"), ("2024-01-03", "转账", "李四", 80, "支出")),
        *(("2024-01-05", "工资", "单位", 5000, "收入"), ("2024-01-06", "取现", "本人", 12.3, "支出")),
    ],
    "numbers": [(1, 2, 3), (4, 5, 6), (7, 8, 9)],
    "two rows of numbers": [(1, 2, 3), (4, 5, 6)],
    "people": PEOPLE,
    "two people": PEOPLE[:2],
    "words": [("张三", "石羊镇"), ("李四", "聚源镇"), ("王五", "石羊镇"), ("赵六", "柳街镇")],
    "cells left out": [("苹果", 3, 5.0, "斤"), ("梨", _, 4.0, "斤"), ("桃子", 2, _, "箱"), ("李子", 9, 8.5, "箱")],
    "blank rows between": [*PEOPLE[:2], (), PEOPLE[2], (), (4, "赵六", "柳街镇", 9), (5, "钱七", "柳街镇", 1)],
    "a long list": [(f"甲{i}号", f"石羊镇{i % 7}社区", f"A-{i:03}", i * 3 % 17, "是") for i in range(60)],
    "codes": [("A-001", "螺丝", "M3", 200), ("A-002", "螺母", "M3", 150), ("B-001", "垫片", "M4", 90)],
}


@pytest.mark.parametrize("rows", BARE.values(), ids=BARE)
def test_rows_without_a_header_are_one_table_and_none_is_lost(tmp_path: Path, rows: Rows):
    assert found(tmp_path, rows) == [(str(len(rows[0])), sum(map(bool, rows)))]


HEADERS = {
    "one word with numbers": [("Q1", "Q2", "Q3"), ("a1b", "b", "c"), ("b2a", "a", "c")],
    "codes over dates": [("id", "DATA1", "CASI"), ("x", "31/12/2021", 3), ("y", "01/02/2022", 4)],
    "numbers over words": [("id", 100022, 100025, 10011), ("甲", "是", "否", "是"), ("乙", "否", "否", "是")],
    "one column": [("col1",), (4.5,), (3.25,)],
}


@pytest.mark.parametrize("rows", HEADERS.values(), ids=HEADERS)
def test_headers_that_look_like_data(tmp_path: Path, rows: Rows):
    assert found(tmp_path, rows) == [("|".join(map(str, rows[0])), len(rows) - 1)]


JUNK = {
    "pages": [("第1页 共3页", _, _, _)],
    "the hour of printing": [("打印时间：2024-01-02 10:00", _, _, "操作员：赵六")],
    "a line of signs": [("----", "----", "----", "----"), ("以上", _, _, _)],
    "notes behind a gap": [(), ("注：本表数据截至2024年。", _, _, _), ("1.票数为有效票。", _, _, _)],
    "who has signed": [(_, "审核：", "赵六", _), ("单位负责人签字：", _, "日期：", _)],
    "a seal": [(_, _, "石羊镇人民政府（盖章）", _), (_, _, "2024年3月1日", _)],
    "its end": [("以下空白", _, _, _)],
    "numbers of rows to come": [(4, _, _, _), (5, _, _, _)],
    "an average": [("平均值", _, _, 5)],
    "sums of somebody's": [(), (_, _, "平均", 5), (_, _, "最大", 7)],
    "a remark": [("备注", "本表一式两份", _, _)],
    "an average age": [(_, "平均年龄", _, 5)],
    "who issued it": [(_, _, "石羊镇人民政府", _), (_, _, _, "二〇二四年五月一日")],
    "nothing more": [(_, "（以下空白）", _, _)],
    "an address": [(), ("联系电话：8", _, _, _), ("地址：石羊镇", _, _, _)],
}


@pytest.mark.parametrize("below", JUNK.values(), ids=JUNK)
def test_what_stands_below_a_table_is_not_counted(tmp_path: Path, below: Rows):
    assert found(tmp_path, [HEAD, *PEOPLE, *below]) == [WHOLE]


GOODS = [("品名", "规格", "数量", "金额"), ("笔", "A", 3, 4), ("纸", "B", 5, 6)]


@pytest.mark.parametrize("gap", [[], [()]], ids=["no gap", "gap"])
def test_who_is_answerable_is_no_row_of_goods(tmp_path: Path, gap: Rows):
    assert found(tmp_path, [*GOODS, *gap, ("经手人", "张三", "收货人", "李四")]) == [("品名|规格|数量|金额", 2)]


def test_but_one_of_a_list_of_such_people(tmp_path: Path):
    rows = [("职务", "姓名", "职务二", "姓名二"), ("会计", "张三", "出纳", "李四"), ("主任", "王五", "主管", "赵六")]
    assert found(tmp_path, rows) == [("|".join(rows[0]), 2)]


COLUMN_NUMBERS = {
    "letters that reckon": ("A", "B", "C", "D=B-C"),
    "numbers in brackets that reckon": ("（1）", "（2）", "（3）", "（4）=（2）-（3）"),
    "a letter and numbers": ("甲", 1, 2, "3=1-2"),
    "by their name": ("栏次", 1, 2, 3),
    "letters": ("甲", "乙", "丙", "丁"),
}


@pytest.mark.parametrize("numbers", COLUMN_NUMBERS.values(), ids=COLUMN_NUMBERS)
def test_numbers_of_columns_are_no_row(tmp_path: Path, numbers: Sequence[Any]):
    rows = [("项目", "本期", "上期", "差额"), numbers, ("甲项", 3, 2, 1), ("乙项", 5, 2, 3), ("丙项", 9, 2, 7)]
    assert found(tmp_path, rows) == [("项目|本期|上期|差额", 3)]


NO_TOTALS = {
    "a filling station": [
        ("站点", "地址", "枪数"),
        ("一站", "石羊镇", 4),
        ("TOTAL", "聚源镇", 6),
        ("二站", "柳街镇", 3),
    ],
    "villages": [
        ("村名", "乡镇", "户数"),
        ("小计村", "石羊镇", 30),
        ("丰乐村", "石羊镇", 40),
        ("合计沟村", "聚源镇", 50),
    ],
    "meters": [("产品", "规格", "数量"), ("温度计", "A", 3), ("压力总计", "B", 5), ("流量小计", "C", 2)],
    "sentences": [("序号", "内容", "责任人"), (1, "合计划拨资金3万元", "张三"), (2, "共计3人参加会议", "李四")],
    "sentences first": [("内容", "责任人", "时限"), ("共计3人参加会议", "李四", "5月"), ("走访入户", "王五", "7月")],
    "kinds of votes": [("类别", "说明", "票数"), ("总计票", "全部", 30), ("有效票", "有效", 28), ("无效票", "无效", 2)],
}


@pytest.mark.parametrize("rows", NO_TOTALS.values(), ids=NO_TOTALS)
def test_rows_that_only_sound_like_totals_are_data(tmp_path: Path, rows: Rows):
    assert found(tmp_path, rows) == [("|".join(rows[0]), len(rows) - 1)]


def test_totals_above_their_rows_are_left_out(tmp_path: Path):
    first = [("石羊镇", "小计", 30), ("石羊镇", "东村", 10), ("石羊镇", "西村", 20)]
    rows = [("乡镇", "村", "户数"), *first, ("柳街镇", "小计", 11), ("柳街镇", "南村", 11)]
    assert found(tmp_path, rows) == [("乡镇|村|户数", 3)]


TOTALS = {
    "of all": [*PEOPLE, ("合计", _, _, 15)],
    "of parts": [PEOPLE[0], ("小计", _, _, 3), *PEOPLE[1:], ("小计", _, _, 12), ("总计", _, _, 15)],
    "with a word beside it": [*PEOPLE, ("合计", "三人", "全市", 15)],
    "with a wrong sum": [*PEOPLE, ("合计", _, _, 99)],
}


@pytest.mark.parametrize("rows", TOTALS.values(), ids=TOTALS)
def test_totals_are_left_out(tmp_path: Path, rows: Rows):
    assert found(tmp_path, [HEAD, *rows]) == [WHOLE]
