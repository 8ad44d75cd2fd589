"""What can be read of parts that are no XML: numbers in pictures' metadata and in embedded files, the texts of a PNG,
and the contents of what is packed once more."""

from __future__ import annotations

import base64
import binascii
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from docgen.personal import id_check_digit
from docgen.render.texts.technical import UNBROKEN

_PNG, _GZIP, _ZIP = b"\x89PNG\r\n\x1a\n", b"\x1f\x8b", b"PK\x03\x04"
_MOST_TEXT = 1 << 20
"""Bytes that a compressed text of a picture may become."""
_MOST_ENTRIES = 2_000
_BASE64 = re.compile(r"(?=.{64})\s*(?:[A-Za-z0-9+/]{4}\s*){16,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\s*", re.DOTALL)
_BYTES = re.compile(UNBROKEN.encode())
_WIDE = re.compile(UNBROKEN, re.ASCII)
_MAY_BE_WIDE = re.compile(rb"(?:\d\0){11}")
_XMP = re.compile(rb"<x:xmpmeta\s.{0,262144}?</x:xmpmeta>", re.DOTALL)


def texts_of_data(data: bytes) -> Iterator[str]:
    """The numbers that stand in the bytes without signs in them, in ASCII or UTF-16, and the texts of a PNG."""
    numbers = [found.decode() for found in _BYTES.findall(data)]
    if _MAY_BE_WIDE.search(data):
        for start in (0, 1):
            numbers += _WIDE.findall(data[start:].decode("utf-16-le", "replace"))
    yield from (number for number in numbers if not _may_be_pixels(number))
    if data.startswith(_PNG):
        yield from _texts_of_png(data)


def _may_be_pixels(number: str) -> bool:
    """Whether a number comes rather from the points of a picture that is not packed: few signs, again and again, or an
    ID with a wrong check digit."""
    is_wrong = len(number) == _LENGTH_OF_ID and number[-1].upper() != id_check_digit(number)
    return is_wrong or len(set(number)) < _FEWEST_SIGNS


_LENGTH_OF_ID, _FEWEST_SIGNS = 18, 4


def xmp_of(data: bytes) -> list[bytes]:
    """The metadata of a picture that is written in XML (XMP)."""
    return _XMP.findall(data) if b"<x:xmpmeta" in data else []


def decode_base64(text: str) -> bytes | None:
    """The data that a long text is, if it is nothing else; None for other texts."""
    if len(text) < 64 or not _BASE64.fullmatch(text):
        return None
    try:
        return base64.b64decode(text)
    except binascii.Error:
        return None


def unpack(data: bytes, room: int) -> dict[str, bytes]:
    """The files by name that a zip or gzip file holds, up to `room` bytes in all; nothing for other data, and for what
    is damaged, encrypted or larger."""
    try:
        if data.startswith(_GZIP):
            inflated = zlib.decompressobj(wbits=31).decompress(data, room + 1)
            return {"": inflated} if len(inflated) <= room else {}
        if not data.startswith(_ZIP):
            return {}
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > room:
                return {}
            return {entry.filename: _read(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return {}


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One file, of which no more is inflated than it is said to be."""
    with archive.open(entry) as file:
        return file.read(entry.file_size)


def _texts_of_png(data: bytes) -> Iterator[str]:
    """What stands in the chunks tEXt, zTXt and iTXt (PNG, 11.3.3)."""
    at = len(_PNG)
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if kind in (b"tEXt", b"zTXt", b"iTXt"):
            yield _text_of_chunk(kind, data[at + 8 : at + 8 + size])
        at += 12 + size


def _text_of_chunk(kind: bytes, chunk: bytes) -> str:
    keyword, _, rest = chunk.partition(b"\0")
    if kind == b"tEXt":
        return f"{keyword.decode('latin-1')} {rest.decode('utf-8', 'replace')}"
    is_packed, packed = kind == b"zTXt" or rest[:1] == b"\1", rest[1:]
    if kind == b"iTXt":
        packed = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    try:
        text = zlib.decompressobj().decompress(packed, _MOST_TEXT) if is_packed else packed
    except zlib.error:
        text = packed
    return f"{keyword.decode('latin-1')} {text.decode('utf-8', 'replace')}"
