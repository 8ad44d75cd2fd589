"""What a workspace that a stranger prepared cannot do: write or delete elsewhere, print a file of this machine, make a
command wait, take all memory, or have a number given twice."""

import json
import os
import re
import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import docx
import openpyxl
import pytest
from offices import finish_week_3

from docgen.tables.aliases import write_aliases

WEEK_3 = ("bulletin", "week-3")
ISSUE = (*WEEK_3, "--issue")
ALLOT = ("register", "allot", "信息专报", "week-4", "--title", "x", "--day", "2013-11-29")

needs_posix = pytest.mark.skipif(os.name == "nt", reason="links need rights there, and there are no pipes")
waits = pytest.mark.timeout(60, method="thread")  # SQLite itself waits, and hears no signal
"""A command that waits for a pipe, or reckons without end, fails."""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change(database: Path, *statements: str) -> None:
    with closing(sqlite3.connect(database)) as db, db:
        for statement in statements:
            db.execute(statement)


def replace_cells(workbook: Path, old: object, new: object) -> None:
    book = openpyxl.load_workbook(workbook)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == old):
        cell.value = new
    book.save(workbook)


class TestDatabases:
    @pytest.mark.parametrize(
        ("name", "words"), [("register.sqlite", ("register",)), (".docgen/ledger.sqlite", ("runs",))]
    )
    def test_a_journal_deletes_no_file_that_it_names(self, docgen, small_office, tmp_path, name, words):
        assert docgen("-w", small_office, *WEEK_3).code == 0
        own = tmp_path / "own.txt"
        own.write_bytes(b"own\0")
        journal = small_office / f"{name}-journal"
        journal.write_bytes(journal_naming(own, small_office / name))
        result = docgen("-w", small_office, *words)
        assert result.code == 1
        assert "this journal names another file" in result.err
        assert own.exists()

    def test_sqlite_itself_deletes_that_file(self, small_office, tmp_path):
        """The test above would see it."""
        own, register = tmp_path / "own.txt", small_office / "register.sqlite"
        own.write_bytes(b"own\0")
        register.with_name("register.sqlite-journal").write_bytes(journal_naming(own, register))
        change(register, "SELECT 1 FROM entry")
        assert not own.exists()

    @pytest.mark.parametrize(
        "table",
        [
            "title TEXT GENERATED ALWAYS AS (hex(zeroblob(300000000)))",
            "title TEXT AS (hex(zeroblob(300000000))) STORED",
            "title TEXT DEFAULT (hex(zeroblob(300000000)))",
            "title TEXT CHECK (length(hex(zeroblob(300000000))) > 0)",
        ],
    )
    def test_a_column_that_is_computed_is_refused(self, docgen, small_office, table):
        change(
            small_office / "register.sqlite",
            "DROP TABLE entry",
            f"CREATE TABLE entry (series TEXT, year INT, number INT, document TEXT, day TEXT, void TEXT, {table})",
        )
        result = docgen("-w", small_office, "register")
        assert result.code == 1
        assert "columns that are computed" in result.err

    def test_a_register_that_another_program_wrote_anew_is_read(self, docgen, small_office):
        register = small_office / "register.sqlite"
        with closing(sqlite3.connect(register)) as db:
            rows = db.execute("SELECT series, year, number, document, title, day, void FROM entry").fetchall()
        change(
            register,
            "DROP TABLE entry",
            """CREATE TABLE "entry" (
                "series"\tTEXT NOT NULL, "year"\tINTEGER NOT NULL, "number"\tINTEGER NOT NULL CHECK("number" > 0),
                "document"\tTEXT NOT NULL, "title"\tTEXT NOT NULL, "day"\tTEXT, "void"\tTEXT,
                PRIMARY KEY("series","year","number")
            )""",
        )
        with closing(sqlite3.connect(register)) as db, db:
            db.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            db.execute("ANALYZE")
        assert docgen("-w", small_office, "register").code == 0


