"""What the print room has printed: packs that stay as they are, whatever becomes of the tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from docgen.problems import DocgenError, FileLine
from docgen.register.place_facts import PackFacts
from docgen.register.store import Store
from docgen.state import is_plain_name, parse_as
from docgen.text import Text


@dataclass(frozen=True)
class PrintedLetter:
    """A letter of a printed pack: its number in its place, its code, the digest of all that it prints, the row as
    it was, and whether it was pulled out of its bundle again."""

    number: int
    code: str
    digest: str
    was: str
    recalled: bool = False


@dataclass(frozen=True)
class PrintedPack:
    """A pack that was printed: `number` of a place (group, place); `folder` below out/ and its files there, by
    name with their SHA-256; the digest of its template; the day when it was marked, and by whom; `facts` for lists."""

    town: str
    place: str
    number: int
    folder: str
    files: Mapping[str, str]
    template: str
    day: str
    who: str
    facts: PackFacts
    letters: tuple[PrintedLetter, ...]

    @property
    def last(self) -> int:
        """The highest number of its letters, also of those that were missing."""
        missing = (number for number, *_ in self.facts.get("missing", ()))
        return max((*(letter.number for letter in self.letters), *missing), default=0)


class Printings:
    """The printed packs of one generator."""

    def __init__(self, store: Store, generator: str) -> None:
        self._store, self.generator = store, generator

    def all(self) -> list[PrintedPack]:
        """Every printed pack, in the order in which they were printed."""
        query = """SELECT town, place, number, folder, files, template, day, who, facts FROM printed_pack
                   WHERE generator = ? ORDER BY rowid"""
        letters: dict[tuple[str, str, int], list[PrintedLetter]] = {}
        for each in self._store.select(_LetterRow, "printed_letter", _LETTERS, (self.generator,)):
            letter = PrintedLetter(each.number, each.code, each.digest, each.was, bool(each.recalled))
            letters.setdefault((each.town, each.place, each.pack), []).append(letter)
        rows = self._store.select(_PackRow, "printed_pack", query, (self.generator,))
        with self._store.reading():
            packs = [_pack(row, letters.get(row[:3], ())) for row in rows]
        for pack in packs:
            self._check_names(pack)
        return packs

    def _check_names(self, pack: PrintedPack) -> None:
        """Raise DocgenError for a pack that names files elsewhere."""
        folder = self._store.below_out(f"{pack.folder}/pack").parent
        for name in pack.files:
            if not is_plain_name(name):
                raise DocgenError(_ELSEWHERE.format(folder=folder, name=name), where=FileLine(self._store.path.name))

    def freeze(self, packs: Iterable[PrintedPack]) -> None:
        """Keep these packs as printed. What of the place was to be pulled out until now is taken to be."""
        with self._writing() as db:
            for pack in packs:
                key = (self.generator, pack.town, pack.place, pack.number)
                rest = (pack.folder, _json(pack.files), pack.template, pack.day, pack.who, _json(pack.facts))
                db.execute("INSERT OR REPLACE INTO printed_pack VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*key, *rest))
                rows = ((*key, each.number, each.code, each.digest, each.was, 0) for each in pack.letters)
                db.executemany("INSERT OR REPLACE INTO printed_letter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def recall(self, letters: Iterable[tuple[PrintedPack, PrintedLetter]]) -> None:
        """These letters are not in their bundles any more."""
        rows = ((self.generator, pack.town, pack.place, pack.number, letter.number) for pack, letter in letters)
        with self._writing() as db:
            db.executemany(
                "UPDATE printed_letter SET recalled = 1 WHERE generator = ? AND town = ? AND place = ? AND pack = ?"
                " AND number = ?",
                rows,
            )

    def thaw(self, packs: Iterable[PrintedPack]) -> None:
        """These packs were not printed after all."""
        keys = [(self.generator, pack.town, pack.place, pack.number) for pack in packs]
        with self._writing() as db:
            for table, number in (("printed_pack", "number"), ("printed_letter", "pack")):
                where = f"generator = ? AND town = ? AND place = ? AND {number} = ?"
                db.executemany(f"DELETE FROM {table} WHERE {where}", keys)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._store.writing() as db:
            for table in _TABLES:
                db.execute(table)
            yield db


def check_printed(store: Store) -> None:
    """Raise DocgenError if a pack that was printed is not entered as docgen enters it."""
    for (generator,) in store.select(tuple[str], "printed_pack", "SELECT DISTINCT generator FROM printed_pack"):
        Printings(store, generator).all()


_ELSEWHERE = Text(
    "a printed pack of {folder} names a file that lies elsewhere: {name}",
    "{folder} 的已印批次里有文件指到了别处：{name}",
)
_TABLES = (
    """CREATE TABLE IF NOT EXISTS printed_pack (
    generator TEXT NOT NULL,
    town      TEXT NOT NULL,
    place     TEXT NOT NULL,
    number    INTEGER NOT NULL,
    folder    TEXT NOT NULL,
    files     TEXT NOT NULL,
    template  TEXT NOT NULL,
    day       TEXT NOT NULL,
    who       TEXT NOT NULL,
    facts     TEXT NOT NULL,
    PRIMARY KEY (generator, town, place, number)
)""",
    """CREATE TABLE IF NOT EXISTS printed_letter (
    generator TEXT NOT NULL,
    town      TEXT NOT NULL,
    place     TEXT NOT NULL,
    pack      INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    code      TEXT NOT NULL,
    digest    TEXT NOT NULL,
    was       TEXT NOT NULL,
    recalled  INTEGER NOT NULL,
    PRIMARY KEY (generator, town, place, pack, number)
)""",
)
_LETTERS = """SELECT town, place, pack, number, code, digest, was, recalled FROM printed_letter
              WHERE generator = ? ORDER BY number"""


class _LetterRow(NamedTuple):
    town: str
    place: str
    pack: int
    number: int
    code: str
    digest: str
    was: str
    recalled: int


class _PackRow(NamedTuple):
    """A printed pack as it is entered; its files and facts are JSON."""

    town: str
    place: str
    number: int
    folder: str
    files: str
    template: str
    day: str
    who: str
    facts: str


def _pack(row: _PackRow, letters: Iterable[PrintedLetter]) -> PrintedPack:
    """The pack of a row. Raises NotAsWritten."""
    files, facts = parse_as(dict[str, str], row.files), parse_as(PackFacts, row.facts)
    return PrintedPack(
        row.town, row.place, row.number, row.folder, files, row.template, row.day, row.who, facts, tuple(letters)
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
