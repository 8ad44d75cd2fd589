"""Names in sheets become the rows that they name, however people write them."""

from collections.abc import Sequence
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from docgen import Access, BadCell, Cell, Dataset, Kind, Problem, Record, Settings, column, ref
from docgen.config import ConfigFile
from docgen.records import RECORDS, Community, Department, GuidanceGroup, GuidanceVisit, Township
from docgen.tables.write import workbook

Grid = list[list[object]]

SETTINGS = Settings(ConfigFile(Path("docgen.toml"), (), {}), "换届", 2013, date(2013, 11, 4), 4, "组织部")
TOWNS: Grid = [
    ["排序", "乡镇代码", "乡镇名称", "简称", "类别", "社区数", "指导组编号", "应急预案完成", "预案完成日期"],
    [1, "510181003", "灌口镇", "灌口", "镇", 2, "1", "", ""],
    [2, "510181107", "石羊镇", "石羊", "镇", 2, "3", "", ""],
    [3, "510181002", "奎光塔街道", "", "街道", 1, "12", "", ""],
]
GROUPS: Grid = [
    ["组号", "类型", "组长", "联系乡镇", "举报电话"],
    ["1", "指导组", "赵", "灌口镇", "87130001"],
    ["3", "指导组", "钱", "石羊、奎光塔", "87130003"],
    ["12", "督导组", "孙", "奎光塔街道", "87130012"],
]
COMMUNITIES: Grid = [
    ["乡镇(街道)", "社区名称", "社区代码", "党员数", "总户数", "应选职数"],
    ["石羊镇", "丰乐社区", "001", 90, 900, 5],
    ["石羊镇", "竹瓦社区", "002", 90, 900, 5],
    ["灌口镇", "丰乐社区", "003", 90, 900, 5],
    ["灌口镇", "灌口社区", "004", 90, 900, 5],
    ["奎光塔街道", "塔源社区", "005", 90, 900, 5],
]
DEPARTMENTS: Grid = [["名称", "全称", "别名", "是否必审"], ["公安", "市公安局", "公安局、派出所", "是"]]


def read(folder: Path, **sheets: Grid) -> Dataset:
    """The office's data with these visits."""
    book = {"乡镇": TOWNS, "指导组": GROUPS, "社区": COMMUNITIES, "部门": DEPARTMENTS, **sheets}
    (folder / "台账.xlsx").write_bytes(workbook(book))
    return Dataset.read(folder, {r.__table__.name: r.__table__ for r in RECORDS}, {}, SETTINGS)[0]


def visits(folder: Path, *places: tuple[str, str, str]) -> tuple[list[GuidanceVisit], list[Problem]]:
    """Guidance visits of (group, township, community) as typed, and what is wrong with them."""
    grid: Grid = [["日期", "类别", "指导人", "组号", "乡镇(街道)", "社区", "人次"]]
    grid += [["2013-11-18", "指导组", "李", group, town, community, 1] for group, town, community in places]
    data = read(folder, 指导记录=grid)
    return list(data[GuidanceVisit]), data.problems


def visit(
    folder: Path, group: str = "", town: str = "石羊镇", community: str = ""
) -> tuple[GuidanceVisit, list[Problem]]:
    found, problems = visits(folder, (group, town, community))
    return found[0], problems


@pytest.mark.parametrize("typed", ["石羊镇", "石羊", "石 羊 镇", "石羊镇　", "510181107", "石羊乡"])
def test_mess_27_a_township_is_found_by_name_short_name_code_and_with_or_without_its_suffix(tmp_path: Path, typed: str):
    row, problems = visit(tmp_path, town=typed)
    assert (row.township.name, problems) == ("石羊镇", [])


@pytest.mark.parametrize("typed", ["奎光塔街道", "奎光塔", "奎光塔街道办事处"])
def test_a_street_office_is_found_without_a_short_name(tmp_path: Path, typed: str):
    assert visit(tmp_path, town=typed)[0].township.name == "奎光塔街道"


@pytest.mark.parametrize(
    "typed", ["丰乐社区", "丰乐", "丰乐村", "001", "石羊镇丰乐社区", "石羊丰乐", "石羊镇 丰乐社区"]
)
def test_mess_27_a_community_is_found_with_or_without_its_suffix_and_its_township(tmp_path: Path, typed: str):
    row, problems = visit(tmp_path, community=typed)
    assert (row.community.code, problems) == ("001", [])


