"""A command of a plugin or a form that is off: whose it is, why it is not there, what to do."""

from pathlib import Path

import pytest
from strange_plugins import GOOD, plugin, workspace


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of a user of one's own."""
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    return workspace(tmp_path / "走访")


def said(docgen, root: Path, *words: str) -> str:
    result = docgen(*words, "-w", root, "visit")
    assert result.code == 2
    assert "there is no command" not in result.err
    return str(result.err)


def test_one_that_is_not_trusted(docgen, root):
    path = plugin(root, "good", GOOD, trusted=False)
    told = said(docgen, root)
    assert f"{path}: visit is a command of the plugin good, which has not been run: it is not trusted" in told
    assert "docgen plugins trust good" in told
    assert "visit 是插件 good 的命令，该插件未运行：尚未信任" in said(docgen, root, "--lang", "zh")


def test_one_that_is_called_as_was_typed(docgen, root):
    path = plugin(root, "evil", "x = 1\n", trusted=False)
    told = docgen("-w", root, "evil")
    assert told.code == 2
    assert told.err.startswith(f"error: {path}: the plugin evil has not been run: it is not trusted")
    assert "there is no command" not in told.err


def test_one_with_a_blank_in_its_name(docgen, root):
    plugin(root, "a b", GOOD, trusted=False)
    assert 'docgen plugins trust "a b"' in said(docgen, root)
    assert 'docgen plugins trust "a b"' in docgen("-w", root, "plugins").err


def test_one_that_was_changed(docgen, root):
    plugin(root, "good", GOOD).write_text(GOOD + "\n", encoding="utf-8")
    assert "it is not what was trusted" in said(docgen, root)


def test_a_wrong_hash_in_the_variable(docgen, root, monkeypatch):
    plugin(root, "good", GOOD, trusted=False)
    monkeypatch.setenv("DOCGEN_TRUST", f"good:{'0' * 64}")
    assert "The hash of good in DOCGEN_TRUST is another" in said(docgen, root)


def test_those_that_were_not_to_be_run(docgen, root, monkeypatch):
    plugin(root, "good", GOOD)
    assert "Leave out --no-local-plugins" in said(docgen, root, "--no-local-plugins")
    monkeypatch.setenv("DOCGEN_NO_LOCAL_PLUGINS", "1")
    assert "DOCGEN_NO_LOCAL_PLUGINS is set" in said(docgen, root)


def test_one_that_failed_is_told_with_its_line(docgen, root):
    path = plugin(root, "good", GOOD + "\nraise ValueError('no')\n")
    lines = (GOOD + "\nraise").count("\n") + 1
    assert f"{path}:{lines}: the plugin good is off: ValueError: no" in said(docgen, root)


def test_a_form_that_is_off_says_all_that_is_wrong(docgen, root):
    form = root / "forms" / "visit"
    form.mkdir(parents=True)
    (form / "form.toml").write_text("name = 'visit'\neach = '没有'\ntitel = 'x'\n", encoding="utf-8")
    told = said(docgen, root)
    assert "forms/visit/form.toml:3: nobody knows the key titel" in told
    assert "has no template" in told


def test_a_link_is_not_followed_for_it(docgen, root, tmp_path):
    other = tmp_path / "other.py"
    other.write_text(GOOD, encoding="utf-8")
    (root / "plugins").mkdir(exist_ok=True)
    (root / "plugins" / "good.py").symlink_to(other)
    assert "there is no command visit" in docgen("-w", root, "visit").err


def test_what_nobody_brings_is_not_known(docgen, root):
    plugin(root, "good", GOOD, trusted=False)
    assert "there is no command visits" in docgen("-w", root, "visits").err


def test_what_else_a_plugin_calls_a_name_is_no_command(docgen, root):
    (root / "plugins" / "visits.py").write_text('class A:\n    name: str = column("导出表", "姓名")\n' + "\n" * 40_000)
    assert "there is no command" in docgen("--workspace", root, "导出表").err


def test_whoever_makes_documents_or_checks_is_told_that_a_plugin_is_off(docgen, root):
    plugin(root, "good", GOOD)
    path = plugin(root, "rule", "raise ValueError('no')\n")
    made = docgen("-w", root, "visit")
    assert made.code == 0
    assert f"{path}:1: the plugin rule is off: ValueError: no" in made.err
    checked = docgen("-w", root, "check")
    assert checked.code == 1
    assert "the plugin rule is off: ValueError: no" in checked.out
    assert "the plugin rule is off" in docgen("-w", root, "tables").err
    assert docgen("--no-local-plugins", "-w", root, "check").code == 0


def test_one_that_was_changed_is_told_by_those_who_check(docgen, root):
    plugin(root, "good", GOOD).write_text(GOOD + "\n", encoding="utf-8")
    checked = docgen("-w", root, "check")
    assert "the plugin good has not been run: it is not what was trusted" in checked.out
    assert "docgen plugins trust good" in checked.out


def test_check_tells_a_form_that_is_off(docgen, root):
    form = root / "forms" / "表"
    form.mkdir(parents=True)
    (form / "form.toml").write_text("titel = 'x'\n", encoding="utf-8")
    checked = docgen("-w", root, "check")
    assert checked.code == 1
    assert "nobody knows the key titel" in checked.out
