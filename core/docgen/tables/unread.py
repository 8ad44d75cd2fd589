"""Sheets that have the header of a form's table and are called otherwise, such as that of the next month: not read, and
told with what to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from docgen.problems import Cell, Problem, Severity
from docgen.schema import Table
from docgen.tables.header import NO_NAME, Header
from docgen.text import Text

NOT_FED = "part-of-name"
"""The code of what is said of sheets that do not feed the table which they make one think of."""


class Unread(NamedTuple):
    """A sheet that was not read, with the header by which it might be."""

    header: Header
    where: Cell


def unread(sheets: Iterable[Unread]) -> Iterator[Problem]:
    """A warning for each file and table; one names all its sheets."""
    groups: dict[tuple[str, str], list[Unread]] = {}
    for each in sheets:
        groups.setdefault((each.where.file, each.header.table.name), []).append(each)
    yield from map(_problem, groups.values())


def _problem(group: list[Unread]) -> Problem:
    (header, where), *others = group
    table, known = header.table, header.table.sheets or (header.table.name,)
    more = [called(each.where.file, each.where.sheet) for each in others]
    text = (_ALSO if more else _ONE).format(
        table=table.name,
        name="、".join(known),
        n=len(header.columns),
        all=len(table.columns),
        others="、".join(more),
        more=len(more),
    )
    names = ", ".join(f'"{name}"' for name in (*known, called(where.file, where.sheet), *more))
    place = replace(where, row=header.last + 1)
    return Problem(NOT_FED, Severity.WARNING, text, place, _WRITE.format(names=names), table=table.name)


def called(file: str, sheet: str) -> str:
    """What a sheet goes by: of one that nobody named, the name of its file."""
    return PurePosixPath(file).stem if NO_NAME.fullmatch(sheet) else sheet


def may_be(table: Table, problems: Iterable[Problem]) -> Text | None:
    """What to do where no sheet feeds a table and one that was not read has its header; None if none has."""
    near = next((each for each in problems if each.code == NOT_FED and each.table == table.name), None)
    return _IT_MAY_BE.format(where=near.where, hint=near.hint) if near else None


_ONE = Text(
    "this sheet was not read as the table {table}: it has {n} of {all} columns, but is not called {name}",
    "这张工作表没有读入“{table}”表：它有该表{all}列中的{n}列，但不叫“{name}”",
)
_ALSO = Text(
    "this sheet and {more} others ({others}) were not read as the table {table}: they have its columns, but are not "
    "called {name}",
    "这张和另外{more}张工作表（{others}）没有读入“{table}”表：它们有该表的列，但不叫“{name}”",
)
_WRITE = Text(
    "If it should count, write sheets = [{names}] in form.toml; else leave it.",
    "如果应当计入，请在 form.toml 里写 sheets = [{names}]；不该计入的，不用管。",
)
_IT_MAY_BE = Text("{where} has its headers. {hint}", "{where} 有它的表头。{hint}")
