"""The zip around a document: the same bytes each time, for the same parts."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from docgen.opc.deflate import checksum, deflated

FIXED_DATE = (2012, 7, 1, 0, 0, 0)
"""No time of day in a file: the day on which GB/T 9704-2012 came into force."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A part as it lies in the zip: its name, its deflated data, and its checksum and sizes."""

    name: bytes
    data: bytes
    fields: tuple[int, int, int, int, int]

    @classmethod
    def of(cls, name: bytes, data: bytes | bytearray) -> Packed:
        """The part `name` with `data`, deflated."""
        packed = deflated(data)
        return cls(name, packed, (checksum(data), len(packed), len(data), len(name), 0))

    def local(self) -> bytes:
        """The header that stands before the data."""
        return _LOCAL.pack(b"PK\x03\x04", 20, _UTF8, zipfile.ZIP_DEFLATED, _TIME, _DATE, *self.fields) + self.name

    def central(self, offset: int) -> bytes:
        """The record of the directory, for a header that stands `offset` bytes into the file."""
        common = (20, 20, _UTF8, zipfile.ZIP_DEFLATED, _TIME, _DATE)
        return _CENTRAL.pack(b"PK\x01\x02", *common, *self.fields, 0, 0, 0, 0, offset) + self.name

    def inflated(self) -> bytes:
        """The part as it was."""
        return zlib.decompress(self.data, -zlib.MAX_WBITS)


# The records of a zip file (PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16).
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8 = 0x800
_DATE = (FIXED_DATE[0] - 1980) << 9 | FIXED_DATE[1] << 5 | FIXED_DATE[2]
_TIME = 0
MAX_PARTS = 0xFFFF
MAX_BYTES = 0xFFFFFFFF
"""Of a zip file without the records of zip64, which not every word processor reads."""


def zipped(parts: Iterable[Packed], comment: bytes = b"") -> bytes:
    """The zip file of these parts, in their order, with a comment that programs do not show."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        local = part.local()
        pieces += (local, part.data)
        directory.append(part.central(offset))
        offset += len(local) + len(part.data)
    return b"".join((*pieces, *directory, end_record(len(directory), directory, offset, comment)))


def end_record(count: int, directory: Iterable[bytes], offset: int, comment: bytes = b"") -> bytes:
    """What ends the file: `count` parts, whose records begin `offset` bytes into it."""
    return _END.pack(b"PK\x05\x06", 0, 0, count, count, sum(map(len, directory)), offset, len(comment)) + comment


def packed_parts(file: io.BytesIO) -> dict[str, Packed]:
    """The parts of a zip file by name, as they lie there: what stays as it is need not be deflated again. Raises
    zipfile.BadZipFile."""
    with zipfile.ZipFile(file) as archive:
        return {info.filename: _packed(file, archive, info) for info in archive.infolist() if not info.is_dir()}


def _packed(file: IO[bytes], archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Packed:
    name = info.filename.encode()
    if info.compress_type != zipfile.ZIP_DEFLATED or info.flag_bits & 1:
        return Packed.of(name, archive.read(info))
    file.seek(info.header_offset)
    names = _LOCAL.unpack(file.read(_LOCAL.size))[-2:]
    file.seek(sum(names), io.SEEK_CUR)
    data = file.read(info.compress_size)
    return Packed(name, data, (info.CRC, info.compress_size, info.file_size, len(name), 0))
