"""What a document still lacks that a person has to write, and where that is written: in docgen.toml, in a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from docgen.data import Dataset
from docgen.plugin.generator import TO_FILL_IN, Generator
from docgen.problems import DocumentSpot, Problem, Severity
from docgen.text import Text
from docgen.workspace import Settings


class Open(NamedTuple):
    """A name of a document's context under which something is missing, and what to do."""

    name: str
    hint: Text

    def problem(self, place: str) -> Problem:
        """What is said of the document that lies at `place`."""
        text = Text("{name} is still to be written: {mark}", "“{name}”还没有内容，文中标为{mark}")
        said = text.format(name=self.name, mark=TO_FILL_IN)
        return Problem("to-fill-in", Severity.WARNING, said, DocumentSpot(place), self.hint)


def still_open(generator: Generator, context: Mapping[str, Any], data: Dataset) -> Iterator[Open]:
    """The names under which something is missing; in a document with a number no list may be empty either."""
    for name, value in context.items():
        if value.__class__ is str:
            if TO_FILL_IN in value:
                yield Open(name, _where(generator, name, value, data))
        elif isinstance(value, Mapping):
            missing = (key for key, text in value.items() if _is_missing(text))
            yield from (Open(f"{name}.{key}", _where(generator, str(key), TO_FILL_IN, data)) for key in missing)
        elif generator.series and value.__class__ is list and not value:
            yield Open(name, _IN_THE_WORKBOOK)


def _is_missing(value: Any) -> bool:
    return value.__class__ is str and TO_FILL_IN in value


def _where(generator: Generator, name: str, value: str, data: Dataset) -> Text:
    settings = data.settings
    for section, values in settings.options.items():
        if isinstance(values, Mapping) and TO_FILL_IN in str(values.get(name, "")):
            return _in_settings(settings, f"options.{section}.{name}")
    for section, names in generator.facts.items():
        if name in names:
            return _ADD.format(file=settings.file.called, section=f"options.{section}", name=name)
    if value == settings.issuer:
        return _in_settings(settings, "issuer")
    table = _table_of(name, data)
    return _IN_THE_TABLE.format(table=table) if table else _IN_THE_WORKBOOK


def _in_settings(settings: Settings, key: str) -> Text:
    line = settings.file.line(key)
    return _THERE.format(file=settings.file.called, line=line or "", name=key.rpartition(".")[2])


def _table_of(name: str, data: Dataset) -> str:
    """The table that a figure of that name counts."""
    spec = next((spec for spec in data.store.figures.values() if spec.var == name), None)
    return data.aside().figures[spec.name].rows.table.name if spec else ""


_IN_THE_WORKBOOK = Text(
    "Write it in the workbook and run this again, or in Word.",
    "请在表格里补写后重新生成，或直接在 Word 里补写。",
)
_IN_THE_TABLE = Text(
    "The table {table} has no rows yet: fill them in and run this again.", "“{table}”表还没有内容，请填写后重新生成。"
)
_THERE = Text("Write it in {file}, line {line}: {name}", "请写在 {file} 第{line}行：{name}")
_ADD = Text('Add it to {file}, under [{section}]: {name} = "…"', '请在 {file} 的 [{section}] 下面补上：{name} = "…"')
