"""Reads the keys of a form.toml one by one: what is wrong is gathered with its line, never raised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from docgen.config import ConfigFile
from docgen.problems import DocgenError, Problem, Severity, did_you_mean
from docgen.text import Text

T = TypeVar("T")


class Keys:
    """The keys of a table of `file`, whose dotted name is `at`; `problems` are those of the whole file."""

    def __init__(self, file: ConfigFile, values: Mapping[str, Any], problems: list[Problem], at: str = "") -> None:
        self.file, self.values, self.problems, self.at = file, values, problems, at

    def below(self, key: str, values: Mapping[str, Any]) -> Keys:
        """The keys of a table within this one."""
        return Keys(self.file, values, self.problems, self._dotted(key))

    def only(self, known: Iterable[str]) -> None:
        """Say which keys nobody knows."""
        known = tuple(known)
        for key in (key for key in self.values if key not in known):
            self.wrong(key, _UNKNOWN.format(key=key), did_you_mean(key, known) or _KNOWN.format(keys="、".join(known)))

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """A text."""
        value = self.values.get(key, default)
        if not isinstance(value, str):
            self.wrong(key, _NO_TEXT.format(key=key))
            return default
        if required and not value.strip():
            self.wrong(key, _LACKS.format(key=key))
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one alone needs no brackets."""
        value = self.values.get(key, [])
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            self.wrong(key, _NO_TEXTS.format(key=key))
            return ()
        return tuple(found)

    def flag(self, key: str) -> bool:
        """true or false."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.wrong(key, _NO_FLAG.format(key=key))
        return value is True

    def word(self, key: str, words: Mapping[str, T], default: T) -> T:
        """One of some words, by what it means."""
        value = self.values.get(key)
        if value is None:
            return default
        if not isinstance(value, str) or value not in words:
            known = [word for word in words if not word.isascii()]
            self.wrong(key, _NO_WORD.format(key=key, value=value), _KNOWN.format(keys="、".join(known)))
            return default
        return words[value]

    def tables(self, key: str) -> list[Keys]:
        """The tables of a list, [[key]]."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.wrong(key, _NO_TABLES.format(key=key))
            return []
        return [self.below(f"{key}[{number}]", each) for number, each in enumerate(value, 1)]

    def parts(self, key: str) -> list[Keys]:
        """The tables of a list, [[key]], or the only one, [key]."""
        one = isinstance(self.values.get(key), dict)
        found = [self.table(key)] if one else self.tables(key)
        return [each for each in found if each]

    def table(self, key: str) -> Keys | None:
        """The table [key], if there is one."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(key, _NO_TABLE.format(key=key))
            return None
        return self.below(key, value)

    def wrong(self, key: str, text: Text, hint: Text | None = None) -> None:
        """Say what is wrong with a key, or with the table itself where it has none of that name."""
        error = self.file.error(self._dotted(key) if key in self.values else self.at, text, hint=hint)
        self.problems.append(Problem("form", Severity.ERROR, error.text, error.where, hint))

    def failed(self, key: str, error: DocgenError) -> None:
        """Say what was raised over a key."""
        self.wrong(key, error.text, error.hint)

    def _dotted(self, key: str) -> str:
        return f"{self.at}.{key}" if self.at else key


_UNKNOWN = Text("nobody knows the key {key}", "不认识“{key}”这一项")
_KNOWN = Text("It may be one of: {keys}", "可用的有：{keys}")
_LACKS = Text("{key} is missing", "缺少 {key}")
_NO_TEXT = Text("{key} must be a text in quotes", "{key} 应是引号里的文字")
_NO_TEXTS = Text('{key} must be a list of texts: ["…", "…"]', '{key} 应是一组文字：["…", "…"]')
_NO_FLAG = Text("{key} must be true or false", "{key} 只能写 true（是）或 false（否）")
_NO_WORD = Text("{key}: {value} is not known", "{key}：不认识“{value}”")
_NO_TABLE = Text("{key} must be a part of its own: [{key}]", "{key} 应单独成段，以 [{key}] 开头")
_NO_TABLES = Text("{key} must be parts of their own: [[{key}]]", "{key} 应各自成段，以 [[{key}]] 开头")
