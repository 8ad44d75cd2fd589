"""The Word styles of what goes with a print pack: its cover sheet and its receipt list."""

from docgen.gongwen.layout import FANGSONG_GBK, HEITI, XIAOBIAOSONG, Font, Page, Size
from docgen.gongwen.styles import Style

RECEIPT_PAGE = Page(top=964, left=1134, right=850, bottom=680, header=454, footer=454)
"""The page of a receipt list: narrow margins, the wider one where the sheets are bound."""

RECEIPT_ROW = 490
"""The height of its rows, low enough for 25 of them and high enough to sign in."""

_COUNTED = Font(FANGSONG_GBK.name, FANGSONG_GBK.fallbacks, latin=FANGSONG_GBK.name)
_LINE = 240

#: What 100,000 rows print names no style: it is the one of paragraphs without a name, and stands in the middle of a row
#: by the room above it.
RECEIPT = Style(
    id="Normal",
    name="Normal",
    based=None,
    font=_COUNTED,
    size=Size.NO_5,
    spacing=0,
    pitch=_LINE,
    before=(RECEIPT_ROW - _LINE) // 2,
    align="center",
)
RECEIPT_SMALL = Style(id="GwReceiptSmall", name="签收表小字", size=16, pitch=160)
"""Three lines of it stand in a row."""

RECEIPT_HEAD = Style(id="GwReceiptHead", name="签收表表头", font=HEITI, pitch=_LINE)
RECEIPT_TOTAL = Style(
    id="GwReceiptTotal", name="签收表合计", font=HEITI, pitch=_LINE, before=(RECEIPT_ROW - _LINE) // 2, align="left"
)
RECEIPT_TITLE = Style(
    id="GwReceiptTitle",
    name="签收表标题",
    font=XIAOBIAOSONG,
    size=Size.SMALL_2,
    pitch=560,
    align="center",
    new_page=True,
)
RECEIPT_TITLE_LONG = Style(
    id="GwReceiptTitleLong", name="签收表标题（长）", based=RECEIPT_TITLE.id, size=Size.SMALL_4, pitch=380
)
RECEIPT_NOTE = Style(
    id="GwReceiptNote",
    name="签收表说明",
    pitch=360,
    align="left",
    tabs=(("right", RECEIPT_PAGE.text_width),),
)
RECEIPT_FOOT = Style(id="GwReceiptFoot", name="签收表尾行", based=RECEIPT_NOTE.id, size=Size.SMALL_4, pitch=460)

#: On the cover sheet, to be read across a room: 25 mm, 15 mm and 10 mm high.
COVER_HUGE = Style(
    id="GwCoverHuge",
    name="封面大字",
    font=Font(HEITI.name, HEITI.fallbacks, latin=HEITI.name),
    size=144,
    spacing=0,
    pitch=1640,
    align="center",
    on_grid=False,
)
COVER_LARGE = Style(id="GwCoverLarge", name="封面中字", based=COVER_HUGE.id, size=88, pitch=1000)
COVER_SMALL = Style(id="GwCoverSmall", name="封面小字", based=COVER_HUGE.id, size=56, pitch=640)
COVER_FIGURE = Style(id="GwCoverFigure", name="封面数字", based=COVER_HUGE.id, size=64, pitch=800)
"""Six digits fit into a quarter of the width."""
COVER_VALUE = Style(
    id="GwCoverValue",
    name="封面栏目内容",
    font=_COUNTED,
    size=Size.NO_4,
    spacing=0,
    pitch=400,
    align="left",
    on_grid=False,
)
COVER_LABEL = Style(id="GwCoverLabel", name="封面栏目", based=COVER_VALUE.id, font=HEITI, align="center")
COVER_LACKING = Style(id="GwCoverLacking", name="封面缺件", based=COVER_VALUE.id, size=Size.NO_5, pitch=290)
COVER_ASIDE = Style(id="GwCoverAside", name="封面附记", based=None, character=True, size=56)

PACK_STYLES = (
    RECEIPT_SMALL,
    RECEIPT_HEAD,
    RECEIPT_TOTAL,
    RECEIPT_TITLE,
    RECEIPT_TITLE_LONG,
    RECEIPT_NOTE,
    RECEIPT_FOOT,
    COVER_HUGE,
    COVER_LARGE,
    COVER_SMALL,
    COVER_FIGURE,
    COVER_VALUE,
    COVER_LABEL,
    COVER_LACKING,
    COVER_ASIDE,
)
