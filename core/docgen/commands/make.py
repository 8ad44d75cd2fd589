"""Makes the documents of a generator for the command line, and says what became of them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from docgen.batch import Outcome, Plan, Report, make_plan, publish, run
from docgen.batch.ledger import Ledger
from docgen.commands.base import App
from docgen.commands.output import echo, echo_json, echo_problem
from docgen.pdf import to_pdfs
from docgen.plugin.generator import Generator
from docgen.problems import DocgenError, Problem, Severity
from docgen.render import compile_template
from docgen.text import Text

_DONE = {
    Outcome.NEW: Text("made", "已生成"),
    Outcome.REPLACED: Text("made anew", "已更新"),
    Outcome.UNCHANGED: Text("unchanged", "没有变化"),
    Outcome.BESIDE: Text("made beside the edited one", "已在改过的文件旁另存"),
}


def make(app: App, generator: Generator, *, out: Path | None, pdf: bool, dry_run: bool, as_json: bool) -> None:
    """Make its documents below `out` (by default the workspace's out/). Exits with 1 when one could not be made."""
    folder = (out or app.workspace.out).absolute()
    filters = {name: owned.item for name, owned in app.plugins.registry.filters.items()}
    template = compile_template(find_template(app, generator.template), filters)
    plan = make_plan(generator, app.data, app.register, app.plugins.prepare_context)
    if dry_run:
        report, pdfs = Report(generator.name, problems=list(plan.problems)), []
        _say_plan(plan, folder, as_json)
    else:
        ledger = Ledger(app.workspace.state)
        report = run(plan, template, folder, ledger)
        report.problems.extend(app.plugins.published(report))
        pdfs = _as_pdfs(report, ledger) if pdf and report.files else []
        _say(app, report, pdfs, as_json)
    if report.failed:
        raise SystemExit(1)


def _as_pdfs(report: Report, ledger: Ledger) -> list[Path]:
    """The documents of the report as PDF beside them; what fails is added to its problems."""
    made: list[Path] = []
    try:
        for path, pdf in to_pdfs([file.path for file in report.files], processes=2):
            if isinstance(pdf, DocgenError):
                report.problems.append(_no_pdf(pdf))
            else:
                made.append(publish(path.with_suffix(".pdf"), pdf, ledger, "pdf").path)
    except DocgenError as error:  # no LibreOffice: the documents are made all the same, and are said
        report.problems.append(_no_pdf(error))
    return made


def _no_pdf(error: DocgenError) -> Problem:
    return Problem("pdf", Severity.ERROR, error.text, error.where, error.hint)


def find_template(app: App, name: str) -> Path:
    """The workspace's own template of that name, else one of a plugin's, else the built-in one."""
    owned = app.plugins.registry.template_folders.values()
    built_in = Path(str(files("docgen.templates")))
    for folder in (app.workspace.templates, *(each.item for each in owned), built_in):
        if (folder / name).is_file():
            return Path(folder / name)
    raise DocgenError(
        Text("the template {name} is nowhere", "找不到模板 {name}").format(name=name),
        hint=Text("Put it below {folder}.", "请放到 {folder} 下面。").format(folder=app.workspace.templates),
    )


def _say_plan(plan: Plan, out: Path, as_json: bool) -> None:
    paths = [str(out / f"{item.path}.docx") for item in plan.items]
    if as_json:
        echo_json({"would_make": paths, "problems": [problem.as_dict() for problem in plan.problems]})
        return
    for path in paths:
        echo(Text("would make: {path}", "将生成：{path}").format(path=path))
    for problem in plan.problems:
        echo_problem(problem)


def _say(app: App, report: Report, pdfs: list[Path], as_json: bool) -> None:
    if as_json:
        echo_json(_as_dict(report, pdfs))
        return
    for file in report.files:
        echo(Text("{done}: {path}", "{done}：{path}").format(done=_DONE[file.outcome], path=file.path))
        if file.beside:
            echo(
                Text("  left alone, since it was edited or signed: {path}", "  改过或已签发，未动：{path}").format(
                    path=file.beside
                )
            )
    for path in pdfs:
        echo(Text("PDF: {path}", "PDF：{path}").format(path=path))
    if report.drafts:
        _say_why_draft(app.data.errors_in_use())
    for problem in report.problems:
        echo_problem(problem)


def _say_why_draft(errors: list[Problem]) -> None:
    if not errors:
        echo(Text("A draft: the register has no number for it.", "这是草稿：登记簿里还没有它的期号。"))
        return
    text = Text(
        "A draft, because the tables that it counts have {n} errors. The first: {first}",
        "这是草稿：所用表格有{n}处错误。第一处：{first}",
    )
    echo(text.format(n=len(errors), first=errors[0]))
    echo(Text("  `docgen check` lists them all.", "  用 docgen check 查看全部。"))


def _as_dict(report: Report, pdfs: list[Path]) -> dict[str, Any]:
    return {
        "generator": report.generator,
        "files": [
            {"path": str(f.path), "outcome": f.outcome.value, "beside": str(f.beside) if f.beside else None}
            for f in report.files
        ],
        "pdf": [str(path) for path in pdfs],
        "drafts": report.drafts,
        "problems": [problem.as_dict() for problem in report.problems],
    }
