"""Rules of punctuation, dates, numbers and blanks (clause 9, GB/T 15834, GB/T 15835)."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from docgen.gongwen.lint.document import Paragraph
from docgen.gongwen.lint.findings import Draft, Find, Hit, Rule
from docgen.gongwen.lint.parts import LEVEL
from docgen.problems import Severity
from docgen.text import Text

HAN = "[㐀-鿿]"
_AROUND = 4  # characters shown on each side


def found_in(paragraph: Paragraph, pattern: re.Pattern[str], start: int = 0, end: int = sys.maxsize) -> Iterator[Hit]:
    """Each match in a paragraph from `start` to `end`, with what stands around it."""
    text = paragraph.text
    for each in pattern.finditer(text, start, end):
        around = text[max(0, each.start() - _AROUND) : each.end() + _AROUND]
        yield Hit(paragraph.place, around.strip())


def _matches(pattern: str) -> Find:
    """A rule's look for a pattern in every paragraph, in tables too."""
    compiled = re.compile(pattern)

    def find(draft: Draft) -> Iterator[Hit]:
        for each in draft.document.paragraphs:
            yield from found_in(each, compiled)

    return find


#: Years without the century, zeros in dates, Latin or lone zeros among Chinese digits, full-width digits.
_DATES = (
    r"(?<!\d)\d{2}年(?=\d{1,2}月)|(?<!\d)\d{4}年0\d月|\d月0\d日|\d月\d{1,2}号(?![楼院房线])"
    r"|(?<![㐀-鿿])去年|二[○Oo0零][一二三四五六七八九○Oo0零]{2}年|[０-９]|[Ａ-Ｚａ-ｚ]"
)
_RANGES = r"(?<=\d)(?:--|~|～～)(?=\d)"
HALF = rf"(?<={HAN})[,;:!?.](?={HAN}|$)|\([^()]*{HAN}[^()]*\)"
"""Half-width marks that stand between Chinese characters, and brackets around some."""
DOTS = r"\.{3,}|。{2,}|(?<!…)…(?!…)"
"""What stands for ……."""
_FILLED_IN = "年月日时分"  # by hand: 　　时　　分
BLANKS = (
    rf"(?<={HAN})(?<![{_FILLED_IN}])[ \u3000]{{1,3}}(?={HAN})(?![{_FILLED_IN}])"
    rf"|(?<=[^\s：:{_FILLED_IN}])[ \u3000]{{2,3}}(?=[^\s{_FILLED_IN}])"
)
"""Blanks in running text; longer ones are there to be filled in."""
_LISTS = r"》、《|”、“"
_ORDER = rf"(?:{HAN}{{1,8}})〔\d{{4}}〕\d+号《"
_UNITS = r"\d\s*(?:KM|Km|KG|Kg|kG|MM|cM|CM|M2|m2|㎡|平米|立方(?!米)|公分)"


def _half(draft: Draft) -> Iterator[Hit]:
    """Half-width marks, but for those of elements that have a rule of their own."""
    for each in draft.document.paragraphs:
        yield from found_in(each, _HALF, *own_marks(each.text, last=each is draft.parts.addressee))


_HALF = re.compile(HALF)
_OWN = re.compile(r"抄\s*送:|附件\s*\d*\s*:|签发人:")


def own_marks(text: str, *, last: bool) -> tuple[int, int]:
    """Where the text begins and ends without its number, the word that names it, or its `last` mark."""
    start = LEVEL.match(text) or _OWN.match(text)
    return start.end() if start else 0, len(text) - last


def _dates(draft: Draft) -> Iterator[Hit]:
    """Dates and numbers of the text; those below it have a rule of their own."""
    elsewhere = {id(each) for each in (draft.parts.date, *draft.parts.record)}
    for each in draft.document.paragraphs:
        if id(each) not in elsewhere:
            yield from found_in(each, re.compile(_DATES))


def _spaces(draft: Draft) -> Iterator[Hit]:
    """Blanks in running text; heads, signatures and tables set names apart on purpose."""
    for each in draft.parts.body:
        if len(each.plain) >= 20:
            yield from found_in(each, re.compile(BLANKS))


def _blank_paragraphs(draft: Draft) -> Iterator[Hit]:
    """Three empty lines in a row in the text: space made of paragraphs."""
    flow, body = draft.document.flow, draft.parts.body
    if len(body) < 2 or draft.document.is_template:
        return
    run = 0
    for each in flow[flow.index(body[0]) : flow.index(body[-1]) + 1]:
        run = 0 if each.plain or any(True for _ in each.element.iter(_DRAWING)) else run + 1
        if run == 2:
            yield Hit(each.place, Text("empty lines", "连续空行"))


_DRAWING = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}drawing"


def _straight(draft: Draft) -> Iterator[Hit]:
    for each in draft.document.paragraphs:
        if re.search(HAN, each.text):
            yield from found_in(each, re.compile(rf"(?<={HAN})[\"'](?!\w*=)|[\"'](?={HAN})"))


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.NOTE
RULES = (
    Rule(
        "GW270",
        _W,
        "text",
        "9",
        Text("a date or a number is written wrong", "日期或数字写法不对"),
        Text("such as 2026年3月1日, 二〇二六年, half-width digits", "如2026年3月1日、二〇二六年；数字用半角"),
        _dates,
        fixed=True,
    ),
    Rule(
        "GW270",
        _W,
        "text",
        "9",
        Text("a range has the wrong mark", "数字范围的连接号不对"),
        Text("— or ～", "一字线“—”或浪纹线“～”"),
        _matches(_RANGES),
    ),
    Rule(
        "GW271",
        _E,
        "text",
        "9",
        Text("a half-width mark between Chinese characters", "汉字之间用了半角标点"),
        Text("，。；：！？（）", "，。；：！？（）"),
        _half,
        fixed=True,
    ),
    Rule(
        "GW272",
        _W,
        "text",
        "9",
        Text("straight quotation marks", "用了直引号"),
        Text("“ ” ‘ ’", "“ ” ‘ ’"),
        _straight,
        fixed=True,
    ),
    Rule(
        "GW273",
        _W,
        "text",
        "9",
        Text("dots are no ellipsis", "省略号写法不对"),
        Text("……", "……"),
        _matches(DOTS),
        fixed=True,
    ),
    Rule(
        "GW274",
        _W,
        "text",
        "9",
        Text("、 between titles or quotations", "并列的书名号或引号之间用了顿号"),
        Text("nothing between them", "之间不用顿号"),
        _matches(_LISTS),
        fixed=True,
    ),
    Rule(
        "GW275",
        _W,
        "text",
        "practice",
        Text("blanks in the text", "文中有空格"),
        Text("none", "不用空格"),
        _spaces,
        fixed=True,
    ),
    Rule(
        "GW275",
        _W,
        "text",
        "practice",
        Text("several empty lines in the text", "正文里有连续空行"),
        Text("none", "不用空行"),
        _blank_paragraphs,
        official=True,
    ),
    Rule(
        "GW276",
        _W,
        "text",
        "9",
        Text("a unit is written wrong", "计量单位写法不对"),
        Text("such as km, kg, 平方米", "如 km、kg、平方米"),
        _matches(_UNITS),
    ),
    Rule(
        "GW277",
        _W,
        "text",
        "practice",
        Text("the number of a cited paper stands before its title", "引用公文时文号写在标题前"),
        Text("《title》（number）", "先引标题，后引文号：《标题》（文号）"),
        _matches(_ORDER),
    ),
)
