"""The template of the 封面单: one page that lies on a bundle of letters and says whose it is from across the room.

What differs in length stands in lines and rows of fixed height, so that no name and no reason gives it a second page;
docgen.batch.packs.lacking knows how many lines there are for what is missing.
"""

from collections.abc import Iterator

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.layout import LETTER_PAGE
from docgen.gongwen.oxml import Element, run
from docgen.gongwen.pack_styles import (
    COVER_ASIDE,
    COVER_FIGURE,
    COVER_HUGE,
    COVER_LABEL,
    COVER_LACKING,
    COVER_LARGE,
    COVER_SMALL,
    COVER_VALUE,
)
from docgen.gongwen.sheets import Cell, Row, form
from docgen.gongwen.styles import Style

WIDTH = LETTER_PAGE.text_width // 4 * 4
SIDE = 1500  # the labels on the left
LACKING = 8 * 290 + 40
HUGE, LARGE = 6, 10
"""So many 字 of a place's name fit into a line of the type."""


def cover() -> Builder:
    """封面单: place and pack in large type, counts, what is missing, blanks for those who carry it."""
    builder = Builder("封面单")
    builder.letter_page()
    builder.title("{{ 标题 }}")
    for name in ("乡镇", "社区"):
        for tag, style in (
            (f"if {name}|length <= {HUGE}", COVER_HUGE),
            (f"elif {name}|length <= {LARGE}", COVER_LARGE),
        ):
            builder.tag(f"{{%p {tag} %}}")
            builder.paragraph(style, f"{{{{ {name} }}}}")
        builder.tag("{%p else %}")
        builder.paragraph(COVER_SMALL, f"{{{{ {name} }}}}")
        builder.tag("{%p endif %}")
    builder.paragraph(COVER_HUGE, "{{ 批次 }}", run("{{ 附记 }}", COVER_ASIDE.id))
    builder.add(_ruled(*_counts(), *_details()))
    builder.paragraph(styles.GAP)
    builder.add(_ruled(*_lacking()))
    builder.paragraph(styles.GAP)
    builder.add(_ruled(*_blanks()))
    builder.paragraph(styles.ANCHOR)
    return builder


def _counts() -> Iterator[Row]:
    """Each count below its label, a quarter of the width."""
    width = WIDTH // 4
    counts = {"社区应发": "应发", "本批": "本批", "缺": "缺", "备用": "备用"}
    yield _row(*(_label(title, width) for title in counts), height=440)
    yield _row(*(_value(f"{{{{ {name} }}}}", width, COVER_FIGURE) for name in counts.values()), height=980)


def _details() -> Iterator[Row]:
    yield _row(_label("起止编号"), _value("{{ 起止编号 }}"))
    half = WIDTH // 2 - SIDE
    yield _row(_label("序　　号"), _value("{{ 起止序号 }}", half), _label("印　　刷"), _value("{{ 印刷 }}"))
    yield _row(_label("投 递 员"), _value("{{ 投递员 }}", half), _label("版　　本"), _value("{{ 版本 }}"))


def _lacking() -> Iterator[Row]:
    """Why letters are missing, of so many as there is room for."""
    yield _row(_label("缺件：行号和原因", WIDTH), height=400)
    text = "{%p for 行 in 缺件 %}\n{{ 行 }}\n{%p endfor %}"
    yield _row(Cell(text, style=COVER_LACKING, middle=False), height=LACKING)


def _blanks() -> Iterator[Row]:
    half = WIDTH // 2 - SIDE
    for left, right in (("印制日期", "经 办 人"), ("领 取 人", "领取日期")):
        yield _row(_label(left), _value("", half), _label(right), _value(""), height=600)
    yield _row(_label("未 送 达\n说　　明"), _value(""), height=1200)


def _row(*cells: Cell, height: int = 520) -> Row:
    return Row(*cells, height=height, exact=True)


def _label(text: str, width: int = SIDE) -> Cell:
    return Cell(text, width, COVER_LABEL)


def _value(text: str, width: int = 0, style: Style = COVER_VALUE) -> Cell:
    return Cell(text, width, style)


def _ruled(*rows: Row) -> Element:
    return form(rows, WIDTH)
