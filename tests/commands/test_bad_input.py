"""Bad input: one clear line with a hint, the right exit code, and what was made earlier is still there."""

import json
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest


def change_config(workspace: Path, old: str, new: str, encoding: str = "utf-8") -> None:
    file = workspace / "docgen.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding=encoding)


def headers(sheet, row: int) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[row] if cell.value is not None}


def test_no_workspace_here(docgen, tmp_path):
    result = docgen("--workspace", tmp_path, "bulletin", "week-3")
    assert result.code == 1
    assert "no workspace here" in result.err
    assert "docgen --workspace FOLDER" in result.err
    assert "Traceback" not in result.err


def test_a_folder_below_the_workspace_will_do(docgen, small_office, monkeypatch):
    monkeypatch.chdir(small_office / "data")
    assert docgen("bulletin", "week-3", "--dry-run").code == 0


def test_no_workbook_at_all(docgen, small_office):
    shutil.rmtree(small_office / "data")
    result = docgen("-w", small_office, "bulletin", "week-3")
    assert result.code == 1
    assert "no workbook in" in result.err


@pytest.mark.parametrize("name", ["民主评议.xlsx", "宣传发放.xlsx"])
def test_a_workbook_missing_names_the_table(docgen, small_office, name):
    (small_office / "data" / name).unlink()
    result = docgen("-w", small_office, "bulletin", "week-3")
    assert result.code == 1
    assert Path(name).stem in result.err
    assert "Its headers" in result.err


def test_a_file_that_is_not_a_workbook_stops_and_keeps_what_was_made(docgen, small_office):
    assert docgen("-w", small_office, "bulletin", "week-3").code == 0
    (made,) = (small_office / "out").rglob("*.docx")
    before = made.read_bytes()
    (small_office / "data" / "民主评议.xlsx").write_text("not a workbook", encoding="utf-8")
    result = docgen("-w", small_office, "bulletin", "week-3")
    assert result.code == 1
    assert "民主评议.xlsx: this is not a workbook" in result.err
    assert made.read_bytes() == before


def test_a_damaged_workbook_is_named(docgen, small_office):
    file = small_office / "data" / "民主评议.xlsx"
    file.write_bytes(file.read_bytes()[:1000])
    result = docgen("-w", small_office, "check")
    assert result.code == 1
    assert "民主评议.xlsx" in result.out
    assert "damaged" in result.out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("week-0", "before the project starts on 2013-11-04"),
        ("day-2013-11-01", "before the project starts on 2013-11-04"),
        ("weak-3", "is not a period"),
        ("第9期", "issue 9 is not in the register"),
        ("2013-11-22..2013-11-16", "ends before it begins"),
    ],
)
def test_a_wrong_period_is_wrong_usage(docgen, small_office, typed, said):
    result = docgen("-w", small_office, "bulletin", typed)
    assert result.code == 2
    assert said in result.err
    assert "→" in result.err


class TestConfig:
    def test_full_width_quotes_from_notepad_show_the_line_and_the_mend(self, docgen, small_office):
        change_config(small_office, 'week_end = "friday"', "week_end = “friday”")
        lines = (small_office / "docgen.toml").read_text("utf-8").split("\n")
        number = next(number for number, line in enumerate(lines, 1) if line.startswith("week_end"))
        result = docgen("-w", small_office, "bulletin", "week-3")
        assert result.code == 1
        assert f"docgen.toml:{number}" in result.err
        assert 'Write: week_end = "friday"' in result.err

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
    def test_what_notepad_saves_is_read(self, docgen, small_office, encoding):
        change_config(small_office, 'language = "zh"', 'language = "zh"', encoding)
        assert docgen("-w", small_office, "bulletin", "week-3", "--dry-run").code == 0

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ('week_end = "friday"', 'week_ends = "friday"', "Did you mean week_end?"),
            ('week_end = "friday"', 'week_end = "fryday"', "week_end is not a day of the week"),
            ("start = 2013-11-04", 'start = "4 Nov"', "'start' is written wrong"),
            ('basis = "有效票"', 'basis = "票"', "[rules] basis is not set"),
        ],
    )
    def test_a_mistake_is_one_line_with_a_hint(self, docgen, small_office, old, new, said):
        change_config(small_office, old, new)
        result = docgen("-w", small_office, "bulletin", "week-3")
        assert result.code == 1
        assert said in result.err
        assert "docgen.toml" in result.err
        assert result.err.count("\n") == 2

    def test_the_basis_has_no_silent_default(self, docgen, small_office):
        change_config(small_office, 'basis = "有效票"', "")
        result = docgen("-w", small_office, "bulletin", "week-3")
        assert result.code == 1
        assert 'basis = "有效票"' in result.err

    def test_an_option_of_the_bulletin_that_is_misspelt_is_named(self, docgen, small_office):
        change_config(small_office, "编发单位", "编发单")
        result = docgen("-w", small_office, "bulletin", "week-3")
        assert result.code == 1
        assert "编发单位" in result.err
        assert "编发单 stands there; it should read 编发单位" in result.err


def test_a_required_column_missing_names_the_headers_found_and_the_nearest(docgen, small_office):
    file = small_office / "data" / "指导记录.xlsx"
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    row = next(row[0].row for row in sheet.iter_rows(max_row=8) if "人次" in {cell.value for cell in row})
    sheet.cell(row, headers(sheet, row)["人次"]).value = "人次合"
    book.save(file)
    result = docgen("-w", small_office, "bulletin", "week-3")
    assert result.code == 1
    assert "lacks the column 人次" in result.err
    assert "人次 ← 人次合?" in result.err
    assert "日期" in result.err


