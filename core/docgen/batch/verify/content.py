"""Compares what print files say, letter by letter, with what the rows say now: the right letter for the right door."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from docgen.batch.contexts import Contexts
from docgen.batch.verify.reading import UNREADABLE, Told, letters_of, sections_in, told_by, varies_around
from docgen.problems import DocgenError
from docgen.processes import begin_document
from docgen.render import Compiled


class Verdict(StrEnum):
    """What comes of a letter. One that differs from its row is WRONG if the row is as it was when the letter was made,
    or it is not even the letter of that row; else its row has CHANGED since, or is GONE."""

    RIGHT = "right"
    WRONG = "wrong"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Expected:
    """A letter that a file should hold: its number and code; whether its row says what it did when the letter was made,
    and whether there is such a row."""

    number: int
    code: str
    same: bool
    there: bool


@dataclass(frozen=True)
class Reading:
    """The print files of a pack, one with all of its letters or one for each, and what they should hold: the letters,
    the contexts of those that have a row, in their order, and the contexts of spares after them. They can be compared
    word for word if they were made with the template that there is now (`exact`)."""

    files: tuple[str, ...]
    letters: tuple[Expected, ...]
    contexts: Contexts
    spares: tuple[dict[str, Any], ...] = ()
    exact: bool = True


@dataclass(frozen=True)
class Found:
    """A letter that is not as its row says: where it stands in the pack (`place`, spares come last), the verdict, the
    names of what its words lack of its row, and whose letter it is instead, by code, if it is known."""

    place: int
    verdict: Verdict
    lacks: tuple[str, ...] = ()
    instead: str = ""


def compare(reading: Reading, template: Compiled) -> list[Found] | str:
    """What of a pack is not as the rows say; why its files cannot be read, if they cannot, or the number of letters
    that they hold instead: the work of a worker."""
    contexts = iter(reading.contexts)
    own = [next(contexts) if letter.there else None for letter in reading.letters]
    pages = [_Page.of(template, context) for context in (*own, *reading.spares)]
    try:
        found = _read(reading, pages, around=varies_around(template))
    except UNREADABLE as error:
        return f"{type(error).__name__}: {error}"
    if isinstance(found, int):
        return str(found)
    return list(_Pack(reading, pages[: len(own)], pages[len(own) :], found).differences())


@dataclass(frozen=True)
class _Page:
    """What a letter should say, and what it says it with; nothing is known of one that cannot be made."""

    told: Told | None
    context: dict[str, Any]

    @classmethod
    def of(cls, template: Compiled, context: dict[str, Any] | None) -> _Page:
        if context is None:
            return cls(None, {})
        try:
            begin_document()
            return cls(told_by(template, context), context)
        except DocgenError:
            return cls(None, {})

    def is_said(self, said: Told) -> bool:
        """Whether just this is said; what is the same around the text of all letters may be said besides."""
        return self.told is not None and self.told.text == said.text and self.told.around <= said.around

    def lacks(self, said: str) -> tuple[str, ...]:
        """The names of the values that it prints more often than `said` does."""
        mine, theirs = _bare(self.told.all) if self.told else "", _bare(said)
        values = {name: _bare(value) for name, value in self.context.items() if isinstance(value, str)}
        return tuple(name for name, value in values.items() if value and mine.count(value) > theirs.count(value))


def _bare(text: str) -> str:
    return "".join(text.split())


def _read(reading: Reading, pages: Sequence[_Page], *, around: bool) -> list[Told] | int:
    """The letters of the files, or how many there are instead. Raises one of UNREADABLE."""
    sizes = [page.told.sections if page.told else 1 for page in pages]
    if len(reading.files) == 1:
        sections = sections_in(Path(reading.files[0]), around=around)
        return letters_of(sections, sizes) or len(sections)
    if len(reading.files) != len(pages):
        return len(reading.files)
    single = [letters_of(sections_in(Path(file), around=around), [1]) for file in reading.files]
    return [letters[0] for letters in single if letters]


@dataclass(frozen=True)
class _Pack:
    """The letters of a pack, as they should be and as they are, spares last."""

    reading: Reading
    pages: Sequence[_Page]
    spares: Sequence[_Page]
    found: Sequence[Told]

    def differences(self) -> Iterator[Found]:
        for place, letter in enumerate(self.reading.letters):
            page, said = self.pages[place], self.found[place]
            if not self._is_right(page, said):
                owner = next((other for other, each in enumerate(self.pages) if each.is_said(said)), None)
                instead = self.reading.letters[owner].code if owner is not None else ""
                verdict = self._verdict(letter, said) if owner is None else Verdict.WRONG
                yield Found(place, verdict, page.lacks(said.all), instead)
        yield from self._spares()

    def _is_right(self, page: _Page, said: Told) -> bool:
        return page.is_said(said) or (not self.reading.exact and page.told is not None and not page.lacks(said.all))

    def _verdict(self, letter: Expected, said: Told) -> Verdict:
        """What to think of a letter that differs from its row and is not that of another."""
        if letter.there and letter.same:
            return Verdict.WRONG
        if self._prints_codes() and letter.code and letter.code not in said.all:
            return Verdict.WRONG
        return Verdict.CHANGED if letter.there else Verdict.GONE

    def _prints_codes(self) -> bool:
        """Whether these letters say whose they are by their codes."""
        both = zip(self.pages, self.reading.letters, strict=True)
        coded = [letter.code in page.told.all for page, letter in both if page.told and letter.code]
        return bool(coded) and all(coded)

    def _spares(self) -> Iterator[Found]:
        """Spares that say something else; they are made of the row before them, which must be as it was."""
        if not self.reading.letters or not self.reading.letters[-1].same:
            return
        first = len(self.pages)
        for place, page in enumerate(self.spares, first):
            said = self.found[place]
            if not self._is_right(page, said):
                yield Found(place, Verdict.WRONG, page.lacks(said.all))
