"""A run's turn in its workspace: alone, and only if something has changed since the last one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Generic, TypeVar

from docgen.app import Wish
from docgen.batch import Report
from docgen.batch.attempts import alone
from docgen.batch.contexts import digest
from docgen.batch.done import Done
from docgen.batch.folders import recover
from docgen.batch.inputs import inputs
from docgen.commands.base import App
from docgen.commands.begun import writing
from docgen.plugin.generator import Generator
from docgen.problems import UsageError
from docgen.state import Standing
from docgen.text import Text
from docgen.urls import is_url
from docgen.workspace import Workspace

R = TypeVar("R", bound=Report)

_NO_MATTER = ("as_json", "quiet", "jobs", "cluster", "dry_run", "preview", "overwrite", "again")
"""What of a wish changes no byte of what is made."""


@contextmanager
def turn(app: App, wish: Wish) -> Iterator[None]:
    """Be the only run in the workspace, if there is one, once what an earlier run left half-done is finished. A wish to
    be told only waits for nobody."""
    app.name_out(wish.out)
    if wish.pdf and is_url(wish.folder(app)):
        raise UsageError(Text("--pdf needs a folder, and no URL", "--pdf 只能写到文件夹，不能写到网址"))
    if app.home is None or wish.dry_run or wish.preview:
        yield
        return
    if app.standing is Standing.FOREIGN:  # nothing of its history is gone on with
        with alone(app.ledger, app.argv):
            yield
        return
    with writing(app, resumes=True):
        if not is_url(wish.folder(app)):
            recover(wish.folder(app), app.ledger)
        yield


class Before(Generic[R]):
    """What the same command did the last time, and of what."""

    def __init__(self, app: App, generator: Generator, wish: Wish, kind: type[R]) -> None:
        self.kind, self.done, self.inputs = kind, Done(app.ledger), ""
        self.asks = not (wish.dry_run or wish.preview)
        if self.asks:
            self.inputs = _inputs(app, app.workspace)
            facts = {name: str(value) for name, value in asdict(wish).items() if name not in _NO_MATTER}
            self.key = digest((generator.name, str(sorted(generator.asked.items())), str(wish.folder(app)), facts))

    def report(self, wish: Wish) -> R | None:
        """What that run would say now, if nothing has changed; not if everything is to be made again."""
        if not self.asks or wish.overwrite or getattr(wish, "again", False):
            return None
        return self.done.find(self.key, self.inputs, self.kind)

    def note(self, report: R) -> None:
        """Remember the run that has just ended."""
        if self.asks:
            self.done.note(self.key, self.inputs, replace(report, files=[*report.files, *report.pdfs]))


def _inputs(app: App, workspace: Workspace) -> str:
    from datetime import date

    return inputs(workspace, app.plugins.manager.get_plugins(), date.today())
