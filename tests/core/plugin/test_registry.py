"""Tables as plugins and docgen.toml make them together."""

from pathlib import Path

import pytest

from docgen import DocgenError, FileLine, Kind, Record, Registry, Settings, column
from docgen.workspace import open_workspace

CONFIG = """\
title = "换届"
year = 2013
start = 2013-11-04
week_end = "friday"
issuer = "组织部"

[aliases.候选人]
姓名 = ["候选对象"]
"""


class Person(Record, table="候选人", key=("name",)):
    """A candidate."""

    name: str = column("姓名", "候选人姓名", kind=Kind.NAME, required=True)


@pytest.fixture
def registry() -> Registry:
    """One table, to which a plugin adds a column."""
    registry = Registry("records")
    registry.record(Person)
    registry.column(Person, "hotline", column("举报电话", "热线"))
    return registry


def settings(folder: Path, config: str = CONFIG) -> Settings:
    (folder / "docgen.toml").write_text(config, encoding="utf-8")
    return open_workspace(folder).settings


def test_a_table_has_the_columns_that_plugins_add(registry: Registry) -> None:
    table = registry.tables()["候选人"]
    assert [(each.name, each.title) for each in table.columns] == [("name", "姓名"), ("hotline", "举报电话")]
    assert [each.name for each in Person.__table__.columns] == ["name"]


def test_an_alias_of_docgen_toml_joins_those_of_the_column(registry: Registry, tmp_path: Path) -> None:
    tables = registry.tables(settings(tmp_path, CONFIG + '举报电话 = ["举报热线"]\n'))
    aliases = {each.name: each.aliases for each in tables["候选人"].columns}
    assert aliases == {"name": ("候选人姓名", "候选对象"), "hotline": ("热线", "举报热线")}
    assert Person.__table__.column("name").aliases == ("候选人姓名",)


UNKNOWN = {
    "table": ("候选人", "候选人员", 7, "候选人"),
    "column": ("姓名", "性名", 8, "姓名"),
    "column-by-its-alias": ("姓名", "候选人姓名", 8, "姓名"),
}


@pytest.mark.parametrize(("good", "bad", "line", "near"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_alias_of_what_nobody_declares_is_named_with_its_line_and_the_nearest(
    registry: Registry, tmp_path: Path, good: str, bad: str, line: int, near: str
) -> None:
    wrong = settings(tmp_path, CONFIG.replace(good, bad))
    with pytest.raises(DocgenError) as caught:
        registry.tables(wrong)
    assert caught.value.where == FileLine("docgen.toml", line)
    assert caught.value.text.zh == f"没有“{bad}”这个表或列"
    assert caught.value.hint is not None
    assert caught.value.hint.zh == f"是不是“{near}”？"


CLASHES = {
    "added already": ("hotline", "热线电话"),
    "attribute of the table": ("name", "别名"),
    "name in templates": ("former", "姓名(曾用)"),
    "attribute of every row": ("bad", "坏的"),
}


@pytest.mark.parametrize(("name", "title"), CLASHES.values(), ids=CLASHES)
def test_an_added_column_that_clashes_with_another_is_refused_by_name(
    registry: Registry, name: str, title: str
) -> None:
    with pytest.raises(DocgenError, match=rf"候选人.*{name}"):
        registry.column(Person, name, column(title))
    assert [each.name for each in registry.tables()["候选人"].columns] == ["name", "hotline"]


@pytest.mark.parametrize(
    ("title", "header"),
    [("电话(2)", "电话"), ("候选人姓名", "候选人姓名")],
    ids=["another added one", "an alias of the table"],
)
def test_an_added_column_that_goes_by_a_name_in_use_is_refused(title: str, header: str):
    mine = Registry("x")
    mine.record(Person)
    mine.column(Person, "a", column("电话(1)"))
    with pytest.raises(DocgenError) as caught:
        mine.column(Person, "b", column(title))
    assert caught.value.hint is not None
    assert caught.value.hint.en.startswith(f"Both have the header {header};")
