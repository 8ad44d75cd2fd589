"""Figures: named numbers that know the rows behind them.

    @figure("reviewed", Text("candidates reviewed", "复审人选"), Text(…definition…), unit="名", dated="reviewed_on")
    def reviewed(data): return data[Candidate].where(lambda c: c.decision)

The function gives rows, the measure makes the number, and the engine cuts both by date.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from docgen.data.rows import Rows, follow
from docgen.problems import DocgenError, FileLine
from docgen.schema import Quantity, Record, Table, variable
from docgen.text import Text

TEN_THOUSAND = 10_000


@dataclass(frozen=True)
class Measure:
    """How rows become a number: `count` them, `total` a column, or count `distinct` values of columns."""

    kind: str
    columns: tuple[str, ...] = ()

    def __call__(self, rows: Iterable[Record]) -> Quantity:
        """The number; rows given to `distinct` are already one for each value. Raises DocgenError for a column with
        decimals: a figure is a whole number."""
        if self.kind != "total":
            return Quantity(sum(1 for _ in rows))
        value = Quantity(0)
        for row in rows:
            value += row.get(self.columns[0], 0)
        if not isinstance(value, Quantity):
            raise DocgenError(_NO_WHOLE.format(column=self.columns[0]), hint=_SUM_UP)
        return value

    def first_of_each(self, rows: Iterable[Record]) -> list[Record]:
        """For `distinct`, the first row of each value; rows without a value are left out. Else all rows."""
        if self.kind != "distinct":
            return list(rows)
        seen: dict[tuple[Any, ...], Record] = {}
        for row in rows:
            value = tuple(follow(row, name.split(".")) for name in self.columns)
            if any(part is not None for part in value):
                seen.setdefault(value, row)
        return list(seen.values())


_NO_WHOLE = Text("a figure is a whole number, {column} holds decimals", "数字只能是整数，“{column}”一列是小数")
TO_FILL_IN = "【待补】"
"""What stands in a document where words or rows of people are still missing; such places are listed and block
issuing."""


class Missing(str):
    """【待补】 in a document, for what nobody can say while a table has no rows."""

    __slots__ = ("table",)
    table: str

    def __new__(cls, table: str) -> Missing:
        """It stands for what the `table` would say."""
        made = super().__new__(cls, TO_FILL_IN)
        made.table = table
        return made

    def __reduce__(self) -> tuple[type[Missing], tuple[str]]:
        return Missing, (self.table,)


class MissingOption(str):
    """【待补】 in a document, for what docgen.toml does not say yet under `[options.SECTION] NAME`."""

    __slots__ = ("name", "section")
    section: str
    name: str

    def __new__(cls, section: str, name: str) -> MissingOption:
        """It stands for what the option would say."""
        made = super().__new__(cls, TO_FILL_IN)
        made.section, made.name = section, name
        return made

    def __reduce__(self) -> tuple[type[MissingOption], tuple[str, str]]:
        return MissingOption, (self.section, self.name)


_SUM_UP = Text("Sum it up in the template: 合计.", "请在模板里用“合计”计算。")
count = Measure("count")


def total(column: str) -> Measure:
    """The sum of a column."""
    return Measure("total", (column,))


def distinct(*columns: str) -> Measure:
    """The number of different values of these columns (`a.b` follows a reference). A value counts in the period of
    its first row, so that the weeks add up to the whole."""
    return Measure("distinct", columns)


@dataclass(frozen=True)
class FigureSpec:
    """A figure as declared. `show` rounds down for print: 10 shows 173 as 170余. `dated` is the column that cut-off
    days look at where it is not the table's own."""

    name: str
    title: Text
    definition: Text
    unit: str
    measure: Measure
    show: int
    dated: str
    rows: Callable[[Any], Rows[Any]]
    var: str = field(default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "var", variable(self.title.zh))


def figure(
    name: str,
    title: Text,
    definition: Text,
    *,
    unit: str = "",
    measure: Measure = count,
    show: int = 1,
    dated: str = "",
) -> Callable[[Callable[[Any], Rows[Any]]], FigureSpec]:
    """Declare a figure. The function gets the data up to the cut-off day (with `dated`, all of it) and gives the rows
    behind the number."""
    return lambda rows: FigureSpec(name, title, definition, unit, measure, show, dated, rows)


