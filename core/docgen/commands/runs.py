"""`docgen runs`: what each run changed below out/, how to undo it; `docgen runs verify` stands by itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.app import kept_by_undo
from docgen.commands.base import App, Group, json_option, option, pass_app
from docgen.commands.begun import writing
from docgen.commands.output import echo, echo_json, echo_table
from docgen.commands.resume import resume, say_unfinished
from docgen.commands.summaries import SUMMARIES
from docgen.commands.verify import verify
from docgen.problems import UsageError
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.batch.history import Change, Run
    from docgen.batch.ledger import Ledger


@click.group("runs", cls=Group, invoke_without_command=True, help=SUMMARIES["runs"])
@json_option
@click.pass_context
def runs(ctx: click.Context, as_json: bool) -> None:
    """List the runs."""
    if ctx.invoked_subcommand is None:
        _list(ctx.ensure_object(App), as_json)


def _list(app: App, as_json: bool) -> None:
    known = _history(app)
    if as_json:
        echo_json([{**vars(run), "out": str(run.out)} for run in known])
        return
    say_unfinished(_ledger(app))
    if not known:
        echo(Text("No run has changed a file yet.", "还没有生成过文件。"))
        return
    echo_table(_HEADERS, [_row(run) for run in known], right=(4,))


_HEADERS = (
    Text("run", "批次"),
    Text("when", "时间"),
    Text("who", "谁"),
    Text("what", "生成"),
    Text("files", "文件"),
    Text("state", "状态"),
)


def _row(run: Run) -> tuple[object, ...]:
    return run.id, run.began, run.who, run.generator, run.changes, Text("undone", "已撤销") if run.undone else ""


runs.add_command(verify)
runs.add_command(resume)


@runs.command("show", help=Text("The files that a run changed.", "某一批改动的文件。"))
@click.argument("run")
@json_option
@pass_app
def show(app: App, run: str, as_json: bool) -> None:
    """List the changes of a run."""
    from docgen.batch.history import changes

    found = changes(_ledger(app), _named(app, run).id)
    if as_json:
        echo_json([{**vars(each), "path": str(each.path), "old": str(each.old or "") or None} for each in found])
        return
    for change in found:
        echo(_change(change))


def _change(change: Change) -> Text:
    if change.sha256 is None:
        return Text("taken away: {path}", "移走：{path}").format(path=change.path)
    if change.old is None:
        return Text("new: {path}", "新文件：{path}").format(path=change.path)
    text = Text("replaced: {path} (the one before: {old})", "替换：{path}（原文件：{old}）")
    return text.format(path=change.path, old=change.old)


@runs.command(
    "undo",
    help=Text(
        "Bring back the files that a run replaced; RUN is the last one if it is not named. What the run made goes to "
        "the old versions in out/, files that have changed since are left alone.",
        "撤销一批：恢复被替换的文件（不写批次则撤销最近一批）。该批生成的文件移到 out/_旧版/，此后改过的文件不动。",
    ),
)
@click.argument("run", required=False)
@option("--dry-run", is_flag=True, help=Text("Say what would be undone.", "只说明将撤销什么。"))
@pass_app
def undo(app: App, run: str | None, dry_run: bool) -> None:
    """Undo a run. Exits with 1 when some of its files were left alone."""
    from docgen.batch.attempts import locked
    from docgen.batch.history import changes
    from docgen.batch.undo import undo as bring_back

    chosen, ledger = _named(app, run), _ledger(app)
    if dry_run:
        _say(Text("would be undone: {path}", "将撤销：{path}"), (each.path for each in changes(ledger, chosen.id)))
        return
    with writing(app) if app.home else locked(ledger, app.argv):
        done, left = bring_back(ledger, chosen, *kept_by_undo(app, ledger))
    _say(Text("undone: {path}", "已撤销：{path}"), (each.path for each in done))
    _say(
        Text(
            "left alone, since it has changed, or was issued or printed: {path}",
            "改过、已签发或已印好，未动：{path}",
        ),
        (each.path for each in left),
    )
    if left:
        raise SystemExit(1)


def _say(text: Text, paths: Iterable[Path]) -> None:
    for path in paths:
        echo(text.format(path=path))


def _named(app: App, name: str | None) -> Run:
    """The run called so; without a name the last one that is neither undone nor an undoing."""
    from docgen.batch.history import UNDO

    known = _history(app)
    found = [run for run in known if (run.id == name if name else not run.undone and run.generator != UNDO)]
    if found:
        return found[0]
    hint = Text("`docgen runs` lists them.", "用 docgen runs 查看。")
    if name is None:
        raise UsageError(Text("there is no run to undo", "没有可撤销的批次"), hint=hint)
    raise UsageError(Text("there is no run {run}", "没有“{run}”这一批").format(run=name), hint=hint)


def _history(app: App) -> list[Run]:
    from docgen.batch.history import runs as all_runs

    return all_runs(_ledger(app))


def _ledger(app: App) -> Ledger:
    """The notes of the workspace, else those of the user."""
    from docgen.batch.ledger import user_ledger

    ledger = app.history if app.home else user_ledger()
    if ledger is None:
        raise UsageError(Text("no notes are kept here", "这里没有生成记录"))
    return ledger
