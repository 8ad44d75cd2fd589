"""Rows of a long table, most of them in a temporary file: what lies in memory does not grow with their number."""

from __future__ import annotations

import pickle
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, pairwise, repeat
from tempfile import TemporaryFile, gettempdir
from typing import IO, Any, NamedTuple, overload
from weakref import finalize

from docgen.problems import Cell, DocgenError
from docgen.schema.chunk import Chunk, Own, picked
from docgen.schema.record import Lore, Record, Table
from docgen.text import Text

SIZE = 4096
"""Rows that are kept together."""

_OPEN = 16
"""So many chunks stay as they were read from the file: rows of one place may lie scattered over a roll."""


_NUMBERS, _OWN = " numbers", " own"
"""Where the numbers of rows lie, and what is known of some alone."""


class _Kept(NamedTuple):
    """A chunk in the file: what of it is small, and where its columns lie, and the rest. What is known of rows alone is
    in `own` only if it refers to rows of other tables."""

    length: int
    record: type[Record]
    lore: Lore
    same: Mapping[str, Any]
    own: Mapping[int, Own]
    places: Mapping[str, tuple[int, int]]


Block = tuple[Cell, int]
"""A table on a sheet, by the sheet and its first column."""

Parts = Sequence[tuple[int, Sequence[int]]]
"""Rows by the number of their chunk, and their places in it; neighbours together."""


