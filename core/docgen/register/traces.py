"""Numbers that something outside of the register knows: the audit log, and the names of files.

Before a number is given, each trace of one is looked for in the register: a register that lost some would give them a
second time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from docgen.files import open_file, unreadable
from docgen.problems import DocumentSpot
from docgen.register.numbers import Entry
from docgen.text import Text

_ISSUED = ("issue", "reissue", "allot")


@dataclass(frozen=True)
class Trace:
    """A number that was given: its `code` (the series, or the 机关代字 of the office), the year if it is known, what
    it is called (简报第4期), and where it was found. The audit log may also know the document and the day."""

    code: str
    year: int | None
    number: int
    name: str
    source: Text
    document: str = ""
    day: date | None = None

    def find(self, entries: Iterable[tuple[str, Entry]]) -> Entry | None:
        """The entry that has the number, of entries that are given with their codes."""
        fitting = (entry for code, entry in entries if code == self.code and entry.number == self.number)
        return next((entry for entry in fitting if self.year in (None, entry.year)), None)

    def fits(self, entry: Entry) -> bool:
        """Whether the entry gives the number to the document that the trace knows it of."""
        return self.document in ("", entry.document)

    def __str__(self) -> str:
        return self.name


def find_in_log(log: Path, codes: Collection[str]) -> Iterator[Trace]:
    """The numbers of these codes that the audit log `log` (docgen.batch.audit) says were issued. A line that is none is
    passed over. Raises DocgenError for a log that is there and cannot be read: a number may stand in it."""
    try:
        with open_file(log) as lines:
            for number, line in enumerate(lines, 1):
                if trace := _trace_in_line(line.decode(errors="replace"), codes, number):
                    yield trace
    except FileNotFoundError:
        return
    except OSError as error:
        raise unreadable(error, DocumentSpot(str(log))) from None


def _trace_in_line(line: str, codes: Collection[str], at: int) -> Trace | None:
    try:
        facts = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(facts, dict) or facts.get("action") not in _ISSUED:
        return None
    source = _LOG.format(line=at)
    if found := next(_numbers_in(str(facts.get("what", "")), codes), None):
        code, year, number, name = found
        return Trace(code, year or _whole(facts.get("year")), number, name, source, *_document_and_day(facts))
    return None


def _document_and_day(facts: dict[str, Any]) -> tuple[str, date | None]:
    document, day = facts.get("document"), facts.get("day")
    try:
        on = date.fromisoformat(day) if isinstance(day, str) else None
    except ValueError:
        on = None
    return document if isinstance(document, str) else "", on


def _whole(value: object) -> int | None:
    return value if type(value) is int and 0 < value < _LAST_YEAR else None


def find_in_names(paths: Iterable[PurePath], codes: Collection[str]) -> Iterator[Trace]:
    """The numbers of these codes in the names of files: 简报_第4期_2013-11-29.docx, 校核单_简报第4期.docx,
    补充通知_都社组换2013-10.docx."""
    for path in paths:
        for code, year, number, name in _numbers_in(path.stem, codes):
            yield Trace(code, year or _year_in(path.stem), number, name, _FILE.format(path=path.as_posix()))


def _year_in(name: str) -> int | None:
    """The year of the day in the name of a file, which is the year of its number; None if it is not the only one."""
    years = {int(found[1]) for found in re.finditer(r"(?<!\d)(\d{4})-\d\d-\d\d(?!\d)", name)}
    return years.pop() if len(years) == 1 else None


def _numbers_in(text: str, codes: Collection[str]) -> Iterator[tuple[str, int | None, int, str]]:
    """The numbers of these codes that a text names."""
    for code in codes:
        known = re.escape(code)
        for found in re.finditer(rf"{known}_?第([1-9]\d{{0,5}})期", text):
            yield code, None, int(found[1]), f"{code}第{found[1]}期"
        for found in re.finditer(rf"{known}(?:〔(\d{{4}})〕([1-9]\d{{0,5}})号|(\d{{4}})-([1-9]\d{{0,5}})(?!\d))", text):
            year, number = found[1] or found[3], found[2] or found[4]
            yield code, int(year), int(number), f"{code}〔{year}〕{number}号"


_LAST_YEAR = 10_000
_LOG = Text(".docgen/audit.jsonl, line {line}", ".docgen/audit.jsonl 第{line}行")
_FILE = Text("{path}", "{path}")
