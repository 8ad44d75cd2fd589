"""All that the search found before it was rewritten is found by it."""

import sys
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import Access
from docgen.batch.guard.watch import Watch
from docgen.personal import personal_numbers

sys.path.insert(0, str(Path(__file__).parent))
from before.watch import Watch as WatchBefore
from test_watch import HOTLINE, ID, ID_15, MOBILE, data_of, document

NUMBERS = [ID, ID_15, MOBILE, HOTLINE, "13712345678", "99018119700101123X", "02801971790", "01971790", "09902456789"]
NUMBERS += ["2456789", "2466781", "20131104", "2013", "38", "7", "0403-00001", "360.5", "86", "028"]
WORDS = [
    "丁浩",
    "李丽",
    "张伟",
    "赵敏",
    "周平",
    "钱明",
    "孙强",
    "石人路7号院7栋1单元1204室",
    "DingHao@Example.org",
    "匿名",
]
WORDS += [
    "来信",
    "反映",
    "收到",
    "丰乐社区",
    "年",
    "月",
    "人",
    "第",
    "一",
    "三组",
    "电话",
    "ABC",
    "x",
    "l",
    "o",
    "３×４",
    "½",
]
SIGNS = [*" 　-－—–.·•・、，,/／;；:：|_~*+()（）\n\t\u200b\u00ad\ufeff\u2060%‰元"]
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
FORMAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

MASKED = {number.masked for each in NUMBERS for number in personal_numbers(each)}
"""What happens to be like a number, 1971790 2013, need not be found any more."""


@st.composite
def disguised(draw, whole: str) -> str:
    table = draw(st.sampled_from([None, None, FULL, CHINESE, FORMAL, ARABIC]))
    text = whole.translate(table) if table else whole
    signs = "".join(draw(st.lists(st.sampled_from(SIGNS), max_size=3)))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)))
    if draw(st.booleans()) and cuts:
        cuts = list(range(1, len(text))) if draw(st.booleans()) else cuts
    parts = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return signs.join(parts)


pieces = st.one_of(
    st.sampled_from(NUMBERS + WORDS).flatmap(disguised),
    st.sampled_from(NUMBERS + WORDS),
    st.sampled_from(SIGNS),
    st.text("0123456789", min_size=1, max_size=20),
)
texts = st.lists(pieces, min_size=1, max_size=5).map("".join)
DATA = data_of()
LEVELS = [Access.PUBLIC, Access.INTERNAL, Access.RESTRICTED]
BEFORE = {level: WatchBefore(document(level), DATA) for level in LEVELS}
NOW = {level: Watch(document(level), DATA) for level in LEVELS}


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=2_000, deadline=None)
@given(texts)
def test_it_finds_all_that_was_found_before(level: Access, text: str):
    def found(watch):
        watch._warned.clear()
        problems = watch.document(PurePosixPath("信"), {"甲": text})
        return {(p.code, str(p.value), p.text) for p in problems if p.code != "personal-number" or p.value in MASKED}

    assert found(BEFORE[level]) <= found(NOW[level])
