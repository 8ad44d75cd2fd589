"""What the tables keep from documents of some access, so that texts can be searched for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from before.personal import DIGITS, FEWEST, personal_numbers, telephones_in, unseen_removed
from docgen.data import Dataset
from docgen.data.view import View
from docgen.forms.headers import is_address, of_complainants
from docgen.plugin.generator import Generator
from docgen.records.work import NOBODY
from docgen.schema import Access, Column, Kind, Record, Table
from docgen.schema.chunk import BAD
from docgen.schema.spool import Spool

# -- words --

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BETWEEN = re.compile(rf"(?<=[{_HAN}])(?:[·•・‧∙.\-‐–−_*+~|\\]{{1,3}}|—)(?=[{_HAN}])")


def bare(text: str) -> str:
    """A text as words are looked for in it: without blanks, capitals, and signs that part the characters of a name."""
    return _BETWEEN.sub("", "".join(unseen_removed(text).casefold().split()))


class Lexicon:
    """Words of two characters and more, to be found in any text: told by their first two in one pass. `typed` is the
    pattern of a text, as typed, that may hold one."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        for word in words:
            self._by_start.setdefault(word[:2], []).append(word)
        for group in self._by_start.values():
            group.sort(key=len, reverse=True)
        firsts, seconds = (_class_of({start[at] for start in self._by_start}) for at in (0, 1))
        self.start = re.compile(rf"{firsts}(?={seconds})" if self._by_start else "(?!)")
        self.typed = rf"{firsts}(?=[\W_]{{0,9}}{seconds})" if self._by_start else "(?!)"

    def holds(self, text: str) -> bool:
        """Whether a text, which is bare, holds one of the words."""
        return self.start.search(text) is not None and next(self.inside(text), None) is not None

    def inside(self, text: str) -> Iterator[str]:
        """The longest word at each place of the text, which is bare."""
        for match in self.start.finditer(text):
            at = match.start()
            for word in self._by_start.get(text[at : at + 2], ()):
                if text.startswith(word, at):
                    yield word
                    break


