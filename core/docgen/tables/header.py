"""Which tables the tables of a sheet are, and what their columns mean.

Where they are is found as in any workbook (docgen.tables.layout), with the headers of all tables as words that are
known to head columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from docgen.problems import Cell, DocgenError, nearest
from docgen.schema import Column, Table
from docgen.tables.lacking import no_header
from docgen.tables.layout.blocks import Block, find_blocks
from docgen.tables.layout.grid import DEEPEST, Grid, Heading, Lane, folded_header, headings
from docgen.tables.layout.heads import same_headings
from docgen.tables.letters import column_letter
from docgen.tables.readers.sheet import Sheet
from docgen.tables.values.cells import is_blank, plain
from docgen.text import Text

__all__ = [
    "GUIDES",
    "NO_NAME",
    "SEARCH_ROWS",
    "Claim",
    "Found",
    "Header",
    "Heading",
    "find_header",
    "folded_header",
    "guessed_headers",
    "headers_in",
    "headings_at",
    "looks_like_table",
]

SEARCH_ROWS = 15
_SHARE = 2, 3
"""How much of a table, or of a header, has to be there where the name of the sheet does not say it all."""
_OF_ANY = ("序号", "备注")
NO_NAME = re.compile(r"(?i)sheet ?\d*|工作表 ?\d*|")
"""What sheets are called that nobody named."""
GUIDES = frozenset({"How to fill in", "填写说明", "填表说明", "填报说明"})
"""Sheets that say how others are filled in."""


class Claim(Enum):
    """Why a table is taken for another: the sheet, or its title, has just its name; the file has; the name is a part of
    what one of these is called; or nothing but the header tells it."""

    NAME = "name"
    FILE = "file"
    PART = "part"
    HEADER = "header"


@dataclass
class Header:
    """A header as understood: its table, where it stands, a column for each heading that has one, and why it is taken
    for that table."""

    table: Table
    block: Block
    columns: dict[int, Column] = field(default_factory=dict)
    wide: dict[int, str] = field(default_factory=dict)
    unit: str = ""
    claim: Claim = Claim.HEADER

    @property
    def first(self) -> int:
        """Its first row, from 0."""
        return self.block.first

    @property
    def last(self) -> int:
        """Its last row."""
        return self.block.last

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the block."""
        return self.block.headings

    @property
    def unknown(self) -> list[Heading]:
        """Headings that no column claims."""
        return [h for h in self.headings if h.index not in self.columns and h.index not in self.wide]

    @property
    def absent(self) -> list[Column]:
        """Columns without a heading."""
        have = {column.name for column in self.columns.values()}
        if self.table.wide and self.wide:
            have |= {self.table.wide.into, self.table.wide.value}
        return [column for column in self.table.columns if column.name not in have]

    @property
    def missing(self) -> list[Column]:
        """Columns without a heading that the sheet must have."""
        return [column for column in self.absent if column.required or column.counted]

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

    @property
    def is_whole(self) -> bool:
        """Whether all columns that are required, or tell rows apart, are there, and two thirds of all."""
        given = (column for column in self.absent if not (column.to and column.fill and not column.within))
        lacks = [column for column in given if column.required or column.counted or column.name in self.table.key]
        return not lacks and _is_most(len(self.table.columns) - len(self.absent), len(self.table.columns))

    @property
    def is_alike(self) -> bool:
        """Whether the table has two thirds of the columns of the sheet."""
        known = len(self.columns) + len(self.wide)
        return _is_most(known, known + sum(str(heading) not in _OF_ANY for heading in self.unknown))


def _is_most(part: int, whole: int) -> bool:
    return _SHARE[1] * part >= _SHARE[0] * whole


@dataclass(frozen=True)
class Found:
    """A table of a sheet: its header, None if it is no table that is known, or the `error` why it cannot be read.
    `near` is what it would be by its name, if it had the columns, or by its columns, if it had the name."""

    block: Block
    header: Header | None = None
    error: DocgenError | None = None
    near: Header | None = None


