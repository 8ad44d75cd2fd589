"""The zip around a workbook, of which nothing is believed: sizes are checked before and while it is inflated."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import NoReturn

from docgen.opc import HOLDS_DOCTYPE
from docgen.problems import Cell, DocgenError
from docgen.text import Text

MAX_BYTES = 512 << 20
MAX_ENTRIES, ENTRIES_A_SHEET, ALWAYS_ENTRIES = 20_000, 6, 2_000
"""How many parts there may be: at most, for each sheet (its comments, shapes and relations), and whatever it holds."""
MAX_INFLATED = 1 << 30
MAX_RATIO, ALWAYS_INFLATED = 200, 16 << 20
"""Bytes that a byte of the file may become, and how many are always allowed: sheets full of blank formatted cells
reach 60."""
MAX_PART = 64 << 20
"""Of a part that is read whole: a list of styles, of sheets."""

SAVE_AS = Text(
    "Open it in Excel or WPS and save it as .xlsx in the same folder.",
    "请用 Excel 或 WPS 打开，在原文件夹里另存为 .xlsx。",
)

_STEP = 1 << 16
_PIECE = 1 << 20
_HEAD = 1 << 16
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<")
_ROOT_ELEMENT = re.compile(rb"<[^?!]")
_LOCAL = struct.Struct("<26xHH")  # the lengths of name and extra field (PKWARE APPNOTE 4.3.7)
_PASSWORD = 0x1


def damaged(file: str) -> DocgenError:
    """The error for a workbook that breaks the rules of its format."""
    return DocgenError(Text("the workbook is damaged", "工作簿已损坏"), hint=SAVE_AS, where=Cell(file))


def no_workbook(file: str) -> DocgenError:
    """The error for a file that is something else."""
    return DocgenError(Text("this is not a workbook", "这不是工作簿文件"), hint=SAVE_AS, where=Cell(file))


def word_document(file: str) -> DocgenError:
    """The error for a text with tables, which may be what is wanted of it."""
    text = Text("this is a Word document, not a workbook", "这是 Word 文档，不是工作簿")
    hint = Text("Copy its table into a workbook, and save that as .xlsx.", "请把其中的表格复制到工作簿，另存为 .xlsx。")
    return DocgenError(text, hint=hint, where=Cell(file))


def has_password(file: str) -> DocgenError:
    """The error for a workbook that only its password opens."""
    hint = Text("Open it, remove the password and save it.", "请打开后取消密码再保存。")
    return DocgenError(Text("the workbook has a password", "工作簿设有密码"), hint=hint, where=Cell(file))


def too_big(file: str, sheet: str = "") -> DocgenError:
    """The error for a workbook that would take more room than any office's."""
    text = Text("the workbook inflates to more than a workbook of its size should", "工作簿解压后异常庞大，未打开")
    hint = Text("Delete empty rows and columns and save it anew.", "请删除多余的空行空列后另存。")
    return DocgenError(text, hint=hint, where=Cell(file, sheet))


def _too_many(file: str, parts: int) -> DocgenError:
    text = Text("the workbook has {n} parts, more than any office's", "工作簿异常庞大，含{n}个部分，未打开")
    hint = Text("Divide its sheets among several workbooks.", "请把工作表分到几个工作簿，分别另存。")
    return DocgenError(text.format(n=parts), hint=hint, where=Cell(file))


class Package:
    """The parts of a zipped workbook, found by name whatever its case, as Excel does. Raises DocgenError, now or while
    a part is read, when it is damaged, has a password or is too big."""

    def __init__(self, data: bytes, file: str) -> None:
        self.data = data
        self.file = file
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            raise damaged(file) from None
        self._entries = {entry.filename.lower(): entry for entry in entries}
        self._check(entries)
        for entry in entries:
            self._refuse_doctype(entry.filename)

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        inflated = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        allowed = min(MAX_INFLATED, max(ALWAYS_INFLATED, MAX_RATIO * packed))
        sheets = sum("/worksheets/" in name and "/_rels/" not in name for name in self._entries)
        if len(entries) > min(MAX_ENTRIES, ALWAYS_ENTRIES + ENTRIES_A_SHEET * sheets):
            raise _too_many(self.file, len(entries))
        if inflated > allowed:
            raise too_big(self.file)
        if len(self._entries) < len(entries):  # two parts of a name: readers may take either
            raise damaged(self.file)
        if any(entry.flag_bits & _PASSWORD for entry in entries):
            raise has_password(self.file)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def names(self) -> Iterator[str]:
        """The names of all parts."""
        return (entry.filename for entry in self._entries.values())

    def size(self, name: str) -> int:
        """How long the part says that it is."""
        return self._entries[name.lower()].file_size

    def xml(self, name: str) -> bytes:
        """A small part of XML, whole; nothing if it is not there."""
        if name not in self:
            return b""
        if self.size(name) > MAX_PART:
            raise too_big(self.file)
        return b"".join(self.pieces(name))

    def head(self, name: str) -> bytes:
        """The first bytes of a part, in which its root element begins if it is XML."""
        entry = self._entries[name.lower()]
        return next(self._inflated(entry, _HEAD), b"")[:_HEAD]

    def pieces(self, name: str) -> Iterator[bytes]:
        """The part in pieces of about a megabyte. One that is longer or shorter than it says is damaged."""
        entry = self._entries[name.lower()]
        left = entry.file_size
        for piece in self._inflated(entry):
            left -= len(piece)
            if left < 0:
                self.fail()
            yield piece
        if left:
            self.fail()

    def _inflated(self, entry: zipfile.ZipInfo, size: int = _PIECE) -> Iterator[bytes]:
        packed = self._packed(entry)
        if entry.compress_type == zipfile.ZIP_STORED:
            yield from (packed[at : at + size] for at in range(0, len(packed), size))
            return
        if entry.compress_type != zipfile.ZIP_DEFLATED:
            self.fail()
        engine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for at in range(0, len(packed), _STEP):
                feed = packed[at : at + _STEP]
                while feed:
                    yield engine.decompress(feed, size)
                    feed = engine.unconsumed_tail
            yield engine.flush()
        except zlib.error:
            self.fail()
        if not engine.eof:
            self.fail()

    def _packed(self, entry: zipfile.ZipInfo) -> bytes:
        at = entry.header_offset
        try:
            name, extra = _LOCAL.unpack_from(self.data, at)
        except struct.error:
            self.fail()
        start = at + 30 + name + extra
        return self.data[start : start + entry.compress_size]

    def rebuild(self, parts: Mapping[str, bytes]) -> Package:
        """A package of the same file with these parts."""
        made = BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return Package(made.getvalue(), self.file)

    def _refuse_doctype(self, name: str) -> None:
        """Raise DocgenError for XML with a document type, or with a prolog that is longer than anyone's."""
        head = self.head(name).replace(b"\0", b"")  # of UTF-16
        if not _XML.match(head):
            return
        if b"<!DOCTYPE" in head or (len(head) >= _HEAD // 2 and not _ROOT_ELEMENT.search(head)):
            raise DocgenError(HOLDS_DOCTYPE.format(name=name), hint=SAVE_AS, where=Cell(self.file))

    def fail(self) -> NoReturn:
        """Raise DocgenError: the package is damaged."""
        raise damaged(self.file)
