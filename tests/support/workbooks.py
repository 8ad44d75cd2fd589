"""Workbooks of a small office: two townships, three communities, one group, two departments."""

from pathlib import Path

from office import ID, RULES

from docgen import Dataset
from docgen.records import FIGURES, RECORDS
from docgen.tables.write import workbook

Grid = list[list[object]]

TOWNS: Grid = [
    ["排序", "乡镇名称", "类别", "社区数", "指导组编号", "应急预案完成", "预案完成日期"],
    [1, "石羊镇", "镇", 2, "1", "是", "2013-11-08"],
    [2, "灌口街道", "街道", 1, "1", "", ""],
]
GROUPS: Grid = [
    ["组号", "类型", "组长", "联系乡镇", "举报电话"],
    ["1", "指导组", "郑远山", "石羊、灌口", "028-01000001"],
]
PLACES: Grid = [
    ["乡镇(街道)", "社区名称", "党员数", "总户数", "应选职数"],
    ["石羊镇", "丰乐社区", 40, 400, 3],
    ["石羊镇", "竹瓦社区", 30, 300, 3],
    ["灌口街道", "丰乐社区", 50, 500, 3],
]
DEPARTMENTS: Grid = [
    ["名称", "全称", "别名", "是否必审"],
    ["检察", "市检察院", "检察院", "是"],
    ["纪委", "市纪委", "", "是"],
]
CANDIDATE = {
    "乡镇(街道)": "石羊镇",
    "社区": "丰乐社区",
    "姓名": "李明",
    "性别": "男",
    "出生年月": "1970.10",
    "身份证号": ID,
    "政治面貌": "群众",
    "拟任职务": "委员",
    "报名日期": "2013-11-10",
    "初审意见": "合格",
    "复审结论": "",
    "复审日期": "",
}


def candidates(*changes: dict[str, object]) -> Grid:
    """A sheet of candidates, each like 李明 but for what is changed."""
    return [list(CANDIDATE), *([*({**CANDIDATE, **change}.values())] for change in changes)]


def read(folder: Path, **sheets: Grid) -> Dataset:
    """The office's data with these sheets."""
    book = {"乡镇": TOWNS, "指导组": GROUPS, "社区": PLACES, "部门": DEPARTMENTS, **sheets}
    (folder / "台账.xlsx").write_bytes(workbook(book))
    return load(folder)


def load(folder: Path) -> Dataset:
    tables = {record.__table__.name: record.__table__ for record in RECORDS}
    return Dataset.read(folder, tables, {spec.name: spec for spec in FIGURES}, RULES)[0]


def visits(*rows: list[object]) -> Grid:
    return [["日期", "类别", "指导人", "乡镇(街道)", "社区", "人次"], *rows]
