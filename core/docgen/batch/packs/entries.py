"""The rows of a place on their way into packs: what each prints, and why some cannot be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Any

from docgen.batch.guard.rare import rare_characters
from docgen.batch.guard.watch import Watch, errors
from docgen.batch.packs.division import together
from docgen.batch.packs.frozen import Lying
from docgen.batch.packs.groups import name_of
from docgen.batch.packs.layout import Layout, Together
from docgen.batch.packs.pack import Member
from docgen.batch.plan import Prepare
from docgen.data import Dataset
from docgen.gongwen.glyphs import Glyphs
from docgen.plugin.blame import failed_generator
from docgen.plugin.generator import Generator
from docgen.problems import DocgenError, Problem, Severity
from docgen.schema import BadCell, Record
from docgen.text import Text


@dataclass(slots=True)
class Entry:
    """A row on its way into a pack: its number in its place, what it prints, or why it cannot be printed; where its
    letter lies if it was printed before and is still right."""

    row: Record
    member: Member
    split: str
    context: dict[str, Any] | None
    why: Text | None = None
    lying: Lying | None = None


class Entries:
    """Makes the entries of a generator, in `data` as its documents see it; `raw` is the same as it is."""

    def __init__(
        self, generator: Generator, data: Dataset, raw: Dataset, prepare: Prepare, watch: Watch, layout: Layout
    ) -> None:
        assert generator.packs
        self.generator, self.packs, self.data, self.raw = generator, generator.packs, data, raw
        self.prepare, self.watch, self.glyphs = prepare, watch, Glyphs()
        self.apart = layout.together is Together.PLACE
        self._receipt = attrgetter(self.packs.code, *self.packs.receipt.values())

    def of(self, rows: Sequence[Record], at: PurePosixPath, problems: list[Problem]) -> list[Entry]:
        """The entries of a place, rows of one split side by side; what is to be said is added to the problems."""
        splits = [self._split(row) for row in rows]
        order = together(list(zip(rows, splits, strict=True)), splits)
        entries = [self._entry(number, row, split, problems) for number, (row, split) in enumerate(order, 1)]
        contexts = [entry.context for entry in entries if entry.context is not None]
        if not (self.watch.finds_nothing(contexts) and self.glyphs.are_usual(contexts)):
            for entry in entries:
                self._look_at(entry, at, problems)
        return entries

    def _split(self, row: Record) -> str:
        """What a pack holds rows of one of, if it is filled in."""
        return str(row.get(self.packs.split) or "") if self.packs.split and self.apart else ""

    def _entry(self, number: int, row: Record, split: str, problems: list[Problem]) -> Entry:
        member = self._member(number, row)
        try:
            context = self.generator.context(row, self.data)
            context.setdefault("草稿", False)
            self.prepare(self.generator, row, context)
        except DocgenError as error:
            error.where = error.where or row.origin
            problems.extend(error.of_record(str(row.origin)).problems)
            return Entry(row, member, split, None, error.text)
        except (Exception, SystemExit) as raised:
            failed = failed_generator(self.generator, raised)
            problems.extend(failed.of_record(str(row.origin)).problems)
            return Entry(row, member, split, None, failed.text)
        return Entry(row, member, split, context)

    def _member(self, number: int, row: Record) -> Member:
        try:
            values = self._receipt(row)
        except BadCell:
            values = tuple([row.get(name) for name in (self.packs.code, *self.packs.receipt.values())])
        code, *receipt = [value if value.__class__ is str else str(value or "") for value in values]
        if not self.apart:
            receipt[0] = name_of(row.get(self.packs.place[1])) + receipt[0]
        return Member(number, code, in_words(row), tuple(receipt))

    def _look_at(self, entry: Entry, at: PurePosixPath, problems: list[Problem]) -> None:
        """Search what an entry prints; one that may not be printed has no context any more."""
        if entry.context is None:
            return
        if rare := self.glyphs.rare(entry.context):
            problems.extend(rare_characters(rare, entry.row, f"{at.name}.docx", self.raw))
        if found := self.watch.document(at, entry.context):
            problems.extend(replace(problem, record=str(entry.row.origin)) for problem in found)
            if errors(found):
                entry.why = next(problem.text for problem in found if problem.severity is Severity.ERROR)
                entry.context = None


def in_words(row: Record) -> str:
    """The row in the words of a document, which are Chinese whoever makes it."""
    sheet = row._lore.sheet
    return f"{sheet.file} / {sheet.sheet} / 第{row._row}行"
