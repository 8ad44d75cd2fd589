"""What may be wrong with a file that a command reads: something else lies in its place, or the system does not give it.

A child process plays the system: a run that starts with `inject` finds that file denied, held, gone or broken, though
this user may read all.
"""

import builtins
import errno
import io
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOM = 64
"""Bytes that can be read of a file that is broken in the middle."""


class SharingViolation(PermissionError):
    """As Windows raises it for a file that another program holds."""

    winerror = 32


def _bind(path: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # the path of a socket may be 108 bytes long
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(before)


PLACED: dict[str, Callable[[Path], None]] = {
    "pipe": os.mkfifo,
    "socket": _bind,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "folder": Path.mkdir,
    "dangling": lambda path: path.symlink_to("nowhere"),
    "loop": lambda path: path.symlink_to(path.name),
}
"""What may lie in the place of a file."""

RAISED: dict[str, Callable[[str], OSError]] = {
    "denied": lambda path: PermissionError(errno.EACCES, "Permission denied", path),
    "held": lambda path: SharingViolation(errno.EACCES, "The process cannot access the file", path),
    "busy": lambda path: OSError(errno.EBUSY, "Device or resource busy", path),
    "hung": lambda path: OSError(errno.ESTALE, "Stale file handle", path),
}
"""What opening it may raise."""

OTHERS = ("gone", "broken", "unseen", "fleeting")
"""It vanishes as it is opened; its disk fails as it is read; nobody may look at it; it vanishes after somebody has."""

CLOSED = "closed"
"""What lies in the folder of this path may not be listed."""

WATCHED = "watched"
"""No fault: what the process opens or looks at below a folder is listed in what it says, see `touched`."""

FAULTS = (*PLACED, *RAISED, *OTHERS)


def put(fault: str, path: Path) -> None:
    """Put what the `fault` is in the place of the file, if it is one that lies there."""
    if fault in PLACED:
        path.unlink()
        PLACED[fault](path)


def inject(fault: str, path: str) -> None:
    """Let this process meet the fault when it comes to the file; there is no way back."""
    real = _absolute(path)
    if fault in RAISED or fault == "gone":
        sys.addaudithook(_Opening(real, RAISED.get(fault)))
    elif fault == "broken":
        _break(real)
    elif fault in OTHERS:
        _hide(real, fault)
    elif fault == CLOSED:
        sys.addaudithook(_Listing(real))
    elif fault == WATCHED:
        _watch(real)


def touched(said: str) -> list[str]:
    """The files that a watched run came to."""
    lines = (line.split("\0") for line in said.split("\n") if line.startswith("\0"))
    return sorted({line[1] for line in lines})


def _watch(root: str) -> None:
    usual, seen = os.stat, set()

    def note(path: object) -> None:
        if isinstance(path, str | bytes | os.PathLike):
            real = _absolute(path)
            if real not in seen and real.startswith(f"{root}{os.sep}"):
                seen.add(real)
                os.write(2, f"\n\0{real[len(root) + 1 :]}\0\n".encode(errors="surrogateescape"))

    def stat(path: Any, *args: Any, **how: Any) -> os.stat_result:
        note(path)
        return usual(path, *args, **how)

    def hear(event: str, args: tuple[Any, ...]) -> None:
        if event in ("open", "os.scandir", "os.listdir"):
            note(args[0])

    os.stat = stat  # type: ignore[assignment]
    sys.addaudithook(hear)


def _same(path: object, real: str) -> bool:
    if not isinstance(path, str | bytes | os.PathLike):
        return False
    return _absolute(path) == real


def _absolute(path: str | bytes | os.PathLike[Any]) -> str:
    """The path, links as they are: one may lead to itself."""
    return os.path.abspath(os.fsdecode(path))  # noqa: PTH100


class _Opening:
    def __init__(self, real: str, error: Callable[[str], OSError] | None) -> None:
        self.real, self.error = real, error

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and _same(args[0], self.real):
            if self.error:
                raise self.error(self.real)
            Path(self.real).unlink(missing_ok=True)


class _Listing:
    def __init__(self, real: str) -> None:
        self.real = real

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if event in ("os.scandir", "os.listdir") and _same(args[0], self.real):
            raise PermissionError(errno.EACCES, "Permission denied", self.real)


class _Broken(io.FileIO):
    """A file of which only the beginning can be read."""

    left = ROOM

    def _take(self, data: bytes) -> bytes:
        self.left -= len(data)
        return data

    def readinto(self, buffer: Any) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read(self, size: int | None = -1) -> bytes:  # type: ignore[override]
        if self.left <= 0:
            raise OSError(errno.EIO, "Input/output error", self.name)
        return self._take(super().read(min(self.left, size) if size and size > 0 else self.left) or b"")

    def readall(self) -> bytes:
        self.read()
        return self.read()


def _break(real: str) -> None:
    usual, usual_open, usual_read = io.open, os.open, os.read
    held: set[int] = set()

    def opened(file: Any, mode: str = "r", *args: Any, **how: Any) -> Any:
        if not _same(file, real) or set(mode) & set("wax+"):
            return usual(file, mode, *args, **how)
        opener = how.get("opener")
        raw = io.BufferedReader(_Broken(file, "r", opener=opener))
        if "b" in mode:
            return raw
        return io.TextIOWrapper(raw, how.get("encoding"), how.get("errors"), how.get("newline"))

    def os_opened(path: Any, flags: int, *args: Any, **how: Any) -> int:
        number = usual_open(path, flags, *args, **how)
        if _same(path, real) and not flags & (os.O_WRONLY | os.O_RDWR):
            held.add(number)
        return number

    def os_read(number: int, size: int) -> bytes:
        if number in held:
            raise OSError(errno.EIO, "Input/output error")
        return usual_read(number, size)

    io.open = builtins.open = opened  # type: ignore[assignment]
    os.open, os.read = os_opened, os_read  # type: ignore[assignment]


def _hide(real: str, fault: str) -> None:
    usual = os.stat
    looks = 0

    def stat(path: Any, *args: Any, **how: Any) -> os.stat_result:
        nonlocal looks
        if _same(path, real):
            if fault == "unseen":
                raise PermissionError(errno.EACCES, "Permission denied", real)
            looks += 1
            if looks > 1:
                Path(real).unlink(missing_ok=True)
        return usual(path, *args, **how)

    os.stat = stat  # type: ignore[assignment]
    if fault == "unseen":
        sys.addaudithook(_Opening(real, RAISED["denied"]))
