"""The zip around a document: read with limits, written the same each time."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from docgen.problems import DocgenError, TemplateSpot
from docgen.render.deflate import checksum, deflated
from docgen.render.xml import parsed
from docgen.text import Text

CONTENT_TYPES = "[Content_Types].xml"
BODY = "word/document.xml"
MAX_ENTRIES = 2_000
MAX_INFLATED = 256 << 20
MAX_RATIO, ALWAYS_INFLATED = 200, 32 << 20
"""Bytes that a byte of the file may become, and how many are always allowed: real documents stay below 50."""
FIXED_DATE = (2012, 7, 1, 0, 0, 0)
"""No time of day in a file: the day on which GB/T 9704-2012 came into force."""


def read_parts(source: str | Path | bytes) -> dict[str, bytes]:
    """The parts of a .docx, a file or its bytes, by name. Raises DocgenError for one that is missing, damaged or
    outsized."""
    path = Path("" if isinstance(source, bytes) else source)
    try:
        with zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source) as archive:
            return _inflate(archive, path)
    except FileNotFoundError:
        raise _unusable(path, Text("the template does not exist", "模板不存在")) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise _unusable(
            path, Text("the template is not a Word document (.docx)", "模板不是 Word 文档（.docx）")
        ) from None


def _inflate(archive: zipfile.ZipFile, path: Path) -> dict[str, bytes]:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    unsafe = any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names)
    if len(entries) > MAX_ENTRIES or len(names) < len(entries) or unsafe:
        raise _unusable(path, Text("the template holds entries that a document has not", "模板内含异常条目"))
    parts, room = {}, min(MAX_INFLATED, max(ALWAYS_INFLATED, MAX_RATIO * sum(entry.compress_size for entry in entries)))
    for entry in entries:
        with archive.open(entry) as file:
            data = file.read(room + 1)
        room -= len(data)
        if room < 0:
            raise _unusable(path, Text("the template inflates beyond any document's size", "模板解压后异常庞大"))
        parts[entry.filename] = data
    if BODY not in parts:
        raise _unusable(path, Text("the template is not a Word document (.docx)", "模板不是 Word 文档（.docx）"))
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            _check_xml(name, data, path)
    return parts


def _check_xml(name: str, data: bytes, path: Path) -> None:
    try:
        data.decode("utf-8-sig")
        doctype = parsed(data).getroottree().docinfo.doctype
    except (UnicodeDecodeError, etree.XMLSyntaxError):
        raise _unusable(path, Text("its part {name} is damaged", "其中的 {name} 已损坏").format(name=name)) from None
    if doctype:  # it could name files and addresses, and no word processor writes one
        text = Text(
            "its part {name} holds a document type, which is not allowed", "其中的 {name} 含有不允许的文档类型声明"
        )
        raise _unusable(path, text.format(name=name))


def _unusable(path: Path, text: Text) -> DocgenError:
    hint = Text("Save it in Word as .docx.", "请在 Word 里另存为 .docx。")
    return DocgenError(text, hint=hint, where=TemplateSpot(path.name))


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """A .docx of these parts: content types first, then by name, without dates, so that like parts give like bytes."""
    return Package.of(parts, ()).joined(())


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


def zipped(parts: Iterable[Packed]) -> bytes:
    """The zip file of these parts, in their order."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        local = part.local()
        pieces += (local, part.data)
        directory.append(part.central(offset))
        offset += len(local) + len(part.data)
    return b"".join((*pieces, *directory, _end(len(directory), directory, offset)))


def _end(count: int, directory: Iterable[bytes], offset: int) -> bytes:
    return _END.pack(b"PK\x05\x06", 0, 0, count, count, sum(map(len, directory)), offset, 0)


@dataclass(frozen=True)
class Package:
    """A document of which most never changes: that is deflated once, and joined with what does."""

    fixed: tuple[Packed, ...]
    changing: tuple[bytes, ...]

    @classmethod
    def of(cls, parts: Mapping[str, bytes], changing: Iterable[str]) -> Package:
        """A package of `parts`, of which those named in `changing` are given anew each time."""
        names = tuple(changing)
        fixed = sorted(parts.keys() - set(names), key=content_types_first)
        return cls(
            tuple(Packed.of(name.encode(), parts[name]) for name in fixed), tuple(name.encode() for name in names)
        )

    def joined(self, data: Iterable[bytes]) -> bytes:
        """The file, with `data` for the changing parts, in their order."""
        head, records = self._head
        pieces, directory, offset = [head], [records], len(head)
        for name, part in zip(self.changing, data, strict=True):
            packed = Packed.of(name, part)
            local = packed.local()
            pieces += (local, packed.data)
            directory.append(packed.central(offset))
            offset += len(local) + len(packed.data)
        pieces += (*directory, _end(len(self.fixed) + len(self.changing), directory, offset))
        return b"".join(pieces)

    @cached_property
    def _head(self) -> tuple[bytes, bytes]:
        """The fixed parts as they stand at the beginning of the file, and their records of the directory."""
        head, directory = bytearray(), bytearray()
        for part in self.fixed:
            directory += part.central(len(head))
            head += part.local() + part.data
        return bytes(head), bytes(directory)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_head"}


def content_types_first(name: str) -> tuple[bool, str]:
    """The order of the parts in a file: what they are, then by name."""
    return (name != CONTENT_TYPES, name)
