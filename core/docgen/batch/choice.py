"""Chooses rows by an expression such as `小组 == "1组" and not 党员户` (--where)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docgen.problems import DocgenError, did_you_mean
from docgen.render import evaluate
from docgen.schema import BadCell, Record, Table
from docgen.text import Text


def condition(expression: str, table: Table) -> Callable[[Record], bool]:
    """Whether a row passes, as a template's `if` would say; a row with a cell that cannot be read does not pass. Names
    are those of the columns in templates. Raises DocgenError when the row is asked with an expression that fails."""
    source = f"{{% if {expression} %}}1{{% endif %}}"
    known = {column.var: column.name for column in table.columns}

    def passes(row: Record) -> bool:
        try:
            values: dict[str, Any] = {var: getattr(row, name) for var, name in known.items() if name not in row.bad}
            return evaluate(source, values) == "1"
        except BadCell:
            return False
        except DocgenError as error:
            if any(column in str(error.text.en) for column in row.bad):
                return False
            raise _explained(error, expression, source, known) from None

    return passes


def _explained(error: DocgenError, expression: str, source: str, known: dict[str, str]) -> DocgenError:
    """What is wrong with an expression: a name that no column has, or why it fails; nothing of the template that it was
    put into."""
    words = [word for word in _WORD.findall(_QUOTED.sub("", expression)) if word not in known]
    strange = next((word for word in words if not word.isascii()), None)
    if strange is not None:
        return DocgenError(_NO_COLUMN.format(name=strange), hint=did_you_mean(strange, known))
    if not _is_understood(source):
        return DocgenError(_NOT_UNDERSTOOD.format(expression=expression), hint=_WRITE)
    why = Text(error.text.en.removeprefix(f"{source!r}: "), error.text.zh.removeprefix(f"“{source}”："))
    return DocgenError(_WRONG.format(expression=expression, why=why), hint=_WRITE)


def _is_understood(source: str) -> bool:
    from jinja2 import Environment, TemplateSyntaxError

    try:
        Environment(autoescape=True).parse(source)
    except TemplateSyntaxError:
        return False
    return True


_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_WORD = re.compile(r"[^\W\d]\w*")
_NO_COLUMN = Text("--where: the rows have no column {name}", "--where：没有“{name}”这一列")
_WRONG = Text("--where {expression}: {why}", "--where {expression}：{why}")
_NOT_UNDERSTOOD = Text("--where {expression}: this is not understood", "--where {expression}：看不懂这个条件")
_WRITE = Text(
    "Write == for “is”, texts in quotes: '小组 == \"1组\"'; join conditions by and, or, not.",
    "“等于”写作 ==，文字加引号，如 '小组 == \"1组\"'；几个条件用 and、or、not 连接。",
)
