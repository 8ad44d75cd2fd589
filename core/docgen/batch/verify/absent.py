"""Communities that should have print packs and have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from docgen.batch.packs.groups import name_of
from docgen.batch.shards import Shard
from docgen.batch.verify.words import Words
from docgen.data import Dataset
from docgen.plugin.generator import Generator
from docgen.problems import Problem, Severity
from docgen.schema import Record
from docgen.text import Text


def absent(generator: Generator, data: Dataset, shards: Sequence[Shard], words: Words) -> Iterator[Problem]:
    """The places that are due documents of a generator, asked for everything, and lie in a township of these shards
    without being among them: a problem for each township."""
    assert generator.packs
    towns = {shard.town for shard in shards}
    there = {(shard.town, shard.place) for shard in shards}
    missing: dict[str, list[tuple[str, int]]] = {}
    for (town, place), number in _due(generator, data).items():
        covered = {(town, place), (town, ""), ("", "")} & there
        if town in towns and not covered:
            missing.setdefault(town, []).append((place, number))
    for town, places in missing.items():
        shown = "、".join(place for place, _ in places[:_SHOWN]) + ("……" if len(places) > _SHOWN else "")
        text = _ABSENT.format(town=town, n=len(places), places=shown, letters=sum(number for _, number in places))
        hint = _MAKE.format(command=words.command(generator.name, town), town=town)
        where = next(shard.path.parent for shard in shards if shard.town == town)
        yield Problem("absent", Severity.ERROR, text, words.spot(where), hint)


def _due(generator: Generator, data: Dataset) -> Counter[tuple[str, str]]:
    """How many documents each community is due, by its names, and whether they can be made or not."""
    assert generator.packs
    assert generator.each
    town, place = generator.packs.place
    rows = data[generator.each].columns(town, place)
    return Counter((name_of(own), name_of(home)) for own, home in rows if isinstance(home, Record))


_SHOWN = 5
_ABSENT = Text(
    "{n} communities of {town} have no print packs ({letters} households): {places}",
    "{town}还有{n}个社区没有打印批次（{letters}户）：{places}",
)
_MAKE = Text(
    "Make them: {command}. To hand over without them, name the communities after {town}.",
    "请先生成：{command}；如果先交一部分，请在{town}后面写明社区名。",
)
