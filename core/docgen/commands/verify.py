"""`docgen runs verify`: whether what lies below out/ is what docgen made, and what the rows say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from docgen.commands.base import App, command, json_option, option, pass_app
from docgen.commands.output import echo, echo_json
from docgen.commands.progress import progress
from docgen.problems import SEVERITY_NAMES, Problem
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.batch.verify.comparing import Comparison


@command(
    "verify",
    Text(
        "Compare what lies below out/ with what docgen wrote: files that are gone, were changed or are not docgen's, "
        "print packs that are not whole, counts that do not add up, rows with two letters. Each is named with "
        "what to do. Exits with 1 when there is any.\n\nWith --content also every letter is read out of the print "
        "files and compared with its row in data/.",
        "核对 out/ 里的文件与程序写下的是否一致：不见了的、改过的、不是程序生成的，不完整的批次，对不上的份数，"
        "一户两封的信。逐条说明怎么办；有问题时退出码为 1。\n\n加 --content 还会把打印文件里的每封信读出来，"
        "与 data/ 里对应的行比对。",
    ),
)
@option(
    "--content",
    is_flag=True,
    help=Text("Read every letter back and compare it with its row.", "读出每封信，与表格里的行比对。"),
)
@option(
    "--jobs",
    type=click.IntRange(1, 64),
    help=Text(
        "How many processes read letters; by default one for each processor.",
        "用几个进程读信，默认与处理器数相同。",
    ),
)
@json_option
@pass_app
def verify(app: App, content: bool, jobs: int | None, as_json: bool) -> None:
    """Say what is not as it was made. Exits with 1 when anything is not."""
    from docgen.commands.checking import Check

    check = Check.of(app)
    found, letters = [*check.disk.problems(), *check.counts(), *check.unfinished()], 0
    for each in check.comparisons(jobs) if content else ():
        if isinstance(each, Problem):
            found.append(each)
        else:
            found += compared(each, quiet=as_json)
            letters += each.total
    counts = {"files": check.disk.files, "folders": len(check.disk.folders), "letters": letters}
    if as_json:
        echo_json({**counts, "problems": [problem.as_dict() for problem in found]})
    else:
        _say(found, counts)
    if found:
        raise SystemExit(1)


def compared(comparison: Comparison, *, quiet: bool = False) -> list[Problem]:
    """What a comparison finds, its progress shown."""
    with progress(comparison.total, quiet=quiet) as step:
        return list(comparison.problems(step))


def _say(found: list[Problem], counts: dict[str, int]) -> None:
    for problem in found:
        echo(line(problem))
    text = _NOTHING if not counts["files"] else _WRONG if found else _RIGHT
    echo(text.format(n=len(found), **counts))
    if counts["letters"]:
        echo(_LETTERS.format(**counts))


def line(problem: Problem) -> str:
    """A problem and what to do, in one line."""
    return f"{SEVERITY_NAMES[problem.severity]}: {problem}" + (f" → {problem.hint}" if problem.hint else "")


_NOTHING = Text("Nothing was made yet.", "还没有生成过文件。")
_RIGHT = Text(
    "{files} files, {folders} folders of print packs: all as they were made.",
    "共{files}个文件、{folders}个批次文件夹，都与生成时一致。",
)
_WRONG = Text(
    "{n} problems; {files} files and {folders} folders of print packs were looked at.",
    "有{n}处问题；共核对{files}个文件、{folders}个批次文件夹。",
)
_LETTERS = Text("{letters} letters were read and compared with their rows.", "读出{letters}封信，已与表格逐一比对。")
