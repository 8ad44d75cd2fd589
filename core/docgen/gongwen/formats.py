"""Elements of the formats that the standard describes apart (10), and of documents of several organs (7.2.4, 7.3.5)."""

from collections.abc import Iterator, Sequence

from docgen.gongwen import format_styles as styles
from docgen.gongwen.elements import at_the_foot
from docgen.gongwen.fields import width
from docgen.gongwen.layout import GRID, INDENTS, LETTER_MARK_TOP, LETTER_RULE, PAGE, SEAL, SIGN_OFF, Size, unsealed
from docgen.gongwen.oxml import Element, indented, paragraph, run, w
from docgen.gongwen.styles import COPIES, LEAD_IN_1, SIGNED_ON, SPACE, Style

FILE = "文件"
_FILE_WIDTH = 2 * Size.NO_1.twips + 200


def letter_mark(name: str, narrow: bool = False) -> Element:
    """发文机关标志 of a letter and the upper double rule (10.1), at its height on the page, 170 mm wide."""
    style = styles.LETTER_MARK_NARROW if narrow else styles.LETTER_MARK
    place = w(
        "tblpPr",
        bottomFromText=styles.BELOW_RULE,
        vertAnchor="page",
        horzAnchor="page",
        tblpX=(PAGE.width - LETTER_RULE) // 2,
        tblpY=LETTER_MARK_TOP,
    )
    return _table([LETTER_RULE], [w("tr", _cell(LETTER_RULE, [paragraph(style.id, name)]))], place=place)


def letter_lines(number: str, stack: Sequence[tuple[Style, str]]) -> list[Element]:
    """What stands below the upper double rule (10.1): 发文字号 flush right, 份号, 密级 and 紧急程度 flush left; then
    the two lines above the title."""
    (first, text), *more = stack or [(styles.LETTER_LINE, "")]
    left = run(text, LEAD_IN_1.id) if first.font else text
    lines = [paragraph(styles.LETTER_LINE.id, left, "\t", number)]
    for style, words in more:
        lines.append(paragraph(styles.LETTER_LINE.id, run(words, LEAD_IN_1.id) if style.font else words))
    return [*lines, *(paragraph(styles.LETTER_LINE.id) for _ in range(2))]


def letter_copies(copies: str) -> Element:
    """版记 of a letter (10.1): no 印发机关, no 印发日期, no rules; at the foot of the page."""
    row = w("tr", w("trPr", w("cantSplit")), _cell(PAGE.text_width, [paragraph(COPIES.id, copies)]))
    return _table([PAGE.text_width], [row], place=at_the_foot())


def joint_mark(organs: Sequence[str], *, narrow: bool) -> Element:
    """发文机关标志 of several organs (7.2.4): one below the other, all as wide, 文件 beside them in the middle."""
    style = styles.JOINT_MARK_NARROW if narrow else styles.JOINT_MARK
    names = PAGE.text_width - _FILE_WIDTH
    longest = max(map(width, organs)) * Size.NO_1.twips * (0.6 if narrow else 1.02)
    names = min(names, int(longest) + 300)
    cells = ([paragraph(style.id, name)] for name in organs)
    rows = [
        w(
            "tr",
            _cell(names, content),
            _cell(_FILE_WIDTH, [paragraph(styles.JOINT_FILE.id, "" if at else FILE)], "continue" if at else "restart"),
        )
        for at, content in enumerate(cells)
    ]
    return _table([names, _FILE_WIDTH], rows, align="center")


def joint_seals(organs: Sequence[str], date: str) -> Iterator[Element]:
    """署名 of several organs, each with room for its seal, the last above the middle of 成文日期 (7.3.5.1).

    No more than three stand in a row, no two rows nearer than a seal is high.
    """
    yield from (paragraph(SPACE.id) for _ in range(2))
    side = SIGN_OFF.box // 2 - SEAL.room // 2  # right of the last seal
    widths = [SEAL.room] * SEAL.row
    widths = [PAGE.text_width - sum(widths) - side, *widths, side]
    rows = [organs[at : at + SEAL.row] for at in range(0, len(organs), SEAL.row)]
    yield _table(widths, [_seal_row(row, widths, last=row is rows[-1]) for row in rows])
    yield paragraph(SIGNED_ON.id, date)


def _seal_row(names: Sequence[str], widths: Sequence[int], *, last: bool) -> Element:
    texts = ["", *[""] * (SEAL.row - len(names)), *names, ""]
    looks = w("trPr", w("cantSplit"), None if last else w("trHeight", val=SEAL.lines * GRID.pitch, hRule="exact"))
    cells = zip(texts, widths, strict=True)
    return w("tr", looks, *(_cell(wide, [paragraph(styles.JOINT_SIGNER.id, text)]) for text, wide in cells))


def joint_unsealed(organs: Sequence[str], date: str, like: str) -> Iterator[Element]:
    """署名 of several organs without seals, the leading one first, and 成文日期 (7.3.5.2), by their widths;
    `like` is a date as wide."""
    yield paragraph(SPACE.id)
    longest = max(map(width, organs))
    name_in, date_in = unsealed(longest, width(like))
    left = PAGE.text_width - name_in - round(longest * INDENTS.char)
    for name in organs:
        yield indented(paragraph(styles.JOINT_NAME.id, name), left=left, right=0)
    yield indented(paragraph(SIGNED_ON.id, date), left=0, right=date_in)


def _table(
    widths: Sequence[int], rows: Sequence[Element], align: str = "left", place: Element | None = None
) -> Element:
    looks = w(
        "tblPr",
        place,
        w("tblOverlap", val="never") if place is not None else None,
        w("tblW", w=sum(widths), type="dxa"),
        w("jc", val=align) if place is None else None,
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("left", "right"))),
    )
    return w("tbl", looks, w("tblGrid", *(w("gridCol", w=wide) for wide in widths)), *rows)


def _cell(wide: int, content: Sequence[Element], merge: str = "") -> Element:
    looks = w(
        "tcPr",
        w("tcW", w=wide, type="dxa"),
        w("vMerge", val=merge) if merge else None,
        w("vAlign", val="center") if merge else None,
    )
    return w("tc", looks, *content)
