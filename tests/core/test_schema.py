"""Tables as classes, and what their rows give."""

import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import Access, BadCell, Cell, Column, Kind, Problem, Quantity, Record, Severity, Text, column, ref
from docgen.render import evaluate
from docgen.schema import Table, path_to, variable


class Group(Record, table="指导组", key=("number",)):
    number: str = column("组号")
    hotline: str = column("举报电话", kind=Kind.PHONE, access=Access.PUBLIC)


class Township(Record, table="乡镇(街道)", key=("name",)):
    name: str = column("乡镇名称", "乡镇", required=True)
    secretary: str = column("党(工)委书记", kind=Kind.NAME)
    group: Group = ref("指导组编号", "指导组")
    votes: int = column("推荐票数", kind=Kind.INT)


def new(record: Any, **values: Any) -> Any:
    """A row as a program makes it."""
    return record(**values)


# -- names in templates --


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("乡镇(街道)", "乡镇"),
        ("乡镇（街道）", "乡镇"),
        ("党(工)委书记", "党委书记"),
        ("户数(户)", "户数"),
        ("不满意率(%)", "不满意率"),
        ("男/女", "男女"),
        ("姓　名", "姓名"),
        ("No.", "No"),
    ],
    ids=["end", "full-width", "inside", "unit", "percent", "slash", "blank", "dot"],
)
def test_a_header_is_called_in_templates_without_brackets_and_signs(title: str, name: str) -> None:
    assert variable(title) == name
    assert Column(title).var == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("1月", "_1月"),
        ("2024年(万元)", "_2024年"),
        ("面积m²", "面积m2"),
        ("①", "_1"),
        ("not", "_not"),
        ("None", "_None"),
    ],
)
def test_a_header_that_is_no_name_is_called_by_one_that_a_template_can_hold(title: str, name: str) -> None:
    assert variable(title) == name
    assert evaluate(f"{{{{ {name} }}}}", {name: "✓"}) == "✓"


@given(st.text())
def test_whatever_a_header_is_its_name_can_be_written(title: str) -> None:
    name = variable(title)
    assert not name or evaluate(f"{{{{ {name} }}}}", {name: "✓"}) == "✓"


def test_a_declared_column_that_begins_with_a_digit_can_be_printed() -> None:
    class Sales(Record, table="销售"):
        january: str = column("1月")

    assert evaluate("{{ 行._1月 }}", {"行": Sales(january="10")}) == "10"


def test_two_columns_of_one_name_in_templates_are_an_error_that_names_both() -> None:
    with pytest.raises(ValueError, match=r"户.*home.*mobile.*电话"):

        class Household(Record, table="户"):
            home: str = column("电话(家)")
            mobile: str = column("电话(手机)")


def test_a_name_of_its_own_settles_the_clash() -> None:
    class Household(Record, table="户"):
        home: str = column("电话(家)")
        mobile: str = column("电话(手机)", var="手机")

    row = new(Household, home="87112233", mobile="13800138000")
    assert (row["电话"], row["手机"]) == ("87112233", "13800138000")


# -- quantities --


@pytest.mark.parametrize(
    ("total", "shown"),
    [
        (Quantity(170, over=True) + 3, "173余"),
        (3 + Quantity(170, over=True), "173余"),
        (Quantity(170) + Quantity(3, over=True), "173余"),
        (Quantity(170) + 3, "173"),
        (sum([Quantity(2000, over=True), Quantity(5), 1]), "2006余"),
        (sum([Quantity(2000), Quantity(5)]), "2005"),
    ],
    ids=["left", "right", "both", "exact", "sum", "exact-sum"],
)
def test_a_sum_says_at_least_if_one_of_its_numbers_does(total: Quantity, shown: str) -> None:
    assert str(total) == f"{total}" == shown


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**9), st.booleans())))
def test_quantities_add_up_like_numbers_and_keep_the_mark(numbers: list[tuple[int, bool]]) -> None:
    total = sum((Quantity(value, over) for value, over in numbers), Quantity(0))
    assert total == sum(value for value, _ in numbers)
    assert total.over == any(over for _, over in numbers)


