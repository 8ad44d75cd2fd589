"""Rights of files and folders, as a system has them that knows owners."""

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import docx
import pytest

from docgen import Access, rights
from docgen.batch.guard.openness import state
from docgen.gongwen.lint.mend import _write
from docgen.rights import limit_rights, make_private_database, make_private_folder, narrow_rights
from docgen.tables.aliases import write_aliases

pytestmark = pytest.mark.skipif(os.name == "nt", reason="on Windows the rights of the folder decide")


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    assert os.umask(before) == 0o022


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("access", Access)
def test_restricted_and_sealed_files_are_for_their_owner_and_shared_folders_as_always(access, tmp_path):
    with limit_rights(access, tmp_path / "a" / "out"):
        (tmp_path / "a" / "out" / "b").mkdir(parents=True)
        (tmp_path / "a" / "out" / "b" / "x.txt").write_text("x")
    private = access >= Access.RESTRICTED
    assert mode(tmp_path / "a" / "out" / "b") == (0o700 if private else 0o755)
    assert mode(tmp_path / "a" / "out" / "b" / "x.txt") == (0o600 if private else 0o644)
    assert mode(tmp_path / "a") == mode(tmp_path / "a" / "out") == 0o755


def test_an_error_and_a_shared_folder_that_was_not_made_leave_the_umask_as_it_was(tmp_path):
    with pytest.raises(KeyError), limit_rights(Access.SEALED, tmp_path / "out"):
        raise KeyError
    assert not (tmp_path / "out").exists()


def test_two_threads_wait_for_each_other(tmp_path):
    """The second would else take the umask of the first for the usual one, or give it back too early."""
    inside, go_on = threading.Event(), threading.Event()

    def first() -> None:
        with limit_rights(Access.RESTRICTED):
            inside.set()
            go_on.wait(10)
            (tmp_path / "x").touch()

    def second() -> None:
        with limit_rights(Access.RESTRICTED):
            (tmp_path / "y").touch()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    inside.wait(10)
    threads[1].start()
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert (mode(tmp_path / "x"), mode(tmp_path / "y")) == (0o600, 0o600)


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_what_sqlite_writes_beside_its_file_has_the_rights_of_the_file(journal, tmp_path):
    file = tmp_path / "register.sqlite"
    make_private_database(file)
    with closing(sqlite3.connect(file)) as db:
        db.execute(f"PRAGMA journal_mode = {journal}")
        db.execute("CREATE TABLE a (b)")
        db.commit()
        db.execute("INSERT INTO a VALUES (1)")
        assert len(list(tmp_path.iterdir())) > 1
        assert {mode(path) for path in tmp_path.iterdir()} == {0o600}


def test_a_database_that_is_open_elsewhere_keeps_its_lock(tmp_path):
    file = tmp_path / "register.sqlite"
    make_private_database(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        file.chmod(0o644)
        make_private_database(file)
        with closing(sqlite3.connect(file, timeout=0)) as other, pytest.raises(sqlite3.OperationalError):
            other.execute("BEGIN EXCLUSIVE")
    assert mode(file) == 0o600


def test_links_and_folders_that_are_shared_on_purpose_stay(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.touch(0o644)
    link.symlink_to(target)
    narrow_rights(link)
    assert mode(target) == 0o644
    for bits in (stat.S_ISGID, stat.S_ISVTX):
        folder = tmp_path / str(bits)
        folder.mkdir()
        folder.chmod(0o775 | bits)
        make_private_folder(folder)
        assert mode(folder) == 0o775 | bits


def test_what_is_gone_is_no_error(tmp_path):
    narrow_rights(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_on_windows_nothing_changes(monkeypatch, tmp_path):
    monkeypatch.setattr(rights, "_HAS_RIGHTS", False)
    with limit_rights(Access.SEALED):
        (tmp_path / "x").touch()
    narrow_rights(tmp_path / "x")
    make_private_database(tmp_path / "y")
    assert mode(tmp_path / "x") == 0o644
    assert not (tmp_path / "y").exists()


def test_a_restricted_folder_is_left_to_its_owner_and_the_folder_above_it_to_all(tmp_path):
    tmp_path.chmod(0o755)
    made = [tmp_path / "资格联审" / "a.docx", tmp_path / "b.docx"]
    made[0].parent.mkdir()
    for path in made:
        path.touch()
    state(tmp_path, made[:1], Access.INTERNAL)
    assert (mode(made[0].parent), mode(made[0])) == (0o755, 0o644)
    state(tmp_path, made, Access.RESTRICTED)
    assert (mode(made[0].parent), mode(made[0]), mode(made[1])) == (0o700, 0o600, 0o600)
    assert mode(tmp_path) == 0o755
    state(tmp_path, made[:1], Access.PUBLIC)
    assert mode(made[0].parent) == 0o700


def test_a_mended_copy_and_settings_that_are_written_again_have_the_rights_of_the_first(tmp_path):
    document, settings = tmp_path / "谈话.docx", tmp_path / "docgen.toml"
    docx.Document().save(str(document))
    settings.write_text('title = "换届"\n', encoding="utf-8")
    for path in (document, settings):
        path.chmod(0o600)
    assert mode(_write(document, b"x")) == 0o600
    write_aliases(settings, {"户": {"户主": ["姓名"]}})
    assert mode(settings) == 0o600
