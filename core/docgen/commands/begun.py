"""What was begun and stopped between two writes: a command that writes ends it first, one that reads says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from docgen.commands.base import App
from docgen.commands.output import echo_error
from docgen.problems import DocgenError
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.batch.begun import Begun, Work


@contextmanager
def writing(app: App, *, resumes: bool = False) -> Iterator[list[Work]]:
    """Be the only command that writes in the workspace of this user while the block runs, once what was begun before is
    ended; gives that. With `resumes` a command that is stopped can be gone on with (docgen runs resume). Raises
    DocgenError while another one writes, and for a workspace from elsewhere."""
    from docgen.batch.attempts import alone, locked

    app.require_own()
    with (alone if resumes else locked)(app.history, app.argv):
        yield end_begun(app)


def end_begun(app: App) -> list[Work]:
    """End all work that was begun in the workspace and say so; gives it. No other command may be writing. Raises
    DocgenError where it cannot be ended."""
    from docgen.batch.begun import find_begun, sweep_begun

    state = app.workspace.state
    ended = []
    for begun in find_begun(state):
        if work := _end(app, begun):
            echo_error(_ENDED.format(label=begun.label))
            ended.append(work)
        else:
            echo_error(_LEFT.format(label=begun.label))
    sweep_begun(state)
    return ended


def _end(app: App, begun: Begun) -> Work | None:
    """The work, done; None if it cannot be done any more, and nothing of it was."""
    from docgen.batch.begun import ending
    from docgen.state import NotAsWritten

    with ending(begun):
        try:
            return _carry_out(app, begun)
        except NotAsWritten:
            raise begun.error() from None


def _carry_out(app: App, begun: Begun) -> Work | None:
    from docgen.app import kept_by_undo
    from docgen.batch.issuing.steps import IssueWork, VoidWork, finish_issue, finish_void
    from docgen.batch.undo import UndoWork, finish_undo

    ledger = app.history
    if begun.kind == IssueWork.KIND:
        issue = IssueWork.from_facts(begun.facts)
        return issue if finish_issue(begun, issue, app.register, ledger) else None
    if begun.kind == VoidWork.KIND:
        void = VoidWork.from_facts(begun.facts)
        finish_void(void, app.register, ledger)
        return void
    if begun.kind == UndoWork.KIND:
        undo = UndoWork.from_facts(begun.facts)
        finish_undo(undo, ledger, kept_by_undo(app, ledger)[1])
        return undo
    raise begun.error()


def say_begun(app: App) -> None:
    """Say on stderr what is half done in the workspace, if there is one, and which command ends it."""
    from docgen.batch.begun import BEGUN, find_begun
    from docgen.state import STATE

    try:
        if not (app.root / STATE / BEGUN).is_dir():
            return
        for begun in find_begun(app.root / STATE):
            echo_error(_HALF.format(label=begun.label))
    except DocgenError:  # there is no workspace, or the command has said it
        return


_ENDED = Text("ended, since it had been stopped half-way: {label}", "上次中途停下，现已做完：{label}")
_LEFT = Text(
    "not done, since its number was given to another document meanwhile: {label}",
    "号已给了别的文件，没有再做：{label}",
)
_HALF = Text(
    "half done: {label}. docgen runs resume ends it, as does the next command that writes.",
    "只做了一半：{label}。用 docgen runs resume 做完；下一条会写文件的命令也会先把它做完。",
)
