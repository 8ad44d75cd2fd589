"""The letters that are to be handed out, by what is remembered of print packs: their counts must add up, and no
household may have two (E52)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.batch.shards import Shard
from docgen.batch.verify.words import Words
from docgen.problems import Problem, Severity
from docgen.register import PrintedPack
from docgen.text import Text

Key = tuple[str, str, int]
"""A pack: township, community, number."""
Facts = Mapping[str, Any]


def letter_files(facts: Facts) -> list[str]:
    """The files of a pack that hold its letters: before its cover sheet and its receipt list."""
    return list(facts["files"][:-2])


@dataclass(frozen=True)
class Lives:
    """The packs of one generator: those of its `shards`, and those that are marked as `printed`."""

    shards: Sequence[Shard]
    printed: Mapping[Key, PrintedPack]

    @classmethod
    def of(cls, shards: Sequence[Shard], printed: Iterable[PrintedPack]) -> Lives:
        """What is remembered."""
        return cls(shards, {(pack.town, pack.place, pack.number): pack for pack in printed})

    def is_printed(self, shard: Shard, facts: Facts) -> bool:
        """Whether a pack is marked as printed."""
        return (shard.town, shard.place, facts["number"]) in self.printed

    def pulled(self, shard: Shard) -> frozenset[tuple[int, int]]:
        """The letters of a place that are pulled out of their bundles, or are to be, by pack and number."""
        listed = ((pack, number) for pack, number in shard.facts.get("recalls", ()))
        before = (
            (pack.number, letter.number)
            for (town, place, _), pack in self.printed.items()
            if (town, place) == (shard.town, shard.place)
            for letter in pack.letters
            if letter.recalled
        )
        return frozenset((*listed, *before))

    def problems(self, generator: str, words: Words, out: Path) -> Iterator[Problem]:
        """Places whose counts do not add up, and codes that have two letters below `out`: elsewhere lie copies."""
        for shard in self.shards:
            due, printed, missing = self._counts(shard)
            if due != printed + missing:
                text = _DIFFER.format(due=due, printed=printed, missing=missing)
                hint = _ANEW.format(command=words.command(generator, shard.town, shard.place))
                yield Problem("counts", Severity.ERROR, text, words.spot(shard.path), hint)
        yield from self._doubles(words, out)

    def _counts(self, shard: Shard) -> tuple[int, int, int]:
        """How many letters the last run found due, how many it printed or let stand, how many it lacked."""
        packs = shard.facts["packs"]
        if not packs:
            return 0, 0, 0
        last = packs[-1]
        made = [facts for facts in packs if _of_one_run(facts, last)]
        missing = len({row for facts in made for _, row, _ in facts["missing"]})
        if all(self.is_printed(shard, facts) for facts in made) and len(made) < len(packs):
            return last["due"], last["due"], 0  # what has become of the packs before since then is not known
        pulled = self.pulled(shard)
        return last["due"], sum(_standing(facts, pulled) for facts in packs), missing

    def _doubles(self, words: Words, out: Path) -> Iterator[Problem]:
        first: dict[str, str] = {}
        for shard in (each for each in self.shards if each.path.is_relative_to(out)):
            pulled = self.pulled(shard)
            for facts in shard.facts["packs"]:
                for number, code, *_ in facts["members"]:
                    if not code or (facts["number"], number) in pulled:
                        continue
                    here = f"{shard.town}{shard.place}第{facts['number']}批{number:03}"
                    there = first.setdefault(code, here)
                    if there != here:
                        text = _TWICE.format(code=code, one=there, other=here)
                        yield Problem("double", Severity.ERROR, text, words.spot(shard.path), _PULL)


def _of_one_run(facts: Facts, last: Facts) -> bool:
    return all(facts[name] == last[name] for name in ("of", "due", "supplement"))


def _standing(facts: Facts, pulled: frozenset[tuple[int, int]]) -> int:
    return sum((facts["number"], number) not in pulled for number, *_ in facts["members"])


_DIFFER = Text(
    "the counts do not add up: {due} due, {printed} printed, {missing} missing",
    "份数不符：应发{due}，印制{printed}，缺{missing}",
)
_ANEW = Text("Run {command} --again.", "请运行 {command} --again。")
_TWICE = Text("{code} has two letters: {one} and {other}", "编号{code}有两封信：{one} 和 {other}")
_PULL = Text(
    "Keep the newer one, pull out the other; do not hand out both.", "留下新的一封，抽出另一封，不要两封都发。"
)
