"""Files that a command reads, and the folders that it looks through: all of them are opened here.

A file may be held by another program, lie on a drive that fails, or be gone since it was listed; a pipe, a device or a
folder may lie under its name. Opening one never waits. It raises an OSError that names the file, and `unreadable` makes
of that what a person is shown.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from docgen.problems import DocgenError, Place
from docgen.text import Text, is_held, reason_of
from docgen.urls import is_url

_FLAGS = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY", "O_NOINHERIT"))


class NoFile(OSError):
    """Something else lies in the place of a file; `reason` says what."""

    def __init__(self, reason: Text, path: object) -> None:
        super().__init__(errno.EINVAL, reason.en, str(path))
        self.reason = reason


def open_file(path: Path) -> BufferedReader:
    """Open a file for reading. Raises OSError, which names it, also where something else lies in its place: nobody
    waits for a pipe or a device."""
    if is_url(path):
        return path.open("rb")
    return open(path, "rb", opener=_open)


def _open(path: str, _flags: int) -> int:
    _require_file(_look_at(path), path)
    place = os.open(path, os.O_RDONLY | _FLAGS)
    try:
        _require_file(os.fstat(place), path)  # another may lie there by now
    except OSError:
        os.close(place)
        raise
    return place


def check_file(path: Path) -> None:
    """Raise OSError, as `open_file` does, where no file lies at `path`; whether it can be opened, opening it tells."""
    _require_file(_look_at(str(path)), str(path))


def _look_at(path: str) -> os.stat_result:
    try:
        return os.stat(path)  # noqa: PTH116 - an opener is given a text
    except FileNotFoundError:
        if os.path.islink(path):  # noqa: PTH114
            raise NoFile(_BROKEN_LINK, path) from None
        raise


def _require_file(found: os.stat_result, path: str) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    if not stat.S_ISREG(found.st_mode):
        raise NoFile(_STRANGE, path)


_BROKEN_LINK = Text("it is a link to a file that is not there", "它是链接，所指的文件不存在")
_STRANGE = Text("it is a pipe, a socket or a device, not a file", "它是管道、套接字或设备，不是文件")


def read_file(path: Path, most: int = -1) -> bytes:
    """Read a file, at most so many bytes of it. Raises OSError as `open_file` does."""
    with naming(path), open_file(path) as file:
        return file.read(most)


def has_content(path: Path, content: bytes) -> bool:
    """Whether a file holds just `content`; one of another size is not read. Raises OSError as `open_file` does."""
    if not is_url(path):
        check_file(path)
    return path.stat().st_size == len(content) and read_file(path) == content


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let every OSError that is raised while a file is read name the file: the system names it only at the opening."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


UNREADABLE = "unreadable"
"""The code of a problem that says so of a file or folder, of data or of a plugin."""


class UnreadableError(DocgenError):
    """A file or folder that cannot be read; nothing is known of what stands in it."""


def unreadable(error: OSError, where: Place) -> UnreadableError:
    """The error for a file that cannot be read: why, and what to do about it."""
    return UnreadableError(_UNREADABLE.format(why=reason_of(error)), hint=_hint(error), where=where)


_UNREADABLE = Text("the file cannot be read: {why}", "文件无法读取：{why}")


def unlistable(error: OSError, where: Place) -> UnreadableError:
    """The error for a folder of which nobody can tell what lies in it."""
    return UnreadableError(_UNLISTABLE.format(why=reason_of(error)), hint=_hint(error), where=where)


_UNLISTABLE = Text("the folder cannot be looked into: {why}", "文件夹无法打开：{why}")


def _hint(error: OSError) -> Text:
    if is_held(error):
        return _CLOSE
    if isinstance(error, NoFile):
        return _PUT_FILE
    if isinstance(error, FileNotFoundError):
        return _LOOK
    return _HINTS.get(type(error), _COPY)


_CLOSE = Text(
    "Close it in the program that has it open (Excel, WPS, Word), and run this again.",
    "请在打开它的程序（Excel、WPS、Word）里关闭它，再重新运行。",
)
_PUT_FILE = Text("Put the file itself in its place, or delete it.", "请在这个位置放真正的文件，或把它删去。")
_LOOK = Text(
    "Look at its name and its folder. If somebody moves files there just now, run this again.",
    "请检查文件名和所在文件夹；如果有人正在移动文件，请稍后重新运行。",
)
_COPY = Text(
    "See whether the drive is connected, or copy the file to this computer; then run this again.",
    "请检查磁盘或网络是否连接，或把文件复制到本机，再重新运行。",
)
_HINTS = {
    PermissionError: Text(
        "Give yourself the right to read it and to look into its folder, or ask who keeps it.",
        "请设好读取这个文件和打开所在文件夹的权限，或向文件的保管人要。",
    ),
    IsADirectoryError: Text(
        "Name a file in it; where a file belongs here, give the folder another name.",
        "请写其中的文件；如果这里本应是文件，请给文件夹改个名称。",
    ),
}


# -- what lies in a folder --


def lies(path: Path) -> bool:
    """Whether anything lies at `path`: a broken link counts, and so does what may not be looked at."""
    if is_url(path):
        return path.exists()
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError as error:
        return error.errno != errno.ENAMETOOLONG
    return True


def is_folder(path: Path) -> bool:
    """Whether a folder lies at `path`, or a link to one. What may not be looked at is none."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises


def real_path(path: Path) -> Path:
    """The absolute path, links resolved as far as they lead anywhere."""
    return Path(os.path.realpath(path))


def list_below(folder: Path, failed: list[OSError], *, deep: bool = True) -> Iterator[Path]:
    """All that lies in a folder and, if `deep`, in those below it, folders too; links to folders are not followed. The
    error of each folder that cannot be listed is added to `failed`."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        failed.append(error)
        return
    for entry in found:
        yield folder / entry.name
        if deep and _is_folder(entry):
            yield from list_below(folder / entry.name, failed)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False
