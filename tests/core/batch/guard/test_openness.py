"""A folder of documents says who may see them."""

from pathlib import Path

import pytest

from docgen import Access, DocgenError
from docgen.batch.guard.openness import is_statement, state, state_aside


def markers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.txt"))


def stated(out: Path, name: str, access: Access) -> list[str]:
    document = out / name
    document.parent.mkdir(parents=True, exist_ok=True)
    state(out, [document], access)
    return markers(out / name.partition("/")[0])


@pytest.mark.parametrize(
    ("access", "name"),
    [(Access.PUBLIC, "公开"), (Access.INTERNAL, "内部"), (Access.RESTRICTED, "受限"), (Access.SEALED, "受限")],
)
def test_the_name_of_a_file_says_it(tmp_path: Path, access: Access, name: str):
    assert stated(tmp_path, "周报/周报.docx", access) == [f"公开范围：{name}.txt"]
    text = (tmp_path / "周报" / f"公开范围：{name}.txt").read_text("utf-8-sig")
    assert text.startswith(f"{name}：")
    assert ":" not in name


def test_the_top_folder_says_it_for_those_below(tmp_path: Path):
    assert stated(tmp_path, "公开信/04-石羊镇/丰乐社区/信.docx", Access.PUBLIC) == ["公开范围：公开.txt"]
    assert [path.parent.name for path in tmp_path.rglob("*.txt")] == ["公开信"]


def test_documents_in_no_folder_are_stated_where_they_lie(tmp_path: Path):
    state(tmp_path, [tmp_path / "信.docx"], Access.INTERNAL)
    assert markers(tmp_path) == ["公开范围：内部.txt"]


def test_the_highest_stays(tmp_path: Path):
    assert stated(tmp_path, "材料/甲.docx", Access.INTERNAL) == ["公开范围：内部.txt"]
    assert stated(tmp_path, "材料/乙.docx", Access.RESTRICTED) == ["公开范围：受限.txt"]
    assert stated(tmp_path, "材料/丙.docx", Access.PUBLIC) == ["公开范围：受限.txt"]


def test_it_is_written_only_when_it_is_another(tmp_path: Path):
    stated(tmp_path, "材料/甲.docx", Access.INTERNAL)
    marker = tmp_path / "材料" / "公开范围：内部.txt"
    before = marker.stat().st_mtime_ns
    stated(tmp_path, "材料/甲.docx", Access.INTERNAL)
    assert marker.stat().st_mtime_ns == before
    marker.write_text("", encoding="utf-8")
    stated(tmp_path, "材料/甲.docx", Access.INTERNAL)
    assert "不得外传" in marker.read_text("utf-8-sig")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "材料" / "公开范围：内部.txt").mkdir(parents=True)
    with pytest.raises(DocgenError) as failed:
        state(tmp_path, [tmp_path / "材料" / "甲.docx"], Access.INTERNAL)
    assert "公开范围：内部.txt" in str(failed.value)


def test_where_a_document_is_put_aside_is_as_its_folder_says(tmp_path: Path):
    stated(tmp_path, "花名册/1.docx", Access.RESTRICTED)
    stated(tmp_path, "周报/周报.docx", Access.INTERNAL)
    for document, said in (("未说明/1.docx", []), ("周报/周报.docx", ["内部"]), ("花名册/1.docx", ["受限"])):
        aside = tmp_path / "_作废" / "20131201-080000" / document
        aside.parent.mkdir(parents=True)
        state_aside(tmp_path, tmp_path / document, aside)
        assert markers(tmp_path / "_作废") == [f"公开范围：{each}.txt" for each in said]


def test_only_docgens_own_file_says_who_may_see_a_folder(tmp_path: Path):
    stated(tmp_path, "公开信/信.docx", Access.PUBLIC)
    (own,) = (tmp_path / "公开信").glob("*.txt")
    assert is_statement(own)
    assert not is_statement(own.with_suffix(".docx"))
    assert not is_statement(own.with_name("说明.txt"))
