"""Prints some letters again, just as the packs number them: after a jam, or for those that somebody asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from docgen.batch.packs.entries import Entry
from docgen.batch.packs.frozen import Frozen, Place
from docgen.batch.packs.planning import PlacePlan, Planner
from docgen.problems import Problem, Severity, UsageError, did_you_mean
from docgen.schema import Record
from docgen.text import Text

REPRINTS = "_重印"
"""The folder below out/ for what is printed again."""


@dataclass(frozen=True)
class Selection:
    """The letters that somebody asks for: by their codes, by their numbers in one place, by what their rows hold."""

    codes: frozenset[str] = frozenset()
    numbers: range | None = None
    where: Callable[[Record], bool] | None = None

    def holds(self, entry: Entry) -> bool:
        """Whether this letter is asked for."""
        member = entry.member
        return (
            (not self.codes or member.code in self.codes)
            and (self.numbers is None or member.number in self.numbers)
            and (self.where is None or self.where(entry.row))
        )

    def names_printed(self, plan: PlacePlan) -> bool:
        """Whether numbers are asked for that were printed, though they may be no letter's any more."""
        printed = (letter.number for pack in plan.printed for letter in pack.letters)
        return self.numbers is not None and any(number in self.numbers for number in printed)


@dataclass(frozen=True)
class Reprint:
    """Letters of one pack to print again, in a file of this path below out/ (without suffix)."""

    path: PurePosixPath
    entries: Sequence[Entry]


def reprints(planner: Planner, selection: Selection) -> Iterator[tuple[PlacePlan, list[Reprint]]]:
    """What to print again, place by place. Raises UsageError when nobody has one of the codes, or numbers are asked for
    of several places."""
    if selection.numbers is not None and len(planner.groups) != 1:
        raise UsageError(_WHICH_PLACE, hint=_NAME_IT)
    left, found = set(selection.codes), False
    for plan in planner.places():
        chosen = [entry for entry in plan.entries if selection.holds(entry)]
        left -= {entry.member.code for entry in chosen}
        if chosen or selection.names_printed(plan):
            found = True
            yield plan, list(_by_pack(plan, chosen))
    if left:
        raise _not_found(min(left), planner.homes)
    if not found:
        raise UsageError(_NONE, hint=_ALL)


def _not_found(code: str, homes: Mapping[str, Place]) -> UsageError:
    """Why there is no letter of a code among those that were asked for."""
    if code in homes:
        return UsageError(_NOT_HERE.format(code=code, place="".join(homes[code])))
    return UsageError(_NO_CODE.format(code=code), hint=did_you_mean(code, homes))


_NO_CODE = Text("no letter has the code {code}", "没有编号为“{code}”的信")
_NOT_HERE = Text(
    "the letter of {code} is not among those asked for: its household is in {place}, or held back there",
    "要找的信里没有{code}：这一户在{place}，或者那里的信暂停生成",
)
_NONE = Text("no letter is among those that were asked for", "没有符合要求的信")
_ALL = Text("Without --range and --where all letters are made.", "不带 --range、--where 则生成全部。")
_WHICH_PLACE = Text("--range counts within one community", "--range 是一个社区内的序号")
_NAME_IT = Text(
    "Name it: docgen letter 石羊镇 丰乐社区 --range 120-135",
    "请写明社区：docgen 公开信 石羊镇 丰乐社区 --range 120-135",
)


def _by_pack(plan: PlacePlan, entries: Sequence[Entry]) -> Iterator[Reprint]:
    new = {member.number: job.pack.number for job in plan.packs for member in job.pack.members}

    def pack(entry: Entry) -> int:
        return entry.lying.pack.number if entry.lying else new.get(entry.member.number, 0)

    ordered = sorted(entries, key=lambda entry: (pack(entry), entry.member.number))
    for number, group in groupby((entry for entry in ordered if entry.context is not None), pack):
        some = list(group)
        first, last = some[0].member.number, some[-1].member.number
        name = f"{plan.stem}_第{number}批_重印{len(some)}份_{first:03}-{last:03}"
        yield Reprint(PurePosixPath(REPRINTS) / plan.path / name, some)


def superseded(plan: PlacePlan, frozen: Frozen, numbers: range, homes: Mapping[str, Place]) -> Iterator[Problem]:
    """Numbers of printed packs whose letters have changed since, or are not to be sent any more; `homes` are the places
    of all households, by code."""
    for pack in plan.printed:
        for letter in pack.letters:
            there = frozen.last.get(letter.code)
            entry = next((each for each in plan.entries if each.member.code == letter.code), None)
            right = there is not None and there.letter is letter and entry is not None and entry.lying is there
            if letter.number in numbers and not right:
                now = _now(entry, homes.get(letter.code))
                text = _SUPERSEDED.format(number=letter.number, pack=pack.number, now=now)
                yield Problem("superseded", Severity.WARNING, text)


def _now(entry: Entry | None, home: Place | None) -> Text:
    if entry:
        return Text("now number {n}", "现为第{n}号").format(n=entry.member.number)
    return Text("now in {place}", "现在{place}").format(place="".join(home)) if home else _GONE


_SUPERSEDED = Text(
    "letter {number} of pack {pack} is not printed again: its household has changed since ({now})",
    "第{pack}批第{number}号没有重印：这一户印后有变动（{now}）",
)
_GONE = Text("no longer in the roll", "户册中已无此户")
