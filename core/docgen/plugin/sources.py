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

from docgen.files import read_file

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
        return self.source if path == self.path else read_file(Path(str(path)))


class _PluginFinder(MetaPathFinder):
    """Finds the submodules of a plugin that is a folder among its files, and nowhere else: no other finder looks on the
    disk for what is not there."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in _FILES:
            return None
        if (spec := _spec(fullname)) is None:
            raise ModuleNotFoundError(f"{fullname} is none of the .py files that were trusted", name=fullname)
        return spec


def _spec(fullname: str) -> ModuleSpec | None:
    """A module of a plugin: a package, else a file, else a folder in which there are some."""
    plugin, *parts = fullname.split(".")
    place, files = _FILES[plugin]
    name = "/".join((place.name, *parts))
    for file, is_package in ((f"{name}/__init__.py", True), (f"{name}.py" if parts else name, False)):
        if file in files:
            full = place.parent / file
            loader = _FromMemory(fullname, str(full), files[file])
            locations = [str(full.parent)] if is_package else None
            return spec_from_file_location(fullname, full, loader=loader, submodule_search_locations=locations)
    if parts and any(file.startswith(f"{name}/") and file.endswith(".py") for file in files):
        spec = ModuleSpec(fullname, None, is_package=True)
        spec.submodule_search_locations = [str(place.parent / name)]
        return spec
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
