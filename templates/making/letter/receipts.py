"""The template of the 签收表: pages of 25 rows, each with its title, its header and its count.

It is filled for 100,000 households at once, so a row says only what it must: the grid of the table has the widths, and
the style of paragraphs without one the looks.
"""

from collections.abc import Sequence

from docgen.gongwen.build import Builder
from docgen.gongwen.layout import RULES
from docgen.gongwen.oxml import Element, paragraph, w
from docgen.gongwen.pack_styles import (
    RECEIPT,
    RECEIPT_FOOT,
    RECEIPT_HEAD,
    RECEIPT_NOTE,
    RECEIPT_PAGE,
    RECEIPT_ROW,
    RECEIPT_SMALL,
    RECEIPT_TITLE,
    RECEIPT_TITLE_LONG,
    RECEIPT_TOTAL,
)
from docgen.gongwen.sheets import EDGES

COLUMNS = (
    ("序号", 640, "{{ 行.序号 }}"),
    ("{{ 栏.0 }}", 1200, "{{ 行.栏一 }}"),
    ("{{ 栏.1 }}", 1340, "{{ 行.栏二 }}"),
    ("{{ 栏.2 }}", 2960, "{{ 行.栏三 }}"),
    ("签收人\n（签名）", 1340, ""),
    ("签收\n日期", 840, ""),
    ("投递员", 960, "{{ 行.投递员 }}"),
    ("备注", 0, ""),
)
HEAD = 560
TITLE_CHARS = 27
"""So many 字 of the title fit into a line of its type; of a smaller one half as many again."""

BLANK = 4 * "　"


def receipts() -> Builder:
    """签收表: for each page title, table and count; the total on the last one."""
    builder = Builder("签收表", RECEIPT)
    builder.letter_page(RECEIPT_PAGE)
    builder.tag("{%p for 页 in 各页 %}")
    builder.tag(f"{{%p if 标题|length <= {TITLE_CHARS} %}}")
    builder.paragraph(RECEIPT_TITLE, "{{ 标题 }}")
    builder.tag("{%p else %}")
    builder.paragraph(RECEIPT_TITLE_LONG, "{{ 标题 }}")
    builder.tag("{%p endif %}")
    builder.paragraph(
        RECEIPT_NOTE, "{{ 乡镇 }}{{ 社区 }}，序号{{ 起止序号 }}", "\t", "第{{ 页.页码 }}页，共{{ 页数 }}页"
    )
    builder.add(_table())
    builder.paragraph(RECEIPT_FOOT, f"本页应发{{{{ 页.应发 }}}}份，已签{BLANK}份")
    builder.tag("{%p endfor %}")
    return builder


def _table() -> Element:
    widths = [width for _, width, _ in COLUMNS]
    widths[-1] = RECEIPT_PAGE.text_width - sum(widths)
    looks = w(
        "tblPr",
        w("tblW", w=RECEIPT_PAGE.text_width, type="dxa"),
        w("tblBorders", *(w(edge, val="single", sz=RULES.table, space=0, color="000000") for edge in EDGES)),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(side, w=40, type="dxa") for side in ("left", "right"))),
    )
    texts = [text for _, _, text in COLUMNS]
    return w(
        "tbl",
        looks,
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        _head(),
        _tag("{%tr for 行 in 页.行 %}"),
        _tag("{%tr if 行.小 %}"),
        _small(texts),
        _tag("{%tr else %}"),
        _row(texts),
        _tag("{%tr endif %}"),
        _tag("{%tr endfor %}"),
        _tag("{%tr for 备 in 页.备用 %}"),
        _row(["{{ 备 }}", *[""] * (len(texts) - 2), "备用"]),
        _tag("{%tr endfor %}"),
        _tag("{%tr if 页.末页 %}"),
        _total(),
        _tag("{%tr endif %}"),
    )


def _row(texts: Sequence[str]) -> Element:
    return w("tr", _height(RECEIPT_ROW), *(w("tc", paragraph(None, text)) for text in texts))


def _small(texts: Sequence[str]) -> Element:
    """A row that holds a long text: up to three lines a cell, in the middle, beside its number."""
    number, *others = texts
    cells = (w("tc", _middle(), paragraph(RECEIPT_SMALL.id, text)) for text in others)
    return w("tr", _height(RECEIPT_ROW), w("tc", paragraph(None, number)), *cells)


def _head() -> Element:
    row = w("tr", _height(HEAD, header=True))
    for title, _, _ in COLUMNS:
        row.append(w("tc", _middle(), *(paragraph(RECEIPT_HEAD.id, line) for line in title.split("\n"))))
    return row


def _total() -> Element:
    text = f"合计：应发{{{{ 应发 }}}}份，备用{{{{ 备用 }}}}份；已签{BLANK}份，未送达{BLANK}份，退回备用{BLANK}份"
    return w("tr", _height(RECEIPT_ROW), _wide(paragraph(RECEIPT_TOTAL.id, text)))


def _tag(text: str) -> Element:
    """A row that docxtpl takes away, leaving the tag."""
    return w("tr", _wide(paragraph(None, text)))


def _wide(content: Element) -> Element:
    return w("tc", w("tcPr", w("gridSpan", val=len(COLUMNS))), content)


def _middle() -> Element:
    return w("tcPr", w("vAlign", val="center"))


def _height(height: int, *, header: bool = False) -> Element:
    return w("trPr", w("trHeight", val=height, hRule="exact"), w("tblHeader") if header else None)
