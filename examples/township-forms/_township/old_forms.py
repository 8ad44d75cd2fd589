"""What a township has before it knows docgen: two Word forms, and the workbook that they are filled in from."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from openpyxl import Workbook

from _township.workbooks import save
from docgen.render.package import write_parts

PEOPLE = (
    ("岑远志", "丰乐社区党支部书记", "028-00003001"),
    ("蒲青云", "丰乐社区委员", "028-00003002"),
    ("卢可欣", "石牛社区党支部书记", "028-00003003"),
    ("游大江", "石牛社区委员", None),
    ("宁小川", "马祖社区党支部书记", "028-00003005"),
    ("康乐天", "镇党建办", "028-00003006"),
)
_HEADS = ("序号", "姓名", "单位及职务", "联系电话", "签名")
_MADE = datetime(2013, 11, 1)


def old_forms(folder: Path) -> None:
    """Write them into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    _save(_sign_in(), folder / "会议签到表.docx")
    _save(_invitation(), folder / "参会通知.docx")
    save(_people(), folder / "参会人员.xlsx")


def _save(document: Document, path: Path) -> None:
    document.core_properties.created = document.core_properties.modified = _MADE
    document.core_properties.author = ""
    file = BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as archive:
        path.write_bytes(write_parts({name: archive.read(name) for name in archive.namelist()}))


def _new(title: str) -> Document:
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "宋体", Pt(14)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run(title)
    run.bold, run.font.size = True, Pt(20)
    return document


def _sign_in() -> Document:
    document = _new("会 议 签 到 表")
    document.add_paragraph("会议名称：____________　时间：____年__月__日")
    table = document.add_table(rows=13, cols=len(_HEADS), style="Table Grid")
    table.autofit = False
    widths = (Cm(1.5), Cm(2.5), Cm(5.5), Cm(3.5), Cm(3))
    for number, row in enumerate(table.rows):
        texts: Sequence[str] = _HEADS if number == 0 else (str(number), "", "", "", "")
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.text, cell.width = text, width
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return document


def _invitation() -> Document:
    document = _new("参 会 通 知")
    greeting = document.add_paragraph()
    _merge_field(greeting, "姓名")
    greeting.add_run("同志（")
    _merge_field(greeting, "单位及职务")
    greeting.add_run("）：")
    document.add_paragraph("　　请于2013年11月12日上午9时到镇政府会议室参加换届工作培训会，不得缺席。")
    document.add_paragraph("　　收到请签字：________")
    end = document.add_paragraph("石羊镇党建办\n2013年11月8日")
    end.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return document


def _merge_field(paragraph: Paragraph, name: str) -> None:
    """A field as Word writes it: begin, instruction, result, end, each in a run of its own."""
    for kind, text in (("begin", ""), ("", f" MERGEFIELD {name} "), ("separate", ""), ("", f"«{name}»"), ("end", "")):
        run = paragraph.add_run("" if not text or "MERGEFIELD" in text else text)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif "MERGEFIELD" in text:
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)


def _people() -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "参会人员"
    sheet.append(["换届工作培训会参会人员"])
    sheet.merge_cells("A1:C1")
    sheet.append(_HEADS[1:4])
    for person in PEOPLE:
        sheet.append(person)
    book.properties.creator, book.properties.created, book.properties.modified = "", _MADE, _MADE
    return book
