"""Codes for rows that have none: given once, kept in the register, written into a copy of the roll."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path

from docgen.app.session import Session
from docgen.batch import File, Published
from docgen.batch.guard.openness import state
from docgen.batch.packs.planning import Planner
from docgen.batch.publishing import Publishes
from docgen.plugin.generator import Generator
from docgen.problems import Problem, Severity
from docgen.register import Codes, Given, Natural, Store, roll_copies
from docgen.rights import limit_rights
from docgen.schema import Access, Column, Record
from docgen.text import Text

COPIES = "_补编号的户册"
"""The folder below out/ for copies of the roll."""


class GivenCodes:
    """The codes of one run. Unless they are to be kept they are those that would be given."""

    def __init__(self, session: Session, planner: Planner, *, keep: bool) -> None:
        self.session, self.column, self.given = session, _column(session, planner), list[Given]()
        generator = planner.generator
        if self.column and generator.packs and generator.packs.natural_key:
            rows = chain.from_iterable(group.rows.where(**{self.column.name: None}) for group in planner.groups)
            codes = Codes(Store(session.workspace.register))
            given = codes.given(rows, _natural(generator), planner.known_codes, keep=keep)
            planner.put_codes(given)
            self.given = sorted(
                [(row.origin, code) for row, code in given],
                key=lambda each: (each[0].file, each[0].sheet, each[0].row or 0),
            )

    def copies(self, publisher: Publishes, out: Path) -> list[Published]:
        """Write the copies of the workbooks in which codes were missing. Raises DocgenError when one cannot be."""
        if not self.given or self.column is None:
            return []
        copies = roll_copies(self.given, self.column, self.session.data, self.session.reading)
        with limit_rights(Access.RESTRICTED, out):
            made = [publisher.put(File(out / COPIES / name, data)) for name, data in copies]
        state(out, [file.path for file in made], Access.RESTRICTED)
        return made

    def note(self) -> Problem | None:
        """What is said of it."""
        if not self.given:
            return None
        where, _ = self.given[0]
        return Problem("given-code", Severity.NOTE, _GIVEN.format(n=len(self.given)), where, _TAKE_OVER)


def _natural(generator: Generator) -> Callable[[Record], Natural]:
    def natural(row: Record) -> Natural:
        assert generator.packs
        assert generator.packs.natural_key
        return generator.packs.natural_key(generator, row)

    return natural


def _column(session: Session, planner: Planner) -> Column | None:
    each = planner.generator.each
    return session.data.tables[each.__table__.name].column(planner.packs.code) if each else None


_GIVEN = Text("{n} rows without a code were given one, which they keep", "有{n}户没有编号，已编上，以后不变")
_TAKE_OVER = Text(
    "Take the codes over from the copy of the roll below out/_补编号的户册/ if you like.",
    "可从 out/_补编号的户册/ 里的副本把编号抄回户册。",
)
