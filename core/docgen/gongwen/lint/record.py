"""Rules of 版记 (7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from docgen.gongwen.layout import FANGSONG, PAGE, Size
from docgen.gongwen.layout import RULES as WEIGHTS
from docgen.gongwen.lint.document import Paragraph
from docgen.gongwen.lint.findings import Draft, Hit, Rule
from docgen.gongwen.lint.head import is_set, looks_of
from docgen.gongwen.lint.looks import W
from docgen.gongwen.lint.page import MM, millimetres, near
from docgen.problems import Severity
from docgen.text import Text


def _copies(draft: Draft) -> Iterator[Paragraph]:
    yield from (each for each in draft.parts.record if re.match(r"抄\s*送", each.plain))


def _printed(draft: Draft) -> Iterator[Paragraph]:
    yield from (each for each in draft.parts.record if not re.match(r"抄\s*送|主题词", each.plain))


def _copy_form(draft: Draft) -> Iterator[Hit]:
    for each in _copies(draft):
        if not re.match(r"抄\s*送：", each.plain):
            yield Hit(each.place, each.plain[:4])
        elif not each.plain.endswith("。") and not draft.document.is_template:
            yield Hit(each.place, each.plain[-4:])


def _type(draft: Draft) -> Iterator[Hit]:
    for each in draft.parts.record:
        if not each.plain.startswith("主题词") and not is_set(each, FANGSONG, Size.NO_4):
            yield Hit(each.place, looks_of(each))


_DAY = re.compile(r"(\d{4})年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日印发$")


def _print_date(draft: Draft) -> Iterator[Hit]:
    for each in _printed(draft):
        if not _DAY.search(each.plain) and not (draft.document.is_template and each.plain.endswith("印发")):
            yield Hit(each.place, each.plain[-12:])


def _weights(draft: Draft) -> Iterator[Hit]:
    """The first and the last line of a 版记 in a table; borders of paragraphs, and drawn lines, are left alone."""
    for table in draft.document.tables if draft.parts.form != "信函" else ():
        inside = [each for each in draft.parts.record if each.cell and table in each.element.iterancestors(W + "tbl")]
        rows = table.findall(W + "tr") if inside else []
        for row, edge in ((row, edge) for row, edge in zip((rows[:1] + rows[-1:]), ("top", "bottom"), strict=False)):
            weight = _border(table, row, edge)
            if weight < WEIGHTS.record_outer:
                text = Text("{mm:.2f} mm", "{mm:.2f} mm") if weight else Text("no line", "没有分隔线")
                yield Hit(inside[0].place, text.format(mm=weight / 8 / 72 * 25.4))


def _width(draft: Draft) -> Iterator[Hit]:
    """A 版记 in a table is as wide as 版心."""
    for table in draft.document.tables:
        inside = [each for each in draft.parts.record if each.cell and table in each.element.iterancestors(W + "tbl")]
        wide = sum(int(float(each.get(W + "w") or 0)) for each in table.findall(f"{W}tblGrid/{W}gridCol"))
        if inside and wide and not near(wide, PAGE.text_width, 2 * MM):
            yield Hit(inside[0].place, millimetres(wide))


def _border(table: Any, row: Any, edge: str) -> int:
    """The weight of an edge of a row's first cell in eighths of a point: its own, else that of the table."""
    for path in (f"{W}tc/{W}tcPr/{W}tcBorders/{W}{edge}",):
        if (found := row.find(path)) is not None:
            return _weight(found)
    found = table.find(f"{W}tblPr/{W}tblBorders/{W}{edge}")
    return 0 if found is None else _weight(found)


def _weight(border: Any) -> int:
    none = border.get(W + "val") in ("none", "nil")
    return 0 if none else int(border.get(W + "sz") or 0)


def _keywords(draft: Draft) -> Iterator[Hit]:
    for each in draft.document.paragraphs:
        if re.match(r"主题词\s*[：:]", each.plain):
            yield Hit(each.place, each.plain[:12])


def _too_early(draft: Draft) -> Iterator[Hit]:
    made = draft.parts.date and re.fullmatch(r"(\d{4})年(\d+)月(\d+)日", draft.parts.date.plain)
    for each in _printed(draft):
        printed = _DAY.search(each.plain)
        if made and printed and _day(printed) < _day(made):
            yield Hit(each.place, printed[0])


def _day(found: re.Match[str]) -> date:
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return date.max  # 30 February


_E, _W = Severity.ERROR, Severity.WARNING
RULES = (
    Rule(
        "GW250",
        _E,
        "text",
        "7.4.2",
        Text("抄送 lacks its colon or its full stop", "抄送后没有全角冒号，或末尾没有句号"),
        Text("抄送：…。", "“抄送：……。”"),
        _copy_form,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW251",
        _W,
        "docx",
        "7.4.2",
        Text("版记 is not set in 仿宋 of 14 pt", "版记不是4号仿宋"),
        Text("仿宋 of 14 pt", "4号仿宋体"),
        _type,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW252",
        _E,
        "text",
        "7.4.3",
        Text("印发日期 is written wrong", "印发日期写法不对"),
        Text("such as 2026年3月2日印发", "如“2026年3月2日印发”"),
        _print_date,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW253",
        _W,
        "docx",
        "7.4.1",
        Text("a line around 版记 is too thin or missing", "版记首末分隔线太细或没有"),
        Text("0.35 mm for the first and the last", "首条和末条0.35 mm"),
        _weights,
        official=True,
    ),
    Rule(
        "GW253",
        _W,
        "docx",
        "7.4.1",
        Text("版记 is not as wide as the text area", "版记与版心不等宽"),
        Text("156 mm", "156 mm"),
        _width,
        official=True,
    ),
    Rule(
        "GW255",
        _W,
        "text",
        "7.4",
        Text("there are 主题词, which the standard dropped in 2012", "有主题词，2012年起已取消"),
        Text("none", "不标主题词"),
        _keywords,
    ),
    Rule(
        "GW256",
        _W,
        "text",
        "7.4.3",
        Text("it was printed before it was made", "印发日期早于成文日期"),
        Text("the same day or later", "不早于成文日期"),
        _too_early,
        official=True,
    ),
)
