"""文号登记, the office's own list of numbers, beside the register of docgen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Protocol

from docgen import Dataset, ListedNumber, NumberList, Problem, Severity, Text
from docgen.records.outreach import VOID, IssuedDocument

RESERVED = ("占号", "拟稿")
"""States of a row whose document is not issued yet."""


class Numbered(Protocol):
    """A number of the register."""

    @property
    def series(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def number(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def day(self) -> date | None: ...
    @property
    def void(self) -> str | None: ...


Key = tuple[str, int, int]


def differences(entries: Iterable[Numbered], data: Dataset, code: Callable[[str], str]) -> list[Problem]:
    """What the register and the sheet 文号登记 say differently of a number, or only one of them knows. `code` gives the
    机关代字 of a series. Nothing while there is no such sheet."""
    if not data.has(IssuedDocument):
        return []
    listed: dict[Key, IssuedDocument] = {}
    for row in data[IssuedDocument]:
        if row.get("series") and row.get("year") and row.get("number"):
            listed.setdefault((row.series, row.year, row.number), row)
    known = {(code(entry.series), entry.year, entry.number): entry for entry in entries}
    found = [problem for key, entry in known.items() for problem in _compared(key, entry, listed.get(key))]
    for key, row in listed.items():
        if key not in known and row.get("state") not in RESERVED:
            found.append(_problem(Severity.WARNING, row, _NOT_IN_REGISTER.format(number=_called(key))))
    return found


def listed_numbers(data: Dataset) -> Iterator[ListedNumber]:
    """The numbers of the sheet 文号登记 whose documents are issued."""
    for row in data[IssuedDocument] if data.has(IssuedDocument) else ():
        if row.get("series") and row.get("number") and row.get("state") not in RESERVED:
            where = Text(str(row.origin), str(row.origin))
            yield ListedNumber(row.series, row.get("year"), row.number, row.get("day"), where)


NUMBERS = NumberList(differences, listed_numbers)
"""The sheet 文号登记 as the list of numbers that the office keeps."""


def _compared(key: Key, entry: Numbered, row: IssuedDocument | None) -> Iterator[Problem]:
    number = _called(key)
    if row is None:
        yield _problem(Severity.WARNING, None, _NOT_IN_SHEET.format(number=number, title=entry.title))
        return
    if (entry.void is not None) != (row.get("state") == VOID):
        yield _problem(Severity.ERROR, row, _VOID_IN_ONE.format(number=number))
    if entry.void is None and row.get("title", "") != entry.title:
        yield _problem(Severity.ERROR, row, _OTHER_TITLE.format(number=number, title=entry.title))
    if entry.void is None and entry.day and row.get("day") not in (None, entry.day):
        yield _problem(Severity.WARNING, row, _OTHER_DAY.format(number=number, day=entry.day))


def _called(key: Key) -> str:
    series, year, number = key
    return f"{series}〔{year}〕{number}号"


def _problem(severity: Severity, row: IssuedDocument | None, text: Text) -> Problem:
    table = IssuedDocument.__table__.name
    return Problem("E44", severity, text, row.origin if row else None, _HINT, table=table)


_HINT = Text(
    "The register (`docgen register`) and the sheet 文号登记 should say the same.",
    "登记簿（docgen register）和“文号登记”表应当一致，请核对。",
)
_NOT_IN_SHEET = Text(
    "{number} stands in the register, not in the sheet: {title}", "{number}登记簿里有，“文号登记”表里没有：{title}"
)
_NOT_IN_REGISTER = Text("{number} is not in the register", "{number}“文号登记”表里有，登记簿里没有")
_VOID_IN_ONE = Text(
    "{number} is void in one of register and sheet only", "{number}在登记簿和“文号登记”表里只有一处标为作废"
)
_OTHER_TITLE = Text("{number} has another title in the register: {title}", "{number}的标题与登记簿不同：{title}")
_OTHER_DAY = Text("{number} has another day in the register: {day}", "{number}的成文日期与登记簿不同：{day}")
