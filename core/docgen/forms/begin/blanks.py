"""Blanks that people fill in by hand: 姓名：____, an empty cell beside its label, empty rows below a header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from docgen.forms.begin.found import Found, TagOf, fill, plain_label, put_between, text_of
from docgen.render.xml import W

NUMBER = "序号"
_DAY = r"年[_＿ 　]+月[_＿ 　]+日"
_LABELLED = re.compile(
    r"([一-鿿（）()、]{2,16})(?=[ 　:：_＿])(?:[ 　]*([:：]))?"
    rf"(?:[ 　]*(?P<line>[_＿]{{2,}}(?:{_DAY})?)|(?P<day>[_＿ 　]{{2,}}{_DAY}))"
)
"""No two repetitions that take the same character follow each other: a line of spaces is read once, not for each of
its ends."""
_LABEL = re.compile(r"[^{}]*[一-鿿][^{}]*")
_LONGEST = 12
BY_HAND = re.compile(r"签名|签字|签收|签章|盖章|公章|手印|指纹|照片|相片|备注|意见")
"""Labels whose blanks are filled in by hand, unless a workbook has such a column."""
_NUMBERS = re.compile(r"\d{0,3}")
_AROUND_CELLS = [f"{W}{name}" for name in ("sdt", "sdtContent", "customXml")]
_HOLDS = [f"{W}{name}" for name in ("fldChar", "fldSimple", "sdt", "drawing", "pict", "object", "tbl")]
"""What a cell may hold though it has no text: a tag beside it would break it, or be in its way."""


def blanks_to_tags(root: Any, tag_of: TagOf, found: Found, *, guess: bool) -> None:
    """Make tags of the blanks below `root` whose label `tag_of` knows; the labels of others are noted in `found`, and
    their blanks stay. Where `tag_of` is a `guess`, a label in a sentence is none without a colon."""
    for table in root.iter(f"{W}tbl"):
        _of_table(table, tag_of, found)
    for paragraph in root.iter(f"{W}p"):
        _of_paragraph(paragraph, tag_of, found, guess=guess)


def cells_of(row: Any) -> list[Any]:
    """The cells of a table row, those in content controls too."""
    found = []
    for child in row:
        if child.tag == f"{W}tc":
            found.append(child)
        elif child.tag in _AROUND_CELLS:
            found += cells_of(child)
    return found


def is_header(row: Any) -> bool:
    """Whether all cells of a row are labels."""
    texts = [text_of(cell) for cell in cells_of(row)]
    return len(texts) > 1 and all(map(_is_label, texts))


def is_blank_row(row: Any, like: Any) -> bool:
    """Whether no text stands in a row, but perhaps its number; it has as many cells as the row `like`."""
    first, *others = (_typed(cell).strip() for cell in cells_of(row) or [row])
    return len(others) + 1 == len(cells_of(like)) and not any(others) and bool(_NUMBERS.fullmatch(first))


def is_held(cell: Any) -> bool:
    """Whether something else than text stands in a cell, or around it: a field, a content control, a picture."""
    plain = cell.getparent().tag == f"{W}tr" and cell.find(f"{W}p") is not None
    return not plain or next(cell.iter(*_HOLDS), None) is not None


def _typed(cell: Any) -> str:
    """The text of a cell without what a content control shows until somebody fills it in."""
    shown = {
        node
        for control in cell.iter(f"{W}sdt")
        if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
        for node in control.iter(f"{W}t")
    }
    return "".join(node.text or "" for node in cell.iter(f"{W}t") if node not in shown)


def _of_table(table: Any, tag_of: TagOf, found: Found) -> None:
    rows = table.findall(f"{W}tr")
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        if after is not None and is_header(row) and is_blank_row(after, row):
            _below_header(row, after, tag_of, found)
        else:
            _beside_labels(row, tag_of, found)


def _below_header(header: Any, row: Any, tag_of: TagOf, found: Found) -> None:
    """A row of a list; its numbers are told by docgen."""
    tags: list[str | None] = []
    labels = [plain_label(text_of(cell)) for cell in cells_of(header)]
    for label in labels:
        tags.append(f"{{{{ {NUMBER} }}}}" if label == NUMBER else tag_of(label))
    if not any(tag for label, tag in zip(labels, tags, strict=True) if label != NUMBER):
        found.by_hand += labels
        return
    for label, tag, cell in zip(labels, tags, cells_of(row), strict=True):
        if (run := _put(cell, label, tag, found)) is not None:
            found.in_rows.append((run, label))


def _beside_labels(row: Any, tag_of: TagOf, found: Found) -> None:
    for before, cell in pairwise(cells_of(row)):
        label = plain_label(text_of(before))
        if _is_label(label) and not _typed(cell).strip():
            _put(cell, label, tag_of(label), found)


def _put(cell: Any, label: str, tag: str | None, found: Found) -> Any:
    """The run that was put into the cell, if one was."""
    if tag is None:
        found.by_hand.append(label)
        return None
    if is_held(cell):
        found.held.append((label, text_of(next(cell.iterancestors(f"{W}tr")))))
        return None
    run = fill(cell, tag)
    found.blanks[run.getparent(), tag] = ""
    return run


def _is_label(text: str) -> bool:
    plain = plain_label(text)
    return 0 < len(plain) <= _LONGEST and bool(_LABEL.fullmatch(plain))


def _of_paragraph(paragraph: Any, tag_of: TagOf, found: Found, *, guess: bool) -> None:
    nodes = [node for node in paragraph.iter(f"{W}t") if node.text]
    around, whole = text_of(paragraph), "".join(_with_lines(node) for node in nodes)
    tags = []
    for match in _LABELLED.finditer(whole):
        label, colon = match[1], bool(match[2])
        names = _tails(label, colon) if colon or not guess else ()
        tag = next(filter(None, map(tag_of, names)), None)
        if tag is None and BY_HAND.search(label):
            found.by_hand.append(label)
        elif tag is None:
            found.left.append((f"{label}{match[2]}____", around))
        else:
            start, end = match.span("line" if match["line"] else "day")
            tags.append((start, end, tag))
            found.blanks[paragraph, tag] = around[start:end]
    put_between(nodes, tags)


def _with_lines(node: Any) -> str:
    """The text of a node; underlined spaces are lines to write on."""
    text = str(node.text)
    line = node.getparent().find(f"{W}rPr/{W}u")
    drawn = line is not None and line.get(f"{W}val", "single") != "none"
    return "_" * len(text) if drawn and not text.strip() else text


def _tails(label: str, colon: bool) -> Iterator[str]:
    """What the label of a blank may be: all of it, or its end, as in 兹聘请姓名____; what stands before a colon is
    taken as a whole."""
    yield label
    if not colon:
        yield from (label[start:] for start in range(1, len(label) - 1))
