"""Blocks that are not ended, end what was not begun, lie across each other, or would tear a document apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from docgen.problems import nearest
from docgen.render.mistakes.layout import cell, level
from docgen.render.mistakes.mistake import Mistake, brief
from docgen.render.source import Tag, Words
from docgen.text import Text

BLOCKS = ("if", "for", "set", "with", "filter", "macro", "call", "raw", "block", "autoescape")
MIDDLES = {"elif": ("if",), "else": ("if", "for")}
OWN = ("colspan", "cellbg", "vm", "hm")
"""The words of docxtpl."""

_KNOWN = {*BLOCKS, *(f"end{word}" for word in BLOCKS), *MIDDLES, *OWN, "include", "import", "from", "extends"}
_USUAL = [*(word for name in BLOCKS[:7] for word in (name, f"end{name}")), *MIDDLES, *OWN]
_OF_OTHERS = {
    **dict.fromkeys(("elseif", "elsif", "elsf", "否则如果"), "elif"),
    **dict.fromkeys(("foreach", "循环", "对于", "遍历"), "for"),
    **dict.fromkeys(("fi", "结束如果", "如果结束"), "endif"),
    **dict.fromkeys(("结束循环", "循环结束"), "endfor"),
    **dict.fromkeys(("如果", "若"), "if"),
    **dict.fromkeys(("否则", "其他"), "else"),
    **dict.fromkeys(("设", "设置"), "set"),
    **dict.fromkeys(("end", "结束"), "end"),
    "do": "",
}
"""Words of other languages; `end` is that of the block that is open."""
_MOST = 100
_UNCHANGED = ("with", "autoescape", "block")
"""Blocks whose content is printed once in any case."""


def known(word: str) -> bool:
    """Whether a tag may begin with the word, or prints and needs none."""
    return not word or word in _KNOWN


def likely(tag: Tag) -> str:
    """The word that the tag begins with, or the one that was meant; nothing when none is near."""
    if known(tag.word):
        return tag.word
    fixed = with_letter(tag)
    if fixed.text != tag.text:
        return likely(fixed)
    joined = "".join(tag.inner.split()).lower()  # {% end if %}
    word = tag.word.lower()
    if joined in _KNOWN:
        return joined
    if word == "fi" and joined != word:  # {% fi x %} begins something
        return "if"
    return _OF_OTHERS[word] if word in _OF_OTHERS else nearest(word, _USUAL) or ""


def with_letter(tag: Tag) -> Tag:
    """The tag with its p, tr, tc or r where docxtpl sees it: small, right behind the bracket, one blank behind it."""
    fixed = replace(tag, text=_LETTER.sub(lambda found: f"{found[1]}{found[2].lower()} ", tag.text))
    return fixed if fixed.kind and not (tag.word and known(tag.word)) else tag


_LETTER = re.compile(rf"^(\{{[{{%])\+?\s*((?i:p|tr|tc|r))(?:\s+|(?=(?:{'|'.join(sorted(_KNOWN))})\b))")


def opens(tag: Tag, word: str) -> bool:
    """Whether a tag with this word begins a block."""
    return word in BLOCKS and not (word == "set" and re.match(r"[^|]*=", tag.inner))


@dataclass
class Block:
    """A block with the tags that begin it, divide it and end it."""

    word: str
    opening: Tag
    parts: list[Tag] = field(default_factory=list)
    blamed: bool = False

    @property
    def end(self) -> str:
        """The tag that ends it, written like the one that began it."""
        return f"{{%{with_letter(self.opening).kind} end{self.word} %}}"


class Nesting:
    """Goes through the tags of a part: `complete` are the blocks that begin and end, `mistakes` all others, `words`
    what each tag that begins with no word of Jinja's is taken for, by its place."""

    def __init__(self, tags: Iterable[Tag]) -> None:
        self.complete: list[Block] = []
        self.mistakes: list[Mistake] = []
        self.words: dict[int, str] = {}
        self._unread = 0
        self._open: list[Block] = []
        self._torn: list[tuple[Block, Tag, int]] = []
        guesses = 0
        for tag in tags:
            if len(self.mistakes) >= _MOST:
                return
            guesses += not known(tag.word)
            word = self._word(tag) if guesses < _MOST else tag.word
            if opens(tag, word):
                self._open.append(Block(word, tag))
            elif word in MIDDLES:
                self._divide(tag, word)
            elif word.startswith("end") and word[3:] in BLOCKS:
                self._end(tag, word[3:])
        for block in self._open:
            if not block.blamed:
                self._say(block.opening, _NOT_ENDED.format(end=block.end))

    def _word(self, tag: Tag) -> str:
        if known(tag.word):
            return tag.word
        word = likely(tag)
        if word == "end":
            word = f"end{self._open[-1].word}" if self._open else ""
        self.words[tag.start] = word
        self._unread += not word
        return word

    def _say(self, tag: Tag, text: Text) -> None:
        self.mistakes.append(Mistake(tag, "template-block", text))

    def _divide(self, tag: Tag, word: str) -> None:
        block = self._open[-1] if self._open else None
        if block is None or block.word not in MIDDLES[word]:
            self._say(tag, _NOT_INSIDE.format(words=" / ".join(MIDDLES[word]), also=self._innermost()))
        elif block.parts and block.parts[-1].word == "else":
            self._say(tag, _AFTER_ELSE.format(other=_named(block.parts[-1])))
        else:
            block.parts.append(tag)

    def _end(self, tag: Tag, word: str) -> None:
        if any(block.word == word for block in reversed(self._open)):
            while self._open[-1].word != word:
                self._tear(self._open.pop(), tag)
            block = self._open.pop()
            block.parts.append(tag)
            self.complete.append(block)
        elif torn := next((torn for torn in reversed(self._torn) if torn[0].word == word), None):
            self._torn.remove(torn)
            self._across(*torn, tag)
        elif self._unread:  # what it ends may be a tag that is not understood
            self._unread -= 1
        else:
            self._say(tag, _NOT_BEGUN.format(word=word, also=self._innermost() if self._open else self._ended(word)))

    def _tear(self, block: Block, tag: Tag) -> None:
        """`tag` ends what lies around `block`, which is still open."""
        self._torn.append((block, tag, len(self.mistakes)))
        self._say(block.opening, _NOT_ENDED_BEFORE.format(end=block.end, other=_named(tag)))

    def _across(self, block: Block, first: Tag, index: int, last: Tag) -> None:
        text = _ACROSS.format(other=_named(block.opening), last=_named(last))
        self.mistakes[index] = Mistake(first, "template-block", text, _INNER_FIRST)

    def _innermost(self) -> Text:
        if not self._open:
            return Text("", "")
        block = self._open[-1]
        block.blamed = True
        return _OPEN_HERE.format(other=_named(block.opening), end=block.end)

    def _ended(self, word: str) -> Text:
        block = next((block for block in reversed(self.complete) if block.word == word), None)
        return _ENDED.format(other=_named(block.opening), end=_named(block.parts[-1])) if block else Text("", "")


