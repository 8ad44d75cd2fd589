"""`docgen lint`: whether documents follow GB/T 9704-2012."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.commands.base import command, json_option, option
from docgen.commands.output import echo, echo_json, echo_problems
from docgen.commands.summaries import with_details
from docgen.problems import SEVERITY_NAMES, DocgenError, Severity, UsageError
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.gongwen.lint import Finding
    from docgen.gongwen.lint.mend_text import Change

_PLACES = 3  # that are shown of one rule


@command(
    "lint",
    with_details(
        "lint",
        Text(
            "FILE is a .docx. Rules of 版头, 主送机关, 署名 and 版记 look at official documents only. Exit code 1 when "
            "there are errors. docs/reference/lint.md lists the rules.",
            "FILE 是 .docx 文件。版头、主送机关、署名、版记等规则只用于公文。有错误时退出码为 1。"
            "规则见 docs/reference/lint.md。",
        ),
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@option(
    "--fix",
    is_flag=True,
    help=Text(
        "Put right what is mechanical, in a copy beside the file (名_改.docx).",
        "改正能自动改的（括号、标点、字体、缩进、页码等），写到旁边的副本（名_改.docx），原件不动。",
    ),
)
@option(
    "--no-pages",
    is_flag=True,
    help=Text("Leave out the rules for which pages are made, which takes seconds.", "不检查需要排版的规则，更快。"),
)
@json_option
def lint(files: tuple[Path, ...], fix: bool, no_pages: bool, as_json: bool) -> None:
    """Print what is wrong with each document; exit 1 when there are errors."""
    if fix and as_json:
        raise UsageError(Text("--fix and --json do not go together", "--fix 和 --json 不能同时用"))
    found: dict[Path, Sequence[Finding]] = {}
    failed = False
    for file in dict.fromkeys(files):
        try:
            found[file] = _mend(file) if fix else _look(file, pages=not no_pages, quiet=as_json)
        except DocgenError as error:
            failed = True
            echo_problems(error.as_problems())
    if as_json:
        echo_json([{"file": str(file), **each.as_dict()} for file, these in found.items() for each in these])
    elif found:
        _echo_sum(found)
    if failed or any(each.severity is Severity.ERROR for these in found.values() for each in these):
        raise SystemExit(1)


def _look(file: Path, *, pages: bool, quiet: bool) -> Sequence[Finding]:
    from docgen.gongwen.lint import lint_file

    found = lint_file(file, pages=pages)
    if not quiet:
        _echo_findings(file, found)
    return found


def _mend(file: Path) -> Sequence[Finding]:
    """Put the file right in a copy; what is left there."""
    from docgen.gongwen.lint.mend import mend_file

    mended = mend_file(file)
    if mended.path is None:
        echo(Text("{file}: nothing that can be put right by itself", "{file}：没有能自动改的").format(file=file))
    else:
        echo(Text("{file}: put right in {copy}", "{file}：改在 {copy}").format(file=file, copy=mended.path))
        _echo_changes(mended.changes)
    _echo_findings(mended.path or file, mended.left)
    return mended.left


def _echo_changes(changes: Iterable[Change]) -> None:
    """What was changed, by rule: how often, and the first places."""
    from docgen.gongwen.lint.rules import RULES

    titles = {rule.id: rule.title for rule in reversed(RULES)}
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.rule, []).append(change)
    for rule, these in groups.items():
        line = Text("  changed {n}: {rule} {title}", "  已改{n}处：{rule} {title}")
        echo(line.format(n=len(these), rule=rule, title=titles[rule]))
        for change in these[:_PLACES]:
            before = f"{change.before} → " if change.before else "→ "
            echo(f"      {change.place}  {before}{change.after or _NOTHING}")
        _echo_more(len(these))


_NOTHING = Text("(nothing)", "（删去）")


def _echo_more(count: int) -> None:
    if count > _PLACES:
        echo(Text("      … and {n} more", "      ……另有{n}处").format(n=count - _PLACES))


def _echo_findings(file: Path, found: Iterable[Finding]) -> None:
    """The findings of a document: each with its clause, its first places and what should stand there."""
    for at, each in enumerate(found):
        if at == 0:
            echo(str(file))
        rule = each.rule
        clause = "" if rule.clause == "practice" else f" [GB/T 9704 {rule.clause}]"
        echo(f"  {SEVERITY_NAMES[rule.severity]} {rule.id} {rule.title}{clause}")
        for hit in each.hits[:_PLACES]:
            echo(f"      {hit.place}  {hit.found}")
        _echo_more(each.times)
        echo(Text("      → should be: {what}", "      → 应为：{what}").format(what=rule.expected))


def _echo_sum(found: dict[Path, Sequence[Finding]]) -> None:
    counts: Counter[Severity] = Counter(each.severity for these in found.values() for each in these)
    if not counts:
        echo(Text("Documents without a problem: {n}.", "{n}个文件，没有发现问题。").format(n=len(found)))
        return
    parts: list[Any] = [f"{SEVERITY_NAMES[severity]} {counts[severity]}" for severity in Severity if counts[severity]]
    text = Text("{n} documents: {parts}", "共{n}个文件：{parts}")
    echo(text.format(n=len(found), parts=", ".join(parts)))
