"""Deletes what docgen made before a day, when it is no longer needed (domain.md §4)."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from docgen.batch.guard.openness import is_statement
from docgen.batch.ledger import Ledger
from docgen.batch.names import OLD, VOID
from docgen.state import refuse_link


@dataclass(frozen=True)
class Outdated:
    """Files of before a day: those to `delete`, and those left alone, since a person `edited` or the office `issued`
    them."""

    delete: list[Path] = field(default_factory=list)
    edited: list[Path] = field(default_factory=list)
    issued: list[Path] = field(default_factory=list)


def outdated(ledger: Ledger, out: Path, before: date, issued: Collection[Path]) -> Outdated:
    """What lies below `out` and was last written before the day. Files that docgen did not make are not looked at."""
    found = Outdated()
    for path in ledger.files():
        if path.is_relative_to(out) and path.exists() and _day(path) < before:
            where = found.issued if path in issued else found.delete if ledger.is_ours(path) else found.edited
            where.append(path)
    known = {*found.delete, *found.edited, *found.issued}
    found.delete.extend(path for path in _aside(out) if path not in known and _day(path) < before)
    return found


def delete(ledger: Ledger, out: Path, paths: Collection[Path]) -> None:
    """Delete the files, the notes on them, and folders that are empty then, or only say who may see them."""
    for path in paths:
        path.unlink(missing_ok=True)
        folder = path.parent
        while folder != out and folder.is_relative_to(out):
            with suppress(OSError):  # something else lies there still
                folder.rmdir()
            folder = folder.parent
    for aside in (out / name for name in (*OLD, *VOID)):
        if aside.is_dir() and all(map(is_statement, aside.iterdir())):
            shutil.rmtree(aside)
    ledger.forget(paths)


def _aside(out: Path) -> Iterator[Path]:
    """The files that were replaced, or are void; not what says who may see those that stay."""
    for name in (*OLD, *VOID):
        refuse_link(out / name)
        files = (path for path in sorted((out / name).rglob("*")) if path.is_file())
        yield from (path for path in files if not is_statement(path))


def _day(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime).date()
