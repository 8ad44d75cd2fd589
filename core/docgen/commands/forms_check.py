"""`docgen forms check`: everything that is wrong with forms, before one is run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from docgen.app import NO_FORMS, forms_of, generator_of, overlaid
from docgen.commands.base import App, command, json_option, pass_app
from docgen.commands.output import echo_findings
from docgen.commands.template_check import problems_of
from docgen.commands.template_names import filters_of
from docgen.commands.trial import tried
from docgen.forms.declared.declaration import Declaration
from docgen.forms.declared.generator import DeclaredForm
from docgen.forms.declared.names import lists_of
from docgen.forms.declared.needs import tables_lacking, unset
from docgen.forms.declared.people import full_names
from docgen.period import Period
from docgen.plugin.found import Plugin, State
from docgen.plugin.templates import Templates
from docgen.problems import DocgenError, FileLine, Problem, Severity, TemplateSpot, UsageError, did_you_mean
from docgen.render.clean import LEFTOVERS
from docgen.text import Text


@command(
    "check",
    Text(
        "Say everything that is wrong with forms. Without NAME all forms.\n\n"
        "Looks at form.toml, at the template with it, and at what they need of the workbooks and docgen.toml; then "
        "makes some documents of the data of the workspace, without writing them.",
        "检查表单，一次指出全部问题。不写 NAME 则检查全部。\n\n"
        "检查 form.toml 和其中的模板，以及所需的数据表和 docgen.toml 里的选项；再用现有数据试做几份，不写文件。",
    ),
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@json_option
@pass_app
def check(app: App, names: tuple[str, ...], as_json: bool) -> None:
    """Print what is wrong with each form; exit 1 when there are errors."""
    found = [(plugin.name, _problems(app, plugin)) for plugin in _asked(app, names)]
    echo_findings("form", found, _FINE, as_json=as_json)


def _asked(app: App, names: tuple[str, ...]) -> list[Plugin]:
    found = {plugin.name: plugin for plugin in forms_of(app)}
    if not found:
        raise UsageError(NO_FORMS.format(folder=app.workspace.forms))
    for name in names:
        if name not in found:
            raise UsageError(_NO_FORM.format(name=name), hint=did_you_mean(name, found))
    return [found[name] for name in names or found]


def _problems(app: App, plugin: Plugin) -> list[Problem]:
    """All that is wrong with a form: as declared, in its template, in what it needs, or when documents are made."""
    form = generator_of(app, plugin)
    if plugin.state is not State.ON or form is None:
        return list(plugin.problems)
    templates = Templates(app.plugins.registry, app.workspace.templates)
    found = [*overlaid(app, form), *_of_texts(app, form)]
    found += problems_of(app, templates, templates.in_force(form.template))
    judged = (problem for problem in found if problem.code != LEFTOVERS)  # what it is to the guard, documents show
    told = {problem.where for problem in judged if isinstance(problem.where, TemplateSpot)}
    needed = [*_lacking(app, form), *unset(form.declaration, app.workspace.settings)]
    if needed or app.reading.broken:
        return [*found, *needed, *app.reading.broken]
    lacked = _of_data(app, form)
    if any(each.severity is Severity.ERROR for each in lacked):
        return [*found, *lacked]
    documents = (each for each in _of_documents(app, form) if each.where not in told)
    found = list(dict.fromkeys([*found, *lacked, *documents]))
    if any(each.severity is Severity.ERROR for each in found):
        return found
    names = full_names(form.declaration, app.plugins.registry.tables(), form().asked_names)
    return [*found, *form().doubtful(app.any_data), *names]


def _of_data(app: App, form: type[DeclaredForm]) -> list[Problem]:
    """The columns that sheets lack; nothing where there is no data yet, or the template is wrong already."""
    try:
        return form().lacking(app.any_data)
    except DocgenError:
        return []


def of_all_forms(app: App) -> list[Problem]:
    """The same for all forms that are on."""
    return [problem for each in forms_of(app) if (form := generator_of(app, each)) for problem in _of_data(app, form)]


def _lacking(app: App, form: type[DeclaredForm]) -> list[Problem]:
    """The tables that no sheet holds."""
    from docgen.render.uses import uses

    fed = {name for name, record in app.any_data.tables.items() if app.any_data.has(record.record)}
    fed |= {sheet.table for sheet in app.reading.sheets}
    try:
        used = uses(form.printed(), filters_of(app))
    except DocgenError:  # which is told with the template
        used = []
    return tables_lacking(form.declaration, app.plugins.registry.tables(), used, fed, app.any_data.problems)


def _of_texts(app: App, form: type[DeclaredForm]) -> Iterator[Problem]:
    """The names in filename and heading that nothing feeds."""
    from docgen.plugin.feeds import GeneratorFeeds, Source
    from docgen.render.environment import Sandbox
    from docgen.render.names import names

    said = form.declaration
    feeds = GeneratorFeeds(app.plugins, app.plugins.registry.tables(), form)
    for key in ("filename", "heading"):
        for chain in names(Sandbox(filters_of(app)), {key: getattr(said, key)}):
            feed = feeds.of(chain)
            if feed.source is Source.UNKNOWN and chain != _DRAFT:
                text = _UNFED.format(key=key, name=".".join(chain))
                yield Problem("form", Severity.ERROR, text, _line(said, key), feed.hint)


_DRAFT = ("草稿",)


def _of_documents(app: App, form: type[DeclaredForm]) -> Iterator[Problem]:
    """What goes wrong when some documents are made."""
    said = form.declaration
    values: dict[str, Any] = {"period": _period(app, said)} if said.period else {}
    values |= {name: () for name, each in form.parameters().items() if each.kind is tuple}
    try:
        found = list(tried(app, form(**values)).told(_line(said, "")))
    except DocgenError as error:
        found = list(error.as_problems("form"))
    for problem in found:
        if problem.code == "same-name":
            yield Problem("same-name", Severity.ERROR, problem.text, _line(said, "filename"), problem.hint)
        else:
            yield problem if problem.where else _placed(problem, said)


def _placed(problem: Problem, said: Declaration) -> Problem:
    return Problem(problem.code, problem.severity, problem.text, _line(said, ""), problem.hint)


def _period(app: App, said: Declaration) -> Period:
    """Days that hold all rows of the tables that the form names."""
    data = app.any_data
    names = {own.table for own in lists_of(said, data.tables).values()} | ({said.each} if said.each else set())
    days: list[date] = []
    for table in (data.tables[name] for name in names):
        if table.dated and data.has(table.record):
            days += filter(None, data[table.record].values(table.dated))
    year = app.workspace.settings.year
    start, end = (min(days), max(days)) if days else (date(year, 1, 1), date(year, 12, 31))
    return Period(start, end, Text(f"{start}..{end}", f"{start}..{end}"))


def _line(said: Declaration, key: str) -> FileLine:
    return FileLine(said.file.called, said.file.line(key) if key else None)


_NO_FORM = Text("there is no form {name}", "没有“{name}”这个表单")
_FINE = Text("{name}: nothing is wrong.", "{name}：没有发现问题。")
_UNFED = Text("{key}: nothing is known to feed {name}", "{key}：没有找到“{name}”的数据来源")
