"""Rows of a sheet as records: every row becomes one, every bad cell is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from docgen.problems import Cell, Problem, Severity
from docgen.schema import Access, Chunk, Column, Kind, Lore, Record, Table, copier
from docgen.tables.batches import LARGEST, SMALLEST, Batches, Numbered
from docgen.tables.fields import UNKNOWN, Field
from docgen.tables.header import Header
from docgen.tables.letters import column_letter
from docgen.tables.readers.sheet import Sheet
from docgen.tables.values.cells import (
    LONGEST,
    CellError,
    Doubtful,
    check_readable,
    is_blank,
    is_ditto,
    not_computed,
    plain,
    says_none,
    says_something,
)
from docgen.tables.values.dates import Ambiguous
from docgen.tables.values.identity import birth_month
from docgen.tables.values.seen import seen
from docgen.text import Text

STRUCK = "struck-out"
"""The code of what is said of cells that are struck out, and count."""
_SHOWN = 40
_LISTED = 8
_ALONE = Text(
    "{title}: {cells} were taken as blank: no merged cell covers them, or there is nothing above",
    "{title}：{cells} 按空白处理：不在合并格里，或上面一格没有内容",
)
_SAME_AS_ABOVE = Text(
    "If they say the same as above, merge the cells, or write it there.", "如果与上面相同，请合并单元格，或直接填写。"
)


class RowReader:
    """Turns the rows of one sheet into records. `given` are values of columns that the sheet lacks; `clock` is the
    year, and perhaps the month, of dates that lack them."""

    def __init__(
        self,
        header: Header,
        sheet: Sheet,
        where: Cell,
        given: Mapping[str, Any],
        clock: tuple[int, int | None],
        problems: list[Problem],
    ) -> None:
        self.table: Table = header.table
        self.marks = sheet.marks
        self.typed = sheet.typed
        self.where = where
        self.clock = clock
        self.problems = problems
        self.fields = self._fields(header)
        self.quick = [(f, f.index, f.known.get, f.clean, not f.column.fill, f.name * f.own) for f in self.fields]
        self.wide = [(child, self._wide_field(index)) for index, child in header.wide.items()]
        self.copy = copier(self._shared()) if self.wide else None
        self.extra = [(heading.index, str(heading)) for heading in header.unknown]
        have = {column.name for column in header.columns.values()}
        self.absent = [(c, given.get(c.name)) for c in self.table.columns if c.name not in have]
        self.struck = self._watched() if self.marks.has_struck else []
        self.identity = next((f.column for f in self.fields if f.column.kind is Kind.ID), None)
        self.lore = Lore(where, block=header.block.lane.left)
        self.merged = self._merged(sheet, header.last)
        self.alone: dict[int, list[int]] = {}  # column → rows in which it is blank, below merged cells or under ditto
        self.batches = self._batches()
        self.above: Sequence[Any] = ()
        self.raw: list[Any] = []
        self.row = self.raw  # with what it takes from above
        self.number = 0
        self.renewed: set[str] = set()  # key columns in which the row differs from the one above
        self.unsure: list[tuple[Field, Any, Ambiguous]] = []

    def _fields(self, header: Header) -> list[Field]:
        """Columns that others lie within come first, so that a new group is known before its places."""
        owners = {column.within for column in header.columns.values()}
        found = sorted(header.columns.items(), key=lambda item: item[1].name not in owners)
        return [self._field(index, column) for index, column in found]

    def _merged(self, sheet: Sheet, last: int) -> dict[int, set[int]]:
        """The rows that a merged cell above fills, of the columns in which a blank elsewhere is just a blank: those of
        forms and plugins, and what need not be filled in, where cells are merged down at all."""
        wanted = {f.index for f in self.fields if f.column.fill and not (f.column.required and self._is_own)}
        found: dict[int, set[int]] = {}
        for top, left, bottom, _ in sheet.merges:
            if left in wanted and last < top < bottom:
                found.setdefault(left, set()).update(range(top + 1, bottom + 1))
        return found

    @property
    def _is_own(self) -> bool:
        """Whether the table comes with docgen, which knows that its places hold for what follows."""
        return not (self.table.named or self.table.foreign)

    def _field(self, index: int, column: Column) -> Field:
        f = Field(index, column, self.clock, self.marks, self.typed)
        f.own = column.name in self.table.record._names
        return f

    def _shared(self) -> list[str]:
        """The slots that the records of one wide row have in common."""
        wide, names = self.table.wide, self.table.record.column_names()
        own = (wide.into, wide.value) if wide else ()
        return [column.name for column in self.table.columns if column.name in names and column.name not in own]

    def _wide_field(self, index: int) -> Field:
        assert self.table.wide is not None
        return self._field(index, self.table.column(self.table.wide.value))

    def _batches(self) -> Batches | None:
        """What reads plain rows; None where each row has something of its own to be looked at."""
        record = self.table.record
        if self.wide or self.extra or self.struck or self.marks.uncomputed:
            return None
        if not Batches.fit(self.fields, (column for column, _ in self.absent), record):
            return None
        return Batches(record, self.fields, {column.name: value for column, value in self.absent}, self.lore)

    def read(self, rows: Iterable[Numbered]) -> Iterator[Chunk | list[Record]]:
        """The records of rows with their numbers, some at a time; a row without cells ends a block."""
        size, misses, left = SMALLEST, 0, iter(rows)
        while batch := list(islice(left, size)):
            found = self.batches.read(batch) if self.batches else None
            if found is None:
                size, misses = max(size // 2, SMALLEST), misses + 1
                pause = min(SMALLEST * (misses - 1), LARGEST)  # where most rows are odd, few batches are tried
                yield [each for number, raw in chain(batch, islice(left, pause)) for each in self.records(number, raw)]
            else:
                size, misses = min(size * 2, LARGEST), 0
                self.above = batch[-1][1]
                yield found
        self.problems.extend(self._left_blank(f, self.alone[f.index]) for f in self.fields if f.index in self.alone)

    def records(self, number: int, raw: list[Any]) -> Iterator[Record]:
        """The record of row `number`, or one a department in a wide sheet; an empty row ends a block."""
        if not raw:
            self.above = ()
            return
        record = self._record(number, raw)
        if self.wide:
            yield from [self._unfolded(record, child, f) for child, f in self.wide]
        else:
            yield record
        self.above = self.row

    def _record(self, number: int, raw: list[Any]) -> Record:
        self.number, self.raw, self.row = number, raw, raw
        record = self.table.record.bare(self.lore, number)
        for column, value in self.absent:
            record.put(column, value)
        self._fill(record, raw)
        if self.unsure:
            self._settle(record)
        if self.extra:
            self._keep_extra(record)
        if self.struck:
            self._warn_of_struck(record)
        if self.renewed:
            self.renewed = set()
        return record

    def _fill(self, record: Record, raw: list[Any]) -> None:
        """Put the values of a row: quickly those of most cells, one by one those that are new or odd."""
        row, end = self.number - 1, len(raw)
        for f, index, known, clean, quick, slot in self.quick:
            cell = raw[index] if index < end else ""
            if cell.__class__ is str:
                value = known(cell, UNKNOWN)
                if value is UNKNOWN:
                    if clean is None or not clean(cell):
                        self._take(record, f, cell)
                        continue
                    value = cell
            elif quick and cell is not None:
                try:
                    value = f.read(cell) if row <= f.until else f.number(row, cell)
                except CellError:
                    self._parse(record, f, cell)
                    continue
            else:
                self._take(record, f, cell)
                continue
            if slot:
                setattr(record, slot, value)
            else:
                record.put(f.column, value)

    # -- a cell --

    def _take(self, record: Record, f: Field, cell: Any) -> None:
        """Put the value of a cell that was not seen before, or mark it as bad."""
        if says_something(cell):
            if f.column.fill:
                self._note_change(f, cell)
            self._parse(record, f, cell)
            return
        blank = is_blank(cell)
        if blank and (self.number - 1, f.index) in self.marks.uncomputed:
            self._bad(record, f, cell, not_computed())
            return
        if is_ditto(cell) or (blank and f.column.fill and self._is_filled(f)):
            cell, said = self._from_above(f), not blank
            blank = is_blank(cell)
            if blank and said and not f.column.required:
                self.alone.setdefault(f.index, []).append(self.number)
        elif blank and f.column.fill:
            self.alone.setdefault(f.index, []).append(self.number)
        elif f.column.fill:
            self._note_change(f, cell)
        if blank:
            self._blank(record, f, cell)
        elif not f.column.required and says_none(cell, f.column.kind):
            f.put(record, None)
        else:
            self._parse(record, f, cell)

    def _is_filled(self, f: Field) -> bool:
        """Whether a blank cell says the same as the one above."""
        return f.index not in self.merged or self.number - 1 in self.merged[f.index]

    def _above(self, f: Field) -> Any:
        return self.above[f.index] if f.index < len(self.above) else ""

    def _from_above(self, f: Field) -> Any:
        """The cell above. A new group takes nothing from the places of the one before."""
        above = "" if f.column.within in self.renewed else self._above(f)
        if self.row is self.raw:  # the sheet stays as it is
            self.row = [*self.raw, *[""] * (f.index + 1 - len(self.raw))]
        self.row[f.index] = above
        return above

    def _note_change(self, f: Field, cell: Any) -> None:
        if cell != self._above(f):
            self.renewed.add(f.column.name)
            f.known.clear()

    def _blank(self, record: Record, f: Field, cell: Any) -> None:
        if f.column.required:
            self._bad(record, f, cell, CellError(Text("the cell is blank", "单元格是空的")), "blank")
        else:
            f.put(record, None)

    def _parse(self, record: Record, f: Field, cell: Any) -> None:
        try:
            if cell.__class__ is str:
                if cell[0] == "#" or "E+" in cell or len(cell) > LONGEST:
                    check_readable(cell)
                value = f.parse(cell)
                if len(f.known) < f.room:
                    f.known[cell] = value
            else:
                value = f.number(self.number - 1, cell)
        except Ambiguous as error:
            self.unsure.append((f, cell, error))
        except Doubtful as error:
            f.put(record, error.value)
            self.problems.append(self._problem(record, f, cell, error, "doubtful", Severity.WARNING))
        except CellError as error:
            self._bad(record, f, cell, error)
        else:
            f.put(record, value)

    def _settle(self, record: Record) -> None:
        """A month that may be two is the one in which the ID says that the person was born."""
        identity = record.get(self.identity.name) if self.identity else None
        born = birth_month(identity) if identity else None
        for f, cell, error in self.unsure:
            if born in error.choices:
                f.put(record, born)
            else:
                self._bad(record, f, cell, error)
        self.unsure = []

    # -- what is said of it --

    def _bad(self, record: Record, f: Field, cell: Any, error: CellError, code: str = "cell") -> None:
        problem = self._problem(record, f, cell, error, code, Severity.ERROR)
        record.mark_bad(f.column, problem)
        self.problems.append(problem)

    def _problem(self, record: Record, f: Field, cell: Any, error: CellError, code: str, severity: Severity) -> Problem:
        column = f.column
        return Problem(
            code=code,
            severity=severity,
            text=Text("{title}: {error}", "{title}：{error}").format(title=column.title, error=error.text),
            where=record.origin.at(column_letter(f.index)),
            hint=error.hint,
            expected=column.kind.value,
            value=plain(cell)[:_SHOWN] if column.access < Access.RESTRICTED else "",
            table=self.table.name,
        )

    def _left_blank(self, f: Field, rows: Sequence[int]) -> Problem:
        """Said once for a column: which cells say nothing, where those above would give them something."""
        letter, title = column_letter(f.index), f.column.title
        cells = "、".join(f"{letter}{row}" for row in rows[:_LISTED]) + ("……" if len(rows) > _LISTED else "")
        where = Cell(self.where.file, self.where.sheet, rows[0], letter)
        text = _ALONE.format(title=title, cells=cells)
        return Problem("left-blank", Severity.WARNING, text, where, _SAME_AS_ABOVE, table=self.table.name)

    def _watched(self) -> list[Field]:
        """The columns of which a struck-out cell is told: those that tell who a row is about; of the tables of forms
        and plugins, which need not say which do, all, names first."""
        if not self._is_own:
            return sorted(self.fields, key=lambda f: f.column.kind is not Kind.NAME)
        who = {column.name for column in self.table.columns if column.required and column.kind is Kind.NAME}
        return [f for f in self.fields if f.column.name in who.union(self.table.key)]

    def _warn_of_struck(self, record: Record) -> None:
        """Said once for a row: a struck-out name may mean that somebody withdrew."""
        row = self.number - 1
        struck = (f for f in self.struck if self.marks.struck_at(row, f.index))
        f = next((f for f in struck if not is_blank(self.raw[f.index] if f.index < len(self.raw) else "")), None)
        if f is not None:
            hint = Text("If it no longer counts, delete the row.", "如已不算，请删去这一行。")
            error = CellError(Text("the cell is struck out, and still counts", "单元格画了删除线，仍然计入"), hint)
            self.problems.append(self._problem(record, f, "", error, STRUCK, Severity.WARNING))

    # -- columns that the table does not have --

    def _keep_extra(self, record: Record) -> None:
        for index, title in self.extra:
            cell = self.row[index] if index < len(self.row) else ""
            try:
                record.extra[title] = self._extra(cell, index)
            except CellError as error:
                f = Field(index, Column(title, name=title), self.clock, self.marks, self.typed)
                record.mark_bad(f.column, self._problem(record, f, cell, error, "cell", Severity.ERROR))

    def _extra(self, cell: Any, index: int) -> str:
        if is_blank(cell):
            if (self.number - 1, index) in self.marks.uncomputed:
                raise not_computed()
            return ""
        if cell.__class__ is str:
            check_readable(cell)
            return plain(cell)
        format, text = self.marks.format_at(self.number - 1, index), self.marks.texts.get((self.number - 1, index))
        return plain(seen(cell, Kind.TEXT, format, text))

    # -- wide sheets --

    def _unfolded(self, person: Record, child: str, f: Field) -> Record:
        """A copy of `person` with the child header in one column and the cell under it in another."""
        wide = self.table.wide
        assert wide is not None
        record = person.bare(self.lore, self.number)
        own = (wide.into, wide.value)
        if person._lore.own:
            record.extra.update(person.extra)
        if self.copy and not person.bad:
            self.copy(record, person)
        for column in self.table.columns if person.bad else ():
            if column.name in person.bad and column.name not in own:
                record.mark_bad(column, person.bad[column.name])
            elif column.name not in own:
                record.put(column, getattr(person, column.name))
        record.put(self.table.column(wide.into), child)
        self._take(record, f, self.row[f.index] if f.index < len(self.row) else "")
        return record
