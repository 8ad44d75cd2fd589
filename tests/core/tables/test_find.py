"""The tables of any workbook: which rows are data, what is no table, files of all kinds."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from depth import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from sheets import Row, found, shown, write

from docgen import DocgenError
from docgen.commands.base import App
from docgen.tables import FoundTable, find_tables

_ = None
VOTES = [("张三", 20, 3), ("李四", 18, 5), ("王五", 19, 4)]
HEADER = ("姓名", "满意", "不满意")


def the_table(folder: Path, rows: Sequence[Row], merge: str = "") -> FoundTable:
    (table,) = find_tables(write(folder / "表.xlsx", rows, merge))
    return table


def left_out(table: FoundTable) -> dict[str, int]:
    return {why.zh: number for why, number in table.left_out.items()}


# -- rows that are no data --


def test_totals_notes_and_repeated_headers_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [
        ("社区", "姓名", "票数"),
        ("合  计", _, 9),
        ("丰乐社区", "张三", 3),
        (_, "李四", 4),
        ("小计", _, 7),
        ("社区", "姓名", "票数"),
        ("天府社区", "王五", 2),
        (_, "小计", 2),
        ("注：1.票数以表决票为准。",),
        ("2.空白为未走访。",),
        ("制表：王", _, "审核：李"),
    ]
    table = the_table(tmp_path, rows, "A3:A4")
    assert left_out(table) == {"合计行": 3, "重复的表头": 1, "表下说明": 3}
    assert [(row.number, *row.values.values()) for row in table.data()] == [
        (3, "丰乐社区", "张三", 3),
        (4, "丰乐社区", "李四", 4),
        (7, "天府社区", "王五", 2),
    ]


@pytest.mark.parametrize(
    "first", ["总计划编制", "小计量泵", "合计算器", "制表机", "制表上报", "附注册费", "审核人费用", "填表人员培训"]
)
def test_a_row_is_data_if_its_first_word_only_begins_like_a_total_or_a_note(tmp_path: Path, first: str) -> None:
    table = the_table(tmp_path, [("项目", "金额"), (first, 5), ("笔", 1), (first, 2), ("合计", 8)])
    assert [row.values["项目"] for row in table.data()] == [first, "笔", first]


@pytest.mark.parametrize("word", ["制表上报", "填表人员培训"])
def test_a_stage_without_a_day_is_data_too(tmp_path: Path, word: str) -> None:
    table = the_table(tmp_path, [("阶段", "内容"), ("动员部署", "开会"), (word,), ("总结", "写报告"), (word,)])
    assert table.rows == 4


def test_a_row_of_a_dictionary_is_data_whatever_field_it_explains(tmp_path: Path) -> None:
    fields = [("姓名", "文本", "填全名"), ("合计", "整数", "各项之和"), ("填表人", "文本", "谁填的")]
    fields += [("说明：", "文本", "如有变化"), ("审核人", "文本", "谁审的")]
    table = the_table(tmp_path, [("字段名", "类型", "说明"), *fields])
    assert [row.values["字段名"] for row in table.data()] == [name for name, *_ in fields]


TOTALS = ["合计", "合  计", "总计：", "合计（人）", "合计人数", "合计12人", "石羊镇小计", "合计：石羊镇", "累计"]
TOTALS += ["Total", "TOTAL:", "Sub Total", "Grand Total", "Total (persons)"]


@pytest.mark.parametrize("word", TOTALS)
def test_a_total_has_many_names(tmp_path: Path, word: str) -> None:
    table = the_table(tmp_path, [("社区", "姓名", "票数"), ("丰乐", "张三", 3), (word, _, 3)])
    assert left_out(table) == {"合计行": 1}


SIGNED = [
    "注：票数以表决票为准。",
    "注1 票数以表决票为准",
    "说明：见附件",
    "填表人",
    "制表：王",
    "审核人（签字）：",
    "数据来源：民政局",
]


@pytest.mark.parametrize("note", SIGNED)
def test_a_note_has_a_sign_or_its_row_for_itself(tmp_path: Path, note: str) -> None:
    table = the_table(tmp_path, [("社区", "姓名", "票数"), ("丰乐", "张三", 3), (note, "李四")])
    assert left_out(table) == {"表下说明": 1}


def test_names_below_a_note_are_still_rows(tmp_path: Path) -> None:
    notes = [("注：王五未到会，",), ("1.以表决票为准。",)]
    rows = [
        ("姓名", "票数"),
        ("张三", 3),
        *notes,
        ("王五",),
        ("赵六", 4),
        ("注：李四退出。",),
        ("孙七",),
        ("二〇一三年冬",),
    ]
    table = the_table(tmp_path, rows)
    assert [row.values["姓名"] for row in table.data()] == ["张三", "王五", "赵六", "孙七"]
    assert left_out(table) == {"表下说明": 4}


SECTIONS: dict[str, tuple[Row, str]] = {
    "in-a-column-of-numbers": (("石羊镇",), ""),
    "merged": (("石羊镇",), "A2:E2"),
    "in-a-column-otherwise-blank": ((_, _, _, "（一）石羊镇"), ""),
    "a-sentence": ((_, "以下人选由石羊镇党委推荐，已经公示。"), ""),
}


@pytest.mark.parametrize(("section", "merge"), SECTIONS.values(), ids=SECTIONS)
def test_a_row_with_a_heading_alone_is_left_out(tmp_path: Path, section: Row, merge: str) -> None:
    data = [(1, "张三", "男", _, 3), (2, "李四", "女", _, 4)]
    table = the_table(tmp_path, [("序号", "姓名", "性别", "职务", "票数"), section, *data], merge)
    assert (table.rows, left_out(table)) == (2, {"单独的标题或说明": 1})


def test_sections_are_told_from_rows_by_their_numbers(tmp_path: Path) -> None:
    rows = [
        ("指标名称", "单位", "2012年"),
        ("一、人口",),
        ("总人口", "人", 3),
        ("暂住人口",),
        ("二、土地",),
        ("面积", "亩", 5),
    ]
    table = the_table(tmp_path, rows)
    assert [row.values["指标名称"] for row in table.data()] == ["总人口", "暂住人口", "面积"]


def test_a_row_with_a_single_cell_like_those_of_its_column_is_data(tmp_path: Path) -> None:
    codes = [
        ("指标代码", "名称", "本期", "上期"),
        ("八、铁塔",),
        ("MV6020", _, 34, 33),
        ("NM9552",),
        ("MV6100", _, 35, 3),
    ]
    assert the_table(tmp_path, codes).rows == 3


def test_a_remark_merged_down_the_side_is_no_row(tmp_path: Path) -> None:
    rows = [("指标代码", "本期", "说明"), (_, _, "有变化的均需说明。"), ("MV6020", 34), ("MV6100", 35)]
    table = the_table(tmp_path, rows, "C2:C4")
    assert [row.values["指标代码"] for row in table.data()] == ["MV6020", "MV6100"]


def test_a_record_that_is_merged_over_two_rows_is_one(tmp_path: Path) -> None:
    rows = [HEADER, ("张三", 20, 3), (), ("李四", 18, 5), ()]
    table = the_table(tmp_path, rows, "A2:A3 B2:B3 C2:C3 A4:A5 B4:B5 C4:C5")
    assert [row.number for row in table.data()] == [2, 4]


def test_a_column_without_a_header_is_left_out_and_named(tmp_path: Path) -> None:
    table = the_table(tmp_path, [("姓名", _, "票数", "社区"), ("张三", "男", 3, "丰乐"), ("李四", "女", 4, "天府")])
    assert (table.columns, table.letters, table.unnamed) == (("姓名", "票数", "社区"), ("A", "C", "D"), ("B",))
    assert [tuple(row.values.values()) for row in table.data()] == [("张三", 3, "丰乐"), ("李四", 4, "天府")]


def test_cells_that_run_over_the_header_are_left_out_and_named(tmp_path: Path) -> None:
    table = the_table(tmp_path, [("姓名", "票数"), ("张三", 3, "补", "补"), ("李四", 4), ("王五", 5)])
    assert (table.columns, table.unnamed) == (("姓名", "票数"), ("C", "D"))


def test_what_heads_the_rows_is_kept_though_its_corner_is_blank(tmp_path: Path) -> None:
    table = the_table(tmp_path, [(_, "书记", "主任"), ("石羊镇", "张三", "李四"), ("安龙镇", "王五", "赵六")])
    assert (table.columns, table.letters, table.unnamed) == (("A", "书记", "主任"), ("A", "B", "C"), ())
    assert [row.values["A"] for row in table.data()] == ["石羊镇", "安龙镇"]


def test_the_title_of_each_table_is_kept(tmp_path: Path) -> None:
    rows = [("一、人员",), ("姓名", "票数"), ("张三", 3), (), ("二、社区",), ("社区名称", "户数"), ("丰乐社区", 30)]
    assert [table.title for table in find_tables(write(tmp_path / "表.xlsx", rows))] == ["一、人员", "二、社区"]


# -- what is no table --

NO_TABLE: dict[str, tuple[Sequence[Row], str]] = {
    "empty": ([], ""),
    "a-memo": ([("填表说明",), ("一、本表由各社区填写，一式三份。",), ("二、票数以表决票为准，不得涂改。",)], ""),
    "a-letter": ([("关于换届工作的报告",), ("各社区：",), ("特此报告。",), ("2013年11月22日",)], ""),
    "a-list-without-a-heading": ([("丰乐社区",), ("天府社区",), ("景环社区",)], ""),
    "a-blank-form": (
        [
            ("个人信息表",),
            ("姓名", _, "性别", _, "民族", _),
            ("出生年月", _, "籍贯", _, "政治面貌", _),
            ("工作单位",),
            ("家庭住址",),
            ("简历",),
        ],
        "A1:F1 B4:F4 B5:F5 B6:F6",
    ),
    "a-form-filled-in": (
        [
            ("登记表",),
            ("姓名", "张三", "性别", "男"),
            ("出生年月", "1970.01", "籍贯", "四川"),
            ("工作单位", "石羊镇政府", "职务", "干事"),
            ("联系电话", "13912345678", "住址", "一组"),
        ],
        "",
    ),
    "a-form-with-blanks-in-its-labels": (
        [
            ("姓  名", "张三", "性  别", "男"),
            ("民  族", "汉族", "籍  贯", "四川"),
            ("学  历", "大学", "特  长", "书法"),
        ],
        "",
    ),
    "a-form-of-fields-that-no-table-has": (
        [
            ("姓名", "张三", "性别", "男", "照片"),
            ("身份证号", "510101197001011234", "健康状况", "良好"),
            ("毕业院校及专业", "四川大学", "现任职务", "书记"),
        ],
        "",
    ),
    "a-form-with-a-table-in-it": (
        [
            ("登记表",),
            ("姓名", _, "性别", _, "照片"),
            ("出生年月", _, "籍贯", _, _),
            ("工作单位",),
            ("家庭成员",),
            ("称谓", "姓名", "年龄", "工作单位"),
            ("父亲", "张大", "60", "务农"),
            ("母亲", "李大", "59", "务农"),
        ],
        "A1:E1 B4:E4 A5:E5 D6:E6 D7:E7 D8:E8",
    ),
    "labels-with-colons": (
        [
            ("谈话记录",),
            ("谈话人：张三", _, "谈话对象：李四"),
            ("时间：2013年11月22日", _, "地点：会议室"),
            ("内容：",),
        ],
        "",
    ),
    "names-and-values": ([("单位", "石羊镇"), ("日期", "2013-11-22"), ("填表人", "张三"), ("电话", "87112233")], ""),
}


@pytest.mark.parametrize(("rows", "merge"), NO_TABLE.values(), ids=NO_TABLE)
def test_forms_and_texts_are_no_tables(tmp_path: Path, rows: Sequence[Row], merge: str) -> None:
    assert found(tmp_path, rows, merge) == []


def test_a_table_whose_values_are_called_like_labels_is_none_the_less(tmp_path: Path) -> None:
    rows = [("姓名", "专业", "学校"), ("张三", "农业专业", "农业学校"), ("李四", "法律专业", "法律学校")]
    assert found(tmp_path, rows) == [((1, 1), "姓名 专业 学校", 2)]


# -- files --


def test_each_sheet_is_looked_at(tmp_path: Path) -> None:
    book = Workbook()
    for name in ("石羊镇", "安龙镇"):
        page = book.create_sheet(name)
        for row in (HEADER, *VOTES):
            page.append(row)
    book.save(tmp_path / "评议.xlsx")
    tables = find_tables(tmp_path / "评议.xlsx")
    assert [(table.file, table.sheet, table.rows) for table in tables] == [
        ("评议.xlsx", "石羊镇", 3),
        ("评议.xlsx", "安龙镇", 3),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_text_file_is_as_good(tmp_path: Path, encoding: str) -> None:
    lines = [
        "数据库：分省年度数据",
        "指标：人口",
        "地区,2012年,2011年",
        "北京市,2183,2186",
        "天津市,1364,1363",
        "注：年末数。",
    ]
    (tmp_path / "人口.csv").write_text("\n".join(lines), encoding=encoding)
    (table,) = find_tables(tmp_path / "人口.csv")
    assert shown(table) == ((3, 3), "地区 2012年 2011年", 2)
    assert [row.number for row in table.data()] == [4, 5]


def test_a_long_text_file_is_read_to_its_end(tmp_path: Path) -> None:
    lines = ["姓名,票数", *(f"张{number},{number}" for number in range(25_000))]
    (tmp_path / "长.csv").write_text("\n".join(lines), encoding="utf-8")
    (table,) = find_tables(tmp_path / "长.csv")
    assert table.rows == 25_000
    assert list(table.data())[-1].number == 25_001


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 no")
    with pytest.raises(DocgenError, match=r"坏\.xlsx"):
        find_tables(tmp_path / "坏.xlsx")


def test_the_example_is_understood_without_its_schema(small_office: Path) -> None:
    typed = [sheet for sheet in App(small_office).reading.sheets if sheet.table]
    files = [small_office / "data" / name for name in dict.fromkeys(sheet.file for sheet in typed)]
    wanted = [
        (Path(s.file).name, s.sheet, s.header_rows, [header for _, header, _ in s.columns], s.rows) for s in typed
    ]
    tables = [table for file in files for table in find_tables(file)]
    assert [(t.file, t.sheet, t.header_rows, list(t.columns), t.rows) for t in tables] == wanted


# -- tables of all sorts, one below or beside the other --

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "票数": st.integers(0, 400),
    "报名日期": st.dates(date(2013, 1, 1), date(2013, 12, 31)),
    "联系电话": st.integers(10**7, 10**8 - 1).map("139{}".format),
    "户数（户）": st.integers(1, 900),
    "不满意率": st.integers(0, 99).map("{}%".format),
    "信访编号": st.integers(1000, 9999).map("XF{}".format),
    "姓名": st.sampled_from(["张三", "李四", "王小五", "赵六"]),
    "社区": st.sampled_from(["丰乐社区", "天府社区", "景环社区"]),
    "当日进展": st.sampled_from(["召开动员会", "完成推荐", "张贴公告"]),
    "是否现任": st.sampled_from("√×"),
    "备注": st.sampled_from([None, "补", "低保"]),
}
TELLING = [*VALUES][:6]  # at least one column is none of words


@st.composite
def some_table(draw: st.DrawFn) -> tuple[list[str], list[list[Any]], list[list[Any]], list[list[Any]]]:
    """Its columns, and the rows above its header, of data, and below."""
    columns = draw(st.lists(st.sampled_from([*VALUES]), min_size=1, max_size=5, unique=True))
    if not set(columns) & set(TELLING):
        columns.append(draw(st.sampled_from(TELLING)))
    data = [[draw(VALUES[name]) for name in columns] for _ in range(draw(st.integers(1, 6)))]
    names = ["序号", *columns]
    data = [[number, *row] for number, row in enumerate(data, 1)]
    above = [["候选人汇总表"]] if draw(st.booleans()) else []
    if above and draw(st.booleans()):
        above.append(["填报单位：石羊镇党委", *[None] * (len(names) - 2), "2013.11.22"])
    below = [["合计", *[None] * (len(names) - 2), 12]] if draw(st.booleans()) else []
    below += [["注：以上由各社区报送。"]] if draw(st.booleans()) else []
    return names, above, data, below


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables=st.lists(some_table(), min_size=1, max_size=3), beside=st.booleans(), data=st.data())
def test_tables_of_all_sorts_are_found(tmp_path: Path, tables: list[Any], beside: bool, data: st.DataObject) -> None:
    cells: dict[tuple[int, int], Any] = {}
    top, left, wanted = data.draw(st.integers(0, 1)), 0, []
    for names, above, rows, below in tables:
        for number, row in enumerate([*above, names, *rows, *below], top):
            cells |= {(number, left + place): cell for place, cell in enumerate(row) if cell is not None}
        header = top + len(above) + 1
        wanted.append(((header, header), " ".join(names), len(rows)))
        if beside:
            left += len(names) + 1
        else:
            top += len(above) + 1 + len(rows) + len(below) + data.draw(st.integers(1, 2))
    height, width = max(row for row, _ in cells) + 1, max(column for _, column in cells) + 1
    sheet = [[cells.get((row, column)) for column in range(width)] for row in range(height)]
    assert sorted(found(tmp_path, sheet), key=str) == sorted(wanted, key=str)
