"""Rules of the text: type, indents, levels (7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.gongwen.layout import FANGSONG, HEITI, INDENTS, KAITI, Size
from docgen.gongwen.lint.document import Paragraph, Run
from docgen.gongwen.lint.findings import Draft, Hit, Rule
from docgen.gongwen.lint.head import is_face, looks_of
from docgen.gongwen.lint.looks import Looks
from docgen.gongwen.lint.parts import LEVEL
from docgen.problems import Severity
from docgen.text import Text

_DIGITS = "一二三四五六七八九"


def levels(draft: Draft) -> Iterator[tuple[Paragraph, int, re.Match[str]]]:
    """The paragraphs that begin with a number of a level, from 1 to 4."""
    for each in draft.parts.body:
        if found := LEVEL.match(each.text):
            yield each, next(level for level in range(1, 5) if found[f"l{level}"]), found


def value(number: str) -> int:
    """十二 or 12 as a number; 0 for what is none."""
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    if any(each not in _DIGITS for each in (tens or "一") + (ones or "一")) or len(tens) > 1 or len(ones) > 1:
        return 0
    return (10 * (_DIGITS.index(tens) + 1 if tens else 1) if ten else 0) + (_DIGITS.index(ones) + 1 if ones else 0)


def _is_heading(paragraph: Paragraph) -> bool:
    """Whether a numbered paragraph is a heading alone: no sentence in it."""
    return len(paragraph.plain) <= 40 and not re.search("[。；：，！？].", paragraph.plain)


def _sentences(draft: Draft) -> Iterator[Paragraph]:
    for each in draft.parts.body:
        if len(each.plain) >= 20 and each.plain[-1] in "。；：！？”…" and not each.plain.startswith(("注：", "（截至")):
            yield each


def _last(paragraph: Paragraph) -> Run | None:
    """The last run with Chinese: a heading may begin the paragraph in another face."""
    return next((run for run in reversed(paragraph.inked) if re.search("[㐀-鿿]", run.text)), None)


def mistyped(draft: Draft) -> Iterator[Paragraph]:
    """The paragraphs of text that are not set in 仿宋 of 16 pt."""
    for each in _sentences(draft):
        last = _last(each)
        if last and (last.size != Size.NO_3 or not is_face(last.looks.font("eastAsia") or "", FANGSONG)):
            yield each


def _type(draft: Draft) -> Iterator[Hit]:
    for each in mistyped(draft):
        if last := _last(each):
            yield Hit(each.place, f"{last.looks.font('eastAsia') or ''} {last.size / 2:g} pt".strip())


def _room(paragraph: Paragraph) -> float:
    """How far the first line is indented, in twips."""
    left, _, first, chars = paragraph.indent
    return (first if chars is None else chars / 100 * paragraph.size * 10) + left


def misindented(draft: Draft) -> Iterator[Paragraph]:
    """The paragraphs of text whose first line is not 2 字 in."""
    for each in _sentences(draft):
        right = each.indent.chars == INDENTS.body_chars or 570 <= _room(each) <= 700
        if not right and not _typed_blanks(each):
            yield each


def _first_line(draft: Draft) -> Iterator[Hit]:
    for each in misindented(draft):
        found = Text("{n:.1f} characters", "缩进{n:.1f}字")
        yield Hit(each.place, found.format(n=_room(each) / (each.size * 10)))


def _typed_blanks(paragraph: Paragraph) -> str:
    """The blanks that stand for an indent; many of them put a line elsewhere, such as one to be signed."""
    found = re.match(r"(?:[ ]{1,8}|\u3000{1,4}|\t)(?=[^ \u3000\t])", paragraph.text)
    return found[0] if found else ""


def blanks_at_start(draft: Draft) -> Iterator[Paragraph]:
    """The paragraphs that are indented by blanks or tabs."""
    for each in draft.parts.body:
        if _typed_blanks(each) and each.align not in ("center", "right"):
            yield each


def _blanks(draft: Draft) -> Iterator[Hit]:
    for each in blanks_at_start(draft):
        n = len(_typed_blanks(each))
        yield Hit(each.place, Text("{n} blanks or tabs", "{n}个空格或制表符").format(n=n))


def wrong_headings(draft: Draft) -> Iterator[tuple[Paragraph, int]]:
    """The headings of the first two levels that have another typeface, with their level."""
    for each, level, _ in levels(draft):
        first = next((run for run in each.inked if re.search("[㐀-鿿]", run.text)), None)
        face = (first.looks.font("eastAsia") or "") if first else ""
        # A second-level number may begin a sentence that is set as text.
        lead = level == 2 and not _is_heading(each) and is_face(face, FANGSONG)
        if level < 3 and not lead and not is_face(face, (HEITI, KAITI)[level - 1]):
            yield each, level


def _heading_type(draft: Draft) -> Iterator[Hit]:
    yield from (Hit(each.place, looks_of(each)) for each, _ in wrong_headings(draft))


def _marks(draft: Draft) -> Iterator[Hit]:
    for each, level, found in levels(draft):
        mark = found[f"m{level}"]
        if mark not in {1: "、", 3: "．."}.get(level, "") or (level in (2, 4) and mark):
            yield Hit(each.place, found[0].strip())


def _half_brackets(draft: Draft) -> Iterator[Hit]:
    for each, level, found in levels(draft):
        if level in (2, 4) and (found[f"b{level}"] == "(" or found[f"e{level}"] == ")"):
            yield Hit(each.place, found[0].strip())


def _order(draft: Draft) -> Iterator[Hit]:
    if draft.document.is_template:
        return
    last: dict[int, int] = {}
    for each, level, found in levels(draft):
        number = value(found[f"l{level}"])
        expected = last.get(level, 0) + 1
        if level == 4 and not last.keys() & {2, 3}:
            yield Hit(each.place, Text("{found} without a 1.", "“{found}”上面没有“1.”").format(found=found[0].strip()))
        elif number not in (expected, 1) or (number == 1 and expected > 1 and level < 3):
            text = Text("{found} where {n} comes next", "“{found}”处应为第{n}项")
            yield Hit(each.place, text.format(found=found[0].strip(), n=expected))
        last = {key: count for key, count in last.items() if key < level} | {level: number}


def closed_headings(draft: Draft) -> Iterator[Paragraph]:
    """The headings of their own line that end with a mark."""
    for each, level, _ in levels(draft):
        alone = is_face(each.font, (HEITI, KAITI)[level - 1]) and each.font if level < 3 else False
        if alone and len(each.plain) <= 40 and re.fullmatch("[^。：；，]*[。：；]", each.plain):
            yield each


def _closed_heading(draft: Draft) -> Iterator[Hit]:
    yield from (Hit(each.place, each.plain[-1]) for each in closed_headings(draft))


def _emphasis(draft: Draft) -> Iterator[Hit]:
    for each in _sentences(draft):
        for run in each.inked:
            kinds = [str(_EMPHASIS[tag]) for tag in ("b", "i") if run.looks.on(tag)]
            if run.looks.get("u") not in (None, "none"):
                kinds.append(str(_EMPHASIS["u"]))
            if kinds:
                yield Hit(each.place, ", ".join(kinds))
                break


_EMPHASIS = {"b": Text("bold", "加粗"), "i": Text("italic", "倾斜"), "u": Text("underlined", "下划线")}


def _automatic(draft: Draft) -> Iterator[Hit]:
    for each in draft.document.flow:
        number = each.looks.find("numPr")
        if number is not None and each.plain and Looks((number,)).get("numId") not in (None, "0"):
            yield Hit(each.place, Text("a number made by Word", "由Word自动编号"))


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.NOTE
RULES = (
    Rule(
        "GW220",
        _W,
        "docx",
        "5.2.2",
        Text("text is not set in 仿宋 of 16 pt", "正文不是3号仿宋"),
        Text("仿宋 of 16 pt", "3号仿宋体"),
        _type,
        fixed=True,
    ),
    Rule(
        "GW221",
        _E,
        "docx",
        "7.3.3",
        Text("the first line is not indented by two characters", "段首没有空二字"),
        Text("2 characters", "空2字"),
        _first_line,
        fixed=True,
    ),
    Rule(
        "GW221",
        _W,
        "docx",
        "7.3.3",
        Text("an indent is made of blanks or tabs", "用空格或制表符代替缩进"),
        Text("an indent of 2 characters in the paragraph's layout", "在段落格式里设首行缩进2字"),
        _blanks,
        fixed=True,
    ),
    Rule(
        "GW222",
        _W,
        "docx",
        "7.3.3",
        Text("a heading has the wrong typeface", "小标题字体不对"),
        Text("一、 in 黑体, （一） in 楷体", "一级用黑体，二级用楷体"),
        _heading_type,
        fixed=True,
    ),
    Rule(
        "GW223",
        _E,
        "text",
        "7.3.3",
        Text("the mark behind a number of a level is wrong", "层次序数后的标点不对"),
        Text("一、 （一） 1. （1）", "一、　（一）　1.　（1）"),
        _marks,
        fixed=True,
    ),
    Rule(
        "GW224",
        _W,
        "text",
        "7.3.3",
        Text("a number of a level stands in half-width brackets", "层次序数用了半角括号"),
        Text("（ ）", "（ ）"),
        _half_brackets,
        fixed=True,
    ),
    Rule(
        "GW225",
        _W,
        "text",
        "7.3.3",
        Text("a number of a level is missing or comes twice", "层次序数缺号或重号"),
        Text("one after the other", "依次编号"),
        _order,
    ),
    Rule(
        "GW226",
        _W,
        "text",
        "practice",
        Text("a heading of its own line ends with a mark", "单独成行的小标题末尾有标点"),
        Text("none", "不用标点"),
        _closed_heading,
        fixed=True,
    ),
    Rule(
        "GW227",
        _I,
        "docx",
        "5.2.2",
        Text("text is bold, italic or underlined", "正文有加粗、倾斜或下划线"),
        Text("plain", "不用"),
        _emphasis,
    ),
    Rule(
        "GW228",
        _W,
        "docx",
        "practice",
        Text(
            "a number is made by Word: other programs may show another one, or none",
            "使用了自动编号，换一个软件可能变样或消失",
        ),
        Text("a number that is typed", "手工输入序数"),
        _automatic,
    ),
)
