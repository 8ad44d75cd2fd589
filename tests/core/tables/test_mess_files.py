"""Files as offices keep them: each kind of mess by its number in the list of the office's messy files."""

import shutil
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlwt
from openpyxl.styles import Font
from warm_office import WarmOffice

from docgen import Access, BadCell, DocgenError, Kind, Problem, Record, Severity, column, ref
from docgen.data.link import link
from docgen.schema import Table
from docgen.tables import Reading, read_folder
from docgen.tables.options import Options
from docgen.tables.readers.sheet import Sheet
from docgen.workspace import open_workspace

Write = Callable[..., Path]


class Visit(Record, table="走访", sheets=("走访台账",), key=("name",)):
    name: str = column("姓名", kind=Kind.NAME, required=True)
    code: str = column("编号", kind=Kind.CODE, access=Access.INTERNAL)
    rate: float = column("满意率", kind=Kind.PERCENT, access=Access.INTERNAL)
    day: date = column("日期", kind=Kind.DATE, access=Access.INTERNAL)
    note: str = column("备注", access=Access.INTERNAL)


class Township(Record, table="乡镇名册", key=("name",)):
    name: str = column("乡镇名称", required=True, access=Access.PUBLIC)


class Member(Record, table="信息员", key=("name",)):
    township: Township = ref("乡镇", "乡镇名册", required=True, fill=True)
    name: str = column("姓名", kind=Kind.NAME, required=True)
    post: str = column("职务")


TABLES = [record.__table__ for record in (Visit, Township, Member)]
HEADER = ("姓名", "编号", "满意率", "日期", "备注")
ROWS = [HEADER, ("张三", 123, 0.325, datetime(2013, 11, 22), "雨"), ("李四", 7, 0.5, datetime(2013, 11, 23), None)]
FORMATS = {f"{column}{row}": code for row in (2, 3) for column, code in (("B", "000"), ("C", "0.0%"), ("D", "m-d"))}
HEAD = '<row r="1">{}{}</row>'.format(
    *(f'<c r="{place}" t="inlineStr"><is><t>{title}</t></is></c>' for place, title in (("A1", "姓名"), ("B1", "备注")))
)
MEANT = [("张三", "123", 0.325, date(2013, 11, 22), "雨"), ("李四", "007", 0.5, date(2013, 11, 23), None)]


def read(folder: Path, tables: Sequence[Table] = TABLES, **options: Any) -> Reading:
    return read_folder(folder, tables, 2013, Options(**options))


def visits(reading: Reading) -> list[tuple[Any, ...]]:
    assert [str(problem) for problem in reading.broken] == []
    return [(row.name, row.code, row.rate, row.day, row.note) for row in reading.rows["走访"]]


def said(problems: Sequence[Problem]) -> list[tuple[str, str, str]]:
    return [(problem.severity.value, problem.code, str(problem.where)) for problem in problems]


# -- hidden --


def hide_rows(page: Any) -> None:
    page.row_dimensions[3].hidden = True


def test_mess_20_hidden_rows_are_read_and_counted(tmp_path: Path, book: Write):
    book(ROWS, formats=FORMATS, change=hide_rows)
    reading = read(tmp_path)
    assert visits(reading) == MEANT
    (note,) = reading.problems
    assert (note.severity, note.code, str(note.where)) == (Severity.NOTE, "hidden-rows", "表.xlsx / 走访 / row 3")
    assert note.text.zh == "有1行被隐藏，已照常读入"


def test_mess_20_hidden_rows_are_skipped_if_the_settings_say_so(tmp_path: Path, book: Write):
    book(ROWS, formats=FORMATS, change=hide_rows)
    reading = read(tmp_path, hidden="skip")
    assert visits(reading) == MEANT[:1]
    assert {why.zh: n for why, n in reading.sheets[0].left_out.items()} == {"隐藏行": 1}
    assert "没有读入" in reading.problems[0].text.zh


def test_mess_20_hidden_rows_are_an_error_if_the_settings_say_so(tmp_path: Path, book: Write):
    book(ROWS, change=hide_rows)
    assert said(read(tmp_path, hidden="error").broken) == [("error", "hidden-rows", "表.xlsx / 走访 / row 3")]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
