"""`docgen runs resume`: go on with the run that was stopped last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from docgen.commands.base import App, command, pass_app
from docgen.commands.output import echo, echo_error
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.batch.ledger import Ledger


def say_unfinished(ledger: Ledger) -> None:
    """Say which runs are under way, or were stopped."""
    from docgen.batch.attempts import unfinished

    for attempt in unfinished(ledger):
        echo(_UNFINISHED.format(typed=attempt.typed, began=attempt.began, who=attempt.who, pid=attempt.pid))


_UNFINISHED = Text(
    "not finished: docgen {typed} (begun {began} by {who}, process {pid}); if it was stopped: docgen runs resume",
    "没有完成：docgen {typed}（{who} {began} 开始，进程 {pid}）；如已停下，用 docgen runs resume 接着生成",
)


@command(
    "resume",
    Text(
        "Go on with the run that was stopped last: what it had made stays, the rest is made.",
        "接着生成上次中途停下的一批：已生成的不动，只补其余的。",
    ),
)
@pass_app
@click.pass_context
def resume(ctx: click.Context, app: App) -> None:
    """Run again what was typed then."""
    from docgen.batch.attempts import unfinished
    from docgen.batch.ledger import Ledger

    left = unfinished(Ledger(app.workspace.state))
    if not left:
        echo(Text("No run was stopped before its end.", "没有中途停下的批次。"))
        return
    last = left[0]
    said = Text("docgen {typed} (begun {began} by {who})", "docgen {typed}（{who} {began} 开始）")
    echo_error(said.format(typed=last.typed, began=last.began, who=last.who))
    root = ctx.find_root().command
    root.main(list(last.argv), prog_name="docgen", obj=App(app.folder, last.argv), standalone_mode=False)
