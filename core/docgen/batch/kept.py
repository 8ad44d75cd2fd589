"""What the tables keep from documents of some access, so that texts can be searched for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from docgen.data import Dataset
from docgen.masks import mask_id
from docgen.plugin.generator import Generator
from docgen.schema import Access, Column, Kind, Record, Table
from docgen.text import folded

# -- numbers --

_GAP = r"[\s\-－—.]?"
_MANY_DIGITS = re.compile(rf"\d(?:{_GAP}\d){{6}}")
_RUN = re.compile(rf"\d(?:{_GAP}\d){{6,}}")
_NUMBER = re.compile(
    rf"(?<!\d)(?:(?:\+?86{_GAP})?(?P<mobile>[1１][3-9３-９]\d{_GAP}\d{{4}}{_GAP}\d{{4}})"
    rf"|(?P<id>\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXxＸｘ]|\d{{15}}))(?!\d)"
)
_GAP_ONLY = r"[\s\-－—.]"
LENGTHS = (11, 13, 15, 18)
"""How many digits a number may have that is about a person: a mobile number, also with 86 before it, an ID."""
_FEWEST_DIGITS = 7
_MOST_GROUPS = 12
_WITH_COUNTRY = 13


class Number(NamedTuple):
    """A resident ID or a mobile number, as it is and as it may be shown."""

    is_id: bool
    digits: str
    masked: str


def has_long_number(text: str) -> bool:
    """Whether it is worth looking for a number in a text."""
    return _MANY_DIGITS.search(text) is not None


def numbers_in(text: str) -> list[Number]:
    """The resident IDs, of 18 or 15 characters with a right date, and the mobile numbers in a text, also with blanks or
    hyphens between their groups."""
    found = []
    for match in _NUMBER.finditer(text):
        digits = _bare_number(match["id"] or match["mobile"])
        if match["mobile"]:
            found.append(Number(is_id=False, digits=digits, masked=f"{digits[:3]}****{digits[-4:]}"))
        elif _has_date(digits):
            found.append(Number(is_id=True, digits=digits, masked=mask_id(digits) or ""))
    return found


def long_numbers(text: str) -> set[str]:
    """The digits of all numbers of seven digits and more in a text; of groups of digits side by side, each way to take
    some for one number, since nobody knows which belong together."""
    found: set[str] = set()
    for run in _RUN.finditer(text):
        if run[0].isdecimal() and run[0].isascii():
            found.add(run[0])
            continue
        groups = re.findall(r"\d+", folded(re.sub(_GAP_ONLY, "/", run[0])))[:_MOST_GROUPS]
        pairs = ((first, last) for last in range(1, len(groups) + 1) for first in range(last))
        found.update("".join(groups[first:last]) for first, last in pairs)
    found |= {digits[2:] for digits in found if digits.startswith("86") and len(digits) == _WITH_COUNTRY}
    return {digits for digits in found if len(digits) >= _FEWEST_DIGITS}


def _bare_number(text: str) -> str:
    return re.sub(r"[^\dX]", "", folded(text).upper())


def _has_date(number: str) -> bool:
    """Whether the digits for the day of birth are one: yyyymmdd in an ID of 18, yymmdd in one of 15."""
    born = number[6:14] if len(number) > 15 else f"19{number[6:12]}"
    try:
        return date(int(born[:4]), int(born[4:6]), int(born[6:])).year >= _EARLIEST
    except ValueError:
        return False


_EARLIEST = 1850


# -- words --


class Lexicon:
    """Words of two characters and more, to be found in any text: told by their first two in one pass."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        for word in words:
            self._by_start.setdefault(word[:2], []).append(word)
        for group in self._by_start.values():
            group.sort(key=len, reverse=True)
        firsts, seconds = ("".join({re.escape(start[at]) for start in self._by_start}) for at in (0, 1))
        self._start = re.compile(f"[{firsts}](?=[{seconds}])" if self._by_start else "(?!)")

    def may_be_in(self, text: str) -> bool:
        """Whether it is worth looking for words in the text."""
        return self._start.search(text) is not None

    def inside(self, text: str) -> Iterator[str]:
        """The longest word at each place of the text."""
        for match in self._start.finditer(text):
            at = match.start()
            for word in self._by_start.get(text[at : at + 2], ()):
                if text.startswith(word, at):
                    yield word
                    break


# -- tables --

_SEPARATORS = re.compile(r"[、,，;；/()（）:：]+|等(?=\d|[一二三四五六七八九十多余人]|$)")


class Sealed(NamedTuple):
    """Where a sealed value stands."""

    row: Record
    column: Column


Spot = tuple[Table, Column]


