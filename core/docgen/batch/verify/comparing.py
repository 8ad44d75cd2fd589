"""Finds the letters in print files that are not as their rows say, and says what to do about each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.batch.contexts import Contexts
from docgen.batch.packs.entries import Entry
from docgen.batch.packs.frozen import of_letter
from docgen.batch.packs.planning import PlacePlan, Planner
from docgen.batch.packs.run import of_template
from docgen.batch.parcel import PACKING
from docgen.batch.shards import Shard
from docgen.batch.verify.content import Expected, Found, Reading, Verdict, compare
from docgen.batch.verify.living import Facts, Lives, letter_files
from docgen.batch.verify.words import Words
from docgen.batch.workers import must_be_watched, processes
from docgen.files import lies
from docgen.plugin.parameter import make_blank
from docgen.problems import Problem, Severity
from docgen.processes import Pool
from docgen.render import Compiled
from docgen.schema import Record
from docgen.text import Text

Step = Callable[[int], object]

SUPPLEMENT = "supplement"
"""The code of what the next run mends beside packs that are printed, which stay as they are."""


@dataclass(frozen=True)
class _Pack:
    """A pack that is compared: what is remembered of it, and what it should hold."""

    shard: Shard
    facts: Facts
    letters: tuple[Expected, ...]
    exact: bool

    def file(self, place: int = 0) -> Path:
        """The file that holds the letter at this place, from 0."""
        files = letter_files(self.facts)
        return self.shard.path / (files[place] if len(files) > 1 else files[0])


class Comparison:
    """Compares the packs of a generator with what `planner` and the `template` in force make of the rows now."""

    def __init__(self, planner: Planner, lives: Lives, template: Compiled, words: Words, jobs: int = 1) -> None:
        self.planner, self.lives, self.words, self.version = planner, lives, words, of_template(template)
        self.total = sum(len(facts["members"]) for shard in lives.shards for facts in shard.facts["packs"])
        self.pool = Pool(
            compare,
            template,
            processes(jobs, self.total, [template]),
            watched=must_be_watched([template]),
            packing=PACKING,
        )
        places = {(shard.town, shard.place) for shard in lives.shards}
        planner.groups = [group for group in planner.groups if _names(group.town, group.place) in places]

    def problems(self, step: Step = lambda _: None) -> Iterator[Problem]:
        """What is wrong, and what has changed since; `step` is told how many more letters are compared."""
        self._left = {(shard.town, shard.place): shard for shard in self.lives.shards}
        self._late: list[Problem] = []
        for pack, found in self.pool.map(self._readings()):
            yield from self._said(pack, found)
            step(len(pack.letters))
        yield from self._late
        for shard in self._left.values():
            yield self._problem("unplanned", Severity.WARNING, _NO_PLAN, shard.path, shard, _WHY_NOT)

    # -- what to compare --

    def _readings(self) -> Iterator[tuple[_Pack, Reading]]:
        for plan in self.planner.places():
            shard = self._left.pop((plan.town, plan.place), None)
            if shard is not None:
                self._waiting(plan, shard)
                yield from self._of_place(plan, shard)

    def _of_place(self, plan: PlacePlan, shard: Shard) -> Iterator[tuple[_Pack, Reading]]:
        coded = {entry.member.code: entry for entry in reversed(plan.entries) if entry.member.code}
        rows = {entry.member.row: entry for entry in plan.entries}
        for facts in shard.facts["packs"]:
            members = facts["members"]
            entries = [coded.get(code) if code else rows.get(row) for _, code, row, *_ in members]
            contexts = [entry.context if entry else None for entry in entries]
            letters = tuple(
                Expected(number, code, context is not None and of_letter(context) == digest, context is not None)
                for (number, code, _, digest, *_), context in zip(members, contexts, strict=True)
            )
            files = tuple(str(shard.path / name) for name in letter_files(facts))
            if all(lies(Path(file)) for file in files):
                pack = _Pack(shard, facts, letters, facts["template"] == self.version)
                made = [context for context in contexts if context is not None]
                spare = make_blank(self.planner.generator, made[-1]) if made and facts["spares"] else None
                spares = (spare,) * facts["spares"] if spare else ()
                yield pack, Reading(files, letters, Contexts.of(made), spares, pack.exact)

    def _waiting(self, plan: PlacePlan, shard: Shard) -> None:
        """Note the rows of a place that have no letter yet."""
        packs = shard.facts["packs"]
        codes = {code for facts in packs for _, code, *_ in facts["members"]}
        rows = {row for facts in packs for _, code, row, *_ in facts["members"] if not code}
        late = [entry for entry in plan.entries if entry.context is not None and not _has_letter(entry, codes, rows)]
        if late:
            text = _WAITING.format(n=len(late), rows=_some([_row(entry) for entry in late]))
            printed = all(self.lives.is_printed(shard, facts) for facts in packs)
            code, hint = (SUPPLEMENT, _SUPPLEMENT) if printed else ("no-letter", _AGAIN)
            self._late.append(self._problem(code, Severity.WARNING, text, shard.path, shard, hint))

    # -- what is said of it --

    def _said(self, pack: _Pack, found: list[Found] | str) -> Iterator[Problem]:
        shard, printed = pack.shard, self.lives.is_printed(pack.shard, pack.facts)
        wrong = _PULL if printed else _OVERWRITE
        if isinstance(found, str):
            text = (_HOLDS if found.isdigit() else _UNREADABLE).format(n=found, due=_letters_of(pack), why=found)
            yield self._problem("unreadable", Severity.ERROR, text, pack.file(), shard, wrong)
            return
        if not pack.exact and not printed:
            yield self._problem("template", Severity.WARNING, _OLDER, pack.file(), shard, _AGAIN)
        pulled = self.lives.pulled(shard)
        since: dict[Verdict, list[Expected]] = {}
        for each in found:
            letter = pack.letters[each.place] if each.place < len(pack.letters) else None
            if letter and (pack.facts["number"], letter.number) in pulled:
                continue
            if letter and each.verdict is not Verdict.WRONG:
                since.setdefault(each.verdict, []).append(letter)
            else:
                text = _wrong(letter, each)
                yield self._problem("wrong-letter", Severity.ERROR, text, pack.file(each.place), shard, wrong)
        for verdict, letters in since.items():
            text = _SINCE[verdict].format(n=len(letters), letters=_some([_called(letter) for letter in letters]))
            code, hint = (SUPPLEMENT, _SUPPLEMENT) if printed else (verdict.value, _AGAIN)
            yield self._problem(code, Severity.WARNING, text, pack.file(), shard, hint)

    def _problem(self, code: str, severity: Severity, text: Text, path: Path, shard: Shard, hint: Text) -> Problem:
        command = self.words.command(self.planner.generator.name, shard.town, shard.place)
        return Problem(code, severity, text, self.words.spot(path), hint.format(command=command))


def _names(*places: Record | None) -> tuple[str, ...]:
    return tuple(str(place.get("name") or "") if place is not None else "" for place in places)


def _has_letter(entry: Entry, codes: set[str], rows: set[str]) -> bool:
    return entry.member.code in codes if entry.member.code else entry.member.row in rows


def _letters_of(pack: _Pack) -> int:
    return len(pack.letters) + int(pack.facts["spares"])


def _row(entry: Entry) -> Text:
    return Text(f"row {entry.row.origin.row}", f"第{entry.row.origin.row}行")


def _called(letter: Expected) -> Text:
    number = f"{letter.number:03}"
    code = letter.code
    return Text(f"{number} ({code})", f"{number}号（{code}）") if code else Text(number, f"{number}号")


def _wrong(letter: Expected | None, found: Found) -> Text:
    """What is wrong with a letter; which of its words are, not what they say."""
    if letter is None:
        return _SPARE
    name = _called(letter)
    if found.instead:
        return _ANOTHERS.format(letter=name, other=found.instead)
    return (_LACKS if found.lacks else _DIFFERS).format(letter=name, names="、".join(found.lacks))


def _some(names: Sequence[Text]) -> Text:
    some, more = names[:_SHOWN], len(names) > _SHOWN
    en, zh = ", ".join(name.en for name in some), "、".join(name.zh for name in some)
    return Text(en + " …" * more, zh + "……" * more)


_SHOWN = 10
_ANOTHERS = Text("letter {letter} is that of {other}", "第{letter}印的是{other}的信")
_LACKS = Text("letter {letter} is not as its row says: {names}", "第{letter}与户册对不上：{names}")
_DIFFERS = Text("letter {letter} is not as its row says", "第{letter}的文字与应印的不同")
_SPARE = Text("a spare letter is not as it should be", "备用信的文字与应印的不同")
_UNREADABLE = Text("the print file cannot be read: {why}", "打印文件无法读取：{why}")
_HOLDS = Text("it holds {n} letters (sections), not {due}", "里面是{n}封（节），应为{due}封")
_OLDER = Text("it was made with another version of the template", "它是用另一个版本的模板生成的")
_SINCE = {
    Verdict.CHANGED: Text("the rows of {n} letters have changed since: {letters}", "{n}封的数据后来变了：{letters}"),
    Verdict.GONE: Text(
        "{n} letters have no row here any more that can be printed: {letters}", "{n}封在这里已没有可印的行：{letters}"
    ),
}
_WAITING = Text("{n} rows have no letter yet: {rows}", "有{n}户还没有信：{rows}")
_NO_PLAN = Text("its letters are not compared: no row is planned for them now", "没有比对：现在没有可生成的行")
_AGAIN = Text("Run {command} again.", "请重新运行 {command}。")
_SUPPLEMENT = Text(
    "The packs are printed: {command} makes a supplement, and a list of letters to pull out.",
    "这批已印好：运行 {command} 会另出补发批和撤回清单。",
)
_OVERWRITE = Text(
    "Do not print it. Run {command} --again --overwrite.", "不要印。请运行 {command} --again --overwrite。"
)
_PULL = Text(
    "Pull it out of its bundle, and print it again: {command} --only CODE.",
    "请从这捆里抽出来，用 {command} --only 编号 重印。",
)
_WHY_NOT = Text("{command} --dry-run says why.", "{command} --dry-run 会说明原因。")
