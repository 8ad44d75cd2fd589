"""The elements of an official document, told apart by their text, type and place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile

from docgen.gongwen.layout import Size
from docgen.gongwen.lint.document import Document, Paragraph
from docgen.gongwen.lint.looks import W

KINDS = "决议 决定 命令 令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要".split()
"""文种 (Regulation of 2012, article 8)."""

NUMBER = re.compile(
    r"[㐀-鿿某]{1,14}(?:字)?\s*[〔\[［【（(〈]\s*(?:\d{2,4}|某)\s*[〕\]］】）)〉]\s*第?\s*(?:\d+|某)\s*号"
)
"""发文字号, right or wrong."""
_YEAR = "[0-9０-９〇○零一二三四五六七八九Oo]{2,4}"
_PART = "[0-9０-９〇○零一二三四五六七八九十]{1,3}"
DATE = re.compile(rf"{_YEAR}\s*(?:年|[.．/-])\s*{_PART}\s*(?:月|[.．/-])\s*{_PART}\s*(?:日|号)?")
"""成文日期, right or wrong."""
LEVEL = re.compile(
    r"\s*(?:(?P<l1>[一二三四五六七八九十]{1,3})(?P<m1>[、.．，,。])"
    r"|(?P<b2>[（(])(?P<l2>[一二三四五六七八九十]{1,3})(?P<e2>[）)])(?P<m2>[、.．，]?)"
    r"|(?P<l3>\d{1,2})(?P<m3>．|[、.，](?!\d))"
    r"|(?P<b4>[（(])(?P<l4>\d{1,2})(?P<e4>[）)])(?P<m4>[、.．，]?))"
)
"""The number that begins a heading, right or wrong."""
_ORGANS = re.compile(
    "(局|委|委员会|政府|办公室|办|部|厅|院|党组|党支部|总支|单位|部门|街道|乡|镇|村|[社小]区|公司|学校|中心|领导小组|法院|处)$"
)
_PEOPLE = re.compile("居民|群众|同志|朋友|家长|先生|女士|老师|代表|党员|邻里|乡亲|业主")
_LETTER = re.compile("致.+(公开信|慰问信|感谢信|一封信)")
_FIRST = 12  # paragraphs that may stand before the title
_SECRET = re.compile(r"(绝密|机密|秘密|内部)\s*([★*☆].*)?")
_URGENT = re.compile(r"特急|加急|特提|平急|急件|紧急|急")


@dataclass
class Parts:
    """What was found; None or nothing for what is not there."""

    copy: Paragraph | None = None  # 份号
    secrecy: Paragraph | None = None  # 密级
    urgency: Paragraph | None = None  # 紧急程度
    mark: Paragraph | None = None  # 发文机关标志
    marks: list[Paragraph] = field(default_factory=list)  # all its lines
    number: Paragraph | None = None  # 发文字号
    signer: Paragraph | None = None  # 签发人
    title: list[Paragraph] = field(default_factory=list)
    addressee: Paragraph | None = None  # 主送
    body: list[Paragraph] = field(default_factory=list)
    attachments: list[Paragraph] = field(default_factory=list)  # 附件说明
    name: Paragraph | None = None  # 署名
    names: list[Paragraph] = field(default_factory=list)  # those of all organs
    date: Paragraph | None = None  # 成文日期
    note: list[Paragraph] = field(default_factory=list)  # what stands between date and 附件
    annexes: list[Paragraph] = field(default_factory=list)  # their marks, 附件1
    record: list[Paragraph] = field(default_factory=list)  # 版记
    letter: bool = False  # a letter to people, which is set as its writer likes

    @property
    def official(self) -> bool:
        """Whether it is an official document: it has a number, an organ's mark or an organ that it is sent to; a
        promise that somebody makes to an organ is none."""
        sent = self.addressee and (self.kind or "关于" in self.heading or not self.title)
        return bool(self.number or self.mark or sent)

    @property
    def form(self) -> str:
        """信函, 命令 or 纪要 where it has the format of one (10), nothing where it has that of a 文件."""
        text = "".join("".join(each.plain.split()) for each in self.marks)
        if self.mark is None or text.endswith("文件"):
            return ""
        if text.endswith(("令", "纪要")):
            return "命令" if text.endswith("令") else "纪要"
        double = any(is_double(each) for each in self.marks)
        return "信函" if double or self.kind == "函" else ""

    @property
    def organs(self) -> list[str]:
        """The organs whose document it is, as 发文机关标志 names them."""
        lines = [re.sub(r"\s|文件$|命令$|令$|会议纪要$|纪要$", "", each.text) for each in self.marks]
        return [line for line in lines if line]

    @property
    def heading(self) -> str:
        """The title in one line."""
        return "".join("".join(each.plain.split()) for each in self.title)

    @property
    def kind(self) -> str:
        """Its 文种, or nothing."""
        heading = re.sub(r"[（(][^）)]*[）)]$", "", self.heading)
        return max((kind for kind in KINDS if heading.endswith(kind)), key=len, default="")


def parts_of(document: Document) -> Parts:
    """Tell the elements of a document apart."""
    parts, flow = Parts(), [each for each in document.flow if each.plain]
    parts.record = [each for each in document.paragraphs if _in_record(each)]
    parts.letter = any(map(_is_title_of_letter, document.paragraphs[:_FIRST]))
    recorded = {id(each) for each in parts.record}
    flow = [each for each in flow if id(each) not in recorded]
    start = next((at for at, each in enumerate(flow) if _is_title(each)), len(flow))
    _head(parts, _before(flow, start, document))
    rest = flow[start:]
    parts.title = list(takewhile(lambda each: _is_title(each) or _goes_on(each, rest), rest))
    _main(parts, rest[len(parts.title) :], document)
    return parts


def _before(flow: list[Paragraph], start: int, document: Document) -> list[Paragraph]:
    """What stands before the title, in tables too; where there is no title, the first paragraphs."""
    if start == len(flow):
        return flow[:6]
    return [each for each in document.paragraphs[: document.paragraphs.index(flow[start])] if each.plain]


def _is_title(paragraph: Paragraph) -> bool:
    if paragraph.size < Size.SMALL_2 or any(run.is_red for run in paragraph.inked):
        return _looks_like_title(paragraph)
    return not paragraph.plain.endswith("文件")


def _looks_like_title(paragraph: Paragraph) -> bool:
    """A title that is set in the wrong type is one by its words."""
    text, red = paragraph.plain, any(run.is_red for run in paragraph.inked)
    return not red and bool(re.search(rf"关于.+的\s*(?:{'|'.join(KINDS)})[。！]?$", text)) and len(text) < 80


def _is_title_of_letter(paragraph: Paragraph) -> bool:
    return paragraph.size >= Size.SMALL_2 and bool(_LETTER.fullmatch("".join(paragraph.plain.split())))


def _goes_on(paragraph: Paragraph, rest: list[Paragraph]) -> bool:
    """Whether it is a further line of a title."""
    return paragraph is not rest[0] and paragraph.size == rest[0].size and paragraph.align == rest[0].align == "center"


def _head(parts: Parts, head: list[Paragraph]) -> None:
    for each in (piece for whole in head for piece in _pieces(whole)):
        text = each.plain
        if NUMBER.match(text) and len(text) < 60:
            parts.number = each
        if "签发人" in text:
            parts.signer = each
        elif re.fullmatch(r"(?:№|No\.?)?\s*\d{1,12}", text) and not parts.mark:
            parts.copy = each
        elif _SECRET.fullmatch(text):
            parts.secrecy = each
        elif _URGENT.fullmatch(text):
            parts.urgency = each
        elif re.search("文件$|命令$|令$", text) and each.size >= Size.NO_2:
            parts.mark = parts.mark or each
    before = list(takewhile(lambda each: not _has(each, parts.number), head)) if parts.number else head
    large = [each for each in before if each.size >= Size.NO_2]
    if parts.number and not parts.mark:  # a 标志 without 文件: what is large and stands before the number
        parts.mark = next(iter(large), None)
    if parts.mark:
        parts.marks = large if parts.mark in large else [parts.mark]
        parts.mark = parts.marks[0]


def _pieces(paragraph: Paragraph) -> list[Paragraph]:
    """The paragraph; or, where a tab parts what stands on the left from 发文字号, both."""
    tab = next((at for at, run in enumerate(paragraph.runs) if run.text == "\t"), 0)
    left, right = replace(paragraph, runs=paragraph.runs[:tab]), replace(paragraph, runs=paragraph.runs[tab + 1 :])
    return [left, right] if left.plain and NUMBER.match(right.plain) else [paragraph]


def _has(whole: Paragraph, piece: Paragraph | None) -> bool:
    return piece is not None and whole.element is piece.element


def is_double(paragraph: Paragraph) -> bool:
    """Whether a double rule is drawn below it."""
    borders = paragraph.looks.find("pBdr")
    return borders is not None and any("Gap" in (each.get(W + "val") or "") for each in borders)


def _main(parts: Parts, rest: list[Paragraph], document: Document) -> None:
    """Everything below the title."""
    if rest and _is_addressee(rest[0]):
        parts.addressee, *rest = rest
    cut = next((at for at, each in enumerate(rest) if is_annex(each) and at), len(rest))
    if parts.official:
        parts.annexes = [each for each in rest[cut:] if is_annex(each)]
    parts.body = list(rest[:cut])
    if parts.official:
        _sign_off(parts, document)
    start = next((at for at, each in enumerate(parts.body) if is_attachment_note(each)), len(parts.body))
    parts.attachments, parts.body = parts.body[start:], parts.body[:start]


def _sign_off(parts: Parts, document: Document) -> None:
    """Take 署名, 成文日期 and what stands below them out of the body; a draft may have no date yet."""
    body = parts.body
    dates = [at for at, each in enumerate(body) if at and DATE.fullmatch(each.plain)]
    signed = [at for at, each in enumerate(body) if at and _is_signature(each)]
    if not (dates or signed):
        return
    at = (dates or signed)[-1]
    parts.date = body[at] if dates else None
    parts.body, parts.note = body[: at if dates else at + 1], body[at + 1 :]
    parts.names = _names(parts.body, document.paragraphs, body[at])
    parts.name = next(iter(parts.names[-1:]), None)


def _is_signature(paragraph: Paragraph) -> bool:
    """Whether it is 署名 also without a date below it: an organ on the right."""
    right = paragraph.align == "right" or paragraph.indent.left >= _RIGHT
    return right and _is_name(paragraph) and bool(_ORGANS.search(paragraph.plain))


_RIGHT = 7 * Size.NO_3.twips


def _names(body: list[Paragraph], all_of_them: list[Paragraph], last: Paragraph) -> list[Paragraph]:
    """署名 of each organ as far as the `last` line, taken out of the body; those of several may stand in a table."""
    at = all_of_them.index(last)
    above = takewhile(lambda each: each.cell or not each.plain, reversed(all_of_them[:at]))
    cells = [each for each in above if each.cell and each.plain][::-1]
    if cells and all(_is_name(each) and _ORGANS.search(each.plain) for each in cells):
        return cells
    found: list[Paragraph] = []
    while body and _is_name(body[-1]) and (not found or _ORGANS.search(body[-1].plain)):
        found.insert(0, body.pop())
    return found


def _is_addressee(paragraph: Paragraph) -> bool:
    text = paragraph.plain
    if len(text) > 90 or _PEOPLE.search(text) or LEVEL.match(text) or re.search("[。；！？]", text):
        return False
    named = re.sub(r"[（(][^）)]*[）)]", "", text.rstrip("：:；;，,"))
    return bool(named) and all(_ORGANS.search(each.strip()) for each in re.split("[、，,]", named)[-1:])


def _is_name(paragraph: Paragraph) -> bool:
    text = paragraph.plain
    return len(text) < 40 and not re.search("[。；：！？]", text) and not LEVEL.match(text)


def is_annex(paragraph: Paragraph) -> bool:
    """附件1 on a line of its own, right or wrong."""
    return bool(re.fullmatch(r"附\s*件\s*[0-9一二三四五六七八九十]*\s*[：:]?", paragraph.plain))


def is_attachment_note(paragraph: Paragraph) -> bool:
    """附件：…, the first line of 附件说明."""
    return bool(re.match(r"附件\s*[：:]\s*\S|附件\s*[0-9]\s*[：:.．、]\s*\S|附件\s*[：:]$", paragraph.plain))


def _in_record(paragraph: Paragraph) -> bool:
    """Whether it is a line of 版记."""
    text = paragraph.plain
    printed = re.search(r"(?:\d+\s*[日号]|日)\s*(?:印发|印)$|印发$", text) and len(text) < 60
    return bool(re.match(r"抄\s*送\s*[：:]?|主题词\s*[：:]?", text) and not paragraph.plain.endswith("抄送。")) or bool(
        printed and (DATE.search(text) or paragraph.size <= Size.NO_4)
    )
