"""What a tag that was written like a sheet's header or a Chinese sentence should be instead."""

from __future__ import annotations

import re

from docgen.render.mistakes.mistake import brief, write
from docgen.render.mistakes.signs import outside_texts
from docgen.render.source import Tag
from docgen.schema import variable
from docgen.text import Text

_BRACKETS = re.compile(r"([\w.]++\s*+[(（][^()（）{}|\"'“”‘’,，=]++[)）]\w*+)\s*+(\|[^{}]*+)?")
_LISTED = re.compile(r"[\w.]++(?:\s*+[、，]\s*+[\w.]++)+")
_BLANKS = re.compile(r"(\w++(?:\s++\w++)+)\s*+(\|[^{}]*+)?")
_WORDS_OF_JINJA = {"and", "or", "not", "in", "is", "if", "else"}


def as_names(tag: Tag) -> Text | None:
    """The hint to name a value as templates do, where a tag prints a header with wide brackets or blanks, or several
    at once."""
    inner = tag.inner if tag.text.startswith("{{") else ""
    if re.search("[（）]", inner):
        return as_header(tag)
    if _LISTED.fullmatch(inner):
        names = re.split(r"\s*[、，]\s*", inner)
        each = "、".join(f"{{{{ {name} }}}}" for name in names)
        return _ONE_EACH.format(each=brief(each), dotted=brief(f"{{{{ {'.'.join(names)} }}}}"))
    found = _BLANKS.fullmatch(inner)
    if found and not _WORDS_OF_JINJA & set(found[1].split()) and not found[1].isascii():
        return write(f"{{{{{tag.kind} {''.join(found[1].split())}{found[2] or ''} }}}}")
    return None


_ONE_EACH = Text("Write a tag for each: {each}, or with a dot {dotted}", "请分别写成 {each}；取其中一项则写 {dotted}")


def as_header(tag: Tag) -> Text | None:
    """The hint to leave out brackets, if all that a tag prints is a Chinese word with brackets behind it."""
    found = _BRACKETS.fullmatch(tag.inner) if tag.text.startswith("{{") else None
    if found is None or any(word.isascii() for word in re.findall(r"\w+", found[1])):
        return None
    owner, dot, header = found[1].rpartition(".")
    return write(f"{{{{{tag.kind} {owner}{dot}{variable(header)}{found[2] or ''} }}}}")


def reworded(tag: Tag, word: str) -> str:
    """The tag, beginning with `word`, and with `in` for 在."""
    if not tag.word or word.startswith("end") or word == "else":
        return f"{{%{tag.kind} {word} %}}" if tag.word else tag.text
    rest = tag.inner[len(tag.word) :].strip()
    if word == "for":
        rest = re.sub(r"\s在\s*(?=\w)", " in ", rest, count=1)
    return f"{{%{tag.kind} {word} {rest} %}}"


def compared(tag: str) -> str:
    """The tag with == where one = stands outside of texts."""
    return outside_texts(tag, lambda piece: re.sub(r"(?<![=!<>])=(?!=)", "==", piece))
