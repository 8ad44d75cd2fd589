"""`docgen --help` lists kinds without loading plugins or forms, as long as they are what they were."""

import json
import re
from pathlib import Path

import pytest
from strange_plugins import GOOD, plugin, workspace

from docgen.app import listing


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    return workspace(tmp_path / "走访")


def documents(docgen, root: Path, *words: str) -> str:
    """The part of the help that lists documents."""
    said = docgen(*words, "-w", root, "--help").out
    found = re.search(r"Documents:(.*?)Other commands:", said, re.DOTALL)
    return found[1] if found else ""


def form(root: Path, name: str, title: str) -> Path:
    import docx

    folder = root / "forms" / name
    folder.mkdir(parents=True)
    docx.Document().save(str(folder / f"{name}.docx"))
    (folder / "form.toml").write_text(f'title = "{title}"\naccess = "内部"\n', encoding="utf-8")
    return folder / "form.toml"


def test_a_second_help_lists_the_same_and_runs_no_plugin(docgen, root, tmp_path):
    ran = tmp_path / "ran"
    plugin(root, "good", f"with open({str(ran)!r}, 'a') as file:\n    file.write('x')\n{GOOD}")
    form(root, "通知单", "一种通知")
    first = documents(docgen, root)
    assert "visit" in first
    assert "一种通知" in first
    times = len(ran.read_text())
    assert documents(docgen, root) == first
    assert len(ran.read_text()) == times
    assert docgen("-w", root, "visit").code == 0  # running it always loads it


def test_bytes_that_are_not_trusted_are_not_shown(docgen, root):
    path = plugin(root, "good", GOOD)
    assert "visit" in documents(docgen, root)
    path.write_text(GOOD + "\n# changed\n", encoding="utf-8")
    assert "visit" not in documents(docgen, root)
    path.write_text(GOOD, encoding="utf-8")
    assert "visit" in documents(docgen, root)


def test_a_form_that_comes_goes_or_changes_its_title_is_seen(docgen, root):
    path = form(root, "通知单", "一种通知")
    assert "一种通知" in documents(docgen, root)
    path.write_text('title = "另外一种通知"\naccess = "内部"\n', encoding="utf-8")
    assert "另外一种通知" in documents(docgen, root)
    second = form(root, "签到单", "签到")
    assert "签到单" in documents(docgen, root)
    (second.parent / "form.toml").unlink()
    assert "签到单" not in documents(docgen, root)


def test_what_docgen_toml_turns_on_is_seen(docgen, root):
    config = root / "docgen.toml"
    own = config.read_text("utf-8")
    config.write_text(own.replace('use = ["elections"]', "use = []"), encoding="utf-8")
    assert "bulletin" not in documents(docgen, root)
    config.write_text(own.replace("use = []", 'use = ["elections"]'), encoding="utf-8")
    assert "bulletin" in documents(docgen, root)


@pytest.mark.parametrize("spoiled", ["{", "[]", '{"a": 1}', '{"/x": [["y"]]}'])
def test_a_spoiled_list_is_made_anew(docgen, root, tmp_path, spoiled):
    plugin(root, "good", GOOD)
    first = documents(docgen, root)
    (tmp_path / "config" / "listed.json").write_text(spoiled, encoding="utf-8")
    assert documents(docgen, root) == first
    assert str(root) in json.loads((tmp_path / "config" / "listed.json").read_text("utf-8"))


def test_without_a_place_to_remember_it_the_help_is_shown_all_the_same(docgen, root, monkeypatch):
    plugin(root, "good", GOOD)
    monkeypatch.setattr(listing, "config_file", lambda name: Path("/proc/no/such/folder") / name)
    assert "visit" in documents(docgen, root)
