"""Workbooks that look as an office keeps them, and the same bytes each time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Generic, TypeVar

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | date | None

CREATOR = "docgen 示例"
SAVED = datetime(2013, 12, 16, 9, 0, 0)

TITLE, LINE, HEAD, TOTAL, NOTE = "表题", "表头说明", "列标题", "合计行", "表下注"
CENTRE, LEFT, NUMBER, TEXT = "居中", "左对齐", "数字", "文本"
DAY, HAN_DAY, MONTH, PERCENT = "日期", "汉字日期", "年月", "百分比"
_FORMATS = {
    NUMBER: "#,##0",
    TEXT: "@",
    DAY: "yyyy-mm-dd",
    HAN_DAY: 'yyyy"年"m"月"d"日"',
    MONTH: "yyyy.mm",
    PERCENT: "0.00%",
}

MERGE, DITTO, BLANK = "merge", "ditto", "blank"


T = TypeVar("T")


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column of a sheet of T: its header, and what it says of each. Without `value` it stays blank.

    `parent` is the header above it; `repeat` says what stands in a cell that repeats the one above.
    """

    head: str
    width: float
    value: Callable[[T], Value] = lambda _: None
    style: str = CENTRE
    parent: str = ""
    repeat: str = ""
    serial: bool = False


def serial() -> Column[Any]:
    """序号: the running number of the row."""
    return Column("序号", 6, serial=True)


def remarks() -> Column[Any]:
    """备注, with nothing in it."""
    return Column("备注", 10)


def new_book(write_only: bool = False) -> Workbook:
    """A workbook without sheets, with the styles of this office."""
    book = Workbook(write_only=write_only)
    if not write_only:
        del book["Sheet"]
    book.properties.creator = book.properties.lastModifiedBy = CREATOR
    book.properties.created = SAVED
    thin = Side(style="thin", color="7F7F7F")
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    left = Alignment(horizontal="left", vertical="center", wrap_text=True)
    body = Font(name="宋体", size=11)
    bold = Font(name="宋体", size=11, bold=True)
    grey = PatternFill("solid", fgColor="E7E6E6")
    plain = Alignment(vertical="center")
    _add(book, TITLE, Font(name="黑体", size=16), Alignment(horizontal="center", vertical="center"))
    _add(book, LINE, Font(name="楷体", size=11), plain)
    _add(book, NOTE, Font(name="楷体", size=11), plain)
    _add(book, HEAD, bold, middle, box, grey)
    _add(book, TOTAL, bold, middle, box)
    for name in (CENTRE, NUMBER, TEXT, DAY, HAN_DAY, MONTH, PERCENT):
        _add(book, name, body, middle, box)
    _add(book, LEFT, body, left, box)
    return book


def _add(
    book: Workbook,
    name: str,
    font: Font,
    alignment: Alignment,
    border: Border | None = None,
    fill: PatternFill | None = None,
) -> None:
    style = NamedStyle(name, font=font, alignment=alignment, number_format=_FORMATS.get(name, "General"))
    style.border = border or Border()
    if fill:
        style.fill = fill
    book.add_named_style(style)


