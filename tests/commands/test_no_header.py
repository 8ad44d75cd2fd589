"""Rows without a header: what is said of them, and how their columns are named."""

from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from township import Township

PEOPLE = [("张三", "石羊镇", 3), ("李四", "聚源镇", 5), ("王五", "石羊镇", 7), ("赵六", "柳街镇", 2)]
COLUMNS = "姓名,乡镇,票数"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A workbook of four people, with nothing above them."""
    book = Workbook()
    for row in PEOPLE:
        book.active.append(row)
    book.save(tmp_path / "名单.xlsx")
    return tmp_path / "名单.xlsx"


@pytest.fixture
def township(docgen, tmp_path) -> Township:
    return Township(docgen, tmp_path / "石羊镇")


def test_tables_shows_them_by_their_letters_and_says_how_to_name_them(docgen, bare):
    said = docgen("tables", bare).out
    assert "A、B、C" in said
    assert "--columns 姓名,职务" in said


def test_a_form_names_them_and_reads_them_from_then_on(township, bare):
    township.say("forms", "new", "名册", "--data", bare, "--columns", COLUMNS, "--access", "受限")
    township.say("名册")
    (made,) = (township.folder / "out").rglob("*.docx")
    cells = [[cell.text for cell in row.cells] for table in docx.Document(str(made)).tables for row in table.rows]
    assert [row[-3:] for row in cells[-4:]] == [[str(cell) for cell in row] for row in PEOPLE]


def test_rows_of_words_have_a_header_unless_somebody_says_that_they_have_none(township):
    path = township.workbook(("张三", "主任"), ("李四", "委员"), ("王五", "委员"), ("赵六", "委员"))
    township.say("forms", "new", "名册", "--data", path, "--columns", "姓名,职务", "--access", "受限")
    township.say("名册")
    (_, rows) = township.made()["名册/名册.docx"]
    assert [row[-2:] for row in rows[1:]] == [["张三", "主任"], ["李四", "委员"], ["王五", "委员"], ["赵六", "委员"]]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 1, "4 rows without a header, in the columns A、B、C"),
        (("--columns", "姓名,乡镇"), 2, "the rows have 3 columns: A、B、C"),
        (("--columns", "姓名,姓名,票数"), 2, "Give each a name of its own"),
        (("--columns", "，"), 2, "no column was named"),
    ],
)
def test_a_form_without_names_for_all_of_them_is_not_made(township, bare, words, code, said):
    assert said in township.say("forms", "new", "名册", "--data", bare, *words, code=code)
    assert not (township.folder / "forms").exists()


def test_a_sheet_of_the_workspace_that_lost_its_header_is_said_with_what_helps(township, bare):
    township.say("forms", "new", "名册", "--columns", COLUMNS, "--access", "受限")
    (blank,) = (township.folder / "data").glob("*.xlsx")
    book = Workbook()
    book.active.title = "名册"
    for row in PEOPLE:
        book.active.append(row)
    book.save(blank)
    said = township.say("check", code=1)
    assert "4 rows without a header, in the columns A、B、C" in said
    settings = township.folder / "docgen.toml"
    lines = '[aliases."名册"]\n"姓名" = ["A"]\n"乡镇" = ["B"]\n"票数" = ["C"]\n'
    settings.write_text(f"{settings.read_text('utf-8')}\n{lines}", encoding="utf-8")
    assert "No problem" in township.say("check")
    assert "no header" in township.say("tables")


class TestRender:
    @pytest.fixture(autouse=True)
    def desk(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "信.txt").write_text("{{ 姓名 }}住{{ 乡镇 }}", encoding="utf-8")

    def test_names_them(self, docgen, bare, tmp_path):
        words = ("render", "信.txt", "--data", bare, "--each", "--columns", COLUMNS)
        assert docgen(*words).code == 0
        made = sorted(path.read_text("utf-8-sig").strip() for path in (tmp_path / "out").glob("*.txt"))
        assert made == sorted(f"{name}住{town}" for name, town, _ in PEOPLE)

    def test_says_when_the_first_row_looks_like_data(self, docgen, bare):
        result = docgen("render", "信.txt", "--data", bare, "--each")
        assert "the first row looks like the rows below it, and was taken for their header" in result.err
        assert "--columns 姓名,职务" in result.err

    def test_wants_a_name_for_each(self, docgen, bare):
        result = docgen("render", "信.txt", "--data", bare, "--each", "--columns", "姓名")
        assert (result.code, "the rows have 3 columns: A、B、C" in result.err) == (2, True)
