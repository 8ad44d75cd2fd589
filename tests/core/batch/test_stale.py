"""Documents that a command does not make any more are moved aside, and nothing else."""

from pathlib import Path

import docx
import pytest

WORDS = ("render", "信.docx", "--data", "名单.csv", "--each", "--name", "信_{{ 姓名 }}")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no workspace, with a template and two rows; the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCGEN_STATE_DIR", str(tmp_path / "state"))
    document = docx.Document()
    document.add_paragraph("{{ 姓名 }}{{ 电话 }}")
    document.save(str(tmp_path / "信.docx"))
    people(tmp_path, "张三,1", "李四,2")
    return tmp_path


def people(desk: Path, *rows: str) -> None:
    (desk / "名单.csv").write_text("\n".join(["姓名,电话", *rows]), encoding="utf-8")


def there(desk: Path) -> list[str]:
    return sorted(path.name for path in (desk / "out").iterdir() if not path.name.startswith("_"))


def voided(desk: Path) -> list[str]:
    return sorted(path.name for path in (desk / "out" / "_作废").rglob("*.docx"))


def test_the_document_of_a_row_that_is_gone(docgen, desk):
    docgen(*WORDS)
    (desk / "out" / "我的.docx").write_bytes(b"mine")
    people(desk, "张三,1")
    result = docgen(*WORDS)
    assert there(desk) == ["信_张三.docx", "我的.docx"]
    assert voided(desk) == ["信_李四.docx"]
    assert "信_李四.docx" in result.out


def test_the_document_of_a_row_that_fails_now_is_not_said_to_be_unwanted(docgen, desk):
    docgen(*WORDS)
    people(desk, "张三,1", "李四,")
    result = docgen(*WORDS)
    assert (result.code, there(desk), voided(desk)) == (1, ["信_张三.docx"], ["信_李四.docx"])
    assert "could not be made anew, and the one of before may be out of date, moved: " in result.out
    assert "no longer" not in result.out


def test_where_the_row_of_a_document_is_not_clear_both_reasons_are_said(docgen, desk):
    docgen(*WORDS)
    people(desk, "张三,1", ",2")
    result = docgen(*WORDS)
    assert (result.code, voided(desk)) == (1, ["信_李四.docx"])
    assert "not made this time (no longer wanted, or its row has an error), moved: " in result.out


def edit(desk: Path, name: str) -> bytes:
    path = desk / "out" / name
    document = docx.Document(str(path))
    document.add_paragraph("另有附件。")
    document.save(str(path))
    return path.read_bytes()


def test_an_edited_document_goes_with_the_draft_beside_it_and_is_named(docgen, desk):
    docgen(*WORDS)
    own = edit(desk, "信_李四.docx")
    people(desk, "张三,1", "李四,3")
    for _ in range(2):
        docgen(*WORDS)
        assert there(desk) == ["信_张三.docx", "信_李四.docx", "信_李四_第2稿.docx"]
    people(desk, "张三,1")
    result = docgen(*WORDS)
    assert (there(desk), voided(desk)) == (["信_张三.docx"], ["信_李四.docx", "信_李四_第2稿.docx"])
    assert [own] == [path.read_bytes() for path in (desk / "out" / "_作废").rglob("信_李四.docx")]
    (said,) = (line for line in result.err.splitlines() if "edited by hand" in line)
    assert "信_李四.docx" in said


def test_an_edited_draft_stays_beside_the_next_one(docgen, desk):
    docgen(*WORDS)
    for phone, name in (("3", "信_李四.docx"), ("4", "信_李四_第2稿.docx")):
        edit(desk, name)
        people(desk, "张三,1", f"李四,{phone}")
        docgen(*WORDS)
    assert there(desk) == ["信_张三.docx", "信_李四.docx", "信_李四_第2稿.docx", "信_李四_第3稿.docx"]
    people(desk, "张三,1")
    docgen(*WORDS)
    assert there(desk) == ["信_张三.docx"]


def test_what_a_person_put_in_the_place_of_a_document_is_never_moved(docgen, desk):
    (desk / "out").mkdir()
    (desk / "out" / "信_李四.docx").write_bytes(b"mine")
    docgen(*WORDS)
    people(desk, "张三,1")
    docgen(*WORDS)
    assert (there(desk), voided(desk)) == (["信_张三.docx", "信_李四.docx"], ["信_李四_第2稿.docx"])


def test_where_nothing_can_be_made_at_all_what_there_is_stays(docgen, desk):
    docgen(*WORDS)
    people(desk, "张三,", "李四,")
    assert docgen(*WORDS).code == 1
    assert there(desk) == ["信_张三.docx", "信_李四.docx"]
    people(desk, "张三,1")
    docgen(*WORDS)
    assert (there(desk), voided(desk)) == (["信_张三.docx"], ["信_李四.docx"])


def test_a_sample_and_a_dry_run_move_nothing(docgen, desk):
    docgen(*WORDS)
    people(desk, "张三,1")
    docgen(*WORDS, "--sample", "1")
    docgen(*WORDS, "--dry-run")
    assert there(desk) == ["信_张三.docx", "信_李四.docx"]


def test_what_was_moved_can_be_brought_back(docgen, desk):
    docgen(*WORDS)
    people(desk, "张三,1")
    docgen(*WORDS)
    assert docgen("runs", "undo").code == 0
    assert there(desk) == ["信_张三.docx", "信_李四.docx"]
