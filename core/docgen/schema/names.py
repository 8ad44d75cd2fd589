"""How columns are called in templates: the name that a header gives, and the other spellings that it answers to."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from unicodedata import normalize

from docgen.problems import DocgenError
from docgen.text import Text


def variable(title: str) -> str:
    """The name of a header in templates: without brackets and signs (金额(元) → 金额), see `writable`."""
    return writable(re.sub(r"[(（][^)）]*[)）]", "", title))


_NO_NAMES = frozenset("not true false none True False None self".split())
"""Words that mean something of their own in a template."""


def writable(text: str) -> str:
    """The text as a name that a template can hold, blank if it is of signs only: m² is m2, and _ stands before a digit
    (1月 → _1月) and before a word of the template language."""
    name = re.sub(r"\W", "", text)
    if not f"_{name}".isidentifier():
        name = "".join(sign for sign in normalize("NFKC", name) if f"_{sign}".isidentifier())
    return f"_{name}" if name in _NO_NAMES or (name and not name.isidentifier()) else name


class AmbiguousName(DocgenError):
    """A template asks for a name to which two columns answer."""


def find_name(name: str, known: Collection[str]) -> str | None:
    """The one of the `known` names that `name` stands for: itself, or else one that differs from it only in underscores
    and capitals, so that the header First Name answers to First_Name and first_name. None if there is none. Raises
    AmbiguousName if there are two."""
    if name in known:
        return name
    if _HAN.search(name) or not name.strip("_"):
        return None
    folded = fold_name(name)
    found = list(dict.fromkeys(each for each in known if fold_name(each) == folded))
    if len(found) > 1:
        text = _AMBIGUOUS.format(name=name, one=found[0], other=found[1])
        raise AmbiguousName(text, hint=_EXACT.format(one=found[0], other=found[1]))
    return found[0] if found else None


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """The same text for all spellings of a name: without underscores inside of it, in small letters. A name with
    Chinese signs has one spelling only, and comes back as it is."""
    return name if _HAN.search(name) else name[:1].casefold() + name[1:].replace("_", "").casefold()


_HAN = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_AMBIGUOUS = Text("two columns answer to {name}: {one} and {other}", "“{name}”有两列可用：{one} 和 {other}")
_EXACT = Text("Write the one that is meant: {one} or {other}.", "请写明是哪一个：{one} 或 {other}。")
