"""What a run depends on, as one digest: the first of three levels at which docgen tells that nothing has changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import docgen
from docgen.batch.contexts import digest
from docgen.batch.hashes import sha256_of
from docgen.config import CONFIG
from docgen.tables.files import paths_of_data
from docgen.workspace import FORMS, Workspace


def inputs(workspace: Workspace, plugins: Iterable[object], today: date) -> str:
    """The digest of all that documents of a workspace are made of: its workbooks, settings, templates, forms, plugins
    and register, the code of docgen and of the `plugins` in use, and the day, which checks look at."""
    files = list(_files(workspace.data) if workspace.data != workspace.root else paths_of_data(workspace.root))
    data = [sha256_of(file) for file in files]
    names = [file.relative_to(workspace.root).as_posix() for file in files]
    return digest((names, data, around(workspace, plugins, today)))


def around(workspace: Workspace, plugins: Iterable[object], today: date) -> str:
    """The same of all but the workbooks."""
    folders = (workspace.templates, workspace.plugins, workspace.root / FORMS)
    files = [workspace.root / CONFIG, workspace.register, *(file for folder in folders for file in _files(folder))]
    contents = [(file.relative_to(workspace.root).as_posix(), sha256_of(file)) for file in files if file.exists()]
    return digest((contents, sorted(_code(plugins)), docgen.__version__, sys.version, today.isoformat()))


def _files(folder: Path) -> Iterator[Path]:
    """All files in a folder and below, in their order; not what Python itself writes."""
    if folder.is_dir():
        yield from sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")


def _code(plugins: Iterable[object]) -> Iterator[tuple[str, int, int]]:
    """The files of docgen and of plugins, with size and time: to read them all would take longer than to run them."""
    names = {"docgen", "docgen_plugins", "docgen.templates"}
    names |= {plugin.__name__.partition(".")[0] for plugin in plugins if isinstance(plugin, ModuleType)}
    for name in sorted(names):
        module = sys.modules.get(name)
        for folder in getattr(module, "__path__", None) or ():
            yield from _stats(folder)
        file = getattr(module, "__file__", None)
        if file and not hasattr(module, "__path__"):
            yield _stat(Path(file))


def _stats(folder: str) -> Iterator[tuple[str, int, int]]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":
            yield from _stats(entry.path)
        elif entry.name.endswith((".py", ".docx", ".txt")):
            yield _stat(Path(entry.path))


def _stat(path: Path) -> tuple[str, int, int]:
    stat = path.stat()
    return str(path), stat.st_size, stat.st_mtime_ns
