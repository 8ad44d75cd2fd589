"""Table rows that hold names of columns below a header: they repeat, a row for each row of the data."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from docgen.forms.old.fields import put_text, text_of
from docgen.render.xml import W

_TAG = re.compile(r"\{\{ (\w+) \}\}")
ROW = "行"
"""What a row is called in the template."""


def rows_to_loops(root: Any, rows: str) -> bool:
    """Let rows with two tags and more, below a row of words only, repeat for each of `rows`; blank rows that follow
    were meant to be filled in by hand, and go. Gives whether there was one."""
    found = [
        row
        for table in root.iter(f"{W}tbl")
        for header, row in zip(table.findall(f"{W}tr"), table.findall(f"{W}tr")[1:], strict=False)
        if _tagged(row) > 1 and _tagged(header) == 0 and _filled(header) > 1
    ]
    for row in found:
        _drop_blank_rows_after(row)
        for node in row.iter(f"{W}t"):
            node.text = _TAG.sub(rf"{{{{ {ROW}.\1 }}}}", node.text or "")
        row.addprevious(_control(row, f"{{%tr for {ROW} in {rows} %}}"))
        row.addnext(_control(row, "{%tr endfor %}"))
    return bool(found)


def _tagged(row: Any) -> int:
    return sum(bool(_TAG.search(text_of(cell))) for cell in row.findall(f"{W}tc"))


def _filled(row: Any) -> int:
    return sum(bool(text_of(cell).strip()) for cell in row.findall(f"{W}tc"))


def _drop_blank_rows_after(row: Any) -> None:
    cells = len(row.findall(f"{W}tc"))
    while (after := row.getnext()) is not None and after.tag == f"{W}tr":
        if _filled(after) or len(after.findall(f"{W}tc")) != cells:
            return
        after.getparent().remove(after)


def _control(row: Any, text: str) -> Any:
    """A row that says only `text`, which is gone when the template is read."""
    made = deepcopy(row)
    for number, run in enumerate(list(made.iter(f"{W}r"))):
        put_text(run, "" if number else text)
    return made
