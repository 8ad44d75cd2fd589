"""Table rows that hold names of columns below a header: they repeat, a row for each row of the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from docgen.forms.begin.blanks import cells_of, is_blank_row, is_header, is_held
from docgen.forms.begin.found import text_node, text_of
from docgen.render.xml import W, local

TAG = re.compile(r"\{\{ (\w+)((?:\|[^{}]*)?) \}\}")
ROW = "行"
"""What a row is called in the template."""


@dataclass(frozen=True)
class Repeated:
    """A row that may repeat. It is `certain` to, if blank ones follow it: they were meant for others."""

    row: Any
    certain: bool


def repeated_rows(root: Any) -> Iterator[Repeated]:
    """The rows below `root` that hold tags and nothing else, below a row of labels."""
    for table in root.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        for header, row, after in zip(rows, rows[1:], [*rows[2:], None], strict=False):
            if is_header(header) and _is_data(row):
                yield Repeated(row, after is not None and is_blank_row(after, row))


def _is_data(row: Any) -> bool:
    texts = [text_of(cell).strip() for cell in cells_of(row)]
    return any(map(TAG.search, texts)) and not any(TAG.sub("", text).strip(" 　、，()（）") for text in texts)


def to_loop(row: Any, rows: str) -> None:
    """Let a row repeat for each of `rows`; blank rows that follow were meant to be filled in by hand, and go."""
    while (after := row.getnext()) is not None and after.tag == f"{W}tr" and _is_empty(after, row):
        after.getparent().remove(after)
    for node in row.iter(f"{W}t"):
        node.text = TAG.sub(rf"{{{{ {ROW}.\1\2 }}}}", node.text or "")
    row.addprevious(_control(row, f"{{%tr for {ROW} in {rows} %}}"))
    row.addnext(_control(row, "{%tr endfor %}"))


def _control(row: Any, text: str) -> Any:
    """A row that says only `text`, which is gone when the template is read."""
    made = deepcopy(row)
    cells = cells_of(made)
    _keep_only(made, "trPr", "tblPrEx")
    for number, cell in enumerate(cells):
        _keep_only(cell, "tcPr")
        run = etree.SubElement(etree.SubElement(cell, f"{W}p"), f"{W}r")
        run.append(text_node("" if number else text))
        made.append(cell)
    return made


def _keep_only(element: Any, *names: str) -> None:
    for child in list(element):
        if local(child) not in names:
            element.remove(child)


def _is_empty(row: Any, like: Any) -> bool:
    """Whether nothing at all stands in a row."""
    return is_blank_row(row, like) and not any(map(is_held, cells_of(row)))


def outside(root: Any, rows: list[Any]) -> list[tuple[Any, str]]:
    """The paragraphs with tags below `root` that lie in none of `rows`, with the names of the tags."""
    inside = {paragraph for row in rows for paragraph in row.iter(f"{W}p")}
    found = ((paragraph, TAG.findall(text_of(paragraph))) for paragraph in root.iter(f"{W}p"))
    return [(paragraph, name) for paragraph, tags in found if paragraph not in inside for name, _ in tags]
