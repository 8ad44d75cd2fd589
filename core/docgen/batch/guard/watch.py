"""Searches what is about to be published for what must not be (domain.md §4): complainants, IDs, mobile numbers, names.

What is searched is the context of a document, not its text: whatever a template prints comes from there, and the words
of the template itself, which are the same in all documents, are searched once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from docgen.batch.guard.matcher import plain
from docgen.batch.guard.protected import Protected, Sealed, texts_of
from docgen.data import Dataset
from docgen.masks import hide_digits
from docgen.personal import Number, digits_in, personal_numbers
from docgen.plugin.generator import Generator
from docgen.problems import Cell, DocumentSpot, Problem, Severity, TemplateSpot
from docgen.render import Compiled
from docgen.render.inserts import Insert
from docgen.render.texts import texts_of_insert
from docgen.schema import ACCESS_NAMES, Access, Kind, Record
from docgen.text import Text

_REMEMBERED = 50_000
"""How many texts need not be searched again; most of a run's are the same."""
_LIST = re.compile(r"[、,，;；/\s]+")
_WITHOUT_TEXT = frozenset((int, float, bool, type(None)))
_SMALL = 10**9


class Watch:
    """Searches the documents of one generator, made of `data`."""

    def __init__(self, generator: Generator | type[Generator], data: Dataset) -> None:
        self.protected = Protected(generator, data)
        self.data = data
        self.suffix = generator.suffix()
        self.open = generator.access < Access.RESTRICTED
        self.knows_numbers = bool(data.settings.personal_numbers_of)
        self.idle = not self.open and not any(
            column.access is Access.SEALED for table in data.tables.values() for column in table.columns
        )
        self._known: dict[str, tuple[Problem, ...]] = {}
        self._warned: set[Problem] = set()
        self._seen: set[int] = set()

    def document(self, path: PurePosixPath, context: Mapping[str, Any]) -> list[Problem]:
        """What must not be published of a document, with the cell that it comes from: an error forbids it, a warning,
        given once a run, is to be looked at."""
        if self.finds_nothing([context]):
            return []
        found: list[Problem] = []
        self._seen.clear()
        for name, value in context.items():
            where = DocumentSpot(f"{path.name}{self.suffix}", name)
            for text in self._texts(value):
                found.extend(replace(problem, where=problem.where or where) for problem in self._known.get(text, ()))
        return self._news(found)

    def finds_nothing(self, contexts: Sequence[Mapping[str, Any]]) -> bool:
        """Whether nothing is to be found in what documents print, by one look at all that they do not share."""
        return self.idle or not self._find(self._texts_of_all(contexts))

    def _texts_of_all(self, contexts: Sequence[Mapping[str, Any]]) -> set[str]:
        """The different texts of all contexts."""
        self._seen.clear()
        texts: set[str] = set()
        for value in {id(value): value for context in contexts for value in context.values()}.values():
            if value.__class__ is str:
                texts.add(value)
            elif value.__class__ not in _WITHOUT_TEXT or _is_long(value):
                texts.update(self._texts(value))
        return texts

    def template(self, template: Compiled) -> list[Problem]:
        """The same of all texts of a template, shown or not, with their places in it."""
        if self.idle:
            return []
        texts = list(template.texts())
        self._find({text for *_, text in texts})
        return self._news(
            replace(problem, where=TemplateSpot(template.name, str(part), str(place)))
            for part, place, text in texts
            for problem in self._known[text]
        )

    def _news(self, found: Iterable[Problem]) -> list[Problem]:
        """The problems, each once, without warnings that were given before."""
        fresh = [problem for problem in dict.fromkeys(found) if problem not in self._warned]
        self._warned.update(problem for problem in fresh if problem.severity is Severity.WARNING)
        return fresh

    # -- the texts of a context --

    def _texts(self, value: Any) -> Iterator[str]:
        """All texts in a value, however deep."""
        if isinstance(value, str | int | Decimal):
            yield str(value)
        elif isinstance(value, Mapping):
            yield from (key for key in value if isinstance(key, str))
            yield from (text for inner in value.values() for text in self._texts(inner))
        elif isinstance(value, list | tuple | set | frozenset):
            yield from (text for inner in value for text in self._texts(inner))
        elif isinstance(value, Record):
            yield from self._of_record(value)
        elif isinstance(value, Insert):
            yield from texts_of_insert(value)

    def _of_record(self, record: Record) -> Iterator[str]:
        """The texts of a row, which a template may print, and of the rows that it refers to, each once a document."""
        if id(record) in self._seen:
            return
        self._seen.add(id(record))
        for column in self.data.tables[record.__table__.name].columns:
            if column.name not in record.bad:
                yield from self._texts(getattr(record, column.name, None))

    # -- what stands in them --

    def _find(self, texts: Set[str]) -> bool:
        """Search the texts that are new. Tells whether anything stands in one of them all."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        known = self._known
        if new := [text for text in texts if text not in known]:
            known.update(dict.fromkeys(new, ()))
            known.update({text: self._search(text) for text in self.protected.matcher.suspects(new)})
        return any(map(known.__getitem__, texts))

    def _search(self, text: str) -> tuple[Problem, ...]:
        return (*self._search_numbers(text), *self._search_words(text))

    def _search_words(self, text: str) -> Iterator[Problem]:
        protected = self.protected
        words = protected.matcher.words_in(text, protected.sealed)
        names = [name for name in protected.matcher.words_in(text, protected.names) if name not in words]
        if (words or names) and not self._is_named(text):
            for word in words:
                yield from self._of_complainant(text, _holds(word), protected.sealed[word])
            for name in names:
                if name not in protected.shown_names:
                    yield from self._of_name(text, name)

    def _search_numbers(self, text: str) -> Iterator[Problem]:
        protected = self.protected
        found = protected.matcher.numbers_in(text)
        sealed = found & protected.sealed_numbers.keys()
        for digits in sealed:
            yield from self._of_complainant(text, _holds_digits(digits), protected.sealed_numbers[digits])
        for digits in found - sealed:
            yield from self._of_number(text, _PRIVATE, hide_digits(digits), _holds_digits(digits))
        for number in personal_numbers(text) if self.open and self.knows_numbers else ():
            if number.digits not in sealed and number.digits not in protected.shown_numbers:
                kind = _ID if number.is_id else _MOBILE
                yield from self._of_number(text, kind, number.masked, _holds_number(number))

    def _is_named(self, text: str) -> bool:
        """Whether the text is a name that the document may print, or several: that is this person, nobody else."""
        shown = self.protected.shown_names
        return plain(text) in shown or all(plain(part) in shown for part in _LIST.split(text) if part)

    # -- what is said --

    def _of_complainant(self, text: str, holds: Holds, sealed: Sealed) -> Iterator[Problem]:
        never = sealed.column.access is Access.SEALED
        said = (_COMPLAINANT if never else _NOT_HERE).format(
            title=sealed.column.title, row=sealed.row.origin, mine=ACCESS_NAMES[self.protected.access]
        )
        yield from self._at_cells(text, holds, Problem("sealed", Severity.ERROR, said, hint=_STRIKE_OUT))

    def _of_number(self, text: str, kind: Text, masked: str, holds: Holds) -> Iterator[Problem]:
        said = _NUMBER.format(kind=kind, number=masked, mine=ACCESS_NAMES[self.protected.access])
        found = Problem("personal-number", Severity.ERROR, said, hint=_TAKE_OUT, value=masked)
        yield from self._at_cells(text, holds, found)

    def _of_name(self, text: str, name: str) -> Iterator[Problem]:
        table, column = self.protected.names[name]
        title, level = f"{table.name}.{column.title}", ACCESS_NAMES[column.access]
        said = _NAME.format(name=name, column=title, level=level, mine=ACCESS_NAMES[self.protected.access])
        found = Problem("personal-name", Severity.WARNING, said, hint=_LOOK, value=name)
        yield from self._at_cells(text, _holds(name), found)

    def _at_cells(self, text: str, holds: Holds, found: Problem) -> Iterator[Problem]:
        """The problem at each cell that the text may come from; as it is where no column that the document may print
        holds anything of the kind."""
        yield from [replace(found, where=cell) for cell in self._cells(text, holds)] or [found]

    def _cells(self, text: str, holds: Holds) -> list[Cell]:
        """The cells that read like the text, else those that are part of it or that it is part of, else those that hold
        the same; those of tables that were looked at, if there are any, and the first of many."""
        ranked: dict[tuple[bool, int], list[Cell]] = {}
        for table in self.data.tables.values():
            columns = [
                c for c in table.columns if c.kind is not Kind.NAME and not c.to and self.protected.shows(table, c)
            ]
            unused = not self.data.store.looks[table.name]
            for row in self.data.store.rows.get(table.name, ()):
                for column in columns:
                    for value in filter(holds, texts_of(row, column)):
                        place = row.origin.at(self.data.letter(row.origin, column.name))
                        ranked.setdefault((unused, _distance(value, text)), []).append(place)
        return ranked[min(ranked)][:_MANY] if ranked else []


Holds = Callable[[str], bool]
_MANY = 5


def _is_long(value: Any) -> bool:
    """Whether a number has so many digits that it may be somebody's."""
    return value.__class__ is int and value >= _SMALL


