"""Sheets to records: every row becomes one, every bad cell is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from docgen.problems import Cell, DocgenError, Problem, Severity
from docgen.schema import Access, Column, Record, Table
from docgen.tables.book import Sheet, column_letter, read_sheets
from docgen.tables.cells import CellError, Parser, folded, is_blank, is_ditto, parser, plain, says_none
from docgen.tables.header import Header, find_header, looks_like_table, require_columns
from docgen.tables.sniff import is_workbook_name
from docgen.text import Text

_TOTALS = re.compile(r"(合计|小计|总计|共计)|.*(合计|小计|总计|共计)[:：]?$")
_NOTES = re.compile(r"(注\d*[:：.]|备注[:：]|说明[:：]|填表人|制表|审核人|填报人[:：])")
_SHOWN = 40


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
    rows: int = 0
    left_out: dict[Text, int] = field(default_factory=dict)

    def leave_out(self, why: Text) -> None:
        """Count one row that is not data."""
        self.left_out[why] = self.left_out.get(why, 0) + 1


@dataclass
class Reading:
    """Everything that a folder of workbooks says: records by table, problems, and how each sheet was understood."""

    rows: dict[str, list[Record]] = field(default_factory=dict)
    sheets: list[SheetReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: list[Problem] = field(default_factory=list)
    letters: dict[tuple[str, str, str], str] = field(default_factory=dict)  # (file, sheet, column) → its letter


def read_folder(folder: Path, tables: Iterable[Table], year: int) -> Reading:
    """Read every workbook in `folder`. Problems are gathered, never raised; a file or sheet that cannot be used at
    all is in `broken`. Raises DocgenError when the folder holds no workbook."""
    files = sorted(path for path in folder.iterdir() if is_workbook_name(path)) if folder.is_dir() else []
    if not files:
        raise DocgenError(
            Text("no workbook in {folder}", "{folder} 里没有工作簿").format(folder=folder),
            hint=Text("Put the .xlsx files of the office there.", "请把单位的 .xlsx 表格放进去。"),
        )
    reading = Reading()
    wanted = list(tables)
    for path in files:
        try:
            for sheet in read_sheets(path):
                _read_sheet(path, sheet, wanted, year, reading)
        except DocgenError as error:
            reading.broken.append(_as_problem(error, "file"))
    return reading


def _unknown_sheet(where: Cell) -> Problem:
    return Problem(
        code="unknown-sheet",
        severity=Severity.WARNING,
        text=Text("this sheet was not read: it is none of the tables known", "这张工作表没有读入：不是已知的表"),
        where=where,
        hint=Text("If it should count, name it after its table.", "如果应当计入，请用表名给工作表命名。"),
    )


def _as_problem(error: DocgenError, code: str) -> Problem:
    return Problem(code, Severity.ERROR, error.text, error.where, error.hint)


def _read_sheet(path: Path, sheet: Sheet, tables: Sequence[Table], year: int, reading: Reading) -> None:
    report = SheetReport(path.name, sheet.name)
    reading.sheets.append(report)
    where = Cell(path.name, sheet.name)
    try:
        header = find_header(sheet, path.name, tables)
        if header is None:
            if looks_like_table(sheet):
                reading.problems.append(_unknown_sheet(where))
            return
        guesses = _guesses(header, sheet.name, path.stem)
        require_columns(header, where, guesses)
    except DocgenError as error:
        reading.broken.append(_as_problem(error, "sheet"))
        return
    _describe(report, header)
    for index, column in header.columns.items():
        reading.letters[path.name, sheet.name, column.name] = column_letter(index)
    reader = _RowReader(header, where, guesses, year, reading.problems)
    rows = reading.rows.setdefault(header.table.name, [])
    for number, raw in data_rows(sheet, header.last, report):
        rows.extend(reader.records(number, raw))


def _guesses(header: Header, sheet: str, stem: str) -> dict[str, Guess]:
    """Key references without a column of their own: the sheet may say them once for all its rows."""
    have = {column.name for column in header.columns.values()}
    names = tuple(name for name in (header.unit, sheet, stem) if name)
    absent = (c for c in header.table.columns if c.to and c.fill and not c.within and c.name not in have)
    return {column.name: Guess(names) for column in absent}


def _describe(report: SheetReport, header: Header) -> None:
    report.table = header.table.name
    report.header_rows = (header.first + 1, header.last + 1)
    for heading in header.headings:
        column = header.columns.get(heading.index)
        title = column.title if column else ""
        if heading.index in header.wide and header.table.wide:
            title = header.table.column(header.table.wide.value).title
        report.columns.append((column_letter(heading.index), str(heading), title))


def data_rows(sheet: Sheet, last: int, report: SheetReport) -> Iterator[tuple[int, list[Any]]]:
    """The rows of data under the header, which ends in row `last` (from 0), numbered as Excel does; all others are
    counted in the report. A total ends a block, and comes as a row without cells."""
    above = [row for row in sheet.rows[: last + 1] if any(not is_blank(cell) for cell in row)]
    after_notes = False
    for index in range(last + 1, len(sheet.rows)):
        raw = sheet.rows[index]
        filled = [cell for cell in raw if not is_blank(cell)]
        if not filled:
            continue
        first = folded(filled[0])
        if any(_TOTALS.match(folded(cell)) for cell in filled[:2]):  # a number may stand before it
            report.leave_out(Text("total row", "合计行"))
            yield index + 1, []
        elif _NOTES.match(first) or (after_notes and len(filled) == 1):
            after_notes = True
            report.leave_out(Text("note", "表下说明"))
        elif raw in above:
            report.leave_out(Text("repeated header", "重复的表头"))
        else:
            report.rows += 1
            yield index + 1, raw


class _RowReader:
    """Turns the rows of one sheet into records."""

    def __init__(
        self, header: Header, where: Cell, guesses: dict[str, Guess], year: int, problems: list[Problem]
    ) -> None:
        self.table = header.table
        self.where = where
        self.problems = problems
        self.wide = header.wide
        self.guesses = guesses
        self.known = [(i, c, parser(c, year)) for i, c in header.columns.items()]
        self.extra = [(heading.index, str(heading)) for heading in header.unknown]
        self.absent = self._absent(header)
        self.above: dict[int, Any] = {}
        self.value_parser = parser(self.table.column(self.table.wide.value), year) if self.table.wide else None

    def _absent(self, header: Header) -> list[Column]:
        have = {column.name for column in header.columns.values()}
        return [column for column in self.table.columns if column.name not in have]

    def records(self, number: int, raw: list[Any]) -> Iterator[Record]:
        """The record of row `number`, or one a department in a wide sheet; an empty row ends a block."""
        if not raw:
            self.above.clear()
            return
        record = self._record(number, raw)
        if not self.wide:
            yield record
            return
        for index, child in self.wide.items():
            yield self._unfolded(record, index, child, raw[index] if index < len(raw) else "")

    def _record(self, number: int, raw: list[Any]) -> Record:
        record = self.table.record.empty(Cell(self.where.file, self.where.sheet, number))
        for column in self.absent:
            record.put(column, self.guesses.get(column.name))
        for index, column, parse in self.known:
            cell = self._filled(index, column, raw[index] if index < len(raw) else "")
            self._set(record, column, index, cell, parse)
        for index, title in self.extra:
            record.extra[title] = plain(raw[index]) if index < len(raw) else ""
        return record

    def _filled(self, index: int, column: Column, cell: Any) -> Any:
        """The cell, or the one above it where it says so: by a ditto mark, or blank in a key column. A new township
        takes nothing from the communities of the one before."""
        if is_ditto(cell):
            return self.above.get(index, "")
        if column.fill and is_blank(cell):
            return self.above.get(index, cell)
        if column.fill and self.above.get(index) != cell:
            for other, inner, _ in self.known:
                if inner.within == column.name:
                    self.above.pop(other, None)
        self.above[index] = cell
        return cell

    def _set(self, record: Record, column: Column, index: int, cell: Any, parse: Parser) -> None:
        if is_blank(cell) or (not column.required and says_none(cell, column.kind)):
            if column.required:
                self._bad(record, column, index, cell, CellError(Text("the cell is blank", "单元格是空的")))
            else:
                record.put(column, None)
            return
        try:
            record.put(column, parse(cell))
        except CellError as error:
            self._bad(record, column, index, cell, error)

    def _bad(self, record: Record, column: Column, index: int, cell: Any, error: CellError) -> None:
        shown = plain(cell)[:_SHOWN] if column.access < Access.RESTRICTED else ""
        problem = Problem(
            code="blank" if is_blank(cell) else "cell",
            severity=Severity.ERROR,
            text=Text("{title}: {error}", "{title}：{error}").format(title=column.title, error=error.text),
            where=record.origin.at(column_letter(index)),
            hint=error.hint,
            expected=column.kind.value,
            value=shown,
            table=self.table.name,
        )
        record.mark_bad(column, problem)
        self.problems.append(problem)

    def _unfolded(self, person: Record, index: int, child: str, cell: Any) -> Record:
        """A copy of `person` with the child header in one column and the cell under it in another."""
        wide, parse = self.table.wide, self.value_parser
        assert wide is not None and parse is not None  # noqa: PT018 - only wide tables come here
        record = person.empty(person.origin)
        own = (wide.into, wide.value)
        record.extra = dict(person.extra)
        for column in self.table.columns:
            if column.name in person.bad and column.name not in own:
                record.mark_bad(column, person.bad[column.name])
            elif column.name not in own:
                record.put(column, getattr(person, column.name))
        record.put(self.table.column(wide.into), child)
        value = self.table.column(wide.value)
        self._set(record, value, index, self._filled(index, value, cell), parse)
        return record
