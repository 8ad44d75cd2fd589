"""The documents that are measured: a letter and a review form, each in the three languages of templates."""

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

Language = Literal["jinja", "mustache", "merge"]
"""`{{ 户主 }}` with loops of docxtpl, the same with loops of docxtemplater, Word's MERGEFIELD."""
Maker = Callable[[Path, Language], Path]

LETTER = """
致社区党员群众的一封信
{{ 户主 }}同志：
社区党组织和居民委员会换届选举，是基层政治生活中的一件大事，关系社区今后三年的发展，也关系您一家的切身利益。
{{ 乡镇 }}{{ 社区 }}的换届工作已经开始。为了让您了解情况、参与选举、监督全过程，现将有关事项函告如下。
一、请您参加会议。{{ 社区 }}{{ 小组 }}的推荐会议定于{{ 会议日期 }}在{{ 会议地点 }}举行，每户请派一名代表参加。
二、请您认真推荐。推荐政治素质好、带富能力强、协调能力强、群众公认的人选，不受宗族、宗派和人情的影响。
三、请您严格监督。凡受过刑事处罚的、拉票贿选的、动机不纯的和不具备履职能力的，一律不准作为人选。
四、请您遵守纪律。不参与拉票，不收受财物，不传播谣言，不妨碍他人行使民主权利，自觉维护选举秩序。
五、请您放心反映。举报电话：{{ 举报电话 }}，电子邮箱：{{ 电子邮箱 }}。来信来电均予保密，件件有回音。
您的户编号是{{ 户编号 }}，地址登记为{{ 地址 }}。如有变动，请告知社区。请将下面的回执填好，由小组长收回。
感谢您对换届工作的理解和支持，祝您和家人身体健康、生活幸福。
市社区党组织换届选举工作领导小组
{{ 日期 }}
""".split("\n")[1:-1]

HOUSEHOLD = {
    "户主": "王建国",
    "乡镇": "幸福镇",
    "社区": "永丰社区",
    "小组": "3组",
    "会议日期": "2013年11月8日",
    "会议地点": "社区活动中心",
    "举报电话": "028-00000000",
    "电子邮箱": "jubao@example.org",
    "户编号": "XF-YF-03-0127",
    "地址": "永丰路18号2栋3单元",
    "日期": "2013年10月28日",
}

PERSON = {
    "姓名": "李秀英",
    "性别": "女",
    "出生年月": "1975年6月",
    "政治面貌": "中共党员",
    "文化程度": "大专",
    "现任职务": "社区党支部委员",
    "拟任职务": "社区党支部书记",
    "乡镇": "幸福镇",
    "社区": "永丰社区",
    "联审结论": "符合条件，可以参选",
}
DEPARTMENTS = "纪委 组织部 政法委 信访局 公安局 检察院 法院 司法局 民政局 计生局 国土局 建设局 审计局 税务局".split()
OPINIONS = [
    {"部门": name, "意见": "无异议", "依据": f"第{number}号记录，未见不准情形", "日期": f"2013年9月{number}日"}
    for number, name in enumerate(DEPARTMENTS, start=1)
]
PERSON_WITH_OPINIONS = {**PERSON, "部门意见": OPINIONS}


def letter(path: Path, language: Language = "jinja", *, footer: str = "") -> Path:
    """A letter of one page with eleven fields: 16 parts, a document.xml of 13 kB; `footer` may hold tags too."""
    document = _document("社区党组织换届选举工作领导小组", footer or "请妥善保存")
    for text in LETTER:
        _paragraph(document, text, language)
    document.save(str(path))
    return path


def lean_letter(path: Path, language: Language = "jinja") -> Path:
    """The same text without any formatting of its own, as in a template that says all in its styles."""
    document = _document("社区党组织换届选举工作领导小组", "请妥善保存")
    for text in LETTER:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def review_form(path: Path, language: Language = "jinja") -> Path:
    """个人联审表: a table of the person, a table with a row for each department, the conclusion."""
    document = _document("内部资料", "一人一表")
    _paragraph(document, "社区“两委”班子成员初步人选个人联审表", language)
    names = list(PERSON)[:-1]
    table = document.add_table(0, 6, "Table Grid")
    for start in range(0, len(names), 3):
        cells = [text for name in names[start : start + 3] for text in (name, f"{{{{ {name} }}}}")]
        _row(table, cells, language)
    _opinions(document.add_table(0, 4, "Table Grid"), language)
    _paragraph(document, "联审结论：{{ 联审结论 }}", language)
    document.save(str(path))
    return path


