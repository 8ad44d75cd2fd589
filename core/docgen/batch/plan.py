"""What a run is going to make: one item a document, its context complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from docgen.batch.guard.rare import rare_characters
from docgen.batch.guard.watch import Watch, errors
from docgen.batch.names import document_path
from docgen.batch.still_open import Open, find_open_names
from docgen.data import Dataset
from docgen.gongwen.glyphs import Glyphs
from docgen.period import chinese_date
from docgen.plugin.blame import aside, failed_generator
from docgen.plugin.generator import TO_FILL_IN, Generator, find_entry
from docgen.problems import Cell, DocgenError, DocumentSpot, Problem, Severity
from docgen.register import Entry, Issue, Register
from docgen.tables.claims import FED_TOO
from docgen.text import Text

Prepare = Callable[[Generator, Any, dict[str, Any]], None]


@dataclass(frozen=True)
class Item:
    """A document to make: `path` below out/ without suffix, everything that it prints, and the names in it that
    people have still to write something for. It is `registered` if it has a number; one that is no draft was signed
    then. `origin` is the row that it is for, if it is for one; `issued` what docgen issued of it before; `title` says
    what it is about."""

    path: PurePosixPath
    context: dict[str, Any]
    draft: bool
    still_open: tuple[Open, ...] = ()
    origin: Cell | None = None
    registered: bool = False
    issued: Issue | None = None
    title: str = ""

    @property
    def record(self) -> str:
        """The row in words."""
        return str(self.origin or "")


@dataclass(frozen=True)
class Plan:
    """The items of a run, and what stands in the way of some: of `total` rows, those in `sample` if one was taken.
    `errors` are those of the tables that were looked at."""

    generator: Generator
    items: list[Item]
    problems: list[Problem]
    total: int = 0
    sample: tuple[str, ...] = ()
    errors: tuple[Problem, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows were to get a document."""
        return len(self.sample) or self.total or len(self.items)

    def unplanned(self) -> list[str]:
        """The rows that get no document whatever the template is."""
        errors = (problem for problem in self.problems if problem.severity is Severity.ERROR)
        return list(dict.fromkeys(problem.record for problem in errors if problem.record))

    def files(self) -> Iterable[tuple[PurePosixPath, list[Item]]]:
        """The items that share a path, by it: each a file when they are put together."""
        return ((items[0].path, items) for items in by_path(self.items).values())


def make_plan(
    generator: Generator,
    data: Dataset,
    register: Register,
    prepare: Prepare,
    *,
    sample: int | None = None,
    together: bool = False,
    watch: Watch | None = None,
) -> Plan:
    """One item for each row of the generator, or for each of a `sample` of so many, spread over all. A row whose cells
    could not be read is a problem, not an item, and so is one in which `watch` finds what must not be published, and
    those that would have one path, unless they are to be put `together`, as the generator or the caller says."""
    generator.register = register
    watch, glyphs = watch or Watch(generator, data), Glyphs()
    seen = data.seen_at(generator.access, generator.publishes)
    rows = _rows_of(generator, seen)
    chosen = rows if sample is None else spread(rows, sample)
    items: list[Item] = []
    problems: list[Problem] = []
    for row in chosen:
        try:
            item = _item(generator, row, seen, prepare)
        except DocgenError as error:
            error.where = error.where or _origin(row)
            problems.extend(error.of_record(str(_origin(row) or "")).problems)
            continue
        if rare := glyphs.rare(item.context):
            problems.extend(rare_characters(rare, row, f"{item.path.name}{generator.suffix()}", data))
        found = watch.document(item.path, item.context)
        problems.extend(replace(problem, record=item.record) for problem in found)
        if not errors(found):
            items.append(item)
    if not (together or generator.together):
        items, clashes = apart(items, _TELL_APART)
        problems.extend(clashes)
    problems.extend(left_out(generator, seen))
    taken = () if chosen is rows else tuple(str(_origin(row) or "") for row in chosen)
    return Plan(generator, items, problems, len(rows), taken, tuple(data.errors_in_use()))


