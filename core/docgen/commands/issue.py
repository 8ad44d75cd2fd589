"""Issues a document for the command line: `docgen NAME week-4 --issue --date 2013-11-29`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date as date_type
from typing import Any

from docgen.app import Wish, called, code_of
from docgen.batch.audit import of_documents
from docgen.batch.begun import Work
from docgen.batch.guard.watch import Watch
from docgen.batch.issuing.issue import Labels, issue
from docgen.batch.issuing.order import Issuing, Office, Order, prepare_issue
from docgen.batch.issuing.steps import IssueWork
from docgen.batch.issuing.verification import TEMPLATE, verification
from docgen.batch.names import safe_name
from docgen.batch.publishing import File
from docgen.commands.base import App
from docgen.commands.begun import writing
from docgen.commands.make import publisher_of, searched, template_of
from docgen.commands.output import echo, echo_json, echo_problems
from docgen.commands.plugins_off import refuse_off
from docgen.commands.restore import lost_numbers
from docgen.data import places
from docgen.gongwen import Office as Letterhead
from docgen.plugin.generator import Generator, is_given, name_document, series_of
from docgen.problems import Problem, Severity, UsageError
from docgen.register import Entry
from docgen.schema import Access
from docgen.text import Text

SHEETS = "校核单"
TRIES = 5


def order_of(
    app: App, generator: Generator, number: str | None, date: date_type | None, drafter: str | None, checker: str | None
) -> Order:
    """What was typed as an order. Raises UsageError for a number that is not well written."""
    typed = typed_number(app, number, given=is_given(generator)) if number else None
    return Order(date, typed, drafter or "", checker or "")


def typed_number(app: App, typed: str, *, given: bool) -> int:
    """The number in 4, 第4期, or the whole 文号. Raises UsageError for one that is not well written, or not of this
    office and year."""
    settings = app.workspace.settings
    code = Letterhead(settings).code if given else ""
    match = re.fullmatch(r"(.+)〔(\d{4})〕([1-9]\d*)号" if code else r"()()第?([1-9]\d*)期?", typed)
    if not match:
        text, hint = (_NO_NUMBER, _NUMBER_HINT) if code else (_NO_ISSUE, _ISSUE_HINT)
        raise UsageError(text.format(number=typed), hint=hint.format(code=code, year=settings.year))
    if code and (match[1], match[2]) != (code, str(settings.year)):
        text = _OTHER_OFFICE.format(number=typed, code=code, year=settings.year)
        raise UsageError(text, hint=Text("See docgen.toml: year, 机关代字.", "见 docgen.toml 的 year、“机关代字”。"))
    return int(match[3])


_NO_ISSUE = Text("{number} is no issue number", "“{number}”不是期号")
_ISSUE_HINT = Text("Write it like 4 or 第4期.", "请写成 4 或 第4期。")
_NO_NUMBER = Text("{number} is not written as a 文号 is", "“{number}”不是规范的文号写法")
_NUMBER_HINT = Text(
    "Like {code}〔{year}〕10号.", "应写成 {code}〔{year}〕10号：六角括号，年份四位，不加“第”，不编虚位。"
)
_OTHER_OFFICE = Text("{number} is not of {code}〔{year}〕", "“{number}”与设置不符，应为 {code}〔{year}〕")


def issue_document(app: App, generator: Generator, wish: Wish, order: Order) -> None:
    """Issue the one document of `generator`, and make its 校核单. Raises DocgenError when something stands against
    it."""
    refuse_off(app)
    app.name_out(wish.out)
    if wish.dry_run:
        app.require_own()
        _say(app, generator, _issue(app, generator, wish, order), wish)
        return
    with writing(app) as ended:
        if not _is_among(ended, app, generator, order):
            _say(app, generator, _issue(app, generator, wish, order), wish)


def _is_among(ended: Iterable[Work], app: App, generator: Generator, order: Order) -> bool:
    """Whether the document that is to be issued is one whose issuing had been stopped, and has just been ended."""
    issued = {(work.series, work.document) for work in ended if isinstance(work, IssueWork)}
    rows = generator.rows(app.data.seen_at(generator.access, generator.publishes)) if issued else ()
    return order.because is None and any(
        (series_of(generator), name_document(generator, row)) in issued for row in rows
    )


def _office(app: App, generator: Generator, wish: Wish) -> Office:
    prepare, sources = app.plugins.prepare_context, app.workspace.data
    template, publisher = template_of(app, generator.template), publisher_of(app, generator, wish)
    out, home = wish.folder(app), app.workspace.out
    return Office(generator, app.data, app.register, prepare, template, sources, out, home, publisher)


def _issue(app: App, generator: Generator, wish: Wish, order: Order) -> Issuing:
    office, watch = _office(app, generator, wish), Watch(generator, app.data)
    words = searched(office.template, watch)
    for _ in range(TRIES):  # somebody else may take the number in between
        issuing = prepare_issue(office, order, lambda entry: compared(app, entry))
        issuing.problems.extend(words)
        labels = Labels(called(app, issuing.entry), _logged(app, generator, issuing))
        if wish.dry_run or issue(office, issuing, order, lambda made: _sheet(app, office, made), labels):
            return issuing
    raise RuntimeError("the register gives another number each time")


def _logged(app: App, generator: Generator, issuing: Issuing) -> dict[str, Any]:
    """What the audit log says of an issued document; of one that is not restricted also what the number belongs to, by
    which a lost register is restored."""
    entry, rows = issuing.entry, places(filter(None, [issuing.item.origin]))
    number: dict[str, Any] = {"year": entry.year, "day": str(entry.day)}
    if generator.access < Access.RESTRICTED:
        number["document"] = entry.document
    return {**of_documents(generator.access, rows, app.used(), files=2), **number}


def compared(app: App, coming: Entry | None = None) -> list[Problem]:
    """Where the register and the sheet 文号登记 differ; with `coming`, what concerns its number as errors and all else
    as warnings."""
    entries, data = app.register.entries(), app.data.aside()
    lost, listed = lost_numbers(app), app.plugins.registry.known_numbers

    def of(some: Iterable[Entry]) -> list[Problem]:
        found = listed.compare(some, data, lambda series: code_of(app, series)) if listed else []
        return [*found, *lost]

    if coming is None:
        return of(entries)
    key = (coming.series, coming.year, coming.number)
    others = [entry for entry in entries if (entry.series, entry.year, entry.number) != key]
    own = {problem for problem in of([coming]) if problem.severity is Severity.ERROR}  # and each number that is lost
    return [
        replace(problem, severity=Severity.WARNING)
        if problem.severity is Severity.ERROR and problem not in own
        else problem
        for problem in of([*others, coming])
    ]


def _sheet(app: App, office: Office, issuing: Issuing) -> File:
    """The 校核单 of the document, beside those of others."""
    figures = {name: owned.item for name, owned in app.plugins.registry.figures.items()}
    number = called(app, issuing.entry)
    context = verification(issuing, office.generator, number, figures)
    name = safe_name(f"{SHEETS}_{number}" + (f"_第{issuing.revision}次" if issuing.revision > 1 else ""))
    data = template_of(app, TEMPLATE).render(context)
    return File(office.out / SHEETS / f"{name}.docx", data)


def _say(app: App, generator: Generator, issuing: Issuing, wish: Wish) -> None:
    number = called(app, issuing.entry)
    if wish.as_json:
        echo_json(_as_dict(generator, issuing, number))
        return
    if issuing.file is None:
        text = Text("would be issued as {number} of {day}", "将签发为{number}，成文日期{day}")
    else:
        text = Text("issued as {number} of {day}", "已签发：{number}，成文日期{day}")
    echo(text.format(number=number, day=issuing.entry.day))
    for label, file in ((_FILE, issuing.file), (_SHEET, issuing.sheet)):
        if file:
            echo(label.format(path=file.path))
    echo_problems(issuing.problems)


_FILE = Text("made: {path}", "已生成：{path}")
_SHEET = Text("verification sheet, to be initialled: {path}", "校核单（请签字）：{path}")


def _as_dict(generator: Generator, issuing: Issuing, number: str) -> dict[str, Any]:
    return {
        "generator": generator.name,
        "number": number,
        "day": str(issuing.entry.day),
        "title": issuing.entry.title,
        "revision": issuing.revision,
        "files": [str(file.path) for file in (issuing.file, issuing.sheet) if file],
        "problems": [problem.as_dict() for problem in issuing.problems],
    }