def _holds(word: str) -> Holds:
    return lambda text: word in text or word in plain(text)


def _holds_digits(digits: str) -> Holds:
    return lambda text: digits in digits_in(text, (digits,))


def _holds_number(number: Number) -> Holds:
    return lambda text: number in personal_numbers(text)


def _distance(value: str, text: str) -> int:
    if value == text:
        return 0
    return 1 if value.rstrip("。") in text or text.rstrip("。") in value else 2


def errors(found: Sequence[Problem]) -> bool:
    """Whether something forbids a document."""
    return any(problem.severity is Severity.ERROR for problem in found)


_COMPLAINANT = Text(
    "the text holds what stands under {title} in {row}; that never leaves its sheet, so this was not made",
    "文字里有“{title}”一列（{row}）的内容，这一列绝不外传，因此没有生成",
)
_NOT_HERE = Text(
    "the text holds what stands under {title} in {row}, which tells who complained; this document is {mine}, so it was "
    "not made",
    "文字里有“{title}”一列（{row}）的内容，这是信访举报人的信息，本文件是{mine}文件，因此没有生成",
)
_STRIKE_OUT = Text(
    "Take it out of the text. If somebody else of this name is meant, write the surname with 某, or the post.",
    "请从文字里删去；如果是同名的其他人，请改写为姓加“某”，或只写职务。",
)
_NUMBER = Text(
    "{kind} stands in the text ({number}); this document is {mine}, so it was not made",
    "文字里有{kind}（{number}），这是{mine}文件，因此没有生成",
)
_PRIVATE = Text("a number that this document may not print", "不能写在这份文件上的号码")
_ID = Text("a resident ID", "身份证号")
_MOBILE = Text("a mobile number", "手机号码")
_TAKE_OUT = Text(
    "Take it out of the text. A number that everybody may call belongs in docgen.toml or in a public column.",
    "请从文字里删去；对外公布的号码请写在 docgen.toml 或公开的列（如举报电话）里。",
)
_NAME = Text(
    "{name} stands in the text; {column} is {level}, and this document is {mine}",
    "文字里有姓名“{name}”；“{column}”属于{level}，这是{mine}文件",
)
_LOOK = Text("May it be printed? Else write the surname with 某.", "请核对能否写出姓名；不能的，改写为姓加“某”。")
