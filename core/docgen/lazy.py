"""Packages whose names are imported when they are first asked for (PEP 562): a command loads what it needs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def lazy_names(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """The `__getattr__` of a package. `homes` has its names, with blanks between them, by the module below docgen that
    each comes from."""
    found = {name: f"docgen.{module}" for module, names in homes.items() for name in names.split()}

    def get(name: str) -> object:
        if name not in found:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(found[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return get
