"""The print files of a run, and how many processes are worth starting for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from docgen.batch.parcel import can_be_sent
from docgen.problems import DocgenError, Problem
from docgen.processes import begin_document
from docgen.render import Combination, Compiled

WORTH = 5_000
"""Records from which on it pays to start processes, which takes half a second."""


def processes(asked: int, records: int, templates: Iterable[Compiled]) -> int:
    """How many processes are worth starting, of those `asked` for: none for filters that cannot be sent to others."""
    return asked if records >= WORTH and all(can_be_sent(dict(each.filters)) for each in templates) else 1


def must_be_watched(templates: Iterable[Compiled]) -> bool:
    """Whether documents of these templates are to be made in another process, though there is but one job: filters and
    tests of plugins may run for ever, which nobody can count. Those that cannot be sent elsewhere are trusted."""
    asked = [each for each in templates if each.asks_plugins]
    return bool(asked) and all(can_be_sent((dict(each.filters), dict(each.tests))) for each in asked)


@dataclass
class Made:
    """A print file: its bytes, None if nothing could be taken in; the records that it holds, by their numbers; what
    keeps others out, what is to be said of them, and why the file itself could not be made."""

    data: bytes | None = None
    taken: list[int] = field(default_factory=list)
    errors: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    notes: list[tuple[int, Problem]] = field(default_factory=list)
    failure: tuple[Problem, ...] = ()
    on_fronts: bool = False


def print_file(contexts: Sequence[dict[str, Any]], tools: tuple[Compiled, int | None]) -> Made:
    """The records of one print file, in their order; the tools are the template and the sides, see Combination. One
    that fails is left out."""
    template, sides = tools
    made, file = Made(), Combination(sides=sides)
    for number, context in enumerate(contexts):
        found: list[Problem] = []
        try:
            begin_document()
            file.add(template, context, problems=found)
            made.taken.append(number)
        except DocgenError as error:
            made.errors[number] = error.as_problems("document")
        made.notes.extend((number, problem) for problem in found)
    if made.taken:
        try:
            begin_document()
            made.data, made.on_fronts = file.finish(), file.prints_on_fronts
        except DocgenError as error:
            made.failure = error.as_problems("document")
    return made
