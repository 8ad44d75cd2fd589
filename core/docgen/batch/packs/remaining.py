"""What stays known of a folder in which a run was undone: the packs there that were printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from docgen.batch.hashes import sha256_of
from docgen.batch.ledger import Ledger
from docgen.batch.manifest import MANIFEST, MadeFile, manifest
from docgen.batch.packs.making import write
from docgen.batch.shards import Shard, Shards, stats
from docgen.register import PrintedPack


class Remaining:
    """The folders of packs that were `printed`, by generator, whose paths begin at `out`. To be made before anything is
    undone."""

    def __init__(self, ledger: Ledger, out: Path, printed: Mapping[str, Iterable[PrintedPack]]) -> None:
        self.ledger = ledger
        self.of_folder: dict[Path, tuple[Shards, list[PrintedPack]]] = {}
        for generator, packs in printed.items():
            shards = Shards(ledger, generator)
            for pack in packs:
                self.of_folder.setdefault(out / pack.folder, (shards, []))[1].append(pack)

    def keep(self, folder: Path) -> bool:
        """Have the shard of a folder and its manifest tell of the printed packs only, so that the next run plans the
        place anew; gives whether there are any. Raises OSError."""
        shards, packs = self.of_folder.get(folder, (None, []))
        shard = shards.find(folder) if shards else None
        own = [pack for pack in packs if shard and (pack.town, pack.place) == (shard.town, shard.place)]
        if not shards or not shard or not own:
            return False
        others = list(self._others(shard, shards.generator, own))
        said = {"generator": shards.generator, "digest": "", "packs": []}
        (folder / MANIFEST).unlink(missing_ok=True)
        made = write(folder, MANIFEST, manifest(said, others))
        self.ledger.record(folder, {MANIFEST: made.sha256}, shards.generator)
        files = stats(folder, [(file.name, file.sha256) for file in (*others, made)])
        shards.record(Shard.of(folder, (shard.town, shard.place), "", files, _facts(shard, own)))
        return True

    def _others(self, shard: Shard, generator: str, packs: Sequence[PrintedPack]) -> Iterator[MadeFile]:
        """What lies there besides as docgen made it: an undoing leaves alone what has changed since, and brings back
        what was there before. PDFs are in no manifest."""
        printed = {MANIFEST, *(name for pack in packs for name in pack.files)}
        for name, digests in sorted(self.ledger.known(shard.path, generator).items()):
            path = shard.path / name
            if name not in printed and path.suffix != ".pdf" and path.is_file():
                digest = sha256_of(path)
                if digest in digests:
                    yield MadeFile(name, digest, path.stat().st_size)


def _facts(shard: Shard, packs: Sequence[PrintedPack]) -> dict[str, Any]:
    """What lists tell of printed packs that are left alone. A supplement to them that is no more is as one that was not
    made yet; the letters of another pack are still due, so that the counts do not add up until it is made again."""
    gone = {facts["number"]: facts for facts in shard.facts["packs"]}
    kept = [gone.pop(pack.number, pack.facts) for pack in packs]
    recalled = {(pack.number, letter.number) for pack in packs for letter in pack.letters if letter.recalled}
    standing = [
        whose for facts in kept for number, whose in _letters(facts) if (facts["number"], number) not in recalled
    ]
    others = (whose for facts in gone.values() if not facts["supplement"] for _, whose in _letters(facts))
    lost = {*others, *shard.facts.get("lost", ())}.difference(standing)
    missing = list({each[1]: each for facts in (*kept, *gone.values()) for each in facts["missing"]}.values())  # by row
    due = len(standing) + len(lost) + len(missing)
    listed = [
        {**facts, "due": due, "missing": [], "sums": dict(pack.files), "files": list(pack.files)}
        for facts, pack in zip(kept, packs, strict=True)
    ]
    listed[-1]["missing"] = missing
    pulled = {"recalls": [], "pulled": len(recalled)}
    return {"packs": listed, "order": shard.facts["order"], **pulled, "lost": sorted(lost)}


def _letters(facts: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The letters of a pack: the number of each, and its code, or else its row."""
    return ((number, code or row) for number, code, row, *_ in facts["members"])
