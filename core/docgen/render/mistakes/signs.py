"""Full-width signs: what a Chinese keyboard types for brackets, quotes and commas; and brackets that make no tag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from docgen.render.mistakes.mistake import Mistake, write
from docgen.render.source import TAG, Tag, Words, straightened
from docgen.text import Text

_WIDE = str.maketrans(
    "｛｝％＃｜（）［］，、．。：＝＋－＊／＜＞！～　０１２３４５６７８９", "{}%#|()[],,..:=+-*/<>!~ 0123456789"
)
_QUOTES = str.maketrans("＂＇", "\"'")
_PIECES = re.compile(r"\"[^\"]*\"|'[^']*'|[^\"']+|.", re.DOTALL)

# What was meant to be a tag: a bracket of it is full-width, or its two signs stand apart.
_MEANT = re.compile(
    r"""(?: ｛[ \u3000]?[｛{%％] | \{[｛％] ) [^\n{}｛｝]* [}｝]{0,2}
    | \{[ \u3000\xa0]+\{ [^\n{}]* \}[ \u3000\xa0]*\} | \{[ \u3000\xa0]+% [^\n{}%]* %[ \u3000\xa0]*\}""",
    re.VERBOSE,
)
_CLOSING = re.compile(r"\}\}|%\}")
_BEFORE = 12


def straight(text: str) -> str:
    """A tag as it is read: with straight quotes around texts."""
    return straightened(text.translate(_QUOTES))


def narrow(text: str) -> str:
    """A tag with half-width signs, but for what stands in quotes."""
    return outside_texts(straight(text), lambda piece: piece.translate(_WIDE))


def outside_texts(tag: str, change: Callable[[str], str]) -> str:
    """A tag with what stands outside of quotes changed."""
    return _PIECES.sub(lambda piece: piece[0] if piece[0][0] in "\"'" else change(piece[0]), tag)


def meant(words: Words, tags: Iterable[Tag]) -> Iterator[Mistake]:
    """What looks like a tag, but is none of the `tags` and would be printed as it stands."""
    outside = TAG.sub(lambda tag: "\0" * len(tag[0]), words.text)
    for tag in tags:
        end = tag.start + len(tag.text)
        if end > tag.start and outside[end - 1] != "\0":  # one with others inside
            outside = outside[: tag.start] + "\0" * len(tag.text) + outside[end:]
    for found in _MEANT.finditer(outside):
        fixed = re.sub(r"(?<=\{)\s+(?=[{%])|(?<=[}%])\s+(?=\})", "", narrow(found[0]))
        text = _WIDE_TAG if narrow(found[0]) != found[0] else _APART
        yield Mistake(Tag(found[0], words, found.start()), "template-signs", text, write(fixed))
    yield from _unopened(words, _MEANT.sub(lambda found: "\0" * len(found[0]), outside))


_WIDE_TAG = Text("a tag in full-width signs is printed as it stands", "全角符号写的标记不起作用，会原样印出")
_APART = Text("the two signs of a bracket stand apart: it is printed as it stands", "标记的两个括号分开了，会原样印出")
_UNOPENED = Text("“{closing}” closes what was not opened", "“{closing}”前面没有对应的开头")


def _unopened(words: Words, outside: str) -> Iterator[Mistake]:
    """Closing brackets without an opening one; single brackets in a text may lie in each other."""
    for found in _CLOSING.finditer(outside):
        before = outside[outside.rfind("\n", 0, found.start()) + 1 : found.start()]
        if before.count("{") - before.count("}") >= found[0].count("}"):
            continue
        opening = before.rfind("{", -_BEFORE)
        start = found.start() - (len(before) - opening if opening >= 0 else min(len(before), _BEFORE))
        typed = outside[start : found.end()].rpartition("\0")[2]
        tag = Tag(typed, words, found.end() - len(typed))
        yield Mistake(tag, "template-signs", _UNOPENED.format(closing=found[0]))
