"""Puts a made file in its place, whole, and never over what a person has changed."""

from __future__ import annotations

import os
import re
import tempfile
import time
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path

from docgen.batch.ledger import Ledger
from docgen.problems import DocgenError, DocumentSpot
from docgen.text import Text


class Outcome(StrEnum):
    """What publishing did."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    BESIDE = "beside"


@dataclass(frozen=True)
class Published:
    """A file in its place. `beside` is the file that a person changed or that was signed, which was left alone."""

    path: Path
    outcome: Outcome
    beside: Path | None = None


def publish(path: Path, data: bytes, ledger: Ledger, generator: str, *, keep: bool = False) -> Published:
    """Write `data` to `path`, or, where a person changed that file, to 第2稿 (第3稿 …) beside it; with `keep` also
    where docgen made it, since it was signed.

    Raises DocgenError when the place cannot be written; what was there is then still there.
    """
    try:
        return _publish(path, data, ledger, generator, keep)
    except PermissionError:
        raise DocgenError(
            Text("the file cannot be written", "文件无法写入"),
            hint=Text(
                "If it is open in Word, close it there and run this again.", "如果它正在 Word 里打开，请先关闭再重试。"
            ),
            where=DocumentSpot(str(path)),
        ) from None
    except OSError as error:
        raise DocgenError(
            Text("the file cannot be written: {why}", "文件无法写入：{why}").format(why=error.strerror),
            where=DocumentSpot(str(path)),
        ) from None


def _publish(path: Path, data: bytes, ledger: Ledger, generator: str, keep: bool) -> Published:
    first, *others = _drafts(path)
    free = not first.exists() or first.read_bytes() == data or (not keep and ledger.is_ours(first))
    target = first if free else next(d for d in others if not d.exists() or _replaceable(d, data, ledger))
    beside = path if target != path else None
    outcome = Outcome.REPLACED if target.exists() else Outcome.BESIDE if beside else Outcome.NEW
    ledger.announce(target, data, generator)
    if target.exists() and target.read_bytes() == data:
        outcome = Outcome.UNCHANGED
    else:
        _write_whole(target, data)
    ledger.confirm(target)
    return Published(target, outcome, beside)


def _drafts(path: Path) -> list[Path]:
    """`path` itself and the drafts beside it, up to the first that is free."""
    found = [path]
    for number in count(2):
        if not found[-1].exists():
            return found
        found.append(path.with_name(f"{path.stem}_第{number}稿{path.suffix}"))
    return found


def _replaceable(path: Path, data: bytes, ledger: Ledger) -> bool:
    return path.read_bytes() == data or ledger.is_ours(path)


def _write_whole(path: Path, data: bytes) -> None:
    """Write beside the place and move there, so that the place never holds half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    handle, name = tempfile.mkstemp(prefix=".docgen-", suffix=".tmp", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _sweep(folder: Path) -> None:
    """Take away what a run that was killed left half-written, once no run can still be writing it."""
    for leftover in folder.glob(".docgen-*.tmp"):
        with suppress(FileNotFoundError):  # another run may sweep too
            if leftover.stat().st_mtime < time.time() - _STALE:
                leftover.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


_STALE = 3600  # seconds
_MAX_BYTES = 200  # of a name without suffix: file systems take 255, and 第2稿 and the suffix still follow
_ILLEGAL = re.compile(
    r'[<>:"/|?*\\\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]',
)
_DEVICE = re.compile(r"(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)\s*(\.|$)", re.IGNORECASE)
_ENDS = re.compile(r"^[\s.]+|[\s.]+$")


def safe_name(name: str) -> str:
    """A part of a path that every system takes: illegal characters become _, no dot or blank at the ends, not longer
    than 200 bytes, not a device of Windows.

    Raises DocgenError when nothing is left.
    """
    from pathvalidate import sanitize_filename

    clean = _ENDS.sub("", _ILLEGAL.sub("_", unicodedata.normalize("NFC", name)))
    clean = _ENDS.sub("", clean.encode()[: _MAX_BYTES - 1].decode(errors="ignore"))
    if not clean:
        raise DocgenError(Text("{name!r} cannot be the name of a file", "“{name}”不能作文件名").format(name=name))
    return str(sanitize_filename(f"_{clean}" if _DEVICE.match(clean) else clean, platform="universal"))
