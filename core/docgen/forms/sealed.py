"""What no document may show of a data file: who complained, whatever file it is; and what the workspace seals, of a
workbook of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from docgen.forms.headers import of_complainants
from docgen.forms.records import Records
from docgen.problems import DocgenError, DocumentSpot, Place, Problem, Severity
from docgen.render.uses import Use
from docgen.schema import Access, Table
from docgen.tables.report import SheetReport
from docgen.text import Text


class KnownColumns:
    """Who may see the columns of `records`, by their names in templates: sealed are those that tell who complained; of
    others it is known as far as `sheets` of the same file feed `tables`. The values of sealed columns are taken out of
    the records."""

    def __init__(self, records: Records, sheets: Iterable[SheetReport], tables: Mapping[str, Table]) -> None:
        self.levels: dict[str, Access] = {}
        by_sheet: dict[str, dict[str, Access]] = {}
        for sheet in sheets:
            if sheet.table:
                by_sheet.setdefault(sheet.sheet, {}).update(_levels(sheet, tables[sheet.table]))
        self.complaints = _without_complainants(records)
        self.levels |= dict.fromkeys(self.complaints, Access.SEALED)
        for table in records.tables:
            levels = by_sheet.get(table.name, {})
            own = {name: levels[letter] for name, letter in table.letters.items() if letter in levels}
            self.levels |= {name: max(level, self.levels.get(name, level)) for name, level in own.items()}
            for row in table.rows:
                for name in (name for name, level in own.items() if level is Access.SEALED):
                    row.values.pop(name, None)

    def refuse(self, template: str, uses: Sequence[Use], pattern: str) -> None:
        """Raise DocgenError when the template, or the `pattern` of file names, asks for sealed columns: all of them."""
        sealed = {name for name, level in self.levels.items() if level is Access.SEALED}
        asked: list[tuple[str, Place]] = [
            (name, place) for use in uses for name in use.source if name in sealed for place in use.places
        ]
        asked += [(name, DocumentSpot(pattern)) for name in _words(pattern) if name in sealed]
        if asked:
            problems = [
                Problem("template-access", Severity.ERROR, _SEALED.format(name=name), place, self._hint(name))
                for name, place in asked
            ]
            names = "、".join(dict.fromkeys(name for name, _ in asked))
            text = _REFUSED.format(template=template, names=names)
            raise DocgenError(text, hint=problems[0].hint, problems=problems)

    def _hint(self, name: str) -> Text:
        return _OR_A_FORM if name in self.complaints else _TAKE_OUT

    def access(self, uses: Sequence[Use], pattern: str) -> Access | None:
        """Who may see documents that show what the template and the pattern use; None if no column of it is known."""
        names = {*_words(pattern), *(name for use in uses for name in use.source)}
        return max((level for name, level in self.levels.items() if name in names), default=None)


def _levels(sheet: SheetReport, table: Table) -> dict[str, Access]:
    """The access of each column, by its letter; one that the table does not know is restricted."""
    known = {column.title: column.access for column in table.columns}
    return {letter: known.get(title, Access.RESTRICTED) for letter, _, title in sheet.columns}


def _without_complainants(records: Records) -> set[str]:
    """Take what tells who complained out of the records; the names that it had."""
    found: set[str] = set()
    for table in records.tables:
        titles = table.titles or {name: name for row in table.rows for name in row.values}
        told = of_complainants(titles.values())
        names = {name for name, title in titles.items() if title in told}
        found |= names
        for row in table.rows:
            for name in names:
                row.values.pop(name, None)
            found.update(_taken_out(row.values.values()) if not table.titles else ())
    return found | set(_taken_out([records.object])) if records.object else found


def _taken_out(values: Iterable[Any]) -> Iterator[str]:
    """The same of objects, however deep they lie in what JSON or YAML says."""
    for value in values:
        if isinstance(value, dict):
            for name in of_complainants(name for name in value if isinstance(name, str)):
                del value[name]
                yield name
            yield from _taken_out(value.values())
        elif isinstance(value, list | tuple):
            yield from _taken_out(value)


def _words(pattern: str) -> list[str]:
    return re.findall(r"\w+", " ".join(re.findall(r"\{[{%].*?[%}]\}", pattern)))


_SEALED = Text(
    "{{{{ {name} }}}} never leaves its sheet, so no document may show it",
    "“{name}”一列绝不外传，任何文件都不能写出",
)
_TAKE_OUT = Text("Take it out of the template and of --name.", "请从模板和 --name 里删去。")
_OR_A_FORM = Text(
    "Take it out of the template and of --name. What only those see who deal with the case can be a restricted form: "
    "docgen forms new.",
    "请从模板和 --name 里删去。只供经办人员使用的，可以做成受限的表单：docgen forms new。",
)
_REFUSED = Text(
    "{template} asks for columns that never leave their sheet, so nothing was made: {names}",
    "{template} 要用绝不外传的列，没有生成：{names}",
)
