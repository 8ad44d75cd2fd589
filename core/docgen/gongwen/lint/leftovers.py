"""Rules of tables (clause 8) and of what a finished document no longer holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docgen.gongwen.layout import PAGE
from docgen.gongwen.lint.document import TAG
from docgen.gongwen.lint.findings import WHOLE, Draft, Hit, Rule
from docgen.gongwen.lint.looks import W
from docgen.problems import Severity
from docgen.text import Text

_MANY_ROWS = 22  # more than a page of text has lines


def table_place(number: int) -> Text:
    """Where a table stands."""
    return Text("table {n}", "第{n}表").format(n=number)


def _width(table: Any) -> int:
    return sum(int(float(each.get(W + "w") or 0)) for each in table.findall(f"{W}tblGrid/{W}gridCol"))


def _wide(draft: Draft) -> Iterator[Hit]:
    widest = max(section.text_width for section in draft.document.sections)
    heads = {table for mark in draft.parts.marks for table in mark.element.iterancestors(W + "tbl")}
    for number, table in enumerate(draft.document.tables, start=1):
        width = _width(table)
        if table not in heads and width > max(widest, PAGE.text_width) + 240:  # the cells' margins may stand out
            yield Hit(table_place(number), f"{width / 1440 * 25.4:.0f} mm")


def headless(draft: Draft) -> Iterator[tuple[int, Any]]:
    """The long tables, with their numbers, that do not repeat their first row."""
    for number, table in enumerate(draft.document.tables, start=1):
        rows = table.findall(W + "tr")
        if len(rows) > _MANY_ROWS and rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield number, table


def _no_header(draft: Draft) -> Iterator[Hit]:
    for number, table in headless(draft):
        yield Hit(table_place(number), Text("{n} rows", "{n}行").format(n=len(table.findall(W + "tr"))))


def _clipped(draft: Draft) -> Iterator[Hit]:
    for each in draft.document.paragraphs:
        exact = each.looks.get("spacing", "lineRule") == "exact"
        if each.cell and each.plain and exact and 0 < each.looks.number("spacing", "line") < each.size * 10:
            yield Hit(each.place, f"{each.looks.number('spacing', 'line') / 20:g} pt")


def _across(draft: Draft) -> Iterator[Hit]:
    for number, section in enumerate(draft.document.sections, start=1):
        if section.landscape:
            yield Hit(Text("section {n}", "第{n}节").format(n=number), Text("landscape", "横向"))


def _changes(draft: Draft) -> Iterator[Hit]:
    body = draft.document.body
    for tag, name in _TRACES.items():
        if count := sum(1 for _ in body.iter(W + tag)):
            yield Hit(WHOLE, Text("{what}: {n}", "{what}：{n}处").format(what=name, n=count))


_TRACES = {
    "ins": Text("insertions", "未接受的插入"),
    "del": Text("deletions", "未接受的删除"),
    "commentReference": Text("comments", "批注"),
}


def _hidden(draft: Draft) -> Iterator[Hit]:
    for each in draft.document.paragraphs:
        if any(run.looks.on("vanish") for run in each.inked):
            yield Hit(each.place, Text("hidden text", "隐藏文字"))


def _unfinished(draft: Draft) -> Iterator[Hit]:
    if draft.document.is_template:
        return
    for each in draft.document.paragraphs:
        if found := TAG.search(each.raw) or _OPEN.search(each.raw):
            yield Hit(each.place, found[0])


_OPEN = re.compile(r"【待[^】]{0,8}】|[X×]{3,}|\?\?\?|□{3,}")

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.NOTE
RULES = (
    Rule(
        "GW280",
        _W,
        "docx",
        "8",
        Text("a table is wider than the text area", "表格超出版心"),
        Text("at most 156 mm", "不超过156 mm"),
        _wide,
    ),
    Rule(
        "GW280",
        _W,
        "docx",
        "practice",
        Text("a long table does not repeat its header", "跨页的表没有重复标题行"),
        Text("a header on every page", "设置重复标题行"),
        _no_header,
        fixed=True,
    ),
    Rule(
        "GW280",
        _W,
        "docx",
        "practice",
        Text("a table's exact line height cuts characters", "表内固定行距截去了文字"),
        Text("a line higher than its characters", "行距不小于字高"),
        _clipped,
    ),
    Rule(
        "GW281",
        _I,
        "docx",
        "8",
        Text("a section lies across: look where its page number and head stand", "有横排的页：请核对页码和表头的位置"),
        Text("the page number where it is on upright pages", "页码位置与其他页一致，表头单页在订口、双页在切口"),
        _across,
    ),
    Rule(
        "GW290",
        _E,
        "docx",
        "practice",
        Text("tracked changes or comments are left", "留有修订痕迹或批注"),
        Text("none", "全部接受或删除"),
        _changes,
    ),
    Rule("GW290", _E, "docx", "practice", Text("hidden text is left", "留有隐藏文字"), Text("none", "删除"), _hidden),
    Rule(
        "GW290",
        _E,
        "text",
        "practice",
        Text("something has not been filled in", "有未填写的内容"),
        Text("the content", "填写内容"),
        _unfinished,
    ),
)