class Kept:
    """What documents of `generator` may not show of `data`, and what of the same kind they may. Each part is looked up
    in the tables when it is first needed; looking leaves no mark there."""

    def __init__(self, generator: Generator | type[Generator], data: Dataset) -> None:
        self.access = generator.access
        self.data = data
        self._published = {(r.__table__.name, name) for r, names in generator.publishes.items() for name in names}

    def shows(self, table: Table, column: Column) -> bool:
        """Whether a document may print the column."""
        return column.access <= self.access or (table.name, column.name) in self._published

    @cached_property
    def sealed(self) -> dict[str, Sealed]:
        """The names, addresses and the like in sealed columns, as one finds them in a text without blanks."""
        return {
            word: where
            for word, where in self._sealed_words()
            if word not in where.column.nobody and word not in self._places
        }

    @cached_property
    def sealed_numbers(self) -> dict[str, Sealed]:
        """The telephone numbers and the like in sealed columns, by their digits; landlines also without area code."""
        found: dict[str, Sealed] = {}
        for value, where in self._sealed_values():
            for digits in long_numbers(value):
                local = re.sub(r"^0(10|2\d|[3-9]\d\d)", "", digits)
                found.update({number: where for number in (digits, local) if len(number) >= _FEWEST_DIGITS})
        return found

    @cached_property
    def words(self) -> Lexicon:
        """The sealed words, to be found."""
        return Lexicon(self.sealed)

    @cached_property
    def names(self) -> dict[str, Spot]:
        """The full names of columns that the document may not print, with the column of each."""
        if self.access >= Access.RESTRICTED:
            return {}
        found: dict[str, Spot] = {}
        hidden = self._columns(lambda table, column: column.kind is Kind.NAME and not self.shows(table, column))
        for table, column, values in hidden:
            found |= {value: (table, column) for value in values if len(value) > 1 and value not in found}
        return found

    @cached_property
    def people(self) -> Lexicon:
        """Those names, to be found."""
        return Lexicon(self.names)

    @cached_property
    def shown_names(self) -> frozenset[str]:
        """The names of columns that the document may print."""
        shown = self._columns(lambda table, column: column.kind is Kind.NAME and self.shows(table, column))
        return frozenset[str]().union(*(values for *_, values in shown))

    @cached_property
    def shown_numbers(self) -> frozenset[str]:
        """The IDs and mobile numbers that the document may print: those of columns, and those of docgen.toml."""
        shown = self._columns(lambda table, column: column.kind in _OF_NUMBERS and self.shows(table, column))
        texts = [*(value for *_, values in shown for value in values), *self.data.settings.file.lines]
        return frozenset(number.digits for text in texts for number in numbers_in(text))

    @cached_property
    def _places(self) -> frozenset[str]:
        """What other tables name rows by and everybody may see, such as communities: no secret, whoever wrote it."""
        tables = self.data.tables.values()
        named = {column.to for table in tables for column in table.columns}
        keys = self._columns(
            lambda table, column: (
                table.name in named and column.access is Access.PUBLIC and column.name in (*table.key, *table.also)
            )
        )
        return frozenset[str]().union(*(values for *_, values in keys))

    def _sealed_words(self) -> Iterator[tuple[str, Sealed]]:
        for value, where in self._sealed_values():
            parts = _SEPARATORS.split(value)
            for part in (value, *parts, *" ".join(parts).split()):
                word = folded(part).casefold()
                if _tells(word):
                    yield word, where

    def _sealed_values(self) -> Iterator[tuple[str, Sealed]]:
        for table in self.data.tables.values():
            for column in table.columns:
                if column.access is Access.SEALED and not column.to:
                    for row in self.data.store.rows.get(table.name, ()):
                        yield from ((value, Sealed(row, column)) for value in texts_of(row, column))

    def _columns(self, wanted: Callable[[Table, Column], bool]) -> Iterator[tuple[Table, Column, set[str]]]:
        """The columns that are wanted, with their different texts."""
        for table in self.data.tables.values():
            rows = self.data.store.rows.get(table.name, ())
            for column in table.columns:
                if not column.to and wanted(table, column):
                    values = {getattr(row, column.name, None) for row in rows if column.name not in row.bad}
                    yield table, column, {text for value in values for text in _texts(value)}


def texts_of(row: Record, column: Column) -> Iterable[str]:
    """The texts in a cell; nothing for a blank one and for one that could not be read."""
    return () if column.name in row.bad else _texts(getattr(row, column.name, None))


def _texts(value: Any) -> Iterable[str]:
    if value.__class__ is str:
        return (value,)
    return [part for part in value if isinstance(part, str)] if isinstance(value, tuple) else ()


def _tells(word: str) -> bool:
    """Whether a word is enough to tell somebody by: 张三, but not 3组; numbers are looked for by themselves."""
    if _RUN.fullmatch(word):
        return False
    return len(word) >= _LONG or (len(word) > 1 and not word.isascii() and not re.search(r"\d", word))


_LONG = 6
_OF_NUMBERS = (Kind.PHONE, Kind.ID, Kind.CODE)
