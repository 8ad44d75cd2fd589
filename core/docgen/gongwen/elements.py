"""The parts of a document that are more than a paragraph: tables, page numbers, 版记."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docgen.gongwen.layout import DASH, LETTERHEAD_TOP, PAGE, RULES
from docgen.gongwen.oxml import Element, field, paragraph, w
from docgen.gongwen.styles import ANCHOR, COPIES, RECORD, RECORD_LAST, TABLE_HEAD, TABLE_NUMBER, TABLE_TEXT

EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header of one line or more, its width in twips, the tags of its cells and total.

    With `total=None` the next column's total reaches over this one.
    """

    title: str
    width: int
    cell: str
    total: str | None = ""
    number: bool = False  # aligned right


def table(columns: Sequence[Column], each: str, row_height: int, totals: bool = False) -> Element:
    """A ruled table, one row for `each` (such as "行 in 人员"); the header is repeated, no row is split.

    :param row_height: the least height of a row, in twips
    """
    rows = [
        _row(((c.title, c.width, TABLE_HEAD.id) for c in columns), row_height, header=True),
        _tag_row(f"{{%tr for {each} %}}", columns),
        _row(((c.cell, c.width, _style(c)) for c in columns), row_height),
        _tag_row("{%tr endfor %}", columns),
    ]
    if totals:
        rows.append(_totals_row(columns, row_height))
    borders = w("tblBorders", *(_border(edge, RULES.table) for edge in EDGES))
    return _table([c.width for c in columns], rows, borders, margin=40)


def form(columns: Sequence[Column], rows: int, row_height: int) -> Element:
    """A ruled table with empty rows, to be filled in by hand."""
    header = _row(((c.title, c.width, TABLE_HEAD.id) for c in columns), row_height, header=True)
    empty = (_row((("", c.width, TABLE_TEXT.id) for c in columns), row_height) for _ in range(rows))
    borders = w("tblBorders", *(_border(edge, RULES.table) for edge in EDGES))
    return _table([c.width for c in columns], [header, *empty], borders, margin=40)


def letterhead_space(content: Sequence[Element]) -> Element:
    """What lies above 发文机关标志 (7.2.4), always as high, whether 份号, 密级 and 紧急程度 stand in it or not."""
    looks = w("trPr", w("cantSplit"), w("trHeight", val=LETTERHEAD_TOP, hRule="exact"))
    cell = w("tc", w("tcPr", w("tcW", w=PAGE.text_width, type="dxa")), *content, paragraph(ANCHOR.id))
    return _table([PAGE.text_width], [w("tr", looks, cell)], None, margin=0)


def imprint(copies: str, when: str, issuer: str, day: str) -> Element:
    """版记 of a document that is sent out (7.4): 抄送 if `when` says so, then 印发机关 and 印发日期."""
    borders = w(
        "tblBorders",
        _border("top", RULES.record_outer),
        _border("bottom", RULES.record_outer),
        _border("insideH", RULES.record_inner),
    )
    tag = [Column("", PAGE.text_width, "")]
    rows = [
        _tag_row(f"{{%tr if {when} %}}", tag),
        _wide_row([paragraph(COPIES.id, copies)]),
        _tag_row("{%tr endif %}", tag),
        _wide_row([paragraph(RECORD_LAST.id, issuer, "\t", day)]),
    ]
    return _table([PAGE.text_width], rows, borders, margin=0, place=at_the_foot())


def record(lines: Sequence[str], last: tuple[str, str]) -> Element:
    """版记 between its rules (7.4): `lines`, then below a thin rule one left and one right text.

    It floats at the foot of the page's 版心.
    """
    top = w("tcBorders", _border("top", RULES.record_outer), _border("bottom", RULES.record_inner))
    bottom = w("tcBorders", _border("top", RULES.record_inner), _border("bottom", RULES.record_outer))
    rows = [
        _wide_row([paragraph(RECORD.id, line) for line in lines], top),
        _wide_row([paragraph(RECORD_LAST.id, last[0], "\t", last[1])], bottom),
    ]
    return _table([PAGE.text_width], rows, None, margin=0, place=at_the_foot())


def _wide_row(content: Iterable[Element], borders: Element | None = None) -> Element:
    return w("tr", w("trPr", w("cantSplit")), _cell(PAGE.text_width, content, borders))


def at_the_foot() -> Element:
    """The foot of 版心. From the edge of the paper: else LibreOffice 7.4 lets a table of full width follow the text."""
    return w("tblpPr", vertAnchor="margin", horzAnchor="page", tblpX=PAGE.left, tblpYSpec="bottom")


def page_number(style: str) -> Element:
    """`— 1 —` (7.5)."""
    return paragraph(style, f"{DASH} ", *field("PAGE", "1"), f" {DASH}")


def _style(column: Column) -> str:
    return TABLE_NUMBER.id if column.number else TABLE_TEXT.id


def _table(
    widths: Sequence[int],
    rows: Iterable[Element],
    borders: Element | None,
    margin: int,
    place: Element | None = None,
) -> Element:
    looks = w(
        "tblPr",
        place,
        w("tblOverlap", val="never") if place is not None else None,
        w("tblW", w=sum(widths), type="dxa"),
        borders,
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(side, w=margin, type="dxa") for side in ("left", "right"))),
    )
    return w("tbl", looks, w("tblGrid", *(w("gridCol", w=width) for width in widths)), *rows)


def _row(cells: Iterable[tuple[str, int, str]], height: int, header: bool = False) -> Element:
    """A row of (text, width, style); each line of a text is a paragraph."""
    row = w("tr", _row_looks(height, header))
    for text, width, style in cells:
        row.append(_cell(width, [paragraph(style, line) for line in text.split("\n")]))
    return row


def _totals_row(columns: Sequence[Column], height: int) -> Element:
    cells, joined = [], []
    for column in columns:
        joined.append(column.width)
        if column.total is not None:
            cells.append(_cell(sum(joined), [paragraph(_style(column), column.total)], span=len(joined)))
            joined = []
    return w("tr", _row_looks(height), *cells)


def _row_looks(height: int, header: bool = False) -> Element:
    return w("trPr", w("cantSplit"), w("trHeight", val=height), w("tblHeader") if header else None)


def _tag_row(tag: str, columns: Sequence[Column]) -> Element:
    """A row that docxtpl takes away, leaving the tag."""
    width = sum(column.width for column in columns)
    return w("tr", _cell(width, [paragraph(TABLE_TEXT.id, tag)], span=len(columns)))


def _cell(width: int, content: Iterable[Element], borders: Element | None = None, span: int = 1) -> Element:
    looks = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=span) if span > 1 else None,
        borders,
        w("vAlign", val="center"),
    )
    return w("tc", looks, *content)


def _border(edge: str, weight: int) -> Element:
    return w(edge, val="single", sz=weight, space=0, color="000000")
