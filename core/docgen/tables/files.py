"""The files of a folder: which hold data, which are open elsewhere, there twice, or copies that docgen marked."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from os import SEEK_END
from pathlib import Path

from docgen.files import UNREADABLE, UnreadableError, lies, list_below, open_file, real_path, unlistable
from docgen.problems import Cell, DocgenError, FileLine, Problem, Severity, readable, visible
from docgen.tables.readers.sniff import is_workbook_name
from docgen.text import Text
from docgen.workspace import holds_forms

MAX_HASHED = 4 << 30
"""What a file may hold that is told from others by its content: more than any office's."""

MARKED = b"docgen: checked copy"
"""What the zip of a marked copy says of itself (docgen.tables.annotate), until Excel saves it as a workbook again."""


@dataclass(frozen=True)
class DataFile:
    """A file that was read: where it lies, its name as messages call it (候选人/石羊镇.xlsx), when it was saved, and
    the hash of its content."""

    path: Path
    name: str
    saved: datetime
    sha256: str


def files_in(folder: Path) -> tuple[list[DataFile], list[Problem]]:
    """The workbooks and CSV files in `folder` and in the folders within it, by name; hidden ones are left out. With
    them the problems of those folders that cannot be looked into."""
    failed: list[OSError] = []
    files = list(_data_files(folder, failed)) if lies(folder) else []
    return files, [_closed(error, folder) for error in failed]


def _data_files(folder: Path, failed: list[OSError]) -> Iterator[DataFile]:
    taken: set[str] = set()
    for path in paths_of_data(folder, failed):
        name = path.relative_to(folder)
        called = readable(name.as_posix())
        if called in taken:  # in GB18030 and in UTF-8
            called = os.fsencode(name.as_posix()).decode(errors="backslashreplace")
        taken.add(called)
        yield data_file(path, called)


def _closed(error: OSError, folder: Path) -> Problem:
    """The problem of a folder that cannot be listed, `folder` itself or one in it."""
    closed = Path(error.filename or folder)
    name = closed.relative_to(folder.parent) if closed.is_relative_to(folder) else closed
    found = unlistable(error, Cell(name.as_posix()))
    return Problem(UNREADABLE, Severity.ERROR, found.text, found.where, found.hint)


def as_problem(error: DocgenError, file: DataFile) -> Problem:
    """The problem of a file that cannot be used, under the name that messages have for it."""
    where = replace(error.where, file=file.name) if isinstance(error.where, Cell | FileLine) else error.where
    code = UNREADABLE if isinstance(error, UnreadableError) else "file"
    return Problem(code, Severity.ERROR, error.text, where, error.hint)


def paths_of_data(folder: Path, failed: list[OSError]) -> Iterator[Path]:
    """The paths of all that is named like a workbook or CSV file in `folder` and below; whether it can be read, reading
    it tells. Of a folder that holds forms as well, only what lies in it, since templates and documents lie below. The
    error of each folder that cannot be listed is added to `failed`."""
    for path in list_below(folder, failed, deep=not holds_forms(folder)):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if is_workbook_name(path) and not hidden:
            yield path


def data_file(path: Path, name: str) -> DataFile:
    """What is known of the file `path` before it is read."""
    return DataFile(path, name, _saved(path), _hash(path))


def _saved(path: Path) -> datetime:
    """When a file was saved; of one that cannot be looked at, at no time: who reads it next says why."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime)
    except OSError:
        return datetime.min


def _hash(path: Path) -> str:
    """The hash of a file; nothing for one that is empty, which is no copy of another, is far too large, or cannot be
    read: who reads it next says why."""
    try:
        with open_file(path) as file:
            is_read = file.peek(1) and path.stat().st_size <= MAX_HASHED
            return hashlib.file_digest(file, "sha256").hexdigest() if is_read else ""
    except OSError:
        return ""


def open_elsewhere(path: Path, name: str) -> Problem | None:
    """A note on a file that somebody has open: Excel, WPS and LibreOffice each leave a file beside it."""
    beside = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    if not any(map(lies, beside)):
        return None
    saved = _saved(path)
    text = Text(
        "the file is open in Excel or WPS; it was read as saved on {day} at {time}, later changes do not count",
        "文件正在 Excel 或 WPS 中打开：读入的是{day} {time} 保存的内容，之后未保存的修改不算",
    )
    hint = Text("Save it and run docgen again.", "如有修改，请保存后重新运行。")
    said = text.format(day=saved.date().isoformat(), time=f"{saved:%H:%M}")
    return Problem("open-elsewhere", Severity.NOTE, said, Cell(name), hint)


def same_as(name: str, other: str) -> Problem:
    """A warning on a file that holds just what the `other` holds, and is not read again."""
    text = Text(
        "the file is the same as {other}, and was not read again", "这个文件与 {other} 内容完全相同，没有重复读入"
    )
    hint = Text("Delete one of the two.", "请删去其中一个。")
    return Problem("same-file", Severity.WARNING, text.format(other=other), Cell(name), hint)


def leads_out(file: DataFile, folder: Path, root: Path) -> Problem | None:
    """A note on a file of the `folder` for data in the workspace `root` that lies elsewhere: the file, or a folder on
    the way to it, is a link."""
    real = real_path(file.path)
    if real.is_relative_to(real_path(root) / folder.relative_to(root)):
        return None
    text = Text(
        "this is a link; the file that was read lies elsewhere: {path}", "这是一个链接，读入的是别处的文件：{path}"
    )
    text = text.format(path=visible(readable(str(real))))
    hint = Text("Put the file itself into the folder.", "请把文件本身放进这个文件夹。")
    return Problem("link", Severity.NOTE, text, Cell(file.name), hint)


def is_marked_copy(path: Path) -> bool:
    """Whether a workbook is a copy that docgen marked, and nobody has saved it since: then it is no data."""
    try:
        with open_file(path) as file:
            file.seek(-len(MARKED), SEEK_END)  # the comment of a zip is its end
            return file.read() == MARKED
    except OSError:
        return False


def marked_copy(name: str) -> Problem:
    """A warning on such a copy."""
    text = Text("a copy that docgen check marked was not read", "这是 docgen check 做的标注副本，没有读入")
    hint = Text(
        "Mend the workbook that it was made from, and take the copy out of this folder.",
        "请在原来的表格里改正，并把副本移出这个文件夹。",
    )
    return Problem("marked-copy", Severity.WARNING, text, Cell(name), hint)
