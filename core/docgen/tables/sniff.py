"""What a file really is, told by its first bytes, before any reader opens it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from docgen.problems import Cell, DocgenError
from docgen.text import Text

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".et"})

# Limits on a zipped workbook, before it is inflated.
MAX_ENTRIES = 2_000
MAX_INFLATED = 1 << 30
MAX_RATIO = 200
MAX_CELLS = 50_000_000
"""Of one sheet, by the extent that it states: the reader lays out all of it, blank or not."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_SAVE_AS = Text(
    "Open it in Excel or WPS and save it as .xlsx in the data folder.",
    "请用 Excel 或 WPS 打开，另存为 .xlsx 放进 data 文件夹。",
)


def is_workbook_name(path: Path) -> bool:
    """Whether `path` is named like a workbook; lock files (~$…) and hidden files are not."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", "."))


def check_workbook(path: Path) -> None:
    """Raise DocgenError when `path` is not a workbook that can be opened safely."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise DocgenError(
            Text("the file cannot be read: {why}", "文件无法读取：{why}").format(why=error.strerror),
            hint=Text("Close it in Excel and try again.", "请在 Excel 里关闭它后重试。"),
            where=Cell(path.name),
        ) from None
    if head.startswith(_ZIP):
        _check_zip(path)
    elif head.startswith(_OLE):
        _check_ole(path)
    else:
        raise DocgenError(
            Text("this is not a workbook", "这不是工作簿文件"),
            hint=_SAVE_AS,
            where=Cell(path.name),
        )


def _check_ole(path: Path) -> None:
    if _ENCRYPTED in path.read_bytes():
        raise DocgenError(
            Text("the workbook has a password", "工作簿设有密码"),
            hint=Text("Open it, remove the password and save it.", "请打开后取消密码再保存。"),
            where=Cell(path.name),
        )


def _check_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            widest = max((_cells(archive, entry) for entry in entries), default=0)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise DocgenError(
            Text("the workbook is damaged", "工作簿已损坏"), hint=_SAVE_AS, where=Cell(path.name)
        ) from None
    inflated = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    too_big = inflated > MAX_INFLATED or (inflated > 1 << 24 and inflated / packed > MAX_RATIO)
    if len(entries) > MAX_ENTRIES or too_big or widest > MAX_CELLS:
        raise DocgenError(
            Text("the workbook inflates to more than a workbook of its size should", "工作簿解压后异常庞大，未打开"),
            hint=Text("Delete empty rows and columns and save it anew.", "请删除多余的空行空列后另存。"),
            where=Cell(path.name),
        )


def _cells(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """How many cells the extent of a sheet spans, as the sheet itself says; 0 for other entries."""
    if not entry.filename.startswith("xl/worksheets/sheet"):
        return 0
    with archive.open(entry) as sheet:
        found = re.search(rb'<dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"', sheet.read(2048))
    if not found:
        return 0
    width = 0
    for letter in found[1]:
        width = 26 * width + letter - 64
    return width * int(found[2])
