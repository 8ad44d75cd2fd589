"""What the total rows of sheets declare, against the rows that they stand for (domain.md §2.2 no. 5, §6 E9)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

from docgen.data.view import View
from docgen.problems import Problem, Severity
from docgen.schema import Column, Exact, Kind, Record, Spool, Table, of_float
from docgen.tables.report import Reading, SheetReport
from docgen.tables.totals import Total
from docgen.tables.values.amounts import read_decimal, read_quantity
from docgen.tables.values.cells import CellError
from docgen.text import Text

Rows = Sequence[Record]
_SUMMED = (Kind.INT, Kind.QUANTITY, Kind.DECIMAL)
_WHOLE = ("合计", "总计", "共计", "total")


def totals(tables: Mapping[str, Table], reading: Reading) -> list[Problem]:
    """One problem for each declared number that is neither the sum nor the count of the rows above, below or in the
    whole sheet."""
    declaring = {report.table for report in reading.sheets if report.totals}
    sheets = {
        (name, *sheet): rows
        for name in declaring & reading.rows.keys()
        for sheet, rows in _by_sheet(reading.rows[name]).items()
    }
    return [
        problem
        for report in reading.sheets
        if report.table in declaring and report.table in tables
        for problem in _of_sheet(tables[report.table], report, sheets, reading)
    ]


def _by_sheet(rows: list[Record] | Spool) -> dict[tuple[str, str], Rows]:
    """The rows by file and sheet."""
    if isinstance(rows, Spool):
        return {(sheet.file, sheet.sheet): View(rows, places) for sheet, places in rows.sheets().items()}
    found: dict[tuple[str, str], list[Record]] = {}
    for row in rows:
        found.setdefault((row._lore.sheet.file, row._lore.sheet.sheet), []).append(row)
    return dict(found)


def _of_sheet(
    table: Table, report: SheetReport, sheets: Mapping[tuple[str, str, str], Rows], reading: Reading
) -> Iterator[Problem]:
    rows = sheets.get((table.name, report.file, report.sheet), [])
    rows = _one_a_line(rows) if table.wide else rows
    columns = {column.title: column for column in table.columns}
    for place, total in enumerate(report.totals):
        declared = [(columns[title], number) for title, number in total.values.items() if title in columns]
        wrong: list[tuple[Rows, list[Column]]] = []
        for scope in _scopes(rows, report.totals, place):
            missed = [column for column, number in declared if not _holds(table, column, number, scope)]
            wrong.append((scope, missed))
            if not missed:
                break
        scope, missed = min(wrong, key=lambda found: len(found[1]), default=([], []))
        for column in missed:
            yield _problem(table, total, column, scope, reading)


def _one_a_line(rows: Rows) -> Rows:
    """Of a wide sheet one record a line."""
    lines: dict[int | None, Record] = {}
    for row in rows:
        lines.setdefault(row._row, row)
    return list(lines.values())


def _scopes(rows: Rows, found: Sequence[Total], place: int) -> Iterator[Rows]:
    """The rows that a total may stand for, the likeliest first: the whole sheet, those above it up to the total before,
    those below it up to the next. A subtotal with neither says of itself what it sums up, which nobody can tell."""
    total = found[place]
    here, whole = total.where.row or 0, _is_whole(total)
    if whole:
        yield rows
        yield _between(rows, 0, here)
    if total.above and (not whole or all(map(_is_whole, found))):
        yield _between(rows, *total.above)
    if not total.above:
        following = (other.where.row for other in found[place + 1 :] if other.where.row)
        if below := _between(rows, here, next(following, None)):
            yield below


def _between(rows: Rows, first: int, last: int | None) -> Rows:
    """The rows from number `first` to number `last`; they stand in the order of their numbers."""
    start = bisect_left(rows, first, key=_number)
    return rows[start:] if last is None else rows[start : bisect_right(rows, last, key=_number)]


def _number(row: Record) -> int:
    return row._row or 0


def _is_whole(total: Total) -> bool:
    """Whether it is called as the total of a sheet is; a sheet with subtotals has one for the whole."""
    return any(word in total.label.lower() for word in _WHOLE)


_AS_SHOWN = Decimal("1e-12")
"""Thirds that add up to a whole differ by that much of it at most."""


def _holds(table: Table, column: Column, declared: float, rows: Rows) -> bool:
    values = [row.get(column.name) for row in rows]
    if any(
        not row.is_set(column.name) or getattr(value, "over", False) for row, value in zip(rows, values, strict=True)
    ):
        return True  # a problem of its own, or not to be summed up exactly
    if column.kind is Kind.PERCENT or (column.kind not in _SUMMED and declared in _counts(column, rows).values()):
        return True
    numbers, of_each = (_addends(column, some) for some in (rows, _first_of_each(table, rows)))
    if numbers is None:
        return _is_mixed(values)  # of words only a count can be declared
    sums = (sum(numbers, Decimal()), sum(of_each or numbers, Decimal()))
    return any(abs(of_float(declared) - each) <= abs(each) * _AS_SHOWN for each in sums)


def _counts(column: Column, rows: Rows) -> dict[Text, int]:
    """What a number below a column of words may count, the likeliest first, by what it says of it."""
    filled = [value for row in rows if (value := row.get(column.name)) not in (None, False)]
    return {_YES if column.kind is Kind.BOOL else _FILLED: len(filled), _ROWS: len(rows), _DIFFERENT: len(set(filled))}


_FILLED = Text("{b} rows hold something there", "这一列填了内容的有{b}行")
_YES = Text("{b} rows say yes there", "这一列填“是”的有{b}行")
_ROWS = Text("there are {b} rows", "共有{b}行")
_DIFFERENT = Text("{b} different things stand there", "这一列不同的内容有{b}种")
_SUM = Text("the rows come to {b}", "各行合起来是{b}")


def _addends(column: Column, rows: Rows) -> list[Decimal] | None:
    """The numbers in a column, those of texts too (1,200元, 2人); None if it holds something else, or nothing."""
    values = [value for row in rows if (value := row.get(column.name)) is not None]
    if column.kind in _SUMMED:
        return [Decimal(value) for value in values]
    found = [number for value in values if (number := _number_in(value)) is not None]
    return found if found and len(found) == len(values) else None


def _is_mixed(values: Iterable[Any]) -> bool:
    """Whether numbers stand among words, so that nobody knows what they come to."""
    return any(_number_in(value) is not None for value in values)


def _number_in(value: Any) -> Decimal | None:
    """The number that a text says, if it is just so many."""
    if not isinstance(value, str):
        return None
    with suppress(CellError):
        return read_decimal(value)
    try:
        number = read_quantity(value)
    except CellError:
        return None
    return None if number.over else Decimal(int(number))


def _first_of_each(table: Table, rows: Rows) -> Rows:
    """The first row of each place: numbers of a place (应推荐户数) stand in each of its rows, and count once."""
    keys = [column.name for column in table.columns if column.fill]
    if not keys:
        return rows
    first: dict[tuple[object, ...], Record] = {}
    for row in rows:
        first.setdefault(tuple(row.get(name) for name in keys), row)
    return list(first.values())


def _problem(table: Table, total: Total, column: Column, rows: Rows, reading: Reading) -> Problem:
    declared = total.values[column.title]
    said, found = _nearest(column, declared, rows)
    text = Text("{label} of {title} says {a}; {said}", "{label}的“{title}”填{a}，{said}")
    where = total.where
    return Problem(
        code="E09",
        severity=Severity.ERROR,
        text=text.format(label=total.label, title=column.title, a=declared, said=said.format(b=found)),
        where=where.at(reading.letters.get((where.file, where.sheet, column.name), "")),
        hint=Text(
            "Mend the total, or the row that is wrong or missing.", "请核对：合计有误的改合计，行有误或缺行的补正。"
        ),
        expected=str(found),
        value=str(declared),
        table=table.name,
    )


def _nearest(column: Column, declared: float, rows: Rows) -> tuple[Text, Decimal | int]:
    """What the rows give in place of the number declared: their sum, or of what words may count what is nearest."""
    numbers = _addends(column, rows)
    if column.kind in _SUMMED:
        return _SUM, Exact(sum(numbers or ()))
    found: dict[Text, Decimal | int] = dict(_counts(column, rows))
    if numbers:
        found[_SUM] = Exact(sum(numbers))
    return min(found.items(), key=lambda each: abs(of_float(declared) - each[1]))
