"""Documents in a storage that is no folder of this machine: whatever fsspec knows (s3://, memory://, …).

Nothing can be renamed there as a whole. A folder counts as whole when its manifest is there: it is taken away first and
written last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from docgen.batch.folders import Placed
from docgen.batch.guard.openness import state_aside
from docgen.batch.history import History
from docgen.batch.manifest import MANIFEST, MadeFile, files_of
from docgen.batch.names import OLD, VOID, draft_names
from docgen.batch.publishing import File, Outcome, Published, refusal
from docgen.batch.shards import Shards, as_made
from docgen.files import has_content
from docgen.problems import DocgenError
from docgen.text import Text


class RemoteFolders:
    """The folders of a run below a URL; see docgen.batch.folders.Folders."""

    def __init__(self, out: Any, shards: Shards, history: History, *, overwrite: bool = False) -> None:
        self.out, self.shards, self.history, self.overwrite = out, shards, history, overwrite
        self.edited: dict[Path, dict[str, Path]] = {}

    def place(self, path: PurePosixPath) -> Path:
        """Where the folder of that path below the URL belongs."""
        place: Path = self.out.joinpath(*path.parts)
        return place

    def staged(self, path: PurePosixPath) -> Path:
        """Its files are written where they belong: from now on it is not whole. What a person changed there is put
        aside until they are."""
        place = self.place(path)
        self.edited[place] = {name: self._moved(place / name, OLD) for name in self._edited(place)}
        (place / MANIFEST).unlink(missing_ok=True)
        return place

    def put(self, path: PurePosixPath, made: Sequence[MadeFile], _staged: Path, keep: Iterable[str] = ()) -> Placed:
        """Say what was made in the place; what was there before and no longer belongs is moved to _作废."""
        place = self.place(path)
        known = self.shards.find(place)
        before = {name: stat[0] for name, stat in known.files.items()} if known else {}
        edited = self.edited.pop(place, {})
        drafts = {} if self.overwrite else {name: self._beside(place, name, before, made) for name in edited}
        names = {drafts.get(file.name, file.name) for file in made} | {*keep, *drafts}
        stale = self.void(place, [name for name in before if name not in names])
        files = []
        for file in made:
            if file.name in drafts:
                (place / file.name).rename(place / drafts[file.name])
                files.append(Published(place / drafts[file.name], Outcome.BESIDE, place / file.name))
            elif file.name != MANIFEST:
                outcome = Outcome.OVERWRITTEN if file.name in edited else _outcome(file, before)
                files.append(Published(place / file.name, outcome))
        for name in drafts:
            edited[name].rename(place / name)
        return Placed(files, stale)

    def _edited(self, place: Path) -> Iterator[str]:
        """The files of a whole folder that are not as docgen made them."""
        known = self.shards.find(place)
        for file in files_of(place):
            path, stat = place / file.name, known.files.get(file.name) if known else None
            if path.exists() and not as_made(path, stat or (file.sha256, file.size, 0)):
                yield file.name

    def _beside(self, place: Path, name: str, before: Mapping[str, str], made: Sequence[MadeFile]) -> str:
        """What is made beside the file of this name, which a person changed, is called 第2稿."""
        path, taken = PurePosixPath(name), {file.name for file in made}
        drafts = (each for each in draft_names(path) if each not in taken)
        return next(each for each in drafts if each in before or not (place / each).exists())

    def void(self, place: Path, names: Iterable[str]) -> list[tuple[Path, Path]]:
        """Move files of a folder to _作废. Gives where each lay, and lies now."""
        moved = [(place / name, self._moved(place / name, VOID)) for name in names if (place / name).exists()]
        return [(path, to) for path, to in moved if path.name != MANIFEST]

    def _moved(self, path: Path, where: Text) -> Path:
        to: Path = self.out.joinpath(where.written, self.history.id, *path.relative_to(self.out).parts)
        to.parent.mkdir(parents=True, exist_ok=True)
        state_aside(self.out, path, to)
        path.rename(to)
        return to

    def close(self) -> None:
        """Nothing is under way elsewhere."""


def _outcome(file: MadeFile, before: dict[str, str]) -> Outcome:
    if file.name not in before:
        return Outcome.NEW
    return Outcome.UNCHANGED if before[file.name] == file.sha256 else Outcome.REPLACED


class Uploads:
    """Writes single files below a URL; see docgen.batch.publishing.Publisher."""

    def __init__(self, *, dry: bool = False) -> None:
        self.dry = dry

    def put(self, file: File) -> Published:
        """Write one file. Raises DocgenError when that cannot be done."""
        try:
            there = file.path.exists()
            if there and has_content(file.path, file.data):
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
