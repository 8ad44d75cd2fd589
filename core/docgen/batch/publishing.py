"""Puts made files in their places, whole, and never over what a person has changed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from secrets import token_hex
from typing import Protocol, TypeVar

from docgen.batch.hashes import sha256
from docgen.batch.history import History
from docgen.batch.ledger import Ledger
from docgen.batch.names import draft_names
from docgen.files import has_content
from docgen.problems import DocgenError, DocumentSpot
from docgen.rights import narrow_rights
from docgen.text import Text, reason_of

T = TypeVar("T")


class Outcome(StrEnum):
    """What publishing did; what a person changed or made is OVERWRITTEN where docgen's own file is REPLACED."""

    NEW = "new"
    REPLACED = "replaced"
    OVERWRITTEN = "overwritten"
    UNCHANGED = "unchanged"
    BESIDE = "beside"


@dataclass(frozen=True)
class File:
    """A file to publish. With `keep` what docgen made there before is left alone too, since it was signed."""

    path: Path
    data: bytes
    keep: bool = False


@dataclass(frozen=True)
class Published:
    """A file in its place. `beside` is the file that a person changed or that was signed, which was left alone;
    `lacking` are the rows that a print file was to hold and does not, `rows` those that the file was made of."""

    path: Path
    outcome: Outcome
    beside: Path | None = None
    lacking: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


class Publishes(Protocol):
    """What puts files in their places, wherever those are; a `dry` one only tells what it would do."""

    dry: bool

    def publish(self, files: Sequence[File]) -> list[Published | DocgenError]:
        """Put the files in their places. Gives for each its place, or the error that names it."""

    def put(self, file: File) -> Published:
        """Put one file in its place. Raises DocgenError when that cannot be done."""


class Publisher:
    """Publishes the files of a run. One that a person changed stays, and the new one is 第2稿 (第3稿 …) beside it;
    without a `ledger`, which knows those, a file of other content is an error. `overwrite` gives both up. What takes
    the place of another keeps that in the `history`, if there is one. A `dry` one tells what it would do, and writes
    nothing.
    """

    def __init__(
        self,
        ledger: Ledger | None,
        generator: str,
        *,
        overwrite: bool = False,
        dry: bool = False,
        history: History | None = None,
    ) -> None:
        self.ledger = ledger
        self.generator = generator
        self.history = history
        self._kept: dict[Path, Path] = {}
        self.overwrite = overwrite
        self.dry = dry
        self._swept: set[Path] = set()

    def publish(self, files: Sequence[File]) -> list[Published | DocgenError]:
        """Put the files in their places. Gives for each its place, or the error that names it: what was there before is
        then still there. Raises DocgenError when docgen's notes cannot be used.

        What is to be written is noted before and confirmed after, for all files at once: a note costs more than a file.
        """
        if self.dry:
            return [_tried(self._place, file, file.path) for file in files]
        notes = self.ledger.together if self.ledger else nullcontext
        with notes():
            placed = [_tried(self._placed, file, file.path) for file in files]
        made = [
            place if isinstance(place, DocgenError) else _tried(self._written, (place, file.data), place.path)
            for place, file in zip(placed, files, strict=True)
        ]
        with notes():
            for place, file in zip(made, files, strict=True):
                if self.ledger and isinstance(place, Published):
                    self._confirm(self.ledger, place, file.data)
        return made

    def _confirm(self, ledger: Ledger, place: Published, data: bytes) -> None:
        ledger.confirm(place.path)
        if self.history and place.outcome is not Outcome.UNCHANGED:
            ours = place.outcome is not Outcome.OVERWRITTEN
            self.history.note(place.path, sha256(data), self._kept.pop(place.path, None), ours=ours)

    def put(self, file: File) -> Published:
        """Put one file in its place. Raises DocgenError when that cannot be done."""
        (made,) = self.publish([file])
        if isinstance(made, DocgenError):
            raise made
        return made

    def decide(self, file: File) -> Published:
        """Where the file would lie and what that would do, see Publisher; nothing is written. Raises DocgenError for a
        place that cannot be had."""
        made = _tried(self._place, file, file.path)
        if isinstance(made, DocgenError):
            raise made
        return made

    def _placed(self, file: File) -> Published:
        """Where the file shall lie and what that will have done, noted."""
        place = self._place(file)
        if self.ledger:
            self.ledger.announce(place.path, file.data, self.generator)
        return place

    def _place(self, file: File) -> Published:
        """Where the file shall lie and what that will have done."""
        if self.ledger:
            self.ledger.check(file.path)
        outcome = self._over(file.path, file)
        if outcome is not None:
            return Published(file.path, outcome)
        draft = self._beside(file)
        if not draft.exists():
            return Published(draft, Outcome.BESIDE, file.path)
        same = has_content(draft, file.data)
        return Published(draft, Outcome.UNCHANGED if same else Outcome.REPLACED, file.path)

    def _over(self, path: Path, file: File) -> Outcome | None:
        """What it means for `path` to be written there; None where it may not be."""
        if not path.exists():
            return Outcome.NEW
        if has_content(path, file.data):
            return Outcome.UNCHANGED
        if file.keep:
            return None
        if self._is_ours(path):
            return Outcome.REPLACED
        return Outcome.OVERWRITTEN if self.overwrite else None

    def _is_ours(self, path: Path) -> bool:
        return self.ledger is not None and self.ledger.is_ours(path)

    def _beside(self, file: File) -> Path:
        """The first draft beside the file that is free. Raises DocgenError when nobody keeps track of drafts."""
        if self.ledger is None:
            raise DocgenError(_THERE, hint=_OVERWRITE, where=DocumentSpot(str(file.path)))
        path = file.path
        drafts = map(path.with_name, draft_names(path))
        return next(d for d in drafts if not d.exists() or has_content(d, file.data) or self._is_ours(d))

    def _written(self, what: tuple[Published, bytes]) -> Published:
        place, data = what
        if place.outcome is not Outcome.UNCHANGED:
            folder = place.path.parent
            folder.mkdir(parents=True, exist_ok=True)
            if folder not in self._swept:
                _sweep(folder)
                self._swept.add(folder)
            if self.history and place.path.exists():
                self._kept[place.path] = self.history.keep(place.path)
            write_whole(place.path, data)
        return place


