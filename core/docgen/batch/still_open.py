"""What a document still lacks that a person has to write, and where that is written: in docgen.toml, in a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from docgen.data import Dataset, Missing, MissingOption
from docgen.plugin.generator import TO_FILL_IN, Generator
from docgen.problems import DocumentSpot, Problem, Severity
from docgen.text import Text
from docgen.workspace import Settings


class Open(NamedTuple):
    """A name of a document's context under which something is missing, and what to do."""

    name: str
    hint: Text

    def to_problem(self, place: str) -> Problem:
        """What is said of the document that lies at `place`."""
        text = Text("{name} is still to be written: {mark}", "“{name}”还没有内容，文中标为{mark}")
        said = text.format(name=self.name, mark=TO_FILL_IN)
        return Problem("to-fill-in", Severity.WARNING, said, DocumentSpot(place), self.hint)


def find_open_names(generator: Generator, context: Mapping[str, Any], data: Dataset) -> Iterator[Open]:
    """The names under which something is missing; in a document with a number no list may be empty either."""
    for name, value in context.items():
        if isinstance(value, str):
            if TO_FILL_IN in value:
                yield Open(name, _where(name, value, data.settings))
        elif isinstance(value, Mapping):
            missing = {key: text for key, text in value.items() if isinstance(text, str) and TO_FILL_IN in text}
            for key, text in missing.items():
                yield Open(f"{name}.{key}", _where(str(key), text, data.settings))
        elif generator.numbering and value.__class__ is list and not value:
            yield Open(name, _IN_THE_WORKBOOK)


def _where(name: str, value: str, settings: Settings) -> Text:
    if isinstance(value, Missing):
        return _IN_THE_TABLE.format(table=value.table)
    for section, values in settings.options.items():
        if isinstance(values, Mapping) and TO_FILL_IN in str(values.get(name, "")):
            return _in_settings(settings, f"options.{section}.{name}")
    if isinstance(value, MissingOption):
        return _ADD.format(file=settings.file.called, section=f"options.{value.section}", name=value.name)
    if value == settings.issuer:
        return _in_settings(settings, "issuer")
    return _IN_THE_WORKBOOK


def _in_settings(settings: Settings, key: str) -> Text:
    line = settings.file.line(key)
    return _THERE.format(file=settings.file.called, line=line or "", name=key.rpartition(".")[2])


_IN_THE_WORKBOOK = Text(
    "Write it in the workbook and run this again, or in Word.",
    "请在表格里补写后重新生成，或直接在 Word 里补写。",
)
_IN_THE_TABLE = Text(
    "The table {table} has no rows yet: fill them in and run this again.", "“{table}”表还没有内容，请填写后重新生成。"
)
_THERE = Text("Write it in {file}, line {line}: {name}", "请写在 {file} 第{line}行：{name}")
_ADD = Text('Add it to {file}, under [{section}]: {name} = "…"', '请在 {file} 的 [{section}] 下面补上：{name} = "…"')
