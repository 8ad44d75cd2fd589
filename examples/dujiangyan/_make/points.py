"""Points that the office writes for a document of some days: a sheet of parts and their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from openpyxl import Workbook

from _make.excel import LEFT, MERGE, Column, Page


class Point(NamedTuple):
    """A line of the sheet."""

    part: str
    number: int
    text: str


def add_points(book: Workbook, name: str, title: str, period: str, points: Sequence[Point], note: str) -> None:
    """The sheet called so, as the clerk keeps it."""
    columns: list[Column[Point]] = [
        Column("期间", 26, lambda _: period, repeat=MERGE),
        Column("栏目", 11, lambda p: p.part),
        Column("序号", 7, lambda p: p.number),
        Column("内容", 80, lambda p: p.text, LEFT),
    ]
    page = Page(book, name, columns)
    page.title(f"{title}（由起草人填写）")
    page.header()
    page.fill(points)
    page.note(f"注：{note}")
    page.close()
