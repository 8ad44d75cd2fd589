"""The Word styles of an official document.

All looks live in styles, so that a clerk changes one in one place and a run in a template carries none.
The names avoid 正文 and 标题: in a Chinese Word these are the built-in Normal and Title.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from docgen.gongwen.layout import (
    FANGSONG,
    GRID,
    HEITI,
    INDENTS,
    KAITI,
    PAGE,
    RED,
    RULES,
    SONGTI,
    TITLE_PITCH,
    XIAOBIAOSONG,
    Font,
    Size,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style, or with `character` a character style; None leaves a value to the style below."""

    id: str
    name: str
    based: str | None = "Normal"
    character: bool = False
    font: Font | None = None
    size: int | None = None  # half-points
    color: str | None = None
    spacing: int | None = None  # twentieths of a point
    pitch: int | None = None  # exact line height
    align: str | None = None
    indent: Mapping[str, int] | None = None  # attributes of w:ind
    tabs: tuple[tuple[str, int], ...] = ()
    rule: int | None = None  # red rule below, eighths of a point
    on_grid: bool = True
    keep_next: bool = False
    new_page: bool = False
    level: int | None = None  # 0 for 一、 in Word's navigation


NORMAL = Style(
    id="Normal",
    name="Normal",
    based=None,
    font=FANGSONG,
    size=Size.NO_3,
    spacing=GRID.spacing,
    pitch=GRID.pitch,
    align="both",
)
BODY = Style(
    id="GwBody",
    name="公文正文",
    # Word takes the characters, LibreOffice the length
    indent={"firstLineChars": INDENTS.body_chars, "firstLine": INDENTS.body},
)
TITLE = Style(
    id="GwTitle",
    name="公文标题",
    font=XIAOBIAOSONG,
    size=Size.NO_2,
    spacing=0,
    pitch=TITLE_PITCH,
    align="center",
    on_grid=False,
    keep_next=True,
)
HEADING_1 = Style(id="GwHeading1", name="一级标题", based="GwBody", font=HEITI, keep_next=True, level=0)
HEADING_2 = Style(id="GwHeading2", name="二级标题", based="GwBody", font=KAITI, keep_next=True, level=1)
LEAD_IN = Style(id="GwLeadIn", name="段首标题", based=None, character=True, font=KAITI)
MARK = Style(id="GwMark", name="内部标识", font=HEITI, align="left")
ANNEX = Style(id="GwAnnex", name="附件标识", based="GwMark", new_page=True, keep_next=True)
ISSUING_BODY = Style(
    id="GwIssuingBody",
    name="报头刊名",
    font=XIAOBIAOSONG,
    size=Size.NO_2,
    color=RED,
    spacing=20,
    pitch=TITLE_PITCH,
    align="center",
    on_grid=False,
)
MASTHEAD = Style(
    id="GwMasthead",
    name="报头大字",
    font=XIAOBIAOSONG,
    size=124,
    color=RED,
    spacing=0,
    pitch=1520,
    align="distribute",  # as spacing counts after the last character in Word but not in LibreOffice
    indent={"left": 1400, "right": 1400},
    on_grid=False,
)
ISSUE = Style(id="GwIssue", name="期号", align="center")
ISSUER = Style(
    id="GwIssuer",
    name="编发行",
    size=Size.NO_4,
    spacing=0,
    align="left",
    tabs=(("right", PAGE.text_width),),
    rule=RULES.red,
)
TABLE_TEXT = Style(
    id="GwTable",
    name="表格文字",
    size=Size.SMALL_4,
    spacing=0,
    pitch=340,
    align="center",
    on_grid=False,
)
TABLE_HEAD = Style(id="GwTableHead", name="表头", based="GwTable", font=HEITI)
TABLE_NUMBER = Style(
    id="GwTableNumber",
    name="表格数字",
    based="GwTable",
    align="right",
    indent={"right": 120},
)
TABLE_NOTE = Style(
    id="GwTableNote",
    name="表注",
    based="GwTable",
    pitch=400,
    align="left",
    tabs=(("right", PAGE.text_width),),
)
RECORD = Style(
    id="GwRecord",
    name="版记",
    size=Size.NO_4,
    spacing=0,
    pitch=480,
    align="left",
    # turned lines stand behind the colon of 报：
    indent={"left": 840, "hanging": 560, "right": INDENTS.record},
    on_grid=False,
    keep_next=True,  # 版记 stays together where it follows the text
)
RECORD_LAST = Style(
    id="GwRecordLast",
    name="版记末行",
    based="GwRecord",
    indent={"left": INDENTS.record, "firstLine": 0},
    tabs=(("right", PAGE.text_width - INDENTS.record),),
)
ANCHOR = Style(id="GwAnchor", name="表后行", size=2, pitch=20, on_grid=False)
FOOTER = Style(
    id="Footer",
    name="footer",
    font=SONGTI,
    size=Size.NO_4,
    spacing=0,
    pitch=280,
    align="left",
    indent={"left": INDENTS.page_number, "right": INDENTS.page_number},
    on_grid=False,
)
FOOTER_ODD = Style(id="GwFooterOdd", name="单页页码", based="Footer", align="right")

STYLES = (
    NORMAL,
    BODY,
    TITLE,
    HEADING_1,
    HEADING_2,
    LEAD_IN,
    MARK,
    ANNEX,
    ISSUING_BODY,
    MASTHEAD,
    ISSUE,
    ISSUER,
    TABLE_TEXT,
    TABLE_HEAD,
    TABLE_NUMBER,
    TABLE_NOTE,
    RECORD,
    RECORD_LAST,
    ANCHOR,
    FOOTER,
    FOOTER_ODD,
)
