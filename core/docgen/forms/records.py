"""What a data file holds, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from docgen.files import read_file, unreadable
from docgen.forms.grids import NUMBER, Row, Table, find_table, looks_headless
from docgen.forms.trees import Tree, read_json, read_yaml
from docgen.problems import Cell, DocgenError, FileLine, Problem, Severity, UsageError, did_you_mean
from docgen.schema import variable
from docgen.tables.files import open_elsewhere
from docgen.tables.readers.book import read_sheets
from docgen.tables.readers.delimited import decoded
from docgen.tables.readers.sniff import SUFFIXES
from docgen.text import Text

ROWS, COUNT = "行", "共"
"""What all rows, and their number, are called in a document that is made of all of them."""

_TREES = {".json": read_json, ".yaml": read_yaml, ".yml": read_yaml}
_SHEETS = SUFFIXES | {".txt", ".htm", ".html"}
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Records:
    """What the data file `file` holds: one `object`, or tables, of which `table` is the one that was asked for, or the
    only one."""

    file: str
    tables: list[Table] = field(default_factory=list)
    table: Table | None = None
    object: dict[str, Any] | None = None
    about: tuple[Problem, ...] = ()

    @property
    def rows(self) -> list[Row]:
        """The rows that get a document each. Raises UsageError when it is not clear which they are, or there are
        none."""
        if self.object is not None:
            raise UsageError(_ONE.format(file=self.file), hint=_ONE_HINT)
        return self.the_table().rows

    def the_table(self) -> Table:
        """The table that was asked for, or the only one. Raises UsageError when it is not clear which."""
        if self.table is None:
            names = "、".join(table.name for table in self.tables)
            raise UsageError(_WHICH.format(file=self.file, names=names), hint=_WHICH_HINT)
        return self.table

    @property
    def whole(self) -> Row:
        """All of it as one: the object itself, or the rows of each sheet under its name, and those of the table as 行
        with their number as 共. Raises DocgenError when a row cannot be used."""
        where = Cell(self.file, self.table.name if self.table else "")
        if self.object is not None:
            return Row(where, 1, self.object)
        bad = [row.problem for table in self.tables for row in table.rows if row.problem]
        if bad:
            raise DocgenError(bad[0].text, hint=bad[0].hint, where=bad[0].where, problems=bad)
        lists = {table.name: [row.values for row in table.rows] for table in self.tables}
        values: dict[str, Any] = {variable(name): rows for name, rows in lists.items() if variable(name)}
        if self.table is not None:
            values |= {ROWS: lists[self.table.name], COUNT: len(self.table.rows)}
        return Row(where, 1, values)

    def notes(self) -> list[Problem]:
        """Notes on the file, on each kind of row that was left out of the rows that count (totals, what stands below a
        table), and on rows that nobody sees, but that count."""
        tables = [self.table] if self.table else self.tables
        found = [(t, "left-out", _LEFT_OUT.format(why=why, n=n)) for t in tables for why, n in t.left_out.items()]
        found += [(t, "hidden-rows", _HIDDEN.format(n=t.hidden)) for t in tables if t.hidden]
        return [
            *self.about,
            *(Problem(code, Severity.NOTE, text, Cell(self.file, table.name)) for table, code, text in found),
        ]


_HIDDEN = Text("{n} hidden rows were read like the others", "有{n}行被隐藏，已照常读入")
_LEFT_OUT = Text("{n} × left out: {why}", "有{n}行未计入：{why}")
_ONE = Text("{file} holds one object and no rows", "{file} 里是一个对象，不是多行数据")
_ONE_HINT = Text(
    "Leave out --each and --combine, or write a list: [{…}, {…}].", "请去掉 --each、--combine，或写成列表：[{…}, {…}]。"
)
_WHICH = Text("several sheets of {file} hold rows: {names}", "{file} 有几张工作表都有数据：{names}")
_WHICH_HINT = Text("Say which: --sheet NAME", "请用 --sheet 名称 指明是哪一张。")


def read_records(path: Path, sheet: str | None = None, columns: Sequence[str] = ()) -> Records:
    """What `path` holds: a workbook, CSV, JSON or YAML; `sheet` names the sheet whose rows are meant, and `columns` the
    columns of rows that have no header.

    Raises DocgenError when it cannot be read, with line or sheet, and when it holds nothing; UsageError for a sheet
    that is not there.
    """
    beginning, kind = _beginning(path), path.suffix.lower()
    if kind in _SHEETS or beginning.startswith(_WORKBOOK):
        return _of_sheets(path, sheet, columns)
    if sheet is not None or columns:
        raise _no_sheets(path)
    if kind in _TREES:
        return _of_tree(path, _TREES[kind](path.name, decoded(_read(path), path.name)))
    known = " ".join((*_TREES, *sorted(_SHEETS)))
    text = Text("{file} is no kind of file that data is read from", "不认识 {file} 这种数据文件")
    raise UsageError(text.format(file=path.name), hint=Text(f"Known: {known}", f"可用的有：{known}"))


def _beginning(path: Path) -> bytes:
    return _read(path, 8)


def _read(path: Path, most: int = -1) -> bytes:
    """The file, or its beginning. Raises UsageError when there is none, DocgenError when it cannot be read."""
    try:
        return read_file(path, most)
    except FileNotFoundError:
        raise UsageError(Text("there is no file {path}", "没有 {path} 这个文件").format(path=path)) from None
    except OSError as error:
        raise unreadable(error, FileLine(str(path))) from None


def _no_sheets(path: Path) -> UsageError:
    return UsageError(Text("{file} has no sheets", "{file} 没有工作表之分").format(file=path.name))


# -- sheets --


def _of_sheets(path: Path, wanted: str | None, columns: Sequence[str]) -> Records:
    sheets = list(read_sheets(path))
    names = [sheet.name for sheet in sheets]
    if wanted is not None and names == [""]:
        raise _no_sheets(path)
    if wanted is not None and wanted not in names:
        text = Text("{file} has no sheet {name}", "{file} 没有“{name}”这张工作表")
        hint = did_you_mean(wanted, names) or Text("It has: {names}", "有这些：{names}").format(names="、".join(names))
        raise UsageError(text.format(file=path.name, name=wanted), hint=hint)
    chosen = [sheet for sheet in sheets if (sheet.visible if wanted is None else sheet.name == wanted)]
    records = _of_tables(path, [table for sheet in chosen if (table := find_table(sheet, path.name, columns))])
    bare = () if columns else [sheet for sheet in chosen if looks_headless(sheet)]
    notes = [Problem("no-header", Severity.WARNING, _BARE, Cell(path.name, sheet.name), _NAME_THEM) for sheet in bare]
    note = open_elsewhere(path, path.name)
    return replace(records, about=(*notes, note) if note else tuple(notes))


_BARE = Text(
    "the first row looks like the rows below it, and was taken for their header",
    "第一行和下面各行一样像数据，已当作表头",
)
_NAME_THEM = Text(
    "If the rows have no header, give the names of their columns: --columns 姓名,职务",
    "没有表头的，请按顺序写出列名：--columns 姓名,职务",
)


def _of_tables(path: Path, tables: list[Table]) -> Records:
    filled = [table for table in tables if table.rows]
    if not filled:
        raise DocgenError(
            Text("there are no rows below a header", "没有表头，或表头下面没有数据"),
            hint=Text("The first row holds the names of the columns.", "第一行写各列的名称，数据写在下面。"),
            where=Cell(path.name),
        )
    return Records(path.name, filled, filled[0] if len(filled) == 1 else None)


# -- JSON and YAML --


def _of_tree(path: Path, value: Any) -> Records:
    tree = Tree(path.parent)
    if isinstance(value, dict):
        return Records(path.name, object=tree.named(value, Cell(path.name)))
    if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
        raise DocgenError(
            Text("it should hold one object, or a list of objects", "内容应是一个对象，或由对象组成的列表"),
            hint=Text('Like this: [{"name": "…"}, {"name": "…"}]', '例如：[{"姓名": "…"}, {"姓名": "…"}]'),
            where=FileLine(path.name),
        )
    rows = [_item(path.name, tree, number, item) for number, item in enumerate(value, 1)]
    return _of_tables(path, [Table("", rows)])


def _item(file: str, tree: Tree, number: int, item: dict[Any, Any]) -> Row:
    where = Cell(file, str(Text("item {n}", "第{n}项").format(n=number)))
    values = {NUMBER: number, **tree.named(item, where)}
    return Row(where, number, values)
