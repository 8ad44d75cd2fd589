"""Reads the largest workbook of a folder in a thread while other things are done: most of that needs no Python."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Thread

from docgen.tables.readers.book import read_sheets
from docgen.tables.readers.sheet import Sheet
from docgen.tables.readers.sniff import WORKBOOKS, is_workbook_name

LARGE = 600_000
"""Bytes of a workbook that takes a second to read."""


class Ahead:
    """The largest workbook in a folder, if it is large, as a thread reads it. It is handed out once, not kept."""

    def __init__(self, folder: Path) -> None:
        names = (path for path in folder.rglob("*") if is_workbook_name(path) and path.suffix.lower() in WORKBOOKS)
        sizes = {path: path.stat().st_size for path in names if path.is_file()}
        self._path = max(sizes, key=sizes.__getitem__, default=folder)
        self._read: Future[list[Sheet]] | None = None
        if sizes.get(self._path, 0) > LARGE:
            self._read = Future()
            Thread(target=self._read_it, args=(self._path, self._read), daemon=True).start()

    def sheets(self, path: Path) -> Iterator[Sheet]:
        """The sheets of a file, ahead or not. Raises what reading it raises."""
        if self._read is None or path != self._path:
            return read_sheets(path)
        read, self._read = self._read, None
        return iter(read.result())

    @staticmethod
    def _read_it(path: Path, read: Future[list[Sheet]]) -> None:
        try:
            read.set_result(list(read_sheets(path)))
        except BaseException as error:  # whatever it is, who asks for the file is told
            read.set_exception(error)