def spread(rows: list[Any], number: int) -> list[Any]:
    """So many of the rows, from the first to the last at equal distances; all if there are no more."""
    if number >= len(rows):
        return rows
    gaps = max(number - 1, 1)
    return [rows[place * (len(rows) - 1) // gaps] for place in range(number)]


def _item(generator: Generator, row: Any, data: Dataset, prepare: Prepare) -> Item:
    context, entry = _asked_of(generator, row, data)
    numbered = generator.numbering is not None
    missing = tuple(find_open_names(generator, context, data))
    issued = generator.register.issued(entry) if entry else None
    draft = numbered and not issued and (entry is None or bool(missing) or bool(data.errors_in_use()))
    if numbered:
        context.update(_numbering(entry, draft))
    else:
        context.setdefault("草稿", False)
    prepare(generator, row, context)
    return Item(
        document_path(generator.filename, context),
        context,
        draft,
        missing,
        _origin(row),
        registered=entry is not None,
        issued=issued,
        title=str(context.get("标题") or generator.title.zh),
    )


_NO_CONTEXT = Text("context gives names with values, and not {got}", "context 应返回名称和值，不是 {got}")


def _rows_of(generator: Generator, data: Dataset) -> list[Any]:
    """The rows that get a document. Raises DocgenError when the code of a plugin, or what it declares, fails at it."""
    try:
        with aside():
            return list(generator.rows(data))
    except DocgenError:
        raise
    except (Exception, SystemExit) as error:
        raise failed_generator(generator, error) from error


def left_out(generator: Generator, data: Dataset) -> list[Problem]:
    """What the generator says of rows that get no document, and which sheets feed its tables though they are called
    otherwise. Raises DocgenError when the code of a plugin fails at it."""
    try:
        with aside():
            found = list(generator.left_out(data))
        if not all(isinstance(each, Problem) for each in found):
            raise TypeError(_NO_PROBLEMS.format(got=repr(found)[:80]))
        mixed = (each for each in data.problems if each.code == FED_TOO and each.table in data.used)
        return list(dict.fromkeys([*found, *mixed]))
    except DocgenError:
        raise
    except (Exception, SystemExit) as error:
        raise failed_generator(generator, error) from error


_NO_PROBLEMS = Text("left_out gives problems, and not {got}", "left_out 应返回问题（Problem），不是 {got}")


def _asked_of(generator: Generator, row: Any, data: Dataset) -> tuple[dict[str, Any], Entry | None]:
    """What the document of a row prints, and its number. Raises DocgenError when the code of a plugin fails at it."""
    try:
        with aside():
            context, entry = generator.context(row, data), find_entry(generator, row)
        if not isinstance(context, dict) or not all(isinstance(name, str) for name in context):
            raise TypeError(_NO_CONTEXT.format(got=repr(context)[:80]))
        return context, entry
    except DocgenError:
        raise
    except (Exception, SystemExit) as error:
        raise failed_generator(generator, error) from error


def _origin(row: Any) -> Cell | None:
    origin = getattr(row, "origin", None)
    return origin if isinstance(origin, Cell) else None


def _numbering(entry: Entry | None, draft: bool) -> dict[str, Any]:
    """A draft has no number and no date."""
    if draft or entry is None:
        return {"草稿": draft}
    return {"草稿": False, "期号": entry.number, "签发日期": chinese_date(entry.day) if entry.day else TO_FILL_IN}


def apart(items: Iterable[Item], hint: Text) -> tuple[list[Item], list[Problem]]:
    """The items that have a path of their own, on a system that does not tell a from A, and a problem for each group
    of others, with the `hint`: none of those is made, since nobody knows which is the right one."""
    groups = by_path(items).values()
    alone = [group[0] for group in groups if len(group) == 1]
    return alone, [_same_path(group, hint) for group in groups if len(group) > 1]


def by_path(items: Iterable[Item]) -> dict[str, list[Item]]:
    """The items that share a path on a system that does not tell a from A."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(str(item.path).casefold(), []).append(item)
    return groups


def _same_path(items: list[Item], hint: Text) -> Problem:
    """The problem of items of one path, with the first of their rows."""
    paths = "、".join(dict.fromkeys(str(item.path) for item in items))
    text = _SAME_NAME.format(n=len(items), rows=some_rows([item.record for item in items]))
    return Problem(SAME_NAME, Severity.ERROR, text, DocumentSpot(paths), hint)


SAME_NAME = "same-name"
"""The code of documents that are not made because their names are the same."""
_SAME_NAME = Text(
    "{n} documents would have the same name and are not made: those of {rows}", "有{n}份文件会重名，没有生成：{rows}"
)
_TELL_APART = Text(
    "Let the file name hold something that tells them apart, such as a number.",
    "请在文件名里加上能区分的内容，如编号、序号。",
)
_ROWS = 5


def some_rows(records: Sequence[str]) -> str:
    """The first of the rows: those of the sheet of the one before by their numbers, the others in full."""
    rows, sheet = "", None
    for record in records[:_ROWS]:
        place, _, number = record.rpartition(" / ")
        rows += f"{'、' if rows else ''}{number if place == sheet else record}"
        sheet = place
    return rows + ("……" if len(records) > _ROWS else "")