class Page(Generic[T]):
    """One sheet: lines above, a header, rows, a total, notes below, in this order."""

    def __init__(self, book: Workbook, name: str, columns: Sequence[Column[T]]) -> None:
        self.sheet: Worksheet = book.create_sheet(name)
        self.columns = columns
        self.last = 0
        self.count = 0
        self._above: list[Value] = []
        self._runs: dict[int, int] = {}
        for index, column in enumerate(columns, 1):
            self.sheet.column_dimensions[get_column_letter(index)].width = column.width
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.page_setup.paperSize = 9  # A4
        self.sheet.page_setup.fitToHeight = 0
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

    def title(self, text: str) -> None:
        """A large line over the whole width."""
        self._wide(text, TITLE)
        self.sheet.row_dimensions[self.last].height = 30

    def line(self, text: str) -> None:
        """A line over the whole width, such as 填报单位."""
        self._wide(text, LINE)

    def header(self, again: bool = False) -> None:
        """The header: of two rows when columns have a parent; `again` repeats it, as pasted print pages do."""
        self._close_runs()
        deep = any(column.parent for column in self.columns)
        top = self.last + 1
        for index, column in enumerate(self.columns, 1):
            self._put(top, index, self._top_head(index - 1), HEAD)
            if deep:
                self._put(top + 1, index, column.head if column.parent else None, HEAD)
                if not column.parent:
                    self._merge(top, index, top + 1, index)
        self._merge_parents(top)
        self.last += 1 + deep
        for row in range(top, self.last + 1):
            self.sheet.row_dimensions[row].height = 20 if deep else 34
        if not again:
            self.sheet.freeze_panes = f"A{self.last + 1}"
            self.sheet.print_title_rows = f"{top}:{self.last}"

    def fill(self, items: Iterable[T]) -> None:
        """A row for each item; a value that repeats the one above is written as its column says."""
        for item in items:
            self.last += 1
            self.count += 1
            self._row([self.count if c.serial else c.value(item) for c in self.columns])

    def total(self, label: str, values: Mapping[str, Value]) -> None:
        """A row such as 合计, with values by header; what stands above does not repeat across it."""
        self._close_runs()
        self.last += 1
        heads = [column.head for column in self.columns]
        cells: dict[int, Value] = {1: label, **{heads.index(head) + 1: value for head, value in values.items()}}
        for index in range(1, len(heads) + 1):
            self._put(self.last, index, cells.get(index), TOTAL)

    def note(self, text: str) -> None:
        """A line under the table."""
        self._close_runs()
        self._wide(text, NOTE)

    def close(self) -> None:
        """To be called last."""
        self._close_runs()

    def _row(self, values: list[Value]) -> None:
        repeats = bool(self._above)
        for index, (column, value) in enumerate(zip(self.columns, values, strict=True), 1):
            shown = value
            if column.repeat:
                repeats = repeats and value == self._above[index - 1]
                shown = self._repeated(column, value) if repeats else self._first(index, column, value)
            self._put(self.last, index, shown, column.style)
        self._above = values

    def _repeated(self, column: Column[T], value: Value) -> Value:
        return "〃" if column.repeat == DITTO and value is not None else None

    def _first(self, index: int, column: Column[T], value: Value) -> Value:
        self._end_run(index)
        if column.repeat == MERGE:
            self._runs[index] = self.last
        return value

    def _end_run(self, index: int, last: int | None = None) -> None:
        start = self._runs.pop(index, None)
        last = self.last - 1 if last is None else last
        if start is not None and last > start:
            self._merge(start, index, last, index)

    def _close_runs(self) -> None:
        for index in list(self._runs):
            self._end_run(index, self.last)
        self._above = []

    def _top_head(self, index: int) -> str | None:
        """What stands in the first row of the header: a parent but once for all its children."""
        column, before = self.columns[index], self.columns[index - 1]
        return None if index and column.parent and column.parent == before.parent else column.parent or column.head

    def _merge_parents(self, top: int) -> None:
        start = 0
        for index in range(1, len(self.columns) + 1):
            if index == len(self.columns) or self.columns[index].parent != self.columns[start].parent:
                if self.columns[start].parent:
                    self._merge(top, start + 1, top, index)
                start = index

    def _wide(self, text: str, style: str) -> None:
        self.last += 1
        self._put(self.last, 1, text, style)
        self._merge(self.last, 1, self.last, len(self.columns))

    def _put(self, row: int, column: int, value: Value, style: str) -> None:
        cell = self.sheet.cell(row, column, value)
        cell.style = style

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """All cells are written already, with their borders; merge_cells would make them anew, which is slow."""
        self.sheet.merged_cells.add(f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}")


def save(book: Workbook, path: Path) -> None:
    """Write `book` so that equal content gives equal bytes: no clock, no order left to chance."""
    raw = BytesIO()
    book.save(raw)
    repack(raw, path)


def repack(source: IO[bytes], path: Path) -> None:
    """Copy the package `source` to `path` with the day on which it was "saved" in place of today."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, SAVED.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            huge = old.getinfo(name).file_size > 1 << 30
            with old.open(name) as content, new.open(info, "w", force_zip64=huge) as out:
                if name.startswith("xl/worksheets/"):
                    _copy_sheet(content, out)
                else:
                    out.write(_timeless(content.read()) if name == "docProps/core.xml" else content.read())


def _timeless(core: bytes) -> bytes:
    stamp = SAVED.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, core)


def _copy_sheet(content: IO[bytes], out: IO[bytes]) -> None:
    """Copy a sheet's XML; the merges, which openpyxl keeps as a set, come in order. A sheet may be huge."""
    chunk = 1 << 24
    pending = content.read(chunk)
    while b"<mergeCells" not in pending and (more := content.read(chunk)):
        out.write(pending[:-16])
        pending = pending[-16:] + more
    pending += content.read()
    out.write(re.sub(rb"(?<=>)(?:<mergeCell [^>]*/>)+", _sorted_merges, pending))


def _sorted_merges(found: re.Match[bytes]) -> bytes:
    merges = sorted(re.findall(rb"<mergeCell [^>]*/>", found[0]), key=_place)
    return b"".join(merges)


def _place(merge: bytes) -> tuple[int, int, bytes]:
    cell = re.search(rb'ref="([A-Z]+)(\d+)', merge)
    assert cell is not None
    return int(cell[2]), len(cell[1]), cell[1]
