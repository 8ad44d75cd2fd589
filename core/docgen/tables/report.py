"""What was read of the sheets of a workspace, and how: the result of reading, sheet by sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from docgen.files import UNREADABLE
from docgen.problems import Problem
from docgen.schema import Record, Spool, Table
from docgen.tables.files import DataFile
from docgen.tables.readers.sheet import Sheet
from docgen.tables.totals import Total
from docgen.text import Text


class Guess(NamedTuple):
    """What a sheet without the column says of it, by its 填报单位, its name, its file's name."""

    names: tuple[str, ...]


@dataclass
class SheetReport:
    """How one sheet was understood."""

    file: str
    sheet: str
    table: str = ""
    header_rows: tuple[int, int] = (0, 0)
    columns: list[tuple[str, str, str]] = field(default_factory=list)  # letter, header, column title or ""
    lacks: tuple[str, ...] = ()  # titles of the columns of the table that neither a header nor a name gives
    rows: int = 0
    left_out: dict[Text, int] = field(default_factory=dict)
    totals: list[Total] = field(default_factory=list)
    why: Text | None = None  # it is none of the tables

    def leave_out(self, why: Text) -> None:
        """Count one row that is not data."""
        self.left_out[why] = self.left_out.get(why, 0) + 1


@dataclass
class Reading:
    """Everything that a folder of workbooks says: records by table, problems, and how each sheet was understood."""

    rows: dict[str, list[Record] | Spool] = field(default_factory=dict)
    sheets: list[SheetReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: list[Problem] = field(default_factory=list)
    letters: dict[tuple[str, str, str], str] = field(default_factory=dict)  # (file, sheet, column) → its letter
    files: list[DataFile] = field(default_factory=list)

    @property
    def unread(self) -> list[Problem]:
        """The problems of files and folders that could not be read at all."""
        return [problem for problem in self.broken if problem.code == UNREADABLE]

    def of(self, table: Table) -> list[Record] | Spool:
        """The rows of a table, to which others may be added."""
        return self.rows.setdefault(table.name, Spool(table) if table.bulk else [])


Sheets = Callable[[Path], Iterator[Sheet]]
"""Gives the sheets of a file."""
