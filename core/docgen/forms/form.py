"""A form made on the fly, of a template and a data file: the generator behind `docgen render`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from docgen.config import CONFIG, ConfigFile
from docgen.data import Dataset, Store
from docgen.forms.grids import Row
from docgen.forms.records import COUNT, ROWS, Records
from docgen.plugin.generator import Generator
from docgen.plugin.templates import Template
from docgen.problems import Cell, DocgenError, Place, Problem, Severity, TemplateSpot
from docgen.render.uses import Use
from docgen.schema import variable
from docgen.text import Text
from docgen.workspace import Settings

_ORDINAL = "_" * 9
"""The number of a row for the name of its file, with zeros before it, so that names sort by it. It is like no name that
people type, so that it is never the one that may be meant."""
_CELLS = 5
_MISSING = ("template-name", "template-blank")


class Form(Generator):
    """Documents of a data file: one for each row, or one of all of it."""

    name = "render"
    title = Text("documents of a template and a data file", "按模板和数据生成的文件")

    def __init__(self, records: Records, uses: Sequence[Use], *, by_row: bool) -> None:
        super().__init__()
        self.records = records
        self.uses = uses
        self.by_row = by_row

    def rows(self, data: Dataset) -> list[Row]:
        """The rows of the file, or all of it as one. Raises UsageError when it is not clear which rows are meant."""
        return self.records.rows if self.by_row else [self.records.whole]

    def context(self, row: Row, data: Dataset) -> dict[str, Any]:
        """The values of the row. Raises DocgenError for a row that cannot be used."""
        if row.problem:
            raise DocgenError(row.problem.text, problems=[row.problem])
        if not self.by_row:
            return dict(row.values)
        return {**row.values, _ORDINAL: str(row.number).zfill(len(str(len(self.records.rows))))}

    def check(self) -> None:
        """Raise DocgenError when the template, or the pattern of file names, uses a name that several columns have, or
        the rows of a sheet that nobody named."""
        if not self.by_row and self.records.object is None and any(use.source[0] in (ROWS, COUNT) for use in self.uses):
            self.records.the_table()
        problems = []
        for table in self.records.tables:
            for name, cells in table.unclear.items():
                chains = {(name,)} if self.by_row else {(ROWS, name), (variable(table.name), name)}
                where: list[Place] = [use.places[0] for use in self.uses if {use.source[:1], use.source[:2]} & chains]
                where += [cells[0]] if re.search(rf"\b{name}\b", self.filename) else []
                problems += [_unclear(name, cells, place) for place in where]
        problems += list(self._columns_in_filename())
        if problems:
            raise DocgenError(problems[0].text, problems=problems)

    def _columns_in_filename(self) -> Iterator[Problem]:
        """The problems of a file name that takes columns for values of the whole."""
        words = re.findall(r"\w+", " ".join(re.findall(r"\{\{.*?\}\}", self.filename)))
        for name in dict.fromkeys(words):
            if not self.by_row and self._is_column(name):
                text = Text("the file name needs one {name}, and there are many", "文件名要用“{name}”，而数据有多行")
                hint = _BY_ROW.format(name=name, file=self.records.file)
                yield Problem("column", Severity.ERROR, text.format(name=name), Cell(self.records.file), hint)

    def explained(self, problem: Problem) -> Problem:
        """In a document of many rows a value that is missing: the problem with the cells that are blank; or, where the
        template takes a column for a value of the whole, what to do."""
        if self.by_row or problem.code not in _MISSING or not isinstance(problem.where, TemplateSpot):
            return problem
        here = [use for use in self.uses if problem.where in use.places]
        if columns := [use.source[0] for use in here if self._is_column(use.source[0])]:
            return replace(problem, hint=_BY_ROW.format(name="、".join(columns), file=self.records.file))
        blank = self._blanks(use.source[-1] for use in here if len(use.source) > 1)
        if not blank:
            return problem
        first, *others = map(str, blank[:_CELLS])
        cells = "、".join((first, *(other.rpartition(" / ")[2] for other in others)))
        return replace(problem, record=cells + ("……" if len(blank) > _CELLS else ""))

    def _is_column(self, name: str) -> bool:
        """Whether the name is that of a value which each row has, and not one of the whole."""
        rows = (row.values for table in self.records.tables for row in table.rows)
        return name not in self.records.whole.values and any(name in values for values in rows)

    def _blanks(self, names: Iterable[str]) -> list[Cell]:
        columns = dict.fromkeys(names)
        return [cell for table in self.records.tables for name in columns for cell in table.blanks(name)]


_BY_ROW = Text(
    "{name} is a column of {file}: add --each or --combine, or go through the rows: {{%tr for 人 in 行 %}}",
    "“{name}”是 {file} 的一列：请加 --each 或 --combine，或用 {{%tr for 人 in 行 %}} 逐行取。",
)


def _unclear(name: str, cells: list[Cell], where: Place) -> Problem:
    text = Text("several columns are called {name}: {cells}", "有几列都叫“{name}”：{cells}")
    hint = Text("Rename those that are not meant.", "请给不用的列改名。")
    said = text.format(name=name, cells="、".join(map(str, cells)))
    return Problem("column", Severity.ERROR, said, where, hint)


def form_of(
    records: Records, template: Template, uses: Sequence[Use], *, by_row: bool, together: bool, pattern: str | None
) -> Form:
    """The form of these records and the template, which uses those names. Its documents are called by `pattern`, a
    template text; without one, as the template, with the number of the row unless all rows go `together` into a file.
    Raises DocgenError when a name is used that several columns have."""
    kind, stem = template.name, PurePosixPath(template.name).stem
    path = pattern or (stem if together or not by_row else f"{stem}-{{{{ {_ORDINAL} }}}}")

    class OnTheFly(Form):
        """That form."""

        template = kind
        filename = path

    form = OnTheFly(records, uses, by_row=by_row)
    form.check()
    return form


def no_data() -> Dataset:
    """The tables that a form made on the fly sees: none."""
    config = ConfigFile(Path(CONFIG), (), {})
    return Dataset(Store(Settings(config, "", date.min.year, date.min, 0, ""), {}, {}, {}, []))