@pytest.mark.parametrize(("hidden", "rows"), [("read", 2), ("skip", 0), ("error", 0)])
def test_mess_20_a_hidden_sheet_is_read_skipped_or_refused(
    tmp_path: Path, book: Write, state: str, hidden: str, rows: int
):
    def hide(page: Any) -> None:
        page.sheet_state = state
        page.parent.create_sheet("说明")

    book(ROWS, formats=FORMATS, change=hide)
    reading = read(tmp_path, hidden=hidden)
    assert len(reading.rows.get("走访", [])) == rows
    (problem,) = [*reading.problems, *reading.broken]
    assert str(problem.where) == "表.xlsx / 走访"
    assert "隐藏" in problem.text.zh


def test_mess_20_a_hidden_column_is_read_and_noted(tmp_path: Path, book: Write):
    def hide(page: Any) -> None:
        page.column_dimensions["C"].hidden = True

    book(ROWS, formats=FORMATS, change=hide)
    reading = read(tmp_path)
    assert visits(reading) == MEANT
    assert said(reading.problems) == [("note", "hidden-column", "表.xlsx / 走访 / C1")]
    skipped = read(tmp_path, hidden="skip")
    assert said(skipped.problems) == [("note", "hidden-column", "表.xlsx / 走访 / C1")]
    assert [title for _, _, title in skipped.sheets[0].columns].count("") == 1
    assert said(read(tmp_path, hidden="error").broken) == [("error", "sheet", "表.xlsx / 走访 / C1")]


@pytest.mark.parametrize(
    ("line", "said"), [('hidden = "no"', "hidden"), ("month = 13", "month"), ("hiden = 1", "hiden")]
)
def test_mess_20_a_wrong_setting_is_named_with_its_line(tmp_path: Path, line: str, said: str):
    lines = ['title = "t"', "year = 2013", "start = 2013-11-04", 'week_end = "friday"', 'issuer = "i"']
    (tmp_path / "docgen.toml").write_text("\n".join([*lines, "[options.tables]", line]), encoding="utf-8")
    with pytest.raises(DocgenError, match=r"docgen\.toml:7") as caught:
        Options.of(open_workspace(tmp_path).settings)
    assert said in caught.value.text.zh


# -- struck out --


def test_mess_21_a_struck_out_name_is_warned_of_and_still_counts(tmp_path: Path, book: Write):
    def strike(page: Any) -> None:
        page["A3"].font = Font(strike=True)
        page["E2"].font = Font(strike=True)  # tells nobody

    book(ROWS, formats=FORMATS, change=strike)
    reading = read(tmp_path)
    assert visits(reading) == MEANT
    (problem,) = reading.problems
    assert (problem.severity, str(problem.where)) == (Severity.WARNING, "表.xlsx / 走访 / A3")
    assert "删除线" in problem.text.zh
    assert problem.value == ""


def test_mess_21_a_name_struck_out_in_part_is_warned_of(tmp_path: Path, package: Write):
    header = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    strings = "<si><t>姓名</t></si><si><t>备注</t></si><si><r><t>张</t></r><r><rPr><strike/></rPr><t>三</t></r></si>"
    package(header + '<row r="2"><c r="A2" t="s"><v>2</v></c></row>', strings=strings)
    assert said(read(tmp_path).problems) == [("warning", "struck-out", "表.xlsx / 走访 / A2")]


# -- one table in many files --


def test_mess_22_a_folder_of_files_with_one_table_each(tmp_path: Path, book: Write):
    book([("乡镇名称",), ("石羊镇",), ("安龙镇",)], name="乡镇.xlsx", sheet="乡镇名册")
    book([("姓名", "职务"), ("张三", "干事")], name="信息员/石羊镇.xlsx", sheet="Sheet1")
    book([("职务", "姓名"), ("干事", "李四")], name="信息员/安龙镇.xlsx", sheet="Sheet1 (2)")
    reading = read(tmp_path)
    problems = link({table.name: table for table in TABLES}, reading)
    assert reading.broken == reading.problems == problems == []
    found = {(str(row.origin), row.name, row.township.name) for row in reading.rows["信息员"]}
    assert found == {
        ("信息员/石羊镇.xlsx / Sheet1 / row 2", "张三", "石羊镇"),
        ("信息员/安龙镇.xlsx / Sheet1 (2) / row 2", "李四", "安龙镇"),
    }


def test_mess_22_one_sheet_per_township(tmp_path: Path, book: Write):
    def more(page: Any) -> None:
        other = page.parent.create_sheet("安龙镇")
        for row in [("职务", "姓名"), ("干事", "李四")]:
            other.append(row)

    book([("乡镇名称",), ("石羊镇",), ("安龙镇",)], name="乡镇.xlsx", sheet="乡镇名册")
    book([("姓名", "职务"), ("张三", "干事")], name="信息员.xlsx", sheet="石羊镇", change=more)
    reading = read(tmp_path)
    assert link({table.name: table for table in TABLES}, reading) == []
    assert [(row.name, row.township.name) for row in reading.rows["信息员"]] == [("张三", "石羊镇"), ("李四", "安龙镇")]


