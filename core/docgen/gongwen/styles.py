"""The Word styles of an official document.

All looks live in styles, so that a clerk changes one in one place and a run in a template carries none.
The names avoid 正文 and 标题: in a Chinese Word these are the built-in Normal and Title.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from docgen.gongwen.layout import (
    FANGSONG,
    FANGSONG_GBK,
    GRID,
    HEITI,
    INDENTS,
    KAITI,
    LETTERHEAD_SCALE,
    PAGE,
    RED,
    RULES,
    SIGN_OFF,
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
    scale: int | None = None  # width of the characters in percent
    pitch: int | None = None  # exact line height
    before: int = 0  # above an exact line, for cells that are not told to stand in the middle
    align: str | None = None
    indent: Mapping[str, int] | None = None  # attributes of w:ind
    tabs: tuple[tuple[str, int], ...] = ()
    rule: int | None = None  # red rule below, eighths of a point
    rule_kind: str = "single"
    rule_space: int = 7  # points: 4 mm below the characters (7.2.7), as the exact line leaves 1.5 mm below them
    cut: bool = False  # dashed line above, along which is cut
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
HEADING_3 = Style(id="GwHeading3", name="三级标题", based="GwBody", keep_next=True, level=2)
HEADING_4 = Style(id="GwHeading4", name="四级标题", based="GwBody", keep_next=True, level=3)
CLOSING = Style(id="GwClosing", name="结束语", based="GwBody", keep_next=True)
LEAD_IN = Style(id="GwLeadIn", name="段首标题", based=None, character=True, font=KAITI)
LEAD_IN_1 = Style(id="GwLeadIn1", name="段首一级标题", based=None, character=True, font=HEITI)
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
LETTERHEAD = Style(
    id="GwLetterhead",
    name="发文机关标志",
    font=XIAOBIAOSONG,
    size=Size.SMALL_FIRST,
    color=RED,
    spacing=0,
    pitch=Size.SMALL_FIRST * 10,
    align="center",
    on_grid=False,
)
LETTERHEAD_NARROW = Style(
    id="GwLetterheadNarrow",
    name="发文机关标志（窄）",
    based="GwLetterhead",
    scale=LETTERHEAD_SCALE,
)
COPY_NUMBER = Style(id="GwCopyNumber", name="份号", align="left")
SECRECY = Style(id="GwSecrecy", name="密级和紧急程度", based="GwCopyNumber", font=HEITI)
NUMBER = Style(id="GwNumber", name="发文字号", align="center")
NUMBER_RULED = Style(id="GwNumberRuled", name="发文字号（红线）", based="GwNumber", rule=RULES.red)
SIGNED_NUMBER = Style(
    id="GwSignedNumber",
    name="发文字号和签发人",
    align="left",
    # 1 字 in on both sides; by tabs, as an indent would shorten the red rule
    tabs=(("left", INDENTS.char), ("right", PAGE.text_width - INDENTS.char)),
)
SIGNED_NUMBER_RULED = Style(
    id="GwSignedNumberRuled", name="发文字号和签发人（红线）", based="GwSignedNumber", rule=RULES.red
)
APPROVER = Style(id="GwApprover", name="签发人姓名", based=None, character=True, font=KAITI)
ADDRESSEES = Style(id="GwAddressees", name="主送机关")
SPACE = Style(id="GwSpace", name="空行", keep_next=True)
ANNEX_NOTE = Style(
    id="GwAnnexNote",
    name="附件说明",
    align="left",
    indent={"left": 5 * INDENTS.char, "hanging": 3 * INDENTS.char},
    keep_next=True,
)
ANNEX_NOTE_FIRST = Style(
    id="GwAnnexNoteFirst",
    name="附件说明（首行）",
    based="GwAnnexNote",
    indent={"left": 6 * INDENTS.char, "hanging": 4 * INDENTS.char},
)
ANNEX_NOTE_NEXT = Style(
    id="GwAnnexNoteNext",
    name="附件说明（续行）",
    based="GwAnnexNote",
    indent={"left": 6 * INDENTS.char, "hanging": INDENTS.char},
)
SIGNER = Style(
    id="GwSigner",
    name="发文机关署名",
    align="center",
    # a box around the middle of the date below, as far as the edge of 版心
    indent={"left": PAGE.text_width - SIGN_OFF.box, "right": 0},
    keep_next=True,
)
SIGNER_LONG = Style(
    id="GwSignerLong",
    name="发文机关署名（长）",
    based="GwSigner",
    align="right",
    indent={"left": 0, "right": 0},
)
SIGNED_ON = Style(id="GwSignedOn", name="成文日期", align="right", indent={"right": SIGN_OFF.date})
#: Half-width characters of the Chinese face are half a 字, so that what fits can be counted.
_COUNTED = Font(FANGSONG_GBK.name, FANGSONG_GBK.fallbacks, latin=FANGSONG_GBK.name)
TABLE_TEXT = Style(
    id="GwTable",
    name="表格文字",
    font=FANGSONG_GBK,
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
TABLE_TITLE = Style(id="GwTableTitle", name="表题", based="GwTableHead", pitch=GRID.pitch, keep_next=True)
TABLE_NOTE = Style(
    id="GwTableNote",
    name="表注",
    based="GwTable",
    pitch=400,
    align="left",
    tabs=(("right", PAGE.text_width),),
)
TABLE_FOOT = Style(id="GwTableFoot", name="表尾行", based="GwTable", align="left")
FORM_VALUE = Style(id="GwFormValue", name="表单小字", based="GwTable", font=_COUNTED, size=Size.NO_5, pitch=250)
FORM_LABEL = Style(id="GwFormLabel", name="表单标签", based="GwFormValue", font=HEITI)
FORM = Style(id="GwForm", name="表单文字", based="GwTable", pitch=400, align="both")
LEDGER = Style(id="GwLedger", name="台账文字", based="GwTable", size=Size.SMALL_5, pitch=260)
LEDGER_HEAD = Style(id="GwLedgerHead", name="台账表头", based="GwLedger", font=HEITI)
# Two lines of it stand in a low row.
ROSTER = Style(id="GwRoster", name="名册文字", based="GwTable", font=_COUNTED, size=16, pitch=160)
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
COPIES = Style(
    id="GwCopies",
    name="抄送",
    based="GwRecord",
    # as RECORD, behind the colon of 抄送：
    indent={"left": 1120, "hanging": 840, "right": INDENTS.record},
)
ANCHOR = Style(id="GwAnchor", name="表后行", size=2, pitch=20, on_grid=False)
NEXT_PAGE = Style(id="GwNextPage", name="换页行", based="GwAnchor", new_page=True)
GAP = Style(id="GwGap", name="间隔", based="GwAnchor", pitch=140)
LETTER = Style(
    id="GwLetter",
    name="公开信正文",
    font=FANGSONG_GBK,
    size=Size.SMALL_4,
    spacing=0,
    pitch=350,
    indent={"firstLineChars": INDENTS.body_chars, "firstLine": 2 * Size.SMALL_4.twips},
    on_grid=False,
)
LETTER_LINE = Style(
    id="GwLetterLine",
    name="公开信单行",
    based="GwLetter",
    font=_COUNTED,
    align="left",
    indent={"firstLineChars": 0, "firstLine": 0},
)
LETTER_SIGNER = Style(
    id="GwLetterSigner",
    name="公开信落款",
    based="GwLetterLine",
    align="right",
    indent={"firstLineChars": 0, "firstLine": 0, "right": 2 * Size.SMALL_4.twips},
)
LETTER_LABEL = Style(
    id="GwLetterLabel",
    name="公开信栏目",
    based="GwLetterLine",
    font=HEITI,
    align="center",
)
LETTER_SMALL = Style(id="GwLetterSmall", name="公开信小字", based="GwLetterLine", size=Size.SMALL_5, pitch=300)
CUT = Style(id="GwCut", name="裁剪线", based="GwLetterSmall", cut=True)
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
    HEADING_3,
    HEADING_4,
    CLOSING,
    LEAD_IN,
    LEAD_IN_1,
    MARK,
    ANNEX,
    ISSUING_BODY,
    MASTHEAD,
    ISSUE,
    ISSUER,
    LETTERHEAD,
    LETTERHEAD_NARROW,
    COPY_NUMBER,
    SECRECY,
    NUMBER,
    NUMBER_RULED,
    SIGNED_NUMBER,
    SIGNED_NUMBER_RULED,
    APPROVER,
    ADDRESSEES,
    SPACE,
    ANNEX_NOTE,
    ANNEX_NOTE_FIRST,
    ANNEX_NOTE_NEXT,
    SIGNER,
    SIGNER_LONG,
    SIGNED_ON,
    TABLE_TEXT,
    TABLE_HEAD,
    TABLE_NUMBER,
    TABLE_TITLE,
    TABLE_NOTE,
    TABLE_FOOT,
    FORM_VALUE,
    FORM_LABEL,
    FORM,
    LEDGER,
    LEDGER_HEAD,
    ROSTER,
    RECORD,
    RECORD_LAST,
    COPIES,
    ANCHOR,
    NEXT_PAGE,
    GAP,
    LETTER,
    LETTER_LINE,
    LETTER_SIGNER,
    LETTER_LABEL,
    LETTER_SMALL,
    CUT,
    FOOTER,
    FOOTER_ODD,
)
