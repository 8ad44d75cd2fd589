"""Rules of 署名, 成文日期 and 附注 (7.3.5, 7.3.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.gongwen.fields import width
from docgen.gongwen.layout import GRID, INDENTS, PAGE, SEAL, Size
from docgen.gongwen.lint.document import Paragraph
from docgen.gongwen.lint.findings import Draft, Hit, Rule
from docgen.gongwen.lint.looks import Looks, W
from docgen.gongwen.lint.page import MM
from docgen.problems import Severity
from docgen.text import Text

_CHARACTER = Size.NO_3.twips
_TOLERANCE = 120  # 3/8 of a character: its width differs with spacing


def _date_form(draft: Draft) -> Iterator[Hit]:
    date = draft.parts.date
    if date and not re.fullmatch(r"\d{4}年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日", date.plain):
        yield Hit(date.place, date.plain)


def _place(draft: Draft) -> Iterator[Hit]:
    """4 字 from the right with a seal; without one 2 字, or 署名 2 字 from the right and the date 2 字 further in."""
    date, name = draft.parts.date, draft.parts.name
    if date is None:
        return
    right = date.indent.right
    if date.align != "right" and not date.indent.left:
        yield Hit(date.place, Text("not on the right", "没有靠右"))
    elif date.align == "right" and not any(abs(right - n * _CHARACTER) <= _TOLERANCE for n in (2, 4)):
        shown = name and (_ends_in(name) or _begins_before(name, date))
        if not shown:
            found = Text("{n:.1f} characters from the right", "右空{n:.1f}字").format(n=right / _CHARACTER)
            yield Hit(date.place, found)


def _ends_in(name: Paragraph) -> bool:
    """Whether 署名 stands 2 字 from the right."""
    return name.align == "right" and abs(name.indent.right - 2 * _CHARACTER) <= _TOLERANCE


def _begins_before(name: Paragraph, date: Paragraph) -> bool:
    """Whether the date begins 2 字 behind 署名, which is indented from the left."""
    begins = PAGE.text_width - date.indent.right - width(date.plain) * INDENTS.char
    return bool(name.indent.left) and abs(begins - name.indent.left - 2 * INDENTS.char) <= 2 * _TOLERANCE


def _consistent(draft: Draft) -> Iterator[Hit]:
    organs = draft.parts.organs
    if not organs or draft.document.is_template:
        return
    last = 0
    for row in draft.parts.names:
        for name in _signed(row):
            at = next((at for at, organ in enumerate(organs) if _short_for(name, organ)), None)
            if at is None and not _short_for(name, "".join(organs)):
                yield Hit(row.place, name)
            elif at is not None and at < last:
                yield Hit(row.place, Text("{name} out of order", "{name}的顺序与标志不同").format(name=name))
            last = max(last, at or 0)


def _signed(paragraph: Paragraph) -> list[str]:
    """The organs that sign in a line."""
    return [re.sub(r"\s", "", part) for part in re.split(r"\t+|\u3000{2,}| {4,}", paragraph.plain) if part.strip()]


def _joint(draft: Draft) -> Iterator[Hit]:
    """Seals of several organs have room: at most three in a row, the rows as far apart as a seal is high."""
    parts, rows = draft.parts, _rows(draft)
    sealed = parts.date and abs(parts.date.indent.right - 4 * _CHARACTER) <= _TOLERANCE
    if not sealed or sum(len(_signed(each)) for row in rows for each in row) < 2:
        return
    for at, row in enumerate(rows):
        count = sum(len(_signed(each)) for each in row)
        if count > SEAL.row:
            yield Hit(row[0].place, Text("{n} seals in a row", "一排{n}个印章").format(n=count))
        if at and (apart := _apart(draft, rows[at - 1][-1], row[0])) < SEAL.across - MM:
            text = Text("{mm:.0f} mm below the one above", "距上一排{mm:.0f} mm")
            yield Hit(row[0].place, text.format(mm=apart / 1440 * 25.4))


def _rows(draft: Draft) -> list[list[Paragraph]]:
    """署名 by row."""
    rows: dict[object, list[Paragraph]] = {}
    for each in draft.parts.names:
        rows.setdefault(each.cell[:2] if each.cell else id(each), []).append(each)
    return list(rows.values())


def _apart(draft: Draft, upper: Paragraph, lower: Paragraph) -> float:
    """How far a row lies below the one above, in twips."""
    if upper.cell and lower.cell:
        row = next(upper.element.iterancestors(W + "tr"))
        height = Looks((row.find(W + "trPr"),)).number("trHeight") if row.find(W + "trPr") is not None else 0
        return max(height, GRID.pitch)
    flow = draft.document.flow
    if upper.cell or lower.cell:
        return SEAL.across
    return (flow.index(lower) - flow.index(upper)) * GRID.pitch + lower.looks.number("spacing", "before")


def _short_for(one: str, other: str) -> bool:
    """Whether the shorter name is what is left of the longer one: 市委组织部 of 中共…市委组织部."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(character in rest for character in short)