def _opinions(table: Any, language: Language) -> None:
    """The heading and the row that repeats, marked as the language does."""
    names = list(OPINIONS[0])
    _row(table, names, language)
    if language == "jinja":
        _row(table, ["{%tr for 行 in 部门意见 %}", "", "", ""], language)
        _row(table, [f"{{{{ 行.{name} }}}}" for name in names], language)
        _row(table, ["{%tr endfor %}", "", "", ""], language)
        return
    cells = [f"{{{{ {name} }}}}" for name in names]
    if language == "mustache":
        cells[0] = "{{#部门意见}}" + cells[0]
        cells[-1] += "{{/部门意见}}"
    _row(table, cells, language)


def for_merging(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values for MERGEFIELD: rows go by the name of their first column."""
    return {next(iter(value[0])) if isinstance(value, list) else name: value for name, value in values.items()}


def _document(header: str, footer: str) -> Any:
    """python-docx's own template without what Word would not write: its thumbnail and its half megabyte of table
    styles, beside which all else is small."""
    document = Document()
    for part in (document.part.package, document.part):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects", "/webSettings")):
                del part.rels[key]
    for style in list(document.styles.element.style_lst):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in ("TableNormal", "TableGrid"):
            style.getparent().remove(style)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
    _paragraph(section.header, header, "jinja")
    _paragraph(section.footer, footer, "jinja")
    return document


def _row(table: Any, texts: Iterable[str], language: Language) -> None:
    for cell, text in zip(table.add_row().cells, texts, strict=True):
        _runs(cell.paragraphs[0], text, language, size=12)


def _paragraph(container: Any, text: str, language: Language) -> None:
    paragraph = container.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(26)
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.first_line_indent = Pt(32)
    runs = _runs(paragraph, text, language, size=16)
    mark = OxmlElement("w:rPr")  # Word formats the paragraph's end like its text
    mark.extend(deepcopy(list(runs[0]._element.rPr)))
    paragraph._element.pPr.append(mark)


def _runs(paragraph: Any, text: str, language: Language, size: int) -> list[Any]:
    """The text in runs as Word leaves them: a value's tag is a run of its own, a MERGEFIELD is five."""
    for number, piece in enumerate(re.split(r"(\{\{ \S+ \}\})", text)):
        if number % 2 and language == "merge":
            _merge_field(paragraph, piece.strip("{ }"))
        elif piece:  # docxtemplater takes the spaces of a tag for a part of the name
            paragraph.add_run(re.sub(r"\{\{ (\S+) \}\}", r"{{\1}}", piece) if language == "mustache" else piece)
    for run in paragraph.runs:
        _style(run, size)
    return list(paragraph.runs)


def _style(run: Any, size: int) -> None:
    run.font.name = "Times New Roman"
    run.font.size = Pt(size)
    for name, value in (("eastAsia", "仿宋_GB2312"), ("cs", "Times New Roman"), ("hint", "eastAsia")):
        run._element.rPr.rFonts.set(qn(f"w:{name}"), value)
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(2 * size))
    run._element.rPr.append(complex_size)


def _merge_field(paragraph: Any, name: str) -> None:
    for kind in ("begin", "instrText", "separate", "text", "end"):
        run = paragraph.add_run(f"«{name}»" if kind == "text" else None)
        if kind == "instrText":
            element = OxmlElement("w:instrText")
            element.text = f" MERGEFIELD {name} "
            run._element.append(element)
        elif kind != "text":
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._element.append(element)


def text_of(document: bytes) -> str:
    """The text of a document's body."""
    with zipfile.ZipFile(BytesIO(document)) as archive:
        return "".join(map(str, etree.fromstring(archive.read("word/document.xml")).itertext(qn("w:t"))))


def words(values: Mapping[str, Any]) -> list[str]:
    """Every value, those of rows too: what the text of the document has to hold."""
    rows = [value if isinstance(value, list) else [{"": value}] for value in values.values()]
    return [word for row in rows for cells in row for word in cells.values()]
