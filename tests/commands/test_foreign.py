"""A workspace that somebody sends can do nothing until it is taken over; its notes lead nowhere else even then."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from offices import finish_week_3

WEEK_3 = ("bulletin", "week-3")
ISSUE = (*WEEK_3, "--issue")


@pytest.fixture
def made(docgen, small_office) -> Path:
    """The small office with a bulletin that was made in it."""
    finish_week_3(small_office)
    assert docgen("-w", small_office, *WEEK_3).code == 0
    return small_office


@pytest.fixture
def foreign(made, tmp_path, monkeypatch) -> Path:
    """The same, opened by another user."""
    monkeypatch.setenv("DOCGEN_STATE_DIR", str(tmp_path / "other-user"))
    return made


def change(root: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(root / ".docgen" / "ledger.sqlite")) as db, db:
        db.execute(statement, values)


class TestForeign:
    def test_it_is_read_checked_and_drafted_in(self, docgen, foreign):
        notes = (foreign / ".docgen" / "ledger.sqlite").read_bytes()
        for words in (["register"], ["runs"], ["runs", "verify"], WEEK_3, ["check"]):
            assert "adopt" not in docgen("-w", foreign, *words).err
        assert (foreign / ".docgen" / "ledger.sqlite").read_bytes() == notes

    @pytest.mark.parametrize(
        "words",
        [
            ISSUE,
            ("runs", "undo"),
            ("runs", "resume"),
            ("purge", "--before", "2030-01-01", "--yes"),
            ("register", "void", "信息专报", "3", "--reason", "误"),
            ("register", "reissue", "3", "--reason", "误"),
            ("handover", "石羊镇"),
        ],
    )
    def test_nothing_of_its_history_is_gone_on_with(self, docgen, foreign, words):
        before = {path: path.read_bytes() for path in foreign.rglob("*") if path.is_file()}
        result = docgen("-w", foreign, *words)
        assert result.code == 1
        assert "docgen adopt" in result.err
        assert {path: path.read_bytes() for path in foreign.rglob("*") if path.is_file()} == before

    def test_adopt_shows_what_it_holds_and_marks_stand_side_by_side(self, docgen, foreign):
        shown = docgen("-w", foreign, "adopt", "--show")
        assert "files that docgen made" in shown.out
        assert docgen("-w", foreign, "adopt").code == 2
        assert docgen("-w", foreign, "adopt", "--yes").code == 0
        assert len(list((foreign / ".docgen" / "marks").iterdir())) == 2
        assert docgen("-w", foreign, "runs", "undo").code == 0

    def test_a_workspace_without_history_asks_nothing(self, docgen, small_office):
        assert "nothing is to be taken over" in docgen("-w", small_office, "adopt").out


class TestPaths:
    @pytest.mark.parametrize("path", ["plugins/own.py", "../x", "out/../.git/hooks/x", "/etc/x"])
    def test_no_note_leads_an_undoing_elsewhere(self, docgen, made, path):
        change(made, "UPDATE change SET path = ?", path)
        result = docgen("-w", made, "runs", "undo")
        assert result.code == 1
        assert "leads out of the folder for documents" in result.err

    def test_no_issued_file_leads_elsewhere(self, docgen, made):
        assert docgen("-w", made, *ISSUE).code == 0
        with closing(sqlite3.connect(made / "register.sqlite")) as db, db:
            db.execute("UPDATE issue SET file = '../plugins/own.py'")
        for words in (WEEK_3, ("register", "void", "信息专报", "3", "--reason", "误"), ("runs", "undo")):
            result = docgen("-w", made, *words)
            assert result.code == 1
            assert "leads out of the folder for documents" in result.err
        assert not (made / "plugins" / "own.py").exists()

    def test_a_link_in_out_is_not_written_through(self, docgen, small_office, tmp_path):
        (small_office / "out").mkdir()
        (tmp_path / "elsewhere").mkdir()
        (small_office / "out" / "信息专报").symlink_to(tmp_path / "elsewhere")
        assert docgen("-w", small_office, *WEEK_3).code == 1
        assert list((tmp_path / "elsewhere").iterdir()) == []

    @pytest.mark.parametrize("name", [".docgen", "register.sqlite", ".docgen/ledger.sqlite", ".docgen/audit.jsonl"])
    def test_a_link_in_the_place_of_a_state_file_is_refused(self, docgen, made, tmp_path, name):
        (made / name).rename(tmp_path / "real")
        (made / name).symlink_to(tmp_path / "real")
        result = docgen("-w", made, *ISSUE)
        assert result.code == 1
        assert "this is a link" in result.err

    def test_a_database_that_would_run_something_is_refused(self, docgen, made):
        change(made, "CREATE TRIGGER t AFTER INSERT ON file BEGIN DELETE FROM file; END")
        result = docgen("-w", made, "bulletin", "week-2")
        assert result.code == 1
        assert "views or triggers" in result.err


class TestResume:
    @pytest.mark.parametrize(
        "argv",
        [
            ["plugins", "trust", "own", "--sha256", "0" * 64],
            ["purge", "--before", "2030-01-01", "--yes"],
            [*WEEK_3, "--issue"],
            [*WEEK_3, "--out", "/tmp/x"],
            ["--workspace", "/tmp", "init", "x"],
        ],
    )
    def test_an_attempt_at_anything_but_documents_is_refused(self, docgen, made, argv):
        change(made, "INSERT INTO attempt VALUES (?, '2026', 'x', 'x', 1)", json.dumps(argv))
        result = docgen("-w", made, "runs", "resume")
        assert result.code == 1
        assert "not gone on with" in result.err

    def test_documents_are_gone_on_with(self, docgen, made):
        argv = ["--workspace", str(made), "bulletin", "week-2"]
        change(made, "INSERT INTO attempt VALUES (?, '2026', 'x', 'x', 1)", json.dumps(argv))
        assert docgen("-w", made, "runs", "resume").code == 0


class TestNumbers:
    @pytest.fixture
    def issued(self, docgen, made) -> Path:
        assert docgen("-w", made, *ISSUE).code == 0
        return made

    @pytest.mark.parametrize("how", ["gone", "empty"])
    def test_a_register_that_was_lost_is_known_and_restored(self, docgen, issued, how):
        register = issued / "register.sqlite"
        before = docgen("-w", issued, "register").out
        register.unlink() if how == "gone" else register.write_bytes(b"")
        for words in (ISSUE, ("register",), WEEK_3):
            lost = docgen("-w", issued, *words)
            assert lost.code == 1
            assert "docgen register restore" in lost.err
        assert docgen("-w", issued, "register", "restore").code == 2
        assert docgen("-w", issued, "register", "restore", "--yes").code == 0
        assert docgen("-w", issued, "register").out == before

    @pytest.mark.parametrize("left", ["audit", "out"])
    def test_a_trace_elsewhere_keeps_a_number_from_being_given_again(self, docgen, issued, left):
        (issued / "register.sqlite").unlink()
        (issued / ".docgen" / "register-copy.sqlite").unlink()
        if left == "out":
            (issued / ".docgen" / "audit.jsonl").unlink()
        result = docgen("-w", issued, "register", "allot", "信息专报", "week-2", "--title", "x", "--day", "2013-11-15")
        assert result.code == 1
        assert "信息专报第3期" in result.err
        assert docgen("-w", issued, "register", "restore", "--yes").code == 0
        assert "3" in docgen("-w", issued, "register").out

    def test_a_locked_one_is_called_locked(self, docgen, issued, monkeypatch):
        monkeypatch.setattr("docgen.state.database.PATIENCE", 0.1)
        with closing(sqlite3.connect(issued / "register.sqlite", isolation_level=None)) as db:
            db.execute("BEGIN EXCLUSIVE")
            result = docgen("-w", issued, *ISSUE)
        assert result.code == 1
        assert "locked" in result.err
        assert "delete" not in result.err.lower()

    def test_a_folder_in_its_place_is_said(self, docgen, issued):
        (issued / "register.sqlite").unlink()
        (issued / "register.sqlite").mkdir()
        result = docgen("-w", issued, *ISSUE)
        assert result.code == 1
        assert "a folder lies where this file belongs" in result.err
