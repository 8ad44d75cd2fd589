"""Trust: what of a workspace's code may run, who says so, and what a workspace from somebody else cannot do."""

import json
import os
import sys
from pathlib import Path

import pytest
from strange_plugins import GOOD, plugin, workspace
from trusting import trusting

from docgen.commands import plugins_trust
from docgen.commands.plugins import _KINDS
from docgen.plugin.spec import Registry
from docgen.plugin.trust import content_hash, hash_of


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of a user of one's own."""
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    return workspace(tmp_path / "走访")


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    """What hostile code would make."""
    return tmp_path / "ran"


def touching(ran: Path) -> str:
    return f"from pathlib import Path\nPath({str(ran)!r}).touch()\n"


def listed(docgen, root: Path, *words: str) -> dict[str, dict]:
    return {each["name"]: each for each in json.loads(docgen(*words, "-w", root, "plugins", "--json").out)}


# -- who trusts --


def test_trust_shows_what_it_trusts_and_whether_it_changed(docgen, root):
    path = plugin(root, "good", GOOD, trusted=False)
    first = docgen("-w", root, *trusting(root, "good"))
    assert f"good.py  {path.stat().st_size} bytes" in first.out
    assert content_hash(path) in first.out
    assert "It was not trusted before." in first.out
    assert "It is as it was" in docgen("-w", root, *trusting(root, "good")).out
    path.write_text(GOOD + "\n", encoding="utf-8")
    told = listed(docgen, root)["good"]
    assert (told["state"], told["trust"]) == ("untrusted", "changed")
    assert "it is not what was trusted" in told["problem"]["text"]["en"]
    again = json.loads(docgen("-w", root, *trusting(root, "good"), "--json").out)
    assert (again["before"], again["files"]) == ("changed", {"good.py": len((GOOD + "\n").encode())})
    assert listed(docgen, root)["good"]["state"] == "on"


def test_what_is_trusted_is_what_was_shown(docgen, root, ran, monkeypatch):
    """Somebody swaps the file while its hash is shown."""
    path = plugin(root, "good", GOOD, trusted=False)
    shown = content_hash(path)

    def then_swapped(files):
        path.write_text(touching(ran), encoding="utf-8")
        return hash_of(files)

    monkeypatch.setattr(plugins_trust, "hash_of", then_swapped)
    assert shown in docgen("-w", root, *trusting(root, "good")).out
    assert listed(docgen, root)["good"]["state"] == "untrusted"
    assert not ran.exists()


def test_distrust_takes_it_back_also_when_the_file_is_gone(docgen, root):
    path = plugin(root, "good", GOOD)
    assert docgen("-w", root, "visit", "--dry-run").code == 0
    path.unlink()
    assert docgen("-w", root, "plugins", "distrust", "good").code == 0
    path.write_text(GOOD, encoding="utf-8")
    assert listed(docgen, root)["good"]["state"] == "untrusted"
    wrong = docgen("-w", root, "plugins", "distrust", "goood")
    assert (wrong.code, "Did you mean good?" in wrong.err) == (2, True)


def test_distrust_of_one_that_was_not_trusted_names_no_other(docgen, root):
    plugin(root, "good", GOOD, trusted=False)
    told = docgen("-w", root, "plugins", "distrust", "good")
    assert (told.code, told.err.strip()) == (2, "error: good was not trusted")


def test_a_variable_trusts_just_this_content(docgen, root, monkeypatch):
    path = plugin(root, "good", GOOD, trusted=False)
    sha256 = listed(docgen, root)["good"]["sha256"]
    monkeypatch.setenv("DOCGEN_TRUST", f"other:{'0' * 64}, good:{sha256}")
    assert docgen("-w", root, "visit").code == 0
    path.write_text(GOOD + "\n", encoding="utf-8")
    assert listed(docgen, root)["good"]["trust"] == "changed"


@pytest.mark.parametrize("value", ["good", "good:", "*", "*:*", "all", "1"])
def test_the_variable_trusts_nothing_without_its_hash(docgen, root, ran, monkeypatch, value):
    plugin(root, "good", touching(ran), trusted=False)
    monkeypatch.setenv("DOCGEN_TRUST", value)
    assert listed(docgen, root)["good"]["state"] == "untrusted"
    assert not ran.exists()


def test_no_local_plugins_runs_none_and_says_so(docgen, root, monkeypatch):
    plugin(root, "good", GOOD)
    assert docgen("--no-local-plugins", "-w", root, "visit").code == 2
    assert listed(docgen, root, "--no-local-plugins")["good"]["state"] == "skipped"
    assert docgen("-w", root, "visit", "--dry-run").code == 0
    monkeypatch.setenv("DOCGEN_NO_LOCAL_PLUGINS", "1")
    assert docgen("-w", root, "visit", "--dry-run").code == 2
    assert listed(docgen, root)["good"]["state"] == "skipped"
    monkeypatch.setenv("DOCGEN_NO_LOCAL_PLUGINS", "0")
    assert docgen("-w", root, "visit", "--dry-run").code == 0


