"""Views of the data: by day, by condition, by reference, and cut to what a document may show."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from docgen import (
    Access,
    BadCell,
    Cell,
    Dataset,
    DocgenError,
    FigureSpec,
    Kind,
    Period,
    Record,
    Registry,
    Rows,
    Settings,
    Severity,
    Text,
    check,
    column,
    distinct,
    figure,
    ref,
)
from docgen.config import ConfigFile
from docgen.data import run_checks
from docgen.tables.write import workbook


class Group(Record, table="督导组", key=("number",)):
    """A group."""

    number: str = column("组号", kind=Kind.CODE, required=True, access=Access.PUBLIC)
    hotline: str = column("举报电话", access=Access.PUBLIC)
    head: str = column("组长", access=Access.RESTRICTED)


class Town(Record, table="镇街", key=("name",)):
    """A town."""

    name: str = column("镇名", required=True, access=Access.PUBLIC)
    group: Group = ref("督导组", "督导组", required=True)
    order: int = column("顺序", kind=Kind.INT, access=Access.PUBLIC)


class Village(Record, table="村社", key=("name",)):
    """A village."""

    name: str = column("村名", required=True, access=Access.PUBLIC)
    town: Town = ref("镇街", "镇街", required=True)


class Letter(Record, table="来信", key=("number",), dated="received_on"):
    """A letter of complaint."""

    number: str = column("件号", kind=Kind.CODE, required=True, access=Access.PUBLIC)
    village: Village = ref("村社", "村社", required=True)
    people: int = column("涉及人数", kind=Kind.INT, access=Access.INTERNAL)
    resident_id: str = column("证件号", access=Access.RESTRICTED, mask=lambda number: f"{number[:6]}****")
    writer: str = column("写信人", access=Access.SEALED)
    received_on: date = column("收件日期", kind=Kind.DATE, required=True, access=Access.INTERNAL)


class Form(Record, table="表单", key=("number",)):
    """A table that no sheet feeds."""

    number: str = column("表单编号", required=True)
    filled_on: date = column("填表时间", kind=Kind.DATE, required=True)


SHEETS: dict[str, list[list[object]]] = {
    "督导组": [["组号", "举报电话", "组长"], ["1", "87130001", "赵组长"], ["2", "87130002", "钱组长"]],
    "镇街": [["镇名", "督导组", "顺序"], ["石羊镇", "1", 2], ["灌口镇", "2", 1], ["玉堂镇", "1", "第三"]],
    "村社": [["村名", "镇街"], ["丰乐", "石羊镇"], ["竹瓦", "灌口镇"], ["皂角", "石羊镇"]],
    "来信": [
        ["件号", "村社", "涉及人数", "证件号", "写信人", "收件日期"],
        ["X1", "丰乐", 3, "990181197010011234", "甲某", "2013-11-18"],
        ["X2", "竹瓦", "若干", "990181197010015678", "乙某", "2013-11-15"],
        ["X3", "丰乐", "", "", "", "2013-11-22"],
        ["X4", "皂角", 1, "990181196001019999", "甲某", "2013-11-25"],
    ],
}


@figure("writers", Text("writers", "写信人数"), Text("", ""), unit="人", measure=distinct("writer"))
def writers(data: Dataset) -> Rows[Letter]:
    return data[Letter]


@check("T1", Severity.WARNING, Text("one writer, several letters", "同一人多次写信"), needs=(Letter,))
def same_writer(data: Dataset) -> Iterator[tuple[Record, Text]]:
    for writer, letters in data[Letter].by("writer").items():
        if writer and len(letters) > 1:
            yield letters[0], Text("several letters", "多次写信")


@check("T2", Severity.WARNING, Text("a form", "表单"), needs=(Form,))
def any_form(data: Dataset) -> Iterator[tuple[Record | None, Text]]:
    yield None, Text("never asked", "不应运行")


TABLES = {record.__table__.name: record.__table__ for record in (Group, Town, Village, Letter, Form)}
FIGURES: dict[str, FigureSpec] = {"writers": writers}
SETTINGS = Settings(ConfigFile(Path("docgen.toml"), (), {}), "专项", 2013, date(2013, 11, 4), 4, "组织部")
WEEK = Period(date(2013, 11, 16), date(2013, 11, 22), Text("week 3", "第3周"))


@pytest.fixture
def data(tmp_path: Path) -> Dataset:
    (tmp_path / "台账.xlsx").write_bytes(workbook(SHEETS))
    return Dataset.read(tmp_path, TABLES, FIGURES, SETTINGS)[0]


def numbers(letters: Iterable[Letter]) -> list[str]:
    return [letter.number for letter in letters]


# -- by day --


def test_upto_leaves_out_what_is_dated_later(data: Dataset):
    assert numbers(data.upto(date(2013, 11, 22))[Letter]) == ["X1", "X2", "X3"]
    assert numbers(data[Letter]) == ["X1", "X2", "X3", "X4"]


def test_during_leaves_out_what_is_dated_earlier_or_later(data: Dataset):
    assert numbers(data.during(WEEK)[Letter]) == ["X1", "X3"]


def test_a_table_without_dates_is_the_same_at_any_time(data: Dataset):
    assert len(data.upto(date(2000, 1, 1))[Village]) == 3


def test_a_day_and_an_access_can_be_asked_for_in_any_order(data: Dataset):
    for view in (data.during(WEEK).seen_at(Access.PUBLIC), data.seen_at(Access.PUBLIC).during(WEEK)):
        assert numbers(view[Letter]) == ["X1", "X3"]
        with pytest.raises(BadCell):
            _ = view[Letter][0].writer


# -- by condition --


def test_a_row_with_a_bad_cell_counts_but_passes_no_condition_on_that_cell(data: Dataset):
    letters = data[Letter]
    assert len(letters) == 4
    assert numbers(letters.where(lambda letter: letter.people != 1)) == ["X1", "X3"]
    assert numbers(letters.where(people=1)) == ["X4"]
    assert numbers(letters.where(people=None)) == ["X3"]


def test_a_column_gives_nothing_for_blank_and_unreadable_cells(data: Dataset):
    people = data[Letter].values("people")
    assert [str(number) for number in people] == [str(letter.get("people")) for letter in data[Letter]]
    assert people[1:3] == [None, None]
    assert data[Letter].values("number") == ["X1", "X2", "X3", "X4"]


def test_reading_a_bad_cell_names_the_cell(data: Dataset):
    with pytest.raises(BadCell) as caught:
        _ = data[Letter][1].people
    assert caught.value.where == Cell("台账.xlsx", "来信", 3, "C")


def test_sorting_puts_blank_and_unreadable_cells_last(data: Dataset):
    assert numbers(data[Letter].sort("people", "received_on")) == ["X4", "X1", "X2", "X3"]
    assert [town.name for town in data[Town].sort("order")] == ["灌口镇", "石羊镇", "玉堂镇"]


def test_filtering_and_sorting_leave_the_rows_as_they_were(data: Dataset):
    letters = data[Letter]
    letters.where(people=1)
    letters.sort("people")
    assert numbers(letters) == ["X1", "X2", "X3", "X4"]


# -- by reference --


def test_rows_are_grouped_by_a_column_or_by_what_they_refer_to_near_or_far(data: Dataset):
    letters, towns, groups = data[Letter], data[Town], data[Group]
    assert {key: numbers(rows) for key, rows in letters.by("writer").items()} == {
        "甲某": ["X1", "X4"],
        "乙某": ["X2"],
        None: ["X3"],
    }
    assert numbers(letters.by(Village)[data[Village][0]]) == ["X1", "X3"]
    assert [numbers(letters.by(Town)[town]) for town in towns] == [["X1", "X3", "X4"], ["X2"], []]
    assert [numbers(letters.by(Group)[group]) for group in groups] == [["X1", "X3", "X4"], ["X2"]]


def test_grouping_by_a_table_that_nothing_refers_to_is_refused(data: Dataset):
    with pytest.raises(ValueError, match="督导组 does not refer to 来信"):
        data[Group].by(Letter)


def test_get_gives_the_only_row_or_nothing(data: Dataset):
    found = data[Letter].get(number="X2")
    assert found is not None
    assert found.writer == "乙某"
    assert data[Letter].get(writer="甲某") is None
    assert data[Letter].get(number="X9") is None


# -- by access --


@pytest.mark.parametrize(
    ("access", "readable"),
    [
        (Access.PUBLIC, {"number"}),
        (Access.INTERNAL, {"number", "people", "received_on"}),
        (Access.RESTRICTED, {"number", "people", "received_on", "resident_id"}),
        (Access.SEALED, {"number", "people", "received_on", "resident_id", "writer"}),
    ],
    ids=lambda value: value.name if isinstance(value, Access) else "",
)
def test_a_document_reads_columns_up_to_its_access(data: Dataset, access: Access, readable: set[str]):
    letter = data.seen_at(access)[Letter][0]
    names = ("number", "people", "received_on", "resident_id", "writer")
    whole = data[Letter][0]
    assert {name for name in names if letter.is_set(name) and getattr(letter, name) == getattr(whole, name)} == readable


def test_a_hidden_column_is_named_when_it_is_read(data: Dataset):
    letter = data.seen_at(Access.RESTRICTED)[Letter][0]
    for read in (lambda: letter.writer, lambda: letter["写信人"]):
        with pytest.raises(BadCell) as caught:
            read()
        assert "写信人" in caught.value.text.zh
        assert caught.value.where == Cell("台账.xlsx", "来信", 2)


def test_a_row_that_was_cut_leads_nobody_to_the_whole_one(data: Dataset):
    letter = data.seen_at(Access.PUBLIC)[Letter][0]
    said = [name for name in dir(letter) if not name.startswith("_") and name not in Letter.column_names()]
    leads = [name for name in said if isinstance(getattr(letter, name), Letter)]
    assert leads == []


def test_a_masked_column_shows_its_mask_and_a_blank_stays_blank(data: Dataset):
    letters = data.seen_at(Access.PUBLIC)[Letter]
    assert [letter.resident_id for letter in letters] == ["990181****", "990181****", None, "990181****"]


def test_a_column_is_hidden_behind_references_too(data: Dataset):
    letter = data.seen_at(Access.PUBLIC)[Letter][0]
    assert letter.village.town.group.hotline == "87130001"
    with pytest.raises(BadCell) as caught:
        _ = letter.village.town.group.head
    assert "组长" in caught.value.text.zh


@pytest.mark.parametrize("access", [Access.PUBLIC, Access.RESTRICTED], ids=lambda access: access.name)
def test_a_column_that_a_plugin_adds_is_read_by_its_header_and_cut_by_access(tmp_path: Path, access: Access):
    registry = Registry()
    registry.record(Village)
    registry.column(Village, "hotline", column("举报电话", access=Access.PUBLIC))
    registry.column(Village, "informant", column("举报人(实名)", access=Access.SEALED))
    rows: list[list[object]] = [["村名", "镇街", "举报电话", "举报人(实名)"], ["丰乐", "石羊镇", "87130001", "甲某"]]
    (tmp_path / "台账.xlsx").write_bytes(workbook({"村社": rows}))
    data = Dataset.read(tmp_path, registry.tables(), {}, SETTINGS)[0]
    for whole in (data[Village][0], data.seen_at(Access.SEALED)[Village][0]):
        assert (whole.hotline, whole["举报电话"]) == ("87130001", "87130001")
        assert (whole.informant, whole["举报人"]) == ("甲某", "甲某")
    seen = data.seen_at(access)[Village][0]
    assert (seen.hotline, seen["举报电话"]) == ("87130001", "87130001")
    with pytest.raises(BadCell, match="举报人"):
        _ = seen.informant
    with pytest.raises(BadCell, match="举报人"):
        _ = seen["举报人"]


def test_rows_seen_by_a_document_are_found_in_groups_of_all_data_and_the_other_way_round(data: Dataset):
    seen = data.seen_at(Access.PUBLIC)
    assert numbers(data[Letter].by(Town)[seen[Town][0]]) == numbers(seen[Letter].by(Town)[data[Town][0]])
    assert seen[Letter][0].village.town == seen[Town][0] == data[Town][0]


def test_figures_and_checks_see_what_a_document_may_not(data: Dataset):
    seen = data.seen_at(Access.PUBLIC)
    assert seen.figures["writers"].value == 2
    assert [problem.where for problem in run_checks(data, [same_writer])] == [Cell("台账.xlsx", "来信", 2)]


# -- what is not there, and what is wrong --


def test_a_table_that_no_sheet_feeds_is_an_error_that_names_its_headers(data: Dataset):
    assert not data.has(Form)
    with pytest.raises(DocgenError) as caught:
        data[Form]
    assert "表单" in caught.value.text.zh
    assert caught.value.hint is not None
    assert "表单编号、填表时间" in caught.value.hint.zh


def test_a_check_is_silent_without_the_tables_that_it_needs(data: Dataset):
    assert run_checks(data, [any_form]) == []


def test_only_errors_in_tables_that_were_looked_at_make_a_draft(data: Dataset):
    assert {problem.table for problem in data.problems} == {"镇街", "来信"}
    assert data.errors_in_use() == []
    _ = data[Village]
    assert data.errors_in_use() == []
    _ = data.upto(date(2013, 11, 22)).figures["writers"].value
    assert [problem.table for problem in data.errors_in_use()] == ["来信"]
