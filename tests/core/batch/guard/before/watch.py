"""Searches what is about to be published for what must not be (domain.md §4): complainants, IDs, mobile numbers, names.

What is searched is the context of a document, not its text: whatever a template prints comes from there, and the words
of the template itself, which are the same in all documents, are searched once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import compress
from operator import is_not
from pathlib import PurePosixPath
from typing import Any
from unicodedata import is_normalized

from before.kept import Kept, Sealed, bare, texts_of
from before.personal import Number, digits_in, personal_numbers
from docgen.data import Dataset
from docgen.plugin.generator import Generator
from docgen.problems import Cell, DocumentSpot, Problem, Severity, TemplateSpot
from docgen.render import Compiled
from docgen.render.inserts import Insert
from docgen.render.texts import texts_of_insert
from docgen.schema import ACCESS_NAMES, Access, Kind, Record
from docgen.text import Text

_CLEAN: tuple[Problem, ...] = ()
_REMEMBERED = 50_000
"""Texts that need not be searched again; most of a run's are the same."""
_LIST = re.compile(r"[、,，;；/\s]+")
_PLAIN = frozenset((int, float, bool, type(None)))
_FIXED = _PLAIN | {str}
_SMALL = 10**9


class Watch:
    """Searches the documents of one generator, made of `data`."""

    def __init__(self, generator: Generator | type[Generator], data: Dataset) -> None:
        self.kept = Kept(generator, data)
        self.data = data
        self.suffix = generator.suffix()
        self.open = generator.access < Access.RESTRICTED
        self.idle = not self.open and not any(
            column.access is Access.SEALED for table in data.tables.values() for column in table.columns
        )
        self._known: dict[str, tuple[Problem, ...]] = {}
        self._before: tuple[Any, ...] = ()
        self._warned: set[Problem] = set()
        self._seen: set[int] = set()

    def document(self, path: PurePosixPath, context: Mapping[str, Any]) -> list[Problem]:
        """What must not be published of a document, with the cell that it comes from: an error forbids it, a warning,
        given once a run, is to be looked at."""
        if self.idle or self._is_like_before(context):
            return []
        found: list[Problem] = []
        self._seen.clear()
        for name, value in context.items():
            for text in self._texts(value) if value.__class__ not in _PLAIN or _is_long(value) else ():
                for problem in self._searched(text):
                    where = problem.where or DocumentSpot(f"{path.name}{self.suffix}", name)
                    found.append(replace(problem, where=where))
        if not found and _FIXED.issuperset(map(type, context.values())):
            self._before = tuple(context.values())
        return self._news(found) if found else found

    def finds_nothing(self, contexts: Sequence[Mapping[str, Any]]) -> bool:
        """Whether one look tells that nothing is to be found in many documents, which share most of what they print."""
        if self.idle or not contexts:
            return True
        names = contexts[0].keys()
        if any(context.keys() != names for context in contexts):
            return False
        return all(self._are_clean({id(v): v for v in (each[name] for each in contexts)}.values()) for name in names)

    def _are_clean(self, values: Collection[Any]) -> bool:
        """Whether nothing is to be found in values of one name. Lists and rows are searched document by document."""
        if not _FIXED.issuperset(map(type, values)) or any(map(_is_long, values)):
            return False
        texts = {value for value in values if value.__class__ is str}
        if self.kept.are_plain(texts):
            return True
        is_plain = self.kept.is_plain
        return not any(self._searched(text) for text in texts if not is_plain(text))

    def _is_like_before(self, context: Mapping[str, Any]) -> bool:
        """Whether one look tells that nothing is to be found in a document: in what differs from the document before,
        in which there was nothing. Values that may have changed meanwhile, such as lists, are searched again."""
        values, before = tuple(context.values()), self._before
        if len(values) != len(before):
            return False
        self._before = ()
        is_plain = self.kept.is_plain
        for value in compress(values, map(is_not, values, before)):
            kind = value.__class__
            if kind is not str:
                if kind not in _PLAIN or _is_long(value):
                    return False
            elif not is_plain(value) and self._searched(value):
                return False
        self._before = values
        return True

    def template(self, template: Compiled) -> list[Problem]:
        """The same of all texts of a template, shown or not, with their places in it."""
        if self.idle:
            return []
        return self._news(
            replace(problem, where=TemplateSpot(template.name, str(part), str(place)))
            for part, place, text in template.texts()
            for problem in self._searched(text)
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

    # -- one text --

    def _searched(self, text: str) -> tuple[Problem, ...]:
        found = self._known.get(text)
        if found is None:
            found = _CLEAN if self._is_clean(text) else self._remember(text, self._search(text))
        return found

    def _is_clean(self, text: str) -> bool:
        """Whether one look tells that there is nothing in the text, as of most."""
        kept = self.kept
        if kept.may_hold(text) and (kept.may_hold_number(text) or kept.may_hold_word(text)):
            return False
        if not is_normalized("NFKC", text):
            return False
        self._remember(text, _CLEAN)
        return True

    def _remember(self, text: str, found: tuple[Problem, ...]) -> tuple[Problem, ...]:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[text] = found
        return found

    def _search(self, text: str) -> tuple[Problem, ...]:
        return (*self._search_numbers(text), *self._search_words(text)) or _CLEAN

    def _search_words(self, text: str) -> Iterator[Problem]:
        kept = self.kept
        plain = bare(text)
        words = list(dict.fromkeys(kept.words.inside(plain)))
        names = [name for name in dict.fromkeys(kept.people.inside(plain)) if name not in words] if self.open else []
        if (words or names) and not self._is_named(text):
            for word in words:
                yield from self._of_complainant(text, _holds(word), kept.sealed[word])
            for name in names:
                if name not in kept.shown_names:
                    yield from self._of_name(text, name)

    def _search_numbers(self, text: str) -> Iterator[Problem]:
        kept = self.kept
        sealed = digits_in(text, kept.sealed_numbers.keys())
        for digits in sealed:
            yield from self._of_complainant(text, _holds_digits(digits), kept.sealed_numbers[digits])
        for number in personal_numbers(text) if self.open else ():
            if number.digits not in sealed and number.digits not in kept.shown_numbers:
                yield from self._of_number(text, number)

    def _is_named(self, text: str) -> bool:
        """Whether the text is a name that the document may print, or several: that is this person, nobody else."""
        shown = self.kept.shown_names
        return bare(text) in shown or all(bare(part) in shown for part in _LIST.split(text) if part)

    # -- what is said --

    def _of_complainant(self, text: str, holds: Holds, sealed: Sealed) -> Iterator[Problem]:
        never = sealed.column.access is Access.SEALED
        said = (_COMPLAINANT if never else _NOT_HERE).format(
            title=sealed.column.title, row=sealed.row.origin, mine=ACCESS_NAMES[self.kept.access]
        )
        yield from self._at_cells(text, holds, Problem("sealed", Severity.ERROR, said, hint=_STRIKE_OUT))

    def _of_number(self, text: str, number: Number) -> Iterator[Problem]:
        kind = _ID if number.is_id else _MOBILE
        said = _NUMBER.format(kind=kind, number=number.masked, mine=ACCESS_NAMES[self.kept.access])
        found = Problem("personal-number", Severity.ERROR, said, hint=_TAKE_OUT, value=number.masked)
        yield from self._at_cells(text, lambda other: number in personal_numbers(other), found)

    def _of_name(self, text: str, name: str) -> Iterator[Problem]:
        table, column = self.kept.names[name]
        title, level = f"{table.name}.{column.title}", ACCESS_NAMES[column.access]
        said = _NAME.format(name=name, column=title, level=level, mine=ACCESS_NAMES[self.kept.access])
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
            columns = [c for c in table.columns if c.kind is not Kind.NAME and not c.to and self.kept.shows(table, c)]
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
    return lambda text: word in text or word in bare(text)


def _holds_digits(digits: str) -> Holds:
    return lambda text: digits in digits_in(text, (digits,))


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
