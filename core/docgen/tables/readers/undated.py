"""A workbook in which a number that is no date is formatted as one, such as 2147483648 as hours: calamine stops at it,
so that it reads the numbers only, and the dates are told here."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cached_property
from io import BytesIO
from typing import Any, Literal

from docgen.tables.readers.marks import Marks
from docgen.tables.readers.package import Package
from docgen.tables.readers.xls import moment
from docgen.tables.values.formats import shown

_STYLES = ("/styles.xml", "/styles.bin")
_FROM_1904 = re.compile(rb'\bdate1904="(?:1|true)"').search
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE).search
_A_DAY = datetime(2013, 11, 22)


class Undated:
    """The sheets of a package, read without its formats."""

    def __init__(self, package: Package) -> None:
        self.package = package

    @cached_property
    def _book(self) -> Any:
        from python_calamine import CalamineWorkbook

        names = (name for name in self.package.names() if not name.endswith(_STYLES))
        copy = self.package.rebuild({name: b"".join(self.package.pieces(name)) for name in names})
        return CalamineWorkbook.from_filelike(BytesIO(copy.data))

    @cached_property
    def _epoch(self) -> Literal[0, 1]:
        return 1 if _FROM_1904(self.package.xml("xl/workbook.xml")) else 0

    def rows(self, sheet: str, marks: Marks) -> list[list[Any]]:
        """The values of a sheet, its dates and durations by the formats in `marks`; what can be none is a number."""
        rows: list[list[Any]] = self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        for column, spans in marks.spans.items():
            for first, last, style in zip(spans.firsts, spans.lasts, spans.styles, strict=True):
                for row in rows[first : last + 1]:
                    if column < len(row) and isinstance(row[column], float):
                        row[column] = self._value(row[column], marks.styles[style].format)
        return rows

    def _value(self, number: float, code: str) -> Any:
        if _ELAPSED(code):
            try:
                return timedelta(days=number)
            except (OverflowError, ValueError):
                return number
        return number if shown(_A_DAY, code) is None else moment(number, self._epoch)
