"""How a value comes to stand in a document: escaped, as UTF-8, without what XML forbids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from markupsafe import Markup, escape

from docgen.problems import Problem, Severity, TemplateSpot
from docgen.render.inserts import CURRENT, Insert, Links
from docgen.text import Text

# What cannot stand in XML text as it is: markup and quotes (which would end an attribute), and what XML 1.0 forbids
# (section 2.2), lone surrogates included.
_SPECIAL = re.compile("[&<>\"'\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]").search
FORBIDDEN = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# An & that a filter left of what had been escaped.
_BARE_SIGN = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);)").search


def is_plain(value: Any) -> TypeGuard[str]:
    """Whether a value stands in a document just as it is, as most texts do."""
    return value.__class__ is str and not _SPECIAL(value)


@dataclass
class Printed:
    """What was out of the ordinary while a part was rendered: values that brought markup along, characters that had to
    be left out, what the markup refers to."""

    markup: bool = False
    removed: bool = False
    links: Links = field(default_factory=Links)

    @property
    def is_text(self) -> bool:
        """Whether nothing was."""
        return not (self.markup or self.removed or self.links)

    def begin(self) -> None:
        """Forget the part before."""
        if not self.is_text:
            self.markup = self.removed = False
            self.links = Links()
        CURRENT.set(self.links)


def emitter(printed: Printed, printable: Callable[[Any], Any]) -> Callable[[Any], bytes]:
    """A function that gives what a tag prints of a value, and keeps `printed`; `printable` refuses what is no text, and
    is asked for all but plain texts. Characters that XML forbids are left
    out, but for \\a and \\f, which stand for a new paragraph and a new page until the text is laid out."""

    def emit(value: Any) -> bytes:
        if value.__class__ is str and not _SPECIAL(value):
            return value.encode()
        value = printable(value)
        text = Markup(value.xml(printed.links)) if isinstance(value, Insert) else escape(value)
        if "<" in text or _BARE_SIGN(text):
            printed.markup = True
        if FORBIDDEN.search(text):
            printed.removed = True
            text = Markup(FORBIDDEN.sub("", text))
        return text.encode()

    return emit


def removed_characters(context: Mapping[str, Any], template: str) -> Iterator[Problem]:
    """A warning for each value of `context` that held characters that XML forbids, by its name (部门.主任)."""
    for name, value in _texts(context, ""):
        codes = dict.fromkeys(f"U+{ord(sign):04X}" for sign in FORBIDDEN.findall(value))
        if codes:
            text = _REMOVED.format(name=name, codes=", ".join(codes))
            yield Problem("forbidden-character", Severity.WARNING, text, TemplateSpot(template), _REMOVED_HINT)


_REMOVED = Text(
    "{name} holds characters that a document cannot hold; they were left out: {codes}",
    "“{name}”里有文件不能保存的字符，已去掉：{codes}",
)
_REMOVED_HINT = Text("Look at the cell; retype it if something is missing.", "请查看原单元格，如有缺漏请重新录入。")


def _texts(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key in value:
            yield from _texts(value[key], f"{name}.{key}" if name else str(key))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item, name)