# -- kinds of files --


def as_csv(path: Path, encoding: str, sign: str) -> None:
    lines = [HEADER, ("张三", "123", "32.5%", "2013/11/22", "雨"), ("李四", '="007"', "50.0%", "2013/11/23", "")]
    path.write_bytes("\r\n".join(sign.join(line) for line in lines).encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    ("name", "sign"), [("走访.csv", ","), ("走访.csv", ";"), ("走访.tsv", "\t"), ("走访.xls", "\t")]
)
def test_mess_24_text_in_every_encoding_and_with_every_delimiter(tmp_path: Path, encoding: str, name: str, sign: str):
    as_csv(tmp_path / name, encoding, sign)
    reading = read(tmp_path)
    assert visits(reading) == MEANT
    assert reading.problems == []
    assert str(reading.rows["走访"][1].origin) == f"{name} / row 3"


def as_page(path: Path) -> None:
    """As systems export it: without a head, in GBK."""
    cells = "".join(f"<th>{title}</th>" for title in HEADER)
    first = "<td>张<br>三</td><td>123</td><td>32.5%</td><td rowspan=2>2013-11-22</td><td>雨</td>"
    second = "<td>\n  李四\n</td><td>007</td><td>50.0%</td><td>&nbsp;</td>"
    page = f"<table><tr><td colspan=5>走访台账</td></tr><tr>{cells}</tr><tr>{first}</tr><tr>{second}</tr></table>"
    path.write_bytes(page.encode("gbk"))


def test_mess_24_a_web_page_that_calls_itself_xls(tmp_path: Path):
    as_page(tmp_path / "导出.xls")
    reading = read(tmp_path)
    assert visits(reading) == [MEANT[0], ("李四", "007", 0.5, None, None)]
    assert [str(row.origin) for row in reading.rows["走访"]] == ["导出.xls / row 3", "导出.xls / row 4"]


def as_old_workbook(path: Path) -> None:
    made = xlwt.Workbook(encoding="utf-8")
    page = made.add_sheet("走访")
    for row, cells in enumerate(ROWS):
        for place, cell in enumerate(cells):
            code = FORMATS.get(f"{'ABCDE'[place]}{row + 1}", "General")
            page.write(row, place, cell, xlwt.easyxf(num_format_str=code))
    made.save(str(path))


@pytest.mark.parametrize("name", ["走访.xls", "走访.et", "走访.xlsx"])
def test_mess_24_old_workbooks_and_those_of_wps(tmp_path: Path, name: str):
    as_old_workbook(tmp_path / name)
    reading = read(tmp_path)
    assert visits(reading) == MEANT
    assert reading.problems == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_mess_24_what_libreoffice_writes(tmp_path: Path, book: Write, warm_office: WarmOffice, kind: str):
    def marks(page: Any) -> None:
        page["A3"].font = Font(strike=True)
        page["E2"] = "=1/0"
        page.row_dimensions[3].hidden = True

    made = book(ROWS, formats=FORMATS, name="原表.xlsx", change=marks)
    folder = warm_office.convert_to(kind, made, tmp_path / "data").parent
    reading = read(folder)
    first, second = reading.rows["走访"]
    assert (first.name, first.code, first.rate, first.day) == MEANT[0][:4]
    assert (second.name, second.code, second.rate, second.day, second.note) == MEANT[1]
    with pytest.raises(BadCell, match="#DIV/0!"):
        str(first.note)
    assert {problem.code for problem in reading.problems} == {"cell", "struck-out", "hidden-rows"}


def test_mess_24_a_file_open_in_excel_is_read_as_it_was_saved(tmp_path: Path, book: Write):
    book(ROWS, formats=FORMATS)
    (tmp_path / "~$表.xlsx").write_bytes(b"\x04Wang")
    reading = read(tmp_path)
    assert visits(reading) == MEANT
    (note,) = reading.problems
    assert (note.severity, note.code, str(note.where)) == (Severity.NOTE, "open-elsewhere", "表.xlsx")
    assert f"{datetime.now():%Y-%m-%d}" in note.text.zh
    assert "未保存的修改不算" in note.text.zh


# -- formulas --


