"""`docgen templates check`: everything that is wrong with templates."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.commands.base import App, command, json_option, pass_app
from docgen.commands.output import echo, echo_json
from docgen.commands.template_fit import hint, several
from docgen.commands.template_names import (
    data_option,
    filters_of,
    found_template,
    records_of,
    sheet_option,
    templates_of,
)
from docgen.files import is_folder, real_path
from docgen.plugin.templates import Template, Templates, documents
from docgen.problems import SEVERITY_NAMES, DocgenError, Problem, Severity, TemplateSpot
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.forms.records import Records
    from docgen.plugin.feeds import Fed
    from docgen.render.environment import Functions


@command(
    "check",
    Text(
        "Say everything that is wrong with templates.\n\n"
        "PATH is a .docx or .txt file, a name of `docgen templates list`, or a folder; without it, those of the "
        "workspace. With --data their names are compared with those of a data file, as for docgen render.",
        "检查模板，一次指出全部问题。\n\n"
        "PATH 是 .docx 或 .txt 文件、docgen templates list 中的名称，或文件夹；不写则检查工作文件夹的 templates/。"
        "加 --data 时，模板里的名称与这份数据的各列比较（用于 docgen render）。",
    ),
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@data_option
@sheet_option
@json_option
@pass_app
def check(app: App, paths: tuple[str, ...], data: Path | None, sheet: str | None, as_json: bool) -> None:
    """Print what is wrong with each template; exit 1 when there are errors."""
    asked = paths or (str(app.workspace.templates),)
    templates = templates_of(app)
    records = records_of(data, sheet)
    found = [(template, problems_of(app, templates, template, records)) for template in _asked(templates, asked)]
    if as_json:
        echo_json([_checked_as_dict(template, problems) for template, problems in found])
    else:
        for template, problems in found:
            _echo_problems(template, problems)
        _echo_sum(found, asked)
    if any(problem.severity is Severity.ERROR for _, problems in found for problem in problems):
        raise SystemExit(1)


def _asked(templates: Templates, words: Iterable[str]) -> list[Template]:
    """The templates that the words mean, each once."""
    found: dict[Path, Template] = {}
    for word in words:
        whole = is_folder(Path(word)) or Path(word) == templates.own
        for template in map(templates.at, documents(Path(word))) if whole else [found_template(templates, word)]:
            found.setdefault(real_path(template.path), template)
    return list(found.values())


def problems_of(app: App, templates: Templates, template: Template, records: Records | None = None) -> list[Problem]:
    """Its mistakes, and, where it is known what feeds it, the names that nothing feeds."""
    from docgen.plugin.beyond import beyond
    from docgen.plugin.feeds import fed
    from docgen.render import mistakes_in
    from docgen.render.clean import hidden_numbers, leftovers
    from docgen.render.untagged import untagged

    try:
        problems = [*mistakes_in(template.path, filters_of(app)), *untagged(template.path)]
        if records:
            return [*problems, *hidden_numbers(template.path), *_unfit(records, template, filters_of(app))]
        problems += leftovers(template.path)
        generators = templates.generators(template)
        asked = [each for generator in generators for each in beyond(app.plugins, template, generator)]
        problems += dict.fromkeys(problem for each in asked for problem in each.problems())
        refused = {each.use.source for each in asked}
        told = [each for each in fed(app.plugins, templates, template) if each.use.source not in refused]
        return [*problems, *(_unfed(told) if generators else ())]
    except DocgenError as error:
        alone = Problem("template-file", Severity.ERROR, error.text, error.where, error.hint)
        return list(error.problems) or [alone]
    except _DAMAGED:
        text = Text("the file is damaged", "文件已损坏")
        hint = Text("Open it in Word and save it anew.", "请用 Word 打开，另存一份。")
        return [Problem("template-file", Severity.ERROR, text, TemplateSpot(template.path.name), hint)]


# What a broken zip or broken XML raises (lxml's are SyntaxErrors): the other files are looked at all the same.
_DAMAGED = (zlib.error, SyntaxError, UnicodeDecodeError)


def _unfit(records: Records, template: Template, filters: Functions) -> Iterator[Problem]:
    """The names that the data does not have."""
    from docgen.forms.fit import fits
    from docgen.render.uses import uses

    for each in fits(records, uses(template.path, filters)):
        if each.feed is None and not each.use.optional:
            not_there = _NOT_THERE.format(file=records.file, name=".".join(each.use.source))
            text, todo = several(records, each) or not_there, hint(records, each)
            yield from (Problem("template-name", Severity.ERROR, text, place, todo) for place in each.use.places)


_NOT_THERE = Text("{file} has no {name}", "{file} 里没有“{name}”")


def _unfed(told: Iterable[Fed]) -> Iterator[Problem]:
    for each in told:
        use, feed = each.use, each.feed
        if feed is None or feed.source != "unknown" or use.optional:
            continue
        text = Text("nothing is known to feed {name}", "没有找到“{name}”的数据来源").format(name=".".join(use.chain))
        severity = Severity.ERROR if feed.certain else Severity.WARNING
        yield from (Problem("template-name", severity, text, place, feed.hint) for place in use.places)


def _checked_as_dict(template: Template, problems: Sequence[Problem]) -> dict[str, Any]:
    made = [problem.as_dict() for problem in problems]
    return {"template": template.name, "path": str(template.path), "problems": made}


def _echo_problems(template: Template, problems: Sequence[Problem]) -> None:
    if problems:
        echo(str(template.path))
    for problem in problems:
        where = problem.where
        spot = " / ".join(filter(None, (where.part, where.place, where.tag))) if isinstance(where, TemplateSpot) else ""
        echo(f"  {f'{spot}  ' if spot else ''}{SEVERITY_NAMES[problem.severity]} {problem.text}")
        if problem.hint:
            echo(f"      → {problem.hint}")


def _echo_sum(found: Sequence[tuple[Template, Sequence[Problem]]], asked: Sequence[str]) -> None:
    fine = sum(1 for _, problems in found if not problems)
    if not found:
        echo(Text("No template in {where}.", "{where} 里没有模板。").format(where="、".join(asked)))
    elif fine == len(found):
        echo(Text("Templates without a problem: {n}.", "{n}个模板，没有发现问题。").format(n=fine))
    else:
        text = Text("Templates with problems: {bad}, without: {fine}.", "有问题的模板{bad}个，没有问题的{fine}个。")
        echo(text.format(bad=len(found) - fine, fine=fine))
