"""Sheets to records: every row becomes one, every bad cell is named."""

from __future__ import annotations

import gc
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from docgen.problems import Cell, DocgenError, Problem, Severity
from docgen.schema import Chunk, Record, Table
from docgen.tables.claims import Claims, unknown_sheet
from docgen.tables.files import (
    DataFile,
    as_problem,
    data_file,
    files_in,
    is_marked_copy,
    marked_copy,
    open_elsewhere,
    same_as,
)
from docgen.tables.header import GUIDES, Found, Header, headers_in, require_columns
from docgen.tables.layout.blocks import Block, find_blocks
from docgen.tables.layout.body import TOTAL, BodyRow, body_rows
from docgen.tables.layout.grid import Grid, filled_columns
from docgen.tables.letters import column_letter
from docgen.tables.numbering import watch_numbers
from docgen.tables.options import Options
from docgen.tables.readers.book import read_sheets
from docgen.tables.readers.sheet import Sheet
from docgen.tables.report import Guess, Reading, SheetReport, Sheets
from docgen.tables.rows import RowReader
from docgen.tables.totals import keep_totals
from docgen.tables.values.cells import is_blank, plain
from docgen.text import Text

_FILLED_ON = re.compile(r"(?:填报|填表|报送|上报|截至|截止)(?:时间|日期)?[:：]?\s*(\d{4})[-./年](\d{1,2})")
_MANY = 1_000  # rows of a sheet that are looked at, when it is no table
_HIDDEN = Text("hidden row", "隐藏行")
HIDDEN_ROWS = "hidden-rows"
"""The code of what is said of rows that nobody sees."""
INSTRUCTIONS = Text("instructions", "填写说明")
HIDDEN_SHEET = Text("hidden", "隐藏")


def read_folder(
    folder: Path, tables: Iterable[Table], year: int, options: Options | None = None, sheets: Sheets = read_sheets
) -> Reading:
    """Read every workbook and CSV file in `folder` and in the folders within it. Problems are gathered, never raised; a
    file or sheet that cannot be used at all is in `broken`. Raises DocgenError when the folder holds none."""
    files, closed = files_in(folder)
    if not (files or closed):
        raise DocgenError(
            Text("no workbook in {folder}", "{folder} 里没有工作簿").format(folder=folder),
            hint=Text("Put the .xlsx files of the office there.", "请把单位的 .xlsx 表格放进去。"),
        )
    reading = Reading(files=files, broken=closed)
    reader = _Reader(list(tables), year, options or Options(), reading, sheets)
    first: dict[str, str] = {}
    with _no_collector():
        for file in files:
            if is_marked_copy(file.path):
                reading.problems.append(marked_copy(file.name))
                continue
            if file.sha256 and file.sha256 in first:
                reading.problems.append(same_as(file.name, first[file.sha256]))
                continue
            first[file.sha256] = file.name
            for table, records in reader.records(file):
                reading.of(table).extend(records)
        for table, records in reader.claims.settled():
            reading.of(table).extend(records)
    return reading


