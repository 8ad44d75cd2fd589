"""Readings of workbooks that tests share: the same files with the same tables are read once a process.

A command gets a store of its own over the shared rows. Whoever changes rows makes the next command read them anew. What
docgen's own rules find in a reading is kept with it. A form that did not change brings the same tables again, so that
the workbooks of a workspace with forms are shared too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from docgen.data import Dataset, checks
from docgen.data.checks import Check, Rule
from docgen.forms.declared import load
from docgen.forms.declared.declaration import Declaration
from docgen.problems import Problem
from docgen.schema import Table
from docgen.tables import Reading
from docgen.tables.files import DataFile, files_in, is_marked_copy, open_elsewhere
from docgen.tables.options import Options
from docgen.workspace import FORM, Settings

KEPT = 3
"""Readings that are kept; one of the example takes some 60 MB."""

read_anew = Dataset.read.__func__  # type: ignore[attr-defined]
_put = Dataset.put
_run = checks._run
_declare = load.declared_in
_declared: dict[tuple[Path, bytes, tuple[str, ...]], Declaration] = {}


class _Kept(NamedTuple):
    """A reading and what it was made from."""

    files: list[tuple[str, str]]
    tables: Mapping[str, Table]
    year: int
    options: Options
    data: Dataset
    reading: Reading
    found: list[tuple[Rule, Settings, date, list[Problem]]]


_kept: list[_Kept] = []


def share_readings(patch: pytest.MonkeyPatch) -> None:
    """Let datasets share what was read."""
    patch.setattr(Dataset, "read", classmethod(_read_once))
    patch.setattr(Dataset, "put", _put_and_forget)
    patch.setattr(load, "declared_in", _declared_once)
    patch.setattr(checks, "_run", _run_once)


def _run_once(data: Dataset, each: Check, rule: Rule) -> Iterator[Problem]:
    """What a rule finds; what one of docgen's own finds in a reading that is kept is found once."""
    kept = next((kept for kept in _kept if kept.data.store.rows is data.store.rows), None)
    if kept is None or not rule.find.__module__.startswith("docgen.records."):
        yield from _run(data, each, rule)
        return
    key = rule, data.settings, data.store.today
    if not any(found[:3] == key for found in kept.found):
        kept.found.append((*key, list(_run(data, each, rule))))
    yield from next(found[3] for found in kept.found if found[:3] == key)


def _declared_once(folder: Path) -> Declaration:
    """The form in a folder, the same object while its files are the same."""
    names = tuple(sorted(path.name for path in folder.iterdir() if not path.is_symlink()))
    key = (folder, (folder / FORM).read_bytes(), names)
    if key not in _declared:
        _declared[key] = _declare(folder)
    return _declared[key]


def _read_once(
    cls: type[Dataset],
    folder: Path,
    tables: Mapping[str, Table],
    figures: Mapping[str, Any],
    settings: Settings,
    ahead: Any = None,
) -> tuple[Dataset, Reading]:
    """What Dataset.read gives."""
    files, closed = files_in(folder)
    if closed or not files or not all(map(_is_plain, files)):
        return read_anew(cls, folder, tables, figures, settings, ahead)  # type: ignore[no-any-return]
    kept = _find(folder, files, tables, settings)
    store = replace(
        kept.data.store,
        settings=settings,
        figures=figures,
        problems=list(kept.data.store.problems),
        looks=type(kept.data.store.looks)(),
        counted={},
    )
    return cls(store), replace(kept.reading, files=files)


def _is_plain(file: DataFile) -> bool:
    """Whether a file says the same wherever and whenever it is read."""
    return bool(file.sha256) and not is_marked_copy(file.path) and not open_elsewhere(file.path, file.name)


def _find(folder: Path, files: list[DataFile], tables: Mapping[str, Table], settings: Settings) -> _Kept:
    """The reading of these files with these tables; it is made if there is none."""
    contents, options = [(file.name, file.sha256) for file in files], Options.of(settings)
    for number, kept in enumerate(_kept):
        if kept[:4] == (contents, tables, settings.year, options):
            _kept.append(_kept.pop(number))
            return kept
    data, reading = read_anew(Dataset, folder, tables, {}, settings)
    _kept[:] = [*_kept[1 - KEPT :], _Kept(contents, tables, settings.year, options, data, reading, [])]
    return _kept[-1]


def _put_and_forget(self: Dataset, *args: Any) -> None:
    """Change rows, which no other command may see."""
    _kept[:] = [kept for kept in _kept if kept.data.store.rows is not self.store.rows]
    _put(self, *args)
