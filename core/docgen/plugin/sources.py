"""Imports plugins of a workspace from their source only: compiled files that lie about are not what was trusted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

PREFIX = "docgen_local_"


class _SourceOnly(SourceFileLoader):
    """Never reads or writes __pycache__."""

    def path_stats(self, path: str | bytes) -> dict[str, float]:
        """Without these the loader cannot match a compiled file, and compiles the source."""
        raise OSError(f"{path!r} is always read as source")


class _SourceFinder(MetaPathFinder):
    """Finds the submodules of a plugin that is a folder, as source."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith(PREFIX):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _SourceOnly(spec.loader.name, spec.loader.path)
        return spec


def import_source(name: str, path: Path) -> ModuleType:
    """The plugin at `path`, a .py file or a folder with __init__.py, as module `name`, which begins with PREFIX."""
    file = path / "__init__.py" if path.is_dir() else path
    locations = [str(path)] if path.is_dir() else None
    loader = _SourceOnly(name, str(file))
    spec = spec_from_file_location(name, file, loader=loader, submodule_search_locations=locations)
    if spec is None:
        raise ImportError(f"{path} cannot be imported")
    if not any(isinstance(finder, _SourceFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _SourceFinder())
    for old in [each for each in sys.modules if each.startswith(f"{name}.")]:  # of what was imported before
        del sys.modules[old]
    module = module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    return module
