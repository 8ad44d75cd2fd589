"""Rules of 版头: 份号, 密级, 紧急程度, 发文机关标志, 发文字号, 签发人 and the red rule (clause 7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.gongwen.layout import HEITI, KAITI, PAGE, XIAOBIAOSONG, Font, Size
from docgen.gongwen.lint.document import Paragraph
from docgen.gongwen.lint.findings import Draft, Hit, Rule
from docgen.gongwen.lint.looks import W
from docgen.gongwen.lint.parts import is_double
from docgen.problems import Severity
from docgen.text import Text

_MORE_FACES = {
    "仿宋_GB2312": ("方正仿宋", "华文仿宋", "FandolFang"),
    "黑体": ("方正黑体", "华文黑体", "FandolHei"),
    "楷体_GB2312": ("方正楷体", "华文楷体", "FandolKai"),
    "方正小标宋简体": ("方正小标宋", "FZXiaoBiaoSong", "小标宋"),
    "宋体": ("方正书宋", "新宋体", "NSimSun", "FandolSong"),
}


def is_face(name: str, font: Font) -> bool:
    """Whether a typeface is the one of that role; where none is named, another rule speaks."""
    return not name or name in (font.name, *font.fallbacks) or name.startswith(_MORE_FACES.get(font.name, ()))


def is_set(paragraph: Paragraph, font: Font, size: int) -> bool:
    """Whether all characters of a paragraph have that face and size."""
    return is_face(paragraph.font, font) and all(run.size == size for run in paragraph.inked)


def looks_of(paragraph: Paragraph) -> str:
    """Face and size of a paragraph, for people."""
    return f"{paragraph.font} {paragraph.size / 2:g} pt".strip()


def _copy_number(draft: Draft) -> Iterator[Hit]:
    if (copy := draft.parts.copy) and not re.fullmatch(r"\d{6}", copy.plain):
        yield Hit(copy.place, copy.plain)


def _secrecy(draft: Draft) -> Iterator[Hit]:
    if (secrecy := draft.parts.secrecy) and not re.fullmatch(r"(绝密|机密|秘密)(★\d+(年|个?月|天))?", secrecy.plain):
        yield Hit(secrecy.place, secrecy.plain)


def _secret_without_copy(draft: Draft) -> Iterator[Hit]:
    if (secrecy := draft.parts.secrecy) and draft.parts.copy is None:
        yield Hit(secrecy.place, Text("no number of the copy", "没有份号"))


def _urgency(draft: Draft) -> Iterator[Hit]:
    if (urgency := draft.parts.urgency) and urgency.plain not in ("特急", "加急"):
        yield Hit(urgency.place, urgency.plain)


def _head_type(draft: Draft) -> Iterator[Hit]:
    for each in (draft.parts.secrecy, draft.parts.urgency):
        if each and not is_set(each, HEITI, Size.NO_3):
            yield Hit(each.place, looks_of(each))


def _head_place(draft: Draft) -> Iterator[Hit]:
    """份号, 密级 and 紧急程度 at the left edge, in this order."""
    found = [each for each in (draft.parts.copy, draft.parts.secrecy, draft.parts.urgency) if each]
    for each in found:
        if each.align not in ("left", "both") or each.indent.left > _EDGE or each.indent.first > _EDGE:
            yield Hit(each.place, Text("not at the left edge", "没有顶格"))
    all_of_them = [id(each.element) for each in draft.document.paragraphs]
    places = [all_of_them.index(id(each.element)) for each in found]
    if places != sorted(places):
        yield Hit(found[0].place, Text("in another order", "顺序不对"))


_EDGE = 100  # twips


def _mark_color(draft: Draft) -> Iterator[Hit]:
    for mark in draft.parts.marks:
        if not all(run.is_red for run in mark.inked):
            yield Hit(mark.place, Text("black or another colour", "黑色或其他颜色"))


def _mark_look(draft: Draft) -> Iterator[Hit]:
    if (mark := draft.parts.mark) and not mark.cell:
        if mark.align not in ("center", "distribute"):
            yield Hit(mark.place, Text("not centred", "没有居中"))
        if not is_face(mark.font, XIAOBIAOSONG):
            yield Hit(mark.place, mark.font)


def _brackets(draft: Draft) -> Iterator[Hit]:
    number = draft.parts.number
    if number and not re.search("〔[^〔〕]*〕", number.plain):
        yield Hit(number.place, number.plain)


_FAULTY = re.compile(r"[〕\]］】）)〉]\s*第|[〕\]］】）)〉]\s*0\d*\s*号|[〔\[［【（(〈]\s*\d{2,3}\s*[〕\]］】）)〉]")


def _number_form(draft: Draft) -> Iterator[Hit]:
    number = draft.parts.number
    if number and _FAULTY.search(number.plain):
        yield Hit(number.place, number.plain)


_CITED = re.compile(r"[㐀-鿿]{1,8}[〔\[［【（(](?:\d{4}|\d{2})[〕\]］】）)]\s*第?\s*\d+\s*号")
_RIGHT = re.compile(r"[㐀-鿿]{1,8}〔\d{4}〕[1-9]\d*号")


def _cited(draft: Draft) -> Iterator[Hit]:
    for each in draft.document.paragraphs:
        if draft.parts.number is None or each.element is not draft.parts.number.element:
            yield from (Hit(each.place, m[0]) for m in _CITED.finditer(each.text) if not _RIGHT.fullmatch(m[0]))


def _gap(draft: Draft) -> Iterator[Hit]:
    """Blank lines between 标志 and 发文字号; 签发人 may stand there, and frames are placed otherwise."""
    mark, number, flow = draft.parts.mark, draft.parts.number, draft.document.flow
    if mark is None or number is None or mark not in flow or number not in flow or draft.parts.signer:
        return
    between = flow[flow.index(mark) + 1 : flow.index(number)]
    room = sum(each.looks.number("spacing", side) for each, side in ((mark, "after"), (number, "before")))
    lines = sum(not each.plain for each in between) + round(room / 579)
    if all(not each.plain for each in between) and lines != 2:
        yield Hit(number.place, Text("{n} blank lines", "空{n}行").format(n=lines))


def _unsigned(draft: Draft) -> Iterator[Hit]:
    parts = draft.parts
    if parts.kind in ("请示", "报告") and parts.number and not parts.signer:
        yield Hit(parts.number.place, Text("no 签发人", "没有签发人"))


def _signer_type(draft: Draft) -> Iterator[Hit]:
    signer = draft.parts.signer
    if signer is None:
        return
    text = ""
    for run in signer.inked:
        start, text = len(text), text + run.text
        named = text.find("签发人")
        if named >= 0 and start >= named + len("签发人") and run.text.strip("：: 　\t"):
            if not is_face(run.looks.font("eastAsia") or "", KAITI):
                yield Hit(signer.place, run.looks.font("eastAsia") or "")
            return
    yield Hit(signer.place, Text("one typeface for all", "与“签发人”同一字体"))


def _red_rule(draft: Draft) -> Iterator[Hit]:
    parts, paragraphs = draft.parts, draft.document.paragraphs
    if not (parts.number and parts.mark):
        return
    if parts.form == "信函":
        yield from _double_rule(draft)
        return
    at = paragraphs.index(parts.number)
    near = [each for each in paragraphs[at : at + 4] if each is parts.number or not each.plain]
    near += [each for each in [parts.signer] if each]
    drawn = any(True for each in paragraphs[: at + 4] for _ in each.element.iter(*_DRAWN))
    ruled = [each for each in near if _rule(each)]
    if not ruled and not drawn:
        yield Hit(parts.number.place, Text("no red rule", "没有红色分隔线"))
    for each in ruled:
        if each.indent.left or each.indent.right:
            width = PAGE.text_width - each.indent.left - each.indent.right
            yield Hit(each.place, f"{width / 1440 * 25.4:.0f} mm")


def _double_rule(draft: Draft) -> Iterator[Hit]:
    drawn = any(True for each in draft.document.paragraphs for _ in each.element.iter(*_DRAWN))
    if draft.parts.mark and not drawn and not any(map(is_double, draft.parts.marks)):
        yield Hit(draft.parts.mark.place, Text("no red double rule", "没有红色双线"))


_DRAWN = (W + "drawing", W + "pict", "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent")


def _rule(paragraph: Paragraph) -> bool:
    borders = paragraph.looks.find("pBdr")
    edges = [] if borders is None else [borders.find(W + edge) for edge in ("bottom", "top")]
    return any(edge is not None and edge.get(W + "val") not in ("none", "nil") for edge in edges)


_E, _W = Severity.ERROR, Severity.WARNING
RULES = (
    Rule(
        "GW101",
        _E,
        "text",
        "7.2.1",
        Text("份号 is not six digits", "份号不是6位数字"),
        Text("such as 000001", "如000001"),
        _copy_number,
        official=True,
    ),
    Rule(
        "GW102",
        _E,
        "text",
        "7.2.2",
        Text("密级 is written wrong", "密级和保密期限写法不对"),
        Text("such as 机密★1年", "如“机密★1年”"),
        _secrecy,
        official=True,
    ),
    Rule(
        "GW103",
        _W,
        "text",
        "7.2.1",
        Text("密级 without 份号", "标了密级而没有份号"),
        Text("份号 above it", "在密级之上标注份号"),
        _secret_without_copy,
        official=True,
    ),
    Rule(
        "GW104",
        _E,
        "text",
        "7.2.3",
        Text("紧急程度 is written wrong", "紧急程度写法不对"),
        Text("特急 or 加急", "特急或加急"),
        _urgency,
        official=True,
    ),
    Rule(
        "GW105",
        _W,
        "docx",
        "7.2.2",
        Text("密级 or 紧急程度 is not set in 黑体 of 16 pt", "密级、紧急程度不是3号黑体"),
        Text("黑体 of 16 pt", "3号黑体"),
        _head_type,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW105",
        _W,
        "docx",
        "7.2.1",
        Text("份号, 密级 and 紧急程度 do not stand in their places", "份号、密级、紧急程度的位置不对"),
        Text("at the left edge, from the first line on, in this order", "顶格，自第一行起按份号、密级、紧急程度排列"),
        _head_place,
        official=True,
    ),
    Rule(
        "GW106",
        _E,
        "docx",
        "7.2.4",
        Text("发文机关标志 is not red", "发文机关标志不是红色"),
        Text("red", "红色"),
        _mark_color,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW106",
        _W,
        "docx",
        "7.2.4",
        Text("发文机关标志 is not centred, or not set in 小标宋", "发文机关标志没有居中，或不是小标宋"),
        Text("centred, 小标宋", "居中，小标宋体"),
        _mark_look,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW110",
        _E,
        "text",
        "7.2.5",
        Text("the year in 发文字号 stands in other brackets", "发文字号的年份没有用六角括号"),
        Text("〔 〕", "〔 〕"),
        _brackets,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW111",
        _E,
        "text",
        "7.2.5",
        Text("发文字号 is written wrong", "发文字号写法不对"),
        Text("four digits of the year, no 第, no 0 before the number", "年份4位，不加“第”，序号不编虚位"),
        _number_form,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW112",
        _W,
        "text",
        "7.2.5",
        Text("a 文号 in the text is written wrong", "文中引用的文号写法不对"),
        Text("such as 国发〔2012〕3号", "如国发〔2012〕3号"),
        _cited,
        fixed=True,
    ),
    Rule(
        "GW113",
        _E,
        "docx",
        "7.2.5",
        Text("发文字号 does not stand two lines below 发文机关标志", "发文字号不在发文机关标志下空二行处"),
        Text("2 blank lines", "空2行"),
        _gap,
        official=True,
    ),
    Rule(
        "GW114",
        _E,
        "text",
        "7.2.6",
        Text("a 请示 or 报告 names nobody who issued it", "上行文没有签发人"),
        Text("签发人：name, beside 发文字号", "在发文字号右侧标“签发人：姓名”"),
        _unsigned,
        official=True,
    ),
    Rule(
        "GW115",
        _W,
        "docx",
        "7.2.6",
        Text("the name of 签发人 is not set in 楷体", "签发人姓名不是楷体"),
        Text("楷体 of 16 pt", "3号楷体"),
        _signer_type,
        official=True,
    ),
    Rule(
        "GW116",
        _E,
        "docx",
        "7.2.7",
        Text("the red rule below 发文字号 is missing or too short", "发文字号下没有红色分隔线，或长度不对"),
        Text(
            "as wide as the text area, 156 mm (a letter: a double one below the mark)",
            "与版心等宽，156 mm（信函：发文机关标志下红色双线）",
        ),
        _red_rule,
        official=True,
    ),
)
