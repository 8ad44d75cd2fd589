"""Says what a run did, or would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from docgen.batch import Outcome, Plan, Published, Report
from docgen.batch.run import place
from docgen.commands.output import echo, echo_json, echo_problems
from docgen.problems import Problem
from docgen.text import Text

_LISTED = 20
"""Files that are named one by one; of more it is said how many."""

_DONE = {
    Outcome.NEW: Text("made", "已生成"),
    Outcome.REPLACED: Text("made anew", "已更新"),
    Outcome.UNCHANGED: Text("unchanged", "没有变化"),
    Outcome.BESIDE: Text("made beside the edited one", "已在改过的文件旁另存"),
}


def say_plan(plan: Plan, out: Path, *, as_json: bool) -> None:
    """Say which files would be made."""
    paths = [str(place(out, path)) for path, _ in plan.files()]
    if as_json:
        echo_json({"would_make": paths, "rows": plan.rows, **_sample(plan), **_problems(plan.problems)})
        return
    _say_sample(plan)
    for path in paths[:_LISTED]:
        echo(Text("would make: {path}", "将生成：{path}").format(path=path))
    _say_more(len(paths) - _LISTED)
    echo_problems(plan.problems)


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


def say(plan: Plan, report: Report, pdfs: Sequence[Path], *, as_json: bool, quiet: bool) -> None:
    """Say what a run made; with `quiet` only what is wrong."""
    if as_json:
        echo_json(_as_dict(plan, report, pdfs))
        return
    if not quiet:
        _say_sample(plan)
        _say_files(report.files)
        if report.fronts:
            echo(Text("Each begins on a front page: print on both sides.", "每份从正面开始，请双面打印。"))
        for path in pdfs[:_LISTED]:
            echo(Text("PDF: {path}", "PDF：{path}").format(path=path))
        _say_more(len(pdfs) - _LISTED)
    echo_problems(report.problems)
    if not quiet and report.rows > 1:
        echo(_SUM.format(made=report.made, rows=report.rows))


_SUM = Text("{made} of {rows} rows made.", "共{rows}行，已生成{made}行。")


def say_why_draft(errors: Sequence[Problem]) -> None:
    """Say why a document became a draft."""
    if not errors:
        echo(Text("A draft: the register has no number for it.", "这是草稿：登记簿里还没有它的期号。"))
        return
    text = Text(
        "A draft, because the tables that it counts have {n} errors. The first: {first}",
        "这是草稿：所用表格有{n}处错误。第一处：{first}",
    )
    echo(text.format(n=len(errors), first=errors[0]))
    echo(Text("  `docgen check` lists them all.", "  用 docgen check 查看全部。"))


def _say_files(files: Sequence[Published]) -> None:
    for file in files[:_LISTED]:
        echo(Text("{done}: {path}", "{done}：{path}").format(done=_DONE[file.outcome], path=file.path))
        if file.beside:
            echo(_LEFT_ALONE.format(path=file.beside))
    if len(files) > _LISTED:
        counts = Counter(file.outcome for file in files)
        parts = (Text("{done} {n}", "{done}{n}个").format(done=_DONE[o], n=counts[o]) for o in Outcome if counts[o])
        sums = ", ".join(map(str, parts))
        echo(Text("… {n} files in all: {sums}", "……共{n}个文件：{sums}").format(n=len(files), sums=sums))


_LEFT_ALONE = Text("  left alone, since it was edited or signed: {path}", "  改过或已签发，未动：{path}")


def _say_more(number: int) -> None:
    if number > 0:
        echo(Text("… and {n} more", "……另有{n}个").format(n=number))


def _say_sample(plan: Plan) -> None:
    if plan.sample:
        rows = "、".join(row.rpartition(" / ")[2] for row in plan.sample)
        text = Text("A sample: {n} of {total} rows ({rows})", "只取样：{total}行中的{n}行（{rows}）")
        echo(text.format(n=len(plan.sample), total=plan.total, rows=rows))


def _as_dict(plan: Plan, report: Report, pdfs: Iterable[Path]) -> dict[str, Any]:
    return {
        "generator": report.generator,
        "files": [
            {"path": str(f.path), "outcome": f.outcome.value, "beside": str(f.beside) if f.beside else None}
            for f in report.files
        ],
        "pdf": [str(path) for path in pdfs],
        "drafts": report.drafts,
        **_rows(report),
        **_sample(plan),
        **_problems(report.problems),
    }


def _rows(report: Report) -> dict[str, int]:
    return {"rows": report.rows, "made": report.made, "failed": report.rows - report.made}


def _sample(plan: Plan) -> dict[str, Any]:
    return {"sample": list(plan.sample), "total": plan.total}


def _problems(problems: Iterable[Problem]) -> dict[str, Any]:
    return {"problems": [problem.as_dict() for problem in problems]}
