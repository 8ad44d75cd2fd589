"""What the page for plugin authors shows is true."""

import os
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from docgen.plugin.spec import Hooks, Registry
from docgen.plugin.testing import Desk


@pytest.fixture
def page(repo: Path) -> str:
    return (repo / "docs" / "how-to" / "plugin.md").read_text("utf-8")


@pytest.mark.slow
def test_its_plugin_passes_its_tests_and_keeps_the_contract(page: str, tmp_path: Path):
    *_, plugin, tests = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    for name, code in (("plugins/visit.py", plugin), ("tests/test_visit.py", tests)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error"]
    env = {**os.environ, "PYTHONUTF8": "1", "DOCGEN_UPDATE_GOLDEN": "1"}
    ran = subprocess.run(command, cwd=tmp_path, env=env, check=False, capture_output=True, text=True, encoding="utf-8")
    assert "2 passed" in ran.stdout, ran.stdout + ran.stderr
    assert (tmp_path / "tests" / "golden" / "走访单.docx").is_file()


def test_what_it_shows_is_what_is_written_and_works_in_a_new_workspace_on_this_day(
    page: str, tmp_path: Path, docgen, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^    docgen (.*?)(?:  +#.*)?$", page, re.MULTILINE)
    assert commands[:2] == ["--lang en init fleet --use none", 'plugins new trip --title "Trip sheet" --table Trips']
    assert docgen(*shlex.split(commands[0]), "--yes").code == 0
    monkeypatch.chdir("fleet")
    assert docgen(*shlex.split(commands[1])).code == 0
    plugin, tests, *_ = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert Path("plugins/trip.py").read_text("utf-8") == plugin
    assert Path("tests/test_trip.py").read_text("utf-8") == tests
    book = openpyxl.load_workbook("data/Trips.xlsx")
    book["Trips"]["A4"], book["Trips"]["B4"], book["Trips"]["C4"] = "Ann Lee", date.today(), 40
    book.save("data/Trips.xlsx")
    assert docgen("trip").code == 0
    assert [path.name for path in Path("out/Trip sheet").glob("*.docx")] == [f"Ann Lee {date.today()}.docx"]
    assert "the note is missing" in docgen("check").out
    year = date.today().year
    assert "40" in docgen("figures", f"{year}-01-01..{year}-12-31").out
    assert docgen("plugins", "check", "trip").out == "trip: keeps the contract.\n"


def test_it_names_all_hooks_and_all_that_a_plugin_may_bring(page: str):
    for hook in (name for name in vars(Hooks) if not name.startswith("_")):
        assert f"| `{hook}(" in page
    (brings,) = re.findall(r"\| `setup\(docgen\)` \|.*?\| (.*?) \|", page)
    own = {"merge", "shelves", "check_whole", "tables"}
    methods = {name for name, each in vars(Registry).items() if callable(each) and not name.startswith("_")} - own
    assert set(re.findall(r"`(\w+)`", brings)) == methods


def test_it_names_all_that_a_desk_does(page: str):
    methods = [name for name in vars(Desk) if not name.startswith("_")]
    assert [name for name in methods if f"`{name}`" not in page] == []


def test_the_reference_says_what_plugins_are_handed(repo: Path):
    said = (repo / "docs" / "reference" / "hooks.md").read_text("utf-8")
    for name in (
        "Rows.sort",
        "Rows.by",
        "Dataset.upto",
        "Record.get",
        "Period.chinese",
        "Settings.option",
        "Figure.shown",
    ):
        assert f"#### {name}\n" in said
    assert "`default` when it is blank or its cell could not be read" in said
    for line in (
        "| `Kind.QUANTITY` | 约数 | `Quantity` |",
        "week_end: int",
        "files: list[Published]",
        "void: str | None",
    ):
        assert line in said
    assert not re.search("bare|mark_bad|<member|object at", said)


@pytest.mark.parametrize("name", ["docs/how-to/plugin.md", "examples/plugin-distribution/README.md"])
def test_every_command_shown_exists(docgen, repo: Path, name: str):
    shown = re.findall(r"docgen plugins (\w+)", (repo / name).read_text("utf-8"))
    assert {"check"} <= set(shown)
    for command in set(shown):
        assert docgen("plugins", command, "--help").code == 0, command
