"""What documents of some access must not show of the tables, so that texts can be searched for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from docgen.batch.guard.matcher import HAN, Matcher, plain
from docgen.data import Dataset, View
from docgen.forms.headers import is_address, of_complainants
from docgen.personal import FEWEST, personal_numbers, telephones_in, without_area
from docgen.plugin.generator import Generator
from docgen.schema import BAD, NOBODY, Access, Column, Kind, Record, Spool, Table

_SEPARATORS = re.compile(r"[、,，;；/()（）:：]+|等(?=\d|[一二三四五六七八九十多余人]|$)")


class Sealed(NamedTuple):
    """Where a sealed value stands."""

    row: Record
    column: Column


Spot = tuple[Table, Column]


class Protected:
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
        """The names, addresses and the like in sealed columns, as they stand in a plain text."""
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
                found.update(dict.fromkeys((digits, without_area(digits)), where))
        return found

    def facts(self) -> tuple[list[str], ...]:
        """What texts are searched for, whatever else may be printed."""
        return sorted(self.sealed), sorted(self.sealed_numbers), sorted(self.names), sorted(self.hidden_numbers)

    @cached_property
    def hidden_numbers(self) -> frozenset[str]:
        """The telephone numbers and IDs of columns that an open document may not print, where no number is personal by
        its shape; elsewhere none."""
        if self.access >= Access.RESTRICTED or self.data.settings.personal_numbers_of:
            return frozenset()
        hidden = self._columns(lambda table, column: column.kind in _OF_NUMBERS and not self.shows(table, column))
        return frozenset(digits for *_, values in hidden for value in values for digits in telephones_in(value))

    @cached_property
    def matcher(self) -> Matcher:
        """Finds all of it in texts."""
        numbers = {*self.sealed_numbers, *self.hidden_numbers}
        return Matcher({**self.sealed, **self.names}, numbers, persons=self.access < Access.RESTRICTED)

    @cached_property
    def names(self) -> dict[str, Spot]:
        """The full names of columns that the document may not print, plain, with the column of each."""
        if self.access >= Access.RESTRICTED:
            return {}
        found: dict[str, Spot] = {}
        for table, column, values in self._columns(lambda t, c: c.kind in _OF_NAMES and not self.shows(t, c)):
            names = _names(column, values)
            found |= {name: (table, column) for name in names if len(name) > 1 and name not in found}
        return found

    @cached_property
    def shown_names(self) -> frozenset[str]:
        """The names of columns that the document may print, plain."""
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
        """What other tables name rows by and everybody may see, such as places: no secret, whoever wrote it."""
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
                word = plain(part)
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
    """The names among the texts of a column, plain; those of a list also without post: 王淑玲（副部长）."""
    names = set(map(plain, values))
    if column.kind is Kind.LIST:
        names |= {re.split(r"[(（]", name, maxsplit=1)[0] for name in names}
        names = {name for name in names if _NAME.fullmatch(name)}
    return names


_LONG = 6
_OF_SIGNS = re.compile(r"[\d\W_]+")
_NAME = re.compile(rf"[{HAN}]{{2,4}}")
_IS_PLACE = re.compile(r".*(?:[县市区镇乡村组社队路街]|街道)").fullmatch  # no house: that tells nobody
_OF_NAMES = (Kind.NAME, Kind.LIST)


def _is_place(word: str, column: Column) -> bool:
    """Whether a word is no secret of a complainant: 石羊镇 of an address is none, 陈路 may be a name."""
    return bool(_IS_PLACE(word)) and (len(word) > _LONGEST_NAME or is_address(column.title))


_LONGEST_NAME = 4
_OF_NUMBERS = (Kind.PHONE, Kind.ID, Kind.CODE)
