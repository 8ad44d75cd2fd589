"""`docgen lint`: for a clerk who wants to know whether a document may go out."""

import json
from pathlib import Path

import pytest
from offices import finish_week_3
from papers import Paper


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    """Makes official documents."""
    return Paper(tmp_path)


def test_a_document_without_a_fault(docgen, paper: Paper):
    done = docgen("lint", "--no-pages", paper())
    assert (done.code, done.out, done.err) == (0, "Documents without a problem: 1.\n", "")


def test_what_is_wrong_is_said_with_place_clause_and_what_should_stand_there(docgen, paper: Paper):
    path = paper({"number": "都民发[2013]12号"})
    done = docgen("--lang", "zh", "lint", "--no-pages", path)
    assert done.code == 1
    assert done.out.splitlines() == [
        str(path),
        "  错误 GW110 发文字号的年份没有用六角括号 [GB/T 9704 7.2.5]",
        "      第7段“都民发[2013]12号”  都民发[2013]12号",
        "      → 应为：〔 〕",
        "共1个文件：错误 1",
    ]


def test_warnings_alone_are_no_failure(docgen, paper: Paper):
    assert docgen("lint", "--no-pages", paper({"h1": "一、总体要求。"})).code == 0


def test_json_has_an_object_for_each_rule(docgen, paper: Paper):
    path = paper({"number": "都民发[2013]12号", "h1": "一、总体要求。"})
    done = docgen("lint", "--no-pages", "--json", path)
    first, second = json.loads(done.out)
    assert done.code == 1
    assert (first["id"], second["id"]) == ("GW110", "GW226")
    assert first["file"] == str(path)
    assert first["severity"] == "error"
    assert first["clause"] == "7.2.5"
    assert first["place"]["en"] == "paragraph 7 “都民发[2013]12号”"
    assert first["found"]["zh"] == "都民发[2013]12号"
    assert first["expected"]["zh"] == "〔 〕"
    assert (first["count"], len(first["places"]), first["fixable"]) == (1, 1, True)


def test_what_is_no_docx_is_one_line_and_does_not_stop_the_others(docgen, paper: Paper, tmp_path: Path):
    old = tmp_path / "旧.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0")
    done = docgen("lint", "--no-pages", old, tmp_path / "无.docx", paper())
    assert done.code == 1
    assert done.err.splitlines() == [
        f"error: {old}: this is no Word document (.docx)",
        "  → Open it in Word or WPS and save it as .docx.",
        f"error: {tmp_path / '无.docx'}: the file cannot be read: there is no such file or folder",
        "  → Look at its name and its folder. If somebody moves files there just now, run this again.",
    ]
    assert "without a problem: 1" in done.out


def test_fix_writes_a_copy_and_says_what_it_changed(docgen, paper: Paper):
    path = paper({"number": "都民发[2013]12号", "note": "此件公开发布"})
    old = path.read_bytes()
    done = docgen("lint", "--fix", path)
    assert done.code == 0
    assert done.out.splitlines() == [
        f"{path}: put right in {path.with_name('通知_改.docx')}",
        "  changed 1: GW110 the year in 发文字号 stands in other brackets",
        "      paragraph 7 “都民发[2013]12号”  都民发[2013]12号 → 都民发〔2013〕12号",
        "  changed 1: GW244 附注 does not stand in brackets",
        "      paragraph 27 “此件公开发布”  此件公开发布 → （此件公开发布）",
        "Documents without a problem: 1.",
    ]
    assert path.read_bytes() == old


def test_what_cannot_be_put_right_is_left_and_said(docgen, paper: Paper):
    path = paper({"gap2": None})
    done = docgen("lint", "--fix", path)
    assert done.code == 1
    assert "nothing that can be put right by itself" in done.out
    assert "GW113" in done.out


def test_fix_and_json_do_not_go_together(docgen, paper: Paper):
    assert docgen("lint", "--fix", "--json", paper()).code == 2


def test_without_libreoffice_one_note(docgen, paper: Paper, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("docgen.pdf.find_libreoffice", lambda: None)
    done = docgen("lint", paper())
    assert done.code == 0
    assert done.out.count("LibreOffice is not on this machine") == 1


@pytest.mark.libreoffice
def test_the_bulletin_is_as_the_standard_says(docgen, small_office: Path):
    finish_week_3(small_office)
    assert docgen("-w", small_office, "bulletin", "week-3").code == 0
    (made,) = (small_office / "out" / "信息专报").glob("*.docx")
    assert docgen("lint", made).out == "Documents without a problem: 1.\n"