def read_rows(
    path: Path, tables: Iterable[Table], year: int, reading: Reading, options: Options | None = None
) -> Iterator[Record]:
    """The records of one file, of which none is kept: for tables too long to hold. What is wrong is gathered in
    `reading`."""
    reader = _Reader(list(tables), year, options or Options(), reading)
    found = chain(reader.records(data_file(path, path.name)), reader.claims.settled())
    return (record for _, records in found for record in records)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Nothing that is read is garbage, and looking for it among a million rows takes its time, then and later. What an
    earlier reading of this process left may be garbage by now."""
    was_on = gc.isenabled()
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()


_NOTHING = Text("the file holds no table", "文件里没有表")
_TAKE_OUT = Text("Take it out of the folder, or fill it in.", "请移出这个文件夹，或填写内容。")


def _holds_rows(grid: Grid) -> bool:
    """Whether something stands there that may be rows of a table."""
    return sum(len(filled_columns(row)) > 1 for row in grid.rows[:_MANY]) > 1


class _Reader:
    """Reads files into a Reading."""

    def __init__(
        self, tables: Sequence[Table], year: int, options: Options, reading: Reading, sheets: Sheets = read_sheets
    ) -> None:
        self.sheets = sheets
        self.tables = tables
        self.year = year
        self.options = options
        self.reading = reading
        self.claims = Claims(reading)

    def records(self, file: DataFile) -> Iterator[tuple[Table, Chunk | list[Record]]]:
        """The records of all sheets of a file, some at a time, with their tables."""
        if note := open_elsewhere(file.path, file.name):
            self.reading.problems.append(note)
        said, listed = self._said(), len(self.reading.sheets)
        try:
            for sheet in self.sheets(file.path):
                yield from self._of_sheet(file, sheet)
        except DocgenError as error:
            self.reading.broken.append(as_problem(error, file))
        if said == self._said() and not any(sheet.table for sheet in self.reading.sheets[listed:]):
            self.reading.problems.append(Problem("empty-file", Severity.WARNING, _NOTHING, Cell(file.name), _TAKE_OUT))

    def _said(self) -> int:
        """How much was said so far."""
        return len(self.reading.problems) + len(self.reading.broken) + len(self.claims.unread)

    def _of_sheet(self, file: DataFile, sheet: Sheet) -> Iterator[tuple[Table, Chunk | list[Record]]]:
        where = Cell(file.name, sheet.name)
        if plain(sheet.name) in GUIDES:
            self.reading.sheets.append(SheetReport(file.name, sheet.name, why=INSTRUCTIONS))
            return
        if not sheet.visible and self.options.hidden == "skip":
            self.reading.sheets.append(SheetReport(file.name, sheet.name, why=HIDDEN_SHEET))
            self.reading.problems.append(_note("hidden-sheet", _SHEET_SKIPPED, where))
            return
        grid = Grid(sheet.rows, sheet.merges)
        if not sheet.typed and len(find_blocks(grid)) > 1:  # what follows may belong to any of them
            sheet = sheet.whole()
            grid = Grid(sheet.rows, sheet.merges)
        known = self._headers(file, sheet, grid, where)
        if known and not sheet.visible:
            self.reading.problems.append(_note("hidden-sheet", _SHEET_READ, where))
        for number, (header, guesses, report) in enumerate(known, 1):
            skip = self._hidden(sheet, header, where)
            if skip is None:
                continue
            clock = self.year, self.options.month or _month_above(sheet, header.first, self.year)
            reader = RowReader(header, sheet, where, guesses, clock, self.reading.problems)
            rest = sheet.rest if number == len(known) and header.block.end == len(sheet.rows) else ()
            body = keep_totals(body_rows(grid, header.block, rest), header, where, report.totals)
            jumps: list[Problem] = []
            body = watch_numbers(body, header, where, jumps)
            held = self.claims.of(header, report)
            for records in reader.read(data_rows(body, report, skip)):
                if held:
                    held.records.append(records)
                else:
                    yield header.table, records
            self.reading.problems.extend(jumps)

    def _headers(
        self, file: DataFile, sheet: Sheet, grid: Grid, where: Cell
    ) -> list[tuple[Header, dict[str, Guess], SheetReport]]:
        """The headers in a sheet that can be used, with what its names give; what cannot be used is said."""
        try:
            found = headers_in(grid, sheet.name, file.name, self.tables)
            headers = [one.header for one in found if one.header]
            if headers and not sheet.visible and self.options.hidden == "error":
                raise DocgenError(_SHEET_HIDDEN, hint=_SHOW, where=where)
            for header in headers:
                self._hidden_columns(sheet, header, where)
        except DocgenError as error:
            self._give_up(file, sheet, error)
            return []
        if not headers:
            self.reading.sheets.append(SheetReport(file.name, sheet.name))
            near = [one.near for one in found if one.near]
            for header in near:
                self.claims.refuse(header, where)
            if not near and _holds_rows(grid):
                self.reading.problems.append(unknown_sheet(where))
        for one in found if headers else ():
            if one.header is None:
                self._pass_over(one.block, where)
        usable = (self._usable(file, sheet, one, where) for one in found if one.header)
        return [one for one in usable if one]

    def _usable(
        self, file: DataFile, sheet: Sheet, found: Found, where: Cell
    ) -> tuple[Header, dict[str, Guess], SheetReport] | None:
        header = found.header
        assert header is not None
        guesses = _guesses(header, sheet.name, PurePosixPath(file.name))
        try:
            if found.error:
                raise found.error
            require_columns(header, where, guesses)
        except DocgenError as error:
            self._give_up(file, sheet, error)
            return None
        report = SheetReport(file.name, sheet.name)
        _describe(report, header, guesses)
        self.reading.sheets.append(report)
        self.reading.of(header.table)
        for index, column in header.columns.items():
            self.reading.letters[file.name, sheet.name, column.name] = column_letter(index)
        return header, guesses, report

    def _pass_over(self, block: Block, where: Cell) -> None:
        """Note a table that stands beside or below one that is known."""
        headings = [(column_letter(heading.index), str(heading), "") for heading in block.headings]
        rows = (block.first + 1, block.last + 1)
        self.reading.sheets.append(SheetReport(where.file, where.sheet, header_rows=rows, columns=headings))
        place = replace(where, row=block.first + 1, column=headings[0][0])
        self.reading.problems.append(Problem("unknown-table", Severity.NOTE, _PASSED_OVER, place))

    def _give_up(self, file: DataFile, sheet: Sheet, error: DocgenError) -> None:
        self.reading.sheets.append(SheetReport(file.name, sheet.name))
        self.reading.broken.append(Problem("sheet", Severity.ERROR, error.text, error.where, error.hint))

    def _hidden_columns(self, sheet: Sheet, header: Header, where: Cell) -> None:
        """Say which columns nobody sees, and leave them out if they are to be skipped. Raises DocgenError if they are
        an error."""
        for column in sorted(sheet.marks.hidden_columns & header.columns.keys()):
            place = Cell(where.file, where.sheet, header.last + 1, column_letter(column))
            if self.options.hidden == "error":
                raise DocgenError(_COLUMN_HIDDEN, hint=_SHOW, where=place)
            skip = self.options.hidden == "skip"
            self.reading.problems.append(_note("hidden-column", _COLUMN_SKIPPED if skip else _COLUMN_READ, place))
            if skip:
                del header.columns[column]

    def _hidden(self, sheet: Sheet, header: Header, where: Cell) -> Collection[int] | None:
        """The rows to skip because nobody sees them; None when they are an error. Either way it is said."""
        rows = {row for row in sheet.marks.hidden_rows if header.last < row < header.block.end}
        if not rows:
            return ()
        place = Cell(where.file, where.sheet, min(rows) + 1)
        if self.options.hidden == "error":
            text = Text("{n} rows are hidden", "有{n}行被隐藏").format(n=len(rows))
            self.reading.broken.append(Problem(HIDDEN_ROWS, Severity.ERROR, text, place, _SHOW))
            return None
        skip = self.options.hidden == "skip"
        said = (_ROWS_SKIPPED if skip else _ROWS_READ).format(n=len(rows))
        self.reading.problems.append(replace(_note(HIDDEN_ROWS, said, place), table="" if skip else header.table.name))
        return rows if skip else ()


_PASSED_OVER = Text(
    "another table of this sheet was not read: it is none of the tables known",
    "这张工作表上的另一个表没有读入：不是已知的表",
)
_ROWS_READ = Text("{n} hidden rows were read like the others", "有{n}行被隐藏，已照常读入")
_ROWS_SKIPPED = Text("{n} hidden rows were not read", "有{n}行被隐藏，没有读入")
_SHEET_READ = Text("the sheet is hidden, and was read like the others", "这张工作表被隐藏，已照常读入")
_SHEET_SKIPPED = Text("the sheet is hidden, and was not read", "这张工作表被隐藏，没有读入")
_SHEET_HIDDEN = Text("the sheet is hidden", "这张工作表被隐藏")
_COLUMN_HIDDEN = Text("the column is hidden", "这一列被隐藏")
_COLUMN_SKIPPED = Text("the column is hidden, and was not read", "这一列被隐藏，没有读入")
_COLUMN_READ = Text("the column is hidden, and was read like the others", "这一列被隐藏，已照常读入")
_SHOW = Text("Show it, or delete it.", "请取消隐藏，或删去。")


def _note(code: str, text: Text, where: Cell) -> Problem:
    hint = Text(
        "[options.tables] hidden in docgen.toml says what to do.",
        "可在 docgen.toml 的 [options.tables] 里用 hidden 设置。",
    )
    return Problem(code, Severity.NOTE, text, where, hint)


def _month_above(sheet: Sheet, above: int, year: int) -> int | None:
    """The month of which the rows above the header speak (填报时间：2013.11.22)."""
    cells = (plain(cell) for row in sheet.rows[:above] for cell in row if not is_blank(cell))
    found = [match for cell in cells if (match := _FILLED_ON.search(cell))]
    months = {int(match[2]) for match in found if int(match[1]) == year}
    return months.pop() if len(months) == 1 and months <= set(range(1, 13)) else None


def _guesses(header: Header, sheet: str, file: PurePosixPath) -> dict[str, Guess]:
    """Key references without a column of their own: the sheet may say them once for all its rows, or the names of its
    file and folder."""
    have = {column.name for column in header.columns.values()}
    names = tuple(name for name in (header.unit, sheet, file.stem, *reversed(file.parent.parts)) if name)
    absent = (c for c in header.table.columns if c.to and c.fill and not c.within and c.name not in have)
    return {column.name: Guess(names) for column in absent}


def _describe(report: SheetReport, header: Header, given: Collection[str]) -> None:
    report.table = header.table.name
    report.lacks = tuple(column.title for column in header.absent if column.name not in given)
    report.header_rows = (header.first + 1, header.last + 1)
    for heading in header.headings:
        column = header.columns.get(heading.index)
        title = column.title if column else ""
        if heading.index in header.wide and header.table.wide:
            title = header.table.column(header.table.wide.value).title
        report.columns.append((column_letter(heading.index), str(heading), title))


def data_rows(
    rows: Iterable[BodyRow], report: SheetReport, skip: Collection[int] = ()
) -> Iterator[tuple[int, list[Any]]]:
    """Those of the `rows` that are data, numbered as Excel does; all others, and those to `skip`, are counted in the
    report. A total ends a block, and comes as a row without cells."""
    for number, cells, why in rows:
        if number in skip:
            why = _HIDDEN  # noqa: PLW2901 - a row that nobody sees is left out for that
        if why is None:
            report.rows += 1
            yield number + 1, cells
        else:
            report.leave_out(why)
            if why == TOTAL:
                yield number + 1, []
