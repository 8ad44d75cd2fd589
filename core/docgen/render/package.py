"""The parts of a document: read with limits, most of them packed once."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from docgen.files import read_file, unreadable
from docgen.opc import (
    CONTENT_TYPES,
    HOLDS_DOCTYPE,
    Packed,
    end_record,
    is_utf8,
    parse_bare,
    rename_parts,
    write_normalized,
)
from docgen.problems import DocgenError, TemplateSpot
from docgen.render.plain import is_plain, parts_of
from docgen.render.xml import W
from docgen.text import Text

BODY = "word/document.xml"
CORE_PROPERTIES = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}coreProperties"
MAX_ENTRIES = 2_000
MAX_INFLATED = 256 << 20
MAX_TAGS = 2_000_000
"""Of one part: each takes a hundred bytes of memory when it is parsed."""
MAX_RATIO, ALWAYS_INFLATED = 200, 32 << 20
"""Bytes that a byte of the file may become, and how many are always allowed: real documents stay below 50."""


def read_parts(source: str | Path | bytes) -> dict[str, bytes]:
    """The parts of a .docx, a file or its bytes, by name, or those that a .txt stands for. Raises DocgenError for one
    that is missing, damaged or outsized."""
    path = Path("" if isinstance(source, bytes) else source)
    if is_plain(path):
        return parts_of(path)
    data = source if isinstance(source, bytes) else _content(path)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _inflate(archive, path)
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
    ):
        raise _unusable(path, _NO_DOCUMENT) from None


def _content(path: Path) -> bytes:
    """The bytes of a template. Raises DocgenError when it cannot be read, or is outsized."""
    try:
        data = read_file(path, MAX_INFLATED + 1)
    except FileNotFoundError:
        raise _unusable(path, Text("the template does not exist", "模板不存在")) from None
    except OSError as error:
        raise unreadable(error, TemplateSpot(path.name)) from None
    if len(data) > MAX_INFLATED:
        raise _unusable(path, _TOO_LARGE)
    return data


def _inflate(archive: zipfile.ZipFile, path: Path) -> dict[str, bytes]:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    unsafe = any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names)
    if len(entries) > MAX_ENTRIES or len(names) < len(entries) or unsafe:
        raise _unusable(path, Text("the template holds entries that a document has not", "模板内含异常条目"))
    parts: dict[str, bytes] = {}
    room = min(MAX_INFLATED, max(ALWAYS_INFLATED, MAX_RATIO * sum(entry.compress_size for entry in entries)))
    for entry in (entry for entry in entries if not entry.is_dir()):
        with archive.open(entry) as file:
            data = file.read(room + 1)
        room -= len(data)
        if room < 0:
            raise _unusable(path, _TOO_LARGE)
        parts[entry.filename] = data
    if CONTENT_TYPES not in parts and BODY not in parts:
        raise _unusable(path, _NO_DOCUMENT)
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            parts[name] = _checked(name, data, path)
    if CONTENT_TYPES in parts:
        parts = rename_parts(parts)
    if CONTENT_TYPES not in parts or BODY not in parts:
        raise _unusable(path, _NO_DOCUMENT)
    return parts


_TOO_LARGE = Text("the template inflates beyond any document's size", "模板解压后异常庞大")
_NO_DOCUMENT = Text("the template is not a Word document (.docx)", "模板不是 Word 文档（.docx）")


def _checked(name: str, data: bytes, path: Path) -> bytes:
    """The part, in docgen's writing (normalize.py) if there may be tags in it, or what is no markup of Word's. Raises
    DocgenError for one that is damaged or outsized, or holds a document type."""
    if data.count(b"<") > MAX_TAGS:
        raise _unusable(path, Text("its part {name} is outsized", "其中的 {name} 异常庞大").format(name=name))
    try:
        root = parse_bare(data)
        doctype = root.getroottree().docinfo.doctype
    except etree.XMLSyntaxError:
        raise _unusable(path, Text("its part {name} is damaged", "其中的 {name} 已损坏").format(name=name)) from None
    if doctype:
        raise _unusable(path, HOLDS_DOCTYPE.format(name=name))
    is_plain = is_utf8(root) and b"<!" not in data and data.find(b"<?", 1) < 0
    return data if is_plain and root.tag not in _WITH_TAGS else write_normalized(root, data)


_WITH_TAGS = (*(f"{W}{name}" for name in ("document", "hdr", "ftr", "footnotes", "endnotes")), CORE_PROPERTIES)
"""The root elements of parts that may hold tags of a template."""


def _unusable(path: Path, text: Text) -> DocgenError:
    hint = Text("Save it in Word as .docx.", "请在 Word 里另存为 .docx。")
    return DocgenError(text, hint=hint, where=TemplateSpot(path.name))


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """A .docx of these parts: content types first, then by name, without dates, so that like parts give like bytes."""
    return Package.of(parts, ()).joined(())


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
        pieces += (*directory, end_record(len(self.fixed) + len(self.changing), directory, offset))
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
