"""What docgen remembers of each shard, the unit that is made and put in its place whole, so that one that has not
changed is not made again."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from docgen.batch.hashes import sha256_of
from docgen.batch.ledger import Ledger
from docgen.batch.manifest import MANIFEST
from docgen.problems import DocgenError
from docgen.register import PlaceFacts
from docgen.state import NotAsWritten, is_plain_name, parse_as
from docgen.text import Text
from docgen.urls import is_url

Stat = tuple[str, int, int]
"""Of a file: its SHA-256, how many bytes it has, when it was written last (nanoseconds)."""


class _Row(NamedTuple):
    """A shard as it is noted; its files and facts are JSON."""

    path: str
    town: str
    place: str
    digest: str
    rows: str
    files: str
    facts: str


@dataclass(frozen=True)
class Shard:
    """A shard in its place: the folder, the group and the place that it is for, what tells it from one with other
    content (`digest`), and what tells the `rows` that it was made of from others. What is known of each of its letters
    is `packed` until somebody asks: there may be a million."""

    path: Path
    town: str
    place: str
    digest: str
    rows: str
    packed: bytes

    @classmethod
    def of(
        cls,
        path: Path,
        place: tuple[str, str],
        digest: str,
        files: Mapping[str, Stat],
        facts: Mapping[str, Any],
        rows: str = "",
    ) -> Shard:
        """The shard of a place (group, place), with its files by name, and what the lists of a run tell of
        it."""
        return cls(path, *place, digest, rows, _packed(_json(files), _json(facts)))

    @property
    def files(self) -> Mapping[str, Stat]:
        """Its files by name."""
        return _unpacked(self.packed)[0]

    @property
    def facts(self) -> PlaceFacts:
        """What the lists of a run tell of it."""
        return _unpacked(self.packed)[1]

    def paths(self) -> list[Path]:
        """Its files, but for the manifest."""
        return [self.path / name for name in self.files if name != MANIFEST]

    def everything(self) -> list[Path]:
        """Its files, and those of packs that were printed before, as far as they are there."""
        files, facts = _unpacked(self.packed)
        names = dict.fromkeys((*(name for each in facts["packs"] for name in each["files"]), *files))
        return [self.path / name for name in names if name != MANIFEST and (self.path / name).exists()]

    @property
    def letters(self) -> int:
        """How many letters are in its packs."""
        return sum(len(facts["members"]) for facts in self.facts["packs"])

    @property
    def edited(self) -> bool:
        """Whether a person has changed a file of it, so that the one that was made lies beside."""
        files, facts = _unpacked(self.packed)
        own = (each for each in facts["packs"] if "sums" not in each)
        return any(name not in files for each in own for name in each["files"])

    def intact(self) -> bool:
        """Whether all of its files are there as they were made."""
        return all(as_made(self.path / name, stat) for name, stat in self.files.items())


class Shards:
    """The shards of one generator."""

    def __init__(self, ledger: Ledger, generator: str) -> None:
        self.ledger, self.generator = ledger, generator
        self.known: dict[str, Shard] = {}
        query = "SELECT path, town, place, digest, rows, files, facts FROM shard WHERE generator = ? ORDER BY path"
        for row in ledger.select(_Row, query, (generator,)):
            own = ledger.folder(row.path)
            self.known[row.path] = Shard(own, row.town, row.place, row.digest, row.rows, _packed(row.files, row.facts))

    @staticmethod
    def folders(ledger: Ledger) -> list[Path]:
        """The folders of all shards, of whichever generator."""
        return [ledger.folder(path) for (path,) in ledger.select(tuple[str], "SELECT path FROM shard ORDER BY path")]

    def announce(self, places: Mapping[Path, tuple[str, str]]) -> None:
        """Shards for these places (group, place) are about to be put in these folders. What is put there is
        known of, even when the run is killed before it takes note."""
        rows = [
            (self.ledger.key(path), self.generator, *place, "", "", "{}", _NOTHING)
            for path, place in places.items()
            if self.ledger.key(path) not in self.known
        ]
        with self.ledger.open() as db:
            db.executemany("INSERT OR IGNORE INTO shard VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def settle(self) -> None:
        """What was announced and has not come to its place is not expected any more."""
        query = "SELECT path FROM shard WHERE generator = ? AND facts = ?"
        rows = self.ledger.select(tuple[str], query, (self.generator, _NOTHING))
        absent = [row for row in rows if not self.ledger.place(row[0]).exists()]
        with self.ledger.open() as db:
            db.executemany("DELETE FROM shard WHERE path = ?", absent)

    def find(self, path: Path) -> Shard | None:
        """The shard whose folder this is, if there is one."""
        return self.known.get(self.ledger.key(path))

    def all(self) -> list[Shard]:
        """All of them, by path."""
        return [self.known[key] for key in sorted(self.known)]

    def record(self, shard: Shard) -> None:
        """This shard stands in its place now."""
        key = self.ledger.key(shard.path)
        made = zlib.decompress(shard.packed).decode().split("\0")
        row = (key, self.generator, shard.town, shard.place, shard.digest, shard.rows, *made)
        self.known[key] = shard
        with self.ledger.open() as db:
            db.execute("INSERT OR REPLACE INTO shard VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def keep(self, shard: Shard, rows: str) -> None:
        """This shard is made of these rows now, and is the same."""
        if rows != shard.rows:
            key = self.ledger.key(shard.path)
            self.known[key] = replace(shard, rows=rows)
            with self.ledger.open() as db:
                db.execute("UPDATE shard SET rows = ? WHERE path = ?", (rows, key))

    def drop(self, shard: Shard) -> None:
        """This shard does not stand there any more."""
        key = self.ledger.key(shard.path)
        self.known.pop(key, None)
        with self.ledger.open() as db:
            db.execute("DELETE FROM shard WHERE path = ?", (key,))


_NOTHING = '{"packs":[],"order":[0,0]}'
"""The facts of a shard that was announced."""


def stats(folder: Path, files: Iterable[tuple[str, str]]) -> dict[str, Stat]:
    """What is to be remembered of the files in `folder`, given by name and SHA-256. Raises OSError."""
    found, is_far = {}, is_url(folder)
    for name, digest in files:
        stat = (folder / name).stat() if is_far else os.stat(f"{folder}{os.sep}{name}")  # noqa: PTH116 - of so many
        found[name] = (digest, stat.st_size, stat.st_mtime_ns)
    return found


def as_made(path: Path, known: Stat) -> bool:
    """Whether a file is as it is known; it is read only if its time says otherwise."""
    digest, size, written = known
    try:
        stat = path.stat()
    except OSError:
        return False
    if stat.st_size != size:
        return False
    return stat.st_mtime_ns == written or sha256_of(path) == digest


def _packed(files: str, facts: str) -> bytes:
    return zlib.compress(f"{files}\0{facts}".encode(), 1)


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> tuple[dict[str, Stat], PlaceFacts]:
    """The files and the facts of a shard; several things in turn are asked of one."""
    made, said = zlib.decompress(packed).decode().split("\0")
    try:
        files, facts = parse_as(dict[str, Stat], made), parse_as(PlaceFacts, said)
    except NotAsWritten:
        raise DocgenError(_NO_FACTS, hint=_NOTES) from None
    names = [*files, *(name for pack in facts["packs"] for name in (*pack["files"], *pack.get("sums", ())))]
    if wrong := next((name for name in names if not is_plain_name(name)), None):
        raise DocgenError(_NO_NAME.format(name=wrong), hint=_NOTES)
    return files, facts


_NO_FACTS = Text("the notes on print packs are not as docgen wrote them", "批次记录不是程序写的样子")
_NO_NAME = Text(
    "the notes on print packs name a file that lies in no folder of packs: {name}",
    "批次记录里的文件名指到了别处：{name}",
)
_NOTES = Text(
    "Somebody has changed .docgen/ledger.sqlite. Bring back the last copy of it, or ask who sent this workspace. "
    "Without a copy, delete it: files made before are then kept, and new ones written beside them.",
    "有人改动过 .docgen/ledger.sqlite。请恢复备份；工作文件夹是别人发来的，请先问清楚。"
    "没有备份的，请删除它：以前生成的文件会原样保留，新的写在旁边。",
)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
