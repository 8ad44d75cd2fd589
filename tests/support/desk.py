"""What tests do at the desk of a clerk: write into the workbooks of the example, run commands, read documents."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import docx
import openpyxl


def write(workspace: Path, book: str, *rows: Iterable[object]) -> None:
    """Append rows to the first sheet of a workbook."""
    file = workspace / "data" / book
    workbook = openpyxl.load_workbook(file)
    for row in rows:
        workbook.worksheets[0].append(list(row))
    workbook.save(file)


def change(workspace: Path, book: str, edit: Callable[[dict[str, object]], dict[str, object]]) -> None:
    """Write what `edit` gives for a row, by header, into its cells. Headers stand in the first four rows."""
    file = workspace / "data" / book
    workbook = openpyxl.load_workbook(file)
    sheet = workbook.worksheets[0]
    places = {str(cell.value): cell.column for cells in sheet.iter_rows(max_row=4) for cell in cells if cell.value}
    for number in range(2, sheet.max_row + 1):
        row = {name: sheet.cell(number, column).value for name, column in places.items()}
        for name, value in edit(row).items():
            sheet.cell(number, places[name]).value = value
    workbook.save(file)


def text_of(path: Path) -> str:
    """All text of the body, tables too, in reading order."""
    body = docx.Document(str(path)).element.body
    return "\n".join("".join(node.text or "" for node in block.iter("{*}t")) for block in body.iter("{*}p"))


def documents(workspace: Path) -> dict[str, bytes]:
    """What lies below out/, by path."""
    out = workspace / "out"
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.docx"))}


def answer(result: Any) -> Any:
    """The JSON that a command printed."""
    return json.loads(result.out)
