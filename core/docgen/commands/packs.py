"""Makes the print packs of a generator for the command line: `docgen letter 石羊镇`."""

from __future__ import annotations

import os
from dataclasses import dataclass

from docgen.batch.attempts import alone
from docgen.batch.folders import Folders, recover
from docgen.batch.guard.openness import state
from docgen.batch.guard.watch import Watch
from docgen.batch.history import History
from docgen.batch.ledger import Ledger
from docgen.batch.packs.making import Tools
from docgen.batch.packs.planning import Planner
from docgen.batch.packs.run import PackRun
from docgen.batch.shards import Shards
from docgen.commands.base import App
from docgen.commands.make import Wish, searched, template_of
from docgen.commands.progress import progress
from docgen.commands.report import say_packs
from docgen.plugin.generator import Generator


@dataclass(frozen=True)
class PackWish(Wish):
    """What was asked for, of print packs."""

    again: bool = False


def make_packs(app: App, generator: Generator, wish: PackWish) -> None:
    """Make the print packs of `generator`. Exits with 1 when a record could not be printed."""
    assert generator.packs
    ledger, out = Ledger(app.workspace.state), wish.folder(app)
    with alone(ledger, app.argv):
        recover(out, ledger)
        tools = Tools(
            template_of(app, generator.template),
            template_of(app, generator.packs.cover),
            template_of(app, generator.packs.receipts),
            tuple(generator.packs.receipt),
            wish.sides,
        )
        generator.register = app.register
        watch = Watch(generator, app.data)
        notes = searched(tools.letter, watch)
        planner = Planner(generator, app.data, app.plugins.prepare_context, watch)
        folders = Folders(out, ledger, History(ledger, generator.name, out), overwrite=wish.overwrite)
        run = PackRun(
            planner,
            tools,
            folders,
            Shards(ledger, generator.name),
            jobs=wish.jobs or os.cpu_count() or 1,
            again=wish.again,
        )
        run.report.problems.extend(notes)
        with progress(planner.total, quiet=wish.quiet or wish.as_json) as step:
            report = run.carry_out(step)
        state(out, [file.path for file in report.files], generator.access)
    say_packs(report, as_json=wish.as_json, quiet=wish.quiet)
    if report.failed:
        raise SystemExit(1)
