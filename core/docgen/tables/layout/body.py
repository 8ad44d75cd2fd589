"""The rows under a header: which are data, and why the others are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from math import isclose
from typing import Any, NamedTuple

from docgen.tables.layout.blocks import Block
from docgen.tables.layout.grid import Grid, filled_columns
from docgen.tables.layout.looks import Look, look, says_of_itself
from docgen.tables.layout.words import (
    begins_note,
    is_closing,
    is_item,
    is_note,
    is_rule,
    is_signed,
    is_stamp,
    is_statistic,
    is_sure_note,
    is_total,
    says_note,
)
from docgen.tables.values.cells import folded, plain
from docgen.text import Text

TOTAL = Text("total row", "合计行")
NOTE = Text("note", "表下说明")
REPEATED = Text("repeated header", "重复的表头")
SECTION = Text("row of a heading or remark", "单独的标题或说明")
NUMBERS = Text("row of column numbers", "栏次行")
STATISTIC = Text("row of averages or the like", "平均值一类的统计行")
RULE = Text("line drawn with signs", "分隔线")
ONLY_NUMBER = Text("row with nothing but its number", "只有序号的空行")
NO_HEADING = Text("row without a cell under a header", "表头下没有内容的行")

_CENT = 0.005
_TITLES = 4  # rows above a header
_SAMPLE = 200  # rows that tell what the cells of a column look like
_MOST = 2 / 3
_SEQUENCE = re.compile(r"序号|编号|no\.?|id|#", re.IGNORECASE)
_NUMBERED = re.compile(
    r"[(（]?[一二三四五六七八九十]+[)）]?[、.．]|[(（][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十\d]+[章节部分组类]"
)
_SENTENCE = re.compile(r"(?=.{15,}).*[，。；,;]", re.DOTALL)
_LISTED = re.compile(r"[(（]?\d{1,2}[)）.．、]|.*[。；：:;！？]", re.DOTALL)  # an entry of a list of notes
_ENTRY = re.compile(r"[(（]?\d{1,2}[)）.．、]\s*\D.*|.*[。；;]", re.DOTALL)  # what data have where notes have not
_ALPHABETS = ("甲乙丙丁戊己庚辛壬癸", "ABCDEFGHIJ", "一二三四五六七八九十")
_LETTER = re.compile(rf"\(?[{''.join(_ALPHABETS)}A-Za-z]\)?")
_SMALL = re.compile(r"\d{1,3}")


_NO_DATA = (is_note, is_item, is_total, is_statistic, is_rule, is_signed)


class BodyRow(NamedTuple):
    """A row under a header: its number from 0, its cells, and why it is no data (None: it is)."""

    number: int
    cells: list[Any]
    why: Text | None


def body_rows(grid: Grid, block: Block, rest: Iterable[list[Any]] = ()) -> Iterator[BodyRow]:
    """The rows of `block` that are not blank; `rest` are rows that stand below those of the grid."""
    body = _Body(grid, block)
    for number in range(block.last + 1, block.end):
        if filled := grid.filled(number, block.lane):
            cells = grid.rows[number]
            yield BodyRow(number, cells, body.why(number, cells, filled))
    for number, cells in enumerate(rest, block.end):
        if filled := filled_columns(cells):
            yield BodyRow(number, cells, body.why(number, cells, filled))


class _Body:
    """Tells the rows of one block, from top to bottom."""

    def __init__(self, grid: Grid, block: Block) -> None:
        self.grid = grid
        self.block = block
        self.columns = block.columns
        rows = [*self._titles(), *range(block.first, block.last + 1)]
        self.above = [_texts(grid.rows[row], grid.filled(row, block.lane)) for row in rows]
        self.firsts = {grid.at(row, column) for row in rows for column in grid.filled(row, block.lane)[:1]}
        self.number = next((h.index for h in block.headings if _SEQUENCE.fullmatch(folded(h.words[-1]))), None)
        self.after_notes = False
        self.before = block.last  # the row before the one that is asked about, blank ones aside

    @cached_property
    def sample(self) -> _Sample:
        """Made when a row is in doubt, which few are."""
        return _Sample(self.grid, self.block)

    def _titles(self) -> list[int]:
        """The rows above the header that every printed page may repeat."""
        rows = range(max(0, self.block.first - _TITLES), self.block.first)
        filled = {row: self.grid.filled(row, self.block.lane) for row in rows}
        return [row for row in rows if len(filled[row]) == 1 or self._speaks(row, filled[row])]

    def _speaks(self, row: int, filled: tuple[int, ...]) -> bool:
        return any(says_of_itself(self.grid.at(row, column)) for column in filled)

    def why(self, number: int, cells: list[Any], filled: tuple[int, ...]) -> Text | None:
        """Why row `number` is no data; None if it is."""
        before, self.before = self.before, number
        own = [cells[column] for column in filled]
        if is_total(own) and not (self._is_wordy(number, cells, filled) or self._is_entry(number, cells, filled)):
            return TOTAL
        if self._is_noted(number, cells, filled, own):
            self.after_notes = True
            return NOTE
        if self.after_notes and len(filled) == 1:
            return None if self._goes_on(number, before, filled[0], own[0]) else NOTE
        why = self._other(number, cells, filled, own)
        if why is None and len(filled) > 1:
            self.after_notes = False
        return why

    def _is_noted(self, number: int, cells: list[Any], filled: tuple[int, ...], own: list[Any]) -> bool:
        if begins_note(own[0]) and self._is_note(number, cells, filled):
            return True
        return (is_item(own) and self._ends(number, filled[0])) or (is_stamp(own) and number > self.sample.last)

    def _other(self, number: int, cells: list[Any], filled: tuple[int, ...], own: list[Any]) -> Text | None:
        """Why row `number`, which is neither a total nor a note, is no data; None if it is."""
        if own[0] in self.firsts and _texts(cells, filled) in self.above:
            return REPEATED
        if number == self.block.last + 1 and self._numbers_columns(number, cells, filled):
            return NUMBERS
        if is_rule(own):
            return RULE
        if len(filled) < len(self.columns) and is_statistic(own) and number > self.sample.last:
            return STATISTIC
        if is_signed(own) and number > self.sample.last and not self.sample.is_like(number, cells, filled):
            return NOTE
        if (
            filled[0] == self.number
            and self._says_little(filled)
            and self.sample.is_beside_numbers(self.number, own[0])
        ):
            return SECTION
        return None if self._is_plain(number, filled) else self._lonely(number, cells, filled)

    def _says_little(self, filled: tuple[int, ...]) -> bool:
        """Whether a row fills several columns, but half of them at most."""
        return 1 < len(filled) <= len(self.columns) // 2

    def _is_wordy(self, number: int, cells: list[Any], filled: tuple[int, ...]) -> bool:
        """Whether a row fills the columns of the table with words like the rows around it, and sums up nothing: it
        says what a total is (合计, 整数, 各项之和)."""
        if len(filled) < 3 or any(look(cells[column]) is not Look.WORD for column in filled):
            return False
        return self.sample.is_like(number, cells, filled)

    def _is_entry(self, number: int, cells: list[Any], filled: tuple[int, ...]) -> bool:
        """Whether a row that may call itself a total is one of the data (TOTAL, a filling station): it has words where
        they have words, and no number of it is the sum of those above."""
        if look(cells[filled[0]]) is Look.WORD and not is_total([cells[filled[0]]]):
            return False  # 石羊镇 小计
        words = [c for c in filled if look(cells[c]) is Look.WORD and not is_total([cells[c]])]
        numbers = [c for c in filled if look(cells[c]) is Look.NUMBER]
        if not words or not numbers or not self.sample.is_like(number, cells, filled):
            return False
        return not any(self._sums_up(number, column) for column in numbers)

    def _sums_up(self, number: int, column: int) -> bool:
        """Whether a cell is the sum of those above it, all of them or those since the total before it."""
        wanted, whole, since = _number(self.grid.at(number, column)), 0.0, 0.0
        for row in range(self.block.last + 1, number):
            if is_total([self.grid.at(row, c) for c in self.grid.filled(row, self.block.lane)]):
                since = 0.0
            else:
                whole += _number(self.grid.at(row, column))
                since += _number(self.grid.at(row, column))
        return isclose(wanted, whole, abs_tol=_CENT) or isclose(wanted, since, abs_tol=_CENT)

    def _is_note(self, number: int, cells: list[Any], filled: tuple[int, ...]) -> bool:
        """Whether a row that may begin with the word of a note is one; not if it is filled like the rows around it, or
        has more than that word, without a sign after it, and stands among the data."""
        own = [cells[column] for column in filled]
        if not is_note(own):
            return False
        if sum(map(says_note, own)) > 1:
            return True
        if not is_sure_note(own) and not self.grid.across(number, self.block.lane) and number < self.sample.last:
            return False
        return len(filled) < 3 or not self.sample.is_like(number, cells, filled)

    def _ends(self, number: int, column: int) -> bool:
        """Whether a row that may be an entry of a list of notes stands below all rows of data, and none of these has
        such a thing in its column, which is the first of the table or that of the numbers."""
        if column not in (self.number, min(self.columns)) or not self.block.last < self.sample.last < number:
            return False
        return not self.sample.has_entries_in(column)

    def _goes_on(self, number: int, before: int, column: int, cell: Any) -> bool:
        """Whether a row of one cell below a note is data like that above the note: like its column, where data follow
        or nothing is between."""
        if self.grid.across(number, self.block.lane) or not self.sample.has_like(column, cell):
            return False
        return number < self.sample.last or number == before + 1

    def _numbers_columns(self, number: int, cells: list[Any], filled: tuple[int, ...]) -> bool:
        """Whether the row `number`, the first under the header, numbers the columns, and is not just one of many that
        look like it. One that stands alone does if it begins with 甲, as nobody's data do."""
        texts = [folded(cells[column]).strip("()") for column in filled]
        letters = _letters(texts)
        if letters is None:
            return False
        if number + 1 == self.block.end:
            return texts[0] in ("甲", "栏次")
        if letters:
            return not self.sample.has_letters_in(filled[0], but=number)
        return not self.sample.counts_on(filled, number)

    def _is_plain(self, number: int, filled: tuple[int, ...]) -> bool:
        """Whether row `number` has several cells of its own, as nearly all rows have."""
        return len(self.columns.intersection(filled)) > 1 and not self.grid.has_merges(number)

    def _lonely(self, number: int, cells: list[Any], filled: tuple[int, ...]) -> Text | None:
        """Why a row with hardly a cell of its own is no data."""
        own = [c for c in filled if c in self.columns]
        if not own:
            return NO_HEADING
        alone = [c for c in own if self.grid.bottom(number, c) == number] or (own if len(own) > 1 else [])
        if not alone:
            return NOTE
        if len(alone) > 1 or len(self.columns) < 2:
            return None
        if number > self.sample.last and is_closing(cells[alone[0]]):
            return SECTION
        if alone[0] == self.number and len(self.columns) > 2 and look(cells[alone[0]]) in (Look.NUMBER, Look.TIME):
            return ONLY_NUMBER
        return SECTION if self._is_odd(number, alone[0], cells[alone[0]]) else None

    def _is_odd(self, number: int, column: int, cell: Any) -> bool:
        """Whether the only cell of a row is none of its column's."""
        if any(wide.left == column for wide in self.grid.across(number, self.block.lane)):
            return True
        if not self.sample.full:
            return False
        looks = look(cell) in self.sample.looks.get(column, ())
        return not looks or any(self.sample.is_new(sign, column, cell) for sign in (_NUMBERED, _SENTENCE))


