"""Forms that are filled in by hand: ruled tables of labels and values, each row divided in its own way.

builder.add(form([Row(label("姓名", 1300), value("{{ 姓名 }}")), Row(label("表态", 1300), lines(), height=2000)]))
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from docgen.gongwen.layout import PAGE, RULES
from docgen.gongwen.oxml import Element, paragraph, w
from docgen.gongwen.styles import FORM, TABLE_HEAD, TABLE_TEXT, Style

EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
LINE = 460
"""The least height of a row in which one line is written by hand, in twips."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell so many twips wide, 0 for all that its row leaves; each line of its text is a paragraph. What is not
    `middle` begins at its top; `line` draws its lower edge where the form has no rules. `merge`: it reaches
    down ("restart"), or belongs to the one above ("continue")."""

    text: str = ""
    width: int = 0
    style: Style = TABLE_TEXT
    middle: bool = True
    line: bool = False
    merge: str = ""


class Row:
    """A row at least `height` twips high, or `exact`, whatever stands in it; a `header` is repeated on each page."""

    def __init__(self, *cells: Cell, height: int = LINE, header: bool = False, exact: bool = False) -> None:
        self.cells = cells
        self.height = height
        self.header = header
        self.exact = exact

    def edges(self, width: int) -> list[int]:
        """Where its cells end, in a table so wide."""
        free = width - sum(cell.width for cell in self.cells)
        return list(accumulate(cell.width or free for cell in self.cells))


def label(text: str, width: int = 0) -> Cell:
    """What is to be filled in beside it."""
    return Cell(text, width, TABLE_HEAD)


def value(text: str = "", width: int = 0) -> Cell:
    """A short value in the middle, or room for one."""
    return Cell(text, width)


def lines(text: str = "", width: int = 0, *, middle: bool = False) -> Cell:
    """Text of several lines, and room below it."""
    return Cell(text, width, FORM, middle)


def each(loop: str, row: Row) -> list[Row]:
    """`row` once for each of `loop`, such as "人 in 名单"."""
    return [Row(value(f"{{%tr for {loop} %}}")), row, Row(value("{%tr endfor %}"))]


def form(rows: Sequence[Row], width: int = PAGE.text_width, margin: int = 60, *, ruled: bool = True) -> Element:
    """A table of these rows, so wide, with so much room beside each text; no row is split."""
    grid = sorted({edge for row in rows for edge in row.edges(width)})
    looks = w(
        "tblPr",
        w("tblW", w=width, type="dxa"),
        w("tblBorders", *map(_rule, EDGES)) if ruled else None,
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(side, w=margin, type="dxa") for side in ("left", "right"))),
    )
    columns = (w("gridCol", w=end - start) for start, end in _steps(grid))
    return w("tbl", looks, w("tblGrid", *columns), *(_row(row, row.edges(width), grid) for row in rows))


def _row(row: Row, edges: Sequence[int], grid: Sequence[int]) -> Element:
    height = w("trHeight", val=row.height, hRule="exact") if row.exact else w("trHeight", val=row.height)
    looks = w("trPr", w("cantSplit"), height, w("tblHeader") if row.header else None)
    cells = zip(row.cells, _steps(edges), strict=True)
    return w(
        "tr",
        looks,
        *(_cell(cell, end - start, sum(start < edge <= end for edge in grid)) for cell, (start, end) in cells),
    )


def _rule(edge: str) -> Element:
    return w(edge, val="single", sz=RULES.table, space=0, color="000000")


def _steps(edges: Iterable[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in edges:
        yield start, end
        start = end


def _cell(cell: Cell, width: int, span: int) -> Element:
    looks = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=span) if span > 1 else None,
        w("vMerge", val=cell.merge) if cell.merge else None,
        w("tcBorders", _rule("bottom")) if cell.line else None,
        w("vAlign", val="center" if cell.middle else "top"),
    )
    return w("tc", looks, *(paragraph(cell.style.id, line) for line in cell.text.split("\n")))
