"""Columns of a data file whose cells are names of pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from docgen.forms.grids import Row, Table
from docgen.forms.pictures import picture
from docgen.forms.records import Records
from docgen.problems import UsageError, did_you_mean
from docgen.schema import variable
from docgen.text import Text


@dataclass(frozen=True)
class PictureColumn:
    """A column whose cells are names of pictures, and the width in millimetres that they get."""

    name: str
    width: float | None = None

    @classmethod
    def of(cls, typed: str) -> Self:
        """What --picture 照片:30 says. Raises UsageError."""
        name, colon, width = typed.replace("：", ":").partition(":")
        try:
            size = float(width) if colon else None
        except ValueError:
            size = 0
        if not name.strip() or (size is not None and not 0 < size < _WIDEST):
            raise UsageError(_WRITE.format(typed=typed), hint=_WRITE_HINT)
        return cls(name.strip(), size)


_WIDEST = 1000
_WRITE = Text("--picture {typed} is no column with a width", "--picture {typed} 写法不对")
_WRITE_HINT = Text(
    "Like this: --picture 照片 or --picture 照片:30 (millimetres)",
    "例如：--picture 照片，或 --picture 照片:30（宽30毫米）。",
)


def use_pictures(records: Records, folder: Path, columns: Iterable[PictureColumn]) -> None:
    """Make pictures of the file names in these columns. Raises UsageError for a column that is not there."""
    for column in columns:
        tables = [records.table] if records.table else records.tables
        name = next(filter(None, (_name_in(table, column.name) for table in tables)), None)
        if name is None:
            known = [known for table in tables for row in table.rows[:1] for known in row.values]
            text = Text("{file} has no column {name}", "{file} 没有“{name}”这一列")
            hint = did_you_mean(column.name, known)
            raise UsageError(text.format(file=records.file, name=column.name), hint=hint)
        for table in tables:
            for row in table.rows:
                _fill(row, name, folder, table.letters.get(name, ""), column.width)


def _name_in(table: Table, typed: str) -> str | None:
    """The name in templates of the column that is called so."""
    names = (typed, variable(typed))
    return next((name for name in names if any(name in row.values for row in table.rows)), None)


def _fill(row: Row, name: str, folder: Path, letter: str, width: float | None) -> None:
    """Make a picture of the file name in a row; a blank stays one, and so does what is a picture already."""
    value = row.values.get(name)
    if isinstance(value, str | int) and not isinstance(value, bool):
        row.values[name] = picture(folder, str(value), row.origin.at(letter), width=width)
