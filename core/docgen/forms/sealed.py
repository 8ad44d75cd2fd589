"""What is known of the columns of a data file that is a workbook of the workspace: sealed ones no document may show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from docgen.forms.records import Records
from docgen.problems import DocgenError, DocumentSpot, Place, Problem, Severity
from docgen.render.uses import Use
from docgen.schema import Access, Table
from docgen.tables.read import SheetReport
from docgen.text import Text


class KnownColumns:
    """Who may see the columns of `records`, by their names in templates, as far as `sheets` of the same file feed
    `tables`. The values of sealed columns are taken out of the records."""

    def __init__(self, records: Records, sheets: Iterable[SheetReport], tables: Mapping[str, Table]) -> None:
        self.levels: dict[str, Access] = {}
        by_sheet: dict[str, dict[str, Access]] = {}
        for sheet in sheets:
            if sheet.table:
                by_sheet.setdefault(sheet.sheet, {}).update(_levels(sheet, tables[sheet.table]))
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
                Problem("template-access", Severity.ERROR, _SEALED.format(name=name), place, _TAKE_OUT)
                for name, place in asked
            ]
            names = "、".join(dict.fromkeys(name for name, _ in asked))
            text = _REFUSED.format(template=template, names=names)
            raise DocgenError(text, hint=_TAKE_OUT, problems=problems)

    def access(self, uses: Sequence[Use], pattern: str) -> Access | None:
        """Who may see documents that show what the template and the pattern use; None if no column of it is known."""
        names = {*_words(pattern), *(name for use in uses for name in use.source)}
        return max((level for name, level in self.levels.items() if name in names), default=None)


def _levels(sheet: SheetReport, table: Table) -> dict[str, Access]:
    """The access of each column, by its letter; one that the table does not know is restricted."""
    known = {column.title: column.access for column in table.columns}
    return {letter: known.get(title, Access.RESTRICTED) for letter, _, title in sheet.columns}


def _words(pattern: str) -> list[str]:
    return re.findall(r"\w+", " ".join(re.findall(r"\{[{%].*?[%}]\}", pattern)))


_SEALED = Text(
    "{{{{ {name} }}}} never leaves its sheet, so no document may show it",
    "“{name}”一列绝不外传，任何文件都不能写出",
)
_TAKE_OUT = Text("Take it out of the template and of --name.", "请从模板和 --name 里删去。")
_REFUSED = Text(
    "{template} asks for columns that never leave their sheet, so nothing was made: {names}",
    "{template} 要用绝不外传的列，没有生成：{names}",
)
