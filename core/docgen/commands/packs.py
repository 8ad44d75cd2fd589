"""Makes the print packs of a generator for the command line: `docgen letter 石羊镇`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path, PurePosixPath

from docgen.app import GivenCodes, Wish, of_everything
from docgen.batch import File, Outcome, Publisher
from docgen.batch.audit import note as noted
from docgen.batch.audit import of_documents
from docgen.batch.cluster import Cluster
from docgen.batch.folders import Folders
from docgen.batch.guard.openness import state
from docgen.batch.guard.watch import Watch
from docgen.batch.history import History
from docgen.batch.inputs import around
from docgen.batch.names import one_of_each_folder
from docgen.batch.packs.archive import archives, outdated, town_folder
from docgen.batch.packs.entries import Entry
from docgen.batch.packs.frozen import Frozen
from docgen.batch.packs.holding import held_back
from docgen.batch.packs.layout import Layout, Together
from docgen.batch.packs.making import Tools, make
from docgen.batch.packs.marking import mark, older_templates, unmark
from docgen.batch.packs.overview import Overview
from docgen.batch.packs.papers import RECALL
from docgen.batch.packs.planning import Planner
from docgen.batch.packs.reprint import Reprint, Selection, reprints, superseded
from docgen.batch.packs.run import PackReport, PackRun, Workers
from docgen.batch.packs.sample import SAMPLES, beside, choose
from docgen.batch.packs.spares import Spares
from docgen.batch.parcel import PACKING
from docgen.batch.running import place
from docgen.batch.shards import Shards
from docgen.batch.stale import outdated_pdfs
from docgen.batch.storage import RemoteFolders, Uploads
from docgen.batch.workers import WORTH, must_be_watched, print_file, processes
from docgen.commands.base import App
from docgen.commands.make import as_pdfs, searched, template_of
from docgen.commands.pack_marks import refuse_all, say_marked, say_unmarked
from docgen.commands.preview import open_pages
from docgen.commands.progress import progress
from docgen.commands.report import say_packs, say_shown
from docgen.commands.turn import Before, turn
from docgen.data import of_sheets
from docgen.forms.choice import condition
from docgen.plugin.generator import Generator, Packs
from docgen.plugin.parameter import in_scope
from docgen.problems import DocgenError, DocumentSpot, UsageError
from docgen.processes import Pool
from docgen.register import Printings, Store
from docgen.rights import limit_rights
from docgen.tables.ahead import holds_large
from docgen.text import Text
from docgen.urls import is_below, is_memory, is_url


@dataclass(frozen=True)
class PackWish(Wish):
    """What was asked for, of print packs: which letters of them (`only` codes, a `range` of numbers, `where`), how many
    `spares`, whether to make them `again` though nothing changed; or to mark them as printed, or not so."""

    only: tuple[str, ...] = ()
    range_: range | None = None
    where: str | None = None
    spares: Spares | None = None
    separate: bool = False
    combine: str | None = None
    archive: bool = False
    sample: bool = False
    again: bool = False
    mark_printed: bool = False
    unmark_printed: bool = False
    pack: int | None = None

    @property
    def selects(self) -> bool:
        """Whether only some letters are asked for."""
        return bool(self.only or self.range_ is not None or self.where)


def make_packs(app: App, generator: Generator, wish: PackWish) -> None:
    """Make the print packs of `generator`, print some letters again, or mark packs as printed. Exits with 1 when a
    letter could not be made."""
    room = PrintRoom(app, generator, wish)
    with turn(app, wish), limit_rights(generator.access, room.out):
        if wish.mark_printed or wish.unmark_printed:
            room.mark()
        elif wish.selects:
            room.reprint()
        elif wish.sample or wish.preview:
            room.sample()
        else:
            room.make()


class PrintRoom:
    """What the commands about print packs of one generator work with."""

    def __init__(self, app: App, generator: Generator, wish: PackWish) -> None:
        assert generator.packs
        self.app, self.generator, self.wish = app, generator, wish
        self.packs: Packs = generator.packs
        generator.register = app.register
        app.name_out(wish.out)
        self.out, self.ledger = wish.folder(app), app.ledger

    @cached_property
    def tools(self) -> Tools:
        """The templates, compiled."""
        names = (self.generator.template, self.packs.cover, self.packs.receipts, RECALL)
        letter, cover, receipts, recall = (template_of(self.app, name) for name in names)
        return Tools(letter, cover, receipts, recall, tuple(self.packs.receipt), self.wish.sides)

    @cached_property
    def printings(self) -> Printings:
        """The packs that are marked as printed."""
        return Printings(Store(self.app.workspace.register), self.generator.name)

    @cached_property
    def planner(self) -> Planner:
        """The plan of all that was asked for."""
        frozen = Frozen(self.printings.all())
        watch = Watch(self.generator, self.app.data)
        prepare = self.app.plugins.prepare_context
        layout = Layout(Together(self.wish.combine or Together.PLACE), self.wish.separate)
        planner = Planner(
            self.generator,
            self.app.data,
            prepare,
            watch,
            spares=self._spares(),
            frozen=frozen,
            layout=layout,
            around=self._around,
        )
        planner.notes.extend(searched(self.tools.letter, watch))
        for papers in (self.tools.cover, self.tools.receipts, self.tools.recall):
            planner.notes.extend(papers.hidden_numbers())
        self.codes = GivenCodes(self.app, planner, keep=not (self.wish.dry_run or self.wish.preview))
        if note := self.codes.note():
            planner.notes.append(note)
        return planner

    def _around(self) -> str:
        return around(self.app.workspace, self.app.plugins.manager.get_plugins(), self.app.data.today)

    def _spares(self) -> Spares:
        """What was asked for, else what docgen.toml says. Raises DocgenError for what is no number."""
        settings, name = self.app.workspace.settings, self.generator.name
        stated = settings.options.get(name, {}).get("备用", 0)
        if self.wish.spares is not None:
            return self.wish.spares
        try:
            return Spares.of(str(stated))
        except UsageError as error:
            raise settings.file.error(f"options.{name}.备用", error.text, hint=error.hint) from None

    @cached_property
    def history(self) -> History:
        """The notes of this run."""
        return History(self.ledger, self.generator.name, self.out)

    @cached_property
    def publisher(self) -> Publisher | Uploads:
        """What puts single files in their places."""
        wish = self.wish
        if is_url(self.out):
            return Uploads()
        return Publisher(
            self.ledger, self.generator.name, overwrite=wish.overwrite, dry=wish.dry_run, history=self.history
        )

    @cached_property
    def shards(self) -> Shards:
        """What was made before."""
        return Shards(self.ledger, self.generator.name)

    def make(self) -> None:
        """Make the packs that have changed, and the lists of all."""
        before = Before(self.app, self.generator, self.wish, PackReport)
        if same := before.report(self.wish):
            say_packs(same, as_json=self.wish.as_json, quiet=self.wish.quiet)
            return
        before.note(self._made())

    def _made(self) -> PackReport:
        self.app.read_ahead()
        wish, pool = self.wish, self._workers()
        try:
            report = self._carried_out(pool)
        finally:
            pool.close()
        if not wish.dry_run:
            template = partial(template_of, self.app, Overview.TEMPLATE)
            overview = Overview(self.shards, self.out, template, self._around())
            report.files.extend(overview.write(self.publisher, list(held_back(self._of_everything()))))
            report.files.extend(self.codes.copies(self.publisher, self.out))
            self._archive(report)
        self._finish(report)
        return report

    def _of_everything(self) -> Planner:
        """The plan of all places, also of those that were not asked for: lists tell of all."""
        if not any(self.generator.asked.values()):
            return self.planner
        now, prepare = self.planner, self.app.plugins.prepare_context
        every = of_everything(self.app, self.generator)
        return Planner(every, self.app.data, prepare, now.entries.watch, frozen=now.frozen, layout=now.layout)

    def _carried_out(self, pool: Workers) -> PackReport:
        self._refuse_other_arrangement()
        wish, planner = self.wish, self.planner
        run = PackRun(planner, self.tools, self._folders(), self.shards, pool=pool, again=wish.again, dry=wish.dry_run)
        with progress(planner.total, quiet=wish.quiet, events=wish.as_json) as step:
            report = run.carry_out(step)
        packs = [pack for group in planner.frozen.of_place.values() for pack in group]
        if older := older_templates(packs, run.template):
            report.problems.append(older)
        return report

    def _workers(self) -> Workers:
        jobs = self.wish.jobs or os.cpu_count() or 1
        watched = must_be_watched(self.tools.templates)
        if self.wish.cluster and not self.wish.dry_run:
            return Cluster(make, self.tools, self.wish.cluster, jobs, shared=self.out, watched=watched)
        large = not self.wish.dry_run and holds_large(self.app.workspace.data)
        records = WORTH if large else self.planner.total
        here = is_memory(self.out)
        jobs = 1 if here else processes(jobs, records, self.tools.templates)
        pool = Pool(make, self.tools, jobs, watched=watched and not here and not self.wish.dry_run, packing=PACKING)
        if large and not self.shards.all():  # all is to be made
            pool.begin()
        return pool

    def _folders(self) -> Folders | RemoteFolders:
        if is_url(self.out):
            return RemoteFolders(self.out, self.shards, self.history, overwrite=self.wish.overwrite)
        return Folders(self.out, self.ledger, self.history, overwrite=self.wish.overwrite)

    def _archive(self, report: PackReport) -> None:
        """Make the zip files of the groups, or move aside those that are no longer right."""
        own = [each for each in self.shards.all() if is_below(each.path, self.out)]
        covered = [each for each in own if in_scope(self.generator, each.town, each.place, self.app.data)]
        if self.wish.archive:
            towns = {town_folder(each, self.out) for each in covered}
            some = [each for each in own if town_folder(each, self.out) in towns]
            for path, file in archives(some, self.out):
                if isinstance(file, DocgenError):
                    report.fails(file, path)
                else:
                    report.files.append(self.publisher.put(file))
            return
        changed = [file.path for file in report.files if file.outcome is not Outcome.UNCHANGED]
        report.stale.extend(outdated(own, [*changed, *(path for path, _ in report.stale)], self.out, self.history))

    def sample(self) -> None:
        """Make the letters that tell most, and the list of their rows; or only show them."""
        assert self.generator.each
        report = PackReport(self.generator.name, dry=self.wish.dry_run)
        report.problems.extend(self.planner.left_out())
        chosen = choose(self.planner.places())
        letters = [each.entry for each in chosen]
        base = PurePosixPath(SAMPLES) / f"{self.planner.title}_样张"
        data = self._printed(letters, base, report)
        if self.wish.preview and data is not None:
            path, opened = open_pages(base.name, data)
            say_shown(path, opened=opened)
        elif data is not None:
            report.files.append(self.publisher.put(File(place(self.out, base), data)))
            rows = place(self.out, base).with_name(f"{base.name}对照.xlsx")
            report.files.append(self.publisher.put(File(rows, beside(chosen, self.generator.each.__table__))))
        self._finish(report)

    def _refuse_other_arrangement(self) -> None:
        """Raise DocgenError when letters were printed that stand together otherwise than they would now: the print room
        would have two kinds of packs of one place."""
        if pack := self.planner.other_arrangement():
            how = Together.PLACE if pack.place else Together.TOWN if pack.town else Together.ALL
            option = Text("without --combine", "不加 --combine") if how is Together.PLACE else f"--combine {how}"
            where = DocumentSpot(str(self.out / pack.folder))
            text = _PRINTED_OTHERWISE.format(place=pack.place or pack.town or pack.facts["title"])
            raise DocgenError(text, hint=_AS_PRINTED.format(option=option), where=where)

    def reprint(self) -> None:
        """Make print files of the letters that were asked for."""
        self._refuse_other_arrangement()
        wish, planner = self.wish, self.planner
        assert self.generator.each
        where = condition(wish.where, self.generator.each.__table__) if wish.where else None
        report = PackReport(self.generator.name, dry=wish.dry_run)
        for plan, files in reprints(planner, Selection(frozenset(wish.only), wish.range_, where)):
            report.problems.extend(plan.problems)
            if wish.range_ is not None:
                report.problems.extend(superseded(plan, planner.frozen, wish.range_, planner.homes))
            for file in files:
                self._print_again(file, report)
        self._finish(report)

    def _print_again(self, file: Reprint, report: PackReport) -> None:
        data = self._printed(file.entries, file.path, report)
        if data is not None:
            report.files.append(self.publisher.put(File(place(self.out, file.path), data)))

    def _printed(self, entries: Sequence[Entry], path: PurePosixPath, report: PackReport) -> bytes | None:
        """The letters of these entries in one print file."""
        contexts = [entry.context for entry in entries if entry.context is not None]
        made = print_file(contexts, (self.tools.letter, self.wish.sides))
        for number, problems in made.errors.items():
            report.lacks(problems, Path(path.name), entries[number].member.row)
        report.rows += len(contexts)
        report.made += len(made.taken)
        return made.data

    def _finish(self, report: PackReport) -> None:
        """Make PDFs if they were asked for; say and note what was done. Exits with 1 when something could not be
        made."""
        if not report.dry:
            self._pdfs(report)
            documents = one_of_each_folder(file.path for file in report.files)
            state(self.out, [path for path in documents if is_below(path, self.out)], self.generator.access)
            if self.app.home:
                rows = of_sheets(self.planner.sheets())
                facts = of_documents(self.generator.access, rows, self.app.used(), len(report.files))
                noted(self.app.ledger, "make", self.generator.name, **facts)
        say_packs(report, as_json=self.wish.as_json, quiet=self.wish.quiet)
        if report.failed:
            raise SystemExit(1)

    def _pdfs(self, report: PackReport) -> None:
        """Make the PDFs, or move aside those that are no longer right."""
        if self.wish.pdf:
            report.pdfs = as_pdfs(report, self.publisher)
        elif not is_url(self.out):
            report.stale.extend(outdated_pdfs(report.files, self.history))

    def mark(self) -> None:
        """Freeze the packs of the places that were named, or take that back."""
        refuse_all(self.generator, unmark=self.wish.unmark_printed)
        covers = partial(in_scope, self.generator)
        shards = [each for each in self.shards.all() if covers(each.town, each.place, self.app.data)]
        if self.wish.unmark_printed:
            say_unmarked(unmark(shards, self.printings, self.wish.pack), as_json=self.wish.as_json)
        else:
            day = self.app.data.today.isoformat()
            marked = mark(shards, self.printings, self.out, day, self.wish.pack)
            say_marked(*marked, as_json=self.wish.as_json)


_PRINTED_OTHERWISE = Text(
    "letters of {place} were printed, and this run would put them together otherwise",
    "{place}的信已经印过，这次却要换一种分法装订：两种分法不能混用",
)
_AS_PRINTED = Text(
    "Go on as they were printed: {option}. To change it, take the mark back first: --unmark-printed.",
    "请照原来的分法运行：{option}。要改分法，先用 --unmark-printed 取消“已印”。",
)
