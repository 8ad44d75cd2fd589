"""`docgen tables`: any workbook, the workspace's sheets, and what unknown headers may mean."""

import json

import openpyxl
import pytest
from openpyxl import Workbook


def book_of(path, *sheets):
    book = Workbook()
    del book["Sheet"]
    for name, rows, *merges in sheets:
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
        for merge in merges:
            page.merge_cells(merge)
    book.save(path)
    return path


LEAVE = [
    ("11月考勤表",),
    ("姓名", "请假", None, "备注"),
    (None, "事假（天）", "病假（天）", None),
    ("张三", 1, 0, None),
    ("李四", 0, 2, None),
    ("合计", 1, 2, None),
    ("注：以打卡为准。",),
]
MERGES = ("A1:D1", "A2:A3", "B2:C2", "D2:D3")


class TestAnyFile:
    @pytest.fixture(autouse=True)
    def nowhere(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)

    def test_needs_no_workspace(self, docgen, tmp_path):
        file = book_of(tmp_path / "考勤.xlsx", ("考勤", LEAVE, *MERGES), ("说明", [("填表说明",)]))
        result = docgen("--lang", "zh", "tables", file)
        assert result.code == 0, result.err
        for said in (
            "考勤.xlsx",
            "考勤",
            "2–3",
            "姓名、请假/事假（天）、请假/病假（天）、备注",
            "合计行 1、表下说明 1",
        ):
            assert said in result.out

    def test_as_json(self, docgen, tmp_path):
        file = book_of(tmp_path / "考勤.xlsx", ("考勤", LEAVE, *MERGES))
        text = tmp_path / "名单.csv"
        text.write_text("姓名,,票数\n张三,男,3\n李四,女,4\n", encoding="gb18030")
        result = docgen("tables", "--json", file, text)
        first, second = json.loads(result.out)
        assert {key: first[key] for key in ("file", "sheet", "header_rows", "columns", "rows")} == {
            "file": "考勤.xlsx",
            "sheet": "考勤",
            "header_rows": [2, 3],
            "columns": ["姓名", "请假/事假（天）", "请假/病假（天）", "备注"],
            "rows": 2,
        }
        assert [(left["why"]["en"], left["rows"]) for left in first["left_out"]] == [("total row", 1), ("note", 1)]
        assert (second["sheet"], second["columns"], second["rows"], second["unnamed"]) == (
            "",
            ["姓名", "票数"],
            2,
            ["B"],
        )

    def test_with_columns_lists_each_by_its_letter(self, docgen, tmp_path):
        file = book_of(tmp_path / "考勤.xlsx", ("考勤", LEAVE, *MERGES))
        assert "\n    C 请假/病假（天）\n" in docgen("tables", "--columns", file).out

    def test_a_table_without_a_header(self, docgen, tmp_path):
        file = book_of(tmp_path / "a.xlsx", ("a", [(n, name, n * 10) for n, name in enumerate("甲乙丙丁", 1)]))
        assert "no header" in docgen("tables", file).out
        assert json.loads(docgen("tables", file, "--json").out)[0]["header_rows"] is None

    def test_a_form_is_no_table(self, docgen, tmp_path):
        rows = [("登记表",), ("姓名", None, "性别"), ("住址",), ("简历",), ("意见",)]
        file = book_of(tmp_path / "表.xlsx", ("表", rows, "A1:D1", "B3:D3", "B4:D4", "B5:D5"))
        result = docgen("tables", file)
        assert (result.code, result.out) == (0, "")
        assert "表.xlsx: no table found" in result.err
        assert json.loads(docgen("tables", file, "--json").out) == []

    def test_a_file_that_cannot_be_read_does_not_hide_the_others(self, docgen, tmp_path):
        (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 no")
        file = book_of(tmp_path / "考勤.xlsx", ("考勤", LEAVE, *MERGES))
        result = docgen("tables", tmp_path / "坏.xlsx", file)
        assert result.code == 1
        assert "坏.xlsx" in result.err
        assert "考勤.xlsx" in result.out

    def test_a_file_that_is_not_there_is_wrong_usage(self, docgen, tmp_path):
        result = docgen("tables", tmp_path / "没有.xlsx")
        assert result.code == 2
        assert "没有.xlsx" in result.err


class TestWorkspace:
    def test_says_what_was_left_out_and_what_totals_declare(self, docgen, small_office):
        sheets = json.loads(docgen("-w", small_office, "tables", "--json").out)
        review = next(sheet for sheet in sheets if sheet["table"] == "问卷调查")
        assert review["left_out"] == [{"why": {"en": "total row", "zh": "合计行"}, "rows": 4}]
        assert [total["label"] for total in review["totals"]] == ["合计", "小计", "小计", "小计"]
        assert review["totals"][0]["values"].keys() == {"发放份数", "回收份数", "有效份数"}
        assert review["totals"][0]["row"] == 40

    def test_a_table_that_nobody_knows_is_listed_with_its_place(self, docgen, small_office):
        file = small_office / "data" / "户.xlsx"
        book = openpyxl.load_workbook(file)
        page = book.active
        place = page.max_column + 2
        for row, cells in enumerate((("类别", "金额"), ("办公", 300), ("差旅", 400)), 2):
            for number, cell in enumerate(cells, place):
                page.cell(row, number, cell)
        book.save(file)
        sheets = json.loads(docgen("-w", small_office, "tables", "--json").out)
        found = [(s["table"], s["header_rows"], s["rows"]) for s in sheets if s["file"] == "户.xlsx"]
        assert sorted(found, key=str) == [("户", [2, 2], 52), (None, [2, 2], 0)]


def rename(workspace, file, **headers):
    """Change headers of the first sheet of a workbook."""
    path = workspace / "data" / file
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows(max_row=5):
        for cell in row:
            if cell.value in headers:
                cell.value = headers[cell.value]
    book.save(path)


class TestLearn:
    def test_proposes_and_writes_only_when_told(self, docgen, small_office):
        rename(small_office, "诫勉谈话.xlsx", 谈话对象="被谈话人姓名", 谈话日期="何时谈话")
        assert docgen("-w", small_office, "tables").code == 1
        before = (small_office / "docgen.toml").read_text(encoding="utf-8")
        result = docgen("-w", small_office, "tables", "--learn")
        assert result.code == 0
        assert "何时谈话" in result.out
        assert '"谈话日期" = ["何时谈话"]' in result.out
        assert (small_office / "docgen.toml").read_text(encoding="utf-8") == before

        assert docgen("-w", small_office, "tables", "--learn", "--write").code == 0
        after = (small_office / "docgen.toml").read_text(encoding="utf-8")
        assert after.startswith(before.rstrip("\n"))
        assert docgen("-w", small_office, "tables").code == 0
        assert json.loads(docgen("-w", small_office, "tables", "--learn", "--json").out) == []

    def test_as_json(self, docgen, small_office):
        rename(small_office, "诫勉谈话.xlsx", 谈话日期="何时谈话")
        (proposal,) = json.loads(docgen("-w", small_office, "tables", "--learn", "--json").out)
        assert proposal["cell"].endswith("诫勉谈话台账 / H2")
        assert (proposal["header"], proposal["table"], proposal["title"]) == ("何时谈话", "诫勉谈话", "谈话日期")
        assert "100%" in proposal["why"]["zh"]

    def test_says_so_when_nothing_is_to_be_learnt(self, docgen, small_office):
        result = docgen("-w", small_office, "tables", "--learn")
        assert result.code == 0
        assert "No unknown header" in result.out

    @pytest.mark.parametrize("words", [["--write"], ["--learn", "data/户.xlsx"]])
    def test_wrong_usage(self, docgen, small_office, monkeypatch, words):
        monkeypatch.chdir(small_office)
        result = docgen("tables", *words)
        assert result.code == 2
        assert "--learn" in result.err


def test_a_sheet_that_lacks_a_column_says_how_to_find_it(docgen, small_office):
    rename(small_office, "诫勉谈话.xlsx", 谈话对象="被谈话人姓名")
    result = docgen("-w", small_office, "tables")
    assert result.code == 1
    assert "docgen tables --learn" in result.err