class TestTemplate:
    def overlay(self, repo: Path, example: Path, old: str, new: str) -> Path:
        """The built-in template in the workspace, with a change."""
        source = repo / "templates" / "bulletin" / "信息专报.docx"
        target = example / "templates" / "bulletin" / "信息专报.docx"
        target.parent.mkdir(parents=True)
        with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as changed:
            for name in package.namelist():
                data = package.read(name)
                if name == "word/document.xml":
                    assert old in data.decode()
                    data = data.decode().replace(old, new).encode()
                changed.writestr(name, data)
        return target

    def test_an_unknown_name_is_said_with_its_place_and_the_nearest(self, docgen, repo, small_office):
        assert docgen("-w", small_office, "bulletin", "week-3").code == 0
        (made,) = (small_office / "out").rglob("*.docx")
        before = made.read_bytes()
        self.overlay(repo, small_office, "{{ 累计.复审人选 }}", "{{ 累计.复审人数 }}")
        result = docgen("-w", small_office, "bulletin", "week-3")
        assert result.code == 1
        assert "信息专报.docx / body / paragraph" in result.err or "信息专报.docx / 正文 / 第" in result.err
        assert "{{ 累计.复审人数 }}" in result.err
        assert "Did you mean 复审人选?" in result.err
        assert made.read_bytes() == before

    def test_all_unknown_names_are_said_at_once(self, docgen, repo, small_office):
        self.overlay(repo, small_office, "{{ 标题 }}", "{{ 题目 }}{{ 累计.公告数 }}")
        result = docgen("-w", small_office, "bulletin", "week-3")
        assert result.code == 1
        assert "{{ 题目 }}" in result.err
        assert "{{ 累计.公告数 }}" in result.err

    def test_a_template_in_the_workspace_replaces_the_built_in_one(self, docgen, repo, small_office):
        self.overlay(repo, small_office, "一、工作进展", "一、工作情况")
        assert docgen("-w", small_office, "bulletin", "week-3").code == 0
        (made,) = (small_office / "out").rglob("*.docx")
        assert "一、工作情况" in zipfile.ZipFile(made).read("word/document.xml").decode()

    def test_an_unclosed_block_is_said(self, docgen, repo, small_office):
        self.overlay(repo, small_office, "{%p endfor %}", "")
        result = docgen("-w", small_office, "bulletin", "week-3")
        assert result.code == 1
        assert "{%p endfor %} is missing for it" in result.err
        assert "Traceback" not in result.err


def test_an_unknown_command_names_the_nearest(docgen, small_office):
    result = docgen("-w", small_office, "buletin", "week-3")
    assert result.code == 2
    assert "Did you mean bulletin?" in result.err


class TestOddNames:
    """What stands in a file or is its name must not steer the terminal, nor stop anything."""

    LINES = "乡镇,社区,姓名,性别\n\x1b]0;x石羊镇,丰\x9b乐,张三,甲\n"

    @pytest.fixture
    def odd(self, small_office: Path) -> Callable[[str | bytes], Path]:
        """Puts the lines into a file of that name; a name in bytes is as a zip file made on Windows leaves it."""

        def put(name: str | bytes, person: str = "张三") -> Path:
            if isinstance(name, bytes) and sys.platform != "linux":
                pytest.skip("names are text here")
            file = os.fsencode(small_office / "data" / "候选人") + b"/" + os.fsencode(name)
            Path(os.fsdecode(file)).write_text(self.LINES.replace("张三", person), encoding="utf-8")
            return small_office

        return put

    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("红\x1b]0;PWNED\x07.csv", "候选人/红\\x1b]0;PWNED\\x07.csv"),
            ("新\n错误: 假.csv", "候选人/新\\n错误: 假.csv"),
            ("候选人.csv".encode("gbk"), "候选人/候选人.csv"),
            (b"caf\xe9.csv", "候选人/caf\\xe9.csv"),
        ],
        ids=["escape", "line", "gbk", "neither"],
    )
    @pytest.mark.parametrize("form", [(), ("--csv",), ("--json",), ("--annotate",)], ids=str)
    def test_they_are_shown_readably(self, docgen, odd, name, shown, form):
        result = docgen("-w", odd(name), "check", *form)
        assert result.code == 1
        assert shown.replace("\\", "\\\\" if form == ("--json",) else "\\") in result.out
        assert re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", result.out + result.err) is None
        assert not any(line.startswith("错误: 假") for line in result.out.splitlines())

    def test_a_copy_gets_a_name_that_every_system_takes(self, docgen, odd):
        names = {"张三": b"caf\xe9\x07.csv", "李四": "候选人.csv".encode("gbk"), "王五": "候选人.csv"}
        for person, name in names.items():
            workspace = odd(name, person)
        assert docgen("-w", workspace, "check", "--annotate").code == 1
        made = [path.name for path in (workspace / "out" / "检查" / "候选人").iterdir()]
        assert sorted(made) == ["_xba_xf2ѡ_xc8_xcb.csv.xlsx", "caf_xe9_.csv.xlsx", "候选人.csv.xlsx"]

    def test_a_link_out_of_the_folder_is_read_and_said(self, docgen, small_office, tmp_path):
        file = small_office / "data" / "指导记录.xlsx"
        file.rename(tmp_path / "别处.xlsx")
        file.symlink_to(tmp_path / "别处.xlsx")
        found = json.loads(docgen("-w", small_office, "check", "--json").out)
        (note,) = (problem for problem in found if problem["code"] == "link")
        assert (note["severity"], note["where"]) == ("note", "指导记录.xlsx")
        assert "别处.xlsx" in note["text"]["zh"]
