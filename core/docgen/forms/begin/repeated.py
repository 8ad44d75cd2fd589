"""Table rows that hold names of columns below a header: they repeat, a row for each row of the data."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from lxml import etree

from docgen.forms.begin.cells import Row, cells_of, grid_of, header_rows, is_blank_row, is_held, is_number, rows_of
from docgen.forms.begin.found import Found, text_node, text_of, texts_of
from docgen.forms.begin.marks import MARKS
from docgen.render.xml import W, local

TAG = re.compile(r"\{\{ (\w+)((?:\|[^{}]*)?) \}\}")
ROW = "行"
"""What a row is called in the template."""


@dataclass(frozen=True)
class Repeated:
    """A row that may repeat, and the rows above it, up to the first of the table, if all are its header. It is
    `certain` to if `blank` ones follow it: they were meant for others."""

    row: Any
    certain: bool
    header: Sequence[Any]
    blank: Sequence[Any]


def repeated_rows(root: Any, found: Found) -> Iterator[Repeated]:
    """The rows below `root` that hold tags and nothing else, below a row of labels; names that no column has may stand
    among them, and the texts of fields that stay."""
    for table in root.iter(f"{W}tbl"):
        rows, grid = rows_of(table), grid_of(table)
        for at, row in enumerate(grid):
            header = header_rows(grid, at)
            if header and _is_data(row, header[-1], found.shown):
                blank = rows[at + 1 : at + 1 + _blank_rows(grid, rows, at, header[-1], found.others)]
                yield Repeated(rows[at], bool(blank), _head(rows, grid, at, len(header)), blank)


def _blank_rows(grid: Sequence[Row], rows: Sequence[Any], at: int, header: Row, others: Collection[Any]) -> int:
    """How many rows follow the row `at` that are blank, or say the same of others."""
    after = zip(grid[at + 1 :], rows[at + 1 :], strict=True)
    own = (is_blank_row(slots, grid[at], header) or row in others for slots, row in after)
    return sum(takewhile(bool, own))


def _head(rows: Sequence[Any], grid: Sequence[Row], at: int, tiers: int) -> Sequence[Any]:
    """What Word may print again on each page: the header, and titles of one cell above it."""
    titles = grid[: at - tiers]
    return rows[:at] if all(len(row) == 1 for row in titles) and at <= _TALLEST else ()


_TALLEST = 4


def _is_data(row: Row, header: Row, shown: Collection[Any]) -> bool:
    cells = [slot.cell for slot in row if not is_number(slot, header)]
    texts = ["".join(node.text or "" for node in texts_of(cell) if node not in shown).strip() for cell in cells]
    others = (MARKS.sub(_title, TAG.sub("", text)).strip(" 　、，()（）") for text in texts)
    return any(map(TAG.search, texts)) and not any(others) and not any(slot.goes_on for slot in row)


def _title(mark: re.Match[str]) -> str:
    """What stays of a name that no column has: it may be the title of a book."""
    return mark[0] if mark[0].startswith("《") else ""


def to_loop(repeated: Repeated, rows: str) -> None:
    """Let a row repeat for each of `rows`; blank rows that follow were meant to be filled in by hand, and go. The
    header stands on each page."""
    row = repeated.row
    for after in repeated.blank:
        if any(map(is_held, cells_of(after))):
            break
        after.getparent().remove(after)
    for cell in cells_of(row):
        is_right = text_of(cell).strip().isdecimal()  # of the right half of a list with two
        for node in cell.iter(f"{W}t"):
            node.text = "" if is_right else TAG.sub(rf"{{{{ {ROW}.\1\2 }}}}", node.text or "")
    for head in repeated.header:
        _stand_on_each_page(head)
    row.addprevious(_control(row, f"{{%tr for {ROW} in {rows} %}}"))
    row.addnext(_control(row, "{%tr endfor %}"))


def _stand_on_each_page(row: Any) -> None:
    looks = row.find(f"{W}trPr")
    if looks is None:
        looks = etree.Element(f"{W}trPr")
        row.insert(1 if row.find(f"{W}tblPrEx") is not None else 0, looks)
    if looks.find(f"{W}tblHeader") is None:
        etree.SubElement(looks, f"{W}tblHeader")


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


def outside(root: Any, rows: list[Any]) -> list[tuple[Any, str]]:
    """The paragraphs with tags below `root` that lie in none of `rows`, with the names of the tags."""
    inside = {paragraph for row in rows for paragraph in row.iter(f"{W}p")}
    found = ((paragraph, TAG.findall(text_of(paragraph))) for paragraph in root.iter(f"{W}p"))
    return [(paragraph, name) for paragraph, tags in found if paragraph not in inside for name, _ in tags]
