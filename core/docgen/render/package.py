"""The zip around a document: read with limits, written the same each time."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from docgen.problems import DocgenError, TemplateSpot
from docgen.render.deflate import checksum, deflated
from docgen.text import Text

MAX_ENTRIES = 2_000
MAX_INFLATED = 256 << 20
FIXED_DATE = (2012, 7, 1, 0, 0, 0)
"""No time of day in a file: the day on which GB/T 9704-2012 came into force."""


def read_parts(path: Path) -> dict[str, bytes]:
    """The parts of the .docx `path` by name. Raises DocgenError for a file that is missing, damaged or outsized."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _inflate(archive, path)
    except FileNotFoundError:
        raise _unusable(path, Text("the template does not exist", "模板不存在")) from None
    except (zipfile.BadZipFile, OSError):
        raise _unusable(
            path, Text("the template is not a Word document (.docx)", "模板不是 Word 文档（.docx）")
        ) from None


def _inflate(archive: zipfile.ZipFile, path: Path) -> dict[str, bytes]:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    unsafe = any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names)
    if len(entries) > MAX_ENTRIES or len(names) < len(entries) or unsafe:
        raise _unusable(path, Text("the template holds entries that a document has not", "模板内含异常条目"))
    parts, room = {}, MAX_INFLATED
    for entry in entries:
        with archive.open(entry) as file:
            data = file.read(room + 1)
        room -= len(data)
        if room < 0:
            raise _unusable(path, Text("the template inflates beyond any document's size", "模板解压后异常庞大"))
        parts[entry.filename] = data
    if "word/document.xml" not in parts:
        raise _unusable(path, Text("the template is not a Word document (.docx)", "模板不是 Word 文档（.docx）"))
    return parts


def _unusable(path: Path, text: Text) -> DocgenError:
    hint = Text("Save it in Word as .docx.", "请在 Word 里另存为 .docx。")
    return DocgenError(text, hint=hint, where=TemplateSpot(path.name))


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """A .docx of these parts: content types first, then by name, without dates, so that like parts give like bytes."""
    return Package.of(parts, ()).joined(())


@dataclass(frozen=True)
class Entry:
    """A part of a document by its name in the zip."""

    name: bytes

    def records(self, data: bytes, offset: int) -> tuple[bytes, bytes, bytes]:
        """The header, the deflated data and the directory record of the part, `offset` bytes into the file."""
        packed = deflated(data)
        fields = (checksum(data), len(packed), len(data), len(self.name), 0)
        head = _LOCAL.pack(b"PK\x03\x04", 20, _UTF8, zipfile.ZIP_DEFLATED, _TIME, _DATE, *fields) + self.name
        return head, packed, self._directory(fields, offset)

    def _directory(self, fields: tuple[int, ...], offset: int) -> bytes:
        common = (20, 20, _UTF8, zipfile.ZIP_DEFLATED, _TIME, _DATE)
        return _CENTRAL.pack(b"PK\x01\x02", *common, *fields, 0, 0, 0, 0, offset) + self.name


# The records of a zip file (PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16).
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8 = 0x800
_DATE = (FIXED_DATE[0] - 1980) << 9 | FIXED_DATE[1] << 5 | FIXED_DATE[2]
_TIME = 0


@dataclass(frozen=True)
class Package:
    """A document of which most never changes: that is deflated once, and joined with what does."""

    head: bytes
    directory: bytes
    count: int
    changing: tuple[Entry, ...]

    @classmethod
    def of(cls, parts: Mapping[str, bytes], changing: Iterable[str]) -> Package:
        """A package of `parts`, of which those named in `changing` are given anew each time."""
        names = tuple(changing)
        fixed = sorted(parts.keys() - set(names), key=lambda name: (name != "[Content_Types].xml", name))
        head, directory = bytearray(), bytearray()
        for name in fixed:
            local, packed, record = Entry(name.encode()).records(parts[name], len(head))
            head += local + packed
            directory += record
        return cls(bytes(head), bytes(directory), len(fixed), tuple(Entry(name.encode()) for name in names))

    def joined(self, data: Iterable[bytes]) -> bytes:
        """The file, with `data` for the changing parts, in their order."""
        pieces, directory, offset = [self.head], [self.directory], len(self.head)
        for entry, part in zip(self.changing, data, strict=True):
            local, packed, record = entry.records(part, offset)
            pieces += (local, packed)
            directory.append(record)
            offset += len(local) + len(packed)
        records = b"".join(directory)
        count = self.count + len(self.changing)
        pieces += (records, _END.pack(b"PK\x05\x06", 0, 0, count, count, len(records), offset, 0))
        return b"".join(pieces)
