"""Which sheets feed the table of a form or a plugin: what is called so, and what is called much like it only if its
header says the same.

Sheets are called as people please, so a table that docgen does not bring itself takes a sheet of just its name at once;
what only contains the name, or has only the headers, waits until all files are read (docgen.tables.header.Claim).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from docgen.problems import Cell, Problem, Severity
from docgen.schema import Table
from docgen.tables.header import NO_NAME, Claim, Header
from docgen.tables.unread import NOT_FED, Unread, called, unread
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.tables.report import Reading, SheetReport

FED_TOO = "fed-too"
"""The code of what is said of sheets that feed a table though they are called otherwise."""


@dataclass
class Held:
    """The rows of a sheet whose name is not just that of its table."""

    header: Header
    report: SheetReport
    records: list[Any] = field(default_factory=list)  # lists of records, or chunks


@dataclass
class Claims:
    """The sheets that claim to feed tables of forms and plugins."""

    reading: Reading
    files: dict[str, set[str]] = field(default_factory=dict)  # table → files with a sheet of just its name
    held: list[Held] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    called: set[str] = field(default_factory=set)  # docgen's own tables that a sheet is called by
    by_header: list[tuple[Header, SheetReport]] = field(default_factory=list)  # sheets of these called otherwise

    def of(self, header: Header, report: SheetReport) -> Held | None:
        """Where the rows of a sheet wait; None if they feed their table at once."""
        table = header.table
        if not (table.named or table.foreign):
            self._note_own(header, report)
            return None
        if header.claim is Claim.NAME:
            self.files.setdefault(table.name, set()).add(report.file)
            return None
        self.held.append(Held(header, report))
        return self.held[-1]

    def _note_own(self, header: Header, report: SheetReport) -> None:
        if header.claim is not Claim.HEADER:
            self.called.add(header.table.name)
        elif not NO_NAME.fullmatch(report.sheet):
            self.by_header.append((header, report))

    def refuse(self, header: Header, where: Cell) -> None:
        """Tell that a sheet does not feed the table that it makes one think of: at once, or with others of its file."""
        if header.claim is Claim.HEADER:
            self.unread.append(Unread(header, where))
        else:
            self.reading.problems.append(not_fed(header, where))

    def settled(self) -> Iterator[tuple[Table, Any]]:
        """The rows that feed their tables after all, with these. What is not taken is told, and forgotten."""
        self.reading.problems.extend(unread(self.unread))
        mixed = (each for each in self.by_header if each[0].table.name in self.called)
        self.reading.problems.extend(_by_header(header.table, report) for header, report in mixed)
        of_file = [each for each in self.held if each.header.claim is Claim.FILE]
        beside = Counter((each.header.table.name, each.report.file) for each in of_file)
        for each in of_file:  # a file counts by its name unless a sheet of it has the name, or others have other names
            name, file = each.header.table.name, each.report.file
            is_other = beside[name, file] > 1 and not NO_NAME.fullmatch(each.report.sheet)
            if is_other or file in self.files.get(name, ()):
                each.header.claim = Claim.PART
        named = {name for name, files in self.files.items() if files}
        named |= {each.header.table.name for each in self.held if each.header.claim is Claim.FILE}
        parts = {each.header.table.name for each in self.held if each.header.claim is Claim.PART}
        for each in self.held:
            table, claim = each.header.table, each.header.claim
            if claim is Claim.HEADER:
                is_taken = table.name not in named | parts
            else:
                is_taken = claim is Claim.FILE or table.name not in named or each.header.is_alike
            if not is_taken:
                self._drop(each)
                continue
            if claim is Claim.PART and table.name in named:
                self.reading.problems.append(_fed_too(each))
            yield from ((table, records) for records in each.records)

    def _drop(self, held: Held) -> None:
        reading, report, table = self.reading, held.report, held.header.table
        where = Cell(report.file, report.sheet)
        reading.problems[:] = [p for p in reading.problems if not _is_of(p, report, table)]
        reading.letters.update((key, "") for key in reading.letters if key[:2] == (report.file, report.sheet))
        reading.problems.append(not_fed(held.header, where))
        report.table, report.header_rows, report.columns = "", (0, 0), []
        report.rows, report.left_out, report.totals, report.lacks = 0, {}, [], ()


def _is_of(problem: Problem, report: SheetReport, table: Table) -> bool:
    where = problem.where
    in_sheet = isinstance(where, Cell) and (where.file, where.sheet) == (report.file, report.sheet)
    return in_sheet and problem.table in ("", table.name)


def unknown_sheet(where: Cell) -> Problem:
    """A warning on a sheet of rows that is no table."""
    return Problem("unknown-sheet", Severity.WARNING, _UNKNOWN, where, _NAME_IT)


def not_fed(header: Header, where: Cell) -> Problem:
    """A warning on a sheet that does not feed the table which its name, or its header, makes one think of."""
    table, known = header.table, [column.title for column in header.columns.values()]
    is_called = header.claim is not Claim.HEADER
    text = (_PART if is_called else _OTHER).format(
        table=table.name, name=_name_of(table), n=len(known), all=len(table.columns), columns="、".join(known)
    )
    if is_called and len(known) == len(table.columns):
        others = [str(heading) for heading in header.unknown]
        text = _TOO_MANY.format(
            table=table.name, name=_name_of(table), n=len(others), columns="、".join(others[:_SHOWN])
        )
    hint = _IF_IT_COUNTS if table.named else _IF_IT_COUNTS_THERE
    place = replace(where, row=header.last + 1)
    return Problem(
        NOT_FED, Severity.WARNING, text, place, hint.format(name=_name_of(table), sheet=called(where.file, where.sheet))
    )


def _fed_too(held: Held) -> Problem:
    table, report = held.header.table, held.report
    text = _TOO.format(table=table.name, name=_name_of(table), n=report.rows)
    where = Cell(report.file, report.sheet)
    hint = (_NOT_IF if table.named else _NOT_IF_THERE).format(
        name=_name_of(table), sheet=called(where.file, where.sheet)
    )
    return Problem(FED_TOO, Severity.WARNING, text, where, hint, table=table.name)


def _by_header(table: Table, report: SheetReport) -> Problem:
    text, hint = _BY_HEADER.format(table=table.name, n=report.rows), _NOT_IF_THERE.format(name=table.name)
    return Problem(FED_TOO, Severity.WARNING, text, Cell(report.file, report.sheet), hint, table=table.name)


def _name_of(table: Table) -> str:
    """What its sheets are called."""
    return table.sheets[0] if table.named and table.sheets else table.name


_SHOWN = 5
_UNKNOWN = Text("this sheet was not read: it is none of the tables known", "这张工作表没有读入：不是已知的表")
_NAME_IT = Text("If it should count, name it after its table.", "如果应当计入，请用表名给工作表命名。")
_PART = Text(
    "this sheet was not read as the table {table}: it is not called {name}, and has {n} of {all} columns: {columns}",
    "这张工作表没有读入“{table}”表：它不叫“{name}”，该表的{all}列里只有{n}列：{columns}",
)
_TOO_MANY = Text(
    "this sheet was not read as the table {table}: it is not called {name}, as another sheet is, and has {n} columns "
    "that the table does not have: {columns}",
    "这张工作表没有读入“{table}”表：已有叫“{name}”的工作表，这张不叫这个名称，还有{n}列是该表没有的：{columns}",
)
_OTHER = Text(
    "this sheet was not read as the table {table}, though it has {n} of {all} columns: another sheet is called {name}",
    "这张工作表没有读入“{table}”表：它有该表{all}列中的{n}列，但已有叫“{name}”的工作表",
)
_TOO = Text(
    "this sheet was read as the table {table} too ({n} rows): it is not called {name}, but has the same columns",
    "这张工作表也读入了“{table}”表（{n}行）：它不叫“{name}”，但列相同",
)
_BY_HEADER = Text(
    "this sheet was read as the table {table} ({n} rows) for its header alone, though others are called so",
    "这张工作表只是表头相符，也读入了“{table}”表（{n}行），而“{table}”表另有工作表",
)
_IF_IT_COUNTS = Text(
    'If it should count, call it {name}, or write sheets = ["{name}", "{sheet}"] in form.toml; else leave it.',
    '如果应当计入，请改名为“{name}”，或在 form.toml 里写 sheets = ["{name}", "{sheet}"]；不该计入的，不用管。',
)
_IF_IT_COUNTS_THERE = Text(
    "If it should count, call it {name}; else leave it.", "如果应当计入，请改名为“{name}”；不该计入的，不用管。"
)
_NOT_IF = Text(
    'If it should not count, move it elsewhere; if it should, write sheets = ["{name}", "{sheet}"] in form.toml.',
    '不该计入的，请移到别处；应当计入的，在 form.toml 里写 sheets = ["{name}", "{sheet}"]。',
)
_NOT_IF_THERE = Text(
    "If it should not count, move it elsewhere; if it should, call it {name}.",
    "不该计入的，请移到别处；应当计入的，请改名为“{name}”。",
)
