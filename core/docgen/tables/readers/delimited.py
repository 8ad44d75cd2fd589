"""Text files: their encoding, and the cells of CSV and TSV, read as they come."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from docgen.files import open_file, unreadable
from docgen.problems import DocgenError, FileLine
from docgen.tables.readers.room import MAX_COLUMNS
from docgen.tables.readers.sheet import Sheet
from docgen.text import Text

HEAD = 10_000
"""Rows of a text file that are read at once; the others follow one by one."""

_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BLOCK = 1 << 20
_LOOKED_AT = 100  # rows
_SIGNS = "\t,;"
_LONGEST_CELL = 1 << 20
_LONGEST_ROW = 4_000_000
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL).fullmatch  # how web systems keep Excel from reading an ID as a number


def decoded(raw: bytes, file: str) -> str:
    """The text of `file`: by its mark, else UTF-8, else GB18030, as Excel writes CSV in China. Raises DocgenError when
    it is none of them."""
    return raw.decode(encoding_of(io.BytesIO(raw), file))


def encoding_of(file: Any, name: str) -> str:
    """The encoding of a binary file, which is read to its end: its mark tells it, else it must fit throughout. Raises
    DocgenError when it is no text."""
    start = file.read(2)
    for encoding in ("utf-16",) if start in _MARKS else ("utf-8-sig", "gb18030"):
        file.seek(0)
        if _fits(file, encoding):
            return encoding
    raise DocgenError(
        Text("this is no text in UTF-8 or GB18030", "这不是 UTF-8 或 GB18030 编码的文本文件"),
        hint=Text(
            "Save it as UTF-8, in Excel as “CSV UTF-8”.", "请另存为 UTF-8；在 Excel 里选“CSV UTF-8（逗号分隔）”。"
        ),
        where=FileLine(name),
    )


def _fits(file: Any, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block := file.read(_BLOCK):
            if "\0" in decoder.decode(block):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def read_delimited(path: Path) -> Sheet:
    """A CSV or TSV file as a sheet without a name. Raises DocgenError, now or while the rest of it is read, with the
    line that cannot be read."""
    try:
        with open_file(path) as file:
            encoding = encoding_of(file, path.name)
        rows = _rows(path, io.TextIOWrapper(open_file(path), encoding, newline=""))
    except OSError as error:
        raise unreadable(error, FileLine(path.name)) from None
    return Sheet("", list(islice(rows, HEAD)), [], rest=rows, typed=False)


def _rows(path: Path, file: TextIO) -> Iterator[list[Any]]:
    try:
        with file:
            yield from _cells(path, file)
    except OSError as error:  # the drive fails
        raise unreadable(error, FileLine(path.name)) from None
    except UnicodeDecodeError:
        raise DocgenError(_CHANGED, hint=_READ_AGAIN, where=FileLine(path.name)) from None


def _cells(path: Path, file: TextIO) -> Iterator[list[Any]]:
    start = file.read(_BLOCK)
    file.seek(0)
    unwrap = '="' in start
    csv.field_size_limit(_LONGEST_CELL)
    lines = _Lines(file, _delimiter(path, start))
    reader = csv.reader(lines, delimiter=lines.sign, strict=True)
    try:
        for row in reader:
            lines.end_row(row)
            yield [_unwrapped(cell) for cell in row] if unwrap else row
    except csv.Error as error:
        raise _wrong(error, FileLine(path.name, reader.line_num)) from None
    except _TooWideError as error:
        raise DocgenError(_TOO_WIDE, hint=_WIDE_HINT, where=FileLine(path.name, error.line)) from None


_CHANGED = Text("somebody wrote the file anew while it was read", "读取时有人改写了这个文件")
_READ_AGAIN = Text("Run this again when it is complete.", "请等文件写完后重新运行。")


class _TooWideError(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


class _Lines:
    """The lines of a text whose cells are divided by `sign`. A row that is wider or longer than a sheet holds raises
    _TooWideError, before it is cut into cells, which would take much more room."""

    def __init__(self, file: TextIO, sign: str) -> None:
        self.sign = sign
        self.read = file.readline
        self.number = self.first = self.length = 0

    def __iter__(self) -> Iterator[str]:
        while line := self.read(_LONGEST_ROW):
            self.number += 1
            self.length += len(line)
            if self.length >= _LONGEST_ROW or (len(line) > MAX_COLUMNS and self._is_wide(line)):
                raise _TooWideError(self.first + 1)
            yield line

    def _is_wide(self, line: str) -> bool:
        """Whether a line has more cells than a sheet columns, for sure: where there are quotes, the row will tell."""
        return '"' not in line and line.count(self.sign) >= MAX_COLUMNS

    def end_row(self, row: list[str]) -> None:
        """Take note that a row is complete."""
        if len(row) > MAX_COLUMNS:
            raise _TooWideError(self.first + 1)
        self.first, self.length = self.number, 0


_TOO_WIDE = Text(
    "a row has more than 16,384 cells, or is longer than four million characters",
    "有一行超过 16384 个单元格，或超过四百万字",
)
_WIDE_HINT = Text("Are the lines of the file divided?", "请检查文件是否正确换行。")


def _unwrapped(cell: str) -> str:
    match = _AS_TEXT(cell) if cell.startswith('="') else None
    return match[1] if match else cell


def _wrong(error: csv.Error, where: FileLine) -> DocgenError:
    if "field larger" in str(error):
        text = Text("a cell is longer than a million characters", "有单元格超过一百万字")
        hint = Text("A quote may be missing.", "可能少了一个双引号。")
    else:
        text = Text("a quote is not closed, or stands inside a cell", "双引号没有成对，或单元格里有双引号")
        hint = Text('A quote inside a cell is written twice: "".', '单元格里的双引号要写两个：""。')
    return DocgenError(text, hint=hint, where=where)


# -- the sign between the cells --


def _delimiter(path: Path, start: str) -> str:
    """The sign that cuts the first rows into cells, most of all into equally many: see _fit. A comma, or in .tsv a tab,
    if none does."""
    if len(start) == _BLOCK:
        start = start[: start.rfind("\n") + 1] or start  # without the line that goes on
    fits = {sign: fit for sign in _SIGNS if (fit := _fit(start, sign))}
    return max(fits, key=fits.__getitem__, default="\t" if path.suffix.lower() == ".tsv" else ",")


def _fit(start: str, sign: str) -> tuple[bool, bool, int, int, int] | None:
    """How well `sign` cuts the rows of `start` into cells, for comparing; None if it does not. Best is that all have
    equally many, then that most have, then that it cuts an earlier row, such as the header, and that into more."""
    widths = _widths(start, sign)
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return None
    usual = max(counts.values())
    first = next(place for place, width in enumerate(widths) if width > 1)
    return usual == len(widths), 2 * usual >= len(widths), -first, widths[first], usual


def _widths(start: str, sign: str) -> list[int]:
    """How many cells the first rows have that are not blank, if `sign` divides them; up to a cell without an end, which
    is said when the file is read."""
    widths = []
    with suppress(csv.Error):
        for row in islice(csv.reader(io.StringIO(start, newline=""), delimiter=sign), _LOOKED_AT):
            if any(row):
                widths.append(len(row))
    return widths
