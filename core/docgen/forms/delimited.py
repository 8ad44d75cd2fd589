"""Text files: their encoding, and the cells of CSV and TSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from docgen.problems import DocgenError, FileLine
from docgen.tables.book import Sheet
from docgen.text import Text

_LOOKED_AT = 5
_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decoded(raw: bytes, file: str) -> str:
    """The text of `file`: by its mark, else UTF-8, else GB18030, as Excel writes CSV in China. Raises DocgenError when
    it is none of them."""
    encodings = ("utf-16",) if raw.startswith(_MARKS) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise DocgenError(
        Text("this is no text in UTF-8 or GB18030", "这不是 UTF-8 或 GB18030 编码的文本文件"),
        hint=Text(
            "Save it as UTF-8, in Excel as “CSV UTF-8”.", "请另存为 UTF-8；在 Excel 里选“CSV UTF-8（逗号分隔）”。"
        ),
        where=FileLine(file),
    )


def read_delimited(path: Path, raw: bytes) -> Sheet:
    """A CSV or TSV file as a sheet without a name. Raises DocgenError with the line that cannot be read."""
    text = decoded(raw, path.name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(path, text), strict=True)
    try:
        return Sheet("", list(reader), [])
    except csv.Error:
        raise DocgenError(
            Text("a quote is not closed, or stands inside a cell", "双引号没有成对，或单元格里有双引号"),
            hint=Text('A quote inside a cell is written twice: "".', '单元格里的双引号要写两个：""。'),
            where=FileLine(path.name, reader.line_num),
        ) from None


def _delimiter(path: Path, text: str) -> str:
    """The sign that stands most often in the first lines; a comma, or in .tsv a tab, if none does."""
    head = "\n".join(text.splitlines()[:_LOOKED_AT])
    usual = "\t" if path.suffix.lower() == ".tsv" else ","
    return max((usual, ",", "\t", ";"), key=head.count)
