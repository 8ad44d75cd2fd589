"""What a run is going to make: one item a document, its context complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from docgen.batch.publish import safe_name
from docgen.data import Dataset
from docgen.period import chinese_date
from docgen.plugin.generator import TO_FILL_IN, Generator
from docgen.problems import DocgenError, DocumentSpot, Problem, Severity
from docgen.register import Entry, Register
from docgen.render import evaluate
from docgen.schema import Record
from docgen.text import Text

Prepare = Callable[[Generator, Any, dict[str, Any]], None]


@dataclass(frozen=True)
class Item:
    """A document to make: `path` below out/ without suffix, everything that it prints, and the names in it that
    people have still to write something for. What is no draft and has a number was signed."""

    path: PurePosixPath
    context: dict[str, Any]
    draft: bool
    open_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The items of a run, and what stands in the way of some."""

    generator: Generator
    items: list[Item]
    problems: list[Problem]


def make_plan(generator: Generator, data: Dataset, register: Register, prepare: Prepare) -> Plan:
    """One item for each row of the generator. A row whose cells could not be read is a problem, not an item."""
    generator.register = register
    seen = data.seen_at(generator.access)
    items: list[Item] = []
    problems: list[Problem] = []
    for row in generator.rows(seen):
        try:
            items.append(_item(generator, row, seen, prepare))
        except DocgenError as error:
            problems.extend(error.problems or [_row_problem(error, row)])
    _check_paths(items)
    return Plan(generator, items, problems)


def _item(generator: Generator, row: Any, data: Dataset, prepare: Prepare) -> Item:
    context = generator.context(row, data)
    entry = generator.entry(row)
    still_open = tuple(name for name, value in context.items() if _is_open(value))
    draft = bool(generator.series) and (entry is None or bool(still_open) or bool(data.errors_in_use()))
    context.update(_numbering(entry, draft))
    prepare(generator, row, context)
    parts = [safe_name(evaluate(part, context)) for part in generator.filename.split("/")]
    return Item(PurePosixPath(*parts), context, draft, still_open)


def _is_open(value: Any) -> bool:
    """Whether people's words are still missing there."""
    return value == [] or (isinstance(value, str) and TO_FILL_IN in value)


def _row_problem(error: DocgenError, row: Any) -> Problem:
    where = error.where or (row.origin if isinstance(row, Record) else None)
    return Problem("document", Severity.ERROR, error.text, where, error.hint)


def _numbering(entry: Entry | None, draft: bool) -> dict[str, Any]:
    """A draft has no number and no date."""
    if draft or entry is None:
        return {"草稿": draft}
    return {"草稿": False, "期号": entry.number, "签发日期": chinese_date(entry.day) if entry.day else TO_FILL_IN}


def _check_paths(items: Iterable[Item]) -> None:
    """Raise DocgenError when two documents would lie in one place, on a system that does not tell a from A."""
    counts = Counter(str(item.path).casefold() for item in items)
    twice = [_same_path(item) for item in items if counts[str(item.path).casefold()] > 1]
    if twice:
        raise DocgenError(twice[0].text, hint=twice[0].hint, where=twice[0].where, problems=twice)


def _same_path(item: Item) -> Problem:
    return Problem(
        code="same-name",
        severity=Severity.ERROR,
        text=Text("two documents would have the same name", "有两份文件会重名"),
        where=DocumentSpot(str(item.path)),
        hint=Text("Let the file name hold something that tells them apart.", "请在文件名里加上能区分的内容。"),
    )
