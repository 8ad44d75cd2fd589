"""The gate: no path of a database or manifest leads out of the folders for documents."""

from pathlib import Path

import pytest

from docgen.problems import DocgenError
from docgen.state import Gate, is_plain_name, name_folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "换届"
    (root / "out" / "公开信").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    return root


@pytest.mark.parametrize("name", ["out", "out/a.docx", "out/公开信/a.docx", "out/new/deep/a.docx"])
def test_what_lies_below_out_may_be_used(root, name):
    assert Gate.of_workspace(root).check(root / name, "ledger") == root / name


@pytest.mark.parametrize(
    "name",
    [
        "plugins/own.py",
        ".git/hooks/post-commit",
        "docgen.toml",
        "out/../plugins/own.py",
        "out/公开信/../../../x",
        "../x",
        "/etc/passwd",
        "out-of-it/a.docx",
        "",
    ],
)
def test_what_leads_elsewhere_is_refused_with_the_file_that_names_it(root, name):
    with pytest.raises(DocgenError) as caught:
        Gate.of_workspace(root).check(root / name, root / ".docgen" / "ledger.sqlite")
    assert "ledger.sqlite" in str(caught.value.where)


def test_a_link_on_the_way_is_refused_and_out_itself_may_be_none(root, tmp_path):
    (root / "out" / "通报").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DocgenError):
        Gate.of_workspace(root).check(root / "out" / "通报" / "a.docx", "ledger")
    (root / "out").rename(root / "aside")
    (root / "out").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DocgenError):
        Gate.of_workspace(root).check(root / "out" / "a.docx", "ledger")


def test_a_folder_that_this_user_named_is_let_through_and_no_other(root, tmp_path):
    stick = tmp_path / "U盘"
    name_folder(root, str(stick))
    name_folder(root, "memory://信")
    gate = Gate.of_workspace(root)
    assert gate.check(stick / "a.docx", "ledger")
    assert gate.check_url("memory://信/a.docx", "ledger")
    for url in ("memory://别的/a.docx", "memory://信/../a.docx", "s3://x/a.docx"):
        with pytest.raises(DocgenError):
            gate.check_url(url, "ledger")
    with pytest.raises(DocgenError):
        Gate.of_workspace(tmp_path).check(stick / "a.docx", "ledger")


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "/a", "a\\b", "C:a", "a\0b"])
def test_a_path_is_no_plain_name(name):
    assert not is_plain_name(name)


def test_a_plain_name():
    assert is_plain_name("公开信_第1批_001-002.docx")
