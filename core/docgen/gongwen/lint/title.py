"""Rules of the title (7.3.1) and of whom a document is sent to (7.3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.gongwen.layout import XIAOBIAOSONG, Size
from docgen.gongwen.lint.findings import Draft, Hit, Rule
from docgen.gongwen.lint.head import is_face, looks_of
from docgen.gongwen.lint.parts import KINDS
from docgen.problems import Severity
from docgen.text import Text

_A_LINE = 20  # characters of 22 pt in 156 mm


def _type(draft: Draft) -> Iterator[Hit]:
    for each in draft.parts.title:
        if not is_face(each.font, XIAOBIAOSONG) or any(run.size != Size.NO_2 for run in each.inked):
            yield Hit(each.place, looks_of(each))
        elif each.align != "center":
            yield Hit(each.place, Text("not centred", "没有居中"))


def _ends_with_mark(draft: Draft) -> Iterator[Hit]:
    if draft.parts.heading[-1:] in tuple("。；：，！;:,.!、"):
        yield Hit(draft.parts.title[-1].place, draft.parts.heading[-1])


def _form(draft: Draft) -> Iterator[Hit]:
    parts, heading = draft.parts, draft.parts.heading.rstrip("。；：，！;:,.!、")
    if not parts.title or draft.document.is_template:
        return
    heading = re.sub(r"[（(][^）)]*[）)]$", "", heading)
    if not heading.endswith(tuple(KINDS)):
        yield Hit(parts.title[-1].place, Text("ends with {end}", "末尾是“{end}”").format(end=heading[-4:]))
    elif "关于" in heading and not re.search(rf"的(补充|紧急|联合)?({'|'.join(KINDS)})$", heading):
        yield Hit(parts.title[-1].place, Text("no 的 before {kind}", "“{kind}”前没有“的”").format(kind=parts.kind))


def _lines(draft: Draft) -> Iterator[Hit]:
    title = draft.parts.title
    if draft.document.is_template:
        return
    lines = [line.strip() for each in title for line in each.text.split("\n")]
    if len(lines) == 1 and lines and len(lines[0]) > _A_LINE:  # Word breaks it where a line is full
        lines = [lines[0][at : at + _A_LINE] for at in range(0, len(lines[0]), _A_LINE)]
    for line in lines if len(title) > 1 or len(lines) > 1 else ():
        if len(line) > _A_LINE + 2:
            yield Hit(title[0].place, Text("a line of {n} characters", "有一行{n}字").format(n=len(line)))
    if len(lines) > 1 and len(lines[-1]) < 3:
        yield Hit(title[-1].place, Text("{n} characters in the last line", "末行只有{n}字").format(n=len(lines[-1])))
    organs = [*draft.parts.organs, *(each.plain for each in draft.parts.names)]
    for text in _bad_breaks(lines, organs):
        yield Hit(title[0].place, text)
    if any(len(b) + 1 < min(len(a), len(c)) for a, b, c in zip(lines, lines[1:], lines[2:], strict=False)):
        yield Hit(title[0].place, Text("a middle line shorter than those around it", "中间的一行比上下行短"))


def _bad_breaks(lines: list[str], organs: list[str]) -> Iterator[Text]:
    """Where the lines of a title part what belongs together."""
    text, at = "".join(lines), 0
    whole = [found for organ in organs for found in re.finditer(re.escape(organ), text) if len(organ) > 1]
    whole += [found for found in re.finditer("《[^《》]*》", text) if len(found[0]) <= _A_LINE]
    whole += re.finditer(r"[0-9０-９.．%]+[年月日号届次个项万亿%]?", text)
    whole += re.finditer("关于|有关|进一步|[一二三四五六七八九十]+[届次个项]", text)
    for line in lines[:-1]:
        at += len(line)
        if text[at] in "的、》）和及与":
            yield Text("a line begins with {c}", "有一行以“{c}”开头").format(c=text[at])
        elif parted := next((each for each in whole if each.start() < at < each.end()), None):
            yield Text("{word} is parted", "“{word}”被分在两行").format(word=parted[0])


def _blank_lines(draft: Draft) -> Iterator[Hit]:
    parts, flow = draft.parts, draft.document.flow
    if not parts.title or not parts.number or parts.number not in flow:
        return
    first, last = flow.index(parts.title[0]), flow.index(parts.title[-1])
    above = flow[flow.index(parts.number) + 1 : first]
    lines = sum(not each.plain for each in above) + _lines_of(parts.title[0].looks.number("spacing", "before"))
    ruled = any(each.looks.find("pBdr") is not None and not each.plain for each in above)
    if lines - ruled != 2 and all(not each.plain for each in above):
        yield Hit(parts.title[0].place, Text("{n} blank lines above", "上方空{n}行").format(n=lines - ruled))
    below = next((at for at, each in enumerate(flow[last + 1 :]) if each.plain), 1)
    below += _lines_of(parts.title[-1].looks.number("spacing", "after"))
    if below != 1:
        yield Hit(parts.title[-1].place, Text("{n} blank lines below", "下方空{n}行").format(n=below))


def _lines_of(twips: int) -> int:
    return round(twips / 579)


def _stacked(draft: Draft) -> Iterator[Hit]:
    heading = draft.parts.heading
    found = re.search("请示报告|通知的通知|意见的通知的通知|批复的通知的通知|报告的报告|请示的请示", heading)
    if found:
        yield Hit(draft.parts.title[-1].place, found[0])


def _colon(draft: Draft) -> Iterator[Hit]:
    addressee = draft.parts.addressee
    if addressee and not addressee.plain.endswith("："):
        yield Hit(addressee.place, addressee.plain[-6:])


def _indented(draft: Draft) -> Iterator[Hit]:
    addressee = draft.parts.addressee
    if addressee is None:
        return
    left, _, first, chars = addressee.indent
    if left or first or chars or addressee.raw[:1] in (" ", "　", "\t"):
        yield Hit(addressee.place, Text("indented", "有缩进"))


def _many(draft: Draft) -> Iterator[Hit]:
    addressee = draft.parts.addressee
    if draft.parts.kind == "请示" and addressee and re.search("[、，,]", addressee.plain):
        yield Hit(addressee.place, addressee.plain)


def _needless(draft: Draft) -> Iterator[Hit]:
    if draft.parts.kind in ("公告", "通告", "纪要") and draft.parts.addressee:
        yield Hit(draft.parts.addressee.place, draft.parts.addressee.plain)


_E, _W = Severity.ERROR, Severity.WARNING
RULES = (
    Rule(
        "GW201",
        _W,
        "docx",
        "7.3.1",
        Text("the title is not 小标宋 of 22 pt, centred", "标题不是2号小标宋居中"),
        Text("小标宋 of 22 pt, centred", "2号小标宋体，居中"),
        _type,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW202",
        _W,
        "text",
        "practice",
        Text("the title ends with a punctuation mark", "标题末尾有标点"),
        Text("none", "不用标点"),
        _ends_with_mark,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW203",
        _W,
        "text",
        "7.3.1",
        Text("the title does not end with a kind of document", "标题不是“关于……的文种”的形式"),
        Text("关于 … 的 and one of the 15 kinds, such as 通知", "关于……的，加15种文种之一，如“通知”"),
        _form,
        official=True,
    ),
    Rule(
        "GW204",
        _W,
        "docx",
        "7.3.1",
        Text("the lines of the title are broken badly", "标题分行不当"),
        Text("lines of at most 20 characters, broken between words", "每行不超过20字，词意完整，末行不少于3字"),
        _lines,
        official=True,
    ),
    Rule(
        "GW205",
        _W,
        "docx",
        "7.3.1",
        Text("the blank lines around the title are wrong", "标题上下的空行不对"),
        Text("2 above, 1 below", "红线下空2行，主送机关上空1行"),
        _blank_lines,
        official=True,
    ),
    Rule(
        "GW206",
        _W,
        "text",
        "7.3.1",
        Text("the title names two kinds of document", "标题里文种重叠"),
        Text("one kind", "只用一个文种"),
        _stacked,
        official=True,
    ),
    Rule(
        "GW210",
        _E,
        "text",
        "7.3.2",
        Text("主送机关 does not end with a full-width colon", "主送机关后没有全角冒号"),
        Text("：", "："),
        _colon,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW211",
        _E,
        "docx",
        "7.3.2",
        Text("主送机关 is indented", "主送机关没有顶格"),
        Text("no indent", "居左顶格"),
        _indented,
        official=True,
        fixed=True,
    ),
    Rule(
        "GW213",
        _W,
        "text",
        "practice",
        Text("a 请示 is sent to more than one", "请示有不止一个主送机关"),
        Text("one", "一个"),
        _many,
        official=True,
    ),
    Rule(
        "GW214",
        _W,
        "text",
        "practice",
        Text("a 公告, 通告 or 纪要 is sent to somebody", "公告、通告、纪要标了主送机关"),
        Text("nobody", "不标主送机关"),
        _needless,
        official=True,
    ),
)
