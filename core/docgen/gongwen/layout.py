"""The numbers of GB/T 9704-2012, as Word counts them.

Units: lengths in twips (1/20 pt, 1440 an inch), type sizes in half-points, character spacing in twentieths
of a point, rules in eighths of a point. A clause number stands behind each value; "practice" marks what
offices do and the standard leaves open.

The profile is the portable one: no character grid, but character spacing. A grid of lines and characters
gives 28 characters in Word and 14 in LibreOffice; character spacing gives 28 in both.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final


class Size(IntEnum):
    """字号, a type size by its Chinese name; the value is in half-points."""

    FIRST = 84  # 初号
    SMALL_FIRST = 72  # 小初
    NO_1 = 52  # 一号
    SMALL_1 = 48  # 小一
    NO_2 = 44  # 二号
    SMALL_2 = 36  # 小二
    NO_3 = 32  # 三号
    SMALL_3 = 30  # 小三
    NO_4 = 28  # 四号
    SMALL_4 = 24  # 小四
    NO_5 = 21  # 五号
    SMALL_5 = 18  # 小五

    @property
    def twips(self) -> int:
        """Width of one Han character (1 字, clause 3)."""
        return int(self) * 10


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface by its role: the name that Word shows, what may stand in for it, the face of its digits."""

    name: str
    fallbacks: tuple[str, ...]
    latin: str = "Times New Roman"  # practice: 5.2.2 names no face for digits


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and margins; `header` and `footer` are distances from the paper's edge."""

    width: int = 11906  # 5.1: A4, 210 mm
    height: int = 16838  # 5.1: 297 mm
    top: int = 2098  # 5.2.1: 天头 37 mm
    left: int = 1588  # 5.2.1: 订口 28 mm
    right: int = 1474  # 5.2.1: 26 mm, what 版心 156 mm leaves
    bottom: int = 1984  # 5.2.1: 35 mm, what 版心 225 mm leaves
    header: int = 851  # practice
    footer: int = 1446  # 7.5: puts the dash 7 mm below 版心

    @property
    def text_width(self) -> int:
        """版心 156 mm (5.2.1)."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """版心 225 mm (5.2.1)."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines and characters of a full page, and the pitch and spacing that give them."""

    lines: int = 22  # 5.2.3
    chars: int = 28  # 5.2.3
    pitch: int = 579  # exact; 580, the usual "29 磅", leaves room for 21 lines only
    spacing: int = -5  # 16 pt - 0.25 pt: 28 of them fit into 442.2 pt; -4 lets in 27


@dataclass(frozen=True, slots=True)
class Indents:
    """What the standard counts in 字."""

    body_chars: int = 200  # 7.3.3: 2 字, in hundredths of a character
    body: int = 630  # the same for programs that do not count characters: 2 x 15.75 pt
    char: int = 315  # 3: 1 字 of the text, 15.75 pt
    record: int = 280  # 7.4.2: 版记, 1 字 of 4号 on both sides
    page_number: int = 280  # 7.5: 1 字 of 4号 from the outer edge


@dataclass(frozen=True, slots=True)
class SignOff:
    """发文机关署名 and 成文日期 under a seal (7.3.5.1), as distances from the right edge of 版心."""

    date: int = 4 * 315  # the date stands 4 字 in
    box: int = 2 * (4 * 315 + 2047 // 2)  # twice as far as the middle of a date, which takes 6 to 7 字
    chars: int = 14  # as many fit into the box


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals of several organs (7.3.5.1), which neither touch nor leave 版心."""

    across: int = 2381  # practice: 42 mm
    room: int = 2616  # 46 mm
    row: int = 3  # practice: so many stand side by side
    lines: int = 5  # from a row to the next


@dataclass(frozen=True, slots=True)
class Rules:
    """Weights of lines."""

    red: int = 12  # 7.2.7: red, as wide as 版心; the weight is practice (1.5 pt)
    record_outer: int = 8  # 7.4.1: 0.35 mm
    record_inner: int = 6  # 7.4.1: 0.25 mm
    table: int = 4  # practice: 0.5 pt
    letter: int = 24  # 10.1: the red double rule; the weight is practice


PAGE: Final = Page()
LETTER_PAGE: Final = Page(  # practice: a letter to people is no official document; all of it stands on one side
    top=1134, left=1417, right=1247, bottom=850, header=567, footer=567
)
GRID: Final = Grid()
INDENTS: Final = Indents()
SIGN_OFF: Final = SignOff()
SEAL: Final = Seal()
RULES: Final = Rules()

RED: Final = "FF0000"  # 7.2.4: 发文机关标志 and its rule
LETTERHEAD_TOP: Final = 1984  # 7.2.4: 发文机关标志 begins 35 mm below the upper edge of 版心
LETTERHEAD_CHARS: Final = 12  # so many fit side by side
LETTERHEAD_SCALE: Final = 58  # practice: a longer name is narrowed, up to 21 characters
JOINT_CHARS: Final = 14  # names of several organs have 1号, with 文件 beside them
LETTER_MARK_TOP: Final = 1701  # 10.1: in a letter it begins 30 mm below the edge of the paper
LETTER_RULE_BOTTOM: Final = 1134  # 10.1: the lower double rule of a letter lies 20 mm above the edge of the paper
LETTER_RULE: Final = 9638  # 10.1: 170 mm, the width of both
TITLE_PITCH: Final = 720  # 3: one 行 of 2号 is 22 pt and 7/8 of 16 pt
DASH: Final = "—"  # 7.5: 一字线 on both sides of the page number

FANGSONG: Final = Font("仿宋_GB2312", ("仿宋", "FangSong", "方正仿宋_GBK", "STFangsong"))  # 5.2.2: text
FANGSONG_GBK: Final = Font("仿宋", ("FangSong", "方正仿宋_GBK", "STFangsong", "仿宋_GB2312"))  # names, addresses
HEITI: Final = Font("黑体", ("SimHei", "方正黑体_GBK", "STHeiti"))  # 7.3.3: 一、
KAITI: Final = Font("楷体_GB2312", ("楷体", "KaiTi", "方正楷体_GBK", "STKaiti"))  # 7.3.3: （一）
XIAOBIAOSONG: Final = Font("方正小标宋简体", ("方正小标宋_GBK", "华文中宋", "STZhongsong"))  # 7.2.4, 7.3.1
SONGTI: Final = Font("宋体", ("SimSun", "STSong"), latin="宋体")  # 7.5: page numbers, half-width
FONTS: Final = (FANGSONG, FANGSONG_GBK, HEITI, KAITI, XIAOBIAOSONG, SONGTI)


def unsealed(name: float, date: float) -> tuple[int, int]:
    """How far 署名 and 成文日期 without a seal end before the right edge (7.3.5.2), in twips.

    The name stands 2 字 in and the date begins 2 字 after it; where the date would end beyond the name, the date
    stands 2 字 in and the name further. The widths are in 字, a digit being half a one.
    """
    name_in = max(2.0, date + 4 - name)
    date_in = name_in + name - date - 2
    return round(name_in * INDENTS.char), round(date_in * INDENTS.char)