@pytest.mark.parametrize("title", ["编号", "满意率", "备注", "日期"])
def test_mess_25_a_formula_without_its_value_asks_to_open_and_save(tmp_path: Path, book: Write, title: str):
    cells = ["张三", "1", 0.5, "11月22日", "雨"]
    cells[HEADER.index(title)] = "=1+1"
    book([HEADER, cells])
    (problem,) = read(tmp_path).problems
    assert str(problem.where) == f"表.xlsx / 走访 / {'ABCDE'[HEADER.index(title)]}2"
    assert problem.hint is not None
    assert "保存" in problem.hint.zh


def test_mess_25_a_formula_that_gives_an_empty_text_has_a_value(tmp_path: Path, package: Write):
    name = '<c r="A2" t="str"><f>"张"&amp;"三"</f><v>张三</v></c>'
    package(f'{HEAD}<row r="2">{name}<c r="B2" t="str"><f>""</f><v></v></c></row>')
    reading = read(tmp_path)
    assert reading.problems == []
    assert [(row.name, row.note) for row in reading.rows["走访"]] == [("张三", None)]


def test_mess_25_an_error_that_excel_computed_is_not_empty(tmp_path: Path, package: Write):
    package(
        f'{HEAD}<row r="2"><c r="A2" t="inlineStr"><is><t>张三</t></is></c>'
        '<c r="B2" s="0" t="e"><f>VLOOKUP(A2,B:B,1)</f><v>#REF!</v></c></row>'
    )
    (problem,) = read(tmp_path).problems
    assert (str(problem.where), problem.value) == ("表.xlsx / 走访 / B2", "#REF!")


# -- more than there is --


def test_mess_26_a_range_formatted_to_the_last_row_is_cut_off(tmp_path: Path, package: Write):
    title = '<row r="1">' + "".join(
        f'<c r="{"ABCDE"[i]}1" t="inlineStr"><is><t>{title}</t></is></c>' for i, title in enumerate(HEADER)
    )
    data = '</row><row r="2"><c r="A2" t="inlineStr"><is><t>张三</t></is></c><c r="C2" s="1"><v>0.325</v></c></row>'
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="C{n}" s="1"/></row>' for n in range(3, 200_000))
    last = '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"></c></row>'
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs>'
    package(title + data + blank + last, styles=styles)
    reading = read(tmp_path)
    assert [(row.name, row.rate) for row in reading.rows["走访"]] == [("张三", 0.325)]
    assert reading.broken == reading.problems == []


@pytest.mark.parametrize("cell", ["Z1048576", "XFD1048576", "ZZ90000", "CV100001"])
def test_mess_26_a_cell_far_away_is_named(tmp_path: Path, package: Write, cell: str):
    row = "".join(filter(str.isdigit, cell))
    package(f'{HEAD}<row r="{row}"><c r="{cell}"><v>1</v></c></row>')
    (problem,) = read(tmp_path).broken
    assert str(problem.where) == "表.xlsx / 走访"
    assert cell in problem.text.zh
    assert problem.hint is not None
    assert "删除" in problem.hint.zh


@pytest.mark.parametrize("cell", ["A1048576", "XFD2"])
def test_mess_26_a_stray_cell_that_takes_no_room_does_no_harm(tmp_path: Path, package: Write, cell: str):
    package(f'{HEAD}<row r="{cell.lstrip("AXFD")}"><c r="{cell}" t="str"><v>　</v></c></row>')
    assert read(tmp_path).broken == []


# -- twice --


def test_mess_28_the_same_file_again_is_not_read_twice(tmp_path: Path, book: Write):
    made = book(ROWS, formats=FORMATS, name="走访.xlsx")
    shutil.copy(made, tmp_path / "走访(最终版)(2).xlsx")
    reading = read(tmp_path)
    assert visits(reading) == MEANT
    (problem,) = reading.problems
    assert (problem.severity, problem.code) == (Severity.WARNING, "same-file")
    assert {str(problem.where), *(file.name for file in reading.files)} == {"走访.xlsx", "走访(最终版)(2).xlsx"}


def test_mess_28_every_file_is_known_by_its_hash_and_the_time_when_it_was_saved(tmp_path: Path, book: Write):
    made = book(ROWS)
    (file,) = read(tmp_path).files
    assert (file.name, file.saved) == ("表.xlsx", datetime.fromtimestamp(made.stat().st_mtime))
    assert len(file.sha256) == 64


def test_a_sheet_says_what_stands_below_a_row():
    sheet = Sheet("", [["a"], ["b"]], [], rest=iter([["c"]]))
    assert list(sheet.below(0)) == [(1, ["b"]), (2, ["c"])]