def _named(tag: Tag) -> Text:
    return Text("{tag} ({place})", "{tag}（{place}）").format(tag=brief(tag.typed), place=tag.place)


_NOT_ENDED = Text("{end} is missing for it", "缺少对应的 {end}")
_NOT_ENDED_BEFORE = Text("{end} is missing for it before {other}", "在 {other} 之前缺少对应的 {end}")
_NOT_BEGUN = Text("there is no “{word}” before it{also}", "前面没有对应的 {word}{also}")
_NOT_INSIDE = Text("it stands in no {words}{also}", "它不在 {words} 之内{also}")
_AFTER_ELSE = Text("it follows {other}, which must be the last part", "它在 {other} 之后，而 else 应是最后一部分")
_OPEN_HERE = Text("; open here is {other}, which {end} ends", "；此处尚未结束的是 {other}，应以 {end} 结束")
_ENDED = Text("; {other} is ended by {end} already", "；{other} 已由 {end} 结束")
_ACROSS = Text(
    "it comes before {other} is ended by {last}: the two blocks lie across each other",
    "此时 {other} 尚未结束，到 {last} 才结束：两个标记交叉了",
)
_INNER_FIRST = Text("What begins last must end first.", "后开始的要先结束。")
_UNEVEN = Text(
    "it does not fit {other}: the document would be torn apart between the two",
    "它与 {other} 不在同一层，生成的文书会损坏",
)
_LIKE = Text(
    "Write both with the same letters (p, tr, tc or none), in the text or in one table, not in a link or a change.",
    "请让两处写法一致（同为 p、tr、tc 或都不加），同在正文或同一个表格里，且不在超链接或修订之内。",
)

_ON_LINES = Text(
    "Write both in one line, or each in a line of its own.", "请把两处写在同一行里，或者各占一行、不与文字混写。"
)
_CELLS = Text(
    "it stands in another cell than {other}: the row would lose cells",
    "它与 {other} 不在同一个单元格，表格会缺少单元格",
)
_EACH_CELL = Text(
    "Write an if with its endif in each of the cells, or {%tc if … %} in a cell of its own.",
    "请在每个单元格里各写一对 if 和 endif，或用独占一格的 {%tc if … %}。",
)


def torn_apart(words: Words, blocks: Iterable[Block]) -> Iterator[Mistake]:
    """Blocks whose tags stand at different depths: what lies between them cannot be left out or repeated. And filters
    that would change more than text."""
    for block in blocks:
        first, last = block.opening, block.parts[-1]
        if not all(known(tag.word) for tag in (first, *block.parts)):
            continue
        if block.word == "filter" and words.node(first.start + len(first.text) - 1) is not words.node(last.start):
            yield Mistake(last, "template-block", _FORMATTED.format(other=_named(first)), _FILTER_EACH)
        elif block.word not in _UNCHANGED:
            uneven = [tag for tag in block.parts if level(words, tag) != level(words, first)]
            like = _ON_LINES if words.plain else _LIKE
            yield from (Mistake(tag, "template-block", _UNEVEN.format(other=_named(first)), like) for tag in uneven)
            if uneven or block.word != "if" or first.kind in ("tr", "tc"):
                continue
            cells = (tag for tag in block.parts if cell(words, tag) is not cell(words, first))
            yield from (Mistake(tag, "template-block", _CELLS.format(other=_named(first)), _EACH_CELL) for tag in cells)


_FORMATTED = Text(
    "between it and {other} there is more than plain text, which the filter would spoil",
    "它与 {other} 之间有格式，过滤器会破坏文书",
)
_FILTER_EACH = Text(
    "Write the filter into each tag: {{ name|filter }}", "请在各个标记里使用过滤器，如 {{ 名称|过滤器 }}"
)