def test_mess_27_one_name_in_two_townships_means_the_own_one(tmp_path: Path):
    rows, problems = visits(tmp_path, ("", "石羊镇", "丰乐"), ("", "灌口镇", "丰乐"))
    assert [row.community.township.name for row in rows] == ["石羊镇", "灌口镇"]
    assert problems == []


def test_a_community_called_like_its_township_is_found(tmp_path: Path):
    assert [visit(tmp_path, town="灌口镇", community=c)[0].community.code for c in ("灌口社区", "灌口")] == ["004"] * 2


def test_a_community_of_another_township_is_not_taken(tmp_path: Path):
    row, problems = visit(tmp_path, town="灌口镇", community="竹瓦社区")
    assert not row.is_set("community")
    assert problems[0].hint is not None
    assert problems[0].hint.zh == "它属于石羊镇，不属于灌口镇。"
    assert [(p.code, p.where, p.value) for p in problems] == [
        ("reference", Cell("台账.xlsx", "指导记录", 2, "F"), "竹瓦社区")
    ]


@pytest.mark.parametrize("typed", ["第3指导组", "第三指导组", "三组", "3组", "3", "第 3 组", "03", "第３组"])
def test_a_group_is_found_however_its_number_is_written(tmp_path: Path, typed: str):
    row, problems = visit(tmp_path, group=typed)
    assert (row.group.head, problems) == ("钱", [])


@pytest.mark.parametrize("typed", ["12", "十二组", "第12督导组", "第十二督导组"])
def test_a_group_above_ten_is_found_however_its_number_is_written(tmp_path: Path, typed: str):
    assert visit(tmp_path, group=typed)[0].group.head == "孙"


def test_a_number_in_a_numeric_cell_finds_the_group(tmp_path: Path):
    grid: Grid = [
        ["日期", "类别", "指导人", "组号", "乡镇(街道)", "人次"],
        ["2013-11-18", "指导组", "李", 3, "石羊", 1],
    ]
    assert read(tmp_path, 指导记录=grid)[GuidanceVisit][0].group.head == "钱"


def test_the_nearest_community_is_one_of_the_township(tmp_path: Path):
    _, (problem,) = visit(tmp_path, town="石羊镇", community="竹凡社区")
    assert problem.hint is not None
    assert "竹瓦社区" in problem.hint.zh


def test_mess_27_an_unknown_name_is_named_with_its_cell_and_the_nearest(tmp_path: Path):
    row, problems = visit(tmp_path, town="石杨镇", community="丰乐社区")
    assert [(p.code, p.where, p.value) for p in problems] == [
        ("reference", Cell("台账.xlsx", "指导记录", 2, "E"), "石杨镇")
    ]
    assert problems[0].hint is not None
    assert "石羊镇" in problems[0].hint.zh
    for name in ("township", "community"):
        with pytest.raises(BadCell):
            getattr(row, name)


def test_a_name_of_two_rows_is_ambiguous_and_not_guessed(tmp_path: Path):
    towns = [*TOWNS, [4, "510181108", "石羊乡", "", "乡", 1, "1", "", ""]]
    grid: Grid = [["日期", "类别", "指导人", "乡镇(街道)", "人次"]]
    grid += [["2013-11-18", "指导组", "李", town, 1] for town in ("石羊街道", "石羊乡", "石羊镇")]
    data = read(tmp_path, 乡镇=towns, 指导记录=grid)
    assert [(p.code, p.value) for p in data.problems if p.table == "指导记录"] == [("ambiguous", "石羊街道")]
    assert [visit.township.name for visit in data[GuidanceVisit][1:]] == ["石羊乡", "石羊镇"]


def test_a_list_of_names_becomes_rows_and_rows_that_refer_to_each_other_meet(tmp_path: Path):
    data = read(tmp_path)
    group = data[GuidanceGroup][1]
    assert [town.name for town in group.townships] == ["石羊镇", "奎光塔街道"]
    assert data[Township][1].group is group
    assert group.townships[0] is data[Township][1]
    assert data[Community][0].township.group.hotline == "87130003"


