"""Where the table of a sheet begins, which table it is, and what its columns mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from docgen.problems import Cell, DocgenError, nearest
from docgen.schema import Column, Table
from docgen.tables.book import Sheet, column_letter
from docgen.tables.cells import folded, is_blank, plain
from docgen.text import Text

SEARCH_ROWS = 15


@dataclass(frozen=True)
class Heading:
    """The header of one column: its number from 0 and its words, parents first."""

    index: int
    words: tuple[str, ...]

    def __str__(self) -> str:
        return "/".join(self.words)

    @property
    def spellings(self) -> list[str]:
        """What may name the column: the child, then parent and child, then each without its unit."""
        found = [folded_header(self.words[-1]), folded_header("".join(self.words))]
        return found + [bare for word in found if (bare := re.sub(r"\([^()]*\)$", "", word)) and bare != word]


@dataclass
class Header:
    """A header as understood: its table, its rows (from 0, inclusive), a column for each heading that has one."""

    table: Table
    first: int
    last: int
    headings: list[Heading]
    columns: dict[int, Column] = field(default_factory=dict)
    wide: dict[int, str] = field(default_factory=dict)
    unit: str = ""

    @property
    def unknown(self) -> list[Heading]:
        """Headings that no column claims."""
        return [h for h in self.headings if h.index not in self.columns and h.index not in self.wide]

    @property
    def missing(self) -> list[Column]:
        """Columns without a heading that the sheet must have."""
        have = {column.name for column in self.columns.values()}
        if self.table.wide and self.wide:
            have |= {self.table.wide.into, self.table.wide.value}
        needed = (column for column in self.table.columns if column.required or column.counted)
        return [column for column in needed if column.name not in have]

    @property
    def score(self) -> tuple[int, int]:
        """How well the table fits: required columns not missing, then columns understood."""
        required = sum(column.required for column in self.table.columns)
        missing = sum(column.required for column in self.missing)
        return required - missing, len(self.columns) + len(self.wide)

    @property
    def fits(self) -> bool:
        """At least half of the required columns, and two columns at all (one where the table has but one)."""
        required = sum(column.required for column in self.table.columns)
        found, understood = self.score
        return 2 * found >= required and understood >= min(2, len(self.table.columns))


@lru_cache(maxsize=1 << 14)
def folded_header(text: str) -> str:
    """A header for comparing: NFKC, no white space, without a trailing * or (必填)."""
    text = folded(text)
    return re.sub(r"^\*+|(\*|\(必填\))+$", "", text)


def find_header(sheet: Sheet, file: str, tables: Iterable[Table]) -> Header | None:
    """The header of the table in `sheet`, or None when no table is told by name or by its headers.

    The sheet's name tells the table first, then its title rows, then the name of its `file`; a sheet that none of
    them names must show every required column. Raises DocgenError for two headings of one column, and for a sheet
    that is named like a table and looks like one, but has not its header.
    """
    all_tables = list(tables)
    stem = file.rpartition(".")[0]
    for hinted in (_named(sheet.name, all_tables), _named(_title(sheet), all_tables), _named(stem, all_tables)):
        fitting = [header for header in _headers(sheet, hinted) if header.fits]
        if fitting:
            return _settled(sheet, file, max(fitting, key=lambda header: header.score))
    if looks_like_table(sheet) and (meant := [t for t in all_tables if _is_called(t, sheet.name, stem)]):
        raise _no_header(sheet, file, meant)
    complete = [header for header in _headers(sheet, all_tables) if header.fits and not header.missing]
    if not complete:
        return None
    return _settled(sheet, file, max(complete, key=lambda header: header.score))


def looks_like_table(sheet: Sheet) -> bool:
    """Whether several rows have several cells filled."""
    return sum(sum(not is_blank(cell) for cell in row) >= 3 for row in sheet.rows[:SEARCH_ROWS]) >= 3


def _is_called(table: Table, *texts: str) -> bool:
    names = {folded_header(name) for name in (table.name, *table.sheets)}
    return any(folded_header(text) in names for text in texts)


def _no_header(sheet: Sheet, file: str, tables: Sequence[Table]) -> DocgenError:
    """Says what a header should hold, not what stands there: that may be people."""
    text = Text("no header of the table {table} was found here", "没有找到“{table}”表的表头")
    needed = [column.title for column in tables[0].columns if column.required]
    return DocgenError(
        text.format(table=tables[0].name),
        hint=Text("It should hold: {headers}", "表头应有：{headers}").format(headers="、".join(needed)),
        where=Cell(file, sheet.name),
    )


def require_columns(header: Header, where: Cell, filled: Iterable[str]) -> None:
    """Raise DocgenError when a required column has no heading; `filled` are columns that the sheet's name gives."""
    missing = [column for column in header.missing if column.name not in set(filled)]
    if not missing:
        return
    unknown = [str(heading) for heading in header.unknown]
    hints = [f"{column.title} ← {near}?" for column in missing if (near := _nearest_header(column, unknown))]
    found = "、".join(str(heading) for heading in header.headings)
    raise DocgenError(
        Text("the table {table} lacks the column {columns}", "“{table}”表缺少列：{columns}").format(
            table=header.table.name, columns="、".join(column.title for column in missing)
        ),
        hint=Text("Headers found: {found}. {near}", "找到的表头：{found}。{near}").format(
            found=found, near=" ".join(hints)
        ),
        where=where,
    )


