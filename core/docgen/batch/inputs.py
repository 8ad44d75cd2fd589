"""What a run depends on, as one digest: the first of three levels at which docgen tells that nothing has changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from secrets import token_hex
from types import ModuleType

import docgen
from docgen.batch.contexts import digest
from docgen.batch.hashes import sha256_of
from docgen.config import CONFIG
from docgen.files import is_folder, lies, list_below
from docgen.tables.files import MAX_HASHED, paths_of_data
from docgen.workspace import FORMS, Workspace


def inputs(workspace: Workspace, plugins: Iterable[object], today: date) -> str:
    """The digest of all that documents of a workspace are made of: its workbooks, settings, templates, forms, plugins
    and register, the code of docgen and of the `plugins` in use, and the day, which checks look at."""
    closed: list[OSError] = []
    bare = workspace.data == workspace.root
    files = list(paths_of_data(workspace.root, closed) if bare else _files(workspace.data, closed))
    data = [_content(file) for file in files]
    names = [file.relative_to(workspace.root).as_posix() for file in files]
    return digest((names, data, around(workspace, plugins, today), *map(_never_same, closed)))


def around(workspace: Workspace, plugins: Iterable[object], today: date) -> str:
    """The same of all but the workbooks."""
    folders = (workspace.templates, workspace.plugins, workspace.root / FORMS)
    closed: list[OSError] = []
    files = [workspace.root / CONFIG, workspace.register]
    files = [*filter(lies, files), *(file for folder in folders for file in _files(folder, closed))]
    contents = [(file.relative_to(workspace.root).as_posix(), _content(file)) for file in files]
    code = sorted(_code(plugins))
    return digest((contents, code, docgen.__version__, sys.version, today.isoformat(), *map(_never_same, closed)))


def _files(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """All files in a folder and below, in their order; not what Python itself writes. The error of a folder that cannot
    be looked into is added to `closed`."""
    for path in list_below(folder, closed) if lies(folder) else ():
        if path.suffix != ".pyc" and not is_folder(path):
            yield path


def _content(path: Path) -> str:
    """What tells the content of a file from others: its hash, or, if it is too large to be read, its size and time. One
    that cannot be read is never taken for unchanged."""
    try:
        stat = path.stat()
        return sha256_of(path) if stat.st_size <= MAX_HASHED else f"{stat.st_size} {stat.st_mtime_ns}"
    except OSError as error:
        return _never_same(error)


def _never_same(_error: OSError) -> str:
    return token_hex(16)


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