def _no_text(draft: Draft) -> Iterator[Hit]:
    for each in draft.document.paragraphs:
        if re.search("此页无正文|本页无正文", each.plain):
            yield Hit(each.place, each.plain)


def _note(draft: Draft) -> Iterator[Hit]:
    for each in draft.parts.note[:1]:
        if re.match(r"[(（]?\s*(联系人|此件|联系电话|公开)", each.plain) and not re.fullmatch("（.*）", each.plain):
            yield Hit(each.place, each.plain[:12])


def _contact(draft: Draft) -> Iterator[Hit]:
    parts = draft.parts
    named = any(re.search("联系人|电话", each.plain) for each in parts.note)
    if parts.kind == "请示" and parts.date and not named:
        yield Hit(parts.date.place, Text("nothing below the date", "成文日期下没有联系人"))


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.NOTE
RULES = (
    Rule(
        "GW240",
        _E,
        "text",
        "7.3.5.4",
        Text("成文日期 is written wrong", "成文日期写法不对"),
        Text("such as 2026年3月1日", "如2026年3月1日：阿拉伯数字，年份4位，月、日不编虚位"),
        _date_form,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW241",
        _W,
        "docx",
        "7.3.5",
        Text("成文日期 does not stand in its place", "成文日期的位置不对"),
        Text("4 characters from the right with a seal, else 2", "加盖印章的右空4字，不加盖的右空2字或比署名右移2字"),
        _place,
        official=True,
    ),
    Rule(
        "GW241",
        _W,
        "docx",
        "7.3.5.1",
        Text("the seals of several organs have no room", "联合行文的印章没有位置"),
        Text("at most three in a row, rows 42 mm apart or more", "每排不超过3个，各排相距不少于42 mm，互不相交或相切"),
        _joint,
        official=True,
    ),
    Rule(
        "GW242",
        _W,
        "text",
        "7.3.5",
        Text("署名 is not the organ of 发文机关标志", "署名与发文机关标志不一致"),
        Text("the full or standard short name of the same organ", "同一机关的全称或规范化简称"),
        _consistent,
        official=True,
    ),
    Rule(
        "GW243",
        _E,
        "text",
        "7.3.5.5",
        Text("a page says that it has no text", "写有“此页无正文”"),
        Text("other spacing, so that text stands on the page", "调整行距、字距，使正文与署名在同一面"),
        _no_text,
    ),
    Rule(
        "GW244",
        _W,
        "text",
        "7.3.6",
        Text("附注 does not stand in brackets", "附注没有加圆括号"),
        Text("（ ）", "（ ）"),
        _note,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW245",
        _I,
        "text",
        "practice",
        Text("a 请示 names nobody to ask", "请示没有写联系人和电话"),
        Text("（联系人：name，电话：number） below the date", "成文日期下写“（联系人：姓名，电话：号码）”"),
        _contact,
        official=True,
    ),
)