def headers_in(grid: Grid, sheet: str, file: str, tables: Iterable[Table]) -> list[Found]:
    """The tables in `grid`, from top to bottom and from left to right.

    The name of the `sheet` tells a table first, then the title above it, then the name of the `file`; in a sheet of
    several tables, the title first. A table that none of them names must show every required column. Raises DocgenError
    for a sheet that is named like a table and looks like one, but has not its header.
    """
    wanted = list(tables)
    found = [
        _describe_block(grid, *_match_block(block, names, wanted), Cell(file, sheet))
        for block, names in _named_blocks(grid, sheet, file, wanted)
    ]
    meant = [table for table in wanted if _is_called(table, sheet, _stem(file))]
    if meant and looks_like_table(grid) and not any(one.header or one.error for one in found):
        bare = next((one.block for one in found if not one.block.has_header), None)
        raise no_header(Cell(file, sheet), meant[0], grid, bare)
    return found


def guessed_headers(grid: Grid, sheet: str, file: str, tables: Iterable[Table]) -> list[Header]:
    """What the tables in `grid` may be, also when they have hardly a header that is known: their names tell."""
    wanted = list(tables)
    found = []
    for block, names in _named_blocks(grid, sheet, file, wanted):
        named = [table for name in names for table in _named(name, wanted)]
        header = _header(block, names, wanted)[0] or max(_matches(block, named), key=lambda h: h.score, default=None)
        if header:
            found.append(header)
    return found


def _named_blocks(grid: Grid, sheet: str, file: str, tables: Sequence[Table]) -> list[tuple[Block, list[str]]]:
    """The blocks in `grid`, with the names that may tell what they are, the best first."""
    blocks = _whole(find_blocks(grid, _words_of(tables)))
    if len(blocks) > 1:
        return [(block, [block.title, sheet, _stem(file)]) for block in blocks]
    return [(block, [sheet, block.title or _title(grid), _stem(file)]) for block in blocks]


def _stem(file: str) -> str:
    return file.rpartition(".")[0]


def find_header(sheet: Sheet, file: str, tables: Iterable[Table]) -> Header | None:
    """The first header in `sheet` that is understood. Raises DocgenError as `headers_in` does, or for its error."""
    for found in headers_in(Grid(sheet.rows, sheet.merges), sheet.name, file, tables):
        if found.error:
            raise found.error
        if found.header:
            return found.header
    return None


def _words_of(tables: Iterable[Table]) -> frozenset[str]:
    """All spellings of headers that the tables know, folded."""
    found = set()
    for table in tables:
        parents = table.wide.parents if table.wide else ()
        found |= {folded_header(s) for c in table.columns for s in (c.title, *c.aliases)}
        found |= {folded_header(parent) for parent in parents}
    return frozenset(found)


def _whole(blocks: Iterable[Block]) -> list[Block]:
    """The blocks; one that repeats the header above it, without another title, is the next page of the same table."""
    pages: dict[Lane, Block] = {}
    whole: list[Block] = []
    for block in blocks:
        above = pages.get(block.lane)
        if above and block.title in ("", above.title) and same_headings(above.headings, block.headings):
            whole.remove(above)
            pages[block.lane] = replace(above, end=block.end)
        else:
            pages[block.lane] = block
        whole.append(pages[block.lane])
    return whole


def _header(block: Block, names: Sequence[str], tables: Sequence[Table]) -> tuple[Header | None, Header | None]:
    """The header by the best of the `names`, of which the last is that of the file; and what the name of the sheet
    makes one think of, but not its columns."""
    near: list[Header] = []
    for number, name in enumerate(names, 1):
        fitting = [header for header in _matches(block, _named(name, tables)) if header.fits]
        for header in fitting:
            whole = Claim.FILE if number == len(names) else Claim.NAME
            called = name.rpartition("/")[2] if whole is Claim.FILE else name  # whatever folder it lies in
            header.claim = whole if _is_called(header.table, called) else Claim.PART
        near += [header for header in fitting if _only_sounds(header)]
        fitting = [header for header in fitting if not _only_sounds(header)]
        if fitting:
            return max(fitting, key=_likeness), None
    unnamed = [table for table in tables if not table.named]
    complete = [header for header in _matches(block, unnamed) if header.fits and not header.missing]
    complete = [each for each in complete if not each.table.foreign or (each.is_whole and each.is_alike)]
    if not complete and not near:  # called otherwise, it may be the sheet of the next month
        near = [each for each in _matches(block, tables) if each.table.named and _says_the_same(each)]
    return max(complete, key=_likeness, default=None), max(near, key=_likeness, default=None)


def _says_the_same(header: Header) -> bool:
    """Whether all that matters of a table is there, and hardly anything else."""
    return header.fits and header.is_whole and header.is_alike


