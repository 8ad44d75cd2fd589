"""What each kind of file says beside its values; what is read how stands in docs/reference/workbooks.md."""

import csv
import struct
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from docgen import DocgenError
from docgen.tables.readers import package
from docgen.tables.readers.book import read_sheets
from docgen.tables.readers.delimited import HEAD
from docgen.tables.readers.oddxml import Usual
from docgen.tables.readers.package import Package
from docgen.tables.readers.sheet import Sheet, sound_merges
from docgen.tables.readers.sheetxml import whole_cells
from docgen.tables.readers.strings import Strings

Write = Callable[..., Path]
CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\r\t;="), min_size=1)
STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="000000"/></numFmts><fonts><font/><font><strike/></font></fonts>'
    '<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="9" fontId="0"/><xf numFmtId="164" fontId="0"/>'
    '<xf numFmtId="31" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs>'
)


def only(path: Path) -> Sheet:
    (sheet,) = read_sheets(path)
    return sheet


# -- .xlsx --


def test_marks_of_an_xlsx(package: Write):
    rows = (
        '<row r="1"><c r="A1" s="1"><v>0.5</v></c><c r="B1" s="2"><v>123</v></c><c r="C1" s="3"><v>41600</v></c></row>'
        '<row r="2" hidden="1"><c r="A2" s="1"><v>0.6</v></c><c r="B2" s="4" t="str"><v>划</v></c></row>'
        '<row r="3"><c r="A3" t="e"><v>#DIV/0!</v></c><c r="B3"><f>A1+1</f></c><c r="C3" s="1"/></row>'
    )
    before = '<cols><col min="2" max="3" width="9" hidden="1"/></cols>'
    sheet = only(package(rows, styles=STYLES, before=before, after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'))
    marks = sheet.marks
    assert sheet.rows == [[0.5, 123.0, date(2013, 11, 22)], [0.6, "划", ""], ["#DIV/0!", "", ""]]
    assert [marks.format_at(row, 0) for row in range(4)] == ["0%", "0%", "General", "General"]
    assert marks.percent_at(1, 0)
    assert marks.shown(0, 1, 123.0) == "000123"
    assert marks.shown(0, 2, date(2013, 11, 22)) == "2013年11月22日"
    assert [cell for cell in ((0, 0), (1, 1)) if marks.struck_at(*cell)] == [(1, 1)]
    assert (marks.hidden_rows, marks.hidden_columns) == ({1}, {1, 2})
    assert (marks.errors, marks.uncomputed) == ({(2, 0): "#DIV/0!"}, {(2, 1)})
    assert sheet.merges == [(0, 0, 1, 0)]


def test_text_that_is_struck_out_in_part_is_seen_in_cells_that_hold_it_themselves(package: Write):
    runs = ["<t>strike</t>", "<r><rPr><b/><strike/></rPr><t>划</t></r>", '<r><rPr><strike val="0"/></rPr><t>x</t></r>']
    cells = "".join(f'<c r="{place}1" t="inlineStr"><is>{run}</is></c>' for place, run in zip("ABC", runs, strict=True))
    sheet = only(package(f'<row r="1">{cells}</row>'))
    assert sheet.rows == [["strike", "划", "x"]]
    assert [sheet.marks.struck_at(0, column) for column in range(3)] == [False, True, False]


@pytest.mark.parametrize("number", ["2147483648", "-2147483648", "1E+300", "-1E+300"])
def test_a_number_that_can_be_no_duration_is_a_number_and_dates_beside_it_are_dates(package: Write, number: str):
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts><fonts><font/></fonts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs>'
    )
    rows = (
        f'<row r="1"><c r="A1" s="1"><v>{number}</v></c><c r="B1" s="1"><v>1.5</v></c><c r="C1" s="2"><v>41600</v></c>'
        '<c r="D1" s="2"><v>0.25</v></c><c r="E1" s="2"><v>2958466</v></c><c r="F1"><v>7</v></c></row>'
    )
    (values,) = only(package(rows, styles=styles)).rows
    day = datetime(2013, 11, 22)
    assert values == [float(number), timedelta(hours=36), day, time(6), 2958466.0, 7.0]


def test_many_small_sheets_are_a_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from openpyxl import Workbook

    monkeypatch.setattr(package, "ALWAYS_ENTRIES", 100)

    book = Workbook(write_only=True)
    for number in range(150):
        book.create_sheet(f"{number}").append(["姓名"])
    book.save(tmp_path / "a.xlsx")
    assert len(list(read_sheets(tmp_path / "a.xlsx"))) == 150


ODD = {
    "no references": '<row><c s="1"><v>0.5</v></c><c t="e"><v>#N/A</v></c></row>'
    "<row hidden='1'><c s='1'><v>1</v></c></row>",
    "other order": '<row r="1"><c s="1" r="A1"><v>0.5</v></c><c t="e" r="B1"><v>#N/A</v></c></row>'
    '<row hidden="1" r="2"><c s="1" r="A2"><v>1</v></c></row>',
    "white space": '<row r="1" ><c  r = "a1"\n s="1"><v>0.5</v></c><c r="B01" t="e"><v>#N/A</v></c></row>'
    '<row r="2" hidden="true"><c r="A2" s="1"><v>1</v></c></row>',
    "type first": '<row r="1"><c r="A1" t="n" s="1"><v>0.5</v></c><c r="B1" t="e" s="0"><v>#N/A</v></c></row>'
    '<row r="2" hidden="1"><c r="A2" t="n" s="1"><v>1</v></c></row>',
}


@pytest.mark.parametrize("rows", ODD.values(), ids=ODD)
def test_marks_of_cells_that_are_written_oddly(package: Write, rows: str):
    marks = only(package(rows, styles=STYLES)).marks
    assert [marks.percent_at(row, 0) for row in (0, 1)] == [True, True]
    assert (marks.errors, marks.hidden_rows) == ({(0, 1): "#N/A"}, {1})


@given(cuts=st.lists(st.integers(1, 400), max_size=12))
def test_a_sheet_is_cut_between_cells_wherever_its_pieces_end(cuts: list[int]):
    whole = b"<x><row r='1'>" + b"".join(b'<c r="A%d"><v>%d</v></c>' % (n, n) for n in range(20)) + b"</row></x>"
    places = [0, *sorted({cut for cut in cuts if cut < len(whole)}), len(whole)]
    pieces = list(whole_cells(whole[a:b] for a, b in pairwise(places)))
    assert b"".join(pieces) == whole
    assert all(piece.count(b"<v>") == piece.count(b"</c>") for piece in pieces)


@given(texts=st.lists(st.text("ab漢;&", max_size=9)), size=st.integers(1, 40))
def test_shared_strings_are_counted_wherever_their_pieces_end(texts: list[str], size: int):
    struck = "<si ><r><rPr><strike/></rPr><t>{}</t></r></si>"
    items = [("<si><t>{}</t></si>" if n % 3 else struck).format(text) for n, text in enumerate(texts)]
    whole = f"<sst>{''.join(items)}</sst>".encode()
    found = Strings.read(whole[at : at + size] for at in range(0, len(whole), size))
    assert len(found.lengths) == len(texts)
    assert found.struck == {n for n in range(len(texts)) if n % 3 == 0}
    assert all(length >= len(text.encode()) for length, text in zip(found.lengths, texts, strict=True))


def test_a_cell_whose_place_is_none_is_damage(package: Write):
    path = package("")
    with pytest.raises(DocgenError, match="damaged"):
        Usual(Package(path.read_bytes(), path.name)).written(b'<row><c r="$A$1"/></row>')


def test_a_chart_is_no_sheet(package: Write, tmp_path: Path):
    from openpyxl import Workbook

    book = Workbook()
    book.create_chartsheet("图")
    book.save(tmp_path / "a.xlsx")
    assert [sheet.name for sheet in read_sheets(tmp_path / "a.xlsx")] == ["Sheet"]


# -- .ods --


def open_document(path: Path, rows: str, styles: str = "") -> Path:
    names = {"office": "office:1.0", "table": "table:1.0", "text": "text:1.0", "style": "style:1.0"}
    spaces = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}"' for short, name in names.items())
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="走访">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return path


