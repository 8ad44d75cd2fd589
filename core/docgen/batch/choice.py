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
            raise _explained(error, expression, known) from None

    return passes


def _explained(error: DocgenError, expression: str, known: dict[str, str]) -> DocgenError:
    import re

    words = [
        word for word in re.findall(r"[^\W\d]\w*", re.sub(r"'[^']*'|\"[^\"]*\"", "", expression)) if word not in known
    ]
    strange = next((word for word in words if not word.isascii()), None)
    if strange is None:
        return DocgenError(_WRONG.format(expression=expression, why=error.text))
    text = Text("--where: the rows have no column {name}", "--where：没有“{name}”这一列").format(name=strange)
    return DocgenError(text, hint=did_you_mean(strange, known))


_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_WORD = re.compile(r"[^\W\d]\w*")
_WRONG = Text("--where {expression}: {why}", "--where {expression}：{why}")
