"""A folder with what a clerk has before there is a form: old Word forms and workbooks."""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook

PEOPLE = (("姓名", "单位", "电话"), ("郑远山", "丰乐社区", "028-00000001"), ("周清", "石碑社区", None))


class Township:
    """A folder with what a clerk has; it is no workspace yet."""

    def __init__(self, docgen: Callable[..., Any], folder: Path) -> None:
        self.docgen, self.folder = docgen, folder
        folder.mkdir()

    def say(self, *words: object, code: int = 0) -> str:
        result = self.docgen("-w", self.folder, *map(str, words))
        assert result.code == code, result.out + result.err
        return str(result.out + result.err)

    def word(self, *paragraphs: str, table: Sequence[Sequence[str]] = (), name: str = "旧表.docx") -> Path:
        """An old form: its paragraphs, then a table."""
        document = Document()
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        if table:
            made = document.add_table(rows=len(table), cols=len(table[0]))
            for row, texts in zip(made.rows, table, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
        path = self.folder / name
        document.save(str(path))
        return path

    def workbook(self, *rows: Sequence[object], name: str = "名单.xlsx", sheet: str = "Sheet1") -> Path:
        book = Workbook()
        book.active.title = sheet
        for row in rows:
            book.active.append(row)
        path = self.folder / name
        book.save(path)
        return path

    def made(self) -> dict[str, tuple[list[str], list[list[str]]]]:
        """The paragraphs, and the rows of the first table, of what lies in out/, by path."""
        found = {}
        for path in sorted((self.folder / "out").rglob("*.docx")):
            document = Document(str(path))
            rows = [[cell.text for cell in row.cells] for table in document.tables[:1] for row in table.rows]
            texts = [each.text for each in document.paragraphs if each.text]
            found[path.relative_to(self.folder / "out").as_posix()] = texts, rows
        return found


def replace(path: Path, old: str, new: str) -> None:
    """Put other XML into a Word file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = parts["word/document.xml"].decode()
    assert old in document
    parts["word/document.xml"] = document.replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
