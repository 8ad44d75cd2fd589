"""The columns of a form: those of a workbook, with what they seem to hold, or those that somebody names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from docgen.forms.begin.kinds import TEXT, SeenCell, by_title, kind_of, odd_ones
from docgen.forms.headers import is_personal, of_complainants
from docgen.problems import Cell, DocgenError, UsageError, did_you_mean
from docgen.schema import Record, Table, column, variable
from docgen.tables.find import NO_HEADER, FoundTable, find_tables, tables_of
from docgen.tables.layout.looks import heads_a_column
from docgen.tables.letters import column_number
from docgen.tables.read import read_rows
from docgen.tables.readers.book import read_sheets
from docgen.tables.readers.marks import Marks
from docgen.tables.readers.sheet import Sheet
from docgen.tables.report import Reading, SheetReport
from docgen.tables.unread import called
from docgen.tables.values.cells import NONE_MARKS
from docgen.text import Text

_LOOKED_AT = 50_000  # rows
_FEW = 12  # answers of a question


@dataclass(frozen=True)
class Wanted:
    """A column: its title, what it holds in the words of form.toml, whether none of its cells is blank, whether cells
    that are merged hold for several rows, and what its cells say, if that is one of few things. One without a header
    goes by its `letter`."""

    title: str
    kind: str = TEXT
    filled: bool = True
    merged: bool = False
    options: tuple[str, ...] = ()
    odd: tuple[Odd, ...] = ()
    letter: str = ""


class Odd(NamedTuple):
    """A cell for which a column is taken for texts: what it says, where, and the kind that nearly all others are of."""

    title: str
    kind: str
    said: str
    where: Cell


@dataclass(frozen=True)
class Columns:
    """The columns of a table. `table` is one that docgen knows and that feeds from the workbook already; else the form
    brings its own, which the `sheets` feed. `twice` says which header stands at several places, and where;
    `lost` are the cells of numbers whose last digits are lost."""

    wanted: tuple[Wanted, ...]
    sheets: tuple[str, ...] = ()
    table: str = ""
    twice: tuple[tuple[str, str, Cell], ...] = ()
    lost: tuple[Cell, ...] = ()

    @property
    def filled(self) -> dict[str, bool]:
        """By title, whether none of its cells is blank."""
        return {each.title: each.filled for each in self.wanted}

    @property
    def odd(self) -> list[Odd]:
        """The cells for which columns are taken for texts."""
        return [odd for each in self.wanted for odd in each.odd]

    @property
    def ends(self) -> dict[str, str]:
        """The last part of each title that has several (家庭情况/保障人数), by the title; none that others have too."""
        ends = Counter(each.title.rpartition("/")[2] for each in self.wanted)
        parts = ((each.title, each.title.rpartition("/")[2]) for each in self.wanted)
        return {title: end for title, end in parts if end != title and ends[end] == 1}

    def spellings(self, title: str) -> list[str]:
        """How else the header of a column with several parts may be read: its last one, or all without what parts
        them."""
        whole = title.replace("/", "")
        letter = next((each.letter for each in self.wanted if each.title == title), "")
        others = [letter, self.ends.get(title, ""), "" if any(each.title == whole for each in self.wanted) else whole]
        return [other for other in dict.fromkeys(others) if other and other != title]

    @property
    def personal(self) -> list[str]:
        """Those that only a restricted document may show."""
        sealed = of_complainants(each.title for each in self.wanted)
        return [
            each.title
            for each in self.wanted
            if each.kind in _PERSONAL or each.title in sealed or is_personal(each.title)
        ]

    def check(self) -> None:
        """Raises DocgenError if the columns have no names of their own in templates, so that the form cannot bring
        them."""
        for title, cells, where in () if self.table else self.twice:
            raise DocgenError(_TWICE.format(title=title, cells=cells), hint=_RENAME, where=where)
        titles: dict[str, str] = {}
        for title in () if self.table else (each.title for each in self.wanted):
            name = variable(title)
            if not name:
                raise DocgenError(_SIGNS.format(title=title), hint=_OTHER_HEADER)
            if titles.setdefault(name, title) != title:
                text = _SAME.format(title=title, other=titles[name], name=name)
                raise DocgenError(text, hint=_OTHER_HEADER)


_PERSONAL = ("身份证号", "电话")


def named(titles: Iterable[str]) -> Columns:
    """Columns of these titles, of which no cell is filled yet."""
    return Columns(tuple(Wanted(title, by_title(title) or TEXT) for title in dict.fromkeys(titles)))


def of_workbook(
    path: Path,
    name: str,
    tables: Mapping[str, Table],
    year: int,
    *,
    in_data: bool,
    sheet: str | None = None,
    names: Sequence[str] = (),
) -> list[Columns]:
    """Those of each table of the workbook `path`, for the form `name`, whose days are around a year; tables of the same
    columns are one, empty ones come last. `tables` are those that docgen knows; one that a sheet feeds is taken if the
    workbook lies among the data of the workspace, or if the sheet is called like that table. With `sheet` only those
    of that sheet, with `names` those of rows without a header, whose columns are called so. Raises DocgenError when
    there is no table; UsageError for names that are not as many as the columns."""
    sheets = list(read_sheets(path))
    marks = {each.name: each.marks for each in sheets}
    every = _wanted_tables(path, sheets, names)
    found = sorted((table for table in every if sheet in (None, table.sheet)), key=_is_empty)
    if every and not found:
        hint = did_you_mean(str(sheet), [table.sheet for table in every])
        raise DocgenError(_NO_SHEET.format(sheet=sheet), hint=hint, where=Cell(path.name))
    alike: dict[tuple[str, ...], list[FoundTable]] = {}
    for table in found:
        alike.setdefault(table.columns, []).append(table)
    known = _fed(path, tables, year, in_data=in_data)
    return [_columns(same, marks, path, name, tables, year, known if in_data else {}) for same in alike.values()]


def _wanted_tables(path: Path, sheets: Sequence[Sheet], names: Sequence[str]) -> list[FoundTable]:
    """The tables with a header; or, with `names`, those without."""
    every = [table for each in sheets for table in tables_of(each, path.name) if table.columns]
    headed = [table for table in every if table.header_rows]
    bare = [table for table in every if not table.header_rows]
    if names and not bare:  # then what looks like a header is data, if somebody says so
        bare = [table.drop_header() for table in headed if len(table.columns) == len(names) and not _is_headed(table)]
    if names and not bare:
        raise UsageError(_HAS_HEADER.format(file=path.name), hint=_CHANGE_HEADER)
    if bare and not (headed or names):
        text = NO_HEADER.format(n=bare[0].rows, letters="、".join(bare[0].letters))
        raise DocgenError(text, hint=_NAME_THEM, where=Cell(path.name, bare[0].sheet))
    if not every:
        raise DocgenError(_NO_TABLE, hint=_HEADER, where=Cell(path.name))
    return [table.name_columns(names) for table in bare[:1]] if names else headed


def _is_headed(table: FoundTable) -> bool:
    """Whether a header has words that head columns everywhere."""
    return any(map(heads_a_column, table.columns))


def _columns(
    same: Sequence[FoundTable],
    marks: Mapping[str, Marks],
    path: Path,
    name: str,
    tables: Mapping[str, Table],
    year: int,
    known: Mapping[str, str],
) -> Columns:
    wanted = tuple(_wanted(title, same, marks, year) for title in same[0].columns)
    every = (cell for table in same for title in table.columns for cell in _cells(title, table, marks))
    lost = tuple(where for cell, where in every if cell.is_lost)
    twice = tuple(each for table in same for each in _twice(table))
    own = Columns(
        wanted, tuple(dict.fromkeys(called(path.name, table.sheet) for table in same)), twice=twice, lost=lost
    )
    known = known or _fed(path, {**tables, name: _table(name, own)}, year)
    table = known.get(same[0].sheet, "")
    return own if table in ("", name) else Columns(wanted, (), table, lost=lost)


def _twice(table: FoundTable) -> Iterator[tuple[str, str, Cell]]:
    row = table.header_rows[1] if table.header_rows else ""
    for title, letters in table.twice.items():
        yield title, "、".join(f"{letter}{row}" for letter in letters), Cell(table.file, table.sheet)


def _is_empty(table: FoundTable) -> bool:
    return not table.rows


def _table(name: str, columns: Columns) -> Table:
    made = {variable(each.title): column(each.title, *columns.spellings(each.title)) for each in columns.wanted}
    return Record.define(name, made, sheets=columns.sheets, key=()).__table__


def _fed(path: Path, tables: Mapping[str, Table], year: int, *, in_data: bool = False) -> dict[str, str]:
    """The tables that the sheets of the workbook feed: of forms, those with the same columns by and large, or `in_data`
    those whose name the sheet has."""
    reading = Reading()
    for _ in read_rows(path, tables.values(), year, reading):
        pass
    fed = [(sheet, tables[sheet.table]) for sheet in reading.sheets if sheet.table]
    return {
        sheet.sheet: table.name
        for sheet, table in fed
        if not table.named
        or _is_alike(sheet)
        or (in_data and called(path.name, sheet.sheet) in (table.name, *table.sheets))
    }


def _is_alike(sheet: SheetReport) -> bool:
    """Whether two thirds of the columns of a sheet are those of the table that it feeds."""
    known = sum(bool(title) for _, _, title in sheet.columns)
    return 3 * known >= 2 * len(sheet.columns)


def _cells(title: str, table: FoundTable, marks: Mapping[str, Marks]) -> Iterator[tuple[SeenCell, Cell]]:
    """The first cells of a column, and their places."""
    letter = table.letters[table.columns.index(title)]
    index, seen = column_number(letter), marks.get(table.sheet) or Marks()
    for row, _ in zip(table.data(), range(_LOOKED_AT), strict=False):
        at = row.number - 1, index
        cell = SeenCell(row.values[title], seen.format_at(*at), seen.texts.get(at))
        yield cell, Cell(table.file, table.sheet, row.number, letter)


def _wanted(title: str, tables: Sequence[FoundTable], marks: Mapping[str, Marks], year: int) -> Wanted:
    cells = [each for table in tables for each in _cells(title, table, marks)]
    places = [where for cell, where in cells if cell.is_filled]
    filled = [cell for cell, _ in cells if cell.is_filled]
    kind = kind_of(title, filled, year)
    almost, odd = odd_ones(title, filled, year) if kind == TEXT else ("", [])
    given = sum(kind == TEXT or str(cell.value).strip() not in NONE_MARKS for cell in filled)
    merged = any(table.is_merged_down(title) for table in tables)
    options = _options(cell.value for cell in filled) if kind == TEXT else ()
    return Wanted(
        title,
        kind,
        given == len(cells),
        merged,
        options,
        tuple(Odd(title, almost, filled[index].seen, places[index]) for index in odd),
        "" if tables[0].header_rows else tables[0].letters[tables[0].columns.index(title)],
    )


def _options(cells: Iterable[Any]) -> tuple[str, ...]:
    said = tuple(dict.fromkeys(str(cell).strip() for cell in cells))
    return said if len(said) <= _FEW else ()


def year_of(path: Path) -> int | None:
    """The year of most of the days that the workbook `path` says, birthdays and the like left out; None if it says
    none."""
    years = Counter(
        year
        for table in find_tables(path)
        for row, _ in zip(table.data(), range(_LOOKED_AT), strict=False)
        for title, value in row.values.items()
        if not _OF_LIFE.search(title) and (year := _year(value))
    )
    return years.most_common(1)[0][0] if years else None


_OF_LIFE = re.compile("出生|生日|入党|参加工作|任职")
_DATE = re.compile(r"\s*(\d{4})[-./年]\d{1,2}[-./月]\d{1,2}")


def _year(value: Any) -> int | None:
    if isinstance(value, date):
        return value.year
    match = _DATE.match(value) if isinstance(value, str) else None
    return int(match[1]) if match else None


_SIGNS = Text("a column called {title} cannot be named in a template", "列“{title}”的名称在模板里无法引用")
_SAME = Text(
    "the columns {other} and {title} are both {name} in a template", "列“{other}”和“{title}”在模板里都叫“{name}”"
)
_TWICE = Text("several columns are called {title}: {cells}", "有几列都叫“{title}”：{cells}")
_RENAME = Text(
    "Nobody knows which of them the form means. Rename one, such as 联系人姓名 for 姓名, or delete it, and try again.",
    "分不清表格里指哪一列。请给其中一列改名，例如把“姓名”改为“联系人姓名”，或删去，再运行一次。",
)
_OTHER_HEADER = Text(
    "Change the header, such as 办公电话 for 电话（办公）, and try again.",
    "请改表头，例如把“电话（办公）”改为“办公电话”，再运行一次。",
)
_NO_SHEET = Text("there is no table in a sheet called {sheet}", "没有叫“{sheet}”的工作表，或其中没有表")
_HAS_HEADER = Text("the rows of {file} have a header, which names their columns", "{file} 的数据有表头，列名以表头为准")
_CHANGE_HEADER = Text("Leave out --columns, or change the header.", "请去掉 --columns，或修改表头。")
_NAME_THEM = Text(
    "Write the names of the columns into a row above them, or give them in this order: --columns 姓名,职务",
    "请在数据上面加一行，写各列的名称；或按顺序写出列名：--columns 姓名,职务",
)
_NO_TABLE = Text("no table was found", "没有找到表")
_HEADER = Text("The first row holds the names of the columns.", "第一行写各列的名称，数据写在下面。")
