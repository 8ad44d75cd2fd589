"""Any plugin may declare what the engine asks for: the places of a workspace, the office's list of numbers."""

import json

import pytest

from docgen import DocgenError, Registry
from docgen.plugin.manager import load_packages
from docgen.plugin.trust import trust

SETTINGS = """title = "Club"
year = 2026
start = 2026-01-05
week_end = "friday"
issuer = "The club"
"""
BRANCHES = """
from docgen import Access, NumberList, Problem, Record, Severity, Text, UsageError, column, hookimpl

docgen_api = 2


class Branch(Record, table="支部", key=("name",)):
    name: str = column("支部名称", required=True, access=Access.PUBLIC)


class Branches:
    help = Text("BRANCHES: names of branches", "支部名称")
    is_narrow = True

    def __init__(self, names, data):
        self.names = list(names)
        known = {row.name for row in data[Branch]}
        for name in self.names:
            if name not in known:
                raise UsageError(Text("there is no branch {name}", "没有支部{name}").format(name=name))

    @classmethod
    def has_places(cls, table):
        return table.name == "会员"

    def hold(self, row):
        return row.get("支部") in self.names

    def cover(self, group, place):
        return place in self.names


def compare(entries, data, code):
    return [Problem("N1", Severity.WARNING, Text("the club's list lacks {n}", "名单缺{n}").format(n=each.number))
            for each in entries]


@hookimpl
def setup(docgen):
    docgen.record(Branch)
    docgen.places(Branches)
    docgen.number_list(NumberList(compare, lambda data: ()))
"""
FORM = """
name = "会员证"
title = "会员证"
template = "会员证.txt"
access = "内部"
each = "会员"
filename = "会员证/{{ 姓名 }}"
[table]
name = "会员"
key = ["姓名"]
[[table.columns]]
title = "姓名"
access = "内部"
[[table.columns]]
title = "支部"
access = "内部"
"""


@pytest.fixture
def club(tmp_path, monkeypatch):
    """A workspace whose places are the branches of a club."""
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    root = tmp_path / "club"
    for folder in ("data", "plugins", "forms/会员证"):
        (root / folder).mkdir(parents=True)
    (root / "docgen.toml").write_text(SETTINGS, encoding="utf-8")
    (root / "data" / "支部.csv").write_text("支部名称\n东\n西\n", encoding="utf-8")
    (root / "data" / "会员.csv").write_text("姓名,支部\n甲一,东\n乙二,西\n丙三,东\n", encoding="utf-8")
    (root / "forms" / "会员证" / "form.toml").write_text(FORM, encoding="utf-8")
    (root / "forms" / "会员证" / "会员证.txt").write_text("{{ 姓名 }}\n", encoding="utf-8")
    (root / "plugins" / "branches.py").write_text(BRANCHES, encoding="utf-8")
    trust(root / "plugins" / "branches.py")
    return root


def test_documents_of_the_named_places_are_made(docgen, club):
    assert docgen("-w", club, "会员证", "东").code == 0
    assert sorted(path.stem for path in (club / "out").rglob("[甲乙丙]*.txt")) == ["丙三", "甲一"]
    wrong = docgen("-w", club, "会员证", "南")
    assert (wrong.code, "there is no branch 南" in wrong.err) == (2, True)
    assert "BRANCHES: names of branches" in docgen("-w", club, "会员证", "--help").out


def test_the_register_is_compared_with_the_list_of_the_plugin(docgen, club):
    allot = ("register", "allot", "函", "2026-01-05..2026-01-09", "--title", "x", "--day", "2026-01-09")
    assert docgen("-w", club, *allot).code == 0
    found = json.loads(docgen("-w", club, "register", "compare", "--json").out)
    assert [each["text"]["en"] for each in found] == ["the club's list lacks 1"]


def test_where_no_plugin_declares_places_a_name_is_refused(docgen, club):
    (club / "plugins" / "branches.py").unlink()
    refused = docgen("-w", club, "handover", "东")
    assert (refused.code, "no plugin here declares places" in refused.err) == (2, True)


def test_a_second_declaration_names_both_owners():
    first = load_packages(["elections"]).registry
    places, numbers = first.known_places, first.known_numbers
    other = Registry(owner="club", beside=first)
    with pytest.raises(DocgenError, match="elections and club both bring it"):
        other.places(places)
    with pytest.raises(DocgenError, match="elections and club both bring it"):
        other.number_list(numbers)
    with pytest.raises(DocgenError, match=r"docgen.places\(\) takes what Places makes"):
        Registry(owner="club").places("东")
