"""What a file really is, told by its first bytes, before any reader opens it."""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path

from docgen.files import open_file, unreadable
from docgen.problems import Cell, DocgenError
from docgen.tables.readers.package import MAX_BYTES, SAVE_AS, Package, no_workbook, too_big, word_document
from docgen.text import Text

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".et"})
DELIMITED = frozenset({".csv", ".tsv"})
SUFFIXES = WORKBOOKS | DELIMITED

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_XML_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_ODT = b"application/vnd.oasis.opendocument.text"
_FLAT_ODF = b"<office:document "
_RTF = b"{\\rtf"
_LOOKED_AT = 4096
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf")


class Format(Enum):
    """How a file is written, whatever its name."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    HTML = "html"
    DELIMITED = "delimited"


def is_workbook_name(path: Path) -> bool:
    """Whether `path` is named like a workbook or CSV; lock files (~$…) and hidden files are not."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", "."))


def format_of(path: Path) -> Format:
    """How `path` is written. Raises DocgenError when it cannot be read, or holds no table for sure."""
    try:
        with open_file(path) as file:
            head = file.read(_LOOKED_AT)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise unreadable(error, Cell(path.name)) from None
    if path.name.startswith("~$"):
        raise _lock_file(path)
    if head.startswith((_ZIP, _OLE)):
        found = Format.XLSX if head.startswith(_ZIP) else Format.XLS
    else:
        found = _of_text(head, path)
    if found is not Format.DELIMITED and size > MAX_BYTES:
        raise too_big(path.name)
    return found


def _lock_file(path: Path) -> DocgenError:
    text = Text("this is what Excel keeps beside a file that is open", "这是文件打开时 Excel 留下的临时文件")
    hint = Text("Name the workbook itself: {name}", "请选工作簿本身：{name}").format(name=path.name[2:])
    return DocgenError(text, hint=hint, where=Cell(path.name))


def _of_text(head: bytes, path: Path) -> Format:
    """A web page, or cells between commas. What is named like a workbook must look like one of them."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1000].lower()
    if start.startswith(b"<?xml") and _XML_SPREADSHEET in head:
        raise _old_text(path, Text("an XML spreadsheet of Excel 2003", "Excel 2003 的 XML 表格"))
    if start.startswith(b"<") and _FLAT_ODF in head:
        what = Text("a flat OpenDocument file (.fods)", "单一 XML 格式的 OpenDocument 文件（.fods）")
        raise _old_text(path, what, _SAVE_ODS)
    if start.startswith(b"mime-version"):
        raise _old_text(path, Text("a web archive", "网页归档文件"))
    if start.startswith(b"<"):
        return Format.HTML
    if path.suffix.lower() not in WORKBOOKS:
        return Format.DELIMITED
    if not head.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        text = Text("the file is empty", "这是空文件")
        raise DocgenError(text, hint=Text("Save the workbook anew.", "请重新保存工作簿。"), where=Cell(path.name))
    if head.startswith(_RTF):
        raise word_document(path.name)
    is_text = b"\0" not in head or head.startswith(_UTF16)
    if not is_text or head.startswith(_OTHERS) or not any(sign in head for sign in b",;\t"):
        raise no_workbook(path.name)
    return Format.DELIMITED


_SAVE_ODS = Text(
    "Open it in LibreOffice and save it as .ods or .xlsx.", "请用 LibreOffice 打开，另存为 .ods 或 .xlsx。"
)


def _old_text(path: Path, what: Text, hint: Text = SAVE_AS) -> DocgenError:
    text = Text("this is {what}, which is not read", "这是{what}，不能直接读取").format(what=what)
    return DocgenError(text, hint=hint, where=Cell(path.name))


def format_of_package(package: Package) -> Format:
    """Which kind of workbook a zip holds. Raises DocgenError when it holds none, or several at once: readers would take
    one or the other."""
    parts = {
        Format.XLSX: "xl/workbook.xml",
        Format.XLSB: "xl/workbook.bin",
        Format.ODS: "content.xml",
    }
    found = [kind for kind, part in parts.items() if part in package]
    if len(found) > 1:
        package.fail()
    if "word/document.xml" in package or package.xml("mimetype").startswith(_ODT):
        raise word_document(package.file)
    if found:
        return found[0]
    raise no_workbook(package.file)
