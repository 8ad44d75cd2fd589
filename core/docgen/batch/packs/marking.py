"""Marks packs as printed: from then on they stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from docgen.batch.hashes import sha256_of
from docgen.batch.history import user
from docgen.batch.shards import Shard
from docgen.problems import DocgenError, DocumentSpot, Problem, Severity, UsageError
from docgen.register import PackFacts, PrintedLetter, PrintedPack, Printings
from docgen.text import Text

Known = Mapping[tuple[str, str, int], PrintedPack]


class Marked(NamedTuple):
    """What was marked as printed, and how many letters count as pulled out of their bundles now."""

    packs: list[PrintedPack]
    pulled: int


def mark(shards: Iterable[Shard], printings: Printings, out: Path, day: str, only: int | None = None) -> Marked:
    """Freeze the packs of these places that are not printed yet (`only` that number, if one is given), as they lie
    below `out`, on a day. What was to be pulled out of bundles is taken to be pulled out. Gives what was frozen. Raises
    DocgenError, and freezes nothing, when a file is not as it was made, or a pack before the only one is not printed:
    its letters would be numbered anew."""
    known = {(pack.town, pack.place, pack.number): pack for pack in printings.all()}
    found: list[PrintedPack] = []
    recalls: list[tuple[PrintedPack, PrintedLetter]] = []
    for shard in shards:
        new = [facts for facts in shard.facts["packs"] if (shard.town, shard.place, facts["number"]) not in known]
        _refuse_drafts(shard, new)
        found += [_printed(shard, facts, out, day) for facts in _in_turn(new, only)]
        recalls += _pulled(shard, known)
    changed = [problem for pack in found for problem in _changed(pack, out)]
    if changed:
        raise DocgenError(changed[0].text, hint=changed[0].hint, where=changed[0].where, problems=changed)
    printings.freeze(found)
    printings.recall(recalls)
    return Marked(found, len(recalls))


def _refuse_drafts(shard: Shard, packs: Iterable[PackFacts]) -> None:
    """Raise DocgenError when a pack has a file that a person edited, beside which the new one is 第2稿: it is not known
    which was printed."""
    for facts in packs:
        known = {*shard.files, *facts.get("sums", ())}
        for name in facts["files"]:
            if name not in known:
                raise DocgenError(_EDITED, hint=_KEEP_ONE, where=DocumentSpot(str(shard.path / name)))


_EDITED = Text(
    "the file was edited by hand and has a newer one beside it: it is not known which was printed",
    "文件被手工改过，旁边另有新生成的一稿（第2稿）：无法确认印的是哪一个",
)
_KEEP_ONE = Text(
    "Move the edited file out of the folder, run the command without --mark-printed, and print what it makes.",
    "请把改过的文件移出文件夹，先不带 --mark-printed 重新运行，再印新生成的文件。",
)


def unmark(shards: Iterable[Shard], printings: Printings, only: int | None = None) -> list[PrintedPack]:
    """Take back that packs of these places were printed (`only` that number, if one is given); gives them."""
    places = {(shard.town, shard.place) for shard in shards}
    printed = [pack for pack in printings.all() if (pack.town, pack.place) in places]
    found = [pack for pack in printed if only in (None, pack.number)]
    for pack in found:
        later = [each.number for each in printed if _place(each) == _place(pack) and each.number > pack.number]
        if only and later:
            raise UsageError(_LATER.format(number=only, later=max(later)), hint=_LATER_FIRST)
    printings.thaw(found)
    return found


def _place(pack: PrintedPack) -> tuple[str, str]:
    return pack.town, pack.place


def _in_turn(new: Sequence[PackFacts], only: int | None) -> Iterator[PackFacts]:
    """Those of the packs that are to be marked."""
    for facts in new:
        if only is not None and facts["number"] < only <= new[-1]["number"]:
            raise UsageError(_EARLIER.format(number=only, earlier=facts["number"]), hint=_EARLIER_FIRST)
        if only in (None, facts["number"]):
            yield facts


_EARLIER = Text(
    "pack {earlier} comes before pack {number}, and is not printed yet",
    "第{earlier}批在第{number}批之前，还没有记为印好",
)
_EARLIER_FIRST = Text("Mark that first.", "请先标记前面的批次。")
_LATER = Text("pack {later} comes after pack {number}, and is printed", "第{later}批在第{number}批之后，已记为印好")
_LATER_FIRST = Text("Take that back first.", "请先取消后面的批次。")


def _pulled(shard: Shard, known: Known) -> Iterator[tuple[PrintedPack, PrintedLetter]]:
    """The letters that were to be pulled out of bundles, as far as their packs are still marked as printed."""
    for number, place in shard.facts.get("recalls", ()):
        if pack := known.get((shard.town, shard.place, number)):
            yield from ((pack, letter) for letter in pack.letters if letter.number == place and not letter.recalled)


def _printed(shard: Shard, facts: PackFacts, out: Path, day: str) -> PrintedPack:
    letters = tuple(PrintedLetter(number, code, digest, was) for number, code, _, digest, was in facts["members"])
    files = facts.get("sums") or {name: shard.files[name][0] for name in facts["files"] if name in shard.files}
    folder = shard.path.relative_to(out).as_posix()
    return PrintedPack(
        shard.town, shard.place, facts["number"], folder, files, facts["template"], day, user(), facts, letters
    )


def _changed(pack: PrintedPack, out: Path) -> Iterator[Problem]:
    """The files of a pack that are not as docgen made them."""
    for name, digest in pack.files.items():
        path = out / pack.folder / name
        if not _holds(path, digest):
            yield Problem("changed", Severity.ERROR, _CHANGED, DocumentSpot(str(path)), _ANEW)


def _holds(path: Path, digest: str) -> bool:
    """Whether a file is as docgen made it; of one that cannot be read it is not known."""
    try:
        return sha256_of(path) == digest
    except OSError:
        return False


_CHANGED = Text(
    "the file is gone, cannot be read, or was changed after it was made: it is not known what was printed",
    "文件不见了、读不出，或生成后改过：无法确认印的是什么",
)
_ANEW = Text(
    "Run the command without --mark-printed: what is missing is made again; then print that.",
    "请先不带 --mark-printed 重新运行，补齐文件后再印。",
)


def older_templates(packs: Sequence[PrintedPack], template: str) -> Problem | None:
    """Which packs were printed with another version of the template, as one note."""
    older = [pack for pack in packs if pack.template != template]
    if not older:
        return None
    named = [f"{pack.place or pack.town}第{pack.number}批（{pack.facts.get('version') or pack.day}）" for pack in older]
    shown = "、".join(named[:_SHOWN]) + ("……" if len(named) > _SHOWN else "")
    text = Text(
        "the template has changed since {n} packs were printed, which stay as they are: {packs}",
        "模板在这{n}批印出后改过，已印的不重印：{packs}",
    )
    return Problem("template-changed", Severity.NOTE, text.format(n=len(older), packs=shown))


_SHOWN = 10
