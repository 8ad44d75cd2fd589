"""Chooses rows by an expression such as `小组 == "1组" and not 党员户` (--where, form.toml)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from docgen.problems import DocgenError, did_you_mean
from docgen.schema import BadCell, Record, Table, find_name
from docgen.text import Text

if TYPE_CHECKING:
    from jinja2 import nodes

    from docgen.render.environment import TextSandbox

More = Callable[[Record], Mapping[str, Any]]
"""Further names of an expression, and what they are of a row."""


def condition(
    expression: str, table: Table, said: str = "--where", *, blank: bool = True, more: More = lambda _: {}
) -> Callable[[Record], bool]:
    """Whether a row passes, as a template's `if` would say; a row with a cell that cannot be read does not pass, nor,
    unless `blank`, one in which a column that the expression names is blank. Names are those of the columns in
    templates, and what is `more`; `said` is what the expression is called. Raises DocgenError when the row is asked
    with an expression that fails."""
    from docgen.render import evaluate

    source = f"{{% if {expression} %}}1{{% endif %}}"
    known = {column.var: column.name for column in table.columns}
    needed = () if blank else tuple(names_in(expression))

    def passes(row: Record) -> bool:
        try:
            values: dict[str, Any] = {var: getattr(row, name) for var, name in known.items() if name not in row.bad}
            values |= more(row)
            if any(values.get(find_name(name, values) or name) is None for name in needed):
                return False
            return evaluate(source, values) == "1"
        except BadCell:
            return False
        except DocgenError as error:
            if any(column in str(error.text.en) for column in row.bad):
                return False
            raise _explained(error, expression, known, said) from None

    return passes


def names_in(source: str, *, is_text: bool = False) -> list[str]:
    """The names that an expression, or a template text, asks for. Raises DocgenError for one that is not
    understood, and for a filter that there is not."""
    if is_text and "{" not in source:
        return []
    from jinja2 import nodes
    from jinja2.meta import find_undeclared_variables

    environment, tree = _language(), parsed(source, is_text=is_text)
    for kind, known in ((nodes.Filter, environment.filters), (nodes.Test, environment.tests)):
        for name in (each.name for each in tree.find_all(kind) if each.name not in known):
            raise DocgenError(_NO_FILTER.format(expression=brief(source), name=name), hint=did_you_mean(name, known))
    return sorted(find_undeclared_variables(tree) - environment.globals.keys())


def parsed(source: str, *, is_text: bool = False) -> nodes.Template:
    """The parts of an expression, or of a template text. Raises DocgenError for one that is not understood."""
    from jinja2 import TemplateSyntaxError

    try:
        tree = _language().parse(source if is_text else f"{{% if {source} %}}{{% endif %}}")
    except TemplateSyntaxError:
        text = _NO_TEXT if is_text else _NO_CONDITION
        raise DocgenError(text.format(expression=brief(source)), hint=_TAGS if is_text else _WRITE) from None
    except RecursionError:
        raise _too_deep(source) from None
    if _is_deep(tree):
        raise _too_deep(source)
    return tree


def brief(source: str) -> str:
    """An expression as messages show it: its beginning, if it is long."""
    return source if len(source) <= _LONGEST else f"{source[:_LONGEST]}…"


def _is_deep(tree: nodes.Node) -> bool:
    """Whether more parts lie in each other than Python could work out."""
    level: list[nodes.Node] = [tree]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in node.iter_child_nodes()]
    return bool(level)


def _too_deep(source: str) -> DocgenError:
    return DocgenError(_TOO_DEEP.format(expression=brief(source)), hint=_IN_LIST)


@cache
def _language() -> TextSandbox:
    """The language of expressions, made once: a workspace may have many."""
    from docgen.render.environment import TextSandbox

    return TextSandbox()


def _explained(error: DocgenError, expression: str, known: dict[str, str], said: str) -> DocgenError:
    """What is wrong with an expression: a name that no column has, or why it fails; nothing of the template that it was
    put into."""
    words = [word for word in _WORD.findall(_QUOTED.sub("", expression)) if word not in known]
    strange = next((word for word in words if not word.isascii()), None)
    if strange is not None:
        return DocgenError(_NO_COLUMN.format(said=said, name=strange), hint=did_you_mean(strange, known))
    try:
        names_in(expression)
    except DocgenError:
        return DocgenError(_NOT_UNDERSTOOD.format(said=said, expression=brief(expression)), hint=_WRITE)
    why = getattr(error, "why", error.text)
    return DocgenError(_WRONG.format(said=said, expression=brief(expression), why=why), hint=_WRITE)


_LONGEST = 100
_DEEPEST = 120
"""Jinja and Python go through such a tree by recursion, and Python refuses 200 brackets in each other."""
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_WORD = re.compile(r"[^\W\d]\w*")
_NO_COLUMN = Text("{said}: the rows have no column {name}", "{said}：没有“{name}”这一列")
_WRONG = Text("{said} {expression}: {why}", "{said} {expression}：{why}")
_NOT_UNDERSTOOD = Text("{said} {expression}: this is not understood", "{said} {expression}：看不懂这个条件")
_NO_CONDITION = Text("this condition is not understood: {expression}", "看不懂这个条件：{expression}")
_NO_FILTER = Text("there is no filter {name}: {expression}", "没有“{name}”这个过滤器：{expression}")
_TOO_DEEP = Text(
    "too many parts lie in each other, or are joined: {expression}", "条件连得太多，或括号套得太深：{expression}"
)
_IN_LIST = Text(
    'For one of many texts write 名称 in ["甲", "乙", "丙"].', '要写“是其中之一”，请用 名称 in ["甲", "乙", "丙"]。'
)
_NO_TEXT = Text("this text is not understood: {expression}", "看不懂这段文字：{expression}")
_TAGS = Text(
    "A column is written in double braces, one pair for each: {{ 姓名 }}.",
    "列名写在成对的双花括号里，一对里只写一列：{{ 姓名 }}。",
)
_WRITE = Text(
    "Write == for “is”, texts in quotes: '小组 == \"1组\"'; join conditions by and, or, not.",
    "“等于”写作 ==，文字加引号，如 '小组 == \"1组\"'；几个条件用 and、or、not 连接。",
)
