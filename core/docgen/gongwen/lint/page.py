"""Rules of paper, 版心, lines and type (clauses 5 and 7.5)."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.gongwen.layout import GRID, PAGE, Size
from docgen.gongwen.lint.document import Paragraph, Run, Section
from docgen.gongwen.lint.findings import WHOLE, Draft, Hit, Rule
from docgen.problems import Severity
from docgen.text import Text

MM = 57  # twips, rounded up
_WIDE = (1960, 1847)  # top and bottom of the profile whose characters fill 版心 better
_SMALL = 6  # half a size, in half-points: other type is no body


def millimetres(twips: float) -> str:
    """A length as people say it."""
    return f"{twips / 1440 * 25.4:.1f} mm"


def near(value: float, wanted: float, tolerance: float = MM) -> bool:
    """Whether a length is the one wanted, but for a millimetre."""
    return abs(value - wanted) <= tolerance


def _place(draft: Draft, section: Section) -> Text:
    if len(draft.document.sections) == 1:
        return WHOLE
    return Text("section {n}", "第{n}节").format(n=draft.document.sections.index(section) + 1)


def _not_a4(draft: Draft) -> Iterator[Hit]:
    for section in draft.document.sections:
        short, long = sorted((section.width, section.height))
        if not (near(short, PAGE.width) and near(long, PAGE.height)):
            yield Hit(_place(draft, section), f"{millimetres(section.width)} × {millimetres(section.height)}")


def _upright(draft: Draft) -> list[Section]:
    """The sections that the rules of 版心 hold for: not those of a letter, which is no official document."""
    return [] if draft.parts.letter else [section for section in draft.document.sections if not section.landscape]


def _margins(draft: Draft) -> Iterator[Hit]:
    for section in _upright(draft):
        top, left = section.margin("top"), section.margin("left")
        if not (near(top, PAGE.top) or near(top, _WIDE[0])) or not near(left, PAGE.left):
            found = Text("top {top}, left {left}", "天头{top}，订口{left}")
            yield Hit(_place(draft, section), found.format(top=millimetres(top), left=millimetres(left)))


def _text_area(draft: Draft) -> Iterator[Hit]:
    for section in _upright(draft):
        tall = near(section.text_height, PAGE.text_height) or near(section.margin("bottom"), _WIDE[1])
        if not near(section.text_width, PAGE.text_width) or not tall:
            found = f"{millimetres(section.text_width)} × {millimetres(section.text_height)}"
            yield Hit(_place(draft, section), found)


def body_text(draft: Draft) -> list[Paragraph]:
    """The paragraphs of running text: whole sentences outside tables."""
    return [each for each in draft.document.flow if len(each.plain) >= 20 and each.plain[-1] in "。；：！？”…"]


def pitch_of(draft: Draft, each: Paragraph) -> float:
    """The distance of its lines in twips: as it says, else that of the grid."""
    rule, line = each.looks.get("spacing", "lineRule"), each.looks.number("spacing", "line", 240)
    if rule == "exact":
        return line
    grid = draft.document.sections[each.section].looks
    pitch = grid.number("docGrid", "linePitch") if grid.get("docGrid", "type") else 0
    single = pitch or each.size * 13  # a line of Chinese type is 1.3 times as high as its characters
    return max(single, line) if rule == "atLeast" else single * line / 240


def _lines(draft: Draft) -> Iterator[Hit]:
    for each in body_text(draft):
        section = draft.document.sections[each.section]
        if section.landscape or each.size < Size.NO_3 - _SMALL:
            continue
        pitch = pitch_of(draft, each)
        lines = int(section.text_height // pitch) if pitch else 0
        # Lower margins leave less room: then the pitch counts.
        if lines != GRID.lines and (near(section.text_height, PAGE.text_height) or not 560 <= pitch <= 590):
            yield Hit(
                each.place, Text("{pt:.1f} pt, {n} lines", "{pt:.1f}磅，每面{n}行").format(pt=pitch / 20, n=lines)
            )


def uneven(draft: Draft) -> Iterator[tuple[Paragraph, int]]:
    """The paragraphs of text that do not have 28 characters a line, with how many they have."""
    for each in body_text(draft):
        section = draft.document.sections[each.section]
        if section.landscape or each.size != Size.NO_3:
            continue
        grid = section.looks.get("docGrid", "type") in ("linesAndChars", "snapToChars")
        extra = section.looks.number("docGrid", "charSpace") / 4096 * 20 if grid else 0
        width = each.size * 10 + each.runs[-1].looks.number("spacing") + extra
        if (count := int(section.text_width // width)) != GRID.chars:
            yield each, count


def _characters(draft: Draft) -> Iterator[Hit]:
    yield from (Hit(each.place, Text("{n} characters", "每行{n}字").format(n=count)) for each, count in uneven(draft))


def _grid(draft: Draft) -> Iterator[Hit]:
    for section in _upright(draft):
        pitch = section.looks.number("docGrid", "linePitch")
        if not section.looks.get("docGrid", "type"):
            yield Hit(_place(draft, section), Text("no grid", "没有文档网格"))
        elif not 560 <= pitch <= 600:
            yield Hit(_place(draft, section), Text("{n:.1f} pt a line", "网格行距{n:.1f}磅").format(n=pitch / 20))


def _spaced(draft: Draft) -> Iterator[Hit]:
    for each in body_text(draft):
        before, after = (each.looks.number("spacing", side) for side in ("before", "after"))
        if before or after:
            found = Text("before {b:g} pt, after {a:g} pt", "段前{b:g}磅，段后{a:g}磅").format(
                b=before / 20, a=after / 20
            )
            yield Hit(each.place, found)


def _coloured(draft: Draft) -> Iterator[Hit]:
    head = {id(each) for each in (*draft.parts.marks, draft.parts.number) if each}
    for each in draft.document.paragraphs:
        for run in each.inked:
            # Large red characters are a 标志, or the head of a newsletter.
            allowed = run.is_red and (id(each) in head or run.size >= Size.NO_2)
            if run.color not in ("000000", "000001") and not allowed:
                yield Hit(each.place, f"#{run.color}")
                break


def unnamed(draft: Draft) -> Iterator[tuple[Paragraph, Text]]:
    """The paragraphs whose Chinese typeface has no name, with what decides on it."""
    for each in draft.document.paragraphs:
        faces = [run.looks.font("eastAsia") for run in each.inked if has_han(run)]
        if "" in faces:
            yield each, Text("by theme", "由主题决定")
        elif None in faces:
            yield each, Text("none named", "没有指定")


def _unnamed(draft: Draft) -> Iterator[Hit]:
    yield from (Hit(each.place, why) for each, why in unnamed(draft))


def has_han(run: Run) -> bool:
    """Whether a run has Chinese characters."""
    return any("㐀" <= character <= "鿿" for character in run.text)


def latin_marked(draft: Draft) -> Iterator[tuple[Paragraph, Run]]:
    """The runs whose quotation marks, dashes or dots are set in another typeface than Chinese."""
    for each in draft.document.paragraphs:
        for run in each.inked:
            face, latin = run.looks.font("eastAsia"), run.looks.font("hAnsi")
            other = face and latin and face != latin and run.looks.get("rFonts", "hint") != "eastAsia"
            if other and any(mark in run.text for mark in _MARKS):
                yield each, run


_MARKS = "“”‘’—…"


def _latin_marks(draft: Draft) -> Iterator[Hit]:
    for each, run in latin_marked(draft):
        mark = next(mark for mark in run.text if mark in _MARKS)
        yield Hit(each.place, f"{mark} {run.looks.font('hAnsi')}")


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.NOTE
RULES = (
    Rule(
        "GW001",
        _E,
        "docx",
        "5.1",
        Text("the paper is not A4", "纸张不是 A4"),
        Text("210 × 297 mm", "210 mm × 297 mm"),
        _not_a4,
        fixed=True,
    ),
    Rule(
        "GW002",
        _E,
        "docx",
        "5.2.1",
        Text("the top or left margin is wrong", "天头或订口不对"),
        Text("top 37 mm, left 28 mm, ±1 mm", "天头 37 mm，订口 28 mm，±1 mm"),
        _margins,
        fixed=True,
    ),
    Rule(
        "GW003",
        _W,
        "docx",
        "5.2.1",
        Text("the text area has another size", "版心大小不对"),
        Text("156 × 225 mm", "156 mm × 225 mm"),
        _text_area,
        fixed=True,
    ),
    Rule(
        "GW004",
        _W,
        "docx",
        "5.2.3",
        Text("the lines of a full page are not 22", "每面不是22行"),
        Text("22 lines: exactly 28.95 pt", "22行：固定值28.95磅"),
        _lines,
        fixed=True,
    ),
    Rule(
        "GW005",
        _W,
        "docx",
        "5.2.3",
        Text("the characters of a full line are not 28", "每行不是28字"),
        Text("28 characters: spacing condensed by 0.25 pt", "28字：字符间距紧缩0.25磅"),
        _characters,
        fixed=True,
    ),
    Rule(
        "GW006",
        _I,
        "docx",
        "5.2.3",
        Text("the document's grid is missing or does not fit 22 lines", "没有文档网格，或与每面22行不符"),
        Text("a grid of 28.95 pt a line", "行距28.95磅的网格"),
        _grid,
        fixed=True,
    ),
    Rule(
        "GW007",
        _W,
        "docx",
        "5.2.3",
        Text("there is space before or after paragraphs", "段前或段后有间距"),
        Text("0", "0"),
        _spaced,
        fixed=True,
    ),
    Rule(
        "GW008",
        _E,
        "docx",
        "5.2.4",
        Text("text is not black", "文字不是黑色"),
        Text("black", "黑色"),
        _coloured,
    ),
    Rule(
        "GW009",
        _W,
        "docx",
        "5.2.2",
        Text("no typeface is named for Chinese characters", "中文字体没有写明"),
        Text("a typeface by name, such as 仿宋_GB2312", "写明字体，如仿宋_GB2312"),
        _unnamed,
        fixed=True,
    ),
    Rule(
        "GW010",
        _W,
        "docx",
        "practice",
        Text("quotation marks or dashes are set in a Latin typeface", "引号、破折号、省略号用了西文字体"),
        Text("the typeface of the text", "与正文相同的中文字体"),
        _latin_marks,
        fixed=True,
    ),
)
