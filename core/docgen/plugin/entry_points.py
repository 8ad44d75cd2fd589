"""Where plugins lie: what installed packages name, and the files and folders of a workspace. None is run or read."""

from __future__ import annotations

import sys
from pathlib import Path

from docgen.files import is_folder, lies, list_below

ENTRY_POINTS = "docgen.plugins"
"""The group of entry points that packages name their plugins in."""


def entry_point_files() -> list[Path]:
    """The files in which installed packages name plugins."""
    infos = (info for folder in sys.path for info in Path(folder).glob("*-info/entry_points.txt"))
    return [info for info in infos if ENTRY_POINTS in info.read_text(encoding="utf-8", errors="replace")]


def local_plugins(folder: Path | None, failed: list[OSError]) -> list[Path]:
    """What lies in the folder as plugins: files and packages, but for tests and what begins with _ or a dot. Whether
    they can be read, reading them tells; the error of a folder that cannot be listed is added to `failed`."""
    there = list_below(folder, failed, deep=False) if folder and lies(folder) else ()
    return [path for path in there if not path.name.startswith(_NO_PLUGINS) and _is_plugin(path)]


def _is_plugin(path: Path) -> bool:
    return lies(path / "__init__.py") or (path.suffix == ".py" and not is_folder(path))


_NO_PLUGINS = ("_", ".", "test_", "conftest.")


def find_local(folder: Path, name: str) -> Path | None:
    """The plugin called `name` in the folder, or None."""
    return next((path for path in local_plugins(folder, []) if path.stem == name), None)
