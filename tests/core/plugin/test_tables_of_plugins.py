"""What a plugin declares wrong of a table, or of a column that it adds: told with its line when it is loaded, while
everything else works."""

import json
from pathlib import Path

import pytest
from strange_plugins import GOOD, HEAD, line_of, plugin, workspace

CLASS = 'class Visit(Record, table="走访", key=("name",)):'
COLUMN = '    name: str = column("姓名", required=True, access=Access.PUBLIC)'
TABLES = {
    'key=("nosuch",)': "key names nosuch, which is no column",
    'key="name"': "key must be (str, …), and not 'name'",
    'key=("name",), also=("nosuch",)': "also names nosuch, which is no column",
    'key=("name",), dated="nosuch"': "dated names nosuch, which is no column",
    'key=("name",), dated="name"': "dated names name, which holds no dates",
}
COLUMNS = {
    'other = ref("社区", "社区", within="zz")': "other: within names zz, which is no column",
    'other = column("备注", kind="date")': "other: kind must be Kind, and not 'date'",
    'other = column("备注", access="public")': "other: access must be Access, and not 'public'",
    'other = column("备注", "姓名")': "two columns have the header 姓名",
    'other = column("备注", "")': "a header of other is no text, or blank",
    'other = column("备注", 5)': "a header of other is no text, or blank",
    'origin = column("备注")': "no column can be called origin",
    'get = column("备注")': "no column can be called get",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of a user of one's own."""
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    return workspace(tmp_path / "走访")


def problem_of(docgen, root: Path, name: str) -> dict:
    found = json.loads(docgen("-w", root, "plugins", "--json").out)
    assert docgen("-w", root, "tables").code == 0
    assert docgen("-w", root, "check").code == 1  # it is off
    plugin = next(each for each in found if each["name"] == name)
    assert plugin["state"] == "failed"
    return plugin["problem"]


@pytest.mark.parametrize("said", TABLES)
def test_a_table_that_is_declared_wrong(docgen, root, said):
    path = plugin(root, "good", GOOD.replace('key=("name",)', said))
    problem = problem_of(docgen, root, "good")
    assert f"the table 走访: {TABLES[said]}" in problem["text"]["en"]
    assert problem["where"] == line_of(path, "class Visit")


@pytest.mark.parametrize("said", COLUMNS)
def test_a_column_that_is_declared_wrong(docgen, root, said):
    source = GOOD.replace(COLUMN, f"{COLUMN}\n    {said}").replace("import Access", "import Kind, ref, Access")
    path = plugin(root, "good", source)
    problem = problem_of(docgen, root, "good")
    assert f"the table 走访: {COLUMNS[said]}" in problem["text"]["en"]
    assert problem["where"] == line_of(path, "class Visit")


def test_an_added_column_that_is_declared_wrong(docgen, root):
    added = (
        'from docgen.records import Community\n@hookimpl\ndef setup(docgen):\n    docgen.column(Community, "zz", {})\n'
    )
    path = plugin(root, "more", HEAD + added.format('column("热线", kind="date")'))
    problem = problem_of(docgen, root, "more")
    assert "the table 社区: zz: kind must be Kind, and not 'date'" in problem["text"]["en"]
    assert problem["where"] == line_of(path, "docgen.column")
