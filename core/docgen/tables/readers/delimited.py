"""Text files: their encoding, and the cells of CSV and TSV, read as they come."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from docgen.problems import DocgenError, FileLine
from docgen.tables.readers.sheet import Sheet
from docgen.text import Text

HEAD = 10_000
"""Rows of a text file that are read at once; the others follow one by one."""

_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BLOCK = 1 << 20
_LOOKED_AT = 5
_LONGEST_CELL = 1 << 20
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
    with path.open("rb") as file:
        encoding = encoding_of(file, path.name)
    rows = _rows(path, path.open(encoding=encoding, newline=""))
    return Sheet("", list(islice(rows, HEAD)), [], rest=rows, typed=False)


def _rows(path: Path, file: TextIO) -> Iterator[list[Any]]:
    with file:
        start = file.read(_BLOCK)
        file.seek(0)
        unwrap = '="' in start
        csv.field_size_limit(_LONGEST_CELL)
        reader = csv.reader(file, delimiter=_delimiter(path, start), strict=True)
        try:
            for row in reader:
                yield [_unwrapped(cell) for cell in row] if unwrap else row
        except csv.Error as error:
            raise _wrong(error, FileLine(path.name, reader.line_num)) from None


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


def _delimiter(path: Path, text: str) -> str:
    """The sign that stands most often in the first lines; a comma, or in .tsv a tab, if none does."""
    head = "\n".join(text.splitlines()[:_LOOKED_AT])
    usual = "\t" if path.suffix.lower() == ".tsv" else ","
    return max((usual, ",", "\t", ";"), key=head.count)
