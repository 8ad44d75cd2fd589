"""Whether the values that an expression compares, or reckons with, are of one kind.

`党员数 > "50"` fails at each row, `党员户 == "是"` is true of none: both are told before any row is asked. What is not
known to be wrong passes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from docgen.forms.choice import parsed
from docgen.problems import did_you_mean
from docgen.schema import Column, Kind, Table
from docgen.text import Text

if TYPE_CHECKING:
    from jinja2 import nodes


class Sort(Enum):
    """What a value is to a comparison."""

    NUMBER = Text("a number", "数字")
    TEXT = Text("a text", "文字")
    DAY = Text("a date", "日期")
    YES = Text("yes or no", "判断（是或否）")
    LIST = Text("a list", "名单")
    ROW = Text("a row of another table", "另一张表的一行")


class Value(NamedTuple):
    """A part of an expression: as it is written, its sort if that is known, and the column if it is one."""

    said: str
    sort: Sort | None = None
    column: Column | None = None


class Mismatch(NamedTuple):
    """What is wrong with an expression, and what to write."""

    text: Text
    hint: Text | None


_SORTS = {
    **dict.fromkeys((Kind.INT, Kind.QUANTITY, Kind.DECIMAL, Kind.PERCENT), Sort.NUMBER),
    **dict.fromkeys((Kind.DATE, Kind.YEARMONTH), Sort.DAY),
    Kind.BOOL: Sort.YES,
    Kind.LIST: Sort.LIST,
}
"""What columns hold; all others hold texts."""

_COUNTS = frozenset("length count int float abs round 数字 number".split())
"""Filters that give numbers."""

_PARTS = frozenset("year month day".split())


def mismatches(source: str, table: Table, tables: Mapping[str, Table], lists: Iterable[str] = ()) -> list[Mismatch]:
    """What in an expression on rows of `table` does not fit together; `lists` are names of lists. Raises DocgenError
    for one that is not understood."""
    reader = _Reader(table, tables, lists)
    reader.value(parsed(source))
    return list(dict.fromkeys(reader.found))


class _Reader:
    """Goes through an expression from the inside, and gathers what does not fit."""

    def __init__(self, table: Table, tables: Mapping[str, Table], lists: Iterable[str]) -> None:
        self.table, self.is_own = table, table.named
        self.tables = tables
        self.lists = frozenset(lists) - {column.var for column in table.columns}
        self.found: list[Mismatch] = []

    def value(self, node: nodes.Node) -> Value:
        """What a part is."""
        kind = type(node).__name__
        method = getattr(self, f"_{kind.lower()}", None)
        if method is not None:
            found: Value = method(node)
            return found
        for child in node.iter_child_nodes():
            self.value(child)
        return Value("(…)", _GIVES.get(kind))

    def _const(self, node: nodes.Const) -> Value:
        value = node.value
        said = json.dumps(value, ensure_ascii=False, default=str)
        if isinstance(value, bool):
            return Value(said, Sort.YES)
        return Value(said, Sort.TEXT if isinstance(value, str) else Sort.NUMBER if value is not None else None)

    def _name(self, node: nodes.Name) -> Value:
        if node.name in self.lists:
            return Value(node.name, Sort.LIST)
        return self._of_column(node.name, self.table.named_column(node.name))

    def _of_column(self, said: str, column: Column | None) -> Value:
        if column is None:
            return Value(said)
        is_row = column.to and column.kind is not Kind.LIST
        return Value(said, Sort.ROW if is_row else _SORTS.get(column.kind, Sort.TEXT), column)

    def _getattr(self, node: nodes.Getattr) -> Value:
        base = self.value(node.node)
        said = f"{base.said}.{node.attr}"
        if base.sort is Sort.DAY and node.attr in _PARTS:
            return Value(said, Sort.NUMBER)
        if base.sort is not Sort.ROW or base.column is None or base.column.to not in self.tables:
            return Value(said)
        below = self.tables[base.column.to]
        found = below.named_column(node.attr)
        if found is None:
            known = [each.var for each in below.columns]
            text = _NO_COLUMN.format(table=below.name, name=node.attr)
            self.found.append(Mismatch(text, did_you_mean(node.attr, known) or _named(base.said, below)))
        return self._of_column(said, found)

    def _filter(self, node: nodes.Filter) -> Value:
        base = self.value(node.node) if node.node is not None else Value("")
        for child in (*node.args, *node.kwargs):
            self.value(child)
        return Value(f"{base.said}|{node.name}", Sort.NUMBER if node.name in _COUNTS else None)

    def _neg(self, node: nodes.Neg) -> Value:
        inner = self.value(node.node)
        if inner.sort is Sort.TEXT:
            self._no_number(inner)
        return Value(f"-{inner.said}", Sort.NUMBER)

    def _add(self, node: nodes.Add) -> Value:
        return self._sum(node, " + ", all_texts=True)

    def _sub(self, node: nodes.Sub) -> Value:
        return self._sum(node, " - ")

    def _div(self, node: nodes.Div) -> Value:
        return self._sum(node, " / ")

    def _floordiv(self, node: nodes.FloorDiv) -> Value:
        return self._sum(node, " // ")

    def _mul(self, node: nodes.Mul) -> Value:
        left, right = self.value(node.left), self.value(node.right)
        both = left.sort is right.sort is Sort.NUMBER
        return Value(f"{left.said} * {right.said}", Sort.NUMBER if both else None)

    def _sum(self, node: nodes.BinExpr, sign: str, *, all_texts: bool = False) -> Value:
        left, right = self.value(node.left), self.value(node.right)
        said, sorts = f"{left.said}{sign}{right.said}", {left.sort, right.sort}
        if Sort.TEXT in sorts and None not in sorts and not (all_texts and sorts == {Sort.TEXT}):
            self._no_number(left if left.sort is Sort.TEXT else right)
        return Value(said, next(iter(sorts)) if len(sorts) == 1 and sorts != {Sort.DAY} else None)

    def _compare(self, node: nodes.Compare) -> Value:
        left = self.value(node.expr)
        for each in node.ops:
            is_group = each.op in ("in", "notin") and type(each.expr).__name__ in ("List", "Tuple")
            items = each.expr.items if is_group else [each.expr]  # type: ignore[attr-defined]
            for right in map(self.value, items):
                self._compared("eq" if is_group else each.op, left, right)
                left = left if is_group else right if each.op not in ("in", "notin") else Value("(…)", Sort.YES)
        return Value("(…)", Sort.YES)

    def _compared(self, op: str, left: Value, right: Value) -> None:
        if left.sort is None or right.sort is None:
            return
        if op in ("in", "notin"):
            fits = right.sort is Sort.LIST or left.sort is right.sort is Sort.TEXT
        elif op in ("eq", "ne"):
            fits = left.sort is right.sort or {left.sort, right.sort} == {Sort.YES, Sort.NUMBER}
            if fits:
                self._option(left, right)
        else:
            fits = left.sort is right.sort and left.sort not in (Sort.ROW, Sort.LIST)
            if self._by_letters(left, right) or self._by_letters(right, left):
                return
        if not fits:
            self._apart(left, left.sort, right, right.sort)

    def _option(self, left: Value, right: Value) -> None:
        """Whether a column of options is compared with one that it can have."""
        for own, other in ((left, right), (right, left)):
            if own.column and own.column.kind is Kind.ENUM and other.column is None:
                options = dict.fromkeys(own.column.options.values())
                value = _constant(other.said)
                if options and value and value not in options:
                    known = _OPTIONS.format(options="、".join(options))
                    text = _NO_OPTION.format(name=own.said, value=value)
                    self.found.append(Mismatch(text, did_you_mean(value, options) or known))

    def _by_letters(self, own: Value, other: Value) -> bool:
        """Whether a column of texts is to be larger or smaller than a number, which is told: "600" comes after "1000"
        where texts are compared."""
        if own.column is None or own.column.kind is not Kind.TEXT or own.sort is not Sort.TEXT:
            return False
        if other.sort is not Sort.NUMBER and not _DIGITS.fullmatch(_constant(other.said)):
            return False
        text = _LETTERS.format(name=own.said, other=other.said)
        hint = (_KIND if self.is_own else _NUMBER).format(name=own.said)
        self.found.append(Mismatch(text, hint))
        return True

    def _no_number(self, value: Value) -> None:
        self.found.append(Mismatch(_NO_NUMBER.format(name=value.said), _NUMBER.format(name=value.said)))

    def _apart(self, left: Value, one: Sort, right: Value, other: Sort) -> None:
        text = _APART.format(left=left.said, right=right.said, one=one.value, other=other.value)
        self.found.append(Mismatch(text, self._hint(left, right) or self._hint(right, left)))

    def _hint(self, own: Value, other: Value) -> Text | None:
        """What to write in place of `other`, which is compared with the column `own`."""
        if own.sort is Sort.ROW and own.column and own.column.to in self.tables:
            return _named(own.said, self.tables[own.column.to])
        if own.sort is Sort.YES and own.column:
            return _YES.format(name=own.said)
        if own.sort is Sort.DAY and own.column:
            return _DAY.format(name=own.said)
        typed = other.said.strip('"')
        if own.sort is Sort.NUMBER and other.said != typed and typed.isdecimal():
            return _WRITE.format(typed=typed)
        if own.column and own.sort is Sort.TEXT and typed.isdecimal():
            return _WRITE.format(typed=f'"{typed}"')
        return None


_GIVES = {"Not": Sort.YES, "Test": Sort.YES, "Concat": Sort.TEXT}
"""What other parts give, whatever is in them."""


def _named(said: str, table: Table) -> Text:
    """A column by which a row of `table` behind the reference `said` may be compared."""
    own = {column.name: column for column in table.columns if not column.to}
    names = (name for name in (*table.key[-1:], "name", "code", *own) if name in own)
    return _ROW.format(example=".".join((said, *(own[name].var for name in islice(names, 1)))))


_APART = Text(
    "{left} is {one}, {right} is {other}: they can be neither equal nor compared",
    "{left} 是{one}，{right} 是{other}，两者既不会相等，也不能比较",
)
_DIGITS = re.compile(r"[-+]?\d[\d,]*(\.\d+)?")
_LETTERS = Text(
    '{name} is a text: it cannot be larger or smaller than {other} as a number is ("600" is after "1000")',
    "{name} 是文字，不能与 {other} 比大小：文字逐字比较，“600”反而排在“1000”之后",
)
_KIND = Text(
    'If the column holds numbers, say so in form.toml: kind = "整数" or kind = "金额", and write the number without '
    "quotes; or write {name}|数字.",
    '这一列填的是数的，请在 form.toml 的这一列写 kind = "整数" 或 kind = "金额"，数字不加引号；'
    "或者把条件里的 {name} 写成 {name}|数字。",
)
_NO_NUMBER = Text("{name} is a text: nothing can be reckoned with it", "{name} 是文字，不能计算")
_NUMBER = Text("The filter 数字 makes a number of it: {name}|数字", "可用过滤器“数字”变成数：{name}|数字")
_NO_COLUMN = Text("the table {table} has no column {name}", "“{table}”表没有“{name}”这一列")
_NO_OPTION = Text("{name} is never {value}: it is none of its options", "“{name}”不会是“{value}”：选项里没有这一项")
_OPTIONS = Text("It may be one of: {options}", "选项有：{options}")
_ROW = Text("Name a column of it: {example}", "请写它的某一列：{example}")
_YES = Text("Write {name}, or not {name}.", "请写 {name} 或 not {name}。")
_DAY = Text(
    "Compare it with another date, or its year: {name}.year == 2013.",
    "请与另一个日期比较，或比较年份：{name}.year == 2013。",
)
_WRITE = Text("Write {typed}.", "请写 {typed}。")


def _constant(said: str) -> str:
    """The text that an expression is, where it is one in quotes; blank where it is more."""
    try:
        value = json.loads(said)
    except ValueError:
        return ""
    return value if isinstance(value, str) else ""