def _nearest_header(column: Column, unknown: Sequence[str]) -> str | None:
    for spelling in (column.title, *column.aliases):
        if near := nearest(spelling, unknown):
            return near
    return None


def _named(text: str, tables: Sequence[Table]) -> list[Table]:
    """The tables whose name, or another name of theirs, is the longest found in `text`."""
    text = folded_header(text)
    lengths = {t.name: _longest_name(text, t) for t in tables}
    best = max(lengths.values(), default=0)
    return [t for t in tables if best and lengths[t.name] == best]


def _longest_name(text: str, table: Table) -> int:
    names = (folded_header(name) for name in (table.name, *table.sheets))
    return max((len(name) for name in names if name in text), default=0)


def _title(sheet: Sheet) -> str:
    """The words of the first row that has just one cell filled: the title above the header."""
    for row in sheet.rows[:4]:
        filled = [plain(cell) for cell in row if not is_blank(cell)]
        if len(filled) == 1 and len(filled[0]) > 3:
            return filled[0]
    return ""


def _headers(sheet: Sheet, tables: Iterable[Table]) -> list[Header]:
    """Every row taken as the header of every table in question."""
    spots = [headings_at(sheet, top) for top in range(min(SEARCH_ROWS, len(sheet.rows)))]
    found = []
    for table in tables:
        for top, (bottom, headings) in enumerate(spots):
            if len(headings) >= min(2, len(table.columns)):
                found.append(_match(Header(table, top, bottom, headings)))
    return found


def headings_at(sheet: Sheet, top: int) -> tuple[int, list[Heading]]:
    """The headings if the header begins in row `top`, and its last row: the next one too under merged parents."""
    row = list(sheet.rows[top])
    parents = [(left, right) for up, left, down, right in sheet.merges if up == top == down and left < right]
    below = _children(sheet, top, parents)
    for left, right in parents if below else ():
        row[left : right + 1] = row[left : left + 1] * len(row[left : right + 1])
    headings = []
    for index, cell in enumerate(row):
        child = below[index] if index < len(below) else ""
        words = tuple(re.sub(r"\s+", "", plain(word)) for word in (cell, child) if not is_blank(word))
        if words:
            headings.append(Heading(index, words))
    return top + bool(below), headings


def _children(sheet: Sheet, top: int, parents: Sequence[tuple[int, int]]) -> list[Any]:
    """The row under `top` if it is a header's second: words, and only below merged parents; else nothing. A merged
    cell that has its row for itself is a title."""
    alone = sum(not is_blank(cell) for cell in sheet.rows[top]) == 1
    if not parents or alone or top + 1 >= len(sheet.rows):
        return []
    row = sheet.rows[top + 1]
    filled = [index for index, cell in enumerate(row) if not is_blank(cell)]
    under = all(any(left <= index <= right for left, right in parents) for index in filled)
    return row if filled and under and all(isinstance(row[index], str) for index in filled) else []


def _match(header: Header) -> Header:
    """Give each heading its column: first by a whole header, then without its unit."""
    spellings = {folded_header(s): c for c in header.table.columns for s in (*c.aliases, c.title)}
    parents = {folded_header(parent) for parent in header.table.wide.parents} if header.table.wide else set()
    for heading in header.headings:
        if len(heading.words) > 1 and folded_header(heading.words[0]) in parents:
            header.wide[heading.index] = heading.words[-1]
            continue
        for spelling in heading.spellings:
            if spelling in spellings:
                header.columns[heading.index] = spellings[spelling]
                break
    if header.wide and header.table.wide:  # what the parent does not cover is not one department's
        own = (header.table.wide.into, header.table.wide.value)
        header.columns = {index: c for index, c in header.columns.items() if c.name not in own}
    return header


def _settled(sheet: Sheet, file: str, header: Header) -> Header:
    by_column: dict[str, int] = {}
    for index, column in header.columns.items():
        if column.name in by_column:
            twice = f"{column_letter(by_column[column.name])}、{column_letter(index)}"
            raise DocgenError(
                Text("two columns are both {title}: {twice}", "有两列都是“{title}”：{twice}").format(
                    title=column.title, twice=twice
                ),
                hint=Text("Rename or delete one of them.", "请改名或删去其中一列。"),
                where=Cell(file, sheet.name, header.last + 1, column_letter(index)),
            )
        by_column[column.name] = index
    header.unit = _unit(sheet, header.first)
    return header


def _unit(sheet: Sheet, above: int) -> str:
    """What a row above the header says after 填报单位."""
    for row in sheet.rows[:above]:
        for cell in row:
            if match := re.search(r"填报单位[:：]\s*([^\s（(]+)", plain(cell)):
                return match[1]
    return ""
