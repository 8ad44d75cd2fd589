"""Data files of every kind: what they hold, and where they are wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image

from docgen.forms.records import Records, read_records
from docgen.problems import Cell, DocgenError, FileLine, UsageError
from docgen.render import Picture, evaluate
from docgen.schema import BadCell

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a text into a file of that name."""

    def made(name: str, text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return made


def values(records: Records) -> list[dict[str, Any]]:
    return [row.values for row in records.rows]


# -- CSV --


@pytest.mark.parametrize(
    ("name", "sign", "encoding"),
    [
        ("a.csv", ",", "utf-8"),
        ("a.csv", ",", "utf-8-sig"),
        ("a.csv", ",", "gb18030"),
        ("a.csv", ";", "utf-8"),
        ("a.tsv", "\t", "gb18030"),
        ("a.txt", "\t", "utf-16"),
    ],
)
def test_text_files_are_read_in_every_encoding_that_excel_writes(write: Write, name: str, sign: str, encoding: str):
    text = "\r\n".join(sign.join(row) for row in (["姓名", "电话"], ["张䶮", "028123"]))
    assert values(read_records(write(name, text, encoding))) == [{"序号": 1, "姓名": "张䶮", "电话": "028123"}]


def test_rows_of_csv_are_numbered_as_excel_shows_them(write: Write):
    path = write("a.csv", '姓名,地址\n张三,"一行\n二行"\n\n李四,三行\n')
    rows = read_records(path).rows
    assert [row.origin for row in rows] == [Cell("a.csv", "", 2), Cell("a.csv", "", 4)]
    assert rows[0].values["地址"] == "一行\n二行"


def test_a_quote_that_is_not_closed_does_not_swallow_the_rest(write: Write):
    with pytest.raises(DocgenError) as caught:
        read_records(write("a.csv", '姓名,地址\n张三,"一组\n李四,二组\n'))
    assert isinstance(caught.value.where, FileLine)
    assert caught.value.where.file == "a.csv"


# -- workbooks --


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Two sheets with rows, and one without."""
    workbook = openpyxl.Workbook()
    workbook.active.title = "人选(公示)"
    for row in (["姓名", "票数"], ["王芳", 3]):
        workbook.active.append(row)
    other = workbook.create_sheet("社区")
    for row in (["名称", "户数"], ["丰乐", 120], ["灵岩", 80]):
        other.append(row)
    workbook.create_sheet("空表")
    workbook.save(tmp_path / "台账.xlsx")
    return tmp_path / "台账.xlsx"


def test_of_several_sheets_one_must_be_named(book: Path):
    with pytest.raises(UsageError) as caught:
        assert read_records(book).rows
    assert "人选(公示)、社区" in str(caught.value)
    assert [row["名称"] for row in values(read_records(book, "社区"))] == ["丰乐", "灵岩"]


def test_one_document_has_the_rows_of_every_sheet_by_its_name(book: Path):
    whole = read_records(book).whole.values
    assert [row["姓名"] for row in whole["人选"]] == ["王芳"]
    assert [row["户数"] for row in whole["社区"]] == [120, 80]
    assert "行" not in whole
    assert read_records(book, "社区").whole.values["共"] == 2


def test_a_sheet_that_is_hidden_counts_only_when_it_is_named(book: Path):
    workbook = openpyxl.load_workbook(book)
    workbook["社区"].sheet_state = "hidden"
    workbook.save(book)
    assert [row["姓名"] for row in values(read_records(book))] == ["王芳"]
    assert len(read_records(book, "社区").rows) == 2


def test_a_sheet_that_is_not_there_is_answered_with_the_nearest(book: Path):
    with pytest.raises(UsageError) as caught:
        read_records(book, "社 区")
    assert "社区" in str(caught.value.hint)


def test_a_workbook_is_one_whatever_its_name(book: Path):
    path = book.rename(book.with_name("台账.csv"))
    assert len(read_records(path, "社区").rows) == 2


# -- JSON and YAML --

JSON = '{"社区": {"名称(全称)": "丰乐社区"}, "人": [{"姓名": "张三"}], "日期": "2013-12-16"}'
YAML = "社区:\n  名称(全称): 丰乐社区\n人:\n- 姓名: 张三\n日期: 2013-12-16\n"


@pytest.mark.parametrize(("name", "text"), [("a.json", JSON), ("a.yaml", YAML), ("a.yml", YAML)])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_an_object_is_one_document(write: Write, name: str, text: str, encoding: str):
    whole = read_records(write(name, text, encoding)).whole.values
    source = "{{ 社区.名称 }} {% for 人 in 人 %}{{ 人.姓名 }}{% endfor %} {{ 日期|日期 }}"
    assert evaluate(source, whole) == "丰乐社区 张三 2013年12月16日"


@pytest.mark.parametrize(
    ("name", "text"), [("a.json", '[{"名": "甲"}, {"名": "乙"}]'), ("a.yaml", "- 名: 甲\n- 名: 乙\n")]
)
def test_a_list_of_objects_is_rows_that_know_their_place(write: Write, name: str, text: str):
    rows = read_records(write(name, text)).rows
    assert [(row.values["名"], row.values["序号"]) for row in rows] == [("甲", 1), ("乙", 2)]
    assert str(rows[1].origin) == f"{name} / item 2"


def test_an_object_has_no_rows(write: Write):
    with pytest.raises(UsageError):
        assert read_records(write("a.json", "{}")).rows


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("9:30", "9:30"),
        ("013800000001", "013800000001"),
        ("no", "no"),
        ("12", "12"),
        ("0.5", "0.5"),
        ("2013-12-16", "2013年12月16日"),
    ],
)
def test_yaml_means_what_stands_there(write: Write, typed: str, printed: str):
    whole = read_records(write("a.yaml", f"值: {typed}\n")).whole.values
    assert evaluate("{{ 值 }}", whole) == printed


@pytest.mark.parametrize(("typed", "sum"), [("12", "13"), ("-3", "-2"), ("0.5", "1.5")])
def test_numbers_of_yaml_can_be_reckoned_with(write: Write, typed: str, sum: str):
    whole = read_records(write("a.yaml", f"值: {typed}\n")).whole.values
    assert evaluate("{{ 值 + 1 }}", whole) == sum


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("a.json", '{\n  "姓名": “张三”\n}', 2, "column 9: a value is missing"),
        ("a.json", '{"姓名": "张三"\n"电话": 1}', 2, "column 1: a comma is missing"),
        ("a.json", "{姓名: 1}", 1, "column 2: a name in quotes is missing"),
        ("a.json", '{"a": 1}}', 1, "column 9: something stands behind the end"),
        ("a.json", "", 1, "column 1: a value is missing"),
        ("a.yaml", "a: 1\nb: c: d\n", 2, "column 5: this is no YAML"),
        ("a.yaml", "a: 1\n\tb: 2\n", 2, "column 1: this is no YAML"),
        ("a.yaml", "a: !!python/object/apply:os.getcwd []\n", 1, "this is no YAML"),
        ("a.yaml", "a: &x [1]\nb: *x\n", None, "are not read"),
        ("a.yaml", "a: 2013-02-30\n", None, "not in the calendar"),
        ("a.json", "[1, 2]", None, "a list of objects"),
        ("a.json", "[]", None, "a list of objects"),
        ("a.json", "[" * 100_000, None, "nested too deep"),
        ("a.json", f'{{"a": {"9" * 5000}}}', None, "nested too deep"),
    ],
)
def test_what_is_written_wrong_is_said_with_line_and_column(
    write: Write, name: str, text: str, line: int | None, said: str
):
    with pytest.raises(DocgenError) as caught:
        read_records(write(name, text))
    assert caught.value.where == FileLine(name, line)
    assert said in str(caught.value.text)


def test_keys_that_signs_alone_tell_apart_are_called_by_all_their_words(write: Write):
    whole = read_records(write("a.json", '{"电话(宅)": 1, "电话(手机)": 2, "%": 3}')).whole.values
    assert whole == {"电话宅": 1, "电话手机": 2, "%": 3}
    with pytest.raises(DocgenError):
        read_records(write("b.json", '{"电话": 1, "电话!": 2}'))


# -- pictures --


def test_a_picture_lies_beside_the_data(write: Write, tmp_path: Path):
    (tmp_path / "图").mkdir()
    Image.new("RGB", (8, 8)).save(tmp_path / "图" / "章.png")
    path = write("a.json", '{"章": {"picture": "图/章.png", "width": 40}, "注": {"picture": "章", "of": "a word"}}')
    whole = read_records(path).whole.values
    assert whole["章"] == Picture(tmp_path.resolve() / "图" / "章.png", width=40)
    assert whole["注"] == {"picture": "章", "of": "a word"}


@pytest.mark.parametrize(
    "picture", ['"../章.png"', '"/章.png"', '"章.png", "width": "40"', '"章.png", "height": -1', '"章.png", "width": 0']
)
def test_a_picture_from_elsewhere_or_of_no_size_is_an_error_when_it_is_printed(write: Write, picture: str):
    whole = read_records(write("a.json", f'{{"章": {{"picture": {picture}}}}}')).whole.values
    with pytest.raises(BadCell) as caught:
        evaluate("{{ 章 }}", whole)
    assert caught.value.where == Cell("a.json")


@pytest.mark.skipif(not hasattr(Path, "symlink_to"), reason="no links here")
def test_a_link_does_not_lead_out_of_the_folder(write: Write, tmp_path: Path):
    folder = tmp_path / "数据"
    folder.mkdir()
    Image.new("RGB", (8, 8)).save(tmp_path / "章.png")
    try:
        (folder / "章.png").symlink_to(tmp_path / "章.png")
    except OSError:
        pytest.skip("no links here")
    whole = read_records(write("数据/a.json", '{"章": {"picture": "章.png"}}')).whole.values
    with pytest.raises(BadCell):
        evaluate("{{ 章 }}", whole)


# -- files --


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.json"])
def test_a_file_that_is_not_there_is_said(tmp_path: Path, name: str):
    with pytest.raises(UsageError, match="there is no file"):
        read_records(tmp_path / name)


def test_what_is_no_data_file_is_said_with_those_that_are(write: Write):
    with pytest.raises(UsageError) as caught:
        read_records(write("a.pdf", "x"))
    assert ".xlsx" in str(caught.value.hint)


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.yaml"])
def test_bytes_that_are_no_text_are_said(tmp_path: Path, name: str):
    (tmp_path / name).write_bytes(b"\xff\xff\x00\x80")
    with pytest.raises(DocgenError, match="no text in UTF-8 or GB18030"):
        read_records(tmp_path / name)


@pytest.mark.parametrize("text", ["", "姓名,电话\n", "\n\n"])
def test_a_file_without_rows_is_said(write: Write, text: str):
    with pytest.raises(DocgenError, match="no rows below a header"):
        read_records(write("a.csv", text))
