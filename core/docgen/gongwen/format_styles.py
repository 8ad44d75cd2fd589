"""The Word styles of the formats that the standard describes apart (10), and of documents of several organs."""

from docgen.gongwen.layout import (
    INDENTS,
    LETTER_RULE,
    LETTER_RULE_BOTTOM,
    LETTERHEAD_SCALE,
    PAGE,
    RULES,
    Size,
)
from docgen.gongwen.styles import LETTERHEAD, NORMAL, Style

#: The rules lie in the middle of the paper, which is not that of 版心.
_CENTRED = {
    "left": (PAGE.width - LETTER_RULE) // 2 - PAGE.left,
    "right": (PAGE.width - LETTER_RULE) // 2 - PAGE.right,
}

BELOW_RULE = 87
"""10.1: 14 pt below the rule; an exact line of text begins 3.4 mm above its characters."""

LETTER_MARK = Style(
    id="GwLetterMark",
    name="信函发文机关标志",
    based=LETTERHEAD.id,
    rule=RULES.letter,
    rule_kind="thickThinSmallGap",  # 10.1: the upper one is thick above thin
    rule_space=11,  # 10.1: 4 mm below the mark
)
LETTER_MARK_NARROW = Style(
    id="GwLetterMarkNarrow", name="信函发文机关标志（窄）", based=LETTER_MARK.id, scale=LETTERHEAD_SCALE
)
LETTER_FOOT = Style(
    id="GwLetterFoot",
    name="信函下边线",
    size=2,
    pitch=20,
    indent=_CENTRED,
    on_grid=False,
    rule=RULES.letter,
    rule_kind="thinThickSmallGap",  # 10.1: the lower one is thin above thick
    rule_space=0,
)
LETTER_LINE = Style(
    id="GwLetterHeadLine",
    name="信函发文字号行",
    align="left",
    tabs=(("right", PAGE.text_width),),
    on_grid=False,  # else LibreOffice puts it on the next line of the grid
)
FOOT_SPACE = Style(id="GwFootSpace", name="页码下空", size=2, on_grid=False, pitch=PAGE.footer - LETTER_RULE_BOTTOM)
JOINT_MARK = Style(
    id="GwJointMark",
    name="联合发文机关标志",
    based=LETTERHEAD.id,
    size=Size.NO_1,
    pitch=Size.NO_1 * 14,
    align="distribute",
)
JOINT_MARK_NARROW = Style(
    id="GwJointMarkNarrow", name="联合发文机关标志（窄）", based=JOINT_MARK.id, scale=LETTERHEAD_SCALE
)
JOINT_FILE = Style(id="GwJointFile", name="联合发文机关标志（文件）", based=JOINT_MARK.id, align="right")
JOINT_SIGNER = Style(id="GwJointSigner", name="联合署名", align="center", keep_next=True)
JOINT_NAME = Style(id="GwJointName", name="联合署名（不盖章）", align="left", keep_next=True)
ATTENDANCE = Style(
    id="GwAttendance",
    name="出席名单",
    based=NORMAL.id,
    # 10.3: 2 字 in, turned lines behind the colon
    indent={"left": 5 * INDENTS.char, "hanging": 3 * INDENTS.char},
)

FORMAT_STYLES = (
    LETTER_MARK,
    LETTER_MARK_NARROW,
    LETTER_FOOT,
    LETTER_LINE,
    FOOT_SPACE,
    JOINT_MARK,
    JOINT_MARK_NARROW,
    JOINT_FILE,
    JOINT_SIGNER,
    JOINT_NAME,
    ATTENDANCE,
)
