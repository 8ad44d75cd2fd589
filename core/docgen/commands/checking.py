"""What `docgen runs verify` and `docgen handover` look at: what was made, what was printed, what the rows say."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from docgen.app import instance
from docgen.batch.attempts import GO_ON, unfinished
from docgen.batch.packs.layout import Together
from docgen.batch.shards import Shard
from docgen.batch.verify.comparing import Comparison
from docgen.batch.verify.disk import Disk, shards_of
from docgen.batch.verify.living import Lives
from docgen.batch.verify.words import Words
from docgen.commands.base import App
from docgen.commands.packs import PackWish, PrintRoom
from docgen.plugin.generator import REQUIRED, Generator
from docgen.problems import Problem, Severity
from docgen.register import Printings, Store
from docgen.text import Text


@dataclass(frozen=True)
class Check:
    """A look at a workspace: its files, and its print packs by generator."""

    app: App
    words: Words
    disk: Disk
    lives: Mapping[str, Lives]

    @classmethod
    def of(cls, app: App) -> Check:
        """What is remembered of the workspace. Raises DocgenError when there is none, or its notes cannot be used."""
        home, known = app.workspace, generators(app)
        ledger, store = app.history, Store(home.register)
        names = {name: Text(name, each.alias or name) for name, each in known.items()}
        placed = [name for name, each in known.items() if any(p.kind is tuple for p in each.parameters().values())]
        words = Words(ledger, names, placed)
        shards = shards_of(ledger)
        packed = (name for name, each in known.items() if each.packs)
        printed = {name: Printings(store, name).all() for name in dict.fromkeys((*packed, *shards))}
        lives = {name: Lives.of(shards.get(name, ()), packs) for name, packs in printed.items()}
        return cls(app, words, Disk.of(words, home.out, printed), lives)

    def counts(self) -> Iterator[Problem]:
        """Counts that do not add up, rows with two letters."""
        for name, lives in self.lives.items():
            yield from lives.problems(name, self.words, self.disk.out)

    def unfinished(self) -> Iterator[Problem]:
        """Runs that did not come to their end: what they had still to make is not there."""
        for attempt in unfinished(self.words.ledger) if self.words.ledger.file.exists() else ():
            text = _UNFINISHED.format(typed=attempt.typed, began=attempt.began)
            where = self.words.spot(self.words.ledger.file)
            yield Problem("unfinished", Severity.WARNING, text, where, GO_ON)

    def comparisons(self, jobs: int | None = None) -> list[Comparison | Problem]:
        """What compares the letters of all packs with their rows, by generator and by whose letters stand together; a
        problem instead where that cannot be."""
        return [each for name, lives in self.lives.items() for each in self.of_generator(name, lives, jobs)]

    def of_generator(self, name: str, lives: Lives, jobs: int | None = None) -> Iterator[Comparison | Problem]:
        """The same for some packs of one generator."""
        for together, shards in _layouts(lives.shards).items():
            made = made_of(self.app, name)
            if made is None:
                where = self.words.spot(shards[0].path)
                yield Problem("not-compared", Severity.WARNING, _UNKNOWN.format(name=name), where, _INSTALL)
                continue
            room = PrintRoom(self.app, made, PackWish(dry_run=True, combine=together))
            some, processes = replace(lives, shards=shards), jobs or os.cpu_count() or 1
            yield Comparison(room.planner, some, room.tools.letter, self.words, processes)


def generators(app: App) -> dict[str, type[Generator]]:
    """The generators by name, without their aliases."""
    return {owned.item.name: owned.item for owned in app.plugins.registry.generators.values()}


def made_of(app: App, name: str) -> Generator | None:
    """The generator, asked for everything; None if there is none, or it must be told more."""
    known = generators(app).get(name)
    if known is None or not known.packs:
        return None
    asked: dict[str, Any] = {key: () for key, each in known.parameters().items() if each.kind is tuple}
    if any(each.default is REQUIRED and key not in asked for key, each in known.parameters().items()):
        return None
    return instance(app, known, asked)


def _layouts(shards: Iterable[Shard]) -> dict[str | None, list[Shard]]:
    """The shards by whose letters stand together, as --combine says it."""
    found: dict[str | None, list[Shard]] = {}
    for shard in shards:
        together = None if shard.place else Together.TOWN.value if shard.town else Together.ALL.value
        found.setdefault(together, []).append(shard)
    return found


_UNFINISHED = Text(
    "this run has not come to its end: docgen {typed}, begun {began}", "这一批没有做完：docgen {typed}（{began} 开始）"
)
_UNKNOWN = Text(
    "its letters are not compared: {name} is not there, or must be told more", "没有比对：没有 {name}，或它还要别的参数"
)
_INSTALL = Text("Install or trust its plugin, and verify again.", "请安装或信任它的插件后再核对。")
