"""`docgen plugins dev`: a plugin runs as it is while it is being written, and in no case that is for good."""

import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest
from strange_plugins import GOOD, workspace

from docgen.plugin import development
from docgen.plugin.development import HOURS, begin_development, developed_until, end_development
from docgen.plugin.trust import trust

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="terminals of Windows are others")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    return workspace(tmp_path / "走访")


@pytest.fixture
def visit(root: Path) -> Path:
    """A plugin that nobody trusts."""
    path = root / "plugins" / "good.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(GOOD, encoding="utf-8")
    return path


def at_a_terminal(root: Path, *words: str, answer: str = "y\n") -> str:
    """What docgen says to somebody at a terminal who gives that answer."""
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "docgen", "--lang", "en", "-w", str(root), *words]
    with subprocess.Popen(command, stdin=child, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        os.write(parent, answer.encode())
        said, _ = process.communicate(timeout=60)
    os.close(parent)
    os.close(child)
    return said.decode()


def names_made(docgen, root: Path, *words: str) -> list[str]:
    made = docgen("-w", root, "visit", "--json", *words)
    return sorted(Path(each["path"]).name for each in json.loads(made.out)["files"]) if made.out else []


def test_it_is_given_at_a_terminal_only(docgen, root, visit):
    refused = docgen("-w", root, "plugins", "dev", "good")
    assert refused.code == 2
    assert "at a terminal only" in refused.err
    assert developed_until(visit) is None
    said = at_a_terminal(root, "plugins", "dev", "good")
    assert "Are you writing good yourself?" in said
    assert developed_until(visit) is not None
    at_a_terminal(root, "plugins", "distrust", "good")
    assert developed_until(visit) is None


def test_an_edit_needs_no_new_trust_and_each_run_says_so(docgen, root, visit):
    begin_development(visit)
    assert names_made(docgen, root) == ["张三.docx", "李四.docx"]
    visit.write_text(GOOD.replace('"走访单/{{ 姓名 }}"', '"走访单/新_{{ 姓名 }}"'), encoding="utf-8")
    made = docgen("-w", root, "visit")
    assert "新_张三.docx" in made.out
    assert "good is being written: until" in made.err


@pytest.mark.parametrize(
    "words", [("visit", "--issue"), ("visit", "--cluster", "local"), ("visit", "--cluster=local"), ("runs", "resume")]
)
def test_nothing_that_is_for_good_runs_it(docgen, root, visit, tmp_path, words):
    ran = tmp_path / "ran"
    visit.write_text(f"open({str(ran)!r}, 'w').close()\n{GOOD}", encoding="utf-8")
    begin_development(visit)
    docgen("-w", root, *words)
    assert not ran.exists()
    docgen("-w", root, "tables")
    assert ran.exists()


def test_it_ends_by_itself(docgen, root, visit, monkeypatch):
    begin_development(visit)
    now = time.time()
    monkeypatch.setattr(development.time, "time", lambda: now + HOURS * 3600 + 1)
    assert developed_until(visit) is None
    monkeypatch.setattr(development.time, "time", lambda: now - 60)  # a clock that was put back gives no more hours
    assert developed_until(visit) is None
    assert docgen("-w", root, "visit").code == 2


def test_it_is_of_the_path_with_its_links_resolved(root, visit, tmp_path):
    begin_development(visit)
    other = tmp_path / "other" / "plugins" / "good.py"
    other.parent.mkdir(parents=True)
    other.write_text(GOOD, encoding="utf-8")
    assert developed_until(other) is None
    visit.rename(visit.with_name("moved.py"))
    visit.symlink_to(other)  # what lies there now is something else
    assert developed_until(visit) is None


def test_it_ends_when_others_may_write_the_plugin_or_the_history_is_foreign(docgen, root, visit, monkeypatch, tmp_path):
    begin_development(visit)
    visit.chmod(0o666)
    assert developed_until(visit) is None
    visit.chmod(0o644)
    assert names_made(docgen, root) != []  # the workspace has a history now
    assert developed_until(visit) is not None
    monkeypatch.setenv("DOCGEN_STATE_DIR", str(tmp_path / "somebody else"))
    assert developed_until(visit) is None


def test_trust_and_the_end_of_it_are_two_things(root, visit):
    begin_development(visit)
    trust(visit)
    assert end_development(visit)
    assert not end_development(visit)
    assert developed_until(visit) is None


def test_a_file_of_the_user_that_cannot_be_read_lets_nothing_run(root, visit, tmp_path):
    begin_development(visit)
    (tmp_path / "config" / "in_development.json").write_text("{spoiled", encoding="utf-8")
    assert developed_until(visit) is None
