"""`docgen handover 石羊镇`: the public print files of a township, for a stick or as a zip file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from docgen.commands.base import App, command, json_option, option, pass_app
from docgen.commands.output import echo, echo_error, echo_json, echo_problem
from docgen.commands.summaries import with_details
from docgen.plugin.generator import Generator
from docgen.problems import DocgenError, Problem, Severity, UsageError
from docgen.schema import ACCESS_NAMES, Access
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.batch.packs.handover import Bundle, Source
    from docgen.batch.packs.pack import Printed
    from docgen.batch.shards import Shard
    from docgen.batch.verify.living import Lives
    from docgen.commands.checking import Check


@command(
    "handover",
    with_details(
        "handover",
        Text(
            "PLACES: townships and communities, such as 石羊镇, or 石羊镇 丰乐社区. Of each township: its public print "
            "files with cover sheets, receipt lists, lists of letters to pull out and PDFs, 交接单.docx to sign, and "
            "目录.txt, which lists them with their SHA-256 and needs no docgen. Every file and every letter is checked "
            "before, as `docgen runs verify --content` does; nothing is handed over if one is not right, or a "
            "community of the township has no packs.",
            "PLACES（地方）：乡镇（街道）或社区，如 石羊镇、石羊镇 丰乐社区。每个乡镇（街道）一份：可以公开的打印文件、"
            "封面单、签收表、撤回清单和 PDF，待签字的 交接单.docx，以及不用程序也能看的 目录.txt（含 SHA-256）。"
            "交接前像 docgen runs verify --content 一样逐个文件、逐封信核对，有一处不对，或有社区还没有生成，就不交。",
        ),
    ),
)
@click.argument("places", nargs=-1, required=True)
@option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help=Text("Write into this folder, a stick perhaps, instead of out/_交接/.", "写到这个文件夹（如 U 盘）。"),
)
@option("--zip", "as_zip", is_flag=True, help=Text("Make zip files.", "装成 zip 包。"))
@option(
    "--separate-places",
    is_flag=True,
    help=Text("Make one for each community.", "每个社区单独一份。"),
)
@json_option
@pass_app
def handover(
    app: App, places: tuple[str, ...], out: Path | None, as_zip: bool, separate_places: bool, as_json: bool
) -> None:
    """Hand over what was asked for, or say why not."""
    from docgen.batch.audit import note
    from docgen.batch.guard.openness import state
    from docgen.batch.packs.handover import HANDOVERS, hand_over, pack_up
    from docgen.batch.publishing import refusal
    from docgen.state import refuse_link

    app.require_own()
    desk = Desk.of(app, places)
    bundles = list(desk.bundles(apart=separate_places))
    folder = (out or refuse_link(app.workspace.out / HANDOVERS)).absolute()
    done = []
    for bundle in bundles:
        try:
            done.append((bundle, *(pack_up if as_zip else hand_over)(bundle, folder)))
        except OSError as error:
            raise refusal(error, folder / bundle.name) from error
        note(app.history, "handover", ", ".join(desk.names), files=len(bundle.files()), letters=bundle.letters)
    if out is None:
        state(app.workspace.out, [path for _, path, _ in done], Access.INTERNAL)  # receipt lists are
    _say(desk, done, as_json=as_json)


def _say(desk: Desk, done: Sequence[tuple[Bundle, Path, bool]], *, as_json: bool) -> None:
    if as_json:
        made = [
            {"path": str(path), "new": new, "packs": len(each.printed), "letters": each.letters}
            | {"files": [str(name) for name in each.files()]}
            for each, path, new in done
        ]
        echo_json({"handed_over": made, "problems": [problem.as_dict() for problem in desk.notes]})
        return
    for problem in desk.notes:
        echo_problem(problem)
    for each, path, new in done:
        text = _DONE if new else _SAME
        echo(text.format(path=path, packs=len(each.printed), letters=each.letters, files=len(each.files())))


_DONE = Text(
    "Handed over: {path} ({packs} packs, {letters} letters, {files} files)",
    "已装好：{path}（{packs}批，{letters}份，{files}个文件）",
)
_SAME = Text("As it was before: {path}", "与原来相同，没有改动：{path}")


@dataclass
class Desk:
    """What is handed over: the folders of packs that were asked for, by generator, and what is to be said of it."""

    check: Check
    chosen: dict[str, Lives]
    names: list[str]
    notes: list[Problem]
    narrowed: bool

    @classmethod
    def of(cls, app: App, places: tuple[str, ...]) -> Desk:
        """Raises UsageError for an unknown place, DocgenError when there is nothing there to be handed over, or not all
        of it is right."""
        from docgen.commands.checking import Check, generators

        named = app.name_places(places)
        check, known = Check.of(app), generators(app)
        desk = cls(check, {}, [], [], narrowed=named.is_narrow)
        desk._refuse_unfinished()
        for name, lives in check.lives.items():
            below = [shard for shard in lives.shards if shard.path.is_relative_to(check.disk.out)]
            shards = [shard for shard in below if named.cover(shard.town, shard.place)]
            if shards and desk._may_go(known.get(name), shards):
                desk.chosen[name] = replace(lives, shards=shards)
                desk.names.append(name)
        if not desk.chosen:
            raise desk._nothing(places)
        desk._verify([] if named.is_narrow else list(desk._absent()))
        return desk

    def _refuse_unfinished(self) -> None:
        """Raise DocgenError while a run has still packs to make."""
        from docgen.batch.attempts import GO_ON, unfinished
        from docgen.commands.checking import generators

        names = {name: (name, known.alias) for name, known in generators(self.check.app).items() if known.packs}
        for attempt in unfinished(self.check.words.ledger):
            if any(attempt.argv[: len(each.split())] == tuple(each.split()) for own in names.values() for each in own):
                raise DocgenError(_UNFINISHED.format(typed=attempt.typed, began=attempt.began), hint=GO_ON)

    def _absent(self) -> Iterator[Problem]:
        """Communities of the townships asked for that have no packs at all."""
        from docgen.batch.verify.absent import absent
        from docgen.commands.checking import made_of

        for name, lives in self.chosen.items():
            if (made := made_of(self.check.app, name)) is not None:
                yield from absent(made, self.check.app.any_data, lives.shards, self.check.words)

    def _may_go(self, generator: type[Generator] | None, shards: Sequence[Shard]) -> bool:
        """Whether everybody may see what a generator made; what is not known to be so stays."""
        from docgen.batch.guard.openness import is_public

        access = generator.access if generator else Access.RESTRICTED
        if access is Access.PUBLIC and all(is_public(self.check.disk.out, shard.path / "x") for shard in shards):
            return True
        where = self.check.words.spot(shards[0].path)
        stated = access is Access.PUBLIC
        text, hint = (_NOT_STATED, _STATE) if stated else (_KEPT.format(access=ACCESS_NAMES[access]), None)
        self.notes.append(Problem("not-public", Severity.WARNING, text, where, hint))
        return False

    def _nothing(self, places: tuple[str, ...]) -> DocgenError:
        if self.notes:
            return DocgenError(self.notes[0].text, hint=self.notes[0].hint, where=self.notes[0].where)
        command = self.check.words.command("letter", *places)
        return UsageError(_NOTHING.format(places=" ".join(places)), hint=_MAKE.format(command=command))

    def _verify(self, found: list[Problem]) -> None:
        """Raises DocgenError with all that is not right, and what was `found` before; what a later supplement mends is
        noted."""
        from docgen.commands.verify import compared

        found += [
            problem
            for lives in self.chosen.values()
            for shard in lives.shards
            for problem in self.check.disk.of_folder(shard.path)
        ]
        for name, lives in self.chosen.items():
            found += lives.problems(name, self.check.words, self.check.disk.out)
            for each in self.check.of_generator(name, lives) if not found else ():
                found += [each] if isinstance(each, Problem) else compared(each)
        wrong = [problem for problem in found if problem.code not in _LATER]
        self.notes += [problem for problem in found if problem.code in _LATER]
        if wrong:
            echo_error(_REFUSED)
            raise DocgenError(wrong[0].text, hint=wrong[0].hint, where=wrong[0].where, problems=wrong)

    def bundles(self, *, apart: bool) -> Iterator[Bundle]:
        """What is handed over: one for each township, or one for each community."""
        groups: dict[tuple[str, ...], dict[str, list[Shard]]] = {}
        for name, lives in self.chosen.items():
            for shard in sorted(lives.shards, key=lambda each: (each.facts["order"], each.path)):
                key = (shard.town, *([shard.place] if apart or self.narrowed else []))
                groups.setdefault(key, {}).setdefault(name, []).append(shard)
        for key, made in groups.items():
            yield self._bundle(key, made)

    def _bundle(self, place: tuple[str, ...], made: dict[str, list[Shard]]) -> Bundle:
        from docgen.batch.names import safe_name
        from docgen.batch.packs.handover import SHEET, Bundle
        from docgen.batch.packs.making import RECALLS
        from docgen.batch.packs.papers import HANDOVER
        from docgen.batch.packs.papers import handover as sheet
        from docgen.commands.make import template_of

        bundle = Bundle(safe_name("_".join(("交接", *filter(None, place)))), [], [])
        template = template_of(self.check.app, HANDOVER)
        for shards in made.values():
            printed = [each for shard in shards for each in self._printed(shard)]
            bundle.printed += printed
            sources = [source for shard in shards for source in self._sources(shard)]
            bundle.sources += sources
            lists = [(str(each.name.parent), each.name.name) for each in sources if each.name.name.endswith(RECALLS)]
            name = SHEET if len(made) == 1 else f"{PurePosixPath(SHEET).stem}_{safe_name(printed[0].pack.title)}.docx"
            bundle.papers[name] = template.render(sheet(printed, lists))
        titles = "、".join(dict.fromkeys(each.pack.title for each in bundle.printed))
        bundle.complete(f"{''.join(place)}{titles}交接目录")
        return bundle

    def _printed(self, shard: Shard) -> Iterator[Printed]:
        """The packs of a place, as the sheet names them: of letters one by one the first stands for all."""
        from docgen.batch.packs.overview import pack_of
        from docgen.batch.packs.pack import Printed
        from docgen.batch.verify.living import letter_files

        folder = shard.path.relative_to(self.check.disk.out).as_posix()
        for facts in shard.facts["packs"]:
            letters, (cover, receipts) = letter_files(facts), facts["files"][-2:]
            name = letters[0] if len(letters) == 1 else f"{letters[0]} 等{len(letters)}个文件"
            yield Printed(pack_of(facts).outline, folder, name, cover, receipts)

    def _sources(self, shard: Shard) -> Iterator[Source]:
        """The files of a place: what docgen made there, and the PDFs that it made of that."""
        from docgen.batch.packs.handover import Source

        disk = self.check.disk
        for path in shard.everything():
            for each in (path, path.with_suffix(".pdf")):
                if each in disk.wanted and each.exists():
                    name = PurePosixPath(each.relative_to(disk.out).as_posix())
                    yield Source(each, name, next(iter(disk.wanted[each].digests)))


_UNFINISHED = Text(
    "a run has not come to its end: docgen {typed}, begun {began}", "有一批还没有做完：docgen {typed}（{began} 开始）"
)
_LATER = ("supplement", "not-compared")
_REFUSED = Text("Nothing is handed over, since not all of it is right:", "没有交接，因为有不对的地方：")
_KEPT = Text("not handed over: it is {access}", "不交接：{access}")
_NOT_STATED = Text(
    "not handed over: its folder does not say that it is public", "不交接：它所在的文件夹没有写明可以公开"
)
_STATE = Text(
    "Make the packs again: docgen then states it. If something confidential lies there, move that away first.",
    "请重新生成，程序会写明公开范围；如果那里放了不公开的文件，请先移走。",
)
_NOTHING = Text("there are no print packs of {places}", "没有“{places}”的打印批次")
_MAKE = Text("Make them first: {command}", "请先生成：{command}")