# -- what the list says --


def test_the_list_says_where_each_comes_from(docgen, root):
    path = plugin(root, "good", GOOD)
    form = root / "forms" / "签到表"
    form.mkdir(parents=True)
    (form / "form.toml").write_text("", encoding="utf-8")
    found = listed(docgen, root)
    facts = ("kind", "origin", "trust", "state", "hooks")
    assert [found["good"][name] for name in facts] == ["file", str(path), "trusted", "on", ["setup"]]
    assert [found["elections"][name] for name in facts] == ["built in", "docgen", "installed", "on", ["setup"]]
    assert found["elections"]["version"] == "0.1.0"
    assert [found["签到表"][name] for name in facts[:4]] == ["form", str(form), "no code", "failed"]


def test_the_list_says_in_words_what_each_brings(docgen, root):
    plugin(root, "good", GOOD)
    line = next(each for each in docgen("--lang", "zh", "-w", root, "plugins").out.splitlines() if "│ good " in each)
    assert "生成命令2；表1" in line
    assert set(Registry().shelves()) == set(_KINDS)


# -- a workspace from somebody else --

HOSTILE = [
    "plugins/__init__.py",
    "plugins/conftest.py",
    "plugins/json.py",
    "plugins/docx.py",
    "plugins/docgen.py",
    "plugins/folder/__init__.py",
    "plugins/.hidden.py",
    "plugins/a.b.py",
    "sitecustomize.py",
    "usercustomize.py",
    "conftest.py",
    "json.py",
    "docx.py",
    "openpyxl/__init__.py",
    "docgen_plugins/bulletin.py",
    "templates/__init__.py",
    "forms/x/__init__.py",
    "data/__init__.py",
]
COMMANDS = (["--help"], ["plugins"], ["check"], ["tables"], ["templates"], ["templates", "check"], ["forms"], ["runs"])


def test_no_file_of_a_workspace_runs_by_being_there(docgen, root, ran, monkeypatch):
    for name in HOSTILE:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(touching(ran), encoding="utf-8")
    (root / "evil.pth").write_text(f"import pathlib; pathlib.Path({str(ran)!r}).touch()\n", encoding="utf-8")
    info = root / "evil-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: evil\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[docgen.plugins]\nevil = json\n", encoding="utf-8")
    monkeypatch.chdir(root)
    for command in COMMANDS:
        docgen(*command)
    assert not ran.exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_out_of_the_workspace_are_not_read_before_somebody_trusts_them(docgen, root, ran, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "__init__.py").write_text(touching(ran), encoding="utf-8")
    (root / "plugins" / "linked").symlink_to(elsewhere)
    (root / "plugins" / "loop").mkdir()
    (root / "plugins" / "loop" / "__init__.py").write_text("", encoding="utf-8")
    (root / "plugins" / "loop" / "all").symlink_to("/")
    (root / "plugins" / "device.py").symlink_to("/dev/zero")
    os.mkfifo(root / "plugins" / "pipe.py")
    found = {p["name"]: p["state"] for p in json.loads(docgen("-w", root, "plugins", "--json").out)}
    assert (found["linked"], found["loop"]) == ("untrusted", "untrusted")
    assert (found["device"], found["pipe"]) == ("untrusted", "untrusted")
    assert not ran.exists()
    huge = docgen("-w", root, "plugins", "trust", "loop")
    assert huge.code == 1
    assert "far too large for a plugin" in huge.err or "cannot be" in huge.err  # what vanishes below / comes first


def test_a_plugin_called_like_a_module_of_python_takes_nothings_place(docgen, root):
    plugin(root, "json", GOOD)
    assert listed(docgen, root)["json"]["state"] == "on"
    assert Path(sys.modules["json"].__file__ or "").name == "__init__.py"
    assert docgen("-w", root, "visit", "--dry-run").code == 0


def test_what_runs_is_what_was_hashed_even_if_the_file_changes_meanwhile(root, ran, monkeypatch):
    """Somebody swaps the file between the check and the import."""
    from docgen.plugin import trust as trusting
    from docgen.plugin.manager import load_plugins

    path = plugin(root, "good", GOOD)
    real = trusting.hash_of

    def then_swapped(files):
        path.write_text(touching(ran), encoding="utf-8")
        return real(files)

    monkeypatch.setattr(trusting, "hash_of", then_swapped)
    loaded = load_plugins(root / "plugins")
    assert "visit" in loaded.registry.generators
    assert not ran.exists()
