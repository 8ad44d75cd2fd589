"""Whether a table says what it must say of its columns, each in a value of the right kind: told when its plugin is
loaded, and not when somebody's workbook is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from docgen.schema import Access, Column, Kind, Record, Table
from docgen.text import Text

_DECLARED: dict[str, type] = {"title": str, "aliases": tuple, "kind": Kind, "access": Access, "options": Mapping}


def wrong_table(table: Table) -> Iterator[Text]:
    """What is wrong with the declaration of a table: its columns, and where it names them."""
    for column in table.columns:
        yield from wrong_column(table.name, column)
    names = {column.name for column in table.columns}
    asked: dict[str, Any] = {"key": table.key, "also": table.also, "dated": (table.dated,) if table.dated else ()}
    for key, said in asked.items():
        if not isinstance(said, tuple) or not all(isinstance(each, str) for each in said):
            yield _NO_KIND.format(table=table.name, what=key, kind="(str, …)", value=repr(said)[:80])
            continue
        for name in (each for each in said if each not in names):
            yield _NO_COLUMN.format(table=table.name, what=key, name=name)
    if table.dated in names and table.column(table.dated).kind not in (Kind.DATE, Kind.YEARMONTH):
        yield _NO_DATE.format(table=table.name, name=table.dated)
    for column in (each for each in table.columns if each.within and each.within not in names):
        yield _NO_COLUMN.format(table=table.name, what=f"{column.name}: within", name=column.within)
    headers = Counter(header for column in table.columns for header in dict.fromkeys(_headers(column)))
    for header in (each for each, count in headers.items() if count > 1):
        yield _TWICE.format(table=table.name, header=header)


def wrong_column(table: str, column: Column) -> Iterator[Text]:
    """What is wrong with a column of the table of that name."""
    for key, kind in _DECLARED.items():
        said = getattr(column, key)
        if not isinstance(said, kind):
            what = f"{column.name}: {key}"
            yield _NO_KIND.format(table=table, what=what, kind=kind.__name__, value=repr(said)[:80])
    if not column.name.isidentifier() or hasattr(Record, column.name):
        yield _RESERVED.format(table=table, name=column.name)
    if not all(isinstance(each, str) and each.strip() for each in _headers(column)):
        yield _NO_HEADER.format(table=table, name=column.name)


def _headers(column: Column) -> tuple[Any, ...]:
    return (column.title, *(column.aliases if isinstance(column.aliases, tuple) else ()))


_NO_KIND = Text(
    "the table {table}: {what} must be {kind}, and not {value}", "“{table}”表：{what} 应是 {kind}，不是 {value}"
)
_NO_COLUMN = Text(
    "the table {table}: {what} names {name}, which is no column", "“{table}”表：{what} 里的 {name} 不是它的列"
)
_NO_DATE = Text(
    "the table {table}: dated names {name}, which holds no dates", "“{table}”表：dated 里的 {name} 不是日期列"
)
_RESERVED = Text(
    "the table {table}: no column can be called {name}, which means something else or is no name",
    "“{table}”表：列的属性不能叫 {name}，它另有含义或不能作名称",
)
_NO_HEADER = Text(
    "the table {table}: a header of {name} is no text, or blank", "“{table}”表：{name} 的表头有的不是文字，或是空的"
)
_TWICE = Text("the table {table}: two columns have the header {header}", "“{table}”表：有两列的表头都叫“{header}”")
