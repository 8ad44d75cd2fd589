"""The zip around a document: read with limits, written the same each time."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from docgen.problems import DocgenError, TemplateSpot
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
    result = BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, FIXED_DATE)
            info.create_system = 0  # the same on every system
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, parts[name])
    return result.getvalue()
