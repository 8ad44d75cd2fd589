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

from docgen.config import decode
from docgen.personal import id_check_digit
from docgen.render.texts.technical import UNBROKEN

_PNG, _GZIP, _ZIP = b"\x89PNG\r\n\x1a\n", b"\x1f\x8b", b"PK\x03\x04"
_MOST_TEXT = 1 << 20
"""Bytes that a compressed text of a picture may become."""
_MOST_ENTRIES = 2_000
_BASE64 = re.compile(r"(?=.{64})\s*(?:[A-Za-z0-9+/]{4}\s*){16,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\s*", re.DOTALL)
_BYTES = re.compile(UNBROKEN.encode())
_WIDE = re.compile(
    rb"(?<![0-9A-Za-z.]\0)(?:(?:\d\0){17}[\dXx]|(?:\d\0){14}\d|1\0[3-9]\0(?:\d\0){8}\d)(?!\0[0-9A-Za-z])"
)
"""Numbers of persons in UTF-16: an ID of 18 or 15 digits, a mobile number."""
_XMP, _XMP_END = b"<x:xmpmeta", b"</x:xmpmeta>"
_DATA_ADDRESS = re.compile(r"\s*data:[^,]{0,100};base64,")


def texts_of_data(data: bytes) -> Iterator[str]:
    """The numbers that stand in the bytes without signs in them, in ASCII or UTF-16, and the texts of a PNG."""
    found = [*_BYTES.findall(data), *(wide.replace(b"\0", b"") for wide in _WIDE.findall(data))]
    numbers = (number.decode() for number in found)
    yield from (number for number in numbers if not _may_be_pixels(number))
    if data.startswith(_PNG):
        yield from _texts_of_png(data)


def _may_be_pixels(number: str) -> bool:
    """Whether a number comes rather from the points of a picture that is not packed: few signs, again and again, or an
    ID with a wrong check digit."""
    is_wrong = len(number) == _LENGTH_OF_ID and number[-1].upper() != id_check_digit(number)
    return is_wrong or len(set(number)) < _FEWEST_SIGNS


_LENGTH_OF_ID, _FEWEST_SIGNS = 18, 4


def xmp_of(data: bytes) -> Iterator[bytes]:
    """The metadata of a picture that are written in XML (XMP)."""
    start = data.find(_XMP)
    while start >= 0:
        end = data.find(_XMP_END, start)
        if end < 0:
            return
        yield data[start : end + len(_XMP_END)]
        start = data.find(_XMP, end)


def lines_of_page(data: bytes) -> list[str]:
    """The lines of a web page that is saved in one file (RFC 2557), whatever its pieces are encoded in."""
    from email import message_from_bytes

    pieces = [piece.get_payload(decode=True) for piece in message_from_bytes(data).walk()]
    return [line for piece in pieces if isinstance(piece, bytes) for line in decode(piece).splitlines()]


def decode_base64(text: str) -> bytes | None:
    """The data that a long text is, or an address that holds its data, if it is nothing else; None for other texts."""
    text = _DATA_ADDRESS.sub("", text, count=1)
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
