"""What a tag that was written like a sheet's header, a Chinese sentence or another language should be instead."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from docgen.render.mistakes.mistake import brief, is_nested, write
from docgen.render.mistakes.signs import outside_texts
from docgen.render.source import Tag
from docgen.schema import variable
from docgen.text import Text

_OWNER = r"(?:[^\W\d]\w*+\s*+\.\s*+)*"
_BRACKETS = re.compile(r"([\w.]++\s*+[(（][^()（）{}|\"'“”‘’,，=]++[)）]\w*+)\s*+(\|[^{}]*+)?")
_LISTED = re.compile(r"[\w.]++(?:\s*+[、，]\s*+[\w.]++)+")
_BLANKS = re.compile(rf"({_OWNER})(\w++(?:\s++\w++)+)\s*+(\|[^{{}}]*+)?")
_HEADER = re.compile(rf"({_OWNER})([^|{{}}\"'“”‘’,=<>+*~\[\]]*[^\W\d][^|{{}}\"'“”‘’,=<>+*~\[\]]*?)\s*(\|[^{{}}]*)?")
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
    if not has_blank(tag):
        return None
    owner, name, rest = _parts(_BLANKS.fullmatch(inner))
    joined = f"{{{{{tag.kind} {owner}{variable(name)}{rest} }}}}"
    if not name.isascii():
        return write(joined)
    low = f"{{{{{tag.kind} {owner}{'_'.join(name.split())}{rest} }}}}"
    return _OF_COLUMN.format(joined=brief(joined), header=brief(name), low=brief(low))


_ONE_EACH = Text("Write a tag for each: {each}, or with a dot {dotted}", "请分别写成 {each}；取其中一项则写 {dotted}")
_OF_COLUMN = Text(
    "Write {joined} for a column “{header}”, or {low} if that is its name",
    "表头是“{header}”的，请改为 {joined}；名称本来带下划线的，写 {low}",
)


def has_blank(tag: Tag) -> bool:
    """Whether all that a tag prints is a name with blanks in it."""
    found = _BLANKS.fullmatch(tag.inner) if tag.text.startswith("{{") else None
    return bool(found) and not _WORDS_OF_JINJA & set(found[2].split())  # type: ignore[index]


def _parts(found: re.Match[str] | None) -> tuple[str, str, str]:
    """The names before the dot, the last name, and the filters of a tag."""
    return (found[1], found[2], found[3] or "") if found else ("", "", "")


def as_header(tag: Tag) -> Text | None:
    """The hint to leave out brackets, if all that a tag prints is a Chinese word with brackets behind it."""
    found = _BRACKETS.fullmatch(tag.inner) if tag.text.startswith("{{") else None
    if found is None or any(word.isascii() for word in re.findall(r"\w+", found[1])):
        return None
    owner, dot, header = found[1].rpartition(".")
    return write(f"{{{{{tag.kind} {owner}{dot}{variable(header)}{found[2] or ''} }}}}")


def as_column(text: str, known: Container[str] | None = None) -> Text | None:
    """The hint to write the header that the tag `text` prints as templates spell it: E-mail is Email. With `known`
    only if that is one of them."""
    inner = re.fullmatch(r"\{\{((?:p|tr|tc|r)(?= ))?[-+]?(.*?)-?\}\}", text)
    found = _HEADER.fullmatch(inner[2].strip()) if inner else None
    if inner is None or found is None:
        return None
    owner, header, filters = _parts(found)
    name = variable(header)
    if not name or name == header or _APART.search(header) or (known is not None and name not in known):
        return None
    return _SPELT.format(text=brief(f"{{{{{inner[1] or ''} {owner}{name}{filters} }}}}"), header=brief(header))


_APART = re.compile(r"\s[^\w\s(（]+\s")
_SPELT = Text("Write {text}, as templates spell “{header}”", "请改为 {text}（表头“{header}”在模板里这样写）")


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


def mended(tag: Tag) -> Iterator[str]:
    """What may have been meant by a tag that is written in another language's signs, or names what begins with a
    digit."""
    text = unnested(tag.text)
    text = re.sub(r"^\{\{\{+|^\{\{(?=\s*\{)", "{{", text) if text.startswith("{{{") else text
    text = re.sub(r"\}{3,}$", "}}", text) if text.startswith("{{") else text
    text = _TERNARY.sub(r"\1 \3 if \2 else \4\5", text)
    joins = " ~ " if text.startswith("{{") else " and "
    for sign, word in (*_SIGNS.items(), (r"\s*&\s*", joins)):
        text = outside_texts(text, lambda piece, sign=sign, word=word: re.sub(sign, word, piece))  # type: ignore[misc]
    yield text
    yield compared(text)


_SIGNS = {
    r"\s*&&\s*": " and ",
    r"\s*\|\|\s*": " or ",
    r"!==": "!=",
    r"===": "==",
    r"<>": "!=",
    r"!(?!=)\s*": "not ",
    r"(?<!\w)(?=\d+[^\W\d])": "_",  # a name cannot begin with a digit
    r"\s+then(?=\s*%\}$)": "",
}
_TERNARY = re.compile(r"^(\{\{|\{%\s*set\s+\w+\s*=)(?!\w)\s*([^?]+?)\s*\?\s*([^?:]+?)\s*:\s*([^?:]+?)(\s*[}%]\})$")


def unnested(text: str) -> str:
    """The tag without the brackets of the tags inside."""
    if not is_nested(text):
        return text
    return text[:2] + re.sub(r"\{[{%]\s*|\s*[}%]\}", "", text[2:-2]) + text[-2:]
