"""The log of who made what of which rows, and the deleting of what is no longer needed."""

import json
import os
from datetime import datetime
from getpass import getuser
from pathlib import Path

import pytest
from desk import documents
from offices import finish_week_3


def log(small_office: Path) -> list[dict[str, object]]:
    file = small_office / ".docgen" / "audit.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def age(path: Path, day: str) -> None:
    """Let a file have been written on a day."""
    then = datetime.fromisoformat(day).timestamp()
    os.utime(path, (then, then))


class TestAudit:
    def test_a_run_is_logged_with_its_rows_and_no_value(self, docgen, small_office):
        assert docgen("-w", small_office, "admonition", "林文刚").code == 0
        (line,) = log(small_office)
        assert (line["who"], line["action"], line["what"]) == (getuser(), "make", "admonition")
        assert (line["access"], line["files"]) == ("受限", 1)
        assert [row.partition("  ")[0] for row in line["rows"]] == ["诫勉谈话.xlsx / 诫勉谈话台账"]
        assert line["tables"]["民主评议"] == 37
        assert datetime.fromisoformat(line["time"]).tzinfo is not None
        assert "林文刚" not in json.dumps(line, ensure_ascii=False)

    def test_issuing_undoing_and_voiding_are_logged(self, docgen, small_office):
        finish_week_3(small_office)
        docgen("-w", small_office, "weekly", "week-3")
        docgen("-w", small_office, "runs", "undo")
        docgen("-w", small_office, "bulletin", "week-3", "--issue")
        docgen("-w", small_office, "register", "void", "信息专报", "3", "--reason", "有误")
        assert [line["action"] for line in log(small_office)] == ["make", "undo", "issue", "void"]

    def test_a_dry_run_and_a_failed_one_are_not(self, docgen, small_office):
        docgen("-w", small_office, "weekly", "week-3", "--dry-run")
        docgen("-w", small_office, "bulletin", "week-4", "--issue", "--date", "2013-11-29")
        assert log(small_office) == []


class TestPurge:
    @pytest.fixture
    def old(self, docgen, small_office):
        """An issued bulletin, an edited weekly report, another one, and an old version, all of 1 December."""
        finish_week_3(small_office)
        docgen("-w", small_office, "bulletin", "week-3", "--issue")
        docgen("-w", small_office, "weekly", "week-2")
        docgen("-w", small_office, "weekly", "week-3")
        (edited,) = (small_office / "out" / "周报").glob("*第2周*")
        edited.write_bytes(b"edited")
        for path in (small_office / "out").rglob("*.docx"):
            age(path, "2013-12-01 08:00")
        return small_office

    def names(self, old: Path) -> list[str]:
        return sorted(path.rpartition("/")[2] for path in documents(old))

    def test_what_is_older_goes_what_was_issued_or_edited_stays(self, docgen, old):
        result = docgen("-w", old, "purge", "--before", "2013-12-02", "--yes")
        assert result.code == 0, result.err
        (edited,) = (old / "out" / "周报").glob("*.docx")
        assert edited.read_bytes() == b"edited"
        assert self.names(old) == sorted(["信息专报_第3期_2013-11-22.docx", "校核单_信息专报第3期.docx", edited.name])
        assert "left alone, since it was issued" in result.out
        assert "left alone, since it was edited" in result.out
        assert log(old)[-1]["action"] == "purge"

    def test_what_is_of_the_day_stays(self, docgen, old):
        before = documents(old)
        assert "nothing to delete" in docgen("-w", old, "purge", "--before", "2013-12-01", "--yes").out
        assert documents(old) == before

    @pytest.mark.parametrize("words", [("--dry-run",), ()])
    def test_without_a_yes_nothing_is_deleted(self, docgen, old, words):
        before = documents(old)
        result = docgen("-w", old, "purge", "--before", "2013-12-02", *words)
        assert result.code == (0 if words else 2)
        assert "to be deleted" in result.out
        assert documents(old) == before

    def test_what_says_who_may_see_old_versions_stays_as_long_as_they_do(self, docgen, old):
        kept, newer = (old / "out" / "_旧版" / each / "周报.docx" for each in ("20131201-080000", "20131203-080000"))
        said = old / "out" / "_旧版" / "公开范围：内部.txt"
        for path, day in ((kept, "2013-12-01"), (newer, "2013-12-03"), (said, "2013-12-01")):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"old")
            age(path, f"{day} 08:00")
        assert docgen("-w", old, "purge", "--before", "2013-12-02", "--yes").code == 0
        assert (kept.exists(), newer.exists(), said.exists()) == (False, True, True)
        assert docgen("-w", old, "purge", "--before", "2013-12-04", "--yes").code == 0
        assert not (old / "out" / "_旧版").exists()

    def test_old_versions_and_what_others_put_there(self, docgen, old):
        kept = old / "out" / "_旧版" / "20131201-080000" / "周报" / "周报.docx"
        kept.parent.mkdir(parents=True)
        kept.write_bytes(b"old")
        age(kept, "2013-12-01 08:00")
        own = old / "out" / "自己的.txt"
        own.write_text("mine", encoding="utf-8")
        age(own, "2013-12-01 08:00")
        assert docgen("-w", old, "purge", "--before", "2013-12-02", "--yes").code == 0
        assert not (old / "out" / "_旧版").exists()
        assert own.exists()