def test_a_quantity_keeps_its_mark_on_the_way_to_a_worker() -> None:
    sent = pickle.loads(pickle.dumps(Quantity(170, over=True)))
    assert sent == 170
    assert str(sent) == "170余"


# -- rows --


NO_NUMBER = Problem(
    "cell",
    Severity.ERROR,
    Text("a number is needed", "应为数字"),
    Cell("候选人.xlsx", "石羊镇", 7, "D"),
    Text("Type it.", "请填写。"),
)


def read_row(record: type[Record] = Township) -> Any:
    """A row of a sheet whose cell of 推荐票数, D7, could not be read."""
    row = record.empty(Cell("候选人.xlsx", "石羊镇", 7))
    row.put(record.__table__.column("name"), "石羊镇")
    row.put(record.__table__.column("secretary"), None)
    row.mark_bad(record.__table__.column("votes"), NO_NUMBER)
    return row


def test_a_row_gives_its_values_by_attribute_and_by_header() -> None:
    row = new(Township, name="石羊镇", secretary="王芳", votes=3)
    assert (row.name, row.secretary, row.votes, row.group) == ("石羊镇", "王芳", 3, None)
    assert (row["乡镇名称"], row["党委书记"], row["推荐票数"]) == ("石羊镇", "王芳", 3)


def test_a_mistyped_column_is_refused_when_a_row_is_made() -> None:
    with pytest.raises(TypeError, match="Township has no column secretery"):
        new(Township, name="石羊镇", secretery="王芳")


def test_a_mistyped_column_is_refused_when_a_row_is_changed_or_read() -> None:
    row = new(Township, name="石羊镇")
    with pytest.raises(AttributeError):
        row.secretery = "王芳"
    with pytest.raises(AttributeError, match="secretery"):
        _ = row.secretery
    with pytest.raises(KeyError):
        _ = row["书记"]


@pytest.mark.parametrize("read", [lambda row: row.votes, lambda row: row["推荐票数"]], ids=["attribute", "header"])
def test_an_unreadable_cell_stops_whoever_reads_it_and_names_the_place(read: Any) -> None:
    with pytest.raises(BadCell) as caught:
        read(read_row())
    assert caught.value.where == Cell("候选人.xlsx", "石羊镇", 7, "D")
    assert caught.value.text.zh == "应为数字"
    assert caught.value.hint == Text("Type it.", "请填写。")


def test_a_value_that_turns_out_to_be_wrong_can_be_read_no_more() -> None:
    row = new(Township, group="第九组")
    row.mark_bad(Township.__table__.column("group"), NO_NUMBER)
    assert not row.is_set("group")
    with pytest.raises(BadCell):
        _ = row.group


def test_a_row_with_an_unreadable_cell_still_gives_the_others() -> None:
    row = read_row()
    assert row.name == row["乡镇名称"] == "石羊镇"
    assert row.is_set("name")
    assert not row.is_set("votes")


def test_a_default_stands_in_for_blank_and_unreadable_cells_only() -> None:
    row = read_row()
    assert row.get("votes", 0) == 0
    assert row.get("secretary", "—") == "—"
    assert row.get("votes") is None
    assert row.get("name", "—") == "石羊镇"
    assert new(Township, votes=0).get("votes", 5) == 0


def test_a_table_defined_at_run_time_equals_a_class() -> None:
    columns: dict[str, Column] = {
        "name": column("乡镇名称", "乡镇", required=True),
        "secretary": column("党(工)委书记", kind=Kind.NAME),
        "group": ref("指导组编号", "指导组"),
        "votes": column("推荐票数", kind=Kind.INT),
    }
    made = Record.define("乡镇(街道)", columns, key=("name",))
    assert made.__table__.columns == Township.__table__.columns
    assert (made.__table__.name, made.__table__.key) == ("乡镇(街道)", ("name",))
    row = new(made, name="石羊镇", votes=3)
    assert row["乡镇名称"] == "石羊镇"
    with pytest.raises(BadCell):
        _ = read_row(made).votes
    with pytest.raises(TypeError, match="nmae"):
        new(made, nmae="石羊镇")
    with pytest.raises(AttributeError):
        row.nmae = "石羊镇"