def _only_sounds(header: Header) -> bool:
    """Whether a table of a form or a plugin has its name as a part of another, without most of its columns."""
    return header.claim is Claim.PART and (header.table.named or header.table.foreign) and not header.is_whole


def _likeness(header: Header) -> tuple[int, ...]:
    """How well a table fits; of two that fit as well, the one that lacks less fits better."""
    return *header.score, -len(header.absent)


def _matches(block: Block, tables: Iterable[Table]) -> list[Header]:
    return [_match(Header(table, block)) for table in tables]


def _match_block(
    block: Block, names: Sequence[str], tables: Sequence[Table]
) -> tuple[Block, Header | None, Header | None]:
    """The block with what `_header` says of it; without a header, if all letters of its columns are what a table calls
    its own, and nothing that stands there is."""
    header, near = _header(block, names, tables)
    if header is None and block.has_header:
        bare = _header(block.drop_header(), names, tables)[0]
        if bare and len(bare.columns) == len(block.headings):
            return bare.block, bare, None
    return block, header, near


def _describe_block(grid: Grid, block: Block, header: Header | None, near: Header | None, where: Cell) -> Found:
    if header is None:
        return Found(block, near=near)
    header.unit = _unit(grid, block)
    return Found(block, header, _twice(header, where))


def looks_like_table(sheet: Sheet | Grid) -> bool:
    """Whether several rows have several cells filled."""
    return sum(sum(not is_blank(cell) for cell in row) >= 3 for row in sheet.rows[:SEARCH_ROWS]) >= 3


def _is_called(table: Table, *texts: str) -> bool:
    names = {folded_header(name) for name in (table.name, *table.sheets)}
    return any(folded_header(text) in names for text in texts)


def _named(text: str, tables: Sequence[Table]) -> list[Table]:
    """The tables whose name, or another name of theirs, is the longest found in `text`."""
    text = folded_header(text)
    lengths = {t.name: _longest_name(text, t) for t in tables}
    best = max(lengths.values(), default=0)
    return [t for t in tables if best and lengths[t.name] == best]


def _longest_name(text: str, table: Table) -> int:
    names = (folded_header(name) for name in (table.name, *table.sheets))
    return max((len(name) for name in names if name in text), default=0)


def _title(grid: Grid) -> str:
    """The words of the first row that has just one cell filled: the title of the sheet."""
    for row in grid.rows[:4]:
        filled = [plain(cell) for cell in row if not is_blank(cell)]
        if len(filled) == 1 and len(filled[0]) > 3:
            return filled[0]
    return ""


def headings_at(sheet: Sheet, top: int) -> tuple[int, list[Heading]]:
    """The headings if the header of `sheet` begins in row `top`, and its last row."""
    end = top + DEEPEST + 1
    rows = [*sheet.rows[:end]]
    width = max(map(len, rows), default=0)
    merges = [merge for merge in sheet.merges if merge[0] < end]
    return headings(Grid(rows, merges), top, Lane(0, width))


def _match(header: Header) -> Header:
    """Give each heading its column: first by a whole header, then without its unit."""
    spellings = {folded_header(s): c for c in header.table.columns for s in (*c.aliases, c.title)}
    parents = {folded_header(parent) for parent in header.table.wide.parents} if header.table.wide else set()
    for heading in (heading for heading in header.headings if not heading.again):
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


def _twice(header: Header, where: Cell) -> DocgenError | None:
    """What is wrong where two columns have one meaning."""
    by_column: dict[str, int] = {}
    for index, column in header.columns.items():
        if column.name in by_column:
            letter = column_letter(index)
            twice = f"{column_letter(by_column[column.name])}、{letter}"
            text = Text("two columns are both {title}: {twice}", "有两列都是“{title}”：{twice}")
            return DocgenError(
                text.format(title=column.title, twice=twice),
                hint=Text("Rename or delete one of them.", "请改名或删去其中一列。"),
                where=replace(where, row=header.block.last + 1, column=letter),
            )
        by_column[column.name] = index
    return None


def _unit(grid: Grid, block: Block) -> str:
    """What the last row above the header that says 填报单位 says of it."""
    for row in range(block.first - 1, -1, -1):
        for column in grid.filled(row, block.lane):
            if match := re.search(r"填报单位[:：]\s*([^\s（(]+)", plain(grid.at(row, column))):
                return match[1]
    return ""


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
