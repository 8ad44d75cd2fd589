"""Documents in a storage that is no folder of this machine: whatever fsspec knows (s3://, memory://, …).

Nothing can be renamed there as a whole. A folder counts as whole when its manifest is there: it is taken away first and
written last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from docgen.batch.folders import Placed
from docgen.batch.history import VOID, History
from docgen.batch.manifest import MANIFEST, MadeFile
from docgen.batch.publish import File, Outcome, Published, refusal
from docgen.batch.shards import Shards
from docgen.problems import DocgenError


class RemoteFolders:
    """The folders of a run below a URL; see docgen.batch.folders.Folders."""

    def __init__(self, out: Any, shards: Shards, history: History) -> None:
        self.out, self.shards, self.history = out, shards, history

    def place(self, path: PurePosixPath) -> Path:
        """Where the folder of that path below the URL belongs."""
        place: Path = self.out.joinpath(*path.parts)
        return place

    def staged(self, path: PurePosixPath) -> Path:
        """Its files are written where they belong: from now on it is not whole."""
        place = self.place(path)
        (place / MANIFEST).unlink(missing_ok=True)
        return place

    def put(self, path: PurePosixPath, made: Sequence[MadeFile], _staged: Path, keep: Iterable[str] = ()) -> Placed:
        """Say what was made in the place; what was there before and no longer belongs is moved to _作废."""
        place = self.place(path)
        known = self.shards.find(place)
        before = {name: stat[0] for name, stat in known.files.items()} if known else {}
        names = {file.name for file in made} | set(keep)
        stale = self.void(place, [name for name in before if name not in names])
        files = [Published(place / file.name, _outcome(file, before)) for file in made if file.name != MANIFEST]
        return Placed(files, stale)

    def void(self, place: Path, names: Iterable[str]) -> list[tuple[Path, Path]]:
        """Move files of a folder to _作废. Gives where each lay, and lies now."""
        moved = []
        for name in names:
            path = place / name
            if path.exists():
                to = self.out.joinpath(VOID, self.history.id, *path.relative_to(self.out).parts)
                to.parent.mkdir(parents=True, exist_ok=True)
                path.rename(to)
                moved.append((path, to))
        return [(path, to) for path, to in moved if path.name != MANIFEST]

    def close(self) -> None:
        """Nothing is under way elsewhere."""


def _outcome(file: MadeFile, before: dict[str, str]) -> Outcome:
    if file.name not in before:
        return Outcome.NEW
    return Outcome.UNCHANGED if before[file.name] == file.sha256 else Outcome.REPLACED


class Uploads:
    """Writes single files below a URL; see docgen.batch.publish.Publisher."""

    def __init__(self, *, dry: bool = False) -> None:
        self.dry = dry

    def put(self, file: File) -> Published:
        """Write one file. Raises DocgenError when that cannot be done."""
        try:
            there = file.path.exists()
            if there and file.path.read_bytes() == file.data:
                return Published(file.path, Outcome.UNCHANGED)
            if not self.dry:
                file.path.parent.mkdir(parents=True, exist_ok=True)
                file.path.write_bytes(file.data)
        except OSError as error:
            raise refusal(error, file.path) from error
        return Published(file.path, Outcome.REPLACED if there else Outcome.NEW)

    def publish(self, files: Sequence[File]) -> list[Published | DocgenError]:
        """Write the files; gives for each its place, or the error that names it."""
        made: list[Published | DocgenError] = []
        for file in files:
            try:
                made.append(self.put(file))
            except DocgenError as error:
                made.append(error)
        return made
