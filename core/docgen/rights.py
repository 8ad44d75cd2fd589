"""Who may read what docgen writes: its owner alone, or whoever the umask of the system lets.

docgen's own notes and the register are for their owner alone, and so are documents that are restricted or sealed. A
folder that somebody marked as shared (setgid or sticky bit) keeps its rights. On Windows the rights of the folder
decide, and nothing here does anything.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock

from docgen.schema import Access
from docgen.urls import is_url

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SHARED = stat.S_ISGID | stat.S_ISVTX
_HAS_RIGHTS = os.name != "nt"
_turn = RLock()


def is_for_owner(access: Access) -> bool:
    """Whether documents of `access` are for the owner of their files alone."""
    return access >= Access.RESTRICTED


@contextmanager
def limit_rights(access: Access, *shared: Path) -> Iterator[None]:
    """What the block makes, and the programs that it starts, is for its owner alone if documents of `access` are. The
    folders `shared` are made with the usual rights if they are new, and so are those above them.

    It sets the umask, which holds for all ways of writing, those of libraries too. The umask belongs to the process:
    blocks of two threads wait for each other, and what a third one makes meanwhile has fewer rights, never more.
    """
    if not _HAS_RIGHTS or not is_for_owner(access):
        yield
        return
    new = [folder for each in shared if not is_url(each) for folder in (each, *each.parents) if not folder.exists()]
    with _turn:
        usual = os.umask(_OTHERS)
        os.umask(usual | _OTHERS)
        try:
            yield
        finally:
            os.umask(usual)
            for folder in new:
                with suppress(OSError):  # it was not made
                    folder.chmod(stat.S_IMODE(folder.stat().st_mode) | 0o777 & ~usual)


def narrow_rights(path: Path) -> None:
    """Leave the file or folder at `path` to its owner alone, if it is ours and no link."""
    if not _HAS_RIGHTS or is_url(path):
        return
    with suppress(OSError):  # it is somebody else's, or not there
        mode = path.lstat().st_mode
        folder = mode if stat.S_ISDIR(mode) else path.parent.stat().st_mode
        if mode & _OTHERS and not stat.S_ISLNK(mode) and not folder & _SHARED:
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)


def make_private_folder(folder: Path) -> None:
    """Make `folder` for its owner alone; one that is there is left to its owner. Raises OSError."""
    folder.mkdir(stat.S_IRWXU, parents=True, exist_ok=True)
    narrow_rights(folder)


def make_private_database(path: Path) -> None:
    """See to it that the SQLite file at `path`, and what SQLite writes beside it, is for its owner alone. SQLite gives
    what lies beside the rights of the file. A file that is there is not opened: closing it would end SQLite's locks."""
    if not _HAS_RIGHTS:
        return
    with suppress(OSError):  # SQLite finds out why it cannot be made
        os.close(open_private(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    for name in (path.name, f"{path.name}-journal", f"{path.name}-wal", f"{path.name}-shm"):
        narrow_rights(path.with_name(name))


def open_private(path: str | Path, flags: int) -> int:
    """The opener (see `open`) of a file that is for its owner alone if it is new."""
    return os.open(path, flags, stat.S_IRUSR | stat.S_IWUSR)
