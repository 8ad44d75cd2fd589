"""What several forms have: a ruled list, rows to fill in, pages across, a seal, the line of who may read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.layout import PAGE
from docgen.gongwen.oxml import run
from docgen.gongwen.sheets import LINE, Cell, Row, each, form, label, value

MARK = "内部资料　注意保存"
DATE = "　　　　年　　月　　日"
SIDE, HALF = 1500, 2922
"""How wide labels at the left are, and the first of two values in a row."""
ACROSS = PAGE.height - PAGE.top - PAGE.bottom
"""How wide the text of a page is that lies across."""


@dataclass(frozen=True)
class Field:
    """A column of a list: its header, its width in twips (one is 0: what is left), what stands in it, its total; `left`
    for sentences of a big list."""

    head: str
    width: int
    cell: str
    total: str = ""
    left: bool = False


def listing(fields: Sequence[Field], loop: str, *, height: int = 360, big: bool = False) -> list[Row]:
    """The rows of a list: its header, a row for each of `loop`; `big` as on a wall."""
    usual, left = (styles.TABLE_TEXT, styles.TABLE_FOOT) if big else (styles.FORM_VALUE, styles.FORM_VALUE)
    tall = _TWO_LINES if any("\n" in field.head for field in fields) else 0
    head = Row(*_heads(((field.head, field.width) for field in fields), big=big), height=max(height, tall), header=True)
    cells = (Cell(field.cell, field.width, left if field.left else usual) for field in fields)
    return [head, *each(loop, Row(*cells, height=height))]


_TWO_LINES = 580


def total(fields: Sequence[Field], height: int = 360) -> Row:
    """The last row of a list."""
    return Row(*_heads((field.total, field.width) for field in fields), height=height)


def _heads(texts: Iterable[tuple[str, int]], *, big: bool = False) -> Iterator[Cell]:
    style = styles.TABLE_HEAD if big else styles.FORM_LABEL
    return (Cell(text, width, style) for text, width in texts)


def add_list(builder: Builder, rows: Sequence[Row], width: int = PAGE.text_width) -> None:
    """Put a list there, with nothing below it that could be a page of its own."""
    builder.add(form(rows, width, margin=50))
    builder.paragraph(styles.ANCHOR)


def pair(first: str, one: str, second: str, two: str, height: int = LINE) -> Row:
    """A row of a sheet to fill in: two labels with their values."""
    return Row(label(first, SIDE), value(one, HALF), label(second, SIDE), value(two), height=height)


def sealed(builder: Builder, name: str, date: str) -> None:
    """The name and the date with room for a seal, where `name` is a tag that may print a short name or a long one."""
    builder.tag(f"{{%p if {name.strip('{} ')}|length <= 14 %}}")
    builder.sealed(name, date)
    builder.tag("{%p else %}")
    builder.sealed(name, date, long=True)
    builder.tag("{%p endif %}")


def item(builder: Builder, head: str, text: str) -> None:
    """A paragraph that begins with its heading, 一、 in 黑体."""
    builder.paragraph(styles.BODY, run(head, styles.LEAD_IN_1.id), text)


def across(name: str, title: str, note: str, foot: str = "") -> Builder:
    """The beginning of a ledger: pages across, who may read it, its title, a line of what it holds."""
    builder = Builder(name)
    builder.landscape()
    if foot:
        builder.foot(foot)
    builder.paragraph(styles.MARK, MARK)
    builder.title(title)
    builder.paragraph(styles.TABLE_FOOT, note)
    return builder