def test_a_column_that_a_plugin_adds_is_read_by_attribute_and_by_header() -> None:
    row = read_row()
    row.put(Column("应急预案(份)", name="plan"), "已完成")
    assert row.plan == row["应急预案"] == row.get("plan") == "已完成"


@pytest.mark.parametrize("read", [lambda row: row.drill, lambda row: row["演练"]], ids=["attribute", "header"])
def test_an_unreadable_cell_of_an_added_column_stops_whoever_reads_it(read: Any) -> None:
    row = read_row()
    row.mark_bad(Column("演练(次)", name="drill"), NO_NUMBER)
    with pytest.raises(BadCell):
        read(row)
    assert row.get("drill", "—") == "—"


def test_a_header_that_nobody_declared_keeps_its_values() -> None:
    row = read_row()
    row.extra["其他情况"] = "雨"
    assert row["其他情况"] == "雨"


def test_copies_of_a_row_are_that_row_and_equal_values_are_not() -> None:
    row = new(Township, name="石羊镇")
    copy = Township.empty(row.origin, row)
    assert copy == row
    assert len({row, copy}) == 1
    assert new(Township, name="石羊镇") != row


def test_aliases_and_columns_can_be_added_without_changing_the_class() -> None:
    extra = column("应急预案", kind=Kind.BOOL)
    table = Township.__table__.with_columns([extra]).with_aliases({"乡镇名称": ["镇名"]})
    assert table.column("name").aliases == ("乡镇", "镇名")
    assert extra in table.columns
    assert Township.__table__.column("name").aliases == ("乡镇",)
    assert extra not in Township.__table__.columns


# -- the way from table to table --


class Community(Record, table="社区", key=("township", "name")):
    township: Township = ref("乡镇", "乡镇(街道)")
    name: str = column("社区名称")


class Household(Record, table="户"):
    community: Community = ref("社区", "社区", within="township")
    township: Township = ref("乡镇", "乡镇(街道)")
    visitors: tuple[Group, ...] = ref("走访组", "指导组", many=True)


class Town(Record, table="镇"):
    """Refers to itself by way of another table."""

    seat: Community = ref("驻地", "街区")


TABLES: dict[str, Table] = {r.__table__.name: r.__table__ for r in (Group, Township, Community, Household, Town)}


@pytest.mark.parametrize(
    ("source", "target", "path"),
    [
        (Household, "户", ()),
        (Household, "乡镇(街道)", ("township",)),
        (Household, "指导组", ("township", "group")),
        (Community, "指导组", ("township", "group")),
        (Group, "户", None),
        (Town, "街区", ("seat",)),
        (Town, "指导组", None),
    ],
    ids=["itself", "shortest", "not-by-a-list", "two-steps", "no-way-back", "unread-target", "unread-on-the-way"],
)
def test_figures_are_grouped_by_the_shortest_way_to_a_table(
    source: type[Record], target: str, path: tuple[str, ...] | None
) -> None:
    assert path_to(source.__table__, target, TABLES) == path


def test_tables_that_refer_to_each_other_end_the_search() -> None:
    egg = Record.define("蛋", {"hen": ref("鸡", "鸡")})
    hen = Record.define("鸡", {"egg": ref("蛋", "蛋")})
    tables = {"蛋": egg.__table__, "鸡": hen.__table__}
    assert path_to(egg.__table__, "鸡", tables) == ("hen",)
    assert path_to(egg.__table__, "乡镇(街道)", tables) is None
