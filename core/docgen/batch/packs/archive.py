"""A zip file of the packs of each township, to be taken along."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from docgen.batch.history import History
from docgen.batch.names import VOID
from docgen.batch.publishing import File
from docgen.batch.shards import Shard
from docgen.files import read_file, unreadable
from docgen.problems import DocgenError, DocumentSpot

_NO_TIME = (1980, 1, 1, 0, 0, 0)


def archives(shards: Iterable[Shard], out: Path) -> Iterator[tuple[Path, File | DocgenError]]:
    """The zip file of each township, where it lies: the same bytes for the same packs; or the error for a file of its
    packs that cannot be read."""
    towns: dict[Path, list[Shard]] = {}
    for shard in shards:
        towns.setdefault(town_folder(shard, out), []).append(shard)
    for folder, own in towns.items():
        path = archive_of(folder)
        try:
            yield path, File(path, _zipped(folder, own))
        except OSError as error:
            yield path, unreadable(error, DocumentSpot(str(error.filename or folder)))


def town_folder(shard: Shard, out: Path) -> Path:
    """The folder of the township of a shard: the second one below out/, or the shard's own."""
    parts = shard.path.relative_to(out).parts
    return out.joinpath(*parts[:2])


def archive_of(folder: Path) -> Path:
    """Where the zip file of a township lies."""
    return folder.with_name(f"{folder.name}.zip")


def _zipped(folder: Path, shards: Iterable[Shard]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(path for shard in shards for path in shard.everything()):
            inside = zipfile.ZipInfo((Path(folder.name) / path.relative_to(folder)).as_posix(), _NO_TIME)
            inside.external_attr = 0o644 << 16
            archive.writestr(inside, read_file(path))
    return file.getvalue()


def outdated(shards: Iterable[Shard], changed: Iterable[Path], out: Path, history: History) -> list[tuple[Path, Path]]:
    """Move aside the zip files of townships in which a file has `changed`; gives where they lay and lie now."""
    there = {archive: town for shard in shards if (archive := archive_of(town := town_folder(shard, out))).exists()}
    folders = {path.parent for path in changed} if there else set()
    stale = [archive for archive, town in there.items() if any(folder.is_relative_to(town) for folder in folders)]
    return [(path, history.take_away(path, VOID)) for path in sorted(stale)]
