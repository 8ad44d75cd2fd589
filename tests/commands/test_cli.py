"""The command line: language, help, lists, and consoles that cannot print everything."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from babel.messages import mofile, pofile
from offices import EXAMPLE, SMALL_OFFICE

import docgen as package
from docgen.commands.output import echo_csv
from docgen.text import Text


def as_tuple(text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


class TestLanguage:
    @pytest.mark.parametrize(
        ("words", "environment", "said"),
        [
            (["--lang", "zh"], {}, "把单位的表格"),
            (["--lang=en"], {"LANG": "zh_CN.UTF-8"}, "Turns the workbooks"),
            ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "把单位的表格"),
            ([], {"LANG": "C", "LC_ALL": "C"}, "Turns the workbooks"),
            (["--lang", "en"], {"DOCGEN_LANG": "zh"}, "Turns the workbooks"),
        ],
    )
    def test_help_speaks_it(self, docgen, tmp_path, monkeypatch, words, environment, said):
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("DOCGEN_LANG")
        for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        result = docgen(*words, "--help")
        assert result.code == 0
        assert said in result.out

    def test_a_chinese_workspace_speaks_chinese(self, docgen, small_office, monkeypatch):
        monkeypatch.delenv("DOCGEN_LANG")
        monkeypatch.setenv("LC_ALL", "C")
        assert "用法" in docgen("-w", small_office, "--help").out
        assert "看不懂期间" in docgen("-w", small_office, "bulletin", "week").err

    def test_clicks_own_words_are_chinese_too(self, docgen, small_office):
        result = docgen("--lang", "zh", "-w", small_office, "bulletin")
        assert result.code == 2
        assert "缺少参数" in result.err

    def test_the_compiled_catalog_is_that_of_its_source(self, repo):
        folder = repo / "core" / "docgen" / "locale" / "zh" / "LC_MESSAGES"
        with (folder / "messages.po").open("rb") as source, (folder / "messages.mo").open("rb") as compiled:
            wanted, found = (
                {str(as_tuple(m.id)): as_tuple(m.string) for m in catalog if m.id}
                for catalog in (pofile.read_po(source), mofile.read_mo(compiled))
            )
        assert found == wanted


def test_version(docgen):
    assert docgen("--version").out == f"docgen {package.__version__}\n"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("command", ["bulletin", "专报", "tables", "check", "figures", "register", "plugins"])
def test_every_command_has_help(docgen, small_office, command, lang):
    result = docgen("--lang", lang, "-w", small_office, command, "--help")
    assert result.code == 0
    assert (re.search("[一-鿿]{4}", result.out) is not None) or lang == "en"


def test_a_gbk_console_and_python_m(small_office):
    environment = {**os.environ, "PYTHONIOENCODING": "gbk", "DOCGEN_LANG": "zh", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "docgen", "-w", str(small_office)]
    for words in (["bulletin", "week-3"], ["tables"], ["figures", "week-3"], ["check"], ["plugins"], ["--help"]):
        done = subprocess.run([*command, *words], env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode("gbk")
        assert re.search("[一-鿿]{2}", done.stdout.decode("gbk"))


class TestLists:
    def test_check_of_the_example_finds_no_error(self, docgen, small_office):
        result = docgen("-w", small_office, "check", "--json")
        assert result.code == 0, result.out
        assert [problem for problem in json.loads(result.out) if problem["severity"] == "error"] == []

    def test_check_says_file_sheet_and_cell_and_fails(self, docgen, small_office):
        file = small_office / "data" / "指导记录.xlsx"
        book = openpyxl.load_workbook(file)
        sheet = book.worksheets[0]
        header = next(row for row in sheet.iter_rows(max_row=8) if "人次" in {cell.value for cell in row})
        column = next(cell.column_letter for cell in header if cell.value == "人次")
        spot = f"{column}{header[0].row + 3}"
        sheet[spot] = "若干人"
        book.save(file)
        result = docgen("-w", small_office, "check")
        assert result.code == 1
        assert f"指导记录.xlsx / {sheet.title}" in result.out
        assert spot in result.out
        assert "人次: a number is needed" in result.out

    def test_tables_says_which_sheet_feeds_which_table(self, docgen, small_office):
        result = docgen("-w", small_office, "tables", "--json")
        sheets = json.loads(result.out)
        assert result.code == 0
        assert {sheet["table"] for sheet in sheets} >= {"候选人", "联审结果", "乡镇(街道)", "社区", "专报要点"}
        candidates = [sheet for sheet in sheets if sheet["table"] == "候选人"]
        assert sum(sheet["rows"] for sheet in candidates) == 64
        review = next(sheet for sheet in sheets if sheet["table"] == "联审结果")
        assert review["header_rows"][1] == review["header_rows"][0] + 1
        assert {"column", "header", "title"} <= set(review["columns"][0])

    def test_plugins_as_json(self, docgen, small_office):
        found = {plugin["name"]: plugin for plugin in json.loads(docgen("-w", small_office, "plugins", "--json").out)}
        assert found["elections"]["state"] == "on"
        assert "bulletin" in found["elections"]["brings"]["generators"]

    def test_register_lists_three_issues_with_their_days(self, docgen, small_office):
        entries = json.loads(docgen("-w", small_office, "register", "--json").out)
        issues = [entry for entry in entries if entry["series"] == "信息专报" and not entry["void"]]
        assert [(entry["number"], entry["day"]) for entry in issues] == [
            (1, "2013-11-08"),
            (2, "2013-11-15"),
            (3, "2013-11-22"),
        ]

    def test_a_void_number_is_not_given_again(self, docgen, small_office):
        assert docgen("-w", small_office, "register", "next", "信息专报").out.strip() == "4"
        assert docgen("-w", small_office, "register", "void", "信息专报", "3", "--reason", "印错").code == 0
        assert docgen("-w", small_office, "register", "next", "信息专报").out.strip() == "4"
        assert docgen("-w", small_office, "register", "void", "信息专报", "3", "--reason", "印错").code == 1


class TestCheckedCopies:
    @pytest.fixture
    def wrong(self, small_office: Path) -> Path:
        """A workspace in which one cell is no community and one text begins like a formula."""
        book = openpyxl.load_workbook(small_office / "data" / "指导记录.xlsx")
        book.worksheets[0]["F6"] = "+两人"
        book.save(small_office / "data" / "指导记录.xlsx")
        return small_office

    @pytest.fixture
    def wrong_text(self, wrong: Path) -> None:
        """A text file in it that holds a wrong word."""
        text = (EXAMPLE / "data" / "候选人" / "虹口乡.csv").read_text("gb18030")
        (wrong / "data" / "候选人" / "虹口乡.csv").write_text(text.replace(",女,", ",甲,", 1), "gb18030")

    def test_annotate_marks_the_cell_in_a_copy_that_is_never_data(self, docgen, wrong):
        assert docgen("-w", wrong, "check", "--annotate").code == 1
        copy = wrong / "out" / "检查" / "指导记录.xlsx"
        cell = openpyxl.load_workbook(copy).worksheets[0]["F6"]
        assert cell.comment is not None
        assert cell.fill.fgColor.rgb == "FFFFC7CE"
        before = (wrong / "data" / "指导记录.xlsx").read_bytes()
        assert docgen("-w", wrong, "check", "--annotate").code == 1
        assert (wrong / "data" / "指导记录.xlsx").read_bytes() == before
        assert len(list(copy.parent.glob("*.xlsx"))) == 1

    @pytest.mark.usefixtures("wrong_text")
    def test_a_copy_of_a_text_file_is_a_workbook(self, docgen, wrong):
        assert docgen("-w", wrong, "check", "--annotate").code == 1
        copy = openpyxl.load_workbook(wrong / "out" / "检查" / "候选人" / "虹口乡.csv.xlsx").worksheets[0]
        assert (copy["F4"].value, copy["F4"].fill.fgColor.rgb) == ("甲", "FFFFC7CE")

    def test_a_copy_goes_when_its_workbook_is_mended_and_stays_when_somebody_saved_it(self, docgen, wrong):
        assert docgen("-w", wrong, "check", "--annotate").code == 1
        copies = wrong / "out" / "检查"
        openpyxl.load_workbook(copies / "指导记录.xlsx").save(copies / "我的.xlsx")
        shutil.copy(SMALL_OFFICE / "data" / "指导记录.xlsx", wrong / "data")
        assert docgen("-w", wrong, "check", "--annotate").code == 0
        assert [path.name for path in copies.glob("*.xlsx")] == ["我的.xlsx"]

    def test_a_copy_that_was_put_into_data_is_not_read(self, docgen, wrong):
        assert docgen("-w", wrong, "check", "--annotate").code == 1
        (wrong / "out" / "检查" / "指导记录.xlsx").rename(wrong / "data" / "指导记录-标注.xlsx")
        problems = json.loads(docgen("-w", wrong, "check", "--json").out)
        assert [p["code"] for p in problems if p["code"] in ("repeat", "marked-copy")] == ["marked-copy"]

    def test_a_folder_of_copies_that_leads_elsewhere_is_not_written_through(self, docgen, wrong, tmp_path):
        (tmp_path / "elsewhere").mkdir()
        (wrong / "out").mkdir()
        (wrong / "out" / "检查").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
        result = docgen("-w", wrong, "check", "--annotate")
        assert result.code == 1
        assert "a link, through which nothing is written" in result.err
        assert list((tmp_path / "elsewhere").iterdir()) == []

    @pytest.mark.usefixtures("wrong_text")
    def test_a_copy_that_cannot_be_made_stops_no_other(self, docgen, wrong, monkeypatch):
        from docgen.tables import annotate

        def fails(path, remarks, masks):
            if path.suffix == ".csv":
                raise ValueError("a bug")
            return real(path, remarks, masks)

        real = annotate.annotated
        monkeypatch.setattr(annotate, "annotated", fails)
        with pytest.raises(ValueError, match="a bug"):
            docgen("-w", wrong, "check", "--annotate")
        assert (wrong / "out" / "检查" / "指导记录.xlsx").is_file()

    @pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "＝1+1", "＠a", " =1"])
    def test_a_cell_of_a_csv_that_excel_would_reckon_stands_after_an_apostrophe(self, cell, capfdbinary):
        echo_csv([Text("a", "a"), Text("b", "b")], [[cell, "1=1"]])
        assert capfdbinary.readouterr().out.decode("utf-8-sig").splitlines()[1] == f"'{cell},1=1"

    def test_csv_opens_in_excel_and_starts_no_formula(self, docgen, wrong):
        result = docgen("-w", wrong, "check", "--csv")
        assert result.code == 1
        lines = result.out.lstrip("\ufeff").splitlines()
        assert lines[0] == "severity,code,file,sheet,row,column,problem,what to do"
        assert any("指导记录.xlsx,市级领导包片,6,F" in line for line in lines[1:])
        assert not any(cell.startswith("=") for line in lines for cell in line.split(","))
