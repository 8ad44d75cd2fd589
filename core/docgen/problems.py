"""Problems: what is wrong, where, and what to do about it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, Self

from docgen.text import Text


class Severity(StrEnum):
    """An error blocks issuing, a warning is to be looked at, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


SEVERITY_NAMES = {
    Severity.ERROR: Text("error", "错误"),
    Severity.WARNING: Text("warning", "提醒"),
    Severity.NOTE: Text("note", "说明"),
}


# C0 and C1, separators of lines, marks that turn the direction, half characters and what XML has no place for.
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")
_NAME = re.compile("[^/]+")
_WORD = re.compile("[!-.0-~\x80-\u07ff\udc80-\udcff]+")  # what a name in GB18030 becomes, in a text of others


def readable(name: str) -> str:
    """A file name that the system does not spell in UTF-8 as a person reads it: in GB18030, as a zip file made on
    Windows has it, else with the bytes as escapes."""
    return _HALF.sub(_escape, _NAME.sub(_in_gb18030, name)) if _HALF.search(name) else name


def _in_gb18030(name: re.Match[str]) -> str:
    try:
        return os.fsencode(name[0]).decode("gb18030") if _HALF.search(name[0]) else name[0]
    except UnicodeError:
        return name[0]


def visible(text: str, *, lines: bool = False) -> str:
    """`text` for a terminal, a log or a table: what would move the cursor, colour it or begin a line is an escape such
    as \\x1b. With `lines`, a text of several lines stays one."""
    if not _ODD.search(text):
        return text
    if lines:
        return "\n".join("\t".join(map(visible, line.split("\t"))) for line in re.split("\r?\n", text))
    return _ODD.sub(_escape, _WORD.sub(_in_gb18030, text))


def _escape(character: re.Match[str]) -> str:
    byte = os.fsencode(character[0]) if "\udc80" <= character[0] <= "\udcff" else b""
    return f"\\x{byte[0]:02x}" if byte else character[0].encode("unicode_escape", "surrogatepass").decode()


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a workbook: `row` as Excel numbers it, `column` as a letter; each may be open."""

    in_words: ClassVar[bool] = True  # it is written in the language of the text that it stands in

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        parts = [self.file, self.sheet]
        if self.row is not None:
            parts.append(f"{self.column}{self.row}" if self.column else str(_ROW.format(row=self.row)))
        return _joined(parts)

    def at(self, column: str) -> Cell:
        """The cell of this row in `column`."""
        return Cell(self.file, self.sheet, self.row, column)


_ROW = Text("row {row}", "第{row}行")


@dataclass(frozen=True, slots=True)
class TemplateSpot:
    """A place in a template: part (正文, 页眉 …), what stands there and the tag as typed."""

    template: str
    part: str = ""
    place: str = ""
    tag: str = ""

    def __str__(self) -> str:
        return _joined((self.template, self.part, self.place, self.tag))


@dataclass(frozen=True, slots=True)
class DocumentSpot:
    """A place in a document that was made."""

    file: str
    place: str = ""

    def __str__(self) -> str:
        return _joined((self.file, self.place))


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line (1-based) of a text file, such as docgen.toml."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return visible(readable(self.file) if self.line is None else f"{readable(self.file)}:{self.line}")


def _joined(parts: Iterable[str]) -> str:
    return visible(" / ".join(readable(part) for part in parts if part))


Place = Cell | TemplateSpot | DocumentSpot | FileLine


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `value` is what stood there, masked where it may be personal; `record` the row whose document it
    is about, where that is another place."""

    code: str
    severity: Severity
    text: Text
    where: Place | None = None
    hint: Text | None = None
    expected: str = ""
    value: str = ""
    table: str = ""
    record: str = ""

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        of_this_row = isinstance(self.where, Cell) and str(self.where.at("")) == self.record
        record = _OF_RECORD.format(record=self.record) if self.record and not of_this_row else ""
        return f"{where}{visible(str(self.text))}{record}"

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON, with both languages."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "where": str(self.where) if self.where else None,
            "text": self.text._asdict(),
            "hint": self.hint._asdict() if self.hint else None,
            "expected": self.expected,
            "value": self.value,
            "table": self.table,
            "record": self.record,
        }


_OF_RECORD = Text(" (for {record})", "（对应的行：{record}）")


class DocgenError(Exception):
    """A user's mistake: shown as one line and a hint, never with a traceback.

    `where` says the place, `hint` what to do, `exit_code` 1 for work that failed and 2 for wrong usage.
    """

    exit_code = 1

    def __init__(
        self,
        text: Text,
        *,
        hint: Text | None = None,
        where: Place | None = None,
        problems: Sequence[Problem] = (),
    ) -> None:
        self.text = text
        self.hint = hint
        self.where = where
        self.problems = tuple(problems)
        super().__init__(text)

    def as_problems(self, code: str = "error") -> tuple[Problem, ...]:
        """All problems behind it; one with `code` that says what it says, if there are no others."""
        return self.problems or (Problem(code, Severity.ERROR, self.text, self.where, self.hint),)

    def of_record(self, record: str) -> Self:
        """This error, whose problems name the `record` that its document is made for."""
        problems = self.as_problems("document")
        self.problems = tuple(replace(problem, record=problem.record or record) for problem in problems)
        return self

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" if self.where else str(self.text)


class UsageError(DocgenError):
    """A command that was typed wrong."""

    exit_code = 2


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None when none is near. Among words that are equally like it comes first one
    of its length, with most characters in the same place, and with the same ending, which says what a thing is."""
    import difflib

    def likeness(other: str) -> tuple[object, ...]:
        ratio = difflib.SequenceMatcher(None, other, word).ratio()
        in_place = sum(map(str.__eq__, other, word))
        return ratio, len(other) == len(word), in_place, other[-1:] == word[-1:], other

    return max(difflib.get_close_matches(word, list(known), n=20, cutoff=0.5), key=likeness, default=None)


def did_you_mean(word: str, known: Iterable[str]) -> Text | None:
    """A hint that names the nearest known word."""
    near = nearest(word, known)
    return Text("Did you mean {near}?", "是不是“{near}”？").format(near=near) if near else None
