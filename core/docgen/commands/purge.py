"""`docgen purge --before DAY`: deletes documents that are no longer needed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from docgen.commands.base import App, Day, command, option, pass_app
from docgen.commands.confirm import confirm
from docgen.commands.output import echo
from docgen.commands.summaries import with_details
from docgen.text import Text


@command(
    "purge",
    with_details(
        "purge",
        Text(
            "Documents, their PDFs, old versions and void ones in out/ that were last written before the day. Left "
            "alone are issued documents, files that somebody edited, data/, the register and the audit log.",
            "删除 out/ 中早于该日的文件、PDF、旧版和作废件。已签发的、有人改过的不删；"
            "data/ 里的表格、登记簿和操作日志不动。",
        ),
    ),
)
@option(
    "--before",
    required=True,
    type=Day(),
    help=Text("The day; what is of this day stays.", "日期；当天及以后的保留。"),
)
@option("--dry-run", is_flag=True, help=Text("Say what would be deleted.", "只说明将删除什么。"))
@option("--yes", is_flag=True, help=Text("Do not ask.", "不再询问。"))
@pass_app
def purge(app: App, before: date, dry_run: bool, yes: bool) -> None:
    """Delete what is older."""
    from docgen.batch.audit import note
    from docgen.batch.purge import delete, outdated
    from docgen.commands.begun import writing

    if not dry_run:
        app.require_own()
    home, ledger = app.workspace, app.history
    issued = app.register.issues.paths()
    found = outdated(ledger, home.out, before, issued)
    _say(found.edited, Text("left alone, since it was edited: {path}", "有人改过，保留：{path}"))
    _say(found.issued, Text("left alone, since it was issued: {path}", "已签发，保留：{path}"))
    _say(found.delete, Text("to be deleted: {path}", "将删除：{path}"))
    if not found.delete:
        echo(Text("There is nothing to delete.", "没有要删除的文件。"))
    elif not dry_run:
        if not yes:
            confirm(_SURE.format(n=len(found.delete)), _SAY_YES)
        with writing(app):
            delete(ledger, home.out, found.delete)
            note(ledger, "purge", str(before), files=len(found.delete))
        echo(Text("{n} files deleted.", "已删除{n}个文件。").format(n=len(found.delete)))


def _say(paths: list[Path], text: Text) -> None:
    for path in paths:
        echo(text.format(path=path))


_SURE = Text("Delete {n} files for good?", "确定永久删除这{n}个文件？")
_SAY_YES = Text("Add --yes to delete.", "确定要删除请加 --yes。")
