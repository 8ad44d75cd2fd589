"""`docgen runs` on the example: what was replaced comes back."""

import json
from pathlib import Path

import openpyxl


def made(docgen, example: Path) -> Path:
    result = docgen("-w", example, "bulletin", "week-4", "--json")
    assert result.code == 0, result.err
    return Path(json.loads(result.out)["files"][0]["path"])


def write(example: Path, text: str) -> None:
    """A next step for the bulletin of week 4."""
    file = example / "data" / "专报要点.xlsx"
    book = openpyxl.load_workbook(file)
    book.worksheets[0].append(["week-4", "下步工作", 1, text])
    book.save(file)


def test_a_run_is_listed_shown_and_undone(docgen, small_office):
    path = made(docgen, small_office)
    first = path.read_bytes()
    write(small_office, "组织好选举大会。")
    assert made(docgen, small_office) == path
    second = path.read_bytes()
    assert second != first

    listed = json.loads(docgen("-w", small_office, "runs", "--json").out)
    assert [(run["generator"], run["changes"], run["undone"]) for run in listed] == [("bulletin", 1, False)] * 2
    shown = docgen("-w", small_office, "runs", "show", listed[0]["id"]).out
    assert path.name in shown
    assert "_旧版" in shown

    assert "would be undone" in docgen("-w", small_office, "runs", "undo", "--dry-run").out
    assert path.read_bytes() == second
    assert docgen("-w", small_office, "runs", "undo").code == 0
    assert path.read_bytes() == first
    assert second in [old.read_bytes() for old in (small_office / "out" / "_旧版").rglob("*.docx")]


def test_a_file_edited_since_is_left_alone_and_said(docgen, small_office):
    path = made(docgen, small_office)
    path.write_bytes(b"edited by a person")
    result = docgen("-w", small_office, "runs", "undo")
    assert result.code == 1
    assert "left alone" in result.out
    assert path.read_bytes() == b"edited by a person"


def test_without_runs_there_is_nothing_to_undo(docgen, small_office):
    assert docgen("-w", small_office, "runs").code == 0
    result = docgen("-w", small_office, "runs", "undo")
    assert (result.code, "no run to undo" in result.err) == (2, True)
    assert docgen("-w", small_office, "runs", "show", "20130101-000000").code == 2
