"""`docgen init`: what a person finds in the new folder, and what happens when it is used."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import fields
from datetime import date
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from docgen import Access, Generator, Kind, Record, Registry, Text, cli, column, parameter
from docgen.commands.init.menu import UNIX, WINDOWS, menus
from docgen.period import Period
from docgen.plugin.manager import load_packages
from docgen.plugin.package import built_in_packages
from docgen.records.rules import BASES, Rules
from docgen.tables.blank import blank_workbook, file_name
from docgen.workspace import open_workspace

SETTINGS = ("--title", "社区换届", "--issuer", "市委组织部", "--start", "2013-11-04", "--week-end", "周五")
FOR_ELECTIONS = ("--use", "elections", "--basis", "有效票")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A new workspace, made once."""
    folder = tmp_path_factory.mktemp("new") / "换届 工作"
    assert cli.run(["--lang", "zh", "init", str(folder), *SETTINGS, *FOR_ELECTIONS, "--yes"]) == 0
    return folder


@pytest.fixture
def fresh(made, tmp_path) -> Path:
    """A new workspace with nothing filled in."""
    return shutil.copytree(made, tmp_path / made.name)


def tables():
    return load_packages(built_in_packages()).registry.tables()


class TestWorkbooks:
    def test_one_for_each_table_its_headers_in_the_order_of_the_declaration(self, fresh):
        assert {path.name for path in (fresh / "data").iterdir()} == {file_name(table) for table in tables().values()}
        for table in tables().values():
            book = openpyxl.load_workbook(fresh / "data" / file_name(table))
            assert book.sheetnames == [table.name, "填写说明"]
            heads = [cell.value for cell in book[table.name][3]]
            assert heads == [f"{c.title}\n（必填）" if c.required else c.title for c in table.columns]

    def test_each_header_says_what_goes_below(self, fresh):
        sheet = openpyxl.load_workbook(fresh / "data" / "候选人.xlsx")["候选人"]
        notes = {cell.value.split("\n")[0]: cell.comment.text for cell in sheet[3]}
        assert "必填" in notes["姓名"]
        assert "合格、取消资格、待核" in notes["复审结论"]
        assert "“社区”表" in notes["社区"]
        assert "统计要用" in notes["复审日期"]
        sealed = openpyxl.load_workbook(fresh / "data" / "信访调查.xlsx")["信访调查"]
        assert "绝不外传" in next(cell.comment.text for cell in sealed[3] if cell.value == "信访人")

    def test_what_excel_would_spoil_is_text_down_2000_rows(self, fresh):
        for table in tables().values():
            sheet = openpyxl.load_workbook(fresh / "data" / file_name(table))[table.name]
            for place, col in enumerate(table.columns, 1):
                text = col.kind in (Kind.ID, Kind.PHONE, Kind.CODE, Kind.YEARMONTH)
                for row in (4, 2003) if text else ():
                    assert sheet.cell(row, place).number_format == "@", (table.name, col.title)

    def test_drop_downs_and_checks_of_what_is_typed(self, fresh):
        sheet = openpyxl.load_workbook(fresh / "data" / "候选人.xlsx")["候选人"]
        letters = {cell.value.split("\n")[0]: cell.column_letter for cell in sheet[3]}
        rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}

        def rule(title: str):
            return rules[f"{letters[title]}4:{letters[title]}2003"]

        assert rule("性别").formula1 == '"男,女"'
        assert rule("是否现任").formula1 == '"是,否"'
        assert (rule("报名日期").type, rule("报名日期").formula1) == ("date", "DATE(2008,1,1)")
        assert rule("推荐票数").type == "whole"
        assert rule("身份证号").formula1 == "18"
        assert all(rule.showErrorMessage for rule in rules.values())

    def test_it_prints_on_a4_landscape_with_its_header_on_each_page(self, fresh):
        sheet = openpyxl.load_workbook(fresh / "data" / "社区.xlsx")["社区"]
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.freeze_panes == "A4"

    def test_the_example_has_a_right_id_and_stands_beside_the_data(self, docgen, fresh):
        book = openpyxl.load_workbook(fresh / "data" / "候选人.xlsx")
        lines = {row[0]: row[1] for row in book["填写说明"].iter_rows(values_only=True) if row[1]}
        assert lines["D列  姓名"].endswith("例：张三")
        shown = re.search(r"\b990181\w{12}", " ".join(lines.values()))[0]
        ids = [col for col in "ABCDEFGHI" if book["候选人"][f"{col}3"].value == "身份证号\n（必填）"]
        book["候选人"][f"{ids[0]}4"] = shown
        book.save(fresh / "data" / "候选人.xlsx")
        found = docgen("-w", fresh, "check").out
        assert "候选人" in found
        assert "check digit" not in found

    def test_the_same_bytes_on_every_day(self):
        table = tables()["候选人"]
        assert blank_workbook(table, 2013, {}) == blank_workbook(table, 2013, {})

    def test_a_table_of_a_plugin_with_a_name_that_no_file_may_have(self):
        class Odd(Record, table="收/发:登记", key=("day",)):
            day: object = column("日期", kind=Kind.DATE, required=True)

        assert file_name(Odd.__table__) == "收_发_登记.xlsx"
        assert blank_workbook(Odd.__table__, 2013, {})


