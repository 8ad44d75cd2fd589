"""Rules that need pages: the document as LibreOffice prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.gongwen.lint.document import Paragraph
from docgen.gongwen.lint.findings import Draft, Hit, Rule
from docgen.gongwen.lint.pages import Line, Stroke
from docgen.problems import Severity
from docgen.text import Text

_NUMBER_OFF = 2.0  # mm: typefaces draw a dash at various heights
_FOOT = 262.0  # mm from the paper's top: the foot of 版心
_OFF = 3.0  # mm: ink begins below the edge of the type
_RULE_OFF, _WIDTH_OFF = 1.5, 4.0  # mm: a rule has its own thickness, and the ends are drawn with it
_BELOW_NUMBER = 25.0  # mm: where the red rule is sought
_EM = 16 / 72 * 25.4  # the height of 3号
_TOPS = {"信函": 30, "命令": 37 + 20}  # mm from the paper's top
_LETTER_WIDTH, _LETTER_FOOT = 170.0, 277.0  # mm: 10.1


def _pages_of(draft: Draft, paragraph: Paragraph) -> list[int]:
    """The pages, from 0, on which a line begins as the paragraph does."""
    start = "".join(paragraph.text.split())[:12]
    return [at for at, page in enumerate(draft.pages or []) if any(x.text.startswith(start) for x in page.lines)]


def _line_of(draft: Draft, paragraph: Paragraph) -> Line | None:
    """The highest line on the first page that the paragraph makes."""
    text = "".join(paragraph.text.split())
    lines = [x for x in draft.pages[0].lines if x.text and (x.text in text or text in x.text)] if draft.pages else []
    return min(lines, key=lambda line: line.top, default=None)


def _mark_edge(draft: Draft) -> Iterator[Hit]:
    mark = draft.parts.mark
    line = _line_of(draft, mark) if mark else None
    wanted = _TOPS.get(draft.parts.form, 37 + 35)
    if mark and line and abs(line.top - wanted) > _OFF:
        yield Hit(mark.place, Text("{mm:.0f} mm below the paper's edge", "距纸边{mm:.0f} mm").format(mm=line.top))


def _red_rule(draft: Draft) -> Iterator[Hit]:
    if draft.parts.form == "信函":
        yield from _double_rules(draft)
        return
    number, mark = draft.parts.number, draft.parts.mark
    line = _line_of(draft, number) if number else None
    if not (number and mark and line and draft.pages):
        return
    below = (x for x in draft.pages[0].strokes if 0 < x.height - line.top < _BELOW_NUMBER)
    if rule := next(below, None):
        yield from _off(number, rule, rule.height - line.top - _EM, _WIDE)


_WIDE = 156.0  # mm: 版心


def _off(paragraph: Paragraph, rule: Stroke, gap: float, width: float) -> Iterator[Hit]:
    """Whether a red rule does not lie 4 mm below what stands above it, or has another width."""
    if abs(gap - 4) > _RULE_OFF:
        yield Hit(paragraph.place, Text("{mm:.1f} mm below", "下方{mm:.1f} mm").format(mm=gap))
    if abs(rule.right - rule.left - width) > _WIDTH_OFF:
        yield Hit(paragraph.place, Text("{mm:.0f} mm wide", "长{mm:.0f} mm").format(mm=rule.right - rule.left))


def _double_rules(draft: Draft) -> Iterator[Hit]:
    """The upper one of a letter 4 mm below the mark, the lower one 20 mm above the foot of the paper."""
    mark = draft.parts.mark
    line = _line_of(draft, mark) if mark else None
    if not (mark and line and draft.pages):
        return
    strokes = draft.pages[0].strokes
    if upper := next((x for x in strokes if x.height > line.bottom), None):
        em = mark.size / 2 / 72 * 25.4
        yield from _off(mark, upper, upper.height - line.top - em, _LETTER_WIDTH)
    if not any(abs(x.height - _LETTER_FOOT) < _RULE_OFF for x in strokes):
        yield Hit(mark.place, Text("no rule 20 mm above the foot of the page", "距下页边20 mm处没有红色双线"))


def _body_begins(draft: Draft) -> Iterator[Hit]:
    body = draft.parts.body
    found = _pages_of(draft, body[0]) if body else []
    if found and found[0]:
        yield Hit(body[0].place, Text("page {n}", "第{n}页").format(n=found[0] + 1))


def _lonely(draft: Draft) -> Iterator[Hit]:
    date, body = draft.parts.date, draft.parts.body
    if date is None or not body or not draft.pages:
        return
    at = next(iter(_pages_of(draft, date)), 0)
    end = "".join(body[-1].text.split())[-6:]
    if at and end not in "".join(each.text for each in draft.pages[at].lines):
        yield Hit(date.place, Text("page {n} without text", "第{n}页没有正文").format(n=at + 1))


def _record_page(draft: Draft) -> Iterator[Hit]:
    record = [each for each in draft.parts.record if not each.plain.startswith("主题词")]
    found = _pages_of(draft, record[-1]) if record else []
    if found and draft.pages and (at := found[-1]) != len(draft.pages) - 1:
        yield Hit(
            record[-1].place, Text("page {n} of {all}", "第{n}页，共{all}页").format(n=at + 1, all=len(draft.pages))
        )


def _record_foot(draft: Draft) -> Iterator[Hit]:
    """The last line of 版记 is the foot of 版心."""
    record = [each for each in draft.parts.record if not each.plain.startswith("主题词")]
    pages = _pages_of(draft, record[-1]) if record else []
    if not pages or not draft.pages or draft.parts.form == "信函":
        return
    section = draft.document.sections[-1]
    foot = (section.height - section.margin("bottom")) / 1440 * 25.4
    page = draft.pages[pages[-1]]
    text = "".join(record[-1].text.split())
    top = max((line.top for line in page.lines if line.text and line.text in text), default=foot)
    lowest = max((rule.height for rule in page.strokes if rule.height > top), default=foot)
    if abs(lowest - foot) > _OFF:
        above = Text("{mm:.0f} mm above the foot of the text area", "距版心下边缘{mm:.0f} mm")
        yield Hit(record[-1].place, above.format(mm=foot - lowest))


def _odd_end(draft: Draft) -> Iterator[Hit]:
    if draft.parts.record and draft.pages and len(draft.pages) % 2:
        yield Hit(draft.parts.record[-1].place, Text("{n} pages", "共{n}页").format(n=len(draft.pages)))


def _number_height(draft: Draft) -> Iterator[Hit]:
    """Of upright pages; GW281 tells of those that lie across."""
    if any(section.landscape for section in draft.document.sections):
        return
    for at, page in enumerate(draft.pages or [], start=1):
        for each in page.lines:
            if re.fullmatch(r"—\d{1,4}—", each.text) and each.dash and abs(each.dash - _FOOT - 7) > _NUMBER_OFF:
                below = Text("{mm:.1f} mm below the text area", "版心下{mm:.1f} mm").format(mm=each.dash - _FOOT)
                yield Hit(Text("page {n}", "第{n}页").format(n=at), below)
                return


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.NOTE
RULES = (
    Rule(
        "GW107",
        _E,
        "pages",
        "7.2.4",
        Text("发文机关标志 stands too high or too low", "发文机关标志的位置不对"),
        Text(
            "35 mm below the top of the text area (a 令: 20; a letter: 30 below the edge of the paper)",
            "上边缘距版心上边缘35 mm（命令20 mm；信函距上页边30 mm）",
        ),
        _mark_edge,
        official=True,
    ),
    Rule(
        "GW116",
        _E,
        "pages",
        "7.2.7",
        Text("a red rule lies in the wrong place or has another length", "红色分隔线的位置或长度不对"),
        Text(
            "4 mm below 发文字号, 156 mm (a letter: below the mark and 20 mm above the foot of the page, 170 mm)",
            "发文字号下4 mm，156 mm（信函：发文机关标志下4 mm、距下页边20 mm，170 mm）",
        ),
        _red_rule,
        official=True,
    ),
    Rule(
        "GW212",
        _E,
        "pages",
        "7.3.3",
        Text("there is no text on the first page", "首页没有正文"),
        Text("text on page 1", "首页必须显示正文"),
        _body_begins,
        official=True,
    ),
    Rule(
        "GW243",
        _E,
        "pages",
        "7.3.5.5",
        Text("署名 and date stand on a page without text", "署名、日期所在的页没有正文"),
        Text("text on the same page", "与正文同处一面"),
        _lonely,
        official=True,
    ),
    Rule(
        "GW253",
        _W,
        "pages",
        "7.4.1",
        Text("版记 does not end at the foot of the text area", "版记末条分隔线没有与版心下边缘重合"),
        Text("the last line at the foot of the text area", "末条分隔线与最后一面的版心下边缘重合"),
        _record_foot,
        official=True,
    ),
    Rule(
        "GW254",
        _W,
        "pages",
        "7.4",
        Text("版记 is not on the last page", "版记不在最后一页"),
        Text("the last page", "最后一面"),
        _record_page,
        official=True,
    ),
    Rule(
        "GW254",
        _I,
        "pages",
        "practice",
        Text(
            "版记 stands on an odd page: printed on both sides, its back is blank", "版记在单数页：双面印刷时背面空白"
        ),
        Text("an even page", "双数页"),
        _odd_end,
        official=True,
    ),
    Rule(
        "GW263",
        _W,
        "pages",
        "7.5",
        Text("the page number stands too high or too low", "页码的高低不对"),
        Text("7 mm below the text area", "一字线上距版心下边缘7 mm"),
        _number_height,
    ),
)