_THERE = Text("a file of this name is there already, with other content", "已有同名文件，内容不同，没有改动它")
_OVERWRITE = Text("To replace it: --overwrite", "如要替换，请加 --overwrite。")


def publish(path: Path, data: bytes, ledger: Ledger, generator: str, *, keep: bool = False) -> Published:
    """Publish one file, see Publisher. Raises DocgenError when its place cannot be written."""
    return Publisher(ledger, generator).put(File(path, data, keep))


def _tried(do: Callable[[T], Published], what: T, path: Path) -> Published | DocgenError:
    """What came of it, or the error that names `path`."""
    try:
        return do(what)
    except DocgenError as error:
        return error
    except OSError as error:
        return refusal(error, path)


def refusal(error: OSError, path: Path) -> DocgenError:
    """Why a file or folder cannot be written, for whoever wants it there."""
    if isinstance(error, PermissionError):
        why = Text("the file cannot be written", "文件无法写入")
        return DocgenError(why, hint=_OPEN_IN_WORD, where=DocumentSpot(str(path)))
    why = Text("the file cannot be written: {why}", "文件无法写入：{why}").format(why=reason_of(error))
    return DocgenError(why, hint=_too_long(error, path), where=DocumentSpot(str(path)))


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Raise what stops the block on the disk as the DocgenError that `path` cannot be written."""
    try:
        yield
    except OSError as error:
        raise refusal(error, path) from error


_LONGEST_ON_WINDOWS = 259


def _too_long(error: OSError, path: Path) -> Text | None:
    """What to do where Windows says of a long path that it is not there."""
    length = len(str(path.absolute()))
    if not isinstance(error, FileNotFoundError) or length <= _LONGEST_ON_WINDOWS:
        return None
    return _LONG.format(length=length, longest=_LONGEST_ON_WINDOWS)


_LONG = Text(
    "The path has {length} characters; Windows opens {longest} at most. Move the workspace up, to C:\\docgen perhaps.",
    "路径有{length}个字符，Windows 最多{longest}个。请把工作文件夹移到靠上的位置，例如 C:\\docgen。",
)


_OPEN_IN_WORD = Text(
    "If it is open in Word, close it there and run this again.", "如果它正在 Word 里打开，请先关闭再重试。"
)


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the place and move there, so that the place never holds half a file; a link there is replaced, not
    followed. Raises OSError."""
    draft = path.with_name(f".docgen-{token_hex(8)}.tmp")
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def write_private(path: Path, data: bytes) -> None:
    """Write a file whole, as `write_whole` does, for its owner alone. Raises OSError."""
    write_whole(path, data)
    narrow_rights(path)


def _sweep(folder: Path) -> None:
    """Take away what a run that was killed left half-written, once no run can still be writing it."""
    for leftover in folder.glob(LEFTOVERS):
        with suppress(FileNotFoundError):  # another run may sweep too
            if leftover.stat().st_mtime < time.time() - _STALE:
                leftover.unlink()


LEFTOVERS = ".docgen-*.tmp"
"""What a run that is killed may leave half-written beside a file."""

_STALE = 3600  # seconds
