"""`docgen register restore`: a register that was lost comes back from its copy, and from what else knows of numbers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docgen.app import code_of
from docgen.commands.base import App, command, option, pass_app
from docgen.commands.confirm import confirm
from docgen.commands.output import echo, echo_problems
from docgen.plugin.generator import series_of
from docgen.problems import DocgenError, Problem, Severity
from docgen.register import Entry, Register, Trace, find_in_log, find_in_names
from docgen.text import Text

_NOT_LOOKED_AT = "_正在生成"
SHOWN = 5


def lost_numbers(app: App) -> list[Problem]:
    """An error for each number that the audit log, the ledger, out/ or, of a series of docgen's own, the sheet 文号登记
    knows and the register does not, or gives to another document: it could be given a second time."""
    return [lost.to_problem() for lost in _find_lost(app, app.register.entries())[:SHOWN]]


class _LostNumber(NamedTuple):
    """A number of a series that the register does not have as the `trace` knows it; `holder` is the entry of another
    document that has it, if there is one."""

    series: str
    trace: Trace
    holder: Entry | None

    def to_problem(self) -> Problem:
        """The error that says where the number stands."""
        number, source = self.trace, self.trace.source
        if self.holder is None:
            return Problem("register-lost", Severity.ERROR, _LOST.format(number=number, source=source), hint=_RESTORE)
        text = _OTHER.format(number=number, source=source, document=self.holder.document)
        return Problem("register-lost", Severity.ERROR, text, hint=_COMPARE)


def _find_lost(app: App, entries: list[Entry]) -> list[_LostNumber]:
    """The numbers that none of the entries has as something else knows them, each once."""
    codes = _codes(app)
    known = [(code, entry) for code, series in codes.items() for entry in entries if entry.series == series]
    lost: dict[tuple[str, int], _LostNumber] = {}
    for trace in _traces(app, codes):
        holder = trace.find(known)
        if holder is None or not trace.fits(holder):
            lost.setdefault((trace.code, trace.number), _LostNumber(codes[trace.code], trace, holder))
    return list(lost.values())


def _codes(app: App) -> dict[str, str]:
    """What numbers of each series are called by: the series, or the 机关代字."""
    series = {series_of(owned.item) for owned in app.plugins.registry.generators.values() if owned.item.numbering}
    try:
        return {code_of(app, each): each for each in sorted(series)}
    except DocgenError:  # an office without a 机关代字 gives no 文号
        return {each: each for each in sorted(series)}


def _traces(app: App, codes: dict[str, str]) -> Iterator[Trace]:
    yield from find_in_log(app.history.file.with_name("audit.jsonl"), codes)
    names = [*_files(app.workspace.out), *app.history.files()]
    root = app.workspace.root
    below = (path.relative_to(root) if path.is_relative_to(root) else path for path in names)
    yield from find_in_names(below, codes)
    yield from _traces_in_sheet(app, codes)


def _files(out: Path) -> Iterator[Path]:
    """The documents below out/; links are not followed."""
    for folder, folders, names in os.walk(out, onerror=_raise):
        folders[:] = [name for name in folders if name != _NOT_LOOKED_AT]
        yield from (Path(folder, name) for name in names if name.endswith(".docx"))


def _raise(error: OSError) -> None:
    """Let a folder that cannot be looked into stop the search: a number may stand there."""
    if not isinstance(error, FileNotFoundError):
        raise error


def _traces_in_sheet(app: App, codes: dict[str, str]) -> Iterator[Trace]:
    """The numbers of docgen's own series in the office's own list, the sheet 文号登记."""
    known = app.plugins.registry.known_numbers
    for each in known.listed(app.data.aside()) if known else ():
        if each.code in codes and each.code == codes[each.code]:
            name = f"{each.code}第{each.number}期"
            yield Trace(each.code, each.year, each.number, name, each.source, day=each.day)


@command(
    "restore",
    Text(
        "Bring back a register that was lost, emptied or replaced by an older one: from the copy that docgen keeps of "
        "it, and from what the audit log, out/ and the sheet 文号登记 know of numbers. Shows all of it first.",
        "恢复丢失、变空或被旧文件替换的登记簿：依据程序保存的副本，以及操作日志、out/ 和“文号登记”表里的号。"
        "先列出再恢复。",
    ),
)
@option("--dry-run", is_flag=True, help=Text("Show what would be restored.", "只说明将恢复什么。"))
@option("--yes", is_flag=True, help=Text("Do not ask.", "不再询问。"))
@pass_app
def restore(app: App, dry_run: bool, yes: bool) -> None:
    """Show what can be had again, then bring it back."""
    from docgen.commands.begun import writing

    app.require_own()
    register = app.register
    needs_copy = register.needs_copy()
    kept = register.read_copy() if needs_copy else register.entries()
    found = _find_lost(app, kept)
    lost = [_entry(app, each.series, each.trace) for each in found if each.holder is None]
    echo_problems(each.to_problem() for each in found if each.holder)
    if needs_copy:
        for entry in kept:
            echo(_FROM_COPY.format(entry=_describe(entry)))
    for entry, source in lost:
        echo(_FROM_TRACE.format(entry=_describe(entry), source=source))
    if not needs_copy and not found:
        echo(Text("The register lacks nothing that anything else knows.", "登记簿什么都不缺。"))
    elif not dry_run and (needs_copy or lost):
        if not yes:
            confirm(_SURE, _SAY_YES)
        with writing(app):
            _bring_back(register, [entry for entry, _ in lost], needs_copy=needs_copy)
        echo(Text("restored: {path}", "已恢复：{path}").format(path=register.path))


def _entry(app: App, series: str, trace: Trace) -> tuple[Entry, Text]:
    year = trace.year or app.workspace.settings.year
    name = str(trace)
    return Entry(series, year, trace.number, trace.document or name, name, trace.day), trace.source


def _describe(entry: Entry) -> Text:
    text = Text("{series} {year} no. {n}: {title}", "{series}{year}年第{n}号：{title}")
    return text.format(series=entry.series, year=entry.year, n=entry.number, title=entry.title)


def _bring_back(register: Register, lost: list[Entry], *, needs_copy: bool) -> None:
    if needs_copy:
        register.restore_copy()
    for entry in lost:
        register.take(entry)


_SURE = Text("Restore this?", "确定按以上内容恢复？")
_SAY_YES = Text("Add --yes to restore.", "确定要恢复请加 --yes。")
_LOST = Text("the register lacks {number}, which stands in {source}", "登记簿里没有{number}，而{source}里有")
_RESTORE = Text(
    "No number is given before that is settled: docgen register restore shows what is lost and brings it back. If the "
    "number was never given, move that file out of out/, or correct the sheet.",
    "查清之前不再给号：docgen register restore 会列出并恢复丢失的号。"
    "如果这个号其实没有用过，请移走那个文件或改正表格。",
)
_OTHER = Text(
    "the register gives {number} to another document ({document}) than {source} says",
    "登记簿里的{number}属于另一份文件（{document}），与{source}所记的不同",
)
_COMPARE = Text(
    "No number is given before that is settled: one of the two was changed by hand. Look at the document that was "
    "issued, and bring back a copy of the file that is wrong.",
    "查清之前不再给号：两处中有一处被人改过。请核对签发的文件，用备份换回有错的那一个。",
)
_FROM_COPY = Text("from the copy: {entry}", "副本里有：{entry}")
_FROM_TRACE = Text("from {source}: {entry}", "{source}：{entry}")
