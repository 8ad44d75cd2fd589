"""What people tick in 打印清单.xlsx by hand: it is told from any other change, and goes over into the next list."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

from docgen.batch.hashes import sha256
from docgen.batch.ledger import Ledger
from docgen.files import read_file
from docgen.tables.write import legal

PRINTING = "打印清单"
TICKS = ("打印", "核对", "打包")
COLUMNS = (
    *("序号", "乡镇", "社区", "批次", "文件", "份数", "备用"),
    *("起止序号", "起止编号", "投递员", "单/双面", *TICKS),
)
TOTAL = "合计"
BOXES = tuple(f"□ {tick}" for tick in TICKS)
DONE = f"☑ {TICKS[0]}"

Row = Sequence[object]

_FIRST = COLUMNS.index(TICKS[0])
_END = _FIRST + len(TICKS)
_PACK = slice(COLUMNS.index("乡镇"), COLUMNS.index("文件") + 1)
_SIGNED = re.compile(r"docgen\W+([0-9a-f]{16})(?:x([0-9a-f]+))?")  # LibreOffice makes two keywords of one with a colon


@dataclass(frozen=True)
class Listed:
    """What a print list says: the rows of its sheets, headers and totals too. Of the rows in `marked`, by their place
    in the sheet, docgen says itself that they were printed: there it is no tick of a person."""

    sheets: Mapping[str, Sequence[Row]]
    marked: frozenset[int] = frozenset()

    @property
    def signature(self) -> str:
        """The beginning of a SHA-256 of all cells but the ticks."""
        return sha256(repr([(name, _said(name, rows)) for name, rows in self.sheets.items()]).encode())[:16]

    @property
    def keywords(self) -> str:
        """What a list holds to be known by when it was ticked: the signature, and the rows that are marked, four a
        digit; a program that cuts it short loses the last ones."""
        rows = f"{sum(1 << place for place in self.marked):x}"[::-1] if self.marked else ""
        return f"docgen:{self.signature}" + (f"x{rows}" if rows else "")

    @property
    def ticks(self) -> list[list[str]]:
        """What stands in the tick columns."""
        return [[text_of(value) for value in row[_FIRST:_END]] for row in self.sheets[PRINTING]]

    def says(self, other: Listed) -> bool:
        """Whether both say the same, ticks included."""
        return self.signature == other.signature and self.ticks == other.ticks

    def with_ticks_of(self, there: Listed) -> Listed:
        """The same, with what a person typed into the tick columns of the list `there` in the rows of the same packs. A
        pack that is marked as printed keeps that where nobody ticked it."""
        before = dict(_typed(there))
        rows, marked = [list(row) for row in self.sheets[PRINTING]], set(self.marked)
        for place, row in enumerate(rows[1:], 1):
            for column, (value, wrote) in enumerate(before.get(_key(row), ()), _FIRST):
                unticked = text_of(value) in ("", BOXES[0]) and row[column] == DONE
                if text_of(value) != wrote and not unticked:
                    row[column] = "" if value is None else value
                    marked -= {place} if column == _FIRST else set()
        return Listed({**self.sheets, PRINTING: rows}, frozenset(marked))


def text_of(value: object) -> str:
    """What a cell says, however the program that saved it last keeps numbers and blanks."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(legal(str(value)).split())


def _said(name: str, rows: Sequence[Row]) -> list[list[str]]:
    """All cells of a sheet but the ticks; what stands in their columns beside no row of the list is no tick."""
    texts = [[text_of(value) for value in row] for row in rows]
    if name == PRINTING:
        texts = [[*row[:_FIRST], *row[_END:]] if place and row[0] else row for place, row in enumerate(texts)]
    texts = [row[: max((place for place, text in enumerate(row, 1) if text), default=0)] for row in texts]
    return texts[: max((place for place, row in enumerate(texts, 1) if row), default=0)]


def _key(row: Row) -> tuple[str, ...]:
    """The pack that a row is about."""
    return (TOTAL,) if row[0] == TOTAL else tuple(text_of(value) for value in row[_PACK])


def _typed(there: Listed) -> Iterator[tuple[tuple[str, ...], list[tuple[object, str]]]]:
    """For each pack what stands in its tick columns, and what docgen wrote there."""
    for place, row in enumerate(there.sheets[PRINTING]):
        first = DONE if place in there.marked else BOXES[0]
        wrote = ("",) * len(TICKS) if row[0] == TOTAL else (first, *BOXES[1:])
        yield _key(row), list(zip(row[_FIRST:_END], wrote, strict=True))


def contents(path: Path) -> bytes:
    """What stands in a file; nothing if it is not there or cannot be read."""
    try:
        return read_file(path)
    except OSError:
        return b""


def ticked(data: bytes) -> Listed | None:
    """What a list of docgen says in which nothing was changed but ticks; else None."""
    try:
        keywords, sheets = _read(data)
    except Exception:  # openpyxl trusts what it reads: damage comes as whatever error it leads to
        return None
    found = _SIGNED.search(keywords)
    if found is None or PRINTING not in sheets:
        return None
    rows = int((found[2] or "0")[::-1], 16)
    listed = Listed(sheets, frozenset(place for place in range(rows.bit_length()) if rows >> place & 1))
    return listed if listed.signature == found[1] else None


def _read(data: bytes) -> tuple[str, dict[str, list[Row]]]:
    """The keywords and the cells of a workbook; a comment of a person is a sheet of its own, since it is no tick."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl does not know
        book = load_workbook(BytesIO(data))
    sheets: dict[str, list[Row]] = {}
    for sheet in book.worksheets:
        cells = list(sheet.iter_rows())
        sheets[sheet.title] = [[_value(cell.value) for cell in row] for row in cells]
        comments = [cell.comment.text for row in cells for cell in row if cell.comment]
        sheets |= {f"{sheet.title}/": [comments]} if comments else {}
    return str(book.properties.keywords or ""), sheets


def _value(value: object) -> object:
    """What was typed, as it can be written again: a day without the time of day, a formula as its text."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if value is None or isinstance(value, (str, int, float, date, time, timedelta)):
        return value
    return str(getattr(value, "text", value))


def note(ledger: Ledger, data: bytes, listed: Listed) -> None:
    """Keep in mind what the list of these bytes says, but for its ticks."""
    with ledger.open() as db:
        row = (f"list {sha256(data)}", listed.signature, "{}", "{}")
        db.execute("INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?)", row)


def only_ticked(ledger: Ledger, path: Path, digests: Collection[str]) -> bool:
    """Whether the file is a print list that says what docgen wrote there, which had one of the `digests`, but for its
    ticks."""
    there = ticked(contents(path)) if path.name.startswith(PRINTING) and path.suffix == ".xlsx" else None
    if there is None:
        return False
    keys = [f"list {digest}" for digest in digests]
    with ledger.open() as db:
        query = f"SELECT inputs FROM done WHERE key IN ({', '.join('?' * len(keys))})"
        return (there.signature,) in db.execute(query, keys).fetchall()