def journal_naming(other: Path, database: Path) -> bytes:
    """The journal of a transaction that changed nothing in `database`, and is part of one of which `other` is the list
    (sqlite.org/fileformat.html): whoever undoes the last such transaction deletes the list."""
    with closing(sqlite3.connect(database)) as db:
        pages, size = (db.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "page_size"))
    magic, name = bytes.fromhex("d9d505f920a163d7"), str(other).encode()
    head = magic + struct.pack(">IIIII", 0, 0, pages, 512, size)
    end = struct.pack(">I", (1 << 30) // size + 1) + name
    return head.ljust(512, b"\0") + end + struct.pack(">II", len(name), sum(name)) + magic


@needs_posix
class TestLinks:
    @pytest.fixture
    def elsewhere(self, docgen, small_office, tmp_path) -> Path:
        """Another workspace of this user, with letters."""
        other = tmp_path / "elsewhere"
        small_office.rename(other)
        assert docgen("-w", other, "letter").code == 0
        return other

    @pytest.fixture
    def sent(self, elsewhere, tmp_path) -> Path:
        """A workspace that a stranger sends, new to this user."""
        sent = tmp_path / "sent"
        shutil.copytree(elsewhere, sent, ignore=shutil.ignore_patterns("out", ".docgen"))
        return sent

    def test_a_link_among_what_is_under_way_moves_nothing_of_another_workspace(self, docgen, sent, elsewhere):
        before = contents(elsewhere)
        (sent / "out" / "_正在生成").mkdir(parents=True)
        (sent / "out" / "_正在生成" / "x").symlink_to(elsewhere / "out")
        result = docgen("-w", sent, "letter")
        assert result.code == 1
        assert "this is a link" in result.err
        assert contents(elsewhere) == before

    @pytest.mark.parametrize("place", ["out/公开信/04-石羊镇/丰乐社区", "out/公开信/04-石羊镇", "out/公开信", "out"])
    def test_a_link_in_the_place_of_a_folder_empties_none_of_another_workspace(self, docgen, sent, elsewhere, place):
        before = contents(elsewhere)
        (sent / place).parent.mkdir(parents=True, exist_ok=True)
        (sent / place).symlink_to(elsewhere / place)
        assert docgen("-w", sent, "letter", "--separate").code == 1
        assert contents(elsewhere) == before

    @pytest.mark.parametrize(
        ("link", "words"),
        [
            ("templates/.copies.json", ("templates", "eject", "信息专报")),
            ("templates", ("templates", "eject", "信息专报")),
            ("templates", ("templates", "new", "通知")),
            ("plugins/own.py", ("plugins", "new", "own", "--title", "走访表", "--table", "走访表")),
            ("plugins", ("plugins", "new", "own", "--title", "走访表", "--table", "走访表")),
        ],
    )
    def test_what_is_made_new_is_not_written_through_a_link(self, docgen, small_office, tmp_path, link, words):
        aim = tmp_path / "aim"
        if "/" not in link:
            aim.mkdir()
        (small_office / link).parent.mkdir(exist_ok=True)
        (small_office / link).symlink_to(aim)
        result = docgen("-w", small_office, *words)
        assert result.code == 1
        assert "this is a link" in result.err
        assert not aim.exists() or contents(aim) == {}

    def test_aliases_are_written_through_no_link_beside_the_settings(self, small_office, tmp_path):
        (small_office / ".docgen.toml.new").symlink_to(tmp_path / "aim")
        write_aliases(small_office / "docgen.toml", {"候选人": {"姓名": ["人选名字"]}})
        assert "人选名字" in (small_office / "docgen.toml").read_text("utf-8")
        assert not (tmp_path / "aim").exists()

    def test_a_template_that_is_a_link_prints_no_file_of_this_machine(self, docgen, small_office, tmp_path):
        secret = docx.Document()
        secret.add_paragraph("不外传")
        secret.save(str(tmp_path / "own.docx"))
        (small_office / "templates" / "bulletin").mkdir(parents=True)
        (small_office / "templates" / "bulletin" / "信息专报.docx").symlink_to(tmp_path / "own.docx")
        result = docgen("-w", small_office, *WEEK_3)
        assert result.code == 1
        assert "is a link to a file elsewhere" in result.err
        assert not list((small_office / "out").rglob("*.docx"))

    def test_data_that_are_a_link_are_named(self, docgen, small_office, tmp_path):
        (small_office / "data").rename(tmp_path / "其他数据")
        (small_office / "data").symlink_to(tmp_path / "其他数据")
        found = json.loads(docgen("-w", small_office, "check", "--json").out)
        assert any(str(tmp_path / "其他数据") in each["text"]["en"] for each in found if each["code"] == "link")


@needs_posix
@waits
class TestPipes:
    """A pipe waits for whoever writes into it: here nobody does."""

    @pytest.mark.parametrize(
        ("place", "words"),
        [
            ("register.sqlite", WEEK_3),
            ("register.sqlite", ("register",)),
            ("register.sqlite-journal", ("register",)),
            (".docgen/ledger.sqlite", ("runs",)),
            (".docgen/audit.jsonl", ISSUE),
            (".docgen/begun/x/work.json", ("register",)),
            (".docgen/begun/x/work.json", ("runs", "resume")),
            ("out/公开信/清单.json", ("runs", "verify")),
            ("out/信息专报/公开范围：内部.txt", WEEK_3),
            ("out/信息专报/信息专报_第3周_草稿.docx", WEEK_3),
        ],
    )
    def test_no_command_waits(self, docgen, small_office, place, words):
        assert docgen("-w", small_office, "bulletin", "week-2").code == 0
        path = small_office / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        os.mkfifo(path)
        assert "Traceback" not in docgen("-w", small_office, *words).err

    def test_a_picture_that_is_a_pipe_fails_its_document(self, docgen, tmp_path):
        os.mkfifo(tmp_path / "照片.jpg")
        template = docx.Document()
        template.add_paragraph("{{ 照片 }}")
        template.save(str(tmp_path / "单.docx"))
        (tmp_path / "数据.json").write_text('{"照片": {"picture": "照片.jpg"}}', encoding="utf-8")
        result = docgen("render", tmp_path / "单.docx", "--data", tmp_path / "数据.json", "--out", tmp_path / "o.docx")
        assert result.code == 1
        assert "照片.jpg" in result.err


class TestNumbers:
    @pytest.fixture
    def issued(self, docgen, small_office) -> Path:
        finish_week_3(small_office)
        assert docgen("-w", small_office, *ISSUE).code == 0
        return small_office

    def forget(self, root: Path, *names: str) -> None:
        for name in names:
            (root / ".docgen" / name).unlink()

    @pytest.mark.parametrize("words", [ALLOT, ("bulletin", "week-4", "--issue"), ("register",)])
    def test_a_number_that_was_moved_to_another_document_in_the_register_is_seen(self, docgen, issued, words):
        before = docgen("-w", issued, "register").out
        move_number(issued)
        result = docgen("-w", issued, *words)
        assert result.code == 1
        assert "docgen register restore" in result.err
        assert docgen("-w", issued, "register", "restore", "--yes").code == 0
        assert docgen("-w", issued, "register").out == before

    def test_a_void_number_that_lives_again_in_the_register_is_seen(self, docgen, issued):
        assert docgen("-w", issued, "register", "void", "信息专报", "3", "--reason", "误").code == 0
        change(issued / "register.sqlite", "UPDATE entry SET void = NULL")
        assert "docgen register restore" in docgen("-w", issued, *ALLOT).err

    def test_without_the_copy_the_audit_log_knows_whose_number_it_is(self, docgen, issued):
        move_number(issued)
        self.forget(issued, "register-copy.sqlite")
        for words in (ALLOT, ("bulletin", "week-4", "--issue")):
            result = docgen("-w", issued, *words)
            assert result.code == 1
            assert "gives 信息专报第3期 to another document (2013-11-23..2013-11-29)" in result.err
        restored = docgen("-w", issued, "register", "restore", "--yes")
        assert "to another document" in restored.err
        assert "restored" not in restored.out

    def test_without_copy_and_log_the_name_of_a_file_knows_its_year(self, docgen, issued):
        change(
            issued / "register.sqlite",
            "UPDATE entry SET year = 2012 WHERE series = '信息专报' AND number = 3",
            "DELETE FROM issue",
        )
        replace_cells(issued / "data" / "文号登记.xlsx", 2013, 2012)
        self.forget(issued, "register-copy.sqlite", "audit.jsonl")
        result = docgen("-w", issued, *ALLOT)
        assert result.code == 1
        assert "信息专报_第3期_2013-11-22.docx" in result.err

    def test_a_number_that_no_document_has_yet_stands_in_the_audit_log(self, docgen, issued):
        assert docgen("-w", issued, *ALLOT).code == 0
        change(issued / "register.sqlite", "DELETE FROM entry WHERE number = 4 AND series = '信息专报'")
        self.forget(issued, "register-copy.sqlite")
        other = ("register", "allot", "信息专报", "week-5", "--title", "x", "--day", "2013-12-06")
        result = docgen("-w", issued, *other)
        assert result.code == 1
        assert "信息专报第4期" in result.err

    def test_a_line_of_the_audit_log_ends_where_a_line_ends(self, docgen, issued):
        """JSON lets a text hold line separators of Unicode, which are no ends of lines."""
        log = issued / ".docgen" / "audit.jsonl"
        log.write_text(log.read_text("utf-8").replace('"who": "', '"who": "\u2028\x85'), encoding="utf-8")
        (issued / "register.sqlite").unlink()
        self.forget(issued, "register-copy.sqlite")
        assert ".docgen/audit.jsonl, line" in docgen("-w", issued, *ALLOT).err

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE issue SET kept = '{'",
            "UPDATE issue SET kept = '[]'",
            "UPDATE entry SET day = 'x'",
            f"UPDATE issue SET kept = '{'[' * 100_000}'",
        ],
    )
    def test_what_docgen_does_not_write_is_named(self, docgen, issued, statement):
        change(issued / "register.sqlite", statement)
        for words in (WEEK_3, ("register",)):
            result = docgen("-w", issued, *words)
            assert result.code == 1
            assert "something in it is not as docgen wrote it" in result.err


