"""Checked copies of workbooks: cells coloured and commented, everything else as it was."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from other_programs import HANDS, SHEET_HANDS, Hand, written
from warm_office import WarmOffice

from docgen.problems import DocgenError, Severity
from docgen.tables.annotate import Remark, annotated
from docgen.tables.files import is_marked_copy

RED, YELLOW, BLUE = "FFFFC7CE", "FFFFEB9C", "FFDDEBF7"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Two sheets: a bold header, numbers and a formula, a chart, a comment of somebody's, a drop-down."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "石羊镇 & 其他"
    sheet.append(["姓名", "票数", "比例"])
    sheet.append(["张三", 12, 0.325])
    sheet.append(["李四", None, "=B2*2"])
    sheet["A1"].font = Font(bold=True)
    sheet["C2"].number_format = "0.0%"
    sheet["A2"].comment = Comment("本人写的", "赵六")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3))
    sheet.add_chart(chart, "E2")
    choice = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1='"是,否"')
    choice.add("D2")
    sheet.add_data_validation(choice)
    book.create_sheet("空表")
    book.save(tmp_path / "名单.xlsx")
    return tmp_path / "名单.xlsx"


def marked(workbook: Path, *remarks: tuple[Any, ...], sheet: str = "石羊镇 & 其他") -> Any:
    """The sheet of the copy, as openpyxl reads it."""
    data = annotated(workbook, [Remark(sheet, *remark) for remark in remarks])
    return openpyxl.load_workbook(BytesIO(data))[sheet]


def test_cells_are_coloured_by_the_worst_and_say_everything_that_is_wrong(workbook: Path):
    sheet = marked(
        workbook,
        (2, "B", Severity.WARNING, "票数：偏大"),
        (2, "B", Severity.ERROR, "票数：与合计不符"),
        (2, "C", Severity.NOTE, "比例：四舍五入"),
    )
    assert sheet["B2"].fill.fgColor.rgb == RED
    assert sheet["B2"].comment.text == "票数：偏大\n票数：与合计不符"
    assert sheet["C2"].fill.fgColor.rgb == BLUE
    assert sheet["C2"].number_format == "0.0%"
    assert sheet["A1"].font.bold
    assert sheet["A1"].fill.fgColor.rgb != RED


def test_a_warning_is_worse_than_a_note(workbook: Path):
    sheet = marked(workbook, (2, "B", Severity.NOTE, "票数：四舍五入"), (2, "B", Severity.WARNING, "票数：偏大"))
    assert sheet["B2"].fill.fgColor.rgb == YELLOW


def test_a_cell_a_row_or_a_sheet_that_is_blank_can_be_marked(workbook: Path):
    remarks = [(3, "B", Severity.ERROR, "空"), (9, "AB", Severity.WARNING, "远"), (7, "", Severity.NOTE, "整行")]
    sheet = marked(workbook, *remarks)
    assert [sheet[place].fill.fgColor.rgb for place in ("B3", "AB9", "A7")] == [RED, YELLOW, BLUE]
    assert [cell.value for cell in sheet[3]][:3] == ["李四", None, "=B2*2"]
    assert marked(workbook, (4, "C", Severity.ERROR, "x"), sheet="空表")["C4"].comment.text == "x"


def test_a_comment_that_is_there_stays_and_ours_follows_it(workbook: Path):
    assert marked(workbook, (2, "A", Severity.ERROR, "姓名：重复"))["A2"].comment.text == "本人写的\n姓名：重复"


def test_everything_else_stays_to_the_byte(workbook: Path):
    data = annotated(workbook, [Remark("石羊镇 & 其他", 2, "B", Severity.ERROR, "x")])
    with zipfile.ZipFile(workbook) as before, zipfile.ZipFile(BytesIO(data)) as after:
        names = set(before.namelist())
        same = {name for name in names if before.read(name) == after.read(name)}
    changed = names - same
    assert {name for name in names if "chart" in name or "drawing1.xml" in name} <= same
    assert changed <= {
        "[Content_Types].xml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
    }
    assert (
        openpyxl.load_workbook(BytesIO(data))["石羊镇 & 其他"].data_validations.dataValidation[0].formula1 == '"是,否"'
    )


def test_a_copy_is_known_until_somebody_saves_it(workbook: Path, tmp_path: Path):
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(annotated(workbook, [Remark("石羊镇 & 其他", 2, "B", Severity.ERROR, "x")]))
    assert is_marked_copy(copy)
    assert not is_marked_copy(workbook)
    openpyxl.load_workbook(copy).save(copy)
    assert not is_marked_copy(copy)


def test_a_copy_may_be_marked_again(workbook: Path, tmp_path: Path):
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(annotated(workbook, [Remark("石羊镇 & 其他", 2, "B", Severity.ERROR, "一")]))
    sheet = marked(copy, (2, "B", Severity.NOTE, "二"), (3, "A", Severity.ERROR, "三"))
    assert sheet["B2"].comment.text == "一\n二"
    assert sheet["A3"].comment.text == "三"


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0 xls", b"PK\x03\x04"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes):
    (tmp_path / "旧.xls").write_bytes(content)
    with pytest.raises(DocgenError) as caught:
        annotated(tmp_path / "旧.xls", [Remark("a", 1, "A", Severity.ERROR, "x")])
    assert "旧.xls" in str(caught.value)


def test_the_copy_of_a_text_file_is_a_workbook_of_its_values(tmp_path: Path):
    (tmp_path / "虹口乡.csv").write_bytes("姓名,票数\r\n张三,=1+1\r\n李\x01四,007\r\n".encode("gb18030"))
    remarks = [Remark("", 2, "B", Severity.ERROR, "应填数字"), Remark("", 3, "", Severity.WARNING, "重复")]
    copy = openpyxl.load_workbook(BytesIO(annotated(tmp_path / "虹口乡.csv", remarks))).worksheets[0]
    assert list(copy.values) == [("姓名", "票数"), ("张三", "=1+1"), ("李四", "007")]
    assert copy["B2"].data_type == "s"
    assert (copy["B2"].comment.text, copy["A3"].comment.text) == ("应填数字", "重复")


def test_signs_that_a_workbook_cannot_hold_are_visible_in_comments_and_gone_from_cells(tmp_path: Path):
    (tmp_path / "虹口乡.csv").write_text("姓名,票数\n张\x1b三\ufffe,1\n", encoding="utf-8")
    remarks = [Remark("", 2, "A", Severity.ERROR, "姓名：张\x1b三\ufffe\ud83d\n→ 请改正")]
    copy = openpyxl.load_workbook(BytesIO(annotated(tmp_path / "虹口乡.csv", remarks))).worksheets[0]
    assert copy["A2"].value == "张三"
    assert copy["A2"].comment.text == "姓名：张\\x1b三\\ufffe\\ud83d\n→ 请改正"


def test_the_copy_of_an_old_workbook_shows_what_it_showed(tmp_path: Path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("走访")
    sheet.write(0, 0, "满意率")
    sheet.write(1, 0, 0.325, xlwt.easyxf(num_format_str="0.0%"))
    book.save(str(tmp_path / "旧.xls"))
    data = annotated(tmp_path / "旧.xls", [Remark("走访", 2, "A", Severity.ERROR, "x")])
    copy = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    assert (copy.title, copy["A2"].value, copy["A2"].number_format) == ("走访", 0.325, "0.0%")
    assert copy["A2"].comment.text == "x"


@pytest.mark.libreoffice
def test_libreoffice_shows_value_colour_and_comment(workbook: Path, tmp_path: Path, warm_office: WarmOffice):
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(annotated(workbook, [Remark("石羊镇 & 其他", 3, "A", Severity.ERROR, "姓名：重复 <&>")]))
    text = warm_office.convert_to("fods", copy, tmp_path).read_text(encoding="utf-8")
    assert "姓名：重复 &lt;&amp;&gt;" in text
    assert "本人写的" in text
    assert "#ffc7ce" in text


@pytest.mark.parametrize("name", SHEET_HANDS)
def test_a_sheet_that_another_program_wrote_is_marked_all_the_same(workbook: Path, name: str):
    remarks = [
        (2, "B", Severity.ERROR, "票数：与合计不符"),
        (3, "B", Severity.WARNING, "票数：空"),
        (4, "A", Severity.NOTE, "x"),
    ]
    plain = marked(workbook, *remarks)
    workbook.write_bytes(written(workbook.read_bytes(), HANDS[name](Hand())))
    assert looks(marked(workbook, *remarks)) == looks(plain)


def looks(sheet: Any) -> list[tuple[Any, ...]]:
    """What each cell shows, its colour and its comment."""
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return [(c.coordinate, c.value, c.fill.fgColor.rgb, c.comment and c.comment.text) for c in cells]


def test_comments_stand_beside_pictures_of_the_header_and_shapes_that_were_written_as_html(workbook: Path):
    """A sheet's header has its pictures in a part of the same kind as the comments' shapes (18.3.1.52)."""
    with zipfile.ZipFile(workbook) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet, relations = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts[relations] = parts[relations].replace(
        b"<Relationship ",
        f'<Relationship Id="hf" Type="{kind}/vmlDrawing" Target="/xl/drawings/header.vml"/><Relationship '.encode(),
        1,
    )
    drawing = parts[shapes := "xl/drawings/commentsDrawing1.vml"]
    parts["xl/drawings/header.vml"] = drawing
    parts[shapes] = drawing.replace(b"</v:textbox>", b"<br>x</v:textbox>").replace(b"<v:textbox/>", b"<br>")
    parts[sheet] = parts[sheet].replace(
        b"</worksheet>", f'<legacyDrawingHF xmlns:r="{kind}" r:id="hf"/></worksheet>'.encode()
    )
    with zipfile.ZipFile(workbook, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    made = annotated(workbook, [Remark("石羊镇 & 其他", 2, "B", Severity.ERROR, "x")])
    with zipfile.ZipFile(BytesIO(made)) as package:
        assert package.read("xl/drawings/header.vml") == drawing
        assert len(etree.fromstring(package.read(shapes)).findall("{urn:schemas-microsoft-com:vml}shape")) == 2
