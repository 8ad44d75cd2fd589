"""Rules of 附件说明 (7.3.4) and of the attachments (7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from docgen.gongwen.fields import width
from docgen.gongwen.layout import HEITI, INDENTS, Size
from docgen.gongwen.lint.document import Paragraph
from docgen.gongwen.lint.findings import Draft, Hit, Rule
from docgen.gongwen.lint.head import is_set, looks_of
from docgen.gongwen.lint.looks import W
from docgen.problems import Severity
from docgen.text import Text


class _Entry(NamedTuple):
    """A line of 附件说明."""

    paragraph: Paragraph
    number: str
    mark: str  # behind the number
    name: str


_LINE = re.compile(r"(?:附件\s*[：:]?)?\s*(?:(\d{1,2})\s*([.．、:：]?)\s*)?(.*)")


def entries(draft: Draft) -> list[_Entry]:
    """The attachments that 附件说明 names."""
    found: list[_Entry] = []
    for each in draft.parts.attachments:
        line = _LINE.fullmatch(each.plain)
        if line and line[3]:
            found.append(_Entry(each, line[1] or "", line[2] or "", line[3].strip()))
    return found


def _marks(draft: Draft) -> Iterator[Hit]:
    if draft.parts.attachments and not draft.parts.attachments[0].plain.startswith("附件："):
        yield Hit(draft.parts.attachments[0].place, draft.parts.attachments[0].plain[:4])
    for each in entries(draft):
        wrong = each.mark if each.number and each.mark not in ("．", ".") else ""
        wrong = wrong or (each.name[-1] if each.name[-1] in "。；，、;,.:：" else "")
        wrong = wrong or ("《》" if re.fullmatch("《[^》]*》", each.name) else "")
        if wrong:
            yield Hit(each.paragraph.place, wrong)


def _place(draft: Draft) -> Iterator[Hit]:
    parts, flow = draft.parts, draft.document.flow
    if not parts.attachments:
        return
    first = parts.attachments[0]
    left, _, indent, chars = first.indent
    start = left + (indent if chars is None else chars * first.size // 10)
    if not 570 <= start <= 700:
        yield Hit(first.place, Text("{n:.1f} characters in", "左空{n:.1f}字").format(n=start / (first.size * 10)))
    above = flow[: flow.index(first)][-2:]
    blank = (bool(above) and not above[-1].plain) or first.looks.number("spacing", "before") >= 500
    for each in entries(draft):
        wanted = (6 if each.number else 5) * INDENTS.char
        if width(each.paragraph.plain) > _WHOLE and abs(each.paragraph.indent.left - wanted) > INDENTS.char // 2:
            yield Hit(each.paragraph.place, Text("turned lines not below the name", "回行没有与名称首字对齐"))
    if not blank or (len(above) == 2 and not any(each.plain for each in above)):
        yield Hit(first.place, Text("not one blank line above", "上方不是空1行"))


_WHOLE = 26  # 字 that stand in one line behind the indent


def _plain(text: str) -> str:
    return re.sub(r"[\s《》。]", "", text)


def _titles(draft: Draft) -> list[tuple[Paragraph, str, Paragraph]]:
    """Each attachment's mark, its title in one line, and the paragraph that begins the title."""
    flow, found = draft.document.flow, []
    for annex in draft.parts.annexes:
        rest = [each for each in flow[flow.index(annex) + 1 :] if each.plain][:3]
        if rest:
            lines = [each for each in rest if each.align == "center" and each.size == rest[0].size] or rest[:1]
            found.append((annex, "".join(_plain(each.text) for each in lines), rest[0]))
    return found