def move_number(root: Path) -> None:
    """Give number 3 of the register, which week 3 has, to week 4."""
    moved = "UPDATE entry SET document = '2013-11-23..2013-11-29' WHERE series = '信息专报' AND number = 3"
    change(root / "register.sqlite", moved, "DELETE FROM issue")


class TestNotes:
    @pytest.mark.parametrize("path", ["'out/a' || char(0)", "printf('out/%.5000c', 'x')", "x'ff'", "5", "NULL", "''"])
    def test_a_path_that_is_none_is_refused(self, docgen, small_office, path):
        assert docgen("-w", small_office, *WEEK_3).code == 0
        change(small_office / ".docgen" / "ledger.sqlite", f"UPDATE change SET path = {path}")
        result = docgen("-w", small_office, "runs", "undo")
        assert result.code == 1
        assert re.search(
            "leads out of the folder for documents|something in them is not as docgen wrote it", result.err
        )

    @pytest.mark.parametrize("facts", ["{", "[]", "[" * 100_000])
    def test_notes_on_packs_that_cannot_be_read_are_named(self, docgen, small_office, facts):
        assert docgen("-w", small_office, "letter").code == 0
        change(small_office / ".docgen" / "ledger.sqlite", f"UPDATE shard SET facts = '{facts}'")
        for words in (("runs", "verify"), ("letter", "--separate")):
            result = docgen("-w", small_office, *words)
            assert result.code == 1
            assert "the notes on print packs are not as docgen wrote them" in result.err

    @pytest.mark.parametrize("words", ["{", "[]", "{}", "[" * 100_000])
    def test_a_finished_run_that_cannot_be_read_is_made_again(self, docgen, small_office, words):
        assert docgen("-w", small_office, "letter").code == 0
        ledger = small_office / ".docgen" / "ledger.sqlite"
        change(ledger, f"UPDATE done SET files = '{words}', report = '{words}'")
        assert docgen("-w", small_office, "letter").code == 0

    def test_an_attempt_that_cannot_be_read_is_not_gone_on_with(self, docgen, small_office):
        assert docgen("-w", small_office, *WEEK_3).code == 0
        ledger = small_office / ".docgen" / "ledger.sqlite"
        change(ledger, "INSERT INTO attempt VALUES ('{', '2026', 'x', 'x', 1)")
        result = docgen("-w", small_office, "runs", "resume")
        assert result.code == 1
        assert "something in them is not as docgen wrote it" in result.err