@dataclass(frozen=True)
class Figure:
    """A figure computed: its number and the rows that it follows from. `lacks` is the table, its own or one that its
    rows lead to, that has no rows of whatever day: then nobody has written yet how many there are."""

    spec: FigureSpec
    rows: Rows[Any]
    timed: bool
    lacks: str = ""

    @property
    def value(self) -> Quantity:
        """The exact number; `over` when a cell behind it says 余."""
        return self.spec.measure(self.rows)

    @property
    def shown(self) -> str:
        """The number as printed, without unit: 170余 only when more than 170 stand behind it; 【待补】 if it is not
        known."""
        return Missing(self.lacks) if self.lacks else show(self.value, self.spec.show)

    def __str__(self) -> str:
        return Missing(self.lacks) if self.lacks else f"{self.shown}{self.spec.unit}"

    @property
    def whole(self) -> int | str:
        """The number for a cell of a table; 【待补】 if it is not known."""
        return Missing(self.lacks) if self.lacks else int(self.value)

    def by(self, target: type[Record]) -> Mapping[Any, Figure]:
        """The same figure for each row of `target` that its rows refer to; one without rows counts nothing."""
        return _ByTarget(self, target)


class _ByTarget(dict[Any, Figure]):
    def __init__(self, whole: Figure, target: type[Record]) -> None:
        self.whole = whole
        super().__init__({key: self._part(rows) for key, rows in whole.rows.by(target).items()})

    def _part(self, rows: Rows[Any]) -> Figure:
        return replace(self.whole, rows=rows)

    def __missing__(self, key: Any) -> Figure:
        return self._part(self.whole.rows[:0])


def show(value: Quantity, step: int) -> str:
    """`value` rounded down to a multiple of `step`, with 余 only if there is more behind it; below `step`, exact."""
    down = int(value) // step * step
    if down == 0:
        return str(value)
    over = value.over or down < int(value)
    number = f"{down // TEN_THOUSAND}万" if step % TEN_THOUSAND == 0 else str(down)
    return f"{number}余" if over else number


def compute(spec: FigureSpec, data: Any) -> Figure:
    """The figure of the days of a Dataset `data`: up to the last, and from the first on if there is one.

    A figure with a date of its own gets all rows, since the table's date says nothing of it.
    """
    start, end = data.start, data.end
    rows = _rows(spec, replace(data, start=None, end=None if spec.dated else end))
    dated, lacks = spec.dated or rows.table.dated, data.find_empty_table(*_needed(spec, rows.table))
    if not dated:
        return Figure(spec, Rows(rows.table, spec.measure.first_of_each(rows), data.tables), False, lacks)
    until = rows.sort(dated).where(lambda row: _in_time(row, dated, None, end))
    firsts = spec.measure.first_of_each(until)
    kept = [row for row in firsts if _in_time(row, dated, start, end)]
    return Figure(spec, Rows(rows.table, kept, data.tables), True, lacks)


def _needed(spec: FigureSpec, table: Table) -> Iterator[str]:
    """The tables without whose rows the figure says nothing: its own, and those that its rows lead to."""
    yield table.name
    counted = {name.partition(".")[0] for name in spec.measure.columns}
    yield from (column.to for column in table.columns if column.to and (column.required or column.name in counted))


def _rows(spec: FigureSpec, data: Any) -> Rows[Any]:
    code = spec.rows.__code__
    try:
        rows = spec.rows(data)
    except DocgenError:
        raise
    except (Exception, SystemExit) as error:
        trace = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in trace if frame.filename == code.co_filename]
        where = FileLine(code.co_filename, lines[-1] if lines else code.co_firstlineno)
        raise DocgenError(_FAILED.format(name=spec.title, why=repr(error)), where=where) from error
    if not isinstance(rows, Rows):
        text = _NO_ROWS.format(name=spec.title, got=repr(rows)[:80])
        raise DocgenError(text, where=FileLine(code.co_filename, code.co_firstlineno))
    return rows


_FAILED = Text("the figure {name} itself failed: {why}", "数字“{name}”自身出错：{why}")
_NO_ROWS = Text(
    "the figure {name} itself failed: it returns rows of a table, data[…], and not {got}",
    "数字“{name}”自身出错：应返回表的行 data[…]，不是 {got}",
)


def _in_time(row: Record, dated: str, start: date | None, end: date | None) -> bool:
    """Whether a row lies in the time. A blank date counts from the beginning; an unreadable one never."""
    if not row.is_set(dated):
        return False
    day = row.get(dated)
    if day is None:
        return start is None
    return (start is None or start <= day) and (end is None or day <= end)
