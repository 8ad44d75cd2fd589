"""`docgen runs resume`: end what was begun between two writes, then go on with the run that was stopped last."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

import click

from docgen.commands.base import App, command, pass_app
from docgen.commands.output import echo, echo_error
from docgen.problems import DocgenError
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.batch.attempts import Attempt
    from docgen.batch.ledger import Ledger

LEFT_TO_PEOPLE = frozenset({"issue", "out", "cluster", "overwrite", "mark_printed", "unmark_printed"})
"""What is never done because a note in the workspace says so, but only when somebody types it."""
_STAYS_HERE = "local"  # a cluster on this machine
_BEFORE_COMMANDS = {"--workspace": 1, "-w": 1, "--lang": 1, "--no-local-plugins": 0}
"""The options before a command, and how many words their values take: a run goes on in the workspace of this call."""


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
        "Go on with the run that was stopped last: what it had made stays, the rest is made. What was stopped between "
        "two writes (an issue, an undoing) is ended first.",
        "接着生成上次中途停下的一批：已生成的不动，只补其余的。签发、撤销等只做了一半的，先做完。",
    ),
)
@pass_app
def resume(app: App) -> None:
    """End what is half done; then make again what was typed then."""
    from docgen.batch.attempts import unfinished
    from docgen.commands.begun import writing

    with writing(app) as ended:
        left = unfinished(app.history)
    if not left:
        if not ended:
            echo(Text("No run was stopped before its end.", "没有中途停下的批次。"))
        return
    last = left[0]
    said = Text("docgen {typed} (begun {began} by {who})", "docgen {typed}（{who} {began} 开始）")
    echo_error(said.format(typed=last.typed, began=last.began, who=last.who))
    _go_on(app, last)


def _go_on(app: App, attempt: Attempt) -> None:
    """Run the generator of an attempt with its own arguments. Raises DocgenError for an attempt at anything else."""
    from docgen.commands.generate import generator_command

    name, words = _split(attempt.argv, app.plugins.registry.generators)
    again = App(app.folder, attempt.argv, local_plugins=app.local_plugins, develops=False)
    command = generator_command(name, app.plugins.registry.generators[name].item) if name else None
    if command is None:
        raise _refusal(attempt)
    try:
        context = command.make_context(name, words, obj=again)
    except (click.ClickException, click.exceptions.Exit):
        raise _refusal(attempt) from None
    with context:
        if any(context.params.get(each) not in (None, False, _STAYS_HERE) for each in LEFT_TO_PEOPLE):
            raise _refusal(attempt)
        command.invoke(context)


def _split(argv: Sequence[str], generators: Container[str]) -> tuple[str, list[str]]:
    """The name of the generator that was asked for, a word or two, and its arguments; no name for another command."""
    words = list(argv)
    while words and (flag := words[0].partition("="))[0] in _BEFORE_COMMANDS:
        del words[: 1 if flag[1] else 1 + _BEFORE_COMMANDS[flag[0]]]
    for length in (2, 1):
        name = " ".join(words[:length])
        if name in generators:
            return name, words[length:]
    return "", []


def _refusal(attempt: Attempt) -> DocgenError:
    return DocgenError(_ONLY_MAKES.format(typed=attempt.typed), hint=_TYPE_IT.format(typed=attempt.typed))


_ONLY_MAKES = Text(
    "not gone on with: docgen {typed}. Only what makes documents below out/, with its own arguments, goes on by itself",
    "没有接着做：docgen {typed}。只有在 out/ 里生成文件的命令才会自动接着做",
)
_TYPE_IT = Text(
    "If you want it, type it: docgen {typed}. It is forgotten when that command has come to its end.",
    "确实需要的话请自己输入：docgen {typed}。那条命令做完后，这条记录就消失。",
)