def _class_of(signs: Iterable[str]) -> str:
    """The pattern of one of these, in either case."""
    every = {case for sign in signs for case in (sign, sign.upper()) if len(case) == 1}
    return f"[{''.join(map(re.escape, sorted(every)))}]"


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

    def _is_sealed(self, table: Table, column: Column) -> bool:
        """Whether nothing of the column may stand in the document, wherever it comes from."""
        told = column.complainant and not self.shows(table, column)
        return not column.to and (column.access is Access.SEALED or told)

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
            for digits in telephones_in(value):
                local = re.sub(r"^0(10|2\d|[3-9]\d\d)", "", digits)
                found.update({number: where for number in (digits, local) if len(number) >= FEWEST})
        return found

    @cached_property
    def may_hold(self) -> Callable[[str], object]:
        """Whether it is worth searching a text, as typed."""
        return re.compile(f"{DIGITS}|{self.words.typed}|{self.people.typed}").search

    @cached_property
    def may_hold_word(self) -> Callable[[str], object]:
        """The same, of a text whose digits say nothing."""
        return re.compile(f"{self.words.typed}|{self.people.typed}").search

    @cached_property
    def is_plain(self) -> Callable[[str], bool]:
        """Whether a text is quickly told to hold nothing: it is a name that may be printed, or its letters and digits
        need no folding, and neither a word nor digits enough stand in it."""
        shown, every, begins_in = self.shown_names, self._every, self._begins_in
        suspicious = re.compile(f"{_LONG_RUN.pattern}|{every.start.pattern}").search

        def look(text: str) -> bool:
            if _BARE(text):
                if text in shown and len(text) < FEWEST:
                    return True
            elif not _CODE(text) or begins_in(text.replace("-", "")):
                return False
            return not suspicious(text) or not (_LONG_RUN.search(text) or every.holds(text))

        return look

    def facts(self) -> tuple[list[str], ...]:
        """What texts are searched for, whatever else may be printed."""
        return sorted(self.sealed), sorted(self.sealed_numbers), sorted(self.names)

    def are_plain(self, texts: Collection[str]) -> bool:
        """The same of many texts, in one look; short ones that are names which may be printed hold nothing."""
        shown = self.shown_names
        left = [text for text in texts if text not in shown or len(text) >= FEWEST]
        together = "\n".join(left)
        if together.count("\n") >= max(len(left), 1):  # one has several lines
            return False
        if _LONG_RUN.search(together) or self._every.start.search(together):
            return False
        if _BARE_LINES(together):
            return True
        digits = together.replace("-", "")
        return bool(_CODE_LINES(together)) and not any(beginning in digits for beginning in self._beginnings)

    @cached_property
    def _every(self) -> Lexicon:
        """The sealed words and those names."""
        return Lexicon({**self.sealed, **self.names})

    def may_hold_number(self, text: str) -> bool:
        """Whether the digits of a text may be a number of a person: quickly told of a code (0403-00001)."""
        digits = "".join(_DIGITS.findall(text))
        return not text.isascii() or self._begins_in(digits)

    def _begins_in(self, digits: str) -> bool:
        """Whether a number of a person may begin somewhere in the digits."""
        if len(digits) >= _OF_PERSONS:
            return True
        windows = (digits[:FEWEST], digits[1 : 1 + FEWEST], digits[2 : 2 + FEWEST], digits[3 : 3 + FEWEST])
        return not self._beginnings.isdisjoint(windows)

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(digits[:FEWEST] for digits in self.sealed_numbers)

    @cached_property
    def words(self) -> Lexicon:
        """The sealed words, to be found."""
        return Lexicon(self.sealed)

    @cached_property
    def names(self) -> dict[str, Spot]:
        """The full names of columns that the document may not print, bare, with the column of each."""
        if self.access >= Access.RESTRICTED:
            return {}
        found: dict[str, Spot] = {}
        for table, column, values in self._columns(lambda t, c: c.kind in _OF_NAMES and not self.shows(t, c)):
            names = _names(column, values)
            found |= {name: (table, column) for name in names if len(name) > 1 and name not in found}
        return found

    @cached_property
    def people(self) -> Lexicon:
        """Those names, to be found."""
        return Lexicon(self.names)

    @cached_property
    def shown_names(self) -> frozenset[str]:
        """The names of columns that the document may print, bare."""
        shown = self._columns(lambda t, c: c.kind in _OF_NAMES and self.shows(t, c))
        return frozenset[str]().union(*(_names(column, values) for _, column, values in shown))

    @cached_property
    def shown_numbers(self) -> frozenset[str]:
        """The IDs and mobile numbers that the document may print: those of columns, and those of docgen.toml."""
        shown = self._columns(lambda table, column: column.kind in _OF_NUMBERS and self.shows(table, column))
        texts = [*(value for *_, values in shown for value in values), *self.data.settings.file.lines]
        return frozenset(number.digits for text in texts for number in personal_numbers(text))

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
                word = bare(part)
                if _tells(word) and not (where.column.complainant and _is_place(word, where.column)):
                    yield word, where

    def _sealed_values(self) -> Iterator[tuple[str, Sealed]]:
        for table in self.data.tables.values():
            for column in table.columns:
                if self._is_sealed(table, column):
                    for row in self.data.store.rows.get(table.name, ()):
                        yield from ((value, Sealed(row, column)) for value in texts_of(row, column))
            yield from self._undeclared(table) if self.access < Access.RESTRICTED else ()

    def _undeclared(self, table: Table) -> Iterator[tuple[str, Sealed]]:
        """What stands in columns that the table does not have, and that tell who complained."""
        rows = self.data.store.rows.get(table.name, ())
        titles = [column.title for column in table.columns]
        told: dict[tuple[str, ...], list[Column]] = {}
        for row in () if isinstance(rows, Spool) else rows:
            if row._lore.own and row.extra:
                headers = tuple(row.extra)
                if headers not in told:
                    names = of_complainants((*titles, *headers))
                    made = [Column(name, nobody=NOBODY, complainant=True) for name in headers if name in names]
                    told[headers] = made
                for column in told[headers]:
                    yield from ((value, Sealed(row, column)) for value in _texts(row.extra[column.title]))

    def _columns(self, wanted: Callable[[Table, Column], bool]) -> Iterator[tuple[Table, Column, set[str]]]:
        """The columns that are wanted, with their different texts."""
        for table in self.data.tables.values():
            rows = self.data.store.rows.get(table.name, ())
            for column in table.columns:
                if not column.to and wanted(table, column):
                    values = set(_cells(rows, column.name))
                    yield table, column, {text for value in values for text in _texts(value)}