def test_one_wrong_name_in_a_list_is_named(tmp_path: Path):
    groups: Grid = [GROUPS[0], ["1", "指导组", "赵", "灌口、河口", "87130001"]]
    data = read(tmp_path, 指导组=groups)
    found = [p for p in data.problems if p.table == "指导组"]
    assert [(p.code, p.where, p.value) for p in found] == [("reference", Cell("台账.xlsx", "指导组", 2, "D"), "河口")]
    assert not data[GuidanceGroup][0].is_set("townships")


class Street(Record, table="街", key=("name",)):
    """A street."""

    name: str = column("街名", required=True)


class House(Record, table="户", key=("street", "name")):
    """A house in a street."""

    street: Street = ref("街", "街", required=True)
    name: str = column("户名", required=True)


class Bill(Record, table="账单", key=("number",)):
    """A bill of a house in a street, which may be left blank."""

    number: str = column("账号", kind=Kind.CODE, required=True)
    street: Street = ref("所在街", "街")
    house: House = ref("门户", "户", within="street", required=True)


def bills(folder: Path, order: Sequence[type[Record]], street: str) -> Dataset:
    """A bill for the house 李宅, which two streets have, in tables of that order."""
    houses: Grid = [["街", "户名"], ["东街", "李宅"], ["西街", "李宅"]]
    streets: Grid = [["街名"], ["东街"], ["西街"]]
    sheets: dict[str, Grid] = {"街": streets, "户": houses, "账单": [["账号", "所在街", "门户"], ["1", street, "李宅"]]}
    (folder / "a.xlsx").write_bytes(workbook(sheets))
    return Dataset.read(folder, {record.__table__.name: record.__table__ for record in order}, {}, SETTINGS)[0]


ORDERS = list(permutations((Street, House, Bill)))


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: " ".join(record.__name__ for record in order))
def test_names_are_found_in_whatever_order_the_tables_were_declared(tmp_path: Path, order: tuple[type[Record], ...]):
    data = bills(tmp_path, order, street="西街")
    assert data.problems == []
    assert data[Bill][0].house.street.name == "西街"


def test_a_name_that_lies_in_nothing_is_not_guessed(tmp_path: Path):
    data = bills(tmp_path, (Street, House, Bill), street="")
    assert [(p.code, p.where, p.value) for p in data.problems] == [
        ("ambiguous", Cell("a.xlsx", "账单", 2, "C"), "李宅")
    ]
    assert not data[Bill][0].is_set("house")


@pytest.mark.parametrize("typed", ["公安", "公安局", "派出所"])
def test_a_department_is_found_by_each_of_its_aliases(tmp_path: Path, typed: str):
    class Opinion(Record, table="意见", key=("number",)):
        """An opinion."""

        number: str = column("意见号", kind=Kind.CODE, required=True)
        department: Department = ref("发函部门", "部门", required=True)

    (tmp_path / "a.xlsx").write_bytes(workbook({"部门": DEPARTMENTS, "意见": [["意见号", "发函部门"], ["1", typed]]}))
    tables = {record.__table__.name: record.__table__ for record in (Department, Opinion)}
    assert Dataset.read(tmp_path, tables, {}, SETTINGS)[0][Opinion][0].department.full_name == "市公安局"


def test_what_a_name_was_stays_secret_where_the_column_is(tmp_path: Path):
    class Case(Record, table="案件", key=("number",)):
        """A case, whose township is not for all eyes."""

        number: str = column("案号", kind=Kind.CODE, required=True)
        place: Township = ref("案发镇", "乡镇(街道)", access=Access.SEALED)

    grids: dict[str, Grid] = {"乡镇": TOWNS, "指导组": GROUPS, "案件": [["案号", "案发镇"], ["1", "某镇"]]}
    (tmp_path / "a.xlsx").write_bytes(workbook(grids))
    tables = {record.__table__.name: record.__table__ for record in (Township, GuidanceGroup, Case)}
    problem = next(p for p in Dataset.read(tmp_path, tables, {}, SETTINGS)[0].problems if p.table == "案件")
    assert "某镇" not in f"{problem.text.zh}{problem.text.en}{problem.value}{problem.hint}"