class TestUse:
    def test_tables_lists_them_all_and_check_has_nothing_to_say(self, docgen, fresh):
        sheets = [each for each in json.loads(docgen("-w", fresh, "tables", "--json").out) if each["table"]]
        assert {sheet["table"] for sheet in sheets} == set(tables())
        assert {sheet["rows"] for sheet in sheets} == {0}
        assert all(column["title"] for sheet in sheets for column in sheet["columns"])
        result = docgen("-w", fresh, "check")
        assert (result.code, result.out) == (0, f"No problem in {len(sheets)} sheets, 0 rows.\n")
        assert f"Left out as instructions: {len(sheets)} sheets\n" in docgen("-w", fresh, "tables").out


class TestSettings:
    def test_every_setting_that_is_commented_out_can_be_put_in_force(self, docgen, fresh):
        text = (fresh / "docgen.toml").read_text("utf-8")
        assert tomllib.loads(text)["rules"] == {"basis": "有效票"}
        lines = [re.sub(r'^# (?=\[|"?\w+"? = )', "", line) for line in text.split("\n")]
        (fresh / "docgen.toml").write_text("\n".join(lines), encoding="utf-8")
        settings = open_workspace(fresh).settings
        assert (settings.title, settings.issuer, settings.week_end) == ("社区换届", "市委组织部", 4)
        assert settings.language == "zh"
        assert set(settings.rules) == {field.name for field in fields(Rules)}
        assert settings.aliases
        assert docgen("-w", fresh, "check").code == 0

    def test_each_has_a_comment(self, fresh):
        lines = (fresh / "docgen.toml").read_text("utf-8").split("\n")
        for above, line in pairwise(lines):
            if re.match(r"[a-z_]+ = ", line):
                assert above.startswith("# "), line

    def test_proposals_and_a_name_that_needs_escaping(self, docgen, tmp_path):
        folder = tmp_path / '换"届\\工作'
        assert docgen("init", folder, "--yes", "--use", "elections").code == 0
        settings = open_workspace(folder).settings
        today = date.today()
        assert settings.title == folder.name
        assert settings.issuer == folder.name  # in Chinese …领导小组: an English office has none
        assert (settings.start.weekday(), settings.year) == (0, settings.start.year)
        assert 0 <= (today - settings.start).days < 7
        assert settings.language == "en"

    def test_the_basis_is_never_proposed(self, docgen, tmp_path):
        result = docgen("init", tmp_path / "a", *SETTINGS, "--use", "elections", "--yes")
        assert "decide there" in result.out
        text = (tmp_path / "a" / "docgen.toml").read_text("utf-8")
        assert re.search(r"^# basis = ", text, re.MULTILINE)
        assert all(basis in text for basis in BASES)
        assert tomllib.loads(text)["rules"] == {}

    @pytest.mark.parametrize("typed", ["有效票-弃权", "有效票－弃权", "有效票−弃权", "4"])
    def test_the_basis_as_people_type_it(self, docgen, tmp_path, typed):
        assert docgen("init", tmp_path / "a", *SETTINGS, "--basis", typed, "--yes", "--use", "elections").code == 0
        assert open_workspace(tmp_path / "a").settings.rules == {"basis": "有效票-弃权"}

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--basis", "票"), "有效票、收回票数、实到人数、有效票-弃权"),
            (("--week-end", "fryday"), "fryday is not a day of the week"),
            (("--start", "2013-13-01"), "2013-13-01 is not a day"),
            (("--start", "2013-11-04", "--year", "2011"), "Give both: --year and --start"),
            (("--example", "dujangyan"), "Did you mean dujiangyan?"),
            (("--example", "dujiangyan", "--title", "x"), "--title does not go with --example"),
        ],
    )
    def test_a_wrong_word_makes_nothing(self, docgen, tmp_path, words, said):
        result = docgen("init", tmp_path / "a", "--yes", *words)
        assert result.code == 2
        assert said in result.err
        assert not (tmp_path / "a").exists()


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal is needed")
class TestTerminal:
    def converse(self, folder: Path, *answers: str) -> str:
        """What docgen says on a terminal when these answers are typed."""
        import pty

        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "docgen", "--lang", "zh", "init", str(folder)]
        with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as process:
            os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
            assert process.wait(60) == 0
        os.close(theirs)
        said = os.read(ours, 1 << 16).decode(errors="replace")
        os.close(ours)
        return said

    def test_it_asks_for_everything(self, tmp_path):
        said = self.converse(tmp_path / "a", "换届", "组织部", "2013年11月4日", "星期日", "2013", "1", "2")
        asked = ("这项工作叫什么", "这个工作文件夹用来做什么", "社区换届 (elections)", "不满意率以什么为基数")
        assert [*asked] == sorted(asked, key=said.index)
        settings = open_workspace(tmp_path / "a").settings
        assert (settings.title, settings.issuer, settings.week_end) == ("换届", "组织部", 6)
        assert (settings.start, settings.year) == (date(2013, 11, 4), 2013)
        assert settings.rules == {"basis": "收回票数"}

    def test_enter_takes_the_proposal_and_leaves_the_basis_open(self, tmp_path):
        said = self.converse(tmp_path / "换届", "", "", "不是日期", "", "", "", "1", "")
        assert "“不是日期”不是日期" in said
        settings = open_workspace(tmp_path / "换届").settings
        assert (settings.title, settings.rules) == ("换届", {})

    def test_what_it_is_for_is_asked_until_somebody_says(self, tmp_path):
        self.converse(tmp_path / "车队", "", "", "", "", "", "", "-", "fleet", "2")
        assert open_workspace(tmp_path / "车队").settings.plugins.use == ()
        assert not list((tmp_path / "车队" / "data").iterdir())


