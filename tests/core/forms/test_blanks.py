"""Whatever blanks an old form holds, each is a tag, left for hand by its label, or listed with its paragraph."""

import re
import tempfile
import time
from itertools import product
from pathlib import Path

import pytest
from depth import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from old_forms import W, old_form, para, table

from docgen.forms.begin.columns import named
from docgen.forms.begin.conversion import Conversion, converted
from docgen.forms.begin.labels import Guess, Tags
from docgen.forms.begin.spots import spots_of
from docgen.render.package import read_parts
from docgen.render.xml import parsed

LABELS = ("姓名", "姓　名", "性别", "职务", "签名", "兹聘请", "Name", "联系电话（家庭）", "1.籍贯", "（二）单位", "")
JOINTS = ("：", ":", "", " ", "： ")
BLANKS = (
    "____",
    "‗‗‗‗",
    "____年__月__日",
    "　　年　月　日",
    "………",
    "......",
    "（  ）",
    "□是 □否",
    "2024年__月__日",
    "______年__月",
)
BEHIND = ("", "，", "同志", "（姓名）", "（签名）", "　", "。")
RAW = re.compile(r"_{2}|‗|…{3}|\.{4}|（ *）|□|[_　 ]年|年[_　 ]")
"""What a person would take for a blank."""


def conversion(*body: str, columns: tuple[str, ...] | None) -> tuple[Conversion, list[str]]:
    """The form, and the texts of its paragraphs."""
    with tempfile.TemporaryDirectory() as folder:
        tags = Tags(named(columns)) if columns else Guess()
        made = converted(old_form(Path(folder), *body), tags, "表", each=True)
    root = parsed(read_parts(made.data)["word/document.xml"])
    return made, ["".join(node.text or "" for node in each.iter(f"{W}t")) for each in root.iter(f"{W}p")]


@st.composite
def lines(draw: st.DrawFn) -> str:
    pieces = st.tuples(*map(st.sampled_from, (LABELS, JOINTS, BLANKS, BEHIND)))
    return "".join("".join(piece) for piece in draw(st.lists(pieces, min_size=1, max_size=3)))


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(lines(), min_size=1, max_size=3), st.booleans(), st.booleans())
def test_none_is_silent(texts, in_cells, has_data):
    body = [table(*((text, "某某") for text in texts))] if in_cells else list(map(para, texts))
    made, printed = conversion(*body, columns=("姓名", "性别", "联系电话") if has_data else None)
    by_hand = "、".join(made.by_hand)
    listed = [around for _, around in (*made.left, *made.unnamed, *made.held)]
    for text in printed:
        if not RAW.search(text):
            continue
        names = re.split(r"[、（□ ]", by_hand)
        assert _seems_told(text, listed) or any(name and name in text for name in names) or "□" in by_hand, (text, made)
        for spot in spots_of(re.sub(r"\{\{.*?\}\}", "，", text)):
            label = spot.label or spot.caption
            is_signed = spot.kind == "date" and "（日期）" in by_hand
            told = (label and label in by_hand) or _seems_told(text, listed) or "□" in by_hand or is_signed
            assert told, (text, spot, made)


def _seems_told(text: str, listed: list[str]) -> bool:
    """Whether a paragraph is listed as it was before tags came into it, with rules for underlined spaces."""
    pieces = [re.escape(piece.strip()) for piece in re.split(r"\{\{.*?\}\}", text) if piece.strip()]
    pattern = ".*".join(pieces).replace(r"\ ", "[ _]")
    return any(re.search(pattern, around) for around in listed)


def test_two_labels_in_a_line_are_both_filled_in():
    blanks = [*BLANKS[:7], *BLANKS[8:], "        ", "　　　　", "\t\t"]
    ways = list(product(("：", "： ", "：　", ": "), blanks, ("", "　", "  ", "，", "。", "（必填）", "\n")))
    lines = [para(f"姓名{joint}{blank}{behind}职务{joint}{blank}") for joint, blank, behind in ways]
    made, printed = conversion(*lines, columns=("姓名", "职务"))
    assert len(printed) == len(ways)
    for text in printed:
        assert ("{{ 姓名 }}" in text, "{{ 职务 }}" in text, RAW.search(text)) == (True, True, None), text
    assert (made.left, made.unnamed, made.by_hand) == ((), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "我们将继续努力……",
        "2013年11月22日 星期五",
        "附件：  1.名单",
        "各乡镇党委、街道党工委：",
        "一、基本情况：",
        "文件 file_name.docx",
        "（一）指导思想",
        "本月底前完成",
    ],
)
def test_words_are_no_blanks(text):
    made, printed = conversion(para("{姓名}"), para(text), columns=("姓名",))
    assert printed[1] == text
    assert (made.left, made.unnamed, made.held, made.by_hand) == ((), (), (), ())


@pytest.mark.parametrize(
    "text", ["年 月" * 20_000, "._" * 40_000, "：  " * 40_000, "□" * 40_000, "（" * 90_000, "a " * 50_000]
)
def test_strange_lines_are_read_at_once(text):
    before = time.process_time()
    spots_of(text)
    assert time.process_time() - before < 3
