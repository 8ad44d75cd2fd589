"""Reads the largest workbook of a folder in a thread while other things are done: most of that needs no Python."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Thread

from docgen.tables.files import is_marked_copy, paths_of_data
from docgen.tables.readers.book import read_sheets
from docgen.tables.readers.sheet import Sheet
from docgen.tables.readers.sniff import WORKBOOKS

LARGE = 600_000
"""Bytes of a workbook that takes a second to read."""


def holds_large(folder: Path) -> bool:
    """Whether one of the workbooks in a folder takes a second to read."""
    return any(_size(path) > LARGE for path in paths_of_data(folder, []))


def _size(path: Path) -> int:
    """The bytes of a file; none of one that cannot be looked at, which reading it reports."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


class Ahead:
    """The largest workbook in a folder, if it is large, as a thread reads it, a sheet ahead of who asks for them. It is
    handed out once."""

    def __init__(self, folder: Path) -> None:
        paths = (path for path in paths_of_data(folder, []) if path.suffix.lower() in WORKBOOKS)
        sizes = {path: _size(path) for path in paths if not is_marked_copy(path)}
        self._path = max(sizes, key=sizes.__getitem__, default=folder)
        self._read: Queue[Sheet | BaseException | None] | None = None
        if sizes.get(self._path, 0) > LARGE:
            self._read = Queue(maxsize=1)
            Thread(target=_read, args=(self._path, self._read), daemon=True).start()

    def sheets(self, path: Path) -> Iterator[Sheet]:
        """The sheets of a file, ahead or not. Raises what reading it raises."""
        if self._read is None or path != self._path:
            return read_sheets(path)
        read, self._read = self._read, None
        return _handed_out(read)


def _read(path: Path, to: Queue[Sheet | BaseException | None]) -> None:
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C is for the thread that may hold it back
    try:
        for sheet in read_sheets(path):
            to.put(sheet)
        to.put(None)
    except BaseException as error:  # whatever it is, who asks for the file is told
        to.put(error)


def _handed_out(read: Queue[Sheet | BaseException | None]) -> Iterator[Sheet]:
    while (found := read.get()) is not None:
        if isinstance(found, BaseException):
            raise found
        yield found
