"""Says what a run did, or would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from docgen.batch import Outcome, Plan, Published, Report
from docgen.batch.names import VOID
from docgen.batch.packs.run import PackReport
from docgen.batch.plan import some_rows
from docgen.commands.output import echo, echo_error, echo_json, echo_problems
from docgen.problems import Problem, Severity
from docgen.text import Text

_LISTED = 20
"""Files that are named one by one; of more it is said how many."""

_DONE = {
    Outcome.NEW: Text("made", "已生成"),
    Outcome.REPLACED: Text("made anew", "已更新"),
    Outcome.OVERWRITTEN: Text("replaced, though edited", "已替换改过的文件"),
    Outcome.UNCHANGED: Text("unchanged", "没有变化"),
    Outcome.BESIDE: Text("made beside the edited one", "已在改过的文件旁另存"),
}
_WOULD = {
    Outcome.NEW: Text("would make", "将生成"),
    Outcome.REPLACED: Text("would make anew", "将更新"),
    Outcome.OVERWRITTEN: Text("would replace, though edited", "将替换改过的文件"),
    Outcome.UNCHANGED: Text("would stay unchanged", "不会变化"),
    Outcome.BESIDE: Text("would make beside the edited one", "将在改过的文件旁另存"),
}


def say_preview(plan: Plan, report: Report, path: Path | None, *, opened: bool, as_json: bool) -> None:
    """Say where the pages lie that are shown, or why there are none."""
    if as_json:
        shown = {"preview": str(path) if path else None, "opened": opened}
        echo_json({**shown, **_rows(report), **_sample(plan), **_problems(report.problems)})
        return
    _say_sample(plan)
    if path:
        text = Text("preview: {path}", "预览：{path}") if opened else _TO_OPEN
        echo(text.format(path=path))
    echo_problems(report.problems)


_TO_OPEN = Text("preview, to be opened by yourself: {path}", "预览文件（请自行打开）：{path}")


def say(plan: Plan, report: Report, *, as_json: bool, quiet: bool) -> None:
    """Say what a run made, or would make; with `quiet` only what is wrong."""
    if as_json:
        echo_json(_as_dict(plan, report))
        return
    if not quiet:
        _say_sample(plan)
        _say_files(report.files, _WOULD if report.dry else _DONE)
        if report.fronts:
            echo(Text("Each begins on a front page: print on both sides.", "每份从正面开始，请双面打印。"))
        _say_pdfs(report.pdfs)
    _say_stale(report)
    echo_problems(problem for problem in report.problems if not quiet or problem.severity is not Severity.NOTE)
    _say_lacking(report.files, quiet=quiet)
    if not quiet and report.rows > 1:
        echo(_sum(report))


def say_shown(path: Path, *, opened: bool) -> None:
    """Say where the pages lie that are shown."""
    echo(Text("preview: {path}", "预览：{path}").format(path=path) if opened else _TO_OPEN.format(path=path))


def say_packs(report: PackReport, *, as_json: bool, quiet: bool) -> None:
    """Say what a run of print packs made, what no longer belongs, and counts that add up."""
    if as_json:
        echo_json(_packs_as_dict(report))
        return
    if not quiet:
        same = sum(file.outcome is Outcome.UNCHANGED for file in report.files)
        _say_files([f for f in report.files if f.outcome is not Outcome.UNCHANGED], _WOULD if report.dry else _DONE)
        if same:
            echo(Text("{n} files have not changed.", "{n}个文件没有变化。").format(n=same))
        _say_pdfs(report.pdfs)
    _say_stale(report)
    echo_problems(problem for problem in report.problems if not quiet or problem.severity is not Severity.NOTE)
    if not quiet:
        echo(_sum(report))
        if report.rows == 0:
            echo(_NO_ROW)
        if report.held:
            failed = report.rows - report.made - report.held
            echo(_HELD.format(n=report.held, failed=failed))
        if report.spares:
            echo(Text("Besides {n} spare letters.", "另有备用{n}份。").format(n=report.spares))


def _say_stale(report: Report) -> None:
    """Say what was made before and not now, and where it lies: one by one, or by folder if there are many."""
    if report.dry:
        for path, _ in report.stale[:_LISTED]:
            echo(_WOULD_GO.format(path=path, void=VOID.written))
        return _say_more(len(report.stale) - _LISTED)
    if len(report.stale) <= _LISTED:
        for path, now in report.stale:
            why = _NOT_NOW if path in report.refused else _PERHAPS if report.failed else _STALE
            echo(why.format(path=path, now=now))
        return None
    folders = Counter((path.parent, now.parent) for path, now in report.stale)
    for (folder, now), number in folders.items():
        echo((_PERHAPS_FOLDER if report.failed else _STALE_FOLDER).format(folder=folder, now=now, n=number))
    return None


_WOULD_GO = Text("no longer belongs, would be moved to out/{void}/: {path}", "已不再需要，将移到 out/{void}/：{path}")
_STALE = Text("no longer belongs here, moved: {path} → {now}", "已不再需要，移走：{path} → {now}")
_STALE_FOLDER = Text(
    "{n} files no longer belong here, moved: {folder} → {now}", "{n}个文件已不再需要，移走：{folder} → {now}"
)
_NOT_NOW = Text(
    "could not be made anew, and the one of before may be out of date, moved: {path} → {now}",
    "这一份有错，没有重新生成；原来的可能已经过时，移走：{path} → {now}",
)
_PERHAPS = Text(
    "not made this time (no longer wanted, or its row has an error), moved: {path} → {now}",
    "这次没有生成（已不再需要，或者这一行有错），移走：{path} → {now}",
)
_PERHAPS_FOLDER = Text(
    "{n} files not made this time (no longer wanted, or their rows have errors), moved: {folder} → {now}",
    "{n}个文件这次没有生成（已不再需要，或者那些行有错），移走：{folder} → {now}",
)


_HELD = Text(
    "Not made: {n} of places that are held back as a whole, {failed} one by one.",
    "没有生成的：整个地方暂停的{n}行，单份有误的{failed}行。",
)


def _packs_as_dict(report: PackReport) -> dict[str, Any]:
    return {
        "generator": report.generator,
        "files": list(map(_file, report.files)),
        "pdf": [str(file.path) for file in report.pdfs],
        "stale": [[str(path), str(now)] for path, now in report.stale],
        "held": report.held,
        "spares": report.spares,
        **_rows(report),
        **_problems(report.problems),
    }


def _say_lacking(files: Sequence[Published], *, quiet: bool) -> None:
    """Say which print files do not hold all rows that they were made for."""
    for file in files:
        if file.lacking:
            rows = some_rows(file.lacking)
            text = _LACKING.format(path=file.path.name, n=len(file.lacking), rows=rows)
            echo_error(text) if quiet else echo(text)


_LACKING = Text("{path} is not complete, {n} rows are not in it: {rows}", "打印文件 {path} 不全，缺{n}行：{rows}")


def _sum(report: Report) -> Text:
    """How many of the rows stand in a file, and of how many the file has not changed."""
    new, same, failed = report.made - report.same, report.same, report.rows - report.made
    if not same:
        text = _WOULD_SUM if report.dry else _SUM
        return text.format(made=new, rows=report.rows)
    parts = [_SUM_NEW.format(n=new)] if new else []
    parts += [_SUM_SAME.format(n=same)]
    parts += [_SUM_FAILED.format(n=failed)] if failed else []
    said = Text(", ".join(part.en for part in parts), "，".join(part.zh for part in parts))
    return Text("Of {rows} rows: {parts}.", "共{rows}行：{parts}。").format(rows=report.rows, parts=said)


_SUM = Text("{made} of {rows} rows made.", "共{rows}行，已生成{made}行。")
_WOULD_SUM = Text("{made} of {rows} rows would be made.", "共{rows}行，将生成{made}行。")
_SUM_NEW = Text("{n} new or changed", "新生成或更新{n}行")
_SUM_SAME = Text("{n} as they were before", "{n}行与上次相同，没有改动")
_SUM_FAILED = Text("{n} not made", "{n}行没有生成")


def say_state(report: Report) -> None:
    """Say why documents are drafts, and that the tables behind them have errors."""
    errors = report.errors
    if report.drafts and not errors and report.unfinished:
        echo(Text("A draft: something in it is still to be written.", "这是草稿：还有内容没有写完。"))
    if report.drafts and not errors and report.unnumbered:
        echo(Text("A draft: the register has no number for it.", "这是草稿：登记簿里还没有它的号。"))
    if report.rows == 0:
        echo(_NO_ROW)
    if errors:
        echo((_DRAFT if report.drafts else _WITH_ERRORS).format(n=len(errors), first=errors[0]))
        echo(Text("  `docgen check` lists them all.", "  用 docgen check 查看全部。"))


_NO_ROW = Text("There is no row to make a document of.", "没有可生成的行。")
_DRAFT = Text(
    "A draft, because the tables that it counts have {n} errors. The first: {first}",
    "这是草稿：所用表格有{n}处错误。第一处：{first}",
)
_WITH_ERRORS = Text(
    "The tables that it was made from have {n} errors. The first: {first}", "注意：所用表格有{n}处错误。第一处：{first}"
)


def _say_files(files: Sequence[Published], words: Mapping[Outcome, Text]) -> None:
    """The first of the files, and each that took the place of what a person had changed."""
    for number, file in enumerate(files):
        if number < _LISTED or file.outcome is Outcome.OVERWRITTEN:
            echo(Text("{done}: {path}", "{done}：{path}").format(done=words[file.outcome], path=file.path))
        if number < _LISTED and file.beside:
            echo(_LEFT_ALONE.format(path=file.beside))
    if len(files) > _LISTED:
        counts = Counter(file.outcome for file in files)
        parts = (Text("{done} {n}", "{done}{n}个").format(done=words[o], n=counts[o]) for o in Outcome if counts[o])
        sums = ", ".join(map(str, parts))
        echo(Text("… {n} files in all: {sums}", "……共{n}个文件：{sums}").format(n=len(files), sums=sums))


_LEFT_ALONE = Text(
    "  left alone, since it was edited, signed or made by someone: {path}",
    "  改过、已签发或不是程序生成的，未动：{path}",
)


def _say_pdfs(pdfs: Sequence[Published]) -> None:
    for file in pdfs[:_LISTED]:
        echo(Text("PDF: {path}", "PDF：{path}").format(path=file.path))
    _say_more(len(pdfs) - _LISTED)
    for file in pdfs:
        if file.outcome is Outcome.OVERWRITTEN:
            done = _DONE[file.outcome]
            echo(Text("{done}: {path}", "{done}：{path}").format(done=done, path=file.path))


def _say_more(number: int) -> None:
    if number > 0:
        echo(Text("… and {n} more", "……另有{n}个").format(n=number))


def _say_sample(plan: Plan) -> None:
    if plan.sample:
        rows = "、".join(row.rpartition(" / ")[2] for row in plan.sample)
        text = Text("A sample: {n} of {total} rows ({rows})", "只取样：{total}行中的{n}行（{rows}）")
        echo(text.format(n=len(plan.sample), total=plan.total, rows=rows))


def _as_dict(plan: Plan, report: Report) -> dict[str, Any]:
    would = {"would_make": [str(file.path) for file in report.files]} if report.dry else {}
    return {
        "generator": report.generator,
        **would,
        "files": list(map(_file, report.files)),
        "pdf": [str(file.path) for file in report.pdfs],
        "stale": [[str(path), str(now)] for path, now in report.stale],
        "drafts": report.drafts,
        "table_errors": [problem.as_dict() for problem in report.errors],
        **_rows(report),
        **_sample(plan),
        **_problems(report.problems),
    }


def _file(file: Published) -> dict[str, Any]:
    beside = str(file.beside) if file.beside else None
    return {"path": str(file.path), "outcome": file.outcome.value, "beside": beside, "lacking": list(file.lacking)}


def _rows(report: Report) -> dict[str, int]:
    made = {"made": report.made, "unchanged": report.same, "failed": report.rows - report.made}
    return {"rows": report.rows, **made}


def _sample(plan: Plan) -> dict[str, Any]:
    return {"sample": list(plan.sample), "total": plan.total}


def _problems(problems: Iterable[Problem]) -> dict[str, Any]:
    return {"problems": [problem.as_dict() for problem in problems]}