def _differ(draft: Draft) -> Iterator[Hit]:
    named, titles = entries(draft), _titles(draft)
    if draft.document.is_template or not (named and titles):
        return
    for entry, (annex, title, first) in zip(named, titles, strict=False):
        if _plain(entry.name) != title and not title.startswith(_plain(entry.name)):
            yield Hit(
                first.place, Text("“{a}”, but “{b}”", "附件说明为“{a}”，附件标题为“{b}”").format(a=entry.name, b=title)
            )
        number = re.sub(r"\D", "", annex.plain)
        if number != entry.number:
            yield Hit(annex.place, annex.plain)
    if len(named) != len(titles):
        text = Text("{a} named, {b} attached", "附件说明有{a}项，附件有{b}个").format(a=len(named), b=len(titles))
        yield Hit(named[0].paragraph.place, text)


def on_same_page(draft: Draft) -> Iterator[Paragraph]:
    """The marks of attachments that do not begin a page."""
    flow = draft.document.flow
    for annex in draft.parts.annexes:
        above = flow[flow.index(annex) - 1]
        breaks = annex.looks.on("pageBreakBefore") or _breaks_page(annex) or _breaks_page(above)
        if not breaks and above.section == annex.section:
            yield annex


def _same_page(draft: Draft) -> Iterator[Hit]:
    for annex in on_same_page(draft):
        yield Hit(annex.place, Text("on the page of what stands above", "没有另起一页"))


def _breaks_page(paragraph: Paragraph) -> bool:
    return any(each.get(W + "type") == "page" for each in paragraph.element.iter(W + "br"))


def _mark(draft: Draft) -> Iterator[Hit]:
    flow = draft.document.flow
    for annex, _, first in _titles(draft):
        if annex.plain.endswith(("：", ":")):
            yield Hit(annex.place, annex.plain)
        elif not is_set(annex, HEITI, Size.NO_3):
            yield Hit(annex.place, looks_of(annex))
        elif flow.index(first) - flow.index(annex) != 2 and not first.looks.number("spacing", "before"):
            line = flow.index(first) - flow.index(annex) + 1
            yield Hit(first.place, Text("the title is line {n}", "标题在第{n}行").format(n=line))


def _needless(draft: Draft) -> Iterator[Hit]:
    named = entries(draft)
    if len(named) == 1 and named[0].number and not draft.document.is_template:
        yield Hit(named[0].paragraph.place, named[0].number)


_E, _W = Severity.ERROR, Severity.WARNING
RULES = (
    Rule(
        "GW230",
        _E,
        "text",
        "7.3.4",
        Text("附件说明 has a wrong mark", "附件说明的标点不对"),
        Text("附件：1. name, without a mark at the end or 《》", "“附件：1. 名称”，名称后不加标点，不用书名号"),
        _marks,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW231",
        _W,
        "docx",
        "7.3.4",
        Text("附件说明 stands in the wrong place", "附件说明的位置不对"),
        Text(
            "one line below the text, 2 characters in, turned lines below the name",
            "正文下空1行，左空2字，回行与名称首字对齐",
        ),
        _place,
        official=True,
    ),
    Rule(
        "GW232",
        _E,
        "text",
        "7.3.7",
        Text("an attachment is not the one that 附件说明 names", "附件与附件说明不一致"),
        Text("the same order and titles", "顺序号和标题一致"),
        _differ,
        official=True,
    ),
    Rule(
        "GW233",
        _E,
        "docx",
        "7.3.7",
        Text("an attachment does not begin a page", "附件没有另面编排"),
        Text("a new page", "另面编排"),
        _same_page,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW234",
        _W,
        "text",
        "7.3.7",
        Text("the mark of an attachment or its title is wrong", "附件标识或附件标题编排不对"),
        Text("附件1 in 黑体 without a colon, the title in line 3", "“附件1”用3号黑体、不加冒号，标题在第3行"),
        _mark,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW235",
        _W,
        "text",
        "7.3.4",
        Text("a lone attachment bears a number", "只有一个附件而编了序号"),
        Text("附件：name", "“附件：名称”"),
        _needless,
        official=True,
        fixed=True,
    ),
)
