"""Reads a text as if each character stood in its plainest form, so that nothing in it hides behind another writing."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from unicodedata import normalize

SEPARATOR = "\uffff"
"""No character: stands between texts that are folded together, and stays."""


def fold(text: str) -> str:
    """A text in compatibility form (NFKC) and small letters, without the characters that nobody sees, and with the
    plain one for each character that is taken for another: of Unicode's confusables and of traditional Chinese."""
    if text.isascii():
        return text.lower()
    plain = normalize("NFKC", text)
    return plain.translate(_plain()).casefold() if _odd().search(plain) else plain


@cache
def _plain() -> dict[int, str]:
    """The plain form of each character that has another one, by its number; nothing for one that nobody sees."""
    plain: dict[int, str] = {}
    for line in files("docgen").joinpath("lookalikes.txt").read_text(encoding="utf-8").splitlines():
        target, tab, others = line.partition("\t")
        if tab:
            plain.update(dict.fromkeys(map(ord, others), target))
        elif not line.startswith("#"):
            first, last = line.split("..")
            plain.update(dict.fromkeys(range(int(first, 16), int(last, 16) + 1), ""))
    return plain


@cache
def _odd() -> re.Pattern[str]:
    """The pattern of a character that `fold` may change after NFKC; those beyond the basic plane are taken together."""
    near = (
        chr(number) for number in range(0x41, 0x10000) if number in _plain() or chr(number).casefold() != chr(number)
    )
    return re.compile(f"[{''.join(map(re.escape, near))}\U00010000-\U0010ffff]")
