"""What `docgen lint --fix` changes in the words of a document, and nowhere else in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from docgen.gongwen.lint.attachments import entries
from docgen.gongwen.lint.body import value
from docgen.gongwen.lint.document import TAG, Paragraph
from docgen.gongwen.lint.findings import Draft
from docgen.gongwen.lint.looks import W
from docgen.gongwen.lint.parts import LEVEL
from docgen.gongwen.lint.punctuation import BLANKS, DOTS, HALF, HAN, own_marks
from docgen.opc import local
from docgen.text import Text

_MASK = "\ue000"  # stands for each character of a tag: nothing is changed there


class Edit(NamedTuple):
    """`new` in place of the characters from `start` to `end`."""

    start: int
    end: int
    new: str


class Change(NamedTuple):
    """What was changed for the sake of a rule."""

    rule: str
    place: Text
    before: str
    after: str


class Words:
    """The text of a paragraph, which may be changed wherever its runs begin and end."""

    def __init__(self, element: Any) -> None:
        runs = [run for run in element.iter(W + "r") if next(run.iterancestors(W + "p")) is element]
        self._pieces = [piece for run in runs for piece in run if piece.tag in _PIECES]

    def __str__(self) -> str:
        text = "".join((each.text or "") if local(each) == "t" else "\t" for each in self._pieces)
        return TAG.sub(lambda tag: _MASK * len(tag[0]), text)

    def replace(self, edit: Edit) -> None:
        """Make one change; the new characters look like the first of the old ones."""
        new, at = edit.new, 0
        for piece in self._pieces:
            text = (piece.text or "") if local(piece) == "t" else "\t"
            start, end = max(edit.start - at, 0), min(edit.end - at, len(text))
            at += len(text)
            touched = start < end or (edit.start == edit.end and 0 <= start == end <= len(text) and text)
            if not touched or start > len(text) or end < 0 or local(piece) != "t":
                continue
            piece.text, new = text[:start] + new + text[end:], ""
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def drop_tabs(self, until: int) -> None:
        """Take away the tabs among the first `until` characters, as `replace` leaves them."""
        at = 0
        for piece in self._pieces:
            if at >= until:
                return
            if piece.tag == W + "tab":
                piece.getparent().remove(piece)
                at += 1
            elif piece.text:
                return


_PIECES = (W + "t", W + "tab", W + "br")


Find = Callable[[str], Iterable[Edit]]


def _swap(pattern: str, new: str | Callable[[re.Match[str]], str], flags: int = 0) -> Find:
    """Edits that put `new` in place of each match."""
    compiled = re.compile(pattern, flags)

    def find(text: str) -> Iterator[Edit]:
        for found in compiled.finditer(text):
            yield Edit(found.start(), found.end(), new(found) if callable(new) else found.expand(new))

    return find


_FULL = str.maketrans(",;:!?.()", "，；：！？。（）")


def _number(text: str) -> Iterator[Edit]:
    """A 文号 in the form 国发〔2012〕3号."""
    for found in _NUMBERED.finditer(text):
        yield Edit(found.start("open"), found.end(), f"〔{found['year']}〕{int(found['n'])}号")


_NUMBERED = re.compile(r"(?<=[㐀-鿿])(?P<open>[〔\[［【（(])\s*(?P<year>\d{4})\s*[〕\]］】）)]\s*第?\s*(?P<n>\d+)\s*号")


def _level(text: str) -> Iterator[Edit]:
    """The mark behind the number of a level: 一、 （一） 1． （1）."""
    if found := LEVEL.match(text):
        level = next(level for level in range(1, 5) if found[f"l{level}"])
        mark = found[f"m{level}"]
        if mark not in {1: "、", 3: "．."}.get(level, "") or (level in (2, 4) and mark):
            yield Edit(found.start(f"m{level}"), found.end(f"m{level}"), {1: "、", 3: "．"}.get(level, ""))


def _level_brackets(text: str) -> Iterator[Edit]:
    found = LEVEL.match(text)
    for level in (2, 4) if found else ():
        if found and found[f"l{level}"]:
            yield Edit(found.start(f"b{level}"), found.end(f"b{level}"), "（")
            yield Edit(found.start(f"e{level}"), found.end(f"e{level}"), "）")


def _half(text: str) -> Iterator[Edit]:
    for found in re.finditer(HALF, text):
        for at in {found.start(), found.end() - 1}:
            yield Edit(at, at + 1, text[at].translate(_FULL))


def _quotes(text: str) -> Iterator[Edit]:
    """Pairs of straight quotation marks, where there is Chinese and each has its partner."""
    places = [found.start() for found in re.finditer('"', text)]
    if len(places) % 2 == 0 and re.search(HAN, text):
        yield from (Edit(at, at + 1, "“”"[turn % 2]) for turn, at in enumerate(places))


def arabic_date(text: str) -> str:
    """A date of Chinese digits, dots or zeros as 2013年11月2日; nothing if it is not clear which day it is."""
    found = re.fullmatch(r"\s*(\S{4})\s*[年.．/-]\s*(\S{1,3})\s*[月.．/-]\s*(\S{1,3}?)\s*[日号]?\s*", text)
    if not found:
        return ""
    year = found[1].translate(_YEAR)
    month, day = (value(part.translate(_DIGITS).lstrip("0")) for part in found.groups()[1:])
    return f"{year}年{month}月{day}日" if year.isdecimal() and 1 <= month <= 12 and 1 <= day <= 31 else ""


_DIGITS = str.maketrans("０１２３４５６７８９〇○零Oo", "012345678900000")
_YEAR = _DIGITS | str.maketrans("一二三四五六七八九", "123456789")


def _date(text: str) -> Iterator[Edit]:
    new = arabic_date(text)
    if new and new != text.strip():
        yield Edit(0, len(text), new)


def _print_date(text: str) -> Iterator[Edit]:
    """The date at the end of 版记, with 印发 behind it."""
    found = re.search(r"\S{4}[年.．/-]\S{1,3}[月.．/-]\S{1,3}?[日号]?\s*(?:印发|印)?$", text)
    if found and (new := arabic_date(re.sub("印发?$", "", found[0]))) and new + "印发" != found[0]:
        yield Edit(found.start(), found.end(), new + "印发")


def _zero_dates(text: str) -> Iterator[Edit]:
    for found in re.finditer(r"(?<=\d年)0(?=[1-9]月)|(?<=\d月)0(?=[1-9][日号])", text):
        yield Edit(found.start(), found.end(), "")
    for found in re.finditer(r"(?<=\d月\d)号(?![楼院房线])|(?<=\d月\d\d)号(?![楼院房线])", text):
        yield Edit(found.start(), found.end(), "日")
    for found in re.finditer("二[○Oo0零一二三四五六七八九]{3}年", text):
        yield Edit(found.start(), found.end(), re.sub("[○Oo0零]", "〇", found[0]))
    for found in re.finditer("[０-９Ａ-Ｚａ-ｚ]", text):
        yield Edit(found.start(), found.end(), chr(ord(found[0]) - 0xFEE0))


def _brackets_around(text: str) -> Iterator[Edit]:
    inner = re.sub(r"^\s*[(（]?|[)）]?\s*$", "", text)
    if inner and text != f"（{inner}）":
        yield Edit(0, len(text), f"（{inner}）")


class _Mend(NamedTuple):
    """How a rule is kept: in which paragraphs, and by which edits."""

    rule: str
    where: Callable[[Draft], Iterable[Paragraph | None]]
    find: Find


def _copies(draft: Draft) -> Iterator[Paragraph]:
    yield from (each for each in draft.parts.record if re.match(r"抄\s*送", each.plain))


def _all(draft: Draft) -> list[Paragraph]:
    return draft.document.paragraphs


def _lone(draft: Draft) -> list[Paragraph]:
    """The paragraphs that bear the number of a lone attachment."""
    found = entries(draft)
    return [found[0].paragraph, *draft.parts.annexes] if len(found) == 1 and found[0].number else []


def _headings(draft: Draft) -> list[Paragraph]:
    from docgen.gongwen.lint.body import closed_headings

    return list(closed_headings(draft))


_MENDS = (
    _Mend("GW110", lambda draft: [draft.parts.number], _number),
    _Mend("GW111", lambda draft: [draft.parts.number], _number),
    _Mend("GW112", lambda draft: [each for each in _all(draft) if each is not draft.parts.number], _number),
    _Mend("GW202", lambda draft: draft.parts.title[-1:], _swap(r"[。；：，！;:,.!、]+\s*$", "")),
    _Mend("GW210", lambda draft: [draft.parts.addressee], _swap(r"(?<=[^：:\s])[:;；,，]?\s*$", "：")),
    _Mend("GW223", lambda draft: draft.parts.body, _level),
    _Mend("GW224", lambda draft: draft.parts.body, _level_brackets),
    _Mend("GW226", _headings, _swap(r"[。：；]\s*$", "")),
    _Mend("GW230", lambda draft: draft.parts.attachments[:1], _swap(r"^(附件)\s*:", r"\1：")),
    _Mend("GW230", lambda draft: draft.parts.attachments, _swap(r"(?<=^)(附件：\s*)?(\d{1,2})[、:：]", r"\g<1>\2．")),
    _Mend("GW230", lambda draft: draft.parts.attachments, _swap(r"[。；，、;,.]\s*$", "")),
    _Mend("GW230", lambda draft: draft.parts.attachments, _swap(r"(?<=[．.：])《([^》]*)》\s*$", r"\1")),
    _Mend("GW234", lambda draft: draft.parts.annexes, _swap(r"[：:]\s*$", "")),
    _Mend("GW235", _lone, _swap(r"(?<=^附件：)1[．.]|(?<=^附件)1(?=\s*$)", "")),
    _Mend("GW240", lambda draft: [draft.parts.date], _date),
    _Mend("GW244", lambda draft: draft.parts.note[:1], _brackets_around),
    _Mend("GW250", _copies, _swap(r"^(抄\s*送)\s*:?(?=[^：:\s])", r"\1：")),
    _Mend("GW250", _copies, _swap(r"(?<=[^。\s])[.；;，,]?\s*$", "。")),
    _Mend("GW252", lambda draft: draft.parts.record, _print_date),
    _Mend("GW270", _all, _zero_dates),
    _Mend("GW271", _all, _half),
    _Mend("GW272", _all, _quotes),
    _Mend("GW273", _all, _swap(DOTS, "……")),
    _Mend("GW274", _all, _swap("(?<=[》”])、(?=[《“])", "")),
    _Mend("GW275", lambda draft: [each for each in draft.parts.body if len(each.plain) >= 20], _swap(BLANKS, "")),
)


def mend_text(draft: Draft, broken: set[str]) -> Iterator[Change]:
    """Change the words for each of the rules that are broken."""
    for mend in _MENDS:
        for each in mend.where(draft) if mend.rule in broken else ():
            if each is not None:
                yield from _mended(mend, each, last=each is draft.parts.addressee)


def _mended(mend: _Mend, paragraph: Paragraph, *, last: bool) -> Iterator[Change]:
    words = Words(paragraph.element)
    before = str(words)
    edits = [each for each in mend.find(before) if before[each.start : each.end] != each.new]
    if mend.rule == "GW271":
        start, end = own_marks(before, last=last)
        edits = [each for each in edits if start <= each.start and each.end <= end]
    for edit in sorted(edits, reverse=True):
        words.replace(edit)
    for edit in sorted(edits):
        yield Change(mend.rule, paragraph.place, *_around(before, edit))


def _around(text: str, edit: Edit) -> tuple[str, str]:
    """What stood there and what does now, with a few characters on each side."""
    before, after = text[max(0, edit.start - 4) : edit.start], text[edit.end : edit.end + 4]
    pair = (f"{before}{middle}{after}" for middle in (text[edit.start : edit.end], edit.new))
    first, second = (each.replace(_MASK, "…").strip() for each in pair)
    return first, second
