"""What the tests of one process share, so that it is made or checked once: compiled templates, sound documents, what
docgen's own code is and brings.

Importing this module lets whatever imports `compile_template` later compile the same bytes once.
"""

import gc
import hashlib
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from functools import cache, wraps
from pathlib import Path
from typing import Any

import pytest
from ooxml import faults
from pluggy import PluginManager

from docgen.batch import inputs
from docgen.files import read_file
from docgen.plugin import manager
from docgen.plugin.package import MODULES
from docgen.render import compiled, package
from docgen.render.compiled import Compiled
from docgen.schema import Table
from docgen.tables import blank, read

_compile = compiled.compile_template
_check_part = package._checked
_stats = inputs._stats
_hook = PluginManager.parse_hookimpl_opts
_ROOT = Path(__file__).resolve().parents[2]
_hooks: dict[tuple[str, str], Any] = {}
_entry_points = manager._entry_points
_installed: dict[tuple[object, ...], list[Any]] = {}
_blank_workbook = blank.blank_workbook
_blank: dict[tuple[object, ...], list[tuple[Table, bytes]]] = {}
_templates: dict[Any, Compiled] = {}
shares_templates = True
"""Tests of compiling itself set it to False."""
_sound: set[bytes] = set()
_sound_parts: dict[bytes, bytes] = {}
collecting = read._no_collector
"""How docgen itself reads a folder; see `share_process`."""


def share_process(patch: pytest.MonkeyPatch) -> None:
    """Let reading leave the garbage collector alone: docgen looks through all that a process holds before it reads
    again, and a process that ran a thousand tests holds much."""
    patch.setattr(read, "_no_collector", nullcontext)
    patch.setattr(package, "_checked", _check_part_once)
    patch.setattr(inputs, "_stats", _stats_once)
    patch.setattr(PluginManager, "parse_hookimpl_opts", _hook_once)
    patch.setattr(manager, "_entry_points", _entry_points_once)
    patch.setattr(blank, "blank_workbook", _blank_once)
    gc.collect()
    gc.freeze()


def _check_part_once(name: str, data: bytes, path: Path) -> bytes:
    """The part of a template that was found sound, as docgen writes it; the same bytes once."""
    digest = hashlib.sha256(data).digest()
    if digest not in _sound_parts or not shares_templates:
        _sound_parts[digest] = _check_part(name, data, path)
    return _sound_parts[digest]


def _stats_once(folder: str) -> Iterable[tuple[str, int, int]]:
    """The files of code in a folder; those of this checkout stay as they are while tests run."""
    return _stats_of_checkout(folder) if Path(folder).is_relative_to(_ROOT) else _stats(folder)


@cache
def _stats_of_checkout(folder: str) -> tuple[tuple[str, int, int], ...]:
    return tuple(_stats(folder))


def _entry_points_once() -> Iterable[Any]:
    """The plugins of installed packages."""
    key = (*sys.path, Path.cwd())
    if key not in _installed:
        _installed[key] = list(_entry_points())
    return _installed[key]


def _blank_once(table: Table, year: int, words: Mapping[str, str]) -> bytes:
    """The empty workbook of a table; that of an equal table is the same."""
    known = _blank.setdefault((table.name, year, *words.items()), [])
    if not any(each == table for each, _ in known):
        known.append((table, _blank_workbook(table, year, words)))
    return next(data for each, data in known if each == table)


def _hook_once(plugins: PluginManager, plugin: object, name: str) -> Any:
    """What a name of a plugin says as a hook; docgen's own modules say the same each time."""
    module = getattr(plugin, "__name__", "")
    if module not in MODULES or sys.modules.get(module) is not plugin:
        return _hook(plugins, plugin, name)
    if (module, name) not in _hooks:
        _hooks[module, name] = _hook(plugins, plugin, name)
    options = _hooks[module, name]
    return options and {**options}


@wraps(_compile)
def compile_once(source: Any, filters: Any = None, tests: Any = None, *, clean: bool = False) -> Compiled:
    """The template compiled, the same object for the same bytes, name and functions."""
    try:
        data = source if isinstance(source, bytes) else read_file(Path(source))
    except OSError:
        data = None
    if data is None or not shares_templates:
        return _compile(source, filters, tests, clean=clean)
    name = None if isinstance(source, bytes) else Path(source).name
    key = (hashlib.sha256(data).digest(), name, _functions(filters), _functions(tests), clean)
    if key not in _templates:
        _templates[key] = _compile(source, filters, tests, clean=clean)
    return _templates[key]


def _functions(functions: Any) -> frozenset[tuple[str, Any]]:
    return frozenset((functions or {}).items())


compiled.compile_template = compile_once


def assert_sound(data: bytes) -> None:
    """Assert that a document has no faults (ooxml.py), unless the same bytes had none before."""
    digest = hashlib.sha256(data).digest()
    if digest not in _sound:
        found = faults(data)
        assert found == [], found
        _sound.add(digest)


def checked(make: Callable[..., bytes]) -> Callable[..., bytes]:
    """The method, whose documents are checked."""

    @wraps(make)
    def made(*args: object, **options: object) -> bytes:
        data = make(*args, **options)
        assert_sound(data)
        return data

    return made
