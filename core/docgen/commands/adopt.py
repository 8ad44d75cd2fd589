"""`docgen adopt`: take over a workspace whose history is somebody else's, once it was shown what it holds."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.commands.base import App, command, option, pass_app
from docgen.commands.confirm import confirm
from docgen.commands.output import echo, echo_problem
from docgen.commands.summaries import with_details
from docgen.problems import DocgenError
from docgen.state import Standing
from docgen.text import Text


@command(
    "adopt",
    with_details(
        "adopt",
        Text(
            "Until then documents are read, checked and drafted; nothing is issued, undone, purged, resumed or handed "
            "over. Marks of several people and computers stand side by side: each takes it over once.",
            "接管之前可以查看、检查、起草；不能签发、撤销、清理、接着生成或交接。几个人、几台电脑各接管一次，互不影响。",
        ),
    ),
)
@option("--show", is_flag=True, help=Text("Only show what the history holds.", "只显示历史记录里有什么。"))
@option("--yes", is_flag=True, help=Text("Do not ask.", "不再询问。"))
@pass_app
def adopt(app: App, show: bool, yes: bool) -> None:
    """Show what is taken over, then leave this user's mark."""
    from docgen.state import adopt as take_over

    if app.standing is Standing.NEW:
        echo(Text("There is no history here: nothing is to be taken over.", "这里还没有历史记录，不需要接管。"))
        return
    for line in _history(app):
        echo(line)
    if app.standing is Standing.OWN:
        echo(Text("This workspace is yours already.", "这个工作文件夹已经由您接管。"))
    elif not show:
        if not yes:
            confirm(_TAKE_OVER, _HOW)
        take_over(app.workspace.root)
        app.register.write_copy()
        echo(Text("Taken over. What may be done with it: everything.", "已接管，可以签发、撤销、清理、交接了。"))


def _history(app: App) -> Iterator[Text]:
    """What the history holds, in lines; what is wrong with it goes to stderr."""
    from docgen.batch.attempts import unfinished
    from docgen.batch.begun import find_begun
    from docgen.batch.history import runs

    ledger = app.history
    try:
        entries = app.register.entries()
        issued = sum(app.register.issued(entry) is not None for entry in entries)
        yield _NUMBERS.format(n=len(entries), issued=issued)
        if ledger.file.exists():
            yield _FILES.format(n=len(ledger.files()))
            yield from (
                _RUN.format(run=run.id, who=run.who, what=run.generator, n=run.changes) for run in runs(ledger)[:_LAST]
            )
            yield from (_STOPPED.format(typed=each.typed, who=each.who, host=each.host) for each in unfinished(ledger))
        yield from (_HALF.format(label=each.label) for each in find_begun(app.workspace.state))
    except DocgenError as error:
        for problem in error.as_problems():
            echo_problem(problem)


_LAST = 10
_TAKE_OVER = Text("Take this over?", "确定接管？")
_HOW = Text(
    "Look at docgen adopt --show, then: docgen adopt --yes.", "先看 docgen adopt --show，再用 docgen adopt --yes。"
)
_NUMBERS = Text(
    "{n} numbers in the register, {issued} of them issued by docgen", "登记簿里有{n}个号，其中{issued}个由程序签发"
)
_FILES = Text("{n} files that docgen made", "程序生成过{n}个文件")
_RUN = Text("run {run} by {who}: {what}, {n} files", "{run}（{who}）：{what}，{n}个文件")
_STOPPED = Text(
    "stopped before its end, by {who} on {host}: docgen {typed}", "中途停下（{who}，{host}）：docgen {typed}"
)
_HALF = Text("half done: {label}", "只做了一半：{label}")
