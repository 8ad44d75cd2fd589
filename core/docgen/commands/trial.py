"""Documents made on trial, of the data of the workspace and without writing any: what would go wrong in a run."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docgen.commands.base import App
from docgen.plugin.generator import Generator
from docgen.problems import Cell, DocgenError, Place, Problem, Severity, TemplateSpot
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.batch import Item
    from docgen.batch.guard.watch import Watch

ROWS = 1000
"""Rows that are planned, spread over all."""

BLANK = "template-blank"
"""What may still be filled in."""

PAGES = 12
"""Documents that are rendered of them."""


@dataclass(frozen=True)
class Trial:
    """What was tried: the digest of what each document prints, what failed of so many `rows` when it was planned, and
    of so many `pages` when it was rendered; a cell that cannot be used is told by `docgen check`, and not here."""

    prints: list[str]
    rows: int
    unplanned: list[Problem]
    pages: int = 0
    unmade: Sequence[Problem] = ()

    def told(self, home: Place) -> Iterator[Problem]:
        """Errors for what fails in every document, warnings for what fails in some, or is a blank cell. `home` is the
        place of what has no other."""
        yield from _told(self.unplanned, self.rows, home)
        yield from _told(self.unmade, self.pages, home)


def tried(app: App, generator: Generator, *, rows: int = ROWS, together: bool = False, render: bool = True) -> Trial:
    """What comes of documents of so many rows, some of which are rendered, unless not to `render`. Raises DocgenError
    where there can be none at all, or with all mistakes of the template."""
    from docgen.batch import make_plan
    from docgen.batch.contexts import digest
    from docgen.batch.guard.watch import Watch
    from docgen.batch.plan import SAME_NAME, spread

    watch = Watch(generator, app.data)
    prepare = app.plugins.prepare_context
    plan = make_plan(generator, app.data, app.register, prepare, sample=rows, together=together, watch=watch)
    if clashes := [each for each in plan.problems if each.code == SAME_NAME]:
        raise DocgenError(clashes[0].text, hint=clashes[0].hint, where=clashes[0].where, problems=clashes)
    known = {told for problem in app.data.problems for told in (problem.text, problem.where)}
    errors = [each for each in plan.problems if each.severity is Severity.ERROR]
    prints = [digest((str(item.path), sorted(item.context.items()))) for item in plan.items]
    pages = spread(plan.items, PAGES) if render else []
    failed = _rendered(app, generator, pages, watch)
    unplanned, unmade = ([each for each in some if not _of_data(each, known)] for some in (errors, failed))
    return Trial(prints, plan.rows, unplanned, len(pages), unmade)


def _of_data(problem: Problem, known: Collection[Text | Place | None]) -> bool:
    """Whether `docgen check` tells it, too: it is one of the `known` problems, by what it says or by its cell."""
    return isinstance(problem.where, Cell) and (problem.where in known or problem.text in known)


def _rendered(app: App, generator: Generator, items: Sequence[Item], watch: Watch) -> list[Problem]:
    """Why some of the items cannot be made."""
    from docgen.commands.make import searched, template_of

    found: list[Problem] = []
    if items:
        template = template_of(app, generator.template)
        searched(template, watch)
        for item in items:
            try:
                template.render(item.context)
            except DocgenError as error:
                found += error.of_record(item.record).problems
    return found


def _told(problems: Sequence[Problem], tried: int, home: Place) -> Iterator[Problem]:
    """Each once, with how many of so many documents it keeps from being made."""
    groups: dict[Text | TemplateSpot | str, list[Problem]] = {}
    for problem in problems:
        spot = problem.where if isinstance(problem.where, TemplateSpot) else problem.text
        groups.setdefault(problem.code if isinstance(problem.where, Cell) else spot, []).append(problem)
    for found in groups.values():
        first, number = found[0], len({each.record for each in found})
        where = home if isinstance(first.where, Cell) or first.where is None else first.where
        if number >= tried and first.code != BLANK:
            yield replace(first, where=where, record="" if tried > 1 else first.record)
        else:
            text = _SOME.format(text=first.text, number=number, tried=tried)
            yield replace(first, severity=Severity.WARNING, text=text, where=where)


_SOME = Text("{text}; so in {number} of {tried} documents that were tried", "{text}；试做的{tried}份中有{number}份如此")
