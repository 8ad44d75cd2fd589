"""The part of reference/hooks.md on what plugins are handed: data, rows, days, settings, a run, a number."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from enum import Enum
from functools import cached_property
from typing import Any

from _pages.markdown import code, table
from _pages.signatures import attributes, doc, method
from docgen import Dataset, Figure, Kind, Period, Record, Rows, Settings
from docgen.batch import Report
from docgen.batch.publishing import Outcome, Published
from docgen.forms.declared.own_table import KINDS
from docgen.register import Entry
from docgen.schema import Column
from docgen.tables.values.parsers import parser
from docgen.text import Text

_OFFERED: dict[type, str] = {
    Dataset: "store cut read put letter aside counted used problems_in_use errors_in_use",
    Rows: "chunks sheets",
    Record: "empty bare put mark_bad column_names define",
    Figure: "",
    Period: "",
    Settings: "file problems",
    Report: "begin holds fails lacks",
    Published: "",
    Outcome: "",
    Entry: "",
}
"""What plugins are handed, and what of it is docgen's own."""

_HEAD = """
## What plugins are handed

`data` is a Dataset, `data[Visit]` gives Rows (which are gone through, counted by `len` and cut by `[:10]`), each a
Record; `data.figures["name"]` is a Figure, `data.settings` are the Settings. A column is an attribute of its row, None
for a blank cell; one that could not be read raises BadCell, which costs that document, and `row.get` gives None for
it. `published` gets a Report, whose files are Published. `Generator.entry` gives an Entry of the register.

"""
_KINDS_HEAD = """### Kind: what a column holds

"""
_KIND = (Text("kind", "代码"), Text("in form.toml", "form.toml 里的写法"), Text("its values", "值的类型"))


def offered() -> Iterator[str]:
    """The part as Markdown."""
    yield _HEAD
    for owner, own in _OFFERED.items():
        yield from _of(owner, frozenset(own.split()))
    yield _KINDS_HEAD + table(_KIND, map(_kind, Kind))


def _of(owner: type, own: frozenset[str]) -> Iterator[str]:
    yield f"### {owner.__name__}\n\n{doc(owner)}\n\n"
    if issubclass(owner, Enum):
        yield "".join(f"- `{owner.__name__}.{each.name}`\n" for each in owner) + "\n"
        return
    fields = [name for name in vars(owner).get("__annotations__", {}) if name not in own and not name.startswith("_")]
    if fields and hasattr(owner, "__dataclass_fields__"):
        yield attributes(owner, fields)
    for name, member in vars(owner).items():
        if not name.startswith("_") and name not in own and name not in fields:
            yield from _member(owner, name, member)


def _member(owner: type, name: str, member: Any) -> Iterator[str]:
    if isinstance(member, property | cached_property):
        function = member.fget if isinstance(member, property) else member.func
        shown = f"{name}: {_type_of(function)}"
        yield f"#### {owner.__name__}.{name}\n\n```python\n{shown}\n```\n\n{doc(function)}\n\n"
    elif inspect.isfunction(member):
        yield method(owner, name, member, level="####")


def _kind(kind: Kind) -> tuple[str, ...]:
    words = "、".join(word for word, meant in KINDS.items() if meant is kind and not word.isascii())
    return code(f"Kind.{kind.name}"), words, code(_TYPES.get(kind) or _type_of(parser(Column("", kind=kind), 2013)))


_TYPES = {Kind.DATE: "date", Kind.DECIMAL: "Decimal"}


def _type_of(function: Any) -> str:
    return str(inspect.signature(function).return_annotation)
