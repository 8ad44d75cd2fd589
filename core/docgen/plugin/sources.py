"""Imports plugins of a workspace from the bytes that were trusted: whatever changes on the disk meanwhile, and compiled
files that lie about, are never run."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

PREFIX = "docgen_local_"

_FILES: dict[str, tuple[Path, Mapping[str, bytes]]] = {}
"""Where the plugins lie that were imported, and their files, by module."""


class _FromMemory(SourceFileLoader):
    """Compiles the source that was read with the plugin; never reads or writes __pycache__."""

    def __init__(self, fullname: str, path: str, source: bytes) -> None:
        super().__init__(fullname, path)
        self.source = source

    def path_stats(self, path: str | bytes) -> dict[str, float]:
        """Without these the loader cannot match a compiled file, and compiles the source."""
        raise OSError(f"{path!r} is always read as source")

    def get_data(self, path: str | bytes) -> bytes:
        """The source; of another file (pkgutil.get_data) what lies on the disk."""
        return self.source if path == self.path else Path(str(path)).read_bytes()


class _PluginFinder(MetaPathFinder):
    """Finds the submodules of a plugin that is a folder among its files."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in _FILES:
            return None
        return _spec(fullname)


def _spec(fullname: str) -> ModuleSpec | None:
    """A module of a plugin: a package, else a file."""
    plugin, *parts = fullname.split(".")
    place, files = _FILES[plugin]
    name = "/".join((place.name, *parts))
    for file, is_package in ((f"{name}/__init__.py", True), (f"{name}.py" if parts else name, False)):
        if file in files:
            full = place.parent / file
            loader = _FromMemory(fullname, str(full), files[file])
            locations = [str(full.parent)] if is_package else None
            return spec_from_file_location(fullname, full, loader=loader, submodule_search_locations=locations)
    return None


def import_source(name: str, path: Path, files: Mapping[str, bytes]) -> ModuleType:
    """The plugin at `path`, a .py file or a folder with __init__.py, as module `name`, which begins with PREFIX. What
    runs are its `files`, by their names in the folder that it lies in."""
    _FILES[name] = (path, files)
    spec = _spec(name)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be imported")
    if not any(isinstance(finder, _PluginFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _PluginFinder())
    for old in [each for each in sys.modules if each.startswith(f"{name}.")]:  # of what was imported before
        del sys.modules[old]
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
