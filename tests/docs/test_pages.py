"""Pages that follow from the code say what the code says: docs/write.py writes them."""

from pathlib import Path

import click
import pytest
import write
from _pages import PAGES, form_keys

from docgen.cli import command_line
from docgen.commands import summaries
from docgen.commands.base import App
from docgen.commands.check import check
from docgen.forms.declared import declaration
from docgen.plugin.manager import load_packages
from docgen.plugin.package import built_in_packages
from docgen.text import Text, speaking


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_the_code_says(repo: Path, name: str):
    assert (repo / "docs" / name).read_text("utf-8") == PAGES[name](), "run: make docs"


def test_a_page_is_the_same_in_either_language():
    with speaking("zh"):
        chinese = {name: page() for name, page in PAGES.items()}
    assert chinese == {name: page() for name, page in PAGES.items()}


@pytest.mark.parametrize("side", ["en", "zh"])
def test_a_help_text_that_changes_leaves_its_page_behind(monkeypatch, side):
    assert write.outdated() == {}
    monkeypatch.setattr(check, "text", check.text._replace(**{side: "Looks at everything. 看一遍。"}))
    assert [path.name for path in write.outdated()] == ["commands.md"]


@pytest.mark.parametrize("side", ["en", "zh"])
def test_an_option_that_changes_leaves_its_page_behind(monkeypatch, side):
    option = next(each for each in check.params if each.name == "annotate")
    monkeypatch.setattr(option, "text", option.text._replace(**{side: "Paint it. 涂色。"}))
    assert [path.name for path in write.outdated()] == ["commands.md"]


def test_check_says_which_page_is_behind_and_fails(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["write.py", "--check"])
    assert (write.main(), capsys.readouterr().out) == (0, "")
    monkeypatch.setattr(check, "text", Text("other", "别的"))
    assert (write.main(), capsys.readouterr().out) == (1, "docs/reference/commands.md\n")


def test_every_command_has_its_place_and_its_help_in_both_languages(repo: Path):
    page = (repo / "docs" / "reference" / "commands.md").read_text("utf-8")
    app = App(None)
    app.plugins = load_packages(built_in_packages())
    root = command_line()
    context = click.Context(root, info_name="docgen", obj=app)
    names = {owned.item.name for owned in app.plugins.registry.generators.values()}
    assert {*names, *summaries.SUMMARIES} <= {*root.list_commands(context)}
    for name in (*names, *summaries.SUMMARIES):
        assert f"# docgen {name}\n" in page, name
    for line in summaries.SUMMARIES.values():
        assert f"\n{line.en}" in page
        assert f"\n{line.zh}" in page


def test_the_page_of_tables_names_every_header(repo: Path):
    page = (repo / "docs" / "reference" / "tables.md").read_text("utf-8")
    for name, table in load_packages(built_in_packages()).registry.tables().items():
        section = page.partition(f"\n## {name} · ")[2].partition("\n## ")[0]
        for column in table.columns:
            assert f"\n| {column.title} | " in section, (name, column.title)
            assert all(f"`{alias}`" in section for alias in column.aliases), (name, column.title)


def test_a_key_of_a_form_that_nobody_explains_fails_the_writing(monkeypatch):
    monkeypatch.setattr(declaration, "KEYS", (*declaration.KEYS, "colour"))
    with pytest.raises(KeyError, match="colour"):
        form_keys.form_page()