def _cells(rows: Sequence[Record], name: str) -> Iterable[Any]:
    """The values of a column that could be read."""
    if isinstance(rows, Spool):
        return (value for value in View(rows).column(name) if value is not BAD)
    return (getattr(row, name, None) for row in rows if name not in row.bad)


def texts_of(row: Record, column: Column) -> Iterable[str]:
    """The texts in a cell; nothing for a blank one and for one that could not be read."""
    return () if column.name in row.bad else _texts(getattr(row, column.name, None))


def _texts(value: Any) -> Iterable[str]:
    if value.__class__ is str:
        return (value,)
    if value.__class__ is int:
        return (str(value),)
    return [part for part in value if isinstance(part, str)] if isinstance(value, tuple) else ()


def _tells(word: str) -> bool:
    """Whether a word is enough to tell somebody by: 张三, but not 3组; numbers are looked for by themselves."""
    if _OF_SIGNS.fullmatch(word) and len(re.sub(r"\D", "", word)) >= FEWEST:
        return False
    return len(word) >= _LONG or (len(word) > 1 and not word.isascii() and not re.search(r"\d", word))


def _names(column: Column, values: Iterable[str]) -> set[str]:
    """The names among the texts of a column, bare; those of a list also without post: 王淑玲（副部长）."""
    names = set(map(bare, values))
    if column.kind is Kind.LIST:
        names |= {re.split(r"[(（]", name, maxsplit=1)[0] for name in names}
        names = {name for name in names if _NAME.fullmatch(name)}
    return names


_BARE = re.compile("[\u4e00-\u9fffa-z0-9]{1,60}").fullmatch
_BARE_LINES = re.compile("(?:[\u4e00-\u9fffa-z0-9]{1,60}(?:\n|$))*").fullmatch
_CODE_LINES = re.compile("(?:[0-9]{1,5}(?:-[0-9]{1,5})?(?:\n|$))*").fullmatch
_LONG_RUN = re.compile("[0-9〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]{7}")
_CODE = re.compile("[0-9]{1,8}(?:-[0-9]{1,8})?").fullmatch
_LONG = 6
_OF_PERSONS = 11
_DIGITS = re.compile(r"\d+")
_OF_SIGNS = re.compile(r"[\d\W_]+")
_NAME = re.compile(rf"[{_HAN}]{{2,4}}")
_IS_PLACE = re.compile(r".*(?:[县市区镇乡村组社队路街]|街道|社区)").fullmatch  # no house: that tells nobody
_OF_NAMES = (Kind.NAME, Kind.LIST)


def _is_place(word: str, column: Column) -> bool:
    """Whether a word is no secret of a complainant: 石羊镇 of an address is none, 陈路 may be a name."""
    return bool(_IS_PLACE(word)) and (len(word) > _LONGEST_NAME or is_address(column.title))


_LONGEST_NAME = 4
_OF_NUMBERS = (Kind.PHONE, Kind.ID, Kind.CODE)
