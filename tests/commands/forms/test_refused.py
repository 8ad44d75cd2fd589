"""What `docgen forms new` refuses, with nothing left behind; and what it asks at a terminal."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from township import PEOPLE, Township

TELEPHONES = ("姓名", "联系电话（办公）", "联系电话（家庭）")


@pytest.fixture
def township(docgen, tmp_path) -> Township:
    return Township(docgen, tmp_path / "石羊镇")


def inside(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


class TestNothingIsHalfWritten:
    def test_where_the_settings_cannot_be_written(self, township):
        source = township.word("{姓名}")
        other = township.folder.parent / "别处"
        other.mkdir()
        data = township.workbook(*PEOPLE).rename(other / "名单.xlsx")
        (township.folder / "docgen.toml").mkdir()
        before = inside(township.folder)
        asked = ("forms", "new", "表", "--from", source, "--data", data)
        assert "docgen.toml: the file cannot be read: it is a folder" in township.say(*asked, code=1)
        assert inside(township.folder) == before
        (township.folder / "docgen.toml").rmdir()
        township.say(*asked)
        township.say("表")
        assert len(township.made()) == 2

    def test_where_the_workbook_cannot_be_written(self, township):
        (township.folder / "data").write_bytes(b"")
        before = inside(township.folder)
        asked = ("forms", "new", "表", "--columns", "姓名")
        assert "the form cannot be written" in township.say(*asked, code=1)
        assert inside(township.folder) == before
        (township.folder / "data").unlink()
        assert "data/表.xlsx" in township.say(*asked)

    def test_where_the_folder_cannot_appear(self, township, monkeypatch):
        def full(self: Path, target: Path) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "rename", full)
        assert "the form cannot be written" in township.say("forms", "new", "表", "--columns", "姓名", code=1)
        assert inside(township.folder) == []

    @pytest.mark.parametrize("folder", [".", "别处"])
    def test_where_no_run_would_take_the_data_for_a_workbook(self, township, folder):
        data = township.folder / folder / "名册.txt"
        data.parent.mkdir(exist_ok=True)
        data.write_text("姓名,职务\n郑远山,主任\n", encoding="utf-8")
        before = inside(township.folder)
        said = township.say("forms", "new", "表", "--data", data, code=1)
        assert "名册.txt is not called like a workbook" in said
        assert "Save it as .xlsx or .csv." in said
        assert inside(township.folder) == before

    def test_where_the_rows_of_two_months_would_be_one_table(self, township):
        source = township.word("{姓名}")
        township.say("forms", "new", "一月", "--from", source, "--data", township.workbook(*PEOPLE, sheet="补贴"))
        other = township.folder.parent / "二月.xlsx"
        book = load_workbook(township.folder / "名单.xlsx")
        book.worksheets[0].append(["丙三"])
        book.save(other)
        before = inside(township.folder)
        said = township.say("forms", "new", "二月", "--from", source, "--data", other, code=1)
        assert "二月.xlsx would feed the table 一月 together with 名单.xlsx" in said
        assert "Give its sheet another name" in said
        assert inside(township.folder) == before


class TestColumns:
    @pytest.mark.parametrize(
        ("columns", "more", "code", "said"),
        [
            ("手机,身份证号", ("--access", "公开"), 2, "can show none of the columns: 手机、身份证号"),
            ("序号", ("--each",), 2, "can show none of the columns: 序号"),
            (" , ", (), 2, "no column was named"),
            ("姓名,！", (), 1, "a column called ！ cannot be named"),
            (",".join(TELEPHONES), (), 1, "联系电话（办公） and 联系电话（家庭） are both 联系电话"),
        ],
    )
    def test_that_make_no_form_are_refused(self, township, columns, more, code, said):
        assert said in township.say("forms", "new", "表", "--columns", columns, *more, code=code)
        assert inside(township.folder) == []

    @pytest.mark.parametrize("old", [True, False])
    def test_of_a_workbook_of_one_name_are_refused(self, township, old):
        data = township.workbook(TELEPHONES, ("郑远山", "028-00000001", "028-00000002"))
        source = ("--from", township.word("{姓名}")) if old else ()
        said = township.say("forms", "new", "表", "--data", data, *source, code=1)
        assert "联系电话（办公） and 联系电话（家庭） are both 联系电话" in said
        assert not (township.folder / "forms").exists()

    def test_labels_of_one_name_are_two_columns(self, township):
        source = township.word(table=(("联系电话（办公）", "", "联系电话（家庭）", ""),))
        township.say("forms", "new", "表", "--from", source)
        path = township.folder / "data/表.xlsx"
        book = load_workbook(path)
        book["表"]["A4"], book["表"]["B4"] = "028-00000001", "028-00000002"
        book.save(path)
        township.say("表")
        ((_, rows),) = township.made().values()
        assert rows == [["联系电话（办公）", "028-00000001", "联系电话（家庭）", "028-00000002"]]

    def test_a_form_with_nothing_to_fill_in_is_none(self, township):
        assert "Nothing to fill in" in township.say("forms", "new", "表", "--from", township.word("通知"), code=1)
        assert not (township.folder / "forms").exists()


class TestOldForms:
    def test_titles_of_books_and_notes_are_no_columns(self, township):
        source = township.word("根据《公务员法》《乡镇工作条例》《丰乐社区居民自治章程汇编》，{姓名}，【注】《社区》")
        said = township.say("forms", "new", "表", "--from", source)
        assert "Filled in from the table: 姓名、社区\n" in said
        for mark in ("《公务员法》", "《乡镇工作条例》", "《丰乐社区居民自治章程汇编》", "【注】"):
            assert f"no such column: {mark} in" in said

    def test_a_text_is_none(self, township):
        path = township.folder / "旧表.txt"
        path.write_text("姓名：____", encoding="utf-8")
        assert "must be a Word document (.docx)" in township.say("forms", "new", "表", "--from", path, code=1)
        assert not (township.folder / "forms").exists()


OLD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(3000)
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


class TestOtherFilesWithTheNameOfAWordDocument:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (OLD, "a file of old Word or WPS (.doc, .wps), or one with a password"),
            (b"{\\rtf1 }", "is not a Word document"),
            (b"", "is not a Word document"),
            ("<html>姓名：____</html>".encode(), "is not a Word document"),
        ],
    )
    def test_are_told(self, township, content, said):
        path = township.folder / "旧表.docx"
        path.write_bytes(content)
        assert said in township.say("forms", "new", "表", "--from", path, code=1)
        assert inside(township.folder) == ["旧表.docx"]

    def test_a_document_that_is_strict_is_told(self, township):
        source = township.word("{姓名}")
        edit(source, "word/document.xml", "http://schemas.openxmlformats.org/wordprocessingml/2006/main", STRICT)
        said = township.say("forms", "new", "表", "--from", source, code=1)
        assert "not as “Strict Open XML Document”" in said
        assert inside(township.folder) == ["旧表.docx"]

    @pytest.mark.parametrize(
        "kind",
        [
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        ],
    )
    def test_a_template_becomes_a_document_that_word_opens(self, township, kind):
        usual = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        source = township.word("{姓名}")
        edit(source, "[Content_Types].xml", usual, kind)
        macros = '<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        macros += 'Target="vbaProject.bin"/></Relationships>'
        edit(source, "word/_rels/document.xml.rels", "</Relationships>", macros)
        with zipfile.ZipFile(source, "a") as archive:
            archive.writestr("word/vbaProject.bin", b"macros")
        township.say("forms", "new", "表", "--from", source, "--data", township.workbook(*PEOPLE))
        with zipfile.ZipFile(township.folder / "forms/表/表.docx") as archive:
            assert usual in archive.read("[Content_Types].xml").decode()
            assert "vba" not in archive.read("word/_rels/document.xml.rels").decode()
            assert not [name for name in archive.namelist() if "vba" in name]


def edit(path: Path, part: str, old: str, new: str) -> None:
    """Put something else into a part of a Word file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part].decode()
    parts[part] = parts[part].decode().replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_at_a_terminal_it_asks(tmp_path):
    pty = pytest.importorskip("pty", reason="Windows has no such terminals")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "docgen", "-w", str(tmp_path), "forms", "new", "签到"]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "DOCGEN_LANG": "zh"}
    )
    os.close(theirs)
    said = b""
    for question, answer in (("数据表有哪些列", "姓名、职务"), ("每行一份文件吗", "n"), ("公开范围", "内部")):
        while question.encode() not in said or not said.endswith(b": "):
            said += os.read(ours, 1024)
        os.write(ours, f"{answer}\n".encode())
        said = b""
    assert process.wait(60) == 0
    os.close(ours)
    toml = (tmp_path / "forms/签到/form.toml").read_text(encoding="utf-8")
    assert 'access = "内部"' in toml
    assert 'title = "职务"' in toml
    assert "each =" not in toml