class _Sample:
    """What the cells of rows with several cells look like, column by column."""

    def __init__(self, grid: Grid, block: Block) -> None:
        self.grid = grid
        self.block = block
        self.lane = block.lane
        rows = range(block.last + 1, min(block.end, block.last + 1 + _SAMPLE))
        self.full = [row for row in rows if len(own := self._cells(row)) > 1 and not (is_total(own) or is_rule(own))]
        counts: dict[int, Counter[Look]] = {}
        for row in self.full:
            for column in self._own(row):
                counts.setdefault(column, Counter())[look(grid.at(row, column))] += 1
        self.counts = counts
        self.looks = {column: set(found) for column, found in counts.items()}

    def _own(self, row: int) -> list[int]:
        filled = self.grid.filled(row, self.lane)
        return [c for c in filled if c in self.block.columns and self.grid.bottom(row, c) == row]

    def _cells(self, row: int) -> list[Any]:
        return [self.grid.at(row, column) for column in self._own(row)]

    @cached_property
    def last(self) -> int:
        """The last row of the table with several cells of its own that is neither a note nor a total."""
        for row in range(self.block.end - 1, self.block.last, -1):
            own = self._cells(row)
            if len(own) > 1 and not any(says(own) for says in _NO_DATA):
                return row
        return self.block.last

    def is_like(self, number: int, cells: list[Any], filled: Sequence[int]) -> bool:
        """Whether row `number` fills most columns of the table, and each with a cell that looks like others there."""
        inside = self.block.columns.intersection(filled)
        looks = {column: look(cells[column]) for column in inside}
        own = number in self.full  # which is no other
        alike = all(self.counts.get(column, Counter())[found] > own for column, found in looks.items())
        return alike and len(inside) >= max(_MOST * len(self.block.columns), 2)

    def has_like(self, column: int, cell: Any) -> bool:
        """Whether `cell` could stand in its column: it looks like others, is no longer, and is not part of a list."""
        others = [plain(self.grid.at(row, column)) for row in self.full]
        if look(cell) not in self.looks.get(column, ()) or len(plain(cell)) > max(map(len, others)):
            return False
        return not any(self.is_new(sign, column, cell) for sign in (_NUMBERED, _SENTENCE, _LISTED))

    def is_beside_numbers(self, column: int, cell: Any) -> bool:
        """Whether `cell` is a word where most rows have a number."""
        looks = self.counts.get(column, Counter())
        is_word = look(cell) is Look.WORD and not re.search(r"\d", cell)
        return is_word and looks[Look.NUMBER] > looks[Look.WORD]

    def has_letters_in(self, column: int, *, but: int) -> bool:
        """Whether a row other than `but` has a letter in that column."""
        return any(_LETTER.fullmatch(folded(self.grid.at(row, column))) for row in self.full if row != but)

    def has_entries_in(self, column: int) -> bool:
        """Whether a row of data has a sentence in that column, or words with a number before them."""
        cells = (plain(self.grid.at(row, column)) for row in self.full if row <= self.last)
        return any(_ENTRY.fullmatch(cell) for cell in cells)

    def counts_on(self, columns: Sequence[int], number: int) -> bool:
        """Whether the rows below row `number`, which counts 1, 2, 3, go on like it: the next one begins with 2, or most
        have small whole numbers in the same columns and nothing elsewhere."""
        others = [row for row in self.full if row > number]
        if others and folded(self.grid.at(others[0], columns[0])) == "2":
            return True
        alike = [row for row in others if self.grid.filled(row, self.lane) == tuple(columns)]
        small = [row for row in alike if all(_SMALL.fullmatch(folded(self.grid.at(row, c))) for c in columns)]
        return 2 * len(small) > len(others)

    def is_new(self, sign: re.Pattern[str], column: int, cell: Any) -> bool:
        """Whether `cell` has a sign (一、 before it, a sentence) that no other cell of its column has."""
        others = (self.grid.at(row, column) for row in self.full)
        return bool(sign.match(folded(cell))) and not any(sign.match(folded(other)) for other in others)


