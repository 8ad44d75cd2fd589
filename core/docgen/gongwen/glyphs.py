"""Characters that the typefaces of names and addresses lack: those outside GBK print as boxes, or in another face."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from operator import is_not
from typing import Any, NamedTuple

from docgen.schema import Record

_UNSEEN = ("C", "Z")  # controls, formats and blanks print nothing
_PRIVATE = "Co"
_NO_TEXT = frozenset((int, float, bool, type(None)))
_encode = codecs.getencoder("gbk")  # half the time of str.encode


class Rare(NamedTuple):
    """A character outside GBK, and the name of the value that holds it; `again` where the document before had the same
    value."""

    name: str
    character: str
    again: bool = False

    @property
    def code(self) -> str:
        """U+20BB7."""
        return f"U+{ord(self.character):04X}"


def outside_gbk(text: str) -> list[str]:
    """The characters of a text that are not in GBK, each once. Private ones are in no standard, so they are too."""
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return [each for each in dict.fromkeys(text) if not _is_in_gbk(each)]
    return []


def _is_in_gbk(character: str) -> bool:
    kind = unicodedata.category(character)
    if kind[0] in _UNSEEN and kind not in (_PRIVATE, "Cn"):
        return True
    try:
        character.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


class Glyphs:
    """Looks at the values that documents print, one document after the other.

    What a document shares with the one before, as the letters of a place do, is looked at once: a letter costs
    less than a microsecond.
    """

    def __init__(self) -> None:
        self._before: Mapping[str, Any] = {}
        self._held: list[Rare] = []

    def are_usual(self, contexts: Sequence[Mapping[str, Any]]) -> bool:
        """Whether many documents hold no such character, as far as one look tells."""
        values = {id(value): value for context in contexts for value in context.values()}.values()
        try:
            _encode("".join([value for value in values if value.__class__ not in _NO_TEXT]))
        except (TypeError, UnicodeEncodeError):
            return False
        self._before, self._held = contexts[-1] if contexts else {}, []
        return True

    def rare(self, context: Mapping[str, Any]) -> list[Rare]:
        """The characters outside GBK in the values of a document."""
        before, self._before = self._before, context
        if not self._held and len(before) == len(context) and _is_plain(context.values(), before.values()):
            return self._held
        held = [each for each in self._held if context.get(each.name) is before.get(each.name)]
        new = [name for name, value in context.items() if value is not before.get(name, self)]
        self._held = [*(each._replace(again=True) for each in held), *_found(context, new)]
        return self._held


def _is_plain(values: Collection[Any], before: Collection[Any]) -> bool:
    """Whether what differs from the document before is text within GBK, or no text at all."""
    try:
        fresh = compress(values, map(is_not, values, before))
        _encode("".join([value for value in fresh if value.__class__ not in _NO_TEXT]))
    except (TypeError, UnicodeEncodeError):  # a list or the like, or a text with such a character
        return False
    return True


def _found(context: Mapping[str, Any], names: Iterable[str]) -> Iterator[Rare]:
    for name in names:
        yield from (Rare(name, character) for character in outside_gbk("".join(_texts(context[name]))))


def _texts(value: Any) -> Iterable[str]:
    """The texts in a value; of a row, those of its own columns."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for inner in value.values() for text in _texts(inner))
    elif isinstance(value, list | tuple):
        yield from (text for inner in value for text in _texts(inner))
    elif isinstance(value, Record):
        columns = (column.name for column in value.__table__.columns if column.name not in value.bad)
        yield from (text for name in columns if isinstance(text := getattr(value, name, None), str))
