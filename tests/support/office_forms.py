"""A copy of the example office in which forms were made, and what they say."""

from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
from desk import text_of
from offices import EXAMPLE, copy_office

from docgen import cli
from docgen.pdf import to_pdfs
from docgen.workspace import open_workspace


def office_with(commands: tuple[tuple[str, ...], ...], folders: pytest.TempPathFactory) -> Path:
    """A copy of the example in which the commands were run."""
    return run_all(commands, copy_office(EXAMPLE, folders.mktemp("office") / "dujiangyan"))


def run_all(commands: tuple[tuple[str, ...], ...], workspace: Path) -> Path:
    """The workspace, in which the commands were run."""
    for words in commands:
        assert cli.run(["-w", str(workspace), *words]) == 0, words
    return workspace


def made(office: Path, pattern: str) -> str:
    """The text of the one document that the pattern names below out/."""
    (path,) = (office / "out").glob(pattern)
    return text_of(path)


def tables(office: Path, pattern: str) -> list[list[list[str]]]:
    (path,) = (office / "out").glob(pattern)
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(str(path)).tables]


def pages(path: Path) -> list[str]:
    """The text of each page."""
    ((_, pdf),) = to_pdfs([path], processes=1)
    assert isinstance(pdf, bytes), pdf
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def rows_of(table: str, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Some columns of a table of the example."""
    import docgen.records
    from docgen import Dataset, Registry

    registry = Registry("records")
    docgen.records.contribute(registry)
    workspace = open_workspace(EXAMPLE)
    data = Dataset.read(workspace.data, registry.tables(workspace.settings.aliases), {}, workspace.settings)[0]
    rows = data[data.tables[table].record]
    return [{name: row[name] for name in names} for row in rows]


def change(workspace: Path, name: str, sheet: str, cells: dict[str, str]) -> None:
    """Type something into cells of a workbook."""
    path = workspace / "data" / name
    book = openpyxl.load_workbook(path)
    for cell, text in cells.items():
        book[sheet][cell] = text
    book.save(path)
