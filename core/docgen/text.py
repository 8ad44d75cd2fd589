"""User-facing text in two languages, and text as people type it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, NamedTuple

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

_language: ContextVar[Language] = ContextVar("docgen_language", default="en")


class Text(NamedTuple):
    """A message in English and Chinese; `str()` gives the one of the current language."""

    en: str
    zh: str

    def __str__(self) -> str:
        return self.zh if language() == "zh" else self.en

    def format(self, **values: object) -> Text:
        """Both languages with `values` filled in; a value that is itself a Text goes in by language."""
        return Text(self.en.format(**_side(values, 0)), self.zh.format(**_side(values, 1)))


def _side(values: dict[str, object], index: int) -> dict[str, object]:
    return {name: value[index] if isinstance(value, Text) else value for name, value in values.items()}


def language() -> Language:
    """The language that `str(Text)` speaks now."""
    return _language.get()


def set_language(lang: Language) -> None:
    """Let every later `str(Text)` speak `lang`."""
    _language.set(lang)


@contextmanager
def speaking(lang: Language) -> Iterator[None]:
    """Speak `lang` inside the block only."""
    token = _language.set(lang)
    try:
        yield
    finally:
        _language.reset(token)


def folded(text: str) -> str:
    """The text as typed on a plain keyboard: NFKC, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())