def words(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def test_blanks_tabs_and_line_breaks_of_an_ods_are_read(tmp_path: Path):
    cells = [
        words("a<text:tab/>b"),
        words('a<text:s text:c="3"/>b<text:s/>c'),
        words("a<text:line-break/>b</text:p><text:p>c"),
        words("<text:span>a<text:tab/></text:span>b", 'table:number-columns-repeated="2"'),
        words("<!-- x -->a<text:tab/>"),
    ]
    row = f'<table:table-row table:number-rows-repeated="2">{"".join(cells)}</table:table-row>'
    assert only(open_document(tmp_path / "a.ods", row)).rows == 2 * [
        ["a\tb", "a   b c", "a\nb\nc", "a\tb", "a\tb", "a\t"]
    ]


def test_struck_out_text_of_an_ods_is_seen(tmp_path: Path):
    styles = "".join(
        f'<style:style style:name="{name}"><style:text-properties style:text-line-through-{what}/></style:style>'
        for name, what in {"T1": 'style="solid"', "T2": 'type="single"', "T3": 'style="none"'}.items()
    )
    spans = "".join(words(f'张<text:span text:style-name="T{number}">三</text:span>') for number in (1, 2, 3))
    columns = (
        '<table:table-column table:number-columns-repeated="3"/>'
        '<table:table-column table:default-cell-style-name="T1"/>'
    )
    own = words("李四", 'table:style-name="T3"')
    row = f"<table:table-row>{spans}{words('李四')}{own}</table:table-row>"
    marks = only(open_document(tmp_path / "a.ods", columns + row, styles)).marks
    assert [marks.struck_at(0, column) for column in range(5)] == [True, True, False, True, False]


def test_marks_of_cells_that_an_ods_writes_once_for_several(tmp_path: Path):
    cell = (
        '<table:table-cell office:value-type="percentage" office:value="0.5" table:number-columns-repeated="2">'
        "<text:p>50%</text:p></table:table-cell>"
    )
    row = f'<table:table-row table:number-rows-repeated="2">{cell}</table:table-row>'
    marks = only(open_document(tmp_path / "a.ods", row)).marks
    assert all(marks.percent_at(*place) and marks.texts[place] == "50%" for place in product(range(2), repeat=2))


# -- .xls and .et --


def test_marks_of_an_old_workbook(tmp_path: Path):
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("走访")
    page.write(0, 0, 0.5, xlwt.easyxf(num_format_str="0%"))
    page.write(0, 1, 123, xlwt.easyxf(num_format_str="000000"))
    page.write(0, 2, datetime(2013, 11, 22), xlwt.easyxf(num_format_str='yyyy"年"m"月"'))
    page.write(1, 0, "划", xlwt.easyxf("font: struck_out on"))
    page.write(1, 1, True)
    page.write_merge(2, 3, 0, 0, "合")
    page.write(3, 1, "x")
    page.row(1).hidden = True
    page.col(1).hidden = True
    page.write(0, 200, "", xlwt.easyxf("font: bold on"))
    book.save(str(tmp_path / "a.et"))
    sheet = only(tmp_path / "a.et")
    marks = sheet.marks
    assert sheet.rows == [[0.5, 123.0, datetime(2013, 11, 22)], ["划", True, ""], ["合", "", ""], ["", "x", ""]]
    assert marks.percent_at(0, 0)
    assert (marks.shown(0, 1, 123.0), marks.shown(0, 2, datetime(2013, 11, 22))) == ("000123", "2013年11月")
    assert (marks.struck_at(1, 0), marks.hidden_rows, marks.hidden_columns) == (True, {1}, {1})
    assert sheet.merges == [(2, 0, 3, 0)]


def test_text_that_is_struck_out_in_part_is_seen_in_an_old_workbook(tmp_path: Path):
    book = xlwt.Workbook()
    page = book.add_sheet("走访")
    page.write_rich_text(0, 0, ("张三", ("李四", xlwt.easyfont("struck_out on"))))
    page.write_rich_text(0, 1, ("张三", ("李四", xlwt.easyfont("bold on"))))
    book.save(str(tmp_path / "a.xls"))
    marks = only(tmp_path / "a.xls").marks
    assert [marks.struck_at(0, column) for column in range(2)] == [True, False]


# -- .xlsb --


def record(kind: int, *parts: bytes) -> bytes:
    data = b"".join(parts)
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(data)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + size + data


def text(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def cell(column: int, style: int = 0) -> bytes:
    return struct.pack("<II", column, style)


def row(number: int, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0x10 if hidden else 0, 0, 0))


def relation(kind: str, target: str) -> str:
    name = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{name}"><Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'


def binary_workbook(path: Path, rows: Iterable[bytes]) -> Path:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = record(129) + record(148, struct.pack("<4I", 0, 5, 0, 5)) + record(145) + b"".join(rows) + record(146)
    sheet += record(176, struct.pack("<4I", 0, 1, 1, 1)) + record(130)
    fonts = [record(43, struct.pack("<HH", 200, grbit), bytes(20)) for grbit in (0, 8)]
    formats = record(615, bytes([1, 0, 0, 0])) + record(44, struct.pack("<H", 164), text("000000")) + record(616)
    looks = [record(47, struct.pack("<HHH", 0, code, font), bytes(10)) for code, font in ((0, 0), (9, 0), (164, 1))]
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relation(f"{kinds}/officeDocument", "xl/workbook.bin"),
        "xl/workbook.bin": record(131)
        + record(143)
        + record(156, struct.pack("<II", 0, 1), text("rId1"), text("走访"))
        + record(144)
        + record(132),
        "xl/_rels/workbook.bin.rels": relation(f"{kinds}/worksheet", "worksheets/sheet1.bin"),
        "xl/styles.bin": formats + b"".join(fonts) + record(617, bytes(4)) + b"".join(looks) + record(618),
        "xl/worksheets/sheet1.bin": sheet,
        "xl/sharedStrings.bin": record(159, struct.pack("<II", 1, 1)) + record(19, b"\0", text("张三")) + record(160),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_marks_of_a_binary_workbook(tmp_path: Path):
    rows = [
        row(0),
        record(7, cell(0), struct.pack("<I", 0)),
        record(5, cell(1, 1), struct.pack("<d", 0.325)),
        record(5, cell(2, 2), struct.pack("<d", 123)),
        row(1, hidden=True),
        record(3, cell(0), bytes([23])),
    ]
    sheet = only(binary_workbook(tmp_path / "a.xlsb", rows))
    assert sheet.rows == [["张三", 0.325, 123.0], ["#REF!", "", ""]]
    assert sheet.marks.percent_at(0, 1)
    assert sheet.marks.shown(0, 2, 123.0) == "000123"
    assert (sheet.marks.struck_at(0, 2), sheet.marks.hidden_rows) == (True, {1})
    assert sheet.merges == [(0, 1, 1, 1)]


def test_a_binary_workbook_with_a_cell_far_away_is_refused(tmp_path: Path):
    rows = [row(0), record(7, cell(0), bytes(4)), row(1_048_575), record(5, cell(16_383), bytes(8))]
    with pytest.raises(DocgenError, match="XFD1048576"):
        only(binary_workbook(tmp_path / "a.xlsb", rows))


# -- text --


def test_a_long_text_file_is_read_as_it_goes(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("".join(f"{n},甲\n" for n in range(HEAD + 5)), encoding="utf-8")
    sheet = only(path)
    assert len(sheet.rows) == HEAD
    assert [place for place, _ in sheet.below(HEAD - 2)] == list(range(HEAD - 1, HEAD + 5))


@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1))
def test_what_python_writes_as_csv_reads_back(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([("姓名", "备注"), *rows])
    assert only(path).rows == [["姓名", "备注"], *map(list, rows)]


# -- web pages --


def test_cells_that_span_others_are_merges(tmp_path: Path):
    page = "<table><tr><th rowspan=2>甲</th><th colspan=2>乙</th></tr><tr><td>1</td><td>2</td></tr></table>"
    (tmp_path / "a.xls").write_text(page, encoding="utf-8")
    sheet = only(tmp_path / "a.xls")
    assert sheet.rows == [["甲", "乙", ""], ["", "1", "2"]]
    assert sheet.merges == [(0, 0, 1, 0), (0, 1, 0, 2)]


def test_the_tables_of_a_page_are_sheets_and_those_within_cells_are_not(tmp_path: Path):
    page = "<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table><table><tr><td>c</table>"
    (tmp_path / "a.xls").write_text(f"<html><script>x</script>{page}</html>", encoding="gbk")
    assert [sheet.rows for sheet in read_sheets(tmp_path / "a.xls")] == [[["ab"]], [["c"]]]


# -- merges --


@pytest.mark.parametrize(
    ("merge", "kept"),
    [((0, 0, 1, 1), [(0, 0, 1, 1)]), ((1, 1, 9, 9), [(1, 1, 2, 2)]), ((5, 0, 6, 0), []), ((2, 2, 3, 3), [])],
)
def test_merges_end_with_the_sheet(merge: Any, kept: Any):
    assert sound_merges([merge], [["", "", ""]] * 3) == kept