class TestNothingIsOverwritten:
    def test_a_workspace_that_is_there(self, docgen, fresh):
        before = {path: path.read_bytes() for path in fresh.rglob("*") if path.is_file()}
        for words in ((), ("--example", "dujiangyan")):
            result = docgen("init", fresh, "--yes", *words)
            assert result.code == 2
            assert "there is a workspace" in result.err
            assert "→ Name another folder" in result.err
        assert {path: path.read_bytes() for path in fresh.rglob("*") if path.is_file()} == before

    def test_a_folder_with_something_in_it(self, docgen, tmp_path):
        (tmp_path / "信.docx").write_bytes(b"")
        result = docgen("init", tmp_path, "--yes")
        assert result.code == 2
        assert "is not empty" in result.err
        assert [path.name for path in tmp_path.iterdir()] == ["信.docx"]

    def test_an_empty_folder_and_the_one_we_stand_in_will_do(self, docgen, tmp_path, monkeypatch):
        (tmp_path / "换届").mkdir()
        monkeypatch.chdir(tmp_path / "换届")
        assert docgen("init", ".", "--yes", "--use", "elections").code == 0
        assert open_workspace(tmp_path / "换届").settings.title == "换届"

    def test_a_place_that_cannot_be_written(self, docgen, tmp_path):
        (tmp_path / "a").write_bytes(b"")
        result = docgen("init", tmp_path / "a" / "b", "--yes", "--use", "none")
        assert result.code == 1
        assert "cannot be written" in result.err


def commands_in(menu: str) -> set[str]:
    return {words[0] for words in re.findall(r"^\s*(?:%DOCGEN%|docgen) ([\w-]+)((?: .*)?)$", menu, re.MULTILINE)}


