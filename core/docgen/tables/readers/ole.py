"""The compound file around an old workbook ([MS-CFB]): its streams, found without trusting one link of it.

xlrd follows the links of the file itself, and goes in circles where they do.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from docgen.tables.readers.package import damaged

_SECTOR_SHIFT, _FIRST_DIRECTORY, _CUTOFF, _FIRST_MINI, _FIRST_DIFAT = 30, 48, 56, 60, 68
_DIFAT_IN_HEADER = struct.Struct("<109I")
_ENTRY = 128
_NO_SECTOR = 0xFFFFFFFA  # this and all above are signs, no sectors
_ROOT, _STREAM = 5, 2


class Compound:
    """The streams of a compound file. Raises DocgenError when it is damaged."""

    def __init__(self, data: bytes, file: str) -> None:
        self.data = data
        self.file = file
        try:
            self._read()
        except (struct.error, IndexError, ValueError):
            raise damaged(file) from None

    def _read(self) -> None:
        shift, mini_shift = struct.unpack_from("<HH", self.data, _SECTOR_SHIFT)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError
        self.sector, self.mini = 1 << shift, 1 << mini_shift
        self.table = self._allocation()
        directory = self._joined(self._number(_FIRST_DIRECTORY))
        self.streams: dict[str, tuple[int, int]] = {}
        self.cutoff = self._number(_CUTOFF)
        root = (_NO_SECTOR, 0)
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            place = struct.unpack_from("<II", directory, at + 116)
            if kind == _ROOT:
                root = place
            elif kind == _STREAM:
                name = directory[at : at + min(max(length - 2, 0), 64)].decode("utf-16-le", "replace")
                self.streams.setdefault(name.lower(), place)
        self.mini_stream = self._joined(root[0])[: root[1]]
        self.mini_table = self._numbers(self._joined(self._number(_FIRST_MINI)))

    def _number(self, at: int) -> int:
        return int(struct.unpack_from("<I", self.data, at)[0])

    def _numbers(self, data: bytes) -> Sequence[int]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _allocation(self) -> Sequence[int]:
        """Which sector follows which: the sectors that say so are listed in the header, and in a chain of their own."""
        listed = list(_DIFAT_IN_HEADER.unpack_from(self.data, 76))
        further, seen = self._number(_FIRST_DIFAT), set[int]()
        while further < _NO_SECTOR and further not in seen:
            seen.add(further)
            *more, further = self._numbers(self._at(further))
            listed += more
        sectors = dict.fromkeys(number for number in listed if number < _NO_SECTOR)
        return self._numbers(b"".join(map(self._at, sectors)))

    def _at(self, number: int) -> bytes:
        start = (number + 1) * self.sector
        found = self.data[start : start + self.sector]
        if not found:
            raise IndexError
        return found

    def _chain(self, number: int, table: Sequence[int]) -> Iterator[int]:
        """The sectors from `number` on. Raises ValueError if they go in a circle."""
        for _ in range(len(table) + 1):
            if number >= _NO_SECTOR:
                return
            yield number
            number = table[number]
        raise ValueError

    def _joined(self, first: int) -> bytes:
        return b"".join(map(self._at, self._chain(first, self.table)))

    def stream(self, *names: str) -> bytes | None:
        """The first stream that has one of these names. Raises DocgenError when it is damaged."""
        place = next((self.streams[name.lower()] for name in names if name.lower() in self.streams), None)
        if place is None:
            return None
        first, size = place
        try:
            if size >= self.cutoff:
                return self._joined(first)[:size]
            parts = (self.mini_stream[n * self.mini :][: self.mini] for n in self._chain(first, self.mini_table))
            return b"".join(parts)[:size]
        except (struct.error, IndexError, ValueError):
            raise damaged(self.file) from None