def _number(cell: Any) -> float:
    """The number of a cell that looks like one; 0 for other cells."""
    if look(cell) is not Look.NUMBER:
        return 0.0
    return float(folded(cell).rstrip("%").replace(",", "")) if isinstance(cell, str) else float(cell)


def _texts(cells: list[Any], filled: Sequence[int]) -> list[str]:
    return [folded(cells[column]) for column in filled]


def _letters(texts: Sequence[str]) -> int | None:
    """How many letters the row of column numbers with these `texts` begins with: 甲, 乙, 1, 2 or A, 1, 2, 3 or 1, 2, 3.
    None if it is no such row."""
    reckons = any("=" in text for text in texts)
    texts = [text.partition("=")[0].strip("()") for text in texts]  # 3=1+2
    if texts[:1] == ["栏次"]:
        return 1 if texts[1:] == [str(n) for n, _ in enumerate(texts[1:], 1)] and len(texts) > 2 else None
    if len(texts) >= 3 and "".join(texts) in (_ALPHABETS[0][: len(texts)], _ALPHABETS[1][: len(texts) * reckons]):
        return len(texts)
    for alphabet in _ALPHABETS:
        letters = next((n for n, text in enumerate(texts) if text not in set(alphabet)), len(texts))
        numbers = texts[letters:]
        counts = any(numbers == [str(n) for n, _ in enumerate(numbers, first)] for first in (1, letters + 1))
        if counts and "".join(texts[:letters]) == alphabet[:letters] and len(texts) >= 3 and len(numbers) >= 2:
            return letters
    return None