class Spool(Sequence[Record]):
    """The rows of a table in their order. They are made anew each time somebody looks at them; two that are made of one
    row are equal. `linked`: references hold the rows that they name."""

    def __init__(self, table: Table, *, linked: bool = False) -> None:
        self.table = table
        self._links = frozenset(column.name for column in table.columns if column.to and linked)
        self._linked: dict[int, tuple[int, Any]] = {}  # what references hold, by identity, with its number
        self._targets: list[Any] = []
        self._file: IO[bytes] | None = None
        self._kept: list[_Kept] = []
        self._starts = array("Q", [0])  # of the chunks, and of the rows that wait
        self._waiting: list[Chunk] = []
        self._open: OrderedDict[int, Chunk] = OrderedDict()
        self._later: dict[Block, dict[int, dict[str, Any]]] = {}

    # -- what comes in --

    def extend(self, rows: Chunk | Sequence[Record]) -> None:
        """Add rows of one sheet."""
        if not rows:
            return
        chunk = rows if isinstance(rows, Chunk) else Chunk.of(rows)
        if self._waiting and _block(self._waiting[0].lore) != _block(chunk.lore):
            self._keep()
        self._waiting.append(chunk)
        self._open.pop(len(self._kept), None)
        if sum(map(len, self._waiting)) >= SIZE:
            self._keep()

    def _keep(self) -> None:
        """Write what waits into the file."""
        chunk = Chunk.joined(self._waiting)
        same, own, places = dict(chunk.same), chunk.own, {_NUMBERS: self._write(array("I", chunk.numbers))}
        if own and not any(_refers(value) for _, extra in own.values() for value in extra.values()):
            places[_OWN], own = self._write(own), {}
        for name, values in chunk.columns.items():
            if _are_same(values):
                same[name] = values[0]
            else:
                places[name] = self._write(self._numbered(values) if name in self._links else values)
        self._kept.append(_Kept(len(chunk), chunk.record, chunk.lore, same, own, places))
        self._starts.append(self._starts[-1] + len(chunk))
        self._waiting = []

    def _numbered(self, values: Iterable[Any]) -> array[int]:
        """References as the numbers of what they hold."""
        known, targets = self._linked, self._targets
        for value in values:
            if id(value) not in known:
                known[id(value)] = (len(targets), value)
                targets.append(value)
        return array("I", [known[id(value)][0] for value in values])

    def _write(self, values: object) -> tuple[int, int]:
        data = pickle.dumps(values, pickle.HIGHEST_PROTOCOL)
        try:
            if self._file is None:
                self._file = TemporaryFile(prefix="docgen-", buffering=0)  # noqa: SIM115 - open while rows are asked for
                finalize(self, self._file.close)
            place = self._file.seek(0, 2)
            view = memoryview(data)
            while view:  # a disk that is nearly full takes a part
                view = view[self._file.write(view) :]
        except OSError as error:
            text = _NO_ROOM.format(table=self.table.name, folder=gettempdir(), why=error.strerror or error)
            raise DocgenError(text, hint=_ELSEWHERE) from error
        return place, len(data)

    def changed(self, change: Callable[[list[Record]], object]) -> Spool:
        """The rows as `change` leaves them, which is given some at a time, and links them."""
        made = Spool(self.table, linked=True)
        for number in range(self._chunks):
            rows = self._chunk(number).rows()
            change(rows)
            made.extend(rows)
        return made

    def put(self, row: Record, name: str, value: Any) -> None:
        """Give an attribute of the row another value, whenever it is made."""
        self._later.setdefault(_block(row._lore), {}).setdefault(row._row or 0, {})[name] = value
        self._open.clear()

    # -- what is asked for --

    def __len__(self) -> int:
        return self._starts[-1] + sum(map(len, self._waiting))

    def __iter__(self) -> Iterator[Record]:
        for number in range(self._chunks):
            yield from self._chunk(number).rows()

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> list[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | list[Record]:
        if isinstance(index, slice):
            return [row for chunk in self.chunks(self.parts(range(len(self))[index])) for row in chunk]
        at = range(len(self))[index]
        return next(iter(self[at : at + 1]))

    def sheets(self) -> dict[Cell, Sequence[int]]:
        """The places of the rows of each sheet."""
        found: dict[Cell, list[range]] = {}
        ends = [*self._starts[1:], len(self)]
        lores = [*(kept.lore for kept in self._kept), *(chunk.lore for chunk in self._waiting[:1])]
        for lore, start, end in zip(lores, self._starts, ends, strict=False):
            found.setdefault(lore.sheet, []).append(range(start, end))
        return {sheet: _joined(ranges) for sheet, ranges in found.items()}

    def chunks(self, parts: Parts | None = None) -> Iterator[Chunk]:
        """The rows of these parts, in their order; all of them if none are named."""
        for number, inside in self.parts(range(len(self))) if parts is None else parts:
            chunk = self._chunk(number)
            yield chunk if len(inside) == len(chunk) and isinstance(inside, range) else chunk.at(inside)

    def rows_of_sheets(self, parts: Parts | None = None) -> Iterator[tuple[Cell, Sequence[int]]]:
        """Where the rows of these parts stand: their numbers, with the sheet."""
        for number, inside in self.parts(range(len(self))) if parts is None else parts:
            chunk = self._chunk(number)
            yield chunk.lore.sheet, picked(chunk.numbers, inside)

    @property
    def is_readable(self) -> bool:
        """Whether nothing is known of a row alone: all cells could be read."""
        alone = any(kept.own or _OWN in kept.places for kept in self._kept)
        return not alone and not any(chunk.own for chunk in self._waiting)

    def column(self, name: str, parts: Parts | None = None) -> Iterator[Any]:
        """The values of an attribute in the rows of these parts; BAD for those that could not be read."""
        if parts is not None:
            return chain.from_iterable(self._chunk(number).cells(name, inside) for number, inside in parts)
        return self._whole_column(name)

    def _whole_column(self, name: str) -> Iterator[Any]:
        for number in range(self._chunks):
            kept = self._kept[number] if number < len(self._kept) else None
            if kept is None or number in self._open or self._is_later(kept):
                yield from self._chunk(number).column(name)
            elif name in kept.places:
                yield from self._values(kept, name)
            else:
                yield from repeat(kept.same[name], kept.length)

    @property
    def _chunks(self) -> int:
        return len(self._kept) + bool(self._waiting)

    def parts(self, places: Sequence[int]) -> Parts:
        """These places of rows, by the chunk that they lie in."""
        return list(self._divided(places))

    def _divided(self, places: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
        ends = [*self._starts[1:], len(self)]
        if isinstance(places, range) and places.step == 1:
            first = bisect_right(self._starts, places.start) - 1
            for number, start, end in zip(count(first), self._starts[first:], ends[first:], strict=False):
                if max(places.start, start) < min(places.stop, end):
                    yield number, range(max(places.start, start) - start, min(places.stop, end) - start)
            return
        at, inside = -1, array("I")
        start = end = 0
        for place in places:
            if not start <= place < end:
                if inside:
                    yield at, inside
                at, inside = bisect_right(self._starts, place) - 1, array("I")
                start, end = self._starts[at], ends[at]
            inside.append(place - start)
        if inside:
            yield at, inside

    def _chunk(self, number: int) -> Chunk:
        found = self._open.get(number)
        if found is None:
            found = self._open[number] = self._opened(number)
            if len(self._open) > _OPEN:
                self._open.popitem(last=False)
        else:
            self._open.move_to_end(number)
        return found

    def _opened(self, number: int) -> Chunk:
        if number == len(self._kept):
            self._waiting = [Chunk.joined(self._waiting)]
            chunk = self._waiting[0]
        else:
            kept = self._kept[number]
            columns = {name: self._values(kept, name) for name in kept.places if name not in (_NUMBERS, _OWN)}
            own = self._read(kept, _OWN) if _OWN in kept.places else kept.own
            chunk = Chunk(kept.record, kept.lore, self._read(kept, _NUMBERS), columns, kept.same, own)
        later = self._later.get(_block(chunk.lore))
        return chunk.put(later) if later else chunk

    def _is_later(self, kept: _Kept) -> bool:
        return bool(self._later) and _block(kept.lore) in self._later

    def _values(self, kept: _Kept, name: str) -> list[Any]:
        values = self._read(kept, name)
        return list(map(self._targets.__getitem__, values)) if name in self._links else values

    def _read(self, kept: _Kept, name: str) -> Any:
        assert self._file is not None
        place, size = kept.places[name]
        self._file.seek(place)
        return pickle.loads(self._file.read(size))


_NO_ROOM = Text("rows of {table} cannot be put aside in {folder}: {why}", "“{table}”的数据行无法暂存到 {folder}：{why}")
_ELSEWHERE = Text(
    "Free some room there, or name another folder in the variable TMPDIR.",
    "请在那里腾出空间，或用环境变量 TMPDIR 指定别的文件夹。",
)


def _joined(ranges: Sequence[range]) -> Sequence[int]:
    """The numbers of all of them, as one range if there are no gaps."""
    if all(one.stop == other.start for one, other in pairwise(ranges)):
        return range(ranges[0].start, ranges[-1].stop)
    return array("I", chain.from_iterable(ranges))


def _block(lore: Lore) -> Block:
    return lore.sheet, lore.block


def _refers(value: Any) -> bool:
    return isinstance(value, Record) or (isinstance(value, tuple) and any(map(_refers, value)))


def _are_same(values: Sequence[Any]) -> bool:
    first = values[0]
    return all(value is first for value in values)
