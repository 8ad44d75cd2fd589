"""Makes the documents of a generator for the command line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from docgen.app import Wish
from docgen.batch import File, Outcome, Plan, Published, Publisher, Report, combine, make_plan, proof, run
from docgen.batch.audit import note, of_documents
from docgen.batch.contexts import digest
from docgen.batch.guard.openness import state
from docgen.batch.guard.watch import Watch, errors
from docgen.batch.history import History
from docgen.batch.ledger import user_ledger
from docgen.batch.names import OLD, VOID
from docgen.batch.publishing import Publishes
from docgen.batch.stale import Scope
from docgen.batch.storage import Uploads
from docgen.commands.base import App
from docgen.commands.progress import progress
from docgen.commands.report import say, say_preview, say_state
from docgen.commands.turn import Before, turn
from docgen.data import places
from docgen.plugin.generator import Generator
from docgen.plugin.templates import BUILT_IN, Templates
from docgen.problems import DocgenError, DocumentSpot, Problem, Severity, UsageError
from docgen.render import Compiled, compile_template
from docgen.render.names import not_there
from docgen.rights import limit_rights
from docgen.text import Text
from docgen.urls import is_url


def make(app: App, generator: Generator, wish: Wish) -> None:
    """Make the documents of `generator` from the data of the workspace. Exits with 1 when one could not be made."""
    wish.check(generator.suffix())
    with turn(app, wish):
        before = Before(app, generator, wish, Report)
        if same := before.report(wish):
            tell(Plan(generator, [], [], same.rows), same, wish)
            return
        template = template_of(app, generator.template)
        watch = Watch(generator, app.data)
        plan = make_plan(generator, app.data, app.register, app.plugins.prepare_context, watch=watch)
        plan.problems.extend(searched(template, watch))
        scope = scope_of(generator.name, sorted(generator.asked.items()), _place(app, wish.folder(app)))
        explain = _as_checked(app, generator)
        with limit_rights(generator.access, wish.folder(app)):
            report = carry_out(app, plan, template, wish, explain, stated=True, scope=scope)
        before.note(report)


def _as_checked(app: App, generator: Generator) -> Explain:
    """Gives what a run says of a name that nothing feeds the hint of `docgen forms check`, which knows the columns."""

    @cache
    def known() -> dict[tuple[Any, str], Text]:
        from docgen.plugin.feeds import hints

        templates = Templates(app.plugins.registry, app.workspace.templates)
        return dict(hints(app.plugins, templates, templates.in_force(generator.template)))

    def explain(problem: Problem) -> Problem:
        if problem.code != "template-name":
            return problem
        found = (
            hint
            for (place, name), hint in known().items()
            if problem.where == place and problem.text == not_there(name)
        )
        return replace(problem, hint=next(found, problem.hint))

    return explain


def template_of(app: App, name: str) -> Compiled:
    """The template called so that is in force, compiled, without what tells of its author. Raises DocgenError with all
    its mistakes, and when it asks for more than its documents may show."""
    filters = {name: owned.item for name, owned in app.plugins.registry.filters.items()}
    templates = Templates(app.plugins.registry, app.workspace.templates)
    found = templates.in_force(name)
    template = compile_template(found.path, filters, clean=True)
    if found.owner != BUILT_IN:
        from docgen.plugin.beyond import refuse  # built-in ones are judged by a test

        refuse(app.plugins, templates, found)
    return template


def searched(template: Compiled, watch: Watch) -> list[Problem]:
    """What is to be looked at in the words of the template itself. Raises DocgenError for what must not be
    published."""
    found = watch.template(template)
    if errors(found):
        raise DocgenError(found[0].text, problems=found)
    return found


Explain = Callable[[Problem], Problem]


def carry_out(
    app: App,
    plan: Plan,
    template: Compiled,
    wish: Wish,
    explain: Explain = lambda problem: problem,
    *,
    stated: bool = False,
    scope: str = "",
) -> Report:
    """Make, show or just say what is planned. `explain` gives each problem as its form would say it; with `stated` the
    folders say who may see the documents. What was made before in the same `scope` and is not now is moved aside. Exits
    with 1 when a document could not be made."""
    if wish.preview and not wish.dry_run:
        report = _preview(plan, template, wish, explain)
    else:
        report = _run(app, plan, template, wish, explain, scope)
        if stated and not wish.dry_run:
            state(wish.folder(app), _written(report, wish.folder(app)), plan.generator.access)
    if not wish.dry_run:
        audited(app, "preview" if wish.preview else "make", plan, len(report.files))
    if report.failed:
        raise SystemExit(1)
    return report


def _written(report: Report, out: Path) -> Iterator[Path]:
    """The documents of the report, and what they replaced."""
    yield from (file.path for file in report.files)
    if any(file.outcome in (Outcome.REPLACED, Outcome.OVERWRITTEN) for file in report.files):
        yield out / OLD.written / report.generator


def _run(app: App, plan: Plan, template: Compiled, wish: Wish, explain: Explain, scope: str) -> Report:
    out, dry = wish.folder(app), wish.dry_run
    publisher = uploads_or_publisher(app, plan.generator, wish)
    with progress(len(plan.items), quiet=wish.quiet, events=wish.as_json) as step:
        if wish.together or plan.generator.together:
            jobs = wish.jobs or os.cpu_count() or 1
            cluster = None if dry else wish.cluster
            report = combine(plan, template, out, publisher, sides=wish.sides, jobs=jobs, cluster=cluster, step=step)
        else:
            report = run(plan, template, out, publisher, step=step)
    report.problems = list(map(explain, report.problems))
    if not dry:
        report.problems.extend(app.plugins.published(report))
    if wish.pdf and not dry:
        report.pdfs = as_pdfs(report, publisher)
    if scope and not dry and not plan.sample:
        _move_aside(app, report, publisher, scope, out)
    tell(plan, report, wish)
    return report


def _move_aside(app: App, report: Report, publisher: Publishes, scope: str, out: Path) -> None:
    """Move aside what was made before in the scope and is not now. When nothing could be made at all, as with a
    template that is wrong, what there is stays; so does a file that is open elsewhere."""
    if not isinstance(publisher, Publisher) or publisher.history is None or (report.failed and not report.files):
        return
    settled = Scope(publisher.history.ledger, scope, out)
    spared = {*_issued(app), *report.unwritten}
    for path, now, edited, failure in settled.settle([*report.files, *report.pdfs], publisher.history, spared):
        if failure:
            text = _NOT_MOVED.format(why=failure.text, void=VOID.written)
            report.problems.append(Problem("stale", Severity.ERROR, text, failure.where, failure.hint))
            continue
        report.stale.append((path, now))
        if edited:
            report.problems.append(Problem("edited", Severity.WARNING, _EDITED, DocumentSpot(str(now)), _TAKE_OVER))


_NOT_MOVED = Text(
    "this file is not made any more, and cannot be moved to out/{void}/: {why}",
    "现在不再生成这个文件，又移不到 out/{void}/ 里：{why}",
)
_EDITED = Text(
    "this file had been edited by hand; it was moved here, since it is not made any more",
    "这个文件有人改过；现在不再生成它，已移到这里",
)
_TAKE_OVER = Text("If it is still needed, move it back under another name.", "如果还要用，请另起文件名，再移回去。")


def _place(app: App, out: Path) -> Path:
    """Where documents go, seen from the workspace: one that is moved, or copied, remembers what it made."""
    root = app.home.root.absolute() if app.home else None
    return out.relative_to(root) if root and out.is_relative_to(root) else out


def scope_of(*asked: object) -> str:
    """What tells one command, with all that it was asked for, from others."""
    return digest([str(each) for each in asked])


def _issued(app: App) -> set[Path]:
    """The files that were issued: nobody moves them."""
    return app.register.issues.paths() if app.home else set()


def tell(plan: Plan, report: Report, wish: Wish) -> None:
    """Say what a run did, and in what state its documents are."""
    say(plan, report, as_json=wish.as_json, quiet=wish.quiet)
    if not wish.as_json:
        say_state(report)


def audited(app: App, action: str, plan: Plan, files: int) -> None:
    """Note in the log of the workspace, if there is one, who made what of which rows."""
    if app.home is None:
        return
    rows = places(item.origin for item in plan.items if item.origin)
    facts = of_documents(plan.generator.access, rows, app.used(), files)
    note(app.ledger, action, plan.generator.name, **facts)


def uploads_or_publisher(app: App, generator: Generator, wish: Wish) -> Publishes:
    """What puts the files of a run in their places, below a folder or a URL."""
    if is_url(wish.folder(app)):
        return Uploads(dry=wish.dry_run)
    return publisher_of(app, generator, wish)


def publisher_of(app: App, generator: Generator, wish: Wish) -> Publisher:
    """What puts the files of a run in their places in a folder. Raises UsageError for a URL."""
    if is_url(wish.folder(app)):
        raise UsageError(Text("--out must be a folder here", "这里的 --out 只能是文件夹"))
    ledger, name = app.ledger if app.home else user_ledger(), generator.name
    history = History(ledger, name, wish.folder(app)) if ledger else None
    return Publisher(ledger, name, overwrite=wish.overwrite, dry=wish.dry_run, history=history)


def as_pdfs(report: Report, publisher: Publishes) -> list[Published]:
    """The documents of the report as PDF beside them; what fails is added to its problems."""
    from docgen.pdf import to_pdfs

    files = [file for file in report.files if file.path.suffix == ".docx"]
    made = [Published(known, Outcome.UNCHANGED) for file in files if (known := _pdf_of(file))]
    documents = [file.path for file in files if not _pdf_of(file)]
    try:
        for path, pdf in to_pdfs(documents, processes=2) if documents else ():
            if isinstance(pdf, DocgenError):
                report.problems.extend(pdf.as_problems("pdf"))
            else:
                made.append(publisher.put(File(path.with_suffix(".pdf"), pdf)))
    except DocgenError as error:  # no LibreOffice: the documents are made all the same, and are said
        report.problems.extend(error.as_problems("pdf"))
    return made


def _pdf_of(file: Published) -> Path | None:
    """The PDF that was made of a document that has not changed since."""
    pdf = file.path.with_suffix(".pdf")
    if file.outcome is not Outcome.UNCHANGED or not pdf.exists():
        return None
    return pdf if pdf.stat().st_mtime_ns >= file.path.stat().st_mtime_ns else None


def _preview(plan: Plan, template: Compiled, wish: Wish, explain: Explain) -> Report:
    """Show what the run would make, without making it."""
    from docgen.commands.preview import open_pages

    with progress(len(plan.items), quiet=wish.quiet, events=wish.as_json) as step:
        made = proof(plan, template, sides=wish.sides, step=step)
    report = made.report
    report.problems = list(map(explain, report.problems))
    path, opened = open_pages(Path(template.name).stem, made.data) if made.data else (None, False)
    say_preview(plan, report, path, opened=opened, as_json=wish.as_json)
    return report