class TestMenu:
    def test_the_one_for_windows(self, docgen, fresh):
        raw = (fresh / WINDOWS.zh).read_bytes()
        assert raw.count(b"\r\n") == raw.count(b"\n")
        menu = raw.decode("gbk")
        lead, code_page = raw.split(b"\r\n")[:2]
        assert (lead, code_page) == (b"@echo off", b"chcp 936 >nul")  # before the first Chinese line
        assert commands_in(menu) == {"check", "bulletin", "circular", "weekly", "register"}
        for command in commands_in(menu):
            assert docgen("-w", fresh, command, "--help").code == 0
        assert 'where docgen >nul 2>nul && set "DOCGEN=docgen"' in menu
        assert "py -P -m docgen" in menu
        assert "公开信" not in menu  # until docgen makes it

    def test_it_is_read_right_in_any_code_page(self, fresh):
        """Half of a character must not be a sign that the command interpreter acts on."""
        menu = (fresh / WINDOWS.zh).read_bytes().decode("gbk")
        assert not [char for char in menu if set(char.encode("gbk")[1:]) & set(b"\\|&<>^%!\"'`()@=")]

    def test_every_label_stands_once(self, fresh):
        menu = (fresh / WINDOWS.zh).read_bytes().decode("gbk")
        labels = re.findall(r"^:(\w+)", menu, re.MULTILINE)
        assert len(labels) == len(set(labels))
        assert set(re.findall(r"goto (\w+)", menu)) == set(labels)

    @pytest.mark.skipif(os.name == "nt", reason="a shell is needed")
    def test_without_docgen_on_the_path_it_is_found_where_it_was_run_from(self, fresh):
        environment = {"PATH": "/usr/bin:/bin", "DOCGEN_LANG": "zh"}
        done = subprocess.run(
            ["sh", fresh / UNIX.zh], input=b"1\n\n0\n", env=environment, capture_output=True, check=False
        )
        assert "没有发现问题" in done.stdout.decode()

    def test_what_a_plugin_makes_is_offered_if_it_asks_for_a_week_at_most(self):
        def form(name: str, alias: str, **declared: object) -> None:
            space = {"name": name, "alias": alias, "title": Text(name, alias), "template": "x.docx", "filename": "x"}
            registry.generator(type(name, (Generator,), {**space, "access": Access.PUBLIC, **declared}))

        registry = Registry()
        form("letter", "公开信")
        form("weekly", "周汇报", week=parameter(Text("week", "周"), Period))
        form("card", "人选卡", who=parameter(Text("who", "谁")))
        form("odd", "危险&命令")
        windows = menus(registry)[WINDOWS.zh].decode("gbk")
        assert re.findall(r"^echo   (\d)  (.*)\r$", windows, re.MULTILINE) == [
            ("1", "检查表格"),
            ("2", "生成公开信"),
            ("3", "生成周汇报"),
            ("4", "生成odd"),
            ("5", "打开 out 文件夹"),
            ("0", "退出"),
        ]
        assert "%DOCGEN% letter\r\n" in windows
        assert '%DOCGEN% weekly "week-!WEEK!"\r\n' in windows


class TestExample:
    def test_it_is_the_example_and_works(self, docgen, repo, tmp_path):
        folder = tmp_path / "示例"
        result = docgen("init", folder, "--example", "dujiangyan")
        assert result.code == 0
        assert len(re.findall(r"^\d\. ", result.out, re.MULTILINE)) == 3
        source = repo / "examples" / "dujiangyan"
        files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        folders = (source / "data", source / "forms")
        kept = (path for folder in folders for path in folder.rglob("*.*") if not path.name.startswith("~$"))
        data = {path.relative_to(source).as_posix() for path in kept}
        assert files == {"docgen.toml", "register.sqlite", WINDOWS.zh, UNIX.zh, *data}
        for name in files - {WINDOWS.zh, UNIX.zh}:
            assert (folder / name).read_bytes() == (source / name).read_bytes()
        assert docgen("-w", folder, "bulletin", "week-3").code == 0
        assert (folder / "out" / "信息专报" / "信息专报_第3期_2013-11-22.docx").is_file()


@pytest.mark.parametrize(("lang", "said"), [("en", "1. Fill in the workbooks"), ("zh", "1. 填写 data 里的表格")])
def test_three_lines_say_what_to_do_next(docgen, tmp_path, lang, said):
    result = docgen("--lang", lang, "init", tmp_path / "a", "--yes", "--use", "elections", "--basis", "有效票")
    lines = result.out.splitlines()
    assert len(lines) == 4
    assert lines[1].startswith(said)
    assert "check" in lines[3]


def test_where_nobody_can_be_asked_it_must_be_said_what_it_is_for(docgen, tmp_path):
    for words in ((), ("--yes",)):
        result = docgen("init", tmp_path / "a", *words)
        assert (result.code, (tmp_path / "a").exists()) == (2, False)
        assert "Give --use with one of: elections, none" in result.err


def test_a_workspace_for_something_else_begins_empty(docgen, tmp_path):
    result = docgen("init", tmp_path / "车队", "--yes", "--use", "none")
    assert "forms new NAME --data FILE" in result.out
    names = {path.relative_to(tmp_path / "车队").as_posix() for path in (tmp_path / "车队").rglob("*")}
    assert names == {"docgen.toml", "data", WINDOWS.en, UNIX.en}
    text = (tmp_path / "车队" / "docgen.toml").read_text("utf-8")
    assert not re.search("换届|专报|候选|社区|elections", text)
    assert "Put the .xlsx files of the office there." in docgen("-w", tmp_path / "车队", "check").err
    wrong = docgen("init", tmp_path / "b", "--yes", "--use", "none", "--basis", "有效票")
    assert "--basis goes with --use elections" in wrong.err
